"""One sheet of the workbook that is nowhere but in memory, and how it refuses."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ledger.book.ports import CellLook, Font, Style, TableAt
from ledger.layout.addresses import TableArea, letter, position
from ledger.read.cells.cell import Raw


class ProgramError(Exception):
    """What the program would say: the call fails, as a COM call does."""


@dataclass
class MemorySheet:
    """One sheet.

    Attributes:
        cells: Values by row and column, both from 0; blank cells are not listed.
        formulas: Formulas by address.
        formats: Number formats by address, where one was set.
        visible: Whether it can be seen.
        protected: Whether locked cells are refused.
        unlocked: Addresses that may be written while it is protected.
        hidden_rows: Rows that are hidden.
        looks: What cells were given, by address.
        fonts: The letters of cells, by address, where they are not as everywhere.
        pictures: Addresses of pictures placed in a cell; their values are error values.
        staying: What else makes rows differ.
        threads: Addresses with a thread of comments, which nothing here moves.
    """

    cells: dict[tuple[int, int], Raw] = field(default_factory=dict)
    formulas: dict[str, str] = field(default_factory=dict)
    formats: dict[str, str] = field(default_factory=dict)
    visible: bool = True
    protected: bool = False
    unlocked: Collection[str] = frozenset()
    hidden_rows: set[int] = field(default_factory=set)
    looks: dict[str, CellLook] = field(default_factory=dict)
    fonts: dict[str, Font] = field(default_factory=dict)
    pictures: frozenset[str] = frozenset()
    staying: tuple[str, ...] = ()
    threads: frozenset[str] = frozenset()

    def rows(self) -> list[list[Raw]]:
        """Return its values from A1 to the end of what is used."""
        height = max((row for row, _ in self.cells), default=-1) + 1
        width = max((column for _, column in self.cells), default=-1) + 1
        rows: list[list[Raw]] = [[None] * width for _ in range(height)]
        for (row, column), value in self.cells.items():
            rows[row][column] = value
        return rows

    def styles(self, addresses: Sequence[str]) -> Mapping[str, Sequence[Style]]:
        """Return how some cells, row by row, differ within their columns."""
        found: dict[str, list[Style]] = {}
        for address in addresses:
            one = Style(self.formats.get(address, "General"), self.fonts.get(address, Font()))
            found.setdefault(address.rstrip("0123456789"), []).append(one)
        return {at: styles for at, styles in found.items() if len(set(styles)) > 1}


def filled_whole(
    tables: Mapping[str, TableAt], sheet: str, addresses: Sequence[str]
) -> Iterator[tuple[str, int]]:
    """Yield the columns, by table and position, that fill themselves from now on.

    Args:
        tables: The tables of the workbook.
        sheet: The sheet.
        addresses: Cells of one column that got the same formula at once.
    """
    rows, column = {position(a)[0] + 1 for a in addresses}, position(addresses[0])[1]
    for name, at in tables.items():
        area = TableArea.of(at.ref)
        if at.sheet == sheet and column in area.columns and rows >= set(area.body):
            yield name, column


def new_cells(
    calculated: Mapping[tuple[str, int], str], name: str, old: str, new: str
) -> Mapping[str, str]:
    """Return the formulas that a table which grows gets unasked, as in Excel, by address.

    Args:
        calculated: Formulas of the columns that fill themselves, by table and position.
        name: The table.
        old: Where it stood.
        new: Where it stands.
    """
    rows = range(TableArea.of(old).bottom + 1, TableArea.of(new).bottom + 1)
    return {
        f"{letter(column)}{row}": formula
        for (table, column), formula in calculated.items()
        if table == name and column in TableArea.of(new).columns
        for row in rows
    }
