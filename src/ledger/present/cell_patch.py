"""Setting single cells in a sheet's XML; styles, formulas and everything else stay as they are."""

import datetime as dt
import math
import re
from collections.abc import Mapping
from operator import itemgetter
from typing import NamedTuple

from ledger.layout.addresses import column_number
from ledger.layout.columns import Cell
from ledger.model.characters import fits_cell, line_ends
from ledger.model.problems import Refusal

_ADDRESS = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")
_SHEET_DATA = re.compile(rb"<(?P<p>(?:\w+:)?)sheetData\b[^>]*>")
_ROW = re.compile(
    rb"<(?P<p>(?:\w+:)?)row\b(?P<attrs>[^>]*?)(?:/>|>(?P<body>.*?)</(?P=p)row>)", re.DOTALL
)
_CELL = re.compile(rb"<(?P<p>(?:\w+:)?)c\b(?P<attrs>[^>]*?)(?:/>|>.*?</(?P=p)c>)", re.DOTALL)
_NUMBER = re.compile(rb'\br="(\d+)"')
_REFERENCE = re.compile(rb'\br="([A-Z]+)(\d+)"')
_STYLE = re.compile(rb'\bs="(\d+)"')
_ESCAPED = re.compile(r"_(x[0-9A-Fa-f]{4}_)")
_SIGNS = (("&", "&amp;"), (">", "&gt;"), ("<", "&lt;"))
"""What XML writes otherwise within a text; & goes first."""

_EPOCH = dt.date(1899, 12, 30)
_SECONDS_A_DAY = 86_400


class _Place(NamedTuple):
    row: int
    column: int
    address: str


def patch(sheet_xml: bytes, values: Mapping[str, Cell]) -> bytes:
    """Return the sheet with some cells set.

    Args:
        sheet_xml: The sheet part.
        values: New values by address; None empties a cell and keeps its style. Text is always
            text, never a formula.

    Raises:
        Refusal: A text holds a control character or is longer than a cell (`text-impossible`).
    """
    if not values:
        return sheet_xml
    by_row: dict[int, dict[int, tuple[str, Cell]]] = {}
    for address, value in values.items():
        place = _place(address)
        by_row.setdefault(place.row, {})[place.column] = (address, value)
    found = _SHEET_DATA.search(sheet_xml)
    if found is None:
        message = "no sheetData"
        raise ValueError(message)
    before, prefix, after = sheet_xml[: found.start()], found["p"], sheet_xml[found.end() :]
    opening, closing = b"<%ssheetData>" % prefix, b"</%ssheetData>" % prefix
    body = b""
    if not found[0].endswith(b"/>"):
        body, _, after = after.partition(closing)
    rows = _listed_rows(body, by_row) if not prefix else None
    made = _rows(body, prefix, by_row) if rows is None else rows
    return b"".join((before, opening, made, closing, after))


def _place(address: str) -> _Place:
    matched = _ADDRESS.fullmatch(address)
    if matched is None:
        raise ValueError(address)
    return _Place(int(matched[2]), column_number(matched[1]), address)


def _listed_rows(body: bytes, by_row: dict[int, dict[int, tuple[str, Cell]]]) -> bytes | None:
    """Return the rows, those that are changed found by their number; None if one is not there."""
    out: list[bytes] = []
    last = 0
    for number in sorted(by_row):
        start = body.find(b'<row r="%d"' % number, last)
        begin = body.find(b">", start) + 1
        end = body.find(b"</row>", begin)
        if start < 0 or end < 0 or body[begin - 2 : begin] == b"/>":
            return None
        out += (body[last:begin], _cells(body[begin:end], b"", by_row[number]))
        last = end
    return b"".join((*out, body[last:]))


def _rows(body: bytes, prefix: bytes, by_row: dict[int, dict[int, tuple[str, Cell]]]) -> bytes:
    """Return the rows; what stands below the last one that is changed is not looked at."""
    waiting = sorted(by_row)
    out: list[bytes] = []
    last, end = 0, 0
    for row in _ROW.finditer(body):
        if not waiting:
            break
        matched = _NUMBER.search(row["attrs"])
        number = int(matched[1]) if matched else last + 1
        while waiting and waiting[0] < number:
            out.append(_new_row(waiting[0], prefix, by_row[waiting.pop(0)]))
        if waiting and waiting[0] == number:
            cells = _cells(row["body"] or b"", prefix, by_row[waiting.pop(0)])
            opened = b"<" + prefix + b"row" + row["attrs"].rstrip(b"/") + b">"
            out.append(opened + cells + b"</" + prefix + b"row>")
        else:
            out.append(row[0])
        last, end = number, row.end()
    out += [_new_row(number, prefix, by_row[number]) for number in waiting]
    return b"".join((*out, body[end:]))


def _new_row(number: int, prefix: bytes, cells: dict[int, tuple[str, Cell]]) -> bytes:
    made = b"".join(cell_xml(*cells[c], prefix=prefix) for c in sorted(cells))
    return b'<%srow r="%d">%s</%srow>' % (prefix, number, made, prefix)


def _cells(body: bytes, prefix: bytes, changes: dict[int, tuple[str, Cell]]) -> bytes:
    """Return the cells of a row; those that stand there are found by their address, as a rule."""
    found = [body.find(b'<%sc r="%s"' % (prefix, at.encode())) for at, _ in changes.values()]
    if min(found) < 0:
        return _merged(body, prefix, changes)
    out: list[bytes] = []
    last = 0
    for start, (address, value) in sorted(
        zip(found, changes.values(), strict=True), key=itemgetter(0)
    ):
        cell = _CELL.match(body, start)
        if cell is None or start < last:
            return _merged(body, prefix, changes)
        made = cell_xml(address, value, style=_style(cell), prefix=prefix)
        out += (body[last:start], made)
        last = cell.end()
    return b"".join((*out, body[last:]))


def _style(cell: re.Match[bytes]) -> int | None:
    style = _STYLE.search(cell["attrs"])
    return int(style[1]) if style else None


def _merged(body: bytes, prefix: bytes, changes: dict[int, tuple[str, Cell]]) -> bytes:
    """Return the cells of a row, one after the other, new ones among them."""
    waiting = sorted(changes)
    out: list[bytes] = []
    for cell in _CELL.finditer(body):
        matched = _REFERENCE.search(cell["attrs"])
        column = column_number(matched[1].decode()) if matched else -1
        while waiting and waiting[0] < column:
            out.append(cell_xml(*changes[waiting.pop(0)], prefix=prefix))
        if waiting and waiting[0] == column:
            kept = _style(cell)
            out.append(cell_xml(*changes[waiting.pop(0)], style=kept, prefix=prefix))
        else:
            out.append(cell[0])
    out += [cell_xml(*changes[column], prefix=prefix) for column in waiting]
    return b"".join(out)


def cell_xml(address: str, value: Cell, *, style: int | None = None, prefix: bytes = b"") -> bytes:
    """Return one cell as XML: number, date serial, truth value or inline text.

    Args:
        address: Its address.
        value: Its value; None leaves the cell empty.
        style: Its style id; none if not given.
        prefix: Namespace prefix of the sheet's elements, with its colon.

    Raises:
        Refusal: See `patch`.
    """
    p = prefix.decode()
    head = f'<{p}c r="{address}"' + ("" if style is None else f' s="{style}"')
    return (head + cell_rest(value, address, p)).encode()


def cell_rest(value: Cell, address: str, prefix: str = "") -> str:
    """Return what stands behind the style of a cell: its kind, its value, its end.

    Args:
        value: Its value; None leaves the cell empty.
        address: Its address, to say where a text cannot stand.
        prefix: Namespace prefix of the sheet's elements, with its colon.

    Raises:
        Refusal: See `patch`.
    """
    p = prefix
    if value is None:
        return "/>"
    if isinstance(value, bool):
        return f' t="b"><{p}v>{int(value)}</{p}v></{p}c>'
    if isinstance(value, str):
        text = f'<{p}is><{p}t xml:space="preserve">{text_xml(value, address)}</{p}t></{p}is>'
        return f' t="inlineStr">{text}</{p}c>'
    return f"><{p}v>{_number(value)}</{p}v></{p}c>"


def result_xml(
    address: str, style: bytes, formula: bytes, value: Cell, prefix: bytes = b""
) -> bytes:
    """Return a formula's cell with what it comes to, for readers that do not calculate.

    Args:
        address: Its address.
        style: Its style as the tag says it (` s="3"`), or nothing.
        formula: The element of the formula.
        value: What it comes to; None and "" are a blank text.
        prefix: Namespace prefix of the sheet's elements, with its colon.

    Raises:
        Refusal: See `patch`.
    """
    p = prefix.decode()
    head = f'<{p}c r="{address}"{style.decode()}'
    return (head + result_rest(formula.decode(), value, address, p)).encode()


def result_rest(formula: str, value: Cell, address: str, prefix: str = "") -> str:
    """Return what stands behind the style of a formula's cell; see `result_xml`."""
    p = prefix
    if value is None or isinstance(value, str):
        kind, said = ' t="str"', text_xml(value or "", address)
    else:
        kind, said = "", _number(value)
    return f"{kind}>{formula}<{p}v>{said}</{p}v></{p}c>"


def _number(value: float | dt.date) -> str:
    if isinstance(value, dt.datetime):
        midnight = dt.datetime.combine(value.date(), dt.time())
        seconds = (value.replace(tzinfo=None) - midnight).total_seconds()
        return repr((value.date() - _EPOCH).days + seconds / _SECONDS_A_DAY)
    if isinstance(value, dt.date):
        return str((value - _EPOCH).days)
    if not math.isfinite(value):
        raise ValueError(value)
    return repr(value)


def text_xml(text: str, address: str) -> str:
    """Return a text as a cell holds it.

    Args:
        text: The text.
        address: The cell, to say where it cannot stand.

    Raises:
        Refusal: See `patch`.
    """
    if not fits_cell(text):
        raise Refusal.of("text-impossible", cell=address)
    written = as_written(text)
    for sign, name in _SIGNS:
        if sign in written:
            written = written.replace(sign, name)
    return written


def as_written(text: str) -> str:
    """Return a text as a sheet has it: lines end in LF, what looks like an escape is escaped."""
    ended = line_ends(text)
    return _ESCAPED.sub(r"_x005F_\1", ended) if "_x" in ended else ended
