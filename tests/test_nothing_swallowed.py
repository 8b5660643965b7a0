"""様式に書いたものは、読むか、言うか、どちらかになる (issue 6 §3).

見出しを変えた任意の列、枠から外れた列、写しのシート、欄外の記入、書式の警告の陰の誤り。
"""

import datetime as dt
import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from first_layout import issuing, office_form, sealed_as
from ledger.layout.self_report_first import FORM_TABLES
from ledger.model.reports import Review, SelfReport
from ledger.read.ledger_book import read_ledger
from ledger.read.reviews.review import read_review
from ledger.read.self_reports.report import Unreadable, read_self_report
from read.books import ledger_workbook, saved
from small_office import Office, hand_in, office_in, write

Change = Callable[[Workbook], None]
COURSES, LEADS = "2 受講", "4 従事"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """乙山の申告書: 目標1行、受講1行、従事1行、ツール1行."""
    office = office_in(tmp_path_factory.mktemp("office"))
    issued = office.folder / "配布"
    with issuing():
        office.run("issue", office.ledger, issued, "--staff", "00123", expect=(0,))
    (form,) = issued.rglob("*_00123_*.xlsx")
    form.write_bytes(sealed_as(office_form(), form.read_bytes()))
    write(form, "my_goals", 1, goal="申請を1つオンライン化する", digital="○")
    write(form, "my_qualifications", 1, qualification="簿記3級", acquired_on="2025/6/1")
    write(
        form,
        "my_engagements",
        1,
        project_name="窓口",
        role="リード",
        started_on="2025/4/1",
        ended_on="2025/9/30",
    )
    write(form, "my_tool_levels", 1, tool_code="LOGO", level=2)
    hand_in(form, "2026/3/10")
    return office


@pytest.fixture(scope="module")
def form(office: Office) -> bytes:
    """その申告書。パネルの計算のシートは読まれないので、軽くするために除いてある."""
    (path,) = (office.folder / "配布").rglob("*_00123_*.xlsx")
    book = openpyxl.load_workbook(path)
    for sheet in ("_calc", "_rules"):
        book[sheet].delete_rows(1, book[sheet].max_row)
    return saved(book)


@pytest.fixture(scope="module")
def review(office: Office, form: bytes) -> bytes:
    """甲野が乙山を確認する確認表."""
    inbox, reviews = office.folder / "受付", office.folder / "確認"
    inbox.mkdir()
    (inbox / "乙山.xlsx").write_bytes(form)
    office.run("collect", office.ledger, "--from", inbox, "--to", reviews)
    (path,) = reviews.rglob("*.xlsx")
    return path.read_bytes()


def changed(book: bytes, *changes: Change) -> bytes:
    opened = openpyxl.load_workbook(io.BytesIO(book))
    for change in changes:
        change(opened)
    return saved(opened)


def read(data: bytes) -> SelfReport | Unreadable:
    return read_self_report(data, "申告.xlsx")


def told(report: SelfReport | Review) -> list[tuple[str, str, str]]:
    return [(p.code, p.place.sheet, p.place.cell) for p in report.problems]


def header(key: str, old: str, new: str | None) -> Change:
    """見出しを書き換える(表の列の名前も、Excelがするように)."""

    def change(book: Workbook) -> None:
        sheet = next(s for s in book.worksheets if key in s.tables)
        table = sheet.tables[key]
        for cell in sheet[table.ref][0]:
            if cell.value == old:
                cell.value = new
        for column in table.tableColumns:
            if column.name == old:
                column.name = new or "列1"

    return change


def framed(key: str, ref: str) -> Change:
    """表の枠の角をつまんで変える."""

    def change(book: Workbook) -> None:
        sheet = next(s for s in book.worksheets if key in s.tables)
        table = sheet.tables[key]
        width = len(sheet[ref][0])
        table.ref, table.autoFilter = ref, None
        table.tableColumns = table.tableColumns[:width]

    return change


def cleared(sheet: str, area: str) -> Change:
    def change(book: Workbook) -> None:
        for row in book[sheet][area]:
            for cell in row:
                cell.value = None

    return change


def written(sheet: str, cell: str, value: object, number_format: str = "") -> Change:
    def change(book: Workbook) -> None:
        book[sheet][cell].value = value
        if number_format:
            book[sheet][cell].number_format = number_format

    return change


def consolidated(office: Office, name: str, data: bytes) -> dict[str, Any]:
    """集約した答え。台帳は元に戻す."""
    inbox, before = office.folder / name, office.ledger.read_bytes()
    inbox.mkdir()
    (inbox / "乙山.xlsx").write_bytes(data)
    answer = office.run("consolidate", office.ledger, "--from", inbox)
    office.ledger.write_bytes(before)
    return answer


@pytest.mark.parametrize(
    ("changes", "missing", "found"),
    [
        pytest.param(
            [header("my_engagements", "終了日", "終わった日")],
            "終了日",
            "終わった日",
            id="終了日の見出しを変えた",
        ),
        pytest.param(
            [header("my_engagements", "終了日", "終了日 ※予定")],
            "終了日",
            "終了日 ※予定",
            id="終了日に書き足した",
        ),
        pytest.param(
            [header("my_goals", "達成状況", "進み具合")],
            "達成状況",
            "進み具合",
            id="達成状況の見出しを変えた",
        ),
        pytest.param(
            [header("my_qualifications", "有効期限", "期限")],
            "有効期限",
            "期限",
            id="有効期限の見出しを変えた",
        ),
        pytest.param(
            [header("my_attendances", "採否", "可否")],
            "採否",
            "可否",
            id="上長の採否の見出しを変えた",
        ),
        pytest.param(
            [framed("my_engagements", "C4:G16")],
            "終了日、成果、証跡、採否、否認理由",
            "終了日、成果、証跡、採否、否認理由",
            id="枠を狭めて、終了日から右が外れた",
        ),
        pytest.param(
            [framed("my_engagements", "C4:G16"), cleared(LEADS, "H4:L4")],
            "終了日、成果、証跡、採否、否認理由",
            "H5",
            id="枠から外れた列の見出しも消した",
        ),
        pytest.param(
            [header("my_goals", "達成状況", None), written("1 目標", "I4", "私の備考")],
            "達成状況",
            "私の備考",
            id="見出しを消し、枠の右に別の見出し",
        ),
    ],
)
def test_任意の列の見出しが変わったら_両方を言って断る(
    form: bytes, changes: list[Change], missing: str, found: str
) -> None:
    answer = read(changed(form, *changes))
    assert isinstance(answer, Unreadable)
    assert answer.problem.code == "header-changed"
    assert f"見出し「{missing}」がなく" in answer.problem.what
    assert answer.problem.what.endswith(f": {found}")


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        pytest.param([], [], id="そのまま"),
        pytest.param([header("my_engagements", "終了日", "終了日*")], [], id="必須の印を付けた"),
        pytest.param(
            [framed("my_engagements", "C4:K16"), cleared(LEADS, "L4:L16")],
            ["header-absent"],
            id="列を消し、知らないものは何もない",
        ),
        pytest.param(
            [
                framed("my_engagements", "C4:K16"),
                cleared(LEADS, "L4:L16"),
                header("my_engagements", "証跡", "証拠"),
            ],
            ["header-changed"],
            id="列を消し、別の見出しも変えた",
        ),
        pytest.param(
            [header("my_engagements", "開始日", "始まり")],
            ["header-missing"],
            id="必須の見出しは、これまでどおり",
        ),
    ],
)
def test_境のこちら側(form: bytes, changes: list[Change], codes: list[str]) -> None:
    answer = read(changed(form, *changes))
    problems = (answer.problem,) if isinstance(answer, Unreadable) else answer.problems
    assert [p.code for p in problems] == codes


def test_終了日の列を失った申告は_終わらない従事にならない(office: Office, form: bytes) -> None:
    data = changed(form, header("my_engagements", "終了日", "終わった日"))
    answer = consolidated(office, "提出見出し", data)
    assert answer["files"]["quarantined"] == 1
    assert answer["rows"]["accepted"] == 0
    (problem,) = [p for p in answer["found"] if p["code"] == "header-changed"]
    assert "終了日" in problem["what"]
    assert "終わった日" in problem["what"]


POSTED = ("00123", "0110", "主務", dt.date(2024, 4, 1), dt.date(2025, 3, 31))


@pytest.mark.parametrize(
    ("cells", "ref", "codes"),
    [
        pytest.param({}, "A1:E2", [], id="台帳の表のまま"),
        pytest.param({"F1": "内線", "F2": "1234"}, "A1:F2", [], id="人事が足した列"),
        pytest.param({"G1": "メモ"}, "A1:E2", [], id="枠の外のメモ"),
        pytest.param({"E1": "終わり"}, "A1:E2", ["header-changed"], id="終了日の見出しを変えた"),
        pytest.param({"E1": "内線"}, "A1:E2", ["header-changed"], id="終了日の代わりに人事の列"),
        pytest.param({}, "A1:D2", ["header-changed"], id="終了日が枠の外"),
        pytest.param({"E1": None, "E2": None}, "A1:D2", ["header-absent"], id="終了日の列を消した"),
    ],
)
def test_台帳の表も同じ(cells: dict[str, object], ref: str, codes: list[str]) -> None:
    book = ledger_workbook({"postings": [POSTED]}, keys=("settings",))
    sheet = book["所属履歴"]
    for at, value in cells.items():
        sheet[at].value = value
    sheet.tables["postings"].ref = ref
    found = read_ledger(saved(book), "台帳.xlsx", ["postings"])
    assert [p.code for p in found.problems if p.code.startswith("header")] == codes
    assert len(found.tables["postings"]) == (0 if codes == ["header-changed"] else 1)
    assert bool(found.left_out) == (codes == ["header-changed"])


@pytest.mark.parametrize(
    ("table", "text", "refused"),
    [
        pytest.param(
            "projects",
            "案件番号,案件名,完了年月日\nPJ8,窓口,2025-10-01\n",
            True,
            id="実績: 完了日の見出しが違う",
        ),
        pytest.param("projects", "案件番号,案件名\nPJ8,窓口\n", False, id="実績: 列が少ないだけ"),
        pytest.param(
            "tools",
            "ツールコード,ツール名,使う\nLOGO,LoGoフォーム,○\n",
            True,
            id="方針: 有効の見出しが違う",
        ),
        pytest.param(
            "leaves",
            "職員番号,区分,開始日,終わる日\n00124,育休,2025-04-01,2025-05-01\n",
            False,
            id="職員: 使わない列は、書く前に名前を言う",
        ),
    ],
)
def test_CSVの取込(office: Office, table: str, text: str, *, refused: bool) -> None:
    source = office.folder / "取込.csv"
    source.write_text(text, "utf-8")
    before = office.ledger.read_bytes()
    answer = office.run("load", office.ledger, table, source, "--replace", expect=(0, 1, 2))
    office.ledger.write_bytes(before)
    assert (answer.get("refused", {}).get("code") == "header-changed") == refused
    if not refused and "終わる日" in text:
        assert any("終わる日" in p["what"] for p in answer["found"])


@pytest.mark.parametrize(
    ("change", "codes"),
    [
        pytest.param(written("5 ツール", "D5", 2, '"8"'), ["format-differs"], id="8に見える2"),
        pytest.param(
            written("5 ツール", "D5", 9, '"2"'),
            ["format-differs", "value-range"],
            id="2に見える9は、範囲の外",
        ),
        pytest.param(
            written("5 ツール", "D5", 1.5, '"2"'),
            ["format-differs", "value-type"],
            id="2に見える1.5は、整数でない",
        ),
        pytest.param(
            written(LEADS, "H5", 99999999, 'e"年度"'),
            ["date-era-only", "value-type"],
            id="年度だけに見える、日付でない数",
        ),
        pytest.param(
            written("申告", "C11", 99999999, 'ggge"年"'),
            ["date-era-only", "value-type"],
            id="提出日も",
        ),
        pytest.param(written("5 ツール", "D5", 9, "0"), ["value-range"], id="書式がふつうなら1つ"),
    ],
)
def test_書式の警告は_値の誤りを隠さない(form: bytes, change: Change, codes: list[str]) -> None:
    report = read(changed(form, change))
    assert isinstance(report, SelfReport)
    assert [p.code for p in report.problems] == codes


def copied(sheet: str, *rows: int) -> Change:
    """シートの写しを作り、行を書き足す."""

    def change(book: Workbook) -> None:
        copy = book.copy_worksheet(book[sheet])
        copy.title = f"{sheet} (2)"
        for row in rows:
            copy.cell(row, 3).value = "簿記2級"

    return change


@pytest.mark.parametrize(
    ("changes", "code", "count"),
    [
        pytest.param([copied("3 資格")], "sheet-copied", 1, id="写しただけでも、その行を数える"),
        pytest.param([copied("3 資格", 6, 7)], "sheet-copied", 3, id="写しに2行書き足した"),
        pytest.param([copied(LEADS)], "sheet-copied", 1, id="従事の写し"),
        pytest.param([copied("6 スキル")], "sheet-extra", 0, id="記入のない写し"),
        pytest.param([copied("はじめに")], "sheet-extra", 0, id="表のないシートの写し"),
    ],
)
def test_写しのシートは言い_その行を数える(
    office: Office, form: bytes, changes: list[Change], code: str, count: int
) -> None:
    before = read(form)
    report = read(changed(form, *changes))
    assert isinstance(report, SelfReport)
    assert isinstance(before, SelfReport)
    assert [p.code for p in report.problems] == [code]
    assert len(report.rows) == len(before.rows) + count
    assert report.digest == before.digest
    answer = consolidated(
        office, f"提出 {code} {count} {len(changes)} {id(changes)}", changed(form, *changes)
    )
    rows = answer["rows"]
    assert rows["read"] == len(before.rows) + count
    assert rows["read"] == rows["accepted"] + rows["superseded"] + rows["quarantined"]
    assert rows["quarantined"] == count


def right_of(key: str) -> tuple[str, str]:
    form = next(one for one in FORM_TABLES if one.table.key == key)
    column = openpyxl.utils.get_column_letter(3 + len(form.table.columns))
    return form.table.title, f"{column}6"


OUTSIDE = (
    *(right_of(one.table.key) for one in FORM_TABLES),
    ("申告", "L5"),
    ("次の一歩", "K3"),
    ("これまでの実績", "L8"),
    ("除外期間", "F5"),
    ("はじめに", "B40"),
)
"""どの表もその枠のすぐ右、ほかのシートは印刷される範囲の外."""


@pytest.fixture(scope="module")
def scribbled(form: bytes) -> SelfReport:
    report = read(changed(form, *(written(*place, "見てください") for place in OUTSIDE)))
    assert isinstance(report, SelfReport)
    return report


@pytest.mark.parametrize(("sheet", "cell"), OUTSIDE, ids=[" ".join(place) for place in OUTSIDE])
def test_欄外の記入は言う(scribbled: SelfReport, sheet: str, cell: str) -> None:
    (problem,) = [p for p in scribbled.problems if p.place.sheet == sheet]
    assert (problem.code, problem.place.cell) == ("value-far", cell)
    assert cell in problem.what


@pytest.mark.parametrize(
    ("sheet", "cell"),
    [
        pytest.param(COURSES, "E2", id="見出しの上"),
        pytest.param(COURSES, "A60", id="表の下の左"),
        pytest.param("申告", "B80", id="申告の下"),
    ],
)
def test_欄外は_上も下も(form: bytes, sheet: str, cell: str) -> None:
    report = read(changed(form, written(sheet, cell, "見てください")))
    assert isinstance(report, SelfReport)
    assert told(report) == [("value-far", sheet, cell)]


def test_欄外の記入は_1枚に1つにまとめる(form: bytes) -> None:
    changes = [written(COURSES, f"J{row}", "メモ") for row in range(5, 10)]
    report = read(changed(form, *changes))
    assert isinstance(report, SelfReport)
    (problem,) = report.problems
    assert "(J5〜J9)" in problem.what


def test_枠の下に続けた行は_表の行として読む(form: bytes) -> None:
    report = read(
        changed(form, written("3 資格", "C15", "簿記2級"), written("3 資格", "D15", "2025/7/1"))
    )
    assert isinstance(report, SelfReport)
    assert told(report) == [("rows-outside", "3 資格", "")]
    assert [r.values["qualification"] for r in report.rows if r.table == "my_qualifications"] == [
        "簿記3級",
        "簿記2級",
    ]


def added(title: str, value: object = "覚え書き") -> Change:
    def change(book: Workbook) -> None:
        book.create_sheet(title)["B2"].value = value

    return change


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        pytest.param(added("メモ"), [("sheet-extra", "メモ", "")], id="足したシートの記入"),
        pytest.param(added("Sheet1", None), [], id="足しただけの空のシート"),
        pytest.param(written(COURSES, "J5", "=1+1"), [], id="欄外の数式は、人の記入でない"),
    ],
)
def test_足したシート(form: bytes, change: Change, expected: list[tuple[str, str, str]]) -> None:
    report = read(changed(form, change))
    assert isinstance(report, SelfReport)
    assert told(report) == expected


def renamed(old: str, new: str) -> Change:
    def change(book: Workbook) -> None:
        book[old].title = new

    return change


def test_名前を変えたシートの表は_様式の表のまま(form: bytes) -> None:
    report = read(changed(form, renamed("3 資格", "資格(乙山)")))
    assert isinstance(report, SelfReport)
    assert told(report) == []


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        pytest.param(
            written("確認表", "T8", "相談中"), ("value-far", "確認表", "T8"), id="確認表の右"
        ),
        pytest.param(written("明細", "P6", "要確認"), ("value-far", "明細", "P6"), id="明細の右"),
        pytest.param(
            written("Step", "O6", "Step2では"), ("value-far", "Step", "O6"), id="Stepの右"
        ),
        pytest.param(added("所見"), ("sheet-extra", "所見", ""), id="足したシート"),
    ],
)
def test_確認表の欄外の記入も言う(
    review: bytes, change: Change, expected: tuple[str, str, str]
) -> None:
    before = read_review(review, "確認表.xlsx")
    assert isinstance(before, Review)
    assert told(before) == []
    after = read_review(changed(review, change), "確認表.xlsx")
    assert isinstance(after, Review)
    assert told(after) == [expected]


def test_確認表の書式の警告も_値の誤りを隠さない(review: bytes) -> None:
    cell = next(
        c
        for c in openpyxl.load_workbook(io.BytesIO(review))["Step"][5]
        if c.value == "上長判定Step"
    )
    at = f"{cell.column_letter}6"
    answer = read_review(changed(review, written("Step", at, 1.5, '"2"')), "確認表.xlsx")
    assert isinstance(answer, Review)
    assert told(answer) == [("format-differs", "Step", at), ("value-type", "Step", at)]


def without_addresses(data: bytes, sheet: str) -> bytes:
    """行とセルの番地を書かないプログラムが保存したように、番地を消す."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        names = [s.title for s in openpyxl.load_workbook(io.BytesIO(data)).worksheets]
        part = f"xl/worksheets/sheet{names.index(sheet) + 1}.xml"
        for info in old.infolist():
            text = old.read(info)
            if info.filename == part:
                text = re.sub(rb'(<row|<c) r="[A-Z0-9]+"', rb"\1", text)
            new.writestr(info.filename, text)
    return out.getvalue()


def test_番地のない様式の数式も_行を使えなくする(form: bytes, tmp_path: Path) -> None:
    filled = changed(form, written("5 ツール", "D5", "=1+1"))
    usual, bare = read(filled), read(without_addresses(filled, "5 ツール"))
    assert isinstance(usual, SelfReport)
    assert isinstance(bare, SelfReport)
    assert told(bare) == told(usual) == [("formula-in-input", "5 ツール", "D5")]
    (row,) = [r for r in bare.rows if r.table == "my_tool_levels"]
    assert not row.usable
    assert bare.digest == usual.digest
    (tmp_path / "申告.xlsx").write_bytes(without_addresses(form, "5 ツール"))
    plain = read((tmp_path / "申告.xlsx").read_bytes())
    assert isinstance(plain, SelfReport)
    assert told(plain) == []
