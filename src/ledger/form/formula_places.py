"""Where blocks of formulas stand, and their formulas as A1: what `formula_text` read, laid out."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from ledger.form.formula_text import FormulaError, Pieces, Reference, WrittenBlock
from ledger.layout.addresses import letter


class Block(NamedTuple):
    """A block where it stands.

    Attributes:
        name: Its name.
        sheet: Its sheet.
        column: Its first column, from 1.
        top: Its first row; above it stands the header.
        rows: How many rows it has.
        keys: Its columns.
        single: Whether it stands beside nothing, so that a column is a cell.
        number: Which row it is made for, from 1; 0 if it is made once.
        goes_on: Where it goes on after how many of its rows, if it does: rows, sheet, first row.
    """

    name: str
    sheet: str
    column: int
    top: int
    rows: int
    keys: tuple[str, ...]
    single: bool = False
    number: int = 0
    goes_on: tuple[int, str, int] | None = None

    def where(self, index: int) -> tuple[str, int]:
        """Return sheet and row of one of its rows, which count from 0."""
        if self.goes_on and index >= self.goes_on[0]:
            return self.goes_on[1], self.goes_on[2] + index - self.goes_on[0]
        return self.sheet, self.top + index

    def letter(self, key: str) -> str:
        """Return the letter of a column."""
        return letter(self.column - 1 + self.keys.index(key))

    def at(self, key: str, index: int) -> str:
        """Return the address of a cell; rows count from 0."""
        return f"{self.letter(key)}{self.top + index}"


@dataclass(frozen=True)
class BlockPlaces:
    """Where blocks stand, and their formulas.

    Attributes:
        blocks: Every block by its name; one that is made for a row has its number behind (`own_1`).
    """

    blocks: Mapping[str, Block]

    def rows_of(self, name: str) -> int:
        """Return how many rows that has which a block stands beside: data before formulas."""
        return (self.blocks.get(f"rules.{name}") or self.blocks[name]).rows

    def formulas(self, written: WrittenBlock, block: Block, key: str) -> Iterator["Run"]:
        """Yield the formulas of one column, one part of its rows after another.

        Args:
            written: The block as it is written.
            block: The block where it stands.
            key: The column.
        """
        parts = written.columns[key]
        if "" in parts:
            yield Run(self, block, parts[""], range(block.rows), 0)
            return
        first = 0
        for name in written.beside:
            rows = self.rows_of(name)
            yield Run(self, block, parts[name], range(first, first + rows), first)
            first += rows

    def formula(self, pieces: Pieces, block: Block, index: int, part: int = 0) -> str:
        """Return a formula as one row of a block has it, without the equals sign."""
        return "".join(
            piece if isinstance(piece, str) else self.a1(piece, block, index, part)
            for piece in pieces
        )

    def is_moved(self, block: Block, pieces: Pieces) -> bool:
        """Whether each row's formula is the one above moved down, on its own sheet alone."""
        for piece in pieces:
            if isinstance(piece, str):
                continue
            if piece.sign == "#" and not piece.key:
                return False
            if piece.block.endswith("#") and not block.number:
                return False
            if piece.block and self._block(piece, block, 0).sheet != block.sheet:
                return False
        return True

    def _block(self, place: Reference, own: Block, index: int) -> Block:
        if not place.block:
            return own
        if place.block.endswith("#"):
            return self.blocks[f"{place.block[:-1]}_{own.number or index + 1}"]
        return self.blocks[place.block]

    def a1(self, place: Reference, own: Block, index: int, part: int) -> str:
        """Return a named place as A1.

        Args:
            place: The named place.
            own: The block of the formula.
            index: The row of the formula in its block, from 0.
            part: The first row of the part that the formula is written for.
        """
        if place.sign == "#" and not place.key:
            return str(index + 1)
        block = self._block(place, own, index)
        column, top, sheet = block.letter(place.key), block.top, block.sheet
        row = index - (part if place.block else 0)
        if place.sign == "#":
            text = f"{column}${top + own.number - 1}"
        elif place.where.isdecimal():
            sheet, line = block.where(int(place.where) - 1)
            text = f"{column}${line}"
        elif place.sign == "@":
            sheet, line = block.where(row)
            text = f"{column}{line - bool(place.where)}"
        elif place.where:
            text = f"{column}${top - 1}:{column}{top + row - 1}"
        elif block.single:
            text = f"{column}${top}"
        elif block.goes_on:
            raise FormulaError(block.name, place.key)
        else:
            text = f"{column}${top}:{column}${top + block.rows - 1}"
        return text if sheet == own.sheet else f"{quoted(sheet)}{text}"


class Run(NamedTuple):
    """The formulas of one part of a column.

    Attributes:
        places: Where blocks stand.
        block: The block.
        pieces: What every row's formula is made of.
        rows: The rows, from 0.
        part: The first row of the part.
    """

    places: BlockPlaces
    block: Block
    pieces: Pieces
    rows: range
    part: int

    @property
    def shared(self) -> bool:
        """Whether each formula is the one above moved down by a row, on its own sheet alone."""
        return len(self.rows) > 1 and self.places.is_moved(self.block, self.pieces)

    def at(self, index: int) -> str:
        """Return the formula of one row of the block."""
        return self.places.formula(self.pieces, self.block, index, self.part)


def quoted(sheet: str) -> str:
    """Return a sheet's name as formulas write it before a place."""
    return f"{sheet}!" if sheet.isascii() and sheet.isidentifier() else f"'{sheet}'!"
