"""What the report is made of: the ledger's results as records, names by code, no person."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from ledger.judge.closed_years import current
from ledger.layout import ledger
from ledger.layout.columns import Cell
from ledger.layout.frames import Tables, records
from ledger.measure.history import HistoryKind
from ledger.measure.kpis import counting
from ledger.model.calendar import fiscal_year_of, year_start
from ledger.model.judged_day import JudgedDay
from ledger.model.policy import Policy
from ledger.model.terms import RateKind, RateState, SectionLevel, SessionState
from ledger.present.report.page import ColumnLook, StyledNumber
from ledger.withhold import Veil, veil_of

Row = Mapping[str, Cell]

PERCENT = "%"


@dataclass(frozen=True, eq=False)
class ReportSource:
    """Tables and policy of a report.

    Attributes:
        tables: The ledger's tables with results.
        policy: The policy.
        day: The day judged.
    """

    tables: Tables
    policy: Policy
    day: JudgedDay

    def rows(self, key: str) -> list[dict[str, Cell]]:
        """Return a table's rows that say anything (blocks for charts end in blank ones)."""
        listed = records(ledger.BY_KEY[key], self.tables[key])
        return [row for row in listed if any(value is not None for value in row.values())]

    @cached_property
    def veil(self) -> Veil:
        """What is shown and what is not."""
        return veil_of(self.policy, self.tables, self.day.on)

    @cached_property
    def rates(self) -> list[dict[str, Cell]]:
        """参加率."""
        return self.rows("rates")

    def overall(self, kind: RateKind) -> list[dict[str, Cell]]:
        """Return the rates of trainings as a whole: of no persona, section or skill."""
        return [
            row
            for row in self.rates
            if row["kind"] == kind
            and row["training_code"]
            and not (row["persona_code"] or row["section_code"] or row["skill_code"])
        ]

    @cached_property
    def earlier(self) -> Mapping[tuple[Cell, int], float]:
        """The figures of targets in earlier years, by 目標コード and year."""
        this = fiscal_year_of(self.day.on)
        return {
            (row["code"], row["year"]): row["value"]
            for row in records(ledger.BY_KEY["history"], current(self.tables["history"]))
            if row["kind"] == HistoryKind.TARGET.value
            and isinstance(row["year"], int)
            and row["year"] < this
            and isinstance(row["value"], int | float)
        }

    @cached_property
    def kpis(self) -> list[dict[str, Cell]]:
        """KPI of the targets that somebody decided on; what is only 例 is in no report."""
        return counting(self.rows("kpis"))

    @cached_property
    def taken_at_will(self) -> frozenset[str]:
        """Codes of the trainings that were taken this year, though none of their sessions was."""
        return frozenset(
            str(row["training_code"])
            for row in self.rates
            if row["kind"] == RateKind.ATTENDANCE
            and row["state"] == RateState.COMPUTED
            and row["times"] == 0
            and not self._has_days(row["training_code"])
        )

    def _has_days(self, training_code: Cell) -> bool:
        """Say whether a session that began before the year went on into it."""
        opening = year_start(fiscal_year_of(self.day.on))
        return any(
            session.training_code == training_code
            and session.state is SessionState.HELD
            and session.held_on < opening <= session.last_day
            for session in self.policy.sessions
        )

    @property
    def least(self) -> int:
        """少人数の秘匿."""
        return self.policy.settings.suppress_below

    @cached_property
    def sections(self) -> Mapping[str, str]:
        """所属名 by code."""
        return {str(row["section_code"]): str(row["section_name"]) for row in self.rows("sections")}

    @cached_property
    def divisions(self) -> frozenset[str]:
        """Codes of the 課."""
        return frozenset(
            str(row["section_code"])
            for row in self.rows("sections")
            if row["level"] == SectionLevel.DIVISION
        )

    def persona(self, code: Cell) -> str:
        """Return a persona's name."""
        found = self.policy.personas.get(str(code))
        return found.persona_name if found else str(code)

    def training(self, code: Cell) -> str:
        """Return a training's name."""
        return self.policy.training_name(str(code))

    def skill(self, code: Cell) -> str:
        """Return a skill's name."""
        return self.policy.skill_name(str(code))

    def tool(self, code: Cell) -> str | None:
        """Return a tool's name; none without a tool."""
        return None if code is None else self.policy.tool_name(str(code))


def amount(value: Cell, unit: Cell) -> StyledNumber | None:
    """Return a figure in its own unit: percent to one decimal, else whole where it is whole."""
    if not isinstance(value, int | float):
        return None
    whole = unit != PERCENT and float(value).is_integer()
    return StyledNumber(value, ColumnLook.WHOLE if whole else ColumnLook.DECIMAL)


def said(value: Cell, unit: Cell) -> str:
    """Say a figure with its unit in a sentence."""
    if not isinstance(value, int | float):
        return "―"
    whole = unit != PERCENT and float(value).is_integer()
    return f"{int(value):,}{unit}" if whole else f"{value:,.1f}{unit}"
