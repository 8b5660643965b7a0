"""What a confirmer says for several people at once in a review workbook."""

import datetime as dt
from typing import NamedTuple

from ledger.judge.together import PersonRow, effective, is_spoken_for
from ledger.layout.review import COMMON_DAY, REVIEW, TOGETHER
from ledger.layout.shared import DECISION_DIGEST
from ledger.model.problems import Problem
from ledger.read.grids import OpenBook
from ledger.read.reviews.rows import is_of_two_blocks
from ledger.read.reviews.tables import ReviewRow
from ledger.read.self_reports.fields import day_of, read_field, text_of


class Asked(NamedTuple):
    """What is said for several people at once: the common 確認日, and まとめて確認."""

    day: dt.date | None
    answer: str
    cell: str
    problems: tuple[Problem, ...]

    def day_of(self, row: ReviewRow) -> dt.date | None:
        """Return the 確認日 that holds for a person."""
        own = row.values["confirmed_on"]
        return own if isinstance(own, dt.date) else self.day

    def decision(self, row: ReviewRow) -> str | None:
        """Return the 判定 that holds for a person."""
        found = effective(_as_person(row), self.answer, self.day_of(row))
        return None if found is None else str(found)

    def speaks_for(self, row: ReviewRow) -> bool:
        """Whether まとめて確認 speaks for a person."""
        return is_spoken_for(_as_person(row), self.answer)

    def is_undated(self, row: ReviewRow) -> bool:
        """Whether it would, if there were a 確認日."""
        return self.speaks_for(row) and self.day_of(row) is None

    def undated(self, book: OpenBook, count: int) -> tuple[Problem, ...]:
        """Tell that nobody is confirmed for want of a day."""
        place = book.place(REVIEW.sheet, self.cell)
        return (Problem.of("together-undated", place, count=count),)


def asked_in(book: OpenBook) -> Asked:
    """Read them."""
    day = read_field(book, COMMON_DAY, REVIEW.sheet)
    if not is_of_two_blocks(book):
        return Asked(day_of(day), "", "", day.problems)
    answer = read_field(book, TOGETHER, REVIEW.sheet)
    problems = (*day.problems, *answer.problems)
    return Asked(day_of(day), text_of(answer), answer.cell, problems)


def _as_person(row: ReviewRow) -> PersonRow:
    return PersonRow(
        *(row.values[key] for key in ("decision", "reason")),
        *(row.values.get(key) for key in (DECISION_DIGEST.key, "digest", "together_digest")),
    )
