"""The decision that a supervisor wrote on a self-report, and what the form says of its rules."""

from collections.abc import Mapping
from typing import TypedDict

from ledger.layout import meta
from ledger.layout.self_report import MAIN_SHEET
from ledger.model.altered_decisions import decision_gone
from ledger.model.problems import Place
from ledger.model.reports import Decided, SelfReport
from ledger.read.grids import OpenBook
from ledger.read.self_reports.fields import ReadField, day_of, text_of
from ledger.trust.decision import LineDecided, decision_digest


class FormRules(TypedDict):
    """What a form says of the rules that a decision on it is held against."""

    goals_needed: int | None
    may_set: Mapping[str, frozenset[int]] | None


def asked_of(own: Mapping[str, str]) -> FormRules:
    """Return what a form's `_meta` says of its rules; None where it does not say."""
    needed = own.get(meta.GOALS_DIGITAL_MIN, "")
    may_set = meta.steps_of(own[meta.STEPS]) if own.get(meta.STEPS) else None
    return {"goals_needed": int(needed) if needed.isdecimal() else None, "may_set": may_set}


def with_decision(
    book: OpenBook, report: SelfReport, given: Mapping[str, ReadField], *, clear: bool
) -> SelfReport:
    """Return the report with the decision that stands on it, and how that is reckoned.

    Args:
        book: The form.
        report: The report without its decision.
        given: The single cells.
        clear: Whether every 採否 can be used. If not there is no decision: a line that was meant
            to be refused is never accepted by a slip.
    """
    recorded = text_of(given["decision_digest"])
    decision = text_of(given["decision"])
    on_this = text_of(given["digest"]) in {"", report.digest}
    if recorded and not decision and on_this:
        place = Place(file=book.name, sheet=MAIN_SHEET, cell=given["decision"].cell)
        gone = decision_gone(report.staff_no, place)
        return report._replace(problems=(*report.problems, gone))
    if not decision or not clear:
        return report
    written = Decided(
        staff_no=report.staff_no,
        phase=report.phase,
        issue_no=report.issue_no,
        decision=decision,
        confirmer_no=text_of(given["confirmer_no"]),
        confirmed_on=day_of(given["confirmed_on"]),
        digest=text_of(given["digest"]),
        reason=text_of(given["decision_reason"]) or None,
        cell=given["decision"].cell,
        file=book.name,
        recorded=recorded,
    )
    return report._replace(decided=written._replace(reckoned=_reckoned(report, written)))


def _reckoned(report: SelfReport, written: Decided) -> str:
    """Reckon the decision; 上長判定 that nobody recorded is no part of it."""
    lines = [
        LineDecided(row.table, row.number, row.line_decision, row.line_reason)
        for row in report.rows
        if row.line_decision
    ]
    steps = report.step_reviews if written.recorded else ()
    whole = written._replace(digest=written.digest or report.digest)
    return decision_digest(report.fiscal_year, whole, lines, steps)
