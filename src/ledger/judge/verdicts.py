"""Step判定: the side-by-side result of everybody in post on the as-of date (table `verdicts`).

Also those who do not count (集計対象 ×), are on leave or seconded: one row per persona held and
有効, and one more per tool that its criteria name.
"""

import datetime as dt
from collections.abc import Callable, Iterable
from typing import NamedTuple

import numpy as np
import pandas as pd

from ledger.judge import advice
from ledger.judge.criteria_columns import Bools, Ints, Texts, cases
from ledger.judge.criteria_facts import CriteriaFacts, facts_of
from ledger.judge.curriculum import mandatory_of
from ledger.judge.expected_steps import expected_steps
from ledger.judge.kinds.training import completed
from ledger.judge.steps import JudgedPeople, judge_persona, rows_of
from ledger.judge.verdict_steps import NONE, Steps, highest, persona_steps, row_steps
from ledger.layout.frames import Tables, conform, day
from ledger.layout.result_tables import VERDICTS
from ledger.model.calendar import fiscal_year_of, year_start
from ledger.model.policy import Policy
from ledger.model.terms import VerdictState
from ledger.model.verdicts import Lens, Standing


class Verdict(NamedTuple):
    """A verdict row of everybody who holds the persona; arrays are over the holders."""

    judged: JudgedPeople
    steps: Steps
    expected: Ints
    mandatory_left: Texts


def verdicts(
    policy: Policy, tables: Tables, as_of: dt.date, staff: Iterable[str] | None = None
) -> pd.DataFrame:
    """Judge everybody in post on the as-of date.

    Args:
        policy: The policy.
        tables: The ledger's tables.
        as_of: 基準日.
        staff: Only these people; everybody if None.

    Returns:
        The table `verdicts`: by person in the order of `staff`, then by persona, its own row
        before those of its tools.
    """
    facts = facts_of(policy, tables, as_of, staff)
    found = judged_verdicts(facts)
    blocks = [_block(facts, verdict) for verdict in found]
    if not blocks:
        return conform(VERDICTS, pd.DataFrame(index=pd.RangeIndex(0)))
    who = np.concatenate([verdict.judged.who for verdict in found])
    whole = pd.concat(blocks, ignore_index=True)
    ordered = whole.take(np.argsort(who, kind="stable"))
    return conform(VERDICTS, ordered.reset_index(drop=True))


def judged_verdicts(facts: CriteriaFacts) -> tuple[Verdict, ...]:
    """Judge everybody of the facts, the rows of a persona together, its own row first."""
    return tuple(
        verdict
        for persona in facts.policy.active_personas
        for verdict in _of_persona(facts, persona.persona_code)
    )


def _of_persona(facts: CriteriaFacts, persona_code: str) -> Iterable[Verdict]:
    judged = judge_persona(facts, persona_code, Lens.CLAIMED)
    rows = rows_of(facts.policy, persona_code)
    steps = [
        row_steps(facts, row, one) for row, one in zip(rows, judged[-len(rows) :], strict=True)
    ]
    if len(judged) > len(rows):
        steps.insert(0, persona_steps(facts, judged[0], steps))
    ahead = expected_steps(facts, persona_code, rows, judged[0].who)
    if ahead and len(judged) > len(rows):
        ahead = (highest(ahead), *ahead)
    for place, (one, own) in enumerate(zip(judged, steps, strict=True)):
        left = np.full(len(one.who), None, dtype=object)
        missing = left if place else mandatory_left(facts, persona_code, one.who)
        yield Verdict(one, own, ahead[place] if ahead else own.rule, missing)


def state_of(steps: Steps, upper: Bools) -> Texts:
    """Return 状態, the first that applies: 要更新, 上位要件のみ充足, 未確認, 確定.

    要更新: 前年度 is higher than what the official facts come to, or nothing but expiry keeps them
    lower. 未確認: the facts that await confirmation change the Step.
    """
    renew = (steps.prior > steps.computed) | (steps.lasting > steps.computed)
    unconfirmed = steps.pending != steps.computed
    states = [
        VerdictState.RENEW.value,
        VerdictState.UPPER_ONLY.value,
        VerdictState.UNCONFIRMED.value,
    ]
    found = np.select([renew, upper, unconfirmed], states, default=VerdictState.SETTLED.value)
    return found.astype(object)


def mandatory_left(facts: CriteriaFacts, persona_code: str, who: Ints) -> Texts:
    """Return 必須未了: trainings not completed, unexpired, by 済 and 名簿 facts; blank if none."""
    codes = mandatory_of(facts.policy, persona_code)
    missing = [completed(facts, code, Lens.OFFICIAL).now[who] == 0 for code in codes]
    names = [f"{code} {facts.policy.trainings[code].training_name}" for code in codes]

    def words(first: int) -> str | None:
        left = [name for name, mask in zip(names, missing, strict=True) if mask[first]]
        return advice.SEPARATOR.join(left) or None

    return _by_case(missing, len(who), words)


def difference(steps: Steps) -> Texts:
    """Return 差異: 自己, 規則 and 上長, where those that are there differ."""
    columns = {"自己": steps.own, "規則": steps.rule, "上長": steps.reviewed}

    def words(first: int) -> str | None:
        own = {name: int(s[first]) for name, s in columns.items() if s[first] != NONE}
        if len(set(own.values())) <= 1:
            return None
        return advice.SEPARATOR.join(f"{name}判定Step{step}" for name, step in own.items())

    return _by_case(list(columns.values()), len(steps.rule), words)


def _by_case(
    columns: list[Ints] | list[Bools], size: int, words: Callable[[int], str | None]
) -> Texts:
    """Say something about each row, once for each distinct combination of columns."""
    number, firsts = cases(columns, size)
    return _objects([words(first) for first in firsts.tolist()])[number]


def _objects(values: list[str | None]) -> Texts:
    made = np.empty(len(values), dtype=object)
    made[:] = values
    return made


def _block(facts: CriteriaFacts, verdict: Verdict) -> pd.DataFrame:
    """Lay out one verdict row of everybody as rows of the table."""
    judged, steps = verdict.judged, verdict.steps
    upper = judged.taken([bool(one.upper_steps) for one in judged.standings])

    def told(words: Callable[[Policy, Standing], str]) -> Texts:
        texts = [words(facts.policy, one) or None for one in judged.standings]
        return _objects(texts)[judged.number]

    earliest = pd.Series(
        [pd.NaT if one.earliest_on is None else day(one.earliest_on) for one in judged.standings],
        dtype="datetime64[s]",
    )
    return pd.DataFrame(
        {
            "staff_no": facts.people.take(judged.who),
            "persona_code": judged.persona_code,
            "tool_code": judged.tool_code,
            "as_of": day(facts.as_of),
            "effective_on": _effective_on(facts),
            "expected_step": _whole(verdict.expected),
            "prior_step": _whole(steps.prior),
            "own_step": _whole(steps.own),
            "rule_step": _whole(steps.rule),
            "reviewed_step": _whole(steps.reviewed),
            "official_step": _whole(steps.official),
            "state": state_of(steps, upper),
            "met": told(advice.met_entries),
            "unmet": told(advice.unmet_entries),
            "mandatory_left": verdict.mandatory_left,
            "next_action": told(advice.next_action),
            "earliest_on": earliest.take(judged.number).to_numpy(),
            "difference": difference(steps),
        }
    )


def _effective_on(facts: CriteriaFacts) -> pd.Timestamp | None:
    """Return 発効日: the day after the fiscal year; none before the 基準日, nothing is settled."""
    year = fiscal_year_of(facts.as_of)
    if facts.as_of < facts.policy.settings.key_date_in(year):
        return None
    return day(year_start(year + 1))


def _whole(steps: Ints) -> pd.arrays.IntegerArray:
    return pd.arrays.IntegerArray(steps.copy(), steps == NONE)
