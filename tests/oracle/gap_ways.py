"""The slow oracle for 方向性 and 合致者: who matches on what ground, who goes, how gaps are closed.

Day by day and row by row, out of the rows as they stand in the sheets.
"""

import datetime as dt
from collections.abc import Iterator
from typing import NamedTuple

from oracle import days
from oracle.facts import Lens
from oracle.people import People, covers
from oracle.rates import RateOracle
from oracle.sheets import Row, code, day, day_or_none, flag, folded, number, number_or_none, text
from oracle.steps import StepOracle

ONE_DAY = dt.timedelta(days=1)


class Holder(NamedTuple):
    """Who matches a skill."""

    rating: int
    basis: str
    alone: bool
    leaves_on: dt.date | None


class Way(NamedTuple):
    """How a gap is closed, and the counts beside it (None for a skill by 研修)."""

    direction: str | None
    decided_by: str | None
    reason: str | None
    proposed: str | None
    qualified: int | None
    experienced: int | None
    rating_only: int | None
    leaving: int | None


class WayOracle:
    """Every skill in use of a persona in use."""

    def __init__(self, steps: StepOracle) -> None:
        self.sheets, self.facts, self.as_of = steps.sheets, steps.facts, steps.as_of
        self.rates = RateOracle(steps, {})
        self.people = People(self.sheets, self.as_of)
        self.until = days.last_day_of(self.as_of + ONE_DAY, 12)

    def skills(self) -> Iterator[Row]:
        """Yield the skills in use."""
        for row in self.sheets["skills"]:
            if flag(row, "active") and row["persona_code"] in self.people.active_personas:
                yield row

    def holders(self) -> dict[tuple[str, str], Holder]:
        """Return who matches, by skill and person."""
        found: dict[tuple[str, str], Holder] = {}
        for skill in self.skills():
            if skill["method"] == "合致人数":
                own = self._matching(skill)
                for no, rating in own.items():
                    leaves = self._leaves(no, code(skill, "persona_code"))
                    basis = self._basis(no)
                    key = (code(skill, "skill_code"), no)
                    found[key] = Holder(rating, basis, len(own) == 1, leaves)
        return found

    def ways(self) -> dict[str, Way]:
        """Return how each skill's gap is closed."""
        holders = self.holders()
        found = {}
        for skill in self.skills():
            no = code(skill, "skill_code")
            own = [one for (other, _), one in holders.items() if other == no]
            proposed = self._proposed(skill, len(own))
            decided = self._decided(skill)
            by = "人事" if decided else "提案"
            counts: tuple[int | None, ...] = (None, None, None, None)
            if skill["method"] == "合致人数":
                counts = (
                    len([one for one in own if "資格" in one.basis]),
                    len([one for one in own if "経験" in one.basis]),
                    len([one for one in own if one.basis == "自己評価だけ"]),
                    len([one for one in own if one.leaves_on is not None]),
                )
            found[no] = Way(
                text(decided, "direction") if decided else proposed,
                by if decided or proposed else None,
                text(decided, "reason") if decided else None,
                proposed,
                *counts,
            )
        return found

    def _matching(self, skill: Row) -> dict[str, int]:
        persona = code(skill, "persona_code")
        found = {}
        for no in self.people.counting() & self.people.holders(persona):
            for row in self.facts.seen("skill_ratings", no, Lens.OFFICIAL):
                of_skill = row["skill_code"] == skill["skill_code"]
                of_year = number(row, "year") == days.year_of(self.as_of)
                if of_skill and of_year and number(row, "rating") >= self._level():
                    found[no] = number(row, "rating")
        return found

    def _level(self) -> int:
        return self.sheets.count("match_level")

    def _basis(self, no: str) -> str:
        grounds = []
        for row in self.facts.seen("qualifications", no, Lens.OFFICIAL):
            last = day_or_none(row, "expires_on")
            if day(row, "acquired_on") <= self.as_of and (last is None or last >= self.as_of):
                grounds.append("資格")
                break
        for row in self.facts.seen("engagements", no, Lens.OFFICIAL):
            last, named = day_or_none(row, "ended_on"), row["project_no"] or row["project_name"]
            backwards = last is not None and last < day(row, "started_on")
            if named and not backwards and day(row, "started_on") <= self.as_of:
                grounds.append("経験")
                break
        return "・".join(grounds) or "自己評価だけ"

    def _leaves(self, no: str, persona: str) -> dt.date | None:
        """Return the first day within 12 months on which something ends, looked at each by each."""
        on = self.as_of
        while on <= self.until:
            if self._ends(no, persona, on):
                return on
            on += ONE_DAY
        return None

    def _ends(self, no: str, persona: str, on: dt.date) -> bool:
        after = on + ONE_DAY
        in_post = self.people.posted_on(no, on)
        if in_post and not self.people.posted_on(no, after):
            return True
        if self.people.scope[persona] == "指名" and in_post:
            rows = [r for r in self.sheets["assignments"] if r["staff_no"] == no]
            own = [r for r in rows if r["persona_code"] == persona]
            if _stops(own, on):
                return True
        roles = {folded(code(r, "role")) for r in self.sheets["posts"] if r["staff_no"] == no}
        return any(
            _stops(
                [
                    r
                    for r in self.sheets["posts"]
                    if r["staff_no"] == no and folded(code(r, "role")) == role
                ],
                on,
            )
            for role in roles
        )

    def _proposed(self, skill: Row, matching: int) -> str | None:
        """Say 育成, 確保 or 併用 by counting heads one by one."""
        outside = inside = unclear = 0
        for case in self.sheets["acquisitions"]:
            if case["skill_code"] != skill["skill_code"]:
                continue
            needed, expected = number(case, "needed"), number_or_none(case, "expected")
            if expected is None:
                unclear += 1
                continue
            for _ in range(expected, needed):
                where = self._where(case)
                outside += where == "外"
                inside += where == "中"
                unclear += where is None
        gap = self._gap(skill, matching)
        if outside:
            more = inside or (gap is not None and gap > outside) or self._unclear_heads(skill)
            return "併用" if more else "確保"
        if unclear:
            return None
        if inside:
            return "育成"
        if gap is None:
            return None if skill["method"] == "合致人数" else "育成"
        return "育成" if gap else None

    def _unclear_heads(self, skill: Row) -> bool:
        """Whether a case lacks people of whom nobody can say yet how they come."""
        return any(
            case["skill_code"] == skill["skill_code"]
            and case["expected"] is not None
            and number(case, "needed") > number(case, "expected")
            and self._where(case) is None
            for case in self.sheets["acquisitions"]
        )

    def _where(self, case: Row) -> str | None:
        """Say whether one head of a case can be trained in time (中), or has to come (外)."""
        if (text(case, "trainable") or "○") == "×" or case["method"]:
            return "外"
        months = number_or_none(case, "training_months")
        if months is None:
            return None
        return "中" if _months_before(day(case, "needed_on"), months) >= self.as_of else "外"

    def _gap(self, skill: Row, matching: int) -> int | None:
        """Count the heads that a skill lacks today; None where nobody can say."""
        if skill["method"] == "合致人数":
            needed = number_or_none(skill, "needed")
            return None if needed is None else max(needed - matching, 0)
        holders = self.rates.people.holders(code(skill, "persona_code"))
        trainings = self.rates.trainings_of_skill(code(skill, "skill_code"))
        rate = self.rates.attended(trainings, holders)
        if rate.state == "提供なし":
            return None
        return len(rate.counted) - len(rate.having)

    def _decided(self, skill: Row) -> Row | None:
        for row in self.sheets["gap_directions"]:
            pair = row["persona_code"], row["skill_code"]
            own = pair == (skill["persona_code"], skill["skill_code"])
            if own and row["direction"] and row["reason"]:
                return row
        return None


def _stops(rows: list[Row], on: dt.date) -> bool:
    """Whether one of the rows ends on a day, and none of them goes on the day after."""
    last = any(day_or_none(row, "ended_on") == on for row in rows)
    goes_on = any(covers(row, on + ONE_DAY, "started_on", "ended_on") for row in rows)
    return last and not goes_on


def _months_before(goal: dt.date, months: int) -> dt.date:
    """Return the day so many months before another: its number, or the month's last day."""
    year, month = goal.year, goal.month
    for _ in range(months):
        year, month = (year - 1, 12) if month == 1 else (year, month - 1)
    return dt.date(year, month, min(goal.day, days.month_length(year, month)))
