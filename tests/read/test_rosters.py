"""Rosters (名簿) → attendances: headers, people and trainings found, nothing guessed."""

import io

import openpyxl
import pandas as pd
import pytest

import builders
from ledger.layout.fact_tables import ATTENDANCES
from ledger.layout.frames import records
from ledger.layout.policy import policy_of
from ledger.model.problems import Problem
from ledger.read.rosters.roster import is_roster, read_roster

TABLES = builders.tables(
    staff=[{"staff_no": "00001"}, {"staff_no": "00002"}, {"staff_no": "0100"}, {"staff_no": "100"}],
    trainings=[
        {"training_code": "T01", "training_name": "DXマインドセット研修"},
        {"training_code": "T12", "training_name": "LoGoフォーム作成研修"},
    ],
    training_aliases=[{"alias": "LoGoフォーム○○研修", "training_code": "T12"}],
    sessions=[{"session_no": "S1", "training_code": "T01", "held_on": "2025-06-02"}],
)
POLICY, _ = policy_of(TABLES)


def read(text: str, **headers: str) -> tuple[pd.DataFrame, tuple[Problem, ...]]:
    return read_roster(POLICY, TABLES, text.encode(), "名簿.csv", headers)[:2]


def found(problems: tuple[Problem, ...]) -> list[tuple[str, str]]:
    return [(problem.code, problem.place.cell) for problem in problems]


def test_a_row_becomes_a_rostered_attendance() -> None:
    rows, problems = read("職員番号,研修コード,修了日,開催回番号\n00001,T01,2025-06-02,S1\n")
    assert problems == ()
    assert records(ATTENDANCES, rows) == [
        {
            "staff_no": "00001",
            "training_code": "T01",
            "completed_on": pd.Timestamp("2025-06-02").date(),
            "session_no": "S1",
            "source": "名簿",
            "evidence": None,
            "confirmed": "済",
            "source_file": "名簿.csv",
        }
    ]


@pytest.mark.parametrize(
    "headers",
    [
        "職員番号,研修,修了日",
        "社員番号,研修名,受講日",
        "職員コード,講座名,修了年月日",
        "職員ＮＯ,コース名,完了日",
    ],
)
def test_headers_of_organisers_are_read(headers: str) -> None:
    rows, _ = read(f"{headers}\n00001,DXマインドセット研修,R7.6.2\n")
    assert rows["training_code"].to_list() == ["T01"]


def test_other_headers_are_read_by_a_mapping() -> None:
    text = "ID,なにを,いつ\n00001,T01,2025-06-02\n"
    rows, _ = read(text, ID="職員番号", なにを="研修名", いつ="修了日")
    assert rows["staff_no"].to_list() == ["00001"]
    assert len(read(text)[0]) == 0


@pytest.mark.parametrize(
    ("code", "name", "training"),
    [
        ("T01", "DXマインドセット研修", "T01"),
        ("T01", "", "T01"),
        ("", "ＬｏＧｏﾌｫｰﾑ○○研修", "T12"),  # W45: 別名
        ("T01", "まだ登録していない呼び名", "T01"),
    ],
)
def test_code_and_name_side_by_side(code: str, name: str, training: str) -> None:
    rows, _ = read(f"職員番号,研修コード,研修名,修了日\n1,{code},{name},2025-06-02\n")
    assert rows["training_code"].to_list() == [training]


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("99999,T01,,2025-06-02", ("staff-unknown", "A2")),
        ("100,T01,,2025-06-02", ("staff-ambiguous", "A2")),  # 100 か、0の落ちた 0100 か
        ("00001,T99,,2025-06-02", ("unknown-code", "B2")),
        ("00001,,知らない研修,2025-06-02", ("unknown-code", "C2")),
        ("00001,,,2025-06-02", ("value-missing", "B2")),
        ("00001,T01,LoGoフォーム作成研修,2025-06-02", ("training-differs", "C2")),
        ("00001,T01,,2025/2/29", ("value-type", "D2")),
        ("00001,T01,,", ("days-missing", "D2")),
        (",T01,,2025-06-02", ("value-missing", "A2")),
    ],
)
def test_one_defect_leaves_one_row_out(row: str, problem: tuple[str, str]) -> None:
    text = f"職員番号,研修コード,研修名,修了日\n{row}\n00002,T12,,2025-07-01\n"
    rows, problems = read(text)
    assert rows["staff_no"].to_list() == ["00002"]
    assert found(problems) == [problem]


def test_a_lost_zero_is_put_back_with_notice() -> None:
    rows, problems = read("職員番号,研修コード,修了日\n1,T01,2025-06-02\n")
    assert rows["staff_no"].to_list() == ["00001"]
    assert found(problems) == [("staff-normalised", "A2")]


def test_an_unknown_session_is_dropped_from_the_row() -> None:
    rows, problems = read("職員番号,研修コード,修了日,開催回番号\n00001,T01,2025-06-02,S9\n")
    assert rows["session_no"].isna().to_list() == [True]
    assert found(problems) == [("unknown-code", "D2")]


def test_a_repeated_row_counts_once() -> None:
    rows, problems = read("職員番号,研修,修了日\n00001,T01,2025-06-02\n1,T01,R7.6.2\n")
    assert len(rows) == 1
    assert ("row-repeated", "A3") in found(problems)


def test_a_roster_without_people_is_refused_as_a_whole() -> None:
    rows, problems = read("氏名,研修名,修了日\n山田,T01,2025-06-02\n")
    assert len(rows) == 0
    assert [problem.code for problem in problems] == ["header-missing"]


def workbook(*sheets: list[list[object]]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for number, rows in enumerate(sheets):
        sheet = book.create_sheet(f"名簿{number}")
        for row in rows:
            sheet.append(row)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def test_every_sheet_of_a_workbook_with_a_rosters_headers_is_read() -> None:
    data = workbook(
        [
            ["DX研修 受講者名簿"],
            [],
            ["No", "職員番号", "氏名", "研修名", "修了日"],
            [1, 1, "職員", "DXマインドセット研修", "2025/6/2"],
        ],
        [["説明"], ["これは名簿ではありません"]],
        [["職員番号", "研修コード", "修了日"], ["00002", "T12", 45999]],
    )
    read = read_roster(POLICY, TABLES, data, "名簿.xlsx")
    rows, problems = read.rows, read.problems
    assert rows["staff_no"].to_list() == ["00001", "00002"]
    assert rows["completed_on"].to_list() == [
        pd.Timestamp("2025-06-02"),
        pd.Timestamp("2025-12-08"),
    ]
    assert ("staff-normalised", "B4") in found(problems)


def test_a_workbook_without_a_roster_says_so() -> None:
    read = read_roster(POLICY, TABLES, workbook([["a", "b"], [1, 2]]), "a.xlsx")
    assert len(read.rows) == 0
    assert [problem.code for problem in read.problems] == ["table-missing"]


@pytest.mark.parametrize(
    ("header", "roster"),
    [("職員番号,研修,修了日", True), ("職員番号,研修コード,修了日,出所,確認", False)],
)
def test_an_export_of_attendances_is_no_roster(header: str, roster: bool) -> None:  # noqa: FBT001
    assert is_roster(f"{header}\n".encode(), "a.csv") is roster
