"""The panel 次の一歩 on the form says what `judge` says, on every made-up self-report.

The form is issued, filled in and recalculated; Step, every criterion, months and days, and the
earliest day are held against `judge.steps.standings` by the facts as claimed.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import pytest

import builders
from ledger.judge.steps import standings
from ledger.layout.self_report import BY_KEY
from ledger.model.policy import Policy
from ledger.model.terms import CriterionKind, Phase
from ledger.model.verdicts import Lens, Outcome, Standing
from ledger.present.form.blocks import BLOCK_TOP, CALC, CALC_SHEET, RULES, UNKNOWN
from ledger.present.form.content import IssuedForm, prefill
from ledger.present.form.issue import fill
from ledger.present.form.template import template
from office.cases import Case, case
from office.harness import Grid, recalculated

PERIODS = (CriterionKind.LEAD_TIME, CriterionKind.DUTY_TIME)
EPOCH = dt.date(1899, 12, 30)
FIRST_SEED = 20_260_401


class Panel(NamedTuple):
    """What a recalculated form says, by verdict row and by (row, Step, 条件番号)."""

    verdicts: list[tuple[object, ...]]
    criteria: dict[tuple[int, int, int], tuple[object, ...]]


def filled_in(one: Case) -> IssuedForm:
    """Return the form as it comes back: issued from the ledger, claims typed below."""
    year_end = one.policy.settings.as_of
    form = prefill(one.policy, one.at_issue, builders.PERSON, year_end, Phase.CLOSING)
    rows = dict(form.rows)
    for table, typed in one.typed.items():
        keys = [column.key for column in BY_KEY[table].inputs]
        rows[table] = (*rows[table], *(tuple(cells.get(key) for key in keys) for cells in typed))
        assert len(rows[table]) <= BY_KEY[table].rows
    return replace(form, rows=rows, as_of=one.seen_on)


def panel(form: IssuedForm, grid: Grid) -> Panel:
    """Read the results out of `_calc`."""
    keys = ("step", "next", "earliest")
    verdicts = [_cells(grid, "verdicts", keys, i) for i in range(len(form.rules["verdicts"]))]
    criteria = {}
    places = [RULES["criteria"].keys.index(key) for key in ("row", "step", "number")]
    for index, row in enumerate(form.rules["criteria"]):
        number, step, criterion = (int(str(row[place])) for place in places)
        criteria[number, step, criterion] = _cells(
            grid, "criteria", ("met", "have", "need", "days", "earliest"), index
        )
    return Panel(verdicts, criteria)


def _cells(grid: Grid, name: str, keys: Sequence[str], index: int) -> tuple[object, ...]:
    block = CALC[name]
    row = grid[BLOCK_TOP - 1 + index]
    return tuple(row[block.column - 1 + block.keys.index(key)] for key in keys)


def expected(one: Case) -> Panel:
    """Return what `judge` says of the same facts on the same day."""
    found = standings(
        one.policy, one.with_claims, one.seen_on, Lens.CLAIMED, staff=(builders.PERSON,)
    )
    verdicts = [(s.step, s.next_step or 0, serial(s.earliest_on)) for s in found]
    criteria = {}
    for number, standing in enumerate(found, start=1):
        if not whole_of_tools(one.policy, standing):
            for outcome in standing.outcomes:
                key = (number, outcome.criterion.step, outcome.criterion.criterion_no)
                criteria[key] = _said(outcome)
    return Panel(list(verdicts), criteria)


def whole_of_tools(policy: Policy, standing: Standing) -> bool:
    """Whether a standing is the own row of a persona with tools: it repeats its leading tool."""
    return standing.tool_code is None and bool(policy.tools_of(standing.persona_code))


def _said(outcome: Outcome) -> tuple[object, ...]:
    days = outcome.days_left if outcome.criterion.kind in PERIODS else 0
    ahead = 0 if outcome.met else serial(outcome.earliest_on)
    return (int(outcome.met), outcome.have, outcome.needed, days, ahead)


def serial(day: dt.date | None) -> int:
    """Return a day as Excel's serial number; unknown as the form has it."""
    return (day - EPOCH).days if day else UNKNOWN


def cases(count: int) -> Iterator[Case]:
    """Draw the cases of a run: always the same ones."""
    return (case(FIRST_SEED + number) for number in range(count))


@pytest.mark.office
def test_panel_says_what_judge_says(forms: int, tmp_path: Path) -> None:
    drawn = {f"form-{one.seed}": one for one in cases(forms)}
    issued = {name: filled_in(one) for name, one in drawn.items()}
    blank = template()
    grids = recalculated(
        {name: fill(blank, form) for name, form in issued.items()}, CALC_SHEET, tmp_path
    )
    wrong = {}
    for name, one in drawn.items():
        said, right = panel(issued[name], grids[name]), expected(one)
        if said != right:
            wrong[name] = difference(said, right)
    near = sum(one.near for one in drawn.values())
    criteria = sum(len(expected(one).criteria) for one in drawn.values())
    print(f"{len(drawn)} forms, {near} near a boundary, {criteria} criteria, {len(wrong)} wrong")  # noqa: T201 - the numbers of the proof
    assert not wrong
    assert near >= 0.3 * len(drawn)


def difference(said: Panel, right: Panel) -> list[str]:
    """List where a form and `judge` differ."""
    rows = [
        f"row {number}: form {a}, judge {b}"
        for number, (a, b) in enumerate(zip(said.verdicts, right.verdicts, strict=False), start=1)
        if a != b
    ]
    keys = sorted({*said.criteria, *right.criteria})
    return rows + [
        f"criterion {key}: form {said.criteria.get(key)}, judge {right.criteria.get(key)}"
        for key in keys
        if said.criteria.get(key) != right.criteria.get(key)
    ]
