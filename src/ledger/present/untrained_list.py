"""The list of 未受講者 of one section: one sheet, printed on A4, for the section's head."""

import datetime as dt
import io
from collections.abc import Mapping

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from ledger.layout.columns import Cell, Column
from ledger.layout.list_tables import UNTRAINED
from ledger.measure.untrained_sections import SectionUntrained
from ledger.model.calendar import wareki
from ledger.model.judged_day import JudgedDay
from ledger.model.settings import Settings
from ledger.present.book_writing import BUILT, Formats, checked, write_cell

SHEET = "未受講者"
_COLUMNS = (
    *("staff_no", "staff_name", "kind", "training_name", "needed_for"),
    *("completed_on", "valid_through", "next_session", "remark"),
)
_TOP = 5
"""Row of the table's header, from 0."""


def build(section: SectionUntrained, settings: Settings, day: JudgedDay, created: dt.date) -> bytes:
    """Build the list of one section.

    Args:
        section: Whom its head is to ask.
        settings: 設定 (organisation, year, contact).
        day: The day judged.
        created: 作成日.

    Returns:
        The workbook's bytes; the same list gives the same bytes.
    """
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    book.set_properties({"title": _title(section), "company": settings.org_name, "created": BUILT})
    formats = Formats(book)
    sheet = book.add_worksheet(SHEET)
    _head(sheet, section, settings, day, created, formats)
    last = _table(sheet, section, formats)
    _waiting(sheet, section, last + 2, formats)
    _page(sheet, section)
    book.close()
    return target.getvalue()


def _title(section: SectionUntrained) -> str:
    return f"{section.section_name} 受講をお願いする研修"


def _head(  # noqa: PLR0913, PLR0917 - what stands above the table
    sheet: Worksheet,
    section: SectionUntrained,
    settings: Settings,
    day: JudgedDay,
    created: dt.date,
    formats: Formats,
) -> None:
    contact = f" 問い合わせ先: {settings.contact}" if settings.contact else ""
    lines = (
        f"{settings.org_name} {settings.year_label} {day.heading} 作成 {wareki(created)}{contact}",
        f"{len(section.people)}名に、あわせて{len(section.rows)}件。次の開催日を見て、受講の日を決めてください。",
        "この所属の人だけの表です。育成のためのもので、人事評価には使いません。",
    )
    checked(sheet.write_string(0, 0, _title(section), formats.title))
    for number, line in enumerate(lines, start=1):
        checked(sheet.write_string(number, 0, line.strip(), formats.note))


def _columns() -> tuple[Column, ...]:
    return UNTRAINED.pick(_COLUMNS)


def _table(sheet: Worksheet, section: SectionUntrained, formats: Formats) -> int:
    """Write the table and return the number of its last row, from 0."""
    columns = _columns()
    last = _TOP + max(len(section.rows), 1)
    for position, column in enumerate(columns):
        sheet.set_column(position, position, column.width + 2, formats.of(column))
    sheet.add_table(
        _TOP,
        0,
        last,
        len(columns) - 1,
        {
            "name": "untrained",
            "style": "Table Style Light 1",
            "columns": [{"header": c.header, "header_format": formats.header} for c in columns],
        },
    )
    for number, row in enumerate(section.rows, start=_TOP + 1):
        _row(sheet, number, row, columns, formats)
    return last


def _row(
    sheet: Worksheet,
    number: int,
    row: Mapping[str, Cell],
    columns: tuple[Column, ...],
    formats: Formats,
) -> None:
    for position, column in enumerate(columns):
        write_cell(sheet, number, position, column, row[column.key], formats)


def _waiting(sheet: Worksheet, section: SectionUntrained, top: int, formats: Formats) -> None:
    """Name below the table who is not asked now."""
    if not section.waiting:
        return
    checked(sheet.write_string(top, 0, "いまは受講をお願いしない人", formats.note))
    for number, (name, reason) in enumerate(section.waiting, start=top + 1):
        checked(sheet.write_string(number, 1, name, formats.plain))
        checked(sheet.write_string(number, 2, reason, formats.plain))


def _page(sheet: Worksheet, section: SectionUntrained) -> None:
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(_TOP, _TOP)
    sheet.freeze_panes(_TOP + 1, 2)
    sheet.set_footer(f"&L{section.section_name} {SHEET}&C&P / &N")
    sheet.ignore_errors({"number_stored_as_text": "A1:A1048576"})
