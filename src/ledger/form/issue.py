"""Filling one person's values into the template: a millisecond or two each.

The template is taken apart once; a form is put together from its pieces. Parts that hold nothing
of one's own are copied as they are, compressed.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple
from xml.sax.saxutils import escape

from ledger.form import places
from ledger.form.blocks import (
    BLOCK_TOP,
    CALC_SHEET,
    OWN,
    RULES,
    RULES_SHEET,
    shape,
)
from ledger.form.calc_sheet import sheet_data
from ledger.form.content import IssuedForm
from ledger.form.fillings import fillings, page_of, table_refs
from ledger.form.kinds import DataRow
from ledger.form.laid import laid
from ledger.form.pieces import SheetPieces, in_pieces
from ledger.form.rules import Blocks
from ledger.form.sheet import WHO
from ledger.form.shown import page_two
from ledger.form.sizes import USUAL, hidden_sizes
from ledger.form.template import template as make_template
from ledger.layout import meta
from ledger.layout.addresses import letter
from ledger.layout.columns import Cell
from ledger.layout.self_report import (
    MAIN_SHEET,
    MORE_SHEET,
    MY_ABSENCES,
    MY_HISTORY,
)
from ledger.model.terms import CriterionKind
from ledger.present.cell_patch import cell_xml
from ledger.present.package import WORKBOOK, Package, Packed, packed

_DATA = re.compile(rb"<sheetData>.*</sheetData>|<sheetData ?/>", re.DOTALL)
_NAME = re.compile(r'(<definedName name="((?:meta|list)_\w+)"[^>]*>)[^<]*')
_TABLE = re.compile(rb'\bdisplayName="([^"]+)"')
_REF = re.compile(rb'\bref="[^"]+"')
_BREAKS = re.compile(rb"<rowBreaks.*?</rowBreaks>")
_BREAK = re.compile(rb'<brk id="\d+"')
_WHO = WHO.encode()
_FOOTER = 80
"""Characters of the footer that says whose form it is."""
_SHEET = re.compile(r'(<sheet\b[^>]*\bname="([^"]+)"[^>]*\bstate=")visible(")')


class _Template(NamedTuple):
    package: Package
    parts: Mapping[str, str]
    sheets: Mapping[str, SheetPieces]
    workbook: str
    calc: tuple[bytes, bytes]
    tables: Mapping[str, str]


@lru_cache(maxsize=2)
def _opened(template: bytes) -> _Template:
    package = Package(template)
    parts = package.sheet_parts
    wanted = (
        MAIN_SHEET,
        MORE_SHEET,
        places.WELCOME_SHEET,
        places.PANEL_SHEET,
        MY_HISTORY.title,
        MY_ABSENCES.title,
    )
    shown = (MAIN_SHEET, MORE_SHEET, places.PANEL_SHEET)
    sheets = {
        name: in_pieces(package.read(parts[name]), with_results=name in shown) for name in wanted
    }
    before, _, rest = package.read(parts[CALC_SHEET]).partition(b"<sheetData>")
    around = before, rest.partition(b"</sheetData>")[2]
    tables = {
        found[1].decode(): name
        for name in package.names
        if name.startswith("xl/tables/") and (found := _TABLE.search(package.read(name)))
    }
    workbook = package.read(WORKBOOK).decode()
    return _Template(package, parts, sheets, workbook, around, tables)


def fill(template: bytes, form: IssuedForm) -> bytes:
    """Return one person's self-report.

    Args:
        template: The template (`template.template`, or the tracked workbook); a form that takes
            more room than the usual gets one of its own.
        form: What to fill in.

    Raises:
        Refusal: A text holds what no cell can hold (`text-impossible`).
    """
    opened = _opened(template if form.sizes == USUAL else _larger(tuple(form.sizes.items())))
    sizes = tuple(hidden_sizes(form.sizes, form.rules).items())
    changes: dict[str, bytes | Packed | None] = {
        WORKBOOK: _workbook(opened.workbook, form),
        opened.parts[CALC_SHEET]: _calculated(opened.calc, sizes, form.kinds),
    }
    who = _who(form)
    for name, filling in fillings(form).items():
        results = form.results.get(name, {})
        sheet = opened.sheets[name].filled(*filling[:2], results, *filling[2:])
        sheet = sheet.replace(_WHO, who, 1)
        changes[opened.parts[name]] = _broken(form, sheet) if name == MAIN_SHEET else sheet
    for key, ref in table_refs(form).items():
        part = opened.tables[key]
        changes[part] = _table(opened.package.read(part), ref)
    for name, data in _data_sheets(form).items():
        part = opened.parts[name]
        changes[part] = _with_data(opened.package.read(part), data)
    part = opened.parts[places.LISTS_SHEET]
    changes[part] = _lists(opened.package.read(part), tuple(form.lists.items()))
    return opened.package.replaced(changes)


def _broken(form: IssuedForm, sheet: bytes) -> bytes:
    """Return 申告 with its second page beginning with a block."""
    key = page_two(page_of(form), form.shown)
    if key is None:
        return _BREAKS.sub(b"", sheet, count=1)
    before = laid(form.sizes).main[key].top - 1
    return _BREAK.sub(b'<brk id="%d"' % before, sheet, count=1)


def _who(form: IssuedForm) -> bytes:
    """Return whose form it is, as the footer of every page says it."""
    told = (form.identity.get(key) for key in ("staff_no", "staff_name", "section"))
    text = "　".join(str(one) for one in told if one)[:_FOOTER]
    return escape(text.replace("&", "&&")).encode()


@lru_cache(maxsize=8)
def _larger(sizes: tuple[tuple[str, int], ...]) -> bytes:
    return make_template(dict(sizes))


@lru_cache(maxsize=64)
def _calculated(
    around: tuple[bytes, bytes],
    sizes: tuple[tuple[str, int], ...],
    kinds: frozenset[CriterionKind],
) -> Packed:
    """Return `_calc`, compressed: many forms share it."""
    before, after = around
    return packed(before + sheet_data(shape(dict(sizes), kinds)) + after)


def _workbook(workbook: str, form: IssuedForm) -> bytes:
    """Return the workbook part: the defined names of one's own, sheets without use hidden."""
    names = {f"{meta.NAME_PREFIX}{key}": _quoted(value) for key, value in form.meta.items()}
    names |= {name: places.list_reference(name, len(values)) for name, values in form.lists.items()}
    past = {MY_HISTORY.title: form.history, MY_ABSENCES.title: form.absences}
    hidden = {title for title, rows in past.items() if not rows}

    def named(found: re.Match[str]) -> str:
        return f"{found[1]}{escape(names[found[2]])}" if found[2] in names else found[0]

    def shown(found: re.Match[str]) -> str:
        return f"{found[1]}hidden{found[3]}" if found[2] in hidden else found[0]

    return _SHEET.sub(shown, _NAME.sub(named, workbook)).encode()


def _quoted(value: str) -> str:
    doubled = value.replace('"', '""')
    return f'"{doubled}"'


def _data_sheets(form: IssuedForm) -> dict[str, bytes]:
    """Return the `sheetData` of the sheets that hold nothing but one's own data."""
    return {
        RULES_SHEET: _rules_data(form.rules),
        meta.SHEET: _sheet_data(
            {
                1: dict(enumerate(meta.META.headers)),
                **{
                    row: {0: key, 1: form.meta.get(key)}
                    for row, key in enumerate(_meta_keys(form), start=2)
                },
            }
        ),
    }


def _meta_keys(form: IssuedForm) -> tuple[str, ...]:
    """Return what `_meta` says: the keys of every form, and one's own behind them."""
    return tuple(dict.fromkeys((*meta.SELF_REPORT_KEYS, *form.meta)))


def _rules_data(rules: Blocks) -> bytes:
    """Return `_rules`: blocks that many share are written once; one's own stands to their right."""
    own = dict(_rule_rows(tuple(item for item in rules.items() if item[0] in OWN)))
    shared = dict(_shared_rows(tuple(item for item in rules.items() if item[0] not in OWN)))
    rows = (_row(n, shared.get(n, b"") + own.get(n, b"")) for n in sorted({*shared, *own}))
    return b"<sheetData>" + b"".join(rows) + b"</sheetData>"


@lru_cache(maxsize=64)
def _shared_rows(
    blocks: tuple[tuple[str, tuple[DataRow, ...]], ...],
) -> tuple[tuple[int, bytes], ...]:
    return _rule_rows(blocks)


def _rule_rows(
    blocks: tuple[tuple[str, tuple[DataRow, ...]], ...],
) -> tuple[tuple[int, bytes], ...]:
    rows: dict[int, dict[int, Cell]] = {}
    for name, listed in blocks:
        block = RULES[name]
        first = block.column - 1
        rows.setdefault(BLOCK_TOP - 2, {})[first] = name
        heads = dict(enumerate(block.keys, start=first))
        rows.setdefault(BLOCK_TOP - 1, {}).update(heads)
        for index, values in enumerate(listed):
            rows.setdefault(BLOCK_TOP + index, {}).update(enumerate(values, start=first))
    return tuple((number, _cells(number, rows[number])) for number in sorted(rows))


@lru_cache(maxsize=256)
def _table(part: bytes, ref: str) -> Packed:
    """Return a table that stands somewhere else, compressed: many forms share it."""
    return packed(_REF.sub(b'ref="%s"' % ref.encode(), part, count=1))


@lru_cache(maxsize=64)
def _lists(sheet: bytes, lists: tuple[tuple[str, tuple[Cell, ...]], ...]) -> Packed:
    """Return `_lists`, compressed: many forms share it."""
    names = places.list_names()
    columns = dict(lists) | {f"choice_{name}": words for name, words in places.CHOICES.items()}
    rows: dict[int, dict[int, Cell]] = {1: dict(enumerate(names))}
    for column, name in enumerate(names):
        for index, value in enumerate(columns[name]):
            rows.setdefault(places.FIRST_LIST_ROW + index, {})[column] = value
    return packed(_with_data(sheet, _sheet_data(rows)))


def _sheet_data(rows: Mapping[int, Mapping[int, Cell]]) -> bytes:
    written = (_row(number, _cells(number, rows[number])) for number in sorted(rows))
    return b"<sheetData>" + b"".join(written) + b"</sheetData>"


def _row(number: int, cells: bytes) -> bytes:
    return b'<row r="%d">%s</row>' % (number, cells)


def _cells(number: int, cells: Mapping[int, Cell]) -> bytes:
    return b"".join(
        cell_xml(f"{letter(column)}{number}", cells[column])
        for column in sorted(cells)
        if cells[column] is not None
    )


def _with_data(sheet: bytes, data: bytes) -> bytes:
    return _DATA.sub(lambda _: data, sheet, count=1)
