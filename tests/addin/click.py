"""A click without Excel: the built add-in's own callbacks, run by pyOpenVBA.

The module `xlwings` is replaced by one that only records what `RunPython` was given; everything
else is the VBA and the sheet that the .xlam carries.
"""

import re
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree as ET
from zipfile import ZipFile

from pyopenvba import ExcelFile
from pyopenvba.apps.excel import ExcelApplication

ADDIN = Path(__file__).parents[2] / "addin" / "talent-ledger.xlam"
UI_PART = "customUI/customUI14.xml"
NS = "{http://schemas.microsoft.com/office/2009/07/customui}"
NO_BOOK = "no book"
"""A kind that stands for Excel without any open workbook."""

_RECORDER = """
Public Heard As String
Public Sub RunPython(ByVal PythonCommand As String)
    Heard = PythonCommand
End Sub
Public Function Recorded() As String
    Recorded = Heard
    Heard = ""
End Function
"""
_NOBODY = """
Private Function Nobody() As Object
    Set Nobody = Nothing
End Function
"""
_CONTROL = "Public Id As String\nPublic Tag As String\n"
_FINGER = """
Private Function Control(ByVal id As String, ByVal tag As String) As Object
    Dim made As New FakeControl
    made.Id = id
    made.Tag = tag
    Set Control = made
End Function
Public Sub Press(ByVal id As String, ByVal tag As String)
    {on_action} Control(id, tag)
End Sub
Public Function Enabled(ByVal id As String, ByVal tag As String) As Variant
    Dim answer
    {get_enabled} Control(id, tag), answer
    Enabled = answer
End Function
Public Function Supertip(ByVal id As String, ByVal tag As String) As Variant
    Dim answer
    {get_supertip} Control(id, tag), answer
    Supertip = answer
End Function
"""


class Control(NamedTuple):
    """A button as the built add-in declares it."""

    id: str
    tag: str
    group: str
    label: str
    on_action: str
    get_enabled: str
    get_supertip: str


@lru_cache
def controls() -> tuple[Control, ...]:
    """Return the buttons of the built add-in, in the ribbon's order."""
    with ZipFile(ADDIN) as package:
        root = ET.fromstring(package.read(UI_PART))  # noqa: S314 - our own file
    return tuple(
        Control(
            id=button.attrib["id"],
            tag=button.attrib["tag"],
            group=group.attrib["label"],
            label=button.attrib["label"],
            on_action=button.attrib["onAction"],
            get_enabled=button.attrib["getEnabled"],
            get_supertip=button.attrib["getSupertip"],
        )
        for group in root.iter(f"{NS}group")
        for button in group.iter(f"{NS}button")
    )


def control(control_id: str) -> Control:
    """Return one button by its id."""
    return next(one for one in controls() if one.id == control_id)


@lru_cache
def module(name: str) -> str:
    """Return the source of one VBA module of the built add-in."""
    with ExcelFile(ADDIN) as book:
        return str(book.get_module(name))


def excel(kind: str = "ledger", book: Path | None = None) -> ExcelApplication:
    """Return Excel with the add-in loaded, a book in front and a finger (module `Finger`).

    Args:
        kind: What the active book says of itself (`meta_kind`); "" says nothing.
        book: A real workbook to open instead.
    """
    app = ExcelApplication.open(ADDIN, with_vba=False)
    source = module("RibbonLedger")
    if kind == NO_BOOK and book is None:  # here the add-in would be in front, which Excel never has
        source = source.replace("ActiveWorkbook", "Nobody()") + _NOBODY
    app.add_module(source, name="RibbonLedger")
    app.add_module(_RECORDER, name="xlwings")
    app.add_module(_CONTROL, name="FakeControl", kind="class")
    (callbacks,) = {(c.on_action, c.get_enabled, c.get_supertip) for c in controls()}
    on_action, get_enabled, get_supertip = map(_callback, callbacks)
    app.add_module(
        _FINGER.format(on_action=on_action, get_enabled=get_enabled, get_supertip=get_supertip),
        name="Finger",
    )
    if book is not None:
        app.activate_workbook(app.open_workbook(book))
    elif kind != NO_BOOK:
        app.activate_workbook(app.add_workbook())
        if kind:
            app.add_module(
                "Public Sub Name()\n"
                '    ActiveWorkbook.Names.Add Name:="meta_kind", '
                f'RefersTo:="=""{kind}"""\nEnd Sub\n',
                name="Naming",
            )
            app.run("Naming.Name")
    return app


@lru_cache
def _desk(kind: str, book: Path | None) -> ExcelApplication:
    return excel(kind, book)


def _callback(qualified: str) -> str:
    """Return a callback's bare name: pyOpenVBA reads no `Module.Procedure` inside VBA."""
    name, _, procedure = qualified.partition(".")
    assert re.search(rf"(?m)^Public Sub {procedure}\(", module(name)), qualified
    return procedure


def pressed(control_id: str, kind: str = "ledger", book: Path | None = None) -> str:
    """Press a button and return what RunPython was given; "" if it was not called.

    Args:
        control_id: The button, such as `btnConfirm`.
        kind: What the active book says of itself.
        book: A real workbook to have in front instead.
    """
    app = _desk(kind, book)
    app.run("Finger.Press", control_id, control(control_id).tag)
    return str(app.run("xlwings.Recorded") or "")


def enabled(control_id: str, kind: str = "ledger", book: Path | None = None) -> bool:
    """Return whether a button can be pressed (see `pressed`)."""
    app = _desk(kind, book)
    return bool(app.run("Finger.Enabled", control_id, control(control_id).tag))


def supertip(control_id: str, kind: str = "ledger", book: Path | None = None) -> str:
    """Return the tip that a button shows (see `pressed`)."""
    app = _desk(kind, book)
    return str(app.run("Finger.Supertip", control_id, control(control_id).tag))
