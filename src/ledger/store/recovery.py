"""What the start of a command finds of writes that did not end: decided, cleared away, told."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from ledger.model.first_few import first_few
from ledger.model.problems import Place, Problem, Refusal
from ledger.store import journal
from ledger.store.disk_state import Truth
from ledger.store.generations import is_copy, lonely_notes, pendings, settled
from ledger.store.leftovers import FOLDER, left_over, nobody, removed, whole_name
from ledger.store.lock import locked

NAMED = 5
"""Files that a notice names; the rest is counted."""
_CODES = {Truth.NEW: "write-done-before", Truth.OLD: "write-undone-before"}


def recovered(path: Path) -> tuple[Problem, ...]:
    """Decide and clear away what writes to a ledger left that did not end.

    Nothing is touched where nothing was left, nor while another program writes the ledger.

    Args:
        path: The ledger.

    Returns:
        What a person should know: whether that write happened, and which files were removed.
    """
    try:
        cut_off = journal.unsettled(path)
        if not (cut_off or pendings(path) or _copies_left(path) or any(lonely_notes(path))):
            return ()
        with locked(path):
            place = Place(file=path.name)
            truth, torn = journal.settle(path)
            ended = {_CODES[one]: None for one in (truth, *settled(path)) if one in _CODES}
            told = [Problem.of(code, place, name=path.name) for code in ended]
            told += [Problem.of("journal-torn", place)] if torn else []
            return (*told, *_told(removed(_copies_left(path)), place))
    except (Refusal, OSError):
        return ()


def swept(folders: Iterable[tuple[Path, bool]]) -> tuple[Problem, ...]:
    """Remove the copies that programs which are gone left in folders.

    Args:
        folders: Each folder, and whether the folders below it are meant, too.
    """
    left = (path for folder, deep in folders for path in left_over(folder, nobody, deep=deep))
    return tuple(_told(removed(dict.fromkeys(left)), Place()))


def _copies_left(path: Path) -> list[Path]:
    """Return the copies of a ledger and of its generations; its lock makes them left over."""
    whole = whole_name(path)
    return [
        *left_over(path.parent, lambda name: bool(whole) and name == whole),
        *left_over(path.parent / FOLDER, lambda name: bool(whole) and is_copy(path, name)),
    ]


def _told(names: tuple[str, ...], place: Place) -> Iterator[Problem]:
    if names:
        listed = first_few(names, NAMED)
        yield Problem.of("leftovers-removed", place, count=len(names), names=listed)
