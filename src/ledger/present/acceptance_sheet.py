"""実機確認表 as a workbook: one row a step, its result chosen from three words."""

import io
from collections.abc import Sequence

import xlsxwriter
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from ledger.layout.acceptance import ANSWER, HEADERS, SHEET, AcceptanceStep, StepAnswer
from ledger.present.book_writing import BUILT, Formats, checked
from ledger.present.row_heights import growing, height_of

_TOP = 5
"""Row of the table's header, from 0."""
_WIDTHS = (6, 20, 58, 58, 13, 30)
_NOTES = (
    "「こうなる」と同じなら『できた』、違えば『違った』、飛ばしたら『試していない』を、「結果」で選んでください。",
    "〈 〉の中は、打つ文字か、画面に出る文字そのものです。…には、名前や数が入ります。",
    "「気づいたこと」は、この表に残すための欄です。頼まれないかぎり、配布元には返しません。",
    "終わったら保存して閉じ、最後の手順のとおりに、結果を1つのファイルにまとめて返してください。",
)


def build(steps: Sequence[AcceptanceStep]) -> bytes:
    """Build the sheet, with nothing answered.

    Args:
        steps: The steps, in their order.

    Returns:
        The workbook's bytes; the same steps give the same bytes.
    """
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    book.set_properties({"title": SHEET, "created": BUILT})
    formats = Formats(book)
    sheet = book.add_worksheet(SHEET)
    title = f"{SHEET}(Excelの入ったWindowsのPC、{len(steps)}項目)"
    checked(sheet.write_string(0, 0, title, formats.title))
    for number, line in enumerate(_NOTES, start=1):
        checked(sheet.write_string(number, 0, line, formats.note))
    _table(book, sheet, steps, formats)
    _page(sheet)
    book.close()
    return growing(target.getvalue(), {SHEET: _TOP + 2})


def _table(
    book: Workbook, sheet: Worksheet, steps: Sequence[AcceptanceStep], formats: Formats
) -> None:
    base: dict[str, object] = {"font_name": "游ゴシック", "font_size": 11, "valign": "top"}
    told = book.add_format({**base, "text_wrap": True})
    numbered = book.add_format({**base, "align": "center"})
    typed = book.add_format({**base, "text_wrap": True, "bg_color": "#FFF9E5", "border": 1})
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width)
    last = _TOP + len(steps)
    columns = [{"header": header, "header_format": formats.header} for header in HEADERS]
    style = {"name": "acceptance", "style": "Table Style Light 1", "columns": columns}
    checked(sheet.add_table(_TOP, 0, last, len(HEADERS) - 1, style))
    for row, step in enumerate(steps, start=_TOP + 1):
        texts = (step.title, step.todo, step.expected)
        sheet.set_row(row, height_of(zip(texts, _WIDTHS[1:], strict=False)))
        checked(sheet.write_number(row, 0, step.number, numbered))
        for column, text in enumerate(texts, start=1):
            checked(sheet.write_string(row, column, text, told))
        for column in range(ANSWER, len(HEADERS)):
            checked(sheet.write_blank(row, column, None, typed))
    choices = {
        "validate": "list",
        "source": list(StepAnswer),
        "error_title": "結果",
        "error_message": f"{'・'.join(StepAnswer)}のどれかを選んでください。",
    }
    checked(sheet.data_validation(_TOP + 1, ANSWER, last, ANSWER, choices))


def _page(sheet: Worksheet) -> None:
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(_TOP, _TOP)
    sheet.freeze_panes(_TOP + 1, 2)
    sheet.set_footer(f"&L{SHEET}&C&P / &N")
