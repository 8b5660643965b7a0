"""The hidden sheets: `_rules` and `_lists` (data, written at issuing), `_calc`, and `_meta`."""

from openpyxl.workbook import Workbook
from openpyxl.workbook.defined_name import DefinedName

from ledger.form import blocks, places
from ledger.form.blocks import BLOCK_TOP, RULES
from ledger.form.formula_places import Block
from ledger.form.sheet import as_table
from ledger.layout import meta
from ledger.layout.addresses import letter
from ledger.model.terms import BookKind


def build(book: Workbook) -> None:
    """Add the hidden sheets and the defined names that lead to them."""
    _rules(book)
    _calc(book)
    _lists(book)
    _meta(book)


def _rules(book: Workbook) -> None:
    sheet = book.create_sheet(blocks.RULES_SHEET)
    sheet.sheet_state = "hidden"
    for block in RULES.values():
        _head(book, block)


def _head(book: Workbook, block: Block) -> None:
    sheet = book[block.sheet]
    sheet.cell(BLOCK_TOP - 2, block.column, block.name.removeprefix("rules."))
    for offset, key in enumerate(block.keys):
        sheet.cell(BLOCK_TOP - 1, block.column + offset, key)


def _calc(book: Workbook) -> None:
    """Add `_calc`, still empty: its cells are written when the package is put in order."""
    book.create_sheet(blocks.CALC_SHEET).sheet_state = "hidden"


def _lists(book: Workbook) -> None:
    sheet = book.create_sheet(places.LISTS_SHEET)
    sheet.sheet_state = "hidden"
    for number, name in enumerate(places.list_names(), start=1):
        sheet.cell(1, number, name)
        words = places.CHOICES.get(name.removeprefix("choice_"), ())
        for offset, word in enumerate(words if name.startswith("choice_") else ()):
            sheet.cell(places.FIRST_LIST_ROW + offset, number, word)
        reference = places.list_reference(name, len(words) if name.startswith("choice_") else 1)
        book.defined_names.add(DefinedName(name, attr_text=reference))


def _meta(book: Workbook) -> None:
    sheet = book.create_sheet(meta.SHEET)
    sheet.sheet_state = "veryHidden"
    sheet.append(list(meta.META.headers))
    known = {meta.KIND: BookKind.SELF_REPORT.value, meta.SCHEMA: meta.FORM_VERSION}
    for key in meta.SELF_REPORT_KEYS:
        value = known.get(key)
        sheet.append([key, value])
        name = DefinedName(f"{meta.NAME_PREFIX}{key}", attr_text=f'"{value or ""}"')
        book.defined_names.add(name)
    last = letter(len(meta.META.columns) - 1)
    as_table(sheet, meta.META.key, f"A1:{last}{1 + len(meta.SELF_REPORT_KEYS)}", meta.META.headers)
