"""少人数の秘匿 in a publication: it tells no more than the report, and hides 0 and 全員 too."""

import datetime as dt

import pytest

from ledger.commands.ledger_session import Opened
from ledger.commands.public_contents import public_contents
from ledger.layout.policy import policy_of
from ledger.model.judged_day import JudgedDay
from ledger.present import report
from sampling import cases, keep
from small_numbers.books import opened
from small_numbers.publication import figures, read, reported, untold_ends
from small_numbers.test_books_of_cities import highest_over_tools, small_city

CITIES, USUAL = 60, 3


@pytest.mark.parametrize("seed", cases(CITIES, USUAL))
def test_公表の数は_レポートと同じか_伏せてあり_伏せた数は決まりより狭まらない(
    seed: int,
) -> None:
    tables = small_city(seed)
    policy, _ = policy_of(tables)
    day = JudgedDay.at_key_date(policy.settings)
    made = public_contents(Opened(tables, policy, (), day, None))
    told = figures(made.data(Opened(tables, policy, (), day, None), dt.date(2026, 4, 1)).files())
    inside = reported(opened(report.build(made.tables, policy, day, day.on)), policy)
    for key, one in told.items():
        if one.value is not None and key in inside:
            assert inside[key] == pytest.approx(one.value), key
    highest = highest_over_tools(made.tables)
    reader = read(told, policy, highest)
    narrowed = reader.narrowed()
    keep(
        "hidden counts of publications, by integer programming",
        cities=1,
        hidden=len(reader.hidden),
        narrowed=len(narrowed),
    )
    assert narrowed == []
    assert untold_ends(told, policy) == []
