"""`diff`: 前年差 between two ledgers, as the sheet of the newer one says it; nothing is written."""

import datetime as dt
from collections.abc import Mapping

import pandas as pd

from ledger.book.protocol import Book
from ledger.commands.ledger_session import Opened, open_ledger
from ledger.commands.plan import Plan
from ledger.commands.recompute import results
from ledger.judge.closed_years import closing_of, of_year
from ledger.layout import ledger
from ledger.layout.columns import NewRow
from ledger.layout.frames import frame, records, replaced
from ledger.measure.closing_people import closing_people
from ledger.measure.history import settled
from ledger.model.problems import Place, Refusal

YEAR_CHANGES = ledger.BY_KEY["year_changes"]
_OF_OLD = ("closings", "closing_people", "history")


def plan(old: Book, new: Book, now: dt.datetime, as_of: dt.date | None = None) -> Plan:
    """Compare the figures of two years; nothing is written.

    Args:
        old: The ledger of the year before: as it was closed, or, while it is open, as it stands.
        new: The ledger of the year after.
        now: The moment of the run.
        as_of: The day to judge in the newer one; the earlier of today and its 基準日 if not given.

    Raises:
        Refusal: A ledger cannot be read, or they are not of two years in a row (`diff-years`).
    """
    before, after = open_ledger(old).judging(now.date()), open_ledger(new)
    after = after.judging(now.date(), as_of)
    if before.settings.fiscal_year + 1 != after.settings.fiscal_year:
        raise Refusal.of(
            "diff-years",
            Place(sheet=ledger.BY_KEY["settings"].title),
            old=before.settings.year_label,
            new=after.settings.year_label,
        )
    tables = replaced(after.tables, _closed(before))
    found = records(YEAR_CHANGES, results(after.policy, tables, after.as_of)["year_changes"])
    return Plan(
        operation="diff",
        as_of=after.as_of,
        summary=(
            *after.told,
            *_lines(before, after),
            *(f"{r['what']}: {r['told']}" for r in found),
        ),
        problems=(*before.problems, *after.problems),
        counts={"figures": len(found), "changes": found},
        next_step="説明の要る数は、シート「前年差」で内訳の列を見てください。",
    )


def _lines(before: Opened, after: Opened) -> tuple[str, ...]:
    year = before.settings.fiscal_year
    closed = closing_of(before.tables, year) is not None
    state = "締めた数" if closed else "まだ締めていない、いまの数"
    return (f"{before.settings.year_label}({state})と{after.settings.year_label}の差です。",)


def _closed(before: Opened) -> Mapping[str, pd.DataFrame]:
    """Return 年度締め, its record and `history` of the older ledger, as if it were closed now."""
    year = before.settings.fiscal_year
    if closing_of(before.tables, year) is not None:
        return {key: before.tables[key] for key in _OF_OLD}
    made = results(before.policy, before.tables, before.as_of)
    people = closing_people(before.policy, before.tables, made["verdicts"], before.as_of)
    row: NewRow = {"year": year, "as_of": before.as_of, "digest": ""}
    return {
        "closings": frame(ledger.BY_KEY["closings"], [row]),
        "closing_people": people,
        "history": settled(of_year(made["history"], year)),
    }
