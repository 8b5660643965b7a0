"""Lines of 中期目標ボード: their signs, and texts that are longer than a line."""

from collections.abc import Iterator, Sequence

from ledger.layout.pages import PageCell
from ledger.model.characters import narrow_signs

TITLE_MARK, NOTE_MARK, REMARK_MARK, INDENT = "■ ", "！ ", "注: ", "　"
LABEL_WIDTH, BASE_WIDTH, YEAR_WIDTH = 34, 15, 14.5
"""Widths of the columns, in half-width signs."""
_FEWEST_YEARS = 7


def room_of(years: int) -> int:
    """Return how many half-width signs a line has room for beside so many years."""
    return int(LABEL_WIDTH + BASE_WIDTH + YEAR_WIDTH * max(years, _FEWEST_YEARS))


def wrapped(label: str, text: str, room: int) -> Iterator[Sequence[PageCell]]:
    """Yield a text as lines that the page has room for; the label stands before the first."""
    line_, width = label, narrow_signs(label)
    lead = INDENT * 2
    for sign in " ".join(text.split()):
        own = narrow_signs(sign)
        if width + own > room and sign not in "、。)」":
            yield [line_]
            line_, width = lead, narrow_signs(lead)
        line_, width = line_ + sign, width + own
    yield [line_]
