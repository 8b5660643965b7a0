"""Step判定: the side-by-side result of everybody in post on the as-of date (table `verdicts`).

Also those who do not count (集計対象 ×), are on leave or seconded: one row per persona held and
有効, and one more per tool that its criteria name.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ledger.judge import advice
from ledger.judge.coded_tables import TextCodes
from ledger.judge.criteria_columns import Bools, Ints, cases
from ledger.judge.criteria_facts import CriteriaFacts, facts_of
from ledger.judge.curriculum import mandatory_of
from ledger.judge.expected_steps import expected_steps
from ledger.judge.kinds.training import completed
from ledger.judge.steps import JudgedPeople, judge_persona, rows_of
from ledger.judge.verdict_steps import NONE, Steps, highest, persona_steps, row_steps
from ledger.layout.frames import Tables, conform, day, taken
from ledger.layout.result_tables import VERDICTS
from ledger.model.calendar import fiscal_year_of, year_start
from ledger.model.policy import Policy
from ledger.model.terms import VerdictState
from ledger.model.verdicts import Lens, Standing


class CasedTexts(NamedTuple):
    """Texts of many rows: few texts, and which of them each row has.

    Attributes:
        texts: The texts; None where nothing is said.
        number: Which of them each row has.
    """

    texts: tuple[str | None, ...]
    number: Ints

    def of(self, row: int) -> str | None:
        """Return the text of a row."""
        return self.texts[int(self.number[row])]


def joined(parts: Sequence[CasedTexts], order: Ints) -> TextCodes:
    """Return the texts of several blocks of rows as one column.

    Args:
        parts: The blocks.
        order: The rows of all blocks, in the order in which they are wanted.
    """
    texts = dict.fromkeys(text for part in parts for text in part.texts if text is not None)
    numbers = {text: number for number, text in enumerate(texts)}
    of_parts = [
        np.array([-1 if text is None else numbers[text] for text in part.texts], dtype=np.int64)
        for part in parts
    ]
    of_rows = [own[part.number] for own, part in zip(of_parts, parts, strict=True)]
    return TextCodes(numbers, np.concatenate(of_rows)[order])


class Verdict(NamedTuple):
    """A verdict row of everybody who holds the persona; arrays are over the holders."""

    judged: JudgedPeople
    steps: Steps
    expected: Ints
    mandatory_left: CasedTexts

    @property
    def upper(self) -> Bools:
        """Who meets the criteria of a Step above one whose criteria are not met."""
        return self.judged.taken([bool(one.upper_steps) for one in self.judged.standings])


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
    return verdict_rows(facts, judged_verdicts(facts))


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
        nothing = CasedTexts((None,), np.zeros(len(one.who), dtype=np.int64))
        missing = nothing if place else mandatory_left(facts, persona_code, one.who)
        yield Verdict(one, own, ahead[place] if ahead else own.rule, missing)


def state_of(steps: Steps, upper: Bools) -> CasedTexts:
    """Return 状態, the first that applies: 要更新, 上位要件のみ充足, 未確認, 確定.

    要更新: 前年度 is higher than what the official facts come to, or nothing but expiry keeps them
    lower. 未確認: the facts that await confirmation change the Step.
    """
    renew = (steps.prior > steps.computed) | (steps.lasting > steps.computed)
    unconfirmed = steps.pending != steps.computed
    states = (
        VerdictState.RENEW,
        VerdictState.UPPER_ONLY,
        VerdictState.UNCONFIRMED,
        VerdictState.SETTLED,
    )
    number = np.select([renew, upper, unconfirmed], (0, 1, 2), default=3)
    return CasedTexts(tuple(state.value for state in states), number)


def mandatory_left(facts: CriteriaFacts, persona_code: str, who: Ints) -> CasedTexts:
    """Return 必須未了: trainings not completed, unexpired, by 済 and 名簿 facts; blank if none."""
    codes = mandatory_of(facts.policy, persona_code)
    missing = [completed(facts, code, Lens.OFFICIAL).now[who] == 0 for code in codes]
    names = [f"{code} {facts.policy.trainings[code].training_name}" for code in codes]

    def words(first: int) -> str | None:
        left = [name for name, mask in zip(names, missing, strict=True) if mask[first]]
        return advice.SEPARATOR.join(left) or None

    return _by_case(missing, len(who), words)


def difference(steps: Steps) -> CasedTexts:
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
) -> CasedTexts:
    """Say something about each row, once for each distinct combination of columns."""
    number, firsts = cases(columns, size)
    return CasedTexts(tuple(words(first) for first in firsts.tolist()), number)


def verdict_rows(facts: CriteriaFacts, found: Sequence[Verdict]) -> pd.DataFrame:
    """Lay verdicts out as rows of the table, see `verdicts`; every text is made once.

    Args:
        facts: The facts that they are of.
        found: The verdict rows of everybody.
    """
    if not found:
        return conform(VERDICTS, pd.DataFrame(index=pd.RangeIndex(0)))
    who = np.concatenate([verdict.judged.who for verdict in found])
    order = np.argsort(who, kind="stable")
    texts = {
        key: joined([told(facts, one) for one in found], order) for key, told in _TEXTS.items()
    }
    columns: dict[str, object] = {
        "staff_no": facts.people.take(who[order]).array,
        "as_of": day(facts.as_of),
        "effective_on": _effective_on(facts),
        "earliest_on": np.concatenate([_earliest(verdict) for verdict in found])[order],
    }
    for key, own in texts.items():
        columns[key] = taken((*own.numbers, None), own.of_rows)  # the last is that of -1
    for key, of in _STEPS.items():
        columns[key] = _whole(np.concatenate([of(verdict) for verdict in found])[order])
    rows = conform(VERDICTS, pd.DataFrame(columns, copy=False))
    facts.coded.beside(rows).known(facts.staff_places[who[order]], texts)
    return rows


_STEPS: Mapping[str, Callable[[Verdict], Ints]] = {
    "expected_step": lambda verdict: verdict.expected,
    "prior_step": lambda verdict: verdict.steps.prior,
    "own_step": lambda verdict: verdict.steps.own,
    "rule_step": lambda verdict: verdict.steps.rule,
    "reviewed_step": lambda verdict: verdict.steps.reviewed,
    "official_step": lambda verdict: verdict.steps.official,
}
_TEXTS: Mapping[str, Callable[[CriteriaFacts, Verdict], CasedTexts]] = {
    "persona_code": lambda _, verdict: _alike(verdict, verdict.judged.persona_code),
    "tool_code": lambda _, verdict: _alike(verdict, verdict.judged.tool_code),
    "state": lambda _, verdict: state_of(verdict.steps, verdict.upper),
    "met": lambda facts, verdict: _said(facts, verdict, advice.met_entries),
    "unmet": lambda facts, verdict: _said(facts, verdict, advice.unmet_entries),
    "mandatory_left": lambda _, verdict: verdict.mandatory_left,
    "next_action": lambda facts, verdict: _said(facts, verdict, advice.next_action),
    "difference": lambda _, verdict: difference(verdict.steps),
}


def _alike(verdict: Verdict, text: str | None) -> CasedTexts:
    return CasedTexts((text,), np.zeros_like(verdict.judged.number))


def _said(
    facts: CriteriaFacts, verdict: Verdict, words: Callable[[Policy, Standing], str]
) -> CasedTexts:
    judged = verdict.judged
    texts = tuple(words(facts.policy, one) or None for one in judged.standings)
    return CasedTexts(texts, judged.number)


def _earliest(verdict: Verdict) -> NDArray[np.datetime64]:
    judged = verdict.judged
    days = [np.datetime64(one.earliest_on or "NaT", "s") for one in judged.standings]
    return np.array(days, dtype="datetime64[s]")[judged.number]


def _effective_on(facts: CriteriaFacts) -> pd.Timestamp | None:
    """Return 発効日: the day after the fiscal year; none before the 基準日, nothing is settled."""
    year = fiscal_year_of(facts.as_of)
    if facts.as_of < facts.policy.settings.key_date_in(year):
        return None
    return day(year_start(year + 1))


def _whole(steps: Ints) -> pd.arrays.IntegerArray:
    return pd.arrays.IntegerArray(steps.copy(), steps == NONE)
