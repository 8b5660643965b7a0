"""判定理由: the tree says what decided, down to sheet, row and file."""

import datetime as dt

import pytest

from builders import policy as policy_of_tables, tables
from ledger.judge.explain import explain
from ledger.layout.frames import Tables
from scene import APPOINTED, P01, P02, PROMOTER, Row, criterion

TRAININGS: list[Row] = [
    {"training_code": "T01", "training_name": "基礎研修", "valid_months": 12},
    {"training_code": "T07", "training_name": "サービスデザイン研修"},
    {"training_code": "T09", "training_name": "BPR研修"},
]


def told(built: Tables, staff_no: str = "00001", as_of: str | None = None) -> list[str]:
    found = policy_of_tables(built)
    day = dt.date.fromisoformat(as_of) if as_of else found.settings.as_of
    return explain(found, built, day, staff_no).lines()


def promoter(settings: Row | None = None, **rows: list[Row]) -> Tables:
    return tables(
        settings,
        personas=[P02],
        assignments=[APPOINTED],
        trainings=TRAININGS,
        criteria=PROMOTER,
        **rows,
    )


def test_every_line_is_a_whole_sentence_and_indented_by_level() -> None:
    lines = told(promoter())
    assert all(line.endswith("。") for line in lines)
    assert lines[0] == "職員番号00001 職員の、令和8年3月31日(基準日)のStep判定の理由です。"
    assert lines[1] == "  人材像「DX推進員」の正式Stepは0です(規則判定Step0、状態「確定」)。"
    assert lines[2] == "    前年度の正式Stepの記録はありません。"


ROSTER: Row = {"training_code": "T07", "completed_on": "2025-06-10", "source_file": "名簿6月.csv"}
CLAIM: Row = {
    "training_code": "T09",
    "completed_on": "2025-07-01",
    "source": "申告",
    "confirmed": "未",
    "source_file": "00001.xlsx!2 受講!3",
}


def test_an_attendance_is_cited_with_sheet_row_and_file() -> None:
    text = "\n".join(told(promoter(attendances=[ROSTER, CLAIM])))
    assert (
        "研修「サービスデザイン研修」を令和7年6月10日に修了し、期限はありません"
        "(名簿、シート「受講」2行、元ファイル 名簿6月.csv)。" in text
    )
    assert (
        "研修「BPR研修」を令和7年7月1日に修了し、期限はありません"
        "(申告、確認 未、シート「受講」3行、元ファイル 00001.xlsx!2 受講!3)。" in text
    )
    assert "条件1-2は、確認待ちか否認の実績によるので、正式には満たしていません。" in text
    assert "確認待ちの実績がすべて確認されると、正式Stepは1になります。" in text


@pytest.mark.parametrize(
    ("completed_on", "words"),
    [
        pytest.param(
            "2025-02-10", "修了しましたが、令和8年2月9日で期限が切れました", id="期限切れ"
        ),
        pytest.param("2025-06-10", "修了し、令和8年6月9日まで有効です", id="有効"),
        pytest.param("2026-04-01", "の修了は、判定の日より後なので数えません", id="基準日の後"),
        pytest.param(None, "の修了日のない行は数えません", id="日がない"),
    ],
)
def test_why_a_completion_counts_or_not(completed_on: str | None, words: str) -> None:
    built = tables(
        personas=[P01],
        trainings=TRAININGS,
        criteria=[criterion("1-1", "研修", "T01")],
        attendances=[{"training_code": "T01", "completed_on": completed_on}],
    )
    assert words in "\n".join(told(built))


def test_groups_and_sessions_are_told() -> None:
    built = tables(
        personas=[P01],
        trainings=TRAININGS,
        training_groups=[{"group_code": "G", "training_code": code} for code in ("T01", "T07")],
        criteria=[criterion("1-1", "研修", "G")],
        sessions=[
            {"session_no": "1", "training_code": "T07", "held_on": "2026-05-01", "state": "予定"}
        ],
        attendances=[{"training_code": "T01", "completed_on": "2025-06-10"}],
    )
    text = "\n".join(told(built))
    assert "グループの研修「T01」「T07」のうち、2つの修了で足ります。" in text
    assert "研修「サービスデザイン研修」の修了の記録はありません。" in text
    assert "研修「サービスデザイン研修」の次の開催(予定)は、令和8年5月1日に終わります。" in text
    assert "満たす最短の日は、令和8年5月1日です。" in text


ENGAGED: list[Row] = [
    {"project_name": "窓口", "started_on": "2024-04-01", "ended_on": "2024-09-30"},
    {"project_name": "内部", "started_on": "2025-01-01", "ended_on": "2025-06-20"},
    {"project_name": "担当", "role": "担当", "started_on": "2025-01-01"},
    {"project_name": "未来", "started_on": "2026-04-01"},
    {"project_name": "逆さ", "started_on": "2025-04-01", "ended_on": "2025-03-01"},
    {"project_name": "不明"},
]
AWAY: list[Row] = [{"kind": "休職", "started_on": "2025-05-01", "ended_on": "2025-05-31"}]


def test_each_interval_what_was_cut_out_and_the_sum() -> None:
    lines = [
        line.strip()
        for line in told(promoter(engagements=ENGAGED, leaves=AWAY))
        if "案件「" in line or "期間" in line or "休職等の令和" in line
    ]
    here = "(申告、確認 済、シート「従事」{}行)。"
    assert lines == [
        "条件2-1 リード期間は、満たしていません(10か月20日/12か月)。",
        "案件「窓口」のリード(令和6年4月1日から令和6年9月30日まで)は、数えます" + here.format(2),
        "案件「内部」のリード(令和7年1月1日から令和7年6月20日まで)は、数えます" + here.format(3),
        "案件「担当」の担当(令和7年1月1日から)は、リード期間に数える役割ではありません"
        + here.format(4),
        "案件「未来」のリード(令和8年4月1日から)は、判定の日より後に始まるので数えません"
        + here.format(5),
        "案件「逆さ」のリード(令和7年4月1日から令和7年3月1日まで)は、"
        "終了日が開始日より前なので数えません" + here.format(6),
        "案件「不明」のリードは、開始日がないので数えません" + here.format(7),
        "休職等の令和7年5月1日から令和7年5月31日までは除きます(シート「休職等」2行)。",
        "数えた期間は、令和6年4月1日から令和6年9月30日までの6か月0日です。",
        "数えた期間は、令和7年1月1日から令和7年4月30日までの4か月0日です。",
        "数えた期間は、令和7年6月1日から令和7年6月20日までの0か月20日です。",
        # 0+0+20日 < 30日: 6+4+0 = 10か月20日
        (
            "通算で、6か月+4か月+0か月に、端数の0日+0日+20日(1つの期間につき29日まで)を30日で"
            "1か月として足し、10か月20日です。"
        ),
        "リード期間は通算で数え、切れ目があるときは端数の30日を1か月とします。",
        "共同リードは、リード期間に数えます。",
    ]


@pytest.mark.parametrize(
    ("settings", "engaged", "words"),
    [
        pytest.param({"lead_mode": "継続"}, ENGAGED, "一番長い1つの6か月0日です。", id="継続"),
        pytest.param({}, ENGAGED[:1], "切れ目がないので、端数の日を月に換算しません", id="1つだけ"),
        pytest.param({}, [], "従事の記録はありません。", id="なし"),
        pytest.param(
            {"leave_stops_clock": "×"}, ENGAGED, "休職等のあいだも数えます(設定", id="止めない"
        ),
        pytest.param(
            {},
            [{"project_no": "A1", "started_on": "2025-05-01", "ended_on": "2025-05-31"}],
            "除いたあとに残る期間はありません。",
            id="すべて休職",
        ),
        pytest.param(
            {},
            [{"project_no": "A1", "started_on": "2025-10-01"}],
            "案件「A1」のリード(令和7年10月1日から)は、判定の日までを数えます",
            id="続いている",
        ),
    ],
)
def test_the_mode_and_what_it_did(settings: Row, engaged: list[Row], words: str) -> None:
    assert words in "\n".join(told(promoter(settings, engagements=engaged, leaves=AWAY)))


def test_other_kinds_of_project_are_left_out() -> None:
    built = tables(
        personas=[P01],
        criteria=[criterion("1-1", "リード期間", "BPR", 3)],
        engagements=[{"project_no": "A1", "kind": "RPA", "started_on": "2025-04-01"}],
    )
    assert "は、対象の種別ではないので数えません" in "\n".join(told(built))


def test_qualifications_projects_levels_and_ratings_are_told() -> None:
    built = tables(
        personas=[P01],
        tools=[{"tool_code": "RPA", "tool_name": "ロボット"}],
        criteria=[
            criterion("1-1", "資格"),
            criterion("1-2", "資格", "簿記"),
            criterion("1-3", "案件数", amount=2),
            criterion("1-4", "後進育成"),
            criterion("1-5", "ツール", "RPA", 2),
            criterion("1-6", "ツール", "BI", 2),
            criterion("1-7", "スキル", "S21", 2),
        ],
        qualifications=[
            {"qualification": "期限切れ", "acquired_on": "2020-01-01", "expires_on": "2026-03-30"},
            {"qualification": "有効", "acquired_on": "2020-01-01", "expires_on": "2026-03-31"},
            {"qualification": "無期限", "acquired_on": "2020-01-01"},
            {"qualification": "未来", "acquired_on": "2026-04-01"},
            {"qualification": "日なし"},
        ],
        projects=[{"project_no": "A1", "merged_into": "A9"}],
        engagements=[
            {"project_no": "A1", "started_on": "2025-04-01"},
            {"project_no": "A9", "started_on": "2025-05-01"},
            {"project_no": "A3", "started_on": "2026-04-01"},
        ],
        tool_levels=[
            {"tool_code": "RPA", "year": 2024, "level": 1},
            {"tool_code": "RPA", "year": 2026, "level": 3},
        ],
        skill_ratings=[{"skill_code": "S21", "rating": 1}],
    )
    text = "\n".join(told(built))
    for words in (
        "資格「期限切れ」を令和2年1月1日に取得しましたが、令和8年3月30日で期限が切れました",
        "資格「有効」を令和2年1月1日に取得し、令和8年3月31日まで有効です",
        "資格「無期限」を令和2年1月1日に取得し、期限はありません",
        "資格「未来」の令和8年4月1日の取得は、判定の日より後なので数えません",
        "資格「日なし」は、取得日がないので数えません",
        "資格の取得の記録はありません。",
        "案件「A1」のリード(統合先はA9)を、令和7年4月1日に始めています",
        "案件「A9」のリードを、令和7年5月1日に始めています",
        "案件「A3」のリードは、判定の日までに始まった従事と言えないので数えません",
        "同じ案件は1つと数えて、1件です。",
        "同じ案件は1つと数えて、0件です。",
        "一番新しい令和6年度のツール「ロボット」のレベルは1です",
        "ツール「BI」のレベルの記録はありません。",
        "一番新しい令和7年度の合致度は1です",
    ):
        assert words in text


BOTH: list[Row] = [
    {**ROSTER, "training_code": code, "completed_on": "2025-06-10"} for code in ("T07", "T09")
]


@pytest.mark.parametrize(
    ("settings", "rows", "words"),
    [
        pytest.param(
            {}, {"prior": 1}, "前年度の正式Stepは1です(シート「前年度判定」2行)。", id="前年度"
        ),
        pytest.param(
            {},
            {"prior": 2},
            "前年度より低くても、正式Stepは黙って下げず、要更新とします。",
            id="要更新",
        ),
        pytest.param(
            {}, {"own": 2}, "本人の自己判定はStep2です(シート「自己判定」2行)。", id="自己"
        ),
        pytest.param(
            {},
            {"reviewed": 2},
            "上長判定はStep2なので、正式Stepはこれに替わります(理由「実績を確認した」、確認者90001)"
            "(シート「上長判定」2行)。",
            id="上長判定",
        ),
        pytest.param(
            {"override_allowed": "×"},
            {"reviewed": 2},
            "上長判定はStep2ですが、設定「上長判定を認める」が×なので使いません",
            id="認めない設定",
        ),
        pytest.param(
            {},
            {"reviewed": 2, "reason": " "},
            "上長判定はStep2ですが、理由がないので使いません",
            id="理由がない",
        ),
        pytest.param(
            {},
            {},
            "正式Stepは、前年度と、正式に数える実績によるStepの、高いほうです。",
            id="規則どおり",
        ),
    ],
)
def test_how_the_official_step_comes_about(settings: Row, rows: Row, words: str) -> None:
    entered: dict[str, list[Row]] = {"attendances": BOTH}
    for key, table, column in (
        ("prior", "prior_steps", "official_step"),
        ("own", "step_claims", "own_step"),
        ("reviewed", "step_reviews", "reviewed_step"),
    ):
        more = {"reason": rows["reason"]} if table == "step_reviews" and "reason" in rows else {}
        if key in rows:
            entered[table] = [{"persona_code": "P02", column: rows[key], **more}]
    assert words in "\n".join(told(promoter(settings, **entered)))


def test_expiry_is_told_as_the_reason_for_renewal() -> None:
    built = tables(
        personas=[P01],
        trainings=TRAININGS,
        criteria=[criterion("1-1", "研修", "T01")],
        attendances=[{"training_code": "T01", "completed_on": "2025-02-10"}],
    )
    assert "期限の切れた実績がまだ有効なら、Step1なので、要更新とします。" in "\n".join(told(built))


def test_steps_alternatives_and_mandatory_trainings_are_told() -> None:
    built = tables(
        personas=[P01],
        trainings=TRAININGS,
        training_map=[{"persona_code": "P01", "training_code": "T09"}],
        steps=[
            {"persona_code": "P01", "step": 1, "step_name": "基礎"},
            {"persona_code": "P01", "step": 2, "step_name": "空"},
            {"persona_code": "P01", "step": 3, "step_name": "休み", "active": "×"},
            {"persona_code": "P02", "step": 9, "step_name": "よその"},
        ],
        criteria=[
            criterion("1-1", "研修", "T07", any_of="a"),
            criterion("1-2", "研修", "T09", any_of="a"),
        ],
        attendances=[{"training_code": "T07", "completed_on": "2025-06-10"}],
    )
    lines = [line.strip() for line in told(built)]
    assert "Step1「基礎」の要件は、申告どおりの実績で満たしています。" in lines
    assert "選択組aは、いずれか1つを満たせば足ります。" in lines
    assert "Step2「空」は条件がないので、到達できません。" in lines
    assert "Step3「休み」は有効でないので、飛ばします。" in lines
    assert "必須研修の未了は、T09 BPR研修です。" in lines
    assert not any("よその" in line for line in lines)


def test_tools_stand_under_their_persona() -> None:
    built = tables(
        personas=[P01],
        tools=[{"tool_code": code, "tool_name": code} for code in ("LOGO", "RPA")],
        criteria=[criterion("1-1", "ツール", tool_code="*")],
        tool_levels=[{"tool_code": "LOGO", "level": 1}],
        step_reviews=[{"persona_code": "P01", "tool_code": "LOGO", "reviewed_step": 0}],
    )
    lines = told(built)
    assert (
        "    規則判定、充足、未充足、次にすること、最短の日は、申告どおりの実績で一番高い"
        "ツール「LOGO」(Step1)のものです。" in lines
    )
    assert "    ツールごとの上長判定により、正式Stepが変わっています。" in lines
    assert (
        "      人材像「一般行政職員」のツール「RPA」の正式Stepは0です"
        "(規則判定Step0、状態「確定」)。" in lines
    )


LEVELS: list[Row] = [
    {"tool_code": "RPA", "level": 2, "confirmed": "未"},
    {"tool_code": "BI", "level": 1},
]
REVIEWS: list[Row] = [
    {"persona_code": "P01", "tool_code": "RPA", "reviewed_step": 2},
    {
        "persona_code": "P01",
        "tool_code": "RPA",
        "reviewed_step": 1,
        "confirmed_at": "2026-03-25T10:00:00",
    },
]


def two_tools(**rows: list[Row]) -> str:
    """RPA leads by a level 2 that awaits confirmation; officially BI stands higher, at 1."""
    built = tables(
        None,
        personas=[P01],
        tools=[{"tool_code": code, "tool_name": code} for code in ("RPA", "BI")],
        criteria=[
            criterion("1-1", "ツール", tool_code="*"),
            criterion("2-1", "ツール", None, 2, tool_code="*"),
        ],
        tool_levels=LEVELS,
        **rows,
    )
    return "\n".join(told(built))


def own_lines(text: str) -> list[str]:
    """Return what stands directly under the row of the persona."""
    lines = text.splitlines()
    return [line.strip() for line in lines if line.startswith("    ") and line[4] != " "]


def test_a_prior_step_of_a_tool_is_told_on_the_row_of_the_persona_too() -> None:
    lines = own_lines(
        two_tools(prior_steps=[{"persona_code": "P01", "tool_code": "BI", "official_step": 1}])
    )
    assert "前年度の正式Stepは1です(ツールごとの記録のうち、一番高いもの)。" in lines
    assert "前年度の正式Stepの記録はありません。" not in lines


def test_the_official_step_is_told_tool_by_tool() -> None:
    text = two_tools()
    lines = text.splitlines()
    at = lines.index("    正式に数える実績では、Step1です。")
    assert lines[at + 1 : at + 3] == [
        "      ツール「RPA」では、Step0です。",
        "      ツール「BI」では、Step1です。",
    ]
    assert (
        "規則判定、充足、未充足、次にすること、最短の日は、申告どおりの実績で一番高い"
        "ツール「RPA」(Step2)のものです。" in own_lines(text)
    )
    assert "確認待ちの実績がすべて確認されると、正式Stepは2になります。" in own_lines(text)


def test_of_two_reviews_only_the_last_replaces_the_official_step() -> None:
    text = two_tools(step_reviews=REVIEWS)
    assert "上長判定はStep2ですが、後の上長判定があるので使いません" in text
    assert text.count("正式Stepはこれに替わります") == 1
    assert "上長判定はStep1なので、正式Stepはこれに替わります" in text


def test_what_confirmation_would_change_minds_the_reviews_of_the_tools() -> None:
    lines = own_lines(two_tools(step_reviews=REVIEWS))
    assert "確認待ちの実績がすべて確認されても、正式Stepは1のままです。" in lines


def test_a_review_below_last_year_is_not_told_as_no_demotion() -> None:
    text = "\n".join(
        told(
            promoter(
                prior_steps=[{"persona_code": "P02", "official_step": 1}],
                step_reviews=[{"persona_code": "P02", "reviewed_step": 0}],
            )
        )
    )
    assert "正式に数える実績では前年度より低いので、要更新とします。" in text
    assert "黙って下げず" not in text


@pytest.mark.parametrize("months", [600, None])
def test_the_longest_validity_is_told_at_the_end_of_the_calendar(months: int | None) -> None:
    built = tables(
        {"fiscal_year": 9998, "as_of": "9999-03-31"},
        personas=[P01],
        trainings=[{"training_code": "T01", "valid_months": months}],
        criteria=[criterion("1-1", "研修", "T01")],
        attendances=[{"training_code": "T01", "completed_on": "9999-03-01"}],
    )
    assert "修了し、期限は" in "\n".join(told(built, as_of="9999-03-31"))


def test_nothing_to_judge_is_told_too() -> None:
    nobody = tables(personas=[P02], criteria=PROMOTER)
    assert told(nobody)[1] == "  基準日に持っている有効な人材像がありません。"
    assert told(nobody, "99999") == [
        "職員番号99999は、令和8年3月31日(基準日)に在籍していないので、判定しません。"
    ]
    assert told(nobody, as_of="1999-03-31") == [
        "職員番号00001 職員は、平成11年3月31日(基準日)に在籍していないので、判定しません。"
    ]


@pytest.mark.parametrize(
    ("key", "on", "off"),
    [
        pytest.param(
            "colead_counts", "リード期間に数えます", "リード期間に数えません", id="共同リード"
        ),
        pytest.param(
            "leave_stops_clock", "休職等のあいだは数えません", "休職等のあいだは数えます", id="休職"
        ),
        pytest.param("cumulative_steps", "すべて要ります", "要りません", id="累積"),
        pytest.param(
            "official_needs_confirmation", "確認の後で正式", "確認の前でも正式", id="確認"
        ),
    ],
)
def test_the_settings_that_were_used_are_told(key: str, on: str, off: str) -> None:
    for value, words in (("○", on), ("×", off)):
        assert words in "\n".join(told(promoter({key: value})))
