"""Problems in people's data, as values.

A problem is found, placed and collected; it never stops a run by itself. Its words come from the
catalogue (`model/catalogue.py`), so that the message, the 要確認 sheet and the documentation
cannot drift apart. Only what must stop an action is an exception (`Refusal`).
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Self

from ledger.model.catalogue import CATALOGUE

_ROW = re.compile(r"[A-Z]*(\d+)行?")


class Severity(StrEnum):
    """How much a problem matters (重大度)."""

    ERROR = "エラー"
    WARNING = "警告"
    NOTICE = "お知らせ"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a problem stands: file, sheet and cell, as its reader would look for it."""

    file: str = ""
    sheet: str = ""
    cell: str = ""

    def but(self, **changes: str) -> Self:
        """Return the same place with some of it changed."""
        return replace(self, **changes)

    @property
    def row(self) -> int | None:
        """The row number that the cell names (`C5`, `5行`); None for a column or a range."""
        found = _ROW.fullmatch(self.cell)
        return int(found[1]) if found else None

    def __str__(self) -> str:
        """Show the place in one phrase."""
        spot = "!".join(part for part in (self.sheet, self.cell) if part)
        return " ".join(part for part in (self.file, spot) if part)


NOWHERE = Place()


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding: which, where, what was found and what to do about it.

    Attributes:
        code: Key of the catalogue, such as `staff-unknown`.
        severity: ERROR (not used until mended), WARNING (used, look at it) or NOTICE.
        place: File, sheet and cell.
        what: What was found, with the value itself (要確認.内容).
        remedy: What to do next (要確認.対処).
    """

    code: str
    severity: Severity
    place: Place
    what: str
    remedy: str

    @classmethod
    def of(cls, code: str, place: Place = NOWHERE, **values: object) -> Self:
        """Make a problem in the catalogue's words.

        Args:
            code: Key of the catalogue.
            place: Where it stands.
            **values: What the catalogue's sentences have gaps for.

        Raises:
            KeyError: The code is not in the catalogue, or a gap was not filled (a bug).
        """
        entry = CATALOGUE[code]
        return cls(
            code=code,
            severity=Severity(entry.severity),
            place=place,
            what=entry.what.format(**values),
            remedy=entry.remedy.format(**values),
        )

    def but(self, *, place: Place | None = None, what: str | None = None) -> Self:
        """Return the same finding at another place, or with more said of it."""
        return replace(self, place=place or self.place, what=what or self.what)

    def __str__(self) -> str:
        """Show the problem in one line: severity, code, place, what, what to do."""
        where = f" {self.place}:" if str(self.place) else ""
        return f"{self.severity} [{self.code}]{where} {self.what} → {self.remedy}"


class Refusal(Exception):  # noqa: N818 - it is no error of the program: the action is refused
    """The action must stop; shown in one line, without a traceback.

    Attributes:
        problem: Why, and what to do.
    """

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem

    @classmethod
    def of(cls, code: str, place: Place = NOWHERE, **values: object) -> Self:
        """Make a refusal in the catalogue's words (see `Problem.of`)."""
        return cls(Problem.of(code, place, **values))


def severities(problems: Iterable[Problem]) -> Counter[Severity]:
    """Count problems by severity."""
    return Counter(problem.severity for problem in problems)
