"""Waiting while another program (antivirus, indexer) holds a file: a little, and never for long."""

import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

WAITS = (0.05, 0.1, 0.2, 0.4, 0.8, 1.0)
"""Pauses in seconds, about 2.5 in all: what one write waits at most for all its calls."""
_PASSING = frozenset({5, 32, 33})
"""Windows' own numbers: access denied, sharing violation, lock violation."""


class Patience:
    """What is left of the pauses of one write."""

    def __init__(self) -> None:
        self._waits = iter(WAITS)

    def on(self, call: Callable[[], T]) -> T:
        """Make a call; while the file is held by another program, make it again after a pause.

        Args:
            call: What to do.

        Raises:
            PermissionError: It is still held when the pauses are used up, or for another reason.
        """
        while True:
            try:
                return call()
            except PermissionError as error:
                wait = next(self._waits, None) if _passes(error) else None
                if wait is None:
                    raise
                time.sleep(wait)


def _passes(error: PermissionError) -> bool:
    """Whether waiting may help; elsewhere than on Windows a share says no more than EACCES."""
    number = getattr(error, "winerror", None)
    return number is None or number in _PASSING
