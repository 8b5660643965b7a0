"""HR's secret key for issue seals: one per HR office, kept outside the shared folder."""

import contextlib
import os
import secrets
from pathlib import Path

from platformdirs import user_data_path

from ledger.model.problems import Place, Refusal
from ledger.store.leftovers import left_over, nobody, removed, temporary_beside

VARIABLE = "LEDGER_KEY_FILE"
"""Environment variable that names another key file."""
LENGTH = 32


def key_path() -> Path:
    """Return where the key stands: `LEDGER_KEY_FILE`, else the user's own data folder."""
    named = os.environ.get(VARIABLE)
    return Path(named) if named else user_data_path("talent-ledger", appauthor=False) / "issue.key"


def issue_key() -> bytes:
    """Return the key; the first use makes it, readable by its owner only.

    Raises:
        Refusal: It cannot be read or made (`file-unreadable`, `file-unwritable`), or is no whole
            key (`key-damaged`): what is sealed with a part of one could be forged.
    """
    path = key_path()
    try:
        key = path.read_bytes()
    except FileNotFoundError:
        key = _made(path)
    except OSError as error:
        raise Refusal.of("file-unreadable", Place(file=path.name), name=str(path)) from error
    if len(key) != LENGTH:
        raise Refusal.of("key-damaged", Place(file=path.name), name=str(path))
    return key


def _made(path: Path) -> bytes:
    """Make a key, whole or not at all; where another process was first, theirs is the key."""
    temporary = temporary_beside(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        removed(left_over(path.parent, nobody))
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(secrets.token_bytes(LENGTH))
                file.flush()
                os.fsync(file.fileno())
            with contextlib.suppress(FileExistsError):
                _named(temporary, path)
        finally:
            removed((temporary,))
        return path.read_bytes()
    except OSError as error:
        raise Refusal.of("file-unwritable", Place(file=path.name), name=str(path)) from error


def _named(temporary: Path, path: Path) -> None:
    """Give a file its name if nothing has it: by a link, where a rename would replace (POSIX)."""
    if os.name == "posix":
        path.hardlink_to(temporary)
    else:
        temporary.rename(path)
