"""What the formulas of a review workbook come to: their values, as Excel would calculate them.

Whoever does not calculate (Protected View, previews, other readers) shows these. They are reckoned
from whatever stands in the cells, so that they hold when the workbook is made and after a command
has written into it; `tests/office` holds them against a recalculation.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import NamedTuple, TypeAlias

from ledger.layout.columns import Cell, RowValues, Table
from ledger.layout.frames import letter
from ledger.layout.review import (
    HEADER_ROWS,
    REVIEW,
    REVIEW_LINES,
    REVIEW_STEPS,
    STEPS_BETWEEN,
    TABLES,
)
from ledger.model.terms import Decision, LineDecision, ReportState

ReviewValues: TypeAlias = Mapping[str, Mapping[str, str]]
"""What formulas come to, by the title of the sheet and by address."""

WAITING = "判定待ち"
NO_REPORT = "申告待ち"
FAULT = "×"
FINE = "○"
HEADLINE = "入力チェック　"
WRONG = f"{FAULT} 直すところ"
WHERE = "　(「点検」の列が×のところ)"
ALL_WELL = f"{FINE} 入力の不足はありません"

PROGRESS_CELL = "A5"
"""Where 確認表 says how many people are left."""
SUMMARY_CELLS = {REVIEW.key: "D5", REVIEW_LINES.key: "C3", REVIEW_STEPS.key: "C3"}
"""Where each sheet says what its 入力チェック found; 確認表 speaks of all three."""

_EPOCH = dt.date(1899, 12, 30)
_HOURS = 24


class Entered(NamedTuple):
    """What stands in a review workbook, by the keys of its columns; None and "" are blank.

    Attributes:
        rows: Rows of each table, by its key.
        common_day: What stands in 共通の確認日.
    """

    rows: Mapping[str, Sequence[RowValues]]
    common_day: Cell = None


class ReviewChecks(NamedTuple):
    """What the checks say.

    Attributes:
        checks: 点検 of each row, by table.
        to_decide: How many people are to be decided on.
    """

    checks: Mapping[str, Sequence[str]]
    to_decide: int

    def left(self) -> int:
        """Return how many people are left: undecided, or with something to mend."""
        said = self.checks[REVIEW.key]
        return sum(one == WAITING or one.startswith(FAULT) for one in said)

    def faults(self, table: Table) -> int:
        """Return in how many rows of a table there is something to mend."""
        return sum(one.startswith(FAULT) for one in self.checks[table.key])


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
    lines = [_line(row) for row in entered.rows[REVIEW_LINES.key]]
    steps = [_step(row) for row in entered.rows[REVIEW_STEPS.key]]
    faulty = (
        _faulty(entered.rows[REVIEW_LINES.key], lines),
        _faulty(entered.rows[REVIEW_STEPS.key], steps),
    )
    rows = entered.rows[REVIEW.key]
    people = [_person(row, entered.common_day, *faulty) for row in rows]
    checks = {REVIEW.key: people, REVIEW_LINES.key: lines, REVIEW_STEPS.key: steps}
    return ReviewChecks(checks, sum(not _is_blank(row.get("digest")) for row in rows))


def review_values(entered: Entered) -> ReviewValues:
    """Return what every formula of a workbook comes to, where it stands as it is built.

    Args:
        entered: What stands in it.
    """
    found = checked_rows(entered)
    values: dict[str, dict[str, str]] = {}
    for table in TABLES:
        column = letter(table.keys.index("check"))
        first = HEADER_ROWS[table.key] + 1
        cells = {f"{column}{first + n}": said for n, said in enumerate(found.checks[table.key])}
        told = TABLES if table is REVIEW else (table,)
        values[table.title] = {**cells, SUMMARY_CELLS[table.key]: summary(found, told)}
    values[REVIEW.title][PROGRESS_CELL] = progress(found)
    return values


def _is_blank(value: Cell) -> bool:
    return value is None or value == ""


def _is_wordless(value: Cell) -> bool:
    """Whether a cell holds nothing but blanks; Excel's TRIM takes the ASCII blank alone."""
    return _is_blank(value) or (isinstance(value, str) and not value.strip(" "))


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


def _faulty(rows: Sequence[RowValues], said: Sequence[str]) -> frozenset[Cell]:
    """Return whose rows have something to mend."""
    return frozenset(
        row["staff_no"] for row, one in zip(rows, said, strict=True) if one.startswith(FAULT)
    )


def _line(row: RowValues) -> str:
    decision = row.get("line_decision")
    wordless = _is_wordless(row.get("line_reason"))
    if _is_blank(decision):
        return "" if wordless else "× 採否が空"
    if decision == LineDecision.REJECT.value:
        return "× 否認理由が空" if wordless else LineDecision.REJECT.value
    accepted = LineDecision.ACCEPT.value
    return accepted if decision == accepted else "× 採否が違います"


def _step(row: RowValues) -> str:
    step, wordless = row.get("reviewed_step"), _is_wordless(row.get("reason"))
    if _is_blank(step):
        return "" if wordless else "× Stepが空"
    if isinstance(step, str | bool) or not _is_offered(step, row.get("offered")):
        return "× Stepが違います"
    return "× 理由が空" if wordless else "上長判定"


def _is_offered(step: Cell, offered: Cell) -> bool:
    listed = "" if _is_blank(offered) else _as_text(offered)
    return f"{STEPS_BETWEEN}{_as_text(step)}{STEPS_BETWEEN}" in (
        f"{STEPS_BETWEEN}{listed}{STEPS_BETWEEN}"
    )


def _person(row: RowValues, common: Cell, lines: frozenset[Cell], steps: frozenset[Cell]) -> str:
    decision, day, state = (row.get(key) for key in ("decision", "confirmed_on", "state"))
    wordless, undated = _is_wordless(row.get("reason")), _is_blank(day)
    if _is_blank(row.get("digest")):
        return NO_REPORT if _is_blank(decision) else "× 申告がありません"
    if _is_blank(decision):
        return WAITING if wordless and undated else "× 判定が空"
    submitted, decided_on = row.get("submitted_on"), common if undated else day
    confirms = decision == Decision.CONFIRM.value
    faults = (
        (decision not in tuple(Decision), "× 判定が違います"),
        (not confirms and wordless, "× 理由が空"),
        (confirms and state == ReportState.DEFICIENT.value, "× 不備は確認不可"),
        (undated and _is_blank(common), "× 確認日が空"),
        (
            not _is_blank(submitted) and _number(decided_on) < _number(submitted),
            "× 確認日が提出日より前",
        ),
        (row["staff_no"] in lines, "× 明細を直す"),
        (row["staff_no"] in steps, "× Stepを直す"),
    )
    return next((said for is_so, said in faults if is_so), f"{FINE} {decision}")
