"""A persona's rows as a card: what its cells say, and which row each line stands for."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from ledger.judge.cards.labels import CardNames, Labels, card_names
from ledger.judge.kinds import KINDS
from ledger.layout.persona_card import (
    ABOUT,
    EACH_TOOL,
    LINE_ROLES,
    NAME,
    NEED_ROLES,
    SORT,
    STEP_ROLES,
    CardContent,
    CardField,
)
from ledger.model.policy import EVERY_TOOL, Criterion, MapEntry, Persona, Policy, StepDefinition
from ledger.model.terms import CriterionKind, Flag


class SkillNeed(NamedTuple):
    """One line of the 研修体系: a skill, and a training for it if there is one."""

    skill_code: str
    entry: MapEntry | None = None


class ShownCard(NamedTuple):
    """A persona's card, and the rows that stand behind its lines.

    Attributes:
        content: What its cells say.
        steps: The Step of each heading, by role.
        criteria: The criterion of each line, by role.
        needs: The skill and training of each line of the 研修体系, by role.
        held: Rows that have no place on the card, each in words; they stay as they are.
        held_skills: Skills that such rows are about.
    """

    content: CardContent
    steps: Mapping[str, StepDefinition]
    criteria: Mapping[str, Criterion]
    needs: Mapping[str, SkillNeed]
    held: tuple[str, ...] = ()
    held_skills: frozenset[str] = frozenset()


USUAL_STEPS = 3
"""Steps that a persona has as a rule."""
BLANK = ShownCard({}, {}, {}, {})
"""The card of a persona that there is not yet."""


def offered_card(policy: Policy) -> CardContent:
    """Return what a blank card offers: Steps named as most personas name theirs.

    An offered name becomes a Step only where criteria are written under it (`typed_lines`); what a
    person must decide, 人材像名, 対象 and every criterion, is blank.
    """
    offered: dict[CardField, str] = {}
    for step, role in STEP_ROLES.items():
        names = [one.step_name for one in policy.steps if one.step == step]
        if names and step <= USUAL_STEPS:
            offered[CardField(role, "step_name")] = max(names, key=names.count)
    return offered


def shown_card(policy: Policy, persona_code: str) -> ShownCard:
    """Lay a persona's rows out as its card.

    Args:
        policy: The policy.
        persona_code: The persona.

    Returns:
        Its card. Rows beyond the room of the card, Steps above the fourth and criteria of a Step
        that there is not are told in `held`.
    """
    names = card_names(policy, persona_code)
    steps, no_room = _steps(policy, persona_code)
    criteria, more = _criteria(policy, persona_code, {s.step for s in steps.values()})
    needs, left = _needs(policy, persona_code)
    content: dict[CardField, str] = dict(_persona(policy.personas[persona_code]))
    for role, step in steps.items():
        content[CardField(role, "step_name")] = step.step_name
        content[CardField(role, "active")] = _flag(active=step.active)
    for role, criterion in criteria.items():
        content |= {CardField(role, k): v for k, v in criterion_texts(criterion, names).items()}
    for role, need in needs.items():
        content |= {CardField(role, k): v for k, v in need_texts(policy, need, names).items()}
    told = (
        *(f"Step: Step{step.step} {step.step_name}" for step in no_room),
        *(f"Step条件: Step{one.step} の条件 {one.criterion_no}({one.kind})" for one in more),
        *(f"研修体系・スキル要件: {_need_told(policy, need)}" for need in left),
    )
    about = frozenset(need.skill_code for need in left)
    return ShownCard(content, steps, criteria, needs, told, about)


def criterion_texts(criterion: Criterion, names: CardNames) -> dict[str, str]:
    """Return what the cells of a criterion's line say, by what they are."""
    tool = criterion.tool_code or ""
    texts = {
        "kind": criterion.kind.value,
        "object": _object(criterion, names),
        "amount": str(criterion.amount),
        "unit": criterion.unit.value if criterion.unit else "",
        "tool": EACH_TOOL if tool == EVERY_TOOL else names.tools.label(tool) or tool,
        "any_of": criterion.any_of or "",
    }
    return {key: text for key, text in texts.items() if text}


def labels_for(kind: CriterionKind, names: CardNames) -> Labels | None:
    """Return the names that 何 of a 種別 is chosen from; None where it is no code."""
    tables = {"trainings": names.taught, "tools": names.tools, "skills": names.skills}
    return tables.get(KINDS[kind].object_table)


def _object(criterion: Criterion, names: CardNames) -> str:
    code, labels = criterion.object_code or "", labels_for(criterion.kind, names)
    return code if labels is None else labels.label(code) or code


def need_texts(policy: Policy, need: SkillNeed, names: CardNames) -> dict[str, str]:
    """Return what the cells of a line of the 研修体系 say, by what they are."""
    skill, entry = policy.skills[need.skill_code], need.entry
    code = entry.training_code if entry else ""
    texts = {
        "requirement": entry.requirement.value if entry else "",
        "training": names.trainings.label(code) or code,
        "needed": "" if skill.needed is None else str(skill.needed),
        "method": skill.method.value,
        "skill": names.own_skills.label(need.skill_code) or "",
    }
    return {key: text for key, text in texts.items() if text}


def _persona(persona: Persona) -> Iterator[tuple[CardField, str]]:
    yield CardField(NAME, "persona_name"), persona.persona_name
    yield CardField(NAME, "scope"), persona.scope.value
    yield CardField(SORT, "category"), persona.category.value if persona.category else ""
    yield CardField(ABOUT, "definition"), persona.definition or ""
    yield CardField(NAME, "active"), _flag(active=persona.active)


def _flag(*, active: bool) -> str:
    return Flag.YES.value if active else Flag.NO.value


def _steps(
    policy: Policy, persona_code: str
) -> tuple[dict[str, StepDefinition], list[StepDefinition]]:
    shown: dict[str, StepDefinition] = {}
    left = []
    for step in policy.steps:
        if step.persona_code == persona_code:
            role = STEP_ROLES.get(step.step)
            if role is None or role in shown:
                left.append(step)
            else:
                shown[role] = step
    return shown, left


def _criteria(
    policy: Policy, persona_code: str, steps: set[int]
) -> tuple[dict[str, Criterion], list[Criterion]]:
    shown: dict[str, Criterion] = {}
    left, taken = [], set()
    for one in policy.criteria:
        if one.persona_code != persona_code:
            continue
        free = (r for r in LINE_ROLES.get(one.step, ()) if r not in shown)
        role = next(free, None) if one.step in steps and one.label not in taken else None
        if role is None:
            left.append(one)
        else:
            shown[role] = one
            taken.add(one.label)
    return shown, left


def _needs(policy: Policy, persona_code: str) -> tuple[dict[str, SkillNeed], list[SkillNeed]]:
    """Return the lines of the 研修体系: by skill, each in the order of its rows."""
    own = {
        code: skill
        for code, skill in policy.skills.items()
        if skill.persona_code == persona_code and skill.active
    }
    entries = [one for one in policy.training_map if one.persona_code == persona_code]
    mapped = {one.skill_code for one in entries}
    listed = [SkillNeed(one.skill_code, one) for one in entries]
    listed += [SkillNeed(code) for code in own if code not in mapped]
    shown: dict[str, SkillNeed] = {}
    left, taken = [], set()
    for need in listed:
        key = (need.skill_code, need.entry.training_code if need.entry else "")
        if need.skill_code in own and key not in taken and len(shown) < len(NEED_ROLES):
            shown[NEED_ROLES[len(shown)]] = need
            taken.add(key)
        else:
            left.append(need)
    return shown, left


def _need_told(policy: Policy, need: SkillNeed) -> str:
    skill = policy.skill_name(need.skill_code)
    if need.entry is None:
        return f"「{skill}」"
    training = policy.training_name(need.entry.training_code)
    return f"「{skill}」の{need.entry.requirement}研修 {training}"
