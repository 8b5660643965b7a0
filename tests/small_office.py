"""One small office: who works there, its folder, and the commands run in it.

甲野 (01000) heads the 課; 乙山 (00123) is a DX推進員 who led a project from 2025-04-01 on; 丙川
(00124) hands nothing in. Both trainings of Step1 stand on a roster for 乙山.
"""

import atexit
import datetime as dt
import json
import shutil
import tempfile
from collections.abc import Callable
from functools import cache, lru_cache
from pathlib import Path
from typing import Any
from unittest.mock import patch

import openpyxl
from typer.testing import CliRunner

from form_cells import cell
from ledger.cli import app
from ledger.layout.frames import Tables
from ledger.present.splice import splice
from ledger.read.ledger_book import read_ledger

PEOPLE = {
    "sections": (
        "所属コード,所属名,上位所属コード,階層,集計対象,統合先所属コード\n"
        "0100,総務部,,部,,\n0110,総務課,0100,課,○,\n"
    ),
    "staff": (
        "職員番号,氏名,フリガナ,職層,任用区分,採用日,退職日,集計対象\n"
        "01000,甲野 一,コウノ ハジメ,課長,常勤,2000/4/1,,\n"
        "00123,乙山 𠮷子,オツヤマ ヨシコ,係長,常勤,H22.4.1,,\n"
        "00124,丙川 三郎,ヘイカワ サブロウ,係員,常勤,令和2年4月1日,,\n"
        "00900,部野 長,ブノ オサム,部長,常勤,1990-04-01,,\n"
    ),
    "postings": (
        "職員番号,所属コード,主務兼務,開始日,終了日\n"
        "01000,0110,主務,2024-04-01,\n00123,0110,主務,2024-04-01,\n"
        "00124,0110,主務,2024-04-01,\n00900,0100,主務,2024-04-01,\n"
    ),
    "heads": (
        "所属コード,職員番号,区分,開始日,終了日,理由\n"
        "0110,01000,長,2024-04-01,,\n0100,00900,長,2024-04-01,,\n"
        "0100,01000,人事指定,2024-04-01,,部長自身の申告の確認\n"
    ),
    "assignments": "職員番号,人材像コード,開始日,終了日\n00123,P02,2025-04-01,\n",
    "projects": (
        "案件番号,案件名,所属コード,種別,ツールコード,開始日,完了日,成果,統合先案件番号\n"
        "PJ1,申請のオンライン化,0110,LoGoフォーム,LOGO,2025-04-01,,,\n"
    ),
}
ROSTER = (
    "職員番号,研修名,修了日\n"
    "123,サービスデザイン研修,2025-06-17\n"
    "00123,BPR実践研修,2025-08-27\n"
    "00123,DXマインドセット研修,2025-07-15\n"
)


NOW_IN_MARCH = dt.datetime(2026, 3, 20, 9)  # noqa: DTZ001 - the same
AFTER_THE_YEAR = dt.datetime(2026, 4, 10, 9)  # noqa: DTZ001 - the ledger keeps local time


class Office:
    """The office's folder and the commands run in it, at a moment of its own."""

    def __init__(self, folder: Path, now: dt.datetime = AFTER_THE_YEAR) -> None:
        self.folder = folder
        self.now = now
        self.ledger = folder / "台帳.xlsx"

    def run(self, *arguments: object, expect: tuple[int, ...] = (0, 1)) -> dict[str, Any]:
        with patch("ledger.cli_options.now", return_value=self.now):
            result = CliRunner().invoke(app, [*map(str, arguments), "--json"])
        assert result.exit_code in expect, result.output + repr(result.exception)
        assert not isinstance(result.exception, Exception), repr(result.exception)
        answer: dict[str, Any] = json.loads(result.stdout)
        return answer

    def close(self) -> dict[str, Any]:
        """Close the year, whatever is not confirmed."""
        return self.run("freeze", self.ledger, "--force", "確認できないものを残して締める")

    def table(self, key: str) -> list[dict[str, Any]]:
        frame = _tables(self.ledger.read_bytes(), self.ledger.name)[key]
        return [
            {str(k): None if v != v or v is None else v for k, v in row.items()}  # noqa: PLR0124 - NaN
            for row in frame.astype(object).where(frame.notna(), None).to_dict("records")
        ]

    def to_look_at(self) -> list[dict[str, Any]]:
        """Return 要確認 without what merely says how something was read (お知らせ)."""
        return [row for row in self.table("problems") if row["severity"] != "お知らせ"]


@lru_cache(maxsize=4)
def _tables(ledger: bytes, name: str) -> Tables:
    """Read a ledger once for all the tables that a test looks at between two commands."""
    return read_ledger(ledger, name).tables


def write(form: Path, table: str, row: int, **values: object) -> None:
    """Fill in a row of a form, as a person in a spreadsheet program would."""
    book = openpyxl.load_workbook(form)
    for key, value in values.items():
        cell(book, table, row, key).value = value
    book.save(form)


def hand_in(form: Path, day: str) -> None:
    """Write 提出日."""
    book = openpyxl.load_workbook(form)
    sheet, cell = next(iter(book.defined_names["in_submitted_on"].destinations))
    book[sheet][cell].value = day
    book.save(form)


def office_in(folder: Path) -> Office:
    """Set up the ledger of the office: a copy of the one that was made for this run."""
    shutil.copytree(_made(_set_up), folder, dirs_exist_ok=True)
    return Office(folder)


@cache
def _made(make: Callable[[Path], Office]) -> Path:
    """Make an office once for all tests of a run; they get copies of its folder."""
    folder = Path(tempfile.mkdtemp(prefix="office-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    make(folder)
    return folder


def decide_on_targets(ledger: Path) -> None:
    """Let the examples of the targets be the office's own: 有効 ○ in a closed ledger."""
    tables = read_ledger(ledger.read_bytes(), ledger.name).tables
    decided = {"targets": tables["targets"].assign(active="○")}
    ledger.write_bytes(splice(ledger.read_bytes(), decided, tables))


def _set_up(folder: Path) -> Office:
    office = Office(folder)
    office.run("init", office.ledger, "--year", 2025, "--org", "架空市", expect=(0,))
    decide_on_targets(office.ledger)
    for table, text in PEOPLE.items():
        source = folder / f"{table}.csv"
        source.write_text(text, "utf-8-sig" if table == "staff" else "utf-8")
        office.run("load", office.ledger, table, source, expect=(0,))
    roster = folder / "名簿.csv"
    roster.write_bytes(ROSTER.encode("cp932"))
    office.run("load", office.ledger, "attendances", roster, expect=(0,))
    return office


def report_of(office: Office) -> Office:
    """Issue the forms; 乙山 fills in hers and puts it into the inbox."""
    issued, inbox = office.folder / "配布", office.folder / "提出"
    office.run("issue", office.ledger, issued, expect=(0,))
    inbox.mkdir()
    (form,) = issued.rglob("*00123*.xlsx")
    write(form, "my_goals", 1, goal="申請を1つオンライン化する", digital="○")
    write(
        form,
        "my_engagements",
        1,
        project_no="PJ1",
        project_name="申請のオンライン化",
        role="リード",
        started_on="2025/4/1",
        evidence="実施報告",
    )
    hand_in(form, "2026-03-10")
    form.rename(inbox / form.name)
    return office


def consolidate(office: Office) -> dict[str, Any]:
    """Consolidate the inbox with the review workbooks."""
    folder = office.folder
    return office.run(
        "consolidate",
        office.ledger,
        "--from",
        folder / "提出",
        "--reviews",
        folder / "確認",
        "--report",
        folder / "レポート.xlsx",
    )
