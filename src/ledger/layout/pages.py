"""Pages: sheets of the ledger that the program writes wholly and that are no Excel table.

A page is told in five places, each one line or one function:

1. **Here**, in `PAGES`: key, title of its sheet, how many columns it has, `since` (the version of
   the ledger's layout that brought it).
2. **`layout/sheet_order.py`**: its line in a group says where its tab stands and who sees it.
3. **What it says**: a pure function in `present/pages/` that returns `page_frame(PAGE, rows)`. A
   row is a sequence of values (text, number, None) and of `link(…)`; what is shorter than the page
   is filled up with blanks. The first row stands in the sheet's row 1, and so on. A day is said in
   words (`wareki`), or its column has a number format of days.
4. **`commands/page_contents.py`**, in `CONTENTS`: its key and that function. Every write of the
   ledger computes all pages anew from the tables as they will stand and sends them along in the
   same `changes` as the tables. A page is never read back and never a table of `ledger.TABLES`.
5. **How it looks**: a function in `present/pages/looks.py` (`LOOKS`) that gives the new sheet its
   widths, cell formats, conditional formats and its print page. Nothing is styled when content is
   written: a cell keeps the format that it has, a new row the format of its column
   (`set_column`), so what depends on content hangs on a conditional format, on a word or on a
   column of kinds (see `present/pages/home_looks.py`).

The rest follows: a new ledger is built with the page (`present/ledger_book`), a closed one gets
its cells exchanged (`present/page_cells`), an open one through calls (`book/page_exchange`), an
older one gets the sheet when it is next written (`layout/migrations`, `present/brought_up`,
`book/migration`). Links are `HYPERLINK` formulas with what they show as their cached value.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Annotated, TypeAlias

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from ledger.layout import persona_card
from ledger.layout.columns import Cell
from ledger.model.characters import can_be_sheet

LONGEST_LITERAL = 255
"""Characters that a text within a formula may have."""


@dataclass(frozen=True)
class PageFormula:
    """A formula of a page.

    Attributes:
        text: `=…`, in functions of Excel 2016.
        shown: What it comes to, for programs that do not calculate.
    """

    text: str
    shown: str


class Kept:
    """A cell that a person fills in: what stands in it is kept when the page is written."""


KEPT = Kept()

PageCell: TypeAlias = Cell | PageFormula | Kept
"""What one cell of a page holds; None leaves it blank."""


def _titled(title: str) -> str:
    if not can_be_sheet(title):
        raise ValueError(title)
    return title


class LedgerPage(BaseModel):
    """One page.

    Attributes:
        key: Its name among the `changes` of a write; no table has it.
        title: Name of its sheet.
        columns: How many columns it has, from A on.
        since: The version of the ledger's layout that brought it.
        filters: Whether its rows can be filtered; all are shown when it is written.
        merged: Whether some of its cells are merged.
    """

    model_config = ConfigDict(frozen=True)

    key: str
    title: Annotated[str, AfterValidator(_titled)]
    columns: int = Field(ge=1, le=256)
    since: int = 3
    filters: bool = False
    merged: bool = False

    @property
    def keys(self) -> tuple[str, ...]:
        """The columns of its frame: c1, c2 …."""
        return tuple(f"c{number}" for number in range(1, self.columns + 1))


HOME = LedgerPage(key="home_page", title="今日やること", columns=8, merged=True)

TRAINING_MATRIX = LedgerPage(
    key="training_matrix_page", title="研修の一覧表", columns=65, filters=True
)
SECTION_TRAININGS = LedgerPage(key="section_trainings_page", title="課×研修", columns=32)
SECTION_STEPS = LedgerPage(key="section_steps_page", title="課×Step", columns=42)
STAFF_CARD = LedgerPage(key="staff_card_page", title="職員カード", columns=14, merged=True)
BUDGET = LedgerPage(key="budget_page", title="要求説明", columns=6)
GOAL_BOARD = LedgerPage(key="goal_board_page", title="中期目標ボード", columns=11)
GAP_BOARD = LedgerPage(key="gap_board_page", title="ギャップと方向性", columns=10)
PERSONA_CARD = LedgerPage(
    key="persona_card", title=persona_card.TITLE, columns=persona_card.COLUMNS, merged=True
)
SCHEDULE_PAGE = LedgerPage(key="schedule_page", title="日程", columns=34)
ACQUISITION = LedgerPage(key="acquisition_page", title="確保の逆算", columns=27)
TRANSFER_TRIAL = LedgerPage(key="transfer_trial_page", title="異動を試す", columns=3)
POLICY_TRIAL = LedgerPage(key="policy_trial_page", title="試算", columns=8)

PAGES: tuple[LedgerPage, ...] = (
    HOME,
    TRAINING_MATRIX,
    SECTION_TRAININGS,
    SECTION_STEPS,
    STAFF_CARD,
    PERSONA_CARD,
    BUDGET,
    TRANSFER_TRIAL,
    GOAL_BOARD,
    GAP_BOARD,
    SCHEDULE_PAGE,
    POLICY_TRIAL,
    ACQUISITION,
)
BY_PAGE: Mapping[str, LedgerPage] = MappingProxyType({page.key: page for page in PAGES})


def is_page(key: str) -> bool:
    """Say whether a key among `changes` is a page's."""
    return key in BY_PAGE


def link(title: str, shown: str, cell: str = "A1") -> PageFormula:
    """Return a link to a sheet of the same book.

    Args:
        title: The sheet.
        shown: What stands in the cell; what is longer than a formula can hold ends in 「…」.
        cell: Where on the sheet.
    """
    target = title.replace("'", "''").replace('"', '""')
    said = shown if len(shown) <= LONGEST_LITERAL else f"{shown[: LONGEST_LITERAL - 1]}…"
    quoted = said.replace('"', '""')
    return PageFormula(f"""=HYPERLINK("#'{target}'!{cell}","{quoted}")""", said)


HOME_LINK = link(HOME.title, f"← {HOME.title}")
"""What leads back from every sheet that a person sees."""
