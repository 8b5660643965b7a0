"""What the product makes of a case's ledger, asked for by the column of what must come out."""

import datetime as dt
from collections.abc import Callable, Mapping
from functools import cached_property
from typing import TypeAlias

import pandas as pd

from builders import PERSON
from ledger.judge.steps import standings
from ledger.judge.verdicts import verdicts
from ledger.layout.columns import Cell
from ledger.layout.frames import Tables, frame, records
from ledger.layout.ledger import BY_KEY
from ledger.measure.acquisition.plans import acquisition_frame, acquisition_plans
from ledger.measure.gaps import gaps
from ledger.measure.kpis import kpis
from ledger.measure.participation import rates
from ledger.model.policy import Policy
from ledger.model.verdicts import Lens, Standing
from rulebook.casebook import COMES_OUT, Case, CaseError
from rulebook.ledgers import PERSONA, TRAINING
from rulebook.notation import NOTHING

LATER, ASKED = "見る日", "見る率"
"""Columns: the day judged, where it is not the 基準日; and 率番号."""


class Seen:
    """A case's ledger, and what the product makes of it; nothing is computed before it is asked."""

    def __init__(self, case: Case, tables: Tables, policy: Policy) -> None:
        """Take a case and its ledger."""
        self.case, self.tables, self.policy = case, tables, policy

    @cached_property
    def as_of(self) -> dt.date:
        """The day judged."""
        written = self.case.given.get(LATER)
        return dt.date.fromisoformat(written) if written else self.policy.settings.as_of

    @cached_property
    def verdicts(self) -> pd.DataFrame:
        """Step判定."""
        return verdicts(self.policy, self.tables, self.as_of)

    @cached_property
    def row(self) -> dict[str, Cell]:
        """The one row of the persona."""
        (own,) = [row for row in records(BY_KEY["verdicts"], self.verdicts)
                  if row["tool_code"] is None and row["persona_code"] == PERSONA]  # fmt: skip
        return own

    @cached_property
    def rates(self) -> tuple[pd.DataFrame, pd.DataFrame]:
        """参加率 and 分母台帳."""
        return rates(self.policy, self.tables, self.verdicts, self.as_of)

    @cached_property
    def rate(self) -> dict[str, Cell]:
        """The rate that the case asks for."""
        table, _ = self.rates
        own = [row for row in records(BY_KEY["rates"], table) if row["rate_no"] == self.asked]
        if len(own) != 1:
            message = f"{self.case.place(ASKED)}: 率「{self.asked}」はありません"
            raise CaseError(message)
        return own[0]

    @property
    def asked(self) -> str:
        """率番号 that the case asks for."""
        written = self.case.given.get(ASKED, "受講率")
        return f"{written}:研修{TRAINING}" if written in {"受講率", "修了率"} else written

    @cached_property
    def left_out(self) -> str:
        """Whom the rate leaves out, with the reasons: `休職 2名、機会なし 1名`."""
        _, table = self.rates
        own = table[table["rate_no"] == self.asked]["reason"]
        counts = {str(reason): int(many) for reason, many in own.value_counts(sort=False).items()}
        return "、".join(f"{reason} {many}名" for reason, many in counts.items()) or NOTHING

    @cached_property
    def kpi(self) -> dict[str, Cell]:
        """The row of the target `G1`."""
        none = frame(BY_KEY["rates"])
        table = kpis(self.policy, self.tables, self.verdicts, none, self.as_of)
        (own,) = [row for row in records(BY_KEY["kpis"], table) if row["target_code"] == "G1"]
        return own

    @cached_property
    def gap(self) -> dict[str, Cell]:
        """The row of ギャップ of the skill `スキル` (the first one, where there are more)."""
        return records(BY_KEY["gaps"], gaps(self.policy, self.tables, self.as_of))[0]

    @cached_property
    def plan(self) -> dict[str, Cell]:
        """The row of 逆算 of the first case that is written; deadlines are seen from the day."""
        plans = acquisition_plans(self.tables, self.policy.settings, self.as_of)
        listed = records(BY_KEY["acquisition_plans"], acquisition_frame(plans))
        (own,) = [row for row in listed if row["case_no"] == "#1"]
        return own

    @cached_property
    def standings(self) -> tuple[Standing, ...]:
        """Where the people stand by what they claim, the persona's row first."""
        return standings(self.policy, self.tables, self.as_of, Lens.CLAIMED)

    def steps(self) -> str:
        """Return 規則判定 of each row: `人材像 1、LOGO 1`."""
        return "、".join(f"{one.tool_code or '人材像'} {one.step}" for one in self.standings)

    def have(self) -> int:
        """Return how much of the first criterion is there, as claimed."""
        return self.standings[0].outcomes[0].have

    def upper(self) -> str:
        """Return the Steps of which only the own criteria are met."""
        return "、".join(f"Step{step}" for step in self.standings[0].upper_steps) or NOTHING

    def following(self) -> int | None:
        """Return the Step that comes next."""
        return self.standings[0].next_step

    def lens(self) -> str:
        """Return the Step by what is claimed, by what may still count, and by what counts."""
        steps = (standings(self.policy, self.tables, self.as_of, lens, [PERSON])[0].step
                 for lens in (Lens.CLAIMED, Lens.PENDING, Lens.OFFICIAL))  # fmt: skip
        return "・".join(map(str, steps))

    def period(self) -> str:
        """Return how much of a 期間 is there: `11か月30日`."""
        entries = f"{self.row['met'] or ''}、{self.row['unmet'] or ''}"
        (own,) = [one for one in entries.split("、") if "期間" in one]
        return own.rpartition(" ")[2].partition("/")[0]


Look: TypeAlias = Callable[[Seen], object]
"""How what comes out is looked up."""


def of_row(key: str) -> Look:
    """Look up a column of Step判定."""
    return lambda seen: seen.row[key]


def of_rate(key: str) -> Look:
    """Look up a column of 参加率."""
    return lambda seen: seen.rate[key]


def of_kpi(key: str) -> Look:
    """Look up a column of KPI."""
    return lambda seen: seen.kpi[key]


def of_gap(key: str) -> Look:
    """Look up a column of ギャップ."""
    return lambda seen: seen.gap[key]


def of_plan(key: str) -> Look:
    """Look up a column of 逆算."""
    return lambda seen: seen.plan[key]


def said(value: object) -> str:
    """Return a value as a cell of the rule book says it."""
    if value is None:
        return NOTHING
    if isinstance(value, float):
        return f"{value:g}"
    return str(value)


def same(written: str, value: object) -> bool:
    """Say whether a cell says a value; `60.0` and `60` are the same number."""
    try:
        return isinstance(value, int | float) and float(written) == float(value)
    except ValueError:
        return False


JUDGED: Mapping[str, Look] = {
    "→規則判定": of_row("rule_step"),
    "→正式": of_row("official_step"),
    "→状態": of_row("state"),
    "→充足": of_row("met"),
    "→未充足": of_row("unmet"),
    "→必須未了": of_row("mandatory_left"),
    "→最短到達日": of_row("earliest_on"),
    "→次にすること": of_row("next_action"),
    "→発効日": of_row("effective_on"),
    "→前年度": of_row("prior_step"),
    "→自己": of_row("own_step"),
    "→上長": of_row("reviewed_step"),
    "→差異": of_row("difference"),
    "→見込": of_row("expected_step"),
    "→数": Seen.have,
    "→期間": Seen.period,
    "→上位だけ": Seen.upper,
    "→次のStep": Seen.following,
    "→各行": Seen.steps,
    "→申告・見込・正式": Seen.lens,
}


def judged(*headers: str) -> dict[str, Look]:
    """Return some columns of what is judged."""
    return {COMES_OUT + header: JUDGED[COMES_OUT + header] for header in headers}


RATED: Mapping[str, Look] = {
    "→分子": of_rate("numerator"),
    "→分母": of_rate("denominator"),
    "→率": of_rate("rate"),
    "→状態": of_rate("state"),
    "→回数": of_rate("times"),
    "→注": of_rate("note"),
    "→除く人": lambda seen: seen.left_out,
}
MEASURED: Mapping[str, Look] = {
    "→分子": of_kpi("numerator"),
    "→分母": of_kpi("denominator"),
    "→実績": of_kpi("actual"),
    "→判定": of_kpi("verdict"),
    "→途中目標": of_kpi("milestone"),
    "→達成率": of_kpi("achievement"),
    "→不足先": of_kpi("short_of"),
    "→算定根拠": of_kpi("basis"),
}
FOUND: Mapping[str, Look] = {
    "→表示": of_gap("display"),
    "→必要": of_gap("needed"),
    "→合致": of_gap("matching"),
    "→不足": of_gap("shortage"),
}
ACQUIRED: Mapping[str, Look] = {
    "→不足": of_plan("shortage"),
    "→育成開始": of_plan("training_by"),
    "→募集開始": of_plan("recruiting_by"),
    "→着任": of_plan("arrival_by"),
    "→予算": of_plan("budget"),
    "→予算要求": of_plan("budget_by"),
    "→当初の要求": of_plan("initial_budget_by"),
    "→経路": of_plan("route"),
    "→判定": of_plan("timing"),
    "→推奨手法": of_plan("method"),
    "→1日の時間": of_plan("hours_a_day"),
    "→民間との差": of_plan("pay_gap"),
}
