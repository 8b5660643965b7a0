"""A CSV on its way into a table: its rows, numbers repaired, sections by their names."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

import pandas as pd

from ledger.commands.ledger_session import Opened
from ledger.commands.loading.sentences import Speaker
from ledger.judge.loading import SLOTS, FileRow, Flaw, Mode
from ledger.layout.columns import Column, Group, RowValues, Table
from ledger.layout.frames import LETTERS, records
from ledger.layout.people_lists import LISTS, SECTION_NAME
from ledger.layout.people_tables import SECTIONS, STAFF
from ledger.layout.shared import SECTION, STAFF_NO, START
from ledger.model.problems import Place, Problem, Refusal, Severity
from ledger.read.frames import ReadTable
from ledger.read.list_tables import read_list
from ledger.read.lost_zeros import restored
from ledger.read.staff_numbers import padded_column


class LoadSource(NamedTuple):
    """What a file brings for a table.

    Attributes:
        name: File name.
        table: The table as the file is read: a list may lack what the table needs.
        lines: Its rows.
        problems: What was found.
        uneven: Rows of another width, of which nothing can be read.
        present: Keys of the columns that it has.
        letters: Letters of these columns in the file.
        new_sections: Sections that it is the first to name.
        sheet: The sheet that it stands on, in a workbook.
    """

    name: str
    table: Table
    lines: tuple[FileRow, ...]
    problems: tuple[Problem, ...]
    uneven: int
    present: tuple[str, ...]
    letters: Mapping[str, str]
    new_sections: tuple[RowValues, ...] = ()
    sheet: str = ""

    def at(self, line: FileRow, column: str) -> Place:
        """Return the place of a row's cell; of the row's first one if the file lacks the column."""
        letter = self.letters.get(column) or next(iter(self.letters.values()), "")
        return Place(file=self.name, sheet=self.sheet, cell=f"{letter}{line.number}")

    def told(self, line: FileRow, flaw: Flaw, speaker: Speaker) -> Problem:
        """Return why a row is set aside, with the cell; who stands there now is called by name."""
        gaps = {"header": self.table.column(flaw.column).header, **flaw.gaps}
        slots = SLOTS.get(self.table.key)
        if slots and "old" in gaps:
            gaps |= {key: speaker.said(slots.holder, flaw.gaps[key]) for key in ("old", "new")}
        return Problem.of(flaw.code, self.at(line, flaw.column), **gaps)


def read_source(opened: Opened, table: Table, data: bytes, name: str, mode: Mode) -> LoadSource:
    """Read a CSV for a table.

    Args:
        opened: The ledger.
        table: The table.
        data: The file's bytes.
        name: The file's name.
        mode: What becomes of the rows that are there.

    Raises:
        Refusal: Nothing of it can be read, a header that is needed is missing, or (but for lists
            of people, whose unused columns are named before anything is written) one is missing
            where an unknown one stands.
    """
    own = LISTS.get(table.key, table)
    read = read_list(own, data, name)
    letters = _usable(read).attrs[LETTERS]
    _refuse_nameless(table, letters, name)
    _refuse_renamed(table, read, letters, name)
    source = sourced(opened, own, read, Place(file=name), mode)
    problems = [p for p in source.problems if p.code != "header-absent"]
    absent = _absent(table, letters, name, mode)
    return source._replace(problems=(*problems, *absent))


def sourced(opened: Opened, own: Table, read: ReadTable, place: Place, mode: Mode) -> LoadSource:
    """Return a list that was read as what it brings for a table, numbers repaired.

    Args:
        opened: The ledger.
        own: The table as the file has it.
        read: The list.
        place: File and sheet.
        mode: What becomes of the rows that are there.

    Raises:
        Refusal: Nothing of it can be read.
    """
    letters = _usable(read).attrs[LETTERS]
    whole, told, unclear = _numbered(own, _usable(read), opened, place, mode)
    rows = zip(whole.index, records(own, whole), strict=True)
    none: frozenset[str] = frozenset()
    wrong = {int(n): read.wrong.get(n, none) | unclear.get(n, none) for n in whole.index}
    return LoadSource(
        name=place.file,
        table=own,
        lines=tuple(FileRow(int(n), row, wrong[int(n)]) for n, row in rows),
        problems=(*read.problems, *told),
        uneven=sum(p.code == "csv-columns" for p in read.problems),
        present=tuple(letters),
        letters=letters,
        sheet=place.sheet,
    )


def _usable(read: ReadTable) -> pd.DataFrame:
    """Refuse a file of which nothing can be read: it must not empty the table.

    Raises:
        Refusal: The first thing that is wrong with the file.
    """
    if not read.usable or read.whole is None:
        raise Refusal(next(p for p in read.problems if p.severity is Severity.ERROR))
    return read.whole


def _refuse_nameless(table: Table, present: Mapping[str, str], name: str) -> None:
    """Refuse a list that says neither the code nor the name of the section."""
    by_section = SECTION.key in table.keys and table.key in LISTS
    if by_section and not {SECTION.key, SECTION_NAME.key} & set(present):
        found = "、".join(LISTS[table.key].column(key).header for key in present)
        gaps = {"table": table.title, "header": f"{SECTION.header}か{SECTION_NAME.header}"}
        raise Refusal.of("header-missing", Place(file=name), **gaps, found=found, other="")


def _refuse_renamed(table: Table, read: ReadTable, present: Mapping[str, str], name: str) -> None:
    """Refuse a file in which a column may stand under another header: it would be blank."""
    lacking = [column.header for column in table.columns if column.key not in present]
    if table.group is not Group.PEOPLE and lacking and read.extra:
        gaps = {"table": table.title, "headers": "、".join(lacking)}
        raise Refusal.of("header-changed", Place(file=name), **gaps, found="、".join(read.extra))


def _absent(table: Table, present: Mapping[str, str], name: str, mode: Mode) -> Iterator[Problem]:
    """Tell which columns the file lacks: they stay as they are, or are blank where it replaces."""
    derived = {SECTION.key, START.key, "level"} if table.key in LISTS else set()
    if slots := SLOTS.get(table.key):
        derived.add(slots.kind)
        if slots.kind not in present:
            header = table.column(slots.kind).header
            gaps = {"header": header, "value": slots.single}
            yield Problem.of("value-assumed", Place(file=name), **gaps)
    lacking = [c.header for c in table.columns if c.key not in {*present, *derived}]
    if lacking:
        blanks = mode is Mode.REPLACE and table.group is not Group.PEOPLE
        code = "header-absent" if blanks else "header-kept"
        gaps = {"table": table.title, "headers": "、".join(lacking)}
        yield Problem.of(code, Place(file=name), **gaps)


def _numbered(
    table: Table, data: pd.DataFrame, opened: Opened, place: Place, mode: Mode
) -> tuple[pd.DataFrame, tuple[Problem, ...], Mapping[int, frozenset[str]]]:
    """Repair numbers of staff and codes of sections that lost their zeros (W44).

    A number of the master itself is padded to the set width; short of replacing the master, it is
    also the person (the section) whom it can only mean. Elsewhere a code is held against the
    master. What the master does not know stays as it is written: 台帳点検 lists it.

    Returns:
        The rows, what was repaired, and by row number the columns that may mean several.
    """
    letters = data.attrs[LETTERS]
    told: list[Problem] = []
    unclear: dict[int, frozenset[str]] = {}
    if table.key == STAFF.key:
        width = opened.settings.staff_no_width
        standing = frozenset(opened.tables[STAFF.key][STAFF_NO.key].dropna())
        data, told = padded_column(data, place, letters[STAFF_NO.key], width, standing)
    for column in _coded(table, mode):
        if column.key not in letters:
            continue
        master, key = _MASTERS[column.key if not column.refers else column.refers]
        known = opened.tables[master.key][key].dropna()
        found = restored(data, column, known, place, letters[column.key])
        data = found.data
        told += found.problems
        for row in found.unclear:
            unclear[row] = unclear.get(row, frozenset()) | {column.key}
    return data, tuple(told), unclear


_MASTERS = {
    STAFF_NO.refers: (STAFF, STAFF_NO.key),
    SECTION.refers: (SECTIONS, SECTION.key),
    STAFF_NO.key: (STAFF, STAFF_NO.key),
    SECTION.key: (SECTIONS, SECTION.key),
}
"""Where codes are looked up: by what a column refers to, or by the key of the master's own."""


def _coded(table: Table, mode: Mode) -> list[Column]:
    """Return the columns whose codes are held against a master."""
    own = {STAFF.key: STAFF_NO.key, SECTIONS.key: SECTION.key}
    return [
        column
        for column in table.columns
        if column.refers in _MASTERS
        or (mode is not Mode.REPLACE and own.get(table.key) == column.key)
    ]


__all__ = ["LoadSource", "read_source", "sourced"]
