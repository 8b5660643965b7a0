"""次にすること: one whole sentence, and the words of 充足 and 未充足."""

import pytest

from builders import tables
from ledger.layout.frames import Tables
from scene import P01, Row, completions, criterion, verdict

TRAININGS: list[Row] = [
    {"training_code": "A", "training_name": "研修A"},
    {"training_code": "B", "training_name": "研修B", "delivery": "随時"},
    {"training_code": "C", "training_name": "研修C", "valid_months": 12},
]
TOOLS: list[Row] = [{"tool_code": "RPA", "tool_name": "ロボット"}]
SKILLS: list[Row] = [{"skill_code": "S21", "persona_code": "P01", "skill_name": "クラウド"}]
GROUP: list[Row] = [
    {"group_code": "G", "group_name": "基礎", "training_code": code} for code in "ABC"
]
IN_MAY: list[Row] = [
    {"session_no": f"K{code}", "training_code": code, "held_on": "2026-05-20", "state": "予定"}
    for code in "AC"
]


def one_step(*rules: Row, **rows: list[Row]) -> Tables:
    return tables(
        None,
        personas=[P01],
        trainings=TRAININGS,
        training_groups=GROUP,
        tools=TOOLS,
        skills=SKILLS,
        criteria=rules,
        **rows,
    )


LEAD: list[Row] = [{"project_no": "A1", "started_on": "2025-10-01"}]
UNKNOWN = "ため、最短の日付は出せません。"


@pytest.mark.parametrize(
    ("built", "sentence"),
    [
        pytest.param(
            one_step(criterion("1-1", "研修", "A"), sessions=IN_MAY),
            "Step1に進むには、研修「研修A」の修了が必要で、最短で令和8年5月20日に届きます。",
            id="研修、開催あり",
        ),
        pytest.param(
            one_step(criterion("1-1", "研修", "A")),
            "Step1に進むには、研修「研修A」の修了が必要ですが、研修「研修A」の開催予定がない"
            + UNKNOWN,
            id="研修、開催なし",
        ),
        pytest.param(
            one_step(criterion("1-1", "研修", "B")),
            "Step1に進むには、研修「研修B」の修了が必要ですが、"
            "研修「研修B」は随時のもので受講日が決まっていない" + UNKNOWN,
            id="随時の研修",
        ),
        pytest.param(
            one_step(criterion("1-1", "研修", "A", 3), attendances=completions("A")),
            "Step1に進むには、研修「研修A」の修了あと2回が必要ですが、"
            "研修「研修A」の開催予定が足りない" + UNKNOWN,
            id="3回のうち1回",
        ),
        pytest.param(
            one_step(
                criterion("1-1", "研修", "C"),
                sessions=IN_MAY,
                attendances=completions("C", on="2025-02-10"),
            ),
            "Step1に進むには、研修「研修C」の再受講(令和8年2月9日で期限切れ)が必要で、"
            "最短で令和8年5月20日に届きます。",
            id="期限切れの研修",
        ),
        pytest.param(
            one_step(criterion("1-1", "研修", "G"), sessions=IN_MAY, attendances=completions("B")),
            "Step1に進むには、研修グループ「基礎」の研修「研修A」「研修C」の修了が必要で、"
            "最短で令和8年5月20日に届きます。",
            id="グループの残り",
        ),
        pytest.param(
            one_step(criterion("1-1", "研修", "G", 2), attendances=completions("B")),
            "Step1に進むには、研修グループ「基礎」の研修「研修A」「研修C」のうち1つの修了が"
            "必要ですが、研修グループ「基礎」の開催予定が足りない" + UNKNOWN,
            id="グループのうち2つ",
        ),
        pytest.param(
            one_step(criterion("1-1", "資格", "簿記")),
            "Step1に進むには、資格「簿記」の取得が必要ですが、"
            "資格「簿記」の時期は前もって分からない" + UNKNOWN,
            id="資格",
        ),
        pytest.param(
            one_step(criterion("1-1", "資格", amount=3, unit="件")),
            "Step1に進むには、資格の取得あと3件が必要ですが、資格の時期は前もって分からない"
            + UNKNOWN,
            id="どの資格でも3件",
        ),
        pytest.param(
            one_step(criterion("1-1", "リード期間", amount=12), engagements=LEAD),
            "Step1に進むには、リード期間12か月(今は6か月)が必要で、"
            "最短で令和8年9月30日に届きます。",
            id="リード期間",
        ),
        pytest.param(
            one_step(criterion("1-1", "担当期間", "RPA", 12)),
            "Step1に進むには、担当期間「RPA」12か月(今は0か月)が必要で、"
            "最短で令和9年3月31日に届きます。",
            id="担当期間",
        ),
        pytest.param(
            one_step(criterion("1-1", "リード期間", amount=12 * 9000)),
            "Step1に進むには、リード期間108000か月(今は0か月)が必要ですが、"
            "リード期間の満了が暦の終わりより後になる" + UNKNOWN,
            id="暦より長い期間",
        ),
        pytest.param(
            one_step(criterion("1-1", "案件数", amount=2), engagements=LEAD),
            "Step1に進むには、案件数あと1件が必要ですが、案件数の時期は前もって分からない"
            + UNKNOWN,
            id="案件数",
        ),
        pytest.param(
            one_step(criterion("1-1", "後進育成", unit="名")),
            "Step1に進むには、後進育成あと1名が必要ですが、後進育成の時期は前もって分からない"
            + UNKNOWN,
            id="後進育成",
        ),
        pytest.param(
            one_step(criterion("1-1", "ツール", "RPA", 2)),
            "Step1に進むには、ツール「ロボット」のレベル2以上(今は0)が必要ですが、"
            "ツール「ロボット」の時期は前もって分からない" + UNKNOWN,
            id="ツール",
        ),
        pytest.param(
            one_step(criterion("1-1", "ツール", amount=2)),
            "Step1に進むには、ツールのレベル2以上(今は0)が必要ですが、"
            "対象のツールが決められていない" + UNKNOWN,
            id="ツールが書かれていない",
        ),
        pytest.param(
            one_step(criterion("1-1", "スキル", "S21", 2)),
            "Step1に進むには、スキル「クラウド」の合致度2以上(今は0)が必要ですが、"
            "スキル「クラウド」の時期は前もって分からない" + UNKNOWN,
            id="スキル",
        ),
        pytest.param(
            one_step(
                criterion("1-1", "研修", "A", any_of="a"),
                criterion("1-2", "資格", any_of="a"),
                criterion("1-3", "リード期間", amount=3),
                sessions=IN_MAY,
            ),
            "Step1に進むには、(研修「研修A」の修了か、資格の取得)のいずれか、"
            "リード期間3か月(今は0か月)が必要で、最短で令和8年6月30日に届きます。",
            id="選択組と必須",
        ),
        pytest.param(
            one_step(
                criterion("1-1", "研修", "B", any_of="a"), criterion("1-2", "資格", any_of="a")
            ),
            "Step1に進むには、(研修「研修B」の修了か、資格の取得)のいずれかが必要ですが、"
            "研修「研修B」は随時のもので受講日が決まっていない、資格の時期は前もって分からない"
            + UNKNOWN,
            id="選択組のどれも日が分からない",
        ),
        pytest.param(
            one_step(criterion("1-1", "研修", "Z")),
            "Step1に進むには、研修「Z」の修了が必要ですが、研修「Z」の開催予定がない" + UNKNOWN,
            id="一覧にない研修",
        ),
        pytest.param(
            one_step(criterion("1-1", "スキル", "S99", 2)),
            "Step1に進むには、スキル「S99」の合致度2以上(今は0)が必要ですが、"
            "スキル「S99」の時期は前もって分からない" + UNKNOWN,
            id="一覧にないスキル",
        ),
        pytest.param(
            one_step(criterion("1-1", "研修", "A"), attendances=completions("A")),
            "最上位のStep1に到達しているので、次の条件はありません。",
            id="最上位",
        ),
    ],
)
def test_what_to_do_next_is_one_sentence(built: Tables, sentence: str) -> None:
    row = verdict(built)
    assert row["next_action"] == sentence
    assert sentence.count("。") == 1
    assert (row["earliest_on"] is not None) == ("最短で" in sentence)


def test_the_tool_is_named_where_what_is_missing_is_its_own() -> None:
    rules = [criterion("1-1", "研修", "A"), criterion("2-1", "ツール", amount=2, tool_code="RPA")]
    common = verdict(one_step(*rules), tool="RPA")
    own = verdict(one_step(*rules, attendances=completions("A")), tool="RPA")
    assert str(common["next_action"]).startswith("Step1に進むには")
    assert str(own["next_action"]).startswith("ツール「ロボット」でStep2に進むには")


@pytest.mark.parametrize(
    ("rule", "rows", "key", "entry"),
    [
        pytest.param(criterion("1-1", "研修", "A"), {}, "unmet", "研修「研修A」 未修了", id="研修"),
        pytest.param(
            criterion("1-1", "研修", "A", 2),
            {"attendances": completions("A")},
            "unmet",
            "研修「研修A」 1/2回",
            id="2回",
        ),
        pytest.param(
            criterion("1-1", "資格", "簿記", unit="件"),
            {},
            "unmet",
            "資格「簿記」 0/1件",
            id="資格",
        ),
        pytest.param(
            criterion("1-1", "案件数", "RPA", 2), {}, "unmet", "案件数「RPA」 0/2件", id="案件数"
        ),
        pytest.param(
            criterion("1-1", "後進育成", amount=2, unit="名"),
            {},
            "unmet",
            "後進育成 0/2名",
            id="後進",
        ),
        pytest.param(
            criterion("1-1", "リード期間", amount=3),
            {"engagements": [{"project_no": "1", "started_on": "2026-03-29"}]},
            "unmet",
            "リード期間 3日/3か月",
            id="日だけ",
        ),
        pytest.param(
            criterion("1-1", "リード期間", amount=3),
            {"engagements": LEAD},
            "met",
            "リード期間 6か月/3か月",
            id="月だけ",
        ),
        pytest.param(
            criterion("1-1", "ツール", "RPA", 2),
            {"tool_levels": [{"tool_code": "RPA", "level": 3}]},
            "met",
            "ツール「ロボット」 レベル3/2",
            id="ツール",
        ),
        pytest.param(
            criterion("1-1", "スキル", "S21", 2),
            {"skill_ratings": [{"skill_code": "S21", "rating": 1}]},
            "unmet",
            "スキル「クラウド」 合致度1/2",
            id="スキル",
        ),
    ],
)
def test_an_entry_begins_with_step_and_number(
    rule: Row, rows: dict[str, list[Row]], key: str, entry: str
) -> None:
    assert verdict(one_step(rule, **rows))[key] == f"1-1 {entry}"
