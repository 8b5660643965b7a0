"""The slow oracle for gaps: how far each skill is covered."""

from typing import NamedTuple

from oracle import days
from oracle.facts import Lens
from oracle.people import People
from oracle.rates import Rate, RateKey, RateOracle
from oracle.sheets import Row, code, flag, number, number_or_none

SkillKey = tuple[str, str]


class Gap(NamedTuple):
    """One skill of a persona: its 参加率 (研修), or its head-count (合致人数)."""

    method: str
    rate: Rate | None = None
    needed: int | None = None
    matching: int | None = None

    @property
    def shortage(self) -> int | None:
        """How many are missing; a surplus is nobody else's."""
        if self.needed is None or self.matching is None:
            return None
        return max(self.needed - self.matching, 0)


class GapOracle:
    """Every skill in use of a persona in use."""

    def __init__(self, rates: RateOracle) -> None:
        self.rates = rates
        self.facts = rates.facts
        self.sheets = rates.sheets
        self.year = days.year_of(rates.as_of)
        self.people = People(self.sheets, rates.as_of)

    def gaps(self) -> dict[SkillKey, Gap]:
        """Return the gap of every skill."""
        printed = self.rates.rates()
        found: dict[SkillKey, Gap] = {}
        for row in self.sheets["skills"]:
            persona, skill = code(row, "persona_code"), code(row, "skill_code")
            if not flag(row, "active") or persona not in self.people.active_personas:
                continue
            if row["method"] == "研修":
                rate = printed[RateKey("受講率", persona=persona, skill=skill)]
                found[persona, skill] = Gap("研修", rate)
            else:
                found[persona, skill] = self._matching(row)
        return found

    def _matching(self, skill: Row) -> Gap:
        """Count holders who count and who rate themselves high enough this year, accepted."""
        holders = self.people.counting() & self.people.holders(code(skill, "persona_code"))
        matching = [no for no in holders if self._matches(no, code(skill, "skill_code"))]
        return Gap("合致人数", needed=number_or_none(skill, "needed"), matching=len(matching))

    def _matches(self, staff_no: str, skill: str) -> bool:
        return any(
            row["skill_code"] == skill
            and number(row, "year") == self.year
            and number(row, "rating") >= self.sheets.count("match_level")
            for row in self.facts.seen("skill_ratings", staff_no, Lens.OFFICIAL)
        )
