"""The person before Excel, and how Excel itself is treated while a button is at work.

As thin as `book/excel.py`. `.api` where xlwings has nothing: `AutoCorrect`, whose filling in of
whole columns is off for as long as a button works.
"""

import atexit
import contextlib
import ctypes
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import xlwings as xw

from ledger.book.busy import Attempts
from ledger.book.excel import ExcelPages

ADD_IN = "talent-ledger.xlam"
_MODULE = f"'{ADD_IN}'!RibbonLedger."
GIVEN_UP = "\x00"
"""What `AskText` of the add-in returns when the person gives up."""
LONGEST_STATUS = 250
_ESCAPE = 0x1B
_DOWN_OR_SINCE = 0x8001
"""Bits of a key that is down, and of one that was pressed since the last look."""


def _leave_other_excels_alone() -> None:
    """Take back what xlwings does when Python ends: it kills every Excel that it cannot see.

    A hidden one, or one without a workbook, may be at work for somebody.
    """
    windows = sys.modules.get("xlwings._xlwindows")
    if windows is not None:
        atexit.unregister(windows.cleanup)


_leave_other_excels_alone()


def be_patient(attempts: Attempts | None = None) -> None:
    """Let xlwings wait for a busy Excel with pauses, and not for ever as it would by itself.

    Args:
        attempts: The patience; all of it if not given.
    """
    windows = sys.modules.get("xlwings._xlwindows")
    if windows is not None:
        vars(windows)["N_COM_ATTEMPTS"] = attempts or Attempts()


def escape_pressed(window: int | None) -> bool:
    """Whether Esc is down, or was pressed since the last look, while a window is in front.

    Excel itself waits for the button and hears no key, so Windows is asked.

    Args:
        window: Its handle.
    """
    with contextlib.suppress(AttributeError):  # no Windows
        user = ctypes.windll.user32  # type: ignore[attr-defined]  # Windows
        pressed = int(user.GetAsyncKeyState(_ESCAPE)) & _DOWN_OR_SINCE
        return bool(pressed) and int(user.GetForegroundWindow()) == window
    return False


class ExcelDesk:
    """The person before Excel; implements `book.pages.Desk`."""

    def __init__(self, app: xw.App, pages: ExcelPages | None = None) -> None:
        """Take the Excel that shows messages; with its window known, they need no answer of it.

        Args:
            app: Excel.
            pages: The workbook that stays in front unless another one is opened.
        """
        self._app, self._window, self._pages = app, app.hwnd, pages
        self.wants_to_stop()  # what was pressed before does not count

    def status(self, text: str | None) -> None:
        """See `Desk.status`."""
        self._app.status_bar = False if text is None else text[:LONGEST_STATUS]

    def wants_to_stop(self) -> bool:
        """See `Desk.wants_to_stop`; Windows is asked, so that Excel need not answer."""
        return escape_pressed(self._window)

    def tell(self, title: str, text: str, *, wrong: bool = False) -> None:
        """See `Desk.tell`."""
        self._app.alert(text, title, mode="critical" if wrong else "info")

    def agree(self, title: str, text: str) -> bool:
        """See `Desk.agree`."""
        agreed = bool(self._app.alert(text, title, buttons="yes_no") == "yes")
        self.wants_to_stop()  # the answer may have been Esc
        return agreed

    def ask(self, title: str, prompt: str, preset: str = "") -> str | None:
        """See `Desk.ask`."""
        answer = self._app.macro(f"{_MODULE}AskText")(prompt, title, preset)
        self.wants_to_stop()
        return None if answer is None or answer == GIVEN_UP else str(answer)

    def pick_file(self, title: str, endings: Sequence[str]) -> Path | None:
        """See `Desk.pick_file`."""
        patterns = ";".join(endings)
        picked = self._app.macro(f"{_MODULE}PickFile")(title, f"{patterns},{patterns}")
        return Path(str(picked)) if picked else None

    def pick_folder(self, title: str, preset: str = "") -> Path | None:
        """See `Desk.pick_folder`."""
        picked = self._app.macro(f"{_MODULE}PickFolder")(title, preset)
        return Path(str(picked)) if picked else None

    def open_book(self, path: Path) -> None:
        """See `Desk.open_book`."""
        self._app.books.open(str(path))
        if self._pages is not None:
            self._pages.moved = True

    def open_page(self, path: Path) -> None:
        """See `Desk.open_page`; Windows knows what opens it."""
        os.startfile(path)  # type: ignore[attr-defined]  # noqa: S606 - a page that we installed

    def to_pdf(self, path: Path, target: Path) -> None:
        """See `Desk.to_pdf`."""
        book = self._app.books.open(str(path), read_only=True)
        try:
            book.to_pdf(str(target))
        finally:
            book.close()


@contextlib.contextmanager
def as_it_was(pages: ExcelPages, app: xw.App) -> Iterator[None]:
    """Give Excel back as it was: status bar, screen updating, alerts, selection, filling in.

    Filling in is Excel's own wish to write one formula into a whole column of a table. What a
    command that went well selected or opened on purpose stays in front. What cannot be given back
    hinders nothing else.
    """
    updating, alerts = app.screen_updating, app.display_alerts
    correct = app.api.AutoCorrect
    fills = correct.AutoFillFormulasInLists
    chosen = pages.selection()
    try:
        correct.AutoFillFormulasInLists = False
        app.screen_updating = False
        app.display_alerts = False
        yield
    except BaseException:
        pages.moved = False
        raise
    finally:
        with contextlib.suppress(Exception):
            correct.AutoFillFormulasInLists = fills
        with contextlib.suppress(Exception):
            app.status_bar = False
        with contextlib.suppress(Exception):
            app.display_alerts = alerts
        with contextlib.suppress(Exception):
            if chosen.sheet and not pages.moved:
                pages.select(*chosen)
        with contextlib.suppress(Exception):
            app.screen_updating = updating
