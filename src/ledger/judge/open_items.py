"""点検項目 that are open or overdue, and 分担 that nobody has taken on."""

import datetime as dt
from typing import NamedTuple

from ledger.layout.frames import Tables, records
from ledger.layout.policy_tables import CHECKS, RESPONSIBILITIES
from ledger.model.policy import Policy
from ledger.model.state_words import StateMeant, is_nobody, state_meant

_TEXTS = ("category", "check_no", "item")


class OpenCheck(NamedTuple):
    """A 点検項目 that is not done.

    Attributes:
        category: 区分.
        check_no: 番号.
        item: 内容.
        owner: 担当; None where nobody is named.
        due_on: 期限; None without one.
        late: Days past it; None if there is time, or no 期限.
    """

    category: str
    check_no: str
    item: str
    owner: str | None
    due_on: dt.date | None
    late: int | None


class CheckItems(NamedTuple):
    """点検項目 on a day.

    Attributes:
        open: What is not done, overdue first, then by 期限, then in the order of the sheet.
        done: How many are done.
        skipped: How many are not needed.
        elsewhere: How many belong to the other 場面 (新規 or 見直し).
    """

    open: tuple[OpenCheck, ...]
    done: int
    skipped: int
    elsewhere: int

    @property
    def late(self) -> tuple[OpenCheck, ...]:
        """Those past their 期限."""
        return tuple(one for one in self.open if one.late is not None)

    @property
    def unowned(self) -> tuple[OpenCheck, ...]:
        """Those that nobody is named for."""
        return tuple(one for one in self.open if one.owner is None)


def check_items(policy: Policy, tables: Tables, day: dt.date) -> CheckItems:
    """Return 点検項目 as they stand on a day; on its 期限 none is late.

    Args:
        policy: The policy; 設定 tells whether it is 新規 or 見直し.
        tables: The ledger's tables.
        day: The day looked at.
    """
    rows = records(CHECKS, tables["checks"])
    mode = policy.settings.plan_mode.value
    own = [row for row in rows if row["plan_mode"] in (None, mode)]
    meant = [state_meant(row["state"]) for row in own]
    found = []
    for row, state in zip(own, meant, strict=True):
        if state in (StateMeant.OPEN, StateMeant.UNKNOWN):
            due = row["due_on"] if isinstance(row["due_on"], dt.date) else None
            late = (day - due).days if due is not None and due < day else None
            owner = None if is_nobody(row["owner"]) else str(row["owner"])
            category, number, item = (str(row[key] or "") for key in _TEXTS)
            found.append(OpenCheck(category, number, item, owner, due, late))
    return CheckItems(
        tuple(sorted(found, key=lambda one: one.due_on or dt.date.max)),
        meant.count(StateMeant.DONE),
        meant.count(StateMeant.SKIPPED),
        len(rows) - len(own),
    )


class SharedTask(NamedTuple):
    """A row of 分担.

    Attributes:
        row: Its row in the sheet.
        task: 業務.
        owner: 実施部門; None where nobody is named.
        support: 支援部門.
    """

    row: int
    task: str
    owner: str | None
    support: str | None


def shared_tasks(tables: Tables) -> tuple[SharedTask, ...]:
    """Return 分担 in the order of the sheet."""
    data = tables["responsibilities"]
    return tuple(
        SharedTask(
            int(at),
            str(row["task"] or ""),
            None if is_nobody(row["owner"]) else str(row["owner"]),
            None if is_nobody(row["support"]) else str(row["support"]),
        )
        for at, row in zip(data.index, records(RESPONSIBILITIES, data), strict=True)
    )


def unowned_tasks(tables: Tables) -> tuple[SharedTask, ...]:
    """Return the rows of 分担 that nobody has taken on."""
    return tuple(one for one in shared_tasks(tables) if one.owner is None)
