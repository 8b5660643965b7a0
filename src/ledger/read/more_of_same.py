"""Findings of cells, equal ones of a column shortened: the first few, and how many more."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from ledger.layout.columns import Column
from ledger.model.catalogue import CATALOGUE
from ledger.model.problems import Place, Problem, Severity
from ledger.read.cells import Finding

NOTICES_LISTED = 5
"""Equal notices of a column that are listed one by one."""


class InCell(NamedTuple):
    """What was found in one cell of a column."""

    place: Place
    finding: Finding
    column: Column


def shortened(found: Iterable[InCell], also: Collection[str] = ()) -> Iterator[Problem]:
    """Yield findings as problems, and last how many more there are of each notice.

    Args:
        found: The findings, in the order of the rows.
        also: Codes that are shortened though they are no notices.
    """
    counts: Counter[tuple[str, str]] = Counter()
    first: dict[tuple[str, str], InCell] = {}
    for one in found:
        code = one.finding.code
        if CATALOGUE[code].severity == Severity.NOTICE.value or code in also:
            kind = (code, one.column.key)
            counts[kind] += 1
            first.setdefault(kind, one)
            if counts[kind] > NOTICES_LISTED:
                continue
        yield one.finding.at(one.place, one.column)
    for kind, count in counts.items():
        if (rest := count - NOTICES_LISTED) > 0:
            where = first[kind].place.model_copy(update={"cell": ""})
            gaps = {"title": CATALOGUE[kind[0]].title, "count": rest}
            yield Finding("more-of-same", gaps).at(where, first[kind].column)
