"""The slow oracle for rates and exclusions: everybody asked, one by one."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import NamedTuple

from oracle import days
from oracle.facts import Lens
from oracle.people import People
from oracle.sheets import Row, code, day, day_or_none, flag, grouped, number, text
from oracle.steps import Found, Key, StepOracle

Asked = Callable[[str], bool]


class RateKey(NamedTuple):
    """What a rate is about; `rates` rows are compared by it, not by their number."""

    kind: str
    persona: str | None = None
    skill: str | None = None
    training: str | None = None
    step: int | None = None
    tool: str | None = None
    section: str | None = None


@dataclass(frozen=True)
class Rate:
    """One rate: whom it counts, whom it leaves out and why."""

    state: str
    counted: frozenset[str]
    having: frozenset[str]
    excluded: frozenset[tuple[str, str]]
    times: int | None = None

    @property
    def denominator(self) -> int | None:
        """How many count; nothing where the training was not offered."""
        return None if self.state == "提供なし" else len(self.counted)

    @property
    def numerator(self) -> int | None:
        """How many of them have it."""
        return None if self.state == "提供なし" else len(self.having)


NOBODY: frozenset[str] = frozenset()


NOT_OFFERED = Rate("提供なし", NOBODY, NOBODY, frozenset(), times=0)


class RateOracle:
    """Every rate of a city on a day."""

    def __init__(self, steps: StepOracle, verdicts: Mapping[Key, Found]) -> None:
        self.steps = steps
        self.sheets = sheets = steps.sheets
        self.facts = steps.facts
        self.verdicts = verdicts
        self.as_of = steps.as_of
        whole_year = sheets.settings["rate_basis"] == "年度累計"
        self.people = People(sheets, self.as_of, whole_year=whole_year)
        self.year_start = self.people.year_start
        self.delivery = {
            code(row, "training_code"): text(row, "delivery") for row in sheets["trainings"]
        }
        self.held = grouped(tuple(r for r in sheets["sessions"] if self._held(r)), "training_code")
        self.done_this_year = cache(self._done_this_year)
        self.completed_by_anyone = {
            training for no in self.people.staff for training in self.done_this_year(no)
        }
        self.had_opportunity = cache(self._had_opportunity)
        self.judged_on = cache(lambda on: steps.on(on).verdicts())
        self.divisions = {no: self._section(no, "課") for no in self.people.staff}
        self.departments = {no: self._section(no, "部") for no in self.people.staff}

    def _section(self, staff_no: str, level: str) -> str | None:
        return self.people.above(self.people.main_section(staff_no), level)

    def _held(self, session: Row) -> bool:
        """Say whether a session was held, and any of its days lies in the year so far."""
        return session["state"] == "実施" and bool(self._days_of(session))

    def _done_this_year(self, staff_no: str) -> frozenset[str]:
        return frozenset(
            code(row, "training_code")
            for row in self.facts.seen("attendances", staff_no, Lens.OFFICIAL)
            if self.year_start <= day(row, "completed_on") <= self.as_of
        )

    def _had_opportunity(self, training: str, staff_no: str) -> bool:
        if training in self.done_this_year(staff_no):
            return True
        sessions = self.held.get(training, [])
        at_work = self.people.days_at_work(staff_no)
        if self.delivery.get(training) == "随時" or (
            not sessions and training in self.completed_by_anyone
        ):
            return bool(at_work)
        return any(self._days_of(session) & at_work for session in sessions)

    def _days_of(self, session: Row) -> set[int]:
        last = day_or_none(session, "ended_on") or day(session, "held_on")
        so_far = days.days_between(self.year_start, self.as_of)
        return {on for on in days.days_between(day(session, "held_on"), last) if on in so_far}

    def offered(self, trainings: Iterable[str]) -> bool:
        """Say whether any of the trainings was held, or completed by anybody, this year."""
        return any(self.held.get(t) or t in self.completed_by_anyone for t in trainings)

    def times(self, trainings: Iterable[str]) -> int:
        """Return how many sessions of the trainings were held this year (提供回数)."""
        begun = [row for training in trainings for row in self.held.get(training, [])]
        return sum(1 for row in begun if day(row, "held_on") >= self.year_start)

    def rate(self, group: Iterable[str], having: Asked, opportunity: Asked | None = None) -> Rate:
        """Ask everybody of a group, keeping who is left out and why."""
        excluded, counted = set(), set()
        for no in group:
            reason = self.people.exclusion(no)
            if reason is None and opportunity is not None and not opportunity(no):
                reason = "機会なし"
            if reason is None:
                counted.add(no)
            elif self.people.day_seen(no) is not None:
                excluded.add((no, reason))
        return Rate(
            state="算定" if counted else "算定不能",
            counted=frozenset(counted),
            having=frozenset(no for no in counted if having(no)),
            excluded=frozenset(excluded),
        )

    def attended(self, trainings: frozenset[str], group: Iterable[str]) -> Rate:
        """受講率 of any of some trainings: completed this year / had an opportunity."""
        found = self.rate(
            group,
            lambda no: bool(trainings & self.done_this_year(no)),
            lambda no: any(self.had_opportunity(training, no) for training in trainings),
        )
        if not self.offered(trainings):
            return NOT_OFFERED
        return replace(found, times=self.times(trainings))

    def completed(self, trainings: frozenset[str], group: Iterable[str]) -> Rate:
        """修了率 of any of some trainings: unexpired on the as-of date / who counts."""

        def has(staff_no: str) -> bool:
            done = self.facts.completions(staff_no, Lens.OFFICIAL)
            return any(done.get(training) for training in trainings)

        return replace(self.rate(group, has), times=self.times(trainings))

    def rates(self) -> dict[RateKey, Rate]:
        """Return every rate that is printed."""
        return {
            **self._of_trainings(),
            **self._of_skills(),
            **self._of_mandatory(),
            **self._of_steps(),
        }

    def audience(self, training: str) -> frozenset[str]:
        """Return 全体 of a training: holders of the personas it is mapped to, else everybody."""
        personas = self.personas_of(training)
        if not personas:
            return frozenset(self.people.staff)
        return frozenset().union(*(self.people.holders(persona) for persona in personas))

    def personas_of(self, training: str) -> list[str]:
        """Return the active personas that the 研修体系 gives a training."""
        mapped = {
            code(row, "persona_code")
            for row in self.facts.map_rows
            if row["training_code"] == training
        }
        return [persona for persona in self.people.active_personas if persona in mapped]

    def _by_section(self, group: frozenset[str], *levels: str) -> dict[str | None, frozenset[str]]:
        """Return a group as a whole and cut by the sections of some levels."""
        cut: dict[str | None, frozenset[str]] = {None: group}
        for level in levels:
            where = self.departments if level == "部" else self.divisions
            for section in self.people.sections_counted(level):
                cut[section] = frozenset(no for no in group if where[no] == section)
        return cut

    def _of_trainings(self) -> dict[RateKey, Rate]:
        found: dict[RateKey, Rate] = {}
        for row in self.sheets["trainings"]:
            if not flag(row, "active"):
                continue
            training = code(row, "training_code")
            wanted = frozenset({training})
            for section, group in self._by_section(self.audience(training), "部", "課").items():
                attended = RateKey("受講率", training=training, section=section)
                found[attended] = self.attended(wanted, group)
                found[attended._replace(kind="修了率")] = self.completed(wanted, group)
            for persona in self.personas_of(training):
                holders = self.people.holders(persona)
                attended = RateKey("受講率", persona=persona, training=training)
                found[attended] = self.attended(wanted, holders)
                found[attended._replace(kind="修了率")] = self.completed(wanted, holders)
        return found

    def trainings_of_skill(self, skill: str) -> frozenset[str]:
        """Return the trainings that a skill is measured by: its 必須 ones, else all of them."""
        mapped = [row for row in self.facts.map_rows if row["skill_code"] == skill]
        required = [row for row in mapped if row["requirement"] == "必須"]
        return frozenset(code(row, "training_code") for row in required or mapped)

    def _of_skills(self) -> dict[RateKey, Rate]:
        found: dict[RateKey, Rate] = {}
        for row in self.sheets["skills"]:
            persona = code(row, "persona_code")
            active = flag(row, "active") and persona in self.people.active_personas
            if not active or row["method"] != "研修":
                continue
            skill, holders = code(row, "skill_code"), self.people.holders(persona)
            trainings = self.trainings_of_skill(skill)
            attended = RateKey("受講率", persona=persona, skill=skill)
            found[attended] = self.attended(trainings, holders)
            found[attended._replace(kind="修了率")] = self.completed(trainings, holders)
        return found

    def _of_mandatory(self) -> dict[RateKey, Rate]:
        found: dict[RateKey, Rate] = {}
        for persona in self.people.active_personas:
            for section, group in self._by_section(self.people.holders(persona), "課").items():
                key = RateKey("必須修了率", persona=persona, section=section)
                found[key] = self.rate(group, self._nothing_left(persona))
        return found

    def _nothing_left(self, persona: str) -> Asked:
        return lambda staff_no: not self.facts.mandatory_left(staff_no, persona)

    def _of_steps(self) -> dict[RateKey, Rate]:
        found: dict[RateKey, Rate] = {}
        active = (row for row in self.sheets["steps"] if flag(row, "active"))
        rungs = [(code(row, "persona_code"), number(row, "step")) for row in active]
        for persona, step in rungs:
            if persona not in self.people.active_personas:
                continue
            cuts = self._by_section(self.people.holders(persona), "課")
            for tool in [None, *self.steps.tools_of(persona)]:
                for section, group in cuts.items():
                    key = RateKey(
                        "Step到達率", persona=persona, step=step, tool=tool, section=section
                    )
                    found[key] = self.rate(group, self.reaches(persona, tool, step))
        return found

    def reaches(self, persona: str, tool: str | None, step: int) -> Asked:
        """Return the question whether somebody's 正式Step is at least a Step."""

        def asked(staff_no: str) -> bool:
            verdict = self.verdict_of(staff_no, persona, tool)
            return verdict is not None and verdict.official_step >= step

        return asked

    def verdict_of(self, staff_no: str, persona: str, tool: str | None) -> Found | None:
        """Return a person's verdict row; of who has left, as it was on the last day in post."""
        key = (staff_no, persona, tool)
        seen = self.people.day_seen(staff_no)
        if key in self.verdicts or seen is None or not self.people.whole_year:
            return self.verdicts.get(key)
        return self.judged_on(seen).get(key)
