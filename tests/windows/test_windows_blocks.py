"""Excel read in blocks of rows and written in blocks of cells, and Esc: on xlwings' own engine."""

import ctypes
import shutil
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import openpyxl
import pytest

from builders import policy, tables
from ledger.book import excel_cells
from ledger.book.excel_desk import escape_pressed
from ledger.layout.pages import PAGES
from untitled import build
from windows.counting import counted
from windows.stage import Spoken, windows_engine
from windows.test_windows_engine import Excel, Stage

PEOPLE = tuple(f"{number:05d}" for number in range(1, 41))
TITLE = "職員"
LEDGER = Path(__file__).parents[2] / "workbooks" / "ledger.xlsx"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger with forty people."""
    made = tables(staff=[{"staff_no": number} for number in PEOPLE])
    path = tmp_path_factory.mktemp("blocks") / "台帳.xlsx"
    path.write_bytes(build(made, policy(made).settings))
    return path


@pytest.fixture
def opened(
    monkeypatch: pytest.MonkeyPatch, built: Path, tmp_path: Path
) -> Iterator[tuple[Excel, Stage]]:
    """The ledger, open in Excel."""
    spoken = Spoken()
    with windows_engine(monkeypatch, spoken) as engine:
        stage = Stage(monkeypatch, engine, spoken)
        yield stage.open(Path(shutil.copy(built, tmp_path))), stage


@pytest.mark.parametrize("most", [1, 7, 100])
def test_分けて読んでも1度に読んだときと同じ(opened: tuple[Excel, Stage], most: int) -> None:
    excel, stage = opened
    excel.file.pages.put_formula(TITLE, "C3", "=A3")
    whole = excel.pages.cells(TITLE)
    stage.patch.setattr(excel_cells, "MOST_AT_ONCE", most)
    assert excel.pages.cells(TITLE) == whole
    assert len(whole.values) == 1 + len(PEOPLE)
    assert whole.formulas == {"C3": "=A3"}


def test_大きなシートもかたまりごとに1度ずつ(opened: tuple[Excel, Stage]) -> None:
    excel, stage = opened
    width = len(excel.pages.values(TITLE)[0])
    stage.patch.setattr(excel_cells, "MOST_AT_ONCE", width * 10)
    with counted(stage.patch, stage.engine) as tally:
        excel.pages.cells(TITLE)
    assert (tally.calls["Range.Value"], tally.calls["Range.Formula"]) == (5, 5), "41 rows by tens"
    assert tally.twice() == []


def test_行ごとに形の違う列でも_どの文字もそのまま入る(opened: tuple[Excel, Stage]) -> None:
    excel, _ = opened
    excel.pages.set_format(TITLE, "B1:B41", "General")
    excel.pages.set_format(TITLE, "B3:B4,B8:B8", "@")
    block = [["00123", "1-2"] for _ in range(10)]
    excel.pages.put(TITLE, "B1:C10", block)
    assert [list(row) for row in excel.pages.cells(TITLE, "B1:C10").values] == block


def test_離れた列の形は1度に決める(opened: tuple[Excel, Stage]) -> None:
    excel, stage = opened
    ref = ",".join(f"{at}2:{at}41" for at in ("A", "C", "E"))
    with counted(stage.patch, stage.engine) as tally:
        excel.pages.set_format(TITLE, ref, "0.0")
    assert tally.calls["Ranges.NumberFormat="] == 1
    formats = excel.file.pages.held[TITLE].formats
    assert [formats[f"{at}41"] == "0.0" for at in "ABCDE"] == [True, False, True, False, True]


def test_範囲の言葉が長すぎれば分けて渡す(opened: tuple[Excel, Stage]) -> None:
    excel, _ = opened
    letters = [chr(ord("A") + at) for at in range(0, 26, 2)]
    ref = ",".join(f"{at}10000:{at}10001,A{at}1000:A{at}1001" for at in letters)
    assert len(ref) > 255
    excel.pages.set_format(TITLE, ref, "0.0")
    assert excel.pages.format_of(TITLE, ref) == "0.0"


def test_1行目からの行も隠せる(opened: tuple[Excel, Stage]) -> None:
    excel, _ = opened
    excel.pages.hide_rows(TITLE, [1, 2, 3, 7], hidden=True)
    assert excel.file.pages.held[TITLE].hidden_rows == {1, 2, 3, 7}
    excel.pages.hide_rows(TITLE, [1, 2], hidden=False)
    assert excel.file.pages.held[TITLE].hidden_rows == {3, 7}


def test_式の列は1度に書き_見え方は変えない(opened: tuple[Excel, Stage]) -> None:
    excel, stage = opened
    excel.pages.set_format(TITLE, "C2:C4", "0.0")
    with counted(stage.patch, stage.engine) as tally:
        excel.pages.put_formula_column(TITLE, "C2:C4", ["=1", "=2", "=3"])
    assert tally.calls["Range.Formula="] == 1
    assert excel.file.pages.held[TITLE].formulas == {"C2": "=1", "C3": "=2", "C4": "=3"}
    assert excel.pages.format_of(TITLE, "C2:C4") == "0.0"


@pytest.mark.parametrize(
    ("key", "front", "stops"),
    [(0, 1, False), (0x8000, 1, True), (0x0001, 1, True), (-32768, 1, True), (0x8000, 2, False)],
    ids=["押していない", "押している", "さっき押した", "負の数で言う", "ほかの窓が前"],
)
def test_Escは_Excelが前にあるときだけ効く(
    monkeypatch: pytest.MonkeyPatch, key: int, front: int, *, stops: bool
) -> None:
    user = SimpleNamespace(
        GetAsyncKeyState=lambda code: key if code == 0x1B else 0, GetForegroundWindow=lambda: front
    )
    monkeypatch.setattr(ctypes, "windll", SimpleNamespace(user32=user), raising=False)
    assert escape_pressed(1) is stops


def test_Windowsでなければ_だれも止めない(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(ctypes, "windll", raising=False)
    assert escape_pressed(1) is False


def test_セルを結合した頁は_そう書いてある() -> None:
    book = openpyxl.load_workbook(LEDGER)
    joined = {page.title for page in PAGES if book[page.title].merged_cells.ranges}
    assert joined == {page.title for page in PAGES if page.merged}
