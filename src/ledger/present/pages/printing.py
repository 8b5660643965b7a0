"""How a page without grid lines prints: on A4, one page wide, its title and pages at the foot."""

from xlsxwriter.worksheet import Worksheet

from ledger.layout.pages import LedgerPage

_A4 = 9
"""Excel's number of the paper."""
CAREFUL = "(取扱注意)"
"""Stands behind the title of a page that names people."""


def prints_across(sheet: Worksheet, page: LedgerPage, note: str = "") -> None:
    """Let a page print on A4 across, as many pages long as it is.

    Args:
        sheet: The page's sheet.
        page: The page.
        note: Stands behind its title at the foot.
    """
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    _on_paper(sheet, f"{page.title}{note}", bottom=0.6)


def prints_on_one(sheet: Worksheet, page: LedgerPage, *, upright: bool = False) -> None:
    """Let a page print on one A4, across or upright.

    Args:
        sheet: The page's sheet.
        page: The page.
        upright: Whether the paper stands upright.
    """
    if upright:
        sheet.set_portrait()
    else:
        sheet.set_landscape()
    sheet.fit_to_pages(1, 1)
    _on_paper(sheet, page.title, bottom=0.5)


def _on_paper(sheet: Worksheet, foot: str, *, bottom: float) -> None:
    sheet.hide_gridlines(2)
    sheet.set_paper(_A4)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=bottom)
    sheet.set_footer(f"&L{foot}&C&P / &N")
