"""Whose row it is: the number found in the master, and held against the name beside it."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple, Self

import pandas as pd

from ledger.judge.before_hired import early_day
from ledger.layout.columns import Cell
from ledger.layout.frames import records
from ledger.layout.people_tables import STAFF
from ledger.model.characters import quoted
from ledger.model.person_names import Likeness, given_names, is_kana, likeness, person_key
from ledger.read.cells.cell import CellFinding
from ledger.read.lost_characters import lost_in
from ledger.read.staff_numbers import StaffNumbers


class Whose(NamedTuple):
    """Whose row it is.

    Attributes:
        staff_no: The master's number; None if nobody's, or another's by the name.
        findings: What was found, by column of the roster.
    """

    staff_no: str | None
    findings: tuple[tuple[str, CellFinding], ...] = ()


_NOBODY: Mapping[str, str] = MappingProxyType({})


class RosterPeople(NamedTuple):
    """Whom a list may speak of.

    Attributes:
        numbers: The staff numbers.
        names: 氏名 by staff number.
        kana: フリガナ by staff number.
        given: Given names by folded name, of names that are parted.
        by_name: Staff numbers by folded name.
        hired: 採用日 by staff number.
    """

    numbers: StaffNumbers
    names: Mapping[str, str]
    kana: Mapping[str, str]
    given: Mapping[str, str]
    by_name: Mapping[str, tuple[str, ...]]
    hired: Mapping[str, Cell] = MappingProxyType({})

    @classmethod
    def of(cls, staff: pd.DataFrame, before: Mapping[str, str] = _NOBODY) -> Self:
        """Take the people of the ledger's table `staff`, and who was there once, by number."""
        rows = records(STAFF, staff)
        names = {str(row["staff_no"]): str(row["staff_name"] or "") for row in rows}
        kana = {str(row["staff_no"]): str(row["kana"] or "") for row in rows}
        by_name: dict[str, tuple[str, ...]] = {}
        for number, name in names.items():
            by_name[person_key(name)] = (*by_name.get(person_key(name), ()), number)
        given = given_names([*names.values(), *kana.values()])
        hired = {str(row["staff_no"]): row["hired_on"] for row in rows}
        return cls(StaffNumbers.of(staff, before), names, kana, given, by_name, hired)

    def before_hired(self, table: str, fact: Mapping[str, Cell]) -> CellFinding | None:
        """Say that a fact is older than 採用日 of its person."""
        gaps = early_day(table, fact, self.hired.get(str(fact.get("staff_no") or "")))
        return CellFinding("before-hired", gaps) if gaps else None

    def whose(self, raw: Mapping[str, Cell]) -> Whose:
        """Find out whose row it is.

        Args:
            raw: A row of the roster's table.

        Returns:
            The number as `StaffNumbers.resolve` finds it; None with `name-differs` where the name
            beside it is somebody else's.
        """
        resolved = self.numbers.resolve(str(raw["staff_no"]))
        found = [("staff_no", resolved.finding)] if resolved.finding else []
        found += [(key, lost) for key in ("staff_name", "kana") if (lost := lost_in(key, raw[key]))]
        number = resolved.staff_no
        if number is None:
            return Whose(None, tuple(found))
        held = [self._held(number, *said) for said in _said(raw)]
        found += [(key, finding) for _, key, finding in held if finding]
        differs = any(fits is Likeness.DIFFERENT for fits, _, _ in held)
        return Whose(None if differs else number, tuple(found))

    def _held(
        self, number: str, key: str, written: str
    ) -> tuple[Likeness, str, CellFinding | None]:
        """Hold what is written in a column against the person's 氏名 or フリガナ."""
        own, kana = self.names.get(number, ""), self.kana.get(number, "")
        if key == "kana":
            own = kana
        fits = likeness(written, own, self.given) if own else Likeness.SAME
        if fits and key != "kana" and kana and is_kana(written):
            own, fits = kana, likeness(written, kana, self.given)
        if fits is Likeness.SAME:
            return fits, key, None
        gaps = {"staff_no": number, "name": quoted(own), "found": quoted(written)}
        if fits is Likeness.DIFFERENT:
            return fits, key, CellFinding("name-differs", gaps)
        others = self.by_name.get(person_key(written), ())
        said = f"同じ氏名の職員がいます({'・'.join(others)})。" if others else ""
        return fits, key, CellFinding("name-family-differs", gaps | {"others": said})


def _said(raw: Mapping[str, Cell]) -> list[tuple[str, str]]:
    """Return the names that a row gives, by column."""
    family, given = (str(raw[key] or "") for key in ("family_name", "given_name"))
    name = str(raw["staff_name"] or "")
    if not name.strip() and family.strip() and given.strip():
        return [("given_name", f"{family} {given}"), *_filled("kana", raw)]
    return [*_filled("staff_name", raw), *_filled("kana", raw)]


def _filled(key: str, raw: Mapping[str, Cell]) -> list[tuple[str, str]]:
    text = str(raw[key] or "")
    return [(key, text)] if text.strip() else []
