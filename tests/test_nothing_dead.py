"""Nothing is dead: each column and setting that HR types into changes something, or is a note.

A cell of a living ledger is changed to another value that is right in its place; some output of the
product must come out otherwise. What is declared a note (備考) changes nothing, and that is held.
"""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from itertools import islice
from typing import NamedTuple

import pytest

from ledger.layout import ledger
from ledger.layout.columns import Cell, Column, Kind, NewRow, Table
from ledger.layout.frames import Tables, frame, records, replaced
from ledger.model.settings import Settings, spoken
from living_ledger import OUTPUTS, TYPED, Effects, changed, living
from sampling import cases

SETTINGS_TABLE = ledger.BY_KEY["settings"]
COLUMNS = [
    (table, column)
    for table in ledger.of_group(*TYPED)
    if table is not SETTINGS_TABLE
    for column in table.columns
]
NOTES: Mapping[str, str] = {
    "responsibilities.remark": "備考",
    "checks.remark": "備考",
    "heads.reason": "指定した経緯の覚え",
    "standards_map.remark": "備考",
}
"""Columns that are for people alone, and why."""
WHERE: Mapping[str, Callable[[NewRow], bool]] = {
    "targets.review_evidence": lambda row: row["indicator"] == "定性",
}
"""Which rows a column says something in, where it does so in few."""
UNDER: Mapping[str, tuple[str, str]] = {"schedule.review_months": ("plan_mode", "見直し")}
"""Settings under which alone a column says something."""
_ROWS, _BLANKS, _VALUES, _PAIRS = 8, 2, 6, 48
OTHERS: Mapping[str, tuple[str, ...]] = {
    "as_of": ("2024-12-31",),
    "lead_mode": ("継続",),
    "rate_basis": ("年度累計",),
    "supplementary_months": ("1,2", "6,9,12"),
    "plan_mode": ("見直し",),
    "plan_year": ("2026", "2027"),
    "report_due": ("2025-03-01",),
    "confirm_due": ("2025-03-01",),
    "staff_no_width": ("8",),
    "suppress_below": ("10",),
}
"""Other values of settings that no rule makes up."""


class Change(NamedTuple):
    """One cell changed.

    Attributes:
        row: Place of its row.
        value: The other value.
    """

    row: int
    value: Cell


@cache
def base() -> Effects:
    """Return the living ledger, unchanged."""
    return Effects(living())


def changes(tables: Tables, table: Table, column: Column) -> Iterator[Change]:
    """Yield changes of a column: filled cells first, rows from everywhere in the table."""
    rows = [dict(row) for row in records(table, tables[table.key])]
    fits = WHERE.get(f"{table.key}.{column.key}")
    places = [at for at, row in enumerate(rows) if fits is None or fits(row)]
    filled = [at for at in places if rows[at][column.key] is not None]
    blank = [at for at in places if rows[at][column.key] is None]
    spread = filled[:: max(1, len(filled) // _ROWS)][:_ROWS] + blank[: _BLANKS if filled else _ROWS]
    offers = [list(islice(others(tables, column, rows[at][column.key]), _VALUES)) for at in spread]
    for turn in range(_VALUES):
        for at, values in zip(spread, offers, strict=True):
            if turn < len(values):
                yield Change(at, values[turn])


def others(tables: Tables, column: Column, old: Cell) -> Iterator[Cell]:
    """Yield other values that a cell may hold."""
    if column.refers:
        home, key = column.refers.split(".")
        yield from (one for one in tables[home][key].dropna().unique().tolist() if one != old)
    elif column.choices:
        yield from (one for one in column.choices if one != old)
    elif column.kind is Kind.FLAG:
        yield "×" if old in {None, "○"} else "○"
    elif column.kind in {Kind.DATE, Kind.STAMP}:
        yield from _days(old)
    elif column.kind in {Kind.WHOLE, Kind.NUMBER}:
        number = old if isinstance(old, int | float) else 0
        yield from (number + 1, number + 20, max(number - 1, 1))
    else:
        yield f"{old or ''}改"
    if not column.required and old is not None:
        yield None


def _days(old: Cell) -> Iterator[Cell]:
    if not isinstance(old, dt.date):
        yield dt.date(2025, 3, 1)
        return
    yield from (old + dt.timedelta(days=days) for days in (-40, 40, -400, 400, 4000))


def effect(table: Table, column: Column) -> str | None:
    """Return the first output that some change of a column changes; None if none does."""
    own = ledger_for(f"{table.key}.{column.key}")
    found = [
        Effects(changed(own, table, one.row, column.key, one.value))
        for one in islice(changes(own, table, column), _PAIRS)
    ]
    few = found[: _PAIRS // 3]
    plain = Effects(own) if own is not living() else base()
    return _first(plain, few) or _first(plain, found[len(few) :])


def ledger_for(column: str) -> Tables:
    """Return the living ledger, with the setting under which a column says something."""
    own = living()
    return with_setting(own, *UNDER[column]) if column in UNDER else own


def _first(plain: Effects, found: Sequence[Effects]) -> str | None:
    return next((name for name in OUTPUTS for one in found if one.of(name) != plain.of(name)), None)


def named(pair: tuple[Table, Column]) -> str:
    table, column = pair
    return f"{table.key}.{column.key}"


@pytest.mark.parametrize("at", cases(len(COLUMNS), 12))
def test_a_column_changes_something_or_is_a_note(at: int) -> None:
    table, column = COLUMNS[at]
    found = effect(table, column)
    note = NOTES.get(named((table, column)))
    assert (found is None) is (note is not None), (
        f"{table.title}.{column.header}: {found or 'changes nothing'}"
    )


def with_setting(tables: Tables, key: str, value: str | None) -> Tables:
    rows: list[NewRow] = [
        dict(row) for row in records(SETTINGS_TABLE, tables["settings"]) if row["key"] != key
    ]
    return replaced(
        tables, {"settings": frame(SETTINGS_TABLE, [*rows, {"key": key, "value": value}])}
    )


def other_settings(key: str, now: str | None) -> Iterator[str]:
    """Yield other values that a setting may have."""
    if key in OTHERS:
        yield from OTHERS[key]
        return
    field = Settings.model_fields[key]
    usual = now if now is not None else ("" if field.is_required() else spoken(field.default))
    if usual in {"○", "×"}:
        yield "×" if usual == "○" else "○"
    elif usual.isdigit():
        yield from (str(int(usual) + 1), str(max(int(usual) - 1, 1)))
    else:
        yield f"{usual}改"


SETTINGS = tuple(Settings.model_fields)


@pytest.mark.parametrize("at", cases(len(SETTINGS), 8))
def test_a_setting_changes_something(at: int) -> None:
    key = SETTINGS[at]
    own = living()
    values = own["settings"].set_index("key")["value"]
    now = str(values[key]) if key in values and isinstance(values[key], str) else None
    found = [Effects(with_setting(own, key, value)) for value in other_settings(key, now)]
    assert any(one.of(name) != base().of(name) for name in OUTPUTS for one in found), key
