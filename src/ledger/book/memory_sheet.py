"""One sheet of the workbook that is nowhere but in memory, and how it refuses."""

from collections.abc import Collection
from dataclasses import dataclass, field

from ledger.book.ports import CellLook, Font
from ledger.read.cells import Raw


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
