"""`give-back`: a report goes back to its writer, with the reason."""

import datetime as dt

from ledger.book.protocol import Form
from ledger.commands.decisions import WantedDecision, decide
from ledger.commands.plan import Plan
from ledger.model.problems import Place, Refusal
from ledger.model.terms import Decision


def plan(  # noqa: PLR0913 - the verb's own options
    form: Form,
    staff_no: str,
    by: str,
    reason: str,
    *,
    on: dt.date,
    today: dt.date | None = None,
) -> Plan:
    """Plan to give a report back.

    Args:
        form: A review workbook or the self-report itself.
        staff_no: Whose report.
        by: 職員番号 of the confirmer.
        reason: Why; the writer gets to read it.
        on: 確認日.
        today: The day of the run; without it no 確認日 lies in the future.

    Raises:
        Refusal: The reason is blank, or the file or the person is not there.
    """
    if not reason.strip():
        given = Decision.RETURN.value
        place = Place(file=form.name)
        raise Refusal.of("reason-missing", place, staff_no=staff_no, decision=given)
    wish = WantedDecision(Decision.RETURN, by, on, (staff_no,), reason.strip(), today=today)
    return decide(form, wish, "give-back")
