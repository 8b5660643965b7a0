"""What is wrong with postings, heads and the tree of sections."""

import datetime as dt
from collections.abc import Iterator
from typing import NamedTuple

import pandas as pd

from ledger.judge.consistency_places import place
from ledger.judge.holders import in_post
from ledger.judge.organisation import Organisation, Section, organisation_of
from ledger.judge.population import main_sections
from ledger.layout import ledger
from ledger.layout.frames import Tables, day
from ledger.model.policy import Policy
from ledger.model.problems import Problem
from ledger.model.terms import HeadKind, PostingKind, SectionLevel


def overlapping_postings(_policy: Policy, tables: Tables) -> Iterator[Problem]:
    """Two 主務 of one person on the same day, however many lie between their beginnings.

    Each is held against the one before it that lasts longest, so that every row that overlaps an
    earlier one is told once.
    """
    table, data = ledger.BY_KEY["postings"], tables["postings"]
    main = data[(data["kind"] == PostingKind.MAIN) & ~(data["ended_on"] < data["started_on"])]
    main = main.dropna(subset=["staff_no", "started_on"]).sort_values(["staff_no", "started_on"])
    ends = main["ended_on"].fillna(pd.Timestamp.max.as_unit("s"))
    columns = (main[key].tolist() for key in ("staff_no", "section_code", "started_on"))
    longest: dict[str, tuple[pd.Timestamp, str]] = {}
    for row, staff_no, code, start, end in zip(main.index, *columns, ends, strict=True):
        last, earlier = longest.get(staff_no, (None, ""))
        if last is not None and last >= start:
            yield Problem.of(
                "posting-overlap",
                place(table, data, "started_on", row),
                staff_no=staff_no,
                one=earlier,
                two=code,
            )
        if last is None or end > last:
            longest[staff_no] = (end, f"{code}({row}行)")


def missing_postings(policy: Policy, tables: Tables) -> Iterator[Problem]:
    """People in post on the 基準日 without a 主務 that day."""
    table, data = ledger.BY_KEY["staff"], tables["staff"]
    on = day(policy.settings.as_of)
    posted = _on_day(tables["postings"], on)
    posted = posted[posted["kind"] == PostingKind.MAIN]
    there = (data["hired_on"] <= on) & (data["retired_on"].isna() | (data["retired_on"] >= on))
    for row in data.index[there & ~data["staff_no"].isin(posted["staff_no"])]:
        yield Problem.of(
            "posting-missing",
            place(table, data, "staff_no", row),
            staff_no=data.loc[row, "staff_no"],
            day=policy.settings.as_of.isoformat(),
        )


class _Heads(NamedTuple):
    """Who is entered in 所属長 for the sections of the 基準日.

    Attributes:
        led: Sections with a 長 in post.
        deputised: Sections with a 代理 in post.
        appointed: Sections with a 人事指定 in post.
        gone: Entries of people who are not in post, by section.
    """

    led: frozenset[str]
    deputised: frozenset[str]
    appointed: frozenset[str]
    gone: dict[str, tuple[str, ...]]


def headless_sections(policy: Policy, tables: Tables) -> Iterator[Problem]:
    """Sections whose people need a 長 on the 基準日 and have none in post.

    A 課 always, a 部 where somebody's report goes up through it; a 係 follows its 課, unless
    there is nothing above it. Vacant is a section with nobody in `heads`, or with somebody who is
    not in post. At the top there is no section above whose 長 could confirm instead.
    """
    as_of = policy.settings.as_of
    table, data = ledger.BY_KEY["sections"], tables["sections"]
    organisation, heads = organisation_of(tables), _heads(tables, as_of)
    used = _used(tables, organisation, as_of)
    for row, code in data["section_code"].items():
        section = organisation.sections.get(str(code))
        if section is None or not _needs_head(section, organisation, used):
            continue
        if code in heads.led:
            continue
        yield Problem.of(
            _vacancy(section, organisation, heads),
            place(table, data, "section_code", row),
            section=f"{code} {section.name}",
            day=as_of.isoformat(),
            gone=_gone(heads.gone.get(section.code, ())),
        )


def _needs_head(section: Section, organisation: Organisation, used: frozenset[str]) -> bool:
    if section.merged_into in organisation.sections:
        return False
    if section.level == SectionLevel.UNIT:
        return section.code in used and len(organisation.path(section.code)) == 1
    return section.code in used or section.level == SectionLevel.DIVISION


def _vacancy(section: Section, organisation: Organisation, heads: _Heads) -> str:
    if section.code in heads.deputised | heads.appointed:
        return "section-deputy-only"
    above = organisation.path(section.code)[1:]
    return "section-headless" if above else "section-headless-top"


def _gone(numbers: tuple[str, ...]) -> str:
    return (
        f"(シート「所属長」の{'・'.join(numbers)}は、その日に在籍していません)" if numbers else ""
    )


def _used(tables: Tables, organisation: Organisation, as_of: dt.date) -> frozenset[str]:
    """Return the sections that somebody's report may go through: one's own, and all above it."""
    people, homes = in_post(tables, as_of), main_sections(tables, as_of)
    own = {homes[number] for number in people if number in homes}
    return frozenset(section.code for code in own for section in organisation.path(code))


def _heads(tables: Tables, as_of: dt.date) -> _Heads:
    people = in_post(tables, as_of)
    data = _on_day(tables["heads"], day(as_of)).dropna(subset=["section_code", "staff_no"])
    there = data["staff_no"].isin(people)

    def of(kind: HeadKind) -> frozenset[str]:
        return frozenset(data.loc[there & (data["kind"] == kind), "section_code"])

    gone: dict[str, tuple[str, ...]] = {}
    absent = data[~there]
    for code, number in zip(absent["section_code"], absent["staff_no"], strict=True):
        gone[code] = (*gone.get(code, ()), number)
    return _Heads(of(HeadKind.HEAD), of(HeadKind.DEPUTY), of(HeadKind.APPOINTED_BY_HR), gone)


def _on_day(data: pd.DataFrame, on: pd.Timestamp) -> pd.DataFrame:
    open_ended = data["ended_on"].isna() | (data["ended_on"] >= on)
    return data[(data["started_on"] <= on) & open_ended]


def section_loops(_policy: Policy, tables: Tables) -> Iterator[Problem]:
    """Sections that are their own superior, directly or around a corner."""
    table, data = ledger.BY_KEY["sections"], tables["sections"]
    for key in ("parent_code", "merged_into"):
        above = dict(zip(data["section_code"], data[key], strict=True))
        for row, code in data["section_code"].items():
            seen, at = {code}, above.get(code)
            while isinstance(at, str) and at not in seen:
                seen.add(at)
                at = above.get(at)
            if at == code:
                yield Problem.of("section-loop", place(table, data, key, row), section=code)
