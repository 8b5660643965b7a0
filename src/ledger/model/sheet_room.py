"""How much room a sheet of Excel has, and when one is nearly full."""

from ledger.model.problems import Place, Problem, Refusal

LARGEST_ROW = 1_048_576
"""Rows of a sheet (Microsoft, Excel specifications and limits)."""
NEARLY_FULL = LARGEST_ROW * 8 // 10


def refuse_full(title: str, rows: int, file: str = "") -> None:
    """Refuse to write a table that leaves its sheet too little room.

    Args:
        title: The sheet.
        rows: Rows of the table.
        file: The workbook.

    Raises:
        Refusal: There are more than four fifths of a sheet's rows (`sheet-full`).
    """
    if rows > NEARLY_FULL:
        place = Place(file=file, sheet=title)
        raise Refusal(Problem.of("sheet-full", place, sheet=title, rows=rows, most=NEARLY_FULL))
