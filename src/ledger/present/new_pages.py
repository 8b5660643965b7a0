"""Pages that a closed ledger gets from the tracked one: their sheets as they look, blank."""

import re
from collections.abc import Sequence
from xml.sax.saxutils import quoteattr

from ledger.layout.pages import HOME, LedgerPage
from ledger.model.folding import excel_key
from ledger.model.problems import Place, Refusal
from ledger.present.carried_styles import CarriedStyles
from ledger.present.package import WORKBOOK, Package
from ledger.present.tracked_ledger import tracked_ledger

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
    package, made = Package(book), tracked_ledger()
    there = {excel_key(title) for title in package.sheet_parts}
    styles = CarriedStyles(made.read(_STYLES), package.read(_STYLES))
    taken = (found[1] for name in package.names if (found := _NUMBERED.search(name)))
    parts: dict[str, bytes | None] = {}
    lists = {name: package.read(name) for name in (WORKBOOK, _RELS, _TYPES)}
    for number, page in enumerate(pages, start=max(map(int, taken), default=0) + 1):
        if excel_key(page.title) in there:
            place = Place(sheet=page.title)
            raise Refusal.of("ledger-blocked-sheet", place, sheet=page.title)
        first = page is HOME
        if first:
            parts |= _unselected(package)
        part = f"xl/worksheets/sheet{number}.xml"
        blank = _CELL.sub(rb'<c r="\1"\2/>', made.read(made.sheet_parts[page.title]))
        looks = _SELECTED.sub(b' tabSelected="1"' if first else b"", styles.sheet(blank))
        parts[part] = looks
        _enter(lists, page, part, first=first)
    return package.replaced({**parts, **lists, _STYLES: styles.written})


def _unselected(package: Package) -> dict[str, bytes]:
    """Return the sheets that are selected, without it."""
    sheets = ((part, package.read(part)) for part in package.sheet_parts.values())
    return {part: _SELECTED.sub(b"", xml) for part, xml in sheets if b"tabSelected=" in xml}


def _enter(lists: dict[str, bytes], page: LedgerPage, part: str, *, first: bool) -> None:
    """Enter a page's sheet where a workbook lists its parts."""
    relation = f'Relationship Id="rId{page.key}" Type="{_OFFICE}/worksheet" Target="/{part}"'
    lists[WORKBOOK] = _listed(lists[WORKBOOK], page, first=first)
    lists[_RELS] = _more(_RELS, lists[_RELS], relation)
    kind = f'Override PartName="/{part}" ContentType="{_KIND}"'
    lists[_TYPES] = _more(_TYPES, lists[_TYPES], kind)


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


def _more(name: str, part: bytes, element: str) -> bytes:
    """Return a part with one more empty element at the end of its list, in its own prefix."""

    def ended(found: re.Match[bytes]) -> bytes:
        return b"<%s%s/>" % (found[1], element.encode()) + found[0]

    return _END[name].sub(ended, part, count=1)
