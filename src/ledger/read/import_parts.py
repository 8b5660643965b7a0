"""A file under its 取込定義, taken apart: for each table of ours the columns that fill it.

Rows keep their numbers and cells their letters, so that a problem names the cell of the file that
the person sees. What does not stand in one cell of its own is put beside the list's last column.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from ledger.judge.importing.definition import Definition, ImportColumn, ImportWord
from ledger.judge.importing.words import LedgerWords
from ledger.layout.addresses import letter
from ledger.layout.columns import Table
from ledger.layout.import_tables import FILLED, RESULT, SECOND_CODE, SECOND_NAME, filled_column
from ledger.layout.people_tables import HEADS, LEAVES, POSTINGS, SECTIONS, STAFF
from ledger.model.problems import Problem
from ledger.model.terms import ImportUse
from ledger.read.cells.cell import Raw
from ledger.read.import_cells import code_and_name, joined
from ledger.read.import_words import Dictionary, Translated, as_is, fixed
from ledger.read.result_words import kind_of
from ledger.read.rosters.grids import RosterGrid
from ledger.read.table_grid import Grid, header_key, is_filled

_PAIRS = {
    "section_name": "section_code",
    "staff_name": "staff_no",
    "training_name": "training_code",
}
"""Names that may stand in one cell with their code."""
_NOT_LAID = frozenset({RESULT.key, SECOND_CODE.key, SECOND_NAME.key})
"""Columns that are laid out by themselves."""
_IDENTITY = frozenset({"staff_no", "staff_name", "kana", "family_name", "given_name"})
_SAYS: Mapping[str, frozenset[str]] = {
    HEADS.title: frozenset({"kind"}),
    LEAVES.title: frozenset({"kind", "started_on"}),
    POSTINGS.title: frozenset({"section_code", "section_name"}),
    SECTIONS.title: frozenset({"section_code", "section_name"}),
}
"""Columns without which a row of a file says nothing for a table."""


class FilledColumn(NamedTuple):
    """A column of ours, as a file fills it.

    Attributes:
        key: Our column.
        cells: What each row says.
        position: Where it stands in the file (0 for what stands nowhere).
        whole: Whether it is that cell and nothing else.
        header: Header to be read under, where it is not ours.
    """

    key: str
    cells: Sequence[Raw]
    position: int = 0
    whole: bool = False
    header: str = ""


class Part(NamedTuple):
    """What a file brings for a table.

    Attributes:
        title: Title of the table.
        table: The table as a file has it.
        found: The list, with our headers above the columns that fill the table.
        borrowed: Letters of columns put beside the list, by what they were made from.
        second: Whether it is of 兼務.
    """

    title: str
    table: Table
    found: RosterGrid
    borrowed: Mapping[str, str]
    second: bool = False


class Bare(NamedTuple):
    """A list under a definition, before it is taken apart.

    Attributes:
        found: The list.
        definition: What HR decided.
        known: What the ledger knows.
        rows: Indexes of its rows; total lines are none.
        columns: The columns in our words.
    """

    found: RosterGrid
    definition: Definition
    known: LedgerWords
    rows: tuple[int, ...]
    columns: tuple[Translated, ...]

    @property
    def grid(self) -> Grid:
        """The list as it stands."""
        return self.found.grid

    def position(self, header: str) -> int:
        """Return where a header stands; 0 for what is not in the file."""
        keys = [header_key(one) for one in self.grid.headers]
        key = header_key(header)
        return keys.index(key) if key in keys else 0

    def of(self, title: str, key: str) -> tuple[Translated, ...]:
        """Return what fills a column of ours."""
        return tuple(
            one for one in self.columns if one.entry.table == title and _key(one.entry) == key
        )

    def headers_of(self, key: str) -> frozenset[str]:
        """Return the headers of the file that fill a column of ours, in whichever table."""
        return frozenset(one.entry.header for one in self.columns if _key(one.entry) == key)


def _key(entry: ImportColumn) -> str:
    column = filled_column(entry.table, entry.column)
    return column.key if column else ""


def bare(
    found: RosterGrid, definition: Definition, known: LedgerWords, rows: Sequence[int]
) -> Bare:
    """Turn the columns of a list into our words.

    Args:
        found: The list.
        definition: What HR decided; the list has all headers that it wants.
        known: What the ledger knows.
        rows: Indexes of the list's rows.
    """
    grid = found.grid
    keys = [header_key(header) for header in grid.headers]
    dictionary = Dictionary(definition, known)
    columns: list[Translated] = []
    for entry in definition.entries:
        column = filled_column(entry.table, entry.column)
        if entry.use is ImportUse.FIXED:
            columns.append(fixed(entry, len(grid.rows)))
        elif entry.is_read and header_key(entry.header) in keys:
            place = keys.index(header_key(entry.header))
            raws = [row[place] for row in grid.rows]
            if entry.use is ImportUse.RESULT or column is None or column.key == RESULT.key:
                columns.append(as_is(entry, raws))
            else:
                if column.key == "level":
                    raws = [code_and_name(raw)[1] or raw for raw in raws]
                columns.append(dictionary.translated(entry, column, raws, rows))
    return Bare(found, definition, known, tuple(rows), tuple(columns))


def part_of(list_: Bare, title: str, rows: Sequence[int]) -> Part:
    """Return what a list brings for a table that takes one row of each row.

    Args:
        list_: The list.
        title: Title of the table.
        rows: Its rows that count.
    """
    table = FILLED[title]
    cells: list[FilledColumn] = []
    for column in table.columns:
        if column.key not in _NOT_LAID:
            cells += cells_of(list_, title, column.key)
    cells += _results(list_, title)
    return laid(list_, title, table, cells, [row for row in rows if says(title, cells, row)])


def cells_of(list_: Bare, title: str, key: str) -> list[FilledColumn]:
    """Return how a list fills a column; [] if it does not."""
    sources = list_.of(title, key)
    if not sources:
        return []
    if len(sources) > 1:
        values = (
            joined([one.cells for one in sources], len(list_.grid.rows))
            if key == "staff_name"
            else _first([one.cells for one in sources], len(list_.grid.rows))
        )
        return [FilledColumn(key, values, list_.position(sources[0].entry.header))]
    (one,) = sources
    position = list_.position(one.entry.header)
    if one.entry.use is ImportUse.FIXED:
        return [FilledColumn(key, one.cells)]
    if (part := _half(list_, key, one.entry)) is not None:
        return [FilledColumn(key, [part(raw) for raw in one.cells], position)]
    return [FilledColumn(key, one.cells, position, whole=True)]


def _half(list_: Bare, key: str, entry: ImportColumn) -> Callable[[Raw], Raw] | None:
    """Return what takes a column's part out of a cell with code and name; None if it is whole."""
    names, codes = dict(_PAIRS), {code: name for name, code in _PAIRS.items()}
    other = names.get(key) or codes.get(key)
    if other is None or entry.header not in list_.headers_of(other):
        return None
    place = 0 if key in codes else 1
    return lambda raw: code_and_name(raw)[place]


def _first(columns: Sequence[Sequence[Raw]], rows: int) -> list[Raw]:
    return [next((c[row] for c in columns if is_filled(c[row])), None) for row in range(rows)]


def _results(list_: Bare, title: str) -> list[FilledColumn]:
    """Return the columns that say who completed, under a header that says so."""
    found = []
    for one in list_.columns:
        if one.entry.table == title and one.entry.use is ImportUse.RESULT:
            position = list_.position(one.entry.header)
            header = one.entry.header if kind_of(one.entry.header) else f"修了({one.entry.header})"
            found.append(FilledColumn("", one.cells, position, whole=True, header=header))
    return found


def says(title: str, cells: Sequence[FilledColumn], row: int) -> bool:
    """Whether a row says anything for a table, beyond whom it is about."""
    if title == STAFF.title:
        return True
    needed = _SAYS.get(title)
    return any(
        is_filled(one.cells[row])
        for one in cells
        if one.position or one.whole
        if (one.key in needed if needed else one.key not in _IDENTITY)
    )


def laid(
    list_: Bare, title: str, table: Table, cells: Sequence[FilledColumn], rows: Sequence[int]
) -> Part:
    """Lay columns out as a list under our headers, each as near to where it stood as can be.

    Args:
        list_: The list that they come from.
        title: Title of the table.
        table: The table as a file has it.
        cells: The columns.
        rows: Rows that count; the others are blank.
    """
    grid = list_.grid
    width = len(grid.headers)
    headers: list[Raw] = [""] * width
    places: list[int] = []
    for one in cells:
        text = one.header or table.column(one.key).header
        if one.whole and headers[one.position] == "":
            headers[one.position] = text
            places.append(one.position)
        else:
            headers.append(text)
            places.append(len(headers) - 1)
    kept = frozenset(rows)
    body: list[list[Raw]] = []
    for index in range(len(grid.rows)):
        row: list[Raw] = [""] * len(headers)
        if index in kept:
            for one, place in zip(cells, places, strict=True):
                row[place] = one.cells[index]
        body.append(row)
    moved = {
        place: one.position for one, place in zip(cells, places, strict=True) if place >= width
    }
    new = _marked(grid, {grid.first_row + index for index in kept}, moved)
    first = grid.first_column
    borrowed = {letter(first + place): letter(first + own) for place, own in moved.items()}
    found = list_.found._replace(grid=new._replace(headers=headers, rows=body))
    return Part(title, table, found, borrowed)


def _marked(grid: Grid, numbers: set[int], moved: Mapping[int, int]) -> Grid:
    """Return a grid whose marks of cells also stand on the columns made from them."""
    first = grid.first_column

    def also(cells: frozenset[tuple[int, int]]) -> frozenset[tuple[int, int]]:
        own = {at for at in cells if at[0] in numbers}
        more = {
            (row, first + place)
            for row, column in own
            for place, source in moved.items()
            if column == first + source
        }
        return frozenset(own | more)

    return grid._replace(formulas=also(grid.formulas), errors=also(grid.errors))


def relettered(problems: Sequence[Problem], borrowed: Mapping[str, str]) -> tuple[Problem, ...]:
    """Return problems with the cells of the file, where a column was put beside the list."""
    told = []
    for problem in problems:
        cell = problem.place.cell
        own = cell.rstrip("0123456789")
        if own in borrowed:
            place = problem.place.but(cell=borrowed[own] + cell[len(own) :])
            told.append(problem.but(place=place))
        else:
            told.append(problem)
    return tuple(told)


def words_of(list_: Bare) -> tuple[ImportWord, ...]:
    """Return the words that 取込値 lacks, each once."""
    found = {(word.column, word.source): word for one in list_.columns for word in one.new}
    return tuple(found.values())
