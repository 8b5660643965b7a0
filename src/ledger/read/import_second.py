"""兼務 of an export: each column of it is one more section that a person is in beside the 主務."""

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from ledger.layout.import_tables import FILLED, SECOND_CODE, SECOND_NAME
from ledger.layout.import_words import NO_POST
from ledger.layout.people_tables import POSTINGS, SECTIONS
from ledger.model.folding import name_key
from ledger.model.terms import PostingKind
from ledger.read.cells.cell import Raw
from ledger.read.import_cells import code_and_name
from ledger.read.import_parts import Bare, FilledColumn, Part, cells_of, laid
from ledger.read.import_sections import placing
from ledger.read.import_words import Translated
from ledger.read.lists import text_of
from ledger.read.table_grid import is_filled

_TITLE = POSTINGS.title
_BESIDE = ("staff_no", "staff_name", "kana", "applied_on")
_NONE = frozenset(map(name_key, NO_POST))


def second_parts(list_: Bare, rows: Sequence[int]) -> Iterator[Part]:
    """Yield what a list says of 兼務: a part of 所属履歴 for each of its columns.

    Args:
        list_: The list.
        rows: Its rows that count.
    """
    beside = [one for key in _BESIDE for one in cells_of(list_, _TITLE, key)]
    kinds = [PostingKind.CONCURRENT.value] * len(list_.grid.rows)
    for codes, names, position in _columns(list_):
        kept = [row for row in rows if is_filled(codes[row]) or is_filled(names[row])]
        cells = [*beside, FilledColumn("kind", kinds, position)]
        cells += (
            [FilledColumn("section_code", codes, position)] if any(map(is_filled, codes)) else []
        )
        cells += (
            [FilledColumn("section_name", names, position)] if any(map(is_filled, names)) else []
        )
        if kept:
            part = laid(list_, _TITLE, FILLED[_TITLE], cells, kept)
            yield part._replace(second=True)


def second_sections(list_: Bare, rows: Sequence[int]) -> Iterator[Part]:
    """Yield the sections that only 兼務 names, where it says their code and name."""
    for codes, names, position in _columns(list_):
        seen: set[str] = set()
        kept = []
        for row in rows:
            key = name_key(text_of(codes[row]))
            if is_filled(codes[row]) and is_filled(names[row]) and key not in seen:
                seen.add(key)
                kept.append(row)
        if kept:
            cells = [
                FilledColumn("section_name", names, position),
                FilledColumn("section_code", codes, position),
            ]
            yield laid(list_, SECTIONS.title, FILLED[SECTIONS.title], cells, kept)


def _columns(list_: Bare) -> Iterator[tuple[list[Raw], list[Raw], int]]:
    """Yield codes and names of each 兼務, and where it stands; what is none, or 主務, is blank."""
    codes, names = list_.of(_TITLE, SECOND_CODE.key), list_.of(_TITLE, SECOND_NAME.key)
    both = {one.entry.header for one in codes} & {one.entry.header for one in names}
    mains = [placing(list_, title) for title in (_TITLE, SECTIONS.title)]
    for code, name in _pairs(codes, names, both):
        first = code or name
        if first is None:
            continue
        own: list[tuple[Raw, Raw]] = [
            _said(code, name, row, both) for row in range(len(list_.grid.rows))
        ]
        for row, said in enumerate(own):
            if any(_same(said, main.at(row)[:2]) for main in mains):
                own[row] = (None, None)
        yield (
            [said[0] for said in own],
            [said[1] for said in own],
            list_.position(first.entry.header),
        )


def _pairs(
    codes: Sequence[Translated], names: Sequence[Translated], both: set[str]
) -> Iterator[tuple[Translated | None, Translated | None]]:
    """Yield code and name of each 兼務; where they are not as many, each stands alone."""
    yield from ((None, one) for one in names if one.entry.header in both)
    codes = [one for one in codes if one.entry.header not in both]
    names = [one for one in names if one.entry.header not in both]
    if len(codes) == len(names):
        yield from zip(codes, names, strict=True)
    else:
        yield from zip_longest(codes, ())
        yield from ((None, one) for one in names)


def _said(
    code: Translated | None, name: Translated | None, row: int, both: set[str]
) -> tuple[Raw, Raw]:
    """Return code and name of a row's 兼務; a word that says that there is none is blank."""
    texts = [one.cells[row] if one else None for one in (code, name)]
    texts = [None if name_key(text_of(raw)) in _NONE else raw for raw in texts]
    if name is not None and name.entry.header in both:
        return code_and_name(texts[1]) if is_filled(texts[1]) else (None, None)
    return texts[0], texts[1]


def _same(said: tuple[Raw, Raw], main: tuple[Raw, Raw]) -> bool:
    keys = [[name_key(text_of(raw)) for raw in one] for one in (said, main)]
    return any(own and own == other for own, other in zip(*keys, strict=True))


__all__ = ["second_parts", "second_sections"]
