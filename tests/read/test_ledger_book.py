"""The closed ledger: tables found by name wherever they stand, and one clear line if it is none."""

import datetime as dt
import io
import zipfile

import pandas as pd
import pytest
from openpyxl import Workbook

from ledger.layout import ledger, meta
from ledger.model.problems import Refusal, Severity
from ledger.read.ledger_book import LedgerBook, read_ledger
from read.books import LEDGER_META, Rows, ledger_workbook, saved

STAFF: Rows = [
    ["00001", "髙橋 花子", "タカハシ", "係員", "常勤", dt.date(2015, 4, 1), None, "○"],
    ["00002", "𠮷田 太郎", "ヨシダ", None, None, dt.date(2020, 4, 1), dt.date(2026, 3, 31), None],
]
SETTINGS: Rows = [["fiscal_year", "年度", "2025", ""]]


KEYS = ("settings", "staff", "tools")


def book(tools: Rows = ()) -> Workbook:
    return ledger_workbook({"settings": SETTINGS, "staff": STAFF, "tools": tools})


def read(workbook: Workbook) -> LedgerBook:
    return read_ledger(saved(workbook), "台帳.xlsx", KEYS)


def found(result: LedgerBook) -> list[tuple[str, str]]:
    return [(problem.code, problem.place.cell) for problem in result.problems]


def test_every_table_is_there_typed_and_clean() -> None:
    every = [table.key for table in ledger.TABLES]
    workbook = ledger_workbook({"settings": SETTINGS, "staff": STAFF}, keys=every)
    result = read_ledger(saved(workbook), "台帳.xlsx")
    assert tuple(result.tables) == tuple(table.key for table in ledger.TABLES)
    assert result.tables["staff"]["staff_name"].to_list() == ["髙橋 花子", "𠮷田 太郎"]
    assert result.tables["staff"]["hired_on"].to_list()[1] == pd.Timestamp("2020-04-01")
    assert result.tables["staff"].index.to_list() == [2, 3]
    assert result.meta == LEDGER_META
    assert result.problems == ()
    assert result.left_out == {}
    assert len(result.sha256) == 64


def test_only_the_tables_asked_for_are_read() -> None:
    result = read_ledger(saved(book()), "台帳.xlsx", ["staff"])
    assert len(result.tables["staff"]) == 2
    assert len(result.tables["settings"]) == 0
    assert result.problems == ()


def test_a_table_is_found_by_name_on_a_renamed_and_moved_sheet() -> None:
    workbook = book()
    workbook["職員"].title = "名前を変えた"
    workbook.move_sheet("名前を変えた", -10)
    result = read(workbook)
    assert len(result.tables["staff"]) == 2
    assert result.problems == ()


def test_a_table_that_starts_elsewhere_keeps_its_addresses() -> None:
    workbook = book()
    workbook["職員"].insert_rows(1, 3)
    workbook["職員"].insert_cols(1, 2)
    workbook["職員"].tables["staff"].ref = "C4:J6"
    workbook["職員"]["H6"] = "いつか"
    result = read(workbook)
    assert result.tables["staff"].index.to_list() == [5]
    assert found(result) == [("value-type", "H6")]
    assert result.left_out == {"staff": (6,)}


def test_a_lost_frame_is_found_by_sheet_and_headers_with_notice() -> None:
    workbook = book()
    del workbook["職員"].tables["staff"]
    workbook["職員"].insert_rows(1, 3)
    result = read(workbook)
    assert result.tables["staff"].index.to_list() == [5, 6]
    assert found(result) == [("table-lost", "")]
    assert result.problems[0].severity is Severity.NOTICE


def test_a_missing_sheet_is_one_error_and_an_empty_table() -> None:
    workbook = book()
    del workbook["職員"]
    result = read(workbook)
    assert len(result.tables["staff"]) == 0
    assert found(result) == [("table-missing", "")]


def test_rows_typed_below_the_frame_are_read_with_a_warning() -> None:
    workbook = book()
    workbook["職員"].append(["00003", "三人目", None, None, None, dt.date(2024, 4, 1)])
    result = read(workbook)
    assert result.tables["staff"]["staff_no"].to_list() == ["00001", "00002", "00003"]
    assert found(result) == [("rows-outside", "")]


def test_a_totals_row_is_no_row() -> None:
    workbook = book()
    workbook["職員"].append(["集計", None, None, None, None, None, None, 2])
    workbook["職員"].tables["staff"].ref = "A1:H4"
    workbook["職員"].tables["staff"].totalsRowCount = 1
    result = read(workbook)
    assert result.tables["staff"]["staff_no"].to_list() == ["00001", "00002"]
    assert result.problems == ()


def test_hrs_own_columns_and_other_sheets_do_no_harm() -> None:
    workbook = book()
    workbook["職員"]["I1"] = "内線"
    workbook["職員"]["I2"] = "=1+1"
    workbook["職員"].tables["staff"].ref = "A1:I3"
    workbook.create_sheet("HRのメモ")["A1"] = "=NOW()"
    assert read(workbook).problems == ()


def test_a_formula_in_our_column_is_used_with_a_warning_and_its_address() -> None:
    workbook = book(tools=[["L01", "LoGoフォーム", None], ["R01", "=CONCATENATE(1)", None]])
    result = read(workbook)
    assert ("formula-cached", "B3") in found(result)


def test_an_error_value_is_no_blank() -> None:
    workbook = book()
    workbook["職員"]["G3"] = "#N/A"
    workbook["職員"]["G3"].data_type = "e"
    result = read(workbook)
    assert found(result) == [("error-in-input", "G3")]
    assert result.tables["staff"]["staff_no"].to_list() == ["00001", "00002"]


def test_merged_cells_are_named_with_their_range() -> None:
    workbook = book()
    workbook["職員"].merge_cells("B2:B3")
    assert ("cells-merged", "B2:B3") in found(read(workbook))


def test_the_kind_is_found_in_the_defined_names_when_meta_is_gone() -> None:
    workbook = book()
    del workbook[meta.SHEET]
    assert read(workbook).meta == LEDGER_META


@pytest.mark.parametrize(
    ("own", "code"),
    [
        ({**LEDGER_META, meta.KIND: "self-report"}, "wrong-kind"),
        ({**LEDGER_META, meta.KIND: "invoice"}, "meta-missing"),
        ({}, "meta-missing"),
        ({**LEDGER_META, meta.SCHEMA: "0"}, "wrong-version"),
        ({**LEDGER_META, meta.YEAR: "2024"}, "year-differs"),
    ],
)
def test_another_book_is_refused_in_one_line(own: dict[str, str], code: str) -> None:
    with pytest.raises(Refusal) as refused:
        read(ledger_workbook({"settings": SETTINGS}, own))
    assert refused.value.problem.code == code
    assert "台帳.xlsx" in str(refused.value)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"a,b\n1,2\n", b"\xd0\xcf\x11\xe0" * 200])
def test_an_unreadable_file_is_refused_in_one_line(data: bytes) -> None:
    with pytest.raises(Refusal):
        read_ledger(data, "台帳.xlsx")


def test_a_year_set_as_a_number_is_the_same_year() -> None:
    workbook = ledger_workbook({"settings": [["fiscal_year", "年度", 2025, ""]]})
    result = read_ledger(saved(workbook), "台帳.xlsx", ["settings"])
    assert result.tables["settings"]["value"].to_list() == ["2025"]


def test_the_dimension_written_in_a_sheet_is_not_believed() -> None:
    source = zipfile.ZipFile(io.BytesIO(saved(book())))
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as copy:
        for name in source.namelist():
            part = source.read(name).replace(b'<dimension ref="A1:H3"', b'<dimension ref="A1"')
            copy.writestr(name, part)
    result = read_ledger(target.getvalue(), "台帳.xlsx", KEYS)
    assert len(result.tables["staff"]) == 2
