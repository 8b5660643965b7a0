"""Draws every sheet of a workbook as a person sees it: at 1366x768, and as its A4 pages.

Needs LibreOffice Calc, python3-uno, pdftoppm and Japanese fonts (`.ci/run` installs them).

    python docs/pictures.py BOOK.xlsx OUTPUT_FOLDER [--pages]
"""

import argparse
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

DEBIAN_PACKAGES = "/usr/lib/python3/dist-packages"
SCREEN = (1366, 768)
CHROME_HEIGHT = 210
"""Pixels that Excel's ribbon, formula bar and status bar take of the screen."""
DPI = 96
HUNDREDTHS_PER_INCH = 2540
PIPE = "talent-ledger-pictures"


def main() -> None:
    """Draw the sheets of one workbook."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("book", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--pages", action="store_true", help="draw the A4 pages too")
    given = parser.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        draw_screens(given.book, given.folder, Path(scratch))
        if given.pages:
            draw_pages(given.book, given.folder, Path(scratch))


def draw_pages(book: Path, folder: Path, scratch: Path) -> None:
    """Draw the workbook as it prints: one PNG a page, `<book>-page-N.png`."""
    pdf = _to_pdf(book, scratch)
    _to_png(pdf, folder / f"{book.stem}-page", dpi=80)


def draw_screens(book: Path, folder: Path, scratch: Path) -> None:
    """Draw the top left of every visible sheet as it shows on a 1366x768 screen."""
    sys.path.append(DEBIAN_PACKAGES)
    import uno  # noqa: PLC0415 - Debian's package, on the path only now

    office = subprocess.Popen(  # noqa: S603 - fixed arguments
        [  # noqa: S607 - found on the path, as everywhere
            "soffice",
            "--headless",
            "--norestore",
            f"-env:UserInstallation=file://{scratch}/profile",
            f"--accept=pipe,name={PIPE};urp;",
        ]
    )
    try:
        desktop = _desktop(uno)
        document = desktop.loadComponentFromURL(
            book.resolve().as_uri(), "_blank", 0, (_value(uno, "Hidden", given=True),)
        )
        names = [
            sheet.Name
            for sheet in (document.Sheets[i] for i in range(document.Sheets.Count))
            if sheet.IsVisible
        ]
        for number, name in enumerate(names, start=1):
            _draw_sheet(uno, document, name, scratch / f"{number}.pdf")
            _to_png(scratch / f"{number}.pdf", folder / f"{book.stem}-{number:02d}", dpi=DPI)
        document.close(True)  # noqa: FBT003 - the office's own call
        desktop.terminate()
    finally:
        office.terminate()
        office.wait(timeout=30)


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


def _draw_sheet(uno: Any, document: Any, name: str, target: Path) -> None:  # noqa: ANN401
    sheet = document.Sheets.getByName(name)
    style = document.StyleFamilies.getByName("PageStyles").getByName(sheet.PageStyle)
    width, height = (side * HUNDREDTHS_PER_INCH // DPI for side in SCREEN)
    height -= CHROME_HEIGHT * HUNDREDTHS_PER_INCH // DPI
    style.IsLandscape = True
    style.Width, style.Height = width, height
    for side in ("LeftMargin", "RightMargin", "TopMargin", "BottomMargin"):
        setattr(style, side, 0)
    style.HeaderIsOn = style.FooterIsOn = False
    style.PageScale, style.ScaleToPagesX, style.ScaleToPagesY = 100, 0, 0
    style.PrintHeaders = style.PrintGrid = True
    style.CenterHorizontally = False
    area = uno.createUnoStruct("com.sun.star.table.CellRangeAddress")
    area.Sheet = sheet.RangeAddress.Sheet
    area.EndColumn, area.EndRow = _fitting(sheet, width, height)
    sheet.setPrintAreas((area,))
    sheet.setPrintTitleColumns(False)
    sheet.setPrintTitleRows(False)
    data = uno.Any(
        "[]com.sun.star.beans.PropertyValue",
        (_value(uno, "Selection", given=sheet), _value(uno, "PageRange", given="1")),
    )
    document.storeToURL(
        target.as_uri(),
        (
            _value(uno, "FilterName", given="calc_pdf_Export"),
            _value(uno, "FilterData", given=data),
        ),
    )


def _fitting(sheet: Any, width: int, height: int) -> tuple[int, int]:  # noqa: ANN401
    """Return the last column and row that the screen shows."""
    used, column = 1200, 0
    while used + sheet.Columns[column].Width <= width and column < 60:  # noqa: PLR2004
        used += sheet.Columns[column].Width * (1 if sheet.Columns[column].IsVisible else 0)
        column += 1
    used, row = 600, 0
    while used + sheet.Rows[row].Height <= height and row < 200:  # noqa: PLR2004
        used += sheet.Rows[row].Height * (1 if sheet.Rows[row].IsVisible else 0)
        row += 1
    return max(column - 1, 0), max(row - 1, 0)


def _to_pdf(book: Path, scratch: Path) -> Path:
    subprocess.run(  # noqa: S603 - fixed arguments
        [  # noqa: S607 - found on the path
            "soffice",
            "--headless",
            f"-env:UserInstallation=file://{scratch}/profile",
            "--convert-to",
            "pdf",
            "--outdir",
            str(scratch),
            str(book),
        ],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    return scratch / f"{book.stem}.pdf"


def _to_png(pdf: Path, stem: Path, dpi: int) -> None:
    subprocess.run(  # noqa: S603 - fixed arguments
        ["pdftoppm", "-png", "-r", str(dpi), str(pdf), str(stem)],  # noqa: S607 - on the path
        check=True,
    )


if __name__ == "__main__":
    main()
