"""部, 課 and 係 of a file: the sections that it names, and where its people are.

A file may have one column of sections or three. Sections are listed from the top down, so that
each finds the one above it; a person is in the lowest that is filled.
"""

from collections.abc import Sequence
from typing import NamedTuple

from ledger.judge.importing.section_paths import LEVELS, parts_of
from ledger.judge.importing.words import head_level, level_of
from ledger.layout.columns import Table
from ledger.layout.import_tables import FILLED, SECOND_CODE, SECOND_NAME
from ledger.layout.import_words import HEAD
from ledger.layout.people_lists import PARENT_NAME
from ledger.layout.people_tables import HEADS, SECTIONS
from ledger.model.folding import name_key, word_of
from ledger.model.terms import SectionLevel
from ledger.read.cells.cell import Raw
from ledger.read.import_cells import code_and_name, lowest
from ledger.read.import_parts import Bare, FilledColumn, Part, cells_of, laid, part_of, says
from ledger.read.import_words import Translated
from ledger.read.lists import text_of
from ledger.read.table_grid import is_filled

_CODE, _NAME, _PARENT, _LEVEL = "section_code", "section_name", PARENT_NAME.key, "level"


class Placing(NamedTuple):
    """How a list says where somebody is.

    Attributes:
        names: Names of sections, from the top down, by row.
        codes: Their codes: one for each of the names, or one of the lowest; or none.
        positions: Where names and codes stand in the file.
        parted: Whether the names were one column, of which cells hold 部, 課 and 係 together.
    """

    names: tuple[Sequence[Raw], ...]
    codes: tuple[Sequence[Raw], ...]
    positions: tuple[int, ...]
    parted: bool = False

    def at(self, row: int) -> tuple[Raw, Raw, Raw]:
        """Return code, name and the name above of the section that a row is about."""
        place = lowest(self.names or self.codes, row)
        if place is None:
            return (self.codes[-1][row] if self.codes else None), None, None
        name = self.names[place][row] if self.names else None
        paired = len(self.codes) == len(self.names) or not self.names
        code = self.codes[place if paired else -1][row] if self.codes else None
        return code, name, self.above(place, row)

    def above(self, place: int, row: int) -> Raw:
        """Return the name of the section above one of the names."""
        upper = lowest(self.names[:place], row)
        return None if upper is None else self.names[upper][row]

    def code(self, place: int, row: int) -> Raw:
        """Return the code of one of the names: its own, or the one of the lowest."""
        if not self.codes:
            return None
        if len(self.codes) == len(self.names):
            return self.codes[place][row]
        return self.codes[-1][row] if lowest(self.names, row) == place else None


def placing(list_: Bare, title: str) -> Placing:
    """Find the columns that say where somebody is, for a table."""
    names, codes = list_.of(title, _NAME), list_.of(title, _CODE)
    headers = list_.headers_of(_NAME) & list_.headers_of(_CODE)

    def halves(columns: Sequence[Translated], half: int) -> tuple[Sequence[Raw], ...]:
        return tuple(
            [code_and_name(raw)[half] for raw in one.cells]
            if one.entry.header in headers
            else one.cells
            for one in columns
        )

    positions = tuple(list_.position(one.entry.header) for one in (names or codes))
    found = Placing(halves(names, 1), halves(codes, 0), positions)
    return _parted(list_, found) if len(names) == 1 else found


def _parted(list_: Bare, found: Placing) -> Placing:
    """Part a column whose cells hold 部, 課 and 係 together; one without such cells stays."""
    whole = found.names[0]
    texts = [text_of(raw) for raw in whole]
    standing = set(list_.known.sections)
    alone = {name_key(text) for text in texts} | standing
    paths = [
        parts_of(text, lambda n: name_key(n) in standing, lambda n: name_key(n) in alone)
        for text in texts
    ]
    if all(len(path) == 1 for path in paths):
        return found
    columns: dict[str, list[Raw]] = {level: [None] * len(texts) for level in LEVELS}
    for row, path in enumerate(paths):
        for name in path:
            columns[level_of(name) or LEVELS[1]][row] = name if len(path) > 1 else whole[row]
    filled = tuple(cells for cells in columns.values() if any(map(is_filled, cells)))
    return Placing(filled, found.codes, found.positions * len(filled), parted=True)


def section_parts(list_: Bare, rows: Sequence[int]) -> list[Part]:
    """Return the sections that a list names: one part for each level, from the top down."""
    title = SECTIONS.title
    found = placing(list_, title)
    if not found.names:
        return [part_of(list_, title, rows)] if found.codes else []
    parts = []
    for place, names in enumerate(found.names):
        cells = _section_cells(list_, found, place)
        seen: set[tuple[str, ...]] = set()
        first = []
        for row in rows:
            said = tuple(name_key(text_of(one.cells[row])) for one in cells)
            if is_filled(names[row]) and said not in seen:
                seen.add(said)
                first.append(row)
        parts.append(laid(list_, title, FILLED[title], cells, first))
    return parts


def _section_cells(list_: Bare, found: Placing, place: int) -> list[FilledColumn]:
    """Return the columns of one level of sections."""
    rows, position = range(len(list_.grid.rows)), found.positions[place]
    cells = [FilledColumn(_NAME, found.names[place], position)]
    if found.codes:
        cells.append(FilledColumn(_CODE, [found.code(place, row) for row in rows], position))
    if place:
        cells.append(FilledColumn(_PARENT, [found.above(place, row) for row in rows], position))
    cells.append(FilledColumn(_LEVEL, _levels(list_, found, place), position))
    for column in FILLED[SECTIONS.title].columns:
        own = list_.of(SECTIONS.title, column.key)
        is_free = column.key not in {one.key for one in cells}
        if own and is_free and place == len(found.names) - 1:
            where = list_.position(own[0].entry.header)
            cells.append(FilledColumn(column.key, own[0].cells, where))
    return cells


def _levels(list_: Bare, found: Placing, place: int) -> list[Raw]:
    """Return 階層 of the sections of one column, where their names do not tell it themselves."""
    header = list_.of(SECTIONS.title, _NAME)[0 if found.parted else place].entry.header
    words = [one for one in list_.of(SECTIONS.title, _LEVEL) if one.entry.header == header]
    if words and found.parted:
        own = [word_of(text_of(raw), tuple(SectionLevel)) for raw in words[0].cells]
        return [
            level if name and level_of(text_of(name)) is None else None
            for name, level in zip(found.names[place], own, strict=True)
        ]
    if words:
        return [word_of(text_of(raw), tuple(SectionLevel)) for raw in words[0].cells]
    by_column = _level_of_column(list_, found, place)
    names = [text_of(name) for name in found.names[place]]
    return [
        by_column if name and _level_at(name, by_column) != level_of(name) else None
        for name in names
    ]


def _level_of_column(list_: Bare, found: Placing, place: int) -> str | None:
    """Return the 階層 that the header of one of several columns of sections says."""
    if len(found.names) < 2 or found.parted:  # noqa: PLR2004 - one column alone holds all levels
        return None
    header = list_.of(SECTIONS.title, _NAME)[place].entry.header
    return level_of(header.replace("名称", "").removesuffix("名"))


def _level_at(name: str, by_column: str | None) -> str | None:
    """Return 階層 of a section: by its ending, else by its column.

    A 局 is a 部 or, as 議会事務局 in most towns, a 課: there a column of 課 decides.
    """
    own = level_of(name)
    is_office = by_column == SectionLevel.DIVISION and name_key(name).endswith("局")
    return by_column if own is None or is_office else own


def placed_part(list_: Bare, title: str, rows: Sequence[int]) -> Part:
    """Return what a list says of who is where (所属履歴, 所属長)."""
    found = placing(list_, title)
    plain = part_of(list_, title, rows)
    heads = title == HEADS.title
    if len(found.names) < 2 and not heads:  # noqa: PLR2004 - 部 and 課 at least
        return plain
    at = [found.at(row) for row in range(len(list_.grid.rows))]
    table = _with_parent(FILLED[title])
    where = found.positions[-1] if found.positions else 0
    cells = [
        one
        for column in table.columns
        if column.key not in (_CODE, _NAME, _PARENT, SECOND_CODE.key, SECOND_NAME.key)
        for one in cells_of(list_, title, column.key)
    ]
    cells += [FilledColumn(_NAME, [name for _, name, _ in at], where)] if found.names else []
    cells += [FilledColumn(_CODE, [code for code, _, _ in at], where)] if found.codes else []
    if len(found.names) > 1:
        cells.append(FilledColumn(_PARENT, [above for _, _, above in at], where))
    kept = [row for row in rows if says(title, cells, row)]
    if heads:
        kept = [row for row in kept if _heads(list_, row, at[row], _level_of(list_, found, row))]
    return laid(list_, title, table, cells, kept)


def _with_parent(table: Table) -> Table:
    columns = (*table.columns, PARENT_NAME)
    return table.but(columns=columns)


def _level_of(list_: Bare, found: Placing, row: int) -> str | None:
    """Return 階層 of the section in which a row's person is, by name and column."""
    place = lowest(found.names, row)
    if place is None:
        return None
    return _level_at(text_of(found.names[place][row]), _level_of_column(list_, found, place))


def _heads(list_: Bare, row: int, at: tuple[Raw, Raw, Raw], said: str | None) -> bool:
    """Whether who bears a title heads the section: a 課長 heads a 課, and no 部 and no 係.

    Where the file says 長 itself, it is so. A 局長 heads a 局, also one that is a 課.

    Args:
        list_: The list.
        row: The row.
        at: Code, name and the name above of the section.
        said: 階層 of the section by its name and column.
    """
    kind = next(iter(list_.of(HEADS.title, "kind")), None)
    if kind is None or kind.cells[row] != HEAD:
        return True
    place = list_.position(kind.entry.header)
    title = text_of(list_.grid.rows[row][place])
    if name_key(title) == name_key(HEAD):
        return True
    code, name, _ = at
    level = head_level(title)
    names = (name_key(text_of(name)), name_key(text_of(code)))
    own = next((list_.known.sections[key] for key in names if key in list_.known.sections), None)
    own = own or said
    return level is None or own is None or level == own or level == level_of(text_of(name))
