"""任期: official appointments that end soon: of DX推進員 (人材像付与) and of posts (体制).

An appointment that goes on without a gap, by another row of the same person, does not end.
"""

import datetime as dt
from functools import cache, partial
from typing import NamedTuple

import numpy as np
import pandas as pd

from ledger.judge.coded_tables import CodedTables, coded
from ledger.judge.holders import in_post
from ledger.layout.columns import NewRow
from ledger.layout.frames import Tables, records
from ledger.layout.people_tables import ASSIGNMENTS, POSTS
from ledger.measure.training_standings import near_until
from ledger.model.folding import name_key
from ledger.model.policy import Policy
from ledger.model.terms import PersonaCategory

_DAY = dt.timedelta(days=1)


class TermEnding(NamedTuple):
    """A term of a persona.

    Attributes:
        staff_no: Whose.
        persona_code: The persona.
        ends_on: Its last day.
    """

    staff_no: str
    persona_code: str
    ends_on: dt.date


class PostEnding(NamedTuple):
    """A post of 体制.

    Attributes:
        role: The post.
        staff_no: Who holds it, None for somebody from outside.
        person_name: Their name as 体制 has it.
        employment: 任用形態 (会計年度任用職員, 業務委託 …): by what act the post is prolonged.
        ends_on: The last day.
        followed: Whether somebody else holds it from the next day on.
    """

    role: str
    staff_no: str | None
    person_name: str | None
    employment: str | None
    ends_on: dt.date
    followed: bool


def terms_ending(
    policy: Policy, tables: Tables, first: dt.date, last: dt.date
) -> tuple[TermEnding, ...]:
    """Return the terms of 推進 personas that end from one day to another, both included.

    Args:
        policy: The policy.
        tables: The ledger's tables.
        first: The first day.
        last: The last day.
    """
    promoters = (
        one.persona_code
        for one in policy.active_personas
        if one.category is PersonaCategory.PROMOTER
    )
    return appointments_ending(tables, frozenset(promoters), first, last)


def appointments_ending(
    tables: Tables, personas: frozenset[str], first: dt.date, last: dt.date
) -> tuple[TermEnding, ...]:
    """Return the 人材像付与 of some personas that end from one day to another, both included.

    Args:
        tables: The ledger's tables.
        personas: 人材像コード of the personas.
        first: The first day.
        last: The last day.
    """
    own, by_holder = coded(tables), dict[tuple[str, str], list[NewRow]]()
    for row in records(ASSIGNMENTS, _of_who_may_end(own, personas, first, last)):
        key = (str(row["staff_no"]), str(row["persona_code"]))
        by_holder.setdefault(key, []).append(row)
    there = cache(partial(in_post, own))
    found = [
        TermEnding(*holder, ends)
        for holder, own in by_holder.items()
        for ends in sorted(_ends(own, first, last))
        if holder[0] in there(ends)
    ]
    return tuple(sorted(found, key=lambda one: (one.ends_on, one.persona_code, one.staff_no)))


def _of_who_may_end(
    tables: CodedTables, personas: frozenset[str], first: dt.date, last: dt.date
) -> pd.DataFrame:
    """Return all rows of personas of those of whom one ends in some days; nobody else's matter."""
    rows = tables.of("assignments")
    persona, ends = rows.codes("persona_code"), rows.days("ended_on")
    wanted = np.isin(persona.of_rows, [persona.number(code) for code in personas])
    holder = rows.whose * (len(persona.numbers) + 1) + persona.of_rows
    ending = wanted & (first.toordinal() <= ends) & (ends <= last.toordinal())
    return rows.data[wanted & np.isin(holder, holder[ending])]


def terms_near(policy: Policy, tables: Tables, as_of: dt.date) -> tuple[TermEnding, ...]:
    """Return the terms that end on a day or within three months of it (as 期限が近い counts)."""
    return terms_ending(policy, tables, as_of, near_until(as_of))


def posts_ending(tables: Tables, first: dt.date, last: dt.date) -> tuple[PostEnding, ...]:
    """Return the posts that end from one day to another, both included."""
    by_role: dict[str, list[NewRow]] = {}
    for row in records(POSTS, tables["posts"]):
        by_role.setdefault(name_key(str(row["role"])), []).append(row)
    found = []
    for rows in by_role.values():
        by_holder: dict[str, list[NewRow]] = {}
        for row in rows:
            by_holder.setdefault(_holder(row), []).append(row)
        for holder, own in by_holder.items():
            for ends in sorted(_ends(own, first, last)):
                row = next(one for one in own if one["ended_on"] == ends)
                others = [one for one in rows if _holder(one) != holder]
                follows = any(one["started_on"] == ends + _DAY for one in others)
                number, name, employment = map(_text, _named(row))
                role = str(row["role"])
                found.append(PostEnding(role, number, name, employment, ends, follows))
    return tuple(sorted(found, key=lambda one: (one.ends_on, one.role, str(one.staff_no))))


def _ends(own: list[NewRow], first: dt.date, last: dt.date) -> set[dt.date]:
    """Return the days on which appointments of one holder end, none of theirs going on."""
    ends = {
        ended
        for row in own
        if isinstance(ended := row["ended_on"], dt.date) and first <= ended <= last
    }
    return {end for end in ends if not any(_covers(row, end + _DAY) for row in own)}


def _covers(row: NewRow, on: dt.date) -> bool:
    started, ended = row["started_on"], row["ended_on"]
    begun = isinstance(started, dt.date) and started <= on
    return begun and (not isinstance(ended, dt.date) or on <= ended)


def _holder(row: NewRow) -> str:
    return str(row["staff_no"] or f"/{name_key(str(row['person_name'] or ''))}")


def _named(row: NewRow) -> tuple[object, object, object]:
    return row["staff_no"], row["person_name"], row["employment"]


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None
