"""The ledger as a closed file → every table as a typed frame."""

import hashlib
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType

import pandas as pd

from ledger.layout import ledger, meta, migrations
from ledger.layout.columns import Table
from ledger.layout.frames import Tables, frame
from ledger.layout.migrations import NOTHING, Added, Additions
from ledger.layout.names_beside import beside, name_places
from ledger.layout.pages import PERSONA_CARD
from ledger.layout.persona_card import CardSheet
from ledger.model.problems import Place, Problem, Refusal
from ledger.model.terms import BookKind
from ledger.read.apart import open_guarded
from ledger.read.cells.cell import Raw
from ledger.read.frames import read_table
from ledger.read.grids import FoundGrid, OpenBook
from ledger.read.guard.gate import LEDGER
from ledger.read.ledger_versions import ledger_version_problem
from ledger.read.persona_card import card_in
from ledger.read.table_grid import Grid


@dataclass(frozen=True)
class LedgerBook:
    """A ledger as it was read.

    Attributes:
        name: File name.
        sha256: Digest of the file's bytes, to see whether it changed since; "" if read from
            elsewhere than a file.
        meta: What the book says of itself (`layout/meta.py`).
        tables: Every table, those not asked for or not found as empty frames.
        problems: What was found.
        left_out: Row numbers with content that are not in the frames, by table key. Who writes
            such a table anew would lose them.
        lost_frames: Keys of tables that were found by sheet and header row alone.
        additions: What a ledger of an earlier version lacks, of the tables that were asked for.
        names: What stands in the columns of names beside codes, by table key, then by the column's;
            row by row of the frame. Nothing rests on it: it tells what has to be written anew.
        card: 人材像カード as it stands; None if the sheet is gone, or single tables were asked for.
    """

    name: str
    sha256: str
    meta: Mapping[str, str]
    tables: Tables
    problems: tuple[Problem, ...] = ()
    left_out: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    lost_frames: tuple[str, ...] = ()
    additions: Additions = NOTHING
    names: Mapping[str, Mapping[str, Sequence[Raw]]] = field(default_factory=dict)
    card: CardSheet | None = None

    @property
    def is_older(self) -> bool:
        """Whether it is of an earlier version: the next write brings it up."""
        return migrations.is_older(self.meta.get(meta.SCHEMA, ""))

    def told_older(self) -> tuple[Problem, ...]:
        """Say what the next write adds to an older ledger; nothing if it lacks nothing."""
        added = "、".join(self.additions.named())
        place = Place(file=self.name)
        return (Problem.of("ledger-older", place, added=added),) if added else ()

    def told_looks(self) -> tuple[Problem, ...]:
        """Say what the new sheets of an older ledger lack that is brought up while it is open."""
        count, place = len(self.additions.titles), Place(file=self.name)
        return (Problem.of("ledger-older-open", place, count=count),) if count else ()


def read_ledger(data: bytes, name: str, tables: Sequence[str] | None = None) -> LedgerBook:
    """Read a closed ledger.

    Args:
        data: The file's bytes.
        name: Its name, for problems.
        tables: Keys of the tables to read; all of them if not given.

    Returns:
        Tables and problems. Cached values of formulas are used with a warning (`formula-cached`).

    Raises:
        Refusal: The file cannot be read (`open_guarded`), is no ledger (`wrong-kind`,
            `meta-missing`), is of another version (`wrong-version`, `ledger-newer`), or its
            settings name another year than the book itself (`year-differs`).
    """
    book, problems = open_guarded(data, name, LEDGER)
    if book is None:
        raise Refusal(problems[0])
    if problem := book.kind_problem(BookKind.LEDGER, ledger_version_problem):
        raise Refusal(problem)
    own = book.meta()
    wanted = ledger.TABLES if tables is None else [ledger.BY_KEY[key] for key in tables]
    sheets = book.package.sheets
    read = assembled(name, hashlib.sha256(data).hexdigest(), own, book.grid, wanted, sheets)
    return read if tables is not None else with_card(read, book)


def with_card(read: LedgerBook, book: OpenBook) -> LedgerBook:
    """Return a ledger that was read with its 人材像カード.

    Args:
        read: The ledger.
        book: The workbook that it was read from.
    """
    is_new = PERSONA_CARD in read.additions.pages
    return replace(read, card=card_in(book, is_new=is_new))


def assembled(  # noqa: PLR0913, PLR0917 - what a ledger is read from
    name: str,
    sha256: str,
    own: Mapping[str, str],
    grid_of: Callable[[Table], FoundGrid | None],
    wanted: Sequence[Table] = ledger.TABLES,
    there: Collection[str] = (),
) -> LedgerBook:
    """Make the ledger out of its grids, wherever they come from (a file, or Excel).

    Args:
        name: File name.
        sha256: Digest of the file, "" if there is none.
        own: What the book says of itself.
        grid_of: Returns a table's grid, None if the book does not have it.
        wanted: The tables to read.
        there: The titles of its sheets.

    Raises:
        Refusal: The settings name another year than the book itself (`year-differs`).
    """
    frames: dict[str, pd.DataFrame] = {}
    problems: list[Problem] = []
    left_out: dict[str, tuple[int, ...]] = {}
    older = migrations.since(own.get(meta.SCHEMA, ""))
    columns: dict[str, tuple[Added, ...]] = {}
    sheets: list[Table] = []
    renamed: dict[str, str] = {}
    names: dict[str, Mapping[str, Sequence[Raw]]] = {}
    for table in wanted:
        found = grid_of(table)
        if found is None and table in older.tables:
            sheets.append(table)
            continue
        if found is None:
            place = Place(file=name, sheet=table.title)
            problems.append(Problem.of("table-missing", place, table=table.title))
            continue
        if older.pages and found.grid.place.sheet == migrations.FORMER_TITLES.get(table.key):
            renamed[found.grid.place.sheet] = table.title
        new = {one.column.key: one.value for one in older.columns.get(table.key, ())}
        read = read_table(table, found.grid, new)
        shown = _names(table, found.grid, read.data.index.tolist())
        lacking = _lacking(older, table, {*read.found, *shown})
        if lacking and read.usable:
            columns[table.key] = lacking
            blank = [None] * len(read.data)
            shown |= {one.key: blank for one in beside(table) if one.key not in shown}
        names[table.key] = shown
        frames[table.key] = read.data
        problems += [*found.problems, *read.problems]
        if read.left_out:
            left_out[table.key] = read.left_out
    tables = _whole(frames)
    _check_year(own, tables["settings"], name)
    return LedgerBook(
        name=name,
        sha256=sha256,
        meta=own,
        tables=tables,
        problems=tuple(problems),
        left_out=MappingProxyType(left_out),
        additions=_additions(older, columns, sheets, there, renamed),
        names=MappingProxyType(names),
    )


def _whole(frames: Mapping[str, pd.DataFrame]) -> Tables:
    """Return every table, those that were not read without a row."""
    keys = ((table, table.key) for table in ledger.TABLES)
    return MappingProxyType({k: frames[k] if k in frames else frame(one) for one, k in keys})


def _lacking(older: Additions, table: Table, found: Collection[str]) -> tuple[Added, ...]:
    """Return the columns that an older ledger does not have yet."""
    return tuple(o for o in older.columns.get(table.key, ()) if o.column.key not in found)


def _additions(
    older: Additions,
    columns: Mapping[str, tuple[Added, ...]],
    sheets: Sequence[Table],
    there: Collection[str],
    renamed: Mapping[str, str],
) -> Additions:
    """Return what the next write adds: columns, tables, and pages whose sheet is not there."""
    pages = tuple(p for p in older.pages if p.title not in there or p.title in renamed)
    return Additions(
        MappingProxyType(dict(columns)), tuple(sheets), pages, MappingProxyType(renamed)
    )


def _names(table: Table, grid: Grid, rows: Sequence[int]) -> dict[str, Sequence[Raw]]:
    """Return what stands in the columns of names, in the rows that were read."""
    return {
        key: [grid.rows[row - grid.first_row][at] for row in rows]
        for key, at in name_places(table, grid.headers).items()
    }


def _check_year(own: Mapping[str, str], settings: pd.DataFrame, name: str) -> None:
    said = settings.loc[settings["key"] == meta.YEAR, "value"].dropna()
    if meta.YEAR in own and len(said) and said.iloc[0] != own[meta.YEAR]:
        place = Place(file=name, sheet=ledger.BY_KEY["settings"].title)
        years = {"setting": said.iloc[0], "meta": own[meta.YEAR]}
        raise Refusal.of("year-differs", place, **years)
