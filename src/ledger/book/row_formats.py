"""How rows look in a workbook that is open in a program: their looks go with their row.

Colours and notes are a cell's own. Letters and number formats are looked at by columns; a new row
is shown as most rows of its column were.
"""

from collections import Counter
from collections.abc import Collection

from ledger.book.ports import CellLooks, RowStyles
from ledger.layout.addresses import letter, position
from ledger.layout.row_exchange import RowExchange


def moved_looks(looks: CellLooks, plan: RowExchange) -> CellLooks:
    """Return looks where their rows stand from now on; of a row that is gone none is left."""
    found = {}
    for address, look in looks.items():
        row, column = position(address)
        if now := plan.now(column, row + 1):
            found[f"{letter(column)}{now}"] = look
    return found


def moved_styles(styles: RowStyles, plan: RowExchange, texts: Collection[str]) -> RowStyles:
    """Return styles where their rows stand from now on.

    Args:
        styles: The styles of each column, from the table's first row to the last it ever has.
        plan: How its rows move.
        texts: Letters of columns whose number format is ours: texts.
    """
    found = {}
    for at, column in styles.items():
        (usual, _), *_ = Counter(column[old - plan.first] for old in plan.moved).most_common(1) or [
            (column[0], 1)
        ]
        wanted = [
            column[plan.stood[number] - plan.first] if number in plan.stood else usual
            for number in range(plan.first, plan.last + 1)
        ]
        found[at] = [one._replace(shown=None) for one in wanted] if at in texts else wanted
    return found
