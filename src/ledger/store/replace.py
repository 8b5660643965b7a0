"""Saving a file so that it is the old one or the new one, never a third state (faults §5).

Beside the target, flushed to the disk, read back, then renamed over it.
"""

import contextlib
import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from secrets import token_hex

from ledger.model.problems import Place, Refusal

WAITS = (0.05, 0.1, 0.2, 0.4, 0.8, 1.0)
"""Pauses in seconds while another program (antivirus, indexer) holds the target."""

Verify = Callable[[bytes], None]


def replace_file(path: Path, data: bytes, verify: Verify | None = None) -> Path:
    """Write a file in place of what stands there.

    Args:
        path: The target; its folder is made if it is missing.
        data: The whole content.
        verify: Looks at the bytes as they came back from the disk; raises to stop.

    Returns:
        The path that was written.

    Raises:
        Refusal: The target is open in Excel (`file-open`) or cannot be written
            (`file-unwritable`); what stood there is untouched.
    """
    _preflight(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with _beside(path) as temporary:
            _write(temporary, data)
            back = temporary.read_bytes()
            if back != data:
                raise Refusal.of("file-unwritable", Place(file=path.name), name=path.name)
            if verify is not None:
                verify(back)
            _rename(temporary, path)
    except OSError as error:
        raise Refusal.of("file-unwritable", Place(file=path.name), name=path.name) from error
    return path


def _preflight(path: Path) -> None:
    """Refuse while Excel's owner file says that the book is open."""
    if path.with_name(f"~${path.name}").exists():
        raise Refusal.of("file-open", Place(file=path.name), name=path.name)


@contextlib.contextmanager
def _beside(path: Path) -> Iterator[Path]:
    temporary = path.with_name(f".{path.name}.{token_hex(4)}.tmp")
    try:
        yield temporary
    finally:
        temporary.unlink(missing_ok=True)


def _write(path: Path, data: bytes) -> None:
    with path.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _rename(source: Path, target: Path) -> None:
    for wait in (*WAITS, None):
        try:
            source.replace(target)
        except PermissionError:
            if wait is None:
                raise
            time.sleep(wait)
        else:
            break
    if os.name == "posix":
        folder = os.open(target.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
