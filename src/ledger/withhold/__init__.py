"""What report, extract and publication must not show, decided in one place (少人数の秘匿).

Whatever they show of one run is one set of facts. Counts that are protected are withheld, and more
is withheld until nothing that is hidden can be narrowed further than ruled: each hidden count keeps
at least three whole values, or all that its own marker leaves. That is proved when it is decided,
by an example for each of the values.
"""

from ledger.model.withheld_words import LEFT_OUT, WITHHELD, small
from ledger.withhold.counts import Mark, Quantity
from ledger.withhold.veil import WHY_LEFT_OUT, Veil, veil_of

__all__ = [
    "LEFT_OUT",
    "WHY_LEFT_OUT",
    "WITHHELD",
    "Mark",
    "Quantity",
    "Veil",
    "small",
    "veil_of",
]
