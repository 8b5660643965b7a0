"""Rows of a file on their way into a table: what each of them does to what stands there.

A row of a file that cannot be used whole never removes or empties the standing row that it is
about. Where it does not even say which row that is, nothing is removed at all.
"""

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from ledger.layout.columns import Cell, Group, RowKey, RowValues, Table
from ledger.layout.fact_tables import PROJECT_NAME, PROJECT_NO
from ledger.model.folding import name_key

NO_EDITS: Mapping[int, RowValues] = MappingProxyType({})


class Mode(StrEnum):
    """What becomes of the rows that are there already.

    `UPDATE` is `UPSERT` by a list that should name everybody: whom it lacks is kept and named, and
    a blank cell of it empties nothing. `ONLY` is `UPDATE`, but whom it lacks goes.
    """

    REPLACE = "replace"
    APPEND = "append"
    UPSERT = "upsert"
    UPDATE = "update"
    ONLY = "only"

    @property
    def removes(self) -> bool:
        """Whether rows that the file lacks go."""
        return self in (Mode.REPLACE, Mode.ONLY)

    @property
    def compares(self) -> bool:
        """Whether the file is a list of everybody that is held against the table."""
        return self in (Mode.UPDATE, Mode.ONLY)


class FileRow(NamedTuple):
    """One row of a file.

    Attributes:
        number: Its row number in the file.
        row: Its values by column key; missing where blank, or where the cell is not usable.
        wrong: Keys of the columns whose cell is not usable.
    """

    number: int
    row: RowValues
    wrong: frozenset[str] = frozenset()


class Flaw(NamedTuple):
    """Why a row is set aside: a code of the catalogue, the column, the gaps of its sentence."""

    code: str
    column: str
    gaps: Mapping[str, Cell] = MappingProxyType({})


class RowOutcome(NamedTuple):
    """What a row of the file does.

    Attributes:
        line: The row.
        named: Positions of the standing rows that it speaks of; these are not missing in the file.
        edits: Standing rows as they come to stand, by position.
        adds: New rows.
        aside: Whether the row is set aside.
        flaw: Why, where the reading of its cells has not told yet.
        blind: It is set aside, and does not say which standing row it is about.
        unsaid: Its blank cells whose values in the ledger stay.
    """

    line: FileRow
    named: tuple[int, ...] = ()
    edits: Mapping[int, RowValues] = NO_EDITS
    adds: tuple[RowValues, ...] = ()
    aside: bool = False
    flaw: Flaw | None = None
    blind: bool = False
    unsaid: int = 0

    @property
    def accepted(self) -> bool:
        """Whether the row changes the table."""
        return bool(self.edits or self.adds)


class Change(NamedTuple):
    """A standing row, and as it comes to stand; `moves` holds the rows that follow upon it."""

    before: RowValues
    after: RowValues
    moves: tuple[RowValues, ...] = ()


class LoadOutcome(NamedTuple):
    """The table as it comes to stand, and what became of everybody.

    Attributes:
        rows: The table's rows.
        added: New rows that follow upon no other.
        changed: Standing rows that read otherwise now.
        gone: Standing rows that the file lacks and that are removed.
        missing: Standing rows that the file lacks and that are kept.
        held: Of these, whether they are kept because of rows that could not be used.
        aside: Rows of the file that are set aside.
        accepted: How many rows of the file change the table.
        same: How many say what stands already, or what the file said before.
        unsaid: Blank cells of the file whose values in the ledger stay.
    """

    rows: tuple[RowValues, ...]
    added: tuple[RowValues, ...]
    changed: tuple[Change, ...]
    gone: tuple[RowValues, ...]
    missing: tuple[RowValues, ...]
    held: bool
    aside: tuple[RowOutcome, ...]
    accepted: int
    same: int
    unsaid: int = 0


def outcome(standing: Sequence[RowValues], steps: Sequence[RowOutcome], mode: Mode) -> LoadOutcome:
    """Carry out what the rows of a file do.

    Args:
        standing: The table's rows as they stand.
        steps: What each row of the file does, in the order of the file.
        mode: Whether rows that the file lacks go.
    """
    named = {position for step in steps for position in step.named}
    lacking = tuple(row for position, row in enumerate(standing) if position not in named)
    blind = any(step.blind for step in steps)
    removes = mode.removes and not blind
    edits = {position: row for step in steps for position, row in step.edits.items()}
    rows = (
        tuple(_in_file_order(standing, steps, named))
        if removes and mode is Mode.REPLACE
        else (
            *(
                edits.get(position, row)
                for position, row in enumerate(standing)
                if position in named or not removes
            ),
            *(row for step in steps for row in step.adds),
        )
    )
    return LoadOutcome(
        rows=rows,
        added=tuple(row for step in steps if not step.edits for row in step.adds),
        changed=tuple(_changes(standing, steps)),
        gone=lacking if removes else (),
        missing=() if removes else lacking,
        held=blind and mode.removes,
        unsaid=sum(step.unsaid for step in steps),
        aside=tuple(step for step in steps if step.aside),
        accepted=sum(step.accepted for step in steps),
        same=sum(not step.accepted and not step.aside for step in steps),
    )


def _in_file_order(
    standing: Sequence[RowValues], steps: Sequence[RowOutcome], named: set[int]
) -> Iterator[RowValues]:
    """Yield the rows as a replacing file has them: each standing one where it is named first."""
    edits = {position: row for step in steps for position, row in step.edits.items()}
    left = set(named)
    for step in steps:
        for position in step.named:
            if position in left:
                left.discard(position)
                yield edits.get(position, standing[position])
        yield from step.adds


def _changes(standing: Sequence[RowValues], steps: Sequence[RowOutcome]) -> Iterator[Change]:
    for step in steps:
        for place, (position, row) in enumerate(step.edits.items()):
            yield Change(standing[position], row, step.adds if place == 0 else ())


def key_of(table: Table, row: RowValues) -> RowKey:
    """Return what a row is known by: its row key, or all of it where the table has none.

    Names in the keys of facts are folded; a project without 案件番号 is known by its 案件名.
    """
    return tuple(_part(table, row, key) for key in table.row_key or table.keys)


def _part(table: Table, row: RowValues, key: str) -> Cell:
    value = row.get(key)
    if table.group is not Group.FACTS:
        return value
    if key == PROJECT_NO.key and value is None:
        return name_key(str(row.get(PROJECT_NAME.key) or ""))
    return table.column(key).compared(value)
