"""Opening a closed workbook: in one pass where it is an ordinary one, with care where it is not."""

import io
import re
import zipfile
from html import unescape

from python_calamine import CalamineError, CalamineSheet, load_workbook

from ledger.layout.addresses import position
from ledger.model.plain_words import plainly
from ledger.model.problems import Place, Problem, Refusal
from ledger.read.file_kinds import no_workbook
from ledger.read.grids import CellSource, OpenBook, TextFormulas
from ledger.read.guard.gate import FORM, GatedPackage, Limits, inspect
from ledger.read.ordinary.book import OrdinaryBook, ordinary_book

_TEXT_FORMULA = re.compile(
    rb"<(?:\w+:)?c\b([^<>]*)(?<!/)>\s*"
    rb'<(?:\w+:)?f>\s*(?:"|&quot;)((?:(?!&quot;)[^"<])*)(?:"|&quot;)\s*</(?:\w+:)?f>'
)
_AT = re.compile(rb'\br="([A-Z]{1,3}[1-9][0-9]*)"')
_ODD = "Excelが書かない書き方があります"


def open_book(
    data: bytes, name: str, limits: Limits = FORM
) -> tuple[OpenBook | None, tuple[Problem, ...]]:
    """Open a closed workbook behind the gate.

    A form that is written as usual is read in one pass; any other by the careful reader, which
    says of each the same, and what is wrong with one that it refuses.

    Args:
        data: The file's bytes.
        name: Its name, for problems.
        limits: How large it may be.

    Returns:
        The opened book; or None and why it cannot be read.
    """
    ordinary = open_ordinary(data, name, limits)
    return (ordinary, ()) if ordinary is not None else open_with_care(data, name, limits)


def open_ordinary(data: bytes, name: str, limits: Limits = FORM) -> OpenBook | None:
    """Open a closed workbook if it is an ordinary one; None if the careful reader is to be asked.

    Args:
        data: The file's bytes.
        name: Its name, for problems.
        limits: How large it may be.
    """
    ordinary = ordinary_book(data, limits)
    return None if ordinary is None else OpenBook(name, _ordinary(ordinary, data))


def open_with_care(
    data: bytes, name: str, limits: Limits = FORM
) -> tuple[OpenBook | None, tuple[Problem, ...]]:
    """Open a closed workbook with the reader that takes any, and says why it refuses one.

    Args:
        data: The file's bytes.
        name: Its name, for problems.
        limits: How large it may be.

    Returns:
        The opened book; or None and why it cannot be read. A sheet is parsed when it is asked for:
        what the parser refuses in it is raised there, as a `Refusal` that names the sheet.
    """
    package, problems = inspect(data, name, limits)
    if package is None:
        return None, problems
    try:
        return OpenBook(name, _closed(data, name, package)), ()
    except CalamineError as error:
        return None, (no_workbook(Place(file=name), plainly(error)),)


def _ordinary(book: OrdinaryBook, data: bytes) -> CellSource:
    return CellSource(
        book.package,
        lambda name: book.sheets[name].rows(),
        lambda name: book.sheets[name].around.merged,
        lambda name: book.sheets[name].filled(),
        lambda name: _formula_texts(data, book.package.sheets[name]),
    )


def _closed(data: bytes, name: str, package: GatedPackage) -> CellSource:
    """Return a closed file's cells; a sheet is parsed when it is asked for."""
    book = load_workbook(io.BytesIO(data))
    sheets: dict[str, CalamineSheet] = {}

    def sheet(title: str) -> CalamineSheet:
        if title not in sheets:
            try:
                sheets[title] = book.get_sheet_by_name(title)
            except CalamineError as error:
                place = Place(file=name, sheet=title)
                raise Refusal.of("sheet-broken", place, reason=_ODD) from error
        return sheets[title]

    return CellSource(
        package,
        lambda title: sheet(title).to_python(skip_empty_area=False),
        lambda title: sheet(title).merged_cell_ranges or (),
        texts=lambda title: _formula_texts(data, package.sheets[title]),
    )


def _formula_texts(data: bytes, part: str) -> TextFormulas:
    """Return the texts of a sheet that are written as formulas (`="00101"`), by cell."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        found = _TEXT_FORMULA.findall(archive.read(part))
    read = ((_AT.search(listed), text) for listed, text in found)
    texts = {position(at[1].decode()): unescape(text.decode()) for at, text in read if at}
    return {(row + 1, column): text for (row, column), text in texts.items()}
