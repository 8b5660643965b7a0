"""The made-up city looks ahead: 内示, demand and budget, the board, 年度締め, the second year."""

import datetime as dt
from collections.abc import Iterator

from ledger.demo.city import City
from ledger.demo.office import Office
from ledger.layout.columns import NewRow
from ledger.model.calendar import wareki_year, year_end
from ledger.model.terms import TrialKind

MOST_MOVED = 3
"""People of 推進 whose move is tried out."""
TRIALS: tuple[NewRow, ...] = (
    {"trial": "A", "change": TrialKind.SETTING, "setting": "上長判定を認める", "value": "×"},
    {
        "trial": "B",
        "change": TrialKind.CHANGE,
        "persona_code": "P02",
        "step": 2,
        "criterion_no": 1,
        "amount": 18,
    },
)
"""試算条件: without 上長判定; and DX推進員 who are to lead for 18 months instead of 12."""
WHY_CLOSED = "未提出と内容変更の申告は、次の年度に受け付けるため"


def try_moves(office: Office, city: City, now: dt.datetime) -> None:
    """異動を試す: the 内示 is laid into the ledger and looked at before it happens.

    Args:
        office: HR's desk.
        city: The people.
        now: The moment, before the end of the year.
    """
    office.say("■ 内示: 異動を試す")
    office.load("transfers", list(_moves(city)), now, "cp932")
    office.try_transfers(now)


def _moves(city: City) -> Iterator[NewRow]:
    """Yield the first holders of 推進, each of them into the next 課."""
    at = {number: code for code, members in city.members.items() for number in members}
    given = city.rows["assignments"]
    held = (str(row["staff_no"]) for row in given if row["persona_code"] == "P02")
    moved = [number for number in dict.fromkeys(held) if number in at][:MOST_MOVED]
    for number in moved:
        after = (city.divisions.index(at[number]) + 1) % len(city.divisions)
        yield {
            "staff_no": number,
            "to_section": city.divisions[after],
            "effective_on": year_end(city.year) + dt.timedelta(days=1),
        }


def next_ledger(year: int) -> str:
    """Return the name of the ledger that follows a year's."""
    return f"台帳_{wareki_year(year + 1)}.xlsx"


def into_next_year(office: Office, city: City, now: dt.datetime) -> None:
    """What comes next is planned, tried out and published; the year is closed, the next begins.

    Args:
        office: HR's desk.
        city: The people.
        now: The moment, after the last consolidation.
    """
    office.say("■ 次の年度へ")
    office.plan_next_year(now)
    office.acquire(now)
    office.tick_off(city.year + 1, now)
    office.schedule(now)
    office.load("trial_changes", TRIALS, now, "utf-8-sig")
    office.what_if(now)
    office.publish(now)
    office.freeze(now, WHY_CLOSED)
    office.rollover(next_ledger(city.year), now)
    office.backcast(next_ledger(city.year), now)
