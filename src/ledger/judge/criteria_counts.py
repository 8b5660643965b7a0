"""資格, 案件数, 後進育成, ツール, スキル: what is counted, or graded."""

import numpy as np

from ledger.judge.criteria_columns import Bools, Ints, distinct
from ledger.judge.criteria_facts import Facts, Grades
from ledger.judge.criteria_measure import Measure, Prospect
from ledger.model.folding import name_key
from ledger.model.policy import Criterion
from ledger.model.terms import Role
from ledger.model.verdicts import Lens

PROJECT_ROLES = (Role.LEAD, Role.COLEAD, Role.MEMBER)
"""Roles that count for 案件数, whatever the switch colead_counts."""

MENTOR_ROLES = (Role.MENTOR,)


def qualifications(facts: Facts, criterion: Criterion, object_code: str, lens: Lens) -> Measure:
    """Hold 資格 against everybody: n distinct qualifications, unexpired (blank object: any).

    有効期限 is the last valid day; names are compared by `name_key`.
    """
    rows = facts.qualifications
    own = _named(facts, object_code) & (rows.rank <= lens.reach)
    valid = own & (rows.last >= facts.as_of_ordinal)
    return Measure.of(
        distinct(rows.person[valid], rows.name[valid], facts.size),
        criterion.amount,
        ever=distinct(rows.person[own], rows.name[own], facts.size),
    )


def _named(facts: Facts, object_code: str) -> Bools:
    rows = facts.qualifications
    if not object_code:
        return np.ones(len(rows.name), dtype=bool)
    named: Bools = rows.name == rows.names.get(name_key(object_code), -1)
    return named


def qualification_prospect(facts: Facts, object_code: str, lens: Lens) -> Prospect:
    """Say when the last qualification expired; when the next comes cannot be known."""
    rows = facts.qualifications
    gone = (
        _named(facts, object_code) & (rows.rank <= lens.reach) & (rows.last < facts.as_of_ordinal)
    )
    lapsed = np.zeros(facts.size, dtype=np.int64)
    np.maximum.at(lapsed, rows.person[gone], rows.last[gone])
    return Prospect.unknown(facts.size)._replace(lapsed=lapsed)


def projects(facts: Facts, criterion: Criterion, object_code: str, lens: Lens) -> Measure:
    """Hold 案件数 against everybody: n distinct projects led, co-led or worked on.

    Begun by the as-of date; a non-blank object restricts to projects of that 種別.
    """
    return _projects(facts, PROJECT_ROLES, criterion, object_code, lens)


def mentoring(facts: Facts, criterion: Criterion, object_code: str, lens: Lens) -> Measure:
    """Hold 後進育成 against everybody: n distinct projects in that role."""
    return _projects(facts, MENTOR_ROLES, criterion, object_code, lens)


def _projects(
    facts: Facts, roles: tuple[Role, ...], criterion: Criterion, kind: str, lens: Lens
) -> Measure:
    rows = facts.engagements
    own = np.isin(rows.role, roles) & (rows.rank <= lens.reach) & (rows.project >= 0)
    if kind:
        own &= rows.kind == kind
    return Measure.of(distinct(rows.person[own], rows.project[own], facts.size), criterion.amount)


def tool_levels(facts: Facts, criterion: Criterion, object_code: str, lens: Lens) -> Measure:
    """Hold ツール against everybody: the latest year's level is n or more.

    The object is a tool, blank the tool of the row; on a row without a tool it is never met.
    """
    return _graded(facts, facts.tool_levels, criterion, object_code, lens)


def skill_ratings(facts: Facts, criterion: Criterion, object_code: str, lens: Lens) -> Measure:
    """Hold スキル against everybody: the latest year's 合致度 is n or more."""
    return _graded(facts, facts.skill_ratings, criterion, object_code, lens)


def _graded(
    facts: Facts, rows: Grades, criterion: Criterion, object_code: str, lens: Lens
) -> Measure:
    if not object_code:
        return Measure.never(facts.size, criterion.amount)
    own = (rows.code == object_code) & (rows.rank <= lens.reach)
    return Measure.of(latest(rows, own, facts.size), criterion.amount)


def latest(rows: Grades, own: Bools, size: int) -> Ints:
    """Return each person's grade of the latest year among some rows, 0 without any."""
    bits = 32
    newest = np.zeros(size, dtype=np.int64)
    np.maximum.at(newest, rows.person[own], (rows.year[own] << bits) | rows.grade[own])
    newest &= 2**bits - 1
    return newest
