"""What holds a closed year as it is: its rows of `history` against the 照合値 of 年度締め.

`closing_faults` finds what was changed by hand, at every opening. `kept` stands before every write:
a run that would change, add or remove rows of a closed year is refused, but for a correction, which
is a row of its own with 訂正番号 and 訂正理由 and gets its own row of 年度締め.
"""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence

import pandas as pd

from ledger.judge.closed_years import closed_years, closing_of, closings, of_year
from ledger.layout.columns import NewRow, RowValues
from ledger.layout.frames import Tables, conform, frame, records
from ledger.layout.ledger import BY_KEY
from ledger.model.calendar import wareki_year
from ledger.model.problems import Place, Problem, Refusal
from ledger.trust.closing import closing_digest

HISTORY, CLOSINGS = BY_KEY["history"], BY_KEY["closings"]
Rows = Sequence[RowValues]


def closing_faults(tables: Tables) -> tuple[Problem, ...]:
    """Return an error for each closed year whose figures are not what they were closed with.

    Args:
        tables: The ledger's tables.
    """
    years = sorted(closed_years(tables))
    return tuple(
        Problem.of("closed-year-changed", _place(), year=wareki_year(year), rows=said)
        for year in years
        if (said := "、".join(_differing(tables, year)))
    )


def _differing(tables: Tables, year: int) -> Iterator[str]:
    known = {one.correction: one.digest for one in closings(tables) if one.year == year}
    found = _by_correction(tables["history"], year)
    for number in sorted({*known, *found}, key=lambda n: n or 0):
        if known.get(number) != closing_digest(found.get(number, ())):
            yield "はじめに締めた行" if number is None else f"訂正番号{number}の行"


def kept(
    tables: Tables, changes: Mapping[str, pd.DataFrame], now: dt.datetime
) -> dict[str, pd.DataFrame]:
    """Return what follows for 年度締め from a write: the rows that cover new corrections.

    Args:
        tables: The ledger's tables as they were read.
        changes: The tables that the write changes.
        now: The moment of the run.

    Raises:
        Refusal: The write would change the rows of a closed year (`closed-year-kept`).
    """
    if "history" not in changes:
        return {}
    new: list[NewRow] = []
    for year in sorted(closed_years(tables)):
        before, after = (_by_correction(t["history"], year) for t in (tables, changes))
        for number, rows in before.items():
            if closing_digest(rows) != closing_digest(after.get(number, ())):
                raise _refused(year)
        added = sorted(set(after) - set(before), key=lambda n: n or 0)
        new += [_covering(tables, year, number, after[number], now) for number in added]
    standing = changes.get("closings", tables["closings"])
    return {"closings": with_rows(standing, new)} if new else {}


def _covering(
    tables: Tables, year: int, number: int | None, rows: Rows, now: dt.datetime
) -> NewRow:
    """Return the row of 年度締め for a correction; every row of it says why."""
    closing = closing_of(tables, year)
    reasons = [str(row["correction_reason"] or "").strip() for row in rows]
    if number is None or closing is None or not all(reasons):
        raise _refused(year)
    return {
        "year": year,
        "as_of": closing.as_of,
        "closed_at": now.replace(microsecond=0),
        "digest": closing_digest(rows),
        "correction_no": number,
        "reason": reasons[0],
    }


def _by_correction(history: pd.DataFrame, year: int) -> dict[int | None, list[RowValues]]:
    found: dict[int | None, list[RowValues]] = {}
    for row in records(HISTORY, of_year(history, year)):
        number = row["correction_no"]
        found.setdefault(number if isinstance(number, int) else None, []).append(row)
    return found


def _refused(year: int) -> Refusal:
    return Refusal.of("closed-year-kept", Place(sheet=HISTORY.title), year=wareki_year(year))


def _place() -> Place:
    return Place(sheet=CLOSINGS.title)


def with_rows(standing: pd.DataFrame, rows: Sequence[NewRow]) -> pd.DataFrame:
    """Return 年度締め with rows added below."""
    return conform(CLOSINGS, frame(CLOSINGS, [*records(CLOSINGS, standing), *rows]))


def covered(rows: pd.DataFrame) -> str:
    """Return the 照合値 of rows of `history`."""
    return closing_digest(records(HISTORY, rows))
