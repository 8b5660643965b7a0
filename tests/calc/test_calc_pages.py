"""`CalcPages`: what is read, what is written and refused, and what is left after saving."""

import datetime as dt
import os
import signal
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from calc.drawing import DAY, MOMENT, draw
from calc.pages import CalcPages
from calc.running import CalcOffice
from calc.writing import RefusedError
from ledger.book.ports import Selected, TableAt
from ledger.read.guard.gate import LEDGER
from ledger.read.workbooks import open_book

pytestmark = pytest.mark.office

TEXTS = ("00123", "123", "2025/4/1", "=1+1", "TRUE", "'x", "1-2", "50%", "#N/A", " a\nb ", "𠮷田")


@pytest.fixture
def drawn(calc_office: CalcOffice, tmp_path: Path) -> Iterator[CalcPages]:
    """Give a workbook with something of everything, open."""
    path = tmp_path / "何でも.xlsx"
    draw(path)
    with CalcPages.open(calc_office, path) as pages:
        yield pages


def test_values_are_typed_as_excel_types_them(drawn: CalcPages) -> None:
    rows = [list(row) for row in drawn.values("値")]
    blank = [None]
    assert rows[0] == [DAY, MOMENT, DAY, *blank * 3]
    assert rows[1] == [5.0, -0.5, True, False, 0.5, 0.125]
    assert [type(value) for value in rows[1]] == [float, float, bool, bool, float, float]
    assert rows[2] == ["00123", "123", "あ", "=1+1", *blank * 2]
    assert rows[3] == ["#DIV/0!", "#N/A", "#NAME?", "#VALUE!", "#REF!", None]
    assert rows[4] == [True, DAY, "a1", "", 12.0, 1.0]
    assert [type(value) for value in rows[4]] == [bool, dt.datetime, str, str, float, float]
    assert rows[5] == [DAY + dt.timedelta(days=1), "無し", *blank * 4]
    assert rows[7] == ["結合", *blank * 5]


def test_formulas_are_in_the_words_of_excel(drawn: CalcPages) -> None:
    formulas = dict(drawn.formulas("値"))
    assert formulas.pop("E5") == "=SUM(A2,'日本 語'!$A$1)"
    assert formulas.pop("B6") == '=IF(ISNA(MATCH("x;y",{"a","b"},0)),"無し",1)'
    assert list(formulas) == ["A4", "B4", "C4", "D4", "A5", "B5", "C5", "D5", "F5", "A6"]
    assert formulas["D5"] == '=""'
    drawn.put_formula("値", "H1", '=COUNTIF(\'日本 語\'!$A$1:$A$3,">0")&IF(TRUE,";",{1,2;3,4})')
    drawn.put_formula("値", "I1", "=2>1")
    assert drawn.values("値")[0][7:] == ["1;", True]
    assert (
        drawn.formulas("値")["H1"]
        == '=COUNTIF(\'日本 語\'!$A$1:$A$3,">0")&IF(TRUE(),";",{1,2;3,4})'
    )


def test_formulas_below_each_other_are_written_as_each_would_be(drawn: CalcPages) -> None:
    drawn.put_formula_column("日本 語", "H1:H3", ["=1+1", '="a"', "=2>1"])
    assert [row[7] for row in drawn.values("日本 語")[:3]] == [2.0, "a", True]
    drawn.set_format("日本 語", "H2", "@")
    drawn.put_formula_column("日本 語", "H1:H3", ["=3", "=4", "=1>2"])
    assert [row[7] for row in drawn.values("日本 語")[:3]] == [3.0, "=4", False]
    with pytest.raises(RefusedError, match="locked"):
        drawn.put_formula_column("保護", "A1:A2", ["=1", "=2"])
    with pytest.raises(RefusedError, match="covered by A8:C9"):
        drawn.put_formula_column("値", "B7:B8", ["=1", "=2"])


def test_sheets_tables_and_names_are_found(drawn: CalcPages) -> None:
    seen = {"値": True, "日本 語": True, "表": True, "保護": True, "極秘": False, "隠し": False}
    assert list(drawn.sheets().items()) == list(seen.items())
    assert drawn.tables() == {
        "plain": TableAt("表", "B3:D5"),
        "summed": TableAt("表", "F3:G6", totals=True),
    }
    assert drawn.names() == {
        "cell_a": "='日本 語'!$A$1",
        "era_said": '="R8;""x"""',
        "list_k": "=表!$B$4:INDEX(表!$B$4:$B$9,MAX(1,COUNTA(表!$B$4:$B$9)))",
    }


def test_a_workbook_says_where_it_is_and_whether_it_is_saved(
    drawn: CalcPages, calc_office: CalcOffice
) -> None:
    path = Path(drawn.location)
    assert (drawn.name, path.name) == ("何でも.xlsx", "何でも.xlsx")
    assert path.is_file()
    assert (drawn.saved, drawn.read_only) == (True, False)
    drawn.put("日本 語", "A2", [["新"]])
    assert not drawn.saved
    drawn.save()
    assert drawn.saved
    assert [one.name for one in path.parent.iterdir()] == [path.name]
    assert openpyxl.load_workbook(path)["日本 語"]["A2"].value == "新"
    with CalcPages.open(calc_office, path, read_only=True) as second:
        assert second.read_only
        with pytest.raises(RefusedError):
            second.save()


def test_what_is_written_is_read_back_and_saved(drawn: CalcPages) -> None:
    block = [[text, None] for text in TEXTS]
    block += [[5, 2.5], [True, False], [DAY.date(), MOMENT]]  # type: ignore[list-item]
    ref = f"A1:B{len(block)}"
    drawn.put("日本 語", ref, block)
    expected = [[text, None] for text in TEXTS]
    expected += [[5.0, 2.5], [True, False], [DAY, MOMENT]]  # type: ignore[list-item]
    written = [list(row) for row in drawn.values("日本 語")]
    assert written == expected
    assert [[type(v) for v in row] for row in written] == [[type(v) for v in r] for r in expected]
    assert not drawn.formulas("日本 語")
    drawn.save()
    sheet = openpyxl.load_workbook(drawn.location)["日本 語"]
    assert [[cell.value for cell in row] for row in sheet[ref]] == expected
    assert {sheet.cell(row, 1).data_type for row in range(1, len(TEXTS) + 1)} == {"s"}


def test_number_formats_are_those_of_excel(drawn: CalcPages) -> None:
    formats = ("@", "yyyy/m/d", "0.0%", '[$-411]ggge"年"m"月"d"日";@', "#,##0", '0"件"', "General")
    for row, number_format in enumerate(formats, start=2):
        drawn.set_format("日本 語", f"C{row}:D{row}", number_format)
        drawn.put("日本 語", f"C{row}:D{row}", [[45748, None]])
    found = [row[2] for row in drawn.values("日本 語")[1:]]
    assert found == ["45748", DAY, 45748.0, DAY, 45748.0, 45748.0, 45748.0]
    drawn.put("日本 語", "D2:D3", [[DAY], [DAY]])
    drawn.put_formula("日本 語", "C2", "=1+1")
    assert [row[2:] for row in drawn.values("日本 語")[1:3]] == [["=1+1", "2025/4/1"], [DAY, DAY]]
    drawn.save()
    sheet = openpyxl.load_workbook(drawn.location)["日本 語"]
    saved = [str(sheet.cell(row, 4).number_format).lower() for row in range(2, 9)]
    wanted = [one.lower().replace('"', "") for one in formats]
    assert [one.replace("\\", "").replace("[$-1030411]", "[$-411]") for one in saved] == wanted


def test_a_cleared_range_is_blank_and_keeps_its_looks(drawn: CalcPages) -> None:
    drawn.clear("値", "A1:F6")
    assert all(value is None for row in drawn.values("値")[:6] for value in row)
    assert not drawn.formulas("値")
    drawn.put("値", "A1", [[45748]])
    assert drawn.values("値")[0][0] == DAY


def test_locked_cells_of_a_protected_sheet_are_refused(drawn: CalcPages) -> None:
    asked = ("A1", "B1", "A2", "B2", "C2", "D1", "D500", "E500")
    assert drawn.locked("保護", asked) == ["A1", "B1", "C2", "E500"]
    assert list(drawn.locked("値", ("A1", "Z99"))) == []
    before = drawn.values("保護")
    for ref, block in (("A1", [["x"]]), ("A1:A2", [["x"], ["y"]]), ("B2:C2", [["x", "y"]])):
        with pytest.raises(RefusedError, match="locked"):
            drawn.put("保護", ref, block)
    with pytest.raises(RefusedError, match="locked"):
        drawn.put_formula("保護", "A1", "=1")
    with pytest.raises(RefusedError, match="locked"):
        drawn.clear("保護", "A1:B2")
    with pytest.raises(RefusedError, match="number formats"):
        drawn.set_format("保護", "A2", "@")
    assert drawn.values("保護") == before
    drawn.put("保護", "A2:B2", [["新", 1]])
    assert list(drawn.values("保護")[1][:2]) == ["新", 1.0]


def test_cells_under_a_merged_range_are_refused(drawn: CalcPages) -> None:
    for ref, block in (("B8", [["x"]]), ("B9:D9", [["x", None, "y"]]), ("A8:B8", [["x", "y"]])):
        with pytest.raises(RefusedError, match="covered by A8:C9"):
            drawn.put("値", ref, block)
    with pytest.raises(RefusedError, match="merged"):
        drawn.clear("値", "A8:B8")
    drawn.put("値", "A8:D8", [["新", None, None, "右"]])
    assert list(drawn.values("値")[7][:4]) == ["新", None, None, "右"]
    with pytest.raises(ValueError, match="as large"):
        drawn.put("値", "A1:B1", [["x"]])
    with pytest.raises(RefusedError, match="characters"):
        drawn.put("値", "A1", [["x" * 32_768]])


def test_tables_grow_and_shrink_and_stay_tables(drawn: CalcPages) -> None:
    drawn.resize_table("plain", "B3:D8")
    drawn.put("表", "B6:D8", [["丙", 3, DAY], ["丁", 4, None], ["戊", 5, None]])
    with pytest.raises(RefusedError):
        drawn.resize_table("plain", "C3:D8")
    drawn.save()
    path = Path(drawn.location)
    book, _ = open_book(path.read_bytes(), path.name, LEDGER)
    assert book is not None
    assert book.package.tables["plain"][:2] == ("表", "B3:D8")
    tables = openpyxl.load_workbook(path)["表"].tables
    totals = {name: tables[name].totalsRowCount for name in tables}
    assert totals == {"plain": 0, "summed": 1}
    drawn.resize_table("plain", "B3:D4")
    assert drawn.tables()["plain"] == TableAt("表", "B3:D4")


def test_rows_are_shown_on_a_sheet_of_their_own(drawn: CalcPages) -> None:
    drawn.show_sheet("結果", [["題"], ["a", "=1", 3]])
    assert [list(row) for row in drawn.values("結果")] == [["題", None, None], ["a", "=1", 3.0]]
    assert list(drawn.sheets())[-1] == "結果"
    assert drawn.selection().sheet == "結果"
    drawn.show_sheet("結果", [["短"]])
    assert [value for row in drawn.values("結果") for value in row if value] == ["短"]
    assert list(drawn.sheets()).count("結果") == 1


def test_ranges_are_selected_and_rows_hidden(drawn: CalcPages) -> None:
    assert drawn.selection() == Selected("値", "A1")
    drawn.select("表", "B3:C4")
    assert drawn.selection() == Selected("表", "B3:C4")
    with pytest.raises(RefusedError, match="hidden"):
        drawn.select("極秘", "A1")
    drawn.hide_rows("表", [4, 5], hidden=True)
    drawn.hide_rows("表", [5], hidden=False)
    drawn.save()
    rows = openpyxl.load_workbook(drawn.location)["表"].row_dimensions
    assert [rows[number].hidden for number in (3, 4, 5)] == [False, True, False]


def test_an_office_that_died_comes_back(calc_office: CalcOffice, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    draw(path)
    lost = CalcPages.open(calc_office, path)
    assert calc_office.process_id
    os.killpg(calc_office.process_id, signal.SIGKILL)
    with pytest.raises(Exception, match=r"dispos|bridge|closed|illegal object"):
        lost.values("値")
    with CalcPages.open(calc_office, path) as pages:
        assert pages.values("日本 語")[0][0] == 7.0
    with pytest.raises(FileNotFoundError):
        CalcPages.open(calc_office, tmp_path / "b.xlsx")
