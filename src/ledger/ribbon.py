"""What the ribbon calls: `RunPython "import ledger.ribbon; ledger.ribbon.press('confirm')"`.

The caller's workbook and Excel's own person become the ports that `buttons/` works with.
"""

import datetime as dt

import xlwings as xw

from ledger.book.excel import ExcelDesk, ExcelPages, as_it_was
from ledger.buttons import board
from ledger.buttons.click import Click


def press(verb: str) -> None:
    """Press a button on the workbook from which Python was started.

    Args:
        verb: Tag of the button.
    """
    book = xw.Book.caller()
    pages = ExcelPages(book)
    now = dt.datetime.now().replace(microsecond=0)  # noqa: DTZ005 - 台帳は日本時間で記す
    with as_it_was(pages, book.app):
        board.press(verb, Click(pages, ExcelDesk(book.app), now))
