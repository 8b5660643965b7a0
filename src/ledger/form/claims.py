"""The blocks of 申告 and 続き (a table of claims each), and the read-only sheets of the past."""

from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from ledger.form import grid, inputs, places, styles
from ledger.form.blocks import Shape, Sizes
from ledger.form.laid import LEGENDS, Laid, LaidBlock, laid, none_row
from ledger.form.sheet import as_table, back, dress, heights, mark, page, protect, put
from ledger.layout.addresses import letter
from ledger.layout.columns import Column, Table
from ledger.layout.self_report import (
    ADVICE,
    FIRST_COLUMN,
    MAIN_SHEET,
    MORE_SHEET,
    MY_ABSENCES,
    MY_HISTORY,
    NONE_BLOCKS,
    REFUSED_COLUMN,
)
from ledger.model.terms import Flag

_LAST_COLUMN = len(grid.WIDTHS) - 1
_RIGHT_OF = {"my_goals": styles.INPUT_ON, "my_steps": styles.INPUT_ON, "my_answers": ""}
"""Tables whose last column runs on over the empty cells at its right, and their look."""
_CENTRED = frozenset({"digital", "role", "level", "rating", "own_step", "answer", "goal_no"})


def build(sheet: Worksheet, shape: Shape, sizes: Sizes) -> None:
    """Add the blocks of 申告.

    Args:
        sheet: The sheet.
        shape: The hidden blocks that its formulas lean on.
        sizes: How many rows its tables have.
    """
    stands = laid(sizes)
    for block in stands.main.values():
        _block(sheet, block, shape, stands)


def build_more(book: Workbook, shape: Shape, sizes: Sizes) -> None:
    """Add 続き: where a block goes on whose rows are all filled."""
    stands = laid(sizes)
    sheet = page(book, MORE_SHEET, grid.WIDTHS, upright=True)
    put(sheet, "B1", f"{MORE_SHEET}（{MAIN_SHEET}に書ききれないときだけ使います）", styles.TITLE)
    put(
        sheet, "B2", "番号は申告から続きます。使わない行は、空欄のままでかまいません。", styles.NOTE
    )
    back(sheet, "I2")
    heights(sheet, {1: grid.TITLE, 2: grid.LINE, 3: 8})
    for block in stands.more.values():
        _heading(sheet, block.top, f"{block.form.table.title}（続き）")
        _table(sheet, block, shape)
    last = max(block.last for block in stands.more.values())
    sheet.print_area = f"{grid.FIRST}1:{grid.LAST}{last}"
    sheet.freeze_panes = "A3"
    protect(sheet)


def _heading(sheet: Worksheet, row: int, text: str) -> None:
    dress(sheet, (f"{column}{row}" for column in grid.COLUMNS), styles.HEADING)
    put(sheet, f"B{row}", text, styles.HEADING)
    heights(sheet, {row: grid.HEADING})


def _block(sheet: Worksheet, block: LaidBlock, shape: Shape, stands: Laid) -> None:
    key = block.form.table.key
    _heading(sheet, block.top, block.form.table.title)
    guide = sheet[f"D{block.top}"]
    guide.value, guide.font = grid.GUIDES[key], styles.plain_font()
    mark(sheet, f"D{block.top}", f'LEFT($D${block.top},1)="×"', styles.bad())
    _none_link(sheet, block, shape, stands)
    _example(sheet, block)
    _table(sheet, block, shape)
    _explained(sheet, block, shape)
    _foot(sheet, block, shape, stands)


def _none_link(sheet: Worksheet, block: LaidBlock, shape: Shape, stands: Laid) -> None:
    key = block.form.table.key
    if key not in NONE_BLOCKS:
        return
    number, row = list(NONE_BLOCKS).index(key) + 1, none_row(stands, key)
    text = (
        f'IF(my_none[none {number}]="{Flag.YES.value}","○ 今年はない",'
        f'HYPERLINK("#\'{MAIN_SHEET}\'!I{row}","ないときは↑へ"))'
    )
    put(sheet, f"I{block.top}", shape.formula(text, MAIN_SHEET), styles.LINK)
    sheet[f"I{block.top}"].border = styles.heading_line()


def _example(sheet: Worksheet, block: LaidBlock) -> None:
    row = block.top + 1
    example = grid.EXAMPLES.get(block.form.table.key)
    heights(sheet, {row: grid.LINE if example else 4})
    if not example:
        return
    put(sheet, f"A{row}", "例", styles.EXAMPLE)
    for key, text in example.items():
        at = f"{letter(block.form.column_of(key) - 1)}{row}"
        put(sheet, at, text, styles.EXAMPLE)
        if key in _CENTRED:
            sheet[at].alignment = styles.centred()


def _table(sheet: Worksheet, block: LaidBlock, shape: Shape) -> None:
    form = block.form
    for key in form.order:
        if key in ADVICE:
            _advice(sheet, block, key, shape)
        else:
            _column(sheet, block, form.table.column(key))
    _run_on(sheet, block)
    _refused(sheet, block)
    _row_labels(sheet, block, shape)
    own = form.more if block.before else form.table
    as_table(sheet, own.key, block.ref, form.headers)
    rows = dict.fromkeys(range(block.first, block.last + 1), grid.ROW)
    heights(sheet, {block.header: grid.HEADER, **rows})


def _column(sheet: Worksheet, block: LaidBlock, column: Column) -> None:
    form, key = block.form, column.key
    own = letter(form.column_of(key) - 1)
    put(sheet, f"{own}{block.header}", column.header, styles.HEADER)
    sheet[f"{own}{block.header}"].font = styles.header_font()
    style = styles.COMPUTED if key in form.given and not form.spills else styles.INPUT
    style = styles.COMPUTED if key == "goal_no" else style
    for row in range(block.first, block.last + 1):
        cell = sheet[f"{own}{row}"]
        cell.style = style
        cell.number_format = inputs.number_format(column)
        if key in _CENTRED:
            cell.alignment = styles.centred()
        if key in grid.RUNS_ON:
            cell.alignment = styles.no_wrap(shrink=key in grid.SHRUNK)
        if key == "goal_no":
            cell.value = block.before + row - block.header
    if style == styles.INPUT:
        area = f"{own}{block.first}:{own}{block.last}"
        inputs.validate(sheet, area, key, column.kind, column.header, longest=column.longest)


def _advice(sheet: Worksheet, block: LaidBlock, key: str, shape: Shape) -> None:
    """Fill a column of the table with what the rules say."""
    own = letter(block.form.column_of(key) - 1)
    put(sheet, f"{own}{block.header}", ADVICE[key], styles.HEADER)
    sheet[f"{own}{block.header}"].font = styles.header_font()
    for index, line in enumerate(shape.lines("claimed", MAIN_SHEET, block.rows)):
        put(sheet, f"{own}{block.first + index}", line["rule"], styles.COMPUTED)
        sheet[f"{own}{block.first + index}"].alignment = styles.centred()


def _run_on(sheet: Worksheet, block: LaidBlock) -> None:
    """Draw a box around what a text runs on over, right of the table."""
    look = _RIGHT_OF.get(block.form.table.key)
    if not look:
        return
    first = block.form.first + len(block.form.order)
    for row in range(block.first, block.last + 1):
        dress(sheet, (f"{letter(at - 1)}{row}" for at in range(first, _LAST_COLUMN + 1)), look)


def _refused(sheet: Worksheet, block: LaidBlock) -> None:
    """Make room for why rows were not accepted before; locked, and blank as a rule."""
    for row in range(block.first, block.last + 1):
        address = f"{letter(REFUSED_COLUMN - 1)}{row}"
        put(sheet, address, None, styles.NOTE)
        sheet[address].font = styles.bad_font()


def _row_labels(sheet: Worksheet, block: LaidBlock, shape: Shape) -> None:
    form = block.form
    own = f"rows_{form.table.key}"
    text = f'IF({own}[@bad]>0,"×",IF({own}[@filled]=1,"○",""))'
    for index in range(block.rows):
        row = block.first + index
        formula = shape.formula(text, block.sheet, block.before + index)
        put(sheet, f"A{row}", formula, styles.MARK)
        if form.first == FIRST_COLUMN:
            put(sheet, f"B{row}", block.before + index + 1, styles.MARK)
            sheet[f"B{row}"].number_format = "0"
    area = f"A{block.first}:A{block.last}"
    mark(sheet, area, f'$A{block.first}="×"', styles.bad())
    mark(sheet, area, f'$A{block.first}="○"', styles.good())


def _explained(sheet: Worksheet, block: LaidBlock, shape: Shape) -> None:
    """Put beside or below a table what its rows mean: the words of a level, the rule's Step."""
    key = block.form.table.key
    if key == "my_tool_levels":
        text = (
            'IF(OR(levels[@code]=0,levels[@grade]<0),"",IFERROR(INDEX(list_tool_level_words,'
            '(levels[@code]-1)*4+levels[@grade]+1)&"",""))'
        )
        for index in range(block.rows):
            at = f"F{block.first + index}"
            put(sheet, at, shape.formula(text, MAIN_SHEET, index), styles.NOTE)
        for row in range(block.last + 1, block.last + 1 + LEGENDS):
            put(sheet, f"C{row}", None, styles.NOTE)
            heights(sheet, {row: grid.LINE})


def _foot(sheet: Worksheet, block: LaidBlock, shape: Shape, stands: Laid) -> None:
    heights(sheet, {block.foot: grid.FOOT})
    key = block.form.table.key
    if key not in stands.more:
        return
    first = letter(block.form.first - 1)
    go = f"#'{MORE_SHEET}'!{first}{stands.more[key].first}"
    said = f'"足りないときは、シート「{MORE_SHEET}」の"&(rules.rooms[shown_{key}]+1)&"行目へ"'
    text = (
        f"IF(N(INDEX(rows_{key}[filled],MAX(rules.rooms[shown_{key}],1)))=1,"
        f'HYPERLINK("{go}",{said}),"")'
    )
    put(sheet, f"C{block.foot}", shape.formula(text, MAIN_SHEET), styles.LINK)


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


def _read_only(book: Workbook, table: Table, rows: int, guide: str) -> None:
    header, first = places.PAST_HEADER, places.PAST_HEADER + 1
    sheet = page(book, table.title, (2, 5, *(column.width for column in table.columns)))
    put(sheet, "A1", table.title, styles.TITLE)
    put(sheet, "A2", guide, styles.NOTE)
    back(sheet, "A3")
    heights(sheet, {1: 34, 2: 20, 3: 20, header: 24})
    sheet.freeze_panes = f"{letter(FIRST_COLUMN - 1)}{first}"
    sheet.print_title_rows = f"1:{header}"
    put(sheet, f"B{header}", "行", styles.HEADER)
    for position, column in enumerate(table.columns):
        own = letter(FIRST_COLUMN - 1 + position)
        put(sheet, f"{own}{header}", column.header, styles.HEADER)
        for row in range(first, first + rows):
            sheet[f"{own}{row}"].style = styles.COMPUTED
            sheet[f"{own}{row}"].number_format = inputs.number_format(column)
    for row in range(first, first + rows):
        put(sheet, f"B{row}", row - header, styles.MARK)
        sheet[f"B{row}"].number_format = "0"
    as_table(sheet, table.key, places.past_ref(table, rows), table.headers)
    heights(sheet, dict.fromkeys(range(first, first + rows), 20))
    protect(sheet)
