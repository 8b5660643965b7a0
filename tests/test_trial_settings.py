"""Which settings judge: what 試算 can try out is exactly what a result depends on."""

import datetime as dt
from collections.abc import Iterator, Mapping

import pytest

from ledger.judge.trials.changes import PolicyTrial, TrialChange
from ledger.judge.trials.tried import tried
from ledger.layout.policy import policy_of
from ledger.measure.policy_trial import PolicyTrialResult, TrialSide
from ledger.model.settings import Settings
from ledger.model.terms import TrialKind
from ledger.model.trial_words import JUDGING
from oracle.generate import generate

CITIES, PEOPLE = (3, 5, 12), 30
OTHERS: Mapping[str, tuple[str, ...]] = {
    "as_of": ("02-28", "09-30"),
    "lead_mode": ("通算", "継続"),
    "rate_basis": ("基準日在籍", "年度累計"),
    "day_carry": ("28", "31"),
    "match_level": ("1", "3"),
    "goals_digital_min": ("5", "0"),
}
NOT_TRIED = frozenset({"fiscal_year"})
"""What makes it another ledger."""


@pytest.fixture(scope="module")
def cities() -> list[TrialSide]:
    found = []
    for seed in CITIES:
        tables = generate(seed, PEOPLE)
        policy, _ = policy_of(tables)
        found.append(TrialSide.of(policy, tables, policy.settings.as_of))
    return found


def moved(city: TrialSide, key: str) -> bool:
    """Say whether another value of a setting moves anything in a city."""
    for value in _values(city, key):
        change = TrialChange(TrialKind.SETTING, setting=key, value=value)
        state = tried(city.policy, city.tables, PolicyTrial("", (change,)))
        assert state.wrong is None, state.wrong
        if state.changed:
            on = state.policy.settings.as_of
            then = TrialSide.of(state.policy, state.tables, on)
            if not PolicyTrialResult(city, then).still:
                return True
    return False


def _values(city: TrialSide, key: str) -> Iterator[str]:
    year = city.policy.settings.fiscal_year
    for value in OTHERS.get(key, ("○", "×")):
        if key == "as_of":
            month = int(value[:2])
            yield f"{year + (month < 4)}-{value}"
        else:
            yield value


@pytest.mark.parametrize("key", JUDGING)
def test_試せる設定は_どれも何かを動かす(cities: list[TrialSide], key: str) -> None:
    assert any(moved(city, key) for city in cities)


def test_試せない設定は_どれも何も動かさない(cities: list[TrialSide]) -> None:
    city = cities[0]
    idle = [key for key in Settings.model_fields if key not in JUDGING and key not in NOT_TRIED]
    other = {key: _other(getattr(city.policy.settings, key), key) for key in idle}
    settings = city.policy.settings.model_copy(update=other)
    assert not [key for key in idle if getattr(settings, key) == getattr(city.policy.settings, key)]
    policy = city.policy.model_copy(update={"settings": settings})
    then = TrialSide.of(policy, city.tables, city.on)
    assert PolicyTrialResult(city, then).still


def _other(value: object, key: str) -> object:
    """Return another value of the kind that a setting holds."""
    kind = str(Settings.model_fields[key].annotation)
    if isinstance(value, bool):
        return not value
    if isinstance(value, int) or "int" in kind:
        return (value if isinstance(value, int) else 1) + 1
    if isinstance(value, tuple):
        return (*value, 1)
    if "date" in kind:
        return dt.date(2020, 1, 1)
    words = [word for word in getattr(type(value), "__members__", {}).values() if word != value]
    return words[0] if words else f"{value}別"
