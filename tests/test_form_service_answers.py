"""Answers of LoGoフォーム, Microsoft Forms, Google フォーム: reports that lie in the inbox."""

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from ledger.layout import meta
from ledger.model.reports import SelfReport
from ledger.read.self_reports.report import read_self_report
from small_office import Office, office_in

Entry = tuple[str, str, str, str]

LOGO: tuple[Entry, ...] = (
    ("受付番号", "申告書", "受付番号", "値"),
    ("送信日時", "申告書", "提出日", "値"),
    ("職員番号", "申告書", "職員番号", "値"),
    ("お名前", "申告書", "氏名", "値"),
    ("目標", "1 目標", "目標", "値"),
    ("デジタルの目標ですか", "1 目標", "デジタル", "値"),
    ("研修①", "2 受講", "研修コード", "値"),
    ("修了した日①", "2 受講", "修了日", "値"),
    ("研修②", "2 受講", "研修コード", "値"),
    ("修了した日②", "2 受講", "修了日", "値"),
    ("フォームによる申告", "2 受講", "証跡", "固定値"),
    ("感想", "", "", "無視"),
)
HEADERS = [entry[0] for entry in LOGO if entry[3] != "固定値"]
WORDS = (
    ("LoGo申告", "デジタル", "はい、そうです", "○"),
    ("LoGo申告", "デジタル", "ちがいます", "×"),
)
HEIKAWA = [
    "R-001",
    "2026/03/10 8:05:12 午後 GMT+9",
    "124",
    "丙川 三郎",
    "申請を1つオンライン化する",
    "はい、そうです",
    "BPR実践研修",
    "2025/6/2(月)",
    "",
    "",
    "よかった",
]
OTSUYAMA = [
    "R-002",
    "2026-03-10T16:00:00Z",
    "00123",
    "乙山 𠮷子",
    "RPAを1つつくる",
    "はい、そうです",
    "BPR実践研修",
    "2025-06-02",
    "DXマインドセット研修",
    "R7.9.1",
    "",
]


def csv_of(rows: Sequence[Sequence[object]]) -> bytes:
    target = io.StringIO()
    csv.writer(target).writerows(rows)
    return target.getvalue().encode("utf-8-sig")


def define(office: Office, name: str, entries: Sequence[Entry], words: Sequence[Any]) -> None:
    """Write a 取込定義, as HR would on the two sheets."""
    columns = [["取込名", "元の見出し", "表", "列", "扱い"], *([name, *entry] for entry in entries)]
    values = [["取込名", "列", "元の値", "値"], *words]
    for table, rows in (("import_columns", columns), ("import_values", values)):
        path = office.folder / f"{table}.csv"
        path.write_bytes(csv_of(rows))
        office.run("load", office.ledger, table, path, "--append", expect=(0,))


@pytest.fixture(scope="module")
def defined(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    office = office_in(tmp_path_factory.mktemp("defined"))
    define(office, "LoGo申告", LOGO, WORDS)
    return office.ledger.read_bytes()


@pytest.fixture
def office(defined: bytes, tmp_path: Path) -> Office:
    office = Office(tmp_path)
    office.ledger.write_bytes(defined)
    return office


def load(
    office: Office, rows: Sequence[Sequence[object]], name: str = "回答.csv", expect: int = 0
) -> dict[str, Any]:
    path = office.folder / name
    path.write_bytes(csv_of([HEADERS, *rows]))
    return office.run("load", office.ledger, path, expect=(expect,))


def forms(office: Office) -> dict[str, Path]:
    """Return the forms in the inbox by the receipt that their `_meta` names."""
    found = {}
    for path in sorted((office.folder / "提出").glob("*.xlsx")):
        own = {row[0]: row[1] for row in openpyxl.load_workbook(path)[meta.SHEET].values}
        found[str(own[meta.RECEIPT])] = path
    return found


def consolidated(office: Office) -> dict[str, Any]:
    inbox = office.folder / "提出"
    return office.run("consolidate", office.ledger, "--from", inbox, expect=(0, 1))


def facts(office: Office, table: str, staff_no: str, *keys: str) -> set[tuple[str, ...]]:
    return {
        tuple(str(row[key] or "")[:10] for key in keys)
        for row in office.table(table)
        if row["staff_no"] == staff_no
    }


def test_each_answer_becomes_a_report_that_consolidate_takes(office: Office) -> None:
    answer = load(office, [HEIKAWA, OTSUYAMA])
    assert answer["rows"] == {
        "read": 2,
        "accepted": 2,
        "superseded": 0,
        "quarantined": 0,
        "left_out": 0,
    }
    found = forms(office)
    assert set(found) == {"R-001", "R-002"}
    assert {row["file_name"] for row in office.table("issues")} == {p.name for p in found.values()}
    taken = consolidated(office)
    assert [p for p in taken["found"] if p["severity"] == "error"] == []
    days = {row["staff_no"]: str(row["submitted_on"].date()) for row in office.table("reports")}
    # 3/10 20:05 is still 3/10 in Japan; 16:00 UTC is 1:00 on 3/11
    assert (days["00124"], days["00123"]) == ("2026-03-10", "2026-03-11")
    read = ("completed_on", "source", "evidence")
    claimed = ("2025-06-02", "申告", "フォームによる申告")
    assert facts(office, "attendances", "00124", *read) == {claimed}
    own = facts(office, "attendances", "00123", *read)
    assert {claimed, ("2025-09-01", "申告", "フォームによる申告")} <= own
    assert facts(office, "goals", "00124", "goal_no", "digital") == {("1", "○")}


def test_the_same_answer_again_is_nothing(office: Office) -> None:
    load(office, [HEIKAWA])
    before = office.ledger.read_bytes()
    form = forms(office)["R-001"].read_bytes()
    answer = load(office, [HEIKAWA], "もう一度.csv")
    assert (answer["rows"]["superseded"], answer["written"]) == (1, [])
    assert office.ledger.read_bytes() == before
    assert forms(office)["R-001"].read_bytes() == form


CHANGES: dict[str, tuple[int, str]] = {
    "目標を書き直した": (4, "申請を2つオンライン化する"),
    "修了日を直した": (7, "2025/6/3"),
    "提出し直した": (1, "2026/03/12 9:00"),
}


@pytest.mark.parametrize("case", CHANGES)
def test_the_same_receipt_with_another_content_is_a_newer_report(office: Office, case: str) -> None:
    at, text = CHANGES[case]
    load(office, [HEIKAWA])
    changed = [*HEIKAWA[:at], text, *HEIKAWA[at + 1 :]]
    answer = load(office, [changed], "直し.csv")
    assert "answer-changed" in [p["code"] for p in answer["found"]]
    (path,) = forms(office).values()
    assert len(list((path.parent / "_前回").iterdir())) == 1
    report = read_self_report(path.read_bytes(), path.name)
    assert isinstance(report, SelfReport)
    said = {row.table: row.values for row in report.rows}
    day = "2026-03-12" if case == "提出し直した" else "2026-03-10"
    assert (str(report.submitted_on), said["my_goals"]["goal"]) == (day, changed[4])
    assert len(office.table("issues")) == 2


def test_consolidate_takes_the_newer_report_of_the_same_day(office: Office) -> None:
    load(office, [HEIKAWA])
    consolidated(office)
    changed = [*HEIKAWA[:4], "申請を2つオンライン化する", *HEIKAWA[5:]]
    load(office, [changed], "直し.csv")
    taken = consolidated(office)
    assert [p for p in taken["found"] if p["severity"] == "error"] == []
    goals = [row["goal"] for row in office.table("goals") if row["staff_no"] == "00124"]
    assert goals == ["申請を2つオンライン化する"]


def waiting(office: Office) -> list[object]:
    """Return the codes of what 要確認 lists of the answers."""
    rows = office.table("problems")
    return [row["code"] for row in rows if row["about"] == "申告書〔LoGo申告〕"]


REFUSED: dict[str, tuple[dict[int, str], str]] = {
    "知らない職員番号": ({2: "99999"}, "staff-unknown"),
    "受付番号がない": ({0: ""}, "value-missing"),
    "職員番号がない": ({2: ""}, "value-missing"),
    "読めない送信日時": ({1: "3月10日"}, "value-type"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_an_answer_of_which_nobody_knows_whose_it_is_makes_no_form(
    office: Office, case: str
) -> None:
    changes, code = REFUSED[case]
    row = [changes.get(at, cell) for at, cell in enumerate(HEIKAWA)]
    answer = load(office, [row, OTSUYAMA], expect=1)
    assert answer["rows"]["quarantined"] == 1
    assert code in {p["code"] for p in answer["found"]}
    assert list(forms(office)) == ["R-002"]
    assert waiting(office) == [code]


def test_an_answer_that_was_set_aside_is_listed_until_it_is_loaded_again(office: Office) -> None:
    load(office, [[*HEIKAWA[:2], "99999", *HEIKAWA[3:]]], expect=1)
    before = waiting(office)
    load(office, [HEIKAWA], expect=0)
    assert (before, waiting(office)) == (["staff-unknown"], [])


def test_an_answer_under_another_given_name_makes_no_form(office: Office) -> None:
    row = [*HEIKAWA[:3], "丙川 次郎", *HEIKAWA[4:]]
    answer = load(office, [row], expect=1)
    assert "name-differs" in {p["code"] for p in answer["found"]}
    assert forms(office) == {}


def test_a_workbook_of_microsoft_forms_is_taken_as_well(tmp_path: Path) -> None:
    """ID and real days; the table named by its key; the inbox as 設定 names it."""
    office = office_in(tmp_path)
    entries: tuple[Entry, ...] = (
        ("ID", "申告書", "受付番号", "値"),
        ("完了時刻", "申告書", "提出日", "値"),
        ("職員番号", "申告書", "職員番号", "値"),
        ("研修名", "my_attendances", "研修コード", "値"),
        ("修了日", "my_attendances", "修了日", "値"),
    )
    define(office, "Forms", entries, ())
    settings = tmp_path / "設定.csv"
    settings.write_text("キー,値\ninbox_folder,受付箱\n", "utf-8")
    office.run("load", office.ledger, "settings", settings, expect=(0,))
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append([entry[0] for entry in entries])
    sheet.append([1, "2026-03-10 17:00:00", 124, "BPR実践研修", "2025-06-02"])
    book.save(tmp_path / "Forms.xlsx")
    answer = office.run("load", office.ledger, tmp_path / "Forms.xlsx", expect=(0,))
    assert answer["rows"]["accepted"] == 1
    (form,) = (tmp_path / "受付箱").glob("*.xlsx")
    report = read_self_report(form.read_bytes(), form.name)
    assert getattr(report, "staff_no", "") == "00124"


MIXED: Mapping[str, tuple[Entry, str]] = {
    "台帳の表が混ざる": (("所属名", "職員", "氏名", "値"), "answer-mixed"),
    "ない列": (("研修名", "2 受講", "研修の名前", "値"), "import-column-unknown"),
    "受付番号がない": (("研修名", "2 受講", "研修コード", "値"), "import-columns-short"),
}


@pytest.mark.parametrize("case", MIXED)
def test_a_definition_that_cannot_be_gone_by_writes_nothing(tmp_path: Path, case: str) -> None:
    entry, code = MIXED[case]
    office = office_in(tmp_path)
    define(office, "フォーム", [("職員番号", "申告書", "職員番号", "値"), entry], ())
    before = office.ledger.read_bytes()
    path = tmp_path / "回答.csv"
    path.write_bytes(csv_of([["職員番号", entry[0]], ["124", "BPR実践研修"]]))
    refused = office.run("load", office.ledger, path, expect=(2,))["refused"]
    assert refused["code"] == code
    assert office.ledger.read_bytes() == before
