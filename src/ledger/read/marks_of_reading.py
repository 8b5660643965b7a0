"""What tells one reading from another: the file's content, the ledger's codes, the program."""

import contextlib
import hashlib
import time
from functools import cache
from importlib.metadata import version
from pathlib import Path

from ledger.read.codes import Codes
from ledger.read.submissions import Given, InboxFile

_BEING_SAVED = 10.0
_DEPENDS_ON = ("layout", "model", "read", "trust", "judge/together.py")
"""Rooms on which it depends what is read in a file."""


def just_saved(file: InboxFile) -> bool:
    """Whether a file was changed moments ago."""
    try:
        return abs(time.time() - file.path.stat().st_mtime) < _BEING_SAVED
    except OSError:
        return False


def key_of(given: Given) -> str:
    """Return what an answer is kept by: the file's content, its kind and its name."""
    digest = hashlib.sha256(given.data)
    digest.update(f"\0{given.kind}\0{given.name}".encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def mark_of_reading(codes: Codes, year: int) -> str:
    """Return a mark of all that an answer depends on beside the file: codes, year, the program."""
    digest = hashlib.sha256(f"{year}\0{mark_of_program()}".encode())
    for table, lookup in sorted(codes.lookups.items()):
        said = (lookup.title, sorted(lookup.codes.items()), sorted(lookup.names.items()))
        digest.update(repr((table, said, sorted(lookup.spelled))).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


@cache
def mark_of_program() -> str:
    """Return a mark of the program: its version, and the rooms that reading depends on."""
    home = Path(__file__).parent.parent
    digest = hashlib.sha256(version("talent-ledger").encode())
    for room in _DEPENDS_ON:
        for path in sorted((home / room).rglob("*.py")) or [home / room]:
            with contextlib.suppress(OSError):
                digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()
