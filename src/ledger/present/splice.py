"""Writing tables into a closed ledger: our rows are exchanged, every other part stays as it is.

On a sheet of ours `sheetData`, `dimension` and the table's `ref` change; nothing else does. Blank
rows of a block for charts are hidden, since a chart skips hidden rows. Columns are found by their
headers, so HR may have moved them. HR's own columns, colours, formats, heights and notes travel
with their row by row key; cells beside the table keep their place. Formulas in HR's columns follow
the rows that they name. A filter is taken off.
"""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import pandas as pd

from ledger.layout import ledger
from ledger.layout.chart_tables import FIXED_ROWS, is_hidden
from ledger.layout.columns import Cell, Table
from ledger.layout.frames import Tables, cells, letter
from ledger.model.problems import Place, Refusal
from ledger.present.cell_patch import cell_xml, column_number
from ledger.present.marks import CALC_CHAIN, recalculated
from ledger.present.moved_formulas import Moves, moved_formula, shared_formulas
from ledger.present.moved_notes import MovedRows, moved_below, moved_notes
from ledger.present.package import WORKBOOK, Package
from ledger.present.row_looks import RowLooks, row_looks
from ledger.present.sheet_rows import SheetPart, SheetRow, parse_sheet, written_sheet
from ledger.present.style_parts import StylesPart
from ledger.present.table_filters import is_filtered, unfiltered, without_mode

_REF = re.compile(rb'(<(?:\w+:)?(?:table|autoFilter)\b[^>]*?\bref=")([^"]+)(")')
_COLUMN_NAME = re.compile(rb'<(?:\w+:)?tableColumn\b[^>]*?\bname="([^"]*)"')
_HIDDEN = re.compile(rb'\s*\bhidden="[^"]*"')
_AREA = re.compile(r"\$?([A-Z]+)\$?(\d+):\$?([A-Z]+)\$?(\d+)")

CONTENT_TYPES = "[Content_Types].xml"
WORKBOOK_RELS = "xl/_rels/workbook.xml.rels"
STYLES = "xl/styles.xml"


class Area(NamedTuple):
    """A table's rectangle: columns from 0, rows as in the sheet; `top` is the header."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def ref(self) -> str:
        """The rectangle as the package writes it."""
        return f"{letter(self.left)}{self.top}:{letter(self.right)}{self.bottom}"


class _Found(NamedTuple):
    table: Table
    part: str
    xml: bytes
    area: Area
    columns: Mapping[str, int]

    @property
    def own(self) -> frozenset[int]:
        return frozenset(self.columns.values())


def splice(book: bytes, changes: Mapping[str, pd.DataFrame], before: Tables) -> bytes:
    """Return the ledger with whole tables exchanged.

    Args:
        book: The ledger's bytes.
        changes: New frames by table key.
        before: The tables as they were read from these bytes (the index is the sheet row); HR's
            own columns are recognised by them.

    Raises:
        Refusal: A table or a column of ours is gone (`table-missing`, `header-missing`), or a
            table would grow into what stands below it (`table-blocked`).
    """
    package = Package(book)
    styles = StylesPart(package.read(STYLES))
    parts: dict[str, bytes | None] = {}
    formulas = False
    for key, data in changes.items():
        found = _find(package, ledger.BY_KEY[key])
        sheet_part = package.sheet_parts[package.table_parts[key][0]]
        sheet = parse_sheet(package.read(sheet_part))
        formulas |= _has_formula(sheet, found)
        stood = _stood(found, before.get(key))
        extras = _extras(sheet, found, stood, data)
        area = _fill(sheet, found, data, _RowsAsTheyStood(stood, extras), styles)
        ground = MovedRows(_moves(found, stood, data), found.area.left, found.area.right)
        parts |= moved_notes(package, sheet_part, ground)
        sheet.after = moved_below(sheet.after, ground)
        sheet.before = without_mode(sheet.before)
        parts[sheet_part] = written_sheet(sheet)
        parts[found.part] = _REF.sub(
            lambda m, ref=area.ref: m[1] + ref.encode() + m[3],  # type: ignore[misc]
            unfiltered(found.xml),
        )
    parts[WORKBOOK] = recalculated(package)  # HR's formulas look at what has changed
    if styles.changed:
        parts[STYLES] = styles.written()
    if formulas and CALC_CHAIN in package.names:
        parts |= _without_calc_chain(package)
    return package.replaced(parts)


class _RowsAsTheyStood(NamedTuple):
    """Rows as they stood.

    Attributes:
        rows: Their keys by row number.
        extras: Cells of HR's own columns by row key.
    """

    rows: Mapping[int, tuple[object, ...]]
    extras: Mapping[tuple[object, ...], Mapping[int, bytes]]


def _find(package: Package, table: Table) -> _Found:
    known = package.table_parts
    if table.key not in known:
        raise Refusal.of("table-missing", Place(sheet=table.title), table=table.title)
    _, part = known[table.key]
    xml = package.read(part)
    ref = _REF.search(xml)
    area = _AREA.fullmatch(ref[2].decode()) if ref else None
    if area is None:
        raise Refusal.of("table-missing", Place(sheet=table.title), table=table.title)
    left = column_number(area[1])
    names = [_unescaped(name) for name in _COLUMN_NAME.findall(xml)]
    columns = {}
    for column in table.columns:
        if column.header not in names:
            raise Refusal.of(
                "header-missing",
                Place(sheet=table.title),
                table=table.title,
                header=column.header,
                found="、".join(names),
                other="",
            )
        columns[column.key] = left + names.index(column.header)
    rectangle = Area(left, int(area[2]), column_number(area[3]), int(area[4]))
    return _Found(table, part, xml, rectangle, columns)


def _unescaped(name: bytes) -> str:
    text = name.decode()
    for mark, sign in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&amp;", "&")):
        text = text.replace(mark, sign)
    return text


def _has_formula(sheet: SheetPart, found: _Found) -> bool:
    # HR's own columns too: their formulas move with their row
    rows = (sheet.rows.get(n) for n in range(found.area.top + 1, found.area.bottom + 1))
    return any(
        b"<f" in row.cells[position]
        for row in rows
        if row is not None
        for position in row.cells.keys() & range(found.area.left, found.area.right + 1)
    )


def _fill(
    sheet: SheetPart,
    found: _Found,
    data: pd.DataFrame,
    standing: _RowsAsTheyStood,
    styles: StylesPart,
) -> Area:
    """Exchange the table's rows in the sheet; return where the table now stands."""
    area, table = found.area, found.table
    bottom = _bottom(found, data)
    _refuse_blocked(sheet, found, bottom)
    body = range(area.top + 1, area.bottom + 1)
    columns = {found.columns[column.key]: column for column in table.columns}
    looks = row_looks(sheet, body, columns, styles, shown=is_filtered(found.xml))
    stood = {key: number for number, key in standing.rows.items()}
    rows = cells(table, data)
    rows += [(None,) * len(table.columns)] * (bottom - area.top - len(rows))
    for number in range(area.top + 1, max(bottom, area.bottom) + 1):
        row = sheet.rows.setdefault(number, SheetRow(b"", {}))
        kept = {p: xml for p, xml in row.cells.items() if not area.left <= p <= area.right}
        attributes = row.attributes if kept else b""
        if number <= bottom:
            values = rows[number - area.top - 1]
            key = _key(table, values, number)
            attributes = _hidden(looks.of_row(stood.get(key)), table, values)
            kept |= _moved(standing.extras.get(key, {}), number)
            kept |= _own(found, values, number, looks, stood.get(key), sheet.prefix)
        sheet.rows[number] = SheetRow(attributes, kept)
    return area._replace(bottom=bottom)


def _own(  # noqa: PLR0913, PLR0917 - where, what, and how it looks
    found: _Found,
    values: Sequence[Cell],
    number: int,
    looks: RowLooks,
    stood: int | None,
    prefix: bytes,
) -> dict[int, bytes]:
    """Return the cells of our columns of one row."""
    written: dict[int, bytes] = {}
    for key, value in zip(found.table.keys, values, strict=True):
        at = found.columns[key]
        style = looks.style(stood, at)
        written[at] = cell_xml(f"{letter(at)}{number}", value, style=style, prefix=prefix)
    return written


def _bottom(found: _Found, data: pd.DataFrame) -> int:
    return found.area.top + max(len(data), FIXED_ROWS.get(found.table.key, 1))


def _hidden(attributes: bytes, table: Table, values: Sequence[Cell]) -> bytes:
    """Return a row's attributes: a block's blank rows are hidden, its others are not."""
    if table.key not in FIXED_ROWS:
        return attributes
    shown = _HIDDEN.sub(b"", attributes)
    return shown + b' hidden="1"' if is_hidden(table.key, values) else shown


def _refuse_blocked(sheet: SheetPart, found: _Found, bottom: int) -> None:
    for number in range(found.area.bottom + 1, bottom + 1):
        row = sheet.rows.get(number)
        if row is None:
            continue
        inside = (row.cells[p] for p in row.cells if found.area.left <= p <= found.area.right)
        if any(b"<" in xml[1:].removesuffix(b"/>") for xml in inside):
            raise Refusal.of(
                "table-blocked",
                Place(sheet=found.table.title, cell=f"{letter(found.area.left)}{number}"),
                table=found.table.title,
            )


def _key(table: Table, values: Sequence[Cell], number: int) -> tuple[object, ...]:
    """Return what a row is recognised by: its key, or its place where a table has none."""
    if not table.row_key:
        return (number,)
    return tuple(values[table.keys.index(key)] for key in table.row_key)


def _stood(found: _Found, before: pd.DataFrame | None) -> dict[int, tuple[object, ...]]:
    """Return the key of each row that stood, by its number."""
    if before is None:
        return {}
    return {
        int(number): _key(found.table, values, int(number))
        for number, values in zip(before.index, cells(found.table, before), strict=True)
    }


def _extras(
    sheet: SheetPart, found: _Found, standing: Mapping[int, tuple[object, ...]], after: pd.DataFrame
) -> dict[tuple[object, ...], dict[int, bytes]]:
    """Return the cells of HR's own columns by row key, their formulas as they must read now."""
    inside = range(found.area.left, found.area.right + 1)
    strange = [position for position in inside if position not in found.own]
    if not strange:
        return {}
    moves = _moves(found, standing, after)
    own = {
        number: {p: sheet.rows[number].cells[p] for p in strange if p in sheet.rows[number].cells}
        for number in standing
        if number in sheet.rows
    }
    shared = shared_formulas(
        {f"{letter(p)}{number}": xml for number, row in own.items() for p, xml in row.items()}
    )
    kept: dict[tuple[object, ...], dict[int, bytes]] = {}
    for number, row in own.items():
        now = moves.rows.get(number, number)
        kept[standing[number]] = {
            p: moved_formula(xml, f"{letter(p)}{number}", moves, shared, f"{letter(p)}{now}")
            for p, xml in row.items()
        }
    return kept


def _moves(found: _Found, standing: Mapping[int, tuple[object, ...]], after: pd.DataFrame) -> Moves:
    """Return which row each row of the table comes to stand in."""
    area, table = found.area, found.table
    places = {
        _key(table, values, number): number
        for number, values in enumerate(cells(table, after), start=area.top + 1)
    }
    rows = {old: places[key] for old, key in standing.items() if key in places}
    new = (area.top + 1, _bottom(found, after))
    return Moves(table.title, rows, (area.top + 1, area.bottom), new)


def _moved(extra: Mapping[int, bytes], number: int) -> dict[int, bytes]:
    return {
        position: re.sub(
            rb'\br="[A-Z]+\d+"', b'r="%s%d"' % (letter(position).encode(), number), xml, count=1
        )
        for position, xml in extra.items()
    }


def _without_calc_chain(package: Package) -> dict[str, bytes | None]:
    drop = re.compile(rb"<(?:\w+:)?(?:Override|Relationship)\b[^>]*?calcChain\.xml[^>]*?/>")
    return {
        CALC_CHAIN: None,
        CONTENT_TYPES: drop.sub(b"", package.read(CONTENT_TYPES)),
        WORKBOOK_RELS: drop.sub(b"", package.read(WORKBOOK_RELS)),
    }
