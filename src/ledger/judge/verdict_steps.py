"""前年度, 自己, 規則, 上長 and 正式: the Steps that stand side by side on a verdict row."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from ledger.judge.coded_tables import CodedColumns
from ledger.judge.criteria_columns import Bools, Ints
from ledger.judge.criteria_facts import CriteriaFacts
from ledger.judge.steps import JudgedPeople, VerdictRow, steps_through
from ledger.model.verdicts import Lens

NONE = -1
"""A Step that is not there: nobody wrote one down."""


class Steps(NamedTuple):
    """The Steps of some people on one verdict row, `NONE` where there is none.

    Attributes:
        prior: 前年度Step.
        own: 自己判定Step.
        rule: 規則判定Step, by the facts as claimed.
        reviewed: 上長判定Step that counts.
        computed: By the official facts.
        pending: By the facts without 否認.
        lasting: By the official facts, as if none expired.
        official: 正式Step.
    """

    prior: Ints
    own: Ints
    rule: Ints
    reviewed: Ints
    computed: Ints
    pending: Ints
    lasting: Ints
    official: Ints

    @property
    def unreviewed(self) -> Ints:
        """What 正式 is without 上長判定: it never drops below 前年度 in silence."""
        return np.maximum(self.prior, self.computed)


def row_steps(facts: CriteriaFacts, row: VerdictRow, judged: JudgedPeople) -> Steps:
    """Return the Steps of a row that is judged by criteria.

    正式 = max(前年度, computed); 上長判定 replaces it, also downward.
    """
    who = judged.who
    prior = entered(facts, "prior_steps", "official_step", row.persona_code, row.tool_code)[who]
    reviewed = reviews(facts, row.persona_code, row.tool_code)[who]
    computed = steps_through(facts, row, Lens.OFFICIAL, who)
    return Steps(
        prior=prior,
        own=entered(facts, "step_claims", "own_step", row.persona_code, row.tool_code)[who],
        rule=rule_steps(judged),
        reviewed=reviewed,
        computed=computed,
        pending=steps_through(facts, row, Lens.PENDING, who),
        lasting=steps_through(facts, row, Lens.LASTING, who),
        official=np.where(reviewed >= 0, reviewed, np.maximum(prior, computed)),
    )


def persona_steps(facts: CriteriaFacts, judged: JudgedPeople, rows: Sequence[Steps]) -> Steps:
    """Return the Steps of the own row of a persona with tools: the highest of its tool rows.

    前年度 and 自己判定 are the row's own entry, else the highest of the tool rows. 正式 is the
    highest over the tool rows as they stand after 上長判定; its own 前年度 holds it up, unless
    上長判定 lowered that highest. 上長判定 shows the row's own entry, else 正式 where 上長判定 of
    the tool rows changed it.
    """
    code, who = judged.persona_code, judged.who
    prior = entered(facts, "prior_steps", "official_step", code, None)[who]
    own = entered(facts, "step_claims", "own_step", code, None)[who]
    direct = reviews(facts, code, None)[who]
    reviewed, unreviewed = (
        highest([row.official for row in rows]),
        highest([row.unreviewed for row in rows]),
    )
    after = np.maximum(reviewed, np.where(reviewed < unreviewed, NONE, prior))
    before = np.maximum(unreviewed, prior)
    changed = np.where(after != before, after, NONE)
    return Steps(
        prior=np.where(prior >= 0, prior, highest([row.prior for row in rows])),
        own=np.where(own >= 0, own, highest([row.own for row in rows])),
        rule=rule_steps(judged),
        reviewed=np.where(direct >= 0, direct, changed),
        computed=highest([row.computed for row in rows]),
        pending=highest([row.pending for row in rows]),
        lasting=highest([row.lasting for row in rows]),
        official=np.where(direct >= 0, direct, after),
    )


def rule_steps(judged: JudgedPeople) -> Ints:
    """Return the Step of each holder on a judged row."""
    steps = np.array([standing.step for standing in judged.standings], dtype=np.int64)
    return steps[judged.number]


def highest(steps: Sequence[Ints]) -> Ints:
    """Return for each person the highest of some Steps."""
    found: Ints = np.maximum.reduce(list(steps))
    return found


def entered(
    facts: CriteriaFacts, table: str, key: str, persona_code: str, tool_code: str | None
) -> Ints:
    """Return the Steps that a table holds for one verdict row, by person.

    Args:
        facts: The facts.
        table: `prior_steps`, `step_claims` or `step_reviews`.
        key: The column of the Step.
        persona_code: The row's persona.
        tool_code: The row's tool; None asks for entries without a tool.
    """
    rows = facts.coded.of(table)
    return _by_person(facts, rows, key, np.flatnonzero(_of_row(rows, persona_code, tool_code)))


def reviews(facts: CriteriaFacts, persona_code: str, tool_code: str | None) -> Ints:
    """Return 上長判定 of one verdict row by person.

    Only with a reason, and only where override_allowed is on; of several the last one.
    """
    if not facts.policy.settings.override_allowed:
        return np.full(facts.size, NONE, dtype=np.int64)
    rows = facts.coded.of("step_reviews")
    own = np.flatnonzero(_of_row(rows, persona_code, tool_code))
    data = rows.data[["reason", "confirmed_at"]].take(own)
    own = own[(data["reason"].fillna("").str.strip() != "").to_numpy(dtype=bool)]
    moments = rows.data["confirmed_at"].take(own).reset_index(drop=True)
    order = moments.sort_values(kind="stable").index.to_numpy()
    return _by_person(facts, rows, "reviewed_step", own[order])


def _of_row(rows: CodedColumns, persona_code: str, tool_code: str | None) -> Bools:
    found: Bools = rows.codes("persona_code").where(persona_code)
    found &= rows.codes("tool_code").where(tool_code)
    return found


def _by_person(facts: CriteriaFacts, rows: CodedColumns, key: str, own: Ints) -> Ints:
    """Return the Step of each person on some rows; of several rows the last counts."""
    step, person = rows.whole(key)[own], facts.places[rows.whose[own]]
    known = (person >= 0) & (step != NONE)
    found = np.full(facts.size, NONE, dtype=np.int64)
    found[person[known]] = step[known]
    return found
