"""`check` on a self-report or a review workbook: what its reader would find, nothing is written."""

from collections.abc import Iterator
from itertools import chain

from ledger.book.protocol import Form
from ledger.commands.plan import Plan
from ledger.commands.results import severities
from ledger.layout.self_report import BY_KEY
from ledger.model.problems import Place, Problem, Refusal, Severity
from ledger.model.reports import Review, SelfReport
from ledger.model.terms import BookKind, Decision
from ledger.read.reviews import review_of
from ledger.read.self_reports import Unreadable, self_report_of


def plan(form: Form) -> Plan:
    """Check a self-report or a review workbook.

    Args:
        form: The workbook.

    Raises:
        Refusal: It cannot be read, or is neither.
    """
    book = form.opened()
    report = self_report_of(book)
    if isinstance(report, SelfReport):
        problems, rows = report.problems, len(report.rows)
        next_step = "直すところがなければ、提出日を入れて提出フォルダに保存してください。"
    elif report.kind == BookKind.REVIEW:
        review = review_of(book)
        if isinstance(review, Unreadable):
            raise Refusal(review.problem)
        problems, rows = of_review(review), len(review.decisions)
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


def of_review(review: Review) -> tuple[Problem, ...]:
    """Return what is wrong with the decisions in a review workbook, missing reasons included."""
    return (*review.problems, *chain(_decisions(review), _lines(review), _steps(review)))


def _decisions(review: Review) -> Iterator[Problem]:
    for one in review.decisions:
        place = Place(file=review.file, sheet="確認表", cell=one.cell)
        if one.decision != Decision.CONFIRM and not (one.reason or "").strip():
            said = {"staff_no": one.staff_no, "decision": one.decision}
            yield Problem.of("reason-missing", place, **said)


def _lines(review: Review) -> Iterator[Problem]:
    for line in review.rejections:
        if not (line.reason or "").strip():
            place = Place(file=review.file, sheet="明細", cell=line.cell)
            title = BY_KEY[line.table].table.title if line.table in BY_KEY else line.table
            said = {"staff_no": line.staff_no, "table": title, "number": line.number}
            yield Problem.of("reject-reason-missing", place, **said)


def _steps(review: Review) -> Iterator[Problem]:
    for step in review.step_reviews:
        if not (step.reason or "").strip():
            place = Place(file=review.file, sheet="Step", cell=step.cell)
            what = step.persona_code + (f":{step.tool_code}" if step.tool_code else "")
            yield Problem.of("step-reason-missing", place, staff_no=step.staff_no, step=what)
