"""台帳点検: what is wrong in policy and people, each finding with its sheet and cell.

A check is a function `(policy, tables) -> problems`; `check` runs the ordered list. These are no
checks of the program: they are constraints on what HR and DX wrote, told back to them.
"""

from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise

import pandas as pd

from ledger.judge.consistency_criteria import criteria_problems
from ledger.layout import ledger
from ledger.layout.columns import Group, Table
from ledger.layout.frames import Tables, address, day
from ledger.model.policy import Policy
from ledger.model.problems import Place, Problem
from ledger.model.terms import HeadKind, PostingKind, SectionLevel

CHECKED = ledger.of_group(Group.SETTINGS, Group.POLICY, Group.PEOPLE, Group.FACTS)
_OPTIONAL_PARENT = frozenset({"sections"})
_RANGES = (("started_on", "ended_on"), ("held_on", "ended_on"), ("hired_on", "retired_on"))


def check(policy: Policy, tables: Tables) -> tuple[Problem, ...]:
    """Check the whole ledger.

    Args:
        policy: The policy as records.
        tables: The ledger's tables, as read (the index is the sheet row).

    Returns:
        Every finding, in the order of the checks and of the rows.
    """
    return tuple(problem for one in CHECKS for problem in one(policy, tables))


def place(table: Table, data: pd.DataFrame, key: str, row: int) -> Place:
    """Return where a value stands."""
    return Place(sheet=table.title, cell=address(table, data, key, row))


def duplicate_keys(_policy: Policy, tables: Tables) -> Iterator[Problem]:
    """Rows that carry the same key (duplicate numbers)."""
    for table in CHECKED:
        data = tables[table.key]
        if not table.row_key or data.empty:
            continue
        keys = data[list(table.row_key)]
        doubled = keys.duplicated(keep="first") & keys.notna().all(axis=1)
        for row in data.index[doubled]:
            values = "・".join(_shown(value) for value in keys.loc[row])
            header = "・".join(column.header for column in table.pick(table.row_key))
            yield Problem.of(
                "duplicate-key",
                place(table, data, table.row_key[0], row),
                header=header,
                value=values,
            )


def _shown(value: object) -> str:
    return value.date().isoformat() if isinstance(value, pd.Timestamp) else str(value)


def unknown_codes(_policy: Policy, tables: Tables) -> Iterator[Problem]:
    """Codes that the table they refer to does not hold."""
    for table in CHECKED:
        data = tables[table.key]
        for column in table.columns:
            if not column.refers or data.empty:
                continue
            home, key = column.refers.split(".")
            wrong = data[column.key].notna() & ~data[column.key].isin(tables[home][key])
            if table.key == "criteria" and column.key == "tool_code":
                wrong &= data[column.key] != "*"
            for row in data.index[wrong]:
                yield Problem.of(
                    "unknown-code",
                    place(table, data, column.key, row),
                    header=column.header,
                    value=data.loc[row, column.key],
                    table=ledger.BY_KEY[home].title,
                )


def reversed_ranges(_policy: Policy, tables: Tables) -> Iterator[Problem]:
    """Ends that lie before their starts."""
    for table in CHECKED:
        data = tables[table.key]
        for start, end in _RANGES:
            if start not in data or end not in data:
                continue
            for row in data.index[data[end] < data[start]]:
                yield Problem.of(
                    "range-reversed",
                    place(table, data, end, row),
                    start=_shown(data.loc[row, start]),
                    end=_shown(data.loc[row, end]),
                )


def overlapping_postings(_policy: Policy, tables: Tables) -> Iterator[Problem]:
    """Two 主務 of one person on the same day."""
    table, data = ledger.BY_KEY["postings"], tables["postings"]
    main = data[data["kind"] == PostingKind.MAIN].sort_values(["staff_no", "started_on"])
    for (row, one), (later, two) in pairwise(main.iterrows()):
        if one["staff_no"] != two["staff_no"]:
            continue
        if pd.isna(one["ended_on"]) or one["ended_on"] >= two["started_on"]:
            yield Problem.of(
                "posting-overlap",
                place(table, data, "started_on", int(str(later))),
                staff_no=two["staff_no"],
                one=f"{one['section_code']}({row}行)",
                two=two["section_code"],
            )


def missing_postings(policy: Policy, tables: Tables) -> Iterator[Problem]:
    """People in post on the 基準日 without a 主務 that day."""
    table, data = ledger.BY_KEY["staff"], tables["staff"]
    on = day(policy.settings.as_of)
    posted = _on_day(tables["postings"], on)
    posted = posted[posted["kind"] == PostingKind.MAIN]
    in_post = (data["hired_on"] <= on) & (data["retired_on"].isna() | (data["retired_on"] >= on))
    for row in data.index[in_post & ~data["staff_no"].isin(posted["staff_no"])]:
        yield Problem.of(
            "posting-missing",
            place(table, data, "staff_no", row),
            staff_no=data.loc[row, "staff_no"],
            day=policy.settings.as_of.isoformat(),
        )


def _on_day(data: pd.DataFrame, on: pd.Timestamp) -> pd.DataFrame:
    open_ended = data["ended_on"].isna() | (data["ended_on"] >= on)
    return data[(data["started_on"] <= on) & open_ended]


def headless_sections(policy: Policy, tables: Tables) -> Iterator[Problem]:
    """Sections with people but without a 長 on the 基準日 (課 and 部; a 係 follows its 課)."""
    table, data = ledger.BY_KEY["sections"], tables["sections"]
    on = day(policy.settings.as_of)
    heads = _on_day(tables["heads"], on)
    led = set(heads.loc[heads["kind"] == HeadKind.HEAD, "section_code"])
    stood_in = set(heads["section_code"])
    staffed = set(_on_day(tables["postings"], on)["section_code"])
    for row, section in data.iterrows():
        code = section["section_code"]
        needs_one = code in staffed or section["level"] == SectionLevel.DIVISION
        if section["level"] == SectionLevel.UNIT or pd.notna(section["merged_into"]):
            continue
        if needs_one and code not in led:
            yield Problem.of(
                "section-headless" if code not in stood_in else "section-deputy-only",
                place(table, data, "section_code", int(str(row))),
                section=f"{code} {section['section_name']}",
                day=policy.settings.as_of.isoformat(),
            )


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
                yield Problem.of(
                    "section-loop", place(table, data, key, int(str(row))), section=code
                )


def uneven_groups(_policy: Policy, tables: Tables) -> Iterator[Problem]:
    """Rows of one training group that disagree on its 修了条件."""
    table, data = ledger.BY_KEY["training_groups"], tables["training_groups"]
    for code, rows in data.groupby("group_code", sort=False):
        odd = rows.index[rows["completion"] != rows["completion"].iloc[0]]
        for row in odd:
            yield Problem.of("group-uneven", place(table, data, "completion", row), group=code)


def as_of_outside(policy: Policy, _tables: Tables) -> Iterator[Problem]:
    """A 基準日 that does not lie in the ledger's fiscal year."""
    settings = policy.settings
    first, last = (settings.fiscal_year, 4, 1), (settings.fiscal_year + 1, 3, 31)
    at = (settings.as_of.year, settings.as_of.month, settings.as_of.day)
    if not first <= at <= last:
        yield Problem.of(
            "as-of-outside",
            Place(sheet=ledger.BY_KEY["settings"].title),
            day=settings.as_of.isoformat(),
            year=settings.year_label,
        )


def orphan_skills(policy: Policy, tables: Tables) -> Iterator[Problem]:
    """Skills to be learnt by training that no training is mapped to (W02: 提供なし)."""
    table, data = ledger.BY_KEY["skills"], tables["skills"]
    mapped = {entry.skill_code for entry in policy.training_map}
    for row, code in data["skill_code"].items():
        skill = policy.skills.get(str(code))
        if skill and skill.active and skill.method == "研修" and code not in mapped:
            yield Problem.of(
                "skill-untaught",
                place(table, data, "skill_code", int(str(row))),
                skill=f"{code} {skill.skill_name}",
            )


Check = Callable[[Policy, Tables], Iterable[Problem]]
CHECKS: tuple[Check, ...] = (
    as_of_outside,
    duplicate_keys,
    unknown_codes,
    reversed_ranges,
    overlapping_postings,
    missing_postings,
    headless_sections,
    section_loops,
    uneven_groups,
    criteria_problems,
    orphan_skills,
)
