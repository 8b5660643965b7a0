"""What kind of finding a problem is, so that a long list is read group by group."""

from collections.abc import Iterable
from enum import StrEnum

from ledger.model.catalogue import days, load, reading, rosters
from ledger.model.catalogue.entry import ERROR
from ledger.model.problems import Problem, Severity


class FindingGroup(StrEnum):
    """The groups, in the order in which they are shown (分類)."""

    TO_MEND = "直すところ"
    ROWS = "読めない行"
    TO_LOOK = "確かめるところ"
    READ_AS = "読み替え"
    UNUSED = "使わなかった列"
    NOTES = "お知らせ"


UNUSED = frozenset({"columns-ignored", "header-absent", "header-kept", "marks-unused"})
"""Codes that say of a column that nothing was taken from it."""

READ_AS = frozenset(
    {
        "header-synonym",
        "value-repaired",
        "value-assumed",
        "staff-normalised",
        "name-family-differs",
        "control-removed",
        "more-of-same",
        "formula-cached",
        "table-lost",
        "rows-outside",
        "cells-read-down",
        "result-negative",
        "attendance-counted",
        "session-days",
        "lines-skipped",
    }
)
"""Codes that say that something was taken for another thing than what is written."""

WHOLE = frozenset(
    {
        "file-missing",
        "wrong-kind",
        "wrong-year",
        "wrong-version",
        "ledger-newer",
        "ledger-blocked",
        "ledger-blocked-sheet",
        "year-differs",
        "table-missing",
        "frames-lost-write",
        "header-missing",
        "header-duplicate",
        "header-changed",
        "cells-merged",
        "meta-missing",
        "meta-incomplete",
        "cp932-impossible",
        "table-blocked",
        "sheet-copied",
        "load-needs-yes",
        "option-unused",
    }
)
"""Codes of the readers that are about a file or a table as a whole, and no single row."""

_OF_ROWS = frozenset(
    {
        *(
            code
            for part in (reading.ENTRIES, days.ENTRIES, rosters.ENTRIES, load.ENTRIES)
            for code, entry in part.items()
            if entry.severity == ERROR
        ),
        *("after-as-of", "project-missing", "row-conflict", "skill-not-rated", "survey-not-named"),
        "csv-columns",
    }
    - WHOLE
)


def group_of(problem: Problem) -> FindingGroup:
    """Return the group that a problem is listed under."""
    if problem.code in UNUSED:
        return FindingGroup.UNUSED
    if problem.code in READ_AS:
        return FindingGroup.READ_AS
    if problem.code in _OF_ROWS:
        return FindingGroup.ROWS
    match problem.severity:
        case Severity.ERROR:
            return FindingGroup.TO_MEND
        case Severity.WARNING:
            return FindingGroup.TO_LOOK
        case Severity.NOTICE:
            return FindingGroup.NOTES


def grouped(problems: Iterable[Problem]) -> tuple[tuple[FindingGroup, tuple[Problem, ...]], ...]:
    """Return problems group by group, each group in the order in which they were found.

    Args:
        problems: The problems; every one of them is in one group.
    """
    listed = list(problems)
    by_group = {
        group: tuple(one for one in listed if group_of(one) is group) for group in FindingGroup
    }
    return tuple((group, own) for group, own in by_group.items() if own)
