"""Temporary copies: how they are named, and which of them a program that is gone has left.

A name says who writes: this PC and its process. One whose process is gone is left over; of another
PC nobody can tell, so it is left alone until it is old. Who holds the lock of a ledger knows that
nobody else writes that ledger: all of its copies are left over at once. It says, too, whether the
copy is to take the place of a file: should that be gone, the copy may be all that is left of it.
"""

import contextlib
import hashlib
import os
import platform
import re
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from secrets import token_hex

FOLDER = "backup"
"""The folder beside a ledger in which its earlier states and its journal stand."""
OLD_SECONDS = 3_600.0
"""Age after which the copy of another PC is taken for left over; a write takes seconds."""
_NAME_KEPT = 60
"""Characters of the target's name in the name of its copy: a long one must stay possible."""
_OURS = re.compile(
    r"\.(?P<name>.+)\.(?:(?P<machine>[0-9a-f]{6})(?P<kind>[pr])(?P<process>[1-9]\d*)-)?"
    r"[0-9a-f]{8}\.tmp",
    re.DOTALL,
)
_NEW, _REPLACING = "p", "r"


def temporary_beside(path: Path, *, replaces: bool = False) -> Path:
    """Return a name for the copy that is to be given a file's name.

    Args:
        path: The file.
        replaces: Whether it stands there already, so that the copy is to take its place.
    """
    kind = _REPLACING if replaces else _NEW
    ours = f"{_machine()}{kind}{os.getpid()}-{token_hex(4)}"
    return path.with_name(f".{path.name[:_NAME_KEPT]}.{ours}.tmp")


def bereft(copy: Path) -> Path | None:
    """Return the file whose place a copy was to take, if that file is gone.

    A share may delete a file before it gives the copy its name, and be cut off in between. Of a
    name that the copy bears in part only it is gone where no file begins so.

    Args:
        copy: A copy that is left over.
    """
    ours = _OURS.fullmatch(copy.name)
    if ours is None or ours["kind"] != _REPLACING:
        return None
    home = copy.with_name(ours["name"])
    if len(home.name) < _NAME_KEPT:
        return None if home.exists() else home
    there = any(path.name.startswith(home.name) for path in copy.parent.iterdir())
    return None if there else home


def left_over(folder: Path, certain: Callable[[str], bool], *, deep: bool = False) -> list[Path]:
    """List the copies in a folder that nobody writes any more.

    Args:
        folder: Where to look.
        certain: Whether a copy of the file of this name is left over whoever wrote it.
        deep: Look into the folders below, too.
    """
    found = (
        path
        for path in _files(folder, deep=deep)
        if (ours := _OURS.fullmatch(path.name)) and (certain(ours["name"]) or _dead(path, ours))
    )
    return sorted(found)


def nobody(_: str) -> bool:
    """Say of no file that its copies are certainly left over."""
    return False


def removed(paths: Iterable[Path]) -> tuple[str, ...]:
    """Remove files, and return the names of those that could be removed."""
    gone: list[str] = []
    for path in paths:
        with contextlib.suppress(OSError):
            path.unlink()
            gone.append(path.name)
    return tuple(gone)


def whole_name(path: Path) -> str:
    """Return a file's name if its copies bear the whole of it; "" if it was cut."""
    return path.name if len(path.name) <= _NAME_KEPT else ""


def _files(folder: Path, *, deep: bool) -> Iterator[Path]:
    """Yield the files of a folder; what cannot be looked at is passed over."""
    for place, folders, names in os.walk(folder):
        if not deep:
            folders.clear()
        yield from (Path(place, name) for name in names)


def _dead(path: Path, ours: re.Match[str]) -> bool:
    """Whether who wrote a copy is gone: by its process on this PC, else by its age."""
    if ours["machine"] == _machine() and not _runs(int(ours["process"])):
        return True
    try:
        return time.time() - path.stat().st_mtime > OLD_SECONDS
    except OSError:
        return False


def _machine() -> str:
    return hashlib.sha256(platform.node().encode("utf-8", "replace")).hexdigest()[:6]


def _runs(process: int) -> bool:
    """Whether a process of this PC runs and is not this one, which begins its work only now."""
    if process == os.getpid():
        return False
    if sys.platform == "win32":  # there, os.kill would end the process
        return _runs_on_windows(process)
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except OSError:
        return True
    return True


if sys.platform == "win32":

    def _runs_on_windows(process: int) -> bool:
        """Ask the system for the process; not to be found and already ended both mean gone."""
        import ctypes  # noqa: PLC0415 - its Windows parts are nowhere else

        synchronize, invalid_parameter, timeout = 0x00100000, 87, 0x102
        system = ctypes.WinDLL("kernel32", use_last_error=True)
        system.OpenProcess.restype = ctypes.c_void_p
        handle = system.OpenProcess(synchronize, 0, process)
        if not handle:
            return ctypes.get_last_error() != invalid_parameter
        held = ctypes.c_void_p(handle)
        try:
            return bool(system.WaitForSingleObject(held, 0) == timeout)
        finally:
            system.CloseHandle(held)
