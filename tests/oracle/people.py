"""Who is there, where, as what, and who counts: day by day."""

import datetime as dt
from collections.abc import Sequence
from functools import cache

from oracle import days
from oracle.sheets import Row, Sheets, code, day, day_or_none, flag, grouped, text

SECONDED = "派遣・出向"
EVERYONE = "全職員"


class People:
    """The people of a city in the fiscal year of a day, up to that day.

    `whole_year` counts everybody of the year (年度累計), not only of the as-of date.
    """

    def __init__(self, sheets: Sheets, as_of: dt.date, *, whole_year: bool = False) -> None:
        self.sheets = sheets
        self.whole_year = whole_year
        self.as_of = as_of
        self.year_start = days.first_of_year(days.year_of(as_of))
        self.staff = {code(row, "staff_no"): row for row in sheets["staff"]}
        self.postings = grouped(sheets["postings"], "staff_no")
        self.leaves = grouped(sheets["leaves"], "staff_no")
        self.assignments = grouped(sheets["assignments"], "staff_no")
        self.sections = {code(row, "section_code"): row for row in sheets["sections"]}
        self.scope = {code(row, "persona_code"): code(row, "scope") for row in sheets["personas"]}
        self.active_personas = [
            code(row, "persona_code") for row in sheets["personas"] if flag(row, "active")
        ]
        self.in_post = frozenset(no for no in self.staff if self.posted_on(no, as_of))
        self.day_seen = cache(self._day_seen)
        self.holders = cache(self._holders)
        self.days_at_work = cache(self._days_at_work)
        self.exclusion = cache(self._exclusion)

    def posted_on(self, staff_no: str, on: dt.date) -> bool:
        """Say whether a person is in post on a day: hired, and not retired before."""
        return covers(self.staff[staff_no], on, "hired_on", "retired_on")

    def days_in_post(self, staff_no: str) -> list[dt.date]:
        """Return the days of the fiscal year, up to the as-of date, on which one is in post."""
        year = map(dt.date.fromordinal, days.days_between(self.year_start, self.as_of))
        return [on for on in year if self.posted_on(staff_no, on)]

    def _day_seen(self, staff_no: str) -> dt.date | None:
        """Return the day on which a person's section and personas are looked at for rates.

        The last day in post within the year; None for who was never in post in it.
        """
        if self.posted_on(staff_no, self.as_of):
            return self.as_of
        return max(self.days_in_post(staff_no), default=None)

    def _holders(self, persona: str) -> frozenset[str]:
        """Return who holds a persona, each on the day on which they are seen."""
        return frozenset(
            no
            for no in self.staff
            if self.scope[persona] == EVERYONE or self._assigned(no, persona)
        )

    def _assigned(self, staff_no: str, persona: str) -> bool:
        seen = self.day_seen(staff_no)
        return seen is not None and any(
            row["persona_code"] == persona and covers(row, seen, "started_on", "ended_on")
            for row in self.assignments.get(staff_no, [])
        )

    def main_section(self, staff_no: str) -> str | None:
        """Return the section of the 主務, after 統合先, on the day a person is seen."""
        seen = self.day_seen(staff_no)
        for row in self.postings.get(staff_no, []):
            main = row["kind"] == "主務"
            if main and seen is not None and covers(row, seen, "started_on", "ended_on"):
                return self.followed(code(row, "section_code"))
        return None

    def followed(self, section: str) -> str:
        """Follow 統合先所属コード to the section that stays."""
        target = text(self.sections[section], "merged_into")
        return self.followed(target) if target else section

    def above(self, section: str | None, level: str) -> str | None:
        """Return the nearest section of a level at or above a section."""
        while section is not None and self.sections[section]["level"] != level:
            parent = text(self.sections[section], "parent_code")
            section = self.followed(parent) if parent else None
        return section

    def sections_counted(self, level: str) -> list[str]:
        """Return the 課 (or 部) that figures are given for: 集計対象 ○ and not merged away."""
        return [
            no
            for no, row in self.sections.items()
            if row["level"] == level and flag(row, "counted") and not text(row, "merged_into")
        ]

    def _days_at_work(self, staff_no: str) -> frozenset[int]:
        """Return the days of the year, up to the as-of date, in post and not on leave."""
        present = {on.toordinal() for on in self.days_in_post(staff_no)}
        for row in self._absences(staff_no):
            last = day_or_none(row, "ended_on") or self.as_of
            present.difference_update(days.days_between(day(row, "started_on"), last))
        return frozenset(present)

    def _absences(self, staff_no: str) -> Sequence[Row]:
        """Return the leaves that count as absence for rates."""
        seconded_count = self.sheets.on("count_seconded")
        rows = self.leaves.get(staff_no, [])
        return [row for row in rows if not (seconded_count and row["kind"] == SECONDED)]

    def _exclusion(self, staff_no: str) -> str | None:
        """Return why a person does not count (before any question of opportunity), else None."""
        seen = self.day_seen(staff_no)
        if seen is None or (seen != self.as_of and not self.whole_year):
            return "在籍なし"
        if not flag(self.staff[staff_no], "counted"):
            return "集計対象外"
        if any(
            row["kind"] == SECONDED and covers(row, seen, "started_on", "ended_on")
            for row in self._absences(staff_no)
        ):
            return "派遣"
        return None if self.days_at_work(staff_no) else "休職"

    def counting(self) -> frozenset[str]:
        """Return everybody who counts for rates."""
        return frozenset(no for no in self.staff if self.exclusion(no) is None)


def covers(row: Row, on: dt.date, first: str, last: str) -> bool:
    """Say whether a row's days include a day."""
    end = day_or_none(row, last)
    return day(row, first) <= on and (end is None or on <= end)
