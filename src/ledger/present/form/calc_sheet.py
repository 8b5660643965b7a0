"""`_calc` as XML: some thousand formulas, each run of equal ones written once (shared formulas).

A formula is shared with the cells below it where moving it down by one row gives theirs, and only
where it leans on its own sheet; so the sheet is a tenth of its size and opens as fast.
"""

import re
from collections.abc import Callable
from functools import partial
from xml.sax.saxutils import escape

from ledger.layout.frames import letter
from ledger.layout.self_report import FORM_TABLES
from ledger.present.form import (
    calc_criteria,
    calc_facts,
    calc_periods,
    calc_sessions,
    calc_texts,
    checks,
)
from ledger.present.form.blocks import BLOCK_TOP, CALC, PERIOD_SETS, Block
from ledger.present.form.calc_facts import Formulas

_REFERENCE = re.compile(r"(?<![A-Za-z_$])(\$?[A-Z]{1,3})(\$?)(\d+)(?![\d(A-Za-z_])")
_ELSEWHERE = re.compile(r"!|\blist_|\bin_")


def sheet_data() -> bytes:
    """Return the `sheetData` element of `_calc`."""
    made = made_formulas()
    rows: dict[int, list[tuple[int, str]]] = {}
    shared = 0
    for name, block in CALC.items():
        _heads(rows, block)
        columns = made[name]()
        for offset, key in enumerate(block.keys):
            cells, shared = _column(block.column + offset, columns[key], shared)
            for index, cell in enumerate(cells):
                rows.setdefault(BLOCK_TOP + index, []).append((block.column + offset, cell))
    body = "".join(
        f'<row r="{number}">{"".join(cell for _, cell in sorted(rows[number]))}</row>'
        for number in sorted(rows)
    )
    return f"<sheetData>{body}</sheetData>".encode()


def made_formulas() -> dict[str, Callable[[], Formulas]]:
    """Return what makes the formulas of each block, by its name."""
    made: dict[str, Callable[[], Formulas]] = {
        "now": calc_facts.single_values,
        "folded": calc_texts.folded,
        **{name: partial(calc_texts.typed, name) for name in calc_texts.TYPED},
        "trained": calc_facts.trained,
        "qualified": calc_facts.qualified,
        "engaged": calc_facts.engaged,
        "away": calc_facts.away,
        "levels": partial(calc_facts.graded, "levels"),
        "ratings": partial(calc_facts.graded, "ratings"),
        "sessions": calc_sessions.sessions,
        "members": calc_sessions.members,
        "periods": calc_periods.periods,
        "counts": calc_periods.counts,
        "counted": calc_periods.counted,
        "criteria": calc_criteria.criteria,
        "steps": calc_criteria.steps,
        "verdicts": calc_criteria.verdicts,
        "mandatory": calc_criteria.mandatory,
    }
    for number in range(PERIOD_SETS):
        made[f"period_{number}"] = partial(calc_periods.stretches, number)
    for form in FORM_TABLES:
        made[f"rows_{form.table.key}"] = partial(checks.row_flags, form.table.key)
    return made


def _heads(rows: dict[int, list[tuple[int, str]]], block: Block) -> None:
    titles = [(BLOCK_TOP - 2, 0, block.name)]
    titles += [(BLOCK_TOP - 1, offset, key) for offset, key in enumerate(block.keys)]
    for row, offset, text in titles:
        column = block.column + offset
        address = f"{letter(column - 1)}{row}"
        cell = f'<c r="{address}" t="inlineStr"><is><t>{escape(text)}</t></is></c>'
        rows.setdefault(row, []).append((column, cell))


def _column(column: int, formulas: list[str], shared: int) -> tuple[list[str], int]:
    """Return the cells of one column, and the next free number of a shared formula."""
    cells: list[str] = []
    own = letter(column - 1)
    index = 0
    while index < len(formulas):
        last = _run(formulas, index)
        first = f"{own}{BLOCK_TOP + index}"
        text = escape(formulas[index])
        if last == index:
            cells.append(f'<c r="{first}"><f>{text}</f></c>')
        else:
            area = f"{first}:{own}{BLOCK_TOP + last}"
            cells.append(f'<c r="{first}"><f t="shared" ref="{area}" si="{shared}">{text}</f></c>')
            cells += [
                f'<c r="{own}{BLOCK_TOP + row}"><f t="shared" si="{shared}"/></c>'
                for row in range(index + 1, last + 1)
            ]
            shared += 1
        index = last + 1
    return cells, shared


def _run(formulas: list[str], first: int) -> int:
    """Return the last of the formulas that are the first one, moved down row by row."""
    if _ELSEWHERE.search(formulas[first]):
        return first
    last = first
    while last + 1 < len(formulas) and moved_down(formulas[last]) == formulas[last + 1]:
        last += 1
    return last


def moved_down(formula: str) -> str:
    """Return a formula as it reads one row below: fixed rows stay, the others go down."""
    return _REFERENCE.sub(
        lambda m: m[0] if m[2] else f"{m[1]}{int(m[3]) + 1}",
        formula,
    )
