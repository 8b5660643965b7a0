"""What a file on the disk holds, looked at by its bytes: never concluded from what failed."""

import hashlib
from enum import Enum
from pathlib import Path

from ledger.model.characters import printable
from ledger.model.problems import Refusal
from ledger.read.file_bytes import unread, whole_file
from ledger.read.ledger_book import read_ledger
from ledger.store.retries import Patience


class Truth(Enum):
    """Which of two states a file is in."""

    OLD = "as before the write"
    NEW = "as after the write"
    UNKNOWN = "neither can be seen"


def sha256(data: bytes) -> str:
    """Return the SHA-256 of bytes, in hex."""
    return hashlib.sha256(data).hexdigest()


def bytes_of(path: Path) -> bytes:
    """Return a file's bytes; a program that holds it for a moment is waited for.

    Raises:
        Refusal: It is missing, no regular file, too large, or cannot be read (`unread`).
    """
    try:
        return Patience().on(lambda: whole_file(path))
    except OSError as error:
        raise Refusal(unread(error, printable(path.name))) from error


def truth_of(path: Path, before: str, after: str = "", run: str = "") -> Truth:
    """Return which state a file is in.

    Args:
        path: The file.
        before: SHA-256 of its bytes before the write.
        after: SHA-256 of the bytes that the write was to leave; "" where a program writes them.
        run: 鎖値 of the line that the write adds to a ledger's 処理履歴; it decides where the bytes
            are neither, because somebody saved the ledger since.
    """
    try:
        data = whole_file(path)
    except FileNotFoundError:
        data = b""  # where there was no file before, either, nothing was written
    except OSError:
        return Truth.UNKNOWN
    found = sha256(data)
    if found in {before, after}:
        return Truth.NEW if found == after else Truth.OLD
    if not run:
        return Truth.UNKNOWN if after else Truth.NEW
    try:
        runs = read_ledger(data, path.name, ("runs",)).tables["runs"]["chain"]
    except (Refusal, LookupError):
        return Truth.UNKNOWN
    return Truth.NEW if run in set(runs.dropna()) else Truth.OLD
