"""How long a busy program is waited for: a cell is being edited, a window waits for an answer.

xlwings, as it is shipped, tries a refused call again for ever and without a pause.
"""

import time
from collections.abc import Callable, Iterator
from typing import Self

PAUSE = 0.2
ONE_CALL = 30.0
"""Seconds for one call."""
ALTOGETHER = 120.0
"""Seconds for one press of a button, the putting back after a failure included."""

_REFUSED = -2147418111
"""RPC_E_CALL_REJECTED: the program was asked and does not answer now."""
_EDITING = -2146777998
"""VBA_E_IGNORE: a cell is being edited."""
_NAMES = frozenset({"ExcelBusyError"})
"""xlwings' own name for it."""


class Attempts(int):
    """How often xlwings tries a call: as often as there is patience, with a pause before each.

    xlwings compares the number of tries with its setting before every further one; so the pause is
    made here, in the comparison.
    """

    _one: float
    _all: float
    _sleep: Callable[[float], None]

    def __new__(cls, sleep: Callable[[float], None] = time.sleep) -> Self:
        """Have all of the patience.

        Args:
            sleep: Lets seconds pass.
        """
        made = super().__new__(cls, 1_000_000)
        made._one = made._all = 0.0
        made._sleep = sleep
        return made

    def __gt__(self, tried: int) -> bool:
        """Wait, and return whether the call that was tried so often is to be tried again."""
        if tried == 1:
            self._one = 0.0
        if self._one >= ONE_CALL or self._all >= ALTOGETHER:
            return False
        self._sleep(PAUSE)
        self._one += PAUSE
        self._all += PAUSE
        return True

    __hash__ = int.__hash__


def is_busy(error: BaseException | None) -> bool:
    """Whether a call failed because the program was busy."""
    return any(_says_busy(one) for one in _chain(error))


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def _says_busy(error: BaseException) -> bool:
    if type(error).__name__ in _NAMES or getattr(error, "hresult", None) == _REFUSED:
        return True
    info = getattr(error, "excepinfo", None)
    return isinstance(info, tuple) and bool(info) and info[-1] == _EDITING
