"""Periods in words: each interval, what was cut out, and the sum."""

from collections.abc import Iterator, Sequence

from ledger.judge.criteria_facts import CriteriaFacts
from ledger.judge.criteria_measure import Credit
from ledger.judge.explain_words import CitedRow, facts_in, span
from ledger.judge.fact_status import FactStatus, Statuses
from ledger.judge.lead_time import Counting, Fragment
from ledger.model.calendar import months_and_days
from ledger.model.terms import CriterionKind, LeadMode
from ledger.model.verdicts import Outcome


def amount(outcome: Outcome) -> str:
    """Return how much there is of a period: `11か月30日`, `9か月`, `3日`."""
    months = f"{outcome.have}か月" if outcome.have or not outcome.days_left else ""
    return months + (f"{outcome.days_left}日" if outcome.days_left else "")


def told(
    facts: CriteriaFacts,
    term: CriterionKind,
    statuses: Statuses,
    found: Credit | None,
    counting: Counting,
) -> Iterator[str]:
    """Tell how a period comes about, by the facts as claimed.

    Args:
        facts: The facts of one person, over tables that hold nobody else's rows.
        term: リード期間 or 担当期間.
        statuses: What becomes of each engagement.
        found: What they are worth; None if nothing counts.
        counting: How fragments add up.
    """
    rows = facts_in(facts.tables, "engagements")
    if not rows:
        yield "従事の記録はありません。"
        return
    for row, status in zip(rows, statuses.tolist(), strict=True):
        yield _engagement(facts, term, row, FactStatus(status))
    if found is None:
        return
    yield from _leave(facts)
    yield from _sum(found.parts, counting)


_NOT_COUNTED = {
    FactStatus.OTHER_KIND: "対象の種別ではないので",
    FactStatus.NO_DAY: "開始日がないので",
    FactStatus.LATER: "判定の日より後に始まるので",
    FactStatus.BACKWARDS: "終了日が開始日より前なので",
}


def _engagement(
    facts: CriteriaFacts, term: CriterionKind, row: CitedRow, status: FactStatus
) -> str:
    start, end = row.day("started_on"), row.day("ended_on")
    name = row.text("project_name") or row.text("project_no")
    when = f"({span(start, end)})" if start else ""
    what = f"案件「{name}」の{row.text('role')}{when}"
    if status is FactStatus.OTHER_ROLE:
        return f"{what}は、{term}に数える役割ではありません{row.where}。"
    if status is not FactStatus.COUNTS:
        return f"{what}は、{_NOT_COUNTED[status]}数えません{row.where}。"
    until = "判定の日までを" if end is None or end > facts.as_of else ""
    return f"{what}は、{until}数えます{row.where}。"


def _leave(facts: CriteriaFacts) -> Iterator[str]:
    away = facts_in(facts.tables, "leaves")
    if away and not facts.policy.settings.leave_stops_clock:
        yield "休職等のあいだも数えます(設定「休職で止める」が×)。"
        return
    for row in away:
        start, end = row.day("started_on"), row.day("ended_on")
        if start is not None and start <= facts.as_of:
            yield f"休職等の{span(start, end)}は除きます{row.where}。"


def _sum(parts: Sequence[Fragment], counting: Counting) -> Iterator[str]:
    counts = [months_and_days(start, end) for start, end in parts]
    for (start, end), (months, days) in zip(parts, counts, strict=True):
        yield f"数えた期間は、{span(start, end)}の{months}か月{days}日です。"
    if not parts:
        yield "除いたあとに残る期間はありません。"
    elif counting.mode is LeadMode.CONTINUOUS:
        months, days = max(counts)
        yield f"継続で数える設定なので、一番長い1つの{months}か月{days}日です。"
    elif len(parts) == 1:
        yield "切れ目がないので、端数の日を月に換算しません(通算)。"
    else:
        yield _total(counts, counting.day_carry)


def _total(counts: Sequence[tuple[int, int]], carry: int) -> str:
    months = "+".join(f"{m}か月" for m, _ in counts)
    days = "+".join(f"{min(d, carry - 1)}日" for _, d in counts)
    more, rest = divmod(sum(min(d, carry - 1) for _, d in counts), carry)
    return (
        f"通算で、{months}に、端数の{days}(1つの期間につき{carry - 1}日まで)を{carry}日で"
        f"1か月として足し、{sum(m for m, _ in counts) + more}か月{rest}日です。"
    )
