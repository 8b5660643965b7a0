"""Intake: self-reports and confirmers' decisions into the ledger's facts and flow tables."""

from ledger.judge.consolidation.consolidate import take_in
from ledger.judge.consolidation.outcomes import (
    Current,
    Fate,
    FileTally,
    FileUse,
    Intake,
    RowCounts,
    RowFate,
)

__all__ = [
    "Current",
    "Fate",
    "FileTally",
    "FileUse",
    "Intake",
    "RowCounts",
    "RowFate",
    "take_in",
]
