"""Other programs that open a workbook and save it again: each in its own way, by itself."""

import os
import shutil
import subprocess
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

import excelize
import pyexcelerate
from openpyxl import load_workbook

from office.harness import WORKBOOK, convert

HERE = Path(__file__).parent
NODE_MODULES = HERE.parents[1] / "build" / "resaves" / "node_modules"
"""Where `make` installs what `package.json` names."""
PATIENCE = 300
_NODE = shutil.which("node") or "node"


def _by_node(program: str, given: Path, made: Path) -> None:
    assert (NODE_MODULES / "exceljs").is_dir(), "`make resaves` installs ExcelJS and SheetJS (npm)"
    pairs = [str(at) for book in sorted(given.iterdir()) for at in (book, made / book.name)]
    subprocess.run(  # noqa: S603 - fixed command, own files
        (_NODE, str(HERE / "resave.cjs"), program, *pairs),
        check=True,
        capture_output=True,
        timeout=PATIENCE,
        env={**os.environ, "NODE_PATH": str(NODE_MODULES)},
    )


def _by_excelize(given: Path, made: Path) -> None:
    for path in given.iterdir():
        book = excelize.open_file(str(path))
        book.save_as(str(made / path.name))
        book.close()


def _by_pyexcelerate(given: Path, made: Path) -> None:
    """Write the values alone, as an exporter does that knows nothing of styles."""
    for path in given.iterdir():
        book = pyexcelerate.Workbook()
        for sheet in load_workbook(path, data_only=True):
            rows = [
                ["" if v is None else v for v in row] for row in sheet.iter_rows(values_only=True)
            ]
            book.new_sheet(sheet.title, data=rows or [[""]])
        book.save(str(made / path.name))


def _by_gnumeric(given: Path, made: Path) -> None:
    for path in given.iterdir():
        command = ("ssconvert", "-T", "Gnumeric_Excel:xlsx2", str(path), str(made / path.name))
        subprocess.run(command, check=True, capture_output=True, timeout=PATIENCE)  # noqa: S603 - as above


def by_libreoffice(given: Path, made: Path) -> None:
    """Open and save every workbook of a folder in LibreOffice."""
    convert(sorted(given.iterdir()), made, WORKBOOK, made.parent / "profile")


PROGRAMS: Mapping[str, Callable[[Path, Path], None]] = {
    "SheetJS": partial(_by_node, "sheetjs"),
    "SheetJS(日付)": partial(_by_node, "sheetjs-dates"),
    "ExcelJS": partial(_by_node, "exceljs"),
    "excelize": _by_excelize,
    "Gnumeric": _by_gnumeric,
    "LibreOffice": by_libreoffice,
    "PyExcelerate": _by_pyexcelerate,
}
"""By name; each takes a folder of workbooks and one to save them into."""
