"""A small ledger from short literals, for tests.

`tables(settings={...}, personas=[...], attendances=[...])` takes the rows of each table as dicts by
column key; what a row leaves out gets a sensible default (`DEFAULTS`), days may be written as
`"2025-04-01"`. Tables that are not named stay empty, but for four that are filled in when not given
(give `[]` to leave one empty):

- `settings`: R7 (fiscal year 2025), 基準日 2026-03-31;
- `staff`: one person, `00001`, hired 2000-04-01;
- `sections` and `postings`: one 課 `A01` where everybody has their 主務 since 採用日;
- `steps`: an active Step for every (人材像, Step) that `criteria` names.

Row numbers (the frames' index) start at 2, as under a header in row 1.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from functools import cache
from types import MappingProxyType

import pandas as pd

from ledger.layout import ledger
from ledger.layout.columns import Cell, Kind, Table
from ledger.layout.frames import Tables, empty_tables, frame, replaced
from ledger.layout.policy import policy_of
from ledger.model.policy import Policy

Rows = Sequence[Mapping[str, object]]

PERSON = "00001"
SECTION = "A01"
FIRST_ROW = 2

DEFAULTS: Mapping[str, Mapping[str, object]] = {
    "personas": {"persona_name": "人材像", "scope": "全職員"},
    "skills": {"skill_name": "スキル", "method": "合致人数"},
    "trainings": {"training_name": "研修"},
    "training_groups": {"group_name": "グループ", "completion": "全て"},
    "training_map": {"skill_code": "S01", "requirement": "必須"},
    "sessions": {"state": "実施"},
    "tools": {"tool_name": "ツール"},
    "steps": {"step_name": "段階"},
    "criteria": {"criterion_no": 1, "amount": 1},
    "questions": {"question": "設問"},
    "targets": {"horizon": "年度計画", "due_year": 2025},
    "sections": {"section_name": "所属", "level": "課"},
    "heads": {"kind": "長", "started_on": "2000-04-01"},
    "staff": {"staff_name": "職員", "hired_on": "2000-04-01"},
    "postings": {"section_code": SECTION, "kind": "主務", "started_on": "2000-04-01"},
    "leaves": {"kind": "育休"},
    "assignments": {"started_on": "2000-04-01"},
    "step_reviews": {
        "reason": "実績を確認した",
        "confirmer_no": "90001",
        "confirmed_at": "2026-03-20T10:00:00",
    },
    "attendances": {"source": "名簿", "confirmed": "済", "source_file": "名簿.csv"},
    "qualifications": {"confirmed": "済"},
    "projects": {"project_name": "案件"},
    "engagements": {"role": "リード", "confirmed": "済"},
    "tool_levels": {"year": 2025, "confirmed": "済"},
    "skill_ratings": {"year": 2025, "confirmed": "済"},
    "goals": {"year": 2025, "goal_no": 1, "goal": "目標", "digital": "○"},
    "answers": {"year": 2025, "answer": "はい"},
    "events": {"kind": "DX連携会議", "subject": "行事", "state": "実施"},
}
"""What a row holds where its literal is silent; `staff_no` is `PERSON` everywhere."""


def tables(settings: Mapping[str, object] | None = None, **rows: Rows) -> Tables:
    """Make the ledger's tables from literals; see the module's docstring.

    Args:
        settings: Values by key, as they stand in the sheet or as Python values.
        **rows: Rows by table key; an unknown table or column is a KeyError.
    """
    given: dict[str, Rows] = {"settings": _settings(settings or {}), **_implied(rows), **rows}
    made = {key: table_of(key, listed) for key, listed in given.items()}
    blank = {key: data.copy(deep=False) for key, data in _blank().items()}
    return replaced(blank, made)


def table_of(key: str, rows: Rows) -> pd.DataFrame:
    """Make one table from literals; see the module's docstring."""
    table = ledger.BY_KEY[key]
    numbers = range(FIRST_ROW, FIRST_ROW + len(rows))
    return frame(table, [_row(table, row) for row in rows], index=list(numbers))


@cache
def _blank() -> Tables:
    return empty_tables()


def policy(built: Tables) -> Policy:
    """Return the policy of tables that are expected to be without fault."""
    found, problems = policy_of(built)
    assert not problems, problems
    return found


def _settings(changes: Mapping[str, object]) -> Rows:
    merged = {"fiscal_year": 2025, "as_of": "2026-03-31", **changes}
    return [{"key": key, "value": _spoken(value)} for key, value in merged.items()]


def _spoken(value: object) -> str:
    if isinstance(value, bool):
        return "○" if value else "×"
    return str(value)


def _implied(rows: Mapping[str, Rows]) -> dict[str, Rows]:
    staff = rows.get("staff", [{"staff_no": PERSON}])
    named = dict.fromkeys((row["persona_code"], row["step"]) for row in rows.get("criteria", ()))
    return {
        "staff": staff,
        "sections": [{"section_code": SECTION}],
        "postings": [
            {"staff_no": row.get("staff_no", PERSON), "started_on": _hired(row)} for row in staff
        ],
        "steps": [{"persona_code": persona, "step": step} for persona, step in named],
    }


def _hired(row: Mapping[str, object]) -> object:
    return row.get("hired_on", DEFAULTS["staff"]["hired_on"])


def _row(table: Table, given: Mapping[str, object]) -> Mapping[str, Cell]:
    own = {"staff_no": PERSON} if "staff_no" in table.keys and table.key != "posts" else {}
    merged = {**own, **DEFAULTS.get(table.key, {}), **given}
    if table.key == "targets":
        merged = {"unit": _usual_unit(str(merged["indicator"])), **merged}
    return MappingProxyType({key: _cell(table, key, value) for key, value in merged.items()})


def _usual_unit(indicator: str) -> str | None:
    if indicator in {"行事回数", "研修実施回数"}:
        return "回"
    if indicator in {"案件数", "リード案件数"}:
        return "件"
    if indicator == "定性":
        return None
    return "%" if indicator.endswith(("率", "割合")) else "名"


def _cell(table: Table, key: str, value: object) -> Cell:
    if key in table.keys and isinstance(value, str):
        kind = table.column(key).kind
        if kind is Kind.DATE:
            return dt.date.fromisoformat(value)
        if kind is Kind.STAMP:
            return dt.datetime.fromisoformat(value)
    assert value is None or isinstance(value, str | int | float | dt.date)
    return value
