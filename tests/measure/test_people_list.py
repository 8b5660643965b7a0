"""職員一覧, 研修の一覧表, 課×研修, 課×Step, 職員カード用: what stands for whom, in which order."""

import datetime as dt

import pandas as pd
import pytest

from builders import policy, tables
from ledger.judge.organisation import organisation_of
from ledger.judge.verdicts import verdicts
from ledger.layout.frames import Tables, records
from ledger.layout.ledger import BY_KEY
from ledger.measure.people_list import people_list
from ledger.measure.roll import roll_of
from ledger.measure.section_tables import section_steps, section_trainings
from ledger.measure.staff_cards import CardFacts, staff_cards
from ledger.measure.training_matrix import MOST_TRAININGS, training_matrix
from ledger.measure.training_standings import TrainingStandings
from ledger.measure.untrained import superior_names, untrained_people

ON = dt.date(2026, 3, 31)
EVERYONE = {"persona_code": "P01", "persona_name": "一般行政職員"}
PROMOTER = {"persona_code": "P02", "persona_name": "DX推進員", "scope": "指名"}
SECURITY = {"training_code": "T03", "training_name": "情報セキュリティ研修", "valid_months": 12}
BPR = {"training_code": "T09", "training_name": "BPR研修"}
EXTRA = {"training_code": "T10", "training_name": "UX研修"}


def town() -> Tables:
    """総務部(総務課・人事課) and 福祉部(福祉課): six in post, one of them on leave, one gone."""
    return tables(
        personas=[EVERYONE, PROMOTER, {"persona_code": "P03", "persona_name": "高度専門人材"}],
        trainings=[SECURITY, BPR, EXTRA],
        training_map=[
            {"persona_code": "P01", "training_code": "T03"},
            {"persona_code": "P02", "training_code": "T09"},
        ],
        criteria=[
            {"persona_code": "P01", "step": 1, "kind": "研修", "object_code": "T03"},
            {"persona_code": "P01", "step": 2, "kind": "研修", "object_code": "T10"},
            {"persona_code": "P02", "step": 1, "kind": "研修", "object_code": "T09"},
        ],
        sections=[
            {"section_code": "0200", "section_name": "総務部", "level": "部"},
            {"section_code": "0100", "section_name": "福祉部", "level": "部"},
            {"section_code": "0110", "section_name": "福祉課", "parent_code": "0100"},
            {"section_code": "0210", "section_name": "総務課", "parent_code": "0200"},
            {
                "section_code": "0211",
                "section_name": "庶務係",
                "parent_code": "0210",
                "level": "係",
            },
            {"section_code": "0220", "section_name": "人事課", "parent_code": "0200"},
        ],
        staff=[
            {
                "staff_no": "00001",
                "staff_name": "甲野 一",
                "grade": "係員",
                "kana": "コウノ ハジメ",
            },
            {"staff_no": "00002", "staff_name": "乙山 二子", "grade": "課長"},
            {"staff_no": "00003", "staff_name": "丙川 三郎", "grade": "部長"},
            {"staff_no": "00004", "staff_name": "丁田 四郎", "retired_on": "2026-03-30"},
            {"staff_no": "00005", "staff_name": "戊井 五月"},
            {"staff_no": "00006", "staff_name": "己村 六"},
            {"staff_no": "00007", "staff_name": "庚原 七海"},
        ],
        postings=[
            {"staff_no": "00001", "section_code": "0210"},
            {"staff_no": "00002", "section_code": "0210"},
            {"staff_no": "00003", "section_code": "0200"},
            {"staff_no": "00004", "section_code": "0210"},
            {"staff_no": "00005", "section_code": "0110"},
            {"staff_no": "00006", "section_code": "0211"},
            {"staff_no": "00007", "section_code": "0220"},
        ],
        leaves=[{"staff_no": "00007", "kind": "育休", "started_on": "2025-04-01"}],
        assignments=[{"staff_no": "00001", "persona_code": "P02"}],
        heads=[{"section_code": "0210", "staff_no": "00002"}],
        attendances=[
            {"staff_no": "00001", "training_code": "T03", "completed_on": "2025-06-01"},
            {"staff_no": "00002", "training_code": "T03", "completed_on": "2025-08-01"},
            {"staff_no": "00003", "training_code": "T03", "completed_on": "2024-06-01"},
            {"staff_no": "00005", "training_code": "T09", "completed_on": "2025-06-01"},
        ],
        prior_steps=[{"staff_no": "00001", "persona_code": "P01", "official_step": 0}],
        issues=[
            {
                "issue_no": "1",
                "staff_no": "00001",
                "phase": "年度末",
                "form_version": "2",
                "issued_at": "2026-02-01T09:00:00",
                "seal": "x",
                "file_name": "甲野.xlsx",
            }
        ],
    )


@pytest.fixture(scope="module")
def made() -> Tables:
    return town()


def rows(made: Tables) -> list[dict[str, object]]:
    roll = roll_of(policy(made), made, ON)
    judged = verdicts(policy(made), made, ON)
    found = people_list(roll, judged, untrained_people(roll))
    return [dict(row) for row in records(BY_KEY["people_list"], found)]


def test_所属の表の順に_部_課_係と並び_同じ所属では職層の順(made: Tables) -> None:
    listed = [(r["department_name"], r["section_name"], r["staff_name"]) for r in rows(made)]
    assert listed == [
        ("総務部", "総務部", "丙川 三郎"),
        ("総務部", "総務課", "乙山 二子"),
        ("総務部", "総務課", "甲野 一"),
        ("総務部", "総務課 庶務係", "己村 六"),
        ("総務部", "人事課", "庚原 七海"),
        ("福祉部", "福祉課", "戊井 五月"),
    ]


def test_統合された課は_先の課に並び_循環した所属も消えない() -> None:
    made = tables(
        sections=[
            {"section_code": "A", "section_name": "新課"},
            {"section_code": "B", "section_name": "旧課", "merged_into": "A"},
            {"section_code": "C", "section_name": "甲課", "parent_code": "D"},
            {"section_code": "D", "section_name": "乙課", "parent_code": "C"},
        ],
    )
    assert [one.code for one in organisation_of(made).in_order()] == ["A", "C", "D"]


def test_人材像が1つの人はStepだけ_2つの人は名が付く_Stepのない人材像は並べない(
    made: Tables,
) -> None:
    by_name = {row["staff_name"]: row for row in rows(made)}
    one, two = by_name["乙山 二子"], by_name["甲野 一"]
    assert one["persona_names"] == "一般行政職員・高度専門人材"
    assert one["official_step"] == "Step1"
    assert two["persona_names"] == "一般行政職員・DX推進員・高度専門人材"
    assert two["prior_step"] == "[一般行政職員]Step0"
    assert two["official_step"] == "[一般行政職員]Step1・[DX推進員]Step0"
    assert str(two["next_action"]).startswith("[一般行政職員]Step2に進むには")
    assert "[DX推進員]Step1に進むには" in str(two["next_action"])


def test_必須未了は研修の名_期限切れも未了_申告の状態は時期とともに(made: Tables) -> None:
    by_name = {row["staff_name"]: row for row in rows(made)}
    assert by_name["甲野 一"]["mandatory_left"] == "BPR研修"
    assert by_name["丙川 三郎"]["mandatory_left"] == "情報セキュリティ研修"
    assert by_name["乙山 二子"]["mandatory_left"] is None
    assert by_name["甲野 一"]["report_state"] == "年度末 未提出"
    assert by_name["乙山 二子"]["report_state"] == "年度末 未配布"
    assert by_name["庚原 七海"]["presence"] == "休職等"


def test_Stepのない人材像だけの人は_Stepなし() -> None:
    made = tables(personas=[EVERYONE])
    (row,) = rows(made)
    assert row["official_step"] == "Stepなし"
    assert row["next_action"] == "この人材像にはStepがまだありません。"


# 研修の一覧表


def test_研修の一覧表は_人と研修ごとに5つの状態のどれか(made: Tables) -> None:
    roll = roll_of(policy(made), made, ON)
    matrix = training_matrix(roll, TrainingStandings(roll.facts))
    names = [one.training_name for one in matrix.trainings]
    assert names == ["情報セキュリティ研修", "BPR研修", "UX研修"]
    states = {
        entry.staff_name: tuple(own)
        for entry, own in zip(roll.entries, matrix.states.tolist(), strict=True)
    }
    assert states == {
        "丙川 三郎": ("期限切れ", "対象外", "未受講"),
        "乙山 二子": ("修了", "対象外", "未受講"),
        "甲野 一": ("期限間近", "未受講", "未受講"),
        "己村 六": ("未受講", "対象外", "未受講"),
        "庚原 七海": ("未受講", "対象外", "未受講"),
        "戊井 五月": ("未受講", "修了", "未受講"),
    }


def test_研修が多すぎれば_だれかに要る研修から並べ_残りの数を言う() -> None:
    many = [
        {"training_code": f"X{n:02}", "training_name": f"任意{n}"} for n in range(MOST_TRAININGS)
    ]
    made = tables(
        personas=[EVERYONE],
        trainings=[*many, SECURITY, {**BPR, "active": "×"}],
        training_map=[{"persona_code": "P01", "training_code": "T03"}],
    )
    roll = roll_of(policy(made), made, ON)
    matrix = training_matrix(roll, TrainingStandings(roll.facts))
    assert matrix.trainings[0].training_code == "T03"
    assert (len(matrix.trainings), matrix.left_out) == (MOST_TRAININGS, 1)


# 課×研修 and 課×Step


def test_課と研修の表は_数える人のうち修了した人_部は直属の人も足す(made: Tables) -> None:
    table = section_trainings(policy(made), made, ON)
    assert [one.training_name for one in table.trainings] == ["情報セキュリティ研修", "BPR研修"]
    assert [(line.name, line.people, line.figures) for line in table.lines] == [
        ("総務部", 4, ("2/4", "0/1")),
        ("総務課", 3, ("2/3", "0/1")),
        ("人事課", 0, (None, None)),
        ("福祉部", 1, ("0/1", None)),
        ("福祉課", 1, ("0/1", None)),
        ("全庁", 5, ("2/5", "0/1")),
    ]


def test_課とStepの表は_正式Stepごとの人数_Stepのない人材像は出さない(made: Tables) -> None:
    table = section_steps(policy(made), made, verdicts(policy(made), made, ON), ON)
    assert [(persona.persona_name, step) for persona, step in table.columns] == [
        ("一般行政職員", 0),
        ("一般行政職員", 1),
        ("一般行政職員", 2),
        ("DX推進員", 0),
        ("DX推進員", 1),
    ]
    by_name = {line.name: line.figures for line in table.lines}
    assert by_name["総務部"] == (2, 2, 0, 1, 0)
    assert by_name["総務課"] == (1, 2, 0, 1, 0)
    assert by_name["全庁"] == (3, 2, 0, 1, 0)
    assert [line.name for line in table.lines][-1] == "全庁"


# 職員カード用


def cards(made: Tables) -> dict[str, dict[str, object]]:
    roll = roll_of(policy(made), made, ON)
    found = staff_cards(
        CardFacts(
            roll,
            verdicts(policy(made), made, ON),
            untrained_people(roll),
            superior_names(roll, made),
            "基準日 令和8年3月31日、令和8年4月10日に集約",
        )
    )
    return {
        str(row["staff_no"]): {key: value for key, value in row.items() if value is not None}
        for row in records(BY_KEY["staff_cards"], found)
    }


def test_職員カード用は_職員番号の順に_在籍する人を1行ずつ(made: Tables) -> None:
    found = cards(made)
    assert list(found) == ["00001", "00002", "00003", "00005", "00006", "00007"]
    own = found["00001"]
    assert own["label"] == "00001 甲野 一 総務課"
    assert own["day"] == "基準日 令和8年3月31日、令和8年4月10日に集約"
    assert (own["kana"], own["superior"], own["mandatory_left"]) == (
        "コウノ ハジメ",
        "乙山 二子",
        "BPR研修",
    )
    assert (own["persona_1"], own["steps_1"]) == ("一般行政職員", "Step0 → Step1 → Step1")
    assert (own["persona_2"], own["steps_2"]) == ("DX推進員", "— → Step0 → Step0")
    assert (own["persona_3"], own["steps_3"]) == ("高度専門人材", "Stepなし")
    assert (own["trained_1"], own["training_1"], own["validity_1"]) == (
        "令和7年6月1日",
        "情報セキュリティ研修",
        "令和8年5月31日まで",
    )


def test_職員カードの記録は新しい順で_否認と先の日は載せず_確認待ちと残りの数を言う() -> None:
    own = {"staff_no": "00001", "source": "申告"}
    days = [f"2025-0{month}-01" for month in range(1, 10)]
    made = tables(
        personas=[EVERYONE],
        trainings=[BPR],
        attendances=[
            *({"training_code": "T09", "completed_on": day} for day in days),
            {"training_code": "T09", "completed_on": "2024-05-01"},
            {"training_code": "T09", "completed_on": "2024-04-01"},
            {**own, "training_code": "T09", "completed_on": "2026-01-10", "confirmed": "未"},
            {**own, "training_code": "T09", "completed_on": "2026-02-10", "confirmed": "否認"},
            {"training_code": "T09", "completed_on": "2026-04-10"},
        ],
        qualifications=[
            {
                "qualification": "ITパスポート",
                "acquired_on": "2020-05-01",
                "expires_on": "2025-05-01",
            }
        ],
        projects=[{"project_no": "PJ1", "project_name": "窓口申請の電子化"}],
        engagements=[{"project_no": "PJ1", "role": "リード", "started_on": "2025-04-01"}],
        tools=[{"tool_code": "RPA", "tool_name": "RPAツール"}],
        tool_levels=[
            {"tool_code": "RPA", "year": 2024, "level": 1},
            {"tool_code": "RPA", "year": 2025, "level": 2},
        ],
        goals=[
            {"goal_no": 2, "goal": "二つ目"},
            {"goal_no": 1, "goal": "申請を電子化する", "progress": "半分"},
            {"year": 2024, "goal": "去年の目標"},
        ],
    )
    card = cards(made)["00001"]
    assert (card["trained_1"], card["validity_1"]) == ("令和8年1月10日", "確認待ち")
    assert (card["trained_2"], card["validity_2"]) == ("令和7年9月1日", "期限なし")
    assert card["trained_8"] == "令和7年3月1日"
    assert card["more"] == "研修ほか4件"
    assert card["qualification_1"] == "ITパスポート(令和7年5月1日で期限切れ)"
    assert (card["project_1"], card["role_1"], card["period_1"]) == (
        "窓口申請の電子化",
        "リード",
        "令和7年4月1日〜",
    )
    assert (card["tool_1"], card["level_1"]) == ("RPAツール", "レベル2(令和7年度)")
    assert "tool_2" not in card
    assert [card.get(f"goal_{n}") for n in (1, 2, 3)] == ["申請を電子化する", "二つ目", None]
    assert card["progress_1"] == "半分"


def test_終わる任期は_3か月以内に終わるDX推進員の任期だけ() -> None:
    rows = [
        {"staff_no": "00001", "persona_code": "P02", "ended_on": "2026-06-30"},
        {"staff_no": "00002", "persona_code": "P02", "ended_on": "2026-07-01"},
    ]
    built = tables(
        None,
        personas=[
            {"persona_code": "P02", "persona_name": "DX推進員", "scope": "指名", "category": "推進"}
        ],
        staff=[{"staff_no": "00001"}, {"staff_no": "00002"}],
        assignments=rows,
    )
    own, day = policy(built), dt.date(2026, 3, 31)
    roll = roll_of(own, built, day)
    listed = people_list(roll, built["verdicts"], untrained_people(roll))
    told = dict(zip(listed["staff_no"], listed["term_ending"], strict=True))
    assert told["00001"] == "DX推進員 令和8年6月30日まで"
    assert pd.isna(told["00002"])
