"""検証: what agrees, what differs and where; nothing is written by it."""

import json
import shutil
from collections.abc import Callable, Sequence
from itertools import permutations
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from ledger.layout import ledger
from ledger.layout.frames import frame, records
from ledger.present.splice import splice
from ledger.read.ledger_book import read_ledger
from ledger.store.generations import latest
from ledger.store.journal import journal_path
from ledger.trust.contents import content_digest
from small_office import Office, office_in, report_of, write

LEAVES = "職員番号,区分,開始日,終了日\n00124,育休,2025-10-01,2026-03-31\n"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    office = report_of(office_in(tmp_path_factory.mktemp("made")))
    consolidate(office)
    return office.folder


@pytest.fixture
def office(made: Path, tmp_path: Path) -> Office:
    shutil.copytree(made, tmp_path, dirs_exist_ok=True)
    return Office(tmp_path)


def consolidate(office: Office) -> None:
    office.run("consolidate", office.ledger, "--from", office.folder / "提出")


def codes(answer: dict[str, Any]) -> list[str]:
    return [problem["code"] for problem in answer["found"]]


def verified(office: Office, *options: object) -> dict[str, Any]:
    before = office.ledger.read_bytes()
    answer = office.run("verify", office.ledger, *options)
    assert office.ledger.read_bytes() == before, "検証は何も書かない"
    return answer


def rewritten(office: Office, key: str, **cells: object) -> None:
    """Write another value into a table of the closed ledger, as HR would by hand."""
    tables = read_ledger(office.ledger.read_bytes(), "台帳.xlsx").tables
    changed = tables[key].copy()
    for column, value in cells.items():
        changed[column] = [value, *changed[column].tolist()[1:]]
    office.ledger.write_bytes(splice(office.ledger.read_bytes(), {key: changed}, tables))


def test_手を触れていない台帳は一致する(office: Office) -> None:
    answer = verified(office, "--from", office.folder / "提出")
    assert codes(answer) == []
    assert answer["summary"][0] == "検証: 一致しました。"
    assert "申告書 1 件" in answer["summary"][1]
    assert office.run("verify", office.ledger, expect=(0,))


def test_Excelで保存し直しても_並べ替えても_一致する(office: Office) -> None:
    book = openpyxl.load_workbook(office.ledger)
    sheet = book["職員"]
    first, second = 5, 6
    for column in range(1, sheet.max_column + 1):
        one, other = sheet.cell(first, column), sheet.cell(second, column)
        one.value, other.value = other.value, one.value
    book.save(office.ledger)
    assert codes(verified(office)) == []


CHANGES: dict[str, tuple[Callable[[Office], None], str, str]] = {
    "事実の表": (lambda o: rewritten(o, "staff", staff_name="別 人"), "table-by-hand", "職員"),
    "方針の表": (lambda o: rewritten(o, "tools", tool_name="別の名"), "table-by-hand", "ツール"),
    "処理履歴": (lambda o: rewritten(o, "runs", counts="{}"), "runs-broken", "処理履歴"),
    "結果の表": (lambda o: rewritten(o, "rates", numerator=7), "results-outdated", "参加率"),
}


@pytest.mark.parametrize("what", CHANGES)
def test_手で変えたところは_シートの名前で言う(office: Office, what: str) -> None:
    change, code, sheet = CHANGES[what]
    change(office)
    answer = verified(office)
    assert code in codes(answer)
    (place,) = {p["sheet"] for p in answer["found"] if p["code"] == code}
    assert place == sheet
    assert answer["summary"][0] == "検証: 違いがあります。"


def test_集約のあとで取り込むと_結果が古いと言い_集約すると一致する(office: Office) -> None:
    source = office.folder / "休職.csv"
    source.write_text(LEAVES, "utf-8")
    office.run("load", office.ledger, "leaves", source, expect=(0,))
    assert set(codes(verified(office))) == {"results-outdated"}
    consolidate(office)
    assert codes(verified(office)) == []


def test_古い控えで置き換えられた台帳は_古いと言う(office: Office) -> None:
    before = latest(office.ledger)
    assert before is not None
    office.ledger.write_bytes(before.path.read_bytes())
    answer = verified(office)
    assert codes(answer) == ["ledger-behind"]
    assert "1 件あります" in answer["found"][0]["what"]


def test_記録だけが古いと_記録にない処理があると言う(office: Office) -> None:
    path = journal_path(office.ledger)
    old = path.read_bytes()
    consolidate(office)
    path.write_bytes(old)
    assert codes(verified(office)) == ["journal-behind"]


def test_ほかの台帳の記録は_この台帳のものではないと言う(office: Office, tmp_path: Path) -> None:
    (tmp_path / "別").mkdir()
    other = office_in(tmp_path / "別")
    other.now = office.now.replace(month=5)
    source = other.folder / "休職.csv"
    source.write_text(LEAVES, "utf-8")
    journal_path(other.ledger).unlink(missing_ok=True)
    other.run("load", other.ledger, "leaves", source, expect=(0,))
    journal_path(office.ledger).write_bytes(journal_path(other.ledger).read_bytes())
    assert codes(verified(office)) == ["journal-of-another"]


def test_書き換えた記録は_何行目かを言う(office: Office) -> None:
    path = journal_path(office.ledger)
    rows = path.read_bytes().splitlines(keepends=True)
    rows[2] = rows[2].replace(b'"', b"'", 1)
    path.write_bytes(b"".join(rows))
    answer = verified(office)
    assert codes(answer)[0] == "journal-broken"
    assert "3 行目" in answer["found"][0]["what"]


def test_記録がなければ_検証できないと言う(office: Office) -> None:
    journal_path(office.ledger).unlink()
    answer = office.run("verify", office.ledger, expect=(2,))
    assert answer["refused"]["code"] == "journal-missing"


def test_変わった控えを言う(office: Office) -> None:
    copy = latest(office.ledger)
    assert copy is not None
    copy.path.write_bytes(copy.path.read_bytes() + b"x")
    answer = verified(office)
    assert codes(answer) == ["generation-damaged"]
    assert copy.path.name in answer["found"][0]["what"]


def test_集約のあとで変わった申告書は_読んでいない内容だと言う(office: Office) -> None:
    (form,) = (office.folder / "提出").glob("*.xlsx")
    write(form, "my_goals", 1, goal="別の目標")
    answer = verified(office, "--from", office.folder / "提出")
    assert codes(answer) == ["submissions-unknown"]
    assert form.name in answer["found"][0]["what"]


def test_別の版で書かれたときは_表ごとには比べない(office: Office) -> None:
    rewritten(office, "tools", tool_name="別の名")
    path = journal_path(office.ledger)
    text = path.read_text("utf-8").replace('"schema":"3"', '"schema":"2"')
    path.write_text(text, "utf-8")
    found = codes(verified(office))
    assert "contents-of-older-version" in found
    assert "table-by-hand" not in found


def test_処理履歴と記録が同じ鎖値をもつ(office: Office) -> None:
    runs = read_ledger(office.ledger.read_bytes(), "台帳.xlsx", ("runs",)).tables["runs"]
    lines = [json.loads(row) for row in journal_path(office.ledger).read_text().splitlines()]
    begun = [line["run"] for line in lines if line["kind"] == "begin"]
    assert begun == runs["chain"].tolist()[-len(begun) :]


SECTIONS = ledger.BY_KEY["sections"]
ROWS = [("0100", "総務部"), ("0110", "総務課"), ("0110", "総務課 "), ("01", "10総務課"), ("", "係")]


def digest(rows: Sequence[tuple[str, str]]) -> str:
    keys = ("section_code", "section_name")
    made = frame(SECTIONS, [dict(zip(keys, row, strict=True)) for row in rows])
    return content_digest(SECTIONS, made)


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_照合値は行の順によらない(order: Sequence[int]) -> None:
    assert digest([ROWS[at] for at in order]) == digest(ROWS[:3])


def test_照合値は中身が違えば違い_右の空白と空の行は見ない() -> None:
    assert digest([ROWS[1]]) == digest([ROWS[2]]) == digest([ROWS[1], ("", "")])
    several = [ROWS[:1], ROWS[:2], [ROWS[1]] * 2, [ROWS[3]], [ROWS[4]], [("係", "")], []]
    assert len({digest(rows) for rows in several}) == len(several)


def test_照合値は読み直しても変わらない(office: Office) -> None:
    tables = read_ledger(office.ledger.read_bytes(), "台帳.xlsx").tables
    for table in ledger.TABLES:
        again = frame(table, records(table, tables[table.key]))
        assert content_digest(table, again) == content_digest(table, tables[table.key]), table.key
