"""HR's secret keys for issue seals: kept outside the shared folder, by the user alone.

The current key seals what a ledger without issued forms gives out; older keys, and those that were
brought from another PC, stand beside it under their 鍵番号. No key is ever written over. Notes
beside them say which key was made here and never written out, and when one was, or was brought
here: what is to be reminded of is known without opening a key.
"""

import contextlib
import datetime as dt
import os
import secrets
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from platformdirs import user_data_path

from ledger.model.problems import Place, Refusal
from ledger.store.leftovers import left_over, nobody, removed, temporary_beside
from ledger.trust.seal import key_id

VARIABLE = "LEDGER_KEY_FILE"
"""Environment variable that names another key file."""
LENGTH = 32
_KEPT, _ALONE = ".kept", ".alone"


class KeyRing(NamedTuple):
    """The keys of this PC.

    Attributes:
        current: The key that new ledgers are sealed with; None if there is none yet.
        keys: Every key by its 鍵番号, the current one first.
    """

    current: bytes | None
    keys: Mapping[str, bytes]


def key_path() -> Path:
    """Return where the current key stands: `LEDGER_KEY_FILE`, else the user's own data folder."""
    named = os.environ.get(VARIABLE)
    return Path(named) if named else user_data_path("talent-ledger", appauthor=False) / "issue.key"


def key_ring() -> KeyRing:
    """Return the keys of this PC; none is made.

    Raises:
        Refusal: One cannot be read (`file-unreadable`), or is no whole key, or not the one that its
            name says (`key-damaged`): what is sealed with a part of one could be forged.
    """
    path = key_path()
    current = _key_in(path)
    keys = {key_id(current): current} if current is not None else {}
    for beside in _beside(path):
        key = _key_in(beside)
        if key is not None:
            if beside != _place_of(key_id(key)):
                raise _damaged(beside)
            keys.setdefault(key_id(key), key)
    return KeyRing(current, MappingProxyType(keys))


def issue_key() -> bytes:
    """Return the current key; the first use makes it, readable by its owner only.

    Raises:
        Refusal: As `key_ring`; or it cannot be made (`file-unwritable`).
    """
    current = key_ring().current
    return current if current is not None else _made()


def add_key(key: bytes) -> None:
    """Keep a key that was brought here: as the current one if there is none, else beside it.

    Nothing is written over; a key that is there already is left as it is.

    Raises:
        Refusal: It cannot be written (`file-unwritable`), or what is there is no key.
    """
    if key_id(key) in key_ring().keys:
        return
    if _kept_whole(key_path(), key) != key:
        _kept_whole(_place_of(key_id(key)), key)


def safe_since(number: str) -> dt.datetime | None:
    """Return when a key was written out or brought here; None if it stands on this PC alone."""
    try:
        return dt.datetime.fromisoformat(_note_of(number, _KEPT).read_text("ascii").strip())
    except (OSError, ValueError):
        return None


def note_safe(number: str, now: dt.datetime) -> None:
    """Note that a key stands in a second place; where that cannot be noted, it is asked for again.

    Args:
        number: Its 鍵番号.
        now: The moment of the run.
    """
    with contextlib.suppress(OSError):
        _note_of(number, _KEPT).write_text(f"{now.replace(microsecond=0).isoformat()}\n", "ascii")
        _note_of(number, _ALONE).unlink(missing_ok=True)


def stands_alone(number: str) -> bool:
    """Whether a key was made on this PC and never written out; no key is opened for it.

    Args:
        number: Its 鍵番号.
    """
    return _note_of(number, _ALONE).exists()


def key_since(number: str) -> dt.date | None:
    """Return the day on which the file of a key was made; None if it cannot be told."""
    path = key_path()
    try:
        file = _place_of(number) if _place_of(number).exists() else path
        return dt.datetime.fromtimestamp(file.stat().st_mtime).date()  # noqa: DTZ006 - local day
    except (OSError, ValueError, OverflowError):
        return None


def _place_of(number: str) -> Path:
    path = key_path()
    return path.with_name(f"{path.stem}-{number}{path.suffix}")


def _note_of(number: str, ending: str) -> Path:
    path = key_path()
    return path.with_name(f"{path.stem}-{number}{ending}")


def _beside(path: Path) -> list[Path]:
    with contextlib.suppress(OSError):
        before, ending = f"{path.stem}-", path.suffix
        beside = (
            one
            for one in path.parent.iterdir()
            if one.name.startswith(before) and one.suffix == ending
        )
        return sorted(beside)
    return []


def _key_in(path: Path) -> bytes | None:
    """Return the key in a file; None if there is no such file."""
    try:
        key = path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise Refusal.of("file-unreadable", Place(file=path.name), name=str(path)) from error
    if len(key) != LENGTH:
        raise _damaged(path)
    return key


def _damaged(path: Path) -> Refusal:
    return Refusal.of("key-damaged", Place(file=path.name), name=str(path))


def _made() -> bytes:
    """Make the current key; where another process was first, theirs is the key."""
    made = secrets.token_bytes(LENGTH)
    key = _kept_whole(key_path(), made)
    if key == made:
        with contextlib.suppress(OSError):  # nobody is reminded then; `key status` still says it
            _note_of(key_id(key), _ALONE).touch()
    return key


def _kept_whole(path: Path, key: bytes) -> bytes:
    """Write a key, whole or not at all, and return what stands there then."""
    temporary = temporary_beside(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        removed(left_over(path.parent, nobody))
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(key)
                file.flush()
                os.fsync(file.fileno())
            with contextlib.suppress(FileExistsError):
                _named(temporary, path)
        finally:
            removed((temporary,))
    except OSError as error:
        raise Refusal.of("file-unwritable", Place(file=path.name), name=str(path)) from error
    standing = _key_in(path)
    if standing is None:
        raise Refusal.of("file-unwritable", Place(file=path.name), name=str(path))
    return standing


def _named(temporary: Path, path: Path) -> None:
    """Give a file its name if nothing has it: by a link, where a rename would replace (POSIX)."""
    if os.name == "posix":
        path.hardlink_to(temporary)
    else:
        temporary.rename(path)
