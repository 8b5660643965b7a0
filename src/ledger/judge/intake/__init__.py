"""Intake: self-reports and confirmers' decisions into the ledger's facts and flow tables."""

from ledger.judge.intake.records import (
    Current,
    FileTally,
    FileUse,
    Intake,
    Outcome,
    RowCounts,
    RowFate,
)
from ledger.judge.intake.taking import take_in

__all__ = [
    "Current",
    "FileTally",
    "FileUse",
    "Intake",
    "Outcome",
    "RowCounts",
    "RowFate",
    "take_in",
]
