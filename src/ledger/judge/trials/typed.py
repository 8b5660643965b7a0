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
_STEP = re.compile(r"(?P<persona>[^:：=＝]+)[:：](?P<step>\d+)[=＝](?P<use>.+)")
_USES: Mapping[str, TrialKind] = MappingProxyType(
    {
        name_key(word): kind
        for kind, words in {
            TrialKind.STEP_ON: ("○", "使う"),
            TrialKind.STEP_OFF: ("×", "使わない"),
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


def typed_step(policy: Policy, text: str) -> TrialChange | None:
    """Return that a Step is used or not, as it is typed; None if the text says neither.

    Args:
        policy: The policy.
        text: `人材像:Step=○`.
    """
    found = _STEP.fullmatch(folded_digits(text.strip()))
    kind = _USES.get(name_key(found["use"])) if found else None
    if found is None or kind is None:
        return None
    persona = _persona(policy, found["persona"].strip())
    return TrialChange(kind, persona_code=persona, step=int(found["step"]))


def typed_completion(policy: Policy, text: str) -> TrialChange | None:
    """Return that everybody has completed a training, as it is typed; None if it names none.

    Args:
        policy: The policy.
        text: A training or a group, by code or name; behind `=` the persona whose holders alone.
    """
    what, *who = (part.strip() for part in _EQUALS.split(text, maxsplit=1))
    if not what or (who and not who[0]):
        return None
    names = {code: one.training_name for code, one in policy.trainings.items()}
    names |= {code: one.group_name for code, one in policy.groups.items()}
    persona = _persona(policy, who[0]) if who else ""
    return TrialChange(
        TrialKind.COMPLETED, persona_code=persona, cells={"object_code": _code(names, what)}
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
    return _code({code: one.persona_name for code, one in policy.personas.items()}, word)


def _code(names: Mapping[str, str], word: str) -> str:
    wanted = name_key(word)
    known = (c for c, name in names.items() if wanted in (name_key(c), name_key(name)))
    return next(known, word)
