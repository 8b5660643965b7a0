"""A file under its 取込定義, brought in: table after table, each row counted once."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import pandas as pd

from ledger.commands.ledger_session import Opened
from ledger.commands.loading.bundle import Bundle, File, OpenWord
from ledger.commands.loading.csv_source import sourced
from ledger.commands.loading.early_facts import with_early_days
from ledger.commands.loading.known_words import known_of, result_words
from ledger.commands.loading.names import held_against_names
from ledger.commands.loading.one_table import Loaded
from ledger.commands.loading.people_lists import completed, days_of, steps_of
from ledger.commands.loading.sentences import Speaker
from ledger.judge.importing.definition import Definition
from ledger.judge.importing.proposal import named
from ledger.judge.loading import FileRow, Mode, RowOutcome, by_key, outcome
from ledger.judge.loading.moves import Days
from ledger.layout import ledger
from ledger.layout.columns import Cell, Group, RowValues, Table
from ledger.layout.fact_tables import ATTENDANCES
from ledger.layout.frames import frame, records, replaced
from ledger.layout.import_tables import SECOND_CODE, SECOND_NAME
from ledger.layout.people_lists import LISTS
from ledger.layout.people_tables import HEADS, POSTINGS, SECTIONS, STAFF
from ledger.layout.policy import policy_of
from ledger.model.folding import header_key, number_key
from ledger.model.problems import Problem
from ledger.model.terms import PostingKind
from ledger.read.frames import read_table
from ledger.read.import_parts import Bare, Part, bare, part_of, relettered, words_of
from ledger.read.import_second import second_parts, second_sections
from ledger.read.import_sections import placed_part, section_parts
from ledger.read.list_tables import without_totals
from ledger.read.lists import text_of
from ledger.read.lost_characters import lost_characters
from ledger.read.rosters.grids import RosterGrid
from ledger.read.rosters.roster import read_lists
from ledger.read.table_grid import is_filled

_FIRST = (SECTIONS.title, STAFF.title, POSTINGS.title, HEADS.title)
"""Tables that others look up, in the order in which they do."""
_BY_TITLE: Mapping[str, Table] = {table.title: table for table in ledger.TABLES}
_WORSE = ("superseded", "accepted", "quarantined")
"""What becomes of a row that fills several tables: the last of these that any of them says."""


def brought(
    opened: Opened, file: File, mode: Mode | None, on: dt.date | None, today: dt.date
) -> Bundle:
    """Say what a file does to a ledger.

    Args:
        opened: The ledger.
        file: The file.
        mode: What becomes of the rows that are there; by the table's group if not given.
        on: 適用日 of the whole file, if there is one.
        today: The day of the run.
    """
    bundle = Bundle(
        file,
        opened,
        problems=file.problems,
        uneven=sum(problem.code == "csv-columns" for problem in file.problems),
    )
    for found in file.lists:
        bundle = _Listing(bundle, found, mode, on, today).all()
    return bundle


class Second(NamedTuple):
    """What a list says of 兼務: of whom it speaks, what it names, and where that is not clear."""

    people: set[Cell]
    named: set[tuple[Cell, Cell]]
    unclear: set[Cell]


class _Listing:
    """One list of a file on its way into the ledger."""

    def __init__(
        self,
        bundle: Bundle,
        found: RosterGrid,
        mode: Mode | None,
        on: dt.date | None,
        today: dt.date,
    ) -> None:
        self.bundle, self.mode, self.on, self.today = bundle, mode, on, today
        self.opened = bundle.opened
        definition = bundle.file.definition
        grid, skipped = without_totals(found.grid)
        known = known_of(self.opened)
        rows = _rows(grid.rows, grid.headers, definition)
        self.list = bare(found._replace(grid=grid), definition, known, rows)
        self.sheet = grid.place.sheet
        self.problems: list[Problem] = list(skipped)
        self.loads: list[Loaded] = []
        self.fates: dict[int, str] = {}
        self.second = Second(set(), set(), set())
        self.placed = frozenset(self.opened.tables[POSTINGS.key]["staff_no"].dropna())

    def all(self) -> Bundle:
        """Bring the list in, table by table."""
        open_ = tuple(_open(self.list))
        for word_rows in (column.open.values() for column in self.list.columns):
            for rows in word_rows:
                self._fate(rows, "quarantined")
        self._fate(_left_out(self.list), "left_out")
        for title in _in_order(self.list.definition.tables):
            for part in self._parts(title):
                self._take(part)
        first = self.list.grid.first_row
        fates = {(self.sheet, first + row): fate for row, fate in self.fates.items()}
        words = dict.fromkeys((*self.bundle.words, *words_of(self.list)))
        return self.bundle._replace(
            opened=self.opened,
            loads=(*self.bundle.loads, *self.loads),
            fates={**self.bundle.fates, **fates},
            open=(*self.bundle.open, *open_),
            problems=(*self.bundle.problems, *self.problems),
            words=tuple(words),
            unnamed=(*self.bundle.unnamed, *self._unnamed()),
        )

    def _unnamed(self) -> Iterator[RowValues]:
        """Yield the 兼務 that stand and that a list with columns of 兼務 names no more."""
        if not any(self.list.of(POSTINGS.title, key) for key in (SECOND_CODE.key, SECOND_NAME.key)):
            return
        for row in records(POSTINGS, self.opened.tables[POSTINGS.key]):
            number, kind = row["staff_no"], row["kind"]
            ours = number in self.second.people - self.second.unclear
            named = (number, row["section_code"]) in self.second.named
            if kind == PostingKind.CONCURRENT.value and ours and not named and not row["ended_on"]:
                yield row

    def _fate(self, rows: Iterable[int], fate: str) -> None:
        for row in rows:
            self.fates.setdefault(row, fate)

    def _parts(self, title: str) -> Iterator[Part]:
        out = {row for row, fate in self.fates.items() if fate == "left_out"} | self._nobody()
        for column in self.list.columns:
            out.update(row for rows in column.open.values() for row in rows)
            out.update(column.left_out if column.entry.table == title else ())
        rows = [row for row in self.list.rows if row not in out]
        if title == SECTIONS.title:
            yield from section_parts(self.list, rows)
            yield from second_sections(self.list, rows)
        elif title in (POSTINGS.title, HEADS.title):
            if title == POSTINGS.title:
                # before the 主務: what is of somebody new begins with the first posting
                yield from second_parts(self.list, rows)
            yield placed_part(self.list, title, rows)
        else:
            yield part_of(self.list, title, rows)

    def _nobody(self) -> set[int]:
        """Return the rows whose person 職員 has not taken: they are told there, once."""
        if not self.loads or not self.list.of(STAFF.title, "staff_no"):
            return set()
        numbers = self.list.of(STAFF.title, "staff_no")[0].cells
        first = self.list.grid.first_row
        taken = {
            step.line.number
            for load in self.loads
            if load.table.key == STAFF.key
            for step in load.outcome.aside
        }
        known = self.opened.tables[STAFF.key]["staff_no"].dropna()
        standing = {number_key(str(number)) for number in known}
        return {
            row
            for row in self.list.rows
            if first + row in taken and number_key(text_of(numbers[row])) not in standing
        }

    def _take(self, part: Part) -> None:
        table = _BY_TITLE[part.title]
        if table.key == ATTENDANCES.key:
            self._take_roster(part)
        else:
            self._take_list(table, part)

    def _take_list(self, table: Table, part: Part) -> None:
        opened, mode = self.opened, self.mode or _mode(table)
        grid = part.found.grid
        read = read_table(part.table, grid)
        if read.usable:
            lost = lost_characters(part.table, read.data, grid.place)
            read = read._replace(problems=(*read.problems, *lost))
        source = sourced(opened, part.table, read, grid.place, mode)
        source = source._replace(
            problems=tuple(p for p in source.problems if p.code != "header-absent"),
            letters={key: part.borrowed.get(at, at) for key, at in source.letters.items()},
        )
        source = source._replace(problems=relettered(source.problems, part.borrowed))
        if table.key in LISTS:
            source = completed(source, table, opened)
        if table.key in LISTS or (table.key == STAFF.key and mode.compares):
            source = held_against_names(source, table, opened)
        source = with_early_days(source, table, opened)
        days = self._days() if table.key == POSTINGS.key else self._plain_days()
        steps = steps_of(opened, table, source, mode, days)
        standing = records(table, opened.tables[table.key])
        result = outcome(standing, steps, mode)
        loaded = Loaded.of_source(table, source, result, mode, Speaker(opened.tables))
        if table.key == POSTINGS.key:
            self._note_second(steps, of_second=part.second)
        self._taken(loaded, {step.line.number: _fate_of(step) for step in steps})

    def _days(self) -> Days:
        """Return the days that the list is read by; who had no posting before it has first ones."""
        return self._plain_days()._replace(new=lambda number: number not in self.placed)

    def _plain_days(self) -> Days:
        return days_of(self.opened, self.today, self.on)

    def _note_second(self, steps: Sequence[RowOutcome], *, of_second: bool) -> None:
        """Note which 兼務 the list names, and of whom it says where they are."""
        said = [(step.line.row.get("staff_no"), step) for step in steps]
        if not of_second:
            self.second.people.update(number for number, _ in said)
            return
        self.second.unclear.update(number for number, step in said if step.line.wrong)
        self.second.named.update((n, step.line.row.get("section_code")) for n, step in said)

    def _take_roster(self, part: Part) -> None:
        opened = self.opened
        words = result_words(self.list.definition)
        name = self.bundle.file.name
        roster = read_lists(opened.policy, opened.tables, [part.found], name, words=words)
        roster = roster._replace(problems=relettered(roster.problems, part.borrowed))
        standing = records(ATTENDANCES, opened.tables[ATTENDANCES.key])
        lines = [FileRow(n, row) for n, row in enumerate(records(ATTENDANCES, roster.rows))]
        steps = by_key(ATTENDANCES, standing, lines, Mode.UPSERT, ATTENDANCES.keys)
        loaded = Loaded.of_roster(roster, name, outcome(standing, steps, Mode.UPSERT))
        self._taken(loaded, {number: fate for (_, number), fate in roster.fates.items()})

    def _taken(self, loaded: Loaded, fates: Mapping[int, str]) -> None:
        """Let a table come to stand, and note what became of its rows."""
        self.loads.append(loaded)
        first = self.list.grid.first_row
        for number, fate in fates.items():
            row, before = number - first, self.fates.get(number - first)
            is_worse = fate in _WORSE and before != "left_out" and _rank(fate) > _rank(before)
            if is_worse or (fate == "left_out" and before is None):
                self.fates[row] = fate
        changes = {loaded.table.key: frame(loaded.table, loaded.outcome.rows)}
        if loaded.new_sections and loaded.table.key != SECTIONS.key:
            sections = records(SECTIONS, self.opened.tables[SECTIONS.key])
            changes[SECTIONS.key] = frame(SECTIONS, [*sections, *loaded.new_sections])
        self.opened = _with(self.opened, changes)


def _rank(fate: str | None) -> int:
    return _WORSE.index(fate) if fate in _WORSE else -1


def _fate_of(step: RowOutcome) -> str:
    return "quarantined" if step.aside else "accepted" if step.accepted else "superseded"


def _mode(table: Table) -> Mode:
    return Mode.UPDATE if table.group is Group.PEOPLE else Mode.UPSERT


def _with(opened: Opened, changes: Mapping[str, pd.DataFrame]) -> Opened:
    tables = replaced(opened.tables, changes)
    policy, _ = policy_of(tables)
    return opened._replace(tables=tables, policy=policy)


def _in_order(titles: Sequence[str]) -> tuple[str, ...]:
    first = [title for title in _FIRST if title in titles]
    return (*first, *(title for title in titles if title not in first))


def _rows(
    rows: Sequence[Sequence[object]], headers: Sequence[object], definition: Definition
) -> list[int]:
    """Return the rows that say anything in a column that is read."""
    keys = set(map(header_key, definition.wanted))
    wanted = [place for place, header in enumerate(headers) if header_key(str(header)) in keys]
    return [
        index
        for index, row in enumerate(rows)
        if any(is_filled(row[place]) for place in wanted)  # type: ignore[arg-type]
    ]


def _left_out(list_: Bare) -> frozenset[int]:
    """Return the rows that a word leaves out of the table that the file is about."""
    tables = list_.definition.tables
    main = STAFF.title if STAFF.title in tables else tables[0]
    found = (column.left_out for column in list_.columns if column.entry.table == main)
    return frozenset(row for rows in found for row in rows)


def _open(list_: Bare) -> Iterator[OpenWord]:
    grid = list_.grid
    for column in list_.columns:
        for word, rows in column.open.items():
            position = list_.position(column.entry.header)
            cells = tuple(grid.address(position, row) for row in rows)
            name = named(column.entry, list_.definition.entries)
            yield OpenWord(name, column.entry.header, word, cells, grid.place.sheet)


__all__ = ["brought"]
