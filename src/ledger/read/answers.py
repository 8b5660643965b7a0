"""Answers of a form service → what each says of a self-report, under its 取込定義."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from ledger.judge.importing.definition import Definition, Entry, Word
from ledger.layout.answer_tables import ANSWER, ANSWERED, answered_column
from ledger.layout.columns import Cell, Column
from ledger.layout.import_tables import BLANK, LEFT_OUT
from ledger.model.problems import Problem
from ledger.model.terms import ImportUse
from ledger.read.cells import Finding, Raw, typed
from ledger.read.frames import Grid, header_key, is_filled
from ledger.read.lists import text_of


class Answer(NamedTuple):
    """One answer.

    Attributes:
        number: Row number in the file.
        fields: Values of 申告書 by key; a value that cannot be read is None.
        rows: Rows of the form's tables, by table key; what cannot be read stands as written.
        problems: What was found in its cells.
        usable: Whether 職員番号, 受付番号 and 提出日 can be used.
        left_out: A word of it leaves it out (（除く）).
    """

    number: int
    fields: Mapping[str, Cell]
    rows: Mapping[str, tuple[Mapping[str, Cell], ...]]
    problems: tuple[Problem, ...] = ()
    usable: bool = True
    left_out: bool = False


def is_of_answers(definition: Definition) -> bool:
    """Whether a definition fills self-reports: a row of it names 申告書 or a sheet of the form."""
    return any(entry.table in ANSWERED for entry in definition.entries)


def read_answers(grid: Grid, definition: Definition) -> Iterator[Answer]:
    """Yield the answers of a list, in its order.

    Args:
        grid: The list.
        definition: What HR decided; the list has all headers that it wants.
    """
    reader = _Reader(grid, definition)
    for index, row in enumerate(grid.rows):
        if any(map(is_filled, row)):
            yield reader.answer(index, row)


class _Reader:
    """What the answers of one list have in common."""

    def __init__(self, grid: Grid, definition: Definition) -> None:
        self.grid, self.definition = grid, definition
        self.keys = [header_key(header) for header in grid.headers]
        self.own = [e for e in definition.entries if e.use is not ImportUse.IGNORED]

    def answer(self, index: int, row: Sequence[Raw]) -> Answer:
        cells = [self._cell(entry, index, row) for entry in self.own]
        fields: dict[str, Cell] = {}
        rows: dict[str, dict[int, dict[str, Cell]]] = {}
        problems: list[Problem] = []
        wrong = left_out = False
        for entry, cell in zip(self.own, cells, strict=True):
            column = answered_column(entry.table, entry.column)
            if column is None:
                continue
            problems += cell.problems
            left_out = left_out or cell.left_out
            if entry.table == ANSWER.title:
                fields[column.key] = cell.value
                wrong = wrong or not cell.usable
            else:
                key = ANSWERED[entry.table].key
                line = rows.setdefault(key, {}).setdefault(self._line(entry), {})
                line[column.key] = cell.value
            wrong = wrong or cell.is_open
        whole = {key: _filled(lines) for key, lines in rows.items()}
        missing = tuple(self._missing(index, fields, problems))
        return Answer(
            self.grid.first_row + index,
            fields,
            {key: lines for key, lines in whole.items() if lines},
            (*problems, *missing),
            usable=not wrong and not missing,
            left_out=left_out,
        )

    def _line(self, entry: Entry) -> int:
        """Return which row of its table an entry fills: how often its column came before."""
        if entry.use is ImportUse.FIXED:
            return -1
        same = [
            e
            for e in self.own
            if (e.table, e.column) == (entry.table, entry.column) and e.use is not ImportUse.FIXED
        ]
        return same.index(entry)

    def _cell(self, entry: Entry, index: int, row: Sequence[Raw]) -> "_Cell":
        column = answered_column(entry.table, entry.column)
        if column is None:
            return _Cell(None)
        if entry.use is ImportUse.FIXED:
            return _typed(column, entry.header)
        position = self.keys.index(header_key(entry.header))
        raw = row[position]
        word = self.definition.word(entry.table, entry.column, text_of(raw))
        place = self.grid.at(position, index)
        if word is not None and word.value is None:
            finding = Finding("answer-word-open", {"value": text_of(raw)})
            return _Cell(None, (finding.at(place, column),), usable=False, is_open=True)
        if word is not None and word.value == LEFT_OUT:
            return _Cell(None, left_out=True)
        cell = _typed(column, raw if word is None else _meant(word))
        return cell._replace(problems=tuple(f.at(place, column) for f in cell.findings))

    def _missing(
        self, index: int, fields: Mapping[str, Cell], problems: Sequence[Problem]
    ) -> Iterator[Problem]:
        told = {problem.place.cell for problem in problems}
        for column in ANSWER.columns:
            if not column.required or fields.get(column.key) is not None:
                continue
            headers = [e.header for e in self.own if e.column == column.header]
            position = self.keys.index(header_key(headers[0])) if headers else 0
            place = self.grid.at(position, index)
            if place.cell not in told:
                yield Finding("value-missing").at(place, column)


class _Cell(NamedTuple):
    value: Cell
    problems: tuple[Problem, ...] = ()
    findings: tuple[Finding, ...] = ()
    usable: bool = True
    left_out: bool = False
    is_open: bool = False


def _filled(lines: Mapping[int, Mapping[str, Cell]]) -> tuple[Mapping[str, Cell], ...]:
    """Return the rows of a table that say anything, each with the table's fixed values."""
    fixed = lines.get(-1, {})
    own = (lines[number] for number in sorted(lines) if number >= 0)
    return tuple(
        {**fixed, **line} for line in own if any(value is not None for value in line.values())
    )


def _meant(word: Word) -> str | None:
    """Return what 取込値 puts in a word's place; None for nothing."""
    return None if word.value == BLANK else word.value


def _typed(column: Column, raw: Raw) -> _Cell:
    """Return a cell's value; what cannot be read stays as it is written, for the form's reader."""
    result = typed(column.but(required=False), raw)
    value = result.value if result.usable else text_of(raw)
    errors = tuple(finding for finding in result.findings if finding.is_error)
    return _Cell(value, findings=errors, usable=result.usable)
