"""What a closed year's figures come to now, against what it was closed with."""

from collections.abc import Iterator

import pandas as pd

from ledger.commands.ledger_session import Opened
from ledger.commands.recompute import results
from ledger.judge.closed_years import FIGURE_KEYS, GONE, closings, current, of_year
from ledger.layout import ledger
from ledger.layout.columns import Cell, NewRow, RowValues
from ledger.layout.frames import frame, records, replaced
from ledger.measure.history import settled
from ledger.model.problems import Place, Problem

HISTORY = ledger.BY_KEY["history"]
_FIGURE = ("numerator", "denominator", "value", "state")
_NAMED = 5
"""So many of the figures are named."""


def correction(opened: Opened, reason: str) -> tuple[int, pd.DataFrame]:
    """Return the next 訂正番号, and the rows of what differs.

    A figure that is not worked out any more gets a row without a value (取消).

    Args:
        opened: The ledger of the closed year.
        reason: 訂正理由.
    """
    year = opened.settings.fiscal_year
    numbers = [one.correction or 0 for one in closings(opened.tables) if one.year == year]
    number = max(numbers, default=0) + 1
    mark: NewRow = {"correction_no": number, "correction_reason": reason}
    return number, frame(HISTORY, [{**row, **mark} for row in _moved(opened)])


def differing(opened: Opened) -> Iterator[Problem]:
    """Yield one warning where the closed year's figures come to something else now."""
    moved = list(_moved(opened))
    if moved:
        codes = "、".join(str(row["code"]) for row in moved[:_NAMED])
        yield Problem.of(
            "closed-now-differs",
            Place(sheet=HISTORY.title),
            year=opened.settings.year_label,
            count=len(moved),
            codes=f"{codes} など" if len(moved) > _NAMED else codes,
        )


def _moved(opened: Opened) -> Iterator[RowValues]:
    year = opened.settings.fiscal_year
    reopened = replaced(opened.tables, {"closings": frame(ledger.BY_KEY["closings"])})
    made = results(opened.policy, reopened, opened.as_of)["history"]
    now = _by_figure(settled(of_year(made, year)))
    before = _by_figure(current(of_year(opened.tables["history"], year)))
    for key, row in now.items():
        if key not in before or _figure(before[key]) != _figure(row):
            yield row
    for key, row in before.items():
        if key not in now and row["state"] != GONE:
            yield {**row, **dict.fromkeys(_FIGURE), "state": GONE}


def _by_figure(rows: pd.DataFrame) -> dict[tuple[Cell, ...], RowValues]:
    return {tuple(row[key] for key in FIGURE_KEYS): row for row in records(HISTORY, rows)}


def _figure(row: RowValues) -> tuple[Cell, ...]:
    return tuple(row[key] for key in _FIGURE)
