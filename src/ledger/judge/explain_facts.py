"""The facts behind one criterion, each in a whole sentence with its sheet, row and file."""

import datetime as dt
from collections.abc import Iterator

from ledger.judge.advice import tool, training
from ledger.judge.criteria import PERIODS, object_of
from ledger.judge.criteria_counts import MENTOR_ROLES, PROJECT_ROLES
from ledger.judge.criteria_facts import Facts
from ledger.judge.criteria_projects import projects_of
from ledger.judge.explain_periods import periods
from ledger.judge.explain_words import Fact, facts_in
from ledger.model.calendar import DATE_MAX, fiscal_year_of, valid_through, wareki, wareki_year
from ledger.model.folding import same_name
from ledger.model.terms import CriterionKind
from ledger.model.verdicts import Outcome


def evidence(facts: Facts, outcome: Outcome, tool_code: str | None) -> tuple[str, ...]:
    """Tell what one person has that bears on a criterion, counted or not.

    Args:
        facts: The facts of this one person, over tables that hold nobody else's rows.
        outcome: The criterion, held against them as claimed.
        tool_code: The tool of the verdict row.
    """
    kind, about = outcome.criterion.kind, object_of(outcome.criterion, tool_code)
    if kind in PERIODS:
        return tuple(periods(facts, outcome.criterion, about))
    if kind is CriterionKind.TRAINING:
        return tuple(_trainings(facts, outcome, about))
    if kind is CriterionKind.QUALIFICATION:
        return tuple(_qualifications(facts, about))
    if kind is CriterionKind.TOOL:
        return tuple(_grades(facts, "tool_levels", about, f"{tool(facts.policy, about)}のレベル"))
    if kind is CriterionKind.SKILL:
        return tuple(_grades(facts, "skill_ratings", about, "合致度"))
    return tuple(_projects(facts, kind, about))


def _trainings(facts: Facts, outcome: Outcome, about: str) -> Iterator[str]:
    group = facts.policy.group_of(about)
    if group is not None:
        listed = "".join(f"「{code}」" for code in group.training_codes)
        yield f"グループの研修{listed}のうち、{outcome.needed}つの修了で足ります。"
    rows = facts_in(facts.tables, "attendances")
    for code in group.training_codes if group else (about,):
        own = [row for row in rows if row.text("training_code") == code]
        for row in sorted(own, key=lambda row: row.day("completed_on") or dt.date.max):
            yield _completion(facts, code, row)
        if not own:
            yield f"{training(facts.policy, code)}の修了の記録はありません。"
        if not outcome.met:
            yield from _planned(facts, code)


def _completion(facts: Facts, code: str, row: Fact) -> str:
    on, what = row.day("completed_on"), training(facts.policy, code)
    known = facts.policy.trainings.get(code)
    if on is None:
        return f"{what}の修了日のない行は数えません{row.where}。"
    if on > facts.as_of:
        return f"{what}の{wareki(on)}の修了は、判定の日より後なので数えません{row.where}。"
    if known is None or known.valid_months is None:
        return f"{what}を{wareki(on)}に修了し、期限はありません{row.where}。"
    last = valid_through(on, known.valid_months)
    if last == DATE_MAX:
        return f"{what}を{wareki(on)}に修了し、期限は暦の終わりまでありません{row.where}。"
    if last < facts.as_of:
        return (
            f"{what}を{wareki(on)}に修了しましたが、{wareki(last)}で期限が切れました{row.where}。"
        )
    return f"{what}を{wareki(on)}に修了し、{wareki(last)}まで有効です{row.where}。"


def _planned(facts: Facts, code: str) -> Iterator[str]:
    for last in facts.session_days(code)[:1]:
        day = wareki(dt.date.fromordinal(last))
        yield f"{training(facts.policy, code)}の次の開催(予定)は、{day}に終わります。"


def _qualifications(facts: Facts, about: str) -> Iterator[str]:
    rows = facts_in(facts.tables, "qualifications")
    own = [r for r in rows if not about or same_name(r.text("qualification"), about)]
    for row in own:
        yield _qualification(facts, row)
    if not own:
        yield "資格の取得の記録はありません。"


def _qualification(facts: Facts, row: Fact) -> str:
    on, last = row.day("acquired_on"), row.day("expires_on")
    what = f"資格「{row.text('qualification')}」"
    if on is None:
        return f"{what}は、取得日がないので数えません{row.where}。"
    if on > facts.as_of:
        return f"{what}の{wareki(on)}の取得は、判定の日より後なので数えません{row.where}。"
    if last is None:
        return f"{what}を{wareki(on)}に取得し、期限はありません{row.where}。"
    if last < facts.as_of:
        return (
            f"{what}を{wareki(on)}に取得しましたが、{wareki(last)}で期限が切れました{row.where}。"
        )
    return f"{what}を{wareki(on)}に取得し、{wareki(last)}まで有効です{row.where}。"


def _grades(facts: Facts, table: str, about: str, what: str) -> Iterator[str]:
    code, grade = ("tool_code", "level") if table == "tool_levels" else ("skill_code", "rating")
    rows = [row for row in facts_in(facts.tables, table) if row.text(code) == about]
    this_year = fiscal_year_of(facts.as_of)
    dated = [row for row in rows if (row.whole("year") or this_year + 1) <= this_year]
    latest = sorted(dated, key=lambda row: (row.whole("year") or 0, row.whole(grade) or 0))
    for row in latest[-1:]:
        year = wareki_year(row.whole("year") or 0)
        yield f"一番新しい{year}の{what}は{row.text(grade)}です{row.where}。"
    if not dated:
        yield f"{what}の記録はありません。"


def _projects(facts: Facts, kind: CriterionKind, about: str) -> Iterator[str]:
    roles = MENTOR_ROLES if kind is CriterionKind.MENTORING else PROJECT_ROLES
    rows = facts_in(facts.tables, "engagements")
    keys, kinds = projects_of(facts.tables["engagements"], facts.tables["projects"])
    found = zip(rows, keys.tolist(), kinds.tolist(), strict=True)
    own = [
        (row, key)
        for row, key, own_kind in found
        if row.text("role") in roles and about in ("", own_kind)
    ]
    counted: set[object] = set()
    for row, key in own:
        start, end = row.day("started_on"), row.day("ended_on")
        what = f"案件「{row.text('project_name') or row.text('project_no')}」の{row.text('role')}"
        if start is None or start > facts.as_of or (end is not None and end < start):
            yield f"{what}は、判定の日までに始まった従事と言えないので数えません{row.where}。"
            continue
        if key is None:
            yield f"案件番号も案件名もない{row.text('role')}は、数えません{row.where}。"
            continue
        counted.add(key)
        moved = row.text("project_no") and key != f"#{row.text('project_no')}"
        into = f"(統合先は{key[1:]})" if moved else ""
        yield f"{what}{into}を、{wareki(start)}に始めています{row.where}。"
    yield f"同じ案件は1つと数えて、{len(counted)}件です。"
