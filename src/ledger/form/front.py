"""The sheet 申告: who, the fields to fill in, 次の一歩, 入力チェック, the confirmation."""

from collections.abc import Mapping

from openpyxl.workbook import Workbook
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.worksheet import Worksheet

from ledger.form import inputs, panel_words, places, styles
from ledger.form.blocks import Shape
from ledger.form.check_lines import CHECKS
from ledger.form.places import Laid
from ledger.form.sheet import dress, heights, link, mark, page, protect, put
from ledger.layout.self_report import CONFIRM_FIELDS, FIELDS, MAIN_SHEET

WIDTHS = (2, 20, 16, 12, 12, 52, 13, 36)
"""All of them together fit a screen of 1366 pixels."""
LAST = "H"
COLUMNS = "BCDEFGH"
_LABEL_LENGTH = 12
"""Characters of a label that fit on one line."""

_FIELD_NOTES = {
    "submitted_on": "必須。提出する日を入れます。直して出し直すときは、新しい日付にしてください。",
    "entered_by": "本人か代理を選びます。空欄は本人です。",
    "proxy": "代理のときだけ、入力した人の氏名を書きます。",
    "seen_on": (
        "下の「次の一歩」を、この日まで今の仕事が続いた場合で計算します。はじめは基準日です。"
    ),
    "decision": "確認・差戻し・保留から選びます。行ごとの採否は、各シートの右端に記入します。",
    "confirmer_no": "確認した人の職員番号です。",
    "confirmed_on": "確認した日です。",
    "decision_reason": "差戻し・保留のときは、本人に伝わる理由を書きます。",
    "step_reviews": "規則と違う判定は、確認表の「Step」に書きます。ここに手で書いても使いません。",
    "digest": "アドインを使うと自動で入ります。手で書く必要はありません。",
    "decision_digest": "アドインを使うと自動で入ります。手で書く必要はありません。",
}


def build(book: Workbook, shape: Shape, laid: Laid) -> None:
    """Add the sheet.

    Args:
        book: The workbook.
        shape: The hidden blocks that its formulas lean on.
        laid: Where its parts stand.
    """
    sheet = page(book, MAIN_SHEET, WIDTHS)
    put(sheet, "B1", "自己申告書", styles.TITLE)
    put(
        sheet,
        "B2",
        "人材育成のための申告です。人事評価には使いません。白い欄に記入し、灰色の欄は見るだけです。",
        styles.NOTE,
    )
    link(sheet, "H2", places.WELCOME_SHEET, "書き方は「はじめに」へ")
    _identity(sheet)
    _fields(sheet, laid)
    _panel(sheet, shape, laid)
    _checks(sheet, shape, laid)
    _confirmation(sheet, laid)
    _names(book, laid)
    sheet.freeze_panes = "A3"
    sheet.print_title_rows = "1:2"
    sheet.row_breaks.append(Break(id=laid.checks_top - 3))
    sheet.print_area = f"A1:{LAST}{laid.first_confirm_row + len(CONFIRM_FIELDS) - 1}"
    heights(sheet, {1: 34, 2: 20, 3: 8, 9: 8})
    protect(sheet)


def _heading(sheet: Worksheet, row: int, text: str, style: str = styles.HEADING) -> None:
    dress(sheet, (f"{column}{row}" for column in COLUMNS), style)
    put(sheet, f"B{row}", text, style)
    heights(sheet, {row - 1: 8, row: 24})


def _identity(sheet: Worksheet) -> None:
    _heading(sheet, 4, "あなたについて")
    for address, label in (
        ("B5", "年度"),
        ("D5", "時期"),
        ("B6", "氏名"),
        ("D6", "職員番号"),
        ("B7", "所属"),
        ("B8", "人材像"),
    ):
        put(sheet, address, label, styles.LABEL)
    for key in ("year_label", "phase", "staff_name", "staff_no"):
        sheet[places.IDENTITY[key]].style = styles.COMPUTED
        sheet[places.IDENTITY[key]].number_format = "@"
    for key in ("section", "personas"):
        first = places.IDENTITY[key]
        row = first[1:]
        dress(sheet, (f"{column}{row}" for column in "CDE"), styles.SHADE)
        sheet[first].number_format = "@"
    put(sheet, places.IDENTITY["due"], None, styles.NOTE)
    heights(sheet, dict.fromkeys(range(5, 9), 22))


def _fields(sheet: Worksheet, laid: Laid) -> None:
    _heading(sheet, places.FIRST_FIELD_ROW - 1, "記入する欄")
    for number, field in enumerate(FIELDS):
        row = places.FIRST_FIELD_ROW + number
        inputs.field(sheet, row, field, styles.INPUT)
        put(sheet, f"D{row}", _FIELD_NOTES[field.key], styles.NOTE)
    summary = f"B{laid.checks_top - 2}"
    put(sheet, f"G{places.FIRST_FIELD_ROW}", f"={summary}", styles.BODY)
    sheet[f"G{places.FIRST_FIELD_ROW}"].alignment = styles.no_wrap()
    _judged(sheet, f"G{places.FIRST_FIELD_ROW}")


def _panel(sheet: Worksheet, shape: Shape, laid: Laid) -> None:
    top = places.PANEL_TOP
    _heading(sheet, top - 2, "次の一歩")
    day = shape.formula('day_in_words(now[seen_on])&"まで、いまの仕事が続いた場合"', MAIN_SHEET)
    put(sheet, f"D{top - 2}", day, styles.HEADING)
    sheet[f"D{top - 2}"].font = styles.plain_font()
    link(sheet, f"H{top - 2}", places.PANEL_SHEET, "条件をひとつずつ見る →")
    sheet[f"H{top - 2}"].border = styles.heading_line()
    headers = (
        "人材像",
        "ツール",
        "いまのStep",
        "次のStep",
        "次に進むために足りないもの",
        "最短の日",
        "必須研修",
    )
    for column, text in zip(COLUMNS, headers, strict=True):
        put(sheet, f"{column}{top - 1}", text, styles.HEADER)
    heights(sheet, {top - 1: 22})
    for number, line in enumerate(shape.lines("panel", MAIN_SHEET, laid.verdicts)):
        _panel_row(sheet, top + number, line)
    area = f"B{top}:{LAST}{top + laid.verdicts - 1}"
    mark(sheet, area, f'$B{top}=""', styles.blank())
    put(sheet, f"B{laid.panel_note}", panel_words.USUAL, styles.NOTE)


def _panel_row(sheet: Worksheet, row: int, line: Mapping[str, str]) -> None:
    for column, formula in zip(COLUMNS, line.values(), strict=True):
        put(sheet, f"{column}{row}", formula, styles.COMPUTED)
        sheet[f"{column}{row}"].font = styles.panel_font()
        if column in "DEG":
            sheet[f"{column}{row}"].alignment = styles.centred()
    heights(sheet, {row: 34})


def _checks(sheet: Worksheet, shape: Shape, laid: Laid) -> None:
    top = laid.checks_top
    last = top + len(CHECKS) - 1
    _heading(sheet, top - 2, "入力チェック")
    marks = f'COUNTIF($B${top}:$B${last},"×")'
    summary = f'"入力チェック　× 直すところが"&{marks}&"つあります"'
    put(
        sheet,
        f"B{top - 2}",
        f'=IF({marks}=0,"入力チェック　○ すべてよい",{summary})',
        styles.HEADING,
    )
    for column, text in zip("BCF", ("結果", "こうなっているか", "どこを、どう直すか"), strict=True):
        put(sheet, f"{column}{top - 1}", text, styles.HEADER)
    dress(sheet, (f"{column}{top - 1}" for column in "DEGH"), styles.HEADER)
    for column in "CF":
        sheet[f"{column}{top - 1}"].alignment = styles.no_wrap()
    for number, check in enumerate(CHECKS):
        row = top + number
        put(
            sheet,
            f"B{row}",
            shape.formula(f'IF({check.problems}=0,"○","×")', MAIN_SHEET),
            styles.COMPUTED,
        )
        sheet[f"B{row}"].alignment = styles.centred()
        dress(sheet, (f"{column}{row}" for column in "CDEFGH"), styles.CHECK)
        sheet[f"C{row}"].value = check.title
        sheet[f"F{row}"].value = shape.formula(check.where, MAIN_SHEET)
        if check.sheet != MAIN_SHEET:
            link(sheet, f"C{row}", check.sheet, check.title, "C5")
            sheet[f"C{row}"].border = styles.check_line()
    heights(sheet, {top - 1: 22, **dict.fromkeys(range(top, last + 1), 20)})
    area = f"B{top}:B{last}"
    _judged(sheet, area)


def _judged(sheet: Worksheet, area: str) -> None:
    first = area.partition(":")[0]
    mark(sheet, area, f'ISNUMBER(FIND("×",{first}))', styles.bad())
    mark(sheet, area, f'ISNUMBER(FIND("○",{first}))', styles.good())


def _confirmation(sheet: Worksheet, laid: Laid) -> None:
    top = laid.first_confirm_row
    _heading(sheet, top - 1, "上長の確認（上長が記入します）", styles.SUPERVISOR_HEADING)
    for number, field in enumerate(CONFIRM_FIELDS):
        inputs.field(sheet, top + number, field, styles.SUPERVISOR)
        if len(field.label) > _LABEL_LENGTH:
            heights(sheet, {top + number: 38})
        put(sheet, f"D{top + number}", _FIELD_NOTES[field.key], styles.NOTE)


def _names(book: Workbook, laid: Laid) -> None:
    for key, address in laid.field_cells.items():
        reference = f"'{MAIN_SHEET}'!${address[0]}${address[1:]}"
        book.defined_names.add(DefinedName(f"in_{key}", attr_text=reference))
