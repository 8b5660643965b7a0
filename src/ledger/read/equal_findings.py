"""Findings of cells; equal ones of a column together: the first few, then all other cells."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from ledger.layout.columns import Column
from ledger.model.catalogue import CATALOGUE
from ledger.model.cell_ranges import cells_in_lines
from ledger.model.problems import Place, Problem, Severity
from ledger.read.cells.cell import CellFinding

NOTICES_LISTED = 5
"""Equal notices of a column that are told one by one, with what was written and how it was read."""
_MORE = {Severity.NOTICE.value: "more-of-same", Severity.WARNING.value: "more-to-look"}


class InCell(NamedTuple):
    """What was found in one cell of a column."""

    place: Place
    finding: CellFinding
    column: Column


def shortened(found: Iterable[InCell], also: Collection[str] = ()) -> Iterator[Problem]:
    """Yield findings as problems, and last in which other cells each notice holds, too.

    Args:
        found: The findings, in the order of the rows.
        also: Codes of warnings that are brought together as notices are.
    """
    classes: dict[tuple[str, str, str, str], list[InCell]] = {}
    for one in found:
        code = one.finding.code
        if CATALOGUE[code].severity == Severity.NOTICE.value or code in also:
            place = one.place
            own = classes.setdefault((place.file, place.sheet, code, one.column.key), [])
            own.append(one)
            if len(own) > NOTICES_LISTED:
                continue
        yield one.finding.at(one.place, one.column)
    for own in classes.values():
        yield from _others(own[NOTICES_LISTED:])


def _others(same: Sequence[InCell]) -> Iterator[Problem]:
    """Yield equal findings beyond the first: one as it is, more of them by their cells alone."""
    if len(same) == 1:
        yield same[0].finding.at(same[0].place, same[0].column)
    elif same:
        first = same[0]
        entry = CATALOGUE[first.finding.code]
        for cells, count in cells_in_lines(one.place.cell for one in same):
            gaps = {"title": entry.title, "count": count}
            where = first.place.but(cell=cells)
            yield CellFinding(_MORE[entry.severity], gaps).at(where, first.column)
