"""The hidden sheet 上長欄: the decision on a single self-report, as `confirm` writes it.

The review workbook is the usual way; staff need not see any of this.
"""

from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from ledger.form import inputs, places, styles
from ledger.form.blocks import Sizes
from ledger.form.laid import laid
from ledger.form.sheet import as_table, dress, heights, page, protect, put
from ledger.layout.addresses import letter
from ledger.layout.self_report import CONFIRM_FIELDS, MY_LINES, SUPERVISOR_SHEET

WIDTHS = (3, 26, 20, 12, 40)
_NOTES = {
    "decision": "確認・差戻し・保留から選びます。行ごとの採否は、下の表に記入します。",
    "confirmer_no": "確認した人の職員番号です。",
    "confirmed_on": "確認した日です。",
    "decision_reason": "差戻し・保留のときは、本人に伝わる理由を書きます。",
    "step_reviews": "規則と違う判定は、確認表の「Step」に書きます。ここに手で書いても使いません。",
    "digest": "アドインを使うと自動で入ります。手で書く必要はありません。",
    "decision_digest": "アドインを使うと自動で入ります。手で書く必要はありません。",
}


def build(book: Workbook, sizes: Sizes) -> None:
    """Add the sheet."""
    sheet = page(book, SUPERVISOR_SHEET, WIDTHS)
    sheet.sheet_state = "hidden"
    put(sheet, "B1", "上長の確認（アドインが記入します）", styles.TITLE)
    put(sheet, "B2", "ふつうは、人事から届く確認表で確認します。", styles.NOTE)
    for field in CONFIRM_FIELDS:
        _, address = places.CONFIRM_CELLS[field.key]
        inputs.field(sheet, address, field, styles.SUPERVISOR)
        put(sheet, f"D{address[1:]}", _NOTES[field.key], styles.NOTE)
        heights(sheet, {int(address[1:]): 38})
    _lines(sheet, sizes)
    protect(sheet)


def line_rows(sizes: Sizes) -> list[tuple[str, int]]:
    """Return the rows of `my_lines`: the title of a block, and the number of a row.

    There are as many as the blocks have rows, wherever 続き begins.
    """
    stands = laid(sizes)
    return [
        (block.form.table.title, number)
        for key, block in stands.main.items()
        for number in range(
            1, block.rows + (stands.more[key].rows if key in stands.more else 0) + 1
        )
    ]


def _lines(sheet: Worksheet, sizes: Sizes) -> None:
    header = places.LINES_HEADER
    for position, column in enumerate(MY_LINES.columns, start=1):
        put(sheet, f"{letter(position)}{header}", column.header, styles.SUPERVISOR_HEADER)
    rows = line_rows(sizes)
    for row, (title, number) in enumerate(rows, start=header + 1):
        put(sheet, f"B{row}", title, styles.COMPUTED)
        put(sheet, f"C{row}", number, styles.COMPUTED)
        dress(sheet, (f"D{row}", f"E{row}"), styles.SUPERVISOR)
        for own in "DE":
            sheet[f"{own}{row}"].number_format = inputs.TEXT
    last = header + len(rows)
    for position, column in enumerate(MY_LINES.columns[2:], start=3):
        area = f"{letter(position)}{header + 1}:{letter(position)}{last}"
        inputs.validate(sheet, area, column.key, column.kind, column.header)
    ref = places.table_ref(header, 2, len(MY_LINES.columns), len(rows))
    as_table(sheet, MY_LINES.key, ref, MY_LINES.headers)
