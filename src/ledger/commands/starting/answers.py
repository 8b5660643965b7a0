"""What はじめる asks first: 団体名, 年度, 提出期限; and how the answers are read."""

import datetime as dt
import re
from pathlib import Path
from typing import NamedTuple

from ledger.commands.conversation import Asker, Talk
from ledger.commands.init import FIRST_YEAR, LAST_YEAR
from ledger.commands.output_paths import ENDING
from ledger.commands.plan import PlanQuestion
from ledger.layout.people_lists import APPLIED
from ledger.model.calendar import add_months, fiscal_year_of, wareki_year, year_end, year_start
from ledger.model.characters import ending_of, file_name
from ledger.model.folding import folded_digits
from ledger.model.problems import NOWHERE, Place, Problem, Refusal
from ledger.read.cells.cell import typed

EXAMPLE = "talent-ledger start 台帳.xlsx --org 架空市 --year 令和8年度 --people 人事の一覧.csv"
_ERA = re.compile(r"(?:令和|R)\.?(元|[0-9]{1,2})(?:年度?)?", re.IGNORECASE)
_WESTERN = re.compile(r"([0-9]{4})(?:年度?)?")
_BEFORE_REIWA = 2018
_AFTER_THE_YEAR = 3
"""Months after the 年度 in which forms of 年度末 may still be due."""


class StartOptions(NamedTuple):
    """What was answered beforehand; None where it is to be asked.

    Attributes:
        org: 団体名.
        year: 年度, as it was written.
        due: 提出期限, as it was written.
        people: 人事の一覧: files of HR's system.
        roster: 名簿: files of completions.
        confirmers: Who confirms whom nobody else can: `NO`, or `SECTION=NO`.
        forms: Whether forms are made right away.
    """

    org: str | None = None
    year: str | None = None
    due: str | None = None
    people: tuple[Path, ...] | None = None
    roster: tuple[Path, ...] | None = None
    confirmers: tuple[str, ...] | None = None
    forms: bool | None = None


class Beginning(NamedTuple):
    """The ledger that is wanted.

    Attributes:
        org: 団体名.
        year: 年度.
        target: Where it will stand.
        due: 提出期限, if it is known.
    """

    org: str
    year: int
    target: Path
    due: dt.date | None


def organisation(asker: Asker, given: str | None) -> Talk[str]:
    """Ask for 団体名."""
    question = PlanQuestion("団体名を入れてください(例: 架空市)。", typed=True)
    missing = _needs("団体名", "--org")
    return (yield from asker.said(question, _organisation, given, missing))


def year(asker: Asker, given: str | None, today: dt.date) -> Talk[int]:
    """Ask for 年度; today's is proposed."""
    preset = wareki_year(fiscal_year_of(today))
    text = f"何年度の台帳ですか(例: {preset})。"
    question = PlanQuestion(text, typed=True, preset=preset)
    return (yield from asker.said(question, year_of, given, _needs("年度", "--year")))


def due(asker: Asker, given: str | None, fiscal_year: int) -> Talk[dt.date | None]:
    """Ask for 提出期限; blank leaves it open."""
    text = (
        f"申告書の提出期限は、いつですか(例: {fiscal_year}-05-31)。"
        "空欄なら、あとでシート「設定」に書けます。"
    )
    question = PlanQuestion(text, typed=True)
    return (yield from asker.said(question, lambda answer: _due(answer, fiscal_year), given))


def target_of(place: Path, fiscal_year: int) -> Path:
    """Return where the ledger will stand: as it was named, or under its year in a folder.

    Args:
        place: A file that ends in `.xlsx`, or a folder.
        fiscal_year: 年度.
    """
    named = ending_of(place.name) == ENDING and not place.is_dir()
    return place if named else place / file_name(f"台帳_{wareki_year(fiscal_year)}{ENDING}")


def year_of(answer: str) -> int:
    """Read 年度 as people write it: 2026, 令和8年度, R8.

    Raises:
        Refusal: It is no year that a ledger can have (`start-year`).
    """
    text = folded_digits(answer).replace(" ", "")
    era, western = _ERA.fullmatch(text), _WESTERN.fullmatch(text)
    found = 0
    if era is not None:
        found = _BEFORE_REIWA + (1 if era[1] == "元" else int(era[1]))
    elif western is not None:
        found = int(western[1])
    if not FIRST_YEAR <= found <= LAST_YEAR:
        gaps = {"value": answer, "first": FIRST_YEAR, "last": LAST_YEAR}
        raise Refusal.of("start-year", NOWHERE, **gaps)
    return found


def _organisation(answer: str) -> str:
    if not answer.strip():
        raise Refusal(_needs("団体名", "--org"))
    return answer.strip()


def _due(answer: str, fiscal_year: int) -> dt.date | None:
    """Read 提出期限.

    Raises:
        Refusal: It is no day (`value-type`), or none of the year (`start-due`).
    """
    if not answer:
        return None
    found = typed(APPLIED, answer)
    if not found.usable or not isinstance(found.value, dt.date):
        raise Refusal(found.findings[0].at(Place(), APPLIED.but(header="提出期限")))
    first, last = year_start(fiscal_year), add_months(year_end(fiscal_year), _AFTER_THE_YEAR)
    if not first <= found.value <= last:
        gaps = {"day": found.value.isoformat(), "year": wareki_year(fiscal_year)}
        raise Refusal.of(
            "start-due", NOWHERE, **gaps, first=first.isoformat(), last=last.isoformat()
        )
    return found.value


def _needs(what: str, option: str) -> Problem:
    return Problem.of("start-needs", NOWHERE, what=what, option=option, example=EXAMPLE)
