"""Somebody else's lists as they stand: every sheet of a workbook, or a CSV, under its headers."""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence

from ledger.layout.columns import Group, Table
from ledger.layout.csv_text import unguarded
from ledger.model.problems import Place, Problem
from ledger.read.apart import csv_rows_apart, open_apart
from ledger.read.cells.cell import Raw
from ledger.read.cells.figures import EXACT_LIMIT
from ledger.read.grids import Frame, OpenBook
from ledger.read.list_headers import Heading, heading
from ledger.read.number_format_disguise import NOTHING_HIDDEN
from ledger.read.rosters.grids import (
    PACKAGES,
    RosterGrid,
    covered,
    filled_down,
    is_down,
    range_named,
    with_texts,
)
from ledger.read.table_grid import Grid, is_filled
from ledger.read.total_lines import is_total_line

_ANY = Table(key="", title="一覧", group=Group.PEOPLE, columns=())


def lists_of(
    data: bytes, name: str, is_known: Callable[[str], bool]
) -> tuple[list[RosterGrid], tuple[Problem, ...]]:
    """Return the lists of a file, each with its headers as texts that can be told apart.

    Args:
        data: A CSV or an Excel workbook.
        name: Its name, for problems.
        is_known: Whether a header is one that somebody declared; finds the header row.

    Returns:
        The lists, hidden sheets among them, and what is wrong with the file. Rows of another width
        than the headers are blank, each with `csv-columns`.
    """
    place = Place(file=name)
    if data.startswith(PACKAGES):
        book, problems = open_apart(data, name)
        return (list(_of_book(book, is_known)) if book else []), problems
    rows = csv_rows_apart(data, place)
    if isinstance(rows, Problem):
        return [], (rows,)
    found = heading(rows, is_known)
    if found is None:
        return [], ()
    body, uneven = _even(rows[found.top + 1 :], found, place)
    return [RosterGrid(Grid(found.labels, body, place, found.top + 2))], tuple(uneven)


def text_of(raw: Raw) -> str:
    """Return a raw cell as the word that it is, whole: 1 for 1.0, 2026-04-01 for that day."""
    if not is_filled(raw):
        return ""
    if isinstance(raw, bool):
        return "TRUE" if raw else "FALSE"
    if isinstance(raw, float) and raw.is_integer() and abs(raw) < EXACT_LIMIT:
        return str(int(raw))
    if isinstance(raw, dt.datetime):
        return raw.date().isoformat() if raw.time() == dt.time() else raw.isoformat(" ")
    return str(raw).strip()


def _even(
    rows: Sequence[list[str]], found: Heading, place: Place
) -> tuple[list[list[Raw]], list[Problem]]:
    """Return rows as wide as the headers; what is not is blank, and told."""
    width = len(found.labels)
    while width and found.labels[width - 1].endswith("(見出しなし)"):
        width -= 1
    body: list[list[Raw]] = []
    problems: list[Problem] = []
    for number, row in enumerate(rows, start=found.top + 2):
        beyond = any(map(is_filled, row[width:]))
        short = len(row) < width and any(map(is_filled, row)) and not is_total_line(row)
        if beyond or short:
            cell = place.but(cell=f"{number}行")
            problems.append(Problem.of("csv-columns", cell, found=len(row), expected=width))
        texts = [] if beyond or short else [unguarded(text) for text in row[: len(found.labels)]]
        body.append([*texts, *[""] * (len(found.labels) - len(texts))])
    return body, problems


def _of_book(book: OpenBook, is_known: Callable[[str], bool]) -> Iterator[RosterGrid]:
    for sheet in book.package.sheets:
        merged = sorted(book.merged(sheet))
        raw = book.rows(sheet)
        found = heading(raw, is_known)
        if found is None:
            continue
        rows = [*raw[: found.top + 1], *filled_down(raw, merged)[found.top + 1 :]]
        frame = Frame(found.top, 0, len(rows) - 1, len(found.labels) - 1)
        grid = book.cut(_ANY, sheet, rows, frame).grid
        below = [area for area in merged if area[1][0] > found.top]
        yield RosterGrid(
            with_texts(grid._replace(headers=found.labels, beyond=None), book.formula_texts(sheet)),
            read_down=tuple(area for area in below if is_down(area)),
            merged={range_named(area): covered(area) for area in below if not is_down(area)},
            hidden=book.package.lines.get(sheet, NOTHING_HIDDEN),
            hidden_sheet=sheet in book.package.hidden,
        )
