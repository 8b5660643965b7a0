"""Many cells in few words: `E2〜E40、E44`, `3行〜8行`.

Whatever is found in cells is told with all of them; a long run is one range, so that ten thousand
rows below each other take one word.
"""

import re
from collections.abc import Iterable, Iterator

_PLACE = re.compile(r"([A-Z]*)(\d+)(行?)")
BETWEEN = "、"
_TO = "〜"
_MOST_TEXT = 2_000
"""Characters of one line of ranges; more go into the next, since a cell holds 32,767."""


def cells_said(cells: Iterable[str]) -> str:
    """Return cells (`E2`) or rows (`5行`) in words, each once, runs of them as ranges.

    Args:
        cells: Addresses, in any order; what is neither (`C列`, `B2:B5`) stands last, as it is.
    """
    return BETWEEN.join(said for said, _ in _ranges(cells))


def cells_in_lines(cells: Iterable[str]) -> Iterator[tuple[str, int]]:
    """Yield cells as `cells_said` does, in lines of a length that can be read, each with its count.

    Args:
        cells: As of `cells_said`.
    """
    line, count = "", 0
    for one, several in _ranges(cells):
        if line and len(line) + len(one) > _MOST_TEXT:
            yield line, count
            line, count = "", 0
        line += BETWEEN + one if line else one
        count += several
    if line:
        yield line, count


def _ranges(cells: Iterable[str]) -> Iterator[tuple[str, int]]:
    """Yield each range in words, and how many cells it has."""
    columns: dict[tuple[int, str, str], set[int]] = {}
    others: dict[str, None] = {}
    for cell in cells:
        found = _PLACE.fullmatch(cell)
        if found is None:
            others[cell] = None
        else:
            letters, number, row = found.groups()
            columns.setdefault((len(letters), letters, row), set()).add(int(number))
    for (_, letters, row), numbers in sorted(columns.items()):
        for first, last in _runs(sorted(numbers)):
            ends = (f"{letters}{number}{row}" for number in dict.fromkeys((first, last)))
            yield _TO.join(ends), last - first + 1
    yield from ((other, 1) for other in others)


def _runs(numbers: list[int]) -> Iterator[tuple[int, int]]:
    first = last = numbers[0]
    for number in numbers[1:]:
        if number > last + 1:
            yield first, last
            first = number
        last = number
    yield first, last
