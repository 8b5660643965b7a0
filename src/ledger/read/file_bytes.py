"""The door by which a file comes in that others can put there: it is asked first, then read.

A FIFO hangs whoever opens it for ever, a folder is no file, and three gigabytes under the name of a
list fill the memory. So nothing is opened for reading but by this door (`tests/test_doors.py`): it
waits for nobody, looks whether what it opened is a regular file, and how large that is.
"""

import errno
import io
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ledger.model.characters import printable
from ledger.model.problems import Place, Problem, Refusal
from ledger.read.guard.limits import LEDGER, MEGABYTE

LARGEST = LEDGER.file
"""Bytes of the largest file that is read at all; what kind of file it is may allow less."""
_AS_IT_IS = getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)
"""No line ends changed (Windows), and nobody waited for (a FIFO that took a file's place)."""


class OddFileError(OSError):
    """What stands there is no regular file: a folder, a FIFO, a socket, a device."""


class LargeFileError(OSError):
    """The file is larger than anything that is read."""


@contextmanager
def ordinary_file(path: Path) -> Iterator[io.BufferedReader]:
    """Open a regular file for reading; nothing else is waited for or read.

    Args:
        path: Where it stands; a link to a regular file is one.

    Raises:
        OddFileError: Something else stands there.
        OSError: It is missing, or cannot be opened.
    """
    with io.open(path, "rb", opener=_regular) as file:  # noqa: UP020 - it has an opener
        yield file


def _regular(path: str, flags: int) -> int:
    """Open a regular file for `open`, and nothing else."""
    try:
        descriptor = os.open(path, flags | _AS_IT_IS)
    except OSError as error:
        if _is_odd(path):  # a folder on Windows, a socket elsewhere
            raise OddFileError(errno.EINVAL, "no regular file", path) from error
        raise
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise OddFileError(errno.EINVAL, "no regular file", path)
    return descriptor


def _is_odd(path: str) -> bool:
    try:
        return not stat.S_ISREG(Path(path).stat().st_mode)
    except OSError:
        return False


def whole_file(path: Path, most: int = LARGEST) -> bytes:
    """Return the bytes of a regular file; of one that is too large, none is read.

    Args:
        path: Where it stands.
        most: Bytes of the largest that is read.

    Raises:
        OddFileError: No regular file stands there.
        LargeFileError: It is larger, or grows beyond it while it is read.
        OSError: It is missing, or cannot be read.
    """
    with ordinary_file(path) as file:
        size = os.fstat(file.fileno()).st_size
        data = b"" if size > most else file.read(size + 1)
        if size < len(data) <= most:  # somebody is writing it
            data += file.read(most + 1 - len(data))
    if max(size, len(data)) > most:
        raise LargeFileError(errno.EFBIG, f"more than {most} bytes", str(path))
    return data


def unread(error: OSError, name: str, most: int = LARGEST) -> Problem:
    """Say in words why a file was not read.

    Args:
        error: What was raised.
        name: Its name, fit to be printed.
        most: Bytes of the largest that would have been read.
    """
    place = Place(file=name)
    if isinstance(error, LargeFileError):
        return Problem.of("file-too-large", place, name=name, most=most // MEGABYTE)
    if isinstance(error, OddFileError):
        return Problem.of("file-odd", place, name=name)
    code = "file-missing" if isinstance(error, FileNotFoundError) else "file-unreadable"
    return Problem.of(code, place, name=name)


def file_bytes(path: Path, most: int = LARGEST) -> bytes:
    """Return the bytes of a file that a person named.

    Args:
        path: Where it stands.
        most: Bytes of the largest that is read.

    Raises:
        Refusal: It is missing, no regular file, too large, or cannot be read (`file-missing`,
            `file-odd`, `file-too-large`, `file-unreadable`).
    """
    try:
        return whole_file(path, most)
    except OSError as error:
        raise Refusal(unread(error, printable(path.name), most)) from error
