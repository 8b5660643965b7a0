"""A form as the answer of a form service fills it: its rows beside those that stand there.

What its formulas come to is reckoned anew: by what the form held, and the rows of the answer.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

import pandas as pd

from ledger.form.blocks import ROOMS
from ledger.form.claimed import facts_claimed
from ledger.form.content import IssuedForm
from ledger.form.issued import Draft, issued_results
from ledger.form.issued_standings import of_person, standings_of
from ledger.form.kinds import DataRow
from ledger.form.laid import Laid, laid
from ledger.form.meant import NamedCodes
from ledger.form.results import Results
from ledger.form.room import rooms_row
from ledger.form.rows import FormClaims
from ledger.form.sizes import grown
from ledger.layout import meta
from ledger.layout.columns import Cell, Column
from ledger.layout.frames import Tables, frame, records, replaced
from ledger.layout.ledger import BY_KEY as BY_LEDGER
from ledger.layout.self_report import BY_KEY, FormTable
from ledger.model.folding import code_key
from ledger.model.terms import Confirmation, EnteredBy

_ADDED = frozenset({"my_tool_levels", "my_skill_ratings"})
"""Tables that begin with some names, to which further rows may be added."""


def answered(
    form: IssuedForm,
    receipt: str,
    fields: Mapping[str, Cell],
    rows: Mapping[str, Sequence[Mapping[str, Cell]]],
) -> tuple[IssuedForm, tuple[str, ...]]:
    """Fill an answer into a person's form.

    Rows that are given from the start (目標 1, 2 …, the personas of 自己判定) are filled in where
    they stand; others follow the rows that the form begins with.

    Args:
        form: The form as it would be issued.
        receipt: 受付番号.
        fields: Single cells of 申告 by key.
        rows: The answer's rows by form table.

    Returns:
        The form, and the titles of the tables in which a row has no place.
    """
    filled, full = dict(form.rows), list[str]()
    codes = NamedCodes(form.draft.own.policy) if form.draft else None
    for key, own in rows.items():
        table = BY_KEY[key]
        placed = _laid(table, [list(row) for row in filled.get(key, ())], own, codes)
        if placed is None:
            full.append(table.table.title)
        else:
            filled[key] = placed
    sizes, shown = grown(form.sizes, filled), dict(form.shown)
    for key, listed in filled.items():
        if key in shown and not BY_KEY[key].spills:
            shown[key] = max(shown[key], len(listed))
    rules = {**form.rules, ROOMS: (rooms_row(form.rows, shown),)}
    made = replace(
        form,
        draft=None,
        meta=MappingProxyType({**form.meta, meta.RECEIPT: receipt}),
        rows=MappingProxyType(filled),
        sizes=sizes,
        shown=MappingProxyType(shown),
        rules=MappingProxyType(rules),
        fields=MappingProxyType(dict(fields)),
        unused=form.unused - frozenset(rows),
        results=_results(form.draft, filled, fields, rows, (laid(sizes), shown))
        if form.draft
        else {},
    )
    return made, tuple(full)


def _results(
    draft: Draft,
    filled: Mapping[str, tuple[DataRow, ...]],
    fields: Mapping[str, Cell],
    rows: Mapping[str, Sequence[Mapping[str, Cell]]],
    room: tuple[Laid, Mapping[str, int]],
) -> Results:
    """Return what the formulas come to once an answer is filled in.

    Args:
        draft: What the form's results were reckoned from.
        filled: All rows of the form.
        fields: Single cells of 申告 by key.
        rows: The answer's own rows.
        room: Where the parts of the filled form stand, and how many rows of 申告 are in sight.
    """
    own, form = draft.own, draft.form
    staff_no = draft.staff_no
    claimed = facts_claimed(own.lists, staff_no, own.year, rows)
    held = replaced(of_person(draft.facts, staff_no), _joined(draft.facts, staff_no, claimed))
    standings = standings_of(own.policy, held, form.as_of, (staff_no,))
    completed = [
        {**row, "confirmed": Confirmation.CONFIRMED.value} for row in claimed.get("attendances", ())
    ]
    person = {**own.person, "attendances": [*own.rows("attendances"), *completed]}
    proxy = fields.get("entered_by") == EnteredBy.PROXY.value and not fields.get("proxy")
    submitted = fields.get("submitted_on")
    answered_form = form._replace(
        claims=FormClaims(filled, form.claims.refused),
        standings=standings.get(staff_no, {}),
        proxy=proxy,
        submitted_on=submitted if isinstance(submitted, dt.date) else None,
        laid=room[0],
        shown=room[1],
    )
    return issued_results(own._replace(person=person), answered_form)


def _joined(
    facts: Tables, staff_no: str, claimed: Mapping[str, Sequence[Mapping[str, Cell]]]
) -> dict[str, pd.DataFrame]:
    """Return the person's fact tables with the rows of the answer behind them."""
    found = {}
    for key, new in claimed.items():
        table, data = BY_LEDGER[key], facts[key]
        own = records(table, data[data["staff_no"] == staff_no])
        found[key] = frame(table, [*own, *new])
    return found


def _laid(
    form: FormTable,
    standing: list[list[Cell]],
    own: Sequence[Mapping[str, Cell]],
    codes: NamedCodes | None,
) -> tuple[DataRow, ...] | None:
    """Return a table's rows with the answer's; None where one of them has no place."""
    keys = [column.key for column in form.inputs]
    for number, row in enumerate(own):
        values = [row.get(key) for key in keys]
        place = _given(form, standing, row, number, codes) if form.given else None
        if place is None and (not form.given or form.table.key in _ADDED):
            standing.append(values)
            continue
        if place is None:
            return None
        now = standing[place]
        standing[place] = [
            old if new is None or (key in form.given and old is not None) else new
            for key, old, new in zip(keys, now, values, strict=True)
        ]
    return tuple(map(tuple, standing))


def _given(
    form: FormTable,
    standing: Sequence[Sequence[Cell]],
    row: Mapping[str, Cell],
    number: int,
    codes: NamedCodes | None,
) -> int | None:
    """Return which of the given rows an answer's row fills: by what it names, else by its order."""
    columns = form.inputs
    named = {key: row[key] for key in form.given if row.get(key) is not None}
    if not named:
        ordered = form.table.key not in _ADDED and number < len(standing)
        return number if ordered else None
    added = form.table.key in _ADDED
    own = [at for at, column in enumerate(columns) if column.key not in form.given]
    naming = [(at, one) for at, one in enumerate(columns) if one.key in named]
    for place, values in enumerate(standing):
        if added and any(values[at] is not None for at in own):
            continue
        if all(_same(values[at], named[one.key], one, codes) for at, one in naming):
            return place
    return None


def _same(given: Cell, written: Cell, column: Column, codes: NamedCodes | None) -> bool:
    """Whether a given cell is what an answer names: by code, by name, or by both."""
    if codes is not None:
        table = column.refers.partition(".")[0]
        one, other = codes.meant(table, given), codes.meant(table, written)
        if one is not None and one == other:
            return True
    texts = [code_key(str(one)) if one is not None else "" for one in (given, written)]
    heads = [text.split(maxsplit=1)[0] if text else "" for text in texts]
    names = {text.partition(" ")[2] for text in texts} - {""}
    return texts[0] == texts[1] or heads[0] == heads[1] or not names.isdisjoint(texts)
