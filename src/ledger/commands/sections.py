"""Which section a code or a name on the command line, or before Excel, means."""

from collections.abc import Sequence

from ledger.judge.organisation import Section, organisation_of
from ledger.layout.frames import Tables
from ledger.model.characters import quoted
from ledger.model.folding import name_key
from ledger.model.problems import Refusal

_FEW = 5
"""Sections that are offered where one is not found; more are no help."""


def section_meant(named: str, tables: Tables) -> str:
    """Return the code of a section that is called by code or by name.

    Args:
        named: What was typed.
        tables: The ledger's tables.

    Raises:
        Refusal: There is none (`section-unknown`), or several have that name
            (`section-ambiguous`).
    """
    sections = organisation_of(tables).sections.values()
    asked = name_key(named)
    if any(one.code == named for one in sections):
        return named
    found = [one.code for one in sections if asked in (name_key(one.code), name_key(one.name))]
    if len(found) > 1:
        raise Refusal.of("section-ambiguous", value=named, codes="、".join(found))
    if not found:
        near = [f"{one.code} {one.name}" for one in sections if asked and _is_near(asked, one)]
        raise Refusal.of("section-unknown", value=quoted(named), near=_perhaps(near))
    return found[0]


def _is_near(asked: str, one: Section) -> bool:
    name = name_key(one.name)
    return asked in name or (bool(name) and name in asked)


def _perhaps(near: Sequence[str]) -> str:
    """Say which sections may be meant, if there are a few."""
    return f"近い名前: {'、'.join(near)}。" if 0 < len(near) <= _FEW else ""
