"""The live 入力チェック of a review workbook: its formulas, each with what it comes to.

The formulas advise; the reader (`read/reviews/review.py`) and `judge` decide. What they come to is
reckoned in `review_values`, word for word.
"""

from typing import NamedTuple

from ledger.layout.columns import RowValues, Table
from ledger.layout.review import (
    COMMON_DAY_CELL,
    PEOPLE,
    REVIEW,
    REVIEW_LINES,
    REVIEW_REST,
    REVIEW_STEPS,
    REVIEW_WAITING,
    STEPS_BETWEEN,
    YES,
    ReviewContent,
)
from ledger.layout.review_places import spreads, together_cell
from ledger.model.terms import Decision
from ledger.present.review.values import (
    ALL_WELL,
    BY_ONE_CELL,
    FAULT,
    FINE,
    HEADLINE,
    NO_REPORT,
    SHEETS,
    WAITING,
    WHERE,
    WRONG,
    Entered,
    checked_rows,
    is_person,
    progress,
    summary,
    unit_of,
)


class Formula(NamedTuple):
    """A formula and its value as the workbook is built."""

    text: str
    value: str


class Checks:
    """The checks of one workbook.

    Attributes:
        places: Where each table stands, by its key.
    """

    def __init__(self, content: ReviewContent) -> None:
        """Prepare the checks.

        Args:
            content: What stands in the workbook.
        """
        self._rows = rows_of(content)
        counts = {key: len(rows) for key, rows in self._rows.items()}
        self.places = spreads(counts)
        self._together = together_cell(self.places[REVIEW_REST.key])
        self._found = checked_rows(Entered(self._rows))

    def of(self, table: Table, index: int) -> Formula:
        """Return 結果 or 点検 of a row."""
        said = self._found.checks[table.key][index]
        if table is REVIEW_LINES:
            return Formula(self._line(table, index), said)
        if table is REVIEW_STEPS:
            return Formula(self._step(index), said)
        if table is REVIEW and not is_person(self._rows[table.key][index]):
            return Formula(f"={self.places[table.key].at('line_check', index)}", said)
        return Formula(self._person(table, index), said)

    def of_line(self, index: int) -> Formula:
        """Return 点検 of the line in a row of 見る人."""
        return Formula(self._line(REVIEW, index), self._found.lines[index])

    def progress(self) -> Formula:
        """Return how many people are left to decide on."""
        tail = f"名(判定する人 {self._found.to_decide}名)"
        waiting = "+".join(
            f'COUNTIF({self.places[table.key].all("check")},"{WAITING}")' for table in PEOPLE
        )
        return Formula(
            f'="残り "&({waiting}+{self._faulty_people()})&"{tail}"', progress(self._found)
        )

    def summary(self, *tables: Table) -> Formula:
        """Return the 入力チェック of some sheets in one line."""
        parts = []
        for table in SHEETS:
            if table in tables:
                checks = self.places[table.key].all("check")
                own = f'COUNTIF({checks},"{FAULT}*")'
                count = f"({self._faulty_people()})" if table is REVIEW else own
                told = f'"　{table.title} "&{count}&"{unit_of(table)}"'
                parts.append((count, f'IF({count}>0,{told},"")'))
        total = "+".join(count for count, _ in parts)
        said = "&".join(text for _, text in parts)
        return Formula(
            f'="{HEADLINE}"&IF({total}=0,"{ALL_WELL}","{WRONG}"&{said}&"{WHERE}")',
            summary(self._found, tables),
        )

    def _faulty_people(self) -> str:
        """Return how many people have something to mend: other rows of 見る人 are lines."""
        return "+".join(
            f'COUNTIFS({place.all("check")},"{FAULT}*",{place.all("issue_no")},"?*")'
            for place in (self.places[table.key] for table in PEOPLE)
        )

    def _line(self, table: Table, index: int) -> str:
        place = self.places[table.key]
        decision = place.at("line_decision", index)
        no_reason = _blank(place.at("line_reason", index))
        return (
            f'=IF({decision}="",IF({no_reason},"","× 採否が空"),'
            f'IF({decision}="否認",IF({no_reason},"× 否認理由が空","否認"),'
            f'IF({decision}="採用","採用","× 採否が違います")))'
        )

    def _step(self, index: int) -> str:
        place = self.places[REVIEW_STEPS.key]
        step, offered = (place.at(key, index) for key in ("reviewed_step", "offered"))
        no_reason = _blank(place.at("reason", index))
        listed = f'"{STEPS_BETWEEN}"&{offered}&"{STEPS_BETWEEN}"'
        odd = f'ISERROR(FIND("{STEPS_BETWEEN}"&{step}&"{STEPS_BETWEEN}",{listed}))'
        return (
            f'=IF({step}="",IF({no_reason},"","× Stepが空"),'
            f'IF(OR(NOT(ISNUMBER({step})),{odd}),"× Stepが違います",'
            f'IF({no_reason},"× 理由が空","上長判定")))'
        )

    def _person(self, table: Table, index: int) -> str:
        place = self.places[table.key]
        at = {key: place.at(key, index) for key in table.keys}
        decision, day = at["decision"], at["confirmed_on"]
        none, no_reason = f'{decision}=""', _blank(at["reason"])
        decided_on = f'IF({day}="",{COMMON_DAY_CELL},{day})'
        early = f'AND({at["submitted_on"]}<>"",N({decided_on})<N({at["submitted_on"]}))'
        known = ",".join(f'{decision}="{word.value}"' for word in Decision)
        open_one = f'"{WAITING}"'
        if table is REVIEW:
            line = at["line_check"]
            open_one = f'IF(LEFT({line},1)="{FAULT}",{line},"{WAITING}")'
        undecided = f"AND({none},NOT({self._spoken_for(table, at)}))"
        return (
            f'=IF({at["digest"]}="",IF({none},"{NO_REPORT}","× 申告がありません"),'
            f'IF({undecided},IF(AND({no_reason},{day}=""),{open_one},"× 判定が空"),'
            f'IF(NOT(OR({none},{known})),"× 判定が違います",'
            f'IF(AND(NOT({none}),{decision}<>"確認",{no_reason}),"× 理由が空",'
            f'IF(AND({decision}="確認",{at["state"]}="不備"),"× 不備は確認不可",'
            f'IF(AND({day}="",{COMMON_DAY_CELL}=""),"× 確認日が空",'
            f'IF({early},"× 確認日が提出日より前",'
            f'IF({self._others(REVIEW, "line_check", at["staff_no"])},"× 採否を直す",'
            f'IF({self._others(REVIEW_LINES, "check", at["staff_no"])},"× 明細を直す",'
            f'IF({self._others(REVIEW_STEPS, "check", at["staff_no"])},"× Stepを直す",'
            f'"{FINE} "&IF({none},"{BY_ONE_CELL}",{decision})))))))))))'
        )

    def _spoken_for(self, table: Table, at: RowValues) -> str:
        """Return whether まとめて確認 speaks for a person; see `judge/together`."""
        if table is REVIEW:
            return "FALSE"
        vouched = at["together_digest"]
        return (
            f'AND({self._together}="{YES}",{_blank(str(at["reason"]))},'
            f'{at["decision_digest"]}="",{vouched}<>"",{vouched}={at["digest"]})'
        )

    def _others(self, table: Table, key: str, staff_no: str) -> str:
        """Return whether a row of this person is faulty; COUNTIFS takes 00101 and 101 for one."""
        place = self.places[table.key]
        own = f"({place.all('staff_no')}={staff_no})"
        return f'SUMPRODUCT({own}*(LEFT({place.all(key)},1)="{FAULT}"))>0'


def rows_of(content: ReviewContent) -> dict[str, tuple[RowValues, ...]]:
    """Return the rows of each table, by its key."""
    return {
        REVIEW.key: content.people,
        REVIEW_REST.key: content.rest,
        REVIEW_WAITING.key: content.waiting,
        REVIEW_LINES.key: content.lines,
        REVIEW_STEPS.key: content.steps,
    }


def _blank(cell: str) -> str:
    return f"LEN(TRIM({cell}))=0"
