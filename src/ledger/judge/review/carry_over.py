"""What carries over into a new review workbook: decisions on content that is still the same."""

import datetime as dt
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from ledger.judge.consolidation.confirmers_decisions import Ruling, rulings_of
from ledger.judge.consolidation.ledger_index import LONG_AGO
from ledger.layout.columns import NewRow
from ledger.model.folding import number_key
from ledger.model.reports import Decided, Review


class Carried(NamedTuple):
    """What a confirmer wrote on one person, or decided before.

    Attributes:
        decision: 判定.
        reason: 理由.
        confirmed_on: 確認日.
        rejected: 否認理由 by line, `(form table, number)`.
        accepted: Lines with an express 採用.
        steps: 上長判定Step and 理由 by `(persona_code, tool_code)`.
        together: Whether the decision was not chosen for this person, but for all together.
    """

    decision: str | None = None
    reason: str | None = None
    confirmed_on: dt.date | None = None
    rejected: Mapping[tuple[str, int], str | None] = MappingProxyType({})
    accepted: frozenset[tuple[str, int]] = frozenset()
    steps: Mapping[tuple[str, str | None], tuple[int, str | None]] = MappingProxyType({})
    together: bool = False


NOTHING = Carried()


def carried_over(reviews: Sequence[Review], phase: str) -> Mapping[tuple[str, str, str], Carried]:
    """Gather what older workbooks say, by `(confirmer_no, folded staff number, digest)`.

    A decision that was recorded and then edited does not carry over. Where two workbooks speak of
    the same content, the one with the later 確認日 holds; lines and Steps that were filled in
    without a 判定 carry over too.

    Args:
        reviews: The workbooks in the folder.
        phase: The phase under way; workbooks of another one do not matter.
    """
    found: dict[tuple[str, str, str], Carried] = {}
    for review in sorted(reviews, key=lambda one: (one.file, one.sha256)):
        if review.phase != phase:
            continue
        for ruling in (*undecided(review), *rulings_of(review)):
            d = ruling.decided
            key = (d.confirmer_no, number_key(d.staff_no), d.digest)
            if d.digest and not d.altered and _weight(found.get(key)) <= _weight(_carried(ruling)):
                found[key] = _carried(ruling)
    return found


def _weight(carried: Carried | None) -> tuple[bool, bool, dt.date]:
    if carried is None:
        return (False, False, LONG_AGO.date())
    return (True, carried.decision is not None, carried.confirmed_on or LONG_AGO.date())


def undecided(review: Review) -> list[Ruling]:
    """Return people without a 判定 as rulings without one, so that their lines are not lost."""
    decided = {number_key(one.staff_no) for one in review.decisions}
    open_ones = tuple(
        Decided(number, review.phase, "", "", review.confirmer_no, None, digest, None, "", "")
        for number, digest in review.shown.items()
        if number_key(number) not in decided
    )
    return rulings_of(review._replace(decisions=open_ones))


def _carried(ruling: Ruling) -> Carried:
    d = ruling.decided
    return Carried(
        d.decision or None,
        d.reason,
        d.confirmed_on,
        {(line.table, line.number): line.reason for line in ruling.rejections},
        ruling.accepted,
        {(step.persona_code, step.tool_code): (step.step, step.reason) for step in ruling.steps},
        d.together,
    )


def from_history(history: Sequence[NewRow], digest: str) -> Carried:
    """Return the last decision that 確認履歴 knows of a content."""
    own = [row for row in history if row["digest"] == digest]
    if not own:
        return NOTHING
    moment, reason = own[-1]["confirmed_at"], own[-1]["reason"]
    return Carried(
        str(own[-1]["decision"]),
        str(reason) if reason else None,
        moment.date() if isinstance(moment, dt.datetime) else None,
    )
