"""The live 入力チェック of a review workbook: its formulas, each with what it comes to.

The formulas advise; the reader (`read/reviews.py`) and `judge` decide. What they come to is
reckoned in `review_values`, word for word.
"""

from typing import NamedTuple

from ledger.layout.columns import RowValues, Table
from ledger.layout.frames import letter
from ledger.layout.review import (
    COMMON_DAY_CELL,
    HEADER_ROWS,
    REVIEW,
    REVIEW_LINES,
    REVIEW_STEPS,
    STEPS_BETWEEN,
    TABLES,
    ReviewContent,
)
from ledger.model.terms import Decision
from ledger.present.review_values import (
    ALL_WELL,
    FAULT,
    FINE,
    HEADLINE,
    NO_REPORT,
    WAITING,
    WHERE,
    WRONG,
    Entered,
    checked_rows,
    progress,
    summary,
    unit_of,
)


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
        rows = {t.key: r for t, r in zip(TABLES, _rows(content), strict=True)}
        self._found = checked_rows(Entered(rows))

    def of(self, table: Table, index: int) -> Formula:
        """Return 点検 of a row."""
        said = self._found.checks[table.key][index]
        if table is REVIEW_LINES:
            return Formula(self._line(index), said)
        if table is REVIEW_STEPS:
            return Formula(self._step(index), said)
        return Formula(self._person(index), said)

    def progress(self) -> Formula:
        """Return how many people are left to decide on."""
        checks = self.people.all("check")
        tail = f"名(判定する人 {self._found.to_decide}名)"
        counted = f'COUNTIF({checks},"{WAITING}")+COUNTIF({checks},"{FAULT}*")'
        return Formula(f'="残り "&({counted})&"{tail}"', progress(self._found))

    def summary(self, *tables: Table) -> Formula:
        """Return the 入力チェック of some sheets in one line."""
        parts = []
        for spread in (self.people, self.lines, self.steps):
            table = spread.table
            if table in tables:
                count = f'COUNTIF({spread.all("check")},"{FAULT}*")'
                told = f'"　{table.title} "&{count}&"{unit_of(table)}"'
                parts.append((count, f'IF({count}>0,{told},"")'))
        total = "+".join(count for count, _ in parts)
        said = "&".join(text for _, text in parts)
        return Formula(
            f'="{HEADLINE}"&IF({total}=0,"{ALL_WELL}","{WRONG}"&{said}&"{WHERE}")',
            summary(self._found, tables),
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


def _rows(content: ReviewContent) -> tuple[tuple[RowValues, ...], ...]:
    return content.people, content.lines, content.steps
