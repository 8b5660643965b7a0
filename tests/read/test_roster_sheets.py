"""What the eye does not see, and what it sees otherwise: merges, hidden places, 計, title rows."""

import io
from collections.abc import Callable, Sequence

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

import builders
from ledger.layout.policy import policy_of
from ledger.model.problems import Severity
from ledger.read.rosters.roster import ReadRoster, RosterCounts, is_roster, read_roster

TABLES = builders.tables(
    staff=[
        {"staff_no": "00101", "staff_name": "西村 浩"},
        {"staff_no": "00102", "staff_name": "東 美咲"},
        {"staff_no": "00103", "staff_name": "南 健"},
    ],
    trainings=[{"training_code": "T01", "training_name": "DX研修"}],
)
POLICY, _ = policy_of(TABLES)
HEADERS = ("職員番号", "氏名", "研修名", "修了日", "修了")
PEOPLE = (
    ("00101", "西村 浩", "DX研修", "2025-07-01", "○"),
    ("00102", "東 美咲", "DX研修", "2025-07-01", "○"),
    ("00103", "南 健", "DX研修", "2025-07-01", "×"),
)
Shape = Callable[[Worksheet], None]


def book(shape: Shape, rows: Sequence[Sequence[object]] = (HEADERS, *PEOPLE)) -> ReadRoster:
    whole = openpyxl.Workbook()
    sheet = whole.worksheets[0]
    sheet.title = "7月"
    whole.create_sheet("説明").append(["これは名簿ではありません"])
    for row in rows:
        sheet.append(list(row))
    shape(sheet)
    target = io.BytesIO()
    whole.save(target)
    return read_roster(POLICY, TABLES, target.getvalue(), "名簿.xlsx")


def text(lines: str) -> ReadRoster:
    return read_roster(POLICY, TABLES, lines.encode(), "名簿.csv")


def said(found: ReadRoster, code: str) -> list[str]:
    return [problem.what for problem in found.problems if problem.code == code]


def untouched(_sheet: Worksheet) -> None:
    """Nothing is odd."""


def filtered(sheet: Worksheet) -> None:
    sheet.auto_filter.ref = "A1:E4"
    sheet.row_dimensions[3].hidden = True


def flattened(sheet: Worksheet) -> None:
    sheet.row_dimensions[2].height = 0.1


def without_day(sheet: Worksheet) -> None:
    sheet.column_dimensions["D"].hidden = True


def hidden(sheet: Worksheet) -> None:
    sheet.sheet_state = "hidden"


def very_hidden(sheet: Worksheet) -> None:
    sheet.sheet_state = "veryHidden"


SIGHTS: list[tuple[str, Shape, str]] = [
    ("フィルターで隠れた行", filtered, "3行"),
    ("高さ0の行", flattened, "2行"),
    ("隠れた修了日の列", without_day, "D列"),
    ("隠れたシート", hidden, "シート全体"),
    ("もっと隠れたシート", very_hidden, "シート全体"),
]


@pytest.mark.parametrize(
    ("shape", "where"), [case[1:] for case in SIGHTS], ids=[case[0] for case in SIGHTS]
)
def test_what_is_hidden_is_read_and_told(shape: Shape, where: str) -> None:
    found = book(shape)
    assert found.counts == RosterCounts(accepted=2, left_out=1)
    (what,) = said(found, "rows-hidden")
    assert where in what


def test_what_is_seen_is_not_called_hidden() -> None:
    assert said(book(untouched), "rows-hidden") == []


def test_a_hidden_column_that_is_not_used_says_nothing() -> None:
    def shape(sheet: Worksheet) -> None:
        sheet["F1"] = "所属"
        sheet.column_dimensions["F"].hidden = True

    assert said(book(shape), "rows-hidden") == []


def test_cells_merged_downwards_mean_each_of_their_rows() -> None:
    def shape(sheet: Worksheet) -> None:
        sheet.merge_cells("C2:C4")
        sheet.merge_cells("D2:D4")

    found = book(shape)
    assert found.counts == RosterCounts(accepted=2, left_out=1)
    assert said(found, "cells-read-down") == [
        "縦に結合したセルの値を、結合した行のそれぞれの値として読みました(C2:C4、D2:D4)。"
    ]


@pytest.mark.parametrize(
    ("area", "aside"), [("C2:D2", 1), ("C2:D3", 2), ("F2:G3", 0), ("A5:D5", 0)]
)
def test_cells_merged_across_set_their_rows_aside(area: str, aside: int) -> None:
    """C2:D2 shows 研修名 over 修了日; beside the list (F:G) and below it a merge hides nothing."""
    found = book(lambda sheet: sheet.merge_cells(area), [row[:4] for row in (HEADERS, *PEOPLE)])
    merged = [p for p in found.problems if p.code == "cells-merged"]
    assert [(p.place.sheet, p.place.cell) for p in merged] == [("7月", area)] * aside
    assert found.counts == RosterCounts(accepted=3 - aside, quarantined=aside)


def test_headers_of_two_lines_are_read_by_the_lower_one() -> None:
    def shape(sheet: Worksheet) -> None:
        sheet.insert_rows(1)
        for column, title in (("A", "職員番号"), ("B", "氏名"), ("C", "研修名")):
            sheet.merge_cells(f"{column}1:{column}2")
            sheet[f"{column}1"] = title
        sheet["D1"] = "結果"
        sheet.merge_cells("D1:E1")

    found = book(shape)
    assert found.counts == RosterCounts(accepted=2, left_out=1)


HEAD = "職員番号,氏名,研修名,修了日\n"
ROW = "00101,西村 浩,DX研修,2025-07-01\n"
# 行, 合計などの行の数, 取り置く行の数
LINES: list[tuple[str, str, int, int]] = [
    ("計 3名", f"{HEAD}{ROW}計,3名,,\n", 1, 0),
    ("合計と人数の列", f"{HEAD}{ROW},合計,,3\n", 1, 0),
    ("小計 研修名つき", f"{HEAD}{ROW},小計,DX研修,\n", 1, 0),
    ("以上", f"{HEAD}{ROW},,,以上\n", 1, 0),
    ("以 上", f"{HEAD}{ROW}以　上\n", 1, 0),
    ("短い行の合計", f"{HEAD}{ROW}合計,1名\n", 1, 0),
    ("総計", f"{HEAD}{ROW}【総計】,1,,\n", 1, 0),
    ("修了者数", f"{HEAD}{ROW},修了者数: 1名,,\n", 1, 0),
    ("英語の合計", f"{HEAD}{ROW}Total,1,,\n", 1, 0),
    ("くり返しの見出し", f"{HEAD}{ROW}{HEAD}", 1, 0),
    ("番号のない人は行", f"{HEAD}{ROW},東 美咲,DX研修,2025-07-01\n", 0, 1),
    ("名前に計のつく人は行", f"{HEAD}{ROW},計良 一,DX研修,2025-07-01\n", 0, 1),
]


@pytest.mark.parametrize(
    ("lines", "skipped", "aside"), [case[1:] for case in LINES], ids=[case[0] for case in LINES]
)
def test_total_lines_are_no_rows(lines: str, skipped: int, aside: int) -> None:
    found = text(lines)
    assert found.counts == RosterCounts(accepted=1, quarantined=aside)
    told = said(found, "lines-skipped")
    assert [f"など {skipped} 行" in what for what in told] == [True] * skipped
    errors = [p for p in found.problems if p.severity is Severity.ERROR]
    assert len(errors) == aside


def test_rows_without_a_day_are_one_line_with_their_count() -> None:
    """An export of 3,000 courses, of which 2 are completed and nothing else is said."""
    rows = "".join("00102,東 美咲,DX研修,\n" for _ in range(2998))
    found = text(f"{HEAD}{ROW}00103,南 健,DX研修,2025-07-02\n{rows}")
    assert found.counts == RosterCounts(accepted=2, quarantined=2998)
    (problem,) = [p for p in found.problems if p.severity is Severity.ERROR]
    assert problem.code == "days-missing"
    assert "2998 行" in problem.what
    assert problem.place.cell == "D4"


@pytest.mark.parametrize("status", ["受講中", "未受講"])
def test_unfinished_courses_of_an_export_are_one_line(status: str) -> None:
    rows = "".join(f"00102,東 美咲,DX研修,,{status}\n" for _ in range(3000))
    found = text(f"職員番号,氏名,研修名,修了日,ステータス\n{ROW.strip()},修了\n{rows}")
    assert found.counts == RosterCounts(accepted=1, left_out=3000)
    assert len(found.problems) == 1


TITLES: list[tuple[str, str]] = [
    ("表題1行", "令和7年度 DX研修 修了者名簿\n"),
    ("表題と空行", "修了者名簿,,,\n\n"),
    ("表題、作成日、注記", "修了者名簿\n作成日,2025/7/2\n※社外秘,,,,,\n"),
    ("表題なし", ""),
]


@pytest.mark.parametrize("title", [case[1] for case in TITLES], ids=[case[0] for case in TITLES])
def test_the_header_is_found_below_titles_in_csv_too(title: str) -> None:
    data = f"{title}{HEAD}{ROW}99999,誰か,DX研修,2025-07-01\n"
    found = text(data)
    assert found.counts == RosterCounts(accepted=1, quarantined=1)
    (problem,) = found.problems
    assert (problem.code, problem.place.cell) == (
        "staff-unknown",
        f"A{title.count(chr(10)) + 3}",
    )
    assert is_roster(data.encode(), "名簿.csv")


def test_the_list_of_case_06_is_read_as_it_is_printed() -> None:
    """Merged down, two title rows, headers with line breaks, 計 and 以上."""

    def shape(sheet: Worksheet) -> None:
        sheet.merge_cells("A1:E1")
        sheet.merge_cells("C4:C6")
        sheet.merge_cells("D4:D6")

    rows: list[Sequence[object]] = [
        ("DX研修 受講者名簿",),
        ("令和7年7月1日 第1会議室",),
        ("職員\n番号", "氏名", "研修名", "修了\n日", "出欠"),
        ("00101", "西村 浩", "DX研修", "令和7年7月1日", "出席"),
        ("00102", "東 美咲", None, None, "欠席"),
        ("00103", "南 健", None, None, "出席"),
        ("計 3名",),
        (None, None, None, None, "以上"),
    ]
    found = book(shape, rows)
    assert found.counts == RosterCounts(accepted=2, left_out=1)
    assert found.rows["staff_no"].to_list() == ["00101", "00103"]
    assert [p.severity for p in found.problems if p.severity is not Severity.NOTICE] == []


# セル, 式, 取り込む行, 取り置く行のセル
FORMULAS: list[tuple[str, str, str, int, tuple[str, ...]]] = [
    ("番号が計算式", "A2", "=1+1", 1, ("A2",)),
    ("番号が参照", "A2", "=A9", 1, ("A2",)),
    ("番号が文字だけの式", "A2", '="00101"', 2, ()),
    ("合否の式に値がない", "E2", '=IF(F2>60,"○","×")', 1, ("E2",)),
    ("合否が文字だけの式", "E2", '="○"', 2, ()),
]


@pytest.mark.parametrize(
    ("cell", "formula", "accepted", "aside"),
    [case[1:] for case in FORMULAS],
    ids=[case[0] for case in FORMULAS],
)
def test_a_formula_is_no_number_and_no_result(
    cell: str, formula: str, accepted: int, aside: tuple[str, ...]
) -> None:
    def shape(sheet: Worksheet) -> None:
        sheet[cell] = formula

    found = book(shape)
    assert found.counts == RosterCounts(accepted=accepted, quarantined=len(aside), left_out=1)
    told = [p.place.cell for p in found.problems if p.code == "formula-in-input"]
    assert tuple(told) == aside


def test_a_list_of_staff_in_the_same_book_is_no_roster() -> None:
    def shape(sheet: Worksheet) -> None:
        staff = sheet.parent.create_sheet("職員一覧")  # type: ignore[union-attr]
        staff.append(["職員番号", "氏名", "所属"])
        staff.append(["00101", "西村 浩", "総務課"])

    found = book(shape)
    assert found.counts == RosterCounts(accepted=2, left_out=1)
    assert {p.place.sheet for p in found.problems} == {"7月"}


def test_lines_that_are_only_numbered_are_no_rows() -> None:
    """A form with 40 numbered lines of which one is used."""
    lines = "".join(f"{number},,,,\n" for number in range(2, 41))
    found = text(f"No,{HEAD}1,{ROW}{lines}")
    assert found.counts == RosterCounts(accepted=1)


def test_an_error_value_in_a_result_column_is_no_blank() -> None:
    def shape(sheet: Worksheet) -> None:
        sheet["E3"] = "#N/A"
        sheet["E3"].data_type = "e"

    found = book(shape)
    assert found.counts == RosterCounts(accepted=1, quarantined=1, left_out=1)
    assert [p.place.cell for p in found.problems if p.code == "error-in-input"] == ["E3"]
