"""What the ribbon calls: `RunPython "import ledger.ribbon; ledger.ribbon.press('confirm')"`.

The caller's workbook and the person before Excel become the ports that `buttons/` works with.
Nothing gets out of here as a traceback: xlwings would show it as it is.
"""

import contextlib
import datetime as dt
import sys
from collections.abc import Iterator

import xlwings as xw

from ledger.book.excel import ExcelDesk, ExcelPages, as_it_was
from ledger.book.pages import Desk, Pages
from ledger.buttons import board
from ledger.buttons.click import TITLE, Click
from ledger.model.problems import NOWHERE, Problem

_CALLER = "--wb="


def press(verb: str) -> None:
    """Press a button on the workbook from which Python was started.

    Args:
        verb: Tag of the button.
    """
    code = "excel-stopped"
    try:
        if name := _unusable_name():
            problem = Problem.of("book-name", NOWHERE, name=name)
            _tell(board.said(problem))
            return
        with host() as (pages, desk):
            board.press(verb, Click(pages, desk, _now()))
            code = "excel-not-restored"  # what is still to fail is only how Excel looked
    except Exception as error:  # noqa: BLE001 - Excel itself did not answer; say so and end well
        with contextlib.suppress(Exception):
            _tell(board.fault(error, verb, code))


@contextlib.contextmanager
def host() -> Iterator[tuple[Pages, Desk]]:
    """Return the caller's workbook and the person before it; Excel is given back as it was."""
    book = xw.Book.caller()
    pages = ExcelPages(book)
    with as_it_was(pages, book.app):
        yield pages, ExcelDesk(book.app)


def _tell(text: str) -> None:
    """Tell it in whatever Excel is there, where the caller's own could not be reached."""
    app = xw.apps.active
    if app is not None:
        ExcelDesk(app).tell(TITLE, text, wrong=True)


def _unusable_name() -> str:
    """Return the caller's file name if xlwings cannot find it: it cuts names at `=`."""
    name = next((a.removeprefix(_CALLER) for a in sys.argv if a.startswith(_CALLER)), "")
    return name if "=" in name else ""


def _now() -> dt.datetime:
    return dt.datetime.now().replace(microsecond=0)  # noqa: DTZ005 - 台帳は日本時間で記す
