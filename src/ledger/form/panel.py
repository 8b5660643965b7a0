"""The sheet 次の一歩: every verdict row, every criterion, the 必須研修, and 入力チェック."""

from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from ledger.form import styles
from ledger.form.blocks import Shape, Sizes
from ledger.form.check_lines import CHECKS
from ledger.form.checks import Check
from ledger.form.laid import VERDICTS_TOP, Laid, laid
from ledger.form.panel_words import HOW
from ledger.form.places import PANEL_SHEET
from ledger.form.sheet import back, dress, heights, link, mark, page, protect, put
from ledger.layout.self_report import MAIN_SHEET

WIDTHS = (2, 30, 8, 48, 16, 12, 12, 13, 20)
COLUMNS = "BCDEFGHI"
_CENTRED = "CEFGH"
CHECK_HEAD = ("結果", "こうなっているか", "どこを、どう直すか")


def build(book: Workbook, shape: Shape, sizes: Sizes) -> None:
    """Add the sheet.

    Args:
        book: The workbook.
        shape: The hidden blocks that its formulas lean on.
        sizes: How many lines its parts have room for.
    """
    sheet, stands = page(book, PANEL_SHEET, WIDTHS), laid(sizes)
    put(sheet, "B1", PANEL_SHEET, styles.TITLE)
    said = f'day_in_words(now[seen_on])&"まで、いまの仕事が続いた場合です。{HOW}"'
    put(sheet, "B2", shape.formula(said, PANEL_SHEET), styles.NOTE)
    back(sheet, "B3")
    _verdicts(sheet, shape, stands)
    _criteria(sheet, shape, stands)
    _mandatory(sheet, shape, stands)
    _checks(sheet, shape, stands)
    sheet.freeze_panes = "A4"
    sheet.print_title_rows = "1:2"
    sheet.print_area = f"A1:{COLUMNS[-1]}{stands.checks_top - 3}"
    heights(sheet, {1: 34, 2: 20, 3: 20})
    protect(sheet)


def _heading(sheet: Worksheet, row: int, text: str) -> None:
    dress(sheet, (f"{column}{row}" for column in COLUMNS), styles.HEADING)
    put(sheet, f"B{row}", text, styles.HEADING)
    heights(sheet, {row - 1: 10, row: 24})


def _header(sheet: Worksheet, row: int, headers: tuple[str, ...]) -> None:
    for column, text in zip(COLUMNS, headers, strict=False):
        put(sheet, f"{column}{row}", text or None, styles.HEADER)
    heights(sheet, {row: 24})


def _verdicts(sheet: Worksheet, shape: Shape, stands: Laid) -> None:
    top = VERDICTS_TOP
    _heading(sheet, top - 2, "人材像・ツールごとに")
    headers = ("人材像・ツール", "いま", "次に進むために足りないもの", "次のStep", "最短の日")
    _header(sheet, top - 1, (*headers, "必須研修", "", ""))
    sheet[f"G{top - 1}"].alignment = styles.no_wrap()
    lines = shape.lines("panel", PANEL_SHEET, stands.verdicts)
    for row, line in enumerate(lines, start=top):
        for column, formula in zip(COLUMNS, line.values(), strict=False):
            put(sheet, f"{column}{row}", formula, styles.COMPUTED)
            if column in "CEF":
                sheet[f"{column}{row}"].alignment = styles.centred()
        sheet[f"G{row}"].style = styles.SHADE
        dress(sheet, (f"H{row}", f"I{row}"), styles.SHADE)
        heights(sheet, {row: 38})
    area = f"B{top}:I{top + stands.verdicts - 1}"
    mark(sheet, area, f'$B{top}=""', styles.blank())


def _criteria(sheet: Worksheet, shape: Shape, stands: Laid) -> None:
    top = stands.criteria_top
    _heading(sheet, top - 2, "条件をひとつずつ")
    _header(
        sheet,
        top - 1,
        ("人材像・ツール", "Step", "条件", "いま", "必要", "結果", "最短の日", "補足"),
    )
    for row, line in enumerate(shape.lines("details", PANEL_SHEET, stands.criteria), start=top):
        for column, formula in zip(COLUMNS, line.values(), strict=True):
            put(sheet, f"{column}{row}", formula, styles.COMPUTED)
            if column in _CENTRED:
                sheet[f"{column}{row}"].alignment = styles.centred()
        heights(sheet, {row: 24})
    last = top + stands.criteria - 1
    _looks(sheet, f"B{top}:I{last}", f"G{top}:G{last}", f"$B{top}")


def _looks(sheet: Worksheet, area: str, marks: str, first: str) -> None:
    mark(sheet, area, f'{first}=""', styles.blank())
    cell = marks.partition(":")[0]
    mark(sheet, marks, f'LEFT({cell},1)="×"', styles.bad())
    mark(sheet, marks, f'LEFT({cell},1)="○"', styles.good())


def _mandatory(sheet: Worksheet, shape: Shape, stands: Laid) -> None:
    top = stands.mandatory_top
    _heading(sheet, top - 2, "必須研修（Stepの条件とは別です）")
    for column, text in zip("BDG", ("人材像", "研修", "結果"), strict=True):
        put(sheet, f"{column}{top - 1}", text, styles.HEADER)
    dress(sheet, (f"{column}{top - 1}" for column in "CEF"), styles.HEADER)
    for row, line in enumerate(shape.lines("required", PANEL_SHEET, stands.mandatory), start=top):
        dress(sheet, (f"{column}{row}" for column in "BCDEFG"), styles.CHECK)
        for column, formula in zip("BDG", line.values(), strict=True):
            sheet[f"{column}{row}"].value = formula
        sheet[f"G{row}"].alignment = styles.centred()
        heights(sheet, {row: 20})
    last = top + stands.mandatory - 1
    _looks(sheet, f"B{top}:G{last}", f"G{top}:G{last}", f"$B{top}")


def _checks(sheet: Worksheet, shape: Shape, stands: Laid) -> None:
    top = stands.checks_top
    last = top + len(CHECKS) - 1
    _heading(sheet, top - 2, "入力チェックの一覧")
    for column, text in zip("BCE", CHECK_HEAD, strict=True):
        put(sheet, f"{column}{top - 1}", text, styles.HEADER)
        sheet[f"{column}{top - 1}"].alignment = styles.no_wrap()
    dress(sheet, (f"{column}{top - 1}" for column in "DFGHI"), styles.HEADER)
    heights(sheet, {top - 1: 22})
    for number, check in enumerate(CHECKS):
        _check(sheet, shape, stands, check, number)
    area = f"B{top}:B{last}"
    mark(sheet, area, f'$B{top}="×"', styles.bad())
    mark(sheet, area, f'$B{top}="○"', styles.good())


def _check(sheet: Worksheet, shape: Shape, stands: Laid, check: Check, number: int) -> None:
    row = stands.checks_top + number
    dress(sheet, (f"{column}{row}" for column in "CDEFGHI"), styles.CHECK)
    well = 'IF(checked[@place]="","○","△")' if check.mild else 'IF(checked[@bad]=0,"○","×")'
    put(sheet, f"B{row}", shape.formula(well, PANEL_SHEET, number), styles.COMPUTED)
    sheet[f"B{row}"].alignment = styles.centred()
    link(sheet, f"C{row}", MAIN_SHEET, check.title, _target(stands, check))
    sheet[f"C{row}"].border = styles.check_line()
    said = f'IF(checked[@place]="","",checked[@place]&"。{check.remedy}")'
    sheet[f"E{row}"].value = shape.formula(said, PANEL_SHEET, number)
    heights(sheet, {row: 20})


def _target(stands: Laid, check: Check) -> str:
    """Return the cell of 申告 to which the title of a check leads."""
    if check.field:
        return stands.field_cells[check.field][1]
    table = check.table or check.spots[0].table
    return f"C{stands.main[table].first}"
