"""Whose file lies in the inbox but was refused as a whole, and what is to be mended."""

from collections.abc import Iterator, Mapping, Sequence

from ledger.judge.consolidation.admission import Admitted
from ledger.judge.consolidation.ledger_index import LedgerIndex
from ledger.judge.consolidation.outcomes import ReportOf
from ledger.judge.person_sentences import own_words
from ledger.model.folding import number_key
from ledger.model.problems import Problem, Severity


def refused(
    known: LedgerIndex, admitted: Sequence[Admitted], unreadable: Sequence[Problem]
) -> Mapping[ReportOf, str]:
    """Return why the file of each person and phase was refused, and what to do.

    Nobody whose file lies in the inbox is merely 未提出. A file that was read is of the person it
    was issued to and of those whose number it bears; one that cannot be read is of the person who
    was issued a form of that name. Who has another file that is used is not among them.

    Args:
        known: The ledger.
        admitted: The reports at the door.
        unreadable: Why nothing could be read out of a file, each with its file.
    """
    used = {(one.report.staff_no, one.report.phase) for one in admitted if one.admitted}
    found: dict[ReportOf, str] = {}
    for person, problem in (*_at_the_door(known, admitted), *_unread(known, unreadable)):
        if person in known.latest_issues and person not in used:
            found.setdefault(person, f"{own_words(problem.what)}{own_words(problem.remedy)}")
    return found


def _at_the_door(
    known: LedgerIndex, admitted: Sequence[Admitted]
) -> Iterator[tuple[ReportOf, Problem]]:
    for one in admitted:
        errors = [p for p in one.problems if p.severity is Severity.ERROR]
        if one.admitted or not errors:
            continue
        report = one.report
        issue = known.issues.get(report.issue_no)
        owner, phase = (issue["staff_no"], issue["phase"]) if issue else ("", report.phase)
        for number in (str(owner), report.staff_no, report.shown_no):
            if (whole := _in_full(known, number)) is not None:
                yield (whole, str(phase)), errors[-1]


def _in_full(known: LedgerIndex, number: str) -> str | None:
    """Return the one person of the master whom a number can mean."""
    if number in known.hired_on:
        return number
    candidates = known.by_fold.get(number_key(number), ()) if number else ()
    return candidates[0] if len(candidates) == 1 else None


def _unread(
    known: LedgerIndex, unreadable: Sequence[Problem]
) -> Iterator[tuple[ReportOf, Problem]]:
    issued = {str(row["file_name"]): row for row in known.issues.values()}
    for problem in unreadable:
        row = issued.get(problem.place.file.rpartition("/")[2])
        if row is not None:
            yield (str(row["staff_no"]), str(row["phase"])), problem
