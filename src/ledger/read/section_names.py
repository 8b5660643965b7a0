"""Sections by their names: an existing name is that section, a new one gets a code and a 階層."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ledger.layout.columns import Cell, RowValues
from ledger.layout.people_lists import PARENT_NAME, SECTION_NAME
from ledger.layout.people_tables import SECTIONS
from ledger.model.characters import quoted
from ledger.model.folding import name_key
from ledger.model.terms import SectionLevel
from ledger.read.cells.cell import CellFinding

_ENDINGS = {
    SectionLevel.DEPARTMENT: ("部", "局"),
    SectionLevel.DIVISION: ("課", "室", "所"),
    SectionLevel.UNIT: ("係", "担当", "班"),
}
_MADE = re.compile(r"S(\d{3,})")


class Named(NamedTuple):
    """A row of a list with its section.

    Attributes:
        values: The row, 所属コード filled in where it could be.
        finding: Why it could not, if so: `name-ambiguous`, `section-level-unknown`.
        new: The section that the row is the first to name, if it is.
    """

    values: RowValues
    finding: CellFinding | None = None
    new: RowValues | None = None


class SectionNames:
    """The names of the ledger's sections; it learns each new one."""

    def __init__(self, sections: Sequence[RowValues]) -> None:
        """Take the rows of `sections`."""
        self._codes: dict[str, list[str]] = {}
        self._above: dict[str, str] = {}
        names = {row["section_code"]: str(row["section_name"] or "") for row in sections}
        for row in sections:
            if row["section_name"] is not None:
                above = names.get(row["parent_code"]) if row["parent_code"] else None
                self._learn(str(row["section_name"]), str(row["section_code"]), above)
        made = (_MADE.fullmatch(str(row["section_code"])) for row in sections)
        self._last = max((int(found[1]) for found in made if found), default=0)

    def _learn(self, name: str, code: str, above: Cell = None) -> None:
        codes = self._codes.setdefault(name_key(name), [])
        if code not in codes:
            codes.append(code)
        if above is not None:
            self._above[code] = name_key(str(above))

    def _called(self, name: str, above: Cell) -> list[str]:
        """Return the sections of a name; of several, or of others', those below one of a name."""
        codes = self._codes.get(name_key(name), [])
        if above is None:
            return codes
        key = name_key(str(above))
        below = [code for code in codes if self._above.get(code) == key]
        return below or [code for code in codes if code not in self._above]

    def has(self, name: str) -> bool:
        """Whether a section of a name is known."""
        return name_key(name) in self._codes

    def learn(self, values: RowValues) -> None:
        """Learn a section that a file gives with its code."""
        if values.get("section_code") is not None and values.get("section_name") is not None:
            above = values.get(PARENT_NAME.key)
            self._learn(str(values["section_name"]), str(values["section_code"]), above)

    def named(self, values: RowValues) -> Named:
        """Fill in the code of a row of a list that names a section, making a new one if need be."""
        name = values.get(SECTION_NAME.key)
        if values.get("section_code") is not None or name is None:
            return Named(values)
        codes = self._called(str(name), values.get(PARENT_NAME.key))
        if len(codes) > 1:
            gaps = {"value": quoted(str(name)), "candidates": "・".join(codes)}
            return Named(values, CellFinding("name-ambiguous", gaps))
        if codes:
            return Named({**values, "section_code": codes[0]})
        level = values.get("level") or level_of(str(name))
        if level is None:
            return Named(values, CellFinding("section-level-unknown", {"value": quoted(str(name))}))
        self._last += 1
        code = f"S{self._last:03d}"
        self._learn(str(name), code, values.get(PARENT_NAME.key))
        section: dict[str, Cell] = dict.fromkeys(SECTIONS.keys)
        section |= {"section_code": code, "section_name": str(name).strip(), "level": level}
        return Named({**values, "section_code": code, "level": level}, new=section)

    def above(self, values: RowValues) -> Named:
        """Fill in 上位所属コード of a row of `sections` that names the section above."""
        name = values.get(PARENT_NAME.key)
        if values.get("parent_code") is not None or name is None:
            return Named(values)
        codes = self._codes.get(name_key(str(name)), [])
        if len(codes) == 1:
            return Named({**values, "parent_code": codes[0]})
        if codes:
            gaps = {"value": quoted(str(name)), "candidates": "・".join(codes)}
            return Named(values, CellFinding("name-ambiguous", gaps))
        return Named(values, CellFinding("section-above-unknown", {"value": quoted(str(name))}))


def level_of(name: str) -> str | None:
    """Return 階層 of a section by the ending of its name; None if it has none of them."""
    folded = name_key(name)
    return next(_levels(folded), None)


def _levels(name: str) -> Iterator[str]:
    for level, endings in _ENDINGS.items():
        if name.endswith(endings):
            yield level.value
