"""What a file under its 取込定義 does to a ledger, as one thing."""

from collections import Counter
from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from ledger.commands.ledger_session import Opened
from ledger.commands.loading.one_table import Loaded
from ledger.judge.importing.definition import Definition, ImportWord
from ledger.layout.columns import RowValues
from ledger.model.problems import Problem
from ledger.read.rosters.grids import RosterGrid
from ledger.read.rosters.roster import RosterCounts


class File(NamedTuple):
    """A file that goes by a definition.

    Attributes:
        name: Its name.
        definition: The definition.
        lists: Its lists that have the definition's headers.
        problems: What is wrong with the file as a whole.
    """

    name: str
    definition: Definition
    lists: tuple[RosterGrid, ...]
    problems: tuple[Problem, ...]


class OpenWord(NamedTuple):
    """A word of a file that nobody has decided.

    Attributes:
        column: What 取込値 calls the column.
        header: Header of the column in the file.
        value: The word.
        cells: Where it stands.
        sheet: The sheet that it stands on, in a workbook.
    """

    column: str
    header: str
    value: str
    cells: tuple[str, ...]
    sheet: str = ""


class Bundle(NamedTuple):
    """What a file does to a ledger.

    Attributes:
        file: The file.
        opened: The ledger as it comes to stand.
        loads: What it does to each table, one after the other.
        fates: What becomes of each row, by sheet and row number.
        open: Words that nobody has decided, each with its rows.
        problems: What else was found.
        words: Rows that 取込値 lacks.
        unnamed: 兼務 that stand, of people whom it names, and that it names no more.
        uneven: Rows of another width, of which nothing can be read.
    """

    file: File
    opened: Opened
    loads: tuple[Loaded, ...] = ()
    fates: Mapping[tuple[str, int], str] = MappingProxyType({})
    open: tuple[OpenWord, ...] = ()
    problems: tuple[Problem, ...] = ()
    words: tuple[ImportWord, ...] = ()
    uneven: int = 0
    unnamed: tuple[RowValues, ...] = ()

    @property
    def counts(self) -> RosterCounts:
        """What becomes of the rows of the file, each counted once."""
        found = Counter(self.fates.values())
        fields = {key: found[key] for key in RosterCounts._fields}
        return RosterCounts(**fields)._replace(quarantined=found["quarantined"] + self.uneven)
