"""The sheet 次の一歩: every criterion of the person, and the 必須研修, one line each."""

from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from ledger.layout.self_report import HEADER_ROW, RULE_ROWS
from ledger.present.form import blocks, places, styles
from ledger.present.form.blocks import CALC, MANDATORY_ROWS, RULES, UNKNOWN, day_text, now
from ledger.present.form.sheet import back, dress, heights, mark, page, protect, put

WIDTHS = (2, 30, 8, 48, 16, 12, 12, 13, 20)
COLUMNS = "BCDEFGHI"
HOW = "申告と実績をそのまま数えた目安です。見る日は「申告」で変えられます。"
_CENTRED = "CEFGH"


def build(book: Workbook) -> None:
    """Add the sheet."""
    sheet = page(book, places.PANEL_SHEET, WIDTHS)
    put(sheet, "B1", places.PANEL_SHEET, styles.TITLE)
    seen = f"{blocks.CALC_SHEET}!{now('seen_on')}"
    day = f'YEAR({seen})&"年"&MONTH({seen})&"月"&DAY({seen})&"日"'
    put(sheet, "B2", f'={day}&"まで、いまの仕事が続いた場合です。{HOW}"', styles.NOTE)
    back(sheet, "B3")
    _header(
        sheet,
        HEADER_ROW,
        ("人材像・ツール", "Step", "条件", "いま", "必要", "結果", "最短の日", "補足"),
    )
    for number in range(RULE_ROWS):
        _criterion(sheet, number)
    _mandatory(sheet)
    sheet.freeze_panes = f"A{HEADER_ROW + 1}"
    sheet.print_title_rows = f"1:{HEADER_ROW}"
    heights(sheet, {1: 34, 2: 20, 3: 20})
    protect(sheet)


def _header(sheet: Worksheet, row: int, headers: tuple[str, ...]) -> None:
    for column, text in zip(COLUMNS, headers, strict=False):
        put(sheet, f"{column}{row}", text, styles.HEADER)
    heights(sheet, {row: 24})


def _criterion(sheet: Worksheet, number: int) -> None:
    row = places.DETAIL_TOP + number
    rules = RULES["criteria"]
    used = rules.at("row", number)

    def rule(key: str) -> str:
        return rules.at(key, number)

    def found(key: str) -> str:
        return CALC["criteria"].outside(key, number)

    days = f'IF({found("days")}>0,"と"&{found("days")}&"日","")'
    member = RULES["members"].all("set")
    late = f"SUMIF({member},{rule('set')},{CALC['members'].column_outside('late')})"
    lapsed = f'IF(AND({rule("kind")}="研修",{found("met")}=0,{late}>0),"有効期限切れ　","")'
    unknown = f'IF({found("earliest")}>={UNKNOWN},"未定",{day_text(found("earliest"))})'
    cells = {
        "B": rule("where"),
        "C": rule("step"),
        "D": rule("label"),
        "E": f"{found('have')}&{rule('unit')}&{days}",
        "F": f"{rule('need')}&{rule('unit')}",
        "G": f'IF({found("met")}=1,"○ 満たす","× まだ")',
        "H": f'IF({found("met")}=1,"",{unknown})',
        "I": f"{lapsed}&{rule('note')}",
    }
    for column, formula in cells.items():
        address = f"{column}{row}"
        put(sheet, address, f'=IF({used}="","",{formula})', styles.COMPUTED)
        if column in _CENTRED:
            sheet[address].alignment = styles.centred()
    heights(sheet, {row: 24})
    if not number:
        last = row + RULE_ROWS - 1
        _looks(sheet, f"B{row}:I{last}", f"G{row}:G{last}", f"$B{row}")


def _looks(sheet: Worksheet, area: str, marks: str, first: str) -> None:
    mark(sheet, area, f'{first}=""', styles.blank())
    cell = marks.partition(":")[0]
    mark(sheet, marks, f'LEFT({cell},1)="×"', styles.bad())
    mark(sheet, marks, f'LEFT({cell},1)="○"', styles.good())


def _mandatory(sheet: Worksheet) -> None:
    top = places.MANDATORY_TOP
    dress(sheet, (f"{column}{top - 2}" for column in COLUMNS), styles.HEADING)
    put(sheet, f"B{top - 2}", "必須研修（Stepの条件とは別です）", styles.HEADING)
    heights(sheet, {top - 3: 10, top - 2: 24})
    rules = RULES["mandatory"]
    for column, text in zip("BDG", ("人材像", "研修", "結果"), strict=True):
        put(sheet, f"{column}{top - 1}", text, styles.HEADER)
    dress(sheet, (f"{column}{top - 1}" for column in "CEF"), styles.HEADER)
    for number in range(MANDATORY_ROWS):
        row = top + number
        used = rules.at("row", number)
        persona = f"INDEX({RULES['verdicts'].all('persona')},{used})"
        is_open = CALC["mandatory"].outside("open", number)
        dress(sheet, (f"{column}{row}" for column in "BCDEFG"), styles.CHECK)
        for column, formula in (
            ("B", persona),
            ("D", rules.at("name", number)),
            ("G", f'IF({is_open}=1,"× まだ","○ 修了")'),
        ):
            sheet[f"{column}{row}"].value = f'=IF({used}="","",{formula})'
        sheet[f"G{row}"].alignment = styles.centred()
        heights(sheet, {row: 20})
    last = top + MANDATORY_ROWS - 1
    _looks(sheet, f"B{top}:G{last}", f"G{top}:G{last}", f"$B{top}")
