"""The content of a report that is in force: from its file, or from what an earlier run left."""

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ledger.judge.consolidation.merge_rows import AcceptedRow, JudgedReport
from ledger.judge.consolidation.outcomes import ReportOf
from ledger.layout import self_report_first as first
from ledger.layout.columns import NewRow
from ledger.layout.meta import FORM_VERSION
from ledger.layout.self_report import BLOCK_PREFIX, FORM_TABLES, MAIN_SHEET
from ledger.model.problems import Place, Problem
from ledger.model.reports import SelfReport
from ledger.model.terms import EnteredBy, Flag

VERSIONS = " // "
"""Between the files of 元ファイル in 申告状況: the version in force, then those whose confirmed
rows still stand. No path from a folder on can hold two slashes in a row."""


class Content(NamedTuple):
    """The content of a report that decisions are held against.

    Attributes:
        staff_no: Whose report.
        phase: 期首 or 年度末.
        issue_no: The form it was written on.
        digest: 内容照合値.
        submitted_on: 提出日.
        deficiency: Why it cannot be confirmed; empty if it can.
    """

    staff_no: str
    phase: str
    issue_no: str
    digest: str
    submitted_on: dt.date | None
    deficiency: str = ""


def content_of(
    person: ReportOf, judged: JudgedReport | None, before: NewRow | None, deficiency: str
) -> Content | None:
    """Return the content in force; None if no report was ever taken over."""
    staff_no, phase = person
    if judged is not None:
        report = judged.current.report
        return Content(
            staff_no, phase, report.issue_no, report.digest, report.submitted_on, deficiency
        )
    if before is None or not before["digest"]:
        return None
    day = before["submitted_on"]
    submitted = day if isinstance(day, dt.date) else None
    return Content(
        staff_no, phase, str(before["issue_no"]), str(before["digest"]), submitted, deficiency
    )


def handed_in(report: SelfReport) -> NewRow:
    """Return what a report sets in its row of 申告状況."""
    return {
        "issue_no": report.issue_no,
        "submitted_on": report.submitted_on,
        "entered_by": report.entered_by,
        "proxy": report.proxy,
        "digest": report.digest,
        "source_file": report.file,
    }


NOT_HANDED_IN: NewRow = dict.fromkeys(("submitted_on", "entered_by", "proxy", "source_file"))
"""What stands in 申告状況 of somebody of whom nothing was taken over and nothing lies there."""


def versions(row: NewRow | None) -> tuple[str, ...]:
    """Return the files that a row of 申告状況 names, the version in force first."""
    named = row["source_file"] if row else None
    return tuple(str(named).split(VERSIONS)) if named else ()


def digital_goals(facts: Iterable[AcceptedRow]) -> int:
    """Return how many accepted goals are marked digital."""
    return sum(fact.table == "goals" and fact.row["digital"] == Flag.YES for fact in facts)


def digital_claims(report: SelfReport) -> int:
    """Return how many goals a report marks digital, by the report alone."""
    return sum(
        row.table == "my_goals"
        and row.usable
        and row.values.get("digital") == Flag.YES
        and bool(row.values.get("goal"))
        for row in report.rows
    )


def deficiencies(report: SelfReport, found: int, needed: int) -> Iterator[Problem]:
    """Say what keeps a report from being confirmed: 提出日, and goals marked digital (W27).

    Args:
        report: The report.
        found: How many goals are marked digital.
        needed: How many must be.
    """
    place = Place(file=report.file, sheet=MAIN_SHEET)
    if report.submitted_on is None:
        yield Problem.of("submitted-on-missing", place, staff_no=report.staff_no)
    if found < needed:
        own = report.form_version == FORM_VERSION
        goals = MAIN_SHEET if own else first.BY_KEY["my_goals"].table.title
        yield Problem.of(
            "goals-digital-few",
            Place(file=report.file, sheet=goals),
            staff_no=report.staff_no,
            found=found,
            needed=needed,
        )


def claimed_deficiencies(report: SelfReport) -> Iterator[Problem]:
    """Say the same by what the form itself claims and needs, where no ledger is at hand."""
    yield from deficiencies(report, digital_claims(report), report.goals_needed or 0)


def unnamed_proxy(report: SelfReport) -> Iterator[Problem]:
    """Warn of a report that somebody entered for somebody else without saying who."""
    if report.entered_by == EnteredBy.PROXY and not report.proxy:
        place = Place(file=report.file, sheet=MAIN_SHEET)
        yield Problem.of("proxy-missing", place, staff_no=report.staff_no)


def line_of(row: NewRow) -> tuple[str, int] | None:
    """Return the line of the form that a row's 元ファイル names.

    It is `file!申告・heading!number`; of a form of the first layout `file!sheet!row of the sheet`.
    """
    parts = str(row["source_file"] or "").rsplit("!", 2)
    if len(parts) < _PARTS or not parts[2].isdigit():
        return None
    title, number = parts[1], int(parts[2])
    if title.startswith(BLOCK_PREFIX):
        table = _BY_TITLE.get(title.removeprefix(BLOCK_PREFIX))
        return (table, number) if table else None
    table, number = _BY_TITLE.get(title), number - first.HEADER_ROW
    return (table, number) if table and number > 0 else None


_PARTS = 3
_BY_TITLE = {form.table.title: form.table.key for form in (*first.FORM_TABLES, *FORM_TABLES)}
"""Tables of claims by the heading of their block, and by the sheet that each once had."""
