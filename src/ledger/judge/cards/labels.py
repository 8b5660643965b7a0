"""Names of coded things as a card shows and reads them: each name stands for one code."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import NamedTuple

from ledger.model.folding import folded_code, name_key
from ledger.model.policy import Policy

GROUP = "(グループ)"
"""What follows the name of a 研修グループ, so that it is told from a training."""

_NUMBERED = re.compile(r"(.*?)([0-9]+)")


class Labels:
    """The labels of some coded things: their names, with the code where two share a name."""

    def __init__(
        self, names: Iterable[tuple[str, str]], others: Mapping[str, str] | None = None
    ) -> None:
        """Take the things that can be named.

        Args:
            names: Code and name of each.
            others: Other names that are read, and the code that each stands for.
        """
        self._names = dict(names)
        self._others = others or {}

    @cached_property
    def by_code(self) -> Mapping[str, str]:
        """The label of each code."""
        often = Counter(name_key(name) for name in self._names.values())
        return {
            code: name if often[name_key(name)] == 1 else f"{name}({code})"
            for code, name in self._names.items()
        }

    @cached_property
    def _codes(self) -> Mapping[str, tuple[str, ...]]:
        found: dict[str, tuple[str, ...]] = {}
        for code, name in self._names.items():
            key = name_key(name)
            found[key] = (*found.get(key, ()), code)
        own = {name_key(label): (code,) for code, label in self.by_code.items()}
        other = {name_key(name): (code,) for name, code in self._others.items()}
        return {**other, **found, **own}

    def codes_of(self, text: str) -> tuple[str, ...]:
        """Return what a text can stand for: one code, none, or several of the same name."""
        found = self._codes.get(name_key(text))
        if found is not None:
            return found
        code = folded_code(text)
        return (code,) if code in self._names else ()

    def label(self, code: str) -> str | None:
        """Return the label of a code; None if it is not known."""
        return self.by_code.get(code)


class CardNames(NamedTuple):
    """The names that one card speaks in.

    Attributes:
        trainings: 研修, with their 研修別名.
        taught: 研修 and 研修グループ: what a criterion can be about.
        tools: ツール.
        skills: Every skill: what a criterion can be about.
        own_skills: The skills of the card's persona.
    """

    trainings: Labels
    taught: Labels
    tools: Labels
    skills: Labels
    own_skills: Labels


def card_names(policy: Policy, persona_code: str | None) -> CardNames:
    """Return the names that a persona's card speaks in.

    Args:
        policy: The policy.
        persona_code: The persona; None for a new one.
    """
    trainings = [(t.training_code, t.training_name) for t in policy.trainings.values()]
    groups = [(g.group_code, g.group_name + GROUP) for g in policy.groups.values()]
    known = {alias: code for alias, code in policy.aliases.items() if code in policy.trainings}
    bare = {g.group_name: g.group_code for g in policy.groups.values()}
    skills = [(s.skill_code, s.skill_name) for s in policy.skills.values()]
    own = [(c, n) for c, n in skills if policy.skills[c].persona_code == persona_code]
    return CardNames(
        trainings=Labels(trainings, known),
        taught=Labels([*trainings, *groups], {**bare, **known}),
        tools=Labels((t.tool_code, t.tool_name) for t in policy.tools.values()),
        skills=Labels(skills),
        own_skills=Labels(own),
    )


def next_code(codes: Iterable[str], usual: str) -> str:
    """Return the next free code, written as most codes are.

    Args:
        codes: The codes that there are, taken ones too.
        usual: The letter of a first one.
    """
    listed = list(codes)
    found = [match for code in listed if (match := _NUMBERED.fullmatch(code))]
    heads = Counter(match[1] for match in found)
    head = heads.most_common(1)[0][0] if heads else usual
    own = [match[2] for match in found if match[1] == head]
    width = max(map(len, own), default=2)
    number = max(map(int, own), default=0) + 1
    while (code := f"{head}{number:0{width}d}") in listed:
        number += 1
    return code
