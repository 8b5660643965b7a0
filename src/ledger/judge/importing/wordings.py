"""What a question of a form asks for: its header without numbers, brackets and politeness."""

import re
from functools import lru_cache
from typing import NamedTuple

from ledger.judge.importing.meanings import core_of
from ledger.layout.answer_tables import ANSWERED
from ledger.layout.answer_words import AFTER, ASKED, BEFORE, ROLE_BEFORE, SHARED, Spot
from ledger.model.folding import header_key, name_key

_QUESTION = re.compile(
    r"^(?:q|問|設問|質問|no\.?)?\d{1,2}(?:-\d{1,2})?[.:)、](?=.)|^(?:q|問|設問)\d+"
)
_TURN = r"(?:その)?(\d{1,2})(?:つ目|つめ|件目|個目|番目|回目)?"
_BRACKETED_TURN = re.compile(rf"[(\[【〔]{_TURN}[)\]】〕]")
_ASIDE = re.compile(r"[(\[【〔〈《「『][^)\]】〕〉》」』]*[)\]】〕〉》」』]")
_YEAR = re.compile(r"(?:令和|r|平成)?\d{1,4}年度?の?")
_TURNED = re.compile(rf"(?<!step)(?<!{name_key('ステップ')}){_TURN}(?!\d*年)の?")
_KANJI = {"一つ目": "1つ目", "二つ目": "2つ目", "三つ目": "3つ目", "四つ目": "4つ目"}
_NEVER_ASKED = frozenset({"goal_no", "question_code"})
"""Columns that the form has filled in already."""
_AFTER = tuple(re.compile(name_key(pattern)) for pattern in AFTER)
_BEFORE = tuple(sorted(map(name_key, (*BEFORE, *ROLE_BEFORE)), key=len, reverse=True))


class Wording(NamedTuple):
    """A header as it is looked up.

    Attributes:
        cores: What it asks for, the fullest first; each is what is left of the one before it.
        turn: Which of several it asks for (研修2, 2つ目の研修), 0 where it does not say.
        role: 役割 that it says itself (リードした案件), "" if it does not.
    """

    cores: tuple[str, ...]
    turn: int = 0
    role: str = ""


@lru_cache(maxsize=4096)
def wording_of(header: str) -> Wording:
    """Return what a header asks for, without what only makes it a question."""
    key = header_key(header)
    for kanji, digits in _KANJI.items():
        key = key.replace(name_key(kanji), name_key(digits))
    role = next((r for words, r in ROLE_BEFORE.items() if name_key(words) in key), "")
    wholes = [key, bare] if (bare := _QUESTION.sub("", key)) != key else [key]
    turn = 0
    cores: list[str] = []
    for whole in wholes:
        number = _BRACKETED_TURN.search(whole)
        text = _ASIDE.sub("", _BRACKETED_TURN.sub("", whole))
        cores.append(_bare(text))
        text = _YEAR.sub("", text)
        inside = None if number else _TURNED.search(text)
        text = _TURNED.sub("", text, count=1) if inside else text
        found = number or inside
        turn = int(found[1]) if found else 0
        cores += _left(text)
    return Wording(tuple(dict.fromkeys(core for core in cores if core)), turn, role)


def _left(text: str) -> list[str]:
    """Return a question, then what is left of it without politeness, step by step."""
    found = [_bare(text)]
    for pattern in _AFTER:
        if (less := pattern.sub("", text)) and less != text:
            text = less
            found.append(_bare(text))
    while before := next((b for b in _BEFORE if text.startswith(b) and text != b), None):
        text = text.removeprefix(before)
        found.append(_bare(text))
    return found


def _bare(text: str) -> str:
    return core_of(text.strip("?。!")).replace("の", "")


def bare_core(text: str) -> str:
    """Return a text as wordings are compared: without signs, brackets kept, without の."""
    return _bare(header_key(text))


def _own_headers() -> dict[str, tuple[Spot, ...]]:
    found: dict[str, tuple[Spot, ...]] = {}
    for table in ANSWERED.values():
        for column in table.columns:
            if column.key not in _NEVER_ASKED:
                core = bare_core(column.header)
                found[core] = (*found.get(core, ()), (table.key, column.key))
    return found


def _declared() -> dict[str, tuple[Spot, ...]]:
    found = _own_headers()
    named = [(one, (spot,)) for spot, words in ASKED.items() for one in words]
    for words, spots in (*named, *SHARED.items()):
        core = bare_core(words)
        found[core] = tuple(dict.fromkeys((*found.get(core, ()), *spots)))
    return {core: spots for core, spots in found.items() if core}


_SPOTS = _declared()


def spots_of(wording: Wording) -> tuple[Spot, ...]:
    """Return the columns that a header may ask for; of several one is found by its place."""
    return next((_SPOTS[core] for core in wording.cores if core in _SPOTS), ())


def is_asked_by(header: str) -> bool:
    """Whether a header is a declared wording, for finding the header row."""
    return bool(spots_of(wording_of(header)))


__all__ = ["Wording", "bare_core", "is_asked_by", "spots_of", "wording_of"]
