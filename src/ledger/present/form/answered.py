"""A form as the answer of a form service fills it: its rows beside those that stand there."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from ledger.layout import meta
from ledger.layout.columns import Cell
from ledger.layout.self_report import BY_KEY, FormTable
from ledger.model.folding import code_key
from ledger.present.form.content import IssuedForm
from ledger.present.form.kinds import DataRow


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
    filled = dict(form.rows)
    full: list[str] = []
    for key, own in rows.items():
        table = BY_KEY[key]
        laid = _laid(table, [list(row) for row in filled.get(key, ())], own)
        if laid is None:
            full.append(table.table.title)
        else:
            filled[key] = laid
    made = replace(
        form,
        meta=MappingProxyType({**form.meta, meta.RECEIPT: receipt}),
        rows=MappingProxyType(filled),
        fields=MappingProxyType(dict(fields)),
        unused=form.unused - frozenset(rows),
        results={},
    )
    return made, tuple(full)


def _laid(
    form: FormTable, standing: list[list[Cell]], own: Sequence[Mapping[str, Cell]]
) -> tuple[DataRow, ...] | None:
    """Return a table's rows with the answer's; None where one of them has no place."""
    keys = [column.key for column in form.inputs]
    for number, row in enumerate(own):
        values = [row.get(key) for key in keys]
        if not form.given:
            standing.append(values)
            continue
        place = _given(form, keys, standing, row, number)
        if place is None:
            return None
        now = standing[place]
        standing[place] = [
            old if new is None else new for old, new in zip(now, values, strict=True)
        ]
    return tuple(map(tuple, standing)) if len(standing) <= form.rows else None


def _given(
    form: FormTable,
    keys: Sequence[str],
    standing: Sequence[Sequence[Cell]],
    row: Mapping[str, Cell],
    number: int,
) -> int | None:
    """Return which of the given rows an answer's row fills: by what it names, else by its order."""
    named = {key: row[key] for key in form.given if row.get(key) is not None}
    if not named:
        return number if number < len(standing) else None
    for place, values in enumerate(standing):
        if all(_same(values[keys.index(key)], value) for key, value in named.items()):
            return place
    return None


def _same(given: Cell, written: Cell) -> bool:
    """Whether a given cell (`コード 名称`) is what an answer names, by code or by whole."""
    texts = [code_key(str(one)) if one is not None else "" for one in (given, written)]
    heads = [text.split(maxsplit=1)[0] if text else "" for text in texts]
    names = {text.partition(" ")[2] for text in texts[:1]}
    return texts[0] == texts[1] or heads[0] == heads[1] or texts[1] in names - {""}
