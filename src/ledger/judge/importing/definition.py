"""取込定義 as HR wrote it down: the rows of 取込列 and 取込値 under one 取込名."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from ledger.layout.answer_tables import ANSWERED
from ledger.layout.frames import Tables, records
from ledger.layout.import_tables import (
    ABSENT,
    BLANK,
    FILLED,
    IMPORT_COLUMNS,
    IMPORT_VALUES,
    UNKNOWN,
)
from ledger.model.folding import header_key, name_key
from ledger.model.terms import ImportUse

NEAR = 3
"""One header in so many may be missing, and the file is still known by the others."""


class ImportColumn(NamedTuple):
    """A row of 取込列.

    Attributes:
        header: 元の見出し; of a fixed value the value itself.
        table: Title of our table, "" where the column is not used.
        column: Header of our column, "" where the column is not used.
        use: 扱い.
        row: Row number in the sheet.
    """

    header: str
    table: str
    column: str
    use: ImportUse
    row: int = 0

    @property
    def is_read(self) -> bool:
        """Whether a column of the file is wanted."""
        return self.use in (ImportUse.VALUE, ImportUse.RESULT) and not self.is_open

    @property
    def is_open(self) -> bool:
        """Whether HR has not said yet where it stands in the file."""
        return self.header.startswith(UNKNOWN)


class ImportWord(NamedTuple):
    """A row of 取込値: what a word of a column means; None where it is not decided yet."""

    column: str
    source: str
    value: str | None
    row: int = 0


class Definition(NamedTuple):
    """What HR decided about files of one kind.

    Attributes:
        name: 取込名.
        entries: Its rows of 取込列, in their order.
        words: Its rows of 取込値.
        unsure: Of a first proposal: headers that nobody can tell, each with the question.
        notes: Of a first proposal: what is to be said beside.
    """

    name: str
    entries: tuple[ImportColumn, ...] = ()
    words: tuple[ImportWord, ...] = ()
    unsure: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def wanted(self) -> tuple[str, ...]:
        """The headers that a file must have, in their order."""
        return tuple(dict.fromkeys(entry.header for entry in self.entries if entry.is_read))

    @property
    def headers(self) -> tuple[str, ...]:
        """Every header that is spoken of."""
        spoken = (
            e
            for e in self.entries
            if e.use is not ImportUse.FIXED and not e.is_open and not e.header.startswith(ABSENT)
        )
        return tuple(dict.fromkeys(entry.header for entry in spoken))

    @property
    def open(self) -> tuple[ImportColumn, ...]:
        """The columns that are needed and of which HR has not said yet where they stand."""
        return tuple(entry for entry in self.entries if entry.is_open)

    @property
    def tables(self) -> tuple[str, ...]:
        """Titles of the tables that it fills, in the ledger's order."""
        used = {entry.table for entry in self.entries if entry.use is not ImportUse.IGNORED}
        return tuple(title for title in (*FILLED, *ANSWERED) if title in used)

    def of(self, table: str) -> tuple[ImportColumn, ...]:
        """Return the entries that fill a table."""
        return tuple(
            entry
            for entry in self.entries
            if entry.table == table and entry.use is not ImportUse.IGNORED
        )

    def only(self, table: str) -> "Definition":
        """Return the definition as far as it fills one table."""
        return self._replace(entries=self.of(table))

    def word(self, table: str, column: str, source: str) -> ImportWord | None:
        """Return what 取込値 says of a word; a row that names the table goes first.

        Args:
            table: Title of our table.
            column: Header of our column.
            source: The word as it stands in the file, "" where the cell is blank.
        """
        key = name_key(source) or name_key(BLANK)
        found = [word for word in self.words if name_key(word.source) == key]
        for names in ((f"{table}の{column}", f"{table}.{column}"), (column,)):
            for word in found:
                if word.column in names:
                    return word
        return None


def definitions_of(tables: Tables) -> tuple[Definition, ...]:
    """Return every 取込定義 of a ledger, in the order of the sheet."""
    found: dict[str, Definition] = {}
    data = tables[IMPORT_COLUMNS.key]
    for number, row in zip(data.index, records(IMPORT_COLUMNS, data), strict=True):
        name, header, table, column, use = (str(row[key] or "") for key in IMPORT_COLUMNS.keys)
        if name and header and use in tuple(ImportUse):
            entry = ImportColumn(header, table, column, ImportUse(use), int(number))
            own = found.get(name, Definition(name))
            found[name] = own._replace(entries=(*own.entries, entry))
    data = tables[IMPORT_VALUES.key]
    for number, row in zip(data.index, records(IMPORT_VALUES, data), strict=True):
        name, column, source = (str(row[key] or "") for key in IMPORT_VALUES.keys[:3])
        if name in found and column and source:
            value = str(row["value"]) if row["value"] is not None else None
            word = ImportWord(column, source, value, int(number))
            found[name] = found[name]._replace(words=(*found[name].words, word))
    return tuple(found.values())


class ChosenDefinition(NamedTuple):
    """Which definition a file goes by.

    Attributes:
        definition: It; None if the file is new.
        missing: Headers that it wants and the file lacks.
        rivals: 取込名 of definitions that fit as well.
    """

    definition: Definition | None = None
    missing: tuple[str, ...] = ()
    rivals: tuple[str, ...] = ()


def chosen(
    definitions: Sequence[Definition], headers: Collection[str], name: str = ""
) -> ChosenDefinition:
    """Find the definition of a file: by 取込名 if one is given, else by the file's headers.

    Args:
        definitions: Those of the ledger.
        headers: The file's headers.
        name: 取込名 that was asked for.

    Returns:
        The definition all of whose headers the file has; of several the one that wants the most
        of them. If there is none, the one of which at most a third of the headers are missing,
        with those.
    """
    keys = {header_key(header) for header in headers}
    asked = [d for d in definitions if (d.name == name if name else d.wanted)]
    if not asked:
        return ChosenDefinition()
    lacking = {d.name: tuple(h for h in d.wanted if header_key(h) not in keys) for d in asked}
    if name:
        return ChosenDefinition(asked[0], lacking[name])
    fitting = [d for d in asked if not lacking[d.name]]
    if fitting:
        most = max(len(d.wanted) for d in fitting)
        best = [d for d in fitting if len(d.wanted) == most]
        return ChosenDefinition(best[0], rivals=tuple(d.name for d in best[1:]))
    near = [d for d in asked if len(lacking[d.name]) * NEAR <= len(d.wanted)]
    if not near:
        return ChosenDefinition()
    best_near = min(near, key=lambda d: len(lacking[d.name]) / len(d.wanted))
    return ChosenDefinition(best_near, lacking[best_near.name])
