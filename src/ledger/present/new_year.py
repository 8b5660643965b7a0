"""What a ledger says of its own year, outside its tables: `_meta`, its names and its titles.

Everything else in the book stays byte for byte, HR's own sheets and texts included.
"""

import re
from collections.abc import Mapping

from ledger.present.book_says import said_in_names, said_on_sheet
from ledger.present.cell_patch import patch
from ledger.present.marks import recalculated
from ledger.present.package import WORKBOOK, Package
from ledger.present.sheet_texts import sheet_texts

__all__ = ["in_new_year"]

CORE = "docProps/core.xml"
_TITLE = re.compile(rb"(<dc:title>)([^<]*)(</dc:title>)")
_TOP = re.compile(rb'<(?:\w+:)?table\b[^>]*?\bref="[A-Z]+(\d+):')
_ADDRESS = re.compile(r"([A-Z]+)(\d+)")


def in_new_year(book: bytes, own: Mapping[str, str], before: str, after: str) -> bytes:
    """Return the ledger as one of another year, its tables left alone.

    Its formulas are calculated anew when it is opened: the tables they look at have changed.

    Args:
        book: The ledger's bytes.
        own: Values of `_meta` by key; only keys that the book has are set.
        before: The year as its titles show it (令和7年度).
        after: The year as they are to show it.
    """
    package = Package(book)
    parts = said_on_sheet(package, own) | _heading(package, before, after)
    workbook = said_in_names(package.read(WORKBOOK), own)
    parts[WORKBOOK] = recalculated(package, workbook)
    if CORE in package.names:
        old, new = before.encode(), after.encode()
        parts[CORE] = _TITLE.sub(
            lambda found: found[1] + found[2].replace(old, new) + found[3], package.read(CORE)
        )
    return package.replaced(parts)


def _heading(package: Package, before: str, after: str) -> dict[str, bytes]:
    """Let the texts above the table 今日やること speak of the new year."""
    sheet, table = package.table_parts["today"]
    part, top = package.sheet_parts[sheet], _TOP.search(package.read(table))
    texts = sheet_texts(package, part)
    values = {
        address: text.replace(before, after)
        for address, text in texts.items()
        if before in text and top and _row(address) < int(top[1])
    }
    return {part: patch(package.read(part), values)}


def _row(address: str) -> int:
    found = _ADDRESS.fullmatch(address)
    return int(found[2]) if found else 0
