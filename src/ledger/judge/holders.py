"""Who is in post on a day, and who holds a persona then."""

import datetime as dt

import numpy as np

from ledger.judge.coded_tables import CodedColumns, CodedTables, coded
from ledger.judge.criteria_columns import Bools
from ledger.layout.frames import Tables
from ledger.model.policy import Policy
from ledger.model.terms import Scope


def in_post(tables: Tables, on: dt.date) -> frozenset[str]:
    """Return who is in post (在籍) on a day: hired by then, and not retired before it.

    Leave, secondment and 集計対象 do not matter here. 退職日 is the last day in post
    (ruling: resigning on the 基準日 is in). Without 採用日 nobody is in post.
    """
    own = coded(tables)
    return frozenset(own.staff[there(own, on)].tolist())


def there(tables: CodedTables, on: dt.date) -> Bools:
    """Return the same along the known staff numbers."""
    return _covered(tables, tables.of("staff"), ("hired_on", "retired_on"), on)


def issued_once(tables: Tables) -> dict[str, str]:
    """Return whom 配布記録 knows, by number: number and name, as their file bears it."""
    data = tables["issues"]
    found: dict[str, str] = {}
    for number, file in zip(data["staff_no"], data["file_name"].fillna(""), strict=True):
        named = str(file).partition(f"_{number}_")[2].rpartition(".")[0]
        found[str(number)] = f"{number} {named}".strip()
    return found


def holders(policy: Policy, tables: Tables, persona_code: str, on: dt.date) -> frozenset[str]:
    """Return who holds a persona on a day, among those in post.

    A persona for 全職員 is everybody's; one for 指名 belongs to those whose 人材像付与 covers
    the day, both ends included. Whether the persona is 有効 is not asked here.
    """
    own = coded(tables)
    return frozenset(own.staff[holding(policy, own, persona_code, on)].tolist())


def holding(policy: Policy, tables: CodedTables, persona_code: str, on: dt.date) -> Bools:
    """Return the same along the known staff numbers."""
    people = there(tables, on)
    if policy.personas[persona_code].scope is Scope.EVERYONE:
        return people
    rows = tables.of("assignments")
    own = rows.codes("persona_code").where(persona_code)
    held: Bools = people & _covered(tables, rows, ("started_on", "ended_on"), on, own)
    return held


def _covered(
    tables: CodedTables,
    rows: CodedColumns,
    span: tuple[str, str],
    on: dt.date,
    only: Bools | None = None,
) -> Bools:
    """Return whom a row covers on a day, from its first day to its last, both included."""
    first, last, day = rows.days(span[0]), rows.days(span[1]), on.toordinal()
    own = (first <= day) & (day <= last)
    if only is not None:
        own &= only
    found = np.zeros(len(tables.staff) + 1, dtype=bool)
    found[rows.whose[own]] = True
    return found[:-1]
