"""Pages that a closed ledger gets from the tracked one: their sheets as they look, blank."""

import re
from collections.abc import Sequence
from xml.sax.saxutils import quoteattr

from ledger.layout.pages import HOME, LedgerPage
from ledger.model.folding import excel_key
from ledger.model.problems import Place, Refusal
from ledger.present.carried_styles import CarriedStyles
from ledger.present.package import WORKBOOK, Package
from ledger.present.templates import template

_TYPES, _RELS, _STYLES = "[Content_Types].xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_NUMBERED = re.compile(r"/sheet(\d+)\.xml$")
_CELL = re.compile(rb'<c r="([A-Z]+\d+)"((?: s="\d+")?)[^>]*?(?:/>|>.*?</c>)', re.DOTALL)
_SELECTED = re.compile(rb'\s+tabSelected="[^"]*"')
_SHEET_ID = re.compile(rb'<(?:\w+:)?sheet\b[^>]*?\bsheetId="(\d+)"')
_SHEETS = re.compile(rb"(<(?P<p>(?:\w+:)?)sheets\b[^>]*>)(.*?)(</(?P=p)sheets>)", re.DOTALL)
_LOCAL = re.compile(rb'(\blocalSheetId=")(\d+)(")')
_VIEW = re.compile(rb"<(?:\w+:)?workbookView\b[^>]*>")
_SHOWN_FIRST = re.compile(rb'\s+(?:activeTab|firstSheet)="[^"]*"')
_END = {
    _RELS: re.compile(rb"</((?:\w+:)?)Relationships>"),
    _TYPES: re.compile(rb"</((?:\w+:)?)Types>"),
}


def with_pages(book: bytes, pages: Sequence[LedgerPage]) -> bytes:
    """Return the ledger with a blank sheet for each page: the home page first, the others last.

    Args:
        book: The ledger's bytes.
        pages: The pages.

    Raises:
        Refusal: A sheet of that name is there already (`ledger-blocked-sheet`).
    """
    for page in pages:
        book = _with_page(Package(book), page)
    return book


def _with_page(package: Package, page: LedgerPage) -> bytes:
    if excel_key(page.title) in {excel_key(title) for title in package.sheet_parts}:
        raise Refusal.of("ledger-blocked-sheet", Place(sheet=page.title), sheet=page.title)
    made = Package(template("ledger.xlsx"))
    styles = CarriedStyles(made.read(_STYLES), package.read(_STYLES))
    taken = (found[1] for name in package.names if (found := _NUMBERED.search(name)))
    part = f"xl/worksheets/sheet{max(map(int, taken), default=0) + 1}.xml"
    blank = _CELL.sub(rb'<c r="\1"\2/>', made.read(made.sheet_parts[page.title]))
    first = page is HOME
    looks = _SELECTED.sub(b' tabSelected="1"' if first else b"", styles.sheet(blank))
    parts: dict[str, bytes | None] = {
        part: looks,
        _STYLES: styles.written,
        WORKBOOK: _listed(package.read(WORKBOOK), page, first=first),
        _RELS: _more(
            package,
            _RELS,
            f'Relationship Id="rId{page.key}" Type="{_OFFICE}/worksheet" Target="/{part}"',
        ),
        _TYPES: _more(package, _TYPES, f'Override PartName="/{part}" ContentType="{_KIND}"'),
    }
    if first:
        for other in package.sheet_parts.values():
            xml = package.read(other)
            if _SELECTED.search(xml):
                parts[other] = _SELECTED.sub(b"", xml)
    return package.replaced(parts)


def _listed(workbook: bytes, page: LedgerPage, *, first: bool) -> bytes:
    """Enter a sheet; before the others, it is the one that is seen, and names of sheets follow."""
    number = max(map(int, _SHEET_ID.findall(workbook)), default=0) + 1
    told = (
        f'sheet name={quoteattr(page.title)} sheetId="{number}"'
        f' xmlns:r="{_OFFICE}" r:id="rId{page.key}"'
    ).encode()

    def more(found: re.Match[bytes]) -> bytes:
        new = b"<%s%s/>" % (found["p"], told)
        own = new + found[3] if first else found[3] + new
        return found[1] + own + found[4]

    entered = _SHEETS.sub(more, workbook, count=1)
    if not first:
        return entered
    moved = _LOCAL.sub(lambda m: m[1] + str(int(m[2]) + 1).encode() + m[3], entered)
    return _VIEW.sub(lambda m: _SHOWN_FIRST.sub(b"", m[0]), moved, count=1)


def _more(package: Package, name: str, element: str) -> bytes:
    """Return a part with one more empty element at the end of its list, in its own prefix."""

    def ended(found: re.Match[bytes]) -> bytes:
        return b"<%s%s/>" % (found[1], element.encode()) + found[0]

    return _END[name].sub(ended, package.read(name), count=1)
