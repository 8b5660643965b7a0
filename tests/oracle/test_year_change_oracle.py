"""前年差 of drawn municipalities over two years, against the slow reading: 0 differences."""

from collections import Counter

import pytest

from ledger.judge.verdicts import verdicts
from ledger.layout.frames import records
from ledger.layout.ledger import BY_KEY
from ledger.layout.policy import policy_of
from ledger.measure.kpis import kpis
from ledger.measure.year_changes import year_changes
from oracle.generate import generate
from oracle.second_year import SecondYear
from oracle.year_change import PARTS, YearChange
from sampling import cases

CITIES, USUAL = 36, 3
"""Drawn municipalities: all in `make proof`, some of them in a usual run."""
PEOPLE = 45


@pytest.mark.parametrize("number", cases(CITIES, USUAL))
def test_前年差の内訳は_表からゆっくり読んだものと同じで_足すと差になる(number: int) -> None:
    city = SecondYear(number, generate(number, PEOPLE))
    policy, _ = policy_of(city.tables)
    judged = verdicts(policy, city.tables, city.on)
    made = {"verdicts": judged, "kpis": kpis(policy, city.tables, judged, judged, city.on)}
    rows = records(BY_KEY["year_changes"], year_changes(policy, city.tables, made, city.on))
    for row in rows:
        parts = sum(row[part] or 0 for part in (*PARTS.values(), "other"))  # type: ignore[misc]
        assert parts == pytest.approx(row["difference"]), row
    found = {
        str(row["code"]): (
            row["last_year"],
            row["this_year"],
            Counter({part: row[part] for part in PARTS.values() if row[part]}),
        )
        for row in rows
        if row["kind"] != "目標"
    }
    oracle = YearChange(city.first, city.tables, city.last, city.on).figures()
    assert found == oracle
    assert sum(sum(map(abs, parts.values())) for _, _, parts in oracle.values()) > 0
