"""An older ledger that is open in a program gets what later versions added, or is as it was.

The same plan as for a closed one (`present/brought_up.py`): columns at the right end of their
table, tables and pages on sheets of their own. A page that is added to an open ledger has no looks
of its own: what it says and its links are there, its colours, widths and dropdowns are not. The
preview says so before (`ledger-older-open`), and how to have them: by one command on the closed
ledger, which writes the parts that hold them.
"""

from collections.abc import Mapping, Sequence
from functools import partial

from ledger.book.exchange import TEXTS
from ledger.book.ports import PLAIN_FORMAT, TEXT_FORMAT, Pages
from ledger.book.rollback import Undo
from ledger.layout import meta, migrations
from ledger.layout.addresses import TableArea, letter
from ledger.layout.columns import Cell, Column, Kind, Table
from ledger.layout.ledger import BY_KEY
from ledger.layout.migrations import Added, Additions
from ledger.layout.names_beside import is_name, shown
from ledger.layout.pages import HOME
from ledger.model.folding import excel_key
from ledger.model.problems import Place, Refusal
from ledger.read.grids import Rows
from ledger.read.table_grid import is_filled

ROWS_SHOWN = 2_000
"""Rows of a new sheet whose cells are ready for texts and days."""
_DAYS: Mapping[Kind, str] = {Kind.DATE: "yyyy/mm/dd", Kind.STAMP: "yyyy/mm/dd hh:mm"}
_SCHEMA_NAME = f"{meta.NAME_PREFIX}{meta.SCHEMA}"


def bring_up(pages: Pages, additions: Additions, undo: list[Undo]) -> None:
    """Add what an older ledger lacks.

    Args:
        pages: The workbook.
        additions: What it lacks.
        undo: Gets a step for each change, before it is made; undone from the last to the first.

    Raises:
        Refusal: Something of HR's stands where a column or a sheet has to go (`ledger-blocked`,
            `ledger-blocked-sheet`).
    """
    fitting = _fitting(pages, additions)
    for old, new in additions.renamed.items():
        undo.append(partial(pages.rename_sheet, new, old))
        pages.rename_sheet(old, new)
    for key, added in fitting.items():
        _widen(pages, BY_KEY[key], added, undo)
    for table in additions.tables:
        undo.append(partial(pages.drop_sheet, table.title))
        columns = shown(table)
        pages.add_table(table.title, table.key, [column.header for column in columns])
        area = TableArea(0, 1, len(columns) - 1, ROWS_SHOWN)
        _show(pages, table.title, area, dict(enumerate(columns)))
    for page in additions.pages:
        undo.append(partial(pages.drop_sheet, page.title))
        pages.add_page(page.title, first=page is HOME)
    _say_version(pages, undo)


def _fitting(pages: Pages, additions: Additions) -> Mapping[str, Sequence[Added]]:
    """Return the columns that find room; refuse before anything is changed where one must."""
    tables = pages.tables()
    fitting: dict[str, Sequence[Added]] = {}
    for key, added in additions.columns.items():
        area = TableArea.of(tables[key].ref)
        rows = pages.values(tables[key].sheet)
        wanted: Sequence[Added] = added
        if _blocking(rows, area, len(wanted)):
            wanted = [one for one in added if not is_name(one.column)]
        if cell := _blocking(rows, area, len(wanted)):
            place = Place(file=pages.name, sheet=tables[key].sheet, cell=cell)
            raise Refusal.of("ledger-blocked", place, table=BY_KEY[key].title, cell=cell)
        if wanted:
            fitting[key] = wanted
    leaving = frozenset(additions.renamed)
    there = {excel_key(title) for title in pages.sheets() if title not in leaving}
    for sheet in (*additions.titles, *additions.renamed.values()):
        if excel_key(sheet) in there:
            place = Place(file=pages.name, sheet=sheet)
            raise Refusal.of("ledger-blocked-sheet", place, sheet=sheet)
    return fitting


def _blocking(rows: Rows, area: TableArea, width: int) -> str:
    """Return the first filled cell where columns have to go; "" if there is none."""
    for number in range(area.top, min(area.bottom, len(rows)) + 1):
        beside = rows[number - 1][area.right + 1 : area.right + 1 + width]
        for at, value in enumerate(beside, start=area.right + 1):
            if is_filled(value):
                return f"{letter(at)}{number}"
    return ""


def _widen(pages: Pages, table: Table, added: Sequence[Added], undo: list[Undo]) -> None:
    at = pages.tables()[table.key]
    area = TableArea.of(at.ref)
    wide = area._replace(right=area.right + len(added))
    undo.append(partial(_narrow, pages, table.key, area, wide))
    pages.resize_table(table.key, wide.ref)
    new = area._replace(left=area.right + 1, right=wide.right)
    _show(pages, at.sheet, new, {new.left + n: one.column for n, one in enumerate(added)})
    pages.put(at.sheet, new.rows(new.top, new.top), [[one.column.header for one in added]])
    if any(one.value is not None for one in added):
        row: list[Cell] = [one.value for one in added]
        pages.put(at.sheet, new.rows(new.top + 1, new.bottom), [row] * (new.bottom - new.top))


def _narrow(pages: Pages, key: str, area: TableArea, wide: TableArea) -> None:
    """Let a table be as wide as it was; Excel leaves the headers standing that it made itself."""
    sheet = pages.tables()[key].sheet
    pages.resize_table(key, area.ref)
    pages.clear(sheet, wide.rows(wide.top, wide.bottom, area.right + 1))


def _show(pages: Pages, sheet: str, area: TableArea, columns: Mapping[int, Column]) -> None:
    """Let cells below the header keep texts as they are, and show days as days.

    Names beside codes are formulas, which a cell for texts would not calculate.
    """
    for at, column in columns.items():
        shown_as = TEXT_FORMAT if column.kind in TEXTS else _DAYS.get(column.kind)
        if is_name(column):
            shown_as = PLAIN_FORMAT
        if shown_as:
            pages.set_format(sheet, area.rows(area.top + 1, area.bottom, at, at), shown_as)


def _say_version(pages: Pages, undo: list[Undo]) -> None:
    """Set the version in the sheet `_meta` and in the name beside it, where they are."""
    if meta.SHEET in pages.sheets():
        for number, row in enumerate(pages.values(meta.SHEET), start=1):
            if row and row[0] == meta.SCHEMA:
                before = row[1] if len(row) > 1 else None
                put = partial(pages.put, meta.SHEET, f"B{number}")
                undo.append(partial(put, [[before]]))
                put([[migrations.LEDGER_VERSION]])
    if (before := pages.names().get(_SCHEMA_NAME)) is not None:
        undo.append(partial(pages.set_name, _SCHEMA_NAME, before))
        pages.set_name(_SCHEMA_NAME, f'="{migrations.LEDGER_VERSION}"')
