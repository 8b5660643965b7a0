"""Recalculating workbooks with LibreOffice: many files per process, a profile of its own.

`recalculated` hands back the values of one sheet of each workbook. The profile tells Calc to
recalculate on load whatever the file says (`OOXMLRecalcMode` 0), for the template carries no
cached values.
"""

import shutil
import subprocess
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeAlias

from python_calamine import CalamineWorkbook

Grid: TypeAlias = Sequence[Sequence[object]]

BATCH = 40
"""Workbooks per process: enough that its start does not matter, few enough to stay small."""
PROCESSES = 2
PATIENCE = 600

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
        books: Workbooks by name.
        sheet: The sheet to hand back, from its cell A1.
        folder: An empty folder to work in.
    """
    names = list(books)
    batches = [names[start : start + BATCH] for start in range(0, len(names), BATCH)]

    def run(number: int) -> dict[str, Grid]:
        own = {name: books[name] for name in batches[number]}
        return _batch(own, sheet, folder / f"batch-{number}")

    found: dict[str, Grid] = {}
    with ThreadPoolExecutor(PROCESSES) as pool:
        for grids in pool.map(run, range(len(batches))):
            found.update(grids)
    return found


def _batch(books: Mapping[str, bytes], sheet: str, folder: Path) -> dict[str, Grid]:
    given, made = folder / "given", folder / "made"
    given.mkdir(parents=True)
    for name, data in books.items():
        (given / f"{name}.xlsx").write_bytes(data)
    convert(sorted(given.iterdir()), made, "xlsx:Calc MS Excel 2007 XML", folder / "profile")
    grids: dict[str, Grid] = {}
    for name in books:
        book = CalamineWorkbook.from_path(made / f"{name}.xlsx")
        grids[name] = book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
    shutil.rmtree(folder)
    return grids


def convert(files: Sequence[Path], made: Path, to: str, profile: Path) -> None:
    """Convert files in one process, with a profile that is made where there is none yet."""
    user = profile / "user"
    user.mkdir(parents=True, exist_ok=True)
    (user / "registrymodifications.xcu").write_text(_PROFILE, encoding="utf-8")
    command = (
        "soffice",
        f"-env:UserInstallation={profile.as_uri()}",
        "--headless",
        "--convert-to",
        to,
        "--outdir",
        str(made),
        *map(str, files),
    )
    subprocess.run(command, check=True, capture_output=True, timeout=PATIENCE)  # noqa: S603 - fixed command, own files
