"""What the formulas of a review workbook come to: their values, as Excel would calculate them.

Whoever does not calculate (Protected View, previews, other readers) shows these. They are reckoned
from whatever stands in the cells, so that they hold when the workbook is made and after a command
has written into it; `tests/office` holds them against a recalculation.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import NamedTuple, TypeAlias

from ledger.judge.together import PersonRow, is_blank, is_spoken_for, is_wordless
from ledger.layout.columns import Cell, RowValues, Table
from ledger.layout.review import (
    PEOPLE,
    REVIEW,
    REVIEW_LINES,
    REVIEW_REST,
    REVIEW_STEPS,
    STEPS_BETWEEN,
    TABLES,
)
from ledger.layout.review_places import Spread, spreads
from ledger.model.terms import Decision, LineDecision, ReportState

ReviewValues: TypeAlias = Mapping[str, Mapping[str, str]]
"""What formulas come to, by the title of the sheet and by address."""

WAITING = "判定待ち"
NO_REPORT = "申告待ち"
FAULT = "×"
FINE = "○"
HEADLINE = "入力チェック　"
WRONG = f"{FAULT} 直すところ"
WHERE = "　(「結果」「点検」の列が×のところ)"
ALL_WELL = f"{FINE} 入力の不足はありません"
BY_ONE_CELL = "確認(まとめて)"
"""What is said of a 確認 that まとめて確認 gives."""

PROGRESS_CELL = "A5"
"""Where 確認表 says how many people are left."""
SUMMARY_CELLS = {REVIEW.key: "D5", REVIEW_LINES.key: "C3", REVIEW_STEPS.key: "C3"}
"""Where each sheet says what its 入力チェック found; 確認表 speaks of all three."""
SHEETS = (REVIEW, REVIEW_LINES, REVIEW_STEPS)
"""The first table of each sheet."""

_EPOCH = dt.date(1899, 12, 30)
_HOURS = 24


class Entered(NamedTuple):
    """What stands in a review workbook, by the keys of its columns; None and "" are blank.

    Attributes:
        rows: Rows of each table, by its key.
        common_day: What stands in 共通の確認日.
        answer: What stands in まとめて確認.
    """

    rows: Mapping[str, Sequence[RowValues]]
    common_day: Cell = None
    answer: Cell = None


class ReviewChecks(NamedTuple):
    """What the checks say.

    Attributes:
        checks: 結果 or 点検 of each row, by table.
        lines: 点検 of the line in each row of 見る人.
        people: What is said of each person.
        to_decide: How many people are to be decided on.
    """

    checks: Mapping[str, Sequence[str]]
    lines: Sequence[str]
    people: Sequence[str]
    to_decide: int

    def left(self) -> int:
        """Return how many people are left: undecided, or with something to mend."""
        return sum(one == WAITING or one.startswith(FAULT) for one in self.people)

    def faults(self, table: Table) -> int:
        """Return how many people, or in how many rows of a table, there is something to mend."""
        said = self.people if table is REVIEW else self.checks[table.key]
        return sum(one.startswith(FAULT) for one in said)


def progress(found: ReviewChecks) -> str:
    """Return how many people are left to decide on, in words."""
    return f"残り {found.left()}名(判定する人 {found.to_decide}名)"


def summary(found: ReviewChecks, tables: Sequence[Table]) -> str:
    """Return the 入力チェック of some sheets in one line."""
    wrong = [(table, count) for table in tables if (count := found.faults(table))]
    told = "".join(f"　{table.title} {count}{unit_of(table)}" for table, count in wrong)
    return HEADLINE + (f"{WRONG}{told}{WHERE}" if wrong else ALL_WELL)


def unit_of(table: Table) -> str:
    """Return in what the rows of a table are counted."""
    return "名" if table is REVIEW else "行"


def checked_rows(entered: Entered) -> ReviewChecks:
    """Return what the checks of a workbook say.

    Args:
        entered: What stands in it.
    """
    rows = entered.rows
    doubted, lines = (list(map(_line, rows[key])) for key in (REVIEW.key, REVIEW_LINES.key))
    steps = list(map(_step, rows[REVIEW_STEPS.key]))
    faulty = _Faulty(
        _whose(rows[REVIEW.key], doubted),
        _whose(rows[REVIEW_LINES.key], lines),
        _whose(rows[REVIEW_STEPS.key], steps),
    )
    said = {
        table.key: [
            _person(row, entered, faulty, said) if is_person(row) else said
            for row, said in zip(rows[table.key], lines_of, strict=True)
        ]
        for table, lines_of in ((REVIEW, doubted), (REVIEW_REST, [""] * len(rows["review_rest"])))
    }
    people = [
        one
        for table in PEOPLE
        for row, one in zip(rows[table.key], said[table.key], strict=True)
        if is_person(row)
    ]
    shown = sum(not is_blank(row.get("digest")) for table in PEOPLE for row in rows[table.key])
    checks = {**said, REVIEW_LINES.key: lines, REVIEW_STEPS.key: steps}
    return ReviewChecks(checks, doubted, people, shown)


def is_person(row: RowValues) -> bool:
    """Whether a row of 確認表 is the one on which its person is decided."""
    return not is_blank(row.get("issue_no"))


def review_values(entered: Entered) -> ReviewValues:
    """Return what every formula of a workbook comes to, where it stands as it is built.

    Args:
        entered: What stands in it.
    """
    found = checked_rows(entered)
    places = spreads({table.key: len(entered.rows[table.key]) for table in TABLES})
    values: dict[str, dict[str, str]] = {table.sheet: {} for table in TABLES}
    for table in TABLES:
        values[table.sheet] |= _column(places[table.key], "check", found.checks[table.key])
    values[REVIEW.sheet] |= _column(places[REVIEW.key], "line_check", found.lines)
    for table in SHEETS:
        told = SHEETS if table is REVIEW else (table,)
        values[table.sheet][SUMMARY_CELLS[table.key]] = summary(found, told)
    values[REVIEW.sheet][PROGRESS_CELL] = progress(found)
    return values


def _column(place: Spread, key: str, said: Sequence[str]) -> dict[str, str]:
    column = place.letter(key)
    return {f"{column}{place.first + number}": one for number, one in enumerate(said)}


class _Faulty(NamedTuple):
    """Who has something to mend in the lines of 見る人, of 明細, and in Step."""

    doubted: frozenset[Cell]
    lines: frozenset[Cell]
    steps: frozenset[Cell]


def _number(value: Cell) -> float:
    """Return a cell as N does: a text and a blank are 0, a day is its number."""
    if isinstance(value, dt.datetime):
        hour = value.hour + (value.minute + value.second / 60) / 60
        return (value.date() - _EPOCH).days + hour / _HOURS
    if isinstance(value, dt.date):
        return (value - _EPOCH).days
    return float(value) if isinstance(value, int | float) else 0.0


def _as_text(value: Cell) -> str:
    """Return a number or a text as `&` joins it."""
    return value if isinstance(value, str) else f"{_number(value):.15g}"


def _whose(rows: Sequence[RowValues], said: Sequence[str]) -> frozenset[Cell]:
    """Return whose rows have something to mend."""
    return frozenset(
        row["staff_no"] for row, one in zip(rows, said, strict=True) if one.startswith(FAULT)
    )


def _line(row: RowValues) -> str:
    decision = row.get("line_decision")
    wordless = is_wordless(row.get("line_reason"))
    if is_blank(decision):
        return "" if wordless else "× 採否が空"
    if decision == LineDecision.REJECT.value:
        return "× 否認理由が空" if wordless else LineDecision.REJECT.value
    accepted = LineDecision.ACCEPT.value
    return accepted if decision == accepted else "× 採否が違います"


def _step(row: RowValues) -> str:
    step, wordless = row.get("reviewed_step"), is_wordless(row.get("reason"))
    if is_blank(step):
        return "" if wordless else "× Stepが空"
    if isinstance(step, str | bool) or not _is_offered(step, row.get("offered")):
        return "× Stepが違います"
    return "× 理由が空" if wordless else "上長判定"


def _is_offered(step: Cell, offered: Cell) -> bool:
    listed = "" if is_blank(offered) else _as_text(offered)
    return f"{STEPS_BETWEEN}{_as_text(step)}{STEPS_BETWEEN}" in (
        f"{STEPS_BETWEEN}{listed}{STEPS_BETWEEN}"
    )


def _person(row: RowValues, entered: Entered, faulty: _Faulty, own_line: str) -> str:
    decision, day, state = (row.get(key) for key in ("decision", "confirmed_on", "state"))
    wordless, undated, undecided = (
        is_wordless(row.get("reason")),
        is_blank(day),
        is_blank(decision),
    )
    if is_blank(row.get("digest")):
        return NO_REPORT if undecided else "× 申告がありません"
    if undecided and not is_spoken_for(person_of(row), entered.answer):
        if wordless and undated:
            return own_line if own_line.startswith(FAULT) else WAITING
        return "× 判定が空"
    common = entered.common_day
    submitted, decided_on = row.get("submitted_on"), common if undated else day
    confirms = decision == Decision.CONFIRM.value
    faults = (
        (not undecided and decision not in tuple(Decision), "× 判定が違います"),
        (not undecided and not confirms and wordless, "× 理由が空"),
        (confirms and state == ReportState.DEFICIENT.value, "× 不備は確認不可"),
        (undated and is_blank(common), "× 確認日が空"),
        (
            not is_blank(submitted) and _number(decided_on) < _number(submitted),
            "× 確認日が提出日より前",
        ),
        (row["staff_no"] in faulty.doubted, "× 採否を直す"),
        (row["staff_no"] in faulty.lines, "× 明細を直す"),
        (row["staff_no"] in faulty.steps, "× Stepを直す"),
    )
    said = BY_ONE_CELL if undecided else decision
    return next((said for is_so, said in faults if is_so), f"{FINE} {said}")


def person_of(row: RowValues) -> PersonRow:
    """Return a row of 確認表 as まとめて確認 looks at it."""
    keys = ("decision", "reason", "decision_digest", "digest", "together_digest")
    return PersonRow(*map(row.get, keys))
