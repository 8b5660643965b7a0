"""異動案 as moves that can be tried out, and what is wrong with the rows that cannot."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import pandas as pd

from ledger.judge.consistency_places import place
from ledger.judge.holders import in_post
from ledger.judge.organisation import Organisation, organisation_of
from ledger.judge.population import main_sections
from ledger.layout.columns import RowValues
from ledger.layout.frames import Tables, records
from ledger.layout.plan_tables import TRANSFERS
from ledger.model.calendar import wareki, year_end
from ledger.model.problems import Place, Problem
from ledger.model.settings import Settings
from ledger.model.unknown_words import code_remedy, staff_remedy


class TransferMove(NamedTuple):
    """One move of the 内示.

    Attributes:
        staff_no: Who moves.
        to_section: The section of the new 主務, 統合先 followed.
        on: 発令日: the first day there.
    """

    staff_no: str
    to_section: str
    on: dt.date


class TransferRows(NamedTuple):
    """異動案 as it was read.

    Attributes:
        moves: What is tried out, in the order of the sheet.
        problems: Rows that are not, and what to do about them.
        rows: How many rows there are.
    """

    moves: tuple[TransferMove, ...]
    problems: tuple[Problem, ...]
    rows: int


def transfer_rows(settings: Settings, tables: Tables, today: dt.date) -> TransferRows:
    """Read 異動案.

    A 発令日 may lie from today on to the end of the year after the ledger's. Rows of one person
    that differ are none of them tried out; equal ones are one.

    Args:
        settings: 設定.
        tables: The ledger's tables; the index of `transfers` is the sheet row.
        today: The day from which on a move is still ahead.
    """
    reader = _MoveReader(settings, tables, today)
    data = tables["transfers"]
    moves: dict[str, TransferMove] = {}
    problems: list[Problem] = []
    for number, row in zip(data.index, records(TRANSFERS, data), strict=True):
        found, move = reader.read(int(number), row)
        problems += found
        if move is not None and move.staff_no in moves:
            problems.append(reader.repeated(int(number), move))
        elif move is not None:
            moves[move.staff_no] = move
    return TransferRows(tuple(moves.values()), tuple(problems), len(data))


class _MoveReader:
    """Looks at the rows, one after the other."""

    def __init__(self, settings: Settings, tables: Tables, today: dt.date) -> None:
        self._tables = tables
        self._first, self._last = today, year_end(settings.fiscal_year + 1)
        self._organisation: Organisation = organisation_of(tables)
        self._names = staff_names(tables)
        self._split = _split(tables["transfers"])

    def read(self, number: int, row: RowValues) -> tuple[list[Problem], TransferMove | None]:
        """Return what is wrong with a row, or what it moves."""
        staff_no, to, on = row["staff_no"], row["to_section"], row["effective_on"]
        if not isinstance(staff_no, str) or not isinstance(to, str) or not isinstance(on, dt.date):
            return [], None
        unknown = list(self._unknown(number, staff_no, to))
        section = self._organisation.final(to)
        if unknown or section is None:
            return unknown, None
        move = TransferMove(staff_no, section.code, on)
        stopped = self._stopped(number, move)
        if stopped is not None:
            return [stopped], None
        return list(self._told(number, move)), move

    def _unknown(self, number: int, staff_no: str, to: str) -> Iterator[Problem]:
        if staff_no not in self._names:
            yield self._unknown_code(number, "staff_no", staff_no, "職員", staff_remedy())
        if self._organisation.final(to) is None:
            yield self._unknown_code(number, "to_section", to, "所属", code_remedy("所属", to))

    def _unknown_code(self, number: int, key: str, value: str, title: str, remedy: str) -> Problem:
        header = TRANSFERS.column(key).header
        gaps = {"header": header, "value": value, "table": title, "remedy": remedy}
        return Problem.of("unknown-code", self._at(number, key), **gaps)

    def _stopped(self, number: int, move: TransferMove) -> Problem | None:
        """Return why a row of a known person cannot be tried out."""
        who, day = self._named(move.staff_no), wareki(move.on)
        if move.staff_no in self._split:
            return Problem.of("transfer-twice", self._at(number, "staff_no"), who=who)
        if not self._first <= move.on <= self._last:
            span = {"first": wareki(self._first), "last": wareki(self._last)}
            at = self._at(number, "effective_on")
            return Problem.of("transfer-day", at, who=who, day=day, **span)
        if move.staff_no not in in_post(self._tables, move.on):
            at, why = self._at(number, "staff_no"), self._why_absent(move)
            return Problem.of("transfer-absent", at, who=who, day=day, why=why)
        return None

    def _told(self, number: int, move: TransferMove) -> Iterator[Problem]:
        """Tell of a row that moves nobody."""
        if main_sections(self._tables, move.on).get(move.staff_no) == move.to_section:
            gaps = {"who": self._named(move.staff_no), "day": wareki(move.on)}
            name = self._organisation.sections[move.to_section].name
            yield Problem.of("transfer-same", self._at(number, "to_section"), section=name, **gaps)

    def repeated(self, number: int, move: TransferMove) -> Problem:
        """Say that a row repeats an earlier one."""
        at = self._at(number, "staff_no")
        return Problem.of("transfer-repeated", at, who=self._named(move.staff_no))

    def _why_absent(self, move: TransferMove) -> str:
        staff = self._tables["staff"]
        own = staff[staff["staff_no"] == move.staff_no].iloc[0]
        if pd.notna(own["retired_on"]) and own["retired_on"].date() < move.on:
            return f"退職日 {wareki(own['retired_on'].date())}"
        if pd.notna(own["hired_on"]):
            return f"採用日 {wareki(own['hired_on'].date())}"
        return "採用日が空欄"

    def _named(self, staff_no: str) -> str:
        return f"{staff_no} {self._names[staff_no]}".strip()

    def _at(self, number: int, key: str) -> Place:
        return place(TRANSFERS, self._tables["transfers"], key, number)


def staff_names(tables: Tables) -> Mapping[str, str]:
    """Return everybody's name by 職員番号, "" where there is none."""
    staff = tables["staff"].dropna(subset=["staff_no"])
    return dict(zip(staff["staff_no"], staff["staff_name"].fillna(""), strict=True))


def _split(data: pd.DataFrame) -> frozenset[str]:
    """Return who stands in rows that differ."""
    distinct = data.drop_duplicates(["staff_no", "to_section", "effective_on"])
    counts = distinct["staff_no"].value_counts()
    return frozenset(counts.index[counts > 1])


def days_of(moves: Sequence[TransferMove]) -> tuple[dt.date, ...]:
    """Return the 発令日 of some moves, earliest first."""
    return tuple(sorted({move.on for move in moves}))
