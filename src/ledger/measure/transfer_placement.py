"""空白: 課 that lose their only DX推進員, or have fewer makers of a tool than a target asks for.

Looked at on two days, before and after: who is in post that day, 集計対象 and not away, by the 課
of the 主務 (W31). Steps and levels are those of the day judged: a move changes nobody's ability.
Told is a 課 that has fewer than before and fewer than are wanted; who is replaced the same day is
not missed.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import NamedTuple

import numpy as np
import pandas as pd

from ledger.judge.coded_tables import CodedColumns
from ledger.judge.criteria_facts import CriteriaFacts
from ledger.judge.holders import holders, in_post
from ledger.judge.kinds.grade import latest
from ledger.judge.organisation import Organisation, organisation_of
from ledger.judge.population import absent, main_sections
from ledger.layout.frames import Tables, with_defaults
from ledger.layout.people_tables import STAFF
from ledger.measure.official_steps import steps_on_row
from ledger.model.policy import Policy, Target
from ledger.model.terms import Flag, Indicator, LeaveKind, PersonaCategory, SectionLevel
from ledger.model.verdicts import Lens

ONE = 1


class SectionNeed(NamedTuple):
    """Of whom a 課 is to have some.

    Attributes:
        said: Who they are, in words: a persona, or makers of a tool.
        persona_code: The persona that they hold; None asks for none.
        able: Who is able, by 職員番号; None asks for no ability.
        needed: How many each 課 is to have.
    """

    said: str
    persona_code: str | None
    able: frozenset[str] | None
    needed: int


class Gap(NamedTuple):
    """A 課 that will be short.

    Attributes:
        section_code: The 課.
        wanted: Of whom.
        before: Who was there.
        after: Who will be.
    """

    section_code: str
    wanted: SectionNeed
    before: frozenset[str]
    after: frozenset[str]

    @property
    def leaving(self) -> tuple[str, ...]:
        """Who goes, by 職員番号."""
        return tuple(sorted(self.before - self.after))

    @property
    def coming(self) -> tuple[str, ...]:
        """Who comes, by 職員番号."""
        return tuple(sorted(self.after - self.before))


class TrialDays(NamedTuple):
    """The two days that are held against each other, and the tables as they stand on each."""

    before: dt.date
    before_tables: Tables
    after: dt.date
    after_tables: Tables


def wanted_of(
    policy: Policy, tables: Tables, verdicts: pd.DataFrame, as_of: dt.date
) -> tuple[SectionNeed, ...]:
    """Return of whom each 課 is to have how many.

    One holder of every 推進 persona in use, and of those that a target of 配置課割合 names as many
    as it says; makers as every target of ツール配置課割合 says. Only targets with 有効 ○.

    Args:
        policy: The policy.
        tables: The ledger's tables.
        verdicts: Step判定 of the day judged.
        as_of: The day judged.
    """
    targets = [one for one in policy.targets.values() if one.active]
    placed = [one for one in targets if one.indicator is Indicator.PERSONA_COVERAGE]
    made = [one for one in targets if one.indicator is Indicator.TOOL_COVERAGE]
    promoters = [
        SectionNeed(one.persona_name, one.persona_code, None, ONE)
        for one in policy.active_personas
        if one.category is PersonaCategory.PROMOTER
    ]
    named = (*_personas(policy, placed, verdicts), *_makers(policy, tables, made, verdicts, as_of))
    return tuple(_merged([*promoters, *named]))


def _merged(found: list[SectionNeed]) -> Iterator[SectionNeed]:
    """Yield each of what is the same once, with the larger number."""
    most: dict[object, SectionNeed] = {}
    for one in found:
        known = most.get(one[:3])
        if known is None or known.needed < one.needed:
            most[one[:3]] = one
    yield from most.values()


def _personas(
    policy: Policy, targets: list[Target], verdicts: pd.DataFrame
) -> Iterator[SectionNeed]:
    for target in targets:
        persona = policy.personas.get(target.persona_code or "")
        if persona is None:
            continue
        able = _stepped(verdicts, persona.persona_code, None, target.step)
        step = "" if target.step is None else f"(Step{target.step}以上)"
        needed = target.per_section or ONE
        yield SectionNeed(f"{persona.persona_name}{step}", persona.persona_code, able, needed)


def _makers(
    policy: Policy, tables: Tables, targets: list[Target], verdicts: pd.DataFrame, as_of: dt.date
) -> Iterator[SectionNeed]:
    for target in targets:
        tool = policy.tools.get(target.object_code or "")
        persona = policy.personas.get(target.persona_code or "")
        if tool is None or (target.persona_code and persona is None):
            continue
        wanted = 1 if target.step is None else target.step
        code = None if persona is None else persona.persona_code
        if code is not None and tool.tool_code in policy.tools_of(code):
            able = _stepped(verdicts, code, tool.tool_code, wanted)
            said = f"「{tool.tool_name}」でStep{wanted}以上の人"
        else:
            able = _levelled(policy, tables, as_of, tool.tool_code, wanted)
            said = f"「{tool.tool_name}」がレベル{wanted}以上の人"
        yield SectionNeed(said, code, able, target.per_section or ONE)


def _stepped(
    verdicts: pd.DataFrame, persona: str, tool: str | None, step: int | None
) -> frozenset[str] | None:
    if step is None:
        return None
    people = pd.Index(verdicts["staff_no"].dropna().unique(), dtype="str")
    rows, places = CodedColumns(verdicts, people.astype(object)), np.arange(len(people) + 1)
    places[-1] = -1
    row = steps_on_row(rows, places, len(people), (persona, tool))
    return frozenset(people[row.step >= step])


def _levelled(
    policy: Policy, tables: Tables, as_of: dt.date, tool: str, level: int
) -> frozenset[str]:
    people = pd.Index(tables["staff"]["staff_no"].dropna().unique(), dtype="str")
    levels = CriteriaFacts(policy, tables, as_of, people).tool_levels
    own = (levels.code == tool) & (levels.rank <= Lens.OFFICIAL.reach)
    return frozenset(people[latest(levels, own, len(people)) >= level])


def gaps(policy: Policy, wanted: tuple[SectionNeed, ...], days: TrialDays) -> tuple[Gap, ...]:
    """Return the 課 that have fewer than before and fewer than are wanted.

    Args:
        policy: The policy.
        wanted: Of whom each 課 is to have how many.
        days: The two days.
    """
    organisation = organisation_of(days.after_tables)
    divisions = [one.code for one in organisation.counted(SectionLevel.DIVISION)]
    found = []
    for one in wanted:
        before = _by_division(policy, days.before_tables, days.before, one, organisation)
        after = _by_division(policy, days.after_tables, days.after, one, organisation)
        for code in divisions:
            was, will = before.get(code, frozenset()), after.get(code, frozenset())
            if len(will) < min(one.needed, len(was)):
                found.append(Gap(code, one, was, will))
    return tuple(found)


def _by_division(
    policy: Policy, tables: Tables, on: dt.date, wanted: SectionNeed, organisation: Organisation
) -> Mapping[str, frozenset[str]]:
    """Return who of those wanted is there on a day, by 課."""
    there = _present(policy, tables, on)
    if wanted.persona_code is not None:
        there &= holders(policy, tables, wanted.persona_code, on)
    if wanted.able is not None:
        there &= wanted.able
    sections = main_sections(tables, on)
    found: dict[str, set[str]] = {}
    for number in there:
        code = organisation.division_of(sections.get(number))
        if code is not None:
            found.setdefault(code, set()).add(number)
    return {code: frozenset(own) for code, own in found.items()}


def _present(policy: Policy, tables: Tables, on: dt.date) -> frozenset[str]:
    """Return who is in post on a day, 集計対象 and not away."""
    staff = with_defaults(STAFF, tables["staff"])
    counted = frozenset(staff.loc[staff["counted"] == Flag.YES.value, "staff_no"].dropna())
    seconded = policy.settings.count_seconded
    kinds = [kind for kind in LeaveKind if not (seconded and kind is LeaveKind.SECONDED)]
    return (in_post(tables, on) & counted) - absent(tables, on, kinds)
