"""Which 単位 belong to a 指標, and what is then held against the goal.

The one table of it: 点検 and the KPI refuse any other unit, and the sheet 目標 offers these only.
"""

import unicodedata
from collections.abc import Mapping
from types import MappingProxyType

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
        "人": _PEOPLE,
        "人数": _PEOPLE,
        "名数": _PEOPLE,
        "課数": _SECTIONS,
        "回数": _TIMES,
        "件数": _CASES,
        "パーセント": PERCENT,
        "percent": PERCENT,
    }
)
"""Other words that can mean nothing but a unit of the table."""


def unit_of(indicator: Indicator, written: str | None) -> str | None:
    """Return the unit that a 指標 has, as the table spells it.

    Args:
        indicator: The 指標.
        written: 単位 as it was written; full-width signs and the usual other words are known.

    Returns:
        The unit; None if none was written or it does not belong to the 指標.
    """
    word = "".join(unicodedata.normalize("NFKC", written or "").lower().split())
    unit = _SPELLINGS.get(word, word)
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
