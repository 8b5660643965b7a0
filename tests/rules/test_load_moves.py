"""An 所属 or 長 that changes: which row ends when, which begins, and what is left alone.

The ledger is that of 令和7年度 (2025-04-01 to 2026-03-31). 乙山 (00123) was taken on in 2010, 丁田
(00301) on 2025-10-01.
"""

import datetime as dt
from typing import NamedTuple

import pytest

from ledger.judge.loading import SLOTS, FileRow, RowOutcome, moved
from ledger.judge.loading.moves import Days
from ledger.layout.columns import Cell, RowValues

HIRED = {"00123": dt.date(2010, 4, 1), "00301": dt.date(2025, 10, 1)}
YEAR = dt.date(2025, 4, 1)
AS_OF = dt.date(2026, 3, 31)


def day(text: str) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def posting(section: str, start: str = "", end: str = "", kind: str = "主務") -> dict[str, Cell]:
    dates: dict[str, Cell] = {"started_on": day(start), "ended_on": day(end)}
    return {"staff_no": "00123", "section_code": section, "kind": kind, **dates}


def said(row: RowValues) -> str:
    return f"{row['section_code']} {row['started_on']}~{row.get('ended_on') or ''}"


def first_on(number: str) -> dt.date | None:
    hired = HIRED.get(number)
    return max(YEAR, hired) if hired else None


def step_of(standing: list[RowValues], row: RowValues, on: str = "") -> RowOutcome | None:
    days = Days(day(on), AS_OF, first_on)
    return moved(SLOTS["postings"], standing, [FileRow(2, row)], days).get(2)


class Case(NamedTuple):
    """What stands, what the list says, 適用日, and what comes of it."""

    standing: list[RowValues]
    row: RowValues
    on: str
    edits: list[str]
    adds: list[str]
    code: str = ""


S: RowValues = posting("0110", "2024-04-01")
CASES = {
    "同じ所属なら、何も変わらない": Case([S], posting("0110"), "", [], []),
    "適用日があっても、同じ所属なら何も変わらない": Case(
        [S], posting("0110"), "2025-10-01", [], []
    ),
    "異動は、適用日の前日で終わり適用日から始まる": Case(
        [S],
        posting("0120"),
        "2025-10-01",
        ["0110 2024-04-01~2025-09-30"],
        ["0120 2025-10-01~"],
    ),
    "月の初日が適用日なら、前の月の末日で終わる": Case(
        [S], posting("0120"), "2026-03-01", ["0110 2024-04-01~2026-02-28"], ["0120 2026-03-01~"]
    ),
    "今の行の2日目なら、1日だけの行が残る": Case(
        [S], posting("0120"), "2024-04-02", ["0110 2024-04-01~2024-04-01"], ["0120 2024-04-02~"]
    ),
    "今の行の初日には変えられない": Case(
        [S], posting("0120"), "2024-04-01", [], [], "move-overlaps"
    ),
    "今の行より前の日には変えられない": Case(
        [S], posting("0120"), "2024-03-31", [], [], "move-overlaps"
    ),
    "適用日のない異動は、今の行のまま": Case([S], posting("0120"), "", [], [], "move-undated"),
    "行の適用日は、全体の適用日より先に立つ": Case(
        [S],
        posting("0120") | {"applied_on": dt.date(2025, 7, 1)},
        "2025-10-01",
        ["0110 2024-04-01~2025-06-30"],
        ["0120 2025-07-01~"],
    ),
    "先の終了日が入っていても、適用日の前日で終わる": Case(
        [posting("0110", "2024-04-01", "2026-03-31")],
        posting("0120"),
        "2025-10-01",
        ["0110 2024-04-01~2025-09-30"],
        ["0120 2025-10-01~"],
    ),
    "前に終わっている行は、そのまま": Case(
        [posting("0110", "2024-04-01", "2025-06-30")],
        posting("0120"),
        "2025-10-01",
        [],
        ["0120 2025-10-01~"],
    ),
    "離れて戻った人は、適用日から新しい行": Case(
        [posting("0110", "2024-04-01", "2025-06-30")],
        posting("0110"),
        "2025-10-01",
        [],
        ["0110 2025-10-01~"],
    ),
    "離れた人が一覧にいれば、いつからかを尋ねる": Case(
        [posting("0110", "2024-04-01", "2026-03-30")], posting("0110"), "", [], [], "move-undated"
    ),
    "基準日まで続く行なら、同じ所属のまま": Case(
        [posting("0110", "2024-04-01", "2026-03-31")], posting("0110"), "", [], []
    ),
    "前からの職員の初めての所属は、年度の初日から": Case(
        [], posting("0110"), "", [], ["0110 2025-04-01~"]
    ),
    "年度の途中の採用なら、採用日から": Case(
        [], posting("0110") | {"staff_no": "00301"}, "", [], ["0110 2025-10-01~"]
    ),
    "適用日を付けても、初めての所属は同じ": Case(
        [], posting("0110"), "2025-12-01", [], ["0110 2025-04-01~"]
    ),
    "職員にいない人の所属は、決められない": Case(
        [], posting("0110") | {"staff_no": "09999"}, "", [], [], "staff-unknown"
    ),
    "兼務が続いていれば、何も変わらない": Case(
        [S, posting("0130", "2024-04-01", kind="兼務")], posting("0130", kind="兼務"), "", [], []
    ),
    "新しい兼務は、いつからかを尋ねる": Case(
        [S], posting("0130", kind="兼務"), "", [], [], "place-undated"
    ),
    "新しい兼務は、主務を終わらせない": Case(
        [S], posting("0130", kind="兼務"), "2025-10-01", [], ["0130 2025-10-01~"]
    ),
    "開始日のある新しい主務は、前の主務を閉じる": Case(
        [S],
        posting("0120", "2025-10-01"),
        "",
        ["0110 2024-04-01~2025-09-30"],
        ["0120 2025-10-01~"],
    ),
    "同じ所属の後の開始日は、もうある行のこと": Case(
        [S], posting("0110", "2025-04-01"), "", [], []
    ),
    "同じ所属の前の開始日は、その日からになる": Case(
        [S], posting("0110", "2023-04-01"), "", ["0110 2023-04-01~"], []
    ),
    "前の開始日がほかの主務と重なれば、今のまま": Case(
        [posting("0120", "2020-04-01", "2024-03-31"), S],
        posting("0110", "2024-03-31"),
        "",
        [],
        [],
        "move-overlaps",
    ),
    "ほかの主務の翌日までなら、前へ延ばせる": Case(
        [posting("0120", "2020-04-01", "2024-03-30"), S],
        posting("0110", "2024-03-31"),
        "",
        ["0110 2024-03-31~"],
        [],
    ),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_所属の一覧が今の行に何をするか(case: Case) -> None:
    step = step_of(case.standing, case.row, case.on)
    assert step is not None
    assert (step.flaw.code if step.flaw else "") == case.code
    assert step.aside == bool(case.code)
    assert [said(row) for row in step.edits.values()] == case.edits
    assert [said(row) for row in step.adds] == case.adds


@pytest.mark.parametrize(
    ("standing", "row"),
    [
        pytest.param([S], posting("0110", "2024-04-01"), id="同じ行"),
        pytest.param([S], posting("0120", "2020-04-01", "2024-03-31"), id="前の所属"),
        pytest.param(
            [posting("0110", "2024-04-01", "2025-09-30")],
            posting("0120", "2025-10-01"),
            id="閉じた所属の次",
        ),
    ],
)
def test_開始日があり今の行と重ならなければ_行のキーで比べる(
    standing: list[RowValues], row: RowValues
) -> None:
    assert step_of(standing, row) is None


def test_1人に主務が2つある一覧はどちらも採らない() -> None:
    lines = [FileRow(2, posting("0110")), FileRow(3, posting("0120"))]
    steps = moved(SLOTS["postings"], [S], lines, Days(None, AS_OF, first_on))
    assert {n: step.flaw.code for n, step in steps.items() if step.flaw} == {
        2: "row-conflict",
        3: "row-conflict",
    }


def test_長は所属ごとに1人で_代わる日の前日に前の長が終わる() -> None:
    old: dict[str, Cell] = {
        "section_code": "0110",
        "staff_no": "00123",
        "kind": "長",
        "started_on": dt.date(2024, 4, 1),
        "ended_on": None,
        "reason": None,
    }
    new: dict[str, Cell] = old | {"staff_no": "00301", "started_on": None}
    days = Days(dt.date(2025, 10, 1), AS_OF, first_on)
    step = moved(SLOTS["heads"], [old], [FileRow(2, new)], days)[2]
    assert step.edits == {0: old | {"ended_on": dt.date(2025, 9, 30)}}
    assert step.adds == (new | {"started_on": dt.date(2025, 10, 1)},)
