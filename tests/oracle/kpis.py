"""The slow oracle for targets: what every 指標 measures."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Mapping

from oracle import days
from oracle.facts import Lens
from oracle.goals import Day, Figure, Kpi, Renewed, Short, first, kpi
from oracle.people import People, covers
from oracle.rates import Asked, Rate, RateOracle
from oracle.sheets import (
    Row,
    code,
    day,
    day_or_none,
    flag,
    folded,
    number,
    number_or_none,
    text,
)


class KpiOracle:
    """Every target of a city on a day; head-counts (not rates) are on the as-of date always."""

    def __init__(self, rates: RateOracle) -> None:
        self.rates = rates
        self.sheets = rates.sheets
        self.facts = rates.facts
        self.as_of = rates.as_of
        self.year = days.year_of(rates.as_of)
        self.year_start = rates.year_start
        self.people = People(self.sheets, self.as_of)
        self.counting = self.people.counting()
        self.targets = {
            code(row, "target_code"): row for row in self.sheets["targets"] if flag(row, "active")
        }

    def kpis(self) -> dict[str, Kpi]:
        """Return the figures and the verdict of every active target."""
        return {no: self._kpi(target) for no, target in self.targets.items()}

    def _kpi(self, target: Row) -> Kpi:
        figure = self._measures()[code(target, "indicator")](target)
        own = code(target, "target_code")
        milestones, history = self.sheets["milestones"], self.sheets["history"]
        entered = first(milestones, "goal_value", target_code=own, year=self.year)
        before = first(history, "value", kind="目標", code=own, year=self.year - 1)
        key_date = dt.date.fromisoformat(self.sheets.settings["as_of"])
        return kpi(target, figure, Day(self.as_of, key_date), entered, before)

    def _measures(self) -> Mapping[str, Callable[[Row], Figure]]:
        return {
            "役割配置数": self._post_holders,
            "人材像人数": lambda t: Figure(len(self._persona_people(t))),
            "配置課割合": self._persona_coverage,
            "ツール配置課割合": self._tool_coverage,
            "行事回数": self._events,
            "研修実施回数": self._sessions,
            "受講率": self._attendance,
            "修了率": self._completion,
            "修了者数": lambda t: Figure(len(self._completers(t))),
            "延べ受講者数": self._delivered,
            "回答割合": self._answers,
            "案件数": self._projects,
            "リード案件数": self._led_projects,
            "Step到達者数": self._step_count,
            "Step到達率": self._step_rate,
            "うち割合": self._share_of,
            "定性": lambda _: Figure(None),
        }

    # --- people -----------------------------------------------------------------------------

    def _post_holders(self, target: Row) -> Figure:
        """Count persons: who is named without a number may be one whom another row numbers."""
        there = [
            row
            for row in self.sheets["posts"]
            if row["role"] == target["object_code"]
            and covers(row, self.as_of, "started_on", "ended_on")
        ]
        numbered = {no for row in there if (no := text(row, "staff_no"))}
        theirs = [row for row in there if text(row, "staff_no")]
        theirs += [self.people.staff[no] for no in numbered]
        names = {row.get("person_name") or row.get("staff_name") for row in theirs}
        known = {folded(str(name)) for name in names if name}
        strangers = {folded(code(row, "person_name")) for row in there if not row["staff_no"]}
        return Figure(len(numbered) + len(strangers - known))

    def _persona_people(self, target: Row) -> frozenset[str]:
        persona = text(target, "persona_code")
        return self.counting if persona is None else self.counting & self.people.holders(persona)

    def _reaches_step(self, target: Row) -> Asked:
        return self.rates.reaches(
            code(target, "persona_code"), text(target, "object_code"), number(target, "step")
        )

    def _step_holders(self, target: Row) -> frozenset[str]:
        reached = self._reaches_step(target)
        return frozenset(no for no in self._persona_people(target) if reached(no))

    def _step_count(self, target: Row) -> Figure:
        reached = self._step_holders(target)
        return Figure(len(reached), renewed=self._renewed(target, reached))

    def _renewed(self, target: Row, reached: Iterable[str]) -> Renewed:
        persona, tool = code(target, "persona_code"), text(target, "object_code")
        rows = [row for no in reached if (row := self.rates.verdict_of(no, persona, tool))]
        return Renewed(
            renew=sum(1 for row in rows if row.state == "要更新"),
            reviewed=sum(1 for row in rows if row.official_step != row.unreviewed_step),
        )

    def _step_rate(self, target: Row) -> Figure:
        """Step到達率 is a rate, not a head-count: 年度累計 asks everybody of the year."""
        holders = self.rates.people.holders(code(target, "persona_code"))
        found = self.rates.rate(holders, self._reaches_step(target))
        renewed = self._renewed(target, found.having)
        return Figure(found.numerator, found.denominator, renewed=renewed)

    def _completers(self, target: Row) -> frozenset[str]:
        has = self._completed_object(target, this_year=target["horizon"] == "年度計画")
        return frozenset(no for no in self._persona_people(target) if has(no))

    def _delivered(self, target: Row) -> Figure:
        wanted = self._trainings(target)
        done = {
            (no, code(row, "training_code"), row["completed_on"])
            for no in self._persona_people(target)
            for row in self.facts.seen("attendances", no, Lens.OFFICIAL)
            if code(row, "training_code") in wanted and self._in_year(row, "completed_on")
        }
        return Figure(len(done))

    def _share_of(self, target: Row) -> Figure:
        base = self.people_counted_by(self.targets[code(target, "condition_code")])
        if number_or_none(target, "step") is not None:
            return Figure(len(base & self._step_holders(target)), len(base))
        leading = [no for no in base if self._leads(no)]
        return Figure(len(leading), len(base))

    def people_counted_by(self, target: Row) -> frozenset[str]:
        """Return the people whom a head-count target counts."""
        return {
            "人材像人数": self._persona_people,
            "Step到達者数": self._step_holders,
            "修了者数": self._completers,
        }[code(target, "indicator")](target)

    def _leads(self, staff_no: str) -> list[Row]:
        """Return the accepted leads of a person that began by the as-of date."""
        roles = self.facts.leading_roles()
        return [
            row
            for row in self.facts.seen("engagements", staff_no, Lens.OFFICIAL)
            if code(row, "role") in roles and day(row, "started_on") <= self.as_of
        ]

    # --- sections ---------------------------------------------------------------------------

    def _coverage(self, target: Row, people: Iterable[str]) -> Figure:
        needed = number_or_none(target, "per_section") or 1
        there, staff = self._divisions(people), self._divisions(self.counting)
        divisions = self.people.sections_counted("課")
        short = frozenset(
            Short(d, needed - there[d], staff[d] if staff[d] < needed else None)
            for d in divisions
            if there[d] < needed
        )
        return Figure(len(divisions) - len(short), len(divisions), short=short)

    def _divisions(self, people: Iterable[str]) -> Counter[str | None]:
        return Counter(self.people.above(self.people.main_section(no), "課") for no in people)

    def _persona_coverage(self, target: Row) -> Figure:
        return self._coverage(target, self._persona_people(target))

    def _tool_coverage(self, target: Row) -> Figure:
        """Count by the Step where the persona climbs by the tool, else by the tool's level."""
        persona = text(target, "persona_code")
        tool, level = code(target, "object_code"), number(target, "step")
        if persona is not None and tool in self.rates.steps.tools_of(persona):
            return self._coverage(target, self._step_holders(target))
        people = self._persona_people(target)
        return self._coverage(target, [no for no in people if self._level(no, tool) >= level])

    def _level(self, staff_no: str, tool: str) -> int:
        return self.facts.level(tool, staff_no, Lens.OFFICIAL)

    # --- things that happened ---------------------------------------------------------------

    def _in_year(self, row: Row, key: str) -> bool:
        on = day_or_none(row, key)
        return on is not None and self.year_start <= on <= self.as_of

    def _events(self, target: Row) -> Figure:
        wanted = text(target, "object_code")
        held = [
            row
            for row in self.sheets["events"]
            if row["state"] == "実施"
            and self._in_year(row, "held_on")
            and (wanted is None or row["kind"] == wanted)
        ]
        return Figure(len(held))

    def _sessions(self, target: Row) -> Figure:
        return Figure(self.rates.times(self._trainings(target)))

    def _projects(self, target: Row) -> Figure:
        wanted = text(target, "object_code")
        done = {
            self.facts.merged(code(row, "project_no"))
            for row in self.sheets["projects"]
            if self._in_year(row, "completed_on")
            and (wanted is None or wanted in (row["kind"], row["tool_code"]))
        }
        return Figure(len(done))

    def _led_projects(self, target: Row) -> Figure:
        wanted = text(target, "object_code")
        led = {
            self.facts.project_of(row)
            for no in self._persona_people(target)
            for row in self._leads(no)
            if (day_or_none(row, "ended_on") or self.as_of) >= self.year_start
            and (wanted is None or self.facts.kind_of(row) == wanted)
        }
        return Figure(len(led))

    def _answers(self, target: Row) -> Figure:
        question = code(target, "object_code")
        for row in self.sheets["survey_totals"]:
            if row["question_code"] == question and number(row, "year") == self.year:
                return Figure(number(row, "yes"), number(row, "answered"))
        deficient = {row["staff_no"] for row in self.sheets["reports"] if row["state"] == "不備"}
        given = [
            row["answer"]
            for row in self.sheets["answers"]
            if row["question_code"] == question
            and number(row, "year") == self.year
            and row["staff_no"] in self.counting - deficient
            and row["answer"] != "無回答"
        ]
        return Figure(given.count("はい"), len(given))

    # --- trainings --------------------------------------------------------------------------

    def _trainings(self, target: Row) -> frozenset[str]:
        wanted = code(target, "object_code")
        return self.facts.groups[wanted][0] if wanted in self.facts.groups else frozenset({wanted})

    def _every(self, target: Row) -> bool:
        """Say whether the target's group is completed by all of its trainings only."""
        wanted = code(target, "object_code")
        return wanted in self.facts.groups and self.facts.groups[wanted][1] == "全て"

    def _completed_object(self, target: Row, *, this_year: bool) -> Asked:
        trainings, quantifier = self._trainings(target), all if self._every(target) else any

        def has(staff_no: str) -> bool:
            done = self.facts.completions(staff_no, Lens.OFFICIAL)
            year = self.rates.done_this_year(staff_no)
            return quantifier(t in year if this_year else bool(done.get(t)) for t in trainings)

        return has

    def _audience(self, target: Row) -> frozenset[str]:
        persona = text(target, "persona_code")
        if persona is not None:
            return self.rates.people.holders(persona)
        return frozenset().union(*(self.rates.audience(t) for t in self._trainings(target)))

    def _attendance(self, target: Row) -> Figure:
        trainings, quantifier = self._trainings(target), all if self._every(target) else any
        found: Rate = self.rates.rate(
            self._audience(target),
            self._completed_object(target, this_year=True),
            lambda no: quantifier(self.rates.had_opportunity(t, no) for t in trainings),
        )
        if not quantifier(self.rates.offered([training]) for training in trainings):
            return Figure(None, None, "提供なし")
        return Figure(found.numerator, found.denominator)

    def _completion(self, target: Row) -> Figure:
        found = self.rates.rate(
            self._audience(target), self._completed_object(target, this_year=False)
        )
        return Figure(found.numerator, found.denominator)
