"""Codes inside sentences, as people say them: 「職員 00142」 is 「職員 00142(田中 楓)」.

A sentence that names somebody by number, or a training by code, gets the name behind it where the
sentence does not say it yet. A number that may be no code (1200 of 1200円) is one only behind a
word that says so, or where it begins with 0.
"""

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

from ledger.layout.frames import Tables
from ledger.layout.names_beside import (
    GROUPS,
    PERSONAS,
    SECTIONS,
    SKILLS,
    STAFF,
    TARGETS,
    TRAININGS,
    Master,
)

_CODE = re.compile(
    r"(?<![0-9A-Za-z_./:\-])(?P<code>[0-9A-Za-z][0-9A-Za-z\-]*)(?![0-9A-Za-z_./:\-])(?P<end>」?)"
)
_DIGIT = re.compile(r"\d")
_PERSON = re.compile(r"(?:職員番号|職員|確認者|上長|所属長|本人|代理)[ 「:]*$")
_SECTION = re.compile(r"(?:所属コード|所属|部|課|係)[ 「:]*$")
_COUNTED = re.compile(r"[ 　]*(?:年|月|日|時|分|秒|名|人|件|回|か月|席|円|万|行|列|%|歳|つ|課|以)")
_CODED = PERSONAS, SKILLS, GROUPS, TRAININGS, TARGETS


class _Known(NamedTuple):
    """Names by code: of people, of sections, of what HR and DX decided."""

    people: Mapping[str, str]
    sections: Mapping[str, str]
    policy: Mapping[str, str]

    def of(self, code: str, before: str, after: str) -> str | None:
        """Return the name of a code by what stands before and after it; None if it is none."""
        if not _DIGIT.search(code):
            return None  # a word as well, such as RPA
        if _PERSON.search(before):
            return self.people.get(code)
        if _SECTION.search(before):
            return self.sections.get(code)
        if code.isdigit():
            plain = code.startswith("0") and not _COUNTED.match(after)
            found = {m[code] for m in (self.people, self.sections) if code in m}
            return found.pop() if plain and len(found) == 1 else None
        return self.policy.get(code) or self.people.get(code) or self.sections.get(code)


def spoken_codes(tables: Tables) -> Callable[[str], str]:
    """Return what says a sentence with the names of its codes.

    Args:
        tables: The ledger's tables.
    """
    policy = {code: name for master in _CODED for code, name in _names(tables, master).items()}
    known = _Known(_names(tables, STAFF), _names(tables, SECTIONS), policy)

    def spoken(sentence: str) -> str:
        told: set[str] = set()

        def named(found: re.Match[str]) -> str:
            code = found["code"]
            before, after = sentence[: found.start()], sentence[found.end() :]
            name = known.of(code, before, after)
            if name is None or name in sentence or code in told:
                return found[0]
            told.add(code)
            return f"{found[0]}({name})"

        return _CODE.sub(named, sentence)

    return spoken


def _names(tables: Tables, master: Master) -> dict[str, str]:
    data = tables[master.table][[master.code, master.name]].dropna()
    return dict(data.itertuples(index=False, name=None))
