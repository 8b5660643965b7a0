"""A column of raw cells → typed values: equal cells are looked at once."""

from collections.abc import Hashable, Iterable, Sequence

from ledger.layout.columns import Cell, Column
from ledger.read.cells.cell import CellFinding, Raw, Typed, typed


def typed_column(
    column: Column, raws: Iterable[Raw]
) -> tuple[list[Cell], list[tuple[int, CellFinding]]]:
    """Turn a column of raw cells into values; equal cells are looked at once.

    Returns:
        The values, None where blank or not usable, and the findings by position.
    """
    cells = list(raws)
    keys = _keys(cells)
    seen: dict[Hashable, Typed] = {}
    for key, raw in zip(keys, cells, strict=True):
        if key not in seen:
            seen[key] = typed(column, raw)
    values = [seen[key].value for key in keys]
    found = {key: one.findings for key, one in seen.items() if one.findings}
    if not found:
        return values, []
    return values, [(at, one) for at, key in enumerate(keys) for one in found.get(key, ())]


def _keys(cells: Sequence[Raw]) -> Sequence[Hashable]:
    """Return what cells are told apart by: 1, 1.0 and TRUE are equal, and not one."""
    if len({*map(type, cells)} - {str}) > 1:
        return [(raw.__class__, raw) for raw in cells]
    return cells
