"""A table's cells as they stand, in a workbook or in CSV, and its columns among the headers."""

from collections.abc import Collection, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from ledger.layout.addresses import letter
from ledger.layout.columns import Column, Kind, Table
from ledger.model.characters import quoted
from ledger.model.folding import header_key as text_key, is_blank
from ledger.model.problems import Place, Problem, Severity
from ledger.read.cells.cell import Raw


class Grid(NamedTuple):
    """A table's cells as they stand in a sheet or a CSV.

    Attributes:
        headers: The header row.
        rows: The rows below it, each as long as the headers.
        place: File and sheet.
        first_row: Row number of the first of the rows, as its reader sees it.
        first_column: Position of the first header in the sheet, from 0.
        formulas: Cells `(row number, position in the sheet)` that hold a formula.
        errors: Cells that hold an error value.
        pictures: Those of them that are pictures placed in a cell.
        marked: All of these.
        disguised: Cells whose number format shows another value (`guard_looks`).
        hidden: Row numbers that cannot be seen; every one where the sheet is hidden.
        beyond: What stands beside the table's frame; None where it is no table of a book's own,
            but a list whose makers know nothing of our headers.
    """

    headers: Sequence[Raw]
    rows: Sequence[Sequence[Raw]]
    place: Place
    first_row: int = 2
    first_column: int = 0
    formulas: frozenset[tuple[int, int]] = frozenset()
    errors: frozenset[tuple[int, int]] = frozenset()
    disguised: Mapping[tuple[int, int], str] = MappingProxyType({})
    hidden: frozenset[int] = frozenset()
    beyond: tuple[str, ...] | None = None
    pictures: frozenset[tuple[int, int]] = frozenset()
    marked: frozenset[tuple[int, int]] = frozenset()

    def address(self, position: int, row: int) -> str:
        """Return the address of a cell: position among the headers, index among the rows."""
        return f"{letter(self.first_column + position)}{self.first_row + row}"

    def nameless(self) -> tuple[str, ...]:
        """Name each column that has no header and something filled in below it."""
        return tuple(
            f"{letter(self.first_column + position)}列(見出しなし)"
            for position, header in enumerate(self.headers)
            if not is_filled(header) and any(is_filled(row[position]) for row in self.rows)
        )

    def at(self, position: int, row: int) -> Place:
        """Return the place of a cell, see `address`."""
        return self.place.but(cell=self.address(position, row))


class Columns(NamedTuple):
    """Where a table's columns stand among the headers.

    Attributes:
        positions: Position by column key.
        extra: Headers that the table does not know; those of its names beside codes it does.
        problems: Synonyms, missing and repeated headers.
        usable: Whether every required column was found, once.
    """

    positions: Mapping[str, int]
    extra: tuple[str, ...]
    problems: tuple[Problem, ...]
    usable: bool


def header_key(header: Raw) -> str:
    """Return a header as it is compared: as every name, without the mark of what is required."""
    return text_key("" if header is None else str(header))


def find_columns(  # noqa: PLR0913, PLR0917 - what stands there, beside it, and not yet
    table: Table,
    headers: Sequence[Raw],
    place: Place,
    beyond: Sequence[str] | None = None,
    nameless: Sequence[str] = (),
    new: Collection[str] = (),
    names: Sequence[str] = (),
) -> Columns:
    """Find the table's columns among the headers, by name or declared synonym.

    Args:
        table: The declared table.
        headers: The header row.
        place: File and sheet, for problems.
        beyond: What stands beside the frame of a book's own table; None for a list from elsewhere.
        nameless: Its filled columns without a header (`Grid.nameless`), as unknown as any other.
        new: Keys of columns that a book of this version does not have yet.
        names: Headers of the ledger's own columns of names (`layout/names_beside`).

    Returns:
        Positions, with `header-synonym`, `header-missing`, `header-duplicate`, `header-absent`;
        or `header-changed` where a column is missing while something unknown stands there.
    """
    keys = [header_key(header) for header in headers]
    places = table.places(headers)
    positions: dict[str, int] = {}
    problems: list[Problem] = []
    absent: list[str] = []
    missing: list[str] = []
    for column in table.columns:
        found = places[column.key]
        if len(found) > 1:
            problems.append(_repeated(table, column, [str(headers[i]) for i in found], place))
        elif found:
            positions[column.key] = found[0]
            if keys[found[0]] != header_key(column.header):
                gaps = {"found": str(headers[found[0]]), "header": column.header}
                problems.append(Problem.of("header-synonym", place, **gaps))
        elif column.key in new:
            continue
        elif column.required:
            missing.append(column.header)
        else:
            absent.append(column.header)
    if missing:
        listed = "、".join(quoted(str(h)) for h in headers if header_key(h)) or "なし"
        gaps = {"table": table.title, "header": "」「".join(missing), "found": listed}
        problems.append(Problem.of("header-missing", place, **gaps, other=""))
    usable = not any(problem.severity is Severity.ERROR for problem in problems)
    ours = (*table.beside, *names)
    own = {*positions.values(), *_positions(keys, ours)}
    extra = (*(str(h) for i, h in enumerate(headers) if i not in own and keys[i]), *nameless)
    unknown = (*extra, *beyond) if beyond is not None else ()
    if usable and absent:
        gaps = {"table": table.title, "headers": "、".join(absent)}
        found_ = {"found": "、".join(map(quoted, unknown))} if unknown else {}
        code = "header-changed" if unknown else "header-absent"
        problems.append(Problem.of(code, place, **gaps, **found_))
        usable = not unknown
    return Columns(MappingProxyType(positions), extra, tuple(problems), usable)


def _positions(keys: Sequence[str], names: Sequence[str]) -> list[int]:
    wanted = {header_key(name) for name in names}
    return [position for position, key in enumerate(keys) if key in wanted]


def _repeated(table: Table, column: Column, found: list[str], place: Place) -> Problem:
    gaps = {"table": table.title, "header": column.header, "found": "、".join(found)}
    return Problem.of("header-duplicate", place, **gaps)


def is_filled(raw: Raw) -> bool:
    """Whether a raw cell shows anything."""
    if raw is None or raw == "":
        return False
    return not isinstance(raw, str) or not is_blank(raw)


def picture_code(column: Column) -> str:
    """Return what a picture in a cell of a column is: a loss of that cell alone, or an error.

    A free text may be blank. A blank of any other kind says something itself (終了日: it goes on),
    so that nobody knows what the row means.
    """
    free = column.kind is Kind.TEXT and not column.required
    return "picture-in-cell" if free else "picture-in-input"
