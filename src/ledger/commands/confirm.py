"""`confirm`: a confirmer's 確認 on a review workbook or on one self-report."""

import datetime as dt
from collections.abc import Sequence

from ledger.book.protocol import Form
from ledger.commands.decision_options import rejections_of, steps_of
from ledger.commands.decisions import WantedDecision, decide
from ledger.commands.plan import Plan
from ledger.model.terms import Decision


def plan(  # noqa: PLR0913 - the verb's own options
    form: Form,
    by: str,
    *,
    on: dt.date,
    staff: Sequence[str] = (),
    reject: Sequence[str] = (),
    step: Sequence[str] = (),
    keep: bool = False,
    today: dt.date | None = None,
) -> Plan:
    """Plan to confirm.

    Args:
        form: A review workbook or a self-report.
        by: 職員番号 of the confirmer.
        on: 確認日.
        staff: Whom; everybody in a review workbook who handed in and is undecided if empty.
        reject: Lines not accepted, `my_engagements:2=理由` or `NO:my_engagements:2=理由`.
        step: Steps set otherwise than the rule, `PERSONA[:TOOL]=STEP=理由`, `NO@` before it for
            one of several people.
        keep: Leave what a review workbook says already of people who are marked in it.
        today: The day of the run; without it no 確認日 lies in the future.

    Raises:
        Refusal: The file, a person or a line is not there, an option is not understood, or
            consolidation would not use the decision.
    """
    wish = WantedDecision(
        decision=Decision.CONFIRM,
        by=by,
        on=on,
        staff=tuple(staff),
        rejections=rejections_of(reject),
        steps=steps_of(step),
        keep=keep,
        today=today,
    )
    return decide(form, wish, "confirm")
