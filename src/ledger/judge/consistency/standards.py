"""標準対応: what of a framework nothing here serves, and what of ours none of it knows (S19)."""

from collections.abc import Iterator, Sequence

import pandas as pd

from ledger.judge.consistency_places import place
from ledger.layout.frames import Tables
from ledger.layout.standards_tables import STANDARDS_MAP
from ledger.model.first_few import first_few
from ledger.model.folding import name_key
from ledger.model.policy import Policy, Skill
from ledger.model.problems import Place, Problem

_NAMED = 5
"""So many personas or skills are named in one finding."""


def standards_problems(policy: Policy, tables: Tables) -> Iterator[Problem]:
    """Find what stands alone, framework by framework; nothing where 標準対応 is empty.

    - An item of a framework to which neither a persona nor a skill that is 有効 answers.
    - Skills that are 有効, and that a framework which names skills does not have.
    - Personas likewise, of a framework which names personas.

    Spellings of a framework or an item that fold to the same name are the same.
    """
    data = tables[STANDARDS_MAP.key].dropna(subset=["framework", "item"])
    for _, rows in data.groupby(data["framework"].map(name_key), sort=False):
        yield from _unanswered(policy, data, rows)
        yield from _unknown(policy, rows)


def _unanswered(policy: Policy, data: pd.DataFrame, rows: pd.DataFrame) -> Iterator[Problem]:
    for _, own in rows.groupby(rows["item"].map(name_key), sort=False):
        if not any(_answers(policy, *pair) for pair in _pairs(own)):
            yield Problem.of(
                "standard-unanswered",
                place(STANDARDS_MAP, data, "item", own.index[0]),
                framework=own["framework"].iloc[0],
                item=own["item"].iloc[0],
            )


def _answers(policy: Policy, persona: object, skill: object) -> bool:
    known = policy.skills.get(str(skill))
    return _is_used(policy, str(persona)) or (known is not None and _is_asked(policy, known))


def _is_used(policy: Policy, persona_code: str) -> bool:
    known = policy.personas.get(persona_code)
    return known is not None and known.active


def _is_asked(policy: Policy, skill: Skill) -> bool:
    return skill.active and _is_used(policy, skill.persona_code)


def _unknown(policy: Policy, rows: pd.DataFrame) -> Iterator[Problem]:
    personas, skills = (
        frozenset(rows[key].dropna().tolist()) for key in ("persona_code", "skill_code")
    )
    named = {
        "スキル": [
            f"{code} {one.skill_name}"
            for code, one in policy.skills.items()
            if skills and _is_asked(policy, one) and code not in skills
        ],
        "人材像": [
            f"{one.persona_code} {one.persona_name}"
            for one in policy.active_personas
            if personas and one.persona_code not in personas
        ],
    }
    for what, missing in named.items():
        yield from _missing(str(rows["framework"].iloc[0]), what, missing)


def _missing(framework: str, what: str, missing: Sequence[str]) -> Iterator[Problem]:
    if missing:
        yield Problem.of(
            "standard-orphans",
            Place(sheet=STANDARDS_MAP.title),
            framework=framework,
            what=what,
            count=len(missing),
            names=first_few(missing, _NAMED),
        )


def _pairs(rows: pd.DataFrame) -> Iterator[tuple[object, object]]:
    yield from zip(rows["persona_code"], rows["skill_code"], strict=True)
