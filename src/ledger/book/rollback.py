"""What is done when writing into an open book fails: put back, and say so if even that fails."""

from collections.abc import Callable, Iterable
from typing import TypeAlias

Undo: TypeAlias = Callable[[], None]
"""Puts one thing back as it was."""


class NotPutBackError(Exception):
    """Writing failed, and so did putting back what stood there before."""


def put_all_back(steps: Iterable[Undo]) -> None:
    """Do every step, the last written first, even if one of them fails.

    Raises:
        NotPutBackError: At least one step failed.
    """
    failed: Exception | None = None
    for step in steps:
        try:
            step()
        except Exception as error:  # noqa: BLE001 - the others must still be put back
            failed = error
    if failed is not None:
        raise NotPutBackError from failed
