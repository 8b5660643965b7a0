"""The sheet はじめに: what the form is for, three steps, dates, whom to ask, and the colours."""

from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from ledger.form import places, styles
from ledger.form.sheet import dress, heights, link, page, protect, put
from ledger.layout.self_report import MAIN_SHEET, MORE_SHEET, MY_ABSENCES, MY_HISTORY

WIDTHS = (2, 7, 22, 44, 4, 26, 50)

_PURPOSE = (
    "この申告書は、あなたのデジタルの学びと実践を確かめ、次の一歩を一緒に考えるためのものです。",
    "人材育成のために使います。人事評価には使いません。順位や点数は付けません。",
)
_STEPS = (
    ("1", "書く", "シート「申告」の白い欄に記入します。書くところは、この1枚だけです。"),
    ("2", "確かめる", "「申告」の上のほうで、入力チェックと、次の一歩が思ったとおりかを見ます。"),
    ("3", "出す", "提出日を入れて保存し、決められたフォルダに置きます。上長が確認します。"),
)
_MANUAL = "説明書は「職員の方へ」の1枚です。なければ、人事の担当に尋ねてください。"
_DATES = (
    ("report_due", "提出の期限"),
    ("confirm_due", "上長の確認の期限"),
    ("as_of", "基準日"),
    ("contact", "問い合わせ先"),
)


def build(book: Workbook) -> None:
    """Add the sheet."""
    sheet = page(book, places.WELCOME_SHEET, WIDTHS)
    put(sheet, "B1", "自己申告書　はじめに", styles.TITLE)
    sheet[places.WELCOME["org_name"]].style = styles.NOTE
    put(sheet, "B2", "団体", styles.NOTE)
    for number, text in enumerate(_PURPOSE):
        put(sheet, f"B{4 + number}", text, styles.BODY)
        sheet[f"B{4 + number}"].alignment = styles.no_wrap()
    _steps(sheet)
    _dates(sheet)
    _legend(sheet)
    _contents(sheet)
    sheet.print_area = "A1:G24"
    heights(sheet, {1: 36, 3: 8, 4: 24, 5: 24, 6: 8})
    protect(sheet)


def _heading(sheet: Worksheet, row: int, columns: str, text: str) -> None:
    dress(sheet, (f"{column}{row}" for column in columns), styles.HEADING)
    put(sheet, f"{columns[0]}{row}", text, styles.HEADING)
    heights(sheet, {row: 24})


def _steps(sheet: Worksheet) -> None:
    _heading(sheet, 7, "BCDEFG", "3つの手順")
    for offset, (number, name, text) in enumerate(_STEPS):
        row = 8 + offset
        put(sheet, f"B{row}", number, styles.HEADER)
        put(sheet, f"C{row}", name, styles.LABEL)
        put(sheet, f"D{row}", text, styles.BODY)
        sheet[f"D{row}"].alignment = styles.no_wrap()
        heights(sheet, {row: 28})
    link(sheet, "C12", MAIN_SHEET, f"→ {MAIN_SHEET}を書き始める")
    heights(sheet, {11: 6, 12: 24, 13: 8})


def _dates(sheet: Worksheet) -> None:
    _heading(sheet, 14, "BCD", "期限と連絡先")
    put(sheet, "C19", _MANUAL, styles.NOTE)
    sheet["C19"].alignment = styles.no_wrap()
    heights(sheet, {19: 24})
    for offset, (key, label) in enumerate(_DATES):
        row = 15 + offset
        dress(sheet, (f"B{row}", f"C{row}"), styles.LABEL)
        put(sheet, f"B{row}", None, styles.LABEL)
        put(sheet, f"C{row}", label, styles.LABEL)
        put(sheet, places.WELCOME[key], None, styles.COMPUTED)
        heights(sheet, {row: 24})


def _legend(sheet: Worksheet) -> None:
    _heading(sheet, 20, "BCD", "欄の見分け方")
    for offset, (style, name, text) in enumerate(
        (
            (styles.INPUT, "入力", "白い欄（青い枠）… あなたが記入します"),
            (styles.COMPUTED, "計算", "灰色の欄 … はじめから入っているか、自動で出ます"),
            (styles.SUPERVISOR, "上長の入力", "点線の欄 … 上長が記入します"),
        )
    ):
        row = 21 + offset
        put(sheet, f"C{row}", name, style)
        put(sheet, f"D{row}", text, styles.NOTE)
        heights(sheet, {row: 24})


def _contents(sheet: Worksheet) -> None:
    _heading(sheet, 14, "FG", "シートの一覧")
    guides = {
        MAIN_SHEET: "書くところは、すべてここです",
        places.PANEL_SHEET: "Stepの条件をひとつずつ。入力チェックの一覧",
        MY_HISTORY.title: "以前の年度の実績（あるときだけ。読むだけ）",
        MY_ABSENCES.title: "期間の計算から除く日（あるときだけ。読むだけ）",
        MORE_SHEET: "申告に書ききれないときだけ使います",
    }
    for offset, (title, text) in enumerate(guides.items()):
        row = 15 + offset
        link(sheet, f"F{row}", title, title)
        put(sheet, f"G{row}", text, styles.NOTE)
