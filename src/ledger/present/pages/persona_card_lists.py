"""What the dropdowns of a card offer, in hidden columns beside it."""

from collections.abc import Mapping, Sequence

from ledger.judge.cards.labels import Labels, card_names
from ledger.judge.cards.sentences import SAYINGS
from ledger.judge.kinds.saying import MODE
from ledger.layout.persona_card import EACH_TOOL, LIST_COLUMNS, NEW, SAY
from ledger.model.object_words import words_about
from ledger.model.policy import Policy
from ledger.model.terms import CriterionKind

_MOST = 400
"""Names that a dropdown offers at most."""


def listed(policy: Policy, persona_code: str, mode: str) -> Mapping[tuple[int, int], str]:
    """Return what stands in the hidden columns, by row (from 1) and column (from 0).

    Args:
        policy: The policy.
        persona_code: The persona on the card; "" for a new one.
        mode: 通算 or 継続.
    """
    found: dict[tuple[int, int], str] = {}
    for name, words in _lists(policy, persona_code).items():
        column = LIST_COLUMNS[name]
        found[1, column] = name
        for row, word in enumerate(words[:_MOST], start=2):
            found[row, column] = word
    for row, (kind, said) in enumerate(SAYINGS.items(), start=2):
        parts = (kind.value, said.before, said.after, said.blank, said.once)
        for at, text in enumerate((*parts, said.head.replace(MODE, mode), said.tail, *said.units)):
            if text:
                found[row, SAY + at] = str(text)
    return found


def _lists(policy: Policy, persona_code: str) -> Mapping[str, Sequence[str]]:
    names = card_names(policy, persona_code or None)
    trainings = [
        label for code, label in names.trainings.by_code.items() if policy.trainings[code].active
    ]
    groups = [names.taught.by_code[code] for code in policy.groups]
    tools = [names.tools.by_code[c] for c, tool in policy.tools.items() if tool.active]
    objects = {
        "trainings": [*trainings, *groups],
        "tools": tools,
        "skills": list(names.skills.by_code.values()),
    }
    own = [label for code, label in names.own_skills.by_code.items() if policy.skills[code].active]
    return {
        **{kind: objects.get(kind.object_table, _words(policy, kind)) for kind in CriterionKind},
        "personas": [*personas(policy).by_code.values(), NEW],
        "tools": [*tools, EACH_TOOL],
        "own_skills": own,
        "trainings": trainings,
    }


def personas(policy: Policy) -> Labels:
    """Return the names that the chooser offers: personas that are 有効 first."""
    listed = sorted(policy.personas.values(), key=lambda one: not one.active)
    return Labels((one.persona_code, one.persona_name) for one in listed)


def _words(policy: Policy, kind: CriterionKind) -> Sequence[str]:
    """Return the words that 何 of a 種別 is one of, else the names that its criteria have."""
    used = (one.object_code or "" for one in policy.criteria if one.kind is kind)
    return words_about(kind) or list(dict.fromkeys(name for name in used if name))
