"""`check` on a self-report or a review workbook: what its reader would find, nothing is written."""

import datetime as dt

from ledger.book.protocol import Form
from ledger.commands.decision_checks import faults_in_review, faults_on_form
from ledger.commands.plan import Plan
from ledger.judge.consolidation.report_content import claimed_deficiencies
from ledger.model.problems import Problem, Refusal, Severity, severities
from ledger.model.reports import Review, SelfReport
from ledger.model.terms import BookKind
from ledger.read.reviews.review import review_of
from ledger.read.self_reports.report import Unreadable, self_report_of


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
        problems, rows = of_self_report(report, today), len(report.rows)
        day = "提出日を入れて" if report.submitted_on is None else ""
        next_step = f"直すところがなければ、{day}提出フォルダに保存してください。"
        sound = f"{'提出日のほかに、' if day else ''}直すところはありません。"
    elif report.kind == BookKind.REVIEW:
        review = review_of(book)
        if isinstance(review, Unreadable):
            raise Refusal(review.problem)
        problems, rows = of_review(review, today), len(review.decisions)
        next_step = "直すところがなければ、保存して人事に返してください。"
        sound = "直すところはありません。"
    else:
        raise Refusal(report.problem)
    count = severities(problems)
    found = "、".join(f"{severity} {count[severity]}件" for severity in Severity)
    return Plan(
        operation="check",
        summary=(
            found if problems else sound,
            f"記入されている行: {rows}",
        ),
        problems=problems,
        counts={"rows": {"read": rows}},
        next_step=next_step if not count[Severity.ERROR] else "上から順に直してください。",
    )


def of_self_report(report: SelfReport, today: dt.date | None = None) -> tuple[Problem, ...]:
    """Return what is wrong in a self-report: its cells, its goals, and a decision on it.

    A blank 提出日 is no fault yet: it is written when everything else is done.
    """
    lacking = claimed_deficiencies(report)
    goals = (problem for problem in lacking if problem.code != "submitted-on-missing")
    return (*report.problems, *goals, *faults_on_form(report, today))


def of_review(review: Review, today: dt.date | None = None) -> tuple[Problem, ...]:
    """Return what is wrong in a review workbook: its cells, and the decisions in it."""
    return (*review.problems, *faults_in_review(review, today))
