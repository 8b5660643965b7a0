"""The review workbook (確認表), built new for one confirmer; it works without any add-in."""

import io
from collections.abc import Sequence

import xlsxwriter
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from ledger.layout import meta
from ledger.layout.columns import RowValues
from ledger.layout.review import (
    COMMON_DAY,
    COMMON_DAY_CELL,
    HEADER_ROWS,
    HELP_SHEET,
    INPUTS,
    LINE_INPUTS,
    PERSON_INPUTS,
    REVIEW,
    REVIEW_LINES,
    REVIEW_REST,
    REVIEW_STEPS,
    REVIEW_WAITING,
    TOGETHER,
    ReviewContent,
)
from ledger.layout.review_places import together_cell
from ledger.model.settings import Settings
from ledger.model.terms import BookKind, Decision, ReportState
from ledger.present.blank_results import with_blank_texts
from ledger.present.book_writing import BUILT, write_meta
from ledger.present.review.checks import Checks
from ledger.present.review.heads import Heads
from ledger.present.review.help import write_help
from ledger.present.review.looks import ReviewFormats
from ledger.present.review.sections import section_sheets, write_section
from ledger.present.review.tables import FilledTable, finish, offer, offer_steps, write_table
from ledger.present.review.values import SHEETS, is_person
from ledger.present.row_heights import growing

_NO_EXCEPTION = frozenset({None, "確認済"})
_NOT_CONFIRMED = (Decision.RETURN.value, Decision.HOLD.value)
_IN_SIGHT = 5
"""Rows of 確認表 that stay in sight: whose it is, 確認日, how many are left."""


def build(content: ReviewContent, settings: Settings) -> bytes:
    """Build one confirmer's workbook.

    Args:
        content: What it shows.
        settings: 設定: year, organisation, 基準日, due date, contact, whether 上長判定 is allowed.

    Returns:
        The workbook's bytes; the same content gives the same bytes.
    """
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    looks, checks = ReviewFormats(book), Checks(content)
    heads = Heads(content, settings, checks, looks)
    named = {"title": heads.title, "company": settings.org_name, "created": BUILT}
    book.set_properties(named)
    sheets = {table.sheet: book.add_worksheet(table.sheet) for table in SHEETS}
    for filled in _filled(content, settings):
        write_table(sheets[filled.table.sheet], filled, checks, looks)
        _offer(sheets[filled.table.sheet], filled, checks, content)
    heads.write_people(sheets[REVIEW.sheet])
    heads.write(sheets[REVIEW_LINES.sheet], REVIEW_LINES)
    heads.write(sheets[REVIEW_STEPS.sheet], REVIEW_STEPS, is_open=settings.override_allowed)
    for first in SHEETS:
        frozen = _IN_SIGHT if first is REVIEW else HEADER_ROWS[first.key]
        finish(sheets[first.sheet], first, frozen, heads.confirmer)
    for name, section in section_sheets(content.sections):
        write_section(book.add_worksheet(name), section, heads.confirmer, looks)
    write_help(book.add_worksheet(HELP_SHEET), settings, looks)
    _name_cells(book, checks)
    _write_meta(book, content, settings)
    sheets[REVIEW.sheet].activate()
    book.close()
    built = with_blank_texts(target.getvalue())
    return growing(built, {t.sheet: HEADER_ROWS[t.key] + 1 for t in SHEETS})


def _name_cells(book: Workbook, checks: Checks) -> None:
    """Name the cells that speak for several people; the reader finds them by their names."""
    cells = {COMMON_DAY.key: COMMON_DAY_CELL}
    if checks.places[REVIEW_REST.key].rows:
        cells[TOGETHER.key] = together_cell(checks.places[REVIEW_REST.key])
    for key, cell in cells.items():
        book.define_name(f"in_{key}", f"='{REVIEW.sheet}'!{cell}")


def _write_meta(book: Workbook, content: ReviewContent, settings: Settings) -> None:
    write_meta(
        book,
        {
            meta.KIND: BookKind.REVIEW.value,
            meta.SCHEMA: meta.SCHEMA_VERSION,
            meta.YEAR: str(settings.fiscal_year),
            meta.ORG: settings.org_code,
            meta.PHASE: content.phase,
            meta.CONFIRMER_NO: content.confirmer_no,
            meta.REVIEW_LAYOUT: meta.TWO_BLOCKS,
        },
    )


def _filled(content: ReviewContent, settings: Settings) -> tuple[FilledTable, ...]:
    """Say of each table which cells may be filled in, and which rows ask for a look."""
    return (
        _looked_at(content),
        FilledTable(
            REVIEW_REST,
            content.rest,
            [PERSON_INPUTS] * len(content.rest),
            [False] * len(content.rest),
            _links(content, content.rest),
            nobody=("next_step", "そのまま確認できる人はいません"),
        ),
        *_waiting(content),
        FilledTable(
            REVIEW_LINES,
            content.lines,
            [LINE_INPUTS if _is_open(content, row) else () for row in content.lines],
            [row.get("attention") not in _NO_EXCEPTION for row in content.lines],
        ),
        _steps(content, settings),
    )


def _looked_at(content: ReviewContent) -> FilledTable:
    people = content.people
    return FilledTable(
        REVIEW,
        people,
        [
            (
                *(PERSON_INPUTS if is_person(row) else ()),
                *(LINE_INPUTS if _is_open(content, row) else ()),
            )
            for row in people
        ],
        [False] * len(people),
        _links(content, people),
        quiet=[index for index, row in enumerate(people) if not is_person(row)],
        nobody=("attention", "見るところのある人はいません"),
    )


def _steps(content: ReviewContent, settings: Settings) -> FilledTable:
    steps = content.steps
    keys = [(row["staff_no"], row["persona_code"], row["tool_code"]) for row in steps]
    may_set = INPUTS[REVIEW_STEPS.key] if settings.override_allowed else ()
    return FilledTable(
        REVIEW_STEPS,
        steps,
        [may_set] * len(steps),
        [False] * len(steps),
        aside=[index for index, key in enumerate(keys) if key in content.aside],
    )


def _is_open(content: ReviewContent, row: RowValues) -> bool:
    """Whether a row is a line of the form that may be taken or refused."""
    key = (row["staff_no"], row.get("table"), row.get("number"))
    return row.get("table") is not None and key not in content.locked


def _links(content: ReviewContent, people: Sequence[RowValues]) -> dict[int, str]:
    """Return where each person's name leads to: the first of their lines on 明細."""
    first = HEADER_ROWS[REVIEW_LINES.key] + 1
    line_of: dict[object, int] = {}
    for index, line in enumerate(content.lines):
        line_of.setdefault(line["staff_no"], first + index)
    return {
        index: f"internal:'{REVIEW_LINES.sheet}'!A{line_of[person['staff_no']]}"
        for index, person in enumerate(people)
        if person["staff_no"] in line_of and is_person(person)
    }


def _waiting(content: ReviewContent) -> tuple[FilledTable, ...]:
    rows = content.waiting
    if not rows:
        return ()
    return (FilledTable(REVIEW_WAITING, rows, [()] * len(rows), [False] * len(rows)),)


def _offer(sheet: Worksheet, filled: FilledTable, checks: Checks, content: ReviewContent) -> None:
    """Offer the words of every input where it may be filled in; 不備 is never offered 確認."""
    place = checks.places[filled.table.key]
    if filled.table is REVIEW_STEPS:
        offer_steps(sheet, place, content.steps, content.choices)
    for key in INPUTS[filled.table.key]:
        rows = [index for index, own in enumerate(filled.open) if key in own]
        if key == "reviewed_step":
            continue
        if key != "decision":
            offer(sheet, place, key, rows)
            continue
        deficient = ReportState.DEFICIENT.value
        barred = [index for index in rows if filled.rows[index]["state"] == deficient]
        offer(sheet, place, key, [index for index in rows if index not in barred])
        offer(sheet, place, key, barred, _NOT_CONFIRMED)
