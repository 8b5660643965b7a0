"""Next year's demand against the slow oracle, on drawn cities with their borders drawn in."""

import datetime as dt
from collections import Counter
from random import Random

import pandas as pd
import pytest

from ledger.layout.columns import Cell
from ledger.layout.frames import Tables, frame, records, replaced
from ledger.layout.ledger import BY_KEY
from ledger.layout.policy import policy_of
from ledger.measure.demand import demand_of
from ledger.measure.demand_rows import demands, training_demands
from ledger.measure.next_year import NextYear
from ledger.measure.seat_turns import seat_turns
from oracle import days
from oracle.demand import DemandOracle
from oracle.draft_policy import days_before_expiry
from oracle.generate import generate
from oracle.people import SECONDED
from sampling import cases, keep

CITIES, USUAL, PEOPLE, MONTHS = 40, 4, 60, 24


def city(seed: int) -> Tables:
    """Draw a city whose borders lie around next year: who comes and goes, what lapses and costs."""
    drawn, chance = generate(seed, PEOPLE), Random(f"next year {seed}")  # noqa: S311 - no secret
    settings = {row["key"]: row["value"] for row in records(BY_KEY["settings"], drawn["settings"])}
    year = int(str(settings["fiscal_year"])) + 1
    first, last = days.first_of_year(year), days.last_of_year(year)
    trainings = _given(drawn, chance)
    return replaced(
        drawn,
        {
            "attendances": _lapsing(drawn, trainings, chance),
            "settings": _with(drawn, "settings", key="expected_hires", value=chance.choice("037")),
            "staff": _moved(drawn, chance, first),
            "leaves": _away(drawn, chance, first, last),
            "trainings": trainings,
            "plans": _planned(drawn, chance),
        },
    )


def _rows(tables: Tables, key: str) -> list[dict[str, Cell]]:
    return [dict(row) for row in records(BY_KEY[key], tables[key])]


def _with(tables: Tables, of: str, **row: Cell) -> pd.DataFrame:
    return frame(BY_KEY[of], [*_rows(tables, of), row])


def _moved(tables: Tables, chance: Random, first: dt.date) -> pd.DataFrame:
    """Let some leave or come on the days around 4/1."""
    rows = _rows(tables, "staff")
    for row in chance.sample(rows, 8):
        around = first + chance.choice((-1, 0, 1)) * dt.timedelta(days=1)
        hired = row["hired_on"]
        if chance.random() < 0.4:
            row["hired_on"], row["retired_on"] = around, None
        elif isinstance(hired, dt.date) and hired <= around:
            row["retired_on"] = around
    return frame(BY_KEY["staff"], rows)


def _away(tables: Tables, chance: Random, first: dt.date, last: dt.date) -> pd.DataFrame:
    """Let some be away around 4/1, or for all of next year but a day."""
    rows, day = _rows(tables, "leaves"), dt.timedelta(days=1)
    free = {row["staff_no"] for row in _rows(tables, "staff")} - {r["staff_no"] for r in rows}
    for number in chance.sample(sorted(map(str, free)), 6):
        start = first + chance.choice((-30, 0, 1)) * day
        end = chance.choice((None, last, last - day, first, first + 20 * day))
        kind = chance.choice(("育休", SECONDED))
        rows.append({"staff_no": number, "kind": kind, "started_on": start, "ended_on": end})
    return frame(BY_KEY["leaves"], rows)


def _given(tables: Tables, chance: Random) -> pd.DataFrame:
    rows = _rows(tables, "trainings")
    musts = {
        row["training_code"]
        for row in _rows(tables, "training_map")
        if row["requirement"] == "必須"
    }
    for row in rows:
        row["provider"] = chance.choice(("庁内", "東京都", "GovTech東京", "外部", None))
        row["capacity"] = chance.choice((None, 1, 5, 30))
        if row["training_code"] in musts and chance.random() < 0.7:
            row["valid_months"] = MONTHS
        elif row["valid_months"] is not None:
            row["valid_months"] = chance.choice((12, 18, 24, 24))
    return frame(BY_KEY["trainings"], rows)


def _lapsing(tables: Tables, trainings: pd.DataFrame, chance: Random) -> pd.DataFrame:
    """Let completions of 24 months end on the days around the 基準日 of next year."""
    rows = _rows(tables, "attendances")
    known = {(row["staff_no"], row["training_code"], row["completed_on"]) for row in rows}
    settings = tables["settings"].set_index("key")["value"]
    as_of = dt.date.fromisoformat(str(settings["as_of"]))
    length = days.month_length(as_of.year + 1, as_of.month)
    key_date = as_of.replace(year=as_of.year + 1, day=min(as_of.day, length))
    people = [str(row["staff_no"]) for row in _rows(tables, "staff")]
    for training in records(BY_KEY["trainings"], trainings):
        if training["valid_months"] != MONTHS:
            continue
        for number in chance.sample(people, 12):
            done = days_before_expiry(key_date, MONTHS, chance.choice((-1, 0, 1)))
            if (number, training["training_code"], done) not in known:
                rows.append(
                    {
                        "staff_no": number,
                        "training_code": training["training_code"],
                        "completed_on": done,
                        "source": "名簿",
                        "confirmed": "済",
                        "source_file": "名簿.csv",
                    }
                )
    return frame(BY_KEY["attendances"], rows)


def _planned(tables: Tables, chance: Random) -> pd.DataFrame:
    codes = [row["training_code"] for row in _rows(tables, "trainings")]
    return frame(
        BY_KEY["plans"],
        [
            {
                "plan_no": f"R{at}",
                "aim": "狙い",
                "audience": "職員",
                "training_code": chance.choice(codes),
                "department": "人事",
                "seats": chance.choice((None, 4, 20)),
                "times": chance.choice((None, 0, 1, 1, 3)),
                "unit_price": chance.choice((None, 0, 700, 50_000)),
                "price_unit": chance.choice((None, "回", "席")),
            }
            for at in range(6)
        ],
    )


@pytest.mark.parametrize("seed_of_city", cases(CITIES, USUAL))
def test_demand_is_what_the_oracle_counts(seed_of_city: int) -> None:
    tables = city(seed_of_city)
    policy, problems = policy_of(tables)
    assert problems == ()
    demand = demand_of(policy, tables, NextYear(policy, tables, policy.settings.as_of))
    people = demand.ahead.people
    found = {
        (code, people[person]): reason.value
        for code, own in demand.seats.items()
        for person, reason in own.items()
    }
    oracle = DemandOracle(tables)
    assert sorted(people) == sorted(oracle.people())
    expected = oracle.seats()
    differing = {key for key in found | expected if found.get(key) != expected.get(key)}
    told = [(key, found.get(key), expected.get(key)) for key in sorted(differing)]
    keep("next year's demand against oracle", cities=1, seats=len(found), differences=len(told))
    assert not told, told[:20]
    rows = records(BY_KEY["demands"], demands(training_demands(demand)))
    table = {
        row["training_code"]: tuple(row[key] for key in ("seats", "breakdown", "times", "cost"))
        for row in rows
        if row["seats"]
    }
    assert table == oracle.table()
    found_turns: dict[str, list[tuple[str | None, str]]] = {}
    for one in seat_turns(demand, training_demands(demand)):
        found_turns.setdefault(one.training_code, []).append((one.staff_no, one.reason.value))
    keep("席の順 against oracle", cities=1, orders=len(found_turns))
    assert found_turns == oracle.turns()
    _adds_up(rows)


def _adds_up(rows: list[dict[str, Cell]]) -> None:
    """Hold the sums: the reasons of a training add up to its seats, each training stands once."""
    for row in rows:
        parts = [int(part.rpartition(" ")[2]) for part in str(row["breakdown"] or "0").split("・")]
        assert sum(parts) == row["seats"], row
    assert max(Counter(row["training_code"] for row in rows).values(), default=1) == 1
