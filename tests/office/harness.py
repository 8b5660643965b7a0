"""Recalculating workbooks with LibreOffice: many files per process, a profile of its own.

`recalculated` hands back the values of one sheet of each workbook. The profile tells Calc to
recalculate on load whatever the file says (`OOXMLRecalcMode` 0), for the template carries no
cached values.
"""

import csv
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TypeAlias

from ledger.present.package import Package

Grid: TypeAlias = Sequence[Sequence[str | float]]

PATIENCE = 600
"""Seconds for one process, on a busy machine too."""
ONE_SHEET = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,{number}"
"""Comma, quote, UTF-8, from row 1, numbers as they are, one sheet by its number."""
WORKBOOK = "xlsx:Calc MS Excel 2007 XML"

_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""


def recalculated(books: Mapping[str, bytes], sheet: str, folder: Path) -> dict[str, Grid]:
    """Recalculate workbooks.

    Args:
        books: Workbooks by name; all of them have the same sheets.
        sheet: The sheet to hand back, from its cell A1.
        folder: An empty folder to work in.
    """
    given, made = folder / "given", folder / "made"
    given.mkdir(parents=True)
    for name, data in books.items():
        (given / f"{name}.xlsx").write_bytes(data)
    number = list(Package(next(iter(books.values()))).sheet_parts).index(sheet) + 1
    convert(sorted(given.iterdir()), made, ONE_SHEET.format(number=number), folder / "profile")
    grids = {name: _grid(made / f"{name}-{sheet}.csv") for name in books}
    shutil.rmtree(folder)
    return grids


def _grid(path: Path) -> Grid:
    with path.open(encoding="utf-8", newline="") as file:
        return [[_value(text) for text in row] for row in csv.reader(file)]


def _value(text: str) -> str | float:
    try:
        return float(text)
    except ValueError:
        return text


def convert(files: Sequence[Path], made: Path, to: str, profile: Path) -> None:
    """Convert files in one process, with a profile that is made where there is none yet."""
    user = profile / "user"
    user.mkdir(parents=True, exist_ok=True)
    (user / "registrymodifications.xcu").write_text(_PROFILE, encoding="utf-8")
    command = (
        "soffice",
        f"-env:UserInstallation={profile.resolve().as_uri()}",
        "--headless",
        "--convert-to",
        to,
        "--outdir",
        str(made),
        *map(str, files),
    )
    subprocess.run(command, check=True, capture_output=True, timeout=PATIENCE)  # noqa: S603 - fixed command, own files
