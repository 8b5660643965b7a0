"""The sheet 人材像カード as it stands: what its cells say, and what the program wrote there."""

import datetime as dt
from collections import Counter
from collections.abc import Sequence

from ledger.layout.addresses import letter
from ledger.layout.persona_card import (
    CHOOSER,
    LOADED,
    MIRROR,
    PLACES,
    ROLE,
    TITLE,
    UNTOUCHED,
    CardField,
    CardSheet,
)
from ledger.model.folding import without_blank_ends
from ledger.read.cells.cell import Raw
from ledger.read.grids import OpenBook, Rows

_CHOSEN = 2
"""Column of the chooser: C."""


def card_in(book: OpenBook, *, is_new: bool) -> CardSheet | None:
    """Return the card of a ledger.

    Args:
        book: The ledger.
        is_new: Whether the next write adds the sheet.

    Returns:
        The card, untouched where nothing was ever written on its sheet; None if it was taken away.
    """
    if TITLE not in book.package.sheets:
        return UNTOUCHED if is_new else None
    return card_sheet(book.rows(TITLE)) or UNTOUCHED


def card_sheet(rows: Rows) -> CardSheet | None:
    """Read the card out of its sheet.

    Rows are found by the roles in the hidden column, wherever somebody moved them.

    Args:
        rows: Every row of the sheet from row 1 and column A on.

    Returns:
        The card; None if the program never wrote on this sheet.
    """
    roles = [_text(_at(row, ROLE)) for row in rows]
    often = Counter(roles)
    if not often[CHOOSER]:
        return None
    typed: dict[CardField, str] = {}
    written: dict[CardField, str] = {}
    addresses: dict[CardField, str] = {}
    for number, (role, row) in enumerate(zip(roles, rows, strict=True), start=1):
        for key, column in PLACES.get(role, {}).items():
            field = CardField(role, key)
            typed[field] = _text(_at(row, column))
            written[field] = _text(_at(row, column + MIRROR))
            addresses[field] = f"{letter(column)}{number}"
    top = rows[roles.index(CHOOSER)]
    return CardSheet(
        loaded=_text(_at(top, LOADED)),
        chosen=_text(_at(top, _CHOSEN)),
        typed=typed,
        written=written,
        addresses=addresses,
        missing=tuple(role for role in PLACES if often[role] != 1),
    )


def _at(row: Sequence[Raw], column: int) -> Raw:
    return row[column] if column < len(row) else None


def _text(value: Raw) -> str:
    """Return a cell as text: whole numbers without a point, days as ISO, blank as ""."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, dt.date):
        return value.isoformat()
    return without_blank_ends(str(value))
