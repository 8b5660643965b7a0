"""One row of a self-report held against the ledger: a fact, or what is wrong, with its cell."""

import datetime as dt
from collections.abc import Iterator
from typing import NamedTuple

from ledger.judge.before_hired import AT_WORK, early_day
from ledger.judge.consolidation.ledger_index import LedgerIndex
from ledger.judge.consolidation.to_fact import ClaimTable, checked_key, claims_of, fact_of, place_of
from ledger.layout import ledger
from ledger.layout.columns import Cell, Column, Kind, NewRow, RowKey
from ledger.model.problems import Place, Problem
from ledger.model.reports import ReportRow, SelfReport
from ledger.model.terms import SkillMethod
from ledger.model.unknown_words import code_remedy

_STARTS = {
    "attendances": "completed_on",
    "qualifications": "acquired_on",
    "engagements": "started_on",
}
"""The day of a fact, by table: it may not lie after the 基準日."""

_ENDS = {"qualifications": "expires_on", "engagements": "ended_on"}


class Examined(NamedTuple):
    """One row held against the ledger.

    Attributes:
        fact: The row of the ledger's table, 確認 未; None if the row is not usable.
        key: Its row key, also where only another column is wrong; empty if it cannot be made.
        problems: What is wrong, or a notice.
    """

    fact: NewRow | None
    key: RowKey
    problems: tuple[Problem, ...]


class _Spot(NamedTuple):
    """A row on its way: what it claims, and where it stands."""

    report: SelfReport
    row: ReportRow
    claims: ClaimTable
    fact: NewRow

    @property
    def table(self) -> str:
        return self.claims.table.key

    def place(self, key: str) -> Place:
        return place_of(self.report, self.row, key)

    def header(self, key: str) -> str:
        return self.claims.table.column(key).header


def examine(known: LedgerIndex, report: SelfReport, row: ReportRow) -> Examined:
    """Turn a row of a `my_*` table into a fact of the ledger.

    Args:
        known: The ledger.
        report: The report it stands in.
        row: The row; one that the reader could not type has its problem there already.
    """
    spot = _Spot(report, row, claims_of(row.table), fact_of(report, row, known.numbers))
    key = checked_key(spot.claims, spot.fact)
    if not row.usable:
        return Examined(None, key, ())
    wrong = (
        *_column_problems(known, spot),
        *_day_problems(known, spot),
        *_rule_problems(known, spot),
    )
    if wrong:
        return Examined(None, key, wrong)
    return Examined(spot.fact, key, tuple(_notices(known, spot)))


def _column_problems(known: LedgerIndex, spot: _Spot) -> Iterator[Problem]:
    for column in spot.claims.columns:
        value = spot.fact[column.key]
        if value is None:
            if column.required:
                yield Problem.of("value-missing", spot.place(column.key), header=column.header)
        elif column.key == "project_no" and not spot.row.values.get(column.key):
            continue
        elif (wrong := _wrong(known, column, value)) is not None:
            code, gaps = wrong
            place = spot.place(column.key)
            yield Problem.of(code, place, header=column.header, value=value, **gaps)


def _wrong(known: LedgerIndex, column: Column, value: Cell) -> tuple[str, dict[str, str]] | None:
    """Return what is wrong with a value: a code of the catalogue, and the gaps it adds."""
    if not isinstance(value, _TYPES[column.kind]) or isinstance(value, bool):
        return "value-type", {"expected": column.kind.label}
    if column.choices and value not in column.choices:
        return "value-choice", {"choices": "・".join(column.choices)}
    if isinstance(value, int | float) and not _within(column, value):
        low = "" if column.low is None else f"{column.low:g}"
        high = "" if column.high is None else f"{column.high:g}"
        return "value-range", {"range": f"{low}〜{high}"}
    if column.refers and value not in known.codes_of(column.refers):
        title = ledger.BY_KEY[column.refers.partition(".")[0]].title
        return "unknown-code", {"table": title, "remedy": code_remedy(title, str(value))}
    return None


def _within(column: Column, value: float) -> bool:
    return (column.low is None or value >= column.low) and (
        column.high is None or value <= column.high
    )


_TYPES: dict[Kind, type | tuple[type, ...]] = {
    Kind.CODE: str,
    Kind.TEXT: str,
    Kind.CHOICE: str,
    Kind.FLAG: str,
    Kind.DATE: dt.date,
    Kind.STAMP: dt.datetime,
    Kind.WHOLE: int,
    Kind.NUMBER: (int, float),
}


def _day_problems(known: LedgerIndex, spot: _Spot) -> Iterator[Problem]:
    start_key, end_key = _STARTS.get(spot.table, ""), _ENDS.get(spot.table, "")
    start, end = spot.fact.get(start_key), spot.fact.get(end_key)
    if isinstance(start, dt.date) and start > known.as_of:
        yield Problem.of(
            "after-as-of",
            spot.place(start_key),
            header=spot.header(start_key),
            value=start.isoformat(),
            as_of=known.as_of.isoformat(),
        )
    if isinstance(start, dt.date) and isinstance(end, dt.date) and end < start:
        yield Problem.of(
            "range-reversed", spot.place(end_key), start=start.isoformat(), end=end.isoformat()
        )


def _rule_problems(known: LedgerIndex, spot: _Spot) -> Iterator[Problem]:
    fact = spot.fact
    if spot.table == "engagements" and not fact["project_no"]:
        yield Problem.of("project-missing", spot.place("project_no"))
    if spot.table == "skill_ratings":
        skill = known.policy.skills.get(str(fact["skill_code"]))
        if skill is not None and skill.method is not SkillMethod.HEADCOUNT:
            yield Problem.of("skill-not-rated", spot.place("skill_code"), skill=fact["skill_code"])
    if spot.table == "answers" and not known.policy.settings.named_survey:
        question = fact["question_code"]
        yield Problem.of("survey-not-named", spot.place("question_code"), question=question)
    if spot.table == "step_claims":
        steps = known.steps.get(str(fact["persona_code"]))
        own = fact["own_step"]
        if steps is not None and isinstance(own, int) and own not in steps:
            yield Problem.of(
                "value-range",
                spot.place("own_step"),
                header=spot.header("own_step"),
                value=own,
                range="・".join(str(step) for step in sorted(steps)),
            )


def _notices(known: LedgerIndex, spot: _Spot) -> Iterator[Problem]:
    hired = known.hired_on.get(spot.report.staff_no)
    if gaps := early_day(spot.table, spot.fact, hired):
        key = AT_WORK[spot.table]
        yield Problem.of("before-hired", spot.place(key), header=spot.header(key), **gaps)
