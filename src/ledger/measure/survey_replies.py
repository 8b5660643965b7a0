"""調査回答: what other surveys ask, answered from targets and 指標 (table `survey_replies`)."""

import datetime as dt
from collections.abc import Iterator

import pandas as pd

from ledger.judge.consistency.surveys import SurveyQuestion, survey_questions
from ledger.layout.columns import Cell
from ledger.layout.frames import Tables, frame, records
from ledger.layout.publication_tables import SURVEY_REPLIES
from ledger.layout.result_tables import KPIS
from ledger.measure.indicators.figure import Figure, Measured
from ledger.measure.kpis import figure_of
from ledger.measure.official_steps import with_leavers
from ledger.measure.rounding import shown
from ledger.model.policy import Policy, Target
from ledger.model.terms import Indicator
from ledger.model.terms.indicators import PERCENT

_HEADS = frozenset({Indicator.POST_HOLDERS, Indicator.PERSONA_HOLDERS, Indicator.PERSONA_COVERAGE})
"""指標 of official appointments, whose small numbers are everybody's knowledge."""


def survey_replies(
    policy: Policy, tables: Tables, verdicts: pd.DataFrame, kpis: pd.DataFrame, as_of: dt.date
) -> pd.DataFrame:
    """Answer every question of 調査対応.

    Args:
        policy: The policy.
        tables: The ledger's tables.
        verdicts: Step判定 on the day judged.
        kpis: KPI on that day.
        as_of: The day judged.

    Returns:
        The table `survey_replies`; a question that nothing answers stands there with the reason.
    """
    questions = survey_questions(policy, tables)
    if not questions:
        return frame(SURVEY_REPLIES)
    found = {row["target_code"]: row for row in records(KPIS, kpis)}
    measured = Measured(policy, tables, with_leavers(policy, tables, verdicts, as_of), as_of)
    rows: list[dict[str, Cell]] = []
    for one in questions:
        row: dict[str, Cell] = {"question": one.question, "as_of": as_of}
        if one.lack or one.target is None:
            row["remark"] = f"答えがありません: {one.lack}。シート「調査対応」を直してください"
        elif one.is_ours:
            row |= _by_target(one.target, found.get(one.target.target_code))
        else:
            row |= _by_indicator(one, measured)
        if one.target is not None and not one.lack:
            row["remark"] = _remark(one.target, row, policy.settings.suppress_below)
        rows.append({key: value for key, value in row.items() if key not in _COUNTS})
    return frame(SURVEY_REPLIES, rows)


_COUNTS = frozenset({"numerator", "denominator"})


def _by_target(target: Target, row: dict[str, Cell] | None) -> dict[str, Cell]:
    source = f"目標 {target.target_code}「{target.target_name}」"
    if row is None:
        return {"source": source, "basis": "目標の有効が×なので、数えていない。"}
    return {
        "source": source,
        "value": row["actual"],
        "unit": row["unit"],
        "basis": row["basis"],
        "numerator": row["numerator"],
        "denominator": row["denominator"],
    }


def _by_indicator(one: SurveyQuestion, measured: Measured) -> dict[str, Cell]:
    target = one.target
    assert target is not None  # noqa: S101 - a question without one is not measured
    figure: Figure = figure_of(measured, target)
    value = figure.value
    return {
        "source": "、".join(_said(measured.policy, target)),
        "value": None if value is None else shown(value),
        "unit": target.unit,
        "basis": figure.basis,
        "numerator": figure.numerator,
        "denominator": figure.denominator,
    }


def _said(policy: Policy, target: Target) -> Iterator[str]:
    """Say of what an 指標 is measured, in names."""
    yield f"指標「{target.indicator}」"
    persona, of = policy.personas.get(target.persona_code or ""), target.object_code
    if persona:
        yield f"人材像「{persona.persona_name}」"
    if of:
        group, question = policy.group_of(of), policy.questions.get(of)
        named = policy.tool_name(of) if of in policy.tools else policy.training_name(of)
        other = group.group_name if group else question.question if question else named
        yield f"対象「{other}」"
    if target.step is not None:
        yield f"Step{target.step}以上"


def _remark(target: Target, row: dict[str, Cell], least: int) -> str | None:
    """Say what whoever sends the answer should know of it."""
    if row.get("value") is None:
        return "数で答えられません。算定根拠を見てください"
    if target.active.is_example:
        return "例の目標です。数字を決めて、シート「目標」の有効を○にしてください"
    top, base = row.get("numerator"), row.get("denominator")
    counts = PERCENT in target.indicator.rule.units or target.indicator.rule.people
    if not counts or target.indicator in _HEADS or not isinstance(top, int):
        return None
    rest = base - top if isinstance(base, int) else 0
    if 0 < top < least or 0 < rest < least:
        return f"{least}人未満の数です。公表される調査なら、答える前に確かめてください"
    return None
