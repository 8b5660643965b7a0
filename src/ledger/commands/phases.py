"""The phase that a command works on: at hand or asked for, its folder, and what is of another."""

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from ledger.book.protocol import Book
from ledger.commands.ledger_session import Opened, open_ledger
from ledger.judge.phase_at_hand import other_phase, phase_at_hand, phase_to_issue
from ledger.model.judged_day import JudgedDay
from ledger.model.problems import Problem
from ledger.model.reports import Review, SelfReport
from ledger.model.terms import Phase

NAMED = 3
"""Files of another phase that the notice names; the rest is counted."""


def phase_of(opened: Opened, asked: Phase | None) -> Phase:
    """Return the phase that was asked for, else the one at hand on the day judged."""
    return asked or phase_at_hand(opened.policy, opened.tables, opened.as_of)


def proposed(book: Book, now: dt.datetime) -> Phase:
    """Return the phase whose forms should go out next; a person decides (`phase_to_issue`)."""
    opened = open_ledger(book)
    day = JudgedDay.of(opened.settings, now.date())
    return phase_to_issue(opened.policy, opened.tables, day.on)


def said(phase: Phase, others: int = 0) -> str:
    """Return the line of a summary that names the phase.

    Args:
        phase: The phase.
        others: How many files of the other phase were found and left alone.
    """
    left = f"({other_phase(phase)}のファイル {others} 個は、今回は使いません)" if others else ""
    return f"時期: {phase}{left}"


def folder_of(folder: Path, phase: Phase) -> Path:
    """Return where files of a phase are made: its own folder if there is one, else the folder."""
    own = folder / phase.value
    return own if own.is_dir() else folder


class OfPhase(NamedTuple):
    """The files of the phase at hand, and what was found of others.

    Attributes:
        reports: The self-reports of the phase.
        reviews: The review workbooks of the phase.
        left_out: How many self-reports are of another phase.
        others: How many files are: self-reports and review workbooks.
        told: One notice, if anything is of another phase.
    """

    reports: tuple[SelfReport, ...]
    reviews: tuple[Review, ...]
    left_out: int = 0
    others: int = 0
    told: tuple[Problem, ...] = ()


def of_phase(
    opened: Opened, phase: Phase, reports: Sequence[SelfReport], reviews: Sequence[Review]
) -> OfPhase:
    """Part the files of the phase at hand from those of another one; a file says which it is of.

    Another year's file, and one that says another phase than 配布記録 does, are not merely of
    another phase: they stay, and intake tells what is wrong with them.

    Args:
        opened: The ledger.
        phase: The phase at hand.
        reports: The self-reports that were read.
        reviews: The review workbooks that were read.
    """
    other, year = other_phase(phase), opened.settings.fiscal_year
    data = opened.tables["issues"]
    ours = frozenset(data.loc[data["phase"] == phase.value, "issue_no"].dropna())
    forms = {
        id(one)
        for one in reports
        if one.fiscal_year == year and one.phase == other and one.issue_no not in ours
    }
    books = {
        id(one)
        for one in reviews
        if one.fiscal_year == year
        and one.phase == other
        and all(decided.issue_no not in ours for decided in one.decisions)
    }
    names = [one.file for one in reports if id(one) in forms]
    names += [one.file for one in reviews if id(one) in books]
    return OfPhase(
        tuple(one for one in reports if id(one) not in forms),
        tuple(one for one in reviews if id(one) not in books),
        len(forms),
        len(names),
        tuple(_notice(phase, names)) if names else (),
    )


def _notice(phase: Phase, names: Sequence[str]) -> list[Problem]:
    listed = "・".join(names[:NAMED]) + ("など" if len(names) > NAMED else "")
    other = other_phase(phase)
    return [Problem.of("other-phase", count=len(names), phase=phase, other=other, files=listed)]
