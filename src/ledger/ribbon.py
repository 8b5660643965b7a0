"""What the ribbon calls: `RunPython "import ledger.ribbon; ledger.ribbon.press('confirm')"`.

The caller's workbook and the person before Excel become the ports that `buttons/` works with.
Nothing gets out of here as a traceback: xlwings would show it as it is.

Python starts at each click, so nothing beside xlwings is imported before the click is known.
"""

import contextlib
import ctypes
import datetime as dt
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

import xlwings as xw

if TYPE_CHECKING:
    from ledger.book.ports import Pages, PersonAtDesk

_CALLER = "--wb="
IN_FRONT = 0x30 | 0x10000 | 0x40000
"""Windows' numbers for a warning that comes to the front, and stays there."""


def press(verb: str) -> None:
    """Press a button on the workbook from which Python was started.

    Args:
        verb: Tag of the button.
    """
    from ledger.book.excel_desk import be_patient
    from ledger.buttons import registry
    from ledger.buttons.press import Click
    from ledger.model.collecting import look_for_cycles_seldom
    from ledger.model.problems import NOWHERE, Problem

    code = "excel-stopped"
    try:
        be_patient()
        look_for_cycles_seldom()
        if name := _unusable_name():
            problem = Problem.of("book-name", NOWHERE, name=name)
            _tell(registry.said(problem))
            return
        with host() as (pages, desk):
            registry.press(verb, Click(pages, desk, _now()))
            code = "excel-not-restored"  # what is still to fail is only how Excel looked
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # noqa: BLE001 - Excel itself did not answer; say so, end well
        with contextlib.suppress(Exception):
            _tell(registry.fault(error, verb, code))


@contextlib.contextmanager
def host() -> Iterator[tuple["Pages", "PersonAtDesk"]]:
    """Return the caller's workbook and the person before it; Excel is given back as it was."""
    from ledger.book.excel import ExcelPages
    from ledger.book.excel_desk import ExcelDesk, as_it_was

    book = xw.Book.caller()
    pages = ExcelPages(book)
    with as_it_was(pages, book.app):
        yield pages, ExcelDesk(book.app, pages)


def _tell(text: str) -> None:
    """Tell it without the caller's Excel, which could not be reached: in a window of Windows'."""
    from ledger.buttons.pace import TITLE

    ctypes.windll.user32.MessageBoxW(0, text, TITLE, IN_FRONT)  # type: ignore[attr-defined]  # Windows


def _unusable_name() -> str:
    """Return the caller's file name if xlwings cannot find it: it cuts names at `=`."""
    name = next((a.removeprefix(_CALLER) for a in sys.argv if a.startswith(_CALLER)), "")
    return name if "=" in name else ""


def _now() -> dt.datetime:
    return dt.datetime.now().replace(microsecond=0)  # noqa: DTZ005 - 台帳は日本時間で記す
