"""Names beside codes in a closed ledger: their cells, and their formulas in the table's part."""

import re
from collections.abc import Mapping, Sequence
from html import unescape
from xml.sax.saxutils import escape

import pandas as pd

from ledger.layout.addresses import TableArea, letter
from ledger.layout.columns import Cell, Column, Table, text
from ledger.layout.frames import Tables
from ledger.layout.ledger import BY_KEY
from ledger.layout.name_filling import names
from ledger.layout.names_beside import beside, formulas, name_places
from ledger.model.folding import header_key
from ledger.present.cell_patch import cell_xml, result_xml
from ledger.present.package import Package
from ledger.present.row_fitting import RowFitting
from ledger.present.sheet_rows import SheetPart, SheetRow, parse_sheet, written_sheet

NAME: Column = text("name", "名前")
"""What a column of names holds, for its looks."""

_REF = re.compile(rb'<(?:\w+:)?table\b[^>]*?\bref="([^"]+)"')
_COLUMN = re.compile(
    rb"<(?P<p>(?:\w+:)?)tableColumn\b(?P<attrs>[^>]*?)(?:/>|>(?P<body>.*?)</(?P=p)tableColumn>)",
    re.DOTALL,
)
_NAME = re.compile(rb'\bname="([^"]*)"')
_SIGN = re.compile("_x([0-9A-Fa-f]{4})_")
_FORMULA = re.compile(rb"<((?:\w+:)?calculatedColumnFormula)\b[^>]*?(?:/>|>.*?</\1>)", re.DOTALL)


def name_xml(
    address: str, formula: str, name: Cell, style: int | None, prefix: bytes = b""
) -> bytes:
    """Return the cell of a name that is a formula, with what it comes to.

    Args:
        address: Its address.
        formula: The formula, without `=`.
        name: The name; None is a blank text.
        style: Its style id; none if not given.
        prefix: Namespace prefix of the sheet's elements, with its colon.
    """
    said = formula_xml(formula, prefix.decode()).encode()
    shown = b"" if style is None else b' s="%d"' % style
    return result_xml(address, shown, said, name, prefix)


def formula_xml(formula: str, prefix: str = "") -> str:
    """Return the element of a formula.

    Args:
        formula: The formula, without `=`.
        prefix: Namespace prefix of the sheet's elements, with its colon.
    """
    return f"<{prefix}f>{escape(formula)}</{prefix}f>"


def calculating(xml: bytes, table: Table, rows: int) -> bytes:
    """Return a table's part whose columns of names fill themselves in new rows, or do not.

    Args:
        xml: The part.
        table: The table.
        rows: How many rows it has.
    """
    calculated = formulas(table, rows)
    own = {header_key(one.column.header): calculated.get(one.key) for one in beside(table)}

    def told(found: re.Match[bytes]) -> bytes:
        key = header_key(_header(found["attrs"]))
        if key not in own:
            return found[0]
        p, body = found["p"], _FORMULA.sub(b"", found["body"] or b"")
        if formula := own[key]:
            tag = p + b"calculatedColumnFormula"
            body = b"<%s>%s</%s>" % (tag, escape(formula).encode(), tag) + body
        attrs = found["attrs"].rstrip()
        if not body:
            return b"<%stableColumn%s/>" % (p, attrs)
        return b"<%stableColumn%s>%s</%stableColumn>" % (p, attrs, body, p)

    return _COLUMN.sub(told, xml) if own else xml


def renamed(
    package: Package, stale: Mapping[str, pd.DataFrame], masters: Tables, fitting: RowFitting
) -> dict[str, bytes]:
    """Return the parts of tables whose rows stay and whose names are written anew.

    Args:
        package: The ledger.
        stale: Their rows as they were read (the index is the sheet row), by table key.
        masters: The ledger's tables as they are from now on.
        fitting: Makes rows as high as their texts need.
    """
    parts: dict[str, bytes] = {}
    for key, data in stale.items():
        table = BY_KEY[key]
        title, part = package.table_parts[key]
        xml = package.read(part)
        parts[part] = calculating(xml, table, len(data))
        sheet = package.sheet_parts[title]
        named = _with_names(parse_sheet(package.read(sheet)), xml, table, data, masters)
        fitting.fit(named, data.index.tolist())
        parts[sheet] = written_sheet(named)
    return parts


def _with_names(
    sheet: SheetPart, table_xml: bytes, table: Table, data: pd.DataFrame, masters: Tables
) -> SheetPart:
    calculated = formulas(table, len(data))
    said, ref = names(table, data, masters), _REF.search(table_xml)
    area = TableArea.of(ref[1].decode() if ref else "A1:A1")
    for key, place in name_places(table, headers_of(table_xml)).items():
        at, formula = area.left + place, calculated.get(key)
        for number, name in zip(data.index.tolist(), said[key], strict=True):
            if number not in area.body:
                continue
            row = sheet.rows.setdefault(number, SheetRow(b"", {}))
            address, style = f"{letter(at)}{number}", sheet.style_of(row, at)
            row.cells[at] = (
                cell_xml(address, name, style=style, prefix=sheet.prefix)
                if formula is None
                else name_xml(address, formula, name, style, sheet.prefix)
            )
    return sheet


def headers_of(xml: bytes) -> Sequence[str]:
    """Return the headers of a table, as its part says them."""
    return [_header(column["attrs"]) for column in _COLUMN.finditer(xml)]


def _header(attributes: bytes) -> str:
    name = _NAME.search(attributes)
    said = unescape(name[1].decode()) if name else ""
    return _SIGN.sub(lambda sign: chr(int(sign[1], 16)), said)
