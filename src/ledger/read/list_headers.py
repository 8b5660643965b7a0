"""The header row of somebody else's list: below titles, in one row or two.

A list may say 所属 once above コード and 名称. Such headers are read as 所属コード and 所属名称;
where the lower one is blank, the upper one is the header.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import NamedTuple

from ledger.layout.addresses import letter
from ledger.read.cells.cell import Raw
from ledger.read.headers import SEARCH
from ledger.read.table_grid import is_filled

_FEWEST = 2
"""Known headers that a header row has at least; or columns, where none is known."""


class Heading(NamedTuple):
    """Headers of a list.

    Attributes:
        top: The last row of the headers, from 0.
        labels: A header for each column; two of one name are parted by a number.
    """

    top: int
    labels: tuple[str, ...]


def heading(rows: Sequence[Sequence[Raw]], is_known: Callable[[str], bool]) -> Heading | None:
    """Find the headers of a list.

    Args:
        rows: The rows from the sheet's first on.
        is_known: Whether a header is one that somebody declared.

    Returns:
        The row, or pair of rows, that has most of the known headers; where none is known, the
        first row that is filled as wide as the list. None if there is no list.
    """
    width = max((len(row) for row in rows), default=0)
    best: tuple[int, Heading] | None = None
    for top in range(min(len(rows), SEARCH)):
        for labels in (_single(rows[top], width), _double(rows, top, width, is_known)):
            if labels is None:
                continue
            score = len({label for label in labels if label and is_known(label)})
            if best is None or score > best[0]:
                best = (score, Heading(top, labels))
    if best is None:
        return None
    found = best[1] if best[0] >= _FEWEST else _widest(rows, width)
    return found._replace(labels=_distinct(found.labels)) if found else None


def _single(row: Sequence[Raw], width: int) -> tuple[str, ...]:
    return tuple(_text(row, position) for position in range(width))


def _text(row: Sequence[Raw], position: int) -> str:
    if position >= len(row) or not is_filled(row[position]):
        return ""
    return "".join(str(row[position]).split("\n")).strip()


def _double(
    rows: Sequence[Sequence[Raw]], top: int, width: int, is_known: Callable[[str], bool]
) -> tuple[str, ...] | None:
    """Return the headers of two rows, the last of which is `top`; None if they are not two."""
    if top == 0:
        return None
    upper, lower = _single(rows[top - 1], width), _single(rows[top], width)
    group, labels = "", []
    for above, below in zip(upper, lower, strict=True):
        group = above or group
        if not below:
            labels.append(above)
        else:
            labels.append(_joined(group, below, is_known))
    return tuple(labels)


def _joined(group: str, below: str, is_known: Callable[[str], bool]) -> str:
    both = f"{group}{below}"
    return below if not group or (is_known(below) and not is_known(both)) else both


def _widest(rows: Sequence[Sequence[Raw]], width: int) -> Heading | None:
    """Return the first row that is filled with texts as wide as the list; no title is."""
    for top, row in enumerate(rows[:SEARCH]):
        labels = _single(row, width)
        texts = [raw for raw in row if is_filled(raw)]
        if (
            len(texts) >= max(_FEWEST, width - 1)
            and all(isinstance(raw, str) for raw in texts)
            and top + 1 < len(rows)
        ):
            return Heading(top, labels)
    return None


def _distinct(labels: Sequence[str]) -> tuple[str, ...]:
    """Return headers that can be told apart: 名称 and 名称(2); one without a text by its letter."""
    seen: Counter[str] = Counter()
    told: list[str] = []
    for position, label in enumerate(labels):
        text = label or f"{letter(position)}列(見出しなし)"
        seen[text] += 1
        told.append(text if seen[text] == 1 else f"{text}({seen[text]})")
    return tuple(told)
