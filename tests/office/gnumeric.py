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
from string import ascii_uppercase
from xml.sax.saxutils import escape

from ledger.form.blocks import CALC_SHEET
from ledger.form.content import IssuedForm
from ledger.form.issue import fill
from ledger.present.package import Package
from office.blocks import formulas
from office.harness import PATIENCE, Grid

_N = re.compile(r"(?<![A-Z])N\(")


def for_gnumeric(form: IssuedForm) -> bytes:
    """Return the cells of `_calc`, each formula written out."""
    rows: dict[int, list[str]] = {}
    for at, formula in formulas(form).items():
        text = escape(_N.sub("SUM(", formula))
        array = f' t="array" ref="{at}"' if "SUMPRODUCT" in formula else ""
        number = int(at.lstrip(ascii_uppercase))
        rows.setdefault(number, []).append(f'<c r="{at}"><f{array}>{text}</f></c>')
    lines = (f'<row r="{number}">{"".join(rows[number])}</row>' for number in sorted(rows))
    first = '<row r="1"><c r="A1" t="inlineStr"><is><t>_calc</t></is></c></row>'
    return f"<sheetData>{first}{''.join(lines)}</sheetData>".encode()


def recalculated(blank: bytes, forms: Mapping[str, IssuedForm], folder: Path) -> dict[str, Grid]:
    """Recalculate forms and return the values of `_calc` of each, from its cell A1."""
    grids: dict[str, Grid] = {}
    for name, form in forms.items():
        package, data = Package(fill(blank, form)), for_gnumeric(form)
        part = package.sheet_parts[CALC_SHEET]
        before, _, rest = package.read(part).partition(b"<sheetData>")
        sheet = before + data + rest.partition(b"</sheetData>")[2]
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
