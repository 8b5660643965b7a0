"""Targets of every 指標 for a drawn city, with and without milestones."""

from collections.abc import Callable

from ledger.layout.columns import Cell
from oracle import days
from oracle.draft import Draft
from oracle.goals import COUNTED, SHARES

Picked = dict[str, Cell]

TYPE = "能力成熟度"


def draft_targets(draft: Draft) -> None:
    """Draw two targets or more of each 指標, then those that rest on another one."""
    numbers = iter(range(1, 1000))
    for indicator, pick in _picks().items():
        for _ in range(3):
            _target(draft, f"M{next(numbers):03}", indicator, pick(draft))
    bases = [
        row
        for row in draft.listed("targets")
        if row["indicator"] in ("人材像人数", "Step到達者数", "修了者数") and row["active"] != "×"
    ]
    for base in bases:
        persona = base.get("persona_code")
        picked = _step_of(draft, persona) if persona and draft.chance(0.5) else {}
        picked["condition_code"] = base["target_code"]
        _target(draft, f"M{next(numbers):03}", "うち割合", picked)


def _picks() -> dict[str, Callable[[Draft], Picked]]:
    return {
        "役割配置数": lambda d: {"object_code": d.one(("CIO補佐官", "統括責任者"))},
        "人材像人数": _persona,
        "配置課割合": lambda d: {**_persona(d), "per_section": d.one((None, 1, 1, 2, 3))},
        "ツール配置課割合": _tool_coverage,
        "行事回数": lambda d: {"object_code": d.one((None, "DX連携会議", "成果発表会", "説明会"))},
        "研修実施回数": lambda d: {"object_code": _training_or_group(d)},
        "受講率": _maybe_of_a_persona,
        "修了率": _maybe_of_a_persona,
        "修了者数": _maybe_of_a_persona,
        "延べ受講者数": _maybe_of_a_persona,
        "回答割合": lambda d: {"object_code": d.one(("Q1", "Q2", "Q3", "Q4"))},
        "案件数": lambda d: {"object_code": d.one((None, "BPR", "BI", "改善提案", *_tools(d)))},
        "リード案件数": lambda d: {**_persona(d), "object_code": d.one((None, "BPR", "RPA"))},
        "Step到達者数": lambda d: _step_of(d, _persona(d)["persona_code"]),
        "Step到達率": lambda d: _step_of(d, _persona(d)["persona_code"]),
        "定性": lambda d: {"review_mark": d.one((None, "○", "△", "×"))},
    }


def _persona(draft: Draft) -> Picked:
    active = [row for row in draft.listed("personas") if row["active"] != "×"]
    return {"persona_code": draft.one(active)["persona_code"]}


def _tools(draft: Draft) -> list[str]:
    return draft.codes("tools", "tool_code")


def _training_or_group(draft: Draft) -> str:
    trainings = draft.codes("trainings", "training_code")
    return draft.one((draft.one(trainings), draft.one(("GR1", "GR2", "GR3"))))


def _maybe_of_a_persona(draft: Draft) -> Picked:
    whom = _persona(draft) if draft.chance(0.6) else {}
    return {**whom, "object_code": _training_or_group(draft)}


def _step_of(draft: Draft, persona: Cell) -> Picked:
    """Pick a Step of a persona, on one of its tools' rows where it has any."""
    own = [row for row in draft.listed("steps") if row["persona_code"] == persona]
    active = {row["step"] for row in own if row["active"] != "×"}
    criteria = [row for row in draft.listed("criteria") if row["persona_code"] == persona]
    named = {row["tool_code"] for row in criteria if row["step"] in active}
    rows: list[str | None] = [None]
    rows += [
        str(tool["tool_code"])
        for tool in draft.listed("tools")
        if tool["active"] != "×" and (tool["tool_code"] in named or "*" in named)
    ]
    steps = [row["step"] for row in own]
    return {"persona_code": persona, "object_code": draft.one(rows), "step": draft.one(steps)}


def _tool_coverage(draft: Draft) -> Picked:
    """Pick a tool and a Step of a persona on it, or (without a persona) a level."""
    picked = _step_of(draft, _persona(draft)["persona_code"])
    if picked["object_code"] is None:
        level: Picked = {"object_code": draft.one(_tools(draft)), "step": draft.rng.randint(1, 3)}
        picked = level
    return {**picked, "per_section": draft.one((None, 1, 2))}


def _history(draft: Draft, code: str, year: int) -> None:
    """Draw what earlier years brought; only last year's 目標 is what 前年度 shows."""
    for before in draft.some((year - 2, year - 1), 0, 2):
        for kind in draft.some(("目標", "参加率"), 1, 2):
            value = draft.one((None, draft.rng.randint(0, 999) / 10))
            draft.add("history", year=before, kind=kind, code=code, value=value)


def _unit(draft: Draft, indicator: str) -> str | None:
    """Draw a 単位: mostly one that fits, now and then one that does not, or none."""
    words: tuple[str | None, ...] = (None, "－")
    if indicator != "定性":
        counted = COUNTED[indicator]
        own = (counted, "人") if counted == "名" else (counted,)
        words = ("%", "%", "％", *own) if indicator in SHARES else own
        if draft.chance(0.1):
            words = (None, "%", "名", "課", "回", "件", "か月")
    return draft.rng.choice(words)


def _target(draft: Draft, code: str, indicator: str, picked: Picked) -> None:
    unit = _unit(draft, indicator)
    share = unit in ("%", "％")
    year = days.year_of(draft.as_of)
    due = year + draft.one((-1, 0, 0, 1, 2))
    goal = draft.one((5, 10, 20, 33.3, 50, 100)) if share else draft.rng.randint(1, 25)
    row: Picked = {
        "target_code": code,
        "target_type": TYPE,
        "target_name": f"目標{code}",
        "indicator": indicator,
        "goal_value": None if indicator == "定性" else goal,
        "unit": unit,
        "horizon": draft.one(("年度計画", "基本方針", "基本方針", "両方")),
        "due_year": due,
        "active": draft.flag(0.05),
        **picked,
    }
    if draft.chance(0.6):
        row["base_year"] = min(due, year) - draft.rng.randint(0, 3)
        row["base_value"] = draft.rng.randint(0, int(goal))
    draft.add("targets", **row)
    _history(draft, code, year)
    if draft.chance(0.3):
        for entered in {year, year + draft.one((-1, 1))}:
            value = draft.rng.randint(0, int(goal))
            draft.add("milestones", target_code=code, year=entered, goal_value=value)
