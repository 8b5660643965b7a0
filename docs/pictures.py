"""Draws every sheet of a city's workbooks as people see it: at 1366x768, and as its A4 pages.

Needs LibreOffice Calc, python3-uno, pdftoppm and Japanese fonts (`.ci/run` installs them), and a
city that `talent-ledger demo` has lived through. `make pictures CITY=...` calls it.

    python docs/pictures.py CITY [FOLDER]
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from PIL import Image

HERE = Path(__file__).parent
DEBIAN_PACKAGES = "/usr/lib/python3/dist-packages"
SCREEN = (1366, 768)
DPI = 96
PAGE_DPI = 80
HUNDREDTHS_PER_INCH = 2540
MOST_COLUMNS, MOST_ROWS = 60, 80
COLOURS = 64
GRID = 0xD4D4D4
PIPE = f"talent-ledger-pictures-{os.getpid()}"
PICKED = {
    ("self-report", "申告"): "self-report",
    ("review", "確認表"): "review",
    ("ledger", "グラフ"): "ledger-charts",
    ("report", "KPI"): "report-kpi",
}
"""Names of the pictures that the README shows."""

FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>
<include>/etc/fonts/fonts.conf</include>
<alias binding="same"><family>游ゴシック</family>
<prefer><family>Noto Sans CJK JP</family></prefer></alias>
<alias binding="same"><family>Calibri</family>
<prefer><family>Noto Sans CJK JP</family></prefer></alias>
</fontconfig>
"""
"""Stands in for the fonts of Japanese Windows."""

SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""
"""Recalculates on load, since forms carry no values of their formulas."""


class Book(NamedTuple):
    """A workbook to draw: the name of its pictures, and whether it is meant for paper."""

    name: str
    path: Path
    printed: bool = True


def main() -> None:
    """Draw the workbooks of one city."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("city", type=Path)
    parser.add_argument("folder", type=Path, nargs="?", default=HERE / "images")
    given = parser.parse_args()
    shutil.rmtree(given.folder, ignore_errors=True)
    given.folder.mkdir(parents=True)
    index = []
    with tempfile.TemporaryDirectory() as scratch:
        _prepare(Path(scratch))
        for book in _books(given.city):
            index.append(f"\n## {book.name}\n")
            index += draw_screens(book, given.folder, Path(scratch))
            if book.printed:
                index += draw_pages(book, given.folder, Path(scratch))
    made = "Made by `make pictures`. Screens are the first 1366x768 pixels of a sheet.\n"
    head = f"# Every sheet, drawn\n\n{made}"
    (given.folder / "README.md").write_text(head + "\n".join(index) + "\n", encoding="utf-8")


def _books(city: Path) -> Iterator[Book]:
    """Yield one workbook of each kind; the fullest form and review workbook stand for all."""
    yield Book("ledger", city / "台帳.xlsx", printed=False)
    yield Book("self-report", _fullest(city / "配布" / "年度末"))
    yield Book("review", _fullest(city / "確認表" / "年度末"))
    yield Book("report", city / "レポート.xlsx")


def _fullest(folder: Path) -> Path:
    return max(folder.rglob("*.xlsx"), key=lambda path: (path.stat().st_size, path.name))


def _prepare(scratch: Path) -> None:
    """Lay out fonts and the office's profile."""
    user = scratch / "profile" / "user"
    user.mkdir(parents=True)
    (user / "registrymodifications.xcu").write_text(SETTINGS, encoding="utf-8")
    (scratch / "fonts.conf").write_text(FONTS, encoding="utf-8")
    os.environ["FONTCONFIG_FILE"] = str(scratch / "fonts.conf")


def draw_pages(book: Book, folder: Path, scratch: Path) -> list[str]:
    """Draw a workbook as it prints: one PNG a page, `<book>-page-NN.png`."""
    given = scratch / f"{book.name}.xlsx"
    shutil.copyfile(book.path, given)
    _office(scratch, "--convert-to", "pdf", "--outdir", str(scratch), str(given)).wait()
    made = _drawn(given.with_suffix(".pdf"), scratch / f"{book.name}-page", PAGE_DPI)
    listed = []
    for number, page in enumerate(made, start=1):
        name = f"{book.name}-page-{number:02d}.png"
        _kept(Image.open(page), folder / name)
        listed.append(f"- [A4 page {number}]({name})")
    return listed


def draw_screens(book: Book, folder: Path, scratch: Path) -> list[str]:
    """Draw the top left of every visible sheet, as it shows on a 1366x768 screen."""
    sys.path.append(DEBIAN_PACKAGES)
    import uno  # noqa: PLC0415 - Debian's package, on the path only now

    listed = []
    office = _office(scratch, f"--accept=pipe,name={PIPE};urp;")
    try:
        desktop = _desktop(uno)
        document = desktop.loadComponentFromURL(
            book.path.resolve().as_uri(), "_blank", 0, (_value(uno, "Hidden", given=True),)
        )
        sheets = [document.Sheets[number] for number in range(document.Sheets.Count)]
        for number, sheet in enumerate((s for s in sheets if s.IsVisible), start=1):
            name = PICKED.get((book.name, sheet.Name), f"{book.name}-{number:02d}") + ".png"
            pdf = scratch / f"{book.name}-{number}.pdf"
            _draw_sheet(uno, document, sheet, pdf)
            (screen,) = _drawn(pdf, pdf.with_suffix(""), DPI)
            _kept(Image.open(screen).crop((0, 0, *SCREEN)), folder / name)
            listed.append(f"- [{sheet.Name}]({name})")
        document.close(True)  # noqa: FBT003 - the office's own call
        desktop.terminate()
    finally:
        office.terminate()
        office.wait(timeout=30)
    return listed


def _draw_sheet(uno: Any, document: Any, sheet: Any, target: Path) -> None:  # noqa: ANN401 - no types
    """Export the sheet's top left as one page, a little larger than the screen."""
    for other in range(document.Sheets.Count):
        document.Sheets[other].setPrintAreas(())
    width, height = ((side + 600) * HUNDREDTHS_PER_INCH // DPI for side in SCREEN)
    style = document.StyleFamilies.getByName("PageStyles").getByName(sheet.PageStyle)
    style.IsLandscape, style.Width, style.Height = True, width, height
    for side in ("LeftMargin", "RightMargin", "TopMargin", "BottomMargin"):
        setattr(style, side, 0)
    style.HeaderIsOn = style.FooterIsOn = style.CenterHorizontally = style.PrintGrid = False
    style.PageScale, style.ScaleToPagesX, style.ScaleToPagesY = 100, 0, 0
    style.PrintHeaders = True
    area = uno.createUnoStruct("com.sun.star.table.CellRangeAddress")
    area.Sheet = sheet.RangeAddress.Sheet
    area.EndColumn, area.EndRow = _shown(sheet)
    sheet.setPrintTitleColumns(False)
    sheet.setPrintTitleRows(False)
    sheet.setPrintAreas((area,))
    controller = document.CurrentController
    controller.setActiveSheet(sheet)
    if controller.ShowGrid:
        _draw_grid(uno, sheet, area, controller.SplitRow)
    data = uno.Any("[]com.sun.star.beans.PropertyValue", (_value(uno, "PageRange", given="1"),))
    export = _value(uno, "FilterName", given="calc_pdf_Export")
    document.storeToURL(target.as_uri(), (export, _value(uno, "FilterData", given=data)))


def _shown(sheet: Any) -> tuple[int, int]:  # noqa: ANN401 - the office's objects have no types
    """Return the last column and row of which something shows; rows are fitted first."""
    width, height = (side * HUNDREDTHS_PER_INCH // DPI for side in SCREEN)
    used, column = 0, 0
    while used < width and column < MOST_COLUMNS:
        used += sheet.Columns[column].Width if sheet.Columns[column].IsVisible else 0
        column += 1
    used, row = 0, 0
    while used < height and row < MOST_ROWS:
        line = sheet.Rows[row]
        if line.OptimalHeight and line.IsVisible:
            line.OptimalHeight = True
        used += line.Height if line.IsVisible else 0
        row += 1
    return column - 1, row - 1


def _draw_grid(uno: Any, sheet: Any, area: Any, top: int) -> None:  # noqa: ANN401 - no types
    """Draw grid lines around cells without a look of their own, below the frozen rows."""
    line = uno.createUnoStruct("com.sun.star.table.BorderLine2")
    line.Color, line.OuterLineWidth, line.LineWidth = GRID, 18, 18
    for row in range(top, area.EndRow + 1):
        for column in range(area.EndColumn + 1):
            cell = sheet.getCellByPosition(column, row)
            if not cell.BottomBorder.OuterLineWidth and not cell.TopBorder.OuterLineWidth:
                cell.BottomBorder = cell.RightBorder = line


def _office(scratch: Path, *arguments: str) -> subprocess.Popen[bytes]:
    profile = f"-env:UserInstallation={(scratch / 'profile').as_uri()}"
    command = ("soffice", "--headless", "--norestore", profile, *arguments)
    return subprocess.Popen(  # noqa: S603 - fixed arguments, own files
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


def _desktop(uno: Any) -> Any:  # noqa: ANN401 - the office's objects have no types
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext(
        "com.sun.star.bridge.UnoUrlResolver", local
    )
    for _ in range(120):
        try:
            context = resolver.resolve(f"uno:pipe,name={PIPE};urp;StarOffice.ComponentContext")
        except Exception:  # noqa: BLE001 - the office is not up yet, whatever it says
            time.sleep(0.5)
            continue
        return context.ServiceManager.createInstanceWithContext(
            "com.sun.star.frame.Desktop", context
        )
    message = "LibreOffice did not start"
    raise RuntimeError(message)


def _value(uno: Any, name: str, *, given: Any) -> Any:  # noqa: ANN401 - see _desktop
    value = uno.createUnoStruct("com.sun.star.beans.PropertyValue")
    value.Name, value.Value = name, given
    return value


def _drawn(pdf: Path, stem: Path, dpi: int) -> list[Path]:
    """Return the pages of a PDF as pictures."""
    subprocess.run(  # noqa: S603 - fixed arguments
        ["pdftoppm", "-png", "-r", str(dpi), str(pdf), str(stem)],  # noqa: S607 - on the path
        check=True,
    )
    return sorted(stem.parent.glob(f"{stem.name}-*.png"))


def _kept(picture: Image.Image, target: Path) -> None:
    """Keep a picture with few colours, which is what a sheet has."""
    few = picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    few.save(target, optimize=True)


if __name__ == "__main__":
    main()
