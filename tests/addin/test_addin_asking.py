"""What Python asks through the add-in, and how the ribbon learns of another book in front."""

import pytest
from pyopenvba.apps.excel import ExcelApplication

from addin import click

_FAKE = """
Public Answer As Variant
Public Asked As String
Public title As String
Public InitialFileName As String
Public Function InputBox(ByVal prompt, Optional ByVal title, Optional ByVal preset, _
                         Optional ByVal Type)
    Asked = prompt & "|" & title & "|" & preset & "|" & Type
    InputBox = Answer
End Function
Public Function GetOpenFilename(ByVal filter, ByVal index, ByVal title)
    Asked = filter & "|" & index & "|" & title
    GetOpenFilename = Answer
End Function
Public Function FileDialog(ByVal kind) As Object
    Asked = "kind " & kind
    Set FileDialog = Me
End Function
Public Function Show() As Long
    If VarType(Answer) = vbBoolean Then Show = 0 Else Show = -1
End Function
Public Function SelectedItems(ByVal index As Long) As String
    SelectedItems = Answer
End Function
"""
_STAGE = """
Private one As FakeExcel
Private InCell As Boolean
Public Function StageExcel() As Object
    If one Is Nothing Then Set one = New FakeExcel
    Set StageExcel = one
End Function
Public Sub Prepare(ByVal value)
    StageExcel().Answer = value
End Sub
Public Function Asked() As String
    Asked = StageExcel().Asked
End Function
Public Function StageCaller() As Variant
    If InCell Then Set StageCaller = ThisWorkbook.Sheets(1).Range("A1") Else StageCaller = 0
End Function
Public Sub GoIntoCell()
    InCell = True
End Sub
Public Function Folder() As String
    Folder = StageExcel().InitialFileName
End Function
"""
_RIBBON = "Public Count As Long\nPublic Sub Invalidate()\n    Count = Count + 1\nEnd Sub\n"
_LOADING = """
Private one As FakeRibbon
Public Sub Load()
    Set one = New FakeRibbon
    OnLoad one
End Sub
Public Function Invalidated() As Long
    Invalidated = one.Count
End Function
Public Sub Switch(ByVal which As Long)
    Dim front As Object
    Set front = ThisWorkbook
    If which = 1 Then ThisWorkbook.App_WorkbookActivate front
    If which = 2 Then ThisWorkbook.App_WorkbookDeactivate front
    If which = 3 Then ThisWorkbook.App_SheetActivate front
End Sub
"""


@pytest.fixture
def asking() -> ExcelApplication:
    app = ExcelApplication.open(click.ADDIN, with_vba=False)
    app.add_module(_FAKE, name="FakeExcel", kind="class")
    app.add_module(_STAGE, name="Stage")
    source = click.module("RibbonLedger")
    for member in ("InputBox", "GetOpenFilename", "FileDialog"):
        assert source.count(f"Application.{member}(") == 1
        source = source.replace(f"Application.{member}(", f"StageExcel().{member}(")
    assert source.count("Application.Caller") == 1
    source = source.replace("Application.Caller", "StageCaller()")
    app.add_module(source, name="RibbonLedger")
    return app


@pytest.mark.parametrize(
    ("answer", "heard"), [(False, "\x00"), ("", ""), ("00123", "00123"), ("𠮷田 髙", "𠮷田 髙")]
)
def test_cancelled_empty_and_answered_are_three_things(
    asking: ExcelApplication, answer: object, heard: str
) -> None:
    asking.run("Stage.Prepare", answer)
    assert asking.run("RibbonLedger.AskText", "番号は?", "確認", "00109") == heard
    assert asking.run("Stage.Asked") == "番号は?|確認|00109|2"


def test_a_long_question_is_cut_to_what_excel_takes(asking: ExcelApplication) -> None:
    asking.run("Stage.Prepare", "x")
    assert asking.run("RibbonLedger.AskText", "あ" * 400, "t", "") == "x"
    assert str(asking.run("Stage.Asked")).count("あ") == 250


@pytest.mark.parametrize(("answer", "heard"), [(False, ""), (r"C:\名簿.csv", r"C:\名簿.csv")])
def test_a_file_is_picked_or_not(asking: ExcelApplication, answer: object, heard: str) -> None:
    asking.run("Stage.Prepare", answer)
    assert asking.run("RibbonLedger.PickFile", "名簿", "CSV (*.csv),*.csv") == heard
    assert asking.run("Stage.Asked") == "CSV (*.csv),*.csv|1|名簿"


@pytest.mark.parametrize(("answer", "heard"), [(False, ""), (r"C:\提出", r"C:\提出")])
def test_a_folder_is_picked_or_not(asking: ExcelApplication, answer: object, heard: str) -> None:
    asking.run("Stage.Prepare", answer)
    assert asking.run("RibbonLedger.PickFolder", "提出フォルダ", r"C:\前回") == heard
    assert asking.run("Stage.Asked") == "kind 4"
    assert asking.run("Stage.Folder") == r"C:\前回"


def test_a_cell_formula_cannot_ask_anybody(asking: ExcelApplication) -> None:
    asking.run("Stage.Prepare", "00123")
    asking.run("Stage.GoIntoCell")
    assert asking.run("RibbonLedger.AskText", "パスワードは?", "", "") == "\x00"
    assert not asking.run("RibbonLedger.PickFile", "", "")
    assert not asking.run("RibbonLedger.PickFolder", "", "")
    assert not asking.run("Stage.Asked")


def test_another_book_or_sheet_in_front_asks_the_ribbon_anew() -> None:
    app = ExcelApplication.open(click.ADDIN, with_vba=False)
    source = click.module("ThisWorkbook")
    assert "Private WithEvents App As Application" in source
    plain = source.replace("WithEvents ", "").replace("RibbonLedger.", "")
    app.add_module(plain.replace("Private Sub", "Public Sub"), name="ThisWorkbook", kind="document")
    app.add_module(click.module("RibbonLedger"), name="RibbonLedger")
    app.add_module(_RIBBON, name="FakeRibbon", kind="class")
    app.add_module(_LOADING, name="Loading")
    app.run("RibbonLedger.Refresh")  # the pointer is not there yet, or was lost: nothing happens
    app.run("Loading.Load")
    for which in (1, 2, 3):
        app.run("Loading.Switch", which)
        assert app.run("Loading.Invalidated") == which
