"""The slow oracle for 中期目標ボード: paths, needs, pace, 判定 by year, and required heads.

Everything is said in whole numbers and fractions, a target and a year at a time, out of the rows
as they stand in the sheets.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any, NamedTuple

Row = Mapping[str, Any]
EACH_YEAR = {
    "行事回数",
    "研修実施回数",
    "受講率",
    "延べ受講者数",
    "回答割合",
    "案件数",
    "リード案件数",
}
SAID = {
    "達成": "○ 達成",
    "順調": "○ 順調",
    "遅れ": "▲ 遅れ",
    "未達": "× 未達",
    "算定不能": "算定不能",
    "提供なし": "提供なし",
}


class Town(NamedTuple):
    """The sheets of a drawn municipality."""

    year: int
    over: bool
    targets: Sequence[Row]
    milestones: Sequence[Row]
    kpis: Sequence[Row]
    history: Sequence[Row]


class Said(NamedTuple):
    """What the board says of a target: by year, and what is left a year."""

    way: dict[int, tuple[Fraction | None, int | None, int | None]]
    marks: dict[int, str]
    each: int | None
    total: int | None


def exact(value: float) -> Fraction:
    """Return a number as it was written."""
    return Fraction(repr(value)) if isinstance(value, float) else Fraction(value)


def up(value: Fraction) -> int:
    """Return the next whole number."""
    whole = value.numerator // value.denominator
    return whole if whole == value else whole + 1


def nearest(value: Fraction) -> int:
    """Return the nearest whole number, the higher one of two."""
    low = value.numerator // value.denominator
    return low if value - low < Fraction(1, 2) else low + 1


def board(town: Town) -> dict[str, Said]:
    """Say every target that counts and has a number."""
    return {
        target["target_code"]: _said(town, target)
        for target in town.targets
        if target["active"] == "○" and target["indicator"] != "定性"
    }


def _said(town: Town, target: Row) -> Said:
    way = path(town, target)
    marks = {}
    for year in range(town.year - 10, town.year + 1):
        mark = _mark(town, target, way, year)
        if mark:
            marks[year] = mark
    needs = [need for _, _, need in way.values()]
    total = None if None in needs else sum(need for need in needs if need is not None)
    return Said(way, marks, _each(town, target, way), total)


def each_year(target: Row) -> bool:
    """Whether a target counts what happened in the year alone."""
    if target["indicator"] == "修了者数" and target["horizon"] == "年度計画":
        return True
    return target["indicator"] in EACH_YEAR


def path(town: Town, target: Row) -> dict[int, tuple[Fraction | None, int | None, int | None]]:
    """Return value, heads and need of each year."""
    if target["goal_value"] is None:
        return {}
    goal, due = exact(target["goal_value"]), target["due_year"]
    base, since = target["base_value"], target["base_year"]
    typed = {
        row["year"]: exact(row["goal_value"])
        for row in town.milestones
        if row["target_code"] == target["target_code"]
    }
    if target["horizon"] == "年度計画":
        years = [due]
    elif since is not None:
        years = list(range(since + 1, due + 1)) or [due]
    else:
        years = list(range(min([*typed, due]), due + 1))
    values: dict[int, Fraction | None] = {}
    for year in years:
        if year == due:
            values[year] = goal
        elif year in typed:
            values[year] = typed[year]
        elif base is None or since is None:
            values[year] = None
        else:
            rise = (goal - exact(base)) * (year - since)
            line = up(exact(base) + rise / (due - since))
            values[year] = min(Fraction(line), goal) if goal >= exact(base) else Fraction(line)
    heads = {year: _heads(town, target, year, value) for year, value in values.items()}
    needs = _needs(town, target, values, heads)
    return {year: (values[year], heads[year], needs.get(year)) for year in years}


def _whole(town: Town, target: Row, year: int) -> int | None:
    """Return the 分母 of a share in a year."""
    if target["indicator"] == "うち割合":
        for other in town.targets:
            if other["target_code"] == target["condition_code"] and other["active"] == "○":
                way = path(town, other)
                usable = other["base_value"] is not None and way
                if usable and all(need is not None for _, _, need in way.values()):
                    there = nearest(exact(other["base_value"]))
                    for at, (_, many, _) in way.items():
                        if at <= year:
                            there = many or 0
                    return there
    for row in town.kpis:
        if row["target_code"] == target["target_code"]:
            whole: int | None = row["denominator"]
            return whole or None
    return None


def _heads(town: Town, target: Row, year: int, value: Fraction | None) -> int | None:
    if value is None:
        return None
    if target["unit"] != "%":
        return up(value)
    if target["indicator"] == "回答割合":
        return None
    whole = _whole(town, target, year)
    return None if whole is None else up(value * whole / 100)


def _base_heads(town: Town, target: Row) -> int | None:
    base = exact(target["base_value"])
    if target["unit"] == "%":
        whole = _whole(town, target, target["base_year"])
        if whole is None or target["indicator"] == "回答割合":
            return None
        base = base * whole / 100
    return nearest(base)


def _needs(
    town: Town,
    target: Row,
    values: dict[int, Fraction | None],
    heads: dict[int, int | None],
) -> dict[int, int | None]:
    if _nothing_to_say(target, values):
        return {}
    if each_year(target):
        return dict(heads)
    if target["horizon"] == "年度計画" or None in heads.values():
        return {}
    there = _base_heads(town, target)
    found: dict[int, int | None] = {}
    for year, many in heads.items():
        if there is None or many is None:
            return {}
        after = there - (target["expected_loss"] or 0)
        found[year] = many - after if many > after else 0
        there = max(many, after)
    return found


def _nothing_to_say(target: Row, values: dict[int, Fraction | None]) -> bool:
    """Whether something is wrong with what is written."""
    goal = exact(target["goal_value"])
    if (target["expected_loss"] or 0) < 0 or (target["unit"] == "%" and goal > 100):
        return True
    if target["horizon"] == "年度計画":
        return False
    if target["base_value"] is None or target["base_year"] is None:
        return not each_year(target)
    base = exact(target["base_value"])
    return target["base_year"] >= target["due_year"] or goal < base or _disordered(values, base)


def _disordered(values: dict[int, Fraction | None], base: Fraction) -> bool:
    """Whether a year lies above the goal, or below one before it."""
    highest, goal = base, list(values.values())[-1] or Fraction(0)
    for value in values.values():
        if value is None or value > goal or value < highest:
            return True
        highest = value
    return False


def figure(town: Town, target: Row, year: int) -> Row | None:
    """Return the row that tells what a target came to in a year."""
    if year == town.year:
        for row in town.kpis:
            if row["target_code"] == target["target_code"]:
                return {**row, "value": row["actual"], "state": row["verdict"]}
        return None
    best = None
    for row in town.history:
        own = row["code"] == target["target_code"] and row["year"] == year
        if own and (best is None or (row["correction_no"] or 0) >= (best["correction_no"] or 0)):
            best = row
    return best


def _came_to(target: Row, row: Row) -> Fraction | None:
    if row["value"] is None:
        return None
    if target["unit"] == "%" and row["numerator"] is not None and row["denominator"]:
        return Fraction(100 * row["numerator"], row["denominator"])
    return exact(row["value"])


def _mark(
    town: Town,
    target: Row,
    way: dict[int, tuple[Fraction | None, int | None, int | None]],
    year: int,
) -> str | None:
    row = figure(town, target, year)
    if row is None:
        return None
    if row["state"] in SAID:
        return SAID[row["state"]]
    value = _came_to(target, row)
    asked = way[year][0] if year in way else None
    if value is None:
        return "算定不能"
    if asked is None:
        running = "期中" if year == town.year else "道すじなし"
        return "基準" if year == target["base_year"] else running
    words = ("○ 順調", "▲ 遅れ")
    if year == target["due_year"]:
        words = ("○ 達成", "× 未達")
    if year == town.year:
        words = ("○ 期中", "△ 期中")
    return words[0] if value >= asked else words[1]


def _each(
    town: Town, target: Row, way: dict[int, tuple[Fraction | None, int | None, int | None]]
) -> int | None:
    """Return how many a year are left to be added."""
    due = target["due_year"]
    if due < town.year or (due == town.year and town.over) or not way or each_year(target):
        return None
    _, goal, need = way[due]
    if need is None or goal is None:
        return None
    since = None
    for year in range(town.year - 10, town.year + 1):
        row = figure(town, target, year)
        if row is not None and row["numerator"] is not None and (year < town.year or town.over):
            since = year
    left = due - since if since is not None else due - town.year + 1
    row = figure(town, target, town.year if since is None else since)
    if row is None or row["numerator"] is None:
        return None
    missing = goal - row["numerator"] + (target["expected_loss"] or 0) * left
    return up(Fraction(max(0, missing), left))


class Heads(NamedTuple):
    """What a rule comes to."""

    needed: int
    have: int
    missing: int
    short: dict[str, int]
    too_small: set[str]


def required(
    rule: Row, sections: Sequence[Row], people: Sequence[Row], able: set[str], day: dt.date
) -> Heads:
    """Count 課 by 課 who is there, who is able, and who is missing."""
    there = [one for one in people if one["counted"] and one["away_until"] < day]
    if rule["basis"] == "全庁n名":
        have = len([one for one in there if one["staff_no"] in able])
        return Heads(rule["amount"], have, max(0, rule["amount"] - have), {}, set())
    needed = have = missing = 0
    short, small = {}, set()
    for section in sections:
        own = [one for one in there if one["section_code"] == section["section_code"]]
        good = [one for one in own if one["staff_no"] in able]
        asks = rule["amount"]
        if rule["basis"] == "各課%":
            asks = up(Fraction(rule["amount"] * len(own), 100))
        needed, have = needed + asks, have + len(good)
        if len(good) < asks:
            missing += asks - len(good)
            short[section["section_name"]] = asks - len(good)
            if len(own) < asks:
                small.add(section["section_name"])
    return Heads(needed, have, missing, short, small)
