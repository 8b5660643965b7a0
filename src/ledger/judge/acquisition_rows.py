"""確保計画 and 人物要件 as records: the cases in the order in which they are seen to.

優先順位 comes first (1 before 2, blank last), then 必要時期, then the order of the sheet: not
everybody can be acquired at once.
"""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from ledger.layout.acquisition_tables import ACQUISITIONS, REQUIREMENTS
from ledger.layout.columns import Cell, NewRow
from ledger.layout.frames import Tables, records, with_defaults
from ledger.model.terms import Department, Flag, Funding, Method, RequirementKind

_LAST = 10**9
EMPLOYED = frozenset({Method.FULL_TIME, Method.PART_TIME})
"""手法 by which a person is employed (任用): only these need 人物要件, a panel and a pay."""


class PersonRequirement(NamedTuple):
    """One row of 人物要件.

    Attributes:
        at: Its row in the sheet.
        number: 要件番号.
        kind: 区分.
        text: 要件.
        department: 担当部門.
        assessment: 評価方法: by what it is judged.
        guide: 目安.
    """

    at: int
    number: int
    kind: RequirementKind
    text: str
    department: Department | None
    assessment: str | None
    guide: str | None


class AcquisitionRow(NamedTuple):
    """One row of 確保計画 with its 人物要件; None is a blank cell.

    Attributes:
        at: Its row in the sheet.
        case_no: 案件番号.
        role: 役割.
        duty: 業務内容.
        skill_code: スキルコード.
        needed: 必要人数.
        expected: 見込人数.
        needed_on: 必要時期.
        trainable: 育成可否 (blank ○).
        priority: 優先順位.
        training_months: 育成月数.
        recruiting_months: 募集月数.
        ramp_months: 立上月数.
        method: 手法: what HR decided on.
        period_fixed: 期間確定 (blank ×, as the flags that follow).
        scope_fixed: 範囲確定.
        expert_interviewer: 面接同席.
        rationale: 判断理由.
        salary_low: 給与下限.
        salary_high: 給与上限.
        market_salary: 民間水準.
        hours_per_week: 週時間.
        days_per_week: 週日数.
        remote: 在宅.
        recruitment: 公募区分.
        estimate: 概算額.
        funding: 財源.
        department: 担当部門.
        requirements: Its 人物要件, by 要件番号.
    """

    at: int
    case_no: str
    role: str
    duty: str | None
    skill_code: str | None
    needed: int
    expected: int | None
    needed_on: dt.date
    trainable: bool
    priority: int | None
    training_months: int | None
    recruiting_months: int | None
    ramp_months: int | None
    method: Method | None
    period_fixed: bool
    scope_fixed: bool
    expert_interviewer: bool
    rationale: str | None
    salary_low: int | None
    salary_high: int | None
    market_salary: int | None
    hours_per_week: float | None
    days_per_week: float | None
    remote: bool
    recruitment: str | None
    estimate: int | None
    funding: Funding | None
    department: Department | None
    requirements: tuple[PersonRequirement, ...]

    @property
    def named(self) -> str:
        """案件番号 and 役割."""
        return f"{self.case_no} {self.role}"

    @property
    def shortage(self) -> int | None:
        """不足 = 必要 − 見込, never below 0; unknown without 見込人数 (W36)."""
        return None if self.expected is None else max(0, self.needed - self.expected)

    @property
    def hours_a_day(self) -> Fraction | None:
        """週時間 over 週日数 (W43: 7時間 over 2日 are 3.5時間); unknown without either."""
        if self.hours_per_week is None or not self.days_per_week:
            return None
        return _exactly(self.hours_per_week) / _exactly(self.days_per_week)

    @property
    def pay_gap(self) -> Fraction | None:
        """(民間 − 上限) / 民間: below 0 where more is paid here; unknown without either (W43)."""
        if self.salary_high is None or not self.market_salary:
            return None
        return Fraction(self.market_salary - self.salary_high, self.market_salary)


def acquisition_rows(tables: Tables) -> tuple[AcquisitionRow, ...]:
    """Return the cases of 確保計画, first to be seen to first.

    Args:
        tables: The ledger's tables.
    """
    data = with_defaults(ACQUISITIONS, tables["acquisitions"])
    asked = _requirements(tables)
    found = [
        _row(int(at), row, asked.get(str(row["case_no"]), ()))
        for at, row in zip(data.index, records(ACQUISITIONS, data), strict=True)
    ]
    return tuple(sorted(found, key=_turn))


def _turn(row: AcquisitionRow) -> tuple[int, dt.date, int]:
    return (_LAST if row.priority is None else row.priority, row.needed_on, row.at)


def _row(at: int, row: NewRow, requirements: tuple[PersonRequirement, ...]) -> AcquisitionRow:
    typed: dict[str, object] = {**row}
    for key in ("trainable", "period_fixed", "scope_fixed", "expert_interviewer", "remote"):
        typed[key] = row[key] == Flag.YES
    typed["method"] = Method(str(row["method"])) if row["method"] else None
    typed["funding"] = Funding(str(row["funding"])) if row["funding"] else None
    typed["department"] = _department(row["department"])
    return AcquisitionRow(at=at, requirements=requirements, **typed)  # type: ignore[arg-type]  # typed by their columns


def _requirements(tables: Tables) -> dict[str, tuple[PersonRequirement, ...]]:
    data = tables["requirements"]
    found: dict[str, list[PersonRequirement]] = {}
    for case, one in _listed(list(data.index), records(REQUIREMENTS, data)):
        found.setdefault(case, []).append(one)
    return {case: tuple(sorted(own, key=lambda one: one.number)) for case, own in found.items()}


def _listed(places: list[int], rows: list[NewRow]) -> Iterator[tuple[str, PersonRequirement]]:
    for at, row in zip(places, rows, strict=True):
        yield (
            str(row["case_no"]),
            PersonRequirement(
                at,
                int(str(row["requirement_no"])),
                RequirementKind(str(row["kind"])),
                str(row["requirement"]),
                _department(row["department"]),
                _said(row["assessment"]),
                _said(row["guide"]),
            ),
        )


def _department(value: Cell) -> Department | None:
    return Department(str(value)) if value else None


def _said(value: Cell) -> str | None:
    """Return a text; one of blanks alone says nothing."""
    return str(value).strip() or None if value is not None else None


def _exactly(written: float) -> Fraction:
    """Return hours as somebody wrote them: 38.75, not the nearest binary."""
    return Fraction(Decimal(str(written)))
