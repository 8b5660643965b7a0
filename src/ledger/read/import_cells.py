"""Cells that hold more than one thing, or one thing in several cells.

「0110 総務課」 is a code and a name; 姓 and 名 are one 氏名; of 部, 課 and 係 the lowest that is
filled is the section.
"""

import re
from collections.abc import Sequence

from ledger.model.folding import folded_digits
from ledger.read.cells.cell import Raw
from ledger.read.lists import text_of
from ledger.read.table_grid import is_filled

_CODE = r"[0-9A-Za-z][0-9A-Za-z\-]*"
_PARTED = re.compile(rf"({_CODE})\s*[\s::_/・|]\s*(\S.*)", re.DOTALL)
_FOLLOWED = re.compile(r"([0-9]{2,})([^0-9\s\-].*)", re.DOTALL)
_BRACKETED = re.compile(rf"(\S.*?)\s*[((\[〔【]\s*({_CODE})\s*[))\]〕】]", re.DOTALL)


def code_and_name(raw: Raw) -> tuple[Raw, Raw]:
    """Part a cell that holds a code and a name; one alone is what it looks like."""
    text = text_of(raw)
    plain = folded_digits(text)
    for pattern in (_PARTED, _FOLLOWED):
        if found := pattern.fullmatch(plain):
            return found[1], _as_written(text, plain, found.span(2))
    if found := _BRACKETED.fullmatch(plain):
        return found[2], _as_written(text, plain, found.span(1))
    if re.fullmatch(_CODE, plain) and any(sign.isdigit() for sign in plain):
        return text, None
    return None, text or None


def _as_written(text: str, plain: str, span: tuple[int, int]) -> str:
    """Return a part of a text in the characters that were written: names are not folded."""
    return (text if len(text) == len(plain) else plain)[slice(*span)].strip()


def joined(columns: Sequence[Sequence[Raw]], rows: int) -> list[Raw]:
    """Return several columns as one, their texts parted by a blank (姓 and 名)."""
    return [
        " ".join(text_of(column[row]) for column in columns if is_filled(column[row])) or None
        for row in range(rows)
    ]


def lowest(columns: Sequence[Sequence[Raw]], row: int) -> int | None:
    """Return which of some columns, from the top down, is the last one filled in a row."""
    filled = [place for place, column in enumerate(columns) if is_filled(column[row])]
    return filled[-1] if filled else None
