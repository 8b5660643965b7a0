"""What becomes of the rows of a file that is loaded: pure rules, whichever table it is for."""

from ledger.judge.loading.by_key import by_key
from ledger.judge.loading.moves import SLOTS, moved
from ledger.judge.loading.steps import Flaw, Line, Mode, Outcome, Row, Step, outcome

__all__ = [
    "SLOTS",
    "Flaw",
    "Line",
    "Mode",
    "Outcome",
    "Row",
    "Step",
    "by_key",
    "moved",
    "outcome",
]
