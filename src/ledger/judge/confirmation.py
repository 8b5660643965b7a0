"""Who confirms whom (design §5 "Confirm", W25).

At every level upwards, from the section of the 主務: its 長, then its 代理; if there is nobody, the
nearest 人事指定 on the same way up. Whoever is not in post that day, or away, is passed over, and
nobody confirms himself. The report of a section's own 長 is none of that section's business: it
goes to the section above, not to his own 代理.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from ledger.judge.organisation import organisation_of
from ledger.judge.population import absent, in_post, main_sections
from ledger.layout.frames import Tables, day
from ledger.model.policy import Policy
from ledger.model.terms import HeadKind


class SectionHeads(NamedTuple):
    """One section's entries of 所属長 on a day, the latest begun first.

    Attributes:
        heads: Everybody entered as 長, there that day or not.
        confirming: 長, then 代理, who can confirm that day.
        appointed: 人事指定 who can confirm that day.
    """

    heads: tuple[str, ...] = ()
    confirming: tuple[str, ...] = ()
    appointed: tuple[str, ...] = ()


_NOBODY = SectionHeads()


def confirmer_of(policy: Policy, tables: Tables, staff_no: str, on: dt.date) -> str | None:
    """Return who confirms a person's report on a day, None if nobody can (`confirmer-missing`).

    Args:
        policy: The policy.
        tables: The ledger's tables.
        staff_no: Whose report.
        on: The day that decides (`authority`).
    """
    return confirmers(policy, tables, on).get(staff_no)


def confirmers(_policy: Policy, tables: Tables, on: dt.date) -> dict[str, str | None]:
    """Return who confirms whom on a day, for everybody in post.

    Args:
        tables: The ledger's tables.
        on: The day that decides (`authority`).

    Returns:
        The confirmer by staff number, None where nobody can confirm: the top head's own report
        without a 人事指定, or a person without a 主務.
    """
    people = in_post(tables, on)
    organisation, sections = organisation_of(tables), main_sections(tables, on)
    desks = desks_on(tables, on)
    ways: dict[str | None, tuple[SectionHeads, ...]] = {}
    found: dict[str, str | None] = {}
    for staff_no in people:
        section = sections.get(staff_no)
        if section not in ways:
            path = organisation.path(section)
            ways[section] = tuple(desks.get(one.code, _NOBODY) for one in path)
        found[staff_no] = _first(staff_no, ways[section])
    return found


def _first(staff_no: str, way: tuple[SectionHeads, ...]) -> str | None:
    superiors = (one for desk in way if staff_no not in desk.heads for one in desk.confirming)
    appointed = (one for desk in way for one in desk.appointed)
    return next((one for one in (*superiors, *appointed) if one != staff_no), None)


def desks_on(tables: Tables, on: dt.date) -> Mapping[str, SectionHeads]:
    """Return each section's entries of 所属長 on a day; who is not there cannot confirm.

    Args:
        tables: The ledger's tables.
        on: The day.
    """
    able = in_post(tables, on) - absent(tables, on)
    data, at = tables["heads"], day(on)
    lasts = data["ended_on"].isna() | (data["ended_on"] >= at)
    entries = data[(data["started_on"] <= at) & lasts].dropna(subset=["section_code", "staff_no"])
    entries = entries.sort_values("started_on", ascending=False, kind="stable")
    columns = (entries[key] for key in ("section_code", "kind", "staff_no"))
    by_desk: dict[str, dict[str, list[str]]] = {}
    for code, kind, number in zip(*columns, strict=True):
        by_desk.setdefault(str(code), {}).setdefault(str(kind), []).append(number)
    return {code: _desk(by_desk[code], able) for code in sorted(by_desk)}


def _desk(by_kind: Mapping[str, Sequence[str]], able: frozenset[str]) -> SectionHeads:
    def of(*kinds: HeadKind) -> list[str]:
        return [number for kind in kinds for number in by_kind.get(kind.value, ())]

    return SectionHeads(
        heads=tuple(of(HeadKind.HEAD)),
        confirming=tuple(one for one in of(HeadKind.HEAD, HeadKind.DEPUTY) if one in able),
        appointed=tuple(one for one in of(HeadKind.APPOINTED_BY_HR) if one in able),
    )
