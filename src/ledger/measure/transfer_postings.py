"""Who would be where: 所属履歴 and 所属長 as they would stand once the 内示 is carried out.

The old 主務 ends on the day before the 発令日, the new one begins on it. 兼務 stay, but for one in
the section that becomes the 主務. Who is 長 or 代理 of a section leaves that office by moving out
of it (neither into it nor below it), unless a 兼務 there stays; 人事指定 hangs on no section and
stays. Who comes after is not guessed: it stands in 所属長 or it is vacant.
"""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

import pandas as pd

from ledger.judge.organisation import Organisation, organisation_of
from ledger.layout.columns import NewRow
from ledger.layout.frames import Tables, frame, records, replaced
from ledger.layout.people_tables import HEADS, POSTINGS
from ledger.measure.transfer_rows import TransferMove
from ledger.model.terms import HeadKind, PostingKind

_DAY = dt.timedelta(days=1)


class SectionMove(NamedTuple):
    """Somebody who came to another 課 (or, outside of every 課, another section).

    Attributes:
        staff_no: Who.
        before: The 課 of the 主務 before.
        after: The 課 of the 主務 from then on.
        on: The first day there.
    """

    staff_no: str
    before: str
    after: str
    on: dt.date


def as_tried(tables: Tables, moves: Sequence[TransferMove], on: dt.date) -> Tables:
    """Return the tables as they would stand on a day; nothing is written.

    Args:
        tables: The ledger's tables.
        moves: The 内示.
        on: The day; moves after it are left out.
    """
    due = {move.staff_no: move for move in moves if move.on <= on}
    if not due:
        return tables
    organisation = organisation_of(tables)
    postings = frame(POSTINGS, list(_posted(tables["postings"], due, organisation)))
    heads = frame(HEADS, list(_headed(tables["heads"], postings, due, organisation)))
    return replaced(tables, {"postings": postings, "heads": heads})


def _posted(
    data: pd.DataFrame, due: Mapping[str, TransferMove], organisation: Organisation
) -> Iterator[NewRow]:
    later: dict[str, dt.date] = {}
    for row in records(POSTINGS, data):
        move = due.get(str(row["staff_no"]))
        started = row["started_on"]
        if move is None or not isinstance(started, dt.date):
            yield row
        elif row["kind"] == PostingKind.MAIN.value and started > move.on:
            later[move.staff_no] = min(later.get(move.staff_no, started), started)
            yield row
        elif row["kind"] == PostingKind.MAIN.value or _there(row, move, organisation):
            if started < move.on:
                yield _until(row, move.on - _DAY)
        else:
            yield row
    for move in due.values():
        next_on = later.get(move.staff_no)
        yield {
            "staff_no": move.staff_no,
            "section_code": move.to_section,
            "kind": PostingKind.MAIN.value,
            "started_on": move.on,
            "ended_on": None if next_on is None else next_on - _DAY,
        }


def _there(row: NewRow, move: TransferMove, organisation: Organisation) -> bool:
    section = organisation.final(str(row["section_code"]))
    return section is not None and section.code == move.to_section


def _until(row: NewRow, last: dt.date) -> NewRow:
    ended = row["ended_on"]
    return row if isinstance(ended, dt.date) and ended <= last else {**row, "ended_on": last}


def _headed(
    data: pd.DataFrame,
    postings: pd.DataFrame,
    due: Mapping[str, TransferMove],
    organisation: Organisation,
) -> Iterator[NewRow]:
    beside = _beside(postings, due, organisation)
    for row in records(HEADS, data):
        move, started = due.get(str(row["staff_no"])), row["started_on"]
        code = organisation.final(str(row["section_code"]))
        stays = (
            move is None
            or code is None
            or row["kind"] == HeadKind.APPOINTED_BY_HR.value
            or not isinstance(started, dt.date)
            or started >= move.on
            or code in organisation.path(move.to_section)
            or (move.staff_no, code.code) in beside
        )
        yield row if stays or move is None else _until(row, move.on - _DAY)


def _beside(
    postings: pd.DataFrame, due: Mapping[str, TransferMove], organisation: Organisation
) -> frozenset[tuple[str, str]]:
    """Return who has a 兼務 where on the 発令日."""
    found = set()
    for row in records(POSTINGS, postings[postings["kind"] == PostingKind.CONCURRENT.value]):
        move = due.get(str(row["staff_no"]))
        if move is not None and _covers(row, move.on):
            section = organisation.final(str(row["section_code"]))
            if section is not None:
                found.add((move.staff_no, section.code))
    return frozenset(found)


def _covers(row: NewRow, on: dt.date) -> bool:
    started, ended = row["started_on"], row["ended_on"]
    begun = isinstance(started, dt.date) and started <= on
    return begun and (not isinstance(ended, dt.date) or on <= ended)


def changes_between(tables: Tables, first: dt.date, last: dt.date) -> tuple[SectionMove, ...]:
    """Return who came to another 課 from one day on to another, both included.

    A move between 係 of one 課 is none, and neither is a first 主務.

    Args:
        tables: The tables, as they stand or as they would.
        first: The first day looked at.
        last: The last.
    """
    organisation = organisation_of(tables)
    mains = tables["postings"]
    mains = mains[mains["kind"] == PostingKind.MAIN.value]
    mains = mains.dropna(subset=["staff_no", "section_code", "started_on"])
    by_person: dict[str, list[tuple[dt.date, str]]] = {}
    for row in records(POSTINGS, mains.sort_values("started_on", kind="stable")):
        started = row["started_on"]
        if isinstance(started, dt.date):
            home = _home(organisation, str(row["section_code"]))
            by_person.setdefault(str(row["staff_no"]), []).append((started, home))
    return tuple(
        SectionMove(number, before, after, on)
        for number, own in by_person.items()
        for (_, before), (on, after) in pairwise(own)
        if first <= on <= last and before != after
    )


def _home(organisation: Organisation, code: str) -> str:
    section = organisation.final(code)
    return organisation.division_of(code) or (section.code if section else code)
