"""Earlier states of the ledger: one copy per write that happened (世代).

They stand in a folder `backup` beside the ledger, each with a small note that says which tables the
write that followed exchanged, so that it can be undone. A copy is made as `.pending` before the
write and gets its name after it; one whose write did not happen is taken away again. Where a crash
came between, the next start decides by what the ledger holds (`settled`).
"""

import contextlib
import datetime as dt
import json
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from ledger.model.problems import Place, Refusal
from ledger.read.file_bytes import whole_file
from ledger.store import journal
from ledger.store.disk_state import Truth, sha256, truth_of
from ledger.store.leftovers import FOLDER, left_over, removed, whole_name
from ledger.store.replace import replace_file, write_new
from ledger.store.retries import Patience
from ledger.store.thinning import kept
from ledger.trust.journal import CameIn, JournalWrite

PENDING = ".pending"
_NOTE = ".json"
_MOMENT = "%Y%m%d-%H%M%S"
_STAMP = "????????-??????-??"


class Write(NamedTuple):
    """What a write is about to do to a ledger.

    Attributes:
        tables: Keys of the tables that it exchanges.
        after: SHA-256 of the bytes that it leaves; "" where a program writes them.
        run: 鎖値 of the line that it adds to 処理履歴; "" if it adds none.
        chain: 鎖値 of the last line before that; "" if there is none.
        operation: The verb.
        program: Version of the program.
        schema: Version of the ledger's tables.
        contents: Digest of every table after it.
        came: The files that came in.
    """

    tables: tuple[str, ...]
    after: str = ""
    run: str = ""
    chain: str = ""
    operation: str = ""
    program: str = ""
    schema: str = ""
    contents: Mapping[str, str] = MappingProxyType({})
    came: tuple[CameIn, ...] = ()

    def told(self, before: str) -> JournalWrite:
        """Return the write as the journal tells it.

        Args:
            before: SHA-256 of the ledger's bytes before it.
        """
        made_by = (self.operation, self.program, self.schema)
        return JournalWrite(self.run, *made_by, before, self.after, self.contents, self.came)


class Generation(NamedTuple):
    """One earlier state.

    Attributes:
        path: The copy of the ledger.
        sha256: Digest of its bytes, as noted when it was kept.
        tables: Keys of the tables that were exchanged after it was kept.
        run: 鎖値 of the line that 処理履歴 got after it was kept; "" if it got none.
    """

    path: Path
    sha256: str
    tables: tuple[str, ...]
    run: str = ""

    @property
    def moment(self) -> dt.datetime | None:
        """When it was kept, by its name; None if the name tells none."""
        with contextlib.suppress(ValueError):
            stamp = self.path.stem.rpartition("_")[2][:-3]
            return dt.datetime.strptime(stamp, _MOMENT)  # noqa: DTZ007 - local, as it was named
        return None

    @property
    def intact(self) -> bool:
        """Whether the copy is still what was kept."""
        try:
            return sha256(whole_file(self.path)) == self.sha256
        except OSError:
            return False


@contextlib.contextmanager
def keeping(path: Path, before: bytes, write: Write) -> Iterator[None]:
    """Keep the state before a write, if the write happens.

    Leaving this well means that the ledger was written; leaving it by an exception, what the ledger
    holds decides.

    Args:
        path: The ledger; its lock is held.
        before: Its bytes; empty where there is no such file any more, of which nothing is kept.
        write: What is about to be done.

    Raises:
        Refusal: The state cannot be kept (`file-unwritable`); nothing was done.
    """
    with contextlib.suppress(OSError):
        settled(path)
    pending = _prepared(path, before, write)
    try:
        yield
    except BaseException:
        with contextlib.suppress(OSError):
            settle = partial(_settle, path, pending) if pending else partial(_truth, path, write)
            journal.end(path, settle())
        raise
    with contextlib.suppress(OSError):  # the next start completes it
        if pending:
            _complete(pending)
        thin(path)
    with contextlib.suppress(OSError):
        journal.end(path, Truth.NEW)


def settled(path: Path) -> tuple[Truth, ...]:
    """Decide what earlier writes that did not end have left, and return what became of each.

    Args:
        path: The ledger; its lock is held.
    """
    found = [_settle(path, pending) for pending in pendings(path)]
    journal.settle(path)
    removed(lonely_notes(path))
    return tuple(found)


def pendings(path: Path) -> list[Path]:
    """Return the copies whose write did not end, the oldest first."""
    return sorted(_folder(path).glob(f"{_literal(path.stem)}_{_STAMP}.xlsx{PENDING}"))


def is_copy(path: Path, name: str) -> bool:
    """Whether a file of the folder `backup` is a copy or a note of a ledger, by its name."""
    rest = name.removeprefix(f"{path.stem}_")
    return rest != name and Path(rest).match(f"{_STAMP}*")


def latest(path: Path) -> Generation | None:
    """Return the state before the last write; None if nothing usable was kept."""
    return next(generations(path), None)


def generations(path: Path) -> Iterator[Generation]:
    """Return the states that were kept, the newest first, without those whose note is no use."""
    found = (_generation(copy) for copy in reversed(_copies(path)))
    return (one for one in found if one is not None)


def _generation(copy: Path) -> Generation | None:
    with contextlib.suppress(OSError, ValueError, LookupError, TypeError):
        note = _noted(copy)
        tables = note["tables"]
        if isinstance(tables, list):
            run = str(note.get("run", ""))
            return Generation(copy, str(note["sha256"]), tuple(map(str, tables)), run)
    return None


def thin(path: Path) -> None:
    """Take away the states that are no longer kept (`thinning`)."""
    copies = {copy: _moment(path, copy) for copy in _copies(path)}
    stay = kept(copies)
    for copy in copies:
        if copy not in stay:
            removed((copy, copy.with_suffix(_NOTE)))


def _truth(path: Path, write: Write) -> Truth:
    """Return what became of a write before which there was no file."""
    return truth_of(path, sha256(b""), write.after, write.run)


def _prepared(path: Path, before: bytes, write: Write) -> Path | None:
    """Write the copy and, after it, its note: a copy without a note was never followed by a write.

    Returns:
        The pending copy; None where nothing stood.
    """
    said = {
        "sha256": sha256(before),
        "tables": sorted(write.tables),
        "after": write.after,
        "run": write.run,
    }
    begun: list[Path] = []
    try:
        copy = _free(path)
        pending, note = copy.with_name(copy.name + PENDING), copy.with_suffix(_NOTE)
        if before:
            pending.parent.mkdir(parents=True, exist_ok=True)
            begun += (pending, note)
            write_new(pending, before, Patience())
            replace_file(note, json.dumps(said, ensure_ascii=False).encode())
        journal.begin(path, write.told(sha256(before)), write.chain)
    except BaseException as error:
        removed(begun)
        if isinstance(error, OSError):
            raise Refusal.of("file-unwritable", Place(file=path.name), name=path.name) from error
        raise
    return pending if before else None


def _settle(path: Path, pending: Path) -> Truth:
    """Complete a copy whose write happened, take away one whose write did not."""
    copy = _name_of(pending)
    try:
        note = _noted(copy)
        if not path.exists():
            return _without_ledger(path, pending, str(note["after"]))
        truth = truth_of(path, str(note["sha256"]), str(note["after"]), str(note["run"]))
    except FileNotFoundError:
        truth = Truth.OLD  # the note is written before the ledger is
    except OSError:
        truth = Truth.UNKNOWN
    except (ValueError, LookupError, TypeError):
        truth = Truth.OLD  # a note that says nothing: nothing could be undone by it
    if truth is Truth.NEW:
        _complete(pending)
    elif truth is Truth.OLD:
        removed((pending, copy.with_suffix(_NOTE)))
    return truth


def _without_ledger(path: Path, pending: Path, after: str) -> Truth:
    """Settle a write in whose midst the ledger went: a share may delete before it renames.

    The state that was to be written takes its place if it stands beside, whole; else the state
    before becomes the newest that can be restored.
    """
    for found in left_over(path.parent, lambda name: bool(name) and name == whole_name(path)):
        if after and sha256(whole_file(found)) == after:
            Patience().on(partial(found.replace, path))
            _complete(pending)
            return Truth.NEW
    _complete(pending)
    return Truth.UNKNOWN


def _complete(pending: Path) -> None:
    Patience().on(lambda: pending.replace(_name_of(pending)))


def _name_of(pending: Path) -> Path:
    return pending.with_name(pending.name.removesuffix(PENDING))


def _noted(copy: Path) -> dict[str, object]:
    """Return what a note says.

    Raises:
        OSError, ValueError, TypeError: It cannot be read, or is no note.
    """
    note = json.loads(whole_file(copy.with_suffix(_NOTE)).decode("utf-8"))
    if not isinstance(note, dict):
        raise TypeError(note)
    return note


def lonely_notes(path: Path) -> Iterator[Path]:
    """Yield the notes of a ledger whose copy is gone."""
    for note in _folder(path).glob(f"{_literal(path.stem)}_{_STAMP}{_NOTE}"):
        copy = note.with_suffix(".xlsx")
        if not copy.exists() and not copy.with_name(copy.name + PENDING).exists():
            yield note


def _folder(path: Path) -> Path:
    return path.parent / FOLDER


def _copies(path: Path) -> list[Path]:
    """Return the kept copies, the oldest first: their names sort by time."""
    return sorted(_folder(path).glob(f"{_literal(path.stem)}_{_STAMP}.xlsx"))


def _literal(stem: str) -> str:
    """Return a name that a pattern takes as it is written."""
    return "".join(f"[{char}]" if char in "[*?" else char for char in stem)


def _moment(path: Path, copy: Path) -> dt.datetime:
    """Return when a copy was made, by its name; a name of no moment is taken for the oldest."""
    stamp = copy.stem.removeprefix(f"{path.stem}_")[:-3]
    try:
        return dt.datetime.strptime(stamp, _MOMENT)  # noqa: DTZ007 - local, as it was named
    except ValueError:
        return dt.datetime.min  # noqa: DTZ901 - local, as the others


def _free(path: Path) -> Path:
    """Return a name after all others, also where another PC's clock is ahead of this one's."""
    now = dt.datetime.now().replace(microsecond=0)  # noqa: DTZ005 - local; nothing is judged by it
    taken = sorted((*_copies(path), *map(_name_of, pendings(path))))
    number = 0
    if taken and (last := _moment(path, taken[-1])) >= now:
        number = int(taken[-1].stem[-2:]) + 1
        now = last + dt.timedelta(seconds=number // 100)
    return _folder(path) / f"{path.stem}_{now:%Y%m%d-%H%M%S}-{number % 100:02}.xlsx"
