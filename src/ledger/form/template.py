"""The form's template: every sheet, once, for everybody; issuing fills in what is one's own."""

import io

from openpyxl import Workbook

from ledger.form import calc_sheet, claims, front, hidden, panel, styles, supervisor, welcome
from ledger.form.blocks import CALC_SHEET, Sizes, shape
from ledger.form.normal import normalised
from ledger.form.places import WELCOME_SHEET
from ledger.form.sizes import USUAL


def template(sizes: Sizes = USUAL) -> bytes:
    """Build the template of the self-report workbook.

    Args:
        sizes: How many rows its tables and panels have.

    Returns:
        An .xlsx package without macros, links, volatile functions or cached values; the same
        bytes in every part each time.
    """
    book = Workbook()
    book.remove(book.worksheets[0])
    styles.install(book)
    welcome.build(book)
    made = shape(sizes)
    front.build(book, made, sizes)
    panel.build(book, made, sizes)
    claims.build_past(book, sizes)
    claims.build_more(book, made, sizes)
    supervisor.build(book, sizes)
    hidden.build(book)
    book.active = book.sheetnames.index(WELCOME_SHEET)
    book.calculation.fullCalcOnLoad = True
    book.security.lockStructure = True
    book.properties.title = "自己申告書"
    book.properties.subject = "デジタル人材の育成(人事評価には使わない)"
    book.properties.creator = ""
    out = io.BytesIO()
    book.save(out)
    return normalised(out.getvalue(), {CALC_SHEET: calc_sheet.sheet_data(made)})
