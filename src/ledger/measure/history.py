"""年度実績: this year's figures beside those of earlier years (table `history`)."""

import datetime as dt
from collections.abc import Mapping
from enum import StrEnum

import pandas as pd

from ledger.judge.closed_years import SETTLED, closed_years, current
from ledger.layout.frames import Tables, conform
from ledger.layout.result_tables import HISTORY
from ledger.measure.distribution import EVERYBODY_KEYS, distribution
from ledger.measure.rounding import percent, shown
from ledger.model.calendar import fiscal_year_of
from ledger.model.policy import Policy
from ledger.model.terms import TargetVerdict


class HistoryKind(StrEnum):
    """区分 of a row."""

    TARGET = "目標"
    RATE = "参加率"
    STEP = "Step"


def last_year(tables: Tables, kind: HistoryKind, as_of: dt.date) -> Mapping[str, float]:
    """Return the values of the fiscal year before, by コード; blank ones are left out.

    Args:
        tables: The ledger's tables, `history` among them.
        kind: 区分.
        as_of: 基準日.
    """
    data = current(tables["history"])
    rows = data[(data["kind"] == kind.value) & (data["year"] == fiscal_year_of(as_of) - 1)]
    known = rows.dropna(subset=["code", "value"])
    return dict(zip(known["code"].tolist(), known["value"].tolist(), strict=True))


def history(policy: Policy, tables: Tables, as_of: dt.date) -> pd.DataFrame:
    """Return the table `history` with this fiscal year's rows made anew.

    Rows of other years stay as they are, in their order; this year's stand below them: targets by
    目標コード, rates by 率番号, and how many stand on each Step by `人材像:StepN`. Before the
    基準日 their 状態 is 期中: the year has no result yet. A closed year never changes: once it is
    closed (年度締め) its rows stay as they are too, whatever the facts say since.

    Args:
        policy: The policy.
        tables: The ledger's tables with `kpis`, `rates` and `verdicts` as just worked out.
        as_of: 基準日; its fiscal year is this year.
    """
    year = fiscal_year_of(as_of)
    before = tables["history"]
    if year in closed_years(tables):
        return conform(HISTORY, before)
    others = before[(before["year"] != year).fillna(value=True).to_numpy(dtype=bool)]
    parts = [
        conform(HISTORY, part.assign(year=year, kind=kind.value))
        for kind, part in (
            (HistoryKind.TARGET, _targets(tables["kpis"])),
            (HistoryKind.RATE, _settled(policy, as_of, _rates(tables["rates"]))),
            (HistoryKind.STEP, _settled(policy, as_of, _steps(policy, tables, as_of))),
        )
    ]
    whole = [part for part in (conform(HISTORY, others), *parts) if len(part)]
    if not whole:
        return conform(HISTORY, before)
    return pd.concat(whole, ignore_index=True)


def settled(rows: pd.DataFrame) -> pd.DataFrame:
    """Return rows of a year that is closed: 確定 as far as there is a value."""
    return rows.assign(state=rows["state"].mask(rows["value"].notna(), SETTLED))


def _targets(kpis: pd.DataFrame) -> pd.DataFrame:
    wanted = {"target_code": "code", "actual": "value", "verdict": "state"}
    return kpis.rename(columns=wanted)[["code", "numerator", "denominator", "value", "state"]]


def _settled(policy: Policy, as_of: dt.date, rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows as they stand in a year's results: 期中 where there is a value too early."""
    if as_of >= policy.settings.key_date_in(fiscal_year_of(as_of)):
        return rows
    state = rows["state"] if "state" in rows else pd.Series(pd.NA, index=rows.index, dtype="str")
    return rows.assign(state=state.mask(rows["value"].notna(), TargetVerdict.IN_YEAR.value))


def _rates(rates: pd.DataFrame) -> pd.DataFrame:
    renamed = rates.rename(columns={"rate_no": "code", "rate": "value"})
    keys = ["code", "section_code", "persona_code", "numerator", "denominator", "value", "state"]
    return renamed[keys]


def _steps(policy: Policy, tables: Tables, as_of: dt.date) -> pd.DataFrame:
    found = distribution(policy, tables, tables["verdicts"], as_of)
    totals = found.groupby(EVERYBODY_KEYS, dropna=False)["people"].transform("sum")
    pairs = list(zip(found["people"].tolist(), totals.tolist(), strict=True))
    codes = zip(found["persona_code"].tolist(), found["step"].tolist(), strict=True)
    return pd.DataFrame(
        {
            "code": pd.Series([f"{persona}:Step{step}" for persona, step in codes], dtype="str"),
            "section_code": found["section_code"],
            "persona_code": found["persona_code"],
            "numerator": found["people"],
            "denominator": totals,
            "value": [shown(percent(n, total)) if total else None for n, total in pairs],
        }
    )
