"""One ledger with its 人材像カード, closed on disk or open in a program: typed on and run."""

import datetime as dt
import tempfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from builders import policy
from ledger.book.closed import ClosedBook
from ledger.book.live import LiveBook
from ledger.book.memory import MemoryPages
from ledger.book.protocol import Book
from ledger.commands import card
from ledger.commands.plan import Plan, apply
from ledger.layout.addresses import letter
from ledger.layout.columns import Cell
from ledger.layout.frames import records
from ledger.layout.ledger import BY_KEY
from ledger.layout.persona_card import PLACES, ROWS, TITLE
from ledger.present.ledger_book import build
from ledger.present.marks import marked
from ledger.read.cells.cell import Raw
from ledger.read.grids import Rows
from ledger.read.guard.gate import LEDGER
from ledger.read.workbooks import open_book
from pages_of_file import pages_of
from persona_cards import office

NOW = dt.datetime(2026, 4, 10, 9)  # noqa: DTZ001 - the ledger keeps local time
CHOOSER = "C2"
PANEL = range(9, 13)


def at(name: str) -> str:
    """Return where a cell of the card stands: `at("S2-1.amount")` is D15."""
    role, _, key = name.partition(".")
    return f"{letter(PLACES[role][key])}{ROWS[role]}"


class CardDesk:
    """The ledger of a small office on somebody's desk."""

    def __init__(self, folder: Path, *, is_open: bool) -> None:
        """Lay it there, its card opened for the first time."""
        self.path = folder / "台帳.xlsx"
        self.path.write_bytes(_made())
        self.pages: MemoryPages | None = pages_of(self.path) if is_open else None

    def book(self) -> Book:
        return LiveBook(self.pages) if self.pages else ClosedBook(self.path)

    def type(self, typed: Mapping[str, Cell]) -> None:
        """Type into cells, called `role.cell` or by their address."""
        cells = {at(name) if "." in name else name: value for name, value in typed.items()}
        if self.pages is None:
            self.path.write_bytes(marked(self.path.read_bytes(), {TITLE: cells}))
            return
        for address, value in cells.items():
            self.pages.put(TITLE, f"{address}:{address}", [[value]])

    def plan(self, **options: object) -> Plan:
        return card.plan(self.book(), NOW, **options)  # type: ignore[arg-type]

    def run(self, **options: object) -> Plan:
        book = self.book()
        plan = card.plan(book, NOW, **options)  # type: ignore[arg-type]
        apply(plan, book)
        return plan

    def rows(self, title: str = TITLE) -> Rows:
        if self.pages is not None:
            return self.pages.values(title)
        book, problems = open_book(self.path.read_bytes(), self.path.name, LEDGER)
        assert book is not None, problems
        return book.rows(title)

    def says(self, name: str) -> Raw:
        """Return what a cell of the card says."""
        address = at(name) if "." in name else name
        column, row = ord(address[0]) - ord("A"), int(address[1:])
        found = self.rows()[row - 1][column]
        return None if found == "" else found

    def panel(self) -> list[list[Raw]]:
        """Return what stands beside the card."""
        lines = [[row[column] for column in PANEL] for row in self.rows()]
        return [[None if v == "" else v for v in line] for line in lines if any(line)]

    def table(self, key: str) -> list[dict[str, Cell]]:
        return records(BY_KEY[key], self.book().read().tables[key])


@cache
def _made() -> bytes:
    """Build the ledger, its card opened for the first time, once for all tests of a run."""
    built = office()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "台帳.xlsx"
        path.write_bytes(build(built, policy(built).settings))
        book = ClosedBook(path)
        apply(card.plan(book, NOW), book)
        return path.read_bytes()
