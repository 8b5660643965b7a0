"""The people of a drawn city: sections, staff, postings, leaves, personas."""

import datetime as dt
from itertools import pairwise

from oracle.draft import DAY, Draft

LEAVES = ("休職", "育休", "派遣・出向", "その他")
ROLES = ("CIO補佐官", "統括責任者")


def draft_people(draft: Draft, people: int | None = None) -> None:
    """Draw sections and so many people, about 215 if it is not said how many."""
    _sections(draft)
    for number in range(people or draft.rng.randint(205, 225)):
        _person(draft, f"{number * 7 + 13:05}")
    _posts(draft)
    _heads(draft)


def _sections(draft: Draft) -> None:
    for department in range(1, draft.rng.randint(2, 3) + 1):
        top = f"{department}0000"
        _section(draft, top, None, "部", counted=draft.flag(0.1))
        for division in range(1, draft.rng.randint(2, 4) + 1):
            code = f"{department}{division:02}00"
            _section(draft, code, top, "課", counted=draft.flag(0.15))
            for unit in range(1, draft.one((0, 0, 1, 2)) + 1):
                _section(draft, f"{department}{division:02}{unit:02}", code, "係")
        if draft.chance(0.3):
            _section(draft, f"{department}9900", top, "係")
    _section(draft, "90100", None, "課")
    _merge(draft)


def _section(
    draft: Draft, code: str, parent: str | None, level: str, counted: str | None = None
) -> None:
    draft.add(
        "sections",
        section_code=code,
        section_name=f"所属{code}",
        parent_code=parent,
        level=level,
        counted=counted,
    )


def _merge(draft: Draft) -> None:
    """Merge a 課 (and sometimes the 課 that took one in, or a 係) into another."""
    divisions = [row for row in draft.listed("sections") if row["level"] == "課"]
    units = [row for row in draft.listed("sections") if row["level"] == "係"]
    chain = draft.some(divisions, 2, 3)
    for gone, stays in pairwise(chain):
        gone["merged_into"] = stays["section_code"]
    if units and draft.chance(0.5):
        draft.one(units)["merged_into"] = chain[-1]["section_code"]


def _person(draft: Draft, staff_no: str) -> None:
    hired_on = draft.edge() if draft.chance(0.08) else draft.back(30, 9000)
    retired_on = None
    if draft.chance(0.12):
        latest = max(hired_on, draft.edge() if draft.chance(0.5) else draft.back(-200, 500))
        retired_on = latest
    draft.add(
        "staff",
        staff_no=staff_no,
        staff_name=f"職員{staff_no}",
        hired_on=hired_on,
        retired_on=retired_on,
        counted=draft.flag(0.07),
    )
    _postings(draft, staff_no, hired_on, retired_on)
    _leaves(draft, staff_no, hired_on)
    _assignments(draft, staff_no, hired_on)


def _postings(draft: Draft, no: str, hired_on: dt.date, retired_on: dt.date | None) -> None:
    codes = draft.codes("sections", "section_code")
    if draft.chance(0.02):
        return
    starts = [hired_on]
    if draft.chance(0.3):
        starts.append(draft.edge() if draft.chance(0.6) else draft.back(0, 900))
    starts = [start for start in sorted(set(starts)) if start >= hired_on]
    ends = [start - DAY for start in starts[1:]] + [draft.one((None, retired_on))]
    for start, end in zip(starts, ends, strict=True):
        where = draft.one(codes)
        if end is None or end >= start:
            _posting(draft, no, where, "主務", (start, end))
    if draft.chance(0.1):
        _posting(draft, no, draft.one(codes), "兼務", (draft.back(0, 300), draft.one((None,))))


def _posting(
    draft: Draft, no: str, section: str, kind: str, when: tuple[dt.date, dt.date | None]
) -> None:
    draft.add(
        "postings",
        staff_no=no,
        section_code=section,
        kind=kind,
        started_on=when[0],
        ended_on=when[1],
    )


def _leaves(draft: Draft, staff_no: str, hired_on: dt.date) -> None:
    if not draft.chance(0.22):
        return
    for _ in range(draft.one((1, 1, 1, 2))):
        kind = draft.one(LEAVES)
        start = max(hired_on, _leave_start(draft))
        end = _leave_end(draft, start)
        if draft.fresh("leaves", staff_no, kind, start):
            draft.add("leaves", staff_no=staff_no, kind=kind, started_on=start, ended_on=end)


def _leave_start(draft: Draft) -> dt.date:
    drawn = draft.rng.random()
    if drawn < 0.3:
        return draft.edge()
    if drawn < 0.5:
        return draft.year_start - draft.rng.randint(0, 200) * DAY
    return draft.back(-60, 700)


def _leave_end(draft: Draft, start: dt.date) -> dt.date | None:
    drawn = draft.rng.random()
    if drawn < 0.2:
        return None
    if drawn < 0.5:
        return max(start, draft.edge())
    return start + draft.one((0, 0, 5, 30, 91, 182, 364)) * DAY


def _assignments(draft: Draft, staff_no: str, hired_on: dt.date) -> None:
    for persona in draft.listed("personas"):
        if persona["scope"] != "指名" or not draft.chance(0.3):
            continue
        start = draft.edge() if draft.chance(0.25) else draft.back(0, 1500)
        end = draft.one((None, None, None, max(start, draft.edge())))
        draft.add(
            "assignments",
            staff_no=staff_no,
            persona_code=persona["persona_code"],
            started_on=max(start, hired_on),
            ended_on=None if end is None else max(end, start, hired_on),
        )
        if end is not None and draft.chance(0.3):
            draft.add(
                "assignments",
                staff_no=staff_no,
                persona_code=persona["persona_code"],
                started_on=max(end, start, hired_on) + draft.one((1, 2, 20)) * DAY,
            )


def _heads(draft: Draft) -> None:
    """Draw a head of each section; nobody's Step or rate depends on them."""
    staff = draft.codes("staff", "staff_no")
    for section in draft.codes("sections", "section_code"):
        draft.add(
            "heads",
            section_code=section,
            staff_no=draft.one(staff),
            kind=draft.one(("長", "長", "代理", "人事指定")),
            started_on=draft.back(0, 900),
        )


def _posts(draft: Draft) -> None:
    staff = draft.codes("staff", "staff_no")
    for role in ROLES:
        for _ in range(draft.rng.randint(0, 3)):
            insider = draft.one(staff) if draft.chance(0.5) else None
            known = None if insider is None else f"職員{insider}"
            name = draft.one(("外部 太郎", "外部 花子")) if insider is None else known
            _post(draft, role, insider, name if insider is None or draft.chance(0.5) else None)
            if known is not None and draft.chance(0.3):
                _post(draft, role, None, known)


def _post(draft: Draft, role: str, staff_no: str | None, person_name: str | None) -> None:
    draft.add(
        "posts",
        role=role,
        staff_no=staff_no,
        person_name=person_name,
        started_on=draft.edge() if draft.chance(0.5) else draft.back(0, 400),
        ended_on=draft.one((None, draft.as_of, draft.as_of + 90 * DAY)),
    )
