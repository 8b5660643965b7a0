"""Bytes with gaps for one's own words: what stands between is compressed once for everybody."""

import re
from collections.abc import Mapping
from typing import NamedTuple

from ledger.present.packing import Stretch, stretch, word

_MARK = "\ue000"
"""Stands on both sides of a gap's key: a sign of private use, which no key of ours holds."""
_GAP = re.compile(f"{_MARK}([a-z_]+){_MARK}".encode())


class Gapped(NamedTuple):
    """Bytes with gaps.

    Attributes:
        between: What stands before, between and behind the gaps.
        keys: The keys of the gaps.
    """

    between: tuple[Stretch, ...]
    keys: tuple[str, ...]

    def filled(self, words: Mapping[str, bytes]) -> list[Stretch]:
        """Return the bytes with words in the gaps."""
        found = [self.between[0]]
        for key, after in zip(self.keys, self.between[1:], strict=True):
            found += (word(words[key]), after)
        return found


def gap(key: str) -> str:
    """Return what marks a gap in a text."""
    return f"{_MARK}{key}{_MARK}"


def gapped(data: bytes) -> Gapped:
    """Take bytes apart at the gaps that are marked in them."""
    parts = _GAP.split(data)
    keys = tuple(key.decode() for key in parts[1::2])
    return Gapped(tuple(map(stretch, parts[::2])), keys)
