"""Writing tables into a closed ledger: our rows are exchanged, every other part stays as it is.

On a sheet of ours `sheetData`, `dimension` and the table's `ref` change; nothing else does. What is
exchanged, and what of HR's own goes with a row, is planned in `layout/row_exchange`; this module
carries it out in XML. Colours, formats and heights go along (`row_looks`), notes and links too
(`moved_notes`); cells beside the table keep their place. A filter is taken off.
"""

import re
from collections.abc import Collection, Mapping
from functools import partial
from typing import NamedTuple

import pandas as pd

from ledger.layout import ledger
from ledger.layout.addresses import TableArea, letter
from ledger.layout.columns import Table
from ledger.layout.frames import Tables, frame, replaced
from ledger.layout.page_frames import pages_in, without_pages
from ledger.layout.row_exchange import RowExchange, StandsAt, row_exchange
from ledger.layout.sheet_order import revealed
from ledger.model.problems import Place, Refusal
from ledger.present.headings import heading_parts, headings_in
from ledger.present.marks import CALC_CHAIN, recalculated
from ledger.present.moved_formulas import moved_formula, shared_formulas
from ledger.present.moved_notes import moved_below, moved_notes
from ledger.present.name_columns import NAME, calculating, headers_of, renamed
from ledger.present.package import WORKBOOK, Package
from ledger.present.page_cells import page_parts, with_tabs
from ledger.present.row_fitting import RowFitting
from ledger.present.row_looks import row_looks
from ledger.present.sheet_rows import SheetPart, SheetRow, parse_sheet, written_sheet
from ledger.present.style_parts import StylesPart
from ledger.present.table_filters import is_filtered, unfiltered, without_mode
from ledger.present.table_rows import TableRows

_REF = re.compile(rb'(<(?:\w+:)?(?:table|autoFilter)\b[^>]*?\bref=")([^"]+)(")')
_TOTALS = re.compile(rb'<(?:\w+:)?table\b[^>]*?\btotalsRowCount="[1-9]')
_HIDDEN = re.compile(rb'\s*\bhidden="[^"]*"')

CONTENT_TYPES = "[Content_Types].xml"
WORKBOOK_RELS = "xl/_rels/workbook.xml.rels"
STYLES = "xl/styles.xml"


class _Found(NamedTuple):
    part: str
    xml: bytes
    at: StandsAt
    sheet_part: str
    sheet: SheetPart


def splice(
    book: bytes,
    changes: Mapping[str, pd.DataFrame],
    before: Tables,
    name: str = "",
    stale: Collection[str] = (),
) -> bytes:
    """Return the ledger with whole tables exchanged, and with its pages as they are to read.

    Where a run is written down that made results, their sheets say of which day they are.

    Args:
        book: The ledger's bytes.
        changes: New frames by key of table or page.
        before: The tables as they were read from these bytes (the index is the sheet row); HR's
            own columns are recognised by them.
        name: The ledger's name, for messages.
        stale: Keys of other tables whose names beside codes are written anew.

    Raises:
        Refusal: A table cannot be exchanged (`row_exchange`).
    """
    package, masters = Package(book), replaced(before, changes)
    fitting = RowFitting(package)
    styles = StylesPart(package.read(STYLES))
    parts: dict[str, bytes | None] = {}
    formulas, chained = bool(stale), CALC_CHAIN in package.names
    for key, data in without_pages(changes).items():
        table = ledger.BY_KEY[key]
        found = _found(package, table, name)
        stood = before.get(key, frame(table))
        plan = row_exchange(table, found.at, stood, data, partial(_fills, found), name, masters)
        formulas |= chained and _has_formula(found.sheet, plan)
        _fill(found.sheet, plan, styles, fitting, shown=is_filtered(found.xml))
        parts |= moved_notes(package, found.sheet_part, plan)
        found.sheet.after = moved_below(found.sheet.after, plan)
        found.sheet.before = without_mode(found.sheet.before)
        parts[found.sheet_part] = written_sheet(found.sheet)
        ref = plan.new.ref.encode()
        xml = _REF.sub(
            lambda m, ref=ref: m[1] + ref + m[3],  # type: ignore[misc]
            unfiltered(found.xml),
        )
        parts[found.part] = calculating(xml, table, len(data))
    parts |= renamed(package, {key: before[key] for key in stale}, masters, fitting)
    paged = page_parts(package, pages_in(changes), fitting)
    formulas |= bool(paged)
    workbook = with_tabs(package.read(WORKBOOK), revealed(changes), shown=True)
    # HR's formulas look at what has changed.
    parts |= {**paged, WORKBOOK: recalculated(package, workbook)}
    if styles.changed:
        parts[STYLES] = styles.written()
    if formulas and chained:
        parts |= _without_calc_chain(package)
    if "runs" in changes and (headings := headings_in(changes["runs"])):
        parts |= heading_parts(package, headings, parts)
    return package.replaced(parts)


def _found(package: Package, table: Table, name: str) -> _Found:
    place = Place(file=name, sheet=table.title)
    if table.key not in package.table_parts:
        raise Refusal.of("table-missing", place, table=table.title)
    title, part = package.table_parts[table.key]
    xml = package.read(part)
    ref = _REF.search(xml)
    if ref is None:
        raise Refusal.of("table-missing", place, table=table.title)
    headers = tuple(headers_of(xml))
    totals = _TOTALS.search(xml) is not None
    at = StandsAt(title, TableArea.of(ref[2].decode()), headers, totals)
    sheet_part = package.sheet_parts[title]
    return _Found(part, xml, at, sheet_part, parse_sheet(package.read(sheet_part)))


def _fills(found: _Found, number: int) -> bool:
    """Whether a row of the sheet has a value or a formula within the table's columns."""
    row = found.sheet.rows.get(number)
    inside = (row.cells[p] for p in found.at.area.columns if p in row.cells) if row else ()
    return any(b"<" in xml[1:].removesuffix(b"/>") for xml in inside)


def _has_formula(sheet: SheetPart, plan: RowExchange) -> bool:
    # HR's own columns too: their formulas move with their row
    rows = (sheet.rows[number] for number in plan.old.body if number in sheet.rows)
    return any(b"<f" in row.cells[at] for row in rows for at in plan.old.columns if at in row.cells)


def _fill(
    sheet: SheetPart, plan: RowExchange, styles: StylesPart, fitting: RowFitting, *, shown: bool
) -> None:
    """Exchange the table's rows in the sheet."""
    columns = {plan.columns[column.key]: column for column in plan.table.columns}
    columns |= dict.fromkeys(plan.names, NAME)
    looks = row_looks(sheet, plan.old.body, columns, styles, shown=shown)
    rows = TableRows(plan, looks, fitting.room(sheet), sheet.prefix)
    others, apart = _others(sheet, plan), []
    columns_of_table, stood_at, is_block = plan.old.columns, plan.stood, plan.is_block
    for number, said in rows.said():
        row, stood = sheet.rows.get(number), stood_at.get(number)
        own = row.outside(columns_of_table) if row else {}
        if number in others:
            own |= others[number]
        attributes = looks.of_row(stood)
        if is_block:
            attributes = _hidden(attributes, hidden=plan.hides(number))
        sheet.rows[number] = rows.row(number, said, attributes, stood, own)
        if own or sheet.prefix:
            apart.append(number)
    for number in range(plan.new.bottom + 1, plan.old.bottom + 1):
        if row := sheet.rows.get(number):
            own = row.outside(columns_of_table)
            sheet.rows[number] = SheetRow(row.attributes if own else b"", own)
    fitting.fit(sheet, apart)


def _hidden(attributes: bytes, *, hidden: bool | None) -> bytes:
    """Return a row's attributes, hidden or shown."""
    shown = _HIDDEN.sub(b"", attributes)
    return shown + b' hidden="1"' if hidden else shown


def _others(sheet: SheetPart, plan: RowExchange) -> dict[int, dict[int, bytes]]:
    """Return the cells of HR's own columns by their new row, formulas as they must read now."""
    if not plan.others:
        return {}
    own = {
        old: {at: sheet.rows[old].cells[at] for at in plan.others if at in sheet.rows[old].cells}
        for old in plan.old.body
        if old in sheet.rows
    }
    shared = shared_formulas(
        {f"{letter(at)}{old}": xml for old, row in own.items() for at, xml in row.items()}
    )
    return {
        new: {
            at: _placed(
                moved_formula(xml, f"{letter(at)}{old}", plan.moves, shared, f"{letter(at)}{new}"),
                f"{letter(at)}{new}",
            )
            for at, xml in own.get(old, {}).items()
        }
        for old, new in plan.moved.items()
    }


def _placed(xml: bytes, address: str) -> bytes:
    return re.sub(rb'\br="[A-Z]+\d+"', b'r="%s"' % address.encode(), xml, count=1)


def _without_calc_chain(package: Package) -> dict[str, bytes | None]:
    drop = re.compile(rb"<(?:\w+:)?(?:Override|Relationship)\b[^>]*?calcChain\.xml[^>]*?/>")
    return {
        CALC_CHAIN: None,
        CONTENT_TYPES: drop.sub(b"", package.read(CONTENT_TYPES)),
        WORKBOOK_RELS: drop.sub(b"", package.read(WORKBOOK_RELS)),
    }
