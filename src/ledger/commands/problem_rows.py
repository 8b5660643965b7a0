"""The rows of 要確認: each command lists its own and leaves those of the others alone (由来)."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

import pandas as pd

from ledger.layout import ledger
from ledger.layout.columns import Cell, NewRow
from ledger.layout.frames import frame, records
from ledger.model.finding_groups import FindingGroup, group_of
from ledger.model.problems import Problem, Severity
from ledger.model.terms import ProblemOrigin

PROBLEMS = ledger.BY_KEY["problems"]

_MOST_TEXT = 15_000
"""Characters of 内容; a cell holds 32,767 units, of which a character is one or two."""


_SEVERITIES = {severity.value: place for place, severity in enumerate(Severity)}
_GROUPS = {group.value: place for place, group in enumerate(FindingGroup)}
_ORIGINS = {origin.value: place for place, origin in enumerate(ProblemOrigin)}


def problem_frame(
    standing: pd.DataFrame,
    found: Mapping[ProblemOrigin, Sequence[Problem]],
    spoken: Callable[[str], str] = str,
) -> pd.DataFrame:
    """Return 要確認 after a command that lists problems of some origins anew.

    Args:
        standing: 要確認 as it stands; rows of other origins stay.
        found: What the command found, by the origins whose rows it replaces.
        spoken: Says a sentence with the names of its codes (`judge/spoken_codes`).
    """
    kept = [row for row in records(PROBLEMS, standing) if origin_of(row) not in found]
    new = (problem_row(one, origin, spoken=spoken) for origin in found for one in found[origin])
    return in_order([*kept, *new])


def without_secret(data: pd.DataFrame) -> pd.DataFrame:
    """Return 要確認 without what tells of a table that is never exported: rows of 異動案 set aside.

    Args:
        data: 要確認.
    """
    secret = tuple(table.title for table in ledger.TABLES if not table.exported)
    return data[~data["about"].fillna("").str.startswith(secret)]


def origin_of(row: Mapping[str, Cell]) -> ProblemOrigin:
    """Return 由来 of a row; one that does not say was written by 集約, before there was any."""
    said = str(row["origin"])
    return ProblemOrigin(said) if said in _ORIGINS else ProblemOrigin.CONSOLIDATE


def problem_row(
    problem: Problem,
    origin: ProblemOrigin,
    about: str | None = None,
    spoken: Callable[[str], str] = str,
) -> NewRow:
    """Return a problem as a row of 要確認.

    Args:
        problem: The problem.
        origin: Which command lists it.
        about: The row that was set aside because of it, if it was.
        spoken: Says a sentence with the names of its codes.
    """
    return {
        "origin": origin.value,
        "severity": problem.severity.value,
        "group": group_of(problem).value,
        "code": problem.code,
        "file": problem.place.file or None,
        "sheet": problem.place.sheet or None,
        "cell": problem.place.cell or None,
        "what": spoken(problem.what),
        "remedy": spoken(problem.remedy),
        "about": about,
    }


def in_order(rows: Iterable[NewRow]) -> pd.DataFrame:
    """Return rows as the table: errors first, then by group, origin and as found; none twice.

    A sentence that is longer than a cell goes on in the next row.
    """
    once = {tuple(part.values()): part for row in rows for part in _fitting(row)}
    return frame(PROBLEMS, sorted(once.values(), key=_place))


def _fitting(row: NewRow) -> Iterator[NewRow]:
    """Yield a row, in several where 内容 has more than a cell holds."""
    what = str(row["what"] or "")
    if len(what) <= _MOST_TEXT:
        yield row
        return
    for start in range(0, len(what), _MOST_TEXT):
        yield {**row, "what": what[start : start + _MOST_TEXT]}


def _place(row: Mapping[str, Cell]) -> tuple[int, int, int]:
    severity = _SEVERITIES.get(str(row["severity"]), len(_SEVERITIES))
    group = _GROUPS.get(str(row["group"]), len(_GROUPS))
    return severity, group, _ORIGINS[origin_of(row).value]
