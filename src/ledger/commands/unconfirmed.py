"""What of a year is not confirmed yet: facts that are 未, and reports that came in and wait."""

from collections import Counter
from collections.abc import Iterator

import numpy as np

from ledger.commands.ledger_session import Opened
from ledger.judge.phase_at_hand import phase_at_hand
from ledger.judge.progress import asked_people, states
from ledger.layout import ledger
from ledger.layout.columns import Group
from ledger.model.problems import Place, Problem
from ledger.model.terms import Confirmation, Phase, ReportState

_CAME_IN = (
    ReportState.SUBMITTED,
    ReportState.CHANGED,
    ReportState.RETURNED,
    ReportState.DEFICIENT,
)
"""States of a report whose rows somebody has yet to confirm or mend."""


def unconfirmed(opened: Opened) -> dict[str, int]:
    """Return what stands in the way of 年度締め, as it is called, with its count.

    Who never handed anything in, or has no form, left no row that could be confirmed.

    Args:
        opened: The ledger and the day judged.
    """
    facts = {f"「{title}」の未確認 (行)": count for title, count in _pending(opened)}
    people = asked_people(opened.policy, opened.tables, opened.as_of)
    reports: dict[str, int] = {}
    for phase in Phase:
        found = Counter(states(opened.tables, people, phase).values())
        reports |= {f"{phase}の申告の{s} (名)": found[s] for s in _CAME_IN if found[s]}
    return {**reports, **facts}


def said(waiting: dict[str, int]) -> str:
    """Say what is not confirmed, with its counts: `「受講」の未確認 3行`."""
    return "、".join(
        f"{name.partition(' (')[0]} {count}{name.partition('(')[2].removesuffix(')')}"
        for name, count in waiting.items()
    )


def open_ends(opened: Opened) -> Iterator[Problem]:
    """Yield what is not confirmed as warnings, also who has not handed anything in."""
    yield from _open_reports(opened)
    for title, count in _pending(opened):
        yield Problem.of("facts-pending", Place(sheet=title), table=title, count=count)


def _pending(opened: Opened) -> Iterator[tuple[str, int]]:
    for table in ledger.of_group(Group.FACTS):
        data = opened.tables[table.key]
        pending = "confirmed" in data and data["confirmed"] == Confirmation.PENDING
        if count := int(np.sum(pending)):
            yield table.title, count


def _open_reports(opened: Opened) -> Iterator[Problem]:
    """Yield, by phase, how many reports are not 確認済.

    Of the phase at hand everybody's; of the other one theirs to whom it was issued.
    """
    people = asked_people(opened.policy, opened.tables, opened.as_of)
    at_hand = phase_at_hand(opened.policy, opened.tables, opened.as_of)
    for phase in Phase:
        found = Counter(states(opened.tables, people, phase).values())
        if phase is not at_hand:
            del found[ReportState.NOT_ISSUED]
        del found[ReportState.CONFIRMED]
        if count := found.total():
            listed = "、".join(f"{state} {found[state]}名" for state in ReportState if found[state])
            yield Problem.of(
                "reports-open",
                Place(sheet=ledger.BY_KEY["reports"].title),
                year=opened.settings.year_label,
                phase=phase,
                count=count,
                states=listed,
            )
