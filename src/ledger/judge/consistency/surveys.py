"""調査対応: how questions of other surveys are answered, by a target or by an 指標 of their own.

A question that names an 指標 is measured as a target of this year would be, without a goal.
"""

from collections.abc import Iterator
from typing import NamedTuple

from ledger.judge.consistency.targets import lacks_of
from ledger.judge.consistency_places import place
from ledger.layout.columns import Cell, RowValues
from ledger.layout.frames import Tables, records
from ledger.layout.publication_tables import SURVEY_MAP
from ledger.model.policy import Policy, Target
from ledger.model.problems import Problem
from ledger.model.terms import Horizon, Indicator, TargetType

UNMAPPED = "目標コードも指標もない"
_ONLY_AS_TARGET = frozenset({Indicator.SHARE_OF, Indicator.STATEMENT})


class SurveyQuestion(NamedTuple):
    """One question.

    Attributes:
        question: Its text.
        target: The target that answers it, or what is measured for it; None where nothing does.
        is_ours: Whether the target is one of the sheet 目標.
        column: Which column is wrong; "" where nothing is.
        lack: What is wrong there, in words.
    """

    question: str
    target: Target | None
    is_ours: bool = False
    column: str = ""
    lack: str = ""


def survey_questions(policy: Policy, tables: Tables) -> tuple[SurveyQuestion, ...]:
    """Return the questions of 調査対応 in their order."""
    return tuple(_question(policy, row) for row in records(SURVEY_MAP, tables[SURVEY_MAP.key]))


def survey_problems(policy: Policy, tables: Tables) -> Iterator[Problem]:
    """Find questions that nothing answers, or that ask for what is not there."""
    data = tables[SURVEY_MAP.key]
    for number, one in zip(data.index, survey_questions(policy, tables), strict=True):
        if one.lack:
            yield Problem.of(
                "survey-unanswered",
                place(SURVEY_MAP, data, one.column, number),
                question=one.question,
                reason=one.lack,
            )


def _question(policy: Policy, row: RowValues) -> SurveyQuestion:
    said, code = str(row["question"] or "(設問が空欄)"), row["target_code"]
    if code:
        target = policy.targets.get(str(code))
        lack = "" if target else f"目標コード {code} が目標にない"
        return SurveyQuestion(said, target, is_ours=True, column="target_code", lack=lack)
    if not row["indicator"]:
        return SurveyQuestion(said, None, column="target_code", lack=UNMAPPED)
    indicator = _INDICATORS.get(str(row["indicator"]))
    if indicator is None:
        return SurveyQuestion(said, None, column="indicator", lack="指標が一覧にない")
    return _measured(policy, said, indicator, row)


_INDICATORS = {one.value: one for one in Indicator}


def _measured(policy: Policy, said: str, indicator: Indicator, row: RowValues) -> SurveyQuestion:
    if indicator in _ONLY_AS_TARGET:
        lack = f"指標「{indicator}」は、目標にしてから目標コードで書く"
        return SurveyQuestion(said, None, column="indicator", lack=lack)
    persona, of = _text(row["persona_code"]), _text(row["object_code"])
    if indicator.rule.persona and persona is None and of in policy.personas:
        persona, of = of, None
    step = row["step"]
    target = Target(
        target_code="調査",
        target_type=TargetType.OUTCOME,
        target_name=said,
        indicator=indicator,
        persona_code=persona,
        object_code=of,
        step=step if isinstance(step, int) else None,
        unit=indicator.rule.units[0],
        horizon=Horizon.ANNUAL,
        due_year=policy.settings.fiscal_year,
    )
    lacks = [one for one in lacks_of(policy, target) if one.column != "goal_value"]
    if not lacks:
        return SurveyQuestion(said, target)
    reasons = "、".join(one.reason for one in lacks)
    return SurveyQuestion(said, target, column=lacks[0].column, lack=reasons)


def _text(value: Cell) -> str | None:
    return str(value) if value else None
