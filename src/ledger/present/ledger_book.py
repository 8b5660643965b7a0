"""The ledger workbook, built new: every table on its own sheet, and charts of the results."""

import datetime as dt
import io
from collections.abc import Mapping

import pandas as pd
import xlsxwriter
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from ledger.layout import ledger, meta, migrations
from ledger.layout.chart_tables import FIXED_ROWS, hides
from ledger.layout.columns import Column, Group, Kind, Table
from ledger.layout.frames import Tables, cells, letter
from ledger.model.calendar import DATE_MAX
from ledger.model.folding import excel_key
from ledger.model.settings import Settings
from ledger.model.terms import BookKind
from ledger.present.blank_results import with_blank_texts
from ledger.present.book_writing import BUILT, HEADER_FILL, Formats, checked, write_cell, write_meta
from ledger.present.charts_ledger import charts_sheet
from ledger.present.fitting_words import list_formula, write_words
from ledger.present.headings import CELL, TITLE_ROWS, is_dated, line
from ledger.present.row_heights import width_of
from ledger.present.row_kinds import column_of, write_by_row

ROWS_WITH_CHOICES = 20_000
"""Rows below the header that offer a dropdown."""

TAB_COLOURS: Mapping[Group, str] = {
    Group.SETTINGS: "#4D4D4D",
    Group.POLICY: "#0017C1",
    Group.PEOPLE: "#3460FB",
    Group.FLOW: "#7096F8",
    Group.FACTS: "#C5D7FB",
    Group.RESULTS: "#FB5B01",
}
_FIRST_DAY = dt.date(1950, 1, 1)
"""The first day that a column of days takes from a keyboard, as on forms; a year alone is none."""
_MOST_FIXED, _FIXED_WIDTH = 4, 80
_FILE_WIDTH = 60

_TODAY_ROWS, _TODAY_LAST = 20, 5
_NEXT = (
    '=AND($A5<>"",$C5&""<>"0",NOT(ISNUMBER(FIND("確認済",$B5))),'
    'SUMPRODUCT(($A$5:$A5<>"")*($C$5:$C5&""<>"0"))=1)'
)
"""The first thing of which something is left to do."""


def build(tables: Tables, settings: Settings) -> bytes:
    """Build a ledger.

    Args:
        tables: Every table of the ledger.
        settings: 設定 (year and organisation stand in `_meta` and in the document's properties).

    Returns:
        The workbook's bytes; the same tables give the same bytes.
    """
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    book.set_properties(
        {
            "title": f"デジタル人材育成台帳 {settings.year_label}",
            "company": settings.org_name,
            "created": BUILT,
        }
    )
    formats = Formats(book)
    order = [ledger.BY_KEY["today"], *(t for t in ledger.TABLES if t.key != "today")]
    for table in order:
        sheet = book.add_worksheet(table.title)
        _write_table(book, sheet, table, tables[table.key], formats)
        if is_dated(table.key) and table.key != "today":
            _head(sheet, table, formats)
        if table.key == "today":
            _write_title(book, sheet, settings, formats)
            charts_sheet(book, formats)
    write_meta(
        book,
        {
            meta.KIND: BookKind.LEDGER.value,
            meta.SCHEMA: migrations.LEDGER_VERSION,
            meta.YEAR: str(settings.fiscal_year),
            meta.ORG: settings.org_code,
        },
    )
    book.close()
    return with_blank_texts(target.getvalue())


def _top(table: Table) -> int:
    return TITLE_ROWS if is_dated(table.key) else 0


def _write_title(book: Workbook, sheet: Worksheet, settings: Settings, formats: Formats) -> None:
    checked(
        sheet.write_string(
            0, 0, f"{settings.org_name} デジタル人材育成台帳 {settings.year_label}", formats.title
        )
    )
    checked(
        sheet.write_string(
            1,
            0,
            "上から順に進めます(▶ が次の一手)。件数は前回の処理の時点です(日時は「処理履歴」、"
            "基準日は「設定」)。育成のための台帳で、人事評価には使いません。",
            formats.note,
        )
    )
    checked(sheet.write_string(CELL, line(), formats.note))
    _mark_next(book, sheet)
    sheet.activate()
    sheet.set_first_sheet()


def _head(sheet: Worksheet, table: Table, formats: Formats) -> None:
    """Write above the table of a result what it is, and of which day."""
    checked(sheet.write_string(0, 0, table.title, formats.title))
    checked(sheet.write_string(1, 0, table.note, formats.note))
    checked(sheet.write_string(CELL, line(), formats.note))


def _mark_next(book: Workbook, sheet: Worksheet) -> None:
    """Mark what to do next: with ▶, in bold, on a ground."""
    top, end = TITLE_ROWS + 1, TITLE_ROWS + _TODAY_ROWS
    for first, last, more in ((0, 0, {"num_format": '"▶ "0'}), (1, _TODAY_LAST, {})):
        look = {"bold": True, "bg_color": HEADER_FILL, **more}
        rule = {"type": "formula", "criteria": _NEXT, "format": book.add_format(look)}
        checked(sheet.conditional_format(top, first, end, last, rule))


def _write_table(
    book: Workbook, sheet: Worksheet, table: Table, data: pd.DataFrame, formats: Formats
) -> None:
    top = _top(table)
    rows = cells(table, data)
    rows += [(None,) * len(table.columns)] * (FIXED_ROWS.get(table.key, 0) - len(rows))
    for position, column in enumerate(table.columns):
        sheet.set_column(position, position, _width(column), formats.of(column))
        _offer_choices(book, sheet, table, column, position)
    sheet.add_table(
        top,
        0,
        top + max(len(rows), 1),
        len(table.columns) - 1,
        {
            "name": table.key,
            "style": "Table Style Light 1",
            "columns": [
                {"header": column.header, "header_format": formats.header}
                for column in table.columns
            ],
        },
    )
    for number, row in enumerate(rows, start=top + 1):
        for position, (column, value) in enumerate(zip(table.columns, row, strict=True)):
            if column.by_row is not None:
                own = column_of(table, column, row)
                write_by_row(sheet, (number, position), own, value, formats)
                continue
            write_cell(sheet, number, position, column, value, formats)
        if hides(table.key, row):
            checked(sheet.set_row(number, options={"hidden": True}))
    _finish(sheet, table, top)


def _offer_choices(
    book: Workbook, sheet: Worksheet, table: Table, column: Column, position: int
) -> None:
    if table.group is Group.RESULTS:
        return
    first = _top(table) + 1
    options: dict[str, object] = {"ignore_blank": True}
    if column.choices:
        options |= {"validate": "list", "source": list(column.choices)}
        options |= {"error_title": "選択肢から", "error_message": "選択肢から選んでください。"}
    elif column.fitting:
        formula = list_formula(write_words(book, table, column), table, column, first + 1)
        options |= {"validate": "list", "source": formula}
        options |= {
            "error_title": "選択肢から",
            "error_message": "この行に使えるものから選んでください。",
        }
    elif column.kind is Kind.DATE:
        options |= {"validate": "date", "criteria": "between"}
        options |= {"minimum": _FIRST_DAY, "maximum": DATE_MAX, "error_title": "日付"}
        options |= {"error_message": "年から日までの日付を入れてください(例: 2026/4/1)。"}
    elif column.refers:
        options |= {"validate": "list", "source": f"={_reference(book, column.refers)}"}
        options |= {"error_type": "warning", "error_title": "知らないコード"}
        options |= {"error_message": "参照先のシートにないコードです。"}
    else:
        options["validate"] = "any"
    if column.note:
        options |= {"input_title": column.header, "input_message": column.note}
    if options["validate"] != "any" or column.note:
        sheet.data_validation(first, position, ROWS_WITH_CHOICES, position, options)


def _reference(book: Workbook, refers: str) -> str:
    """Return the defined name over the referenced column, growing with its table."""
    home, key = refers.split(".")
    name = f"codes_{home}"
    if not any(excel_key(defined[0]) == name for defined in book.defined_names):
        table = ledger.BY_KEY[home]
        at = letter(table.keys.index(key))
        top = _top(table) + 2
        book.define_name(
            name,
            f"='{table.title}'!${at}${top}:INDEX('{table.title}'!${at}${top}:${at}${ROWS_WITH_CHOICES},"
            f"MAX(1,COUNTA('{table.title}'!${at}${top}:${at}${ROWS_WITH_CHOICES})))",
        )
    return name


def _width(column: Column) -> float:
    """Return a column's width; its header and the names of files stand on one line."""
    usual = _FILE_WIDTH if column.key == "source_file" else column.width + 2
    return max(usual, width_of(column.header))


def _fixed_columns(table: Table) -> int:
    """Return how many columns stay when others are scrolled: those that say whose row it is."""
    used, count = 0.0, 0
    for number, column in enumerate(table.columns[:_MOST_FIXED], start=1):
        used += column.width + 2
        says_whose = column.key in table.row_key or column.key.endswith("_name")
        if table.row_key and says_whose and used <= _FIXED_WIDTH:
            count = number
    return count


def _finish(sheet: Worksheet, table: Table, top: int) -> None:
    sheet.set_tab_color(TAB_COLOURS[table.group])
    sheet.freeze_panes(top + 1, _fixed_columns(table))
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0, top)
    sheet.set_footer(f"&L{table.title}&C&P / &N")
    sheet.ignore_errors({"number_stored_as_text": f"A1:{letter(len(table.columns))}1048576"})
