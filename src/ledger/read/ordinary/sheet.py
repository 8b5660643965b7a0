"""A sheet of an ordinary workbook: what stands around its cells, and its rows."""

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import chain
from operator import lt
from typing import NamedTuple

from ledger.layout.addresses import position
from ledger.read.cells.cell import Raw
from ledger.read.grids import Corners
from ledger.read.guard.blank_end import without_blank_end
from ledger.read.guard.limits import MEGABYTE
from ledger.read.guard.sheets import (
    SheetScan,
    check_areas,
    column_styles,
    count_tags,
    count_validations,
)
from ledger.read.guard.tags import body_of
from ledger.read.guard.well_formed import shallow, well_formed
from ledger.read.number_format_disguise import Hidden, hidden_lines
from ledger.read.ordinary.grammar import checked, text_of
from ledger.read.ordinary.one_cell import BLANK
from ledger.read.ordinary.rows import OrdinaryRow, rows_of
from ledger.read.ordinary.seen import ByBytes, NotOrdinary
from ledger.read.ordinary.styles import Styles
from ledger.read.outlying_values import Filled

_OPEN, _END, _NONE = b"<sheetData>", b"</sheetData>", b"<sheetData/>"
_MERGED = re.compile(rb'<mergeCell ref="([A-Z]{1,3}[0-9]+):([A-Z]{1,3}[0-9]+)"\s*/>')
_EXTENSION = b' xmlns:x14ac="http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac"'
_LINE = re.compile(rb"(<(?:odd|even|first)(?:Header|Footer)>)([^<]*)")
_TELLS = 2_000


class Around(NamedTuple):
    """What stands around the cells of a sheet.

    Attributes:
        validations: How many validations it has.
        hidden: Columns that cannot be seen, from 0.
        last_style: The largest style of a column, -1 if none is named.
        is_extended: Whether its rows may have attributes of a later namespace.
        merged: Its merged ranges: first and last cell, row and column from 0.
    """

    validations: int
    hidden: frozenset[int]
    last_style: int
    is_extended: bool
    merged: tuple[Corners, ...]


class Sheet(NamedTuple):
    """A sheet as it was read.

    Attributes:
        around: What stands around its cells.
        lines: Its rows, in order, without blank ones at the end if they are very many.
        texts: The book's list of texts.
        tags: How many rows and cells these are.
    """

    around: Around
    lines: Sequence[OrdinaryRow]
    texts: Sequence[str]
    tags: int

    @property
    def places(self) -> int:
        """How many cells the rectangle has that its values stand in, from A1 on."""
        held = [line for line in self.lines if line.values]
        return held[-1].number * max(len(line.values) for line in held) if held else 0

    def rows(self) -> Sequence[Sequence[Raw]]:
        """Return every row from row 1 and column A on; all have one length."""
        texts = self.texts
        lines = [(line.number, line.values_with(texts)) for line in self.lines if line.values]
        width = max((len(values) for _, values in lines), default=0)
        blank, rows = (BLANK,) * width, list[tuple[Raw, ...]]()
        for number, values in lines:
            rows += [blank] * (number - 1 - len(rows))
            rows.append(values if len(values) == width else values + blank[len(values) :])
        return rows

    def filled(self) -> Sequence[Filled]:
        """Return the cells that show something: row and column, from 0, and value."""
        found: list[Filled] = []
        for line in self.lines:
            if line.values:
                found += line.shown_with(self.texts)
        return found

    def scan(self) -> SheetScan:
        """Return what the gate says of it."""
        marked = [one for one in self.lines if one.formulas or one.errors or one.disguised]
        hidden = frozenset(line.number for line in self.lines if line.is_hidden)
        return SheetScan(
            cells=sum([line.filled for line in self.lines]),
            tags=self.tags,
            formulas=frozenset(chain.from_iterable([line.formulas for line in marked])),
            errors=frozenset(chain.from_iterable([line.errors for line in marked])),
            disguised=dict(chain.from_iterable([line.disguised for line in marked])),
            lines=Hidden(hidden, self.around.hidden),
        )


_AROUND: ByBytes[Around] = ByBytes(4 * MEGABYTE)


def sheet_of(part: bytes, styles: Styles, texts: Sequence[str], most: int, room: int) -> Sheet:
    """Read a sheet.

    Args:
        part: Its part.
        styles: The book's styles.
        texts: The book's list of texts.
        most: How many rows and cells it may have, blank ones too.
        room: How many places the rectangle may have that its values stand in.

    Raises:
        NotOrdinary: It is written in another way, or has more of them.
        Suspicious: The careful reader would refuse what stands around the cells.
    """
    before, cells, after = _parted(part)
    around = _around(before, after)
    cells, left_out_extended = without_blank_end(cells, len(styles.shows))
    tags = count_tags(cells)
    if tags > most:
        raise NotOrdinary
    lines = rows_of(cells, styles, room)
    numbers = [line.number for line in lines]
    ordered = all(map(lt, numbers, numbers[1:]))
    last = max([line.last_text for line in lines], default=-1)
    extended = left_out_extended or True in [line.is_extended for line in lines]
    if not ordered or last >= len(texts) or (extended and not around.is_extended):
        raise NotOrdinary
    if around.last_style >= max(len(styles.shows), 1):
        raise NotOrdinary
    read = Sheet(around, lines, texts, tags)
    if read.places > room:
        raise NotOrdinary
    return read


def _parted(part: bytes) -> tuple[bytes, bytes, bytes]:
    """Return what stands before a sheet's cells, the cells, and what stands behind them."""
    start, end = part.find(_OPEN), part.rfind(_END)
    if start < 0 and end < 0 and part.count(_NONE) == 1:
        before, _, after = part.partition(_NONE)
        return before, b"", after
    if not 0 <= start < end:
        raise NotOrdinary
    return part[:start], part[start + len(_OPEN) : end], part[end + len(_END) :]


def _without_lines(after: bytes) -> bytes:
    """Return what stands behind the cells without the texts of its headers and footers.

    A form bears its owner's name there: without it, the forms of one template are alike here.
    """
    start = after.find(b"<headerFooter")
    if start < 0:
        return after
    for text in _LINE.finditer(after, start):
        _line_read(text[2])
    return after[:start] + _LINE.sub(rb"\1", after[start:])


@lru_cache(maxsize=64)
def _line_read(text: bytes) -> str:
    """Read the text of a header or footer; the sheets of a form have the same ones."""
    return text_of(checked(text))


def _around(before: bytes, after: bytes) -> Around:
    shell = before + _OPEN + _END + _without_lines(after)
    known = _AROUND.known(shell)
    if known is not None:
        return known
    shallow("", shell)
    if well_formed("", shell) or body_of("", shell).cells:
        raise NotOrdinary
    check_areas("", before + after)
    made = Around(
        validations=count_validations(after),
        hidden=hidden_lines(before, ()).columns,
        last_style=max(column_styles(before), default=-1),
        is_extended=_EXTENSION in before,
        merged=tuple(
            (position(first.decode()), position(last.decode()))
            for first, last in _MERGED.findall(after)
        ),
    )
    if len(made.merged) != after.count(b"<mergeCell "):
        raise NotOrdinary
    return _AROUND.keep(shell, made, _TELLS)
