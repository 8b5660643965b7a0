"""The ribbon's own entry on xlwings' own Windows engine: only Excel itself is stood in for.

`ledger.ribbon.press` → `buttons` → `ExcelPages` → xlwings' public classes → its `_xlwindows.py`, as
installed → what Excel answers over COM; held against the command line on closed files.
"""

import datetime as dt
import decimal
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import xlwings as xw

import ledger.cli_options
import ledger.ribbon
from ledger.book import excel, excel_desk
from ledger.book.busy import Attempts
from ledger.book.closed import ClosedBook, ClosedForm
from ledger.book.live import LiveBook, LiveForm
from ledger.layout import ledger as layout
from ledger.layout.columns import Cell
from ledger.layout.frames import cells
from ledger.read.ledger_book import read_ledger
from ledger.read.reviews.review import review_of
from small_office import Office, office_in, report_of
from windows.cells import Range
from windows.excel import Workbook, Worksheet
from windows.stage import MOOD, Spoken, windows_engine

NOW = dt.datetime(2026, 3, 20, 9)  # noqa: DTZ001 - the ledger keeps local time
HEAD, PERSON = "01000", "00123"
CRITICAL = 0x30


class Excel:
    """Excel with one workbook open, before a person."""

    def __init__(self, patch: pytest.MonkeyPatch, engine: Any, spoken: Spoken, path: Path) -> None:  # noqa: ANN401 - a module
        self.file = Workbook(path)
        self.app = self.file.Application
        self.spoken = spoken
        excel_desk.be_patient(Attempts(MOOD.sleep))
        self.book = xw.Book(impl=engine.Book(xl=engine.COMRetryObjectWrapper(self.file)))
        self.pages = excel.ExcelPages(self.book)
        patch.setattr(xw.Book, "caller", classmethod(lambda _: self.book))

    def press(self, verb: str, *answers: str) -> list[str]:
        """Press a button; return the messages. Excel is as it was."""
        self.app.answers = list(answers)
        corrects = self.app.AutoCorrect.AutoFillFormulasInLists
        before = len(self.spoken.shown)
        ledger.ribbon.press(verb)
        assert self.app.AutoCorrect.AutoFillFormulasInLists == corrects
        assert self.app.ScreenUpdating
        assert self.app.DisplayAlerts
        assert self.app.bar[-1] is False
        return [text for _, text, _ in self.spoken.shown[before:]]

    def went_well(self) -> bool:
        """Return whether nothing critical was told."""
        return not any(style & 0x70 == CRITICAL for _, _, style in self.spoken.shown)


class Stage(NamedTuple):
    """Everything that opens a file in Excel."""

    patch: pytest.MonkeyPatch
    engine: Any
    spoken: Spoken

    def open(self, path: Path) -> Excel:
        """Open a file."""
        return Excel(self.patch, self.engine, self.spoken, path)


@pytest.fixture
def stage(monkeypatch: pytest.MonkeyPatch) -> Iterator[Stage]:
    """Xlwings on Windows."""
    spoken = Spoken()
    monkeypatch.setattr(ledger.ribbon, "_now", lambda: NOW)
    monkeypatch.setattr(ledger.cli_options, "now", lambda: NOW)
    with windows_engine(monkeypatch, spoken) as engine:
        yield Stage(monkeypatch, engine, spoken)


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """An office with one report in the inbox, collected for the head."""
    office = report_of(office_in(tmp_path_factory.mktemp("com")))
    folder = office.folder
    office.run("collect", office.ledger, "--from", folder / "提出", "--to", folder / "確認表")
    return office


@pytest.fixture
def two(lived: Office, tmp_path: Path) -> tuple[Office, Office]:
    """The same office twice: for Excel, and for the command line."""
    for name in ("clicked", "typed"):
        shutil.copytree(lived.folder, tmp_path / name)
    return Office(tmp_path / "clicked", NOW), Office(tmp_path / "typed", NOW)


def hold(pages: excel.ExcelPages, typed: Office) -> None:
    """Compare every table, value and type; of the journal what was done."""
    mine = LiveBook(pages).read().tables
    theirs = read_ledger(typed.ledger.read_bytes(), "台帳.xlsx").tables
    for table in layout.TABLES:
        one, other = cells(table, mine[table.key]), cells(table, theirs[table.key])
        if table.key == "runs":
            one, other = [row[2:3] for row in one], [row[2:3] for row in other]
        assert one == other, table.key
        assert [[type(v) for v in r] for r in one] == [[type(v) for v in r] for r in other]


def review_in(office: Office) -> Path:
    return next((office.folder / "確認表").glob(f"*{HEAD}*.xlsx"))


def test_台帳はExcelからもファイルと同じに読める(stage: Stage, two: tuple[Office, Office]) -> None:
    clicked, typed = two
    opened = stage.open(clicked.ledger)
    one, other = LiveBook(opened.pages).read(), ClosedBook(typed.ledger).read()
    assert one.meta == other.meta
    assert one.problems == other.problems
    hold(opened.pages, typed)


def test_見えるシートと隠れたシートを見分ける(stage: Stage, two: tuple[Office, Office]) -> None:
    opened = stage.open(two[0].ledger)
    seen = opened.pages.sheets()
    assert seen["職員"] is True
    assert seen["_meta"] is False
    assert list(seen) == list(opened.file.pages.sheets())
    assert opened.pages.tables() == opened.file.pages.tables()
    assert opened.pages.names() == opened.file.pages.names()


def test_名簿取込_集約とレポート_元に戻すはコマンドと同じ(
    stage: Stage, two: tuple[Office, Office]
) -> None:
    clicked, typed = two
    for office in two:
        (office.folder / "休職.csv").write_text(
            "職員番号,区分,開始日,終了日\n00124,育休,2025-10-01,\n", "utf-8"
        )
    opened = stage.open(clicked.ledger)
    opened.press("load_roster", str(clicked.folder / "休職.csv"))
    typed.run("load", typed.ledger, "leaves", typed.folder / "休職.csv")
    hold(opened.pages, typed)
    opened.press("consolidate")
    folder = typed.folder
    options = ("--from", folder / "提出", "--reviews", folder / "確認表")
    typed.run("consolidate", typed.ledger, *options, "--report", folder / "レポート.xlsx")
    hold(opened.pages, typed)
    assert len(LiveBook(opened.pages).read().tables["engagements"]) == 1
    opened.press("undo")
    typed.run("undo", typed.ledger)
    hold(opened.pages, typed)
    assert opened.went_well()
    assert opened.app.bar.count(False) >= 3


def test_申告書配布は時期を尋ねる(stage: Stage, two: tuple[Office, Office]) -> None:
    clicked, typed = two
    opened = stage.open(clicked.ledger)
    opened.press("issue", "期首")
    assert opened.app.asked[0][0] == "AskText"
    typed.run("issue", typed.ledger, typed.folder / "配布" / "期首", "--phase", "期首", expect=(0,))
    hold(opened.pages, typed)


def test_尋ねられて取り消せば何も起きない(stage: Stage, two: tuple[Office, Office]) -> None:
    opened = stage.open(two[0].ledger)
    assert opened.press("issue") == []
    assert opened.file.pages.saves == 0


def test_確認と元に戻すはコマンドと同じ(stage: Stage, two: tuple[Office, Office]) -> None:
    clicked, typed = two
    opened = stage.open(review_in(clicked))
    opened.press("confirm")
    on = ("--on", NOW.date().isoformat())
    typed.run("confirm", review_in(typed), "--by", HEAD, *on, expect=(0,))
    mine = review_of(LiveForm(opened.pages).opened())
    theirs = review_of(ClosedForm(review_in(typed)).opened())
    assert mine.decisions == theirs.decisions  # type: ignore[union-attr]
    assert mine.decisions  # type: ignore[union-attr]
    opened.press("undo")
    assert not review_of(LiveForm(opened.pages).opened()).decisions  # type: ignore[union-attr]
    assert opened.went_well()


def test_判定理由は隠れたシートがあっても出る(stage: Stage, two: tuple[Office, Office]) -> None:
    opened = stage.open(two[0].ledger)
    texts = opened.press("explain", PERSON)
    assert opened.went_well(), texts
    rows = opened.file.pages.values("判定理由")
    assert "(途中)" in str(rows[0][0])
    assert PERSON in str(rows[1][0])
    assert opened.file.pages.selection().sheet == "判定理由"
    assert opened.went_well()


def test_シート全体を選んでいても押せる(stage: Stage, two: tuple[Office, Office]) -> None:
    opened = stage.open(two[0].ledger)
    opened.app.whole = True
    assert opened.pages.selection() == ("", "")
    assert opened.press("check")
    assert opened.went_well()


def test_選んでいたところは元に戻る(stage: Stage, two: tuple[Office, Office]) -> None:
    opened = stage.open(review_in(two[0]))
    opened.file.pages.select("確認表", "B2:C3")
    opened.press("confirm")
    assert opened.file.pages.selection() == ("確認表", "B2:C3")


def test_オンラインのブックはそう言う(stage: Stage, two: tuple[Office, Office]) -> None:
    opened = stage.open(review_in(two[0]))
    opened.file.FullName = "https://example.sharepoint.com/sites/jinji/確認表.xlsx"
    (text,) = opened.press("confirm")
    assert "[book-online]" in text


def test_読み取り専用のブックはそう言う(stage: Stage, two: tuple[Office, Office]) -> None:
    opened = stage.open(review_in(two[0]))
    opened.file.ReadOnly = True
    (text,) = opened.press("confirm")
    assert "[book-read-only]" in text


@pytest.mark.parametrize(
    ("there", "read"),
    [
        (decimal.Decimal("1200.5"), 1200.5),
        (-2146826246, "#N/A"),
        (-2146826243, "#VALUE!"),
        (True, True),
        (101.0, 101.0),
        ("00123", "00123"),
        (None, None),
    ],
)
def test_Excelの値はこう読む(
    stage: Stage, two: tuple[Office, Office], there: object, read: object
) -> None:
    opened = stage.open(two[0].ledger)
    stage.patch.setattr(Range, "Value", property(lambda _: there))
    stage.patch.setattr(Worksheet, "UsedRange", property(lambda sheet: Range(sheet, 1, 1, 1, 1)))
    (row,) = opened.pages.values("職員")
    assert list(row) == [read]
    assert type(row[0]) is type(read)


def test_A1から始まらないシートもA1から読む(stage: Stage, two: tuple[Office, Office]) -> None:
    opened = stage.open(two[0].ledger)
    sheet = opened.file.pages.held["職員"]
    sheet.cells, sheet.formulas = {(2, 3): "ここ"}, {"D3": '="こ"&"こ"'}
    assert opened.pages.values("職員") == [[None] * 4, [None] * 4, [None, None, None, "ここ"]]
    assert opened.pages.formulas("職員") == {"D3": '="こ"&"こ"'}
    sheet.cells, sheet.formulas = {(0, 0): "=1+1"}, {}
    assert opened.pages.formulas("職員") == {}, "a text is no formula"


def test_1つのセルの式も読める(stage: Stage, two: tuple[Office, Office]) -> None:
    opened = stage.open(two[0].ledger)
    sheet = opened.file.pages.held["職員"]
    sheet.cells, sheet.formulas = {(0, 0): 2}, {"A1": "=1+1"}
    assert opened.pages.formulas("職員") == {"A1": "=1+1"}


def test_書くものはどれも書いたとおりに読める(stage: Stage, two: tuple[Office, Office]) -> None:
    opened = stage.open(two[0].ledger)
    title = "職員"
    opened.file.pages.held[title] = type(opened.file.pages.held[title])()
    opened.pages.set_format(title, "B1:B3", "@")
    block: list[list[Cell]] = [
        ["00123", "00123", dt.date(2026, 3, 18), None],
        ["=1+1", "=1+1", True, "R8.4.1"],
        ["２０２６年", "@x", 12.5, " -x"],
    ]
    opened.pages.put(title, "A1:D3", block)
    midnight = dt.datetime(2026, 3, 18)  # noqa: DTZ001 - as Excel has it
    assert opened.pages.values(title) == [
        ["00123", "00123", midnight, None],
        ["=1+1", "=1+1", True, "R8.4.1"],
        ["２０２６年", "@x", 12.5, " -x"],
    ]


def test_隠れたシートのセルは選ばない(stage: Stage, two: tuple[Office, Office]) -> None:
    opened = stage.open(two[0].ledger)
    before = opened.file.pages.selection()
    opened.pages.select("_meta", "A1")
    assert opened.file.pages.selection() == before
