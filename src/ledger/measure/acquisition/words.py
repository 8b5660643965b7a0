"""逆算 in words: why a way is gone, by when what begins, and what comes of beginning today."""

import datetime as dt
from collections.abc import Iterator

from ledger.judge.acquisition_methods import MethodChoice
from ledger.judge.acquisition_rows import AcquisitionRow
from ledger.judge.consistency.acquisitions import unknown_of
from ledger.layout.acquisition_tables import ACQUISITIONS
from ledger.measure.acquisition.back_calculation import BackCalculation, BudgetGate, earliest_end
from ledger.model.calendar import wareki, wareki_year
from ledger.model.terms import BudgetKind, Route, Timing


def route_said(row: AcquisitionRow, found: BackCalculation, on: dt.date) -> str:
    """Return why a way is gone, in whole sentences.

    Args:
        row: The case.
        found: What it comes to.
        on: The day judged.
    """
    return "".join(f"{sentence}。" for sentence in _sentences(row, found, on))


def method_said(choice: MethodChoice) -> str:
    """Return why a 手法 is taken: the table's reason; HR's own where HR decided on another."""
    if not choice.is_override:
        own = f"。判断理由: {choice.rationale}" if choice.decided and choice.rationale else ""
        return f"{choice.because}{own}"
    why = choice.rationale or "(判断理由が未記入)"
    return f"人の判断: {why}。推奨は「{choice.advised.value}」: {choice.because}"


def month_said(day: dt.date) -> str:
    """Return a month in words (2025-10-31 -> 令和7年10月)."""
    return wareki(day).partition("月")[0] + "月"


def _sentences(row: AcquisitionRow, found: BackCalculation, on: dt.date) -> Iterator[str]:
    if blank := list(unknown_of(row)):
        headers = "・".join(ACQUISITIONS.column(key).header for key in blank)
        yield f"{headers}が空欄のため、分からないところがあります"
    if found.route is Route.NOT_NEEDED:
        yield f"必要 {row.needed}名に対して見込 {row.expected}名で、足りています"
        return
    yield from _training(row, found, on)
    yield from _recruiting(row, found, on)
    if found.route is not Route.TRAIN and found.budget is not None:
        yield budget_said(found.budget)


def _training(row: AcquisitionRow, found: BackCalculation, on: dt.date) -> Iterator[str]:
    if not row.trainable:
        yield "育成できない役割なので(育成可否 ×)、外から確保します"
    elif row.method is not None:
        yield f"手法を「{row.method.value}」と決めたので、確保します"
    elif found.training_by is None or row.training_months is None:
        return
    elif found.training is Timing.LATE:
        ends = wareki(earliest_end(on, row.training_months))
        yield (
            f"育成({row.training_months}か月)は{wareki(found.training_by)}までに始める必要があり、"
            f"過ぎました(いま始めると{ends}から)"
        )
    else:
        yield (
            f"{wareki(found.training_by)}までに育成({row.training_months}か月)を始めれば、"
            f"{wareki(row.needed_on)}に間に合います"
        )


def _recruiting(row: AcquisitionRow, found: BackCalculation, on: dt.date) -> Iterator[str]:
    by, arrival = found.recruiting_by, found.arrival_by
    if found.route is Route.TRAIN or by is None or arrival is None:
        return
    if found.recruiting is Timing.LATE:
        arrives = earliest_end(on, row.recruiting_months or 0)
        ready = wareki(earliest_end(arrives, row.ramp_months or 0))
        yield (
            f"募集は{wareki(by)}までに始める必要があり、過ぎました"
            f"(いま始めると、{wareki(arrives)}に着任、成果は{ready}から)"
        )
    else:
        yield (
            f"{wareki(by)}までに募集を始め、{wareki(arrival)}までに着任すれば、"
            f"{wareki(row.needed_on)}に間に合います"
        )


def budget_said(budget: BudgetGate) -> str:
    """Return which budget is still open, and what was missed before it."""
    year, initial = wareki_year(budget.year), month_said(budget.initial_by)
    if budget.kind is BudgetKind.INITIAL:
        return f"{year}の当初予算を、{initial}までに要求します"
    missed = f"{year}の当初予算の要求({initial})は過ぎました"
    if budget.kind is BudgetKind.SUPPLEMENTARY:
        return f"{missed}。補正予算を、{month_said(budget.by)}までに要求します"
    return f"{missed}。間に合う補正予算もないので、既決予算で賄えるかを財政部門に確かめます"
