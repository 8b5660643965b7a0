"""The organisation: sections as a tree (係→課→部), with 統合先 followed.

A section that was merged into another follows it and does not count itself. Circles, which
台帳点検 reports, are cut where they close; a code that 所属 does not hold leads nowhere.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from ledger.layout.frames import Tables, records, with_defaults
from ledger.layout.people_tables import SECTIONS
from ledger.model.terms import Flag, SectionLevel


class Section(NamedTuple):
    """One row of 所属."""

    code: str
    name: str
    level: str
    parent_code: str | None
    counted: bool
    merged_into: str | None


@dataclass(frozen=True)
class Organisation:
    """Every section, by code, in the order of the sheet."""

    sections: Mapping[str, Section]
    _paths: dict[str, tuple[Section, ...]] = field(default_factory=dict, repr=False, compare=False)

    def final(self, code: str) -> Section | None:
        """Return the section that a code stands for today: 統合先 followed to its end."""
        section = self.sections.get(code)
        seen = set()
        while section and section.code not in seen:
            seen.add(section.code)
            section = self.sections.get(section.merged_into or "", section)
        return section

    def path(self, code: str | None) -> tuple[Section, ...]:
        """Return a section and all above it, nearest first; empty for an unknown code."""
        if code is None:
            return ()
        if code not in self._paths:
            found: dict[str, Section] = {}
            section = self.final(code)
            while section and section.code not in found:
                found[section.code] = section
                section = self.final(section.parent_code) if section.parent_code else None
            self._paths[code] = tuple(found.values())
        return self._paths[code]

    def division_of(self, code: str | None) -> str | None:
        """Return the nearest 課 at or above a section; a 部 itself lies in none."""
        divisions = (s.code for s in self.path(code) if s.level == SectionLevel.DIVISION)
        return next(divisions, None)

    def departments_of(self, code: str | None) -> tuple[str, ...]:
        """Return every 部 that a section rolls up into, nearest first."""
        return tuple(s.code for s in self.path(code) if s.level == SectionLevel.DEPARTMENT)

    def in_order(self) -> tuple[Section, ...]:
        """Return every section, each before those below it, those side by side as on the sheet.

        A section that was merged into another stands there, not by itself. What hangs in a circle
        comes last.
        """
        below: dict[str | None, list[Section]] = {}
        own = [one for one in self.sections.values() if self.final(one.code) == one]
        for section in own:
            above = self.final(section.parent_code) if section.parent_code else None
            below.setdefault(above.code if above and above != section else None, []).append(section)
        found: dict[str, Section] = {}
        waiting = [*reversed(below.get(None, ()))]
        while waiting:
            section = waiting.pop()
            found[section.code] = section
            waiting += reversed(below.get(section.code, ()))
        return (*found.values(), *(one for one in own if one.code not in found))

    def counted(self, level: SectionLevel) -> tuple[Section, ...]:
        """Return the sections of a level that count: 集計対象 ○ and not merged into another.

        They count even without staff.
        """
        return tuple(
            section
            for section in self.sections.values()
            if section.level == level
            and section.counted
            and section.merged_into not in self.sections
        )


def organisation_of(tables: Tables) -> Organisation:
    """Read the organisation out of the table `sections`; of equal codes the first row counts."""
    found: dict[str, Section] = {}
    for row in records(SECTIONS, with_defaults(SECTIONS, tables["sections"])):
        code = row["section_code"]
        if isinstance(code, str):
            parent, merged = row["parent_code"], row["merged_into"]
            section = Section(
                code=code,
                name=str(row["section_name"] or code),
                level=str(row["level"]),
                parent_code=parent if isinstance(parent, str) else None,
                counted=row["counted"] == Flag.YES.value,
                merged_into=merged if isinstance(merged, str) and merged != code else None,
            )
            found.setdefault(code, section)
    return Organisation(found)
