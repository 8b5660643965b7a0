"""Made-up policies and people for the proof of the panel, many of them on a boundary.

Each case is drawn from its own seed: a ledger (the facts known at issuing), what the person typed
into the form, and the day looked at. `typed` and `tables` say the same, once as cells of the form
and once as facts.
"""

import datetime as dt
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

import builders
from ledger.form.content import IssuedForm, prefill
from ledger.layout.columns import Cell
from ledger.layout.frames import Tables
from ledger.model.calendar import add_months, period_end, year_end, year_start
from ledger.model.policy import Policy
from ledger.model.terms import CriterionKind, Phase, ProjectKind, Role
from office.spellings import one_of, spelled, spelled_code, spelled_label

Row: TypeAlias = dict[str, Cell]

DAY = dt.timedelta(days=1)
KINDS = (ProjectKind.BPR.value, ProjectKind.RPA.value)
TRAINING_CODES = ("T01", "T02", "t01", "研修Ａ", "K-5", "K-6", "K-7", "99", "100")
NAMES = dict(
    zip(
        TRAINING_CODES,
        (
            *("窓口改善Ⅱの研修", "DX①基礎の研修", "㈱青葉の講座", "書庫20㎡削減の研修"),
            *("データ活用ガイド研修", "4月〜6月 ExcelVBA研修", "𠮷田式RPA*研修", "café改善?の研修"),
            "福祉がんばり研修",
        ),
        strict=True,
    )
)
"""Names are compared without regard to case, codes are not: no two names may be one."""
TOOLS = ("LoGoフォーム①", "RPAツールⅡ", "BI(ダッシュボード)")
SKILLS = ("データ 分析", "サービス・デザイン")
QUALIFICATIONS = ("ITパスポート", "基本情報 技術者", "情報Ⅱ", "情報I", "福祉*検定", "簿記?級")
PROJECTS = (
    "㈱青葉との連携Ⅱ",
    "データ活用〜第①期",
    "窓口がんばり 案件",
    "窓口かんばり 案件",
    "RPA*",
)
UNNUMBERED = "番号のない 案件"
ALIAS = "BPR研修"
MOST_ROWS = 30
PROVISIONAL = "仮-00c0ffee"


@dataclass
class Case:
    """One made-up person under one made-up policy.

    Attributes:
        seed: What it was drawn from.
        policy: The policy.
        at_issue: The ledger when the form is issued.
        with_claims: The same with what was typed into the form as facts.
        typed: What was typed, `{my_ table: [cells by column key]}`.
        seen_on: 見る日.
        near: Whether something was put within three days of a boundary.
        claimed_steps: 自己判定Step for the rows of `my_steps`, more than there are; None is blank.
    """

    seed: int
    policy: Policy
    at_issue: Tables
    with_claims: Tables
    typed: dict[str, list[Row]]
    seen_on: dt.date
    near: bool
    claimed_steps: tuple[int | None, ...]


@dataclass
class _Draw:
    """A case while it is drawn."""

    random: random.Random
    year: int
    seen_on: dt.date
    known: dict[str, list[Row]] = field(default_factory=dict)
    claimed: dict[str, list[Row]] = field(default_factory=dict)
    typed: dict[str, list[Row]] = field(default_factory=dict)
    near: bool = False

    def chance(self, share: float) -> bool:
        """Say yes in a share of the cases."""
        return self.random.random() < share

    def some(self, low: int, high: int) -> range:
        """Return a range of random length."""
        return range(self.random.randint(low, high))

    def day(self, first: dt.date, last: dt.date) -> dt.date:
        """Return a day, both ends included."""
        return first + dt.timedelta(days=self.random.randint(0, max((last - first).days, 0)))

    def beside(self, day: dt.date) -> dt.date:
        """Return a day, or one that is up to three days off."""
        self.near = True
        return day + dt.timedelta(days=self.random.choice((-3, -1, -1, 0, 0, 1, 1, 2)))


def case(seed: int) -> Case:
    """Draw a case."""
    chosen = random.Random(seed)  # noqa: S311 - made-up people, not secrets
    year = chosen.randint(2023, 2028)
    draw = _Draw(chosen, year, _seen_on(chosen, year))
    policy_rows = _policy(draw)
    _people(draw, policy_rows)
    _attendances(draw, policy_rows)
    _qualifications(draw)
    _engagements(draw, policy_rows)
    _grades(draw, policy_rows)
    settings = _settings(draw)
    at_issue = builders.tables(settings, **policy_rows, **draw.known)
    policy = builders.policy(at_issue)
    _leave_out_of_sight(
        draw, prefill(policy, at_issue, builders.PERSON, policy.settings.as_of, Phase.CLOSING)
    )
    known = {
        key: [*draw.known.get(key, []), *draw.claimed.get(key, [])]
        for key in (*draw.known, *draw.claimed)
    }
    return Case(
        seed=seed,
        policy=policy,
        at_issue=at_issue,
        with_claims=builders.tables(settings, **policy_rows, **known),
        typed=draw.typed,
        seen_on=draw.seen_on,
        near=draw.near,
        claimed_steps=tuple(chosen.choice((None, 0, 1, 2, 6)) for _ in range(MOST_ROWS)),
    )


def _leave_out_of_sight(draw: _Draw, form: IssuedForm) -> None:
    """Take back what would be typed into a block that this person's form does not show."""
    for table, facts in (("my_tool_levels", "tool_levels"), ("my_skill_ratings", "skill_ratings")):
        if table in form.unused:
            draw.typed.pop(table, None)
            draw.claimed.pop(facts, None)


def _seen_on(chosen: random.Random, year: int) -> dt.date:
    """Return the year's end, or a day on which months are awkward, or any day around the year."""
    awkward = [
        dt.date(year, 4, 1),
        dt.date(year, 12, 31),
        dt.date(year + 1, 1, 30),
        dt.date(year + 1, 2, 28),
        dt.date(year + 1, 3, 1),
        dt.date(year + 1, 4, 30),
    ]
    if (year + 1) % 4 == 0:
        awkward.append(dt.date(year + 1, 2, 29))
    anywhere = year_start(year) + dt.timedelta(days=chosen.randint(-40, 500))
    return chosen.choice([year_end(year)] * 3 + [chosen.choice(awkward), anywhere])


def _settings(draw: _Draw) -> Row:
    chosen = draw.random
    return {
        "fiscal_year": draw.year,
        "as_of": year_end(draw.year).isoformat(),
        "lead_mode": chosen.choice(("通算", "通算", "継続")),
        "day_carry": chosen.choice((28, 29, 30, 30, 31)),
        "colead_counts": draw.chance(0.6),
        "leave_stops_clock": draw.chance(0.7),
        "cumulative_steps": draw.chance(0.7),
    }


def _policy(draw: _Draw) -> dict[str, list[Row]]:
    chosen = draw.random
    codes = chosen.sample(TRAINING_CODES, chosen.randint(3, 7))
    trainings: list[Row] = [
        {
            "training_code": code,
            "training_name": NAMES[code],
            "valid_months": chosen.choice((None, None, 1, 6, 12, 13, 36)),
            "active": "○" if draw.chance(0.8) else "×",
        }
        for code in codes
    ]
    groups: list[Row] = []
    for number in draw.some(0, 2):
        completion = chosen.choice(("全て", "いずれか"))
        groups += [
            {"group_code": f"G{number}", "training_code": code, "completion": completion}
            for code in chosen.sample(codes, chosen.randint(2, 3))
        ]
    tools: list[Row] = [
        {
            "tool_code": f"TL{number}",
            "tool_name": TOOLS[number],
            "active": "○" if draw.chance(0.85) else "×",
        }
        for number in draw.some(0, 3)
    ]
    skills: list[Row] = [
        {
            "skill_code": f"S{number}",
            "skill_name": SKILLS[number],
            "persona_code": "P0",
            "active": "○" if draw.chance(0.7) else "×",
        }
        for number in range(2)
    ]
    rows: dict[str, list[Row]] = {
        "trainings": trainings,
        "training_groups": groups,
        "training_aliases": [{"alias": spelled(chosen, ALIAS), "training_code": codes[0]}],
        "training_map": [],
        "tools": tools,
        "skills": skills,
        "personas": [],
        "steps": [],
        "criteria": [],
    }
    for number in range(chosen.randint(1, 3)):
        _persona(draw, rows, f"P{number}")
    rows["sessions"] = _sessions(draw, codes)
    return rows


def _persona(draw: _Draw, rows: dict[str, list[Row]], persona: str) -> None:
    chosen = draw.random
    rows["personas"].append(
        {
            "persona_code": persona,
            "persona_name": f"人材像{persona}",
            "scope": chosen.choice(("全職員", "指名")),
            "active": "○" if draw.chance(0.93) else "×",
        }
    )
    rows["training_map"] += [
        {
            "persona_code": persona,
            "skill_code": chosen.choice(("S0", "S1", "S9")),
            "training_code": chosen.choice(rows["trainings"])["training_code"],
            "requirement": chosen.choice(("必須", "必須", "選択")),
        }
        for _ in draw.some(0, 5)
    ]
    number = 0
    with_tools = bool(rows["tools"]) and draw.chance(0.4)
    for step in sorted(chosen.sample((1, 2, 3, 4, 6), chosen.randint(1, 4))):
        active = "○" if draw.chance(0.88) else "×"
        rows["steps"].append({"persona_code": persona, "step": step, "active": active})
        for _ in draw.some(0 if draw.chance(0.1) else 1, 4):
            number += 1
            tool = None
            if with_tools and draw.chance(0.5):
                tool = chosen.choice(["*", *(str(t["tool_code"]) for t in rows["tools"])])
            rows["criteria"].append(
                {
                    "persona_code": persona,
                    "step": step,
                    "criterion_no": number,
                    "tool_code": tool,
                    "any_of": chosen.choice((None, None, "a", "b")),
                    **_criterion(draw, rows),
                }
            )


def _criterion(draw: _Draw, rows: dict[str, list[Row]]) -> Row:
    chosen = draw.random
    kind = chosen.choice(
        [*CriterionKind, CriterionKind.TRAINING, CriterionKind.LEAD_TIME, CriterionKind.LEAD_TIME]
    )
    codes = [row["training_code"] for row in rows["trainings"]]
    groups = [row["group_code"] for row in rows["training_groups"]]
    objects: dict[CriterionKind, Callable[[], Cell]] = {
        CriterionKind.TRAINING: lambda: chosen.choice([*codes, *groups, *groups]),
        CriterionKind.CONSECUTIVE: lambda: chosen.choice([*codes, *groups]),
        CriterionKind.QUALIFICATION: lambda: chosen.choice(
            (None, spelled(chosen, QUALIFICATIONS[0]), spelled(chosen, QUALIFICATIONS[1]))
        ),
        CriterionKind.TOOL: lambda: chosen.choice([None, *(r["tool_code"] for r in rows["tools"])]),
        CriterionKind.SKILL: lambda: chosen.choice(("S0", "S1")),
    }
    kinds = (None, None, *(spelled(chosen, one) for one in KINDS))
    about = objects.get(kind, lambda: chosen.choice(kinds))()
    most = {
        CriterionKind.LEAD_TIME: (1, 2, 3, 6, 11, 12, 24),
        CriterionKind.DUTY_TIME: (1, 2, 6, 12, 18),
        CriterionKind.TOOL: (1, 2, 3),
        CriterionKind.SKILL: (1, 2, 3),
    }.get(kind, (1, 1, 1, 2, 3))
    return {"kind": kind.value, "object_code": about, "amount": chosen.choice(most)}


def _sessions(draw: _Draw, codes: list[str]) -> list[Row]:
    rows: list[Row] = []
    for number in draw.some(0, 14):
        held = draw.day(draw.seen_on - 40 * DAY, draw.seen_on + 200 * DAY)
        if draw.chance(0.3):
            held = draw.beside(draw.seen_on)
        last = draw.random.choice((None, held, held + DAY, held + 9 * DAY))
        rows.append(
            {
                "session_no": f"S{number:02}",
                "training_code": draw.random.choice(codes),
                "held_on": held,
                "ended_on": last,
                "state": draw.random.choice(("予定", "予定", "予定", "実施", "中止")),
            }
        )
    return rows


def _people(draw: _Draw, rows: dict[str, list[Row]]) -> None:
    draw.known["assignments"] = [
        {"persona_code": row["persona_code"]}
        for row in rows["personas"]
        if row["scope"] == "指名" and draw.chance(0.9)
    ]
    leaves: list[Row] = []
    for _ in draw.some(0, 3):
        start = draw.day(year_start(draw.year - 3), draw.seen_on + 30 * DAY)
        if draw.chance(0.2):
            start = draw.beside(draw.seen_on)
        end = draw.random.choice((None, start + 30 * DAY, start + 92 * DAY, start))
        leaves.append({"started_on": start, "ended_on": end})
    draw.known["leaves"] = leaves


def _is_past(draw: _Draw, day: dt.date) -> bool:
    return day < year_start(draw.year)


def _attendances(draw: _Draw, rows: dict[str, list[Row]]) -> None:
    for _ in draw.some(0, 8):
        training = draw.random.choice(rows["trainings"])
        code, months = str(training["training_code"]), training["valid_months"]
        day = draw.day(year_start(draw.year - 3), year_end(draw.year))
        if draw.chance(0.25):
            day = draw.beside(draw.seen_on)
        elif isinstance(months, int) and draw.chance(0.6):
            day = _expiring(draw, months)
        if day > year_end(draw.year):
            continue
        fact: Row = {"training_code": code, "completed_on": day, "session_no": None}
        if _is_past(draw, day):
            confirmed = draw.random.choice(("済", "未"))
            source = "名簿" if confirmed == "未" else draw.random.choice(("名簿", "申告"))
            draw.known.setdefault("attendances", []).append(
                {**fact, "source": source, "confirmed": confirmed}
            )
        elif draw.chance(0.5):
            confirmed = draw.random.choice(("済", "未", "否認"))
            draw.known.setdefault("attendances", []).append(
                {**fact, "source": draw.random.choice(("名簿", "申告")), "confirmed": confirmed}
            )
        else:
            draw.claimed.setdefault("attendances", []).append(
                {**fact, "source": "申告", "confirmed": "未"}
            )
            names = [NAMES[code], *([ALIAS] if training is rows["trainings"][0] else [])]
            draw.typed.setdefault("my_attendances", []).append(
                {"training_code": _written(draw, code, names), "completed_on": day}
            )


def _written(draw: _Draw, code: str, names: Sequence[str]) -> str:
    """Return what somebody may type for a code: the code, its name or an alias, or both."""
    name = draw.random.choice(names)
    return draw.random.choice(
        (
            spelled_code(draw.random, code),
            spelled(draw.random, name),
            spelled_label(draw.random, code, name),
        )
    )


def _expiring(draw: _Draw, months: int) -> dt.date:
    """Return a completion whose last valid day is the day looked at, or beside it."""
    day = add_months(draw.seen_on, -months)
    while period_end(day, months) < draw.seen_on:
        day += DAY
    return draw.beside(day)


def _qualifications(draw: _Draw) -> None:
    for _ in draw.some(0, 4):
        day = draw.day(year_start(draw.year - 2), year_end(draw.year))
        if draw.chance(0.25):
            day = draw.beside(draw.seen_on)
        if day > year_end(draw.year):
            continue
        expires = None
        if draw.chance(0.5):
            expires = draw.beside(draw.seen_on)
        fact: Row = {
            "qualification": one_of(draw.random, QUALIFICATIONS),
            "acquired_on": day,
            "expires_on": expires,
        }
        if _is_past(draw, day) or draw.chance(0.4):
            draw.known.setdefault("qualifications", []).append({**fact, "confirmed": "済"})
        else:
            draw.claimed.setdefault("qualifications", []).append({**fact, "confirmed": "未"})
            draw.typed.setdefault("my_qualifications", []).append(fact)


def _engagements(draw: _Draw, rows: dict[str, list[Row]]) -> None:
    draw.known["projects"] = [
        {"project_no": "J-1", "project_name": "窓口の見直し", "kind": "BPR"},
        {"project_no": "J-2", "project_name": "給付の自動化", "kind": "RPA"},
        {"project_no": "J-3", "project_name": "重なり", "kind": None, "merged_into": "J-1"},
        {"project_no": PROVISIONAL, "project_name": spelled(draw.random, UNNUMBERED), "kind": None},
    ]
    months = [
        row["amount"]
        for row in rows["criteria"]
        if row["kind"] in (CriterionKind.LEAD_TIME.value, CriterionKind.DUTY_TIME.value)
    ]
    for start, end in _spans(draw, months):
        _engagement(draw, start, end)


def _spans(draw: _Draw, months: list[Cell]) -> list[tuple[dt.date, dt.date | None]]:
    """Return intervals: some any time, some that just come to the months of a criterion."""
    spans: list[tuple[dt.date, dt.date | None]] = []
    for _ in draw.some(0, 4):
        start = draw.day(draw.seen_on - 900 * DAY, draw.seen_on + 3 * DAY)
        end = draw.random.choice((None, start + dt.timedelta(days=draw.random.randint(-1, 400))))
        spans.append((start, end))
    if months and draw.chance(0.8):
        wanted = draw.random.choice(months)
        assert isinstance(wanted, int)
        spans += _just(draw, wanted)
    return spans


def _just(draw: _Draw, months: int) -> list[tuple[dt.date, dt.date | None]]:
    """Return one interval, or several, that come to some months by the day looked at, or nearly."""
    draw.near = True
    if draw.chance(0.4) or months == 1:
        start = add_months(draw.seen_on, -months) + dt.timedelta(days=draw.random.randint(-2, 3))
        return [(start, draw.random.choice((None, draw.seen_on, draw.beside(draw.seen_on))))]
    spans: list[tuple[dt.date, dt.date | None]] = []
    last: dt.date | None = draw.random.choice((None, draw.seen_on, draw.seen_on - 3 * DAY))
    left = months
    at = last or draw.seen_on
    while left > 0:
        piece = draw.random.randint(1, left)
        extra = draw.random.choice((0, 0, 1, 14, 15, 16, 28, 29, 30))
        start = add_months(at, -piece) + DAY - extra * DAY
        spans.append((start, last))
        left -= piece + (extra > draw.random.randint(10, 40))
        at = start - draw.random.choice((1, 2, 2, 20, 45)) * DAY
        last = at
    return spans


def _engagement(draw: _Draw, start: dt.date, end: dt.date | None) -> None:
    chosen = draw.random
    if start > year_end(draw.year):
        return
    role = chosen.choice((Role.LEAD, Role.LEAD, *Role)).value
    kind = chosen.choice((None, None, *KINDS))
    number = chosen.choice(("J-1", "J-2", "J-3", None, PROVISIONAL))
    name = one_of(chosen, PROJECTS) if number is None else None
    fact: Row = {"kind": kind, "role": role, "started_on": start, "ended_on": end}
    own = {"project_no": number, "project_name": name}
    backwards = end is not None and end < start
    closed = end is not None and end < year_start(draw.year)
    if (closed and not backwards) or (start < year_start(draw.year) and draw.chance(0.5)):
        draw.known.setdefault("engagements", []).append({**fact, **own, "confirmed": "済"})
        return
    if closed:
        return
    if draw.chance(0.4):
        confirmed = chosen.choice(("済", "未", "否認"))
        draw.known.setdefault("engagements", []).append({**fact, **own, "confirmed": confirmed})
        return
    draw.claimed.setdefault("engagements", []).append({**fact, **own, "confirmed": "未"})
    cells = {**fact, "role": spelled(chosen, role), "kind": kind and spelled(chosen, kind)}
    if number == PROVISIONAL:
        cells["project_name"] = spelled(chosen, UNNUMBERED)
    elif number is None:
        cells["project_name"] = name
    else:
        cells["project_no"] = chosen.choice(
            (spelled_code(chosen, number), spelled_label(chosen, number, "名前"))
        )
    draw.typed.setdefault("my_engagements", []).append(cells)


def _grades(draw: _Draw, rows: dict[str, list[Row]]) -> None:
    tools = [str(row["tool_code"]) for row in rows["tools"]]
    names = {str(row["tool_code"]): str(row["tool_name"]) for row in rows["tools"]}
    names |= {str(row["skill_code"]): str(row["skill_name"]) for row in rows["skills"]}
    for table, form, key, grade, codes in (
        ("tool_levels", "my_tool_levels", "tool_code", "level", tools),
        ("skill_ratings", "my_skill_ratings", "skill_code", "rating", ["S0", "S1"]),
    ):
        for code in codes:
            for year in range(draw.year - 2, draw.year + 1):
                if draw.chance(0.5):
                    continue
                fact: Row = {key: code, "year": year, grade: draw.random.randint(0, 3)}
                if year < draw.year or draw.chance(0.5):
                    draw.known.setdefault(table, []).append({**fact, "confirmed": "済"})
                else:
                    draw.claimed.setdefault(table, []).append({**fact, "confirmed": "未"})
                    draw.typed.setdefault(form, []).append(
                        {key: _written(draw, code, [names[code]]), grade: fact[grade]}
                    )
