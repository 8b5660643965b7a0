"""RunPython on a stage: pyOpenVBA runs the module, and what touches the PC is recorded.

Leaf functions of the module that reach for files, the environment or WScript are replaced by
recording stubs, the same ones for xlwings' stock module and for ours.
"""

import os
import re
import shlex
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from pyopenvba.apps.excel import ExcelApplication

import ledger.addin.vba_project as project
from addin import click

STOCK = project.xlwings_folder() / project.TEMPLATE
HOME = r"C:\Users\hanako"
SHARE = r"C:\share"
BOOK = "hostile.xlsx"
PYTHON = r"C:\Python\python.exe"
EVIL = r"C:\share\evil.exe"
COMMAND = "import ledger.ribbon; ledger.ribbon.press('check')"

Files = Mapping[str, Mapping[str, str]]

_SHELL = """
Public CurrentDirectory As String
Public Function Run(ByVal command As String, Optional style, Optional wait) As Long
    Remember command
    Remember "FROM " & CurrentDirectory & " STYLE " & style & " WAIT " & wait
    If Refuses() Then Err.Raise 70, , "Permission denied"
    Run = 0
End Function
Public Function Popup(ByVal text As String, Optional a, Optional b, Optional c) As Long
    Remember "POPUP " & text
    Popup = 1
End Function
"""
_STAGE = """
Public Commands As String
Private one As FakeShell
Public Sub Remember(ByVal command As String)
    Commands = Commands & command & vbLf
End Sub
Public Sub Start(ByVal command As String)
    On Error GoTo Failed
    RunPython command
    Exit Sub
Failed:
    Remember "FAILED " & Err.Number
End Sub
Public Function Remembered() As String
    Remembered = Commands
End Function
Public Function StageShell() As Object
    If one Is Nothing Then
        Set one = New FakeShell
        one.CurrentDirectory = "{share}"
    End If
    Set StageShell = one
End Function
Public Function Folder() As String
    Folder = StageShell().CurrentDirectory
End Function
Public Function Refuses() As Boolean
    Refuses = {refuses}
End Function
Public Function StageEnviron(ByVal name As String) As String
    Select Case UCase(name)
        Case "USERPROFILE": StageEnviron = "{home}"
        Case "TEMP": StageEnviron = "{home}\\Temp"
        Case "SYSTEMROOT": StageEnviron = "C:\\Windows"
    End Select
End Function
Public Function StageFullName(ByVal wb As Workbook) As String
    StageFullName = Replace(wb.FullName, "/", "\\")
End Function
Public Function StageExists(ByVal name As String) As Boolean
    Select Case name
{exists}
    End Select
End Function
Public Function StageSetting(ByVal file As String, ByVal key As String, ByRef value) As Boolean
    Select Case file & "|" & UCase(key)
{settings}
    End Select
End Function
"""
_OWN_SHEET = """
Public Sub Fill()
    With ThisWorkbook.Sheets("talent-ledger.conf")
        .Range("A1").Value = "{0}"
        .Range("B1").Value = "{1}"
    End With
End Sub
"""
_STUBS = {
    "WScript": (
        "Function WScript(Optional CreateNew As Boolean) As Object\n"
        "    Set WScript = StageShell()\n"
        "End Function"
    ),
    "FileExists": (
        "Function FileExists(ByVal FileSpec As String) As Boolean\n"
        "    FileExists = StageExists(FileSpec)\n"
        "End Function"
    ),
    "GetConfigFromFile": (
        "Function GetConfigFromFile(sFile As String, sName As String, "
        "Optional sValue As String) As Boolean\n"
        "    GetConfigFromFile = StageSetting(sFile, sName, sValue)\n"
        "End Function"
    ),
    "ExpandEnvironmentStrings": (
        "Function ExpandEnvironmentStrings(ByVal s As String)\n"
        "    ExpandEnvironmentStrings = s\n"
        "End Function"
    ),
    "CreateGUID": 'Function CreateGUID() As String\n    CreateGUID = "0"\nEnd Function',
}


class Started(NamedTuple):
    """What one call of RunPython did.

    Attributes:
        commands: Command lines that were run, and how.
        dialogs: Messages that were shown.
        folder: Excel's own current folder afterwards; `SHARE` before.
    """

    commands: tuple[str, ...]
    dialogs: tuple[str, ...]
    folder: str

    @property
    def interpreter(self) -> str:
        """The program that is started, as the command line names it."""
        found = re.search(r'"([^"]+)" (?:-\w+ )*-c "', self.commands[0])
        assert found, self.commands[0]
        return found[1]

    @property
    def paths(self) -> list[str]:
        """What is put on Python's path, as xlwings.utils.prepare_sys_path reads its argument."""
        found = re.search(r'prepare_sys_path\(\\"(.*?)\\"\)', self.commands[0])
        if found is None:
            return []
        said = found[1].replace("\\\\", "\\").split(";")
        paths: list[str] = []
        if said[0].lower() == "true":
            for full in filter(None, said[1:3]):
                paths += [full.rpartition("\\")[0], full.rpartition(".")[0] + ".zip"]
        return paths + said[6:]


def started(  # noqa: PLR0913 - what there is on the stage
    source: str,
    addin: Path,
    book: Path | None,
    files: Files,
    command: str = COMMAND,
    *,
    refused: bool = False,
    own: tuple[str, str] | None = None,
) -> Started:
    """Call RunPython of a module with a book in front.

    Args:
        source: The module's text.
        addin: The add-in's file, for its own sheet.
        book: The workbook in front, seen as standing in `SHARE`; None for no workbook.
        files: Settings files that exist, by their path.
        command: What RunPython is given.
        refused: Whether Windows lets nothing be started.
        own: A setting and its value that stand on the add-in's own sheet.
    """
    app = ExcelApplication.open(addin, with_vba=False)
    app.add_module(_SHELL, name="FakeShell", kind="class")
    app.add_module(_stage(files, refused=refused), name="Stage")
    app.add_module(click.module("RibbonLedger"), name="RibbonLedger")
    app.add_module(_stubbed(source), name="xlwings")
    if own is not None:
        app.add_module(_OWN_SHEET.format(*own), name="OwnSheet")
        app.run("OwnSheet.Fill")
    if book is not None:
        opened = app.open_workbook(book)
        opened.path, opened.name = SHARE, BOOK
        app.activate_workbook(opened)
    app.run("Stage.Start", command)
    ran = str(app.run("Stage.Remembered") or "").splitlines()
    dialogs = tuple(text for _, text, _, _ in app.dialogs)
    return Started(tuple(ran), dialogs, str(app.run("Stage.Folder")))


def posix(command: str, folder: Path) -> tuple[list[str], dict[str, str]]:
    """Return a recorded command line as this machine would run it: arguments and environment.

    Args:
        command: The program and its arguments; for `cmd.exe` with variables to set, a folder to go
            to, and a redirection.
        folder: What stands for `SHARE`; the working directory too, whatever `cd` says. PYTHONPATH
            leads there.
    """
    environ = dict(os.environ, PYTHONPATH=str(folder), PYTHONSTARTUP=str(folder), TEMP=str(folder))
    if not command.startswith("cmd.exe"):
        return [sys.executable, *shlex.split(command.replace("\\", "\\" * 2))[1:]], environ
    line = command.partition("/C ")[2].rpartition(" 2> ")[0]
    line = line.replace(SHARE.replace("\\", "\\\\") + "\\\\", f"{folder}/")
    line = line.replace("\\\\", "\\" * 4)  # a shell halves them within quotes, Windows does not
    program = ""
    for part in re.split(r" & (?=set |[A-Z]:|cd |pushd |\")", line):
        if match := re.fullmatch(r'set "(\w+)="', part.strip()):
            environ.pop(match[1], None)
        elif not re.match(r"[A-Z]:$|cd |pushd ", part.strip()):
            program = part
    return [sys.executable, *shlex.split(program)[1:]], environ


def _stage(files: Files, *, refused: bool) -> str:
    known = {PYTHON, EVIL, *files}
    exists = "\n".join(f'        Case "{name}": StageExists = True' for name in sorted(known))
    settings = "\n".join(
        f'        Case "{name}|{key.upper()}": value = "{value}": StageSetting = True'
        for name, pairs in files.items()
        for key, value in pairs.items()
    )
    return _STAGE.format(home=HOME, share=SHARE, refuses=refused, exists=exists, settings=settings)


def _stubbed(source: str) -> str:
    text = source.replace("\r\n", "\n")
    for name, stub in _STUBS.items():
        pattern = rf"(?ms)^(?:Public |Private )?Function {name}\(.*?^End Function"
        text, count = re.subn(pattern, stub, text)
        assert count == 1, f"{name}: {count}"
    text = re.sub(r"(?m)^(\s*#[^\n\"']*(?:\"[^\"]*\")?[^\n\"']*)'.*$", r"\1", text)
    # Excel compares the text "False" with True; pyOpenVBA calls it a type mismatch.
    text = text.replace('GetConfig("SHOW CONSOLE", False) = True', "False")
    text = re.sub(r"\b(ActiveWorkbook|ThisWorkbook|wb)\.FullName", r"StageFullName(\1)", text)
    text = text.replace("Application.Hwnd", "4711")
    text = text.replace("Application.Path", r'"C:\Office"')
    return text.replace("Environ(", "StageEnviron(").replace("Kill LOG_FILE", "Remember LOG_FILE")
