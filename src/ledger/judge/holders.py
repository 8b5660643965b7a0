"""Who is in post on a day, and who holds a persona then."""

import datetime as dt

import pandas as pd

from ledger.layout.frames import Tables, day
from ledger.model.policy import Policy
from ledger.model.terms import Scope


def in_post(tables: Tables, on: dt.date) -> frozenset[str]:
    """Return who is in post (在籍) on a day: hired by then, and not retired before it.

    Leave, secondment and 集計対象 do not matter here. 退職日 is the last day in post
    (ruling: resigning on the 基準日 is in). Without 採用日 nobody is in post.
    """
    staff, at = tables["staff"], day(on)
    stays = staff["retired_on"].isna() | (staff["retired_on"] >= at)
    return _distinct(staff.loc[(staff["hired_on"] <= at) & stays, "staff_no"])


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
    people = in_post(tables, on)
    if policy.personas[persona_code].scope is Scope.EVERYONE:
        return people
    return people & _assigned(tables["assignments"], persona_code, day(on))


def _assigned(data: pd.DataFrame, persona_code: str, at: pd.Timestamp) -> frozenset[str]:
    lasts = data["ended_on"].isna() | (data["ended_on"] >= at)
    held = (data["persona_code"] == persona_code) & (data["started_on"] <= at) & lasts
    return _distinct(data.loc[held, "staff_no"])


def _distinct(staff_no: pd.Series) -> frozenset[str]:
    return frozenset(staff_no.dropna().to_list())
