"""How the pages look: made once, when a ledger is built; writing content styles nothing."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from ledger.layout.pages import HOME
from ledger.present.book_writing import Formats
from ledger.present.pages.home_looks import home_looks

PageLooks = Callable[[Workbook, Worksheet, Formats], None]
"""Gives a new, blank sheet its widths, formats, conditional formats and print page."""

LOOKS: Mapping[str, PageLooks] = MappingProxyType({HOME.key: home_looks})
"""By page key."""
