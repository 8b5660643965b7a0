"""Whom a policy moves: the verdicts as it stands held against those as it would be."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

import pandas as pd

from ledger.judge.cards.labels import card_names
from ledger.judge.verdicts import verdicts
from ledger.layout.frames import Tables, records
from ledger.layout.policy import policy_of
from ledger.layout.result_tables import VERDICTS
from ledger.model.policy import Policy


class StepStanding(NamedTuple):
    """Where a person stands in one row of the verdicts.

    Attributes:
        official: 正式Step.
        rule: 規則判定Step.
        mandatory: Whether a 必須研修 is still to be completed.
    """

    official: int
    rule: int
    mandatory: bool


class Mover(NamedTuple):
    """Somebody whose verdict changes.

    Attributes:
        staff_no: Who.
        tool: The tool whose row changes; "" for the persona's own row.
        before: As the policy stands; None where there was no such row.
        after: As it would be; None where there is none any more.
    """

    staff_no: str
    tool: str
    before: StepStanding | None
    after: StepStanding | None


class StepMoves(NamedTuple):
    """What a policy does to the holders of a persona.

    Attributes:
        before: How many people hold each 正式Step now.
        after: How many would.
        movers: Who changes, in the order of the verdicts.
        mandatory: How many still lack a 必須研修, now and then.
    """

    before: Mapping[int, int]
    after: Mapping[int, int]
    movers: tuple[Mover, ...]
    mandatory: tuple[int, int]

    @property
    def steps(self) -> tuple[int, ...]:
        """The Steps that anybody holds now or would hold, from 0."""
        return tuple(range(max((*self.before, *self.after, 0)) + 1))


def moves(
    policy: Policy, tables: Tables, changed: Tables, persona_code: str, as_of: dt.date
) -> StepMoves:
    """Judge everybody twice and say who moves.

    Args:
        policy: The policy as it stands.
        tables: The ledger's tables.
        changed: The tables as they would be.
        persona_code: The persona that is changed.
        as_of: The day judged.
    """
    then, _ = policy_of(changed)
    before = _standings(policy, tables, persona_code, as_of)
    after = _standings(then, changed, persona_code, as_of)
    tools = card_names(then, None).tools
    movers = tuple(
        Mover(staff_no, tools.label(tool) or tool, before.get(key), after.get(key))
        for key in dict.fromkeys((*before, *after))
        for staff_no, tool in [key]
        if _seen(before.get(key)) != _seen(after.get(key))
    )
    return StepMoves(_counts(before), _counts(after), movers, (_lacking(before), _lacking(after)))


_Rows = Mapping[tuple[str, str], StepStanding]


def _standings(policy: Policy, tables: Tables, persona_code: str, as_of: dt.date) -> _Rows:
    """Return where everybody stands, by person and tool; nothing for a persona not 有効."""
    persona = policy.personas.get(persona_code)
    if persona is None or not persona.active:
        return {}
    judged = verdicts(policy, tables, as_of)
    return standings_of(judged, persona_code)


def standings_of(judged: pd.DataFrame, persona_code: str) -> _Rows:
    """Return where everybody stands for a persona by the table Step判定."""
    own = judged[judged["persona_code"] == persona_code]
    return {
        (str(row["staff_no"]), str(row["tool_code"] or "")): StepStanding(
            _step(row["official_step"]), _step(row["rule_step"]), bool(row["mandatory_left"])
        )
        for row in records(VERDICTS, own)
    }


def _step(value: object) -> int:
    return value if isinstance(value, int) else 0


def _seen(one: StepStanding | None) -> tuple[int, int]:
    """Return what of a row makes somebody move; no row is Step0."""
    return (one.official, one.rule) if one else (0, 0)


def _counts(rows: _Rows) -> Mapping[int, int]:
    return Counter(one.official for (_, tool), one in rows.items() if not tool)


def _lacking(rows: _Rows) -> int:
    return sum(one.mandatory for (_, tool), one in rows.items() if not tool)
