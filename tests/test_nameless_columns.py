"""見出しの消えた列に記入があれば、空の列とは読まない (issue 6 §3).

様式、台帳の表、CSVのどれでも。記入がなければ、列がないだけのこと。
"""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from ledger.commands.load import plan
from ledger.layout.ledger import BY_KEY
from ledger.model.problems import Problem, Refusal
from ledger.model.reports import SelfReport
from ledger.read.csv_tables import read_csv_table
from ledger.read.ledger_book import read_ledger
from ledger.read.self_reports.report import read_self_report
from read.books import ledger_workbook, saved
from slow_reader.form_sheets import Form, Row, Sheet
from slow_reader.form_town import TITLES, issued_town
from slow_reader.grid import Value

NOW = dt.datetime(2026, 4, 10, 9)  # noqa: DTZ001 - the ledger keeps local time
GOAL: Row = (1, "申請を1つオンライン化する", "○", "半分できた", None, None)
LEAD: Row = (*("PJ01", None, "RPA", "リード", "2025/4/1", "2025/9/30"), *(None,) * 4)


def form(**filled: Row) -> Form:
    """乙山の申告書。どの表も1行目だけを書く."""
    blank = issued_town().forms["00123"]
    sheets = {}
    for key, (header, *rows) in blank.sheets.items():
        first = filled.get(key, (None,) * len(header))
        sheets[key] = Sheet(header, (first, *rows[1:]), len(header), TITLES[key])
    person = blank.person
    return Form(blank, "乙山.xlsx", sheets, dt.date(2026, 3, 10), person.number, person.name)


def with_header(form: Form, key: str, old: str, new: Value) -> Form:
    """見出しを1つ書き換える."""
    sheet = form.sheets[key]
    header = tuple(new if one == old else one for one in sheet.header)
    return replace(form, sheets={**form.sheets, key: replace(sheet, header=header)})


@pytest.mark.parametrize(
    ("key", "header", "code", "what"),
    [
        pytest.param("goals", "デジタル", "header-changed", "E列", id="デジタルの見出しを消した"),
        pytest.param("goals", "達成状況", "header-changed", "F列", id="達成状況の見出しを消した"),
        pytest.param("engagements", "終了日", "header-changed", "H列", id="終了日の見出しを消した"),
        pytest.param("engagements", "成果", "header-absent", "成果", id="何も書いていない列"),
        pytest.param("goals", "目標", "header-missing", "目標", id="必須の見出し"),
    ],
)
def test_様式の見出しを消した列(key: str, header: str, code: str, what: str) -> None:
    changed = with_header(form(goals=GOAL, engagements=LEAD), key, header, None)
    report = read_self_report(changed.file(), changed.name)
    problems: tuple[Problem, ...] = (
        report.problems if isinstance(report, SelfReport) else (report.problem,)
    )
    (told,) = [problem for problem in problems if problem.code.startswith("header")]
    assert told.code == code
    assert what in told.what
    assert isinstance(report, SelfReport) == (code == "header-absent")


@pytest.mark.parametrize(
    ("cells", "codes", "rows"),
    [
        pytest.param({"E1": "　"}, ["header-changed"], 0, id="終了日の見出しだけを消した"),
        pytest.param({"E1": "　", "E2": None}, ["header-absent"], 1, id="終了日もない"),
        pytest.param({"F2": "メモ"}, [], 1, id="枠の外のメモ"),
    ],
)
def test_台帳の表の見出しを消した列(cells: dict[str, Value], codes: list[str], rows: int) -> None:
    posted = ("00123", "0110", "主務", dt.date(2024, 4, 1), dt.date(2025, 3, 31))
    book = ledger_workbook({"postings": [posted]}, keys=("settings",))
    for at, value in cells.items():
        book["所属履歴"][at].value = value
    found = read_ledger(saved(book), "台帳.xlsx", ["postings"])
    assert [p.code for p in found.problems if p.code.startswith("header")] == codes
    assert len(found.tables["postings"]) == rows


PROJECTS = "案件番号,案件名,{}\nPJ8,窓口,{}\n"


@pytest.mark.parametrize(
    ("text", "refused"),
    [
        pytest.param(PROJECTS.format("", "2025-10-01"), True, id="実績: 見出しのない列に日付"),
        pytest.param(PROJECTS.format("", "　"), False, id="実績: 見出しのない列が空"),
        pytest.param("案件番号,案件名,\nPJ8,窓口\n", False, id="実績: 見出しの行だけ余分なカンマ"),
        pytest.param(PROJECTS.format("完了日", "2025-10-01"), False, id="実績: 見出しがある"),
    ],
)
def test_CSVの見出しのない列(text: str, tmp_path: Path, *, refused: bool) -> None:
    source = tmp_path / "案件.csv"
    source.write_text(text, "utf-8")
    if refused:
        with pytest.raises(Refusal) as raised:
            plan(issued_town().book, "projects", source, NOW)
        assert raised.value.problem.code == "header-changed"
        assert "C列(見出しなし)" in raised.value.problem.what
    else:
        made = plan(issued_town().book, "projects", source, NOW)
        assert made.counts["added"] == 1


def test_そろった表の右の見出しのない列は_使わないと言う() -> None:
    text = "ツールコード,ツール名,有効,\nLOGO,LoGoフォーム,○,電話で確認\n"
    read = read_csv_table(BY_KEY["tools"], text.encode(), "ツール.csv")
    (told,) = read.problems
    assert told.code == "columns-ignored"
    assert "D列(見出しなし)" in told.what
    assert list(read.data["tool_code"]) == ["LOGO"]
