"""Which section a code or a name on the command line, or before Excel, means."""

from ledger.judge.organisation import organisation_of
from ledger.layout.frames import Tables
from ledger.model.folding import name_key
from ledger.model.problems import Refusal


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
        raise Refusal.of("section-unknown", value=named)
    return found[0]
