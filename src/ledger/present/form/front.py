"""The sheet 申告: who, the fields to fill in, 次の一歩, 入力チェック, the confirmation."""

from openpyxl.workbook import Workbook
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.worksheet import Worksheet

from ledger.layout.self_report import CONFIRM_FIELDS, FIELDS, MAIN_SHEET
from ledger.present.form import blocks, inputs, places, styles
from ledger.present.form.blocks import CALC, RULES, UNKNOWN, VERDICT_ROWS, day_text, setting
from ledger.present.form.checks import CHECKS
from ledger.present.form.sheet import dress, heights, link, mark, page, protect, put

WIDTHS = (2, 20, 16, 12, 12, 52, 13, 36)
"""All of them together fit a screen of 1366 pixels."""
LAST = "H"
COLUMNS = "BCDEFGH"
_LABEL_LENGTH = 12
"""Characters of a label that fit on one line."""

NO_STEPS = "この人材像にはStepがまだありません。"
TOP = "めざすStepまで、すべて満たしています。"
NO_CRITERIA = "条件が決まっていません。"
ELSEWHERE = (
    "条件が多く、ここでは計算できません。人事担当の台帳の「Step判定」シートで確かめられます。"
)
WHOLE = "いちばん高いもの"
USUAL = "申告と実績をそのまま数えた目安です。正式な判定は、上長の確認の後に台帳で決まります。"
"""What the panel says, and what stands beside its formulas when a form is issued (`results`)."""

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


def build(book: Workbook) -> None:
    """Add the sheet."""
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
    _fields(sheet)
    _panel(sheet)
    _checks(sheet)
    _confirmation(sheet)
    _names(book)
    sheet.freeze_panes = "A3"
    sheet.print_title_rows = "1:2"
    sheet.row_breaks.append(Break(id=places.CHECKS_TOP - 3))
    sheet.print_area = f"A1:{LAST}{places.FIRST_CONFIRM_ROW + len(CONFIRM_FIELDS) - 1}"
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


def _fields(sheet: Worksheet) -> None:
    _heading(sheet, places.FIRST_FIELD_ROW - 1, "記入する欄")
    for number, field in enumerate(FIELDS):
        row = places.FIRST_FIELD_ROW + number
        inputs.field(sheet, row, field, styles.INPUT)
        put(sheet, f"D{row}", _FIELD_NOTES[field.key], styles.NOTE)
    summary = f"B{places.CHECKS_TOP - 2}"
    put(sheet, f"G{places.FIRST_FIELD_ROW}", f"={summary}", styles.BODY)
    sheet[f"G{places.FIRST_FIELD_ROW}"].alignment = styles.no_wrap()
    _judged(sheet, f"G{places.FIRST_FIELD_ROW}")


def _panel(sheet: Worksheet) -> None:
    top = places.PANEL_TOP
    _heading(sheet, top - 2, "次の一歩")
    seen = f"{blocks.CALC_SHEET}!{blocks.now('seen_on')}"
    day = f'YEAR({seen})&"年"&MONTH({seen})&"月"&DAY({seen})&"日"'
    put(sheet, f"D{top - 2}", f'={day}&"まで、いまの仕事が続いた場合"', styles.HEADING)
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
    for number in range(VERDICT_ROWS):
        _panel_row(sheet, number)
    area = f"B{top}:{LAST}{top + VERDICT_ROWS - 1}"
    mark(sheet, area, f'$B{top}=""', styles.blank())
    overflow = setting("overflow")
    put(
        sheet,
        f"B{places.PANEL_NOTE}",
        f'=IF({overflow}="","{USUAL}",{overflow})',
        styles.NOTE,
    )
    mark(sheet, f"B{places.PANEL_NOTE}", f'{overflow}<>""', styles.bad())


def _panel_row(sheet: Worksheet, number: int) -> None:
    row = places.PANEL_TOP + number
    rules, calc = RULES["verdicts"], CALC["verdicts"]
    persona, tool, parents = (
        rules.at("persona", number),
        rules.at("tool", number),
        rules.all("parent"),
    )
    shown = f"{rules.at('shown', number)}=1"

    def found(key: str) -> str:
        return calc.outside(key, number)

    source = found("source")
    is_whole = f"COUNTIF({parents},{number + 1})>0"
    leading = f'IF({source}<>{number + 1},INDEX({rules.all("tool")},{source})&"：","")'
    upper = f"INDEX({calc.column_outside('upper')},{source})"
    above = f'IF({upper}>0,"Step"&{upper}&"の条件は満たしています。","")'
    missing = f'IF({found("missing")}="","{NO_CRITERIA}",{found("missing")})'
    top = f'IF({found("step")}=0,"{NO_STEPS}","{TOP}")'
    told = f"IF({found('next')}=0,{top},{leading}&{above}&{missing})"
    left = f'IF({found("open")}=0,"○ すべて修了","残り"&{found("open")}&"："&{found("names")})'
    mapped = f"COUNTIF({RULES['mandatory'].all('row')},{number + 1})=0"
    step, following = found("step"), found("next")
    cells = {
        "B": f'IF({tool}="",{persona},"　└ "&{persona})',
        "C": f'IF({tool}<>"",{tool},IF({is_whole},"{WHOLE}",""))',
        "D": f'IF({shown},IF({step}=0,"まだ","Step"&{step}),"—")',
        "E": f'IF({shown},IF({following}=0,"—","Step"&{following}),"—")',
        "F": f'IF({shown},{told},"{ELSEWHERE}")',
        "G": (
            f'IF(AND({shown},{following}>0),IF({found("earliest")}>={UNKNOWN},"未定",'
            f'{day_text(found("earliest"))}),"—")'
        ),
        "H": f'IF({tool}<>"","",IF({mapped},"—",{left}))',
    }
    for column, formula in cells.items():
        put(sheet, f"{column}{row}", f'=IF({persona}="","",{formula})', styles.COMPUTED)
        sheet[f"{column}{row}"].font = styles.panel_font()
        if column in "DEG":
            sheet[f"{column}{row}"].alignment = styles.centred()
    heights(sheet, {row: 34})


def _checks(sheet: Worksheet) -> None:
    top = places.CHECKS_TOP
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
        put(sheet, f"B{row}", f'=IF({check.problems}=0,"○","×")', styles.COMPUTED)
        sheet[f"B{row}"].alignment = styles.centred()
        dress(sheet, (f"{column}{row}" for column in "CDEFGH"), styles.CHECK)
        sheet[f"C{row}"].value = check.title
        sheet[f"F{row}"].value = f"={check.where}"
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


def _confirmation(sheet: Worksheet) -> None:
    top = places.FIRST_CONFIRM_ROW
    _heading(sheet, top - 1, "上長の確認（上長が記入します）", styles.SUPERVISOR_HEADING)
    for number, field in enumerate(CONFIRM_FIELDS):
        inputs.field(sheet, top + number, field, styles.SUPERVISOR)
        if len(field.label) > _LABEL_LENGTH:
            heights(sheet, {top + number: 38})
        put(sheet, f"D{top + number}", _FIELD_NOTES[field.key], styles.NOTE)


def _names(book: Workbook) -> None:
    for key, address in places.FIELD_CELLS.items():
        reference = f"'{MAIN_SHEET}'!${address[0]}${address[1:]}"
        book.defined_names.add(DefinedName(f"in_{key}", attr_text=reference))
