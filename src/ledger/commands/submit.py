"""`submit`: 提出日 of a self-report, written by the button 提出."""

import datetime as dt

from ledger.book.protocol import Form
from ledger.commands.plan import Plan
from ledger.layout.self_report import FIELDS
from ledger.model.calendar import wareki
from ledger.model.problems import Place, Refusal
from ledger.model.reports import SelfReport
from ledger.read.self_reports.fields import find_field
from ledger.read.self_reports.report import self_report_of


def plan(form: Form, on: dt.date) -> Plan:
    """Plan to write 提出日.

    Args:
        form: A self-report.
        on: The day.

    Raises:
        Refusal: It is no self-report, or its 提出日 cannot be found.
    """
    book = form.opened()
    report = self_report_of(book)
    if not isinstance(report, SelfReport):
        raise Refusal(report.problem)
    field = next(field for field in FIELDS if field.key == "submitted_on")
    at = find_field(book, field)
    if at is None:
        raise Refusal.of("table-missing", Place(file=form.name), table=field.label)
    sheet, cell = at
    before = f"(前は{wareki(report.submitted_on)})" if report.submitted_on else ""
    return Plan(
        operation="submit",
        summary=(f"提出日を{wareki(on)}にして保存します{before}。",),
        problems=report.problems,
        marks={sheet: {cell: on}},
        counts={"rows": {"read": len(report.rows)}},
        next_step="提出フォルダを選ぶと、写しを入れます。選ばなければ、ご自分で入れてください。",
    )
