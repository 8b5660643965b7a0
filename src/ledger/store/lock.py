"""One writer at a time: a small file beside the ledger says who is writing.

A lock is taken for the moment of writing only. One that was left by a program that is gone is taken
over: on this machine at once (where a process can be asked), else after ten minutes.
"""

import contextlib
import json
import os
import platform
import time
from collections.abc import Iterator
from pathlib import Path

from ledger.model.problems import Place, Refusal

OLD_SECONDS = 600.0
"""Age after which a lock of another machine is taken for left behind."""
_ENDING = ".lock"


@contextlib.contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the lock of a file.

    Args:
        path: The file; its folder exists.

    Raises:
        Refusal: Another program holds it (`ledger-locked`).
    """
    lock = path.with_name(f".{path.name}{_ENDING}")
    if not _taken(lock):
        if not _left_behind(lock):
            raise Refusal.of("ledger-locked", Place(file=path.name), name=path.name, who=_who(lock))
        lock.unlink(missing_ok=True)
        if not _taken(lock):
            raise Refusal.of("ledger-locked", Place(file=path.name), name=path.name, who=_who(lock))
    try:
        yield
    finally:
        lock.unlink(missing_ok=True)


def _taken(lock: Path) -> bool:
    try:
        descriptor = os.open(lock, os.O_WRONLY | os.O_CREAT | os.O_EXCL)
    except FileExistsError:
        return False
    except OSError as error:
        raise Refusal.of("file-unwritable", Place(file=lock.name), name=lock.name) from error
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        json.dump({"machine": platform.node(), "process": os.getpid()}, file)
    return True


def _said(lock: Path) -> dict[str, object]:
    try:
        said = json.loads(lock.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return said if isinstance(said, dict) else {}


def _who(lock: Path) -> str:
    return str(_said(lock).get("machine") or "ほかの端末")


def _left_behind(lock: Path) -> bool:
    """Whether who took the lock is gone."""
    said = _said(lock)
    process = said.get("process")
    asks = os.name == "posix"  # elsewhere the question itself would end the process
    if asks and said.get("machine") == platform.node() and isinstance(process, int):
        return not _runs(process)
    try:
        return time.time() - lock.stat().st_mtime > OLD_SECONDS
    except OSError:
        return True


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
