"""The rows of one `my_*` table: typed claims, their problems, and what the digest covers."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, TypeAlias

from ledger.layout.addresses import letter
from ledger.layout.columns import Column
from ledger.layout.self_report import LINE_DECISION, LINE_REASON, MY_LINES, FormTable
from ledger.model.cell_ranges import cells_said
from ledger.model.problems import Problem, Severity
from ledger.model.reports import ReportRow, Value
from ledger.read.cells.cell import CellFinding, Raw, Typed, disguise, typed
from ledger.read.codes import Codes
from ledger.read.grids import FoundGrid
from ledger.read.self_reports.tables import FormPart
from ledger.read.table_grid import find_columns, is_filled, picture_code

DigestRow: TypeAlias = list[Value]
"""A row as the digest sees it: its number, and every input as written."""


class ReadRows(NamedTuple):
    """What stands in a table of claims.

    Attributes:
        rows: Filled rows, usable or not.
        digested: The same rows as the digest sees them: number and every input, as written.
        problems: What was found.
        usable: False where the headers do not fit: nothing was read.
        decided: False where a 採否 or its reason cannot be used: nobody knows what was decided.
    """

    rows: tuple[ReportRow, ...]
    digested: tuple[DigestRow, ...]
    problems: tuple[Problem, ...]
    usable: bool = True
    decided: bool = True


class _Input(NamedTuple):
    """One input of a row: as typed, as the digest sees it, and what was found."""

    value: Value
    digested: Value
    findings: tuple[CellFinding, ...]


class LineRead(NamedTuple):
    """採否 and 否認理由 of a row, what was found there, and whether it can be used."""

    word: str | None
    reason: str | None
    problems: tuple[Problem, ...]
    clear: bool


NOT_DECIDED = LineRead(None, None, (), clear=True)
"""Nothing was said of a row: it is accepted with the whole."""


def read_lines(found: FoundGrid | None) -> Mapping[tuple[str, int], LineRead]:
    """Read what a supervisor decided on single rows (`my_lines`).

    Args:
        found: Its grid; None where its sheet is gone: nothing is decided then.

    Returns:
        The rows of which something is said, by heading of the block and number.
    """
    if found is None:
        return {}
    columns = find_columns(MY_LINES, found.grid.headers, found.grid.place)
    form = FormTable(MY_LINES, "", len(found.grid.rows))
    reader = _RowReader(form, found, columns.positions, None, 0)
    block, number = (columns.positions.get(key) for key in MY_LINES.row_key)
    if not columns.usable or block is None or number is None:
        return {}
    lines: dict[tuple[str, int], LineRead] = {}
    for index, raws in enumerate(found.grid.rows):
        if not reader.has_line(index, raws):
            continue
        row = raws[number]
        if isinstance(row, (int, float)) and is_filled(raws[block]):
            lines[str(raws[block]), int(row)] = reader.line(index, raws)
    return lines


def read_rows(
    part: FormPart, codes: Codes | None, lines: Mapping[tuple[str, int], LineRead] | None = None
) -> ReadRows:
    """Read the claims of one table of the form, or of its part on 続き.

    A row is a table row with at least one input filled in beside those that were given. A row
    with a value that cannot be typed, a formula or an error value is there, but not usable.

    Args:
        part: The table as it stands.
        codes: The ledger's codes; without them codes stay as written.
        lines: 採否 by heading of the block and number; None where they stand beside the rows.
    """
    form, found, before = part
    grid = found.grid
    nameless = grid.nameless()
    columns = find_columns(form.table, grid.headers, grid.place, grid.beyond, nameless)
    if not columns.usable:
        return ReadRows((), (), columns.problems, usable=False)
    problems = [*found.problems, *columns.problems]
    reader = _RowReader(form, found, columns.positions, codes, before)
    rows: list[ReportRow] = []
    digested: list[DigestRow] = []
    unseen: list[int] = []
    decided = True
    for index, raws in enumerate(grid.rows):
        if reader.is_claim(index, raws):
            row, seen, told = reader.read(index, raws)
            own = (form.table.title, before + index + 1)
            line = reader.line(index, raws) if lines is None else lines.get(own, NOT_DECIDED)
            rows.append(row._replace(line_decision=line.word, line_reason=line.reason))
            digested.append(seen)
            problems += [*told, *line.problems]
            decided = decided and line.clear
            unseen += {grid.first_row + index} & grid.hidden
    problems += _odd_places(form, found, unseen)
    return ReadRows(tuple(rows), tuple(digested), tuple(problems), decided=decided)


def joined(parts: Iterable[ReadRows]) -> ReadRows:
    """Return the parts of one table as one."""
    read = ReadRows((), (), ())
    for part in parts:
        read = ReadRows(
            (*read.rows, *part.rows),
            (*read.digested, *part.digested),
            (*read.problems, *part.problems),
            usable=read.usable and part.usable,
            decided=read.decided and part.decided,
        )
    return read


def _odd_places(form: FormTable, found: FoundGrid, unseen: Sequence[int]) -> Iterator[Problem]:
    """Tell of rows that cannot be seen."""
    place, title = found.grid.place, form.table.title
    if unseen:
        where = cells_said(f"{row}行" for row in unseen)
        yield Problem.of("rows-hidden", place, table=title, where=where)


class _RowReader:
    """What the rows of one table have in common."""

    def __init__(
        self,
        form: FormTable,
        found: FoundGrid,
        positions: Mapping[str, int],
        codes: Codes | None,
        before: int,
    ) -> None:
        first = found.grid.first_column
        self.form, self.found, self.codes, self.before = form, found, codes, before
        self.positions = positions
        self.letters = {key: letter(first + position) for key, position in positions.items()}
        self.inputs = form.inputs
        self.claims = tuple(
            (column, positions[column.key])
            for column in self.inputs
            if column.key not in form.given and column.key in positions
        )
        self.lines = tuple(
            (column, positions[column.key])
            for column in (LINE_DECISION, LINE_REASON)
            if column.key in positions
        )

    def is_claim(self, index: int, raws: Sequence[Raw]) -> bool:
        """Whether something is filled in beside what was given."""
        return any(
            is_filled(raws[position]) or self._marked(column, index, position)
            for column, position in self.claims
        )

    def read(self, index: int, raws: Sequence[Raw]) -> tuple[ReportRow, DigestRow, list[Problem]]:
        """Read one claim: the row, what the digest covers of it, and its problems."""
        grid = self.found.grid
        values: dict[str, Value] = {}
        seen: DigestRow = [self.before + index + 1]
        problems: list[Problem] = []
        usable = grid.first_row + index not in self.found.merged
        for column in self.inputs:
            cell = self._input(column, index, raws)
            values[column.key] = cell.value
            seen.append(cell.digested)
            problems += self._placed(column, index, cell.findings)
            usable = usable and not any(finding.is_error for finding in cell.findings)
        first = min(self.positions[key] for key in self.form.table.keys if key in self.positions)
        own = self.form.sheet != self.form.table.title
        row = ReportRow(
            table=self.form.table.key,
            number=self.before + index + 1,
            cell=grid.address(first, index),
            values=values,
            usable=usable,
            sheet=grid.place.sheet if own else "",
            letters=self.letters if own else None,
        )
        return row, seen, problems

    def has_line(self, index: int, raws: Sequence[Raw]) -> bool:
        """Whether anything stands in the supervisor's two columns."""
        return any(
            is_filled(raws[position]) or self._marked(column, index, position)
            for column, position in self.lines
        )

    def line(self, index: int, raws: Sequence[Raw]) -> LineRead:
        """Read the supervisor's two columns; a reason alone may mean either."""
        problems: list[Problem] = []
        word = self._decided(LINE_DECISION, index, raws, problems)
        reason = self._decided(LINE_REASON, index, raws, problems)
        if word is None and reason is not None and not problems:
            problems += self._placed(LINE_DECISION, index, (CellFinding("value-missing"),))
        clear = not any(problem.severity is Severity.ERROR for problem in problems)
        return LineRead(word, reason, tuple(problems), clear)

    def _input(self, column: Column, index: int, raws: Sequence[Raw]) -> _Input:
        position = self.positions.get(column.key)
        if position is None:
            return _Input(None, None, ())
        raw = raws[position]
        if mark := self._marked(column, index, position):
            return _Input(None, _as_written(raw), (CellFinding(mark),))
        looks = self._looks(column, index, position, raw)
        result = typed(column, raw)
        if not result.usable or any(finding.is_error for finding in looks):
            wrong = (finding for finding in result.findings if finding.is_error)
            return _Input(None, _as_written(raw), (*looks, *wrong))
        resolved = self.codes.resolve(column, result.value) if self.codes else Typed(result.value)
        as_offered = self.codes is not None and self.codes.spells(column, raw)
        repairs = () if as_offered or _stands_first(resolved.value, raw) else result.findings
        return _Input(resolved.value, result.value, (*looks, *repairs, *resolved.findings))

    def _looks(
        self, column: Column, index: int, position: int, raw: Raw
    ) -> tuple[CellFinding, ...]:
        """Say whether a cell shows something else than the value that stands in it."""
        grid = self.found.grid
        where = (grid.first_row + index, grid.first_column + position)
        return disguise(column, grid.disguised.get(where, ""), raw)

    def _decided(
        self, column: Column, index: int, raws: Sequence[Raw], problems: list[Problem]
    ) -> str | None:
        """Read one of the supervisor's two columns; add its problems."""
        position = self.positions.get(column.key)
        if position is None:
            return None
        result = typed(column, raws[position])
        mark = self._marked(column, index, position)
        problems += self._placed(column, index, (CellFinding(mark),) if mark else result.findings)
        return None if mark or result.value is None else str(result.value)

    def _marked(self, column: Column, index: int, position: int) -> str:
        """Return the code for a picture, an error value or a formula in a cell, "" if none."""
        grid = self.found.grid
        where = (grid.first_row + index, grid.first_column + position)
        if where not in grid.marked:
            return ""
        if where in grid.pictures:
            return picture_code(column)
        if where in grid.errors:
            return "error-in-input"
        return "formula-in-input"

    def _placed(self, column: Column, index: int, findings: Sequence[CellFinding]) -> list[Problem]:
        if not findings:
            return []
        position = self.positions.get(column.key, 0)
        place = self.found.grid.at(position, index)
        return [finding.at(place, column) for finding in findings]


def _as_written(raw: Raw) -> Value:
    """Return a value that could not be typed so that the digest still sees every change of it."""
    return f"?{raw}" if is_filled(raw) else None


def _stands_first(code: Value, raw: Raw) -> bool:
    """Whether a cell begins with its code as it is; the name behind it need not be repaired."""
    return isinstance(raw, str) and isinstance(code, str) and raw.split(maxsplit=1)[:1] == [code]
