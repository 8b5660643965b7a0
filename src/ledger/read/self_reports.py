"""One self-report as a closed file → what the person claims, typed, with every problem's cell.

Nothing here raises: a file that cannot be read is a value too (`Unreadable`), so that one bad file
never stops the others.
"""

import hashlib
from collections.abc import Mapping
from typing import NamedTuple

from python_calamine import CalamineError

from ledger.layout import meta
from ledger.layout.columns import Column
from ledger.layout.self_report import CONFIRM_FIELDS, FIELDS, FORM_TABLES, MAIN_SHEET, FormField
from ledger.model.calendar import wareki_year
from ledger.model.problems import Place, Problem, Severity
from ledger.model.reports import Decided, ReportRow, SelfReport
from ledger.model.terms import BookKind, Phase
from ledger.read.cells import Finding, typed
from ledger.read.codes import Codes
from ledger.read.frames import header_key
from ledger.read.grids import OpenBook, open_book
from ledger.read.self_reports_rows import DigestRow, ReadRows, read_rows
from ledger.trust.digest import DigestHeader, digest

NAME_PREFIX = "in_"
"""A field's defined name is this and its key."""

_OPTIONAL_TABLES = frozenset({"my_answers"})


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
        problem = book.kind_problem(BookKind.SELF_REPORT) or _meta_problem(book, year)
        if problem:
            return Unreadable(name, sha256, problem, book.meta().get(meta.KIND, ""))
        return _report(book, sha256, codes)
    except CalamineError as error:
        problem = Problem.of("not-xlsx", Place(file=name), reason=type(error).__name__)
        return Unreadable(name, sha256, problem)


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
    own = book.meta()
    tables: dict[str, ReadRows] = {}
    for form in FORM_TABLES:
        found = book.grid(form.table)
        if found is None and form.table.key not in _OPTIONAL_TABLES:
            place = Place(file=book.name, sheet=form.table.title)
            missing = Problem.of("table-missing", place, table=form.table.title)
            return Unreadable(book.name, sha256, missing, BookKind.SELF_REPORT)
        read = read_rows(form, found, codes) if found else ReadRows((), (), ())
        if not read.usable:
            wrong = next(p for p in read.problems if p.severity is Severity.ERROR)
            return Unreadable(book.name, sha256, wrong, BookKind.SELF_REPORT)
        tables[form.table.key] = read
    fields = _Fields(book)
    given = {field.key: fields.read(field) for field in (*FIELDS, *CONFIRM_FIELDS)}
    rows = tuple(row for read in tables.values() for row in read.rows)
    report = SelfReport(
        file=book.name,
        sha256=sha256,
        issue_no=own.get(meta.ISSUE_NO, ""),
        staff_no=own.get(meta.STAFF_NO, ""),
        fiscal_year=int(own[meta.YEAR]),
        phase=own[meta.PHASE],
        form_version=own[meta.SCHEMA],
        seal=own.get(meta.SEAL, ""),
        submitted_on=given["submitted_on"],
        entered_by=given["entered_by"],
        proxy=given["proxy"],
        rows=rows,
        digest="",
    )
