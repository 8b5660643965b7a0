"""Whether a decision may be used: who decided, on which day, and if it is what it was."""

import datetime as dt
from collections.abc import Collection, Iterator, Sequence

from ledger.judge.consolidation.confirmers_decisions import Ruling
from ledger.judge.consolidation.decision_faults import (
    DecisionGround,
    FormRow,
    altered,
    day_faults,
    decision_faults,
)
from ledger.judge.consolidation.ledger_index import LedgerIndex
from ledger.judge.consolidation.report_content import Content
from ledger.layout.columns import NewRow
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
"""What makes two rows of 確認履歴 the same where one has no 決定照合値; the file does not."""


def objections(
    known: LedgerIndex,
    content: Content,
    ruling: Ruling,
    history: Sequence[NewRow],
    lines: Collection[FormRow] | None,
) -> Iterator[Problem]:
    """Say why a decision is not used.

    Where the confirmer is the wrong one for the day, but the day itself cannot be, the day is told.

    Args:
        known: The ledger.
        content: The content in force.
        ruling: The decision.
        history: The person's rows of 確認履歴.
        lines: The lines that can be rejected; None: it was made on another content than this one.
    """
    d = ruling.decided
    if d.altered:
        yield altered(ruling)
        return
    found = tuple(authority(known, ruling, history))
    if lines is None:
        yield from found
        return
    ground = _ground(known, content, ruling, lines)
    if not found:
        yield from decision_faults(ruling, ground)
    elif d.confirmed_on is None or d.confirmer_no == d.staff_no:
        yield from found
    else:
        yield from tuple(day_faults(ruling, ground)) or found


def authority(known: LedgerIndex, ruling: Ruling, history: Sequence[NewRow]) -> Iterator[Problem]:
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


def _ground(
    known: LedgerIndex, content: Content, ruling: Ruling, lines: Collection[FormRow]
) -> DecisionGround:
    issued = known.issues[ruling.decided.issue_no]["issued_at"]
    in_time = isinstance(issued, dt.datetime) and issued.date() <= known.key_date
    return DecisionGround(
        submitted_on=content.submitted_on,
        issued_on=issued.date() if in_time and isinstance(issued, dt.datetime) else None,
        latest=known.latest_day,
        now=known.received_at.isoformat(" ", "minutes"),
        lines=lines,
        deficiency=content.deficiency,
    )


def recorded(ruling: Ruling, rows: Sequence[NewRow]) -> bool:
    """Say whether 確認履歴 has a decision already."""
    return any(same(ruling.row(), row) for row in rows)


def same(one: NewRow, other: NewRow) -> bool:
    """Tell whether two rows of 確認履歴 are one decision; older ledgers have no 決定照合値."""
    if one["decision_digest"] and other["decision_digest"]:
        return one["decision_digest"] == other["decision_digest"]
    return all(one[key] == other[key] for key in _SAME)
