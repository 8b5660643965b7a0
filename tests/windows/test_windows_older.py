"""A ledger of an earlier version, open in Excel: it gets what it lacks, or is as it was."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from builders import tables
from failing_pages import state_of, twin
from ledger.book import excel_desk
from ledger.book.busy import Attempts
from ledger.book.closed import ClosedBook
from ledger.book.live import LiveBook
from ledger.layout import meta
from ledger.layout.frames import cells
from ledger.layout.ledger import TABLES
from ledger.layout.migrations import LEDGER_VERSION
from older_ledgers import MADE
from windows.stage import MOOD, ComError, Spoken, windows_engine
from windows.test_windows_engine import Excel, Stage

TOOLS = tables(tools=[{"tool_code": "T1", "tool_name": "表計算"}])["tools"]


@pytest.fixture
def older(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[tuple[Excel, Stage]]:
    """The first program's ledger, open in Excel."""
    path = Path(shutil.copy(MADE / "first.xlsx", tmp_path / "台帳.xlsx"))
    spoken = Spoken()
    with windows_engine(monkeypatch, spoken) as engine:
        stage = Stage(monkeypatch, engine, spoken)
        excel = stage.open(path)
        excel_desk.be_patient(Attempts(MOOD.sleep))
        yield excel, stage
        MOOD.refusals = 0


def write(excel: Excel) -> None:
    """Write ツール, as a command does."""
    book = LiveBook(excel.pages)
    book.read()
    with excel_desk.as_it_was(excel.pages, excel.book.app):
        book.write({"tools": TOOLS}, anew=("tools",))


def test_前の版の台帳をExcelで開いて書くと_閉じて書いたときと同じになる(
    older: tuple[Excel, Stage], tmp_path: Path
) -> None:
    excel, _ = older
    seen = excel.file.ActiveSheet.Name
    write(excel)
    assert excel.file.ActiveSheet.Name == seen, "見ていたシートのまま"
    live = LiveBook(excel.pages).read()
    closed = ClosedBook(Path(shutil.copy(MADE / "first.xlsx", tmp_path / "閉じた台帳.xlsx")))
    closed.read()
    closed.write({"tools": TOOLS}, anew=("tools",))
    back = closed.read()
    assert live.meta == back.meta
    assert live.meta[meta.SCHEMA] == LEDGER_VERSION
    for table in TABLES:
        assert cells(table, live.tables[table.key]) == cells(table, back.tables[table.key])
    formats = excel.file.pages.held["取込列"].formats
    assert [formats[f"{column}2"] for column in "ABCDE"] == ["@"] * 5


def test_保存できなければ_足した列もシートも残らない(older: tuple[Excel, Stage]) -> None:
    excel, stage = older
    before = state_of(twin(excel.file.pages))

    def broken() -> None:
        raise ComError(0)

    stage.patch.setattr(excel.file.pages, "save", broken)
    with pytest.raises(ComError):
        write(excel)
    assert state_of(excel.file.pages) == before
