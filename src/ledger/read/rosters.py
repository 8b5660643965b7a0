"""Attendance rosters (名簿): who completed which training when, as the organiser writes it.

A roster has no 出所 column: its rows become attendances of 出所 名簿, 確認 済. The training may be
a code, a name or an alias; other headers are read by declared synonyms or the caller's mapping.
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

import pandas as pd

from ledger.layout.columns import Cell, Group, Table, code, text
from ledger.layout.fact_tables import ATTENDANCES, SESSION_NO
from ledger.layout.frames import LETTERS, Tables, frame, records
from ledger.layout.shared import EVIDENCE, STAFF_NO, TRAINING
from ledger.model.policy import Policy
from ledger.model.problems import Place, Problem
from ledger.model.terms import Confirmation, Source
from ledger.read.cells import Finding
from ledger.read.codes import Codes, Lookup
from ledger.read.csv_tables import csv_grid
from ledger.read.frames import Grid, ReadTable, header_key, read_table
from ledger.read.grids import open_book
from ledger.read.roster_standing import Standing, key_of
from ledger.read.staff_numbers import StaffNumbers

ROSTER = Table(
    key="roster",
    title="名簿",
    group=Group.FACTS,
    columns=(
        STAFF_NO.but(
            synonyms=(
                *STAFF_NO.synonyms,
                "職員ID",
                "受講者番号",
                "受講者職員番号",
                "職員番号(受講者)",
            )
        ),
        code(
            "training_code",
            "研修コード",
            refers=TRAINING.refers,
            synonyms=(*TRAINING.synonyms, "研修ID", "コースコード", "科目コード"),
        ),
        text(
            "training_name",
            "研修名",
            refers=TRAINING.refers,
            synonyms=("研修", "研修名称", "講座名", "講座", "コース名", "科目名"),
        ),
        ATTENDANCES.column("completed_on").but(
            synonyms=("受講日", "完了日", "修了年月日", "受講年月日", "受講修了日")
        ),
        SESSION_NO.but(synonyms=("開催回", "実施回番号", "回番号")),
        EVIDENCE,
    ),
)

_PACKAGES = (b"PK", b"\xd0\xcf\x11\xe0")
"""First bytes of a workbook; anything else is taken for CSV."""
_SOURCE_HEADER = header_key(ATTENDANCES.column("source").header)


class Counts(NamedTuple):
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

    def plus(self, other: "Counts") -> "Counts":
        """Return both together."""
        return Counts(*(one + two for one, two in zip(self, other, strict=True)))


class ReadRoster(NamedTuple):
    """A roster as it was read.

    Attributes:
        rows: The accepted rows, as a frame of `attendances`.
        problems: What was found.
        counts: What became of the rows of the file.
        said: Who, which training and when, as the file has it, of the rows with problems: by sheet
            and row number; None where that could not be read.
    """

    rows: pd.DataFrame
    problems: tuple[Problem, ...]
    counts: Counts
    said: Mapping[tuple[str, int], tuple[Cell, ...]] = MappingProxyType({})


class _Masters(NamedTuple):
    """What a roster's rows are looked up in."""

    staff: StaffNumbers
    codes: Codes


def is_roster(data: bytes, name: str) -> bool:
    """Whether a file of attendances is an organiser's roster: it has no 出所 column."""
    grids, _ = _grids(data, name, ROSTER)
    return not any(_SOURCE_HEADER in map(header_key, grid.headers) for grid in grids)


def read_roster(
    policy: Policy,
    tables: Tables,
    data: bytes,
    name: str,
    headers: Mapping[str, str] = MappingProxyType({}),
) -> ReadRoster:
    """Read a roster into rows of `attendances`.

    Args:
        policy: Its trainings, their names and aliases.
        tables: The ledger's tables; `staff`, `sessions` and `attendances` are looked up.
        data: A CSV or an Excel workbook; in a workbook every sheet with a roster's headers is read.
        name: The file's name; it becomes 元ファイル.
        headers: Our header by the roster's own, where a synonym is not declared.

    Returns:
        The attendances, the problems and the counts. Set aside, each with an error: rows of
        unknown people, of unknown trainings, and rows without a certain 修了日. A row that repeats
        an earlier one is superseded with the notice `row-repeated`; one that says what stands in
        the ledger already, without a word.
    """
    roster = _roster(headers)
    grids, found = _grids(data, name, roster)
    uneven = sum(problem.code == "csv-columns" for problem in found)
    problems, counts = list(found), Counts(quarantined=uneven)
    masters = _Masters(StaffNumbers.of(tables["staff"]), _codes(policy, tables))
    standing = Standing(tables["attendances"])
    rows: list[dict[str, Cell]] = []
    said: dict[tuple[str, int], tuple[Cell, ...]] = {}
    for grid in grids:
        read = read_table(roster, grid)
        problems += [problem for problem in read.problems if problem.code != "header-absent"]
        counts = counts.plus(Counts(quarantined=len(read.left_out)))
        taken = _attendances(read, grid.place, masters, standing, name)
        rows += taken.rows
        problems += taken.problems
        counts = counts.plus(taken.counts)
        said |= _said(read, grid.place, problems)
    return ReadRoster(frame(ATTENDANCES, rows), tuple(problems), counts, said)


def _said(
    read: ReadTable, place: Place, problems: Sequence[Problem]
) -> dict[tuple[str, int], tuple[Cell, ...]]:
    """Return who, what and when of a sheet's rows that have problems."""
    told = {p.place.row for p in problems if p.place.sheet == place.sheet}
    if read.whole is None or not told:
        return {}
    rows = zip(read.whole.index, records(ROSTER, read.whole), strict=True)
    return {
        (place.sheet, int(number)): (
            row["staff_no"],
            row["training_code"] or row["training_name"],
            row["completed_on"],
        )
        for number, row in rows
        if number in told
    }


def _codes(policy: Policy, tables: Tables) -> Codes:
    sessions = [(str(no), str(no)) for no in tables["sessions"]["session_no"].dropna()]
    return Codes({**Codes.of(policy).lookups, "sessions": Lookup.of("開催回", sessions)})


class _Taken(NamedTuple):
    """What one sheet gave."""

    rows: list[dict[str, Cell]]
    problems: list[Problem]
    counts: Counts


def _attendances(
    read: ReadTable, place: Place, masters: _Masters, standing: Standing, name: str
) -> _Taken:
    """Turn a sheet's rows into attendances; `standing` gets to know the accepted ones."""
    letters = read.data.attrs.get(LETTERS, {})
    rows: list[dict[str, Cell]] = []
    problems: list[Problem] = []
    counts = Counts()
    for number, raw in zip(read.data.index, records(ROSTER, read.data), strict=True):
        row, findings = _attendance(raw, masters)
        if None in key_of(row):
            counts = counts.plus(Counts(quarantined=1))
        elif (first := standing.repeated(row)) is not None:
            counts = counts.plus(Counts(superseded=1))
            if first:
                findings.append(("staff_no", Finding("row-repeated", {"first": first})))
        else:
            counts = counts.plus(Counts(accepted=1))
            there = f"{place.sheet} {number}行".strip()
            rows.append(standing.taken(row | {"source_file": name}, there))
        for key_, finding in findings:
            cell = place.model_copy(update={"cell": f"{letters.get(key_, '')}{number}"})
            problems.append(finding.at(cell, ROSTER.column(key_)))
    return _Taken(rows, problems, counts)


def _attendance(
    raw: Mapping[str, Cell], masters: _Masters
) -> tuple[dict[str, Cell], list[tuple[str, Finding]]]:
    """Return a row of `attendances`, and what was found by column of the roster."""
    findings: list[tuple[str, Finding]] = []
    staff = masters.staff.resolve(str(raw["staff_no"]))
    if staff.finding:
        findings.append(("staff_no", staff.finding))
    training, found = _training(raw, masters.codes)
    session = masters.codes.resolve(SESSION_NO, raw["session_no"])
    findings += [*found, *(("session_no", finding) for finding in session.findings)]
    row = {
        "staff_no": staff.staff_no,
        "training_code": training,
        "completed_on": raw["completed_on"],
        "session_no": session.value,
        "source": Source.ROSTER.value,
        "evidence": raw["evidence"],
        "confirmed": Confirmation.CONFIRMED.value,
    }
    return row, findings


def _training(raw: Mapping[str, Cell], codes: Codes) -> tuple[Cell, list[tuple[str, Finding]]]:
    """Find the training: by its code, else by its name; code and name must not disagree."""
    by_code = codes.resolve(TRAINING, raw["training_code"])
    by_name = codes.resolve(TRAINING, raw["training_name"])
    if raw["training_code"] is None and raw["training_name"] is None:
        return None, [("training_code", Finding("value-missing"))]
    if raw["training_code"] is None:
        return by_name.value, [("training_name", finding) for finding in by_name.findings]
    if by_code.value and by_name.value and by_code.value != by_name.value:
        gaps = {"by_code": by_code.value, "by_name": by_name.value}
        return None, [("training_name", Finding("training-differs", gaps))]
    return by_code.value, [("training_code", finding) for finding in by_code.findings]


def _grids(data: bytes, name: str, roster: Table) -> tuple[list[Grid], tuple[Problem, ...]]:
    """Return the grids that have a roster's headers."""
    place = Place(file=name)
    if not data.startswith(_PACKAGES):
        grid, problems = csv_grid(roster, data, place)
        return [grid] if grid else [], problems
    book, problems = open_book(data, name)
    grids = book.grids_like(roster) if book else []
    if not grids and not problems:
        problems = (Problem.of("table-missing", place, table=roster.title),)
    return grids, problems


def _roster(headers: Mapping[str, str]) -> Table:
    """Return the roster's table with the caller's headers among the synonyms."""
    columns = tuple(
        column.but(
            synonyms=(*column.synonyms, *(h for h in headers if headers[h] == column.header))
        )
        for column in ROSTER.columns
    )
    return ROSTER.model_copy(update={"columns": columns})
