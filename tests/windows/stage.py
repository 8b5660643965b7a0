"""xlwings' own Windows engine, imported where there is no Windows: pywin32 is stood in for."""

import atexit
import ctypes
import datetime as dt
import importlib.util
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any
from unittest import mock

import pytest
import xlwings

REJECTED = -2147418111
FAILED = -2147352567
UNKNOWN_NAME = -2147352570


class ComError(Exception):
    """What pywin32 raises: four things, of which the third says more."""

    def __init__(self, said: object, hresult: int = FAILED, scode: int = -2146827284) -> None:
        """Say it."""
        self.hresult = hresult
        self.excepinfo = None if hresult == REJECTED else (0, "Excel", said, None, 0, scode)
        super().__init__(hresult, "例外が発生しました。", self.excepinfo, None)


class Mood:
    """What Excel is busy with.

    Attributes:
        refusals: How many calls it refuses from now on; below zero every one.
        slept: Seconds that were waited for it.
    """

    def __init__(self) -> None:
        """Be at leisure."""
        self.refusals = 0
        self.slept = 0.0

    def ask(self, name: str) -> None:
        """Refuse, or let a call through."""
        if self.refusals and name[0].isupper():
            self.refusals -= 1
            raise ComError("", REJECTED)

    def sleep(self, seconds: float) -> None:
        """Let time pass."""
        self.slept += seconds


MOOD = Mood()


class Names:
    """What pywin32 asks an object that has no such attribute."""

    @staticmethod
    def GetIDsOfNames(_: int, name: str) -> None:
        """Say that there is none, or that nobody has time to look."""
        MOOD.ask("X")
        raise ComError(name, UNKNOWN_NAME)


class Dispatched:
    """An object of Excel's: every look at it, and every change, is a call that may be refused."""

    _oleobj_ = Names

    def __getattribute__(self, name: str) -> Any:  # noqa: ANN401 - whatever it has
        """Look."""
        MOOD.ask(name)
        return super().__getattribute__(name)

    def __setattr__(self, name: str, value: object) -> None:
        """Change."""
        MOOD.ask(name)
        super().__setattr__(name, value)


def bare(thing: Any) -> Any:  # noqa: ANN401 - whatever is handed over
    """Return what xlwings has wrapped, so that calls are tried again."""
    return object.__getattribute__(thing, "__dict__").get("_inner", thing)


class Spoken:
    """Message boxes that were shown, and what is answered."""

    def __init__(self) -> None:
        """Say はい to everything."""
        self.shown: list[tuple[str, str, int]] = []

    def box(self, hwnd: int, text: str, title: str, style: int) -> int:
        """Answer 6 (yes) to MB_YESNO, 1 (OK) else."""
        assert hwnd == 1
        self.shown.append((title, text, style))
        return 6 if style & 0xF == 4 else 1


def _modules(spoken: Spoken) -> dict[str, Any]:
    """Return stand-ins for pywin32's modules."""
    made: dict[str, Any] = {
        name: ModuleType(name)
        for name in (
            *("pywintypes", "win32api", "win32con", "pythoncom", "win32com", "win32com.client"),
            *("win32gui", "win32process", "win32timezone", "xlwings._win32patch"),
        )
    }
    made["pywintypes"].com_error = made["pywintypes"].error = ComError
    made["pywintypes"].TimeType = dt.datetime
    made["pythoncom"].CoInitialize = lambda: None
    made["pythoncom"].ole_error = ComError
    made["pythoncom"].__file__ = ""
    made["win32api"].MessageBox = spoken.box
    constants = {"OK": 0, "OKCANCEL": 1, "YESNOCANCEL": 3, "YESNO": 4}
    icons = {"ICONINFORMATION": 0x40, "ICONWARNING": 0x30}
    vars(made["win32con"]).update({f"MB_{name}": n for name, n in (constants | icons).items()})
    for name in ("CDispatch", "CoClassBaseClass", "DispatchBaseClass"):
        setattr(made["win32com.client"], name, type(name, (), {}))
    made["win32com.client"].CDispatch = Dispatched
    made["win32com.client"].Dispatch = made["win32com.client"].DispatchEx = None
    made["win32com"].client = made["win32com.client"]
    made["xlwings._win32patch"].CoClassBaseClass = made["win32com.client"].CoClassBaseClass
    made["win32process"].GetWindowThreadProcessId = lambda hwnd: (hwnd, 1)
    made["win32gui"].FindWindowEx = lambda *_: 1
    made["win32timezone"].TimeZoneInfo = mock.Mock(utc=lambda: dt.UTC)
    return made


@contextmanager
def windows_engine(patch: pytest.MonkeyPatch, spoken: Spoken) -> Iterator[Any]:
    """Import `xlwings/_xlwindows.py` as it is installed."""
    for name, module in _modules(spoken).items():
        patch.setitem(sys.modules, name, module)
    for name in ("windll", "oledll", "PyDLL"):
        patch.setattr(ctypes, name, mock.MagicMock(), raising=False)
    ctypes.windll.user32.GetAsyncKeyState.return_value = 0  # type: ignore[attr-defined]  # no key
    path = Path(xlwings.__file__).parent / "_xlwindows.py"
    spec = importlib.util.spec_from_file_location("xlwings._xlwindows", path)
    assert spec is not None
    assert spec.loader is not None
    engine = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(engine)
    atexit.unregister(engine.cleanup)
    patch.setitem(sys.modules, "xlwings._xlwindows", engine)
    assert engine.N_COM_ATTEMPTS == 0, "for ever, as it is shipped"
    vars(MOOD).update(vars(Mood()))
    patch.setattr(engine, "get_excel_hwnds", lambda: [1])
    patch.setattr(xlwings.engines, "active", xlwings.Engine(impl=engine.engine))
    yield engine
