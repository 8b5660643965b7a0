"""A folder of files from many hands: which are looked at, and each one read by a capped child.

The folder is only read. Links are not followed, and what is not a regular file is never opened (a
FIFO would hang the reader for ever).
"""

import os
import stat
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple, TypeAlias, TypeVar

from ledger.model.characters import ending_of, printable
from ledger.model.folding import same_name, word_of
from ledger.model.problems import Place, Problem, Refusal
from ledger.model.reports import Review, SelfReport
from ledger.model.terms import Phase
from ledger.read.codes import Codes
from ledger.read.guard import FORM
from ledger.read.reviews import read_review
from ledger.read.self_reports import Unreadable, read_self_report
from ledger.read.workers import Failure, read_all, worker_count

T = TypeVar("T")

Progress: TypeAlias = Callable[[int, int, str], None]

BOOK_ENDINGS = (".xlsx", ".xlsm", ".xltx", ".xltm", ".xls", ".xlsb")
"""Files that are read; what they are is decided by their bytes."""
_SYSTEM_FILES = frozenset({"thumbs.db", "desktop.ini", ".ds_store"})
_LEFT_OPEN = "~$"
ASIDE = "_前回"
"""Folder of workbooks that newer ones have replaced; it is not read."""
_TORN = frozenset({"not-xlsx", "broken-zip"})
RETRY_SECONDS = 2.0
"""A file that was just being saved is looked at once more after so long."""
_BEING_SAVED = 10.0


class InboxFile(NamedTuple):
    """A file and what it is called: its path from the folder on, with `/`, fit to be printed.

    `listed` says where that path begins if the folder has one folder for each phase.
    """

    path: Path
    name: str


class Listing(NamedTuple):
    """The files of a folder.

    Attributes:
        books: Files to read, in the order of their names.
        skipped: How many others there are, that are no business of the program.
        problems: What a person should know of the others.
    """

    books: tuple[InboxFile, ...]
    skipped: int
    problems: tuple[Problem, ...]


def listed(folder: Path, phase: Phase | None = None) -> Listing:
    """List the workbooks of a folder and of the folders in it.

    Args:
        folder: The folder.
        phase: The phase at hand: a folder of another phase, directly in this one, is not looked
            into, and files in the phase's own are named as if it were the folder itself. None
            takes every folder alike.

    Raises:
        Refusal: There is no such folder (`folder-missing`), or it is a file (`folder-is-file`).
    """
    if folder.is_file():
        raise Refusal.of("folder-is-file", Place(file=shown_name(folder)), name=shown_name(folder))
    if not folder.is_dir():
        raise Refusal.of("folder-missing", Place(file=folder.name), name=str(folder))
    books: list[InboxFile] = []
    problems: list[Problem] = []
    skipped = 0
    others = frozenset(Phase) - {phase} if phase else frozenset()
    found = list(_files(folder, others))
    for (path, ordinary), shown in zip(found, _names(folder, found, phase), strict=True):
        name = path.name
        if not ordinary:
            skipped += 1
            if not path.is_dir() or path.is_symlink():
                problems.append(Problem.of("not-regular", Place(file=shown)))
        elif word_of(name, _SYSTEM_FILES) or name.startswith("."):
            skipped += 1
        elif name.startswith(_LEFT_OPEN):
            skipped += 1
            problems.append(Problem.of("left-open", Place(file=shown)))
        elif ending_of(name) in BOOK_ENDINGS:
            books.append(InboxFile(path, shown))
        else:
            skipped += 1
            problems.append(Problem.of("not-a-form", Place(file=shown)))
    return Listing(tuple(books), skipped, tuple(problems))


def _files(folder: Path, unread: Collection[str] = ()) -> Iterator[tuple[Path, bool]]:
    """Yield what stands below a folder by name, and whether it is a regular file.

    Links are not followed. A folder is walked through; one that is named like a workbook is told.

    Args:
        folder: The folder.
        unread: Names of folders directly in it that are passed over.
    """
    for entry in sorted(os.scandir(folder), key=lambda entry: entry.name):
        if not entry.is_dir(follow_symlinks=False):
            yield Path(entry.path), entry.is_file(follow_symlinks=False)
        elif entry.name != ASIDE and word_of(entry.name, unread) is None:
            if ending_of(entry.name) in BOOK_ENDINGS:
                yield Path(entry.path), False
            yield from _files(Path(entry.path))


def _names(folder: Path, found: Sequence[tuple[Path, bool]], phase: Phase | None) -> Iterator[str]:
    """Yield what each file is called: its path from the folder, or from its phase's folder, on.

    So a file has one name, and its rows one 元ファイル, whether the folder of all phases is read or
    the phase's own. Only where a file of that name lies directly in the folder, too, the phase
    stays before it.
    """
    paths = [tuple(map(printable, path.relative_to(folder).parts)) for path, _ in found]
    taken = frozenset(paths)
    for parts in paths:
        inner = parts[1:]
        own = phase is not None and bool(inner) and same_name(parts[0], phase)
        yield "/".join(inner if own and inner not in taken else parts)


def shown_name(path: Path) -> str:
    """Return a file's name as it can be printed (`printable`)."""
    return printable(path.name)


def read_forms(
    files: Sequence[InboxFile],
    codes: Codes,
    year: int,
    *,
    jobs: int = 0,
    progress: Progress | None = None,
) -> list[SelfReport | Unreadable]:
    """Read self-reports, each in a child process with a cap on time and memory.

    Args:
        files: The files.
        codes: The ledger's codes.
        year: The fiscal year asked for.
        jobs: Number of children; 0 lets the program choose.
        progress: Told `(done, total, file name)` at every file.

    Returns:
        One answer per file, in their order.
    """
    return _read(files, partial(_form, codes=codes, year=year), jobs, progress)


def read_reviews(
    files: Sequence[InboxFile], *, jobs: int = 0, progress: Progress | None = None
) -> list[Review | Unreadable]:
    """Read review workbooks; see `read_forms`."""
    return _read(files, _review, jobs, progress)


def _read(
    files: Sequence[InboxFile],
    read: Callable[[InboxFile], T | Unreadable],
    jobs: int,
    progress: Progress | None,
) -> list[T | Unreadable]:
    def told(done: int, total: int) -> None:
        if progress:
            progress(done, total, files[done - 1].name)

    count = worker_count(len(files), jobs)
    results = read_all(files, read, workers=count, progress=told)
    return [
        _stopped(file.name, result) if isinstance(result, Failure) else result
        for file, result in zip(files, results, strict=True)
    ]


def _stopped(name: str, failure: Failure) -> Unreadable:
    problem = Problem.of("reader-stopped", Place(file=name), reason=failure.reason)
    return Unreadable(name, "", problem)


def _form(file: InboxFile, codes: Codes, year: int) -> SelfReport | Unreadable:
    return _patiently(file, partial(read_self_report, codes=codes, year=year))


def _review(file: InboxFile) -> Review | Unreadable:
    return _patiently(file, read_review)


def _patiently(file: InboxFile, read: Callable[[bytes, str], T | Unreadable]) -> T | Unreadable:
    """Read a file; look once more at one that was just being saved."""
    result = _once(file, read)
    torn = isinstance(result, Unreadable) and result.problem.code in _TORN
    if torn and _just_saved(file.path):
        time.sleep(RETRY_SECONDS)
        return _once(file, read)
    return result


def _once(file: InboxFile, read: Callable[[bytes, str], T | Unreadable]) -> T | Unreadable:
    path, name = file
    try:
        with path.open("rb") as opened:
            if not stat.S_ISREG(os.fstat(opened.fileno()).st_mode):
                return Unreadable(name, "", Problem.of("vanished", Place(file=name)))
            data = opened.read(FORM.file + 1)
    except FileNotFoundError:
        return Unreadable(name, "", Problem.of("vanished", Place(file=name)))
    except OSError:
        return Unreadable(name, "", Problem.of("file-unreadable", Place(file=name), name=name))
    return read(data, name)


def _just_saved(path: Path) -> bool:
    try:
        return abs(time.time() - path.stat().st_mtime) < _BEING_SAVED
    except OSError:
        return False
