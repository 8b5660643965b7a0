"""確保の逆算: what the page says. `acquisition_looks` gives it its looks, by its words."""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import pandas as pd

from ledger.layout.page_frames import page_frame
from ledger.layout.pages import ACQUISITION, HOME_LINK, PageCell, link
from ledger.layout.sheet_order import title_of
from ledger.measure.acquisition.axis import Span, axis_from, marks_of
from ledger.measure.acquisition.back_calculation import BudgetGate, timing_of
from ledger.measure.acquisition.plans import AcquisitionPlan
from ledger.measure.acquisition.skills import SkillStandings
from ledger.measure.acquisition.terms import (
    lead_times_said,
    requirements_said,
    shortage_said,
    summary_said,
    terms_said,
)
from ledger.measure.acquisition.words import month_said
from ledger.model.calendar import FIRST_MONTH, wareki, wareki_year
from ledger.model.terms import BudgetKind, Flag, Route, Timing
from ledger.present.headings import line
from ledger.present.pages.board_lines import INDENT, TITLE_MARK, wrapped

Row = Sequence[PageCell]

STEPS, BY, STANDING = "することと期限", "期限", "判定"
ENOUGH = "足りている案件"
TRAINING, RECRUITING, RAMP, ASKING, NEED = "育", "募", "立", "予", "◆"
NOW = "▼"
UNTRAINABLE = f"育成可否 {Flag.NO.value}"
SIGNS = {
    Timing.IN_TIME: "○",
    Timing.SOON: "▲",
    Timing.LATE: "×",
    Timing.UNKNOWN: "？",
}
TOO_LATE = f"{SIGNS[Timing.LATE]} {Route.TOO_LATE.value}"
LABEL_WIDTH, BY_WIDTH, STANDING_WIDTH, MONTH_WIDTH = 24, 18, 24, 2.9
ROOM = int(LABEL_WIDTH + BY_WIDTH + STANDING_WIDTH + MONTH_WIDTH * (ACQUISITION.columns - 3))
"""Half-width signs that a line has room for."""
_BLANK_BEFORE_AXIS = 3
_HOW = (
    f"{TRAINING} = 育成、{RECRUITING} = 募集、{RAMP} = 着任から成果が出るまで、"
    f"{ASKING} = 予算要求、{NEED} = 必要時期、{NOW} = 今月。期限の日までは間に合います"
)
_NOTHING = (
    "シート「確保計画」に、足りない役割と、必要時期・必要人数・見込人数・かかる月数を書いて、"
    "ボタン「確保を逆算」を押すと、いつまでに何を始めるかがここに出ます。"
)


class _Step(NamedTuple):
    """One line of a case: what, by when, how it stands, and the months that it takes."""

    label: str
    by: str | None
    standing: str | None
    spans: tuple[Span, ...]


def blank_acquisition_page() -> pd.DataFrame:
    """Return the page before anything was worked out."""
    return page_frame(ACQUISITION, [[HOME_LINK], [ACQUISITION.title], [_NOTHING]])


def acquisition_page(
    skills: SkillStandings, plans: Sequence[AcquisitionPlan], on: dt.date, heading: str
) -> pd.DataFrame:
    """Return what the page says.

    Args:
        skills: Names and 合致人数 of skills.
        plans: The cases, first to be seen to first.
        on: The day from which deadlines are seen.
        heading: Of which day the results are.
    """
    if not plans:
        return blank_acquisition_page()
    axis = axis_from(on)
    missing = [plan for plan in plans if plan.found.route is not Route.NOT_NEEDED]
    rows: list[Row] = [*_head(plans, on, heading), *_axis_rows(axis, on)]
    for plan in missing:
        rows += [*_case(skills, plan, axis, on), []]
    rows += _enough([plan for plan in plans if plan.found.route is Route.NOT_NEEDED])
    return page_frame(ACQUISITION, rows)


def _head(plans: Sequence[AcquisitionPlan], on: dt.date, heading: str) -> Iterator[Row]:
    yield [HOME_LINK]
    yield [ACQUISITION.title]
    yield [f"{line(heading)}。期限は、{wareki(on)}から見たものです"]
    yield [summary_said(plans)]
    yield [_HOW]
    yield [
        link(title_of("acquisitions"), f"→ {title_of('acquisitions')}"),
        link(title_of("requirements"), f"→ {title_of('requirements')}"),
        link(title_of("acquisition_plans"), f"→ {title_of('acquisition_plans')}"),
    ]


def _axis_rows(axis: Sequence[dt.date], on: dt.date) -> Iterator[Row]:
    blank: list[PageCell] = [None] * _BLANK_BEFORE_AXIS
    here = [NOW if (m.year, m.month) == (on.year, on.month) else None for m in axis]
    years = [
        wareki_year(month.year if month.month >= FIRST_MONTH else month.year - 1)
        if month.month == FIRST_MONTH or at == 0
        else None
        for at, month in enumerate(axis)
    ]
    yield [*blank, *_apart(years)]
    yield [*blank, *here]
    yield [STEPS, BY, STANDING, *(month.month for month in axis)]


def _apart(years: list[str | None]) -> list[str | None]:
    """Leave out the first year where the next one begins within its letters."""
    nearest = next((at for at, said in enumerate(years) if said and at), len(years))
    return [None, *years[1:]] if nearest < _BLANK_BEFORE_AXIS else years


def _case(
    skills: SkillStandings, plan: AcquisitionPlan, axis: Sequence[dt.date], on: dt.date
) -> Iterator[Row]:
    row = plan.row
    yield [f"{TITLE_MARK}{_title(plan)}"]
    need = Span(NEED, row.needed_on, row.needed_on)
    for step in _steps(plan, on):
        marks = marks_of(axis, (*step.spans, need))
        yield [f"{INDENT}{step.label}", step.by, step.standing, *marks]
    for label, text in _texts(skills, plan):
        yield from wrapped(f"{INDENT}{label}: ", text, ROOM)


def _texts(skills: SkillStandings, plan: AcquisitionPlan) -> Iterator[tuple[str, str]]:
    """Yield what is said below the months: of whom 育成 brings neither 手法 nor 条件."""
    row, found = plan.row, plan.found
    yield "不足", shortage_said(row, *skills.of(row.skill_code))
    yield "経路", f"{found.route.value}。{plan.reason}"
    if found.route is not Route.TRAIN:
        yield "手法", f"{plan.choice.taken.value}: {plan.method_reason}"
        yield "条件", terms_said(row)
        yield from requirements_said(row)


def _title(plan: AcquisitionPlan) -> str:
    row, found = plan.row, plan.found
    short = "不足は不明" if found.shortage is None else f"不足 {found.shortage}名"
    parts = (
        row.named,
        short,
        f"必要時期 {wareki(row.needed_on)}",
        f"優先順位 {row.priority}" if row.priority is not None else "優先順位なし",
        f"経路 {TOO_LATE if found.route is Route.TOO_LATE else found.route.value}",
        f"担当 {row.department.value}" if row.department else "",
    )
    return "   ".join(part for part in parts if part)


def _steps(plan: AcquisitionPlan, on: dt.date) -> Iterator[_Step]:
    row, found = plan.row, plan.found
    arrival = found.arrival_by
    if not row.trainable:
        long = "" if row.training_months is None else _months(row.training_months)
        yield _Step(f"育成を始める{long}", None, UNTRAINABLE, ())
    else:
        months = _months(row.training_months)
        spans = _span(TRAINING, found.training_by, row.needed_on)
        standing = _standing(found.training, found.training_by, on)
        yield _Step(f"育成を始める{months}", _day(found.training_by), standing, spans)
    came, months = timing_of(arrival, on), _months(row.recruiting_months)
    spans = _span(RECRUITING, found.recruiting_by, arrival)
    standing = _standing(found.recruiting, found.recruiting_by, on)
    yield _Step(f"募集を始める{months}", _day(found.recruiting_by), standing, spans)
    yield _Step(
        f"着任する{_months(row.ramp_months)}",
        _day(arrival),
        _standing(came, arrival, on) if came in (Timing.LATE, Timing.UNKNOWN) else None,
        _span(RAMP, arrival, row.needed_on),
    )
    if found.budget:
        asked = _span(ASKING, found.budget.by, found.budget.by)
        by, said = month_said(found.budget.by), _budget(found.budget)
        yield _Step("予算を要求する", f"{by}末", said, asked)


def _span(mark: str, first: dt.date | None, until: dt.date | None) -> tuple[Span, ...]:
    return () if first is None or until is None else (Span(mark, first, until),)


def _months(months: int | None) -> str:
    return "(月数が空欄)" if months is None else f"({months}か月)"


def _day(day: dt.date | None) -> str | None:
    return None if day is None else wareki(day)


def _standing(timing: Timing | None, by: dt.date | None, on: dt.date) -> str | None:
    if timing is None:
        return None
    left = ""
    if by is not None:
        days = (by - on).days
        left = f"({-days}日前)" if days < 0 else f"(あと{days}日)"
    return f"{SIGNS[timing]} {timing.value}{left}"


def _budget(budget: BudgetGate) -> str:
    if budget.kind is BudgetKind.EXISTING:
        return f"{SIGNS[Timing.LATE]} 過ぎた → {budget.kind.value}"
    return f"{SIGNS[budget.timing]} {budget.timing.value}({budget.kind.value})"


def _enough(plans: Sequence[AcquisitionPlan]) -> Iterator[Row]:
    if plans:
        yield [ENOUGH]
    for plan in plans:
        row = plan.row
        text = f"{row.named}: {plan.reason}{lead_times_said(row)}"
        yield from wrapped(INDENT, text, ROOM)
