"""Groups of questions (研修1, 修了日1, 研修2, 修了日2 …): which columns are of one row.

A definition counts: the second time that a column of ours stands in 取込列, it fills the second
row. So a row that lacks a column holds its place, and one that lacks what it needs is open.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from ledger.judge.importing.answer_columns import TABLES, AnswerColumn
from ledger.judge.importing.definition import ImportColumn
from ledger.layout.answer_words import MAIN, Spot
from ledger.layout.columns import Kind
from ledger.layout.import_tables import ABSENT, UNKNOWN
from ledger.model.terms import ImportUse

Line = dict[str, ImportColumn]
"""A row of a table: its entries by the key of their column."""

_GIVEN = frozenset({"goal_no"})
"""Columns that the form has filled in already."""


class Lines(NamedTuple):
    """A table of the self-report as a file fills it.

    Attributes:
        entries: Its rows of 取込列, row after row of the table.
        unsure: Headers whose row nobody can tell, each with the question.
        shared: Headers that several ticked things have in common, and that HR has to decide on.
    """

    entries: tuple[ImportColumn, ...] = ()
    unsure: tuple[tuple[str, str], ...] = ()
    shared: tuple[str, ...] = ()


def lines_of(table: str, asked: Sequence[AnswerColumn]) -> Lines:
    """Return how columns of a file fill a table of the self-report.

    Args:
        table: Key of the table.
        asked: The columns that fill it, left to right.
    """
    if not any(one.spot[1] in MAIN[table] for one in asked):
        return Lines()
    matrix = [one for one in asked if _names_itself(table, one)]
    plain = [one for one in asked if one not in matrix]
    grouped, unsure = _grouped(plain)
    lines = [_line(group) for group in grouped]
    lines += [_line([one]) for one in matrix]
    lines = [line for line in lines if set(line) & set(MAIN[table])]
    used = {entry.header for line in lines for entry in line.values()}
    lost = [(one.sample.header, "どの組の列か") for one in plain if one.sample.header not in used]
    shared = tuple(dict.fromkeys(h for group in grouped for h in _shared(group)))
    entries = tuple(_entries(table, lines, shared))
    return Lines(entries, tuple(dict.fromkeys((*unsure, *lost))), shared)


def _names_itself(table: str, one: AnswerColumn) -> bool:
    """Whether a column says itself which row it is of: a row of a matrix."""
    return any(spot[0] == table and spot[1] != "role" for spot, _ in one.given)


def _grouped(
    asked: Sequence[AnswerColumn],
) -> tuple[list[list[AnswerColumn]], list[tuple[str, str]]]:
    """Put together what is of one row: by the numbers that headers bear, else by their order."""
    by_key: dict[str, list[AnswerColumn]] = {}
    for one in asked:
        by_key.setdefault(one.spot[1], []).append(one)
    most = max(map(len, by_key.values()), default=0)
    if most <= 1:
        return ([list(asked)] if asked else []), []
    turns = {key: [one.turn or 1 for one in own] for key, own in by_key.items()}
    if all(len(set(own)) == len(own) for own in turns.values()):
        numbers = sorted({turn for own in turns.values() for turn in own})
        return [[one for one in asked if (one.turn or 1) == n] for n in numbers], []
    if all(len(own) == most for own in by_key.values()):
        return [[own[n] for own in by_key.values()] for n in range(most)], []
    several = [own for own in by_key.values() if len(own) > 1]
    unsure = [(one.sample.header, "どの組の列か") for own in several for one in own[1:]]
    return [[own[0] for own in by_key.values()]], unsure


def _line(group: Sequence[AnswerColumn]) -> Line:
    line: Line = {}
    for one in group:
        title = TABLES[one.spot[0]].title
        line[one.spot[1]] = ImportColumn(
            one.sample.header, title, _header(one.spot), ImportUse.VALUE
        )
        for spot, text in one.given:
            line.setdefault(spot[1], ImportColumn(text, title, _header(spot), ImportUse.FIXED))
    return line


def _header(spot: Spot) -> str:
    return TABLES[spot[0]].column(spot[1]).header


def _shared(group: Sequence[AnswerColumn]) -> Iterator[str]:
    """Yield needed columns that stand once beside a column that ticks several things."""
    if any(one.several for one in group):
        for one in group:
            if not one.several and TABLES[one.spot[0]].column(one.spot[1]).required:
                yield one.sample.header


def _entries(table: str, lines: Sequence[Line], shared: Sequence[str]) -> Iterator[ImportColumn]:
    """Yield the rows of 取込列: what a row lacks and needs is open, what it only lacks holds on."""
    own = [column for column in TABLES[table].columns if column.key not in _GIVEN]
    last = {column.key: _last(column.key, lines) for column in own}
    counts: dict[tuple[str, str], int] = {}

    def numbered(mark: str, key: str) -> str:
        counts[mark, key] = count = counts.get((mark, key), 0) + 1
        return mark if count == 1 else f"{mark}{count}"

    for number, line in enumerate(lines):
        for column in own:
            entry = line.get(column.key)
            if entry is not None and entry.header in shared:
                entry = entry._replace(header=numbered(UNKNOWN, column.key))
            if entry is None and column.required:
                fixed = column.kind is Kind.CODE
                use = ImportUse.FIXED if fixed else ImportUse.VALUE
                header = numbered(UNKNOWN, column.key)
                entry = ImportColumn(header, TABLES[table].title, column.header, use)
            elif entry is None and number <= last[column.key]:
                header = numbered(ABSENT, column.key)
                entry = ImportColumn(header, TABLES[table].title, column.header, ImportUse.IGNORED)
            if entry is not None:
                yield entry


def _last(key: str, lines: Sequence[Line]) -> int:
    """Return the last row in which a column's place counts; a fixed text counts in every row."""
    filled: Mapping[int, ImportColumn] = {
        n: line[key] for n, line in enumerate(lines) if key in line
    }
    if any(entry.use is ImportUse.FIXED for entry in filled.values()):
        return len(lines) - 1
    return max(filled, default=-1)


__all__ = ["Lines", "lines_of"]
