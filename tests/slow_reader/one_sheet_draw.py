"""Inboxes of present self-reports, drawn at random and filled in as people fill them in."""

import io
import random
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import openpyxl
from openpyxl.workbook import Workbook

from ledger.commands.issue import IssueOptions, plan
from ledger.layout.frames import replaced
from ledger.model.terms import Phase
from slow_reader.form_cells import FormWriter
from slow_reader.form_town import ISSUED, Blank, Town, form_tables, saved, shut
from slow_reader.grid import Grid
from slow_reader.one_sheet import Block, Line, blocks_of, none_marks, single
from slow_reader.town import PEOPLE

WRITERS = ("00105", "00123", "00124", "0200", "A0301")
"""Who hands forms in."""
GIVEN = {
    "goals": ("番号",),
    "skill_ratings": ("スキルコード",),
    "step_claims": ("人材像コード", "ツールコード"),
    "answers": ("設問コード",),
}
"""What stands in a row before the form goes out."""
ANSWERED = ("skill_ratings", "step_claims", "answers")
"""Blocks whose rows are named before the form goes out."""
EMPTIED = ("はじめに", "次の一歩", "これまでの実績", "除外期間", "_rules", "_calc", "_lists")
"""Sheets that nobody fills in; without them, and without formulas, a form is drawn in no time."""


@cache
def present_town() -> Town:
    """Issue the forms of 年度末 in their present layout; once a run."""
    before = form_tables()
    choice = IssueOptions(phase=Phase.CLOSING, staff=WRITERS)
    made = plan(shut(before), Path("配布"), choice, ISSUED)
    forms = {}
    for path, data in made.files.items():
        (person,) = [p for p in PEOPLE if f"_{p.number}_" in path.name]
        book = openpyxl.load_workbook(io.BytesIO(data))
        for title in EMPTIED:
            book[title].delete_rows(1, book[title].max_row)
        for row in book["申告"].iter_rows():
            for cell in row:
                cell.value = None if cell.data_type == "f" else cell.value
        forms[person.number] = Blank(person, path.name, saved(book), {})
    return Town(replaced(before, dict(made.tables)), forms)


class SheetDraw:
    """One inbox of present forms, by its number and attempt."""

    def __init__(self, seed: int, number: int, attempt: int) -> None:
        self.chance = random.Random(f"sheet-{seed}-{number}-{attempt}")  # noqa: S311 - drawn forms
        self.write = FormWriter(self.chance, book=True)

    def files(self) -> Mapping[str, tuple[Blank, bytes]]:
        """Draw an inbox: everybody's form, a copy of one, and another version of a second."""
        made: dict[str, tuple[Blank, bytes]] = {}
        for number in self.chance.sample(WRITERS, len(WRITERS)):
            blank = present_town().forms[number]
            made[blank.name] = blank, self._filled(blank.data)
        first, second, *_ = list(made)
        made[first.replace(".xlsx", " - コピー.xlsx")] = made[first]
        blank, data = made[second]
        made[f"再提出_{second}"] = blank, self._again(data)
        return made

    def _filled(self, data: bytes) -> bytes:
        book = openpyxl.load_workbook(io.BytesIO(data))
        Grid.put(single(book, "提出日"), self.write.submitted())
        for key, block in blocks_of(book).items():
            self._block(key, block)
        self._marks(book)
        return saved(book)

    def _again(self, data: bytes) -> bytes:
        """Return the form with one more goal or mark, of another day or of the same."""
        book = openpyxl.load_workbook(io.BytesIO(data))
        if self.write.often(0.7):
            Grid.put(single(book, "提出日"), self.write.submitted())
        if self.write.often(0.7):
            self._row("goals", blocks_of(book)["goals"].lines[-1])
        else:
            self._marks(book)
        return saved(book)

    def _marks(self, book: Workbook) -> None:
        for cell in none_marks(book):
            if self.write.often(0.3):
                cell.value = "○"

    def _block(self, key: str, block: Block) -> None:
        if key in ANSWERED:
            chosen = [n for n in block.lines if self._named(key, n) and self.write.often(0.5)]
        else:
            free = [n for n in block.lines if not self._begun(key, n)]
            count = self.chance.choice((0, 1, 2, 2, 3, 6))
            spread = self.write.often(0.3)
            count = min(count, len(free))
            chosen = self.chance.sample(free, count) if spread else free[:count]
        for line in chosen:
            self._row(key, line)
        if len(chosen) > 1 and key not in GIVEN and self.write.often(0.2):
            self._repeat(chosen[0], chosen[1])

    def _row(self, key: str, line: Line) -> None:
        columns = list(line.cells)
        for column, value in zip(columns, self.write.row(columns), strict=True):
            if column not in GIVEN.get(key, ()):
                Grid.put(line.cells[column], value)

    def _repeat(self, line: Line, other: Line) -> None:
        """Write a row a second time, perhaps with another 証跡."""
        for column, cell in line.cells.items():
            other.cells[column].value = cell.value
            other.cells[column].number_format = cell.number_format
        if "証跡" in other.cells and self.write.often(0.5):
            other.cells["証跡"].value = "別の証跡"

    @staticmethod
    def _begun(key: str, line: Line) -> bool:
        own = (c for said, c in line.cells.items() if said not in GIVEN.get(key, ()))
        return any(cell.value is not None for cell in own)

    @staticmethod
    def _named(key: str, line: Line) -> bool:
        return line.cells[GIVEN[key][0]].value is not None
