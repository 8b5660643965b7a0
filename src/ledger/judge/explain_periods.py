"""リード期間 and 担当期間 explained: each interval, what was cut out, and the sum."""

from collections.abc import Iterator, Sequence

from ledger.judge.criteria_facts import Facts
from ledger.judge.criteria_periods import counting_of, credits_of, roles_of
from ledger.judge.criteria_projects import projects_of
from ledger.judge.explain_words import Fact, facts_in, span
from ledger.judge.lead_time import Counting, Fragment
from ledger.model.calendar import months_and_days
from ledger.model.policy import Criterion
from ledger.model.terms import LeadMode
from ledger.model.verdicts import Lens


def periods(facts: Facts, criterion: Criterion, kind: str) -> Iterator[str]:
    """Tell how a period comes about, by the facts as claimed.

    Args:
        facts: The facts of one person.
        criterion: The criterion.
        kind: 種別 of the projects that count, empty for all.
    """
    rows = facts_in(facts.tables, "engagements")
    if not rows:
        yield "従事の記録はありません。"
        return
    _, kinds = projects_of(facts.tables["engagements"], facts.tables["projects"])
    for row, own_kind in zip(rows, kinds.tolist(), strict=True):
        yield _engagement(facts, criterion, row, kind in ("", own_kind))
    found = credits_of(facts, criterion, kind)[Lens.CLAIMED.reach].get(0)
    if found is None:
        return
    yield from _leave(facts)
    yield from _sum(found.parts, counting_of(facts.policy.settings))


def _engagement(facts: Facts, criterion: Criterion, row: Fact, of_kind: object) -> str:
    start, end = row.day("started_on"), row.day("ended_on")
    name = row.text("project_name") or row.text("project_no")
    what = f"案件「{name}」の{row.text('role')}"
    if start is None:
        return f"{what}は、開始日がないので数えません{row.where}。"
    what = f"{what}({span(start, end)})"
    if row.text("role") not in roles_of(criterion.kind, facts.policy.settings):
        return f"{what}は、{criterion.kind}に数える役割ではありません{row.where}。"
    if not of_kind:
        return f"{what}は、対象の種別ではないので数えません{row.where}。"
    if start > facts.as_of:
        return f"{what}は、判定の日より後に始まるので数えません{row.where}。"
    if end is not None and end < start:
        return f"{what}は、終了日が開始日より前なので数えません{row.where}。"
    until = "判定の日までを" if end is None or end > facts.as_of else ""
    return f"{what}は、{until}数えます{row.where}。"


def _leave(facts: Facts) -> Iterator[str]:
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
