"""Sheets that a closed ledger gets from the tracked one: a table each, without rows.

Styles are the ledger's own: the header as on 設定, the columns by what they hold; the way home and
the title above look as in the tracked one. A dropdown whose words the ledger does not have is left
out.
"""

import posixpath
import re
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import quoteattr

from ledger.layout.addresses import letter
from ledger.layout.columns import Table
from ledger.layout.ledger import TITLE_ROWS
from ledger.layout.names_beside import shown
from ledger.layout.pages import HOME_LINK
from ledger.model.folding import excel_key
from ledger.model.problems import Place, Refusal
from ledger.present.carried_styles import CarriedStyles
from ledger.present.cell_patch import cell_xml
from ledger.present.package import WORKBOOK, Package
from ledger.present.page_cells import page_cell
from ledger.present.sheet_rows import SheetRow, parse_sheet, written_sheet
from ledger.present.style_parts import StylesPart
from ledger.present.tracked_ledger import tracked_ledger

_MODEL = "settings"
_TYPES, _RELS, _STYLES = "[Content_Types].xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml"
_MAIN = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_COL_STYLE = re.compile(rb'(<col\b[^>]*?\bmin="(\d+)"[^>]*?)\s+style="\d+"')
_LOOKS = re.compile(rb"<conditionalFormatting\b.*?</conditionalFormatting>", re.DOTALL)
_NUMBERED = re.compile(r"/(?:sheet|table)(\d+)\.xml$")
_CHOICES = re.compile(rb"<dataValidations\b[^>]*>(.*?)</dataValidations>", re.DOTALL)
_CHOICE = re.compile(rb"<dataValidation\b[^>]*?(?:/>|>.*?</dataValidation>)", re.DOTALL)
_NAMED = re.compile(rb"\b(?:codes|fit)_\w+")
_DEFINED = re.compile(rb'<(?:\w+:)?definedName\b[^>]*?\bname="([^"]+)"')
_TOP = re.compile(rb'<(?:\w+:)?table\b[^>]*?\bref="[A-Z]+(\d+):')
_TABLE_ID = re.compile(rb'(<(?:\w+:)?table\b[^>]*?\bid=")(\d+)(")')
_SHEET_ID = re.compile(rb'<(?:\w+:)?sheet\b[^>]*?\bsheetId="(\d+)"')
_SHEETS_END = re.compile(rb"</((?:\w+:)?)sheets>")
_REL_END = re.compile(rb"</((?:\w+:)?)Relationships>")
_TYPE_END = re.compile(rb"</((?:\w+:)?)Types>")


def with_sheets(book: bytes, tables: Sequence[Table]) -> bytes:
    """Return the ledger with a new sheet for each table, after all others.

    Args:
        book: The ledger's bytes.
        tables: The tables.

    Raises:
        Refusal: A sheet of that name is there already (`ledger-blocked-sheet`).
    """
    package = Package(book)
    there = {excel_key(title) for title in package.sheet_parts}
    carried = CarriedStyles(tracked_ledger().read(_STYLES), package.read(_STYLES))
    header, last_id = _header_style(package), _last_id(package)
    heads = {table.key: _head(table, carried, header) for table in tables}
    styles = StylesPart(carried.written)
    parts: dict[str, bytes | None] = {
        name: package.read(name) for name in (_TYPES, _RELS, WORKBOOK)
    }
    for number, table in enumerate(tables):
        if excel_key(table.title) in there:
            place = Place(sheet=table.title)
            raise Refusal.of("ledger-blocked-sheet", place, sheet=table.title)
        names = _names(package, number)
        parts |= _parts(package, table, heads[table.key], names, styles, last_id + number + 1)
        _enter(parts, table, names, number)
    parts[_STYLES] = styles.written()
    return package.replaced(parts)


def _head(table: Table, styles: CarriedStyles, header: int | None) -> dict[int, SheetRow]:
    """Return the rows above a table's own: the way home, its title, and the headers."""
    made = tracked_ledger()
    sheet = parse_sheet(made.read(made.sheet_parts[table.title]))
    looks = [styles.cell_format(sheet.style_of(sheet.rows.get(number), 0)) for number in (1, 2)]
    title = f"{table.title}  {table.note}"
    top = TITLE_ROWS + 1
    cells = {
        at: cell_xml(f"{letter(at)}{top}", column.header, style=header)
        for at, column in enumerate(shown(table))
    }
    return {
        1: SheetRow(b"", {0: page_cell("A1", HOME_LINK, looks[0], b"")}),
        2: SheetRow(b"", {0: cell_xml("A2", title, style=looks[1])}),
        top: SheetRow(b"", cells),
    }


def _names(package: Package, number: int) -> tuple[str, str]:
    """Return free part names for a sheet and its table."""
    taken = (found[1] for name in package.names if (found := _NUMBERED.search(name)))
    free = max(map(int, taken), default=0) + 1 + number
    return f"xl/worksheets/sheet{free}.xml", f"xl/tables/table{free}.xml"


def _parts(  # noqa: PLR0913, PLR0917 - what a sheet is made of
    package: Package,
    table: Table,
    head: Mapping[int, SheetRow],
    names: tuple[str, str],
    styles: StylesPart,
    number: int,
) -> dict[str, bytes]:
    """Return a sheet, its table and the relation between them."""
    made = tracked_ledger()
    title, table_part = made.table_parts[table.key]
    sheet_name, table_name = names
    folder, base = posixpath.split(sheet_name)
    target = posixpath.relpath(table_name, folder)
    relation = f'<Relationship Id="rId1" Type="{_OFFICE}/table" Target="{target}"/>'
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    return {
        sheet_name: _sheet(package, table, made.read(made.sheet_parts[title]), head, styles),
        table_name: _numbered(made.read(table_part), number),
        f"{folder}/_rels/{base}.rels": (
            '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
            f'<Relationships xmlns="{space}">{relation}</Relationships>'
        ).encode(),
    }


def _sheet(
    package: Package,
    table: Table,
    xml: bytes,
    head: Mapping[int, SheetRow],
    styles: StylesPart,
) -> bytes:
    """Return the tracked sheet without rows, in the ledger's own styles."""
    sheet = parse_sheet(xml)
    sheet.rows = dict(head)
    columns = shown(table)

    def styled(found: re.Match[bytes]) -> bytes:
        at = int(found[2]) - 1
        own = styles.of_shown(columns[at]) if at < len(columns) else None
        return found[1] if own is None else b'%s style="%d"' % (found[1], own)

    sheet.before = _COL_STYLE.sub(styled, sheet.before)
    sheet.after = _with_known_choices(package, _LOOKS.sub(b"", sheet.after))
    return written_sheet(sheet)


def _header_style(package: Package) -> int | None:
    """Return the style of the header of 設定, None where it has none."""
    title, table = package.table_parts[_MODEL]
    sheet = parse_sheet(package.read(package.sheet_parts[title]))
    top = _TOP.search(package.read(table))
    return sheet.style_of(sheet.rows.get(int(top[1]) if top else 1), 0)


def _with_known_choices(package: Package, xml: bytes) -> bytes:
    """Drop the dropdowns whose words are on sheets that the ledger does not have."""
    known = frozenset(_DEFINED.findall(package.read(WORKBOOK)))

    def kept(found: re.Match[bytes]) -> bytes:
        usable = [one for one in _CHOICE.findall(found[1]) if known.issuperset(_NAMED.findall(one))]
        listed = b"".join(usable)
        head = b'<dataValidations count="%d">' % len(usable)
        return head + listed + b"</dataValidations>" if usable else b""

    return _CHOICES.sub(kept, xml)


def _last_id(package: Package) -> int:
    """Return the largest id that a table of the ledger has."""
    ids = [
        int(found[2])
        for _, part in package.table_parts.values()
        if (found := _TABLE_ID.search(package.read(part)))
    ]
    return max(ids, default=0)


def _numbered(xml: bytes, number: int) -> bytes:
    """Return the part of a table without rows, under an id that no other table has."""
    return _TABLE_ID.sub(lambda found: b"%s%d%s" % (found[1], number, found[3]), xml, count=1)


def _enter(
    parts: dict[str, bytes | None], table: Table, names: tuple[str, str], number: int
) -> None:
    """Enter a sheet and its table where a workbook lists its parts."""
    sheet_name, table_name = names
    book, rels, types = (parts[name] or b"" for name in (WORKBOOK, _RELS, _TYPES))
    key = f"rIdNew{number + 1}"
    sheet_id = max(map(int, _SHEET_ID.findall(book)), default=0) + 1
    sheet = (
        f'sheet name={quoteattr(table.title)} sheetId="{sheet_id}" xmlns:r="{_OFFICE}" r:id="{key}"'
    )
    relation = f'Relationship Id="{key}" Type="{_OFFICE}/worksheet" Target="/{sheet_name}"'
    listed = (
        f'Override PartName="/{part}" ContentType="{_MAIN}.{kind}+xml"'
        for part, kind in ((sheet_name, "worksheet"), (table_name, "table"))
    )
    parts[WORKBOOK] = _before(_SHEETS_END, book, sheet)
    parts[_RELS] = _before(_REL_END, rels, relation)
    parts[_TYPES] = _before(_TYPE_END, types, *listed)


def _before(end: re.Pattern[bytes], xml: bytes, *elements: str) -> bytes:
    """Return a part with empty elements at the end of its list, in its own prefix."""

    def more(found: re.Match[bytes]) -> bytes:
        return b"".join(b"<%s%s/>" % (found[1], e.encode()) for e in elements) + found[0]

    return end.sub(more, xml, count=1)
