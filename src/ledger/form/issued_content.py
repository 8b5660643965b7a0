"""What stands on a form as it is issued, and how its rows are looked at.

What the ledger holds stands there, or what somebody answered in a form service: texts where a day
or a number should be are possible, other types are not.
"""

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property

from ledger.form.kinds import DataRow
from ledger.form.laid import Laid
from ledger.form.lists import FormLists
from ledger.form.meant import day_of, position_of
from ledger.layout.columns import Cell, RowValues
from ledger.layout.self_report import BY_KEY

_ZERO = dt.date(1899, 12, 30)
"""The day that Excel counts from: what a text and a blank count as."""


@dataclass(frozen=True)
class IssuedContent:
    """What stands on the form as it is issued.

    Attributes:
        rows: Rows of the `my_*` tables, in the order of their input columns.
        lists: The form's lists.
        as_of: 見る日: no later day may be claimed.
        digital_min: How many digital goals are asked for.
        closing: Whether the form is one of 年度末.
        proxy: Whether it is entered by the section (代理) and nobody is named yet.
        own_steps: The Steps that 自己判定 may name.
        submitted_on: 提出日, where it is known from the start (an answer of a form service).
        laid: Where the lines of the check stand.
        shown: How many rows of each table are in sight on 申告.
    """

    rows: Mapping[str, Sequence[DataRow]]
    lists: FormLists
    as_of: dt.date
    digital_min: int
    closing: bool
    proxy: bool
    laid: Laid
    own_steps: frozenset[Cell] = frozenset()
    submitted_on: dt.date | None = None
    shown: Mapping[str, int] = field(default_factory=dict)

    def of(self, table: str) -> Sequence[RowValues]:
        """Return the rows of a table by key."""
        return self._read[table]

    @cached_property
    def _read(self) -> Mapping[str, Sequence[RowValues]]:
        return {
            table: [dict(zip(_keys(table), row, strict=True)) for row in rows]
            for table, rows in self.rows.items()
        }


@cache
def _keys(table: str) -> tuple[str, ...]:
    return tuple(column.key for column in BY_KEY[table].inputs)


def where(
    rows: Iterable[RowValues],
    is_wrong: Callable[[RowValues], bool],
    given: Collection[str] = (),
) -> list[int]:
    """Return the rows, from 1, in which something is filled in and wrong.

    Args:
        rows: The rows.
        is_wrong: Says so of a row.
        given: Columns that are filled in before staff get the form: they fill no row.
    """
    return [n for n, row in enumerate(rows, start=1) if _is_filled(row, given) and is_wrong(row)]


def _is_filled(row: RowValues, given: Collection[str]) -> bool:
    typed = (value for key, value in row.items() if key not in given)
    return any(value is not None and str(value).strip(" ") for value in typed)


def again(
    rows: Sequence[RowValues], key_of: Callable[[RowValues], tuple[object, ...]]
) -> list[int]:
    """Return the rows, from 1, that say what one above them says; a blank key says nothing."""
    seen: set[tuple[object, ...]] = set()
    found: list[int] = []
    for number, row in enumerate(rows, start=1):
        key = key_of(row)
        if key[0] and key in seen:
            found.append(number)
        seen.add(key)
    return found


def is_late(filled: IssuedContent, value: Cell) -> bool:
    """Whether a day lies after 見る日 or 提出日."""
    last = min(filled.as_of, filled.submitted_on or filled.as_of)
    return (day_of(value) or dt.date.min) > last


def is_before(end: Cell, start: Cell) -> bool:
    """Whether an end is written and lies before a start; a text counts as before every day."""
    return end is not None and (day_of(end) or _ZERO) < (day_of(start) or _ZERO)


def listed_at(filled: IssuedContent, listed: str, text: Cell) -> int:
    """Return where that stands in a list which a cell means, 0 if it means nothing there."""
    return position_of(filled.lists, listed, text)
