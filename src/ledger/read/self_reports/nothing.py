"""What a person says there is none of this year (`my_none`): a ○ beside each block."""

from typing import NamedTuple

from ledger.layout.self_report import MY_NONE, NONE_BLOCKS
from ledger.model.problems import Problem
from ledger.read.cells.cell import typed
from ledger.read.grids import FoundGrid
from ledger.read.self_reports.rows import DigestRow
from ledger.read.table_grid import find_columns, is_filled

_TABLES = tuple(NONE_BLOCKS)


class ReadNone(NamedTuple):
    """The rows with a mark, as the digest sees them: number, table, mark; and what is wrong."""

    rows: tuple[DigestRow, ...] = ()
    problems: tuple[Problem, ...] = ()


def read_none(found: FoundGrid | None) -> ReadNone:
    """Read the marks; the rows have a fixed order.

    Args:
        found: The grid of `my_none`; None where there is none.
    """
    if found is None:
        return ReadNone()
    grid = found.grid
    columns = find_columns(MY_NONE, grid.headers, grid.place)
    at, column = columns.positions.get("none"), MY_NONE.column("none")
    if at is None:
        return ReadNone(problems=columns.problems)
    rows: list[DigestRow] = []
    problems: list[Problem] = [*found.problems, *columns.problems]
    for index, raws in enumerate(grid.rows[: len(_TABLES)]):
        if is_filled(raws[at]):
            mark = typed(column, raws[at])
            rows.append([index + 1, _TABLES[index], mark.value if mark.usable else f"?{raws[at]}"])
            problems += [finding.at(grid.at(at, index), column) for finding in mark.findings]
    return ReadNone(tuple(rows), tuple(problems))
