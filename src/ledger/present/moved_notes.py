"""What hangs on single cells of a closed ledger and goes with their row: notes, links, colours.

Notes (as Excel 2016 has them, and threaded ones) stand in parts of their own; links and colours by
rule stand below the sheet's rows. What names more than one row stays as it is, and so does what
lies beside the table. What hung on a row that is gone is gone, too.
"""

import re
from collections.abc import Callable

from ledger.layout.addresses import column_number
from ledger.layout.row_exchange import RowExchange
from ledger.present.package import Package

_NOTE = re.compile(
    rb"<(?P<p>(?:\w+:)?)(?P<tag>comment|threadedComment)\b(?P<attrs>[^>]*)>"
    rb".*?</(?P=p)(?P=tag)>",
    re.DOTALL,
)
_LINK = re.compile(
    rb"<(?P<p>(?:\w+:)?)(?P<tag>hyperlink|conditionalFormatting)\b(?P<attrs>[^>]*?)"
    rb"(?:/>|>.*?</(?P=p)(?P=tag)>)",
    re.DOTALL,
)
_EMPTY = re.compile(rb"<(?P<p>(?:\w+:)?)hyperlinks\b[^>]*>\s*</(?P=p)hyperlinks>")
_PLACES = re.compile(rb'(\b(?:ref|sqref)=")([^"]*)(")')
_PART = re.compile(r"\$?([A-Z]+)\$?(\d+)(?::\$?([A-Z]+)\$?(\d+))?")
_SHAPE = re.compile(rb"<(?P<p>(?:\w+:)?)shape\b.*?</(?P=p)shape>", re.DOTALL)
_ROW = re.compile(rb"(<(?:\w+:)?Row>)\s*(\d+)\s*(</)")
_COLUMN = re.compile(rb"<(?:\w+:)?Column>\s*(\d+)\s*</")
_ANCHOR = re.compile(rb"(<(?:\w+:)?Anchor>)([^<]*)(</)")
_FOLDERS = ("/comments", "/threadedComments/")
_ANCHOR_ROWS = (2, 6)
"""Which numbers of a note's anchor are rows: its upper and its lower edge."""


def moved_below(below: bytes, plan: RowExchange) -> bytes:
    """Return what stands below a sheet's rows, with links and colours where their rows are."""
    return below if plan.still else _EMPTY.sub(b"", _LINK.sub(_placed(plan), below))


def moved_notes(package: Package, sheet_part: str, plan: RowExchange) -> dict[str, bytes | None]:
    """Return the parts of a sheet's notes, where its rows moved.

    Args:
        package: The ledger.
        sheet_part: Its sheet.
        plan: Where rows move.
    """
    if plan.still:
        return {}
    parts: dict[str, bytes | None] = {}
    for part in package.related(sheet_part):
        if part.endswith(".vml"):
            parts[part] = _SHAPE.sub(lambda m: _shape(m[0], plan), package.read(part))
        elif any(folder in part for folder in _FOLDERS):
            parts[part] = _NOTE.sub(_placed(plan), package.read(part))
    return parts


def _placed(plan: RowExchange) -> Callable[[re.Match[bytes]], bytes]:
    def placed(found: re.Match[bytes]) -> bytes:
        said = _PLACES.search(found["attrs"])
        if said is None:
            return found[0]
        parts = said[2].decode().split()
        kept = [one for part in parts if (one := _moved(part, plan))]
        if not kept:
            return b""
        return found[0].replace(said[0], said[1] + " ".join(kept).encode() + said[3], 1)

    return placed


def _moved(part: str, plan: RowExchange) -> str:
    """Return a place as it must read now; "" if it is gone. One of several rows stays."""
    found = _PART.fullmatch(part)
    if found is None or (found[4] and found[4] != found[2]):
        return part
    now = plan.now(column_number(found[1]), int(found[2]))
    if now is None:
        return ""
    return f"{found[1]}{now}" + (f":{found[3]}{now}" if found[3] else "")


def _shape(shape: bytes, plan: RowExchange) -> bytes:
    """Return the box of a note, beside its cell."""
    row, column = _ROW.search(shape), _COLUMN.search(shape)
    if row is None or column is None or b'ObjectType="Note"' not in shape:
        return shape
    now = plan.now(int(column[1]), int(row[2]) + 1)
    if now is None:
        return b""
    by = now - 1 - int(row[2])
    placed = _ROW.sub(lambda m: m[1] + str(now - 1).encode() + m[3], shape)
    return _ANCHOR.sub(lambda m: m[1] + _shifted(m[2], by) + m[3], placed)


def _shifted(anchor: bytes, by: int) -> bytes:
    numbers = [int(part) for part in anchor.split(b",")]
    for at in _ANCHOR_ROWS:
        numbers[at] = max(0, numbers[at] + by)
    return ", ".join(map(str, numbers)).encode()


def pictures_in(package: Package, sheet_part: str) -> bool:
    """Return whether pictures or shapes lie on a sheet: they stay where they are."""
    return any(
        "/drawings/" in part and part.endswith(".xml") for part in package.related(sheet_part)
    )
