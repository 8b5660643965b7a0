"""The sheet 申告: who, what is to be put right, the panel, the fields, and the blocks of claims."""

from openpyxl.workbook import Workbook
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.worksheet import Worksheet

from ledger.form import claims, grid, inputs, laid as stands_at, panel_words, places, styles
from ledger.form.blocks import Shape, Sizes
from ledger.form.check_lines import CHECKS
from ledger.form.laid import Laid, laid
from ledger.form.sheet import as_table, dress, heights, link, mark, page, protect, put
from ledger.layout.self_report import FIELDS, MAIN_SHEET, MY_NONE, NONE_BLOCKS

_FIELD_NOTES = {
    "submitted_on": "必須。直したら、新しい日に",
    "entered_by": "空欄は本人です",
    "proxy": "代理のときだけ、入力した人",
    "seen_on": "次の一歩を計算する日",
}
_HINT = "白い欄に記入します。灰色は見るだけ。人材育成のためのもので、人事評価には使いません。"


def build(book: Workbook, shape: Shape, sizes: Sizes) -> None:
    """Add the sheet.

    Args:
        book: The workbook.
        shape: The hidden blocks that its formulas lean on.
        sizes: How many rows its parts have.
    """
    stands = laid(sizes)
    sheet = page(book, MAIN_SHEET, grid.WIDTHS, upright=True)
    put(sheet, "B1", "自己申告書", styles.TITLE)
    link(sheet, "I1", places.WELCOME_SHEET, "書き方は「はじめに」へ")
    _identity(sheet)
    put(sheet, "B4", _HINT, styles.NOTE)
    _to_mend(sheet, shape, stands)
    _panel(sheet, shape, stands)
    _fields(sheet, stands)
    _none(sheet, stands)
    claims.build(sheet, shape, sizes)
    _names(book, stands)
    sheet.freeze_panes = "A4"
    sheet.print_title_rows = "2:2"
    sheet.print_area = f"{grid.FIRST}1:{grid.LAST}{stands.last_row}"
    sheet.row_breaks.append(Break(id=stands.main["my_qualifications"].top - 1))
    heights(sheet, {1: grid.TITLE, 2: 22, 3: 22, 4: grid.LINE})
    protect(sheet)


def heading(sheet: Worksheet, row: int, text: str, columns: str = grid.COLUMNS) -> None:
    """Put a heading into a row, with its line."""
    dress(sheet, (f"{column}{row}" for column in columns), styles.HEADING)
    put(sheet, f"B{row}", text, styles.HEADING)
    heights(sheet, {row: grid.HEADING})


def _identity(sheet: Worksheet) -> None:
    for address, label in (
        ("C2", "氏名"),
        ("E2", "職員番号"),
        ("G2", "所属"),
        ("C3", "年度"),
        ("E3", "時期"),
        ("G3", "提出の期限"),
    ):
        put(sheet, address, label, styles.LABEL)
        sheet[address].alignment = styles.right()
    for address in places.IDENTITY.values():
        row = address[1:]
        if address.startswith("H"):
            dress(sheet, (f"{column}{row}" for column in "HIJ"), styles.SHADE)
        else:
            put(sheet, address, None, styles.COMPUTED)
        sheet[address].number_format = "@"


def _to_mend(sheet: Worksheet, shape: Shape, stands: Laid) -> None:
    """Say how many places are to be put right, and lead to the first of them."""
    row = stands_at.CHECK_ROW
    last = stands.checks_top + len(CHECKS) - 1
    marks = f"COUNTIF('{places.PANEL_SHEET}'!$B${stands.checks_top}:$B${last},\"×\")"
    heading(sheet, row, "")
    text = f'=IF({marks}=0,"入力チェック　○ すべてよい","入力チェック　× あと"&{marks}&"か所")'
    put(sheet, f"B{row}", text, styles.HEADING)
    link(sheet, f"I{row}", places.PANEL_SHEET, "チェックの一覧 →", f"B{stands.checks_top}")
    sheet[f"I{row}"].border = styles.heading_line()
    mark(sheet, f"B{row}", f'ISNUMBER(FIND("×",$B${row}))', styles.bad())
    mark(sheet, f"B{row}", f'ISNUMBER(FIND("○",$B${row}))', styles.good())
    remedies = f"'{places.PANEL_SHEET}'!$E${stands.checks_top}:$E${last}"
    for number in range(stands_at.JUMPS):
        at = stands_at.FIRST_JUMP + number
        go = (
            'IF(jumps[@at]=0,"",HYPERLINK("#"&INDEX(checked[cell],jumps[@at]),'
            '"→ "&INDEX(checked[place],jumps[@at])))'
        )
        put(sheet, f"C{at}", shape.formula(go, MAIN_SHEET, number), styles.LINK)
        said = f'IF(jumps[@at]=0,"",INDEX({remedies},jumps[@at]))'
        put(sheet, f"E{at}", shape.formula(said, MAIN_SHEET, number), styles.NOTE)
        heights(sheet, {at: grid.LINE})
    heights(sheet, {stands_at.FIRST_JUMP + stands_at.JUMPS: 6})


def _panel(sheet: Worksheet, shape: Shape, stands: Laid) -> None:
    top = stands_at.PANEL_TOP
    heading(sheet, top - 1, "いまと、次の一歩")
    day = shape.formula('day_in_words(now[seen_on])&"まで、いまの仕事が続いた場合"', MAIN_SHEET)
    put(sheet, f"D{top - 1}", day, styles.HEADING)
    sheet[f"D{top - 1}"].font = styles.plain_font()
    link(sheet, f"I{top - 1}", places.PANEL_SHEET, "条件をひとつずつ →")
    sheet[f"I{top - 1}"].border = styles.heading_line()
    for number, line in enumerate(shape.lines("persona", MAIN_SHEET, stands.personas)):
        at = stands_at.persona_row(number)
        put(sheet, f"C{at}", line["name"], styles.SENTENCE)
        sheet[f"C{at}"].font = styles.name_font()
        put(sheet, f"D{at}", line["bar"], styles.SENTENCE)
        sheet[f"D{at}"].font = styles.bar_font()
        put(sheet, f"C{at + 1}", line["said"], styles.SENTENCE)
        put(sheet, f"C{at + 2}", line["more"], styles.SENTENCE)
        heights(sheet, {at: 20, at + 1: grid.LINE, at + 2: grid.LINE})
    put(sheet, f"C{stands.panel_note}", panel_words.USUAL, styles.NOTE)
    heights(sheet, {stands.panel_note: grid.LINE, stands.panel_note + 1: 6})


def _fields(sheet: Worksheet, stands: Laid) -> None:
    heading(sheet, stands.fields_top, "はじめに記入する欄", "BCDEF")
    for form_field in FIELDS:
        _, address = stands.field_cells[form_field.key]
        inputs.field(sheet, address, form_field, styles.INPUT)
        put(sheet, f"E{address[1:]}", _FIELD_NOTES[form_field.key], styles.NOTE)


def _none(sheet: Worksheet, stands: Laid) -> None:
    """Add `my_none`: a ○ for every block in which there is nothing more to write this year."""
    top, first = stands.fields_top, stands_at.NONE_COLUMN
    heights(sheet, {top: grid.HEADER})
    for column in MY_NONE.columns:
        at = f"{'HI'[MY_NONE.keys.index(column.key)]}{top}"
        put(sheet, at, column.header, styles.HEADER)
        sheet[at].font = styles.header_font()
    for number, word in enumerate(NONE_BLOCKS.values(), start=1):
        row = top + number
        put(sheet, f"H{row}", word, styles.COMPUTED)
        put(sheet, f"I{row}", None, styles.INPUT)
        sheet[f"I{row}"].alignment = styles.centred()
        sheet[f"I{row}"].number_format = inputs.TEXT
        heights(sheet, {row: 22})
    last = top + len(NONE_BLOCKS)
    none = MY_NONE.column("none")
    inputs.validate(sheet, f"I{top + 1}:I{last}", none.key, none.kind, MY_NONE.title)
    ref = places.table_ref(top, first, len(MY_NONE.columns), len(NONE_BLOCKS))
    as_table(sheet, MY_NONE.key, ref, MY_NONE.headers)
    heights(sheet, {last + 1: 8})


def _names(book: Workbook, stands: Laid) -> None:
    for key, (sheet, address) in stands.field_cells.items():
        reference = f"'{sheet}'!${address[0]}${address[1:]}"
        book.defined_names.add(DefinedName(f"in_{key}", attr_text=reference))
