"""The lines of a report as their confirmer sees them, those to look at first."""

import datetime as dt
import re
from collections.abc import Iterator, Mapping

from ledger.judge.consolidation import Current, Intake
from ledger.judge.consolidation.fact_table import Shelf, file_of, shelves_of
from ledger.judge.consolidation.ledger_index import LedgerIndex
from ledger.judge.consolidation.outcomes import ReportOf
from ledger.judge.consolidation.report_content import versions
from ledger.judge.consolidation.row_keys import rejected_as, spoken_key
from ledger.judge.consolidation.to_fact import place_of
from ledger.judge.consolidation.transfers import moved_on
from ledger.judge.person_sentences import own_words
from ledger.judge.review.carry_over import Carried
from ledger.judge.review.sections_now import rosters_of
from ledger.judge.review.words import ITEMS, Seen, seen_line, vanished_line
from ledger.layout import ledger
from ledger.layout.columns import RowValues
from ledger.layout.frames import records
from ledger.layout.self_report import FORM_TABLES
from ledger.model.calendar import fiscal_year_of
from ledger.model.problems import Severity
from ledger.model.reports import ReportRow
from ledger.model.terms import Confirmation, ReportState

_LETTERS = re.compile("[A-Z]+")
"""The letters of an address: what is left is its row."""


class ShownLines:
    """Shows lines; looks up once what they are held against."""

    def __init__(self, known: LedgerIndex, intake: Intake, as_of: dt.date) -> None:
        """Look up what lines are held against.

        Args:
            known: The ledger with the intake's changes.
            intake: What came in.
            as_of: The day judged.
        """
        tables = known.tables
        self._known = known
        self._intake = intake
        self._shelves: Mapping[str, Shelf] = shelves_of(tables)
        self._moved = moved_on(tables, as_of)
        self._rosters = rosters_of(tables)
        projects = tables["projects"].dropna(subset=["project_no", "project_name"])
        self._projects = dict(zip(projects["project_no"], projects["project_name"], strict=True))
        self._reasons = {
            rejected_as(row["staff_no"], row["table"], row["row_key"]): row["reason"]
            for row in records(ledger.BY_KEY["rejections"], tables["rejections"])
        }

    def of(
        self, person: ReportOf, current: Current, carried: Carried, own: RowValues
    ) -> list[Seen]:
        """Return a person's lines, those to look at first.

        Args:
            person: Whose report.
            current: The report in force.
            carried: What carries over: 採否 of the lines.
            own: 職員番号 and 氏名, which every line repeats.
        """
        changed = self._known.reports[person]["state"] == ReportState.CHANGED
        lines = []
        for fate in current.fates:
            if fate.row.table not in ITEMS:
                continue
            standing = self._shelves[fate.table].get(fate.key) if fate.key else None
            before = self._reason(person[0], fate.table, standing) if standing else None
            seen = seen_line(
                self._known.policy,
                current.report,
                fate._replace(row=self._named(fate.row)),
                standing,
                moved_on=self._moved.get(person[0]),
                changed=changed,
                listed=self._listed(fate.row),
                before=str(before or ""),
                fault=self._fault(current, fate.row),
            )
            decided = _line_decision(carried, fate.row.table, fate.row.number, standing, before)
            lines.append(seen._replace(row={**own, **seen.row, **decided}))
        lines += (
            gone._replace(row={**own, **gone.row}) for gone in self._vanished(person, current)
        )
        return sorted(lines, key=lambda one: not one.words)

    def _named(self, row: ReportRow) -> ReportRow:
        """Return a line with the name of the project that it names by its number only."""
        values = row.values
        name = self._projects.get(str(values.get("project_no")))
        if name is None or values.get("project_name"):
            return row
        return row._replace(values={**values, "project_name": name})

    def _listed(self, row: ReportRow) -> bool:
        """Whether there is a roster of a line's training and fiscal year."""
        values = row.values
        day = values.get("completed_on")
        if not isinstance(day, dt.date):
            return False
        return (str(values.get("training_code")), fiscal_year_of(day)) in self._rosters

    def _fault(self, current: Current, row: ReportRow) -> str:
        """Return what is wrong with a line that cannot be used, as it was told at intake."""
        own = place_of(current.report, row)
        line = _LETTERS.sub("", own.cell)
        found = (
            one.what
            for one in (*current.report.problems, *self._intake.problems)
            if one.severity is Severity.ERROR
            and one.place.file == current.report.file
            and one.place.sheet == own.sheet
            and _LETTERS.sub("", one.place.cell) == line
        )
        return own_words(next(found, ""))

    def _reason(self, staff_no: str, table: str, fact: RowValues) -> object:
        spoken = spoken_key(ledger.BY_KEY[table], fact)
        return self._reasons.get(rejected_as(staff_no, table, spoken))

    def _vanished(self, person: ReportOf, current: Current) -> Iterator[Seen]:
        """Yield the confirmed rows of earlier versions that a confirmation would delete."""
        files = versions(self._known.reports[person])
        claimed = {(fate.table, fate.key) for fate in current.fates}
        for form in FORM_TABLES:
            for key, row in self._shelves[form.becomes].of(person[0]):
                here = form.table.key in ITEMS and file_of(row) in files
                stands = row.get("confirmed", Confirmation.CONFIRMED) == Confirmation.CONFIRMED
                if here and stands and (form.becomes, key) not in claimed:
                    own = self._named(ReportRow(form.table.key, 0, "", row))
                    yield vanished_line(self._known.policy, own)


def _line_decision(
    carried: Carried, table: str, number: int, standing: RowValues | None, before: object
) -> RowValues:
    line = (table, number)
    if line in carried.rejected:
        return {"line_decision": "否認", "line_reason": carried.rejected[line]}
    if line in carried.accepted:
        return {"line_decision": "採用"}
    if standing is not None and standing.get("confirmed") == "否認":
        return {"line_decision": "否認", "line_reason": str(before) if before else None}
    return {}
