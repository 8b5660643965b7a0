"""The slow oracle for Steps: every verdict row, from the papers alone."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from ledger.layout.frames import Tables
from oracle import days
from oracle.facts import Facts, Lens
from oracle.people import People
from oracle.sheets import (
    Row,
    Sheets,
    code,
    flag,
    number,
    sheets_of,
    text,
)
from oracle.waiting import earliest

Key = tuple[str, str, str | None]
Met = Callable[[Row], bool]


@dataclass(frozen=True)
class Found:
    """One verdict row, as far as the oracle judges."""

    effective_on: dt.date | None
    prior_step: int | None
    own_step: int | None
    rule_step: int
    reviewed_step: int | None
    unreviewed_step: int
    official_step: int
    state: str
    met: frozenset[str]
    unmet: frozenset[str]
    mandatory_left: frozenset[str]
    earliest_on: dt.date | None


@dataclass(frozen=True)
class Ladder:
    """How one person stands on one row by each lens, before prior years and supervisors."""

    claimed: int
    pending: int
    official: int
    without_expiry: int
    upper_steps: frozenset[int]
    met: frozenset[str]
    unmet: frozenset[str]
    earliest_on: dt.date | None


class StepOracle:
    """Every verdict row of a city on a day."""

    def __init__(self, tables: Tables, as_of: dt.date) -> None:
        self.tables = tables
        self.sheets: Sheets = sheets_of(tables)
        self.as_of = as_of
        self.facts = Facts(self.sheets, as_of)
        self.people = People(self.sheets, as_of)
        self.tools = [code(row, "tool_code") for row in self.sheets["tools"] if flag(row, "active")]
        self.prior = _by_row(self.sheets["prior_steps"], "official_step")
        self.claims = _by_row(self.sheets["step_claims"], "own_step")
        self.reviews = self._reviews()

    def on(self, day: dt.date) -> "StepOracle":
        """Return the oracle of the same city on another day."""
        return StepOracle(self.tables, day)

    def verdicts(self) -> dict[Key, Found]:
        """Judge everybody in post, for each active persona that they hold."""
        found: dict[Key, Found] = {}
        for persona in self.people.active_personas:
            tools = self.tools_of(persona)
            for staff_no in sorted(self.people.in_post & self.people.holders(persona)):
                found.update(self._rows(staff_no, persona, tools))
        return found

    def tools_of(self, persona: str) -> list[str]:
        """Return the active tools that the criteria of a persona's active Steps name."""
        active = {
            row["step"]
            for row in self.sheets["steps"]
            if row["persona_code"] == persona and flag(row, "active")
        }
        named = {
            text(row, "tool_code")
            for row in self.sheets["criteria"]
            if row["persona_code"] == persona and row["step"] in active
        }
        return [tool for tool in self.tools if "*" in named or tool in named]

    def _rows(self, staff_no: str, persona: str, tools: Sequence[str]) -> dict[Key, Found]:
        left = self.facts.mandatory_left(staff_no, persona)
        whole: Key = (staff_no, persona, None)
        if not tools:
            return {whole: self._found(whole, self.ladder(staff_no, persona, None), left)}
        ladders = {tool: self.ladder(staff_no, persona, tool) for tool in tools}
        rows: dict[Key, Found] = {
            (staff_no, persona, tool): self._found((staff_no, persona, tool), ladder, frozenset())
            for tool, ladder in ladders.items()
        }
        told = self._found(whole, _highest(list(ladders.values())), left)
        return {**rows, whole: _over_tools(told, list(rows.values()))}

    def _found(self, key: Key, ladder: Ladder, left: frozenset[str]) -> Found:
        """Put the lenses beside last year's Step and the supervisor's."""
        prior, reviewed = self.prior.get(key), self.reviews.get(key)
        unreviewed = max(prior or 0, ladder.official)
        return Found(
            effective_on=self._effective_on(),
            prior_step=prior,
            own_step=self.claims.get(key),
            rule_step=ladder.claimed,
            reviewed_step=reviewed,
            unreviewed_step=unreviewed,
            official_step=unreviewed if reviewed is None else reviewed,
            state=self._state(ladder, prior),
            met=ladder.met,
            unmet=ladder.unmet,
            mandatory_left=left,
            earliest_on=ladder.earliest_on,
        )

    def _effective_on(self) -> dt.date | None:
        """Return 4/1 of the next year once the 基準日 has come."""
        early = self.as_of.isoformat() < self.sheets.settings["as_of"]
        return None if early else days.first_of_year(days.year_of(self.as_of) + 1)

    def ladder(self, staff_no: str, persona: str, tool: str | None) -> Ladder:
        """Return how one person stands on one row."""
        steps = self.steps_of(persona, tool)
        reached = {lens: self._reached(steps, self._met(tool, staff_no, lens)) for lens in Lens}
        claimed, met = reached[Lens.CLAIMED], self._met(tool, staff_no, Lens.CLAIMED)

        listed = [row for criteria in steps.values() for row in criteria]
        above = [step for step in steps if step > claimed]
        return Ladder(
            claimed=claimed,
            pending=reached[Lens.PENDING],
            official=reached[Lens.OFFICIAL],
            without_expiry=reached[Lens.OFFICIAL_WITHOUT_EXPIRY],
            upper_steps=frozenset(step for step in above if satisfied(steps[step], met)),
            met=frozenset(_label(row) for row in listed if met(row)),
            unmet=frozenset(_label(row) for row in self._missing(steps, met)),
            earliest_on=self._next(steps[min(above)], met, staff_no) if above else None,
        )

    def _met(self, tool: str | None, staff_no: str, lens: Lens) -> Met:
        return lambda row: self.facts.met(row, tool, staff_no, lens)

    def steps_of(self, persona: str, tool: str | None) -> Mapping[int, list[Row]]:
        """Return the active Steps of a row, lowest first, each with the criteria that apply."""
        active = sorted(
            number(row, "step")
            for row in self.sheets["steps"]
            if row["persona_code"] == persona and flag(row, "active")
        )
        return {
            step: [
                row
                for row in self.sheets["criteria"]
                if row["persona_code"] == persona
                and number(row, "step") == step
                and _applies(row, tool)
            ]
            for step in active
        }

    def _reached(self, steps: Mapping[int, list[Row]], met: Met) -> int:
        reached = 0
        for step, criteria in steps.items():
            if satisfied(criteria, met):
                reached = step
            elif self.sheets.on("cumulative_steps"):
                break
        return reached

    def _next(self, criteria: Sequence[Row], met: Met, staff_no: str) -> dt.date | None:
        """Return the day on which the next Step is reached: the latest of what is missing."""
        if not criteria:
            return None
        waits = []
        for alternatives in choices(criteria):
            if not any(met(row) for row in alternatives):
                known = [d for row in alternatives if (d := earliest(self.facts, row, staff_no))]
                if not known:
                    return None
                waits.append(min(known))
        return max(waits, default=None)

    def _missing(self, steps: Mapping[int, list[Row]], met: Met) -> list[Row]:
        """Return what is not met; an alternative to something that is met is not missing."""
        return [
            row
            for criteria in steps.values()
            for alternatives in choices(criteria)
            if not any(met(row) for row in alternatives)
            for row in alternatives
        ]

    def _state(self, ladder: Ladder, prior: int | None) -> str:
        if (prior or 0) > ladder.official or ladder.without_expiry > ladder.official:
            return "要更新"
        if self.sheets.on("cumulative_steps") and ladder.upper_steps:
            return "上位要件のみ充足"
        return "未確認" if ladder.pending != ladder.official else "確定"

    def _reviews(self) -> dict[Key, int]:
        if not self.sheets.on("override_allowed"):
            return {}
        reasoned = tuple(row for row in self.sheets["step_reviews"] if text(row, "reason"))
        return _by_row(reasoned, "reviewed_step")


def choices(criteria: Sequence[Row]) -> list[list[Row]]:
    """Return what must be met: each must by itself, each 選択組 as its alternatives."""
    musts = [[row] for row in criteria if text(row, "any_of") is None]
    names = dict.fromkeys(text(row, "any_of") for row in criteria)
    return musts + [
        [row for row in criteria if text(row, "any_of") == name] for name in names if name
    ]


def satisfied(criteria: Sequence[Row], met: Met) -> bool:
    """Say whether a Step's own criteria are met; a Step without criteria is never reached."""
    return bool(criteria) and all(any(met(row) for row in rows) for rows in choices(criteria))


def _applies(criterion: Row, tool: str | None) -> bool:
    named = text(criterion, "tool_code")
    return named is None or (tool is not None and named in ("*", tool))


def _label(criterion: Row) -> str:
    return f"{number(criterion, 'step')}-{number(criterion, 'criterion_no')}"


def _highest(ladders: Sequence[Ladder]) -> Ladder:
    """Return the persona's own row: the highest over its tools.

    What is met, missing, next and beyond is told by one tool alone: the one that stands highest,
    among equals the one that gets on first.
    """
    best = min(ladders, key=lambda ladder: (-ladder.claimed, ladder.earliest_on or dt.date.max))
    return Ladder(
        claimed=best.claimed,
        pending=max(ladder.pending for ladder in ladders),
        official=max(ladder.official for ladder in ladders),
        without_expiry=max(ladder.without_expiry for ladder in ladders),
        upper_steps=best.upper_steps,
        met=best.met,
        unmet=best.unmet,
        earliest_on=best.earliest_on,
    )


def _over_tools(whole: Found, rows: Sequence[Found]) -> Found:
    """Return the persona's own row as its tools' rows stand, unless something names itself.

    Last year's Step stays (no demotion in silence); only where supervisors lowered the tools'
    highest Step, the persona goes down with it. 上長判定 shows where they made a difference.
    """
    claims = [row.own_step for row in rows if row.own_step is not None]
    prior = whole.prior_step or 0
    before = max(row.unreviewed_step for row in rows)
    after = max(row.official_step for row in rows)
    without = max(prior, before)
    official = after if after < before else max(prior, after)
    told = replace(
        whole,
        own_step=max(claims, default=None) if whole.own_step is None else whole.own_step,
        unreviewed_step=without,
    )
    if whole.reviewed_step is not None:
        return replace(told, official_step=whole.reviewed_step)
    changed = official if official != without else None
    return replace(told, reviewed_step=changed, official_step=official)


def _by_row(rows: Sequence[Row], value: str) -> dict[Key, int]:
    return {
        (code(row, "staff_no"), code(row, "persona_code"), text(row, "tool_code")): number(
            row, value
        )
        for row in rows
    }
