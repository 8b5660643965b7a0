"""A folder of files from many hands: which are looked at, and each one read by a capped child.

The folder is only read. Links are not followed, and what is not a regular file is never opened (a
FIFO would hang the reader for ever).
"""

import os
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple, Protocol, TypeAlias

from ledger.model.characters import ending_of, printable
from ledger.model.folding import same_name, word_of
from ledger.model.problems import Place, Problem, Refusal
from ledger.model.terms import Phase
from ledger.read.answers_as_text import of_text
from ledger.read.child_side import Failure
from ledger.read.codes import Codes
from ledger.read.engines import HERE, ReadingEngine
from ledger.read.marks_of_reading import just_saved, key_of
from ledger.read.reading_costs import inflated
from ledger.read.self_reports.report import Unreadable
from ledger.read.submissions import (
    Given,
    Handed,
    InboxFile,
    Reading,
    given_of,
    read_given,
)
from ledger.read.workers import ForChild, Ready

Read: TypeAlias = str | bytes | Unreadable
"""What a child answers, or what was kept of it: an answer as text, or why there is none."""
Progress: TypeAlias = Callable[[int, int, str], None]

BOOK_ENDINGS = (".xlsx", ".xlsm", ".xltx", ".xltm", ".xls", ".xlsb")
"""Files that are read; what they are is decided by their bytes."""
_SYSTEM_FILES = frozenset({"thumbs.db", "desktop.ini", ".ds_store"})
FOLDER_PAGE = "はじめに読む.txt"
"""The page that 「はじめる」 puts into every folder: it is ours, and nobody's mistake."""
_LEFT_OPEN = "~$"
ASIDE = "_前回"
"""Folder of workbooks that newer ones have replaced; it is not read."""
_TORN = frozenset({"not-xlsx", "broken-zip"})
RETRY_SECONDS = 2.0
"""A file that was just being saved is looked at once more after so long."""


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
        elif word_of(name, (*_SYSTEM_FILES, FOLDER_PAGE)) or name.startswith("."):
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


def refuse_vanished(folder: Path) -> None:
    """Refuse to go on with what was read of a folder that is not there any more.

    Half a folder would be taken for the whole: whoever's file was not read would seem to have
    handed nothing in.

    Args:
        folder: The folder, after it was read.

    Raises:
        Refusal: It is gone (`folder-vanished`).
    """
    if not folder.is_dir():
        raise Refusal.of("folder-vanished", Place(file=folder.name), name=str(folder))


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
    """Return a file's or folder's name as it can be printed (`printable`); `.` has one, too."""
    named = path if path.name not in {"", ".."} else path.resolve()
    return printable(named.name or str(named))


class KeptAnswers(Protocol):
    """Where answers are kept from one run to the next (`store/kept_readings`)."""

    def get(self, key: str) -> bytes | None:
        """Return the answer that is kept by a key, if any."""

    def keep(self, key: str, text: str) -> None:
        """Keep an answer."""


def read_submissions(  # noqa: PLR0913 - the files, what they are read by, and how
    handed: Sequence[Handed],
    codes: Codes,
    year: int,
    *,
    kept: KeptAnswers | None = None,
    engine: ReadingEngine = HERE,
    progress: Progress | None = None,
) -> list[Reading]:
    """Read what was handed in: what is not known yet by a child with a cap on time and memory.

    Args:
        handed: The files, and what their folders are for.
        codes: The ledger's codes.
        year: The fiscal year asked for.
        kept: Answers of earlier runs, by the files' content.
        engine: Where they are read.
        progress: Told `(done, total, file name)` at every file.

    Returns:
        One answer per file, in their order: what it is, though it lay in the other's folder.
    """
    reading = _InboxReading(handed, partial(read_given, codes=codes, year=year), kept, engine)
    answers = reading.answers(range(len(handed)), progress)
    torn = [
        number
        for number, one in enumerate(answers)
        if isinstance(one, Unreadable)
        and one.problem.code in _TORN
        and just_saved(handed[number].file)
    ]
    if torn:
        time.sleep(RETRY_SECONDS)
        for number, again in zip(torn, reading.answers(torn), strict=True):
            answers[number] = again
    return answers


class _InboxReading(NamedTuple):
    """The files of one run, how a child reads one, and the answers that are kept."""

    handed: Sequence[Handed]
    read: Callable[[Given], str | Unreadable]
    kept: KeptAnswers | None
    engine: ReadingEngine

    def answers(self, numbers: Sequence[int], progress: Progress | None = None) -> list[Reading]:
        """Return the answers to some of the files; what was read is kept as it comes."""
        keys: dict[int, str] = {}

        def load(number: int) -> ForChild[Given] | Ready[Read]:
            given = given_of(self.handed[number])
            if isinstance(given, Unreadable):
                return Ready(given)
            if self.kept is not None:
                keys[number] = key_of(given)
                if (known := self.kept.get(keys[number])) is not None:
                    keys.pop(number)
                    return Ready(known)
            return ForChild(given, len(given.data), inflated(given.data))

        def told(done: int, total: int) -> None:
            if progress:
                progress(done, total, self.handed[numbers[done - 1]].file.name)

        def heard(place: int, result: Read | Failure) -> None:
            key = keys.get(numbers[place])
            if isinstance(result, str) and self.kept is not None and key is not None:
                self.kept.keep(key, result)

        results = self.engine.answers(numbers, self.read, load, progress=told, heard=heard)
        return [
            self._answer(number, result) for number, result in zip(numbers, results, strict=True)
        ]

    def _answer(self, number: int, result: Read | Failure) -> Reading:
        name = self.handed[number].file.name
        if isinstance(result, Failure):
            problem = Problem.of("reader-stopped", Place(file=name), reason=result.reason)
            return Unreadable(name, "", problem)
        if isinstance(result, Unreadable):
            return result
        return of_text(result)
