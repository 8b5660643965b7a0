"""The floor under writing a sheet: one f-string a row into zlib, at the product's level."""

import zlib
from collections.abc import Iterable, Sequence
from xml.sax.saxutils import escape

LEVEL = 6


def raw_sheet(rows: Iterable[Sequence[object]], level: int = LEVEL) -> bytes:
    """Return the deflated XML of a sheet with inline texts, without addresses.

    Args:
        rows: The cells.
        level: Of the compression.
    """
    packer = zlib.compressobj(level, zlib.DEFLATED, -zlib.MAX_WBITS)
    parts = [packer.compress(b"<worksheet><sheetData>")]
    parts += [packer.compress(f"<row>{''.join(map(_cell, row))}</row>".encode()) for row in rows]
    parts.append(packer.compress(b"</sheetData></worksheet>"))
    return b"".join([*parts, packer.flush()])


def _cell(value: object) -> str:
    if value is None:
        return "<c/>"
    if isinstance(value, int | float):
        return f"<c><v>{value}</v></c>"
    return f'<c t="inlineStr"><is><t>{escape(str(value))}</t></is></c>'
