"""未受講者 section by section, as it is handed out: each head sees the own people only."""

from collections.abc import Mapping
from typing import NamedTuple

import pandas as pd

from ledger.judge.organisation import organisation_of
from ledger.layout.columns import Cell
from ledger.layout.frames import records
from ledger.layout.list_tables import UNTRAINED
from ledger.measure.roll import Roll
from ledger.model.terms import Presence

NO_SECTION = "所属なし"


class SectionUntrained(NamedTuple):
    """Whom the head of one section is to ask.

    Attributes:
        section_code: Code of the 課, or of the section where it lies in none; None without a 主務.
        section_name: Its name.
        rows: Rows of 未受講者 of those who are asked, in the order of the list.
        waiting: Those who are not asked now, by name, with the reason (在籍の状況).
    """

    section_code: str | None
    section_name: str
    rows: tuple[Mapping[str, Cell], ...]
    waiting: tuple[tuple[str, str], ...]

    @property
    def people(self) -> frozenset[Cell]:
        """Staff numbers of those who are asked."""
        return frozenset(row["staff_no"] for row in self.rows)


def by_section(roll: Roll, untrained: pd.DataFrame) -> tuple[SectionUntrained, ...]:
    """Take the table 未受講者 apart by section, in the order of the organisation.

    Args:
        roll: The roll that it was made from.
        untrained: The table.
    """
    organisation = organisation_of(roll.tables)
    own: dict[str | None, list[Mapping[str, Cell]]] = {}
    for row in records(UNTRAINED, untrained):
        entry = roll.entries[roll.places[str(row["staff_no"])]]
        own.setdefault(entry.division_code, []).append(row)
    found = []
    for code, rows in own.items():
        section = organisation.final(code) if code else None
        waiting = {
            (str(row["staff_name"]), str(row["presence"])): None
            for row in rows
            if row["presence"] != Presence.HERE
        }
        asked = tuple(row for row in rows if row["presence"] == Presence.HERE)
        name = section.name if section else code or NO_SECTION
        found.append(SectionUntrained(code, name, asked, tuple(waiting)))
    return tuple(found)
