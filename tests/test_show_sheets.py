"""すべて表示: the hidden sheets of a ledger are shown, and hidden again, closed and open alike."""

import io
from pathlib import Path

import openpyxl
import pytest

from builders import policy, tables
from ledger.book.closed import ClosedBook
from ledger.book.live import LiveBook
from ledger.book.memory import ProgramError
from ledger.commands import show_sheets
from ledger.commands.plan import apply
from ledger.layout import sheet_order
from ledger.layout.sheet_order import TABS
from ledger.present.ledger_book import build
from ledger.store.generations import generations
from pages_of_file import pages_of
from repair_rules import repairs

OWN = {sheet_order.title_of(key) for key in TABS}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tables(tools=[{"tool_code": "T1"}])
    target = tmp_path / "台帳.xlsx"
    target.write_bytes(build(made, policy(made).settings))
    return target


def hidden(path: Path) -> set[str]:
    book = openpyxl.load_workbook(io.BytesIO(path.read_bytes()))
    return {sheet.title for sheet in book.worksheets if sheet.sheet_state == "hidden"}


def press(book: ClosedBook | LiveBook) -> str:
    plan = show_sheets.plan(book)
    apply(plan, book)
    return plan.summary[0]


def test_一度目は全部見え_二度目は要るシートだけに戻る(path: Path) -> None:
    first = hidden(path)
    assert "配布記録" in first
    assert f"{len(first)}枚のシートを、すべて表示" in press(ClosedBook(path))
    assert hidden(path) == set()
    assert f"{len(first)}枚のシートを隠します" in press(ClosedBook(path))
    assert hidden(path) == first
    assert repairs(path.read_bytes()) == []


def test_開いた台帳でも同じシートが見え_保存は人に任せる(path: Path) -> None:
    first, pages = hidden(path), pages_of(path)
    press(LiveBook(pages))
    assert {t for t in OWN if not pages.sheets()[t]} == set()
    press(LiveBook(pages))
    assert {t for t in OWN if not pages.sheets()[t]} == first
    assert pages.saves == 0


def test_中身と_仕組みのシートと_人事の隠したシートは変わらない(path: Path) -> None:
    book = openpyxl.load_workbook(path)
    book.create_sheet("人事の控え").sheet_state = "hidden"
    book.save(path)
    before = ClosedBook(path).read().tables["tools"]
    press(ClosedBook(path))
    assert hidden(path) == {"人事の控え"}
    assert ClosedBook(path).read().tables["tools"].equals(before)
    after = openpyxl.load_workbook(path)
    assert after["_meta"].sheet_state == "veryHidden"
    assert list(generations(path)) == [], "元に戻すの控えは増えない"


def test_行が入ったシートは_書いたときに見える(path: Path) -> None:
    rows = tables(step_claims=[{"staff_no": "1", "persona_code": "P01", "own_step": 1}])
    changes = {"step_claims": rows["step_claims"], "issues": tables()["issues"]}
    assert "自己判定" in hidden(path)
    pages = pages_of(path)
    live = LiveBook(pages)
    live.read()
    live.write(changes)
    ClosedBook(path).write(changes)
    assert "自己判定" not in hidden(path)
    assert pages.sheets()["自己判定"]
    assert "配布記録" in hidden(path), "仕組みの表は、書いても隠れたまま"


def test_表示の途中で止まれば_元のまま(path: Path) -> None:
    pages = pages_of(path)
    before = dict(pages.sheets())
    last = [title for title, seen in before.items() if not seen][-4]
    shown = pages.show_tab

    def failing(title: str, *, shown: bool) -> None:
        if title == last and shown:
            raise ProgramError(title)
        real(title, shown=shown)

    real = shown
    pages.show_tab = failing  # type: ignore[method-assign]
    live = LiveBook(pages)
    with pytest.raises(ProgramError):
        live.show_tabs({t: True for t, seen in before.items() if not seen and t in OWN})
    assert pages.sheets() == before
