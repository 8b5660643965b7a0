"""The live 入力チェック of a review workbook: formulas, and what they say before anybody types.

The formulas advise; the reader (`read/reviews.py`) and `judge` decide. Excel in Protected View
shows what was calculated last, so every formula is written together with its value.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from ledger.layout.columns import Cell, Table
from ledger.layout.frames import letter
from ledger.layout.review import (
    COMMON_DAY_CELL,
    HEADER_ROWS,
    REVIEW,
    REVIEW_LINES,
    REVIEW_STEPS,
    STEPS_BETWEEN,
    ReviewContent,
    Row,
)
from ledger.model.terms import Decision, LineDecision, ReportState

WAITING = "判定待ち"
NO_REPORT = "申告待ち"
FAULT = "×"
FINE = "○"
_NOTHING = "入力の不足はありません"


class Formula(NamedTuple):
    """A formula and its value as the workbook is built."""

    text: str
    value: str


class Spread(NamedTuple):
    """Where a table of the workbook stands."""

    table: Table
    rows: int

    @property
    def first(self) -> int:
        """Row number of the first row of data."""
        return HEADER_ROWS[self.table.key] + 1

    @property
    def last(self) -> int:
        """Row number of the last row; a table has at least one."""
        return self.first + max(self.rows, 1) - 1

    def at(self, key: str, index: int) -> str:
        """Return a cell of the table, for formulas on its own sheet."""
        return f"${self._letter(key)}{self.first + index}"

    def all(self, key: str) -> str:
        """Return a column of the table, for formulas anywhere."""
        column = self._letter(key)
        return f"'{self.table.title}'!${column}${self.first}:${column}${self.last}"

    def _letter(self, key: str) -> str:
        return letter(self.table.keys.index(key))


class Checks:
    """The checks of one workbook."""

    def __init__(self, content: ReviewContent) -> None:
        """Prepare the checks.

        Args:
            content: What stands in the workbook.
        """
        self.people = Spread(REVIEW, len(content.people))
        self.lines = Spread(REVIEW_LINES, len(content.lines))
        self.steps = Spread(REVIEW_STEPS, len(content.steps))
        self._line_values = [_line_value(row) for row in content.lines]
        self._step_values = [_step_value(row) for row in content.steps]
        faulty = (
            _faulty(content.lines, self._line_values),
            _faulty(content.steps, self._step_values),
        )
        self._values = [_person_value(row, *faulty) for row in content.people]
        self._to_decide = sum(row["digest"] is not None for row in content.people)

    def of(self, table: Table, index: int) -> Formula:
        """Return 点検 of a row."""
        if table is REVIEW_LINES:
            return Formula(self._line(index), self._line_values[index])
        if table is REVIEW_STEPS:
            return Formula(self._step(index), self._step_values[index])
        return Formula(self._person(index), self._values[index])

    def progress(self) -> Formula:
        """Return how many people are left to decide on."""
        checks = self.people.all("check")
        left = sum(value == WAITING or value.startswith(FAULT) for value in self._values)
        tail = f"名(判定する人 {self._to_decide}名)"
        counted = f'COUNTIF({checks},"{WAITING}")+COUNTIF({checks},"{FAULT}*")'
        return Formula(f'="残り "&({counted})&"{tail}"', f"残り {left}{tail}")

    def summary(self, *tables: Table) -> Formula:
        """Return the 入力チェック of some sheets in one line."""
        parts, values = [], []
        for table, spread, listed in (
            (REVIEW, self.people, self._values),
            (REVIEW_LINES, self.lines, self._line_values),
            (REVIEW_STEPS, self.steps, self._step_values),
        ):
            if table in tables:
                unit = "名" if table is REVIEW else "行"
                count = f'COUNTIF({spread.all("check")},"{FAULT}*")'
                parts.append((count, f'IF({count}>0,"　{table.title} "&{count}&"{unit}","")'))
                found = sum(value.startswith(FAULT) for value in listed)
                values.append(f"　{table.title} {found}{unit}" if found else "")
        total = "+".join(count for count, _ in parts)
        said = "&".join(text for _, text in parts)
        head, tail = f"{FAULT} 直すところ", "　(「点検」の列が×のところ)"
        fine = f"{FINE} {_NOTHING}"
        value = head + "".join(values) + tail if any(values) else fine
        return Formula(
            f'="入力チェック　"&IF({total}=0,"{fine}","{head}"&{said}&"{tail}")',
            f"入力チェック　{value}",
        )

    def _line(self, index: int) -> str:
        decision = self.lines.at("line_decision", index)
        no_reason = _blank(self.lines.at("line_reason", index))
        return (
            f'=IF({decision}="",IF({no_reason},"","× 採否が空"),'
            f'IF({decision}="否認",IF({no_reason},"× 否認理由が空","否認"),'
            f'IF({decision}="採用","採用","× 採否が違います")))'
        )

    def _step(self, index: int) -> str:
        step, offered = (self.steps.at(key, index) for key in ("reviewed_step", "offered"))
        no_reason = _blank(self.steps.at("reason", index))
        listed = f'"{STEPS_BETWEEN}"&{offered}&"{STEPS_BETWEEN}"'
        odd = f'ISERROR(FIND("{STEPS_BETWEEN}"&{step}&"{STEPS_BETWEEN}",{listed}))'
        return (
            f'=IF({step}="",IF({no_reason},"","× Stepが空"),'
            f'IF(OR(NOT(ISNUMBER({step})),{odd}),"× Stepが違います",'
            f'IF({no_reason},"× 理由が空","上長判定")))'
        )

    def _person(self, index: int) -> str:
        at = {key: self.people.at(key, index) for key in REVIEW.keys}
        decision, day = at["decision"], at["confirmed_on"]
        no_reason = _blank(at["reason"])
        decided_on = f'IF({day}="",{COMMON_DAY_CELL},{day})'
        early = f'AND({at["submitted_on"]}<>"",N({decided_on})<N({at["submitted_on"]}))'
        known = ",".join(f'{decision}="{word.value}"' for word in Decision)
        return (
            f'=IF({at["digest"]}="",IF({decision}="","{NO_REPORT}","× 申告がありません"),'
            f'IF({decision}="",IF(AND({no_reason},{day}=""),"{WAITING}","× 判定が空"),'
            f'IF(NOT(OR({known})),"× 判定が違います",'
            f'IF(AND({decision}<>"確認",{no_reason}),"× 理由が空",'
            f'IF(AND({decision}="確認",{at["state"]}="不備"),"× 不備は確認不可",'
            f'IF(AND({day}="",{COMMON_DAY_CELL}=""),"× 確認日が空",'
            f'IF({early},"× 確認日が提出日より前",'
            f'IF({self._others(self.lines, at["staff_no"])},"× 明細を直す",'
            f'IF({self._others(self.steps, at["staff_no"])},"× Stepを直す",'
            f'"{FINE} "&{decision})))))))))'
        )

    @staticmethod
    def _others(spread: Spread, staff_no: str) -> str:
        """Return whether a row of this person is faulty; COUNTIFS takes 00101 and 101 for one."""
        own = f"({spread.all('staff_no')}={staff_no})"
        return f'SUMPRODUCT({own}*(LEFT({spread.all("check")},1)="{FAULT}"))>0'


def _blank(cell: str) -> str:
    return f"LEN(TRIM({cell}))=0"


def _text(value: Cell) -> str:
    return "" if value is None else str(value).strip()


def _faulty(rows: Sequence[Row], values: Sequence[str]) -> frozenset[Cell]:
    return frozenset(
        row["staff_no"] for row, v in zip(rows, values, strict=True) if v.startswith(FAULT)
    )


def _line_value(row: Row) -> str:
    decision, reason = row.get("line_decision"), _text(row.get("line_reason"))
    if decision is None:
        return "× 採否が空" if reason else ""
    if decision == LineDecision.REJECT and not reason:
        return "× 否認理由が空"
    return str(decision)


def _step_value(row: Mapping[str, Cell]) -> str:
    reason = _text(row.get("reason"))
    step = row.get("reviewed_step")
    if step is None:
        return "× Stepが空" if reason else ""
    if str(step) not in _text(row.get("offered")).split(STEPS_BETWEEN):
        return "× Stepが違います"
    return "上長判定" if reason else "× 理由が空"


def _person_value(row: Row, lines: frozenset[Cell], steps: frozenset[Cell]) -> str:
    decision, reason, day = row.get("decision"), _text(row.get("reason")), row.get("confirmed_on")
    if row["digest"] is None:
        return "× 申告がありません" if decision else NO_REPORT
    if decision is None:
        return "× 判定が空" if reason or day else WAITING
    faults = (
        (decision != Decision.CONFIRM and not reason, "× 理由が空"),
        (
            decision == Decision.CONFIRM and row["state"] == ReportState.DEFICIENT,
            "× 不備は確認不可",
        ),
        (day is None, "× 確認日が空"),
        (_early(day, row.get("submitted_on")), "× 確認日が提出日より前"),
        (row["staff_no"] in lines, "× 明細を直す"),
        (row["staff_no"] in steps, "× Stepを直す"),
    )
    return next((word for wrong, word in faults if wrong), f"{FINE} {decision}")


def _early(day: Cell, submitted: Cell) -> bool:
    return isinstance(day, dt.date) and isinstance(submitted, dt.date) and day < submitted
