"""One file from somebody's hand: its bytes, read once, and what is made of them in a child."""

from pathlib import Path
from typing import NamedTuple, TypeAlias

from ledger.model.problems import Place, Problem
from ledger.model.reports import Review, SelfReport
from ledger.model.terms import BookKind
from ledger.read.answers_as_text import as_text
from ledger.read.codes import Codes
from ledger.read.file_bytes import OddFileError, unread, whole_file
from ledger.read.guard.gate import FORM
from ledger.read.reviews.review import read_review
from ledger.read.self_reports.report import Unreadable, read_self_report

Reading: TypeAlias = SelfReport | Review | Unreadable


class InboxFile(NamedTuple):
    """A file and what it is called: its path from the folder on, with `/`, fit to be printed."""

    path: Path
    name: str


class Handed(NamedTuple):
    """A file as it was handed in, and what its folder is for."""

    file: InboxFile
    kind: BookKind


class Given(NamedTuple):
    """What a child is given of a file: its name, its bytes and the kind that is looked for."""

    name: str
    data: bytes
    kind: BookKind


def given_of(handed: Handed) -> Given | Unreadable:
    """Read a file's bytes; what took its place since it was listed is not waited for."""
    (path, name), kind = handed
    try:
        return Given(name, whole_file(path, FORM.file), kind)
    except (FileNotFoundError, OddFileError):
        return Unreadable(name, "", Problem.of("vanished", Place(file=name)))
    except OSError as error:
        return Unreadable(name, "", unread(error, name, FORM.file))


def read_given(given: Given, codes: Codes, year: int) -> str | Unreadable:
    """Read a workbook, in a child.

    Args:
        given: The file.
        codes: The ledger's codes.
        year: The fiscal year asked for.

    Returns:
        What was read, as text (`answers_as_text`): a workbook of the other kind that people hand
        in is read as what it is. Or why there is nothing.
    """
    found = _read(given, given.kind, codes, year)
    other = _OTHER[given.kind]
    if isinstance(found, Unreadable) and found.kind == other:
        found = _read(given, other, codes, year)
    return found if isinstance(found, Unreadable) else as_text(found)


_OTHER = {BookKind.SELF_REPORT: BookKind.REVIEW, BookKind.REVIEW: BookKind.SELF_REPORT}


def _read(given: Given, kind: BookKind, codes: Codes, year: int) -> Reading:
    if kind is BookKind.REVIEW:
        return read_review(given.data, given.name)
    return read_self_report(given.data, given.name, codes, year)
