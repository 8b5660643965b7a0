"""The rows of a table as a sheet has them: made column by column, put together by look.

Equal values of a column come to the same XML, and most rows look alike. So what a value comes to is
written once, and rows of one look share one pattern: a table of 30,000 rows has some thousand
values and a handful of looks.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, TypeAlias

from ledger.layout.addresses import letter
from ledger.layout.columns import Cell
from ledger.layout.row_exchange import RowExchange
from ledger.present.cell_patch import as_written, cell_rest, result_rest
from ledger.present.name_columns import formula_xml
from ledger.present.row_fitting import SheetRoom, with_height
from ledger.present.row_heights import lines_in
from ledger.present.row_looks import RowLooks
from ledger.present.sheet_rows import PLAIN, RowLook, SheetRow

RowGaps: TypeAlias = tuple[bytes, ...]
"""For each cell of a row the row's number, and what stands behind the cell's style."""


class _Pattern(NamedTuple):
    """What rows of one look have in common.

    Attributes:
        cells: Each cell up to its style, with gaps for the row's number and for the rest of it.
        row: All of them.
        look: How its cells look.
        wrapping: The columns whose texts run over several lines.
    """

    cells: tuple[bytes, ...]
    row: bytes
    look: RowLook
    wrapping: frozenset[int]


class TableRows:
    """The rows that a table is going to have."""

    def __init__(
        self, plan: RowExchange, looks: RowLooks, room: SheetRoom, prefix: bytes = b""
    ) -> None:
        """Make every cell, but for its look.

        Args:
            plan: What the rows say.
            looks: How the rows before them looked.
            room: How much room the sheet has for texts.
            prefix: Namespace prefix of the sheet's elements, with its colon.

        Raises:
            Refusal: A text cannot stand in a cell (`text-impossible`).
        """
        self._plan, self._looks, self._room = plan, looks, room
        self._prefix = prefix.decode()
        self._patterns: dict[RowLook | None, _Pattern] = {}
        self._tall: defaultdict[int, dict[int, int]] = defaultdict(dict)
        said = plan.by_column()
        self._places = sorted(said)
        numbers = [b"%d" % number for number in plan.new.body]
        self._gaps: list[Sequence[bytes]] = []
        for at in self._places:
            self._gaps += numbers, self._rests(at, said[at], numbers)

    def said(self) -> Iterator[tuple[int, RowGaps]]:
        """Yield each row: its number, and what fills the gaps of its pattern."""
        return zip(self._plan.new.body, zip(*self._gaps, strict=True), strict=True)

    def row(
        self,
        number: int,
        said: RowGaps,
        attributes: bytes,
        stood: int | None,
        others: Mapping[int, bytes],
    ) -> SheetRow:
        """Return a row, as high as its texts need.

        Args:
            number: Its number.
            said: What it says (`said`).
            attributes: Its attributes, its height apart.
            stood: Where it stood; None if it is new.
            others: Cells of HR's own in it, by column; the row's height is left as it is if there
                are any (`RowFitting.fit`).
        """
        look = self._looks.look(stood)
        pattern = self._patterns.get(look)
        if pattern is None:
            pattern = self._patterns[look] = self._pattern(look)
        if others or self._prefix:
            cells = dict(zip(self._places, _apart(pattern, said), strict=True))
            return SheetRow(attributes, {**others, **cells})
        if attributes or number in self._tall:
            attributes = with_height(attributes, self._lines(number, pattern))
        return SheetRow(attributes, pattern.row % said, pattern.look)

    def _pattern(self, look: RowLook | None) -> _Pattern:
        styles = self._looks.styles(look)
        cells = tuple(
            f'<{self._prefix}c r="{letter(at)}%b"{_style_said(styles[at])}%b'.encode()
            for at in self._places
        )
        worn = tuple((at, styles[at] or PLAIN) for at in self._places)
        wrapping = frozenset(at for at, style in worn if style in self._room.wrapping)
        return _Pattern(cells, b"".join(cells), worn, wrapping)

    def _rests(self, at: int, values: Sequence[Cell], numbers: Sequence[bytes]) -> list[bytes]:
        """Return what stands behind the style of each cell of a column."""
        first: dict[Cell, bytes] = {}
        for value, number in zip(values, numbers, strict=True):
            first.setdefault(value, number)
        column, p = letter(at), self._prefix
        formula = self._plan.formulas.get(at)
        said = None if formula is None else formula_xml(formula, p)
        made: dict[Cell, bytes] = {}
        for value, number in first.items():
            address = column + number.decode()
            rest = (
                cell_rest(value, address, p)
                if said is None
                else result_rest(said, value, address, p)
            )
            made[value] = rest.encode()
        self._note_tall(at, values, first)
        return [made[value] for value in values]

    def _note_tall(self, at: int, values: Sequence[Cell], distinct: Iterable[Cell]) -> None:
        """Note in which rows the text of a column runs over several lines."""
        width = self._room.widths.get(at, 0)
        texts = (one for one in distinct if width and isinstance(one, str))
        tall: dict[Cell, int] = {
            one: lines for one in texts if (lines := lines_in(as_written(one), width)) > 1
        }
        if tall:
            for number, value in enumerate(values, start=self._plan.first):
                if value in tall:
                    self._tall[number][at] = tall[value]

    def _lines(self, number: int, pattern: _Pattern) -> int:
        """Return over how many lines the texts of a row run."""
        tall = self._tall.get(number)
        if not tall:
            return 1
        wrapped = pattern.wrapping - self._room.merged.get(number, frozenset())
        return max((lines for at, lines in tall.items() if at in wrapped), default=1)


def _style_said(style: int | None) -> str:
    return "" if style is None else f' s="{style}"'


def _apart(pattern: _Pattern, said: RowGaps) -> list[bytes]:
    """Return the cells of a row one by one."""
    pairs = zip(said[::2], said[1::2], strict=True)
    return [cell % pair for cell, pair in zip(pattern.cells, pairs, strict=True)]
