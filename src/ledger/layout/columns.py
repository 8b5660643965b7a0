"""Tables and columns as declared things: the vocabulary that builders and readers share."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any, Self, TypeAlias, TypedDict, Unpack

from ledger.model.characters import can_be_sheet
from ledger.model.folding import LONGEST_NAME, header_key, name_key
from ledger.model.terms import Flag

Cell: TypeAlias = str | int | float | bool | dt.date | dt.datetime | None
"""One value as it stands in a typed table; None is missing, a state of its own."""
RowValues: TypeAlias = Mapping[str, Cell]
"""The cells of a row by column."""
NewRow: TypeAlias = dict[str, Cell]
"""The cells of a row that is being made."""
RowKey: TypeAlias = tuple[Cell, ...]
"""What tells a row of a table from all others: the cells of its row key."""
CellMarks: TypeAlias = Mapping[str, Mapping[str, Cell]]
"""New values of single cells by sheet, then by address; None empties a cell."""


class Kind(StrEnum):
    """What a column holds, and the dtype that carries it in a frame.

    `CODE` and `TEXT` and `CHOICE` and `FLAG` are `str`; `DATE` and `STAMP` are `datetime64[s]`;
    `WHOLE` is `Int64`; `NUMBER` is `float64`. Missing is NaN, NaT or NA.
    """

    CODE = "code"
    TEXT = "text"
    CHOICE = "choice"
    FLAG = "flag"
    DATE = "date"
    STAMP = "stamp"
    WHOLE = "whole"
    NUMBER = "number"

    @property
    def dtype(self) -> str:
        """The pandas dtype that carries the kind."""
        return _DTYPES.get(self, "str")

    @property
    def label(self) -> str:
        """The Japanese name of the kind, for messages."""
        return _LABELS[self]


_DTYPES = {
    Kind.DATE: "datetime64[s]",
    Kind.STAMP: "datetime64[s]",
    Kind.WHOLE: "Int64",
    Kind.NUMBER: "float64",
}
_LABELS = {
    Kind.CODE: "コード(文字)",
    Kind.TEXT: "文字",
    Kind.CHOICE: "選択肢",
    Kind.FLAG: "○か×",
    Kind.DATE: "日付",
    Kind.STAMP: "日時",
    Kind.WHOLE: "整数",
    Kind.NUMBER: "数値",
}


class Group(StrEnum):
    """Whose a table is: who edits it and how it is written back."""

    SETTINGS = "設定"
    POLICY = "方針"
    PEOPLE = "職員"
    FLOW = "申告"
    FACTS = "実績"
    RESULTS = "結果"


@dataclass(frozen=True, kw_only=True)
class FittingWords:
    """Words that fit in a column according to what stands in another column of the row.

    Attributes:
        by: Key of the other column.
        words: The words that fit, by its value; none where anything does.
    """

    by: str
    words: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, kw_only=True)
class ByRow:
    """What a column holds according to what stands in another column of the row.

    Attributes:
        by: Key of the other column.
        columns: The column that it is then, by that value; its own values stand as texts in a
            frame, days as ISO.
    """

    by: str
    columns: Mapping[str, "Column"]


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column of a table.

    Attributes:
        key: English name, the column of the frame.
        header: Japanese header, as it stands in the sheet and in CSV.
        kind: What it holds.
        required: A row without it is not usable.
        choices: The words it may hold (CHOICE and FLAG).
        spellings: Other texts that are read as one of the choices, with notice.
        refers: `table.column` whose values it may hold, for checks and dropdowns.
        fitting: Words that its dropdown offers according to another column.
        by_row: What it holds according to another column.
        default: What blank means, for flags (有効 and 集計対象 are ○).
        width: Width in characters of the sheet's default font.
        note: Input message for the person who fills it in.
        synonyms: Other headers that are read as this one, with notice.
        low: Smallest number allowed.
        high: Largest number allowed.
        longest: UTF-16 units that a text may have; None: what a cell holds.
        hidden: Whether only programs need it: its column in a new ledger is not shown.
        one_line: Whether a long text does not make its row higher.
        since: The version of the ledger's layout that brought it (`migrations`).
        for_older: What rows get in it that were there before; None leaves them blank.
    """

    key: str
    header: str
    kind: Kind
    required: bool = False
    choices: tuple[str, ...] = ()
    spellings: Mapping[str, str] = field(default_factory=dict)
    refers: str = ""
    fitting: FittingWords | None = None
    by_row: ByRow | None = None
    default: str = ""
    width: float = 12
    note: str = ""
    synonyms: tuple[str, ...] = ()
    low: float | None = None
    high: float | None = None
    longest: int | None = None
    hidden: bool = False
    one_line: bool = False
    since: int = 1
    for_older: Cell = None

    def but(self, **changes: Any) -> Self:  # noqa: ANN401 - any of the attributes
        """Return the same column with some attributes changed."""
        return replace(self, **changes)

    def compared(self, value: Cell) -> Cell:
        """Return what a cell of a fact's row key is compared by: names folded, all else as is."""
        return name_key(value) if self.kind is Kind.TEXT and isinstance(value, str) else value


class ColumnOptions(TypedDict, total=False):
    """What may be said of a column beside its key, header and kind; see `Column`."""

    required: bool
    spellings: Mapping[str, str]
    refers: str
    fitting: FittingWords | None
    by_row: ByRow | None
    width: float
    note: str
    synonyms: tuple[str, ...]
    low: float | None
    high: float | None
    longest: int | None
    hidden: bool
    one_line: bool
    since: int
    for_older: Cell


class _Options(ColumnOptions, total=False):
    """The same, and what a blank cell means."""

    default: str


def _or(usual: _Options, more: _Options) -> _Options:
    """Return what is said, and the usual where nothing is."""
    return {**usual, **more}


@dataclass(frozen=True, kw_only=True)
class Table:
    """One table: one Excel table on one sheet, and one CSV file.

    Attributes:
        key: Name of the Excel table, of the frame and of the CSV.
        title: Name of the sheet.
        group: Whose it is.
        columns: Left to right.
        row_key: Columns that name a row; empty for tables that are only appended to or replaced.
        note: One line under the sheet's title in the manual.
        beside: Our own headers outside its frame, which are no column of it.
        stands_on: The sheet that it shares with another table; blank: the one of its own title.
        before_next: Rows below it that belong to the next table on its sheet, its header apart.
        since: The version of the ledger's layout that brought it (`migrations`).
        exported: Whether `export` writes it; a table of nobody's concern outside stays in.
    """

    key: str
    title: str
    group: Group
    columns: tuple[Column, ...]
    row_key: tuple[str, ...] = ()
    note: str = ""
    beside: tuple[str, ...] = ()
    stands_on: str = ""
    before_next: int = 0
    since: int = 1
    exported: bool = True

    def __post_init__(self) -> None:
        """Refuse a title that no sheet can have."""
        if not can_be_sheet(self.title):
            message = f"title: {self.title!r}"
            raise ValueError(message)

    def but(self, **changes: Any) -> Self:  # noqa: ANN401 - any of the attributes
        """Return the same table with some attributes changed."""
        return replace(self, **changes)

    @property
    def sheet(self) -> str:
        """The sheet that it stands on."""
        return self.stands_on or self.title

    @property
    def keys(self) -> tuple[str, ...]:
        """The columns' English names."""
        return tuple(column.key for column in self.columns)

    @property
    def headers(self) -> tuple[str, ...]:
        """The columns' Japanese headers."""
        return tuple(column.header for column in self.columns)

    def column(self, key: str) -> Column:
        """Return a column by its English name (KeyError if there is none)."""
        for column in self.columns:
            if column.key == key:
                return column
        raise KeyError(key)

    def places(self, headers: Sequence[object]) -> Mapping[str, tuple[int, ...]]:
        """Return where each column stands among headers: by its own, else by a synonym."""
        where: dict[str, list[int]] = {}
        for place, header in enumerate(headers):
            where.setdefault(header_key("" if header is None else str(header)), []).append(place)

        def at(names: Sequence[str]) -> tuple[int, ...]:
            found = {place for name in names for place in where.get(header_key(name), ())}
            return tuple(sorted(found))

        return {c.key: at((c.header,)) or at(c.synonyms) for c in self.columns}

    def pick(self, keys: Sequence[str]) -> tuple[Column, ...]:
        """Return some of the columns, in the order asked for."""
        return tuple(self.column(key) for key in keys)


def code(key: str, header: str, **more: Unpack[_Options]) -> Column:
    """Declare a column of codes: text in its one form (`folded_code`), never a number."""
    return Column(key=key, header=header, kind=Kind.CODE, **more)


def text(key: str, header: str, **more: Unpack[_Options]) -> Column:
    """Declare a column of free text."""
    return Column(key=key, header=header, kind=Kind.TEXT, **_or(_Options(width=24), more))


def name(key: str, header: str, **more: Unpack[_Options]) -> Column:
    """Declare a column of names that people type and that are compared (`model/folding`)."""
    return text(key, header, **_or(_Options(width=30, longest=LONGEST_NAME), more))


def choice(key: str, header: str, words: type[StrEnum], **more: Unpack[_Options]) -> Column:
    """Declare a column that holds one of a fixed list of words."""
    choices = tuple(word.value for word in words)
    return Column(key=key, header=header, kind=Kind.CHOICE, choices=choices, **more)


def flag(
    key: str, header: str, *, default: Flag = Flag.NO, **more: Unpack[ColumnOptions]
) -> Column:
    """Declare a ○/× column; blank means the default."""
    return Column(
        key=key,
        header=header,
        kind=Kind.FLAG,
        choices=(Flag.YES.value, Flag.NO.value),
        **_or(_Options(width=8), {**more, "default": default.value}),
    )


def date(key: str, header: str, **more: Unpack[_Options]) -> Column:
    """Declare a column of days."""
    return Column(key=key, header=header, kind=Kind.DATE, **more)


def stamp(key: str, header: str, **more: Unpack[_Options]) -> Column:
    """Declare a column of moments, to the second."""
    return Column(key=key, header=header, kind=Kind.STAMP, **_or(_Options(width=20), more))


def whole(key: str, header: str, **more: Unpack[_Options]) -> Column:
    """Declare a column of integers (not negative unless said otherwise)."""
    return Column(key=key, header=header, kind=Kind.WHOLE, **_or(_Options(width=10, low=0), more))


def number(key: str, header: str, **more: Unpack[_Options]) -> Column:
    """Declare a column of numbers."""
    return Column(key=key, header=header, kind=Kind.NUMBER, **_or(_Options(width=10), more))
