"""Buttons 異動を試す and 内示を空にする, on a ledger in memory."""

from pathlib import Path

import pytest

from ledger.book.live import LiveBook
from ledger.book.memory_desk import MemoryDesk
from ledger.buttons import registry
from ledger.buttons.press import Click
from ledger.layout.pages import TRANSFER_TRIAL
from pages_of_file import pages_of
from small_office import NOW_IN_MARCH, Office, office_in

NOTICE = "職員番号,異動先所属コード,発令日\n00123,0100,2026-04-01\n"


@pytest.fixture
def office(tmp_path: Path) -> Office:
    made = office_in(tmp_path)
    made.now = NOW_IN_MARCH
    source = tmp_path / "内示.csv"
    source.write_text(NOTICE, "utf-8")
    made.run("load", made.ledger, "異動案", source)
    return made


def test_内示を試して_空にする(office: Office) -> None:
    pages, desk = pages_of(office.ledger), MemoryDesk()
    registry.press("try_transfers", Click(pages, desk, NOW_IN_MARCH))
    assert "空白になる課 1件" in desk.told[-1][1]
    assert "シート「異動を試す」を見てください" in desk.told[-1][1]
    told = [str(value) for value in pages.held[TRANSFER_TRIAL.title].cells.values()]
    assert any("DX推進員がいなくなります" in text for text in told)
    assert len(LiveBook(pages).read().tables["transfers"]) == 1
    registry.press("clear_transfers", Click(pages, desk, NOW_IN_MARCH))
    assert not desk.told[-1][0].startswith("!")
    assert LiveBook(pages).read().tables["transfers"].empty
    left = [str(value) for value in pages.held[TRANSFER_TRIAL.title].cells.values()]
    assert not any("乙山" in text for text in left)
