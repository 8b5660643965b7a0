"""Which 単位 belong to a 指標, and what is then held against the goal.

The one table of it: 点検 and the KPI refuse any other unit, and the sheet 目標 offers these only.
"""

from collections.abc import Mapping
from types import MappingProxyType

from ledger.model.folding import name_key
from ledger.model.terms import Indicator

PERCENT = "%"
"""The unit of a share as such; with any other unit what is counted is compared."""

_PEOPLE, _SECTIONS, _TIMES, _CASES = "名", "課", "回", "件"

UNITS: Mapping[Indicator, tuple[str, ...]] = MappingProxyType(
    {
        Indicator.POST_HOLDERS: (_PEOPLE,),
        Indicator.PERSONA_HOLDERS: (_PEOPLE,),
        Indicator.PERSONA_COVERAGE: (PERCENT, _SECTIONS),
        Indicator.TOOL_COVERAGE: (PERCENT, _SECTIONS),
        Indicator.EVENTS: (_TIMES,),
        Indicator.SESSIONS: (_TIMES,),
        Indicator.ATTENDANCE_RATE: (PERCENT, _PEOPLE),
        Indicator.COMPLETION_RATE: (PERCENT, _PEOPLE),
        Indicator.COMPLETERS: (_PEOPLE,),
        Indicator.ANSWER_RATE: (PERCENT, _PEOPLE),
        Indicator.PROJECTS: (_CASES,),
        Indicator.LED_PROJECTS: (_CASES,),
        Indicator.STEP_HOLDERS: (_PEOPLE,),
        Indicator.STEP_RATE: (PERCENT, _PEOPLE),
        Indicator.SHARE_OF: (PERCENT, _PEOPLE),
        Indicator.STATEMENT: (),
    }
)
"""The units of a 指標, the usual one first; 定性 needs none and is compared with nothing."""

_SPELLINGS: Mapping[str, str] = MappingProxyType(
    {
        name_key(word): unit
        for unit, words in {
            PERCENT: (PERCENT, "パーセント", "percent"),
            _PEOPLE: (_PEOPLE, "人", "人数", "名数"),
            _SECTIONS: (_SECTIONS, "課数"),
            _TIMES: (_TIMES, "回数"),
            _CASES: (_CASES, "件数"),
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
