"""The parts of a form that hold nothing but data: defined names, `_meta`, `_rules`, `_lists`.

What many forms share of them is made and compressed once.
"""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple
from xml.sax.saxutils import escape

from ledger.form import places
from ledger.form.blocks import BLOCK_TOP, OWN, RULES
from ledger.form.content import IssuedForm
from ledger.form.gaps import Gapped, gap, gapped
from ledger.form.kinds import DataRow
from ledger.form.rules import Blocks
from ledger.layout import meta
from ledger.layout.addresses import letter
from ledger.layout.columns import Cell
from ledger.layout.self_report import MY_ABSENCES, MY_HISTORY
from ledger.present.cell_patch import cell_xml, text_xml
from ledger.present.packing import Packed, Stretch, joined, packed, stretch

_DATA = re.compile(rb"<sheetData>.*</sheetData>|<sheetData ?/>", re.DOTALL)
_NAME = re.compile(r'(<definedName name="((?:meta|list)_\w+)"[^>]*>)[^<]*')
_SHEET = re.compile(r'(<sheet\b[^>]*\bname="([^"]+)"[^>]*\bstate=")visible(")')
_WORDS = (meta.ISSUE_NO, meta.STAFF_NO, meta.SEAL, meta.RECEIPT)
"""What `_meta` says of nobody else."""
_Items = tuple[tuple[str, str], ...]


def workbook_part(workbook: bytes, form: IssuedForm) -> Packed:
    """Return the workbook's part: the names of one's own, sheets without use hidden."""
    counts = tuple((name, len(values)) for name, values in form.lists.items())
    past = {MY_HISTORY.title: form.history, MY_ABSENCES.title: form.absences}
    hidden = frozenset(title for title, rows in past.items() if not rows)
    words = {key: escape(_doubled(form.meta[key])).encode() for key in _WORDS if key in form.meta}
    return joined(_workbook(workbook, _shared_meta(form), counts, hidden).filled(words))


def _shared_meta(form: IssuedForm) -> _Items:
    """Return what the form says of itself, with gaps for what others do not say."""
    return tuple((key, gap(key) if key in _WORDS else value) for key, value in form.meta.items())


@lru_cache(maxsize=64)
def _workbook(
    workbook: bytes, own: _Items, counts: tuple[tuple[str, int], ...], hidden: frozenset[str]
) -> Gapped:
    names = {f"{meta.NAME_PREFIX}{key}": f'"{_doubled(value)}"' for key, value in own}
    names |= {name: places.list_reference(name, count) for name, count in counts}

    def named(found: re.Match[str]) -> str:
        return f"{found[1]}{escape(names[found[2]])}" if found[2] in names else found[0]

    def shown(found: re.Match[str]) -> str:
        return f"{found[1]}hidden{found[3]}" if found[2] in hidden else found[0]

    return gapped(_SHEET.sub(shown, _NAME.sub(named, workbook.decode())).encode())


def _doubled(value: str) -> str:
    return value.replace('"', '""')


def meta_part(sheet: bytes, form: IssuedForm) -> Packed:
    """Return `_meta`."""
    words = {
        key: text_xml(form.meta[key], meta.SHEET).encode() for key in _WORDS if key in form.meta
    }
    return joined(_meta(sheet, _shared_meta(form)).filled(words))


@lru_cache(maxsize=64)
def _meta(sheet: bytes, own: _Items) -> Gapped:
    """Return `_meta`: the keys of every form, and one's own behind them."""
    said = dict(own)
    keys = dict.fromkeys((*meta.SELF_REPORT_KEYS, *said))
    rows: dict[int, dict[int, Cell]] = {1: dict(enumerate(meta.META.headers))}
    rows |= {row: {0: key, 1: said.get(key)} for row, key in enumerate(keys, start=2)}
    return gapped(_with_data(sheet, _sheet_data(rows)))


class _SharedRules(NamedTuple):
    """Blocks of `_rules` that many forms share.

    Attributes:
        above: What stands above the first row of the blocks, their heads with it.
        cells: Their cells by row.
        below: What follows a row, as far as it was asked for.
        after: What stands behind the last row.
    """

    above: Stretch
    cells: Mapping[int, bytes]
    below: dict[int, Stretch]
    after: bytes

    def rest(self, last: int) -> Stretch:
        """Return what follows a row, compressed."""
        if last not in self.below:
            rows = (_row(n, cells) for n, cells in self.cells.items() if n > last)
            self.below[last] = stretch(b"".join(rows) + self.after)
        return self.below[last]


def rules_part(sheet: bytes, rules: Blocks) -> Packed:
    """Return `_rules`: what is one's own stands to the right of what many share."""
    shared = _shared_rules(sheet, tuple(item for item in rules.items() if item[0] not in OWN))
    own = _rule_rows((name, rules[name]) for name in OWN)
    last, cells = max(own), shared.cells
    rows = (
        _row(number, cells.get(number, b"") + own.get(number, b""))
        for number in range(BLOCK_TOP, last + 1)
    )
    return joined((shared.above, stretch(b"".join(rows)), shared.rest(last)))


@lru_cache(maxsize=64)
def _shared_rules(
    sheet: bytes, blocks: tuple[tuple[str, tuple[DataRow, ...]], ...]
) -> _SharedRules:
    blank = _with_data(sheet, b"<sheetData></sheetData>")
    before, end, after = blank.partition(b"</sheetData>")
    heads = _rule_heads([*(name for name, _ in blocks), *OWN])
    return _SharedRules(stretch(before + heads), _rule_rows(blocks), {}, end + after)


def _rule_heads(names: Iterable[str]) -> bytes:
    """Return the two rows above the blocks: their names, and their keys."""
    titles: dict[int, Cell] = {}
    keys: dict[int, Cell] = {}
    for name in names:
        titles[RULES[name].column - 1] = name
        keys |= enumerate(RULES[name].keys, start=RULES[name].column - 1)
    rows = ((BLOCK_TOP - 2, titles), (BLOCK_TOP - 1, keys))
    return b"".join(_row(number, _cells(number, cells)) for number, cells in rows)


def _rule_rows(blocks: Iterable[tuple[str, tuple[DataRow, ...]]]) -> dict[int, bytes]:
    rows: dict[int, dict[int, Cell]] = {}
    for name, listed in blocks:
        first = RULES[name].column - 1
        for index, values in enumerate(listed):
            rows.setdefault(BLOCK_TOP + index, {}).update(enumerate(values, start=first))
    return {number: _cells(number, rows[number]) for number in sorted(rows)}


@lru_cache(maxsize=64)
def lists_part(sheet: bytes, lists: tuple[tuple[str, tuple[Cell, ...]], ...]) -> Packed:
    """Return `_lists`."""
    names = places.list_names()
    columns = dict(lists) | {f"choice_{name}": words for name, words in places.CHOICES.items()}
    rows: dict[int, dict[int, Cell]] = {1: dict(enumerate(names))}
    for column, name in enumerate(names):
        for index, value in enumerate(columns[name]):
            rows.setdefault(places.FIRST_LIST_ROW + index, {})[column] = value
    return packed(_with_data(sheet, _sheet_data(rows)))


def _sheet_data(rows: Mapping[int, Mapping[int, Cell]]) -> bytes:
    made = (_row(number, _cells(number, rows[number])) for number in sorted(rows))
    return b"<sheetData>" + b"".join(made) + b"</sheetData>"


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
