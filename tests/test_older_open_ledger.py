"""An older ledger that is open: what its new sheets lack is said before, and what is said is true.

The looks of a sheet (widths, colours, dropdowns) are in the parts that a closed ledger is written
with. Each test brings one older ledger up both ways.
"""

import io
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from builders import tables
from ledger.book.closed import ClosedBook
from ledger.book.live import LiveBook
from ledger.layout.columns import Group, Table, text
from ledger.layout.migrations import Added, Additions
from ledger.layout.pages import HOME, STAFF_CARD
from ledger.read.ledger_book import LedgerBook
from older_ledgers import made
from pages_of_file import pages_of


def first(path: Path) -> Path:
    """Put a ledger of the first version there."""
    path.write_bytes(made("first.xlsx"))
    return path


def lacking(path: Path) -> list[str]:
    """Return the sheets that a ledger gets at its next write."""
    return [*ClosedBook(path).read().additions.titles]


def has_looks(sheet: Worksheet) -> bool:
    """Whether a sheet has widths and cell styles of its own."""
    styled = any(cell.has_style for row in sheet.iter_rows() for cell in row)
    return bool(sheet.column_dimensions) and styled


def codes(book: LiveBook | ClosedBook) -> list[str]:
    return [problem.code for problem in book.foreseen({})]


def test_開いた前の版の台帳は_見た目が付かないことを_書く前に言う(tmp_path: Path) -> None:
    path = first(tmp_path / "台帳.xlsx")
    (told,) = [one for one in LiveBook(pages_of(path)).foreseen({}) if "open" in one.code]
    assert f"({len(lacking(path))}枚)" in told.what
    assert "台帳を閉じて、コマンド talent-ledger で" in told.remedy


def test_閉じて一度書けば_言ったとおり_どの新しいシートにも見た目が付く(tmp_path: Path) -> None:
    path = first(tmp_path / "台帳.xlsx")
    new = lacking(path)
    assert len(new) > 8
    closed = ClosedBook(path)
    assert "ledger-older-open" not in codes(closed), "閉じた台帳には要らない断り"
    closed.write({"tools": closed.read().tables["tools"]})
    book = openpyxl.load_workbook(io.BytesIO(path.read_bytes()))
    assert {title for title in new if not has_looks(book[title])} == set()
    card = book["人材像カード"]
    assert card.data_validations.dataValidation, "カードの選択肢"


def test_一度書いたあとは_開いていても言わない(tmp_path: Path) -> None:
    path = first(tmp_path / "台帳.xlsx")
    closed = ClosedBook(path)
    closed.write({"tools": closed.read().tables["tools"]})
    assert codes(LiveBook(pages_of(path))) == []


SHEET = Table(key="menus", title="献立", group=Group.POLICY, columns=(text("menu", "献立"),))
COLUMN = Added(text("kind", "区分"), None)
ADDED = {
    "列だけを足すなら_断りは要らない": (Additions(columns={"tools": (COLUMN,)}), []),
    "表を1枚足すなら_断る": (Additions(tables=(SHEET,)), ["1枚"]),
    "ページを2枚足すなら_断る": (Additions(pages=(HOME, STAFF_CARD)), ["2枚"]),
    "何も足さないなら_断りは要らない": (Additions(), []),
}


@pytest.mark.parametrize("case", ADDED)
def test_断るのは_シートを足すときだけ(case: str) -> None:
    additions, counts = ADDED[case]
    told = LedgerBook("台帳.xlsx", "", {}, tables(), additions=additions).told_looks()
    assert [count for count in counts for one in told if count in one.what] == counts
    assert len(told) == len(counts)
