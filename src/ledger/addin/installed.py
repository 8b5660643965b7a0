"""The add-in in the person's XLSTART: which one it is, how it gets there, how it goes."""

import hashlib
import re
import zipfile
from collections.abc import Mapping
from pathlib import Path

from ledger.addin.tracked_files import FILE, carried
from ledger.addin.user_files import INTERPRETER, UserFiles
from ledger.model.problems import Place, Refusal

UNKNOWN = "不明"
_CORE = "docProps/core.xml"
_VERSION = re.compile(r"<cp:version>([^<]*)</cp:version>")


def digest(data: bytes) -> str:
    """Return the SHA-256 of an add-in's bytes, in hex."""
    return hashlib.sha256(data).hexdigest()


def version_of(path: Path) -> str:
    """Return the version that an installed add-in says it has."""
    try:
        with zipfile.ZipFile(path) as package:
            found = _VERSION.search(package.read(_CORE).decode("utf-8"))
    except (OSError, KeyError, zipfile.BadZipFile):
        return UNKNOWN
    return found[1] if found else UNKNOWN


def to_write(user: UserFiles, interpreter: Path) -> Mapping[Path, bytes]:
    """Return what an installation writes: the add-in, and the interpreter beside other settings.

    Args:
        user: The person's two files.
        interpreter: The Python that the buttons start.

    Raises:
        Refusal: The interpreter's path cannot be written in the PC's code page.
    """
    settings = {**user.read_settings(), INTERPRETER: str(interpreter)}
    return {user.addin: carried(FILE), user.settings: user.settings_bytes(settings)}


def standing(user: UserFiles) -> tuple[Path, ...]:
    """Return which of the two files are there."""
    return tuple(path for path in (user.addin, user.settings) if path.is_file())


def remove(user: UserFiles) -> None:
    """Take the add-in and the settings file away; nothing else in their folders.

    Args:
        user: The person's two files.

    Raises:
        Refusal: Excel holds the add-in (`file-open`).
    """
    for path in (user.addin, user.settings):
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            raise Refusal.of("file-open", Place(file=path.name), name=path.name) from error
    folder = user.settings.parent
    if folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
