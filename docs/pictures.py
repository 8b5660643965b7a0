"""Draws every sheet of a city's workbooks as people see it: at 1366x768, and as its A4 pages.

Needs LibreOffice Calc, python3-uno, pdftoppm and Japanese fonts (`.ci/run` installs them), and a
city that `talent-ledger demo` has lived through. `make pictures CITY=...` calls it.

    python docs/pictures.py CITY [FOLDER] [KIND ...]
"""

import argparse
import math
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import openpyxl
from openpyxl.utils import column_index_from_string
from PIL import Image

from soffice import Office

HERE = Path(__file__).parent
SCREEN = (1366, 768)
DPI = 96
PAGE_DPI = 80
HUNDREDTHS_PER_INCH = 2540
MOST_COLUMNS, MOST_ROWS = 60, 80
USUAL_PIXELS = 64
COLOURS, FEW_COLOURS = 48, 16
"""Of the pictures that the README shows, and of the others."""
GRID = 0xD4D4D4
CONTENT = 1 | 2 | 4 | 16
"""Cells with a number, a date, a text or a formula, as the office counts them."""
DIGIT_PIXELS = {"Calibri": 7}
"""Widest digit of a workbook's default font; Japanese ones have 8."""
PICKED = {
    ("self-report", "申告"): "self-report",
    ("review", "確認表"): "review",
    ("ledger", "グラフ"): "ledger-charts",
    ("ledger", "今日やること"): "ledger-today",
    ("ledger", "予算要求一覧"): "ledger-budget",
    ("ledger", "異動を試す"): "ledger-transfers",
    ("ledger", "確保の逆算"): "ledger-acquisition",
    ("report", "要約"): "report",
    ("report", "KPI"): "report-kpi",
}
"""Names of the pictures that the README shows."""


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
    parser.add_argument("kinds", nargs="*", help="draw these only, and leave the others")
    given = parser.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    if not given.kinds:
        for old in given.folder.glob("*.png"):  # `before/` stays
            old.unlink()
    index = []
    with tempfile.TemporaryDirectory() as scratch, Office(Path(scratch)) as office:
        for book in _books(given.city):
            if book.name in (given.kinds or [book.name]):
                drawer = Drawer(office, book, given.folder, Path(scratch), _grids(book.path))
                index += [f"\n## {book.name}\n", *office.drawn(book.path, drawer.draw)]
    if not given.kinds:
        made = (
            "Made by `make pictures`. Screens are the first 1366x768 pixels of a sheet. What the\n"
            "sheets looked like before they had a home is in [before](before/README.md).\n"
        )
        text = "\n".join([f"# Every sheet, drawn\n\n{made}", *index]) + "\n"
        (given.folder / "README.md").write_text(text, encoding="utf-8")


def _books(city: Path) -> Iterator[Book]:
    """Yield one workbook of each kind; the fullest form and review workbook stand for all."""
    yield Book("ledger", city / "台帳.xlsx", printed=False)
    yield Book("self-report", _fullest(city / "配布" / "年度末"))
    yield Book("review", _fullest(city / "確認表" / "年度末"))
    yield Book("report", city / "レポート.xlsx")
    yield Book("publication", city / "公表" / "公表用.xlsx")


def _fullest(folder: Path) -> Path:
    return max(folder.rglob("*.xlsx"), key=lambda path: (path.stat().st_size, path.name))


class Drawer(NamedTuple):
    """Draws one workbook.

    Attributes:
        office: What opens it.
        book: The workbook.
        folder: Where the pictures go.
        scratch: A folder for PDFs.
        grids: The sheets that show their grid.
    """

    office: Office
    book: Book
    folder: Path
    scratch: Path
    grids: frozenset[str]

    def draw(self, document: Any) -> list[str]:  # noqa: ANN401 - the office's objects have no types
        """Draw its sheets, and its pages if it is meant for paper; return the list of them."""
        sheets = [document.Sheets[number] for number in range(document.Sheets.Count)]
        visible = [sheet for sheet in sheets if sheet.IsVisible]
        widths = _widths(self.book.path)
        for sheet in visible:
            self._as_wide_as_in_excel(sheet, widths[sheet.Name])
        pages = self._pages(document, visible) if self.book.printed else []
        return [*self._screens(document, visible), *pages]

    def _as_wide_as_in_excel(self, sheet: Any, widths: Mapping[int, int]) -> None:  # noqa: ANN401
        """Set the columns' widths; charts, which hang on their first cell, shrink with them."""
        before = sum(sheet.Columns[position].Width for position in widths)
        for position, pixels in widths.items():
            if pixels:
                sheet.Columns[position].Width = pixels * HUNDREDTHS_PER_INCH // DPI
        part = sum(sheet.Columns[position].Width for position in widths) / before
        for number in range(sheet.DrawPage.Count):
            shape = sheet.DrawPage[number]
            size = self.office.uno.createUnoStruct("com.sun.star.awt.Size")
            size.Width, size.Height = round(shape.Size.Width * part), shape.Size.Height
            shape.setSize(size)

    def _pages(self, document: Any, sheets: list[Any]) -> list[str]:  # noqa: ANN401
        """Draw the workbook as it prints: one PNG a page, `<book>-page-NN.png`."""
        for sheet in sheets:
            _fit_rows(sheet, _used_rows(sheet))
        pdf = self.scratch / f"{self.book.name}.pdf"
        self._export(document, pdf)
        listed = []
        for number, page in enumerate(_drawn(pdf, PAGE_DPI), start=1):
            name = f"{self.book.name}-page-{number:02d}.png"
            _kept(Image.open(page), self.folder / name)
            listed.append(f"- [A4 page {number}]({name})")
        return listed

    def _screens(self, document: Any, sheets: list[Any]) -> list[str]:  # noqa: ANN401
        """Draw the top left of every visible sheet, as it shows on a 1366x768 screen."""
        listed = []
        for number, sheet in enumerate(sheets, start=1):
            usual = f"{self.book.name}-{number:02d}"
            name = PICKED.get((self.book.name, sheet.Name), usual) + ".png"
            pdf = self.scratch / f"{usual}.pdf"
            self._lay_out(document, sheet)
            self._export(document, pdf, self.office.value("PageRange", given="1"))
            (screen,) = _drawn(pdf, DPI)
            _kept(Image.open(screen).crop((0, 0, *SCREEN)), self.folder / name)
            listed.append(f"- [{sheet.Name}]({name})")
        return listed

    def _export(self, document: Any, target: Path, *options: Any) -> None:  # noqa: ANN401
        data = self.office.uno.Any("[]com.sun.star.beans.PropertyValue", options)
        export = self.office.value("FilterName", given="calc_pdf_Export")
        document.storeToURL(target.as_uri(), (export, self.office.value("FilterData", given=data)))

    def _lay_out(self, document: Any, sheet: Any) -> None:  # noqa: ANN401
        """Make the sheet's top left the only page, a little larger than the screen."""
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
        area = self.office.uno.createUnoStruct("com.sun.star.table.CellRangeAddress")
        area.Sheet = sheet.RangeAddress.Sheet
        area.EndColumn, area.EndRow = _shown(sheet)
        sheet.removeAllManualPageBreaks()
        sheet.setPrintTitleColumns(False)
        sheet.setPrintTitleRows(False)
        sheet.setPrintAreas((area,))
        controller = document.CurrentController
        controller.setActiveSheet(sheet)
        if sheet.Name in self.grids:
            self._draw_grid(sheet, area, controller.SplitRow)

    def _draw_grid(self, sheet: Any, area: Any, top: int) -> None:  # noqa: ANN401
        """Draw grid lines below the frozen rows, where our books have no lines of their own."""
        line = self.office.uno.createUnoStruct("com.sun.star.table.BorderLine2")
        line.Color, line.OuterLineWidth, line.LineWidth = GRID, 18, 18
        cells = sheet.getCellRangeByPosition(0, top, area.EndColumn, max(top, area.EndRow))
        cells.BottomBorder = cells.RightBorder = line


def _grids(path: Path) -> frozenset[str]:
    sheets = openpyxl.load_workbook(path).worksheets
    return frozenset(sheet.title for sheet in sheets if sheet.sheet_view.showGridLines)


def _widths(path: Path) -> dict[str, dict[int, int]]:
    """Return the pixels of every sheet's columns as Excel draws them (from 0; hidden ones 0)."""
    book: Any = openpyxl.load_workbook(path)
    digit = DIGIT_PIXELS.get(str(book._fonts[0].name), 8)  # noqa: SLF001 - nowhere else
    found: dict[str, dict[int, int]] = {}
    for sheet in book.worksheets:
        usual = sheet.sheet_format.defaultColWidth
        pixels = dict.fromkeys(
            range(MOST_COLUMNS), _pixels(usual, digit) if usual else USUAL_PIXELS
        )
        for name, dimension in sheet.column_dimensions.items():
            first = dimension.min or column_index_from_string(name)
            width = 0 if dimension.hidden else _pixels(dimension.width, digit)
            last = min(dimension.max or first, MOST_COLUMNS)
            pixels |= dict.fromkeys(range(first - 1, last), width)
        found[sheet.title] = pixels
    return found


def _pixels(width: float, digit: int) -> int:
    return math.trunc((256 * width + math.trunc(128 / digit)) / 256 * digit)


def _used_rows(sheet: Any) -> int:  # noqa: ANN401 - the office's objects have no types
    cursor = sheet.createCursor()
    cursor.gotoEndOfUsedArea(False)  # noqa: FBT003 - the office's own call
    return int(cursor.RangeAddress.EndRow) + 1


def _fit_rows(sheet: Any, count: int) -> None:  # noqa: ANN401 - the office's objects have no types
    """Make rows without a height of their own as high as their text; blank ones stay."""
    for row in range(count):
        line = sheet.Rows[row]
        said = line.queryContentCells(CONTENT).Count
        if said and line.OptimalHeight and line.IsVisible:
            line.OptimalHeight = True


def _shown(sheet: Any) -> tuple[int, int]:  # noqa: ANN401 - the office's objects have no types
    """Return the last column and row of which something shows; rows are fitted first."""
    width, height = (side * HUNDREDTHS_PER_INCH // DPI for side in SCREEN)
    used, column = 0, 0
    while used < width and column < MOST_COLUMNS:
        used += sheet.Columns[column].Width if sheet.Columns[column].IsVisible else 0
        column += 1
    _fit_rows(sheet, MOST_ROWS)
    used, row = 0, 0
    while used < height and row < MOST_ROWS:
        used += sheet.Rows[row].Height if sheet.Rows[row].IsVisible else 0
        row += 1
    return column - 1, row - 1


def _drawn(pdf: Path, dpi: int) -> list[Path]:
    """Return the pages of a PDF as pictures."""
    stem = pdf.with_name(f"{pdf.stem}-drawn")
    for old in stem.parent.glob(f"{stem.name}-*.png"):
        old.unlink()
    subprocess.run(  # noqa: S603 - fixed arguments
        ["pdftoppm", "-png", "-r", str(dpi), str(pdf), str(stem)],  # noqa: S607 - on the path
        check=True,
    )
    return sorted(stem.parent.glob(f"{stem.name}-*.png"))


def _kept(picture: Image.Image, target: Path) -> None:
    """Keep a picture with few colours, which is what a sheet has."""
    colours = COLOURS if target.stem in PICKED.values() else FEW_COLOURS
    few = picture.convert("RGB").quantize(colours, dither=Image.Dither.NONE)
    few.save(target, optimize=True)


if __name__ == "__main__":
    main()
