"""Small numbers are withheld, and with them what would give them away by subtraction."""

import re
from collections.abc import Sequence

WITHHELD = "秘匿"
"""Stands for a value that is withheld because another one would follow from it."""


def small(least: int) -> str:
    """Return what stands for a number of people below the threshold (5人未満)."""
    return f"{least}人未満"


def withheld(counts: Sequence[int], least: int) -> frozenset[int]:
    """Return the positions of parts that must not be shown beside their total.

    Parts of 1 to `least` - 1 people are withheld. While these are fewer than `least` people
    together, the total less the parts shown would still tell a small number: the next smallest
    part goes with them. Nobody (0) is never withheld: it names no one.

    Args:
        counts: The parts of one whole.
        least: 少人数の秘匿.
    """
    hidden = {at for at, count in enumerate(counts) if 0 < count < least}
    rest = sorted((count, at) for at, count in enumerate(counts) if count >= least)
    while hidden and rest and sum(counts[at] for at in hidden) < least:
        hidden.add(rest.pop(0)[1])
    return frozenset(hidden)


def word(count: int, least: int) -> str:
    """Return what stands for a withheld part: why it is withheld."""
    return small(least) if count < least else WITHHELD


def without_reasons(counted: int, out: int, least: int) -> str:
    """Return 分母の注 that tells no small number of people left out.

    Args:
        counted: 分母.
        out: How many are left out, for whatever reason.
        least: 少人数の秘匿.
    """
    if out >= least:
        return f"分母 {counted} = {counted + out} − 除外 {out}(理由は少人数のため書きません)"
    return f"分母 {counted}(除外は{small(least)})"


_NOTE = re.compile(r"分母 (\d+) = \d+((?: − [^ ]+ \d+)+)")
_REASON = re.compile(r" − [^ ]+ (\d+)")


def discreet(text: str, least: int) -> str:
    """Return a text with every 分母の注 in it that tells a small number of people withheld."""

    def told(note: re.Match[str]) -> str:
        left_out = [int(number) for number in _REASON.findall(note[2])]
        if all(number >= least for number in left_out):
            return note[0]
        return without_reasons(int(note[1]), sum(left_out), least)

    return _NOTE.sub(told, text)
