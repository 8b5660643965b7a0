"""`check` on a self-report or a review workbook: what its reader would find, nothing is written."""

import datetime as dt

from ledger.book.protocol import Form
from ledger.commands.decision_checks import faults_in_review, faults_on_form
from ledger.commands.plan import Plan
from ledger.commands.recompute import severities
from ledger.model.problems import Problem, Refusal, Severity
from ledger.model.reports import Review, SelfReport
from ledger.model.terms import BookKind
from ledger.read.reviews import review_of
from ledger.read.self_reports import Unreadable, self_report_of


def plan(form: Form, today: dt.date | None = None) -> Plan:
    """Check a self-report or a review workbook.

    Args:
        form: The workbook.
        today: The day of the check; without it no 確認日 lies in the future.

    Raises:
        Refusal: It cannot be read, or is neither.
    """
    book = form.opened()
    report = self_report_of(book)
    if isinstance(report, SelfReport):
        problems, rows = (*report.problems, *faults_on_form(report, today)), len(report.rows)
        next_step = "直すところがなければ、提出日を入れて提出フォルダに保存してください。"
    elif report.kind == BookKind.REVIEW:
        review = review_of(book)
        if isinstance(review, Unreadable):
            raise Refusal(review.problem)
        problems, rows = of_review(review, today), len(review.decisions)
        next_step = "直すところがなければ、保存して人事に返してください。"
    else:
        raise Refusal(report.problem)
    count = severities(problems)
    found = "、".join(f"{severity} {count[severity]}件" for severity in Severity)
    return Plan(
        operation="check",
        summary=(
            "直すところはありません。" if not problems else found,
            f"記入されている行: {rows}",
        ),
        problems=problems,
        counts={"rows": {"read": rows}},
        next_step=next_step if not count[Severity.ERROR] else "上から順に直してください。",
    )


def of_review(review: Review, today: dt.date | None = None) -> tuple[Problem, ...]:
    """Return what is wrong in a review workbook: its cells, and the decisions in it."""
    return (*review.problems, *faults_in_review(review, today))
