"""What the start of a command finds of writes that did not end: decided, cleared away, told."""

import contextlib
import io
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from ledger.model.first_few import first_few
from ledger.model.problems import Place, Problem, Refusal
from ledger.read.file_bytes import whole_file
from ledger.store import journal
from ledger.store.disk_state import Truth
from ledger.store.generations import is_copy, lonely_notes, pendings, settled
from ledger.store.leftovers import FOLDER, bereft, left_over, nobody, removed, whole_name
from ledger.store.lock import locked

NAMED = 5
"""Files that a notice names; the rest is counted."""
_CODES = {Truth.NEW: "write-done-before", Truth.OLD: "write-undone-before"}


def recovered(path: Path) -> tuple[Problem, ...]:
    """Decide and clear away what writes to a ledger left that did not end.

    Nothing is touched where nothing was left, nor while another program writes the ledger.

    Args:
        path: The ledger.

    Returns:
        What a person should know: whether that write happened, and which files were removed.
    """
    try:
        cut_off = journal.unsettled(path)
        if not (cut_off or pendings(path) or _copies_left(path) or any(lonely_notes(path))):
            return ()
        with locked(path):
            place = Place(file=path.name)
            truth, torn = journal.settle(path)
            ended = {_CODES[one]: None for one in (truth, *settled(path)) if one in _CODES}
            told = [Problem.of(code, place, name=path.name) for code in ended]
            told += [Problem.of("journal-torn", place)] if torn else []
            return (*told, *_told(removed(_copies_left(path)), place))
    except (Refusal, OSError):
        return ()


def swept(folders: Iterable[tuple[Path, bool]]) -> tuple[Problem, ...]:
    """Remove the copies that programs which are gone left in folders, but for what is in no file.

    Args:
        folders: Each folder, and whether the folders below it are meant, too.
    """
    left = _left_in(folders)
    back = _given_back(left)
    return (*back, *_told(removed([copy for copy in left if not _is_last(copy)]), Place()))


def given_back(folders: Iterable[tuple[Path, bool]]) -> tuple[Problem, ...]:
    """Give workbooks back that went while they were replaced; nothing is removed.

    Args:
        folders: As for `swept`.
    """
    return _given_back(_left_in(folders))


def _left_in(folders: Iterable[tuple[Path, bool]]) -> list[Path]:
    """Return the copies that are left over, the youngest first: it is the last that was written."""
    left = (path for folder, deep in folders for path in left_over(folder, nobody, deep=deep))
    return sorted(dict.fromkeys(left), key=_written, reverse=True)


def _given_back(copies: Iterable[Path]) -> tuple[Problem, ...]:
    """Give whole copies the name of the workbook that they were to replace, where that is gone."""
    names: list[str] = []
    for copy in copies:
        with contextlib.suppress(OSError):
            home = bereft(copy)
            if home is not None and home.suffix == ".xlsx" and _is_last(copy):
                copy.rename(home)
                names.append(home.name)
    told = (Problem.of("file-given-back", Place(file=name), name=name) for name in sorted(names))
    return tuple(told)


def _is_last(copy: Path) -> bool:
    """Whether a copy is all that is left of its file: that is gone, and the copy is a whole zip.

    One that cannot be looked at counts as such. What was only begun does not end as a zip does.
    """
    with contextlib.suppress(OSError):
        is_bereft = bereft(copy) is not None
        return is_bereft and zipfile.is_zipfile(io.BytesIO(whole_file(copy)))
    return True


def _written(copy: Path) -> float:
    try:
        return copy.stat().st_mtime
    except OSError:
        return 0.0


def _copies_left(path: Path) -> list[Path]:
    """Return the copies of a ledger and of its generations; its lock makes them left over."""
    whole = whole_name(path)
    return [
        *left_over(path.parent, lambda name: bool(whole) and name == whole),
        *left_over(path.parent / FOLDER, lambda name: bool(whole) and is_copy(path, name)),
    ]


def _told(names: tuple[str, ...], place: Place) -> Iterator[Problem]:
    if names:
        listed = first_few(names, NAMED)
        yield Problem.of("leftovers-removed", place, count=len(names), names=listed)
