"""What was read before, kept by its bytes: a folder of forms holds most of its parts many times.

Whatever is kept follows from its bytes alone, so that no answer depends on what was read before.
"""

from typing import TypeVar

T = TypeVar("T")


class NotOrdinary(Exception):  # noqa: N818 - no error: it is read the careful way
    """Something is written in another way than an ordinary workbook has it."""


class ByBytes(dict[bytes, T]):
    """Answers by the bytes that they follow from; the oldest go when there is no more room.

    There are two generations: when the younger is full, the older is dropped and the younger takes
    its place. What is asked for again is young again.
    """

    def __init__(self, room: int) -> None:
        """Say how many bytes a generation may hold, keys and what is told of the answers."""
        super().__init__()
        self._room = room
        self._old: dict[bytes, T] = {}
        self._used = 0

    def known(self, key: bytes) -> T | None:
        """Return the answer that was kept, if any."""
        found = self.get(key)
        if found is None and (found := self._old.get(key)) is not None:
            self.keep(key, found)
        return found

    def keep(self, key: bytes, answer: T, size: int = 0) -> T:
        """Keep an answer and return it.

        Args:
            key: The bytes that it follows from.
            answer: The answer.
            size: Bytes that it takes itself.
        """
        self._used += len(key) + size
        if self._used > self._room:
            self._old, self._used = dict(self), len(key) + size
            self.clear()
        self[key] = answer
        return answer
