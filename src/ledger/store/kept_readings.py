"""What was read in the files of an inbox, kept for the next time: text beside a keyed digest.

It stands in the user's own cache folder and saves time, nothing else: without it everything is read
again. A line is used only if its digest holds, made with a key that comes from the issue key; who
cannot seal a form cannot put anything here. Admission (seals, decisions, rules) never rests on it.

A line is its digest, the day on which it was last used, what it is kept by, and the answer. Lines
are added as they come, so that a run that is stopped has lost nothing; the next one to open the
file drops what is torn, of another year or policy, old, or too much.
"""

import contextlib
import datetime as dt
import hashlib
import hmac
import os
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

from platformdirs import user_cache_path

from ledger.store.leftovers import removed, temporary_beside

MOST_BYTES = 200 << 20
"""So much is kept of one ledger."""
MOST_DAYS = 60
"""So long is kept what was not asked for."""
VARIABLE = "LEDGER_CACHE_FOLDER"
"""Environment variable that names another folder."""
_FIELDS = 4
_PURPOSE = b"kept readings, version 1"
_OWNER_ONLY = 0o600


def readings_folder() -> Path:
    """Return where readings are kept: `LEDGER_CACHE_FOLDER`, else the user's own cache folder."""
    named = os.environ.get(VARIABLE)
    return Path(named) if named else user_cache_path("talent-ledger", appauthor=False)


def readings_path(key: bytes, ledger: str) -> Path:
    """Return where the readings of a ledger are kept.

    Args:
        key: The issue key.
        ledger: What tells the ledger from others (団体コード and 年度).
    """
    name = hmac.new(_derived(key), ledger.encode(), hashlib.sha256).hexdigest()[:32]
    return readings_folder() / f"readings-{name}.txt"


class _KeptLine(NamedTuple):
    digest: bytes
    day: bytes
    text: bytes


class KeptReadings:
    """The readings of one ledger under one policy; a context that ends with the run."""

    def __init__(self, key: bytes, ledger: str, mark: str, today: dt.date) -> None:
        """Say whose readings these are.

        Args:
            key: The issue key.
            ledger: What tells the ledger from others.
            mark: What the readings depend on beside the files (`submissions.mark_of_reading`).
            today: The day of the run.
        """
        self.path = readings_path(key, ledger)
        self._key = _derived(key)
        self._mark = mark.encode()
        self._today = today.isoformat().encode()
        self._since = (today - dt.timedelta(days=MOST_DAYS)).isoformat().encode()
        self._lines: dict[bytes, _KeptLine] = {}
        self._used: dict[bytes, _KeptLine] = {}
        self._size = 0

    def __enter__(self) -> Self:
        """Take over what is there."""
        with contextlib.suppress(OSError):
            data = self.path.read_bytes()
            self._size = len(data)
            self._lines = {key: line for key, line in _lines(data) if line.day >= self._since}
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Drop what is of no use any more, if that is much."""
        kept = sum(len(line.text) for line in self._used.values())
        if kind is None and self._used and self._size > 2 * kept:
            self._write(b"".join(self._whole(key, line) for key, line in self._used.items()))

    def get(self, key: str) -> bytes | None:
        """Return the reading that is kept by a key, if there is one and its digest holds."""
        line = self._lines.get(key.encode())
        if line is None or not hmac.compare_digest(line.digest, self._digest(key.encode(), line)):
            return None
        self._used[key.encode()] = line
        return line.text

    def keep(self, key: str, text: str) -> None:
        """Keep a reading; where that is not possible it is read again the next time."""
        line = _KeptLine(b"", self._today, text.encode())
        whole = self._whole(key.encode(), line)
        if self._size + len(whole) > MOST_BYTES:
            return
        self._used[key.encode()] = line
        with contextlib.suppress(OSError):
            self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0)
            with open(os.open(self.path, flags, _OWNER_ONLY), "ab") as file:  # noqa: PTH123
                file.write(whole)
            self._size += len(whole)

    def _digest(self, key: bytes, line: _KeptLine) -> bytes:
        said = b"\n".join((self._mark, line.day, key, line.text))
        return hmac.new(self._key, said, hashlib.sha256).hexdigest().encode()

    def _whole(self, key: bytes, line: _KeptLine) -> bytes:
        """Return a line as it stands in the file, used today."""
        now = line._replace(day=self._today)
        return b" ".join((self._digest(key, now), now.day, key, now.text)) + b"\n"

    def _write(self, data: bytes) -> None:
        temporary = temporary_beside(self.path)
        with contextlib.suppress(OSError):
            flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
            with open(os.open(temporary, flags, _OWNER_ONLY), "wb") as file:  # noqa: PTH123
                file.write(data)
            temporary.replace(self.path)
        removed((temporary,))


def _lines(data: bytes) -> Iterator[tuple[bytes, _KeptLine]]:
    for line in data.split(b"\n"):
        parts = line.split(b" ", _FIELDS - 1)
        if len(parts) == _FIELDS:
            yield parts[2], _KeptLine(parts[0], parts[1], parts[3])


def _derived(key: bytes) -> bytes:
    return hmac.new(key, _PURPOSE, hashlib.sha256).digest()
