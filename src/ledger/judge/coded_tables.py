"""Tables with their columns as whole numbers: each text is looked up once, whoever asks for it.

Judging and measuring compare codes a hundred times over; a ledger of a hundred thousand people has
two million rows of them. `coded` wraps the tables of a run, so that everybody who is handed the
wrapped ones shares what was made for the first.
"""

from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple, TypeVar, cast

import numpy as np
import pandas as pd

from ledger.judge.criteria_columns import Bools, Ints, Texts, ordinals
from ledger.layout.frames import Tables

_T = TypeVar("_T")
_RUNS = 4
"""Rows stand together, as those of one person do, where runs are so many rows long on average."""
_SAMPLE = 4_096
"""So many rows of the top tell whether they do."""


class TextCodes(NamedTuple):
    """A column of texts as numbers.

    Attributes:
        numbers: The number of each text, in the order in which they first stand there.
        of_rows: The number of each row's text, -1 where it is missing.
    """

    numbers: Mapping[str, int]
    of_rows: Ints

    def where(self, text: str | None) -> Bools:
        """Return the rows that hold a text; None asks for those that hold none."""
        found: Bools = self.of_rows == self.number(text)
        return found

    def number(self, text: str | None) -> int:
        """Return the number of a text: -1 is None's, -2 that of a text which stands nowhere."""
        return -1 if text is None else self.numbers.get(text, -2)


class CodedColumns:
    """The columns of one table, each made when first asked for.

    Args:
        data: The table.
        staff: The staff numbers that count as known, each once; nobody's if None.
    """

    def __init__(self, data: pd.DataFrame, staff: pd.Index | None = None) -> None:
        self.data = data
        self._staff = pd.Index([], dtype=object) if staff is None else staff

    def known(self, whose: Ints, codes: Mapping[str, TextCodes]) -> None:
        """Take down what whoever made the table knows of it, so that nobody looks it up again.

        Args:
            whose: Whose each row is.
            codes: Columns of texts as numbers.
        """
        self.whose = whose
        self._codes.update(codes)

    def codes(self, key: str) -> TextCodes:
        """Return a column of texts as numbers."""
        if key not in self._codes:
            values, lengths = _runs(self.data[key])
            found, names = pd.factorize(values)
            numbers = {str(name): number for number, name in enumerate(names)}
            self._codes[key] = TextCodes(numbers, _spread(found.astype(np.int64), lengths))
        return self._codes[key]

    def days(self, key: str) -> Ints:
        """Return a column of days as ordinals, missing as `ENDLESS`."""
        if key not in self._days:
            self._days[key] = ordinals(self.data[key])
        return self._days[key]

    def whole(self, key: str) -> Ints:
        """Return a column of whole numbers from 0, missing as -1."""
        if key not in self._whole:
            self._whole[key] = self.data[key].to_numpy(dtype=np.int64, na_value=-1)
        return self._whole[key]

    def by_text(self, key: str) -> tuple[Ints, Ints]:
        """Return the rows in the order of their texts' numbers, and where each number's begin.

        The first begin is that of number 0, so that rows without a text lie before it; the last
        one closes the last number's.
        """
        if key not in self._by_text:
            codes = self.codes(key)
            narrow = np.min_scalar_type(-1 - len(codes.numbers))
            order = np.argsort(codes.of_rows.astype(narrow), kind="stable")
            many = np.bincount(codes.of_rows + 1, minlength=len(codes.numbers) + 1)
            self._by_text[key] = order, np.cumsum(many)
        return self._by_text[key]

    @cached_property
    def _by_text(self) -> dict[str, tuple[Ints, Ints]]:
        return {}

    @cached_property
    def whose(self) -> Ints:
        """Whose each row is: the place of its 職員番号, -1 where nobody has it."""
        values, lengths = _runs(self.data["staff_no"])
        places = self._staff.get_indexer(pd.Index(values, dtype=object))
        return _spread(places.astype(np.int64), lengths)

    @cached_property
    def _codes(self) -> dict[str, TextCodes]:
        return {}

    @cached_property
    def _whole(self) -> dict[str, Ints]:
        return {}

    @cached_property
    def _days(self) -> dict[str, Ints]:
        return {}


@dataclass(frozen=True, eq=False)
class CodedTables(Mapping[str, pd.DataFrame]):
    """Tables, and the same as numbers.

    Attributes:
        tables: The tables as they were read.
        columns: Their columns, as far as somebody asked for them.
    """

    tables: Tables
    columns: dict[str, CodedColumns] = field(default_factory=dict)

    def __getitem__(self, key: str) -> pd.DataFrame:
        """Return a table."""
        return self.tables[key]

    def __iter__(self) -> Iterator[str]:
        """Go through the keys of the tables."""
        return iter(self.tables)

    def __len__(self) -> int:
        """Return how many tables there are."""
        return len(self.tables)

    @cached_property
    def staff(self) -> pd.Index:
        """Staff numbers in the order of 職員, each once; every place counts along them."""
        numbers = pd.Index(self.tables["staff"]["staff_no"].to_numpy(dtype=object), dtype=object)
        known: pd.Index = numbers.dropna().unique()
        return known

    def of(self, key: str) -> CodedColumns:
        """Return the columns of a table."""
        if key not in self.columns:
            self.columns[key] = CodedColumns(self.tables[key], self.staff)
        return self.columns[key]

    def beside(self, data: pd.DataFrame) -> CodedColumns:
        """Return the columns of a table that is none of these, about the same people."""
        kept = self._beside.get(id(data))
        if kept is None:  # what is kept is alive, so that nothing else has its id
            kept = self._beside[id(data)] = CodedColumns(data, self.staff)
        return kept

    def places(self, people: pd.Index) -> Ints:
        """Return where each known 職員番号 stands among some people, -1 for who is not of them.

        Whom 職員 does not hold has no facts. One more -1 closes the array, for rows that are
        nobody's.
        """
        kept = self._placed.get(id(people))
        if kept is None:  # what is kept is alive, so that nothing else has its id
            own = self.staff.get_indexer(pd.Index(people.to_numpy(dtype=object), dtype=object))
            kept = self._placed[id(people)] = people, self._places_of(own)
        return kept[1]

    def people_at(self, own: Ints) -> pd.Index:
        """Return the staff numbers at some places of 職員, each once."""
        people: pd.Index = pd.Index(self.staff.take(own), dtype="str")
        self._placed[id(people)] = people, self._places_of(own)
        return people

    def _places_of(self, own: Ints) -> Ints:
        found = np.full(len(self.staff) + 1, -1, dtype=np.int64)
        found[own[own >= 0]] = np.flatnonzero(own >= 0)
        return found

    @cached_property
    def _placed(self) -> dict[int, tuple[pd.Index, Ints]]:
        return {}

    def rows_of(self, table: str, places: Ints) -> tuple[Ints, Ints]:
        """Return which rows of a table are of some people (`places`), and whose each is."""
        person = places[self.of(table).whose]
        own = np.flatnonzero(person >= 0)
        return own, person[own]

    def once(self, what: Hashable, make: Callable[[], _T]) -> _T:
        """Return what these tables alone come to, worked out for the first who asks.

        Args:
            what: What it is, with all that it depends on besides the tables.
            make: Works it out.
        """
        if what not in self._made:
            self._made[what] = make()
        return cast("_T", self._made[what])

    @cached_property
    def _made(self) -> dict[Hashable, object]:
        return {}

    @cached_property
    def _beside(self) -> dict[int, CodedColumns]:
        return {}


def coded(tables: Tables) -> CodedTables:
    """Return tables that know their columns as numbers; those that do already as they are."""
    return tables if isinstance(tables, CodedTables) else CodedTables(tables)


def _runs(texts: pd.Series) -> tuple[Texts, Ints | None]:
    """Return the texts of runs of equal ones, and how long each is; all of them where few are."""
    values = texts.to_numpy(dtype=object)
    if _heads(values[:_SAMPLE]).mean() * _RUNS > 1:
        return values, None
    begins = np.flatnonzero(_heads(values))
    return values[begins], np.diff(begins, append=len(values))


def _heads(values: Texts) -> Bools:
    """Return where a text stands that is not the one before it."""
    heads = np.ones(max(1, len(values)), dtype=bool)
    heads[1:] = values[1:] != values[:-1]
    return heads[: len(values)] if len(values) else heads


def _spread(numbers: Ints, lengths: Ints | None) -> Ints:
    return numbers if lengths is None else np.repeat(numbers, lengths)
