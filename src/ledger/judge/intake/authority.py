"""Who may decide on a report, and on which day: held against 所属長, issue, 提出日 and the run."""

import datetime as dt
from collections.abc import Iterator, Sequence

from ledger.judge.intake.content import Content
from ledger.judge.intake.known import Known
from ledger.judge.intake.records import Row
from ledger.judge.intake.rulings import Ruling
from ledger.model.problems import Problem

_SAME = (
    "staff_no",
    "phase",
    "issue_no",
    "decision",
    "confirmer_no",
    "confirmed_at",
    "digest",
    "reason",
)
"""What makes two rows of 確認履歴 the same; the file does not."""


def authority(known: Known, ruling: Ruling, history: Sequence[Row]) -> Iterator[Problem]:
    """Hold the confirmer against who confirms on the deciding day.

    What stands in 確認履歴 was held against the heads of its time: it is not judged again when
    所属長 changes later.
    """
    d = ruling.decided
    if d.confirmer_no == d.staff_no:
        yield Problem.of("self-confirmation", ruling.place, staff_no=d.staff_no)
        return
    if recorded(ruling, history):
        return
    expected = known.confirmers_on(d.confirmed_on or known.as_of).get(d.staff_no)
    if d.confirmer_no != expected:
        yield Problem.of(
            "not-confirmer",
            ruling.place,
            staff_no=d.staff_no,
            expected=expected or "(いません)",
            found=d.confirmer_no or "(空)",
        )


def slipped(known: Known, content: Content, ruling: Ruling) -> Iterator[Problem]:
    """Say that 確認日 itself cannot be, rather than who would have been the confirmer that day."""
    d = ruling.decided
    if d.confirmed_on is not None and d.confirmer_no != d.staff_no:
        yield from day_faults(known, content, ruling)


def day_faults(known: Known, content: Content, ruling: Ruling) -> Iterator[Problem]:
    """Hold 確認日 against issue, 提出日 and the run.

    The clock judges nothing by itself: a year that is entered after the fact (issued after the
    基準日) has 確認日 before its issue, and a 確認日 up to the 基準日 is no day in the future.
    """
    d = ruling.decided
    if d.confirmed_on is None:
        yield Problem.of(
            "confirmed-on-missing", ruling.place, staff_no=d.staff_no, decision=d.decision
        )
        return
    said = {"staff_no": d.staff_no, "day": d.confirmed_on.isoformat()}
    issued = known.issues[d.issue_no]["issued_at"]
    in_time = isinstance(issued, dt.datetime) and issued.date() <= known.key_date
    if in_time and isinstance(issued, dt.datetime) and d.confirmed_on < issued.date():
        yield Problem.of(
            "confirmed-before-issue", ruling.place, **said, issued=issued.date().isoformat()
        )
    elif content.submitted_on is not None and d.confirmed_on < content.submitted_on:
        yield Problem.of(
            "confirmed-before-submission",
            ruling.place,
            **said,
            submitted=content.submitted_on.isoformat(),
        )
    if d.confirmed_on > known.latest_day:
        yield Problem.of(
            "confirmed-in-future",
            ruling.place,
            **said,
            now=known.received_at.isoformat(" ", "minutes"),
        )


def recorded(ruling: Ruling, rows: Sequence[Row]) -> bool:
    """Say whether 確認履歴 has a decision already."""
    return any(same(ruling.row(), row) for row in rows)


def same(one: Row, other: Row) -> bool:
    """Tell whether two rows of 確認履歴 are one decision."""
    return all(one[key] == other[key] for key in _SAME)
