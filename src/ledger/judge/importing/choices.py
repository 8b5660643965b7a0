"""A cell in which several things were ticked (「A;B;」, 「A, B」, one a line): each by itself.

A comma may belong to a name (「データ分析・活用、基礎」), so parts are joined again where together
they are a name that we know; a semicolon or a new line parts always.
"""

import re
from collections.abc import Callable, Iterator, Sequence

from ledger.model.folding import is_blank

_SURE = re.compile(r"[;；\r\n]+")
_MAYBE = re.compile(r"([,，、､])")


def parted(text: str, knows: Callable[[str], bool]) -> tuple[str, ...]:
    """Return what was ticked, in its order, each once; one thing alone is one.

    Args:
        text: The cell.
        knows: Whether a text is something that we have.
    """
    if knows(text):
        return (text.strip(),)
    found: list[str] = []
    for piece in _SURE.split(text):
        if not is_blank(piece):
            found += _by_comma(piece.strip(), knows)
    return tuple(dict.fromkeys(found))


def _by_comma(piece: str, knows: Callable[[str], bool]) -> tuple[str, ...]:
    """Part a piece at its commas, if one of its parts at least is something that we have."""
    if knows(piece):
        return (piece,)
    tokens = _MAYBE.split(piece)
    parts = tuple(_longest(tokens, knows))
    return parts if len(parts) > 1 and any(map(knows, parts)) else (piece,)


def _longest(tokens: Sequence[str], knows: Callable[[str], bool]) -> Iterator[str]:
    """Yield the longest runs of tokens that we have; what is between them part by part."""
    start = 0
    while start < len(tokens):
        ends = range(len(tokens), start, -2)
        runs = (("".join(tokens[start:end]).strip(), end) for end in ends)
        text, end = next((run for run in runs if knows(run[0])), (tokens[start].strip(), start + 1))
        if not is_blank(text):
            yield text
        start = end + 1


__all__ = ["parted"]
