"""A column of raw cells → typed values: equal cells are looked at once."""

from collections.abc import Iterable, Sequence

from ledger.layout.columns import Cell, Column
from ledger.read.cells import CellFinding, Raw, Typed, typed


def typed_column(
    column: Column, raws: Iterable[Raw]
) -> tuple[list[Cell], list[tuple[int, CellFinding]]]:
    """Turn a column of raw cells into values; equal cells are looked at once.

    Returns:
        The values, None where blank or not usable, and the findings by position.
    """
    cells = list(raws)
    if len({*map(type, cells)} - {str}) > 1:
        return _typed_apart(column, cells)
    seen = {raw: typed(column, raw) for raw in dict.fromkeys(cells)}
    found = {raw: one.findings for raw, one in seen.items() if one.findings}
    values = [seen[raw].value for raw in cells]
    if not found:
        return values, []
    return values, [(at, one) for at, raw in enumerate(cells) for one in found.get(raw, ())]


def _typed_apart(
    column: Column, raws: Sequence[Raw]
) -> tuple[list[Cell], list[tuple[int, CellFinding]]]:
    """Do the same where equal cells may be of several types: 1, 1.0 and TRUE are not one."""
    seen: dict[tuple[type, Raw], Typed] = {}
    values: list[Cell] = []
    findings: list[tuple[int, CellFinding]] = []
    for position, raw in enumerate(raws):
        key = (raw.__class__, raw)
        result = seen.get(key)
        if result is None:
            result = seen[key] = typed(column, raw)
        values.append(result.value)
        if result.findings:
            findings.extend((position, finding) for finding in result.findings)
    return values, findings
