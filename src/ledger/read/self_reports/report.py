"""One self-report → what the person claims, typed, with every problem's cell.

Nothing here raises: a file that cannot be read is a value too (`Unreadable`), so that one bad file
never stops the others.
"""

import hashlib
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from ledger.layout import meta, self_report_first
from ledger.layout.self_report import (
    CONFIRM_FIELDS,
    FIELDS,
    IDENTITY_FIELDS,
    MAIN_SHEET,
    MY_LINES,
    MY_NONE,
)
from ledger.model.calendar import wareki_year
from ledger.model.problems import Place, Problem, Refusal, Severity
from ledger.model.reports import SelfReport, StepReviewed
from ledger.model.terms import BookKind, Phase
from ledger.read.codes import Codes
from ledger.read.grids import OpenBook
from ledger.read.self_reports.decided import asked_of, with_decision
from ledger.read.self_reports.fields import ReadField, day_of, find_field, read_field, text_of
from ledger.read.self_reports.nothing import read_none
from ledger.read.self_reports.outlying import Strays, strays_of
from ledger.read.self_reports.rows import DigestRow, ReadRows, joined, read_lines, read_rows
from ledger.read.self_reports.tables import is_first, none_grid, parts_of, tables_of
from ledger.read.step_reviews import step_reviews
from ledger.read.workbooks import open_book
from ledger.trust.digest import DigestHeader, digest

_OPTIONAL_TABLES = frozenset({"my_answers"})
COPIES = "copies"
"""Rows of copied sheets, in the digest: what is set aside cannot change unseen either."""


class Unreadable(NamedTuple):
    """A file out of which no self-report could be read; it has no rows.

    Attributes:
        file: File name, as `SelfReport.file`.
        sha256: Digest of the file's bytes; "" if they could not be had.
        problem: Why, and what to do.
        kind: What the book says it is, if it is one of ours.
    """

    file: str
    sha256: str
    problem: Problem
    kind: str = ""


def read_self_report(
    data: bytes, name: str, codes: Codes | None = None, year: int | None = None
) -> SelfReport | Unreadable:
    """Read one self-report.

    Args:
        data: The file's bytes.
        name: Its name, for problems and for 元ファイル.
        codes: The ledger's codes (`Codes.of(policy)`); without them codes stay as written.
        year: The fiscal year that is asked for; another year's form is refused (`wrong-year`).

    Returns:
        The report, its problems inside; or why there is none: not readable, of another kind, year
        or schema version, or without one of its tables.
    """
    sha256 = hashlib.sha256(data).hexdigest()
    try:
        book, problems = open_book(data, name)
        if book is None:
            return Unreadable(name, sha256, problems[0])
        return self_report_of(book, sha256, codes, year)
    except Refusal as refused:  # a sheet that the parser does not take
        return Unreadable(name, sha256, refused.problem)


def self_report_of(
    book: OpenBook, sha256: str = "", codes: Codes | None = None, year: int | None = None
) -> SelfReport | Unreadable:
    """Read a self-report out of an opened workbook; see `read_self_report`."""
    problem = book.kind_problem(BookKind.SELF_REPORT) or _meta_problem(book, year)
    if problem:
        return Unreadable(book.name, sha256, problem, book.meta().get(meta.KIND, ""))
    return _report(book, sha256, codes)


def _meta_problem(book: OpenBook, year: int | None) -> Problem | None:
    """Say what is wrong with the form's year or phase, if anything."""
    own = book.meta()
    place = Place(file=book.name)
    for key, usable in ((meta.YEAR, str.isdecimal), (meta.PHASE, tuple(Phase).__contains__)):
        if not usable(own.get(key, "")):
            return Problem.of("meta-incomplete", place, key=key, value=own.get(key) or "空")
    found = int(own[meta.YEAR])
    if year is None or found == year:
        return None
    years = {"expected": wareki_year(year), "found": wareki_year(found)}
    return Problem.of("wrong-year", place, **years)


def _report(book: OpenBook, sha256: str, codes: Codes | None) -> SelfReport | Unreadable:
    tables: dict[str, ReadRows] = {}
    parts = parts_of(book)
    lines = None if is_first(book) else read_lines(book.grid(MY_LINES))
    for form in tables_of(book):
        own = parts.get(form.table.key, ())
        if not own and form.table.key not in _OPTIONAL_TABLES:
            place = Place(file=book.name, sheet=form.sheet)
            missing = Problem.of("table-missing", place, table=form.table.title)
            return Unreadable(book.name, sha256, missing, BookKind.SELF_REPORT)
        read = joined(read_rows(part, codes, lines) for part in own)
        if not read.usable:
            wrong = next(p for p in read.problems if p.severity is Severity.ERROR)
            return Unreadable(book.name, sha256, wrong, BookKind.SELF_REPORT)
        tables[form.table.key] = read
    given = {field.key: read_field(book, field) for field in (*FIELDS, *CONFIRM_FIELDS)}
    at = {where[0] for field in FIELDS if (where := find_field(book, field))}
    strays = strays_of(book, parts, frozenset(at))
    return _assembled(book, sha256, tables, given, strays)


def _assembled(
    book: OpenBook,
    sha256: str,
    tables: Mapping[str, ReadRows],
    given: Mapping[str, ReadField],
    strays: Strays,
) -> SelfReport:
    own, none = book.meta(), read_none(none_grid(book))
    more = {MY_NONE.key: none.rows, COPIES: strays.digested}
    found = [p for read in tables.values() for p in read.problems]
    found += [p for field in given.values() for p in field.problems]
    steps, unclear = _steps(book, given["step_reviews"])
    number, name = (text_of(read_field(book, field)) for field in IDENTITY_FIELDS)
    made = SelfReport(
        file=book.name,
        sha256=sha256,
        issue_no=own.get(meta.ISSUE_NO, ""),
        staff_no=own.get(meta.STAFF_NO, ""),
        fiscal_year=int(own[meta.YEAR]),
        phase=own[meta.PHASE],
        form_version=own[meta.SCHEMA],
        seal=own.get(meta.SEAL, ""),
        submitted_on=day_of(given["submitted_on"]),
        entered_by=text_of(given["entered_by"]) or None,
        proxy=text_of(given["proxy"]) or None,
        rows=(*(row for read in tables.values() for row in read.rows), *strays.rows),
        digest=_digest(own, tables, given, more),
        problems=(*found, *none.problems, *unclear, *strays.problems),
        step_reviews=steps,
        shown_no=number,
        shown_name=name,
        none_left=tuple(str(row[1]) for row in none.rows),
        **asked_of(own),
    )
    clear = all(read.decided for read in tables.values())
    return with_decision(book, made, given, clear=clear)


def _digest(
    own: Mapping[str, str],
    tables: Mapping[str, ReadRows],
    given: Mapping[str, ReadField],
    more: Mapping[str, Sequence[DigestRow]],
) -> str:
    """Return the digest of what staff wrote: the tables' inputs, the single cells, and `more`.

    Of a form of the first layout nothing more belongs to it. Its header names no confirmer: the
    form does not know who that will be.
    """
    header = DigestHeader(
        fiscal_year=int(own[meta.YEAR]),
        schema=own[meta.SCHEMA],
        staff_no=own.get(meta.STAFF_NO, ""),
        supervisor_no="",
        issue_id=own.get(meta.ISSUE_NO, ""),
    )
    single = [given[field.key].digested for field in FIELDS if field.digested]
    rows = {key: read.digested for key, read in tables.items()}
    further = {} if own[meta.SCHEMA] == self_report_first.VERSION else more
    return digest(header, {**rows, **further, MAIN_SHEET: [single]})


def _steps(
    book: OpenBook, given: ReadField
) -> tuple[tuple[StepReviewed, ...], tuple[Problem, ...]]:
    """Read 上長判定, which a supervisor may write on the form itself."""
    field = next(field for field in CONFIRM_FIELDS if field.key == "step_reviews")
    place = Place(file=book.name, sheet=MAIN_SHEET, cell=given.cell)
    return step_reviews(text_of(given), book.meta().get(meta.STAFF_NO, ""), field, place)
