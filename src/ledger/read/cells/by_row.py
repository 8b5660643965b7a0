"""A column whose kind another column of the row decides: 値 of 設定.

What cannot be read is told with the row's own name; who uses the value refuses it by name.
"""

from collections.abc import Sequence

from ledger.layout.columns import ByRow, Cell, Column, Kind
from ledger.layout.setting_columns import UNREADABLE
from ledger.model.folding import folded_code
from ledger.read.cells.cell import CellFinding, Raw, spoken, typed

_AS_WRITTEN = frozenset({Kind.TEXT, Kind.CODE})


def typed_by_row(
    column: Column, others: Sequence[Raw], raws: Sequence[Raw]
) -> tuple[list[Cell], list[tuple[int, CellFinding]]]:
    """Turn cells into texts, each by the kind that its row names.

    Args:
        column: The column, with `by_row`.
        others: What stands in the column that decides.
        raws: The cells.

    Returns:
        Texts, None where blank: days as ISO, numbers plain. A day, a number or a choice that
        cannot be read stays as it was written, behind `UNREADABLE`, with its error: it never
        counts as blank.
    """
    values: list[Cell] = []
    findings: list[tuple[int, CellFinding]] = []
    for position, (other, raw) in enumerate(zip(others, raws, strict=True)):
        own = _own(column, column.by_row, other)
        read = typed(own, raw)
        gaps = {"header": own.header}
        findings += [(position, CellFinding(f.code, gaps | dict(f.gaps))) for f in read.findings]
        kept = not read.usable and own.kind not in _AS_WRITTEN
        value = None if read.value is None else str(read.value)
        values.append(f"{UNREADABLE}{spoken(raw)}" if kept else value)
    return values, findings


def _own(column: Column, by_row: ByRow | None, other: Raw) -> Column:
    key = folded_code(str(other or ""))
    return by_row.columns.get(key, column) if by_row else column
