"""An older closed ledger gets what later versions added; everything else stays byte for byte.

A new column stands at the right end of its table, where HR may have columns of its own, too; a new
table or page stands on a new sheet, the last one, the home page on the first. Nothing that HR wrote
is moved or written over: where something of HR's stands beside a table, it goes without names
beside its codes; a sheet whose name the home page takes over gets another.
"""

import re
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import quoteattr

from ledger.layout import meta, migrations
from ledger.layout.addresses import column_number, letter
from ledger.layout.columns import Table
from ledger.layout.ledger import BY_KEY
from ledger.layout.migrations import Added, Additions
from ledger.layout.names_beside import is_name
from ledger.model.problems import Place, Refusal
from ledger.present.book_says import said_in_names, said_on_sheet
from ledger.present.cell_patch import cell_xml
from ledger.present.new_pages import with_pages
from ledger.present.new_sheets import with_sheets
from ledger.present.new_titles import with_titles
from ledger.present.package import WORKBOOK, Package
from ledger.present.sheet_rows import SheetPart, SheetRow, parse_sheet, written_sheet
from ledger.present.style_parts import StylesPart

STYLES = "xl/styles.xml"
_REF = re.compile(rb'(<(?:\w+:)?(?:table|autoFilter)\b[^>]*?\bref=")([^"]+)(")')
_AREA = re.compile(r"\$?([A-Z]+)\$?(\d+):\$?([A-Z]+)\$?(\d+)")
_COLUMNS = re.compile(
    rb'(<(?P<p>(?:\w+:)?)tableColumns\b[^>]*?\bcount=")\d+("[^>]*>.*?)(</(?P=p)tableColumns>)',
    re.DOTALL,
)
_ID = re.compile(rb'<(?:\w+:)?tableColumn\b[^>]*?\bid="(\d+)"')
_COLS_END = re.compile(rb"</(?:\w+:)?cols>")
_COL_MAX = re.compile(rb'<(?:\w+:)?col\b[^>]*?\bmax="(\d+)"')
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\b[^>]*?\bref="([^"]+)"')


def brought_up(book: bytes, additions: Additions) -> bytes:
    """Return an older ledger as one of this program's version.

    Args:
        book: The ledger's bytes.
        additions: What it lacks.

    Raises:
        Refusal: Something of HR's stands where a column or a sheet has to go (`ledger-blocked`).
    """
    package = Package(with_titles(book, additions.renamed))
    styles = StylesPart(package.read(STYLES))
    parts: dict[str, bytes | None] = {}
    for key, added in additions.columns.items():
        parts |= _widened(package, BY_KEY[key], added, styles)
    if styles.changed:
        parts[STYLES] = styles.written()
    own = {meta.SCHEMA: migrations.LEDGER_VERSION}
    parts |= said_on_sheet(package, own)
    parts[WORKBOOK] = said_in_names(package.read(WORKBOOK), own)
    widened = package.replaced(parts)
    tabled = with_sheets(widened, additions.tables) if additions.tables else widened
    return with_pages(tabled, additions.pages) if additions.pages else tabled


def _widened(
    package: Package, table: Table, added: Sequence[Added], styles: StylesPart
) -> dict[str, bytes]:
    """Return the parts of a table that gets columns at its right end."""
    title, part = package.table_parts[table.key]
    xml = package.read(part)
    left, top, right, bottom = _area(xml, table)
    sheet_part = package.sheet_parts[title]
    sheet = parse_sheet(package.read(sheet_part))
    rows = range(top, bottom + 1)
    if _blocking(sheet, rows, range(right + 1, right + 1 + len(added))):
        added = [one for one in added if not is_name(one.column)]
    if not added:
        return {}
    places = range(right + 1, right + 1 + len(added))
    if cell := _blocking(sheet, rows, places):
        gaps = {"table": table.title, "cell": cell}
        raise Refusal.of("ledger-blocked", Place(sheet=table.title, cell=cell), **gaps)
    ref = f"{letter(left)}{top}:{letter(places[-1])}{bottom}".encode()
    header_style = sheet.style_of(sheet.rows.get(top), right)
    for at, one in zip(places, added, strict=True):
        _put(sheet, top, at, one.column.header, header_style)
        if one.value is not None:
            for number in range(top + 1, bottom + 1):
                _put(sheet, number, at, one.value, styles.for_column(one.column.kind))
    sheet.before = _with_widths(sheet.before, sheet.prefix, places, added, styles)
    return {
        sheet_part: written_sheet(sheet),
        part: _with_columns(_REF.sub(lambda m: m[1] + ref + m[3], xml), added),
    }


def _area(xml: bytes, table: Table) -> tuple[int, int, int, int]:
    ref = _REF.search(xml)
    area = _AREA.fullmatch(ref[2].decode()) if ref else None
    if area is None:
        raise Refusal.of("table-missing", Place(sheet=table.title), table=table.title)
    return column_number(area[1]), int(area[2]), column_number(area[3]), int(area[4])


def _blocking(sheet: SheetPart, rows: range, places: range) -> str:
    """Return what stands where columns have to go; "" if nothing does."""
    for number in rows:
        row = sheet.rows.get(number)
        cells: Mapping[int, bytes] = row.cells if row else {}
        for at in places:
            if b"<" in cells.get(at, b"")[1:].removesuffix(b"/>"):
                return f"{letter(at)}{number}"
    for merged in _MERGED.findall(sheet.after):
        area = _AREA.fullmatch(merged.decode())
        if area is None:
            continue
        across = column_number(area[1]) <= places[-1] and column_number(area[3]) >= places[0]
        if across and int(area[2]) <= rows[-1] and int(area[4]) >= rows[0]:
            return str(merged.decode())
    return ""


def _put(sheet: SheetPart, number: int, at: int, value: object, style: int | None) -> None:
    row = sheet.rows.setdefault(number, SheetRow(b"", {}))
    address = f"{letter(at)}{number}"
    row.cells[at] = cell_xml(address, value, style=style, prefix=sheet.prefix)  # type: ignore[arg-type]


def _with_columns(xml: bytes, added: Sequence[Added]) -> bytes:
    """Return a table's part with more columns, each under an id of its own."""
    last = max(map(int, _ID.findall(xml)), default=0)
    count = len(_ID.findall(xml)) + len(added)

    def wider(found: re.Match[bytes]) -> bytes:
        new = b"".join(
            b'<%stableColumn id="%d" name=%s/>'
            % (found["p"], number, quoteattr(one.column.header).encode())
            for number, one in enumerate(added, start=last + 1)
        )
        return found[1] + str(count).encode() + found[3] + new + found[4]

    return _COLUMNS.sub(wider, xml, count=1)


def _with_widths(
    head: bytes, prefix: bytes, places: range, added: Sequence[Added], styles: StylesPart
) -> bytes:
    """Return what stands before the rows, the new columns as wide as they are declared."""
    if max(map(int, _COL_MAX.findall(head)), default=0) > places[0]:
        return head
    new = b""
    for at, one in zip(places, added, strict=True):
        style = styles.of_shown(one.column)
        shown = b"" if style is None else b' style="%d"' % style
        width = max(one.column.width, 2 * len(one.column.header)) + 2
        size = b'min="%d" max="%d" width="%.2f"' % (at + 1, at + 1, width)
        new += b'<%scol %s%s customWidth="1"/>' % (prefix, size, shown)
    return _COLS_END.sub(lambda found: new + found[0], head, count=1)
