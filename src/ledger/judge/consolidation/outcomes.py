"""What taking in self-reports came to: each row's fate, each file's tally, the new tables."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple, Self, TypeAlias

import pandas as pd

from ledger.layout.columns import RowKey
from ledger.model.problems import Problem
from ledger.model.reports import ReportRow, SelfReport

ReportOf: TypeAlias = tuple[str, str]
"""`(staff_no, phase)`: one report of one person."""


class Fate(StrEnum):
    """What became of one row; exactly one of these."""

    ACCEPTED = "accepted"
    SUPERSEDED = "superseded"
    QUARANTINED = "quarantined"


class RowCounts(NamedTuple):
    """Rows read = accepted + superseded + quarantined, by construction (`of`)."""

    read: int = 0
    accepted: int = 0
    superseded: int = 0
    quarantined: int = 0

    @classmethod
    def of(cls, outcomes: Iterable[Fate]) -> Self:
        """Count the fates of rows, each once."""
        listed = list(outcomes)
        return cls(len(listed), *(listed.count(outcome) for outcome in Fate))

    @classmethod
    def total(cls, counts: Iterable[Self]) -> Self:
        """Add up counts."""
        return cls(*(sum(column) for column in zip(*[cls(), *counts], strict=True)))


class FileUse(StrEnum):
    """What became of a whole self-report."""

    USED = "used"
    SUPERSEDED = "superseded"
    DUPLICATE = "duplicate"
    QUARANTINED = "quarantined"


class RowFate(NamedTuple):
    """One row of a self-report and what became of it.

    Attributes:
        row: The row as read.
        outcome: What became of it.
        table: Key of the ledger's table that it belongs to.
        key: Its row key there; empty where it could not be made.
        rostered: It equals a completion on a roster (名簿一致).
    """

    row: ReportRow
    outcome: Fate
    table: str
    key: RowKey = ()
    rostered: bool = False


class FileTally(NamedTuple):
    """One self-report's part of the count."""

    file: str
    staff_no: str
    phase: str
    use: FileUse
    rows: RowCounts


class Current(NamedTuple):
    """The self-report of a person and phase that is in force in this run."""

    report: SelfReport
    fates: tuple[RowFate, ...]


@dataclass(frozen=True)
class Intake:
    """What a consolidation takes over from self-reports and reviews.

    Attributes:
        tables: The new frames of those fact and flow tables that change.
        problems: What was found, in the order of people, files and rows.
        files: The tally of each self-report that was handed in.
        current: The report in force by `(staff_no, phase)`, where one was handed in.
        states: People by 状態 in the phase under way, in the words of `ReportState`.
    """

    tables: Mapping[str, pd.DataFrame]
    problems: tuple[Problem, ...]
    files: tuple[FileTally, ...]
    current: Mapping[ReportOf, Current]
    states: Mapping[str, int]

    @property
    def rows(self) -> RowCounts:
        """All files' rows together."""
        return RowCounts.total(tally.rows for tally in self.files)

    @property
    def duplicate_files(self) -> int:
        """Files whose content equals another one's."""
        return sum(tally.use is FileUse.DUPLICATE for tally in self.files)

    @property
    def quarantined_files(self) -> int:
        """Files that could not be used as a whole."""
        return sum(tally.use is FileUse.QUARANTINED for tally in self.files)

    @property
    def people(self) -> int:
        """People whose report is in force in this run."""
        return len({staff_no for staff_no, _ in self.current})
