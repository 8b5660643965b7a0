"""The journal's file: `backup/<ledger>.journal.jsonl`, only ever added to, by who holds the lock.

What is about to be done is on the disk before the ledger is replaced, how it ended after that; all
lines that belong together are flushed together (decision 0017). A line that a crash tore is cut off
by the next who writes, and a line says so.
"""

import contextlib
import os
from collections.abc import Sequence
from pathlib import Path

from ledger.read.file_bytes import ordinary_file, whole_file
from ledger.store.disk_state import Truth, truth_of
from ledger.store.leftovers import FOLDER
from ledger.trust.journal import (
    COMMIT,
    UNDONE,
    JournalRecord,
    JournalText,
    JournalWrite,
    begun,
    ended,
    first_record,
    journal_text,
    lines_of,
    torn_record,
)

_ENDING = ".journal.jsonl"
_END_OF_FILE = 1 << 14
"""So many bytes of its end are looked at first: how the last write ended, and what it left."""
_ENDS = {Truth.NEW: COMMIT, Truth.OLD: UNDONE}


def journal_path(ledger: Path) -> Path:
    """Return where the journal of a ledger stands."""
    return ledger.parent / FOLDER / f"{ledger.stem}{_ENDING}"


def whole_journal(ledger: Path) -> JournalText | None:
    """Read the journal from its first line; None if there is none.

    Raises:
        OSError: It cannot be read.
    """
    with contextlib.suppress(FileNotFoundError):
        return journal_text(whole_file(journal_path(ledger)))
    return None


def ends_with(ledger: Path, chain: str) -> bool:
    """Whether the last write in the journal left a line of 処理履歴; only its end is read.

    True also where nothing can be said: there is no journal, or a write has not ended.

    Args:
        ledger: The ledger.
        chain: 鎖値 of its last line of 処理履歴; "" if it has none.

    Raises:
        OSError: It cannot be read.
    """
    there = _end_of(journal_path(ledger))
    if not there.records or there.open is not None:
        return True
    ended_well = (one for one in reversed(there.records) if one.get("kind") == COMMIT)
    return next((one["run"] == chain for one in ended_well if one.get("run")), False)


def begin(ledger: Path, write: JournalWrite, chain: str) -> None:
    """Write down what is about to be done, down to the disk.

    Args:
        ledger: The ledger; its lock is held.
        write: The write.
        chain: 鎖値 of the ledger's last line of 処理履歴 before it, with which a journal begins.

    Raises:
        OSError: It cannot be written; the ledger must not be, either.
    """
    there = _end_of(journal_path(ledger))
    first = [] if there.last else [first_record(chain, write.program)]
    _add(journal_path(ledger), there, [*first, *begun(write)])


def end(ledger: Path, truth: Truth) -> None:
    """Write down how the last write ended, if it has begun and it can be told.

    Args:
        ledger: The ledger; its lock is held.
        truth: What its file was found to be.

    Raises:
        OSError: It cannot be written; the next start does.
    """
    path = journal_path(ledger)
    there = _end_of(path)
    if there.open is not None and truth in _ENDS:
        _add(path, there, [ended(there.open, _ENDS[truth])])


def settle(ledger: Path) -> tuple[Truth | None, int]:
    """Say of a write that was cut off how it ended, by what the ledger holds.

    Args:
        ledger: The ledger; its lock is held.

    Returns:
        What the ledger was found to be, None if no write was open; and how many bytes were torn.
    """
    there = _end_of(journal_path(ledger))
    truth = None
    if there.open is not None:
        truth = truth_of(ledger, there.open.before, there.open.after, there.open.run)
        end(ledger, truth)
    elif there.torn:
        _add(journal_path(ledger), there, [])
    return truth, there.torn


def unsettled(ledger: Path) -> bool:
    """Whether the journal's end tells of a write that was cut off, or is torn itself."""
    there = _end_of(journal_path(ledger))
    return there.open is not None or bool(there.torn)


def _end_of(path: Path) -> JournalText:
    """Read the end of a journal; as far back as its last write begins, if that has not ended."""
    try:
        size = path.stat().st_size
        for length in (_END_OF_FILE << more for more in range(0, 64, 2)):
            data = _last_bytes(path, min(length, size))
            text = journal_text(data if length >= size else data.partition(b"\n")[2])
            if length >= size or text.writes or text.ended:
                return text
    except FileNotFoundError:
        pass
    return JournalText()


def _last_bytes(path: Path, length: int) -> bytes:
    with ordinary_file(path) as file:
        file.seek(-length, os.SEEK_END)
        return file.read()


def _add(path: Path, there: JournalText, records: Sequence[JournalRecord]) -> None:
    """Add lines behind the last whole one, and see them on the disk."""
    torn = [torn_record(there.torn)] if there.torn else []
    text = lines_of(there.last, [*torn, *records]).encode()
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("ab") as file:
        if there.torn:
            file.truncate(path.stat().st_size - there.torn)
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
