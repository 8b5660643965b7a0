"""The ledger workbook, built new: tables and pages on sheets of their own, charts of the results.

Order, colour and visibility of the sheets are those of `layout/sheet_order`.
"""

import datetime as dt
import io
from collections.abc import Mapping

import xlsxwriter
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from ledger.layout import ledger, meta, migrations, sheet_order
from ledger.layout.addresses import letter
from ledger.layout.chart_tables import FIXED_ROWS, hides
from ledger.layout.columns import Column, Group, Kind, Table
from ledger.layout.frames import Tables, cells
from ledger.layout.ledger import TITLE_ROWS
from ledger.layout.name_filling import names
from ledger.layout.names_beside import beside, formulas, is_name, place_of, shown
from ledger.layout.pages import BY_PAGE, HOME_LINK
from ledger.model.calendar import DATE_MAX
from ledger.model.folding import excel_key
from ledger.model.settings import Settings
from ledger.model.terms import BookKind, TargetUse
from ledger.present.blank_results import with_blank_texts
from ledger.present.book_writing import BUILT, Formats, checked, write_cell, write_meta
from ledger.present.charts_ledger import charts_sheet
from ledger.present.fitting_words import list_formula, write_words
from ledger.present.headings import CELL, is_dated, line
from ledger.present.page_sheets import write_page
from ledger.present.row_fitting import fitted
from ledger.present.row_heights import width_of
from ledger.present.row_kinds import column_of, write_by_row

ROWS_WITH_CHOICES = 20_000
"""Rows below the header that offer a dropdown."""

_EXAMPLES = {"targets": "active", "kpis": "verdict"}
"""Where a table says that a target is only 例."""
_FIRST_DAY = dt.date(1950, 1, 1)
"""The first day that a column of days takes from a keyboard, as on forms; a year alone is none."""
_MOST_FIXED, _FIXED_WIDTH = 4, 80
_FILE_WIDTH = 60


def build(tables: Tables, settings: Settings) -> bytes:
    """Build a ledger.

    Args:
        tables: Every table of the ledger, and what its pages say, by page key.
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
    for key in sheet_order.sheet_keys():
        sheet = book.add_worksheet(sheet_order.title_of(key))
        if key in ledger.BY_KEY:
            _write_table(book, sheet, ledger.BY_KEY[key], tables, formats)
            _head(sheet, ledger.BY_KEY[key], formats)
        elif key in BY_PAGE:
            write_page(book, sheet, BY_PAGE[key], tables, formats)
        else:
            charts_sheet(book, sheet, formats)
        sheet.set_tab_color(sheet_order.colour_of(key))
        if not sheet_order.is_seen(key, tables, settings):
            sheet.hide()
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
    return fitted(with_blank_texts(target.getvalue()))


def _head(sheet: Worksheet, table: Table, formats: Formats) -> None:
    """Write above a table the way home, what it is, and of which day if it is a result."""
    checked(sheet.write_formula(0, 0, HOME_LINK.text, formats.link, HOME_LINK.shown))
    checked(
        sheet.write_rich_string(
            1, 0, formats.title, table.title, formats.note, f"  {table.note}", formats.plain
        )
    )
    if is_dated(table.key):
        checked(sheet.write_string(CELL, line(), formats.note))


def _write_table(
    book: Workbook, sheet: Worksheet, table: Table, tables: Tables, formats: Formats
) -> None:
    top, data = TITLE_ROWS, tables[table.key]
    rows = cells(table, data)
    rows += [(None,) * len(table.columns)] * (FIXED_ROWS.get(table.key, 0) - len(rows))
    seen = shown(table)
    for position, column in enumerate(seen):
        options = {"hidden": True} if column.hidden else {}
        sheet.set_column(position, position, _width(column), formats.of(column), options)
        _offer_choices(book, sheet, table, column, position)
    calculated = formulas(table, len(rows))
    sheet.add_table(
        top,
        0,
        top + max(len(rows), 1),
        len(seen) - 1,
        {
            "name": table.key,
            "style": "Table Style Light 1",
            "columns": [_table_column(column, calculated, formats) for column in seen],
        },
    )
    places = [place_of(table, key) for key in table.keys]
    for number, row in enumerate(rows, start=top + 1):
        for position, column, value in zip(places, table.columns, row, strict=True):
            if column.by_row is not None:
                own = column_of(table, column, row)
                write_by_row(sheet, (number, position), own, value, formats)
                continue
            write_cell(sheet, number, position, column, value, formats)
        if hides(table.key, row):
            checked(sheet.set_row(number, options={"hidden": True}))
    _write_names(sheet, table, tables, formats)
    _grey_examples(book, sheet, table)
    _finish(sheet, table, top)


def _table_column(
    column: Column, calculated: Mapping[str, str], formats: Formats
) -> dict[str, object]:
    """Return a column of a table; one with a formula fills itself in a row that HR types."""
    said: dict[str, object] = {"header": column.header, "header_format": formats.header}
    if column.key in calculated:
        said |= {"formula": f"={calculated[column.key]}", "format": formats.of(column)}
    return said


def _write_names(sheet: Worksheet, table: Table, tables: Tables, formats: Formats) -> None:
    """Write the names beside the codes, as formulas with what they come to where HR edits."""
    data = tables[table.key]
    calculated = formulas(table, len(data))
    said = names(table, data, tables)
    for one in beside(table):
        at, formula = place_of(table, one.key), calculated.get(one.key)
        for number, name in enumerate(said[one.key], start=TITLE_ROWS + 1):
            if formula is None:
                write_cell(sheet, number, at, one.column, name, formats)
            else:
                look = formats.of(one.column)
                checked(sheet.write_formula(number, at, f"={formula}", look, name or ""))


def _grey_examples(book: Workbook, sheet: Worksheet, table: Table) -> None:
    """Let the rows of targets that stand there as 例 be grey."""
    key = _EXAMPLES.get(table.key)
    if key is None:
        return
    first, at = TITLE_ROWS + 1, place_of(table, key)
    rule = {
        "type": "formula",
        "criteria": f'=${letter(at)}{first + 1}="{TargetUse.EXAMPLE.value}"',
        "format": book.add_format({"font_color": "#767676", "italic": True}),
    }
    sheet.conditional_format(first, 0, ROWS_WITH_CHOICES, len(shown(table)) - 1, rule)


def _offer_choices(
    book: Workbook, sheet: Worksheet, table: Table, column: Column, position: int
) -> None:
    if table.group is Group.RESULTS or is_name(column):
        return
    first = TITLE_ROWS + 1
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
        at = letter(place_of(table, key))
        top = TITLE_ROWS + 2
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
    own = {*table.row_key, *(one.key for one in beside(table) if one.of in table.row_key)}
    for number, column in enumerate(shown(table)[:_MOST_FIXED], start=1):
        used += column.width + 2
        says_whose = column.key in own or column.key.endswith("_name")
        if table.row_key and says_whose and used <= _FIXED_WIDTH:
            count = number
    return count


def _finish(sheet: Worksheet, table: Table, top: int) -> None:
    sheet.freeze_panes(top + 1, _fixed_columns(table))
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0, top)
    sheet.set_footer(f"&L{table.title}&C&P / &N")
    sheet.ignore_errors({"number_stored_as_text": f"A1:{letter(len(shown(table)))}1048576"})
