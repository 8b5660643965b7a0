"""One person's facts held against one criterion, as the papers say it."""

import datetime as dt
from collections.abc import Mapping, Set as AbstractSet
from enum import Enum, auto
from functools import cache

from oracle import days
from oracle.sheets import (
    Row,
    Sheets,
    code,
    day,
    day_or_none,
    flag,
    folded,
    grouped,
    number,
    number_or_none,
    text,
)

LEAD, COLEAD, DUTY, MENTOR = "リード", "共同リード", "担当", "後進育成"
IN_CHARGE = frozenset({LEAD, COLEAD, DUTY})


class Lens(Enum):
    """Which facts are looked at."""

    CLAIMED = auto()
    PENDING = auto()
    OFFICIAL = auto()
    OFFICIAL_WITHOUT_EXPIRY = auto()


class Facts:
    """The ledger's facts up to a day, asked one criterion at a time."""

    def __init__(self, sheets: Sheets, as_of: dt.date) -> None:
        self.sheets = sheets
        self.as_of = as_of
        self.by_person = {
            table: grouped(sheets[table], "staff_no")
            for table in (
                "attendances",
                "qualifications",
                "engagements",
                "tool_levels",
                "skill_ratings",
                "leaves",
            )
        }
        self.valid_months = {
            code(row, "training_code"): number_or_none(row, "valid_months")
            for row in sheets["trainings"]
        }
        self.groups = groups_of(sheets)
        self.map_rows = map_of(sheets)
        self.projects = {code(row, "project_no"): row for row in sheets["projects"]}
        self.planned = grouped(
            tuple(
                r for r in sheets["sessions"] if r["state"] == "予定" and day(r, "held_on") > as_of
            ),
            "training_code",
        )
        self.worked_days = cache(self._worked_days)
        self.completions = cache(self._completions)

    def mandatory(self, persona: str) -> list[str]:
        """Return a persona's 必須 trainings that are 有効."""
        required = (row for row in self.map_rows if row["requirement"] == "必須")
        return [code(r, "training_code") for r in required if r["persona_code"] == persona]

    def mandatory_left(self, staff_no: str, persona: str) -> frozenset[str]:
        """Return the 必須 trainings that a person has not (or no longer) done, officially."""
        done = self.completions(staff_no, Lens.OFFICIAL)
        return frozenset(no for no in self.mandatory(persona) if not done.get(no))

    def seen(self, table: str, staff_no: str, lens: Lens) -> list[Row]:
        """Return a person's rows of a fact table that a lens lets through."""
        return [r for r in self.by_person[table].get(staff_no, []) if self._accepted(r, lens)]

    def _accepted(self, row: Row, lens: Lens) -> bool:
        if lens is Lens.CLAIMED or row.get("source") == "名簿":
            return True
        if lens is Lens.PENDING:
            return row["confirmed"] != "否認"
        waiting_is_enough = not self.sheets.on("official_needs_confirmation")
        return row["confirmed"] == "済" or (row["confirmed"] == "未" and waiting_is_enough)

    def _completions(self, staff_no: str, lens: Lens) -> Mapping[str, frozenset[dt.date]]:
        """Return the days of each training's completions that hold on the as-of date."""
        found: dict[str, set[dt.date]] = {}
        for row in self.seen("attendances", staff_no, lens):
            training, done = code(row, "training_code"), day(row, "completed_on")
            if done <= self.as_of and self._holds(training, done, lens):
                found.setdefault(training, set()).add(done)
        return {training: frozenset(done) for training, done in found.items()}

    def _holds(self, training: str, done: dt.date, lens: Lens) -> bool:
        months = self.valid_months.get(training)
        if months is None or lens is Lens.OFFICIAL_WITHOUT_EXPIRY:
            return True
        return self.as_of <= days.last_day_of(done, months)

    def amount(self, criterion: Row, tool: str | None, staff_no: str, lens: Lens) -> int:
        """Return how much of a criterion there is, in its unit."""
        kind, wanted = code(criterion, "kind"), text(criterion, "object_code")
        if kind == "研修":
            return self._trained(wanted or "", staff_no, lens, number(criterion, "amount"))
        if kind == "継続受講":
            return self._every_year(wanted or "", staff_no, lens, number(criterion, "amount"))
        if kind == "資格":
            return self._qualified(wanted, staff_no, lens)
        if kind == "ツール":
            return self.level(wanted or tool, staff_no, lens)
        if kind == "スキル":
            return self.rating(wanted, staff_no, lens)
        return self._worked(kind, wanted, staff_no, lens)

    def met(self, criterion: Row, tool: str | None, staff_no: str, lens: Lens) -> bool:
        """Say whether a criterion is met on the as-of date."""
        return self.amount(criterion, tool, staff_no, lens) >= number(criterion, "amount")

    def _trained(self, wanted: str, staff_no: str, lens: Lens, needed: int) -> int:
        done = self.completions(staff_no, lens)
        if wanted not in self.groups:
            return len(done.get(wanted, ()))
        members, completion = self.groups[wanted]
        completed = sum(1 for member in members if done.get(member))
        if needed > 1:
            return completed
        return int(completed == len(members) if completion == "全て" else completed > 0)

    def _every_year(self, wanted: str, staff_no: str, lens: Lens, years: int) -> int:
        """Count the years, of those that end with the day's, in which a training was completed.

        Of a group that asks for all: as many whole years as its members' completions make.
        """
        this = days.year_of(self.as_of)
        done = {
            (code(row, "training_code"), days.year_of(on))
            for row in self.seen("attendances", staff_no, lens)
            if (on := day(row, "completed_on")) <= self.as_of
        }
        members, completion = self.groups.get(wanted, (frozenset({wanted}), "いずれか"))
        own = {(one, year) for one, year in done if one in members and this - years < year <= this}
        if completion == "全て":
            return len(own) // len(members)
        return len({year for _, year in own})

    def _qualified(self, wanted: str | None, staff_no: str, lens: Lens) -> int:
        held = set()
        for row in self.seen("qualifications", staff_no, lens):
            expires = day_or_none(row, "expires_on")
            if lens is Lens.OFFICIAL_WITHOUT_EXPIRY:
                expires = None
            if day(row, "acquired_on") <= self.as_of and (expires is None or self.as_of <= expires):
                held.add(folded(code(row, "qualification")))
        return len(held if wanted is None else held & {folded(wanted)})

    def _worked(self, kind: str, wanted: str | None, staff_no: str, lens: Lens) -> int:
        if kind == "案件数":
            return self._projects(IN_CHARGE, wanted, staff_no, lens)
        if kind == "後進育成":
            return self._projects({MENTOR}, wanted, staff_no, lens)
        assert kind in ("リード期間", "担当期間")
        return self.months_credited(self.worked_days(kind, wanted, staff_no, lens))

    def _worked_days(
        self, kind: str, wanted: str | None, staff_no: str, lens: Lens
    ) -> frozenset[int]:
        """Return every day up to the as-of date on which a person led (or was in charge)."""
        roles = IN_CHARGE if kind == "担当期間" else self.leading_roles()
        worked: set[int] = set()
        for row in self._engaged(roles, wanted, staff_no, lens):
            last = min(day_or_none(row, "ended_on") or self.as_of, self.as_of)
            worked.update(days.days_between(day(row, "started_on"), last))
        if self.sheets.on("leave_stops_clock"):
            for row in self.by_person["leaves"].get(staff_no, []):
                last = day_or_none(row, "ended_on") or self.as_of
                worked.difference_update(days.days_between(day(row, "started_on"), last))
        return frozenset(worked)

    def leading_roles(self) -> AbstractSet[str]:
        """Return the roles that count as leading."""
        return {LEAD, COLEAD} if self.sheets.on("colead_counts") else {LEAD}

    def _engaged(
        self, roles: AbstractSet[str], wanted: str | None, staff_no: str, lens: Lens
    ) -> list[Row]:
        return [
            row
            for row in self.seen("engagements", staff_no, lens)
            if code(row, "role") in roles
            and day(row, "started_on") <= self.as_of
            and (wanted is None or self.kind_of(row) == wanted)
        ]

    def kind_of(self, engagement: Row) -> str | None:
        """Return the 種別 of an engagement: its own, else its project's.

        A merged project is the one that stays; only where that has no 種別, its own is looked at.
        """
        named = text(engagement, "project_no") or ""
        projects = [self.projects.get(no) for no in (self.merged(named), named)]
        kinds = [text(project, "kind") for project in projects if project]
        return text(engagement, "kind") or next((kind for kind in kinds if kind), None)

    def project_of(self, engagement: Row) -> tuple[str, str]:
        """Return which project an engagement is in: its number after merging, else its name."""
        number_given = text(engagement, "project_no")
        if number_given is None:
            return "名", folded(code(engagement, "project_name"))
        return "番号", self.merged(number_given)

    def merged(self, project_no: str) -> str:
        """Follow 統合先案件番号 to the project that stays."""
        project = self.projects.get(project_no)
        target = text(project, "merged_into") if project else None
        return self.merged(target) if target else project_no

    def _projects(
        self, roles: AbstractSet[str], wanted: str | None, staff_no: str, lens: Lens
    ) -> int:
        return len({self.project_of(r) for r in self._engaged(roles, wanted, staff_no, lens)})

    def months_credited(self, worked: frozenset[int]) -> int:
        """Return the months that the policy's way of counting gives."""
        return days.months_credited(
            days.runs(worked),
            continuous=self.sheets.settings["lead_mode"] == "継続",
            carry=self.sheets.count("day_carry"),
        )

    def level(self, tool: str | None, staff_no: str, lens: Lens) -> int:
        """Return the latest level of a tool, 0 where there is none."""
        seen = self.seen("tool_levels", staff_no, lens)
        latest = self._latest([row for row in seen if row["tool_code"] == tool])
        return number(latest, "level") if latest else 0

    def rating(self, skill: str | None, staff_no: str, lens: Lens) -> int:
        """Return the latest 合致度 of a skill, 0 where there is none."""
        seen = self.seen("skill_ratings", staff_no, lens)
        latest = self._latest([row for row in seen if row["skill_code"] == skill])
        return number(latest, "rating") if latest else 0

    def _latest(self, rows: list[Row]) -> Row | None:
        this_year = days.year_of(self.as_of)
        past = [row for row in rows if number(row, "year") <= this_year]
        return max(past, key=lambda row: number(row, "year"), default=None)


def map_of(sheets: Sheets) -> list[Row]:
    """Return the 研修体系 of skills and trainings that are 有効 (disabled ones ask for nothing).

    A skill that is not in スキル要件 has nobody who disabled it.
    """
    disabled = {row["skill_code"] for row in sheets["skills"] if not flag(row, "active")}
    trainings = {row["training_code"] for row in sheets["trainings"] if flag(row, "active")}
    return [
        row
        for row in sheets["training_map"]
        if row["skill_code"] not in disabled and row["training_code"] in trainings
    ]


def groups_of(sheets: Sheets) -> dict[str, tuple[frozenset[str], str]]:
    """Return each training group's members and 修了条件."""
    return {
        group: (frozenset(code(row, "training_code") for row in rows), code(rows[0], "completion"))
        for group, rows in grouped(sheets["training_groups"], "group_code").items()
    }
