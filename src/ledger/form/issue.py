"""Filling one person's values into the template: a millisecond or two each.

The template is taken apart once; a form is put together from its pieces. Parts that hold nothing
of one's own are copied as they are, compressed, and so is what many forms share of the others.
"""

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple
from xml.sax.saxutils import escape

from ledger.form import places
from ledger.form.blocks import CALC_SHEET, RULES_SHEET, shape
from ledger.form.calc_sheet import sheet_data
from ledger.form.content import IssuedForm
from ledger.form.fillings import Filling, fillings, page_of, table_refs
from ledger.form.gaps import Gapped, gap, gapped
from ledger.form.laid import laid
from ledger.form.own_data import lists_part, meta_part, rules_part, workbook_part
from ledger.form.pieces import SheetPieces, in_pieces
from ledger.form.sheet import WHO
from ledger.form.shown import page_two
from ledger.form.sizes import USUAL, hidden_sizes
from ledger.form.template import template as make_template
from ledger.layout import meta
from ledger.layout.columns import Cell
from ledger.layout.self_report import BY_KEY, MAIN_SHEET, MORE_SHEET, MY_ABSENCES, MY_HISTORY
from ledger.model.terms import CriterionKind
from ledger.present.package import WORKBOOK, Package
from ledger.present.packing import (
    QUICK,
    Packed,
    PackedPart,
    Stencil,
    Stretch,
    joined,
    packed,
    stretch,
)

_TABLE = re.compile(rb'\bdisplayName="([^"]+)"')
_REF = re.compile(rb'\bref="[^"]+"')
_BREAKS = re.compile(rb"<rowBreaks.*?</rowBreaks>")
_BREAK = re.compile(rb'<brk id="\d+"')
_WHO = WHO.encode()
_FOOTER = 80
"""Characters of the footer that says whose form it is."""
_FILLED = (
    MAIN_SHEET,
    MORE_SHEET,
    places.WELCOME_SHEET,
    places.PANEL_SHEET,
    MY_HISTORY.title,
    MY_ABSENCES.title,
)
_CALCULATED = (MAIN_SHEET, MORE_SHEET, places.PANEL_SHEET)
_PERSONAL = frozenset({MAIN_SHEET, places.PANEL_SHEET})
"""Sheets that are hardly ever the same on two forms."""
_ALIKE = frozenset({str, int, dt.date, type(None)})
"""Types of cells of which equal ones are written in the same way."""
_WHOSE = "who"


class _Template(NamedTuple):
    """A template taken apart.

    Attributes:
        parts: The part of each sheet.
        sheets: The sheets that are filled in.
        data: Parts that are made anew from what stands in them, by name.
        tables: Part and content of each table of claims, by its key.
        stencil: The package, with room for the parts of one's own.
        stays: Parts that a form may have for itself and mostly has not.
    """

    parts: Mapping[str, str]
    sheets: Mapping[str, SheetPieces]
    data: Mapping[str, bytes]
    tables: Mapping[str, tuple[str, bytes]]
    stencil: Stencil
    stays: Mapping[str, Packed]


@lru_cache(maxsize=2)
def _opened(template: bytes) -> _Template:
    package = Package(template)
    parts = package.sheet_parts
    sheets = {
        name: in_pieces(package.read(parts[name]), with_results=name in _CALCULATED)
        for name in _FILLED
    }
    made = (CALC_SHEET, RULES_SHEET, meta.SHEET, places.LISTS_SHEET)
    data = {name: package.read(parts[name]) for name in made}
    tables = {
        found[1].decode(): (name, content)
        for name in package.names
        if name.startswith("xl/tables/")
        and (found := _TABLE.search(content := package.read(name)))
        and found[1].decode() in BY_KEY
    }
    stays = {name: package.part(name) for name, _ in tables.values()}
    own = {WORKBOOK, *stays, *(parts[name] for name in (*sheets, *data))}
    stencil = Stencil((PackedPart(name, package.part(name)) for name in package.names), own)
    data[WORKBOOK] = package.read(WORKBOOK)
    return _Template(parts, sheets, data, tables, stencil, stays)


def fill(template: bytes, form: IssuedForm) -> bytes:
    """Return one person's self-report.

    Args:
        template: The template (`template.template`, or the tracked workbook); a form that takes
            more room than the usual gets one of its own.
        form: What to fill in.

    Raises:
        Refusal: A text holds what no cell can hold (`text-impossible`).
    """
    blank = template if form.sizes == USUAL else _larger(tuple(form.sizes.items()))
    opened = _opened(blank)
    data = opened.data
    sheets = {
        CALC_SHEET: _calculated(data[CALC_SHEET], _hidden(form), form.kinds),
        RULES_SHEET: rules_part(data[RULES_SHEET], form.rules),
        meta.SHEET: meta_part(data[meta.SHEET], form),
        places.LISTS_SHEET: lists_part(data[places.LISTS_SHEET], tuple(form.lists.items())),
        **_sheets(blank, form),
    }
    return opened.stencil.filled(
        {
            **opened.stays,
            **{opened.parts[name]: part for name, part in sheets.items()},
            **dict(_moved(opened, form)),
            WORKBOOK: workbook_part(data[WORKBOOK], form),
        }
    )


def _hidden(form: IssuedForm) -> tuple[tuple[str, int], ...]:
    return tuple(hidden_sizes(form.sizes, form.rules).items())


def _sheets(template: bytes, form: IssuedForm) -> dict[str, Packed]:
    """Return the sheets that are filled in."""
    who, sheets = {_WHOSE: _who(form)}, _opened(template).sheets
    found: dict[str, Packed] = {}
    for name, filling in fillings(form).items():
        results = form.results.get(name, {})
        if name in _PERSONAL:
            filled = sheets[name].filled(*filling[:2], results, *filling[2:])
            body = stretch(filled, QUICK)
        else:
            body = _body(template, name, filling, results)
        tail = _tail(sheets[name].tail, _page_end(form) if name == MAIN_SHEET else None)
        found[name] = joined((body, *tail.filled(who)))
    return found


def _body(template: bytes, name: str, filling: Filling, results: Mapping[str, Cell]) -> Stretch:
    """Return a sheet's rows, compressed; that many forms have the same is made use of."""
    values, hidden, veiled, tall = filling
    own = (values, tuple(hidden), results, tuple(veiled), tall)
    if not _ALIKE.issuperset(map(type, values.values())):
        return stretch(_opened(template).sheets[name].filled(*own))
    cells = tuple(values.items()), own[1], tuple(results.items()), own[3], tuple(tall.items())
    return _shared_body(template, name, *cells)


@lru_cache(maxsize=64)
def _shared_body(  # noqa: PLR0913, PLR0917 - what a sheet is filled with, as it can be looked up
    template: bytes,
    name: str,
    values: tuple[tuple[str, Cell], ...],
    hidden: tuple[int, ...],
    results: tuple[tuple[str, Cell], ...],
    veiled: tuple[int, ...],
    tall: tuple[tuple[int, float], ...],
) -> Stretch:
    sheet = _opened(template).sheets[name]
    return stretch(sheet.filled(dict(values), hidden, dict(results), veiled, dict(tall)))


@lru_cache(maxsize=64)
def _tail(tail: bytes, page_end: int | None) -> Gapped:
    """Return what follows a sheet's rows, compressed, with a gap for whose form it is.

    Args:
        tail: As it stands in the template.
        page_end: The last row of the first page; 0 if there is but one, None if it is not said.
    """
    if page_end is not None:
        said = b'<brk id="%d"' % page_end
        tail = _BREAK.sub(said, tail, count=1) if page_end else _BREAKS.sub(b"", tail, count=1)
    return gapped(tail.replace(_WHO, gap(_WHOSE).encode(), 1))


def _page_end(form: IssuedForm) -> int:
    """Return the row of 申告 after which its second page begins; 0 if it has none."""
    key = page_two(page_of(form), form.shown)
    return laid(form.sizes).main[key].top - 1 if key else 0


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
    sheet: bytes, sizes: tuple[tuple[str, int], ...], kinds: frozenset[CriterionKind]
) -> Packed:
    """Return `_calc`, compressed: many forms share it."""
    before, _, rest = sheet.partition(b"<sheetData>")
    after = rest.partition(b"</sheetData>")[2]
    return packed(before + sheet_data(shape(dict(sizes), kinds)) + after)


def _moved(opened: _Template, form: IssuedForm) -> Iterator[tuple[str, Packed]]:
    """Yield the tables that stand somewhere else, each with the name of its part."""
    for key, ref in table_refs(form).items():
        name, content = opened.tables[key]
        yield name, _table(content, ref)


@lru_cache(maxsize=256)
def _table(part: bytes, ref: str) -> Packed:
    """Return a table that stands somewhere else, compressed: many forms share it."""
    return packed(_REF.sub(b'ref="%s"' % ref.encode(), part, count=1))
