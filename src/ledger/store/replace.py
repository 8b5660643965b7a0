"""Saving a file so that it is the old one or the new one, never a third state (faults §5).

Beside the target, flushed to the disk, read back, then renamed over it.
"""

import contextlib
import errno
import os
from collections.abc import Callable, Iterator
from pathlib import Path

from ledger.model.problems import Place, Refusal
from ledger.read.file_bytes import whole_file
from ledger.store.leftovers import temporary_beside
from ledger.store.retries import Patience

Verify = Callable[[bytes], None]
_UNSEEN = "file-unseen"


def replace_file(path: Path, data: bytes, verify: Verify | None = None) -> Path:
    """Write a file in place of what stands there.

    Once the new file has its place nothing fails any more: what is left to do (the folder's own
    flush) makes a done write neither undone nor untold.

    Args:
        path: The target; its folder is made if it is missing.
        data: The whole content.
        verify: Looks at the bytes as they came back from the disk; raises to stop.

    Returns:
        The path that was written.

    Raises:
        Refusal: The target is open in Excel (`file-open`) or cannot be written
            (`file-unwritable`), and what stood there is untouched; or what stands there now cannot
            be seen (`file-unseen`).
    """
    patience = Patience()
    try:
        refuse_open(path)
        path.parent.mkdir(parents=True, exist_ok=True)
        there = path.exists()
        with _beside(path, patience, replaces=there) as temporary:
            write_new(temporary, data, patience)
            if verify is not None:
                verify(data)
            try:
                _rename(temporary, path, data, patience)
            except OSError as error:
                if there and not _stands(path):
                    raise Refusal.of(_UNSEEN, Place(file=path.name), name=path.name) from error
                raise
    except OSError as error:
        raise Refusal.of("file-unwritable", Place(file=path.name), name=path.name) from error
    _flush_folder(path.parent)
    return path


def refuse_open(path: Path) -> None:
    """Refuse while Excel's owner file says that a book is open.

    Raises:
        Refusal: It is open (`file-open`).
        OSError: The folder cannot be looked at.
    """
    if path.with_name(f"~${path.name}").exists():
        raise Refusal.of("file-open", Place(file=path.name), name=path.name)


def write_new(path: Path, data: bytes, patience: Patience) -> None:
    """Write a file that is not there yet, down to the disk, and see that it reads back.

    Raises:
        OSError: It cannot be written, or came back as something else.
    """
    with patience.on(lambda: path.open("xb")) as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    if patience.on(lambda: whole_file(path)) != data:
        raise OSError(errno.EIO, "read back as something else", str(path))


@contextlib.contextmanager
def _beside(path: Path, patience: Patience, *, replaces: bool) -> Iterator[Path]:
    """Give a name beside the target; what stands under it when it failed is taken away.

    A copy that cannot be taken away now is taken away by the next start (`leftovers`). Where what
    stood under the name itself cannot be seen any more, it stays: it may be all that is left, and
    the next start gives it the name (`recovery`).
    """
    temporary = temporary_beside(path, replaces=replaces)
    try:
        yield temporary
    except BaseException as error:
        if not (isinstance(error, Refusal) and error.problem.code == _UNSEEN):
            with contextlib.suppress(OSError):
                patience.on(lambda: temporary.unlink(missing_ok=True))
        raise


def _rename(source: Path, target: Path, data: bytes, patience: Patience) -> None:
    """Give the copy its place; a share that lost its answer after doing so has done so."""
    try:
        patience.on(lambda: source.replace(target))
    except OSError:
        if not _done(source, target, data):
            raise


def _stands(path: Path) -> bool:
    """Whether a file can be seen; a share may delete before it renames, and then be gone."""
    try:
        return path.exists()
    except OSError:
        return False


def _done(source: Path, target: Path, data: bytes) -> bool:
    try:
        return not source.exists() and whole_file(target) == data
    except OSError:
        return False


def _flush_folder(folder: Path) -> None:
    """Let the new name itself reach the disk, where the system can do that (POSIX)."""
    if os.name != "posix":
        return
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
