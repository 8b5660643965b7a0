"""Drawn municipalities for 中期目標ボード: targets near their borders, and 課 of all sizes."""

import random
from typing import Any

from oracle.board import Town

YEAR = 2025
Drawn = dict[str, Any]

COUNTS = (
    ("人材像人数", "名"),
    ("修了者数", "名"),
    ("Step到達者数", "名"),
    ("役割配置数", "名"),
    ("行事回数", "回"),
    ("案件数", "件"),
    ("延べ受講者数", "名"),
)
SHARES = (
    ("修了率", "%"),
    ("受講率", "%"),
    ("配置課割合", "%"),
    ("Step到達率", "%"),
    ("回答割合", "%"),
    ("修了率", "名"),
)


def drawn_town(seed: int) -> Town:
    """Draw targets of several kinds, with their figures of this year and of earlier ones."""
    chance = random.Random(seed)  # noqa: S311 - drawn cases, no secrets
    over = chance.random() < 0.5
    targets, milestones, kpis, history = [], [], [], []
    for number in range(14):
        indicator, unit = chance.choice((*COUNTS, *SHARES))
        targets.append(_target(chance, f"G{number:02}", indicator, unit))
    holders = [one["target_code"] for one in targets if one["unit"] == "名"]
    for number in range(14, 18):
        share = _target(chance, f"G{number:02}", "うち割合", "%")
        targets.append({**share, "condition_code": chance.choice([*holders, None])})
    for target in targets:
        milestones += _milestones(chance, target)
        if chance.random() < 0.9:
            kpis.append(_kpi(chance, target))
        history += _history(chance, target)
    chance.shuffle(history)
    return Town(YEAR, over, targets, milestones, kpis, history)


def _target(chance: random.Random, code: str, indicator: str, unit: str) -> Drawn:
    since = chance.choice((None, 2022, 2023, 2024, 2024, 2025))
    top = 100 if unit == "%" else 40
    base = chance.choice((None, 0.0, 1.0, 12.5, 20.0, float(chance.randint(0, top))))
    goal = chance.choice((None, base, 1.0, 10.5, 50.0, float(chance.randint(1, top)), 120.0))
    return {
        "target_code": code,
        "target_type": "能力成熟度",
        "target_name": f"目標{code}",
        "indicator": indicator,
        "unit": unit,
        "persona_code": "P02",
        "condition_code": None,
        "goal_value": goal,
        "horizon": chance.choice(("基本方針", "基本方針", "両方", "年度計画")),
        "base_year": since,
        "base_value": base,
        "due_year": chance.choice((2023, 2024, 2025, 2026, 2027, 2028, 2030)),
        "expected_loss": chance.choice((None, None, 0, 1, 3, 10, -1)),
        "active": chance.choice(("○", "○", "○", "○", "例", "×")),
    }


def _milestones(chance: random.Random, target: Drawn) -> list[Drawn]:
    if chance.random() < 0.5 or target["goal_value"] is None:
        return []
    goal, base = target["goal_value"], target["base_value"] or 0.0
    years = chance.sample(range(2022, 2031), chance.randint(1, 3))
    values = (base, goal, goal + 1, round((goal + base) / 2, 1), base - 1)
    return [
        {"target_code": target["target_code"], "year": year, "goal_value": chance.choice(values)}
        for year in sorted(years)
    ]


def _figures(chance: random.Random, target: Drawn) -> Drawn:
    share = target["indicator"].endswith(("率", "割合"))
    whole = chance.choice((0, 1, 3, 7, 16, 500, 1249)) if share else None
    if share and not whole:
        return {"numerator": 0, "denominator": 0, "value": None}
    many = chance.randint(0, whole if whole is not None else 40)
    value = float(many)
    if target["unit"] == "%" and whole:
        value = round(100 * many / whole, 1)
    return {"numerator": many, "denominator": whole, "value": value}


def _kpi(chance: random.Random, target: Drawn) -> Drawn:
    found = _figures(chance, target)
    said = "算定不能" if found["value"] is None else chance.choice(("期中", "期中", "順調", "遅れ"))
    return {
        "target_code": target["target_code"],
        "target_type": target["target_type"],
        "target_name": target["target_name"],
        "unit": target["unit"],
        "numerator": found["numerator"],
        "denominator": found["denominator"],
        "actual": found["value"],
        "verdict": said,
    }


def _history(chance: random.Random, target: Drawn) -> list[Drawn]:
    rows = []
    for year in range(2022, YEAR):
        if chance.random() < 0.4:
            continue
        numbers = [None] if chance.random() < 0.8 else [None, 1, 2]
        for number in numbers:
            found = _figures(chance, target)
            state = (
                "算定不能" if found["value"] is None else chance.choice(("期中", "順調", "遅れ"))
            )
            rows.append(
                {
                    **found,
                    "year": year,
                    "kind": "目標",
                    "code": target["target_code"],
                    "state": state,
                    "correction_no": number,
                }
            )
    return rows


def drawn_office(seed: int) -> dict[str, list[Drawn]]:
    """Draw 課 with nobody, one or several people, who is able, and rules about them."""
    chance = random.Random(seed)  # noqa: S311 - the same
    sections = [
        {"section_code": f"S{n:02}", "section_name": f"第{n}課", "level": "課"}
        for n in range(chance.randint(1, 9))
    ]
    people: list[Drawn] = []
    for section in sections:
        people += [
            {
                "staff_no": f"{len(people) + at:05}",
                "section_code": section["section_code"],
                "counted": chance.random() < 0.9,
                "away": chance.random() < 0.1,
                "holds": chance.random() < 0.4,
                "level": chance.choice((None, 0, 1, 2, 3)),
                "step": chance.choice((None, 0, 1, 2)),
            }
            for at in range(chance.choice((0, 1, 1, 2, 3, 5, 8)))
        ]
    who = (
        {"tool_code": "LOGO", "persona_code": None, "step": chance.choice((None, 1, 2, 3))},
        {"tool_code": "LOGO", "persona_code": "P02", "step": chance.choice((None, 1, 2))},
        {"tool_code": None, "persona_code": "P02", "step": None},
        {"tool_code": None, "persona_code": "P02", "step": chance.choice((1, 2))},
    )
    rules = [
        {"work": f"業務{n}", "basis": basis, "amount": amount, **one}
        for n, (one, (basis, amount)) in enumerate(
            (one, rule) for one in who for rule in _rules(chance)
        )
    ]
    return {"sections": sections, "people": people, "rules": rules}


def _rules(chance: random.Random) -> tuple[tuple[str, int], ...]:
    return (
        ("各課n名", chance.choice((1, 2, 3))),
        ("各課%", chance.choice((1, 20, 34, 50, 51, 100))),
        ("全庁n名", chance.choice((1, 5, 20))),
    )
