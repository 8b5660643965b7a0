"""まとめて確認: what one cell decides for the people of the second block of a review workbook.

判定 stays an input. The effective 判定 is the person's own cell; else 確認, if the cell says はい,
a 確認日 is there, and the person stood in the second block, with this very content, when the
workbook was made. A row with a word of its own (理由, or a decision that was recorded and then
taken away) is never spoken for: nobody knows what was meant there. Reader, formulas, buttons and
commands ask here.
"""

from typing import NamedTuple

from ledger.layout.columns import Cell
from ledger.layout.review import YES
from ledger.model.terms import Decision


class PersonRow(NamedTuple):
    """What stands in a person's row of a review workbook; None and "" are blank.

    Attributes:
        decision: 判定.
        reason: 理由.
        recorded: 決定照合値.
        digest: The content that the row shows.
        vouched: The content with which the person stood in the second block; blank elsewhere.
    """

    decision: Cell = None
    reason: Cell = None
    recorded: Cell = None
    digest: Cell = None
    vouched: Cell = None


def is_spoken_for(row: PersonRow, answer: Cell) -> bool:
    """Whether まとめて確認 speaks for a person.

    Args:
        row: The person's row.
        answer: What stands in the cell まとめて確認.
    """
    own = not is_blank(row.decision) or not is_wordless(row.reason) or not is_blank(row.recorded)
    vouched = not is_blank(row.vouched) and row.vouched == row.digest
    return answer == YES and vouched and not own


def effective(row: PersonRow, answer: Cell, day: Cell) -> Cell:
    """Return the 判定 that holds for a person; None or "" if there is none.

    Args:
        row: The person's row.
        answer: What stands in the cell まとめて確認.
        day: The 確認日 that holds for the person: their own, else the common one.
    """
    if not is_spoken_for(row, answer):
        return row.decision
    return None if is_blank(day) else Decision.CONFIRM.value


def is_blank(value: Cell) -> bool:
    """Whether a cell holds nothing."""
    return value is None or value == ""


def is_wordless(value: Cell) -> bool:
    """Whether a cell holds nothing but blanks; Excel's TRIM takes the ASCII blank alone."""
    return is_blank(value) or (isinstance(value, str) and not value.strip(" "))
