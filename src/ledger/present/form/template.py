"""The form's template: every sheet, once, for everybody; issuing fills in what is one's own."""

import io

from openpyxl import Workbook

from ledger.present.form import calc_sheet, claims, front, hidden, panel, styles, welcome
from ledger.present.form.blocks import CALC_SHEET
from ledger.present.form.normal import normalised
from ledger.present.form.places import WELCOME_SHEET


def template() -> bytes:
    """Build the template of the self-report workbook.

    Returns:
        An .xlsx package without macros, links, volatile functions or cached values; the same
        bytes in every part each time.
    """
    book = Workbook()
    book.remove(book.worksheets[0])
    styles.install(book)
    welcome.build(book)
    front.build(book)
    panel.build(book)
    claims.build(book)
    claims.build_past(book)
    hidden.build(book)
    book.active = book.sheetnames.index(WELCOME_SHEET)
    book.calculation.fullCalcOnLoad = True
    book.security.lockStructure = True
    book.properties.title = "自己申告書"
    book.properties.subject = "デジタル人材の育成(人事評価には使わない)"
    book.properties.creator = ""
    out = io.BytesIO()
    book.save(out)
    return normalised(out.getvalue(), {CALC_SHEET: calc_sheet.sheet_data()})
