"""Whether a 取込定義 can be gone by: every row is readable, and every table has what it needs."""

from collections.abc import Iterator

from ledger.judge.importing.definition import Definition
from ledger.layout.import_tables import (
    FILLED,
    IMPORT_COLUMNS,
    RESULT,
    SECOND_CODE,
    SECOND_NAME,
    filled_column,
)
from ledger.layout.people_lists import LISTS, SECTION_NAME
from ledger.layout.people_tables import SECTIONS
from ledger.layout.shared import SECTION
from ledger.model.problems import Place, Refusal
from ledger.model.terms import ImportUse

_PLACES = frozenset({SECTION.key, SECTION_NAME.key, SECOND_CODE.key, SECOND_NAME.key})
"""Columns that say where somebody is."""


def refuse_unfinished(definition: Definition, place: Place) -> None:
    """Refuse a definition that is not finished.

    Args:
        definition: The definition.
        place: The file.

    Raises:
        Refusal: A column is open (`import-columns-open`), a row names a column that we do not have
            (`import-column-unknown`), or a table lacks one that it needs (`import-columns-short`).
    """
    _refuse_unknown(definition)
    if definition.open:
        what = "、".join(f"{entry.table}の「{entry.column}」" for entry in definition.open)
        cells = "・".join(f"B{entry.row}" for entry in definition.open)
        gaps = {"name": definition.name, "what": what, "cells": cells}
        raise Refusal.of("import-columns-open", place, **gaps)
    if short := tuple(_short(definition)):
        gaps = {"name": definition.name, "missing": "、".join(short)}
        raise Refusal.of("import-columns-short", place, **gaps)


def _refuse_unknown(definition: Definition) -> None:
    for entry in definition.entries:
        if entry.use in (ImportUse.IGNORED, ImportUse.RESULT) and (
            entry.use is ImportUse.IGNORED or entry.table in FILLED
        ):
            continue
        if filled_column(entry.table, entry.column) is None:
            cell = f"D{entry.row}" if entry.table in FILLED else f"C{entry.row}"
            place = Place(sheet=IMPORT_COLUMNS.title, cell=cell)
            gaps = {"table": entry.table or "(空欄)", "column": entry.column or "(空欄)"}
            raise Refusal.of("import-column-unknown", place, **gaps)


def _short(definition: Definition) -> Iterator[str]:
    """Yield the columns that a table needs and that nothing fills."""
    for title in definition.tables:
        columns = (filled_column(title, entry.column) for entry in definition.of(title))
        keys = {column.key for column in columns if column is not None}
        table = FILLED[title]
        for column in table.columns:
            if column.required and column.key not in keys and column.key != RESULT.key:
                yield f"{title}の「{column.header}」"
        by_section = table.key in LISTS and SECTION.key in table.keys and title != SECTIONS.title
        if by_section and not _PLACES & keys:
            yield f"{title}の「{SECTION.header}」か「{SECTION_NAME.header}」"
        if table.key == "attendances" and not {"training_code", "training_name"} & keys:
            yield f"{title}の「研修名」"
