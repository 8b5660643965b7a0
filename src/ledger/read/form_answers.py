"""Answers of a form service → what each says of a self-report, under its 取込定義."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from typing import NamedTuple

from ledger.judge.importing.answer_columns import is_ticked, things_named
from ledger.judge.importing.choices import parted
from ledger.judge.importing.definition import Definition, ImportColumn, ImportWord
from ledger.judge.importing.words import LedgerWords
from ledger.layout.answer_tables import ANSWER, ANSWERED, answered_column
from ledger.layout.answer_words import STATES, WITHDRAWN, Spot
from ledger.layout.columns import Cell, Column
from ledger.layout.import_tables import BLANK, LEFT_OUT
from ledger.model.characters import quoted
from ledger.model.folding import name_key
from ledger.model.problems import Place, Problem
from ledger.model.terms import ImportUse
from ledger.read.cells.cell import CellFinding, Raw, typed
from ledger.read.lists import text_of
from ledger.read.table_grid import Grid, header_key, is_filled

_STATES = frozenset(map(header_key, STATES))
_WITHDRAWN = frozenset(map(name_key, WITHDRAWN))


class FormAnswer(NamedTuple):
    """One answer.

    Attributes:
        number: Row number in the file.
        fields: Values of 申告書 by key; a value that cannot be read is None.
        rows: Rows of the form's tables, by table key; what cannot be read stands as written.
        problems: What was found in its cells.
        usable: Whether 職員番号, 受付番号 and 提出日 can be used.
        left_out: A word of it leaves it out (（除く）), or it is withdrawn.
        withdrawn: Where the service says that it is none: 取消, 下書き …
    """

    number: int
    fields: Mapping[str, Cell]
    rows: Mapping[str, tuple[Mapping[str, Cell], ...]]
    problems: tuple[Problem, ...] = ()
    usable: bool = True
    left_out: bool = False
    withdrawn: Problem | None = None


def is_of_answers(definition: Definition) -> bool:
    """Whether a definition fills self-reports: a row of it names 申告書 or a sheet of the form."""
    return any(entry.table in ANSWERED for entry in definition.entries)


def read_answers(grid: Grid, definition: Definition, known: LedgerWords) -> Iterator[FormAnswer]:
    """Yield the answers of a list, in its order.

    A service that exports a record with several lines (kintone) repeats its receipt: lines that
    follow upon each other and agree in all of 申告書 are one answer.

    Args:
        grid: The list.
        definition: What HR decided; the list has all headers that it wants.
        known: What the ledger knows: things of it are told apart where several are ticked.
    """
    reader = _AnswerReader(grid, definition, known)
    last: FormAnswer | None = None
    for index, row in enumerate(grid.rows):
        if not any(map(is_filled, row)):
            continue
        answer = reader.answer(index, row)
        if last is not None and last.usable and answer.usable and last.fields == answer.fields:
            last = _both(last, answer)
            continue
        if last is not None:
            yield last
        last = answer
    if last is not None:
        yield last


def _both(first: FormAnswer, more: FormAnswer) -> FormAnswer:
    """Return two lines of one answer as one: the rows of both, each once."""
    rows = {
        key: _once((*first.rows.get(key, ()), *more.rows.get(key, ())))
        for key in dict.fromkeys((*first.rows, *more.rows))
    }
    problems = (*first.problems, *more.problems)
    return first._replace(
        rows=rows,
        problems=problems,
        left_out=first.left_out or more.left_out,
        withdrawn=first.withdrawn or more.withdrawn,
    )


def _once(rows: Sequence[Mapping[str, Cell]]) -> tuple[Mapping[str, Cell], ...]:
    return tuple(row for place, row in enumerate(rows) if row not in rows[:place])


class _AnswerReader:
    """What the answers of one list have in common."""

    def __init__(self, grid: Grid, definition: Definition, known: LedgerWords) -> None:
        self.grid, self.definition, self.known = grid, definition, known
        self.keys = [header_key(header) for header in grid.headers]
        self.own = [e for e in definition.entries if e.use is not ImportUse.IGNORED]
        used = {header_key(entry.header) for entry in self.own}
        self.states = [n for n, key in enumerate(self.keys) if key in _STATES - used]

    def answer(self, index: int, row: Sequence[Raw]) -> FormAnswer:
        cells = [self._cell(entry, index, row) for entry in self.own]
        fields: dict[str, Cell] = {}
        rows: dict[str, dict[int, _AnswerRow]] = {}
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
                line = rows.setdefault(key, {}).setdefault(
                    self._line(entry), _AnswerRow({}, set(), {})
                )
                line.cells[column.key] = cell.value
                line.fixed.update([column.key] if entry.use is ImportUse.FIXED else [])
                line.ticked.update({} if cell.ticked is None else {column.key: cell.ticked})
            wrong = wrong or cell.is_open
        whole = {key: _filled(lines) for key, lines in rows.items()}
        missing = tuple(self._missing(index, fields, problems))
        withdrawn = self._withdrawn(index, row)
        return FormAnswer(
            self.grid.first_row + index,
            fields,
            {key: lines for key, lines in whole.items() if lines},
            (*problems, *missing),
            usable=not wrong and not missing,
            left_out=left_out or withdrawn is not None,
            withdrawn=withdrawn,
        )

    def _withdrawn(self, index: int, row: Sequence[Raw]) -> Problem | None:
        """Say which state of an answer, in a column that HR put to no use, makes it none."""
        for position in self.states:
            text = text_of(row[position])
            if name_key(text) in _WITHDRAWN:
                gaps = {"header": str(self.grid.headers[position]), "value": quoted(text)}
                return Problem.of("answer-withdrawn", self.grid.at(position, index), **gaps)
        return None

    def _line(self, entry: ImportColumn) -> int:
        """Return which row of its table an entry fills: how often its column came before.

        A fixed text that stands alone is of each row; 無視 with a column of ours holds a place.
        """
        same = [
            e for e in self.definition.entries if (e.table, e.column) == (entry.table, entry.column)
        ]
        alone = entry.use is ImportUse.FIXED and len(same) == 1
        return -1 if alone else same.index(entry)

    def _cell(self, entry: ImportColumn, index: int, row: Sequence[Raw]) -> "_AnswerCell":
        column = answered_column(entry.table, entry.column)
        if column is None:
            return _AnswerCell(None)
        if entry.use is ImportUse.FIXED:
            return _typed(column, entry.header)
        position = self.keys.index(header_key(entry.header))
        raw = row[position]
        cells = [
            self._one(entry, column, one, self.grid.at(position, index))
            for one in self._ticked(entry, column, raw)
        ]
        if len(cells) == 1:
            return cells[0]
        values = tuple(cell.value for cell in cells if cell.value is not None)
        return _AnswerCell(
            values[0] if values else None,
            tuple(problem for cell in cells for problem in cell.problems),
            usable=all(cell.usable for cell in cells),
            left_out=any(cell.left_out for cell in cells),
            is_open=any(cell.is_open for cell in cells),
            ticked=values,
        )

    def _one(self, entry: ImportColumn, column: Column, raw: Raw, place: Place) -> "_AnswerCell":
        """Return what one thing in a cell means."""
        word = self.definition.word(entry.table, entry.column, text_of(raw))
        if word is not None and word.value is None:
            finding = CellFinding("answer-word-open", {"value": text_of(raw)})
            return _AnswerCell(None, (finding.at(place, column),), usable=False, is_open=True)
        if word is not None and word.value == LEFT_OUT:
            return _AnswerCell(None, left_out=True)
        if word is not None and word.value == BLANK and is_ticked(_spot(entry, column)):
            return _AnswerCell(None, ticked=())
        cell = _typed(column, raw if word is None else _meant(word))
        return cell._replace(problems=tuple(f.at(place, column) for f in cell.findings))

    def _ticked(self, entry: ImportColumn, column: Column, raw: Raw) -> tuple[Raw, ...]:
        """Return what was ticked in a cell, one by one; the cell itself where it is one thing."""
        spot = _spot(entry, column)
        if not isinstance(raw, str) or not is_ticked(spot):
            return (raw,)

        def knows(text: str) -> bool:
            named = self.definition.word(entry.table, entry.column, text) is not None
            return named or bool(things_named(spot, text, self.known))

        parts = parted(raw, knows)
        return parts if len(parts) > 1 or (parts and raw.rstrip().endswith(";")) else (raw,)

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
                yield CellFinding("value-missing").at(place, column)


def _spot(entry: ImportColumn, column: Column) -> Spot:
    return ANSWERED[entry.table].key, column.key


class _AnswerCell(NamedTuple):
    """A cell in our words; what was ticked in it, where that is another number than one."""

    value: Cell
    problems: tuple[Problem, ...] = ()
    findings: tuple[CellFinding, ...] = ()
    usable: bool = True
    left_out: bool = False
    is_open: bool = False
    ticked: tuple[Cell, ...] | None = None


class _AnswerRow(NamedTuple):
    """A row of a table on its way: its cells, which of them are fixed, and what was ticked."""

    cells: dict[str, Cell]
    fixed: set[str]
    ticked: dict[str, tuple[Cell, ...]]

    @property
    def is_said(self) -> bool:
        """Whether the answer says anything in it; a fixed text says nothing of itself."""
        return any(v is not None for key, v in self.cells.items() if key not in self.fixed)


def _filled(lines: Mapping[int, _AnswerRow]) -> tuple[Mapping[str, Cell], ...]:
    """Return the rows of a table that say anything, each with the table's fixed values."""
    fixed = lines[-1].cells if -1 in lines else {}
    own = [lines[number] for number in sorted(lines) if number >= 0]
    return tuple(
        {**fixed, **row} for line in own if line.is_said for row in _each(line.cells, line.ticked)
    )


def _each(
    cells: Mapping[str, Cell], ticked: Mapping[str, tuple[Cell, ...]]
) -> Iterator[Mapping[str, Cell]]:
    """Yield a row for each of the things that were ticked in it; none, if none of them is used."""
    for values in product(*ticked.values()):
        yield {**cells, **dict(zip(ticked, values, strict=True))}


def _meant(word: ImportWord) -> str | None:
    """Return what 取込値 puts in a word's place; None for nothing."""
    return None if word.value == BLANK else word.value


def _typed(column: Column, raw: Raw) -> _AnswerCell:
    """Return a cell's value; what cannot be read stays as it is written, for the form's reader."""
    result = typed(column.but(required=False), raw)
    value = result.value if result.usable else text_of(raw)
    errors = tuple(finding for finding in result.findings if finding.is_error)
    return _AnswerCell(value, findings=errors, usable=result.usable)
