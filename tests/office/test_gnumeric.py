"""A second engine says the same: forms recalculated by Gnumeric, held against `judge`."""

from pathlib import Path

import pytest

from ledger.present.templates import template
from office.cases import case
from office.gnumeric import recalculated
from office.test_panel import FIRST_SEED, difference, expected, filled_in, panel
from sampling import batches

ALL, USUAL, BATCH = 300, 60, 30
FIRST = FIRST_SEED + 5_000
"""Other self-reports than LibreOffice is asked about."""


@pytest.mark.office
@pytest.mark.parametrize("numbers", batches(ALL, USUAL, BATCH))
def test_Gnumericで計算しても_判定と同じ(numbers: tuple[int, ...], tmp_path: Path) -> None:
    drawn = {f"form-{number}": case(FIRST + number) for number in numbers}
    issued = {name: filled_in(one) for name, one in drawn.items()}
    blank = template("self-report.xlsx")
    grids = recalculated(blank, issued, tmp_path)
    wrong = {
        name: difference(said, right)
        for name, one in drawn.items()
        if (said := panel(issued[name], grids[name])) != (right := expected(one))
    }
    assert not wrong
