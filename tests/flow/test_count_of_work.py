"""What a first year costs HR of a town of 12: commands, typed cells, hand-made files; walked whole.

HR has one export of its personnel system and one roster. The policy is the town's own: a persona
that no example is near, with three Steps, made on 人材像カード; one 必須 changed; dates. A cell
counts when HR puts something into it, typed or chosen from a dropdown, the chooser of the card too;
what the card offers and HR leaves as it is does not. Who holds the persona is a fact about people
and counted by itself. Answers to はじめる are counted too; staff and supervisors are not HR.
"""

import datetime as dt
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from unittest.mock import patch

import openpyxl
import pytest
from typer.testing import CliRunner

from importing import export_of
from ledger.cli import app
from ledger.layout.addresses import letter
from ledger.layout.columns import Cell
from ledger.layout.persona_card import NEW, PLACES, ROWS, TITLE
from ledger.read.ledger_book import read_ledger
from small_office import hand_in, write

JANUARY = dt.datetime(2027, 1, 15, 9)  # noqa: DTZ001 - the ledger keeps local time
AFTER = dt.datetime(2027, 4, 2, 9)  # noqa: DTZ001 - the same
LEADER, HELPER = "000103", "000106"
LEDGER = "台帳_令和8年度.xlsx"
ROSTER = "職員番号,研修名,修了日\n" + "".join(
    f"{LEADER},{name},2026-06-{day}\n"
    for day, name in (
        (10, "サービスデザイン研修"),
        (11, "BPR実践研修"),
        (12, "DXマインドセット研修"),
    )
)


class Hr:
    """HR of the town, whose commands and typed cells are counted."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.ledger = folder / LEDGER
        self.commands: list[str] = []
        self.cells: list[str] = []
        self.people: list[str] = []
        self.persona = ""
        self.answers: list[str] = []

    def start(self, *answers: str) -> None:
        """はじめる at a terminal: every answer is one line."""
        self.answers += answers
        self._ran("start", self.folder, typed="".join(f"{line}\n" for line in answers))

    def run(self, verb: str, *arguments: object, at: dt.datetime = JANUARY) -> dict[str, Any]:
        """One command, or the click of the same meaning."""
        answer: dict[str, Any] = json.loads(self._ran(verb, *arguments, "--json", at=at))
        return answer

    def _ran(
        self, verb: str, *arguments: object, typed: str = "", at: dt.datetime = JANUARY
    ) -> str:
        self.commands.append(verb)
        with (
            patch("ledger.cli_options.now", return_value=at),
            patch("ledger.console.Console.attended", bool(typed)),
        ):
            given = [verb, *map(str, arguments)]
            result = CliRunner().invoke(app, given, input=typed)
        assert result.exit_code in (0, 1), result.output
        return result.stdout

    def type(self, sheet: str, rows: Mapping[str, Cell], counted: list[str] | None = None) -> None:
        """Type into cells of a sheet; each is counted, also where a row is new."""
        book = openpyxl.load_workbook(self.ledger)
        for address, value in rows.items():
            assert book[sheet][address].value != value, f"{sheet}!{address} says so already"
            book[sheet][address] = value
            (self.cells if counted is None else counted).append(f"{sheet}!{address}")
        book.save(self.ledger)

    def row(self, sheet: str, **codes: str) -> int:
        """Find a row by what its first columns hold, as a person looks for it."""
        book = openpyxl.load_workbook(self.ledger, read_only=True)
        rows = list(book[sheet].iter_rows(values_only=True))
        top = next(n for n, row in enumerate(rows) if set(codes) <= set(map(str, row)))
        at = {str(header): n for n, header in enumerate(rows[top])}
        return next(
            n
            for n, row in enumerate(rows[top + 1 :], start=top + 2)
            if all(str(row[at[header]]) == code for header, code in codes.items())
        )

    def header(self, sheet: str, header: str) -> tuple[str, int]:
        """Return the letter of a column and the row of its header."""
        book = openpyxl.load_workbook(self.ledger)
        cells = (cell for row in book[sheet].iter_rows(max_row=9) for cell in row)
        at = next(cell for cell in cells if cell.value == header)
        return str(at.column_letter), int(at.row)

    def change(self, sheet: str, header: str, value: Cell, **codes: str) -> None:
        """Type one cell of a row that stands there."""
        letter, _ = self.header(sheet, header)
        self.type(sheet, {f"{letter}{self.row(sheet, **codes)}": value})

    def add(self, sheet: str, number: int, values: Mapping[str, Cell]) -> None:
        """Type the n-th row of a table of people that holds none yet."""
        at = {header: self.header(sheet, header) for header in values}
        rows = {f"{at[header][0]}{at[header][1] + number}": v for header, v in values.items()}
        self.type(sheet, rows, self.people)

    def tables(self) -> dict[str, Any]:
        """Return the ledger's tables."""
        return dict(read_ledger(self.ledger.read_bytes(), LEDGER).tables)


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Hr:
    """Live through the town's first year."""
    hr = Hr(tmp_path_factory.mktemp("town"))
    (hr.folder / "人事の一覧.csv").write_bytes(export_of().encode("cp932"))
    (hr.folder / "研修の名簿.csv").write_bytes(ROSTER.encode("cp932"))
    _begun(hr)
    _own_policy(hr)
    hr.run("issue", hr.ledger, hr.folder / "配布")
    _reported(hr)
    folders = (hr.folder / "提出", hr.folder / "確認")
    hr.run("collect", hr.ledger, "--from", folders[0], "--to", folders[1], at=AFTER)
    _confirmed(hr)
    report = hr.folder / "レポート.xlsx"
    hr.run(
        *("consolidate", hr.ledger, "--from", folders[0], "--reviews", folders[1]),
        *("--report", report),
        at=AFTER,
    )
    assert report.is_file()
    return hr


def _begun(hr: Hr) -> None:
    """6つの問い: 団体名、年度、提出期限、一覧、名簿、確認する人; and what they lead to."""
    hr.start(
        *("架空町", "令和8年度", "2027-03-20"),
        *(str(hr.folder / "人事の一覧.csv"), "はい", "係長", "はい"),
        str(hr.folder / "研修の名簿.csv"),
        *("000101 0100=000108", "いいえ"),
    )


CARD: Mapping[str, Cell] = {
    "name.persona_name": "データ活用推進員",
    "name.scope": "指名",
    "S1-1.kind": "研修",
    "S1-1.object": "BPR研修",
    "S2-1.kind": "リード期間",
    "S2-1.amount": 6,
    "S3-1.kind": "後進育成",
    "S3-1.amount": 1,
    "N1.requirement": "必須",
    "N1.training": "データ分析・活用研修",
    "N1.skill": "データ理解",
}
"""What HR writes on a blank card; the three Steps are named already, and the names stay."""


def _own_policy(hr: Hr) -> None:
    """新しい人材像をカードで作り、必須を1つ変え、期限を書き、2人に付与する."""
    hr.type(TITLE, {"C2": NEW})
    hr.run("card", hr.ledger)
    hr.type(TITLE, {_at(name): value for name, value in CARD.items()})
    hr.persona = hr.run("card", hr.ledger)["persona"]
    hr.change("研修体系", "必須区分", "必須", 人材像コード="P01", 研修コード="T05")
    hr.change("設定", "値", "2027-03-31", キー="confirm_due")
    for n, number in enumerate((LEADER, HELPER), start=1):
        begin = dt.date(2026, 4, 1)
        row: dict[str, Cell] = {"職員番号": number, "人材像コード": hr.persona, "開始日": begin}
        hr.add("人材像付与", n, row)


def _at(name: str) -> str:
    role, _, key = name.partition(".")
    return f"{letter(PLACES[role][key])}{ROWS[role]}"


def _reported(hr: Hr) -> None:
    """The two leaders fill in their forms; the others hand in nothing."""
    for number, role in ((LEADER, "リード"), (HELPER, "リード")):
        (form,) = (hr.folder / "配布").rglob(f"*{number}*.xlsx")
        write(form, "my_goals", 1, goal="申請を1つオンライン化する", digital="○")
        own = {"role": role, "started_on": dt.date(2026, 8, 1), "evidence": "実施報告"}
        write(form, "my_engagements", 1, project_name="申請のオンライン化", **own)
        if number == LEADER:
            taught = own | {"role": "後進育成"}
            write(form, "my_engagements", 2, project_name="若手の勉強会", **taught)
        hand_in(form, "2027-03-10")
        form.rename(hr.folder / "提出" / "年度末" / form.name)


def _confirmed(hr: Hr) -> None:
    """The supervisors confirm; their commands are not HR's."""
    for book in (hr.folder / "確認").rglob("確認表_*.xlsx"):
        by = book.name.split("_")[2]
        with patch("ledger.cli_options.now", return_value=AFTER):
            CliRunner().invoke(app, ["confirm", str(book), "--by", by, "--on", "2027-03-20"])


def test_最初の年は_6つまでの操作で終わる(year: Hr) -> None:
    # カードは2回: 空のカードを開く、書いたものを表に反映する
    assert year.commands == ["start", "card", "card", "issue", "collect", "consolidate"]
    assert len(year.commands) <= 6


def test_自分の方針にするのに打つセルは_15まで(year: Hr) -> None:
    # 開く人材像 1、カード 11、必須 1、確認期限 1(提出期限は、はじめるの答え)
    assert len(year.cells) == 1 + 11 + 1 + 1 <= 15


def test_人材像を持つ人は_方針とは別に_1人3セル(year: Hr) -> None:
    assert len(year.people) == 3 * 2


def test_はじめるの答えは_6つの問いと_一覧の読み方の4つだけ(year: Hr) -> None:
    # 団体名、年度、期限、一覧、名簿、確認者 + 読み方はい、主査は係長、所属はい、申告書はあとで
    assert len(year.answers) == 6 + 4


def test_人事が手で作るCSVは1つもない(year: Hr) -> None:
    lists = {path.name for path in year.folder.rglob("*.csv")}
    assert lists == {"人事の一覧.csv", "研修の名簿.csv"}


def test_新しい人材像は_3つのStepを持ち_名称はほかの人材像と同じ(year: Hr) -> None:
    steps = year.tables()["steps"]
    own = steps[steps["persona_code"] == year.persona]
    # Step2の名称は例に2つ(ツールを使った実践、実務での実践)あり、先にある方
    names = ["基礎知識の習得", "ツールを使った実践", "後進の育成"]
    assert list(zip(own["step"], own["step_name"], strict=True)) == [*enumerate(names, start=1)]


def test_町の方針で_3つのStepが判定される(year: Hr) -> None:
    verdicts = year.tables()["verdicts"]
    own = verdicts[(verdicts["persona_code"] == year.persona) & verdicts["tool_code"].isna()]
    steps = dict(zip(own["staff_no"], own["official_step"], strict=True))
    # リードは8月1日から3月31日の8か月。町の条件は6か月だからStep2、後進育成が1名いるからStep3
    # もう1人は、Step1の研修がないので0
    assert steps == {LEADER: 3, HELPER: 0}
    left = dict(zip(own["staff_no"], own["mandatory_left"], strict=True))
    assert "T08" in str(left[LEADER]), "新しい人材像の必須"


def test_変えた必須は_だれにも求められる(year: Hr) -> None:
    verdicts = year.tables()["verdicts"]
    general = verdicts[(verdicts["persona_code"] == "P01") & (verdicts["staff_no"] == LEADER)]
    assert "T05" in str(general["mandatory_left"].iloc[0])
