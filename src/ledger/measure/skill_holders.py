"""合致者: who matches a skill by head-count, on what ground, and for how long (S21–S23).

A person matches by the own rating of the year (合致とみなす合致度 and above, 済). Beside it stand
the person's 資格 and projects (`match_grounds`): no table says which of them is about which skill,
so all are shown, and HR looks; who has neither matches by the own rating alone. Where one person
alone matches, or one leaves within 12 months, it is said. All this is for the ledger only.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import NamedTuple

import pandas as pd

from ledger.judge.curriculum import skills_rated
from ledger.judge.fact_status import FactStatus
from ledger.judge.population import population_of
from ledger.layout.frames import Tables, frame, records
from ledger.layout.gap_tables import SKILL_HOLDERS
from ledger.layout.people_tables import STAFF
from ledger.measure.attendance import attendances_of
from ledger.measure.match_grounds import MatchGrounds
from ledger.measure.terms_ending import appointments_ending, posts_ending
from ledger.model.calendar import MONTHS, valid_through, wareki
from ledger.model.policy import Policy, Skill
from ledger.model.terms import Employment, Flag, MatchBasis, RateBasis, Scope
from ledger.model.verdicts import Lens

JOINT = "、"
"""Between things that stand in one cell."""
NO_END = "任期の終わり(退職日)が空欄"
_DAY = dt.timedelta(days=1)
_OF_TERM = frozenset({Employment.FIXED_TERM, Employment.ANNUAL, Employment.SECONDED_IN})
"""任用区分 that end some day."""


class Leaving(NamedTuple):
    """A last day, and of what."""

    on: dt.date
    what: str


class SkillHolder(NamedTuple):
    """Somebody who matches a skill.

    Attributes:
        skill: The skill.
        staff_no: 職員番号.
        rating: The own rating.
        own_words: 根拠, as the person wrote it.
        qualifications: The person's 資格.
        projects: The person's projects, with the 役割.
        leaving: The days within 12 months on which the person leaves, earliest first.
        remark: What HR should fill in.
    """

    skill: Skill
    staff_no: str
    rating: int
    own_words: str | None
    qualifications: tuple[str, ...]
    projects: tuple[str, ...]
    leaving: tuple[Leaving, ...]
    remark: str | None

    @property
    def basis(self) -> MatchBasis:
        """What stands beside the own rating."""
        if self.qualifications:
            return MatchBasis.BOTH if self.projects else MatchBasis.QUALIFIED
        return MatchBasis.EXPERIENCED if self.projects else MatchBasis.RATING


SkillHolders = Mapping[str, tuple[SkillHolder, ...]]
"""Who matches, by スキルコード; every skill by head-count is there."""


def leaves_until(as_of: dt.date) -> dt.date:
    """Return the last day of the 12 months after a day (民法140条・143条)."""
    return valid_through(as_of + _DAY, MONTHS)


def skill_holders(policy: Policy, tables: Tables, as_of: dt.date) -> SkillHolders:
    """Find who matches each skill by head-count, in the order of 職員.

    Ruled: of the year, 済, among holders of the skill's persona who count on the day.

    Args:
        policy: The policy.
        tables: The ledger's tables.
        as_of: The day judged.
    """
    population = population_of(policy, tables, as_of, RateBasis.ON_DATE)
    facts = attendances_of(population).facts
    ratings, people = facts.skill_ratings, population.people.to_list()
    good = (
        (ratings.rank <= Lens.OFFICIAL.reach)
        & (ratings.status == FactStatus.COUNTS)
        & (ratings.year == population.year)
        & (ratings.grade >= policy.settings.match_level)
    )
    first: dict[str, dict[int, int]] = {}
    for skill in skills_rated(policy):
        who = population.counting & population.holding(skill.persona_code)
        rows = (good & (ratings.code == skill.skill_code) & who[ratings.person]).nonzero()[0]
        first[skill.skill_code] = {int(ratings.person[row]): int(row) for row in rows[::-1]}
    matching = frozenset(person for own in first.values() for person in own)
    grounds = MatchGrounds(facts, matching)
    terms = _Terms(policy, population.tables, as_of, frozenset(people[one] for one in matching))
    return {
        skill.skill_code: tuple(
            SkillHolder(
                skill,
                people[person],
                int(ratings.grade[row]),
                grounds.own_words(row),
                grounds.qualifications(person),
                grounds.projects(person),
                terms.leaving(people[person], skill.persona_code),
                terms.remark(people[person]),
            )
            for person, row in sorted(first[skill.skill_code].items())
        )
        for skill in skills_rated(policy)
    }


def holder_rows(found: SkillHolders) -> pd.DataFrame:
    """Return the table 合致者."""
    return frame(
        SKILL_HOLDERS,
        [
            {
                "persona_code": one.skill.persona_code,
                "skill_code": one.skill.skill_code,
                "staff_no": one.staff_no,
                "rating": one.rating,
                "basis": one.basis.value,
                "own_words": one.own_words,
                "qualifications": JOINT.join(one.qualifications) or None,
                "projects": JOINT.join(one.projects) or None,
                "alone": Flag.YES.value if len(own) == 1 else None,
                "leaves_on": one.leaving[0].on if one.leaving else None,
                "leaving": JOINT.join(f"{end.what} {wareki(end.on)}" for end in one.leaving)
                or None,
                "remark": one.remark,
            }
            for own in found.values()
            for one in own
        ],
    )


class _Terms:
    """How long people are there: 退職日, 人材像付与 and 体制 within 12 months of a day.

    The day itself is one of them: whose last day it is still matches on it.
    """

    def __init__(
        self, policy: Policy, tables: Tables, as_of: dt.date, people: frozenset[str]
    ) -> None:
        self._policy, self._tables, self._people = policy, tables, people
        self._first, self._last = as_of, leaves_until(as_of)

    def leaving(self, staff_no: str, persona_code: str) -> tuple[Leaving, ...]:
        """Return the last days of a holder of a persona."""
        return tuple(sorted(self._ends(staff_no, persona_code)))

    def remark(self, staff_no: str) -> str | None:
        """Return what is missing of somebody whose 任用区分 ends some day."""
        row = self._staff[staff_no]
        of_term = row["employment"] in _OF_TERM and row["retired_on"] is None
        return NO_END if of_term else None

    def _ends(self, staff_no: str, persona_code: str) -> Iterator[Leaving]:
        retired = self._staff[staff_no]["retired_on"]
        if isinstance(retired, dt.date) and self._first <= retired <= self._last:
            yield Leaving(retired, "退職")
        for on in self._appointments.get((staff_no, persona_code), ()):
            yield Leaving(on, "人材像付与の終わり")
        for on, role in self._posts.get(staff_no, ()):
            yield Leaving(on, f"体制「{role}」の任期")

    @cached_property
    def _staff(self) -> Mapping[str, Mapping[str, object]]:
        data = self._tables["staff"]
        own = data[data["staff_no"].isin(list(self._people))]
        return {str(row["staff_no"]): row for row in records(STAFF, own)[::-1]}

    @cached_property
    def _appointments(self) -> Mapping[tuple[str, str], list[dt.date]]:
        named = {
            one.persona_code for one in self._policy.active_personas if one.scope is Scope.APPOINTED
        }
        found: dict[tuple[str, str], list[dt.date]] = {}
        ending = appointments_ending(self._tables, frozenset(named), self._first, self._last)
        for one in ending:
            found.setdefault((one.staff_no, one.persona_code), []).append(one.ends_on)
        return found

    @cached_property
    def _posts(self) -> Mapping[str, list[tuple[dt.date, str]]]:
        found: dict[str, list[tuple[dt.date, str]]] = {}
        for one in posts_ending(self._tables, self._first, self._last):
            if one.staff_no is not None:
                found.setdefault(one.staff_no, []).append((one.ends_on, one.role))
        return found
