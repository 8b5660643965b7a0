"""Rows of a file held against standing rows of the same row key."""

from collections import Counter
from collections.abc import Mapping, Sequence

from ledger.judge.loading.row_outcomes import FileRow, Flaw, Mode, RowOutcome, key_of
from ledger.layout.columns import Group, Kind, RowKey, RowValues, Table

UNCOMPARED = frozenset({"source_file"})
"""Columns that do not make a row another one: where it was read from."""

FORGIVEN: Mapping[str, frozenset[str]] = {"staff": frozenset({"kana", "grade", "employment"})}
"""Columns whose bad cell stays blank in a new row: nobody is left out of 職員 for them."""


def by_key(
    table: Table,
    standing: Sequence[RowValues],
    lines: Sequence[FileRow],
    mode: Mode,
    present: Sequence[str],
) -> tuple[RowOutcome, ...]:
    """Say what each row of a file does to the row of the same key.

    Args:
        table: The declared table.
        standing: Its rows as they stand.
        lines: The rows of the file.
        mode: Replacing blanks the columns that the file lacks, but for people; otherwise they stay
            as they are. Comparing keeps what stands where a cell is blank. Appending changes no
            standing row.
        present: Keys of the columns that the file has.

    Returns:
        A step for each row, in the order given. Set aside: a row with a cell that is not usable
        (`FORGIVEN` for new people apart); rows of one key that say different things
        (`row-conflict`); by appending, a row that stands otherwise (`row-standing`).
    """
    keyed = _Keyed(table, standing, lines)
    return tuple(_step(keyed, line, mode, present) for line in lines)


class _Keyed:
    """Standing rows and rows of the file by key."""

    def __init__(
        self, table: Table, standing: Sequence[RowValues], lines: Sequence[FileRow]
    ) -> None:
        self.table = table
        self.standing = standing
        self.places: dict[RowKey, tuple[int, ...]] = {}
        for position, key in enumerate(_keys(table, standing)):
            self.places[key] = (*self.places.get(key, ()), position)
        whole = [line for line in lines if not _unusable(table, line)]
        keys = _keys(table, [line.row for line in whole])
        self.keys = {line.number: key for line, key in zip(whole, keys, strict=True)}
        self.said: dict[RowKey, list[FileRow]] = {}
        for line in whole:
            self.said.setdefault(self.keys[line.number], []).append(line)

    def about(self, line: FileRow) -> tuple[int, ...]:
        """Return the standing rows that agree with all of a row's key that can be read."""
        if line.number in self.keys:
            return self.places.get(self.keys[line.number], ())
        names = self.table.row_key
        read = [key for key in names if key not in _unread(self.table, line)]
        if not any(line.row.get(key) is not None for key in read):
            return ()
        return tuple(
            position
            for position, row in enumerate(self.standing)
            if all(row.get(key) == line.row.get(key) for key in read)
        )


def _keys(table: Table, rows: Sequence[RowValues]) -> list[RowKey]:
    """Return the rows' keys; alike rows of a table without a row key are told apart by count."""
    keys = [key_of(table, row) for row in rows]
    if table.row_key:
        return keys
    seen: Counter[RowKey] = Counter()
    numbered: list[RowKey] = []
    for key in keys:
        seen[key] += 1
        numbered.append((*key, seen[key]))
    return numbered


def _unread(table: Table, line: FileRow) -> tuple[str, ...]:
    """Return the columns of a row's key that it does not tell."""
    return tuple(
        key
        for key in table.row_key or table.keys
        if key in line.wrong or (line.row.get(key) is None and table.column(key).required)
    )


def _unusable(table: Table, line: FileRow) -> bool:
    """Whether a row lacks a usable required cell."""
    required = (column.key for column in table.columns if column.required)
    return any(key in line.wrong or line.row.get(key) is None for key in required)


def _step(keyed: _Keyed, line: FileRow, mode: Mode, present: Sequence[str]) -> RowOutcome:
    table, about = keyed.table, keyed.about(line)
    if _unusable(table, line) or _is_spoilt(table, line, about):
        blind = not about and bool(_unread(table, line))
        return RowOutcome(line, about, aside=True, blind=blind)
    alike = keyed.said[keyed.keys[line.number]]
    if any(_differs(table, other.row, line.row) for other in alike):
        others = "、".join(f"{other.number}行" for other in alike if other is not line)
        gaps = {"others": others, "what": "・".join(_key_headers(table))}
        return RowOutcome(line, about, aside=True, flaw=Flaw("row-conflict", _first(table), gaps))
    if alike[0] is not line:
        return RowOutcome(line, about)
    after = {key: line.row.get(key) for key in table.keys}
    if not about:
        return RowOutcome(line, adds=(after,))
    edits = _edits(keyed, about, after, mode, present)
    if mode is Mode.APPEND and edits:
        flaw = Flaw("row-standing", _first(table), {"table": table.title})
        return RowOutcome(line, about, aside=True, flaw=flaw)
    unsaid = _unsaid(keyed, about, after, present) if mode.compares else 0
    return RowOutcome(line, about, edits=edits, unsaid=unsaid)


def _is_spoilt(table: Table, line: FileRow, about: tuple[int, ...]) -> bool:
    """Whether a bad cell keeps a row out: a blank 終了日 would say that it goes on for ever."""
    return bool(line.wrong if about else line.wrong - FORGIVEN.get(table.key, frozenset()))


def _edits(
    keyed: _Keyed, about: tuple[int, ...], after: RowValues, mode: Mode, present: Sequence[str]
) -> Mapping[int, RowValues]:
    """Return the standing rows that read otherwise after a row of the file."""
    edits: dict[int, RowValues] = {}
    for position in about:
        before = keyed.standing[position]
        new = {**before, **_told(keyed.table, after, mode, present)}
        if new != before if mode is Mode.REPLACE else _differs(keyed.table, new, before):
            edits[position] = new
    return edits


def _told(table: Table, after: RowValues, mode: Mode, present: Sequence[str]) -> RowValues:
    """Return what a row of the file says of the row that stands.

    A column that the file lacks is blank from now on where a table is replaced, but not of people;
    a blank cell says nothing where a list is compared.
    """
    if mode is Mode.REPLACE and table.group is not Group.PEOPLE:
        return after
    return {
        key: after[key]
        for key in present
        if key in after and not (mode.compares and after[key] is None)
    }


def _unsaid(
    keyed: "_Keyed", about: tuple[int, ...], after: RowValues, present: Sequence[str]
) -> int:
    """Count the blank cells of a row whose values stand."""
    return sum(
        key in after and after[key] is None and keyed.standing[position].get(key) is not None
        for position in about
        for key in present
    )


def _differs(table: Table, one: RowValues, other: RowValues) -> bool:
    """Whether two rows say different things; a blank flag says what blank means."""
    return any(
        (one.get(column.key) or column.default) != (other.get(column.key) or column.default)
        if column.kind is Kind.FLAG
        else one.get(column.key) != other.get(column.key)
        for column in table.columns
        if column.key not in UNCOMPARED
    )


def _first(table: Table) -> str:
    return (table.row_key or table.keys)[0]


def _key_headers(table: Table) -> tuple[str, ...]:
    return tuple(table.column(key).header for key in table.row_key) or ("行",)
