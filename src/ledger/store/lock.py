"""One writer at a time: an OS lock on a small file beside the ledger, which says who is writing.

The system itself frees the lock when its holder ends, however it ends; nothing is taken over by
age. The file stays for good: were it deleted, two could each hold a file of the same name. A file
that an earlier version left behind is one like any other.

On Windows the locked first byte cannot be read by others, so what the file says begins behind it.
"""

import contextlib
import datetime as dt
import errno
import getpass
import json
import os
import platform
from collections.abc import Iterator
from pathlib import Path

from filelock import FileLock, Timeout

from ledger.model.problems import Place, Refusal
from ledger.read.file_bytes import ordinary_file

_ENDING = ".lock"
_SAYS_AFTER = 1
_CANNOT = frozenset({errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP, errno.ENOTSUP})
_CANNOT_ON_WINDOWS = frozenset({1, 50})
"""Windows' own numbers: no such function, not supported."""


@contextlib.contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the lock of a file.

    Args:
        path: The file; its folder exists.

    Raises:
        Refusal: Another program holds it (`ledger-locked`), its place cannot lock
            (`lock-impossible`), or it is read-only (`file-unwritable`).
    """
    place = Place(file=path.name)
    lock_file = path.with_name(f".{path.name}{_ENDING}")
    lock = FileLock(
        lock_file, timeout=0, preserve_lock_file=True, fallback_to_soft=False, on_acquired=_say
    )
    try:
        lock.acquire()
    except Timeout as error:
        who, since = _said(lock_file)
        refused = Refusal.of("ledger-locked", place, name=path.name, who=who, since=since)
        raise refused from error
    except (OSError, NotImplementedError) as error:
        code = "lock-impossible" if _cannot(error) else "file-unwritable"
        raise Refusal.of(code, place, name=path.name) from error
    try:
        yield
    finally:
        with contextlib.suppress(OSError):  # the end of the program frees it in any case
            lock.release()


class Turn:
    """The turn to write one file: taken once, however many of the steps of one write ask for it."""

    def __init__(self) -> None:
        self._taken = False

    @contextlib.contextmanager
    def taken(self, path: Path) -> Iterator[bool]:
        """Hold the lock of the file.

        Yields:
            Whether it was taken here, and not before by whoever called.

        Raises:
            Refusal: It cannot be taken; see `locked`.
        """
        if self._taken:
            yield False
            return
        with locked(path):
            self._taken = True
            try:
                yield True
            finally:
                self._taken = False


def _cannot(error: Exception) -> bool:
    """Whether the place knows no locks, rather than not letting us write."""
    if isinstance(error, OSError):
        return error.errno in _CANNOT or getattr(error, "winerror", None) in _CANNOT_ON_WINDOWS
    return True


def _say(descriptor: int) -> None:
    """Write into the lock file who holds it and since when."""
    now = dt.datetime.now().replace(microsecond=0)  # noqa: DTZ005 - told in the local time
    said = {"user": _user(), "pc": platform.node(), "start": now.isoformat()}
    text = b" " + json.dumps(said, ensure_ascii=False).encode("utf-8", "replace")
    os.lseek(descriptor, 0, os.SEEK_SET)
    os.write(descriptor, text)
    os.ftruncate(descriptor, len(text))


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # no such account, no such module
        return ""


def _said(lock_file: Path) -> tuple[str, str]:
    """Return whose a lock is and since when, in words."""
    try:
        with ordinary_file(lock_file) as file:
            file.seek(_SAYS_AFTER)
            said = json.loads(file.read())
        since = dt.datetime.fromisoformat(said["start"])
        who = f"{said['user']}({said['pc']})" if said["user"] else str(said["pc"])
    except (OSError, ValueError, LookupError, TypeError):
        return "ほかの端末", "少し前"
    return who or "ほかの端末", f"{since.month}月{since.day}日{since:%H:%M}"
