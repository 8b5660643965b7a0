"""Rows under headers → a typed frame: W46 and the shapes of hostile input."""

import datetime as dt

import pandas as pd
import pytest

from ledger.layout.columns import Group, Table, code, date, text, whole
from ledger.layout.frames import address, cells
from ledger.model.problems import Place, Severity
from ledger.read.cells.cell import Raw
from ledger.read.equal_findings import NOTICES_LISTED
from ledger.read.frames import ReadTable, read_table
from ledger.read.table_grid import Grid

TABLE = Table(
    key="attendances",
    title="受講",
    group=Group.FACTS,
    columns=(
        code("staff_no", "職員番号", required=True, synonyms=("社員番号", "職員コード")),
        date("completed_on", "修了日", required=True),
        whole("hours", "時間数"),
        text("evidence", "証跡"),
    ),
)
DAY = dt.date(2025, 12, 8)


PLACE = Place(file="a.xlsx", sheet="受講")


def read(headers: list[Raw], *rows: list[Raw]) -> ReadTable:
    return read_table(TABLE, Grid(headers, rows, PLACE))


def found(result: ReadTable) -> list[tuple[str, str]]:
    return [(problem.code, problem.place.cell) for problem in result.problems]


HEADERS: list[Raw] = ["職員番号", "修了日", "時間数", "証跡"]


def test_a_frame_has_declared_columns_types_and_sheet_rows() -> None:
    rows: list[list[Raw]] = [["00123", DAY, 2.0, "文書1"], ["00124", DAY, "", ""]]
    result = read_table(TABLE, Grid(HEADERS, rows, PLACE, first_row=5))
    assert list(result.data.columns) == ["staff_no", "completed_on", "hours", "evidence"]
    assert [str(t) for t in result.data.dtypes] == ["str", "datetime64[s]", "Int64", "str"]
    assert result.data.index.to_list() == [5, 6]
    assert result.data["completed_on"].to_list() == [pd.Timestamp(DAY)] * 2
    assert result.data["hours"].isna().to_list() == [False, True]
    assert result.problems == ()


def test_frames_without_rows_are_typed_as_others_and_each_its_own() -> None:
    one = read_table(TABLE, Grid(HEADERS, [], PLACE, first_row=5)).data
    moved = read_table(TABLE, Grid(HEADERS[::-1], [[""] * 4], PLACE, first_row=7)).data
    one["seen"] = "here"
    assert list(moved.columns) == ["staff_no", "completed_on", "hours", "evidence"]
    assert [str(t) for t in moved.dtypes] == ["str", "datetime64[s]", "Int64", "str"]
    assert (len(moved), str(moved.index.dtype)) == (0, "int64")
    assert (address(TABLE, one, "staff_no", 5), address(TABLE, moved, "staff_no", 7)) == (
        "A5",
        "D7",
    )
    assert cells(TABLE, moved) == []


def test_moved_columns_are_found_by_header_and_addresses_follow() -> None:
    headers = ["証跡", "備考", "修了日", "職員番号", "時間数"]
    rows: list[list[Raw]] = [["文書1", "メモ", DAY, "00123", "たくさん"]]
    result = read_table(TABLE, Grid(headers, rows, PLACE, first_row=9, first_column=3))
    assert result.data["staff_no"].to_list() == ["00123"]
    assert found(result) == [("value-type", "H9")]
    assert address(TABLE, result.data, "staff_no", 9) == "G9"
    assert result.extra == ("備考",)


@pytest.mark.parametrize("header", [" 職員番号 ", "職員\n番号", "職員番号＊", "職員番号*"])
def test_headers_are_folded(header: str) -> None:
    result = read([header, *HEADERS[1:]], ["00123", DAY, "", ""])
    assert result.data["staff_no"].to_list() == ["00123"]
    assert result.problems == ()


def test_w46_a_known_synonym_is_read_with_notice() -> None:
    """W46: 職員番号→社員番号."""
    result = read(["社員番号", *HEADERS[1:]], ["00123", DAY, "", ""])
    assert result.data["staff_no"].to_list() == ["00123"]
    assert found(result) == [("header-synonym", "")]
    assert result.problems[0].severity is Severity.NOTICE


def test_the_header_itself_wins_over_a_synonym() -> None:
    result = read(["社員番号", *HEADERS], ["X", "00123", DAY, "", ""])
    assert result.data["staff_no"].to_list() == ["00123"]
    assert result.extra == ("社員番号",)
    assert result.problems == ()


def test_w46_a_missing_required_header_stops_the_whole_table() -> None:
    """W46: the message has the header and what stands there instead."""
    result = read(["番号", *HEADERS[1:]], ["00123", DAY, "", ""], ["00124", DAY, "", ""])
    assert not result.usable
    assert len(result.data) == 0
    assert result.left_out == (2, 3)
    (problem,) = result.problems
    assert (problem.code, problem.severity) == ("header-missing", Severity.ERROR)
    assert "「職員番号」" in problem.what
    assert "番号、修了日" in problem.what


@pytest.mark.parametrize(
    "headers",
    [["職員番号", *HEADERS], ["社員番号", "職員コード", *HEADERS[1:]]],
    ids=["同じ見出し", "読み替える見出しが2つ"],
)
def test_a_repeated_header_stops_the_whole_table(headers: list[Raw]) -> None:
    result = read(headers, ["00123", "00124", DAY, "", ""])
    assert not result.usable
    assert found(result) == [("header-duplicate", "")]


def test_missing_optional_headers_are_told_once() -> None:
    result = read(HEADERS[:2], ["00123", DAY])
    assert result.data["hours"].isna().all()
    (problem,) = result.problems
    assert problem.code == "header-absent"
    assert "時間数、証跡" in problem.what


def test_blank_rows_are_dropped_and_the_others_keep_their_numbers() -> None:
    result = read(
        HEADERS,
        ["", "", "", ""],
        ["\u3000", None, "", " "],
        ["00123", DAY, "", ""],
        [None, None, None, None],
    )
    assert result.data.index.to_list() == [4]
    assert result.left_out == ()
    assert result.problems == ()


def test_a_row_that_is_filled_only_in_somebodys_own_column_is_blank() -> None:
    result = read([*HEADERS, "メモ"], ["", "", "", "", "あとで"])
    assert len(result.data) == 0
    assert result.problems == ()


def test_a_bad_required_cell_leaves_the_row_out() -> None:
    result = read(HEADERS, ["00123", "4/1", 2, ""], ["", DAY, "", ""], ["00125", DAY, "", ""])
    assert result.data["staff_no"].to_list() == ["00125"]
    assert result.left_out == (2, 3)
    assert sorted(found(result)) == [("value-missing", "A3"), ("value-type", "B2")]


def test_a_bad_optional_cell_becomes_missing() -> None:
    result = read(HEADERS, ["00123", DAY, "2,5", ""])
    assert result.data["hours"].isna().to_list() == [True]
    assert result.left_out == ()
    assert found(result) == [("value-type", "C2")]


def test_every_error_of_a_row_is_listed() -> None:
    result = read(HEADERS, [1.5, "4/1", -1, "あ" * 40_000])
    assert [cell for _, cell in found(result)] == ["A2", "B2", "C2", "D2"]


def test_a_formula_gives_its_cached_value_with_a_warning() -> None:
    rows: list[list[Raw]] = [["00123", DAY, 3.0, ""]]
    result = read_table(TABLE, Grid(HEADERS, rows, PLACE, formulas=frozenset({(2, 2)})))
    assert result.data["hours"].to_list() == [3]
    (problem,) = result.problems
    assert (problem.code, problem.severity) == ("formula-cached", Severity.WARNING)
    assert problem.place.cell == "C2"


@pytest.mark.parametrize(("column", "left_out"), [(0, (2,)), (2, ())])
def test_an_error_value_is_no_blank(column: int, left_out: tuple[int, ...]) -> None:
    """Readers give #N/A as an empty cell; the gate tells which cells are errors."""
    row: list[Raw] = ["00123", DAY, "", ""]
    row[column] = ""
    result = read_table(TABLE, Grid(HEADERS, [row], PLACE, errors=frozenset({(2, column)})))
    assert result.left_out == left_out
    assert [code for code, _ in found(result)] == ["error-in-input"]


def test_a_row_with_nothing_but_an_error_value_is_not_blank() -> None:
    result = read_table(TABLE, Grid(HEADERS, [[""] * 4], PLACE, errors=frozenset({(2, 1)})))
    assert result.left_out == (2,)


def test_notices_of_one_kind_are_counted_beyond_a_few() -> None:
    rows: list[list[Raw]] = [[f"{n:05}", "R7.12.8", "", ""] for n in range(NOTICES_LISTED + 7)]
    result = read(HEADERS, *rows)
    assert [code for code, _ in found(result)] == [
        *["value-repaired"] * NOTICES_LISTED,
        "more-of-same",
    ]
    assert "7 件" in result.problems[-1].what
    assert len(result.data) == NOTICES_LISTED + 7


def test_errors_are_never_counted_away() -> None:
    rows: list[list[Raw]] = [["00123", "4/1", "", ""]] * 50
    assert len(read(HEADERS, *rows).problems) == 50
