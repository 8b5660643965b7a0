"""Copies of a ledger that a synchronising program, or a person, has laid beside it.

Two people then write into two ledgers, and neither knows. OneDrive puts the PC's name behind the
file's, others 「競合コピー」 or 「conflicted copy」, Explorer 「- コピー」 or 「(1)」.
"""

import contextlib
import re
from pathlib import Path

from ledger.model.first_few import first_few
from ledger.model.problems import Place, Problem

NAMED = 3
_BEHIND = (
    r"(-[A-Z0-9][A-Z0-9-]{2,14}|( - |の)?コピー.*| ?\(\d+\)"
    r"|.*(競合コピー|の競合|conflicted copy).*)"
)
_BEFORE = "コピー ~ "


def conflict_copies(path: Path) -> tuple[str, ...]:
    """Return the names of the copies of a file that lie beside it.

    Args:
        path: The file.
    """
    copy = re.compile(rf"{re.escape(path.stem)}{_BEHIND}{re.escape(path.suffix)}", re.IGNORECASE)
    with contextlib.suppress(OSError):
        names = sorted(entry.name for entry in path.parent.iterdir())
        return tuple(n for n in names if copy.fullmatch(n) or n == f"{_BEFORE}{path.name}")
    return ()


def told_copies(path: Path) -> tuple[Problem, ...]:
    """Say that copies of a ledger lie beside it; nothing if there are none.

    Args:
        path: The ledger.
    """
    names = conflict_copies(path)
    if not names:
        return ()
    gaps = {"name": path.name, "names": first_few(names, NAMED)}
    return (Problem.of("ledger-copied", Place(file=path.name), **gaps),)
