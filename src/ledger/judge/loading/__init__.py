"""What becomes of the rows of a file that is loaded: pure rules, whichever table it is for."""

from ledger.judge.loading.by_key import by_key
from ledger.judge.loading.moves import SLOTS, moved
from ledger.judge.loading.row_outcomes import FileRow, Flaw, LoadOutcome, Mode, RowOutcome, outcome
from ledger.layout.columns import RowValues

__all__ = [
    "SLOTS",
    "FileRow",
    "Flaw",
    "LoadOutcome",
    "Mode",
    "RowOutcome",
    "RowValues",
    "by_key",
    "moved",
    "outcome",
]
