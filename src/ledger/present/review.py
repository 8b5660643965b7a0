"""The review workbook (確認表), built new for one confirmer; it works without any add-in."""

import io

import xlsxwriter
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from ledger.layout import meta
from ledger.layout.review import (
    COMMON_DAY,
    COMMON_DAY_CELL,
    HEADER_ROWS,
    HELP_SHEET,
    INPUTS,
    REVIEW,
    REVIEW_LINES,
    REVIEW_STEPS,
    TABLES,
    ReviewContent,
)
from ledger.model.settings import Settings
from ledger.model.terms import BookKind
from ledger.present.blank_results import with_blank_texts
from ledger.present.book_writing import BUILT, write_meta
from ledger.present.review_checks import Checks
from ledger.present.review_heads import Heads
from ledger.present.review_help import write_help
from ledger.present.review_looks import ReviewFormats
from ledger.present.review_tables import FilledTable, offer, offer_steps, write_table
from ledger.present.row_heights import growing

_NO_EXCEPTION = frozenset({None, "確認済"})


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
    sheets = {table.key: book.add_worksheet(table.title) for table in TABLES}
    for table in _filled(content, settings):
        write_table(sheets[table.table.key], table, checks, looks)
    _offer(sheets, content, checks)
    heads.write_people(sheets[REVIEW.key])
    heads.write(sheets[REVIEW_LINES.key], REVIEW_LINES)
    heads.write(sheets[REVIEW_STEPS.key], REVIEW_STEPS, is_open=settings.override_allowed)
    write_help(book.add_worksheet(HELP_SHEET), settings, looks)
    book.define_name(f"in_{COMMON_DAY.key}", f"='{REVIEW.title}'!{COMMON_DAY_CELL}")
    _write_meta(book, content, settings)
    sheets[REVIEW.key].activate()
    book.close()
    built = with_blank_texts(target.getvalue())
    return growing(built, {t.title: HEADER_ROWS[t.key] + 1 for t in TABLES})


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
        },
    )


def _filled(content: ReviewContent, settings: Settings) -> tuple[FilledTable, ...]:
    """Say of each table which rows may be filled in, and which ask for a look."""
    first = HEADER_ROWS[REVIEW_LINES.key] + 1
    line_of: dict[object, int] = {}
    for index, line in enumerate(content.lines):
        line_of.setdefault(line["staff_no"], first + index)
    links = {
        index: f"internal:'{REVIEW_LINES.title}'!A{line_of[person['staff_no']]}"
        for index, person in enumerate(content.people)
        if person["staff_no"] in line_of
    }
    keys = [(row["staff_no"], row["table"], row["number"]) for row in content.lines]
    return (
        FilledTable(
            REVIEW,
            content.people,
            [row["digest"] is not None for row in content.people],
            [row.get("attention") not in _NO_EXCEPTION for row in content.people],
            links,
        ),
        FilledTable(
            REVIEW_LINES,
            content.lines,
            [key not in content.locked for key in keys],
            [row.get("attention") not in _NO_EXCEPTION for row in content.lines],
        ),
        FilledTable(
            REVIEW_STEPS,
            content.steps,
            [settings.override_allowed] * len(content.steps),
            [False] * len(content.steps),
        ),
    )


def _offer(sheets: dict[str, Worksheet], content: ReviewContent, checks: Checks) -> None:
    for spread in (checks.people, checks.lines, checks.steps):
        for key in INPUTS[spread.table.key]:
            if key != "reviewed_step":
                offer(sheets[spread.table.key], spread, key)
    offer_steps(sheets[REVIEW_STEPS.key], checks.steps, content.steps, content.choices)
