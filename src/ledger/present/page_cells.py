"""Writing pages into a closed ledger: their cells are exchanged, their looks stay."""

from collections.abc import Collection, Mapping, Sequence
from html import escape, unescape
from re import Match, compile as pattern

import pandas as pd

from ledger.layout.addresses import letter
from ledger.layout.columns import Cell
from ledger.layout.page_frames import page_rows
from ledger.layout.pages import BY_PAGE, Kept, LedgerPage, PageCell, PageFormula
from ledger.present.cell_patch import cell_xml, result_xml
from ledger.present.package import Package
from ledger.present.row_fitting import RowFitting
from ledger.present.sheet_rows import SheetPart, SheetRow, parse_sheet, written_sheet
from ledger.present.table_filters import is_filtered, unfiltered, without_mode

_SHEET = pattern(rb'<(?:\w+:)?sheet\b[^>]*?\bname="([^"]*)"[^>]*?/?>')
_HIDDEN = pattern(rb'\s*\bhidden="[^"]*"')
_STATE = pattern(rb'\s+state="[^"]*"')


def page_parts(
    package: Package, changes: Mapping[str, pd.DataFrame], fitting: RowFitting
) -> dict[str, bytes]:
    """Return the sheets of the pages among the changes as they are to read.

    A page whose sheet somebody took away is left out.

    Args:
        package: The ledger.
        changes: Frames by page key.
        fitting: Makes rows as high as their texts need.

    Raises:
        Refusal: A text cannot stand in a cell (`text-impossible`).
    """
    parts: dict[str, bytes] = {}
    for key, data in changes.items():
        part = package.sheet_parts.get(BY_PAGE[key].title)
        if part is not None:
            sheet = parse_sheet(package.read(part))
            if BY_PAGE[key].filters:
                _unfilter(sheet)
            _fill(sheet, BY_PAGE[key], page_rows(data))
            fitting.fit(sheet, sheet.rows)
            parts[part] = written_sheet(sheet)
    return parts


def _unfilter(sheet: SheetPart) -> None:
    """Take a filter off: the rows that it hid get other content."""
    if is_filtered(sheet.after):
        sheet.after = unfiltered(sheet.after)
        sheet.before = without_mode(sheet.before)
        for row in sheet.rows.values():
            row.attributes = _HIDDEN.sub(b"", row.attributes)


def _fill(sheet: SheetPart, page: LedgerPage, rows: Sequence[Sequence[PageCell]]) -> None:
    """Exchange the cells of a page; a blank one keeps the format that it has."""
    for number in range(1, max(len(rows), *sheet.rows, 0) + 1):
        row = sheet.rows.setdefault(number, SheetRow(b"", {}))
        values = rows[number - 1] if number <= len(rows) else ()
        for at in range(page.columns):
            value = values[at] if at < len(values) else None
            if isinstance(value, Kept):
                continue
            if value is not None or at in row.cells:
                style = sheet.style_of(row, at)
                row.cells[at] = page_cell(f"{letter(at)}{number}", value, style, sheet.prefix)


def page_cell(address: str, value: Cell | PageFormula, style: int | None, prefix: bytes) -> bytes:
    """Return one cell of a page as XML; see `cell_xml`."""
    if not isinstance(value, PageFormula):
        return cell_xml(address, value, style=style, prefix=prefix)
    worn = b"" if style is None else b' s="%d"' % style
    text = escape(value.text.removeprefix("="), quote=False).encode()
    formula = b"<%sf>%s</%sf>" % (prefix, text, prefix)
    return result_xml(address, worn, formula, value.shown, prefix)


def tabs_of(workbook: bytes) -> dict[str, bool]:
    """Return the sheets that a workbook's part lists, and whether each can be seen.

    Very hidden ones are the program's own and not among them.
    """
    return {
        unescape(found[1].decode()): not _STATE.search(found[0]) or b'state="visible"' in found[0]
        for found in _SHEET.finditer(workbook)
        if b"veryHidden" not in found[0]
    }


def with_tabs(workbook: bytes, titles: Collection[str], *, shown: bool) -> bytes:
    """Return the workbook's part with the tabs of some sheets shown, or hidden.

    Args:
        workbook: `xl/workbook.xml`.
        titles: The sheets; very hidden ones stay so.
        shown: Whether they are to be seen.
    """
    wanted = {escape(title).encode() for title in titles}

    def stated(found: Match[bytes]) -> bytes:
        if found[1] not in wanted or b"veryHidden" in found[0]:
            return found[0]
        bare = _STATE.sub(b"", found[0])
        return bare if shown else bare.replace(b' name="', b' state="hidden" name="', 1)

    return _SHEET.sub(stated, workbook)
