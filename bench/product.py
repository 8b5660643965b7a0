"""The product, called as its own commands call it: what the rows run of it."""

import datetime as dt
from collections.abc import Iterable, Mapping
from pathlib import Path

import pandas as pd

from bench.costs import of_process
from bench.face import Cost
from bench.inputs import AS_OF, PHASE, City, ledger_copy, scratch
from ledger.book.closed import ClosedBook
from ledger.commands.ledger_session import Opened, open_ledger
from ledger.layout.frames import Tables

DAY = dt.date.fromisoformat(AS_OF)
NOW = dt.datetime(2026, 4, 2, 9)  # noqa: DTZ001 - the ledger keeps local time
DONE = (0, 1)
"""Exit codes of a command that was carried out, with or without problems found."""
_FACTS = ("attendances", "qualifications", "engagements", "tool_levels", "skill_ratings", "goals")
_PEOPLE = ("staff", "postings", "leaves", "assignments", "prior_steps")
_LONGEST = 5
"""Digits of a number of the cities."""


def consolidate_arguments(city: City, ledger: Path, inbox: Path | None = None) -> list[str]:
    """Return `consolidate` with its report, as one types it.

    Args:
        city: Whose inbox and review workbooks are read.
        ledger: A copy of its ledger.
        inbox: Another folder of forms.
    """
    return [
        *("-m", "ledger", "consolidate", str(ledger), "--from", str(inbox or city.inbox)),
        *("--reviews", str(city.reviews), "--report", str(ledger.with_name("レポート.xlsx"))),
        *("--phase", PHASE, "--as-of", AS_OF, "--json"),
    ]


def consolidated(city: City) -> Cost:
    """Consolidate all returned forms and write the report, in a process of its own."""
    with scratch() as folder:
        arguments = consolidate_arguments(city, ledger_copy(city, folder))
        return of_process(arguments, city.environment(folder), good=DONE)


def opened(path: Path) -> Opened:
    """Return a ledger as every command reads it."""
    return open_ledger(ClosedBook(path))


def grown(tables: Tables, times: int, first: int = 0) -> Mapping[str, pd.DataFrame]:
    """Return a ledger's tables with everybody in them several times, each under another number.

    Args:
        tables: The tables of a city.
        times: How often everybody is there.
        first: The number of the first copy; that of none is the people themselves.
    """
    return {
        key: _again(data, range(first, first + times)) if key in (*_PEOPLE, *_FACTS) else data
        for key, data in tables.items()
    }


def _again(data: pd.DataFrame, turns: Iterable[int]) -> pd.DataFrame:
    copies = [data.assign(staff_no=_numbered(data["staff_no"], turn)) for turn in turns]
    return pd.concat(copies, ignore_index=True).astype(data.dtypes)


def _numbered(numbers: "pd.Series[str]", turn: int) -> "pd.Series[str]":
    return numbers if not turn else numbers.str.zfill(_LONGEST).radd(str(turn))
