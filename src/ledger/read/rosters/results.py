"""Which rows of a roster say that somebody completed (rulings, 名簿の結果の列).

All result columns of a row must say yes. A no leaves the row out, and so does a blank beside
filled rows; an unknown word sets it aside. 出席 counts where nothing else is asked.
"""

from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from ledger.layout.roster_words import ResultKind, Words
from ledger.model.problems import Problem
from ledger.read.cells.cell import Raw, spoken
from ledger.read.result_words import Said, kind_of, only_marks, says, says_not
from ledger.read.table_grid import Grid, is_filled

_ERROR_VALUE, _NO_VALUE = "#", "="
"""What stands for an error value and for a formula without a value: no word, and no blank."""


class JudgedRow(NamedTuple):
    """What the result columns say.

    Attributes:
        negative: Rows that say no (positions among the grid's rows).
        aside: Rows that cannot be told, each with the problem of the cell.
        attended: Rows that say 出席 and nothing of a completion.
        used: Positions of the result columns.
        problems: What else was found in these columns.
    """

    negative: frozenset[int]
    aside: dict[int, Problem]
    attended: frozenset[int]
    used: frozenset[int]
    problems: tuple[Problem, ...]


class _Column(NamedTuple):
    """A result column with what each row says in it."""

    position: int
    header: str
    attendance: bool
    said: Sequence[Said]


def judged(
    grid: Grid, rows: Sequence[int], columns: Collection[int], day: int | None, words: Words
) -> JudgedRow:
    """Judge the rows of a list by its result columns.

    Args:
        grid: The list.
        rows: Its rows, total lines apart (positions among the grid's rows).
        columns: Positions of the columns that are something else (職員番号, 研修名 …).
        day: Position of 修了日; a word like 受講中 there says no as well.
        words: What words mean.
    """
    results = list(_columns(grid, rows, columns, words))
    used = frozenset(column.position for column in results)
    others = [p for p in range(len(grid.headers)) if p not in columns and p not in used]
    negative: set[int] = set()
    aside: dict[int, Problem] = {}
    attended: set[int] = set()
    for number, row in enumerate(rows):
        said = [column.said[number] for column in results]
        if Said.NOT in said or (day is not None and says_not(grid.rows[row][day], words)):
            negative.add(row)
        elif unclear := _unclear(grid, row, results, said) or _elsewhere(grid, row, others, words):
            aside[row] = unclear
        elif _only_attended(results, said):
            attended.add(row)
    problems = (*_cached(grid, rows, used), *_marks(grid, rows, others, words))
    return JudgedRow(frozenset(negative), aside, frozenset(attended), used, problems)


def _columns(
    grid: Grid, rows: Sequence[int], taken: Collection[int], words: Words
) -> Iterator[_Column]:
    for position, header in enumerate(grid.headers):
        kind = None if position in taken else kind_of(header)
        if kind is None:
            continue
        raws = [_seen(grid, row, position) for row in rows]
        if (said := says(raws, header, kind, words)) is not None:
            attendance = kind is ResultKind.ATTENDANCE
            yield _Column(position, str(header), attendance, said)


def _seen(grid: Grid, row: int, position: int) -> Raw:
    """Return a result cell; an error value, and a formula without a value, are no blank."""
    at = (grid.first_row + row, grid.first_column + position)
    raw = grid.rows[row][position]
    if at in grid.errors:
        return _ERROR_VALUE
    return _NO_VALUE if at in grid.formulas and not is_filled(raw) else raw


def _unclear(
    grid: Grid, row: int, results: Sequence[_Column], said: Sequence[Said]
) -> Problem | None:
    """Return why a row cannot be told: an unknown word, or a blank that may mean anything."""
    for wanted, code in ((Said.UNKNOWN, "result-unknown"), (Said.BLANK, "result-blank")):
        for column, one in zip(results, said, strict=True):
            if one is wanted:
                place = grid.at(column.position, row)
                seen = _seen(grid, row, column.position)
                at = (grid.first_row + row, grid.first_column + column.position)
                wrong = "picture-in-input" if at in grid.pictures else "error-in-input"
                found = {_ERROR_VALUE: wrong, _NO_VALUE: "formula-in-input"}
                code_ = found.get(seen, code) if isinstance(seen, str) else code
                return Problem.of(code_, place, header=column.header, value=spoken(seen))
    return None


def _elsewhere(grid: Grid, row: int, others: Sequence[int], words: Words) -> Problem | None:
    """Return the 欠席 that stands under a header that speaks of no result (備考)."""
    for position in others:
        if says_not(raw := grid.rows[row][position], words):
            header = str(grid.headers[position]) or "見出しのない列"
            place = grid.at(position, row)
            return Problem.of("result-elsewhere", place, header=header, value=spoken(raw))
    return None


def _only_attended(results: Sequence[_Column], said: Sequence[Said]) -> bool:
    told = [
        column.attendance or one is Said.ATTENDED
        for column, one in zip(results, said, strict=True)
        if one in (Said.COMPLETED, Said.ATTENDED)
    ]
    return bool(told) and all(told)


def _cached(grid: Grid, rows: Sequence[int], used: Collection[int]) -> Iterator[Problem]:
    """Warn of the formulas in result columns: what they showed last was taken."""
    for row in rows:
        for position in sorted(used):
            raw = grid.rows[row][position]
            at = (grid.first_row + row, grid.first_column + position)
            if at in grid.formulas and is_filled(raw):
                gaps = {"header": str(grid.headers[position]), "value": spoken(raw)}
                yield Problem.of("formula-cached", grid.at(position, row), **gaps)


def _marks(
    grid: Grid, rows: Sequence[int], others: Sequence[int], words: Words
) -> Iterator[Problem]:
    """Warn of a column that is not used and holds ○ and × alone: it may be a result."""
    for position in others:
        if only_marks([grid.rows[row][position] for row in rows], words):
            header = str(grid.headers[position]) or "見出しのない列"
            yield Problem.of("marks-unused", grid.place, header=header)
