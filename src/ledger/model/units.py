"""Which 単位 belong to a 指標, and what is then held against the goal.

`model/terms/indicators` declares it: 点検 and the KPI refuse any other unit, and 目標 offers these
only.
"""

from collections.abc import Mapping
from types import MappingProxyType

from ledger.model.folding import name_key
from ledger.model.terms import Indicator
from ledger.model.terms.indicators import CASES, PEOPLE, PERCENT, SECTIONS, TIMES

UNITS: Mapping[Indicator, tuple[str, ...]] = MappingProxyType(
    {indicator: indicator.rule.units for indicator in Indicator}
)
"""The units of a 指標, the usual one first; 定性 needs none and is compared with nothing."""

_SPELLINGS: Mapping[str, str] = MappingProxyType(
    {
        name_key(word): unit
        for unit, words in {
            PERCENT: (PERCENT, "パーセント", "percent"),
            PEOPLE: (PEOPLE, "人", "人数", "名数"),
            SECTIONS: (SECTIONS, "課数"),
            TIMES: (TIMES, "回数"),
            CASES: (CASES, "件数"),
        }.items()
        for word in words
    }
)
"""The units by the folded words that can mean nothing else."""


def unit_of(indicator: Indicator, written: str | None) -> str | None:
    """Return the unit that a 指標 has, as the table spells it.

    Args:
        indicator: The 指標.
        written: 単位 as it was written; full-width signs and the usual other words are known.

    Returns:
        The unit; None if none was written or it does not belong to the 指標.
    """
    unit = _SPELLINGS.get(name_key(written or ""))
    return unit if unit in UNITS[indicator] else None


def unit_lacks(indicator: Indicator, written: str | None) -> str:
    """Say what is wrong with the 単位 of a 指標, "" if nothing is (a 定性 target needs none).

    Args:
        indicator: The 指標.
        written: 単位 as it was written.
    """
    if not UNITS[indicator] or unit_of(indicator, written):
        return ""
    fitting = f"{indicator}の単位は {'・'.join(UNITS[indicator])}"
    return f"単位「{written}」は使えない({fitting})" if written else f"単位がない({fitting})"
