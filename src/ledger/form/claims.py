"""The sheets of claims (one table each), and the read-only sheets of the past and of absences."""

from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from ledger.form import inputs, styles
from ledger.form.blocks import Shape, Sizes
from ledger.form.places import REFUSED_HEAD, refused_at
from ledger.form.sheet import as_table, back, heights, mark, page, protect, put
from ledger.layout.columns import Table
from ledger.layout.frames import letter
from ledger.layout.self_report import (
    FIRST_COLUMN,
    FORM_TABLES,
    HEADER_ROW,
    MY_ABSENCES,
    MY_HISTORY,
    SUPERVISOR_KEYS,
    FormTable,
)

FIRST_ROW = HEADER_ROW + 1

_GUIDES = {
    "my_goals": (
        "今年度の目標を書きます。"
        "デジタルスキルの習得・活用に関する目標を入れ、デジタル欄を○にします。"
    ),
    "my_attendances": (
        "今年度に修了した研修を書きます。名簿で届いている分は、はじめから入っています。"
    ),
    "my_qualifications": (
        "今年度に取得した資格を書きます。有効期限がない資格は、期限を空欄にします。"
    ),
    "my_engagements": (
        "案件をリード・担当した期間を書きます。続いているあいだは終了日を空欄にします。"
    ),
    "my_tool_levels": "ツールごとに、今年度のレベルを0〜3で入れます。",
    "my_skill_ratings": "専門のスキルごとに、自分がどれだけ合うかを0〜3で入れます。",
    "my_steps": "自分で思うStepを選びます。規則どおりに数えたStepは「次の一歩」で見られます。",
    "my_answers": "アンケートです。名前と一緒に集計します。答えたくないときは無回答を選びます。",
}

_TALL = 38
_USUAL = 22


def build(book: Workbook, shape: Shape, sizes: Sizes) -> None:
    """Add one sheet per table of claims."""
    for form in FORM_TABLES:
        _claims(book, form._replace(rows=sizes[form.table.key]), shape)


def build_past(book: Workbook, sizes: Sizes) -> None:
    """Add the read-only sheets これまでの実績 and 除外期間."""
    _read_only(
        book,
        MY_HISTORY,
        sizes[MY_HISTORY.key],
        "以前の年度に確認された実績のうち、Stepの判定に使うものです。見るだけで、直せません。",
    )
    _read_only(
        book,
        MY_ABSENCES,
        sizes[MY_ABSENCES.key],
        "リード期間・担当期間の計算から除く日です。理由は載せません。見るだけで、直せません。",
    )


def _claims(book: Workbook, form: FormTable, shape: Shape) -> None:
    table = form.table
    sheet = page(book, table.title, (6, 5, *(column.width for column in table.columns)))
    _head(sheet, table, _GUIDES[table.key])
    last = FIRST_ROW + form.rows - 1
    for position, column in enumerate(table.columns):
        own = letter(FIRST_COLUMN - 1 + position)
        supervisors = column.key in SUPERVISOR_KEYS
        header = styles.SUPERVISOR_HEADER if supervisors else styles.HEADER
        put(sheet, f"{own}{HEADER_ROW}", column.header, header)
        style = styles.SUPERVISOR if supervisors else styles.INPUT
        if column.key in form.given:
            style = styles.COMPUTED
        for row in range(FIRST_ROW, last + 1):
            cell = sheet[f"{own}{row}"]
            cell.style = style
            cell.number_format = inputs.number_format(column)
        if column.key not in form.given:
            area = f"{own}{FIRST_ROW}:{own}{last}"
            inputs.validate(
                sheet, area, column.key, column.kind, column.header, longest=column.longest
            )
    _supervisors_band(sheet, table)
    _refused(sheet, form)
    _row_labels(sheet, form, shape)
    _number_goals(sheet, form)
    _as_table(sheet, table, form.rows)
    heights(sheet, dict.fromkeys(range(FIRST_ROW, last + 1), _height(form)))
    protect(sheet)


def _height(form: FormTable) -> float:
    return _USUAL if form.rows > len(FORM_TABLES) + 4 else _TALL


def _head(sheet: Worksheet, table: Table, guide: str) -> None:
    put(sheet, "A1", table.title, styles.TITLE)
    put(sheet, "A2", guide, styles.NOTE)
    back(sheet, "A3")
    heights(sheet, {1: 34, 2: 20, 3: 20, HEADER_ROW: 24})
    sheet.freeze_panes = f"{letter(FIRST_COLUMN - 1)}{FIRST_ROW}"
    sheet.print_title_rows = f"1:{HEADER_ROW}"


def _supervisors_band(sheet: Worksheet, table: Table) -> None:
    first = letter(FIRST_COLUMN - 1 + table.keys.index(SUPERVISOR_KEYS[0]))
    put(sheet, f"{first}{HEADER_ROW - 1}", "ここは上長が記入", styles.NOTE)


def _refused(sheet: Worksheet, form: FormTable) -> None:
    """Make room for why rows were not accepted before; locked, and blank as a rule."""
    beside = (refused_at(form.table.key, index) for index in range(form.rows))
    for address in (REFUSED_HEAD, *beside):
        put(sheet, address, None, styles.NOTE)
        sheet[address].font = styles.bad_font()


def _row_labels(sheet: Worksheet, form: FormTable, shape: Shape) -> None:
    put(sheet, f"A{HEADER_ROW}", "点検", styles.HEADER)
    put(sheet, f"B{HEADER_ROW}", "行", styles.HEADER)
    own = f"rows_{form.table.key}"
    text = f'IF({own}[@bad]>0,"×",IF({own}[@filled]=1,"○",""))'
    for index in range(form.rows):
        row = FIRST_ROW + index
        put(sheet, f"A{row}", shape.formula(text, form.table.title, index), styles.MARK)
        put(sheet, f"B{row}", index + 1, styles.MARK)
        sheet[f"B{row}"].number_format = "0"
    area = f"A{FIRST_ROW}:A{FIRST_ROW + form.rows - 1}"
    mark(sheet, area, f'$A{FIRST_ROW}="×"', styles.bad())
    mark(sheet, area, f'$A{FIRST_ROW}="○"', styles.good())


def _number_goals(sheet: Worksheet, form: FormTable) -> None:
    if form.table.key != "my_goals":
        return
    for index in range(form.rows):
        address = f"{letter(FIRST_COLUMN - 1)}{FIRST_ROW + index}"
        sheet[address].value = index + 1
        sheet[address].alignment = styles.centred()


def _read_only(book: Workbook, table: Table, rows: int, guide: str) -> None:
    sheet = page(book, table.title, (2, 5, *(column.width for column in table.columns)))
    _head(sheet, table, guide)
    put(sheet, f"B{HEADER_ROW}", "行", styles.HEADER)
    for position, column in enumerate(table.columns):
        own = letter(FIRST_COLUMN - 1 + position)
        put(sheet, f"{own}{HEADER_ROW}", column.header, styles.HEADER)
        for row in range(FIRST_ROW, FIRST_ROW + rows):
            sheet[f"{own}{row}"].style = styles.COMPUTED
            sheet[f"{own}{row}"].number_format = inputs.number_format(column)
    for index in range(rows):
        put(sheet, f"B{FIRST_ROW + index}", index + 1, styles.MARK)
        sheet[f"B{FIRST_ROW + index}"].number_format = "0"
    _as_table(sheet, table, rows)
    heights(sheet, dict.fromkeys(range(FIRST_ROW, FIRST_ROW + rows), 20))
    protect(sheet)


def _as_table(sheet: Worksheet, table: Table, rows: int) -> None:
    first = letter(FIRST_COLUMN - 1)
    last = letter(FIRST_COLUMN - 2 + len(table.columns))
    as_table(sheet, table.key, f"{first}{HEADER_ROW}:{last}{HEADER_ROW + rows}", table.headers)
