"""中期目標ボード and 業務からの逆算, held against the slow oracle on drawn municipalities."""

import datetime as dt

from builders import Rows, policy, tables
from ledger.measure.goal_board import goal_board
from ledger.measure.required_heads import required_heads
from oracle.board import Heads, board, each_year, required
from oracle.draft_board import drawn_office, drawn_town
from sampling import keep

KEY_DATE = dt.date(2026, 3, 31)
BEFORE = dt.date(2025, 12, 8)


def test_道すじ_新たに要る数_判定_これからが_照合役と同じ(seed: int) -> None:
    town = drawn_town(seed)
    given: dict[str, Rows] = {
        "targets": town.targets,
        "milestones": town.milestones,
        "kpis": town.kpis,
        "history": town.history,
        "personas": [{"persona_code": "P02", "scope": "指名"}],
    }
    built = tables(None, **given)
    made = goal_board(policy(built), built, KEY_DATE if town.over else BEFORE)
    expected = board(town)
    assert [line.target.target_code for line in made.lines] == list(expected)
    for line in made.lines:
        said = expected[line.target.target_code]
        way = {one.year: (one.value, one.heads, one.needed) for one in line.path.years}
        assert way == said.way, (seed, line.target)
        marks = {year: mark.value for year, mark in line.years.items()}
        assert marks == said.marks, (seed, line.target)
        assert (line.pace.each if line.pace else None) == said.each, (seed, line.target)
    keep("drawn boards, product against oracle", towns=1, differences=0)


def test_積み上がる目標の_新たに要る数は_差と見込減の合計(seed: int) -> None:
    town = drawn_town(seed)
    for target in town.targets:
        said = board(town).get(target["target_code"])
        rising = said is not None and said.total is not None and not each_year(target)
        if said is None or not rising or target["unit"] != "名" or not said.way:
            continue
        heads = [many for _, many, _ in said.way.values()]
        base = target["base_value"]
        gone = (target["expected_loss"] or 0) * len(heads)
        assert said.total == (heads[-1] or 0) - int(base + 0.5) + gone, (seed, target)


def test_自走に要る人数が_照合役と同じ(seed: int) -> None:
    office = drawn_office(seed)
    people = office["people"]
    given: dict[str, Rows] = {
        "sections": office["sections"],
        "personas": [
            {"persona_code": "P02", "scope": "指名"},
        ],
        "tools": [{"tool_code": "LOGO"}],
        "steps": [{"persona_code": "P02", "step": step} for step in (1, 2)],
        "criteria": [],
        "staff": [
            {"staff_no": one["staff_no"], "counted": "○" if one["counted"] else "×"}
            for one in people
        ],
        "postings": [
            {"staff_no": one["staff_no"], "section_code": one["section_code"]} for one in people
        ],
        "leaves": [
            {"staff_no": one["staff_no"], "started_on": "2025-04-01"}
            for one in people
            if one["away"]
        ],
        "assignments": [
            {"staff_no": one["staff_no"], "persona_code": "P02"} for one in people if one["holds"]
        ],
        "tool_levels": [
            {"staff_no": one["staff_no"], "tool_code": "LOGO", "level": one["level"]}
            for one in people
            if one["level"] is not None
        ],
        "verdicts": [
            {"staff_no": one["staff_no"], "persona_code": "P02", "official_step": one["step"]}
            for one in people
            if one["holds"]
        ],
        "headcount_rules": office["rules"],
    }
    built = tables(None, **given)
    found = required_heads(policy(built), built, KEY_DATE)
    looked_at = [
        {**one, "away_until": dt.date.max if one["away"] else dt.date.min} for one in people
    ]
    assert len(found) == len(office["rules"])
    for one, rule in zip(found, office["rules"], strict=True):
        assert one.wrong == (), (seed, rule)
        able = {who["staff_no"] for who in people if _able(who, rule)}
        expected = required(rule, office["sections"], looked_at, able, KEY_DATE)
        made = Heads(
            one.needed,
            one.have,
            one.missing,
            {section.name: section.missing for section in one.short},
            {section.name for section in one.short if section.is_too_small},
        )
        assert made == expected, (seed, rule)


def _able(who: dict[str, object], rule: dict[str, object]) -> bool:
    """Whether somebody is counted: holds the persona, and has reached Step or level."""
    if rule["persona_code"] and not who["holds"]:
        return False
    if rule["tool_code"]:
        return int(str(who["level"] or 0)) >= int(str(rule["step"] or 1))
    return rule["step"] is None or int(str(who["step"] or 0)) >= int(str(rule["step"]))
