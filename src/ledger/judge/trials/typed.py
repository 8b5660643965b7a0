"""A trial as it is typed on the command line: `リード期間の数え方=継続`, `P02:2-1=必要数:6`."""

import re
from collections.abc import Mapping
from types import MappingProxyType

from ledger.judge.trials.changes import TrialChange, cells_of
from ledger.layout.columns import Cell
from ledger.layout.ledger import BY_KEY
from ledger.model.folding import folded_digits, name_key, word_of
from ledger.model.policy import Policy
from ledger.model.terms import CriterionKind, TrialKind
from ledger.model.trial_words import setting_meant

_CRITERIA = BY_KEY["criteria"]
_EQUALS = re.compile("[=＝]")
_CRITERION = re.compile(
    r"(?P<persona>[^:：=＝]+)[:：](?P<step>\d+)(?:[-ー−](?P<number>\d+))?[=＝](?P<said>.+)"
)
_BETWEEN = re.compile("[,、，]")
_COLUMNS: Mapping[str, str] = MappingProxyType(
    {
        name_key(word): key
        for key, words in {
            "tool_code": (_CRITERIA.column("tool_code").header, "ツール"),
            "kind": (_CRITERIA.column("kind").header,),
            "object_code": (_CRITERIA.column("object_code").header, "対象"),
            "amount": (_CRITERIA.column("amount").header,),
            "any_of": (_CRITERIA.column("any_of").header,),
        }.items()
        for word in words
    }
)
_WORDS: Mapping[str, TrialKind] = MappingProxyType(
    {name_key("足す"): TrialKind.ADD, name_key("外す"): TrialKind.REMOVE}
)


def typed_setting(text: str) -> tuple[str, str] | None:
    """Return a setting and its value as they are typed; None if the text says none.

    Args:
        text: `KEY=VALUE`; the setting by its key or 項目.
    """
    parts = _EQUALS.split(text, maxsplit=1)
    if len(parts) == 1 or not parts[0].strip():
        return None
    named = parts[0].strip()
    return setting_meant(named) or named, parts[1].strip()


def typed_criterion(policy: Policy, text: str) -> TrialChange | None:
    """Return a change of Step条件 as it is typed; None if the text says none.

    Args:
        policy: The policy.
        text: `人材像:Step-条件番号=列:値,列:値`; `外す` leaves the criterion out, `足す` adds one.
    """
    found = _CRITERION.fullmatch(folded_digits(text.strip()))
    if found is None:
        return None
    said = [part.strip() for part in _BETWEEN.split(found["said"]) if part.strip()]
    kinds = [_WORDS[name_key(part)] for part in said if name_key(part) in _WORDS]
    cells = [_cell(part) for part in said if name_key(part) not in _WORDS]
    if len(kinds) > 1 or None in cells:
        return None
    row = dict(cell for cell in cells if cell is not None)
    number = found["number"]
    return TrialChange(
        kind=kinds[0] if kinds else TrialKind.CHANGE,
        persona_code=_persona(policy, found["persona"].strip()),
        step=int(found["step"]),
        criterion_no=int(number) if number else None,
        cells=cells_of(row),
    )


def _cell(part: str) -> tuple[str, Cell] | None:
    name, mark, value = part.replace("：", ":").partition(":")
    key = _COLUMNS.get(name_key(name))
    return (key, _value(key, value.strip())) if key and mark and value.strip() else None


def _value(key: str, text: str) -> Cell:
    if key == "amount":
        return int(text) if text.isdecimal() else text
    return (word_of(text, CriterionKind) or text) if key == "kind" else text


def _persona(policy: Policy, word: str) -> str:
    """Return the code of a persona by its code or name; the word where there is none."""
    for code, persona in policy.personas.items():
        if name_key(word) in (name_key(code), name_key(persona.persona_name)):
            return code
    return word
