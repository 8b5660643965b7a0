"""Formulas in HR's own columns when rows of a table move: they go on meaning the same cells.

A reference follows the row that it named, as when a person cuts and inserts rows in Excel; one to
a row that is gone becomes `#REF!`. References to other sheets, to whole columns and to rows outside
the table stay; a range over all rows of the table goes on covering all of them.
"""

import re
from collections.abc import Mapping
from html import unescape
from typing import TYPE_CHECKING, NamedTuple
from xml.sax.saxutils import escape

from ledger.layout.row_exchange import Moves

if TYPE_CHECKING:
    from openpyxl.formula.tokenizer import Token

_FORMULA = re.compile(
    rb"<(?P<p>(?:\w+:)?)f\b(?P<attrs>[^>]*?)(?:/>|>(?P<text>.*?)</(?P=p)f>)", re.DOTALL
)
_ATTRIBUTE = re.compile(rb'\b(\w+)="([^"]*)"')
_CELL = re.compile(r"(\$?[A-Z]{1,3}\$?)([1-9]\d*)", re.IGNORECASE)
GONE = "#REF!"


class Shared(NamedTuple):
    """A formula that several cells share: its text, and the cell it is written for."""

    text: str
    address: str


def shared_formulas(cells: Mapping[str, bytes]) -> dict[bytes, Shared]:
    """Return the formulas that cells share, by their index.

    Args:
        cells: XML of cells by address.
    """
    found = {}
    for address, xml in cells.items():
        formula = _FORMULA.search(xml)
        attributes = _attributes(formula)
        if formula and attributes.get(b"t") == b"shared" and formula["text"]:
            found[attributes[b"si"]] = Shared(_text(formula), address)
    return found


def moved_formula(
    xml: bytes, address: str, moves: Moves, shared: Mapping[bytes, Shared], new_address: str
) -> bytes:
    """Return a cell's XML with its formula, if it has one, meaning what it meant.

    Args:
        xml: The cell as it stood.
        address: Where it stood.
        moves: How the rows moved.
        shared: Formulas that several cells share; written out here for each cell.
        new_address: Where it will stand.
    """
    formula = _FORMULA.search(xml)
    if formula is None:
        return xml
    attributes = _attributes(formula)
    text = _text(formula)
    if attributes.get(b"t") == b"shared":
        one = shared.get(attributes[b"si"])
        if one is None:
            return xml
        text = _translated(one, address)
        attributes = {}
    if attributes.get(b"ref") == address.encode():
        attributes[b"ref"] = new_address.encode()
    return (
        xml[: formula.start()] + _written(formula, attributes, text, moves) + xml[formula.end() :]
    )


def _translated(one: Shared, address: str) -> str:
    """Return a shared formula as it reads in another of its cells."""
    from openpyxl.formula.translate import Translator

    return str(Translator(f"={one.text}", one.address).translate_formula(address)[1:])


def _written(
    formula: re.Match[bytes], attributes: Mapping[bytes, bytes], text: str, moves: Moves
) -> bytes:
    p = formula["p"]
    said = b"".join(b' %s="%s"' % pair for pair in attributes.items())
    return b"<%sf%s>%s</%sf>" % (p, said, escape(followed(text, moves)).encode(), p)


def _attributes(formula: re.Match[bytes] | None) -> dict[bytes, bytes]:
    return dict(_ATTRIBUTE.findall(formula["attrs"])) if formula else {}


def _text(formula: re.Match[bytes]) -> str:
    return unescape((formula["text"] or b"").decode())


def followed(text: str, moves: Moves) -> str:
    """Return a formula (without `=`) meaning what it meant before the rows moved."""
    from openpyxl.formula.tokenizer import Token, Tokenizer

    return "".join(
        _range(token, moves)
        if token.type == Token.OPERAND and token.subtype == Token.RANGE
        else str(token.value)
        for token in Tokenizer(f"={text}").items
    )


def _range(token: "Token", moves: Moves) -> str:
    """Return a reference or a name as it must read now."""
    value = str(token.value)
    sheet, mark, reference = value.rpartition("!")
    if mark and sheet.strip("'") != moves.sheet:
        return value
    first, colon, last = reference.partition(":")
    ends = [_CELL.fullmatch(end) for end in ((first, last) if colon else (first,))]
    rows = [end for end in ends if end]
    if len(rows) < len(ends):
        return value
    kept = _ends(rows, moves)
    return f"{sheet}{mark}{kept}" if kept != GONE else GONE


def _ends(ends: list[re.Match[str]], moves: Moves) -> str:
    """Return a reference, or a range by its two ends, as it must read now."""
    numbers = [int(end[2]) for end in ends]
    if tuple(numbers) == moves.old:
        now: list[int] | None = list(moves.new)
    elif len(set(numbers)) == 1:
        now = _now(numbers, moves)
    else:
        now = numbers
    if now is None:
        return GONE
    return ":".join(f"{end[1]}{row}" for end, row in zip(ends, now, strict=True))


def _now(numbers: list[int], moves: Moves) -> list[int] | None:
    row = numbers[0]
    if not moves.old[0] <= row <= moves.old[1]:
        return numbers
    return [moves.rows[row]] * len(numbers) if row in moves.rows else None
