"""Recalculating the form's `_calc` with Gnumeric, an engine that shares nothing with LibreOffice.

Gnumeric takes whole ranges inside SUMPRODUCT only where the formula is an array formula, so the
cells with SUMPRODUCT are handed over as such; and its N of a blank cell on another sheet is an
error, so SUM stands for it. Everything else is the form as it was issued.
"""

import csv
import io
import re
import subprocess
from collections.abc import Mapping
from pathlib import Path
from xml.sax.saxutils import escape

from ledger.layout.frames import letter
from ledger.present.form.blocks import BLOCK_TOP, CALC, CALC_SHEET
from ledger.present.form.calc_sheet import made_formulas
from ledger.present.package import Package
from office.harness import PATIENCE, Grid

_DATA = re.compile(rb"<sheetData>.*</sheetData>", re.DOTALL)
_N = re.compile(r"(?<![A-Z])N\(")


def for_gnumeric() -> bytes:
    """Return the cells of `_calc`, each formula written out."""
    rows: dict[int, dict[int, str]] = {}
    for name, block in CALC.items():
        columns = made_formulas()[name]()
        for offset, key in enumerate(block.keys):
            for index, formula in enumerate(columns[key]):
                at = f"{letter(block.column - 1 + offset)}{BLOCK_TOP + index}"
                text = escape(_N.sub("SUM(", formula))
                array = f' t="array" ref="{at}"' if "SUMPRODUCT" in formula else ""
                cell = f'<c r="{at}"><f{array}>{text}</f></c>'
                rows.setdefault(BLOCK_TOP + index, {})[block.column + offset] = cell
    lines = (
        f'<row r="{number}">{"".join(rows[number][c] for c in sorted(rows[number]))}</row>'
        for number in sorted(rows)
    )
    first = '<row r="1"><c r="A1" t="inlineStr"><is><t>_calc</t></is></c></row>'
    return f"<sheetData>{first}{''.join(lines)}</sheetData>".encode()


def recalculated(books: Mapping[str, bytes], folder: Path) -> dict[str, Grid]:
    """Recalculate forms and return the values of `_calc` of each, from its cell A1."""
    data = for_gnumeric()
    grids: dict[str, Grid] = {}
    for name, book in books.items():
        package = Package(book)
        part = package.sheet_parts[CALC_SHEET]
        sheet = _DATA.sub(lambda _: data, package.read(part))
        given, made = folder / f"{name}.xlsx", folder / f"{name}.csv"
        given.write_bytes(package.replaced({part: sheet}))
        how = f"sheet={CALC_SHEET} format=raw quoting-mode=always"
        command = ("ssconvert", "--recalc", "-T", "Gnumeric_stf:stf_assistant", "-O", how)
        subprocess.run(  # noqa: S603 - fixed command, own files
            (*command, str(given), str(made)), check=True, capture_output=True, timeout=PATIENCE
        )
        rows = csv.reader(io.StringIO(made.read_text("utf-8"), newline=""))
        grids[name] = [[_value(text) for text in row] for row in rows]
    return grids


def _value(text: str) -> str | float:
    try:
        return float(text)
    except ValueError:
        return text
