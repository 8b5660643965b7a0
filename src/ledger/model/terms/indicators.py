"""The fixed list of 指標: each with its units, what a target must say, and what it counts."""

from enum import Enum, StrEnum
from typing import NamedTuple, Self

PERCENT = "%"
"""The unit of a share as such; with any other unit what is counted is compared."""

PEOPLE, SECTIONS, TIMES, CASES = "名", "課", "回", "件"


class About(StrEnum):
    """What 対象コード of a target is."""

    TRAINING = "研修かグループ"
    TOOL = "ツール"
    QUESTION = "設問"
    POST = "役割"
    EVENT = "行事の種別"
    PROJECT = "案件の種別かツール"
    PROJECT_KIND = "案件の種別"


class Counted(Enum):
    """Whose completions a figure is about: so far it tells of small numbers."""

    NOT_COMPLETIONS = 0
    THIS_YEAR = 1
    """Who completed in the year."""
    TO_DATE = 2
    """Whose completion holds on the as-of date."""
    BY_HORIZON = 3
    """This year's for 年度計画, else to date."""


class IndicatorRule(NamedTuple):
    """One 指標.

    Attributes:
        units: 単位 that a target may have, the usual one first; none: it needs none.
        about: What 対象コード is; None where it is not asked for.
        anything: Whether a blank 対象コード stands for all of them.
        persona: Whether 人材像コード is needed.
        step: Whether Step is needed, and 対象コード is a tool of the persona.
        people: Whether it counts people, so that うち割合 can share them out.
        counted: Whose completions it is about.
        repeats: Whether one person may be counted more than once.
    """

    units: tuple[str, ...]
    about: About | None = None
    anything: bool = False
    persona: bool = False
    step: bool = False
    people: bool = True
    counted: Counted = Counted.NOT_COMPLETIONS
    repeats: bool = False


class Indicator(StrEnum):
    """The fixed list of 指標."""

    rule: IndicatorRule

    def __new__(cls, word: str, rule: IndicatorRule) -> Self:
        """Make a word with its rule."""
        made = str.__new__(cls, word)
        made._value_ = word
        made.rule = rule
        return made

    POST_HOLDERS = "役割配置数", IndicatorRule((PEOPLE,), About.POST)
    PERSONA_HOLDERS = "人材像人数", IndicatorRule((PEOPLE,), persona=True)
    PERSONA_COVERAGE = "配置課割合", IndicatorRule((PERCENT, SECTIONS), persona=True)
    TOOL_COVERAGE = "ツール配置課割合", IndicatorRule((PERCENT, SECTIONS), About.TOOL)
    EVENTS = "行事回数", IndicatorRule((TIMES,), About.EVENT, anything=True, people=False)
    SESSIONS = "研修実施回数", IndicatorRule((TIMES,), About.TRAINING, anything=True, people=False)
    ATTENDANCE_RATE = (
        "受講率",
        IndicatorRule((PERCENT, PEOPLE), About.TRAINING, counted=Counted.THIS_YEAR),
    )
    COMPLETION_RATE = (
        "修了率",
        IndicatorRule((PERCENT, PEOPLE), About.TRAINING, counted=Counted.TO_DATE),
    )
    COMPLETERS = "修了者数", IndicatorRule((PEOPLE,), About.TRAINING, counted=Counted.BY_HORIZON)
    DELIVERED = (
        "延べ受講者数",
        IndicatorRule(
            (PEOPLE,), About.TRAINING, people=False, counted=Counted.THIS_YEAR, repeats=True
        ),
    )
    ANSWER_RATE = "回答割合", IndicatorRule((PERCENT, PEOPLE), About.QUESTION, people=False)
    PROJECTS = "案件数", IndicatorRule((CASES,), About.PROJECT, anything=True, people=False)
    LED_PROJECTS = (
        "リード案件数",
        IndicatorRule((CASES,), About.PROJECT_KIND, anything=True, persona=True, people=False),
    )
    STEP_HOLDERS = "Step到達者数", IndicatorRule((PEOPLE,), persona=True, step=True)
    STEP_RATE = "Step到達率", IndicatorRule((PERCENT, PEOPLE), persona=True, step=True)
    SHARE_OF = "うち割合", IndicatorRule((PERCENT, PEOPLE))
    STATEMENT = "定性", IndicatorRule((), people=False)
