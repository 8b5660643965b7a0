"""The three tables of a review workbook: cells, dropdowns, colours, and how they print."""

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from ledger.layout.addresses import letter
from ledger.layout.columns import Cell, Column, Kind, RowValues, Table
from ledger.layout.review import HIDDEN, INPUTS, REVIEW
from ledger.layout.review_places import Spread
from ledger.layout.shared import DECISION_DIGEST
from ledger.model.terms import Decision, LineDecision
from ledger.present.book_writing import checked
from ledger.present.review.checks import Checks
from ledger.present.review.looks import ALERT, BAD, BAD_SOFT, GOOD, ReviewFormats
from ledger.present.review.values import FAULT, FINE, WAITING
from ledger.present.row_heights import height_of

_A4 = 9
_HEADER_HEIGHT, _LOW_HEADER = 42, 24
_IN_FOOTER = 100
_REPEATED = frozenset({"staff_no", "staff_name"})
_CHECKS = frozenset({"check", "line_check"})
_FIRST_DAY, _LAST_DAY = dt.date(2000, 1, 1), dt.date(2099, 12, 31)
_PROTECTION = {"autofilter": True, "format_columns": True, "format_rows": True}
_COLOURS = {
    Decision.CONFIRM.value: GOOD,
    Decision.RETURN.value: BAD,
    Decision.HOLD.value: ALERT,
    LineDecision.REJECT.value: BAD,
}


class FilledTable(NamedTuple):
    """A table with what stands in it.

    Attributes:
        table: The table.
        rows: Its rows.
        open: The inputs that the confirmer may write in, row by row.
        alerts: For each row, whether it says what to look at.
        links: Where 氏名 leads to, by row; others lead nowhere.
        quiet: Rows that repeat whose they are.
        aside: Rows that are put away until somebody shows them.
        nobody: What is said where there is no row, and in which column.
    """

    table: Table
    rows: Sequence[RowValues]
    open: Sequence[Collection[str]]
    alerts: Sequence[bool]
    links: Mapping[int, str] = {}
    quiet: Collection[int] = ()
    aside: Collection[int] = ()
    nobody: tuple[str, str] = ("", "")


def write_table(
    sheet: Worksheet, filled: FilledTable, checks: Checks, looks: ReviewFormats
) -> None:
    """Write one table with everything that belongs to it."""
    table = filled.table
    place = checks.places[table.key]
    top = place.header - 1
    inputs = INPUTS[table.key]
    for position, column in enumerate(table.columns):
        if not table.stands_on:
            hidden = {"hidden": column.key in HIDDEN[table.key]}
            checked(sheet.set_column(position, position, column.width, None, hidden))
        if column.key in inputs:
            checked(sheet.write_string(top - 1, position, "▼ 入力", looks.marker))
    headers = [
        {"header": c.header, "header_format": looks.header(entry=c.key in inputs)}
        for c in table.columns
    ]
    frame = {"name": table.key, "style": None, "columns": headers}
    frame |= {"description": table.note, "title": table.title}
    checked(sheet.add_table(top, 0, place.last - 1, len(table.columns) - 1, frame))
    for index, row in enumerate(filled.rows):
        _write_row(sheet, filled, index, row, checks, looks)
        shown = ((row.get(c.key), c.width) for c in table.columns if c.key not in HIDDEN[table.key])
        texts = [(value, width) for value, width in shown if isinstance(value, str)]
        sheet.set_row(top + 1 + index, height_of(texts), None, {"hidden": index in filled.aside})
    if not filled.rows and filled.nobody[0]:
        key, said = filled.nobody
        checked(sheet.write_string(top + 1, table.keys.index(key), said, looks.note))
    sheet.set_row(top, _LOW_HEADER if table.sheet == REVIEW.sheet else _HEADER_HEIGHT)
    _colour(sheet, place, looks)


def _write_row(  # noqa: PLR0913, PLR0917 - where, what and how it looks
    sheet: Worksheet,
    filled: FilledTable,
    index: int,
    row: RowValues,
    checks: Checks,
    looks: ReviewFormats,
) -> None:
    table = filled.table
    number = checks.places[table.key].header + index
    for position, column in enumerate(table.columns):
        entry = column.key in filled.open[index]
        alert = column.key == "attention" and filled.alerts[index]
        quiet = index in filled.quiet and column.key in _REPEATED
        look = looks.cell(column.kind, entry=entry, alert=alert, quiet=quiet)
        if column.key in HIDDEN[table.key]:
            signed = column.key == DECISION_DIGEST.key and "decision" in filled.open[index]
            look = looks.unseen(column.kind, entry=signed)
        value = row.get(column.key)
        if column.key in _CHECKS:
            said = checks.of_line(index) if column.key == "line_check" else checks.of(table, index)
            checked(sheet.write_formula(number, position, said.text, look, said.value))
        elif column.key == "staff_name" and index in filled.links and isinstance(value, str):
            where = filled.links[index]
            checked(sheet.write_url(number, position, where, looks.link, value))
        else:
            checked(_write(sheet, (number, position), value, look))


def _write(sheet: Worksheet, at: tuple[int, int], value: Cell, look: Format) -> object:
    if value is None:
        return sheet.write_blank(*at, None, look)
    if isinstance(value, str):
        return sheet.write_string(*at, value, look)
    if isinstance(value, dt.date):
        return sheet.write_datetime(*at, value, look)
    return sheet.write_number(*at, value, look)


def offer(
    sheet: Worksheet,
    spread: Spread,
    key: str,
    rows: Iterable[int],
    words: Sequence[str] | None = None,
) -> None:
    """Offer the choices of an input column, and its note, on some rows.

    Args:
        sheet: The sheet.
        spread: Where the table stands.
        key: The column.
        rows: The rows, from 0.
        words: What is offered; the column's own choices if not given.
    """
    column = spread.table.column(key)
    options: dict[str, object] = {"validate": "any"}
    if column.choices:
        options = listed(words or column.choices)
    elif column.kind is Kind.DATE:
        options = day_only()
    position = spread.table.keys.index(key)
    areas = [[first, position, last, position] for first, last in _runs(rows, spread.first - 1)]
    if areas:
        _validate(sheet, areas[0], column, {**options, "other_cells": areas[1:]})


def _runs(rows: Iterable[int], top: int) -> Iterator[tuple[int, int]]:
    """Yield the first and the last row of each unbroken run, counted from a row of the sheet."""
    first = last = None
    for row in sorted(rows):
        if last is not None and row == last + 1:
            last = row
            continue
        if first is not None and last is not None:
            yield top + first, top + last
        first = last = row
    if first is not None and last is not None:
        yield top + first, top + last


def offer_steps(
    sheet: Worksheet,
    spread: Spread,
    rows: Sequence[RowValues],
    choices: Mapping[str, tuple[int, ...]],
) -> None:
    """Offer on every row of Step the Steps of its persona."""
    column = spread.table.column("reviewed_step")
    position = spread.table.keys.index(column.key)
    by_persona: dict[str, list[list[int]]] = {}
    for index, row in enumerate(rows):
        number = spread.first - 1 + index
        area = [number, position, number, position]
        by_persona.setdefault(str(row["persona_code"]), []).append(area)
    for persona, areas in by_persona.items():
        steps = [str(step) for step in choices.get(persona, ())]
        if steps:
            options = {**listed(steps), "other_cells": areas[1:]}
            _validate(sheet, tuple(areas[0]), column, options)


def listed(words: Sequence[str]) -> dict[str, object]:
    """Return the validation of a cell that holds one of some words."""
    return {
        "validate": "list",
        "source": list(words),
        "error_title": "選択肢から",
        "error_message": f"{'・'.join(words)} から選んでください。",
    }


def day_only() -> dict[str, object]:
    """Return the validation of a cell that holds a day."""
    return {
        "validate": "date",
        "criteria": "between",
        "minimum": _FIRST_DAY,
        "maximum": _LAST_DAY,
        "error_title": "日付で",
        "error_message": "2026/3/31 のように、日付を入れてください。",
    }


def _validate(
    sheet: Worksheet, area: Sequence[int], column: Column, options: Mapping[str, object]
) -> None:
    told = {"input_title": column.header, "input_message": column.note} if column.note else {}
    checked(sheet.data_validation(*area, {"ignore_blank": True, **options, **told}))


def _colour(sheet: Worksheet, spread: Spread, looks: ReviewFormats) -> None:
    """Colour the words that decide; the colour never says more than the word."""
    for column in spread.table.columns:
        if column.choices and column.key in INPUTS[spread.table.key]:
            for word in column.choices:
                if colour := _COLOURS.get(word):
                    _mark(sheet, spread, column.key, word, looks.rule(colour))
    if "check" in spread.table.keys:
        _mark(sheet, spread, "check", FAULT, looks.rule(BAD, BAD_SOFT))
    if "decision" in spread.table.keys:
        _mark(sheet, spread, "check", FINE, looks.rule(GOOD))
        _mark(sheet, spread, "check", WAITING, looks.rule(ALERT))


def _mark(sheet: Worksheet, spread: Spread, key: str, word: str, look: Format) -> None:
    position = spread.table.keys.index(key)
    area = (spread.first - 1, position, spread.last - 1, position)
    rule = {
        "type": "text",
        "criteria": "begins with",
        "value": word,
        "format": look,
    }
    checked(sheet.conditional_format(*area, rule))


def finish(sheet: Worksheet, table: Table, frozen: int, whose: str) -> None:
    """Set how a sheet scrolls, prints and is protected.

    Args:
        sheet: The sheet.
        table: The first table on it.
        frozen: Rows that stay in sight, and are printed on every page.
        whose: The confirmer and their section, for the footer.
    """
    sheet.freeze_panes(frozen, 2)
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.set_margins(0.4, 0.4, 0.5, 0.6)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(frozen - 1 if table.before_next == 0 else 0)
    sheet.set_footer(
        f"&L{table.title}　{in_footer(whose)}&C&P / &N&R育成のため・人事評価には使いません"
    )
    sheet.ignore_errors({"number_stored_as_text": f"A1:{letter(len(table.columns))}1048576"})
    sheet.protect("", _PROTECTION)


def in_footer(text: str) -> str:
    """Return a text as a footer holds it: & begins a code there, and it has room for so much."""
    return text[:_IN_FOOTER].replace("&", "&&")
