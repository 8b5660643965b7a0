"""How the rows of a table are exchanged, told once for closed and for open books.

A plan says where the table stands before and after, what it says, and which row each row becomes.
Two carriers take it out: `present/splice` in a file's XML, `book/exchange` in an open workbook.

Rows are recognised by their row key, in a table without one by their place; of several rows with
one key the first becomes the first. HR's own cells (columns that are not ours, colours, notes,
formulas) go with their row; what hung on a row that is gone is gone. Columns are found by their
headers, as the reader finds them, so HR may have moved them.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from operator import itemgetter
from typing import NamedTuple

import pandas as pd

from ledger.layout.addresses import TableArea, letter
from ledger.layout.chart_tables import FIXED_ROWS, hides
from ledger.layout.columns import Cell, RowKey, Table
from ledger.layout.frames import Tables, cells, empty_tables, values
from ledger.layout.name_filling import names
from ledger.layout.names_beside import formulas, name_places
from ledger.model.characters import quoted
from ledger.model.problems import Place, Refusal


class StandsAt(NamedTuple):
    """Where a table stands, as a carrier finds it.

    Attributes:
        sheet: Title of its sheet.
        area: Its rectangle.
        headers: Its header row.
        totals: Whether its last row is a totals row.
    """

    sheet: str
    area: TableArea
    headers: Sequence[object]
    totals: bool


class Moves(NamedTuple):
    """How the rows of a table move.

    Attributes:
        sheet: Title of the table's sheet.
        rows: New row by old row; a row that is missing here is gone.
        old: First and last row of the table's data before.
        new: The same after.
    """

    sheet: str
    rows: Mapping[int, int]
    old: tuple[int, int]
    new: tuple[int, int]


@dataclass(frozen=True)
class RowExchange:
    """What an exchange does to a table.

    Attributes:
        table: The table.
        sheet: Title of its sheet.
        old: Where it stands before.
        new: Where it stands after; only `bottom` differs.
        columns: Position in the sheet of each declared column, from 0.
        rows: What its rows say after, down to `new.bottom`; a block for charts ends in blank ones.
        moved: The new row of each row that stays, by its old one.
        still: Whether every row stays where it is: nothing of its looks has to be touched.
        names: What its columns of names say after, row by row, by position.
        formulas: The formula, without `=`, of those of them that follow what is typed.
    """

    table: Table
    sheet: str
    old: TableArea
    new: TableArea
    columns: Mapping[str, int]
    rows: Sequence[Sequence[Cell]]
    moved: Mapping[int, int]
    still: bool
    names: Mapping[int, Sequence[Cell]] = field(default_factory=dict)
    formulas: Mapping[int, str] = field(default_factory=dict)

    @cached_property
    def stood(self) -> Mapping[int, int]:
        """Where each row that stays stood, by its new row; a new row is not listed."""
        return {new: old for old, new in self.moved.items()}

    @cached_property
    def others(self) -> tuple[int, ...]:
        """Positions of HR's own columns."""
        own = {*self.columns.values(), *self.names}
        return tuple(at for at in self.old.columns if at not in own)

    @property
    def first(self) -> int:
        """The first row below the header."""
        return self.old.top + 1

    @property
    def last(self) -> int:
        """The last row that the table has, before or after."""
        return max(self.old.bottom, self.new.bottom)

    @property
    def moves(self) -> Moves:
        """How its rows move, for what names them."""
        before, after = (self.first, self.old.bottom), (self.first, self.new.bottom)
        return Moves(self.sheet, self.moved, before, after)

    def lines(self) -> Iterator[tuple[int, Mapping[int, Cell]]]:
        """Yield each row after: its number, and what stands in our columns, by position.

        The columns of names are among them; where they have a formula, this is what it comes to.
        """
        places = [*(self.columns[key] for key in self.table.keys), *self.names]
        for at, row in enumerate(self.rows):
            said = (*row, *(names[at] for names in self.names.values()))
            yield self.first + at, dict(zip(places, said, strict=True))

    def by_column(self) -> Mapping[int, Sequence[Cell]]:
        """Return what each of our columns says after, from the first row on, by position."""
        own = zip(*self.rows, strict=True)
        places = (self.columns[key] for key in self.table.keys)
        return {**dict(zip(places, own, strict=True)), **self.names}

    def now(self, column: int, row: int) -> int | None:
        """Return the row in which a cell stands from now on; None if its row is gone."""
        return self.moved.get(row) if self.old.holds(row, column) else row

    @property
    def is_block(self) -> bool:
        """Whether it is a block for charts, of which rows are hidden."""
        return self.table.key in FIXED_ROWS

    def hides(self, number: int) -> bool | None:
        """Whether a row of it after is to be hidden; None where that is left to HR."""
        return hides(self.table.key, self.rows[number - self.first])


def row_exchange(  # noqa: PLR0913, PLR0917 - where it stands, and its rows before and after
    table: Table,
    at: StandsAt | None,
    before: pd.DataFrame,
    after: pd.DataFrame,
    is_filled: Callable[[int], bool],
    file: str = "",
    masters: Tables | None = None,
) -> RowExchange:
    """Plan an exchange.

    Args:
        table: The table.
        at: Where it stands; None if it is gone.
        before: Its rows as they were read (the index is the sheet row).
        after: Its new rows.
        is_filled: Whether something stands in a row below the table, within its columns.
        file: Name of the book, for messages.
        masters: The ledger's tables as they are from now on, for the names beside codes; as they
            are in an empty ledger if not given.

    Raises:
        Refusal: It or one of its columns is gone or there twice (`table-missing`,
            `header-missing`, `header-duplicate`), it shows a totals row (`table-totals`), or it
            would grow into what stands below it (`table-blocked`).
    """
    place = Place(file=file, sheet=table.title)
    if at is None:
        raise Refusal.of("table-missing", place, table=table.title)
    if at.totals:
        raise Refusal.of("table-totals", place, table=table.title)
    columns = _columns(table, at, place)
    rows: list[tuple[Cell, ...]] = cells(table, after)
    moved = moved_rows(table, before, rows, at.area.top + 1)
    height = height_of(table, len(rows))
    new = at.area._replace(bottom=at.area.top + height)
    for number in range(at.area.bottom + 1, new.bottom + 1):
        if is_filled(number):
            blocked = place.but(cell=f"{letter(at.area.left)}{number}")
            raise Refusal.of("table-blocked", blocked, table=table.title)
    places = {k: at.area.left + p for k, p in name_places(table, at.headers).items()}
    said = names(table, after, masters or empty_tables()) if places else {}
    beside = {p: [*said[key], *[None] * (height - len(rows))] for key, p in places.items()}
    calculated = formulas(table, len(rows))
    rows += [(None,) * len(table.columns)] * (height - len(rows))
    return RowExchange(
        table,
        at.sheet,
        at.area,
        new,
        columns,
        tuple(rows),
        moved,
        stay(moved, before),
        beside,
        {p: calculated[key] for key, p in places.items() if key in calculated},
    )


def height_of(table: Table, rows: int) -> int:
    """Return how many rows a table has below its header with so many that say anything."""
    return max(rows, FIXED_ROWS.get(table.key, 1))


def _columns(table: Table, at: StandsAt, place: Place) -> Mapping[str, int]:
    found = table.places(at.headers)
    for column in table.columns:
        places = found[column.key]
        if len(places) == 1:
            continue
        listed = [at.headers[p] for p in places] if places else at.headers
        shown = "、".join(quoted(str(header)) for header in listed if header not in (None, ""))
        gaps = {"table": table.title, "header": column.header, "found": shown}
        if places:
            raise Refusal.of("header-duplicate", place, **gaps)
        raise Refusal.of("header-missing", place, **gaps, other="")
    return {key: at.area.left + places[0] for key, places in found.items()}


def moved_rows(
    table: Table, before: pd.DataFrame, after: Sequence[Sequence[Cell]], first: int
) -> Mapping[int, int]:
    """Return the new row of each row that stays, by its old one.

    Args:
        table: The table.
        before: Its rows as they were read (the index is the sheet row).
        after: The new ones.
        first: Row in which the first of them stands.
    """
    stood = [int(number) for number in before.index]
    if not stood:
        return {}
    now = range(first, first + len(after))
    if not table.row_key:
        return {number: number for number in stood if number in now}
    old = zip(*(values(column, before) for column in table.pick(table.row_key)), strict=True)
    new = zip(
        *(map(itemgetter(table.keys.index(key)), after) for key in table.row_key), strict=True
    )
    waiting = dict(zip(_counted(old), stood, strict=True))
    pairs = zip(map(waiting.get, _counted(new)), now, strict=True)
    return {number: moved for number, moved in pairs if number is not None}


def _counted(keys: Iterable[RowKey]) -> Iterator[tuple[RowKey, int]]:
    """Tell rows of one key apart, by how many of them came before."""
    seen: dict[RowKey, int] = {}
    for key in keys:
        count = seen.get(key, 0)
        seen[key] = count + 1
        yield key, count


def stay(moved: Mapping[int, int], before: pd.DataFrame) -> bool:
    """Say whether every row that was read stays where it is."""
    return all(moved.get(int(old)) == old for old in before.index)
