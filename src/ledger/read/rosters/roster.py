"""Attendance rosters (名簿): who completed which training when, as the organiser writes it.

A roster has no 出所 column: its rows become attendances of 出所 名簿, 確認 済. The training may be
a code, a name or an alias; other headers are read by declared synonyms or the caller's mapping.
Its lists are found by `grids`, sorted by `sheet` and looked up by `rows`.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from types import MappingProxyType
from typing import NamedTuple

import pandas as pd

from ledger.layout.columns import Cell, Table
from ledger.layout.fact_tables import ATTENDANCES
from ledger.layout.frames import Tables, frame, records
from ledger.layout.roster import ROSTER
from ledger.layout.roster_words import WORDS, Words
from ledger.model.cell_ranges import cells_said
from ledger.model.policy import Policy
from ledger.model.problems import Problem
from ledger.read.cells.cell import CellFinding
from ledger.read.rosters.grids import RosterGrid, roster_grids
from ledger.read.rosters.known_rows import KnownCompletions, key_of
from ledger.read.rosters.rows import Claim, Masters, denials, last_days, told
from ledger.read.rosters.sheet import RosterSheet, read_sheet
from ledger.read.table_grid import header_key

_OF_SEVERAL = ("days-missing", "lines-skipped")
"""Problems that tell of several rows at once; their place is only the first one's."""
_SOURCE_HEADER = header_key(ATTENDANCES.column("source").header)


class RosterCounts(NamedTuple):
    """What became of the rows of a roster; every row is in exactly one of them.

    Total lines (計, 以上) are no rows.

    Attributes:
        accepted: Rows that become attendances.
        superseded: Rows that repeat an earlier row of the file or a fact that stands already.
        quarantined: Rows set aside, each with an error that names file, sheet and cell.
        left_out: Rows that say themselves that nothing was completed (欠席, 未修了).
    """

    accepted: int = 0
    superseded: int = 0
    quarantined: int = 0
    left_out: int = 0

    @property
    def read(self) -> int:
        """All rows of the file."""
        return sum(self)

    def plus(self, other: "RosterCounts") -> "RosterCounts":
        """Return both together."""
        return RosterCounts(*(one + two for one, two in zip(self, other, strict=True)))


class ReadRoster(NamedTuple):
    """A roster as it was read.

    Attributes:
        rows: The accepted rows, as a frame of `attendances`.
        problems: What was found.
        counts: What became of the rows of the file.
        said: Who, which training and when, as the file has it, of the rows with problems: by sheet
            and row number; None where that could not be read.
        fates: What became of each row, by sheet and row number: a field of `RosterCounts`.
    """

    rows: pd.DataFrame
    problems: tuple[Problem, ...]
    counts: RosterCounts
    said: Mapping[tuple[str, int], tuple[Cell, ...]] = MappingProxyType({})
    fates: Mapping[tuple[str, int], str] = MappingProxyType({})


def is_roster(data: bytes, name: str) -> bool:
    """Whether a file of attendances is an organiser's roster: it has no 出所 column."""
    found, _ = roster_grids(data, name, ROSTER)
    return not any(_SOURCE_HEADER in map(header_key, one.grid.headers) for one in found)


def read_roster(  # noqa: PLR0913 - the last two are an office's own headers and words
    policy: Policy,
    tables: Tables,
    data: bytes,
    name: str,
    headers: Mapping[str, str] = MappingProxyType({}),
    *,
    words: Words = WORDS,
) -> ReadRoster:
    """Read a roster into rows of `attendances`.

    Args:
        policy: Its trainings, their names and aliases.
        tables: The ledger's tables; `staff`, `sessions` and `attendances` are looked up.
        data: A CSV or an Excel workbook; in a workbook every sheet with a roster's headers is read.
        name: The file's name; it becomes 元ファイル.
        headers: Our header by the roster's own, where a synonym is not declared.
        words: What the words of result columns mean.

    Returns:
        The attendances, the problems and the counts. Left out, with one line of their number: rows
        that say 欠席, 未修了 …. Set aside, each with an error: rows whose result cannot be told,
        of unknown people and trainings, of a number that is not the name's, and rows without a
        certain 修了日. A row that repeats an earlier one is superseded with the notice
        `row-repeated`; one that says what stands in the ledger already, without a word.
    """
    found, problems = roster_grids(data, name, roster := _roster(headers))
    return read_lists(policy, tables, found, name, roster, problems=problems, words=words)


def read_lists(  # noqa: PLR0913 - a roster that is open already, and how it is to be read
    policy: Policy,
    tables: Tables,
    found: Sequence[RosterGrid],
    name: str,
    roster: Table = ROSTER,
    *,
    problems: Sequence[Problem] = (),
    words: Words = WORDS,
) -> ReadRoster:
    """Read the lists of a roster that were found already; see `read_roster`.

    Args:
        policy: Its trainings, their names and aliases.
        tables: The ledger's tables.
        found: The lists.
        name: The file's name; it becomes 元ファイル.
        roster: The roster's table.
        problems: What is wrong with the file as a whole.
        words: What the words of result columns mean.
    """
    sheets = [read_sheet(roster, one, words) for one in found]
    taken = _taken(
        sheets, Masters.of(policy, tables), KnownCompletions(tables["attendances"]), name
    )
    uneven = sum(problem.code == "csv-columns" for problem in problems)
    counts = taken.counts.plus(
        RosterCounts(
            quarantined=uneven + sum(sheet.aside for sheet in sheets),
            left_out=sum(sheet.left_out for sheet in sheets),
        )
    )
    found_all = (*problems, *(p for sheet in sheets for p in sheet.problems), *taken.problems)
    fates = {**_sorted_out(sheets), **taken.fates}
    return ReadRoster(taken.rows, found_all, counts, _said(sheets, found_all), fates)


def _sorted_out(sheets: Sequence[RosterSheet]) -> dict[tuple[str, int], str]:
    """Return what became of the rows that were never looked up."""
    fates = {}
    for sheet in sheets:
        looked_up = set(sheet.rows.index)
        for number in map(int, sheet.whole.index):
            if number not in looked_up:
                is_no = number in sheet.negative
                fates[sheet.place.sheet, number] = "left_out" if is_no else "quarantined"
    return fates


def _said(
    sheets: Sequence[RosterSheet], problems: Sequence[Problem]
) -> dict[tuple[str, int], tuple[Cell, ...]]:
    """Return who, what and when of the rows that have a problem of their own."""
    told = {(p.place.sheet, p.place.row) for p in problems if p.code not in _OF_SEVERAL}
    return {
        (sheet.place.sheet, int(number)): (
            row["staff_no"],
            row["training_code"] or row["training_name"],
            row["completed_on"],
        )
        for sheet in sheets
        for number, row in zip(sheet.whole.index, records(ROSTER, sheet.whole), strict=True)
        if (sheet.place.sheet, number) in told
    }


def _taken(
    sheets: Sequence[RosterSheet], masters: Masters, standing: KnownCompletions, name: str
) -> ReadRoster:
    """Take the rows of all sheets, in their order."""
    claims = [claim for sheet in sheets for claim in masters.claims(sheet, sheet.rows)]
    denied = denials(claim for sheet in sheets for claim in masters.claims(sheet, sheet.denied))
    last = last_days(claims)
    rows: list[Mapping[str, Cell]] = []
    seen: list[Claim] = []
    counts = RosterCounts()
    attended: list[Claim] = []
    joined: list[Claim] = []
    fates: dict[tuple[str, int], str] = {}
    for claim in claims:
        counts_, found, row = RosterCounts(quarantined=1), list(claim.found), claim.row
        if None in key_of(row):
            pass
        elif claim.offer in denied:
            gaps = {"staff_no": row["staff_no"], "others": denied[claim.offer]}
            found.append(("staff_no", CellFinding("session-partial", gaps)))
        elif row["completed_on"] != last.get(claim.offer, row["completed_on"]):
            counts_ = RosterCounts(superseded=1)
            joined.append(claim)
        elif (first := standing.repeated(row)) is not None:
            counts_ = RosterCounts(superseded=1)
            found += [("staff_no", CellFinding("row-repeated", {"first": first}))] if first else []
        else:
            counts_ = RosterCounts(accepted=1)
            attended += [claim] if claim.attended else []
            rows.append(standing.taken({**row, "source_file": name}, claim.there))
        counts = counts.plus(counts_)
        fates[claim.place.sheet, claim.number] = next(k for k, n in counts_._asdict().items() if n)
        seen.append(claim._replace(found=found))
    problems = (
        *told(seen),
        *_of_rows("attendance-counted", attended),
        *_of_rows("session-days", joined),
    )
    return ReadRoster(frame(ATTENDANCES, rows), problems, counts, fates=fates)


def _of_rows(code: str, claims: Sequence[Claim]) -> Iterator[Problem]:
    """Tell of rows in one line for each sheet, with all of them."""
    for place, own in groupby(claims, key=lambda claim: claim.place):
        numbers = [f"{claim.number}行" for claim in own]
        yield Problem.of(code, place, count=len(numbers), where=cells_said(numbers))


def _roster(headers: Mapping[str, str]) -> Table:
    """Return the roster's table with the caller's headers among the synonyms."""
    columns = tuple(
        column.but(
            synonyms=(*column.synonyms, *(h for h in headers if headers[h] == column.header))
        )
        for column in ROSTER.columns
    )
    return ROSTER.but(columns=columns)
