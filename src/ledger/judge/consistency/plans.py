"""What next year's plan leaves out: found once 次年度需要 was worked out.

A skill that no training teaches is found on any day (`consistency.orphan_skills`).
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from ledger.judge.asked_trainings import asked_of, targets_about
from ledger.judge.consistency_places import place
from ledger.layout import ledger
from ledger.layout.columns import Cell, NewRow
from ledger.layout.frames import Tables, records
from ledger.model.calendar import year_start
from ledger.model.policy import Policy, Training
from ledger.model.problems import Place, Problem
from ledger.model.terms import Delivery, SessionState

AIMLESS, UNOWNED, UNPLANNED = "plan-aimless", "demand-unowned", "demand-unplanned"
CODES = frozenset({AIMLESS, UNOWNED, UNPLANNED})


class PlanOmission(NamedTuple):
    """One thing that the plan leaves out.

    Attributes:
        code: Which: of the catalogue.
        training: The training that it is about.
        place: Where it is to be mended.
        said: What the sentence has gaps for, besides the training.
    """

    code: str
    training: Training
    place: Place
    said: Mapping[str, Cell]


def plan_omissions(policy: Policy, tables: Tables) -> Iterator[Problem]:
    """Find what the plan leaves out; see `omissions`."""
    for one in omissions(policy, tables):
        named = f"{one.training.training_code} {one.training.training_name}"
        yield Problem.of(one.code, one.place, training=named, **one.said)


def omissions(policy: Policy, tables: Tables) -> Iterator[PlanOmission]:
    """Yield what the plan leaves out; nothing before 次年度需要 was worked out.

    - A line of 研修計画 whose training no 目標 (an example is one), no 必須 and no Step asks for.
    - A training with seats but without 担当部門, in 研修計画 and in 研修.
    - A training with seats but without a line of 研修計画 and without a 予定 session of next year;
      one that is 随時 needs neither.
    """
    rows = records(ledger.BY_KEY["demands"], tables["demands"])
    if rows:
        yield from _aimless(policy, tables)
        yield from _uncared(policy, tables, [row for row in rows if row["seats"]])


def _aimless(policy: Policy, tables: Tables) -> Iterator[PlanOmission]:
    table, data = ledger.BY_KEY["plans"], tables["plans"]
    personas = (persona.persona_code for persona in policy.active_personas)
    asked = frozenset[str]().union(*(asked_of(policy, code) for code in personas))
    for row, number, code in zip(data.index, data["plan_no"], data["training_code"], strict=True):
        training = policy.trainings.get(str(code))
        if training and code not in asked and not targets_about(policy, str(code)):
            where = place(table, data, "training_code", row)
            yield PlanOmission(AIMLESS, training, where, {"plan": number})


def _uncared(policy: Policy, tables: Tables, rows: Iterable[NewRow]) -> Iterator[PlanOmission]:
    table, data = ledger.BY_KEY["trainings"], tables["trainings"]
    at = dict(zip(data["training_code"], data.index, strict=True))
    planned = frozenset(tables["plans"]["training_code"].dropna().tolist())
    for row in rows:
        code, said = str(row["training_code"]), {"seats": row["seats"]}
        training = policy.trainings.get(code)
        if training is None:
            continue
        if row["department"] is None:
            where = place(table, data, "department", at[code])
            yield PlanOmission(UNOWNED, training, where, said)
        if code not in planned and not _is_offered(policy, training):
            where = place(table, data, "training_code", at[code])
            yield PlanOmission(UNPLANNED, training, where, said)


def _is_offered(policy: Policy, training: Training) -> bool:
    """Say whether a training needs no session, or has one planned for next year or later."""
    first = year_start(policy.settings.fiscal_year + 1)
    return training.delivery is Delivery.ANY_TIME or any(
        session.training_code == training.training_code
        and session.state is SessionState.PLANNED
        and session.held_on >= first
        for session in policy.sessions
    )
