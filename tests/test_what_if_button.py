"""Button 試算, on a ledger in memory: 試算条件 is read, 試算 is written and shown."""

from pathlib import Path

from ledger.book.live import LiveBook
from ledger.book.memory_desk import MemoryDesk
from ledger.buttons import registry
from ledger.buttons.press import Click
from ledger.layout.pages import POLICY_TRIAL
from pages_of_file import pages_of
from small_office import NOW_IN_MARCH, office_in


def test_試算条件を書いて押すと_試算に出て_何も書かなければ断る(tmp_path: Path) -> None:
    office = office_in(tmp_path)
    office.now = NOW_IN_MARCH
    pages, desk = pages_of(office.ledger), MemoryDesk()
    registry.press("what_if", Click(pages, desk, NOW_IN_MARCH))
    assert desk.told[-1][0].startswith("!")
    assert "シート「試算条件」が空です" in desk.told[-1][1]
    source = tmp_path / "試算条件.csv"
    source.write_text("変えるもの,設定の項目,設定の値\n設定,累積条件,×\n", "utf-8")
    office.run("load", office.ledger, "trial_changes", source)
    pages, desk = pages_of(office.ledger), MemoryDesk()
    before = LiveBook(pages).read().tables
    registry.press("what_if", Click(pages, desk, NOW_IN_MARCH))
    assert "累積条件: ○ → ×" in desk.told[-1][1]
    told = [str(value) for value in pages.held[POLICY_TRIAL.title].cells.values()]
    assert "・累積条件: ○ → ×" in told
    after = LiveBook(pages).read().tables
    assert [key for key in before if not before[key].equals(after[key])] == ["runs"]
