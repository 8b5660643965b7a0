"""What lies in the inbox and was not consolidated yet, as 申告状況 shows it after `collect`."""

from collections.abc import Iterator, Sequence

from ledger.layout.columns import Cell, NewRow
from ledger.model.terms import ReportState

ARRIVAL = ("arrival_state", "arrival_reason")
"""受付状態 and 受付の説明: what was seen in the inbox, where 状態 does not say it."""

_DECIDED = frozenset({ReportState.CONFIRMED, ReportState.RETURNED})


def arrivals(before: Sequence[NewRow], after: Sequence[NewRow]) -> list[NewRow]:
    """Return 申告状況 as it stands between `collect` and `consolidate`.

    The facts are taken over by `consolidate` only, and so is every decision. Until then the row of
    somebody who handed in for the first time says 提出 or 不備 and names no content; where an
    earlier version was taken over, its row stays as it is, and 受付状態 says what came since.

    Args:
        before: 申告状況 as it stands.
        after: 申告状況 as it would stand after a consolidation of the same files.
    """
    known = {(row["staff_no"], row["phase"]): row for row in before}
    return list(_each(known, after))


def _each(known: dict[tuple[Cell, Cell], NewRow], after: Sequence[NewRow]) -> Iterator[NewRow]:
    for new in after:
        old = known.get((new["staff_no"], new["phase"]))
        state, reason = _received(new)
        if old is None or not old["digest"]:
            taken = dict.fromkeys(("digest", "source_file", "confirmer_no", "confirmed_at"))
            yield {**new, **taken, "state": state, "return_reason": reason}
        elif new["digest"] != old["digest"] or ReportState.DEFICIENT in {state} - {old["state"]}:
            yield {**old, "arrival_state": state, "arrival_reason": reason}
        else:
            yield {**old, **{key: new[key] for key in ARRIVAL}}


def _received(row: NewRow) -> tuple[str, str | None]:
    """Return 状態 without any decision on the content: what lies there waits to be confirmed."""
    state, reason = str(row["state"]), row["return_reason"]
    if state in _DECIDED:
        return ReportState.SUBMITTED.value, None
    return state, str(reason) if reason else None
