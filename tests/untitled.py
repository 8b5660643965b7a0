"""Ledgers whose tables begin in the first row, as versions before 3 built them.

Everything that reads and writes has to do with both: `build` here makes what those versions made,
`ledger.present.ledger_book.build` what this one makes.
"""

import re

from ledger.layout.addresses import letter
from ledger.layout.frames import Tables
from ledger.layout.ledger import BY_KEY, TITLE_ROWS
from ledger.model.settings import Settings
from ledger.present import ledger_book
from ledger.present.headings import is_dated
from ledger.present.package import WORKBOOK, Package
from ledger.present.sheet_rows import SheetRow, parse_sheet, written_sheet

_AREA = re.compile(rb'((?:sqref|ref)=")([A-Z]+)(\d+):([A-Z]+)(\d+)(")')
_CELL = re.compile(rb'\br="[A-Z]+\d+"')
_NAMED = re.compile(rb"(\$[A-Z]+\$)(\d+)")


def build(tables: Tables, settings: Settings) -> bytes:
    """Build a ledger in which only results have a title."""
    package = Package(ledger_book.build(tables, settings))
    parts: dict[str, bytes | None] = {}
    workbook = package.read(WORKBOOK)
    for key, (title, table) in package.table_parts.items():
        if key in BY_KEY and not is_dated(key):
            part = package.sheet_parts[title]
            parts[part] = _raised(package.read(part))
            parts[table] = _AREA.sub(_up, package.read(table))
            workbook = re.sub(
                rb"<definedName[^>]*>[^<]*'?" + title.encode() + rb"'?![^<]*</definedName>",
                lambda found: _NAMED.sub(_up_one, found[0]),
                workbook,
            )
    return package.replaced({**parts, WORKBOOK: workbook})


def _raised(xml: bytes) -> bytes:
    sheet = parse_sheet(xml)
    rows = {n - TITLE_ROWS: row for n, row in sheet.rows.items() if n > TITLE_ROWS}
    sheet.rows = {
        number: SheetRow(
            row.attributes,
            {
                at: _CELL.sub(b'r="%s%d"' % (letter(at).encode(), number), cell, count=1)
                for at, cell in row.cells.items()
            },
        )
        for number, row in rows.items()
    }
    sheet.after = _AREA.sub(_up, sheet.after)
    sheet.before = re.sub(
        rb'(ySplit="|topLeftCell="[A-Z]+)(\d+)',
        lambda m: m[1] + str(int(m[2]) - TITLE_ROWS).encode(),
        sheet.before,
    )
    return written_sheet(sheet)


def _up(found: re.Match[bytes]) -> bytes:
    first, last = (str(max(1, int(found[n]) - TITLE_ROWS)).encode() for n in (3, 5))
    if found[2] == b"A" and found[5] == b"1048576":
        return found[0]
    return found[1] + found[2] + first + b":" + found[4] + last + found[6]


def _up_one(found: re.Match[bytes]) -> bytes:
    return found[1] + str(max(1, int(found[2]) - TITLE_ROWS)).encode()
