"""これから3か月 of the report: what lapses and ends, counted as a whole, nobody few told."""

import datetime as dt
from collections.abc import Mapping
from typing import NamedTuple, cast

import pytest

from builders import policy, tables
from ledger.layout.frames import Tables
from ledger.measure.lapsing import Lapsing, lapsing
from ledger.withhold import Quantity, Veil
from ledger.withhold.lapsing import shows_lapsing
from ledger.withhold.trainings import completed

KEY_DATE = dt.date(2026, 3, 31)
PEOPLE = [f"{number:05}" for number in range(1, 21)]


def city(*days: str, months: int | None = 12, **more: object) -> Tables:
    """Return a city of 20 where one after the other completed T01 on a day."""
    return tables(
        None,
        personas=[{"persona_code": "P01"}],
        staff=[{"staff_no": number} for number in PEOPLE],
        trainings=[{"training_code": "T01", "valid_months": months, **more}],
        attendances=[
            {"staff_no": number, "training_code": "T01", "completed_on": day}
            for number, day in zip(PEOPLE, days, strict=False)
        ],
    )


CASES: Mapping[str, tuple[Tables, list[tuple[int, int, int]]]] = {
    "期限は修了の1年後の前日まで_6月30日に切れる人まで近い": (
        # 2025-04-01 → 2026-03-31, 2025-07-01 → 2026-06-30, 2025-07-02 → 2026-07-01
        city("2025-04-01", "2025-07-01", "2025-07-02"),
        [(20, 3, 2)],
    ),
    "もう切れた人は_持っていない": (city("2025-03-31", "2025-07-01"), [(20, 1, 1)]),
    "期限のない研修は出ない": (city("2025-07-01", months=None), []),
    "使わない研修は出ない": (city("2025-07-01", active="×"), []),
    "だれも修了していない": (city(), [(20, 0, 0)]),
}


@pytest.mark.parametrize("case", CASES)
def test_3か月以内に期限の切れる修了(case: str) -> None:
    made, told = CASES[case]
    found = lapsing(policy(made), made, KEY_DATE)
    assert [(one.base, one.holding, one.soon) for one in found] == told


class _Shown(NamedTuple):
    """What of a veil is asked here: the least, and whether 修了 is told."""

    least: int
    told: bool

    def shows(self, key: Quantity) -> bool:
        assert key == completed("T01")
        return self.told


@pytest.mark.parametrize(
    ("base", "holding", "soon", "told"),
    [
        (100, 50, 20, True),
        (100, 50, 5, True),
        (100, 50, 4, False),
        (100, 50, 1, False),
        (100, 50, 0, True),
        (100, 50, 50, True),
        (100, 50, 46, False),
        (100, 50, 45, True),
        (10, 10, 10, True),
        (12, 9, 9, False),
    ],
    ids=[
        "20人は出す",
        "ちょうど5人は出す",
        "4人は伏せる",
        "1人は伏せる",
        "0人は出す",
        "持っている全員は出す",
        "残りが4人なら伏せる",
        "残りが5人なら出す",
        "全員は出す",
        "ほかの人が3人なら伏せる",
    ],
)
def test_少ない人数は出さない(base: int, holding: int, soon: int, told: bool) -> None:  # noqa: FBT001 - a case
    one = Lapsing("T01", base, holding, soon)
    assert shows_lapsing(cast("Veil", _Shown(5, told=True)), one) is told
    assert shows_lapsing(cast("Veil", _Shown(5, told=False)), one) is False
