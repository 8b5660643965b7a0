"""Each row of a self-report: accepted, superseded or quarantined with its cell.

W17, W27, W44-W47.
"""

import datetime as dt

import pytest

from flow.forms import (
    LEAD,
    OTHER,
    PERSON,
    YEAR,
    after,
    codes,
    course,
    goal,
    lead,
    marks,
    office,
    report,
    row,
    state,
    taken,
)
from ledger.judge.consolidation import RowCounts
from ledger.layout.frames import records
from ledger.layout.ledger import BY_KEY
from ledger.model.reports import ReportRow

EMPTY = office({"named_survey": "○"})
LATE = dt.date(2026, 4, 1)
LAST = dt.date(2026, 3, 31)

WRONG: list[tuple[str, ReportRow, str, str]] = [
    ("知らない研修", course(training_code="T99"), "unknown-code", "A5"),
    ("知らない開催回", course(session_no="X"), "unknown-code", "C5"),
    ("知らない案件番号", lead(project_no="PJ999"), "unknown-code", "A5"),
    (
        "知らないツール",
        row("my_tool_levels", tool_code="X", level=1),
        "unknown-code",
        "A5",
    ),
    (
        "知らない設問",
        row("my_answers", question_code="X", answer="はい"),
        "unknown-code",
        "A5",
    ),
    (
        "知らない人材像",
        row("my_steps", persona_code="X", own_step=1),
        "unknown-code",
        "A5",
    ),
    ("基準日の翌日の修了", course(completed_on=LATE), "after-as-of", "B5"),
    ("基準日の翌日からの従事", lead(started_on=LATE), "after-as-of", "E5"),
    (
        "基準日の翌日の資格",
        row("my_qualifications", qualification="IT", acquired_on=LATE),
        "after-as-of",
        "B5",
    ),
    (
        "始まりより前の終わり",
        lead(ended_on=dt.date(2025, 3, 31)),
        "range-reversed",
        "F5",
    ),
    (
        "取得日より前の有効期限",
        row(
            "my_qualifications",
            qualification="IT",
            acquired_on=dt.date(2025, 5, 2),
            expires_on=dt.date(2025, 5, 1),
        ),
        "range-reversed",
        "C5",
    ),
    ("修了日が空", course(completed_on=None), "value-missing", "B5"),
    ("役割が空", lead(role=None), "value-missing", "D5"),
    ("案件番号も案件名も空", lead(project_no=None), "project-missing", "A5"),
    ("選択肢にない役割", lead(role="主担当"), "value-choice", "D5"),
    ("レベル4", row("my_tool_levels", tool_code="LOGO", level=4), "value-range", "B5"),
    ("レベル-1", row("my_tool_levels", tool_code="LOGO", level=-1), "value-range", "B5"),
    ("レベル1.5", row("my_tool_levels", tool_code="LOGO", level=1.5), "value-type", "B5"),
    ("合致度4", row("my_skill_ratings", skill_code="S20", rating=4), "value-range", "B5"),
    (
        "研修で測るスキルの合致度",
        row("my_skill_ratings", skill_code="S01", rating=2),
        "skill-not-rated",
        "A5",
    ),
    ("ないStep", row("my_steps", persona_code="P02", own_step=3), "value-range", "C5"),
    ("目標番号0", goal(2)._replace(values={"goal_no": 0, "goal": "x"}), "value-range", "A6"),
]


@pytest.mark.parametrize(("bad", "code", "cell"), [w[1:] for w in WRONG], ids=[w[0] for w in WRONG])
def test_使えない行はセルを示して隔離し_ほかの行は受け入れる(
    bad: ReportRow, code: str, cell: str
) -> None:
    intake = taken(EMPTY, report(bad))
    assert intake.rows == RowCounts(read=2, accepted=1, superseded=0, quarantined=1)
    (problem,) = intake.problems
    assert problem.code == code
    assert problem.place.file == f"{PERSON}.xlsx"
    assert problem.place.sheet[:1] == "12345678"[_sheet(bad) - 1]
    assert problem.place.cell == cell


def _sheet(one: ReportRow) -> int:
    order = "goals attendances qualifications engagements tool_levels skill_ratings steps answers"
    return order.split().index(one.table.removeprefix("my_")) + 1


GOOD: list[tuple[str, ReportRow]] = [
    ("基準日の修了", course(completed_on=LAST)),
    ("基準日に始まる従事", lead(started_on=LAST)),
    ("基準日より後に終わる従事は隔離しない(判定で切る)", lead(ended_on=dt.date(2026, 9, 30))),
    ("始まった日に終わる従事", lead(ended_on=dt.date(2025, 4, 1))),
    ("前の年度の修了", course(completed_on=dt.date(2025, 2, 10))),
    ("レベル0", row("my_tool_levels", tool_code="LOGO", level=0)),
    ("レベル3", row("my_tool_levels", tool_code="LOGO", level=3)),
    ("数としては小数のレベル", row("my_tool_levels", tool_code="LOGO", level=2.0)),
    ("Step0(まだ)", row("my_steps", persona_code="P02", own_step=0)),
    ("Step2", row("my_steps", persona_code="P02", own_step=2)),
    ("記名の回答", row("my_answers", question_code="Q01", answer="無回答")),
    (
        "有効期限の後の基準日",
        row("my_qualifications", qualification="IT", acquired_on=LAST, expires_on=LATE),
    ),
]


@pytest.mark.parametrize("good", [g[1] for g in GOOD], ids=[g[0] for g in GOOD])
def test_境の内側の行は受け入れる(good: ReportRow) -> None:
    intake = taken(EMPTY, report(good))
    assert intake.rows == RowCounts(read=2, accepted=2)
    assert not intake.problems


def test_読み取れなかった行は隔離に数える() -> None:
    intake = taken(EMPTY, report(course(usable=False)))
    assert intake.rows == RowCounts(read=2, accepted=1, superseded=0, quarantined=1)
    assert after(EMPTY, intake)["attendances"].empty


def test_記名アンケートを行わないときは回答を取り込まない() -> None:
    ledger = office()
    intake = taken(ledger, report(row("my_answers", question_code="Q01", answer="はい")))
    assert codes(intake.problems) == ["survey-not-named"]
    assert after(ledger, intake)["answers"].empty


@pytest.mark.parametrize(
    ("one", "told"),
    [
        (course(completed_on=dt.date(2015, 3, 31)), ["before-hired"]),
        (course(completed_on=dt.date(2015, 4, 1)), []),
        (lead(started_on=dt.date(2015, 3, 31)), ["before-hired"]),
        (
            row("my_qualifications", qualification="IT", acquired_on=dt.date(2010, 1, 1)),
            [],
        ),
    ],
    ids=["採用日の前日の修了", "採用日の修了", "採用日の前日からの従事", "採用前の資格は普通"],
)
def test_採用日より前の実績は知らせて受け入れる(one: ReportRow, told: list[str]) -> None:
    intake = taken(EMPTY, report(one))
    assert codes(intake.problems) == told
    assert intake.rows.accepted == 2


def test_名簿と同じ修了は差し替えとして数え_名簿の行が残る() -> None:
    rostered = {
        "staff_no": PERSON,
        "training_code": "T01",
        "completed_on": dt.date(2025, 6, 10),
    }
    ledger = office(attendances=[rostered])
    intake = taken(ledger, report(course(), course(2, training_code="T02")))
    assert intake.rows == RowCounts(read=3, accepted=2, superseded=1)
    data = after(ledger, intake)["attendances"]
    assert data["source"].tolist() == ["名簿", "申告"]
    (fate,) = [f for f in intake.current[PERSON, "年度末"].fates if f.rostered]
    assert fate.row.number == 1


def test_あとから名簿に載った修了は_申告の行に代わる() -> None:
    ledger = after(EMPTY, taken(EMPTY, report(course())))
    claimed = records(BY_KEY["attendances"], ledger["attendances"])
    rostered = {**claimed[0], "source": "名簿", "confirmed": "済", "source_file": "名簿.csv"}
    both = {**ledger, "attendances": office(attendances=[*claimed, rostered])["attendances"]}
    data = after(both, taken(both, report(course())))["attendances"]
    assert data["source"].tolist() == ["名簿"]


def test_事実には職員番号と年度と元ファイルが付き_確認は未になる() -> None:
    ledger = after(
        EMPTY, taken(EMPTY, report(course(), row("my_tool_levels", tool_code="LOGO", level=2)))
    )
    (fact,) = records(BY_KEY["attendances"], ledger["attendances"])
    assert fact == {
        "staff_no": PERSON,
        "training_code": "T01",
        "completed_on": dt.date(2025, 6, 10),
        "session_no": None,
        "source": "申告",
        "evidence": "修了証",
        "confirmed": "未",
        "source_file": "00101.xlsx!2 受講!5",
    }
    (level,) = records(BY_KEY["tool_levels"], ledger["tool_levels"])
    assert (level["staff_no"], level["year"], level["level"]) == (PERSON, YEAR, 2)
    (goal_,) = records(BY_KEY["goals"], ledger["goals"])
    assert goal_["source_file"] == "00101.xlsx!1 目標!5"


def test_番号のない案件名は仮番号になり_同じ名前は同じ案件になる() -> None:
    def claimed(name: str, **more: object) -> ReportRow:
        return row(
            "my_engagements", 1, **{**LEAD, "project_no": None, "project_name": name, **more}
        )

    intake = taken(
        EMPTY,
        report(claimed("窓口ＤＸ")),
        report(claimed("窓口DX", role="担当"), staff_no=OTHER),
    )
    ledger = after(EMPTY, intake)
    # SHA-256("窓口dx") の先頭8桁: 大文字と小文字は区別しない
    assert ledger["engagements"]["project_no"].tolist() == ["仮-0996755f"] * 2
    assert ledger["projects"]["project_no"].tolist() == ["PJ001", "PJ002", "仮-0996755f"]
    assert codes(intake.problems) == ["project-provisional"]
    provisional = ledger["projects"]["project_no"] == "仮-0996755f"
    merged = ledger["projects"].copy()
    merged.loc[provisional, "merged_into"] = "PJ001"
    assert not taken({**ledger, "projects": merged}, report(claimed("窓口ＤＸ"))).problems


@pytest.mark.parametrize(
    ("second", "counts", "code"),
    [
        (course(2), RowCounts(read=3, accepted=2, superseded=1), "row-repeated"),
        (
            course(2, evidence="別の証跡"),
            RowCounts(read=3, accepted=1, superseded=0, quarantined=2),
            "row-conflict",
        ),
    ],
    ids=["同じ行が2つなら1つに数える", "食い違う2行はどちらも隔離する"],
)
def test_同じ実績が2行あるとき(second: ReportRow, counts: RowCounts, code: str) -> None:
    intake = taken(EMPTY, report(course(), second))
    assert intake.rows == counts
    assert set(codes(intake.problems)) == {code}


GOALS: list[tuple[str, list[ReportRow], int, str]] = [
    ("デジタルの目標が0", [goal(digital="×")], 1, "不備"),
    ("デジタルの欄が空", [goal(digital=None)], 1, "不備"),
    ("デジタルの目標が1", [goal()], 1, "提出"),
    ("2つ必要で1つ", [goal(), goal(2, digital="×")], 2, "不備"),
    ("2つ必要で2つ", [goal(), goal(2)], 2, "提出"),
    ("必要数が0なら目標がなくてもよい", [], 0, "提出"),
    ("目標の文が空の行は数えない", [goal(goal=None)], 1, "不備"),
]


@pytest.mark.parametrize(
    ("goals", "needed", "expected"), [g[1:] for g in GOALS], ids=[g[0] for g in GOALS]
)
def test_w27_デジタルに関する目標の数(goals: list[ReportRow], needed: int, expected: str) -> None:
    ledger = office({"goals_digital_min": needed})
    intake = taken(ledger, report(*goals, course(), bare=True))
    stands = after(ledger, intake)
    assert state(stands) == expected
    assert ("goals-digital-few" in codes(intake.problems)) is (expected == "不備")
    assert marks(stands, "attendances") == ["未"], "不備でも行は未の事実になる"
    reason = stands["reports"].set_index("staff_no").loc[PERSON, "return_reason"]
    assert ("デジタル" in str(reason)) is (expected == "不備")


def test_提出日のない申告は不備になる() -> None:
    intake = taken(EMPTY, report(course(), day=None))
    assert codes(intake.problems) == ["submitted-on-missing"]
    assert state(after(EMPTY, intake)) == "不備"


def test_代理者の名のない代理入力を知らせる() -> None:
    one = report()._replace(entered_by="代理")
    assert codes(taken(EMPTY, one).problems) == ["proxy-missing"]
    assert not taken(EMPTY, one._replace(proxy="課庶務 佐藤")).problems
