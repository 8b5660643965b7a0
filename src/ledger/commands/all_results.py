"""Everything that a run makes anew of the facts: results, lists and their pages."""

import datetime as dt
from typing import NamedTuple

import pandas as pd

from ledger.commands.ledger_session import Opened
from ledger.commands.list_pages import list_pages
from ledger.commands.list_results import lists
from ledger.commands.recompute import results
from ledger.layout.frames import Tables
from ledger.measure.roll import roll_of


class AllResults(NamedTuple):
    """What was made.

    Attributes:
        tables: Tables by key.
        pages: Pages by key.
        heading: Of which day they are, as headings say it.
    """

    tables: dict[str, pd.DataFrame]
    pages: dict[str, pd.DataFrame]
    heading: str


def all_results(opened: Opened, tables: Tables, now: dt.datetime) -> AllResults:
    """Make everything anew.

    Args:
        opened: The ledger and the day judged.
        tables: Its tables with the facts as they will stand.
        now: The moment of the run.
    """
    computed = results(opened.policy, tables, opened.as_of)
    roll, verdicts = roll_of(opened.policy, tables, opened.as_of), computed["verdicts"]
    heading = opened.day.worked_out(now.date())
    computed |= lists(roll, verdicts, heading)
    return AllResults(computed, list_pages(roll, verdicts, heading), heading)
