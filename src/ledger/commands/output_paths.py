"""Where a command may write: looked at while it plans, before anything is written."""

import datetime as dt
import hashlib
from collections.abc import Iterable
from pathlib import Path

from ledger.model.characters import ending_of
from ledger.model.problems import Place, Refusal
from ledger.model.terms import BookKind
from ledger.read.apart import open_guarded
from ledger.read.file_bytes import file_bytes
from ledger.read.inbox import ASIDE, shown_name

ENDING = ".xlsx"


def new_book(target: Path) -> None:
    """Refuse a place where no new workbook may stand; see `new_file`."""
    new_file(target, ENDING)


def new_file(target: Path, ending: str) -> None:
    """Refuse a place where no new file may stand.

    Args:
        target: Where it is to stand.
        ending: How its name is to end.

    Raises:
        Refusal: It does not end so (`ending-wrong`), something stands there already
            (`file-exists`), or its folder is missing (`folder-missing`).
    """
    _well_named(target, ending)
    if target.exists():
        raise Refusal.of("file-exists", Place(file=shown_name(target)), name=shown_name(target))


def own_book(target: Path, kind: BookKind = BookKind.REPORT) -> str:
    """Refuse a place that holds anything but an earlier workbook of the same kind.

    Args:
        target: Where the new workbook is to stand.
        kind: What it will be; only such a one may be replaced.

    Returns:
        The fingerprint of what stands there, for `Plan.seen`; "" if nothing does.

    Raises:
        Refusal: It does not end in `.xlsx` (`ending-wrong`), its folder is missing
            (`folder-missing`), or another file stands there (`target-foreign`).
    """
    _well_named(target)
    if not target.exists():
        return ""
    name = shown_name(target)
    data = _bytes(target)
    found = _kind(data, name) if data is not None else "ふつうのファイルではないもの"
    if data is None or found != kind.label:
        said = {"name": name, "found": found, "wanted": kind.label}
        raise Refusal.of("target-foreign", Place(file=name), **said)
    return hashlib.sha256(data).hexdigest()


def folder_to_fill(folder: Path) -> None:
    """Refuse a file where a folder is wanted; a folder that is missing will be made.

    Args:
        folder: Where files are to be written.

    Raises:
        Refusal: It, or a folder above it, is a file (`folder-is-file`).
    """
    standing = next((path for path in (folder, *folder.parents) if path.exists()), None)
    if standing is not None and not standing.is_dir():
        raise Refusal.of(
            "folder-is-file", Place(file=shown_name(standing)), name=shown_name(standing)
        )


def put_aside(targets: Iterable[Path], now: dt.datetime) -> dict[Path, bytes]:
    """Return the files that would be replaced, under names of their own in a folder beside them.

    Args:
        targets: Where new files are to stand.
        now: The moment of the run; part of the names.
    """
    stamp = now.strftime("%Y%m%d-%H%M%S")
    return {
        path.parent / ASIDE / f"{stamp}_{path.name}": file_bytes(path)
        for path in targets
        if path.is_file()
    }


def _well_named(target: Path, ending: str = ENDING) -> None:
    name = shown_name(target)
    if ending_of(target.name) != ending:
        raise Refusal.of("ending-wrong", Place(file=name), name=name, ending=ending)
    if not target.parent.is_dir():
        raise Refusal.of("folder-missing", Place(file=name), name=str(target.parent))


def _bytes(target: Path) -> bytes | None:
    """Return a regular file's bytes; None for anything else."""
    return file_bytes(target) if target.is_file() else None


def _kind(data: bytes, name: str) -> str:
    """Say what a file is, in words."""
    book, _ = open_guarded(data, name)
    said = book.meta().get("kind", "") if book is not None else ""
    return (
        BookKind(said).label if said in tuple(BookKind) else "このプログラムのものではないファイル"
    )
