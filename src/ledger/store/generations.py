"""Earlier states of the ledger: a copy before every write, the last five (世代).

They stand in a folder `backup` beside the ledger, each with a small file that says which tables
the write that followed was about to exchange, so that it can be undone.
"""

import datetime as dt
import hashlib
import json
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from ledger.store.replace import replace_file

FOLDER = "backup"
KEPT = 5
_NOTE = ".json"


class Generation(NamedTuple):
    """One earlier state.

    Attributes:
        path: The copy of the ledger.
        sha256: Digest of its bytes, as noted when it was kept.
        tables: Keys of the tables that were exchanged after it was kept.
    """

    path: Path
    sha256: str
    tables: tuple[str, ...]

    @property
    def intact(self) -> bool:
        """Whether the copy is still what was kept."""
        return _sha256(self.path.read_bytes()) == self.sha256


def keep(path: Path, tables: Iterable[str]) -> Path | None:
    """Keep a copy of a ledger before it is written to; the oldest beyond five goes.

    Args:
        path: The ledger.
        tables: Keys of the tables that are about to be exchanged.

    Returns:
        The copy; None where there is no such file yet.

    Raises:
        Refusal: It cannot be kept (`file-unwritable`).
    """
    if not path.is_file():
        return None
    data = path.read_bytes()
    copy = _free(path)
    replace_file(copy, data)
    note = {"sha256": _sha256(data), "tables": sorted(tables)}
    replace_file(copy.with_suffix(_NOTE), json.dumps(note, ensure_ascii=False).encode())
    for old in _copies(path)[:-KEPT]:
        old.unlink(missing_ok=True)
        old.with_suffix(_NOTE).unlink(missing_ok=True)
    return copy


def latest(path: Path) -> Generation | None:
    """Return the state before the last write; None if nothing usable was kept."""
    for copy in reversed(_copies(path)):
        try:
            note = json.loads(copy.with_suffix(_NOTE).read_text("utf-8"))
            return Generation(copy, str(note["sha256"]), tuple(map(str, note["tables"])))
        except (OSError, ValueError, LookupError, TypeError):
            continue
    return None


def _copies(path: Path) -> list[Path]:
    """Return the kept copies, the oldest first: their names sort by time."""
    return sorted((path.parent / FOLDER).glob(f"{_literal(path.stem)}_????????-??????-??.xlsx"))


def _literal(stem: str) -> str:
    """Return a name that a pattern takes as it is written."""
    return "".join(f"[{char}]" if char in "[*?" else char for char in stem)


def _free(path: Path) -> Path:
    """Return a name after all others: by time, and counted on within a second."""
    now = dt.datetime.now()  # noqa: DTZ005 - a name in local time; nothing is judged by it
    stem = f"{path.stem}_{now:%Y%m%d-%H%M%S}-"
    same = [int(copy.stem[-2:]) for copy in _copies(path) if copy.stem.startswith(stem)]
    return path.parent / FOLDER / f"{stem}{max(same, default=-1) + 1:02}.xlsx"


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
