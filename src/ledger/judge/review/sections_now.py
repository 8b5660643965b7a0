"""わが課のいま: the sections that a confirmer heads, each by itself, and what helps its people.

Nothing here is a score, and no section is held against another. Steps are those by the facts as
claimed: the head is about to confirm them.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

import numpy as np

from ledger.judge.confirmation import confirmers, desks_on
from ledger.judge.criteria_facts import CriteriaFacts, facts_of
from ledger.judge.curriculum import mandatory_of
from ledger.judge.kinds.training import completed
from ledger.judge.kinds.training_words import recommended
from ledger.judge.organisation import Section, organisation_of
from ledger.judge.population import main_sections
from ledger.judge.review.next_step import held_next, short_day, support, wants
from ledger.judge.steps import standings
from ledger.layout import ledger
from ledger.layout.frames import Tables, records
from ledger.layout.section_now import PersonNow, SectionNow
from ledger.model.calendar import fiscal_year_of, wareki
from ledger.model.policy import Policy
from ledger.model.terms import SectionLevel, Source
from ledger.model.verdicts import Lens, Standing


def rosters_of(tables: Tables) -> frozenset[tuple[str, int]]:
    """Return of which trainings and fiscal years there is a roster: `(training_code, year)`."""
    data = tables["attendances"]
    rows = data[data["source"] == Source.ROSTER.value].dropna(subset=["completed_on"])
    return frozenset(
        (str(code), fiscal_year_of(day.date()))
        for code, day in zip(rows["training_code"], rows["completed_on"], strict=True)
    )


class SectionsNow:
    """The people and sections of a day, looked up once for all confirmers."""

    def __init__(self, policy: Policy, tables: Tables, as_of: dt.date) -> None:
        """Look up who is where, and who heads what; nothing is judged yet.

        Args:
            policy: The policy.
            tables: The ledger's tables.
            as_of: The day judged.
        """
        self._policy = policy
        self._tables = tables
        self._as_of = as_of
        self._organisation = organisation_of(tables)
        self._desks = desks_on(tables, as_of)
        self._homes = main_sections(tables, as_of)
        self._confirmers = confirmers(policy, tables, as_of)
        staff = tables["staff"].dropna(subset=["staff_no", "staff_name"])
        self._names = dict(zip(staff["staff_no"], staff["staff_name"], strict=True))
        self._called = Counter(self._names.values())
        self._missing_of: dict[str, Mapping[str, tuple[str, ...]]] = {}

    def standings_of(self, staff_no: str) -> Mapping[tuple[str, str], Standing]:
        """Return where a person stands by the facts as claimed, by persona and tool."""
        return self._standings.get(staff_no, {})

    def next_steps(self, staff_no: str) -> Iterator[str]:
        """Yield of each persona where a person stands, and what to recommend next."""
        rows = self._persona_rows(staff_no)
        for (persona, _), standing in rows:
            named = f"{self._policy.personas[persona].persona_name} " if len(rows) > 1 else ""
            yield f"{named}Step{standing.step}　次の一歩: {self._help(staff_no, standing, 1)}"

    def post_of(self, confirmer: str) -> str:
        """Return as what somebody confirms: `資産税課長`, `財政課長 代理`; "" if by appointment."""
        for code, desk in self._desks.items():
            section = self._organisation.sections.get(code)
            if section is None or confirmer not in desk.confirming[:1]:
                continue
            deputy = "" if confirmer in desk.heads else " 代理"
            return f"{section.name}長{deputy}"
        return ""

    def sections(self, confirmer: str) -> tuple[SectionNow, ...]:
        """Return the sections that somebody heads on the day, in the order of 所属."""
        return tuple(
            self._section(section, confirmer)
            for section in self._organisation.sections.values()
            if (desk := self._desks.get(section.code)) and confirmer in desk.confirming[:1]
        )

    def _section(self, section: Section, confirmer: str) -> SectionNow:
        members = self._members(section, confirmer)
        return SectionNow(
            name=section.name,
            size=len(members),
            spread=tuple(self._spread(members)),
            lacking=tuple(self._lacking(members)),
            people=tuple(map(self._person, members)),
            consultations=tuple(self._open_consultations(section)),
            judged=wareki(self._as_of),
        )

    def _members(self, section: Section, confirmer: str) -> list[str]:
        """Return who works in a section, those below it included and its head apart.

        Of a 部 only those whom the head confirms: each 課 in it has a head of its own.
        """
        found = []
        for staff_no in self._facts.people.tolist():
            path = self._organisation.path(self._homes.get(staff_no))
            own = self._confirmers.get(staff_no) == confirmer
            near = own or section.level != SectionLevel.DEPARTMENT
            if near and staff_no != confirmer and section.code in {one.code for one in path}:
                found.append(staff_no)
        return found

    def _person(self, staff_no: str) -> PersonNow:
        rows = self._persona_rows(staff_no)
        several = len(rows) > 1

        def named(persona: str) -> str:
            return f"{self._policy.personas[persona].persona_name}: " if several else ""

        return PersonNow(
            staff_name=self._named(staff_no),
            steps="\n".join(f"{named(code)}Step{one.step}" for (code, _), one in rows),
            next_step="\n".join(
                f"{named(code)}{wants(self._policy, one)}" for (code, _), one in rows
            ),
            help="\n".join(dict.fromkeys(self._help(staff_no, one) for _, one in rows)),
        )

    def _help(self, staff_no: str, standing: Standing, most: int = 2) -> str:
        """Return what a head can do: a 必須 training that is missing comes before the next Step."""
        codes = self._missing(standing.persona_code).get(staff_no, ())
        first = [recommended(self._policy, (code,), self._as_of) for code in codes]
        then = support(self._policy, standing, self._as_of)
        told = [f"必須: {one}" for one in first] + [one for one in then if one not in first]
        return "、".join(told[:most])

    def _missing(self, persona: str) -> Mapping[str, tuple[str, ...]]:
        """Return the 必須 trainings of a persona that its holders lack, unless they claim them."""
        if persona not in self._missing_of:
            held = self._facts.holding(persona)
            found: dict[str, tuple[str, ...]] = {}
            for code in mandatory_of(self._policy, persona):
                lacks = held & (completed(self._facts, code, Lens.PENDING).now == 0)
                for person in self._facts.people[np.flatnonzero(lacks)]:
                    found[person] = (*found.get(person, ()), code)
            self._missing_of[persona] = found
        return self._missing_of[persona]

    def _named(self, staff_no: str) -> str:
        """Return 氏名, with the number where somebody else is called the same."""
        name = self._names.get(staff_no)
        if name is None:
            return staff_no
        return f"{name}({staff_no})" if self._called[name] > 1 else name

    def _spread(self, members: Sequence[str]) -> Iterator[str]:
        """Yield of each persona how many people are on which Step."""
        for persona in self._policy.active_personas:
            code = persona.persona_code
            held = [self._standings.get(one, {}).get((code, "")) for one in members]
            steps = Counter(one.step for one in held if one is not None)
            if steps:
                said = " ・ ".join(f"Step{step} {count}名" for step, count in sorted(steps.items()))
                yield f"{persona.persona_name}　{said}"

    def _lacking(self, members: Sequence[str]) -> Iterator[str]:
        """Yield each 必須 training that people lack: who, and when it is held next."""
        lacking: dict[str, list[str]] = {}
        for persona in self._policy.active_personas:
            missing = self._missing(persona.persona_code)
            for staff_no in members:
                for code in missing.get(staff_no, ()):
                    own = lacking.setdefault(code, [])
                    own += [] if staff_no in own else [staff_no]
        for code, people in lacking.items():
            names = "、".join(map(self._named, people))
            held = held_next(self._policy, code, self._as_of)
            yield f"{self._policy.training_name(code)}　{len(people)}名({names})　{held}"

    def _open_consultations(self, section: Section) -> Iterator[str]:
        for row in records(ledger.BY_KEY["consultations"], self._tables["consultations"]):
            path = self._organisation.path(str(row["section_code"]))
            if row["closed_on"] is None and section.code in {one.code for one in path}:
                day = row["received_on"]
                when = short_day(day, self._as_of.year) if isinstance(day, dt.date) else ""
                yield f"{when} {row['category'] or '(分類なし)'}".strip()

    def _persona_rows(self, staff_no: str) -> list[tuple[tuple[str, str], Standing]]:
        return [one for one in self.standings_of(staff_no).items() if not one[0][1]]

    @cached_property
    def _facts(self) -> CriteriaFacts:
        return facts_of(self._policy, self._tables, self._as_of)

    @cached_property
    def _standings(self) -> Mapping[str, Mapping[tuple[str, str], Standing]]:
        found: dict[str, dict[tuple[str, str], Standing]] = {}
        for one in standings(self._policy, self._tables, self._as_of, Lens.CLAIMED):
            found.setdefault(one.staff_no, {})[one.persona_code, one.tool_code or ""] = one
        return found
