"""未受講者: one row for each person and each training that is missing, or lapses soon.

Everybody in post is looked at; who is on leave, or does not count, is told apart (在籍の状況).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import pandas as pd

from ledger.judge.confirmation import confirmers
from ledger.layout.columns import Cell
from ledger.layout.frames import Tables, frame
from ledger.layout.list_tables import UNTRAINED
from ledger.measure.roll import JOINT, Roll
from ledger.measure.training_needs import NO_STEP, Need, needs
from ledger.measure.training_standings import TrainingStandings, day_of
from ledger.model.terms import TrainingLack

PENDING = "申告あり(上長の確認待ち)"
LOOSE = "いずれか1つでよい研修の1つ"
AGAIN = "もう1回要る"

_ORDER = tuple(TrainingLack)


class Wanted(NamedTuple):
    """One training that one person is to take.

    Attributes:
        needs: Why, persona by persona and Step by Step.
        kind: 区分.
    """

    needs: tuple[Need, ...]
    kind: TrainingLack


@dataclass(frozen=True, eq=False)
class UntrainedPeople:
    """Who of a roll lacks which training.

    Attributes:
        roll: The roll.
        standings: Where they stand with each training.
        wanted: What each person is to take, by place in the roll, then by 研修コード, in the order
            in which the list shows it.
    """

    roll: Roll
    standings: TrainingStandings
    wanted: Mapping[int, Mapping[str, Wanted]]

    def mandatory_left(self, place: int) -> str | None:
        """Return the names of the 必須 trainings that a person lacks, joined; None without any."""
        names = [
            self.roll.policy.training_name(code)
            for code, one in self.wanted.get(place, {}).items()
            if any(need.step == NO_STEP and need.missing[place] for need in one.needs)
        ]
        return JOINT.join(names) or None


def untrained_people(roll: Roll) -> UntrainedPeople:
    """Find who of a roll lacks which training."""
    standings = TrainingStandings(roll.facts)
    found: dict[int, dict[str, list[Need]]] = {}
    for need in needs(standings):
        for place in np.flatnonzero(need.missing | need.lapsing).tolist():
            found.setdefault(place, {}).setdefault(need.training_code, []).append(need)
    order = {code: place for place, code in enumerate(roll.policy.trainings)}
    wanted = {
        place: dict(
            sorted(
                (
                    (code, Wanted(tuple(own), _kind(standings, place, code, own)))
                    for code, own in by_code.items()
                ),
                key=lambda one: (_ORDER.index(one[1].kind), order.get(one[0], len(order))),
            )
        )
        for place, by_code in sorted(found.items())
    }
    return UntrainedPeople(roll, standings, wanted)


def untrained(people: UntrainedPeople, superiors: Mapping[str, str]) -> pd.DataFrame:
    """Return the table 未受講者: people in the order of the roll, their trainings by 区分.

    Args:
        people: Who lacks what.
        superiors: Name of each person's 上長, by 職員番号.
    """
    return frame(
        UNTRAINED,
        [
            _row(people, place, code, one, superiors)
            for place, by_code in people.wanted.items()
            for code, one in by_code.items()
        ],
    )


def superior_names(roll: Roll, tables: Tables) -> dict[str, str]:
    """Return who confirms each person's report on the day of the roll, by name."""
    staff = tables["staff"].dropna(subset=["staff_no", "staff_name"])
    names = dict(zip(staff["staff_no"], staff["staff_name"], strict=True))
    found = confirmers(roll.policy, tables, roll.as_of)
    return {number: names.get(by, by) for number, by in found.items() if by is not None}


def _kind(standings: TrainingStandings, place: int, code: str, own: list[Need]) -> TrainingLack:
    if not any(need.missing[place] for need in own):
        return TrainingLack.SOON
    if standings.of(code).lapsed[place]:
        return TrainingLack.LAPSED
    musts = any(need.step == NO_STEP and need.missing[place] for need in own)
    return TrainingLack.MANDATORY if musts else TrainingLack.STEP


def _row(
    people: UntrainedPeople, place: int, code: str, one: Wanted, superiors: Mapping[str, str]
) -> dict[str, Cell]:
    roll, standing = people.roll, people.standings.of(code)
    entry, policy = roll.entries[place], roll.policy
    personas = dict.fromkeys(policy.personas[need.persona_code].persona_name for need in one.needs)
    reasons = dict.fromkeys(_reason(need) for need in sorted(one.needs, key=lambda n: n.step))
    return {
        "kind": one.kind.value,
        "department_name": entry.department,
        "section_name": entry.section,
        "staff_no": entry.staff_no,
        "staff_name": entry.staff_name,
        "training_code": code,
        "training_name": policy.training_name(code),
        "persona_names": JOINT.join(personas),
        "needed_for": JOINT.join(reasons),
        "completed_on": day_of(int(standing.last[place])),
        "valid_through": day_of(int(standing.through[place])),
        "next_session": people.standings.next_words(code),
        "superior": superiors.get(entry.staff_no),
        "presence": entry.presence.value,
        "remark": _remark(people, place, code, one),
    }


def _reason(need: Need) -> str:
    return "必須" if need.step == NO_STEP else f"Step{need.step}"


def _remark(people: UntrainedPeople, place: int, code: str, one: Wanted) -> str | None:
    standing = people.standings.of(code)
    missing = one.kind is not TrainingLack.SOON
    said = (
        (PENDING, missing and standing.pending[place]),
        (AGAIN, missing and standing.held[place]),
        (LOOSE, all(need.loose for need in one.needs)),
    )
    return "、".join(words for words, applies in said if applies) or None
