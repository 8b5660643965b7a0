"""What each version of the ledger's layout added: an older ledger is brought up by these steps.

A version only adds: a column at the right end of its table, a table or a page on a sheet of its
own; each says itself which version brought it (`since`). What HR put beside them is never touched.
Where a page takes over the name of a sheet, the sheet that had it gets another one first.
`tests/data/ledger_layouts` keeps every version's columns; one that does not say so fails there.
"""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

from ledger.layout.columns import Cell, Column, Table
from ledger.layout.ledger import BY_KEY, TABLES
from ledger.layout.names_beside import is_name, shown
from ledger.layout.pages import HOME, PAGES, LedgerPage

FIRST = 1
"""The version of the first ledgers; within it columns were added before there were steps."""


FORMER_TITLES: Mapping[str, str] = MappingProxyType({"today": HOME.title})
"""What the sheet of a table was called before a page took over its name, by table key."""


class Migration(NamedTuple):
    """What one version added to the one before it.

    Attributes:
        version: The version that it makes.
        columns: Keys of the new columns by table key, in their order.
        tables: Keys of the new tables.
        values: What older rows get in a new column, by table and column key; else blank.
        pages: The new pages.
    """

    version: int
    columns: Mapping[str, tuple[str, ...]] = MappingProxyType({})
    tables: tuple[str, ...] = ()
    values: Mapping[tuple[str, str], Cell] = MappingProxyType({})
    pages: tuple[LedgerPage, ...] = ()


def _steps() -> Iterator[Migration]:
    """Yield what each version added, as tables and columns say it themselves (`since`)."""
    brought = {table.since for table in TABLES} | {c.since for t in TABLES for c in shown(t)}
    brought |= {page.since for page in PAGES}
    for version in range(FIRST + 1, max(brought) + 1):
        new = {
            table.key: tuple(column for column in shown(table) if column.since == version)
            for table in TABLES
            if table.since < version
        }
        yield Migration(
            version,
            columns={key: tuple(column.key for column in own) for key, own in new.items() if own},
            tables=tuple(table.key for table in TABLES if table.since == version),
            pages=tuple(page for page in PAGES if page.since == version),
            values={
                (key, column.key): column.for_older
                for key, own in new.items()
                for column in own
                if column.for_older is not None
            },
        )


STEPS: tuple[Migration, ...] = tuple(_steps())
LEDGER_VERSION = str(STEPS[-1].version)
"""The version of the ledger's layout, as `_meta` says it."""


class Added(NamedTuple):
    """A column that an older ledger does not have yet.

    Attributes:
        column: The column.
        value: What its older rows get; None leaves them blank.
    """

    column: Column
    value: Cell = None


class Additions(NamedTuple):
    """What an older ledger does not have yet.

    Attributes:
        columns: New columns by table key.
        tables: New tables.
        pages: New pages.
        renamed: New titles of sheets whose names pages take over, by the old ones.
    """

    columns: Mapping[str, tuple[Added, ...]] = MappingProxyType({})
    tables: tuple[Table, ...] = ()
    pages: tuple[LedgerPage, ...] = ()
    renamed: Mapping[str, str] = MappingProxyType({})

    def named(self) -> Iterator[str]:
        """Name each table that gets columns, and each new sheet, for messages."""
        for key, added in self.columns.items():
            headers = "」「".join(one.column.header for one in added if not is_name(one.column))
            if headers:
                yield f"表「{BY_KEY[key].title}」の列「{headers}」"
        if named := [key for key, added in self.columns.items() if _names_among(added)]:
            yield f"{len(named)}の表の、コードの名前を見せる列(氏名、所属名など)"
        if self.titles:
            yield f"シート「{'」「'.join(self.titles)}」"
        for old, new in self.renamed.items():
            yield f"今のシート「{old}」は「{new}」に"

    @property
    def titles(self) -> tuple[str, ...]:
        """The names of the new sheets."""
        return (*(table.title for table in self.tables), *(page.title for page in self.pages))


def _names_among(added: tuple[Added, ...]) -> bool:
    return any(is_name(one.column) for one in added)


NOTHING = Additions()


def is_older(version: str) -> bool:
    """Say whether a ledger of this version can be brought up."""
    return _number(version) in range(FIRST, int(LEDGER_VERSION))


def is_newer(version: str) -> bool:
    """Say whether a ledger is of a later version than this program knows."""
    return _number(version) > int(LEDGER_VERSION)


def since(version: str) -> Additions:
    """Return what the versions after one added; nothing for one that is not older.

    Args:
        version: What `_meta` says.
    """
    if not is_older(version):
        return NOTHING
    columns: dict[str, tuple[Added, ...]] = {}
    tables: list[Table] = []
    pages: list[LedgerPage] = []
    for step in STEPS:
        if step.version > _number(version):
            pages += step.pages
            tables += [BY_KEY[key] for key in step.tables]
            for key, keys in step.columns.items():
                every = {column.key: column for column in shown(BY_KEY[key])}
                new = (Added(every[k], step.values.get((key, k))) for k in keys)
                columns[key] = (*columns.get(key, ()), *new)
    return Additions(MappingProxyType(columns), tuple(tables), tuple(pages))


def _number(version: str) -> int:
    return int(version) if version.isascii() and version.isdecimal() else 0
