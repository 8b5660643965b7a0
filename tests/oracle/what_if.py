"""The slow oracle for 試算: the sheets are typed over by hand, and the city is judged twice.

Nothing is known here of how the product carries a trial out: a copy of 設定 or Step条件 gets the
other row, 申告状況 is gone through report by report, and the oracles of Steps and targets read
both.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from random import Random
from typing import Any, NamedTuple

from ledger.layout.frames import Tables, frame, replaced
from ledger.layout.ledger import BY_KEY
from oracle import days
from oracle.compare import Answer, answer
from oracle.facts import Lens
from oracle.sheets import code, day, day_or_none, sheets_of
from oracle.steps import Key, StepOracle

Row = dict[str, Any]

SWITCHED = {
    "lead_mode": ("通算", "継続"),
    "rate_basis": ("基準日在籍", "年度累計"),
    "day_carry": ("28", "29", "30", "31"),
    "match_level": ("1", "2", "3"),
    "goals_digital_min": ("0", "1", "2", "3"),
    **dict.fromkeys(
        (
            *("colead_counts", "leave_stops_clock", "cumulative_steps", "count_seconded"),
            *("official_needs_confirmation", "override_allowed"),
        ),
        ("○", "×"),
    ),
}
HANDED_IN = ("提出", "確認済", "差戻し", "内容変更")


class Wish(NamedTuple):
    """What is tried out.

    Attributes:
        settings: New values by key.
        kind: What becomes of a criterion: 変える, 足す, 外す, or "" for none.
        criterion: The criterion as it is to be, or the one that goes.
        step: A Step of a persona, and whether it is used.
        completed: A training that everybody has completed, or every holder of a persona.
    """

    settings: Mapping[str, str]
    kind: str = ""
    criterion: Mapping[str, Any] | None = None
    step: tuple[str, int, str] | None = None
    completed: tuple[str, str] | None = None


class Twice(NamedTuple):
    """The city as it is, and as it would be."""

    now: Answer
    then: Answer
    steps: tuple[StepOracle, StepOracle]
    reports: int

    def moves(self) -> dict[Key, tuple[int, int, int, int]]:
        """Return whose Step differs: 正式 and 規則 now, 正式 and 規則 then; no row is Step0."""
        found = {}
        for key in {*self.now.verdicts, *self.then.verdicts}:
            one, other = self.now.verdicts.get(key), self.then.verdicts.get(key)
            steps = (
                one.official_step if one else 0,
                one.rule_step if one else 0,
                other.official_step if other else 0,
                other.rule_step if other else 0,
            )
            if steps[:2] != steps[2:]:
                found[key] = steps
        return found

    def turned(self, key: Key) -> set[str]:
        """Return which criteria of a row are met on one side alone and lie on its way."""
        staff, persona, tool = key
        met, reached, whole = [], [], False
        for steps in self.steps:
            whole = whole or not steps.sheets.on("cumulative_steps")
            reached.append(steps.ladder(staff, persona, tool).official)
            met.append(
                {
                    (step, row["criterion_no"]): steps.facts.met(row, tool, staff, Lens.OFFICIAL)
                    for step, rows in steps.steps_of(persona, tool).items()
                    for row in rows
                }
            )
        low, high = (0 if whole else min(reached)), max(reached)
        return {
            f"{step}-{no}"
            for step, no in met[0].keys() & met[1].keys()
            if met[0][step, no] != met[1][step, no] and low < step <= high
        }


class City:
    """A city as it is: judged once, held against many wishes."""

    def __init__(self, tables: Tables, on: dt.date) -> None:
        self.tables, self.on = tables, on
        self.now = answer(tables, on)
        self.steps = StepOracle(tables, on)


def lived_in(tables: Tables) -> Tables:
    """Return a drawn city without completions from before somebody was hired.

    Whether those make a training one that was offered, the papers do not say.
    """
    sheets = sheets_of(tables)
    hired = {
        code(row, "staff_no"): day_or_none(row, "hired_on") or dt.date.min
        for row in sheets["staff"]
    }
    rows = [
        row
        for row in sheets["attendances"]
        if hired.get(code(row, "staff_no"), dt.date.min) <= day(row, "completed_on")
    ]
    return replaced(tables, {"attendances": frame(BY_KEY["attendances"], rows)})


def twice(city: City, wish: Wish) -> Twice:
    """Judge the city as it would be, too; another 基準日 is the day of that."""
    tables, on = city.tables, city.on
    then = typed_over(tables, wish)
    later = dt.date.fromisoformat(wish.settings.get("as_of") or on.isoformat())
    before, after = tables["reports"]["state"].tolist(), then["reports"]["state"].tolist()
    return Twice(
        city.now,
        answer(then, later),
        (city.steps, StepOracle(then, later)),
        sum(one != other for one, other in zip(before, after, strict=True)),
    )


def typed_over(tables: Tables, wish: Wish) -> Tables:
    """Return the tables with the wish typed into them."""
    sheets = sheets_of(tables)
    changes: dict[str, list[Row]] = {}
    if wish.settings:
        rows = [dict(row) for row in sheets["settings"] if row["key"] not in wish.settings]
        rows += [{"key": key, "value": value} for key, value in wish.settings.items()]
        changes["settings"] = rows
    if wish.criterion is not None:
        own = _key(wish.criterion)
        rows = [dict(row) for row in sheets["criteria"] if _key(row) != own]
        if wish.kind != "外す":
            rows.append(dict(wish.criterion))
        changes["criteria"] = rows
    if wish.step is not None:
        persona, step, active = wish.step
        changes["steps"] = [
            {**row, "active": active}
            if (row["persona_code"], row["step"]) == (persona, step)
            else {**row}
            for row in sheets["steps"]
        ]
    if wish.completed is not None:
        changes["attendances"] = [*map(dict, sheets["attendances"]), *_completed(tables, wish)]
    if "goals_digital_min" in wish.settings:
        changes["reports"] = _reports(tables, int(wish.settings["goals_digital_min"]))
    made = {key: frame(BY_KEY[key], rows) for key, rows in changes.items()}
    return replaced(tables, made)


def _key(row: Mapping[str, Any]) -> tuple[Any, ...]:
    return row["persona_code"], row["step"], row["criterion_no"]


def _completed(tables: Tables, wish: Wish) -> list[Row]:
    """Return a completion of the day judged for everybody who is there, or holds the persona."""
    sheets = sheets_of(tables)
    on = dt.date.fromisoformat(sheets.settings["as_of"])
    people = StepOracle(tables, on).people
    training, persona = wish.completed or ("", "")
    who = people.in_post & people.holders(persona) if persona else people.in_post
    one = {"training_code": training, "completed_on": on, "source": "名簿", "confirmed": "済"}
    return [{"staff_no": number, **one} for number in sorted(who)]


def _reports(tables: Tables, needed: int) -> list[Row]:
    """Go through 申告状況, report by report."""
    sheets = sheets_of(tables)
    was = int(sheets.settings.get("goals_digital_min") or 1)
    year = int(sheets.settings["fiscal_year"])
    rows = []
    for row in sheets["reports"]:
        own = 0
        for goal in sheets["goals"]:
            mine = goal["staff_no"] == row["staff_no"] and goal["year"] == year
            own += mine and goal["digital"] == "○"
        state = row["state"]
        if state in HANDED_IN and own < needed:
            state = "不備"
        elif state == "不備" and row["submitted_on"] and own < was and own >= needed:
            state = "提出"
        rows.append({**row, "state": state})
    return rows


def wishes(seed: int, city: City) -> list[Wish]:
    """Draw what is tried out in a city: some settings, some criteria, borders among them."""
    tables, on, steps = city.tables, city.on, city.steps
    rng = Random(f"what if {seed}")  # noqa: S311 - drawn wishes, no secrets
    keys = rng.sample(sorted(SWITCHED), 2)
    drawn = [Wish({key: _other(rng, tables, key)}) for key in keys]
    drawn.append(Wish({"as_of": _other_day(rng, steps, on).isoformat()}))
    drawn.append(_amount(rng, steps))
    drawn += [one(rng, steps) for one in rng.sample((_amount, _group, _gone, _more), 2)]
    drawn.append(rng.choice((_used, _trained))(rng, steps))
    return drawn


def _other(rng: Random, tables: Tables, key: str) -> str:
    now = sheets_of(tables).settings.get(key, "1")
    return rng.choice([value for value in SWITCHED[key] if value != now])


def _other_day(rng: Random, steps: StepOracle, on: dt.date) -> dt.date:
    """Draw another 基準日 of the year: the last day of a completion, or the one after it."""
    year = days.year_of(on)
    borders = []
    for row in steps.sheets["attendances"]:
        months = steps.facts.valid_months.get(str(row["training_code"]))
        if months and isinstance(row["completed_on"], dt.date):
            last = days.last_day_of(row["completed_on"], months)
            borders += [last, last + dt.timedelta(days=1)]
    within = [d for d in borders if days.year_of(d) == year and d != on]
    rest = [days.last_of_year(year) - dt.timedelta(days=n) for n in range(0, 340, 13)]
    return rng.choice(within or [d for d in rest if d != on])


def _rows(steps: StepOracle) -> list[Row]:
    """Return the criteria of active personas, as far as somebody holds them."""
    held = [one for one in steps.people.active_personas if _holders(steps, one)]
    active = {
        (row["persona_code"], row["step"]) for row in steps.sheets["steps"] if row["active"] != "×"
    }
    return [
        dict(row)
        for row in steps.sheets["criteria"]
        if row["persona_code"] in held and (row["persona_code"], row["step"]) in active
    ]


def _holders(steps: StepOracle, persona: str) -> Sequence[str]:
    return sorted(steps.people.in_post & steps.people.holders(persona))


def _amount(rng: Random, steps: StepOracle) -> Wish:
    """Draw another 必要数: what somebody has, and so just meets, or one more."""
    row = rng.choice(_rows(steps))
    staff = rng.choice(_holders(steps, row["persona_code"]))
    tool = row["tool_code"]
    if tool == "*":
        tool = rng.choice(steps.tools_of(row["persona_code"]) or [None])
    have = steps.facts.amount(row, tool, staff, Lens.OFFICIAL)
    amount = max(1, have + rng.choice((0, 1)))
    return Wish({}, "変える", {**row, "amount": amount if _may(steps, row, amount) else 1})


def _may(steps: StepOracle, row: Row, amount: int) -> bool:
    """Say whether anybody could have so much: of a group's trainings, of levels."""
    if row["kind"] in ("ツール", "スキル"):
        return amount <= 3
    group = steps.facts.groups.get(str(row["object_code"]))
    return group is None or amount <= len(group[0])


def _group(rng: Random, steps: StepOracle) -> Wish:
    row = rng.choice(_rows(steps))
    groups = [one for one in ("a", "b", None) if one != row["any_of"]]
    return Wish({}, "変える", {**row, "any_of": rng.choice(groups)})


def _used(rng: Random, steps: StepOracle) -> Wish:
    """Draw a Step that is used from now on, or is used no more; none that a target asks for."""
    asked = {(row["persona_code"], row["step"]) for row in steps.sheets["targets"]}
    free = [r for r in steps.sheets["steps"] if (r["persona_code"], r["step"]) not in asked]
    if not free:
        return _trained(rng, steps)
    row = rng.choice(free)
    other = "×" if row["active"] != "×" else "○"
    return Wish({}, step=(code(row, "persona_code"), int(str(row["step"])), other))


def _trained(rng: Random, steps: StepOracle) -> Wish:
    personas = ["", *steps.people.active_personas]
    training = rng.choice([code(row, "training_code") for row in steps.sheets["trainings"]])
    return Wish({}, completed=(training, rng.choice(personas)))


def _gone(rng: Random, steps: StepOracle) -> Wish:
    """Draw one that goes; not the only one of a tool, which a target may name."""
    rows = _rows(steps)
    free = [row for row in rows if row["tool_code"] is None]
    return Wish({}, "外す", rng.choice(free or rows))


def _more(rng: Random, steps: StepOracle) -> Wish:
    """Draw one more criterion: another one's, under the next number."""
    row = rng.choice(_rows(steps))
    others = [one for one in _rows(steps) if one["kind"] not in ("スキル", "ツール")]
    like = rng.choice(others or [row])
    own = [
        one["criterion_no"]
        for one in steps.sheets["criteria"]
        if (one["persona_code"], one["step"]) == (row["persona_code"], row["step"])
    ]
    kept = {key: row[key] for key in ("persona_code", "step")}
    number = max(int(str(one)) for one in own) + 1
    fresh = {**like, **kept, "criterion_no": number, "tool_code": None}
    if like["kind"] == "資格":
        fresh["amount"] = 1  # of one name nobody has two
    return Wish({}, "足す", fresh)
