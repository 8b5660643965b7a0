"""Lines of a list that are no rows: 計, 合計 3名, 以上, and headers printed once a page."""

import re
from collections.abc import Sequence

from ledger.layout.roster_words import COUNTERS, TOTALS
from ledger.model.folding import name_key
from ledger.read.cells.cell import Raw
from ledger.read.table_grid import is_filled

_SIGNS = re.compile(r"[\s()\[\]{}<>【】〔〕〈〉《》「」『』・/／:;,.。、*※■□◆●○=~\-]+")
_COUNT = rf"[0-9]+(?:{'|'.join(COUNTERS)})?"


def _bare(raw: Raw) -> str:
    return _SIGNS.sub("", name_key(str(raw)))


_TOTAL = re.compile(
    rf"(?:{'|'.join(re.escape(_bare(word)) for word in sorted(TOTALS, key=len, reverse=True))})"
    rf"(?:{_COUNT})?(?:うち.*)?"
)
_COUNTED = re.compile(_COUNT)
_DAY_LIKE = re.compile(r"[0-9][^0-9,、名人件]+[0-9]")
"""Digits parted by a sign, like `2025-06-18`: no count."""
_SERIAL_2000 = 36_526
"""2000-01-01 as a spreadsheet numbers days; nobody counts that many in one list."""


def is_total(raw: Raw) -> bool:
    """Whether a cell begins a total line: a word like 合計 or 以上, alone or with a number."""
    return isinstance(raw, str) and _TOTAL.fullmatch(_bare(raw)) is not None


def is_count(raw: Raw) -> bool:
    """Whether a cell holds a number, or a number with its counter (3名)."""
    if isinstance(raw, bool) or (isinstance(raw, str) and _DAY_LIKE.search(name_key(raw))):
        return False
    return isinstance(raw, int | float) or _COUNTED.fullmatch(_bare(raw)) is not None


def is_total_line(row: Sequence[Raw]) -> bool:
    """Whether a row holds a word like 合計 and beside it nothing but numbers."""
    filled = [raw for raw in row if is_filled(raw)]
    return any(map(is_total, filled)) and all(is_total(raw) or is_count(raw) for raw in filled)


def is_total_of(row: Sequence[Raw], persons: Sequence[int], day: int | None) -> bool:
    """Whether a row of a roster is a total line: it names nobody, and says 計 somewhere.

    Args:
        row: The cells.
        persons: Where number and name of a person stand.
        day: Where the day stands; a number beside a day may be a person's.
    """
    if not any(map(is_total, row)):
        return False
    said = row[day] if day is not None else None
    a_day = isinstance(said, int | float) and said >= _SERIAL_2000
    dated = a_day or (is_filled(said) and not is_count(said) and not is_total(said))
    return all(
        not is_filled(row[place]) or is_total(row[place]) or (is_count(row[place]) and not dated)
        for place in persons
    )
