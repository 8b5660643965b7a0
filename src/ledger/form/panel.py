"""The sheet 次の一歩: every criterion of the person, and the 必須研修, one line each."""

from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from ledger.form import styles
from ledger.form.blocks import Shape, Sizes
from ledger.form.panel_words import HOW
from ledger.form.places import DETAIL_TOP, PANEL_SHEET
from ledger.form.sheet import back, dress, heights, mark, page, protect, put
from ledger.form.sizes import laid
from ledger.layout.self_report import HEADER_ROW

WIDTHS = (2, 30, 8, 48, 16, 12, 12, 13, 20)
COLUMNS = "BCDEFGHI"
_CENTRED = "CEFGH"


def build(book: Workbook, shape: Shape, sizes: Sizes) -> None:
    """Add the sheet.

    Args:
        book: The workbook.
        shape: The hidden blocks that its formulas lean on.
        sizes: How many criteria and 必須研修 it has room for.
    """
    sheet = page(book, PANEL_SHEET, WIDTHS)
    put(sheet, "B1", PANEL_SHEET, styles.TITLE)
    said = f'day_in_words(now[seen_on])&"まで、いまの仕事が続いた場合です。{HOW}"'
    put(sheet, "B2", shape.formula(said, PANEL_SHEET), styles.NOTE)
    back(sheet, "B3")
    _header(
        sheet,
        HEADER_ROW,
        ("人材像・ツール", "Step", "条件", "いま", "必要", "結果", "最短の日", "補足"),
    )
    _criteria(sheet, shape, sizes["criteria"])
    _mandatory(sheet, shape, laid(sizes).mandatory_top, sizes["mandatory"])
    sheet.freeze_panes = f"A{HEADER_ROW + 1}"
    sheet.print_title_rows = f"1:{HEADER_ROW}"
    heights(sheet, {1: 34, 2: 20, 3: 20})
    protect(sheet)


def _header(sheet: Worksheet, row: int, headers: tuple[str, ...]) -> None:
    for column, text in zip(COLUMNS, headers, strict=False):
        put(sheet, f"{column}{row}", text, styles.HEADER)
    heights(sheet, {row: 24})


def _criteria(sheet: Worksheet, shape: Shape, rows: int) -> None:
    for row, line in enumerate(shape.lines("details", PANEL_SHEET, rows), start=DETAIL_TOP):
        for column, formula in zip(COLUMNS, line.values(), strict=True):
            put(sheet, f"{column}{row}", formula, styles.COMPUTED)
            if column in _CENTRED:
                sheet[f"{column}{row}"].alignment = styles.centred()
        heights(sheet, {row: 24})
    last = DETAIL_TOP + rows - 1
    area, marks = f"B{DETAIL_TOP}:I{last}", f"G{DETAIL_TOP}:G{last}"
    _looks(sheet, area, marks, f"$B{DETAIL_TOP}")


def _looks(sheet: Worksheet, area: str, marks: str, first: str) -> None:
    mark(sheet, area, f'{first}=""', styles.blank())
    cell = marks.partition(":")[0]
    mark(sheet, marks, f'LEFT({cell},1)="×"', styles.bad())
    mark(sheet, marks, f'LEFT({cell},1)="○"', styles.good())


def _mandatory(sheet: Worksheet, shape: Shape, top: int, rows: int) -> None:
    dress(sheet, (f"{column}{top - 2}" for column in COLUMNS), styles.HEADING)
    put(sheet, f"B{top - 2}", "必須研修（Stepの条件とは別です）", styles.HEADING)
    heights(sheet, {top - 3: 10, top - 2: 24})
    for column, text in zip("BDG", ("人材像", "研修", "結果"), strict=True):
        put(sheet, f"{column}{top - 1}", text, styles.HEADER)
    dress(sheet, (f"{column}{top - 1}" for column in "CEF"), styles.HEADER)
    for row, line in enumerate(shape.lines("required", PANEL_SHEET, rows), start=top):
        dress(sheet, (f"{column}{row}" for column in "BCDEFG"), styles.CHECK)
        for column, formula in zip("BDG", line.values(), strict=True):
            sheet[f"{column}{row}"].value = formula
        sheet[f"G{row}"].alignment = styles.centred()
        heights(sheet, {row: 20})
    last = top + rows - 1
    _looks(sheet, f"B{top}:G{last}", f"G{top}:G{last}", f"$B{top}")
