"""What the made-up city's staff do with their forms: fill in, forget, hand in twice, mend."""

import datetime as dt
from collections.abc import Iterator, Mapping
from pathlib import Path
from random import Random
from typing import NamedTuple

from ledger.demo.city import City
from ledger.demo.claims import DemoPerson, claims, goals, people_of
from ledger.demo.pen import fill_in, set_fields
from ledger.layout.columns import Cell, NewRow
from ledger.model.reports import SelfReport
from ledger.read.self_reports.report import read_self_report

SILENT_EVERY = 23
"""Every so many'th person does not hand anything in."""


class UnusualStaff(NamedTuple):
    """Who does what out of the ordinary, by staff number.

    Attributes:
        twice: Hands the same file in twice.
        newer: Hands in a second, newer version.
        no_digital_goal: Marks no goal as digital (W27).
        by_proxy: Has no PC; the section enters the form.
        edits_later: Edits the form after it was confirmed.
        returned: Gets the form back and mends it.
    """

    twice: str
    newer: str
    no_digital_goal: str
    by_proxy: str
    edits_later: str
    returned: tuple[str, str, str]

    @classmethod
    def of(cls, city: City) -> "UnusualStaff":
        """Choose the people: one here, one there, none of them silent."""
        members = city.members
        return cls(
            twice=members["0110"][2],
            newer=members["0120"][2],
            no_digital_goal=members["0210"][2],
            by_proxy=members["0710"][2],
            edits_later=members["0310"][2],
            returned=(members["0320"][2], members["0410"][2], members["0520"][2]),
        )

    @property
    def all(self) -> frozenset[str]:
        """Everybody with a part to play."""
        return frozenset((*self[:-1], *self.returned))


class DrawnStaff(NamedTuple):
    """The staff and what chance has in store for them."""

    city: City
    people: Mapping[str, DemoPerson]
    cases: UnusualStaff
    random: Random

    @classmethod
    def of(cls, city: City, random: Random) -> "DrawnStaff":
        """Take the whole city's staff."""
        return cls(city, people_of(city), UnusualStaff.of(city), random)

    def set_goals(self, issued: Path, inbox: Path, day: dt.date) -> Iterator[tuple[Path, bytes]]:
        """Yield the forms of 期首: goals, and nothing else."""
        for path, seen, form in _forms(issued):
            rows = {"my_goals": goals(self.random)}
            yield inbox / path.name, fill_in(form, seen, rows, {"submitted_on": day})

    def report(self, issued: Path, inbox: Path, day: dt.date) -> Iterator[tuple[Path, bytes]]:
        """Yield the forms of 年度末 as they come back, the odd ones among them."""
        for index, (path, seen, form) in enumerate(_forms(issued)):
            number = seen.staff_no
            if index % SILENT_EVERY == SILENT_EVERY - 1 and number not in self.cases.all:
                continue
            data = self._filled(form, seen, day - dt.timedelta(days=self.random.randrange(12)))
            yield inbox / path.name, data
            if number == self.cases.twice:
                yield inbox / f"コピー ~ {path.name}", data
            if number == self.cases.newer:
                newer = {"submitted_on": day + dt.timedelta(days=1)}
                yield inbox / path.name.replace(".xlsx", "(修正).xlsx"), set_fields(data, newer)
        yield inbox / "メモ.txt", "年度末の申告は 3月12日 まで\n".encode()
        yield inbox / "自己申告書_印刷用.xlsx", b"<html><body>preview</body></html>"

    def _filled(self, form: bytes, seen: SelfReport, day: dt.date) -> bytes:
        number = seen.staff_no
        rows: dict[str, list[NewRow]] = dict(claims(self.city, self.people[number], self.random))
        if number == self.cases.no_digital_goal or not _has_goals(seen):
            rows["my_goals"] = goals(self.random, digital=number != self.cases.no_digital_goal)
        fields: dict[str, Cell] = {"submitted_on": day}
        if number == self.cases.by_proxy:
            fields |= {"entered_by": "代理", "proxy": "学務課 庶務担当"}
        return fill_in(form, seen, rows, fields)

    def mended(self, inbox: Path, day: dt.date) -> Iterator[tuple[Path, bytes]]:
        """Yield what comes in again: the returned ones with 提出日 raised, and a late edit."""
        wanted = frozenset((*self.cases.returned, self.cases.no_digital_goal))
        for path, seen, form in _forms(inbox):
            if seen.staff_no in wanted:
                goal: NewRow = {"goal_no": 3, "goal": "業務の手順を1つ自動化する"}
                data = fill_in(form, seen, {"my_goals": [goal]}, {"submitted_on": day})
                yield path, _with_digital(data, path.name)
            elif seen.staff_no == self.cases.edits_later:
                later: list[NewRow] = [
                    {"tool_code": "BI", "level": 3, "evidence": "確認の後で書き足した行"}
                ]
                added = {"my_tool_levels": later}
                yield path, fill_in(form, seen, added, {"submitted_on": day})


def _with_digital(form: bytes, name: str) -> bytes:
    """Mark the third goal as digital, as the reason for giving back asks."""
    seen = read_self_report(form, name)
    assert isinstance(seen, SelfReport)  # noqa: S101 - it was read a moment ago
    rows: list[NewRow] = [{"goal_no": 3, "digital": "○"}]
    return fill_in(form, seen, {"my_goals": rows}, {})


def _has_goals(seen: SelfReport) -> bool:
    return any(row.table == "my_goals" for row in seen.rows)


def _forms(folder: Path) -> Iterator[tuple[Path, SelfReport, bytes]]:
    """Yield the readable forms of a folder by name."""
    for path in sorted(folder.rglob("*.xlsx")):
        data = path.read_bytes()
        seen = read_self_report(data, path.name)
        if isinstance(seen, SelfReport):
            yield path, seen, data
