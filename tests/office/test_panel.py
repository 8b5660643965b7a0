"""The panel 次の一歩 on the form says what `judge` says, on every made-up self-report.

The form is issued, filled in and recalculated; Step, every criterion, months and days, and the
earliest day are held against `judge.steps.standings` by the facts as claimed.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import pytest

import builders
from ledger.form.blocks import CALC_SHEET, RULES, UNKNOWN
from ledger.form.content import IssuedForm, prefill
from ledger.form.issue import fill
from ledger.form.template import template
from ledger.judge.steps import standings
from ledger.judge.verdicts import verdicts
from ledger.layout.self_report import BY_KEY
from ledger.model.policy import Policy
from ledger.model.terms import CriterionKind, LeadMode, Phase
from ledger.model.verdicts import Lens, Outcome, Standing
from office.blocks import value
from office.cases import Case, case
from office.harness import Grid, recalculated
from sampling import batches, keep

STEP_COLUMNS = [column.key for column in BY_KEY["my_steps"].inputs]
PERIODS = (CriterionKind.LEAD_TIME, CriterionKind.DUTY_TIME)
EPOCH = dt.date(1899, 12, 30)
FIRST_SEED = 20_260_401
ALL = 1_000
USUAL = 50
"""How many self-reports are held against `judge`: by `make proof`, and by a usual run."""
LOOKED_AT = 120
"""Of how many it is asked which rules they meet."""
BATCH = 50
"""Self-reports per LibreOffice process: its start does not matter then, and it stays small."""


class Panel(NamedTuple):
    """What a recalculated form says, by verdict row and by (row, Step, 条件番号).

    Attributes:
        verdicts: Step, next Step (0 if none) and earliest day of each row.
        criteria: Met, 現在, 必要, days left and earliest day of each criterion.
        unclaimed: For each row, whether 入力チェック objects to its 自分の判定.
        mandatory: For each row, how many 必須研修 are not completed, and which.
    """

    verdicts: list[tuple[object, ...]]
    criteria: dict[tuple[int, int, int], tuple[object, ...]]
    unclaimed: list[bool]
    mandatory: list[tuple[int, str]]


def filled_in(one: Case) -> IssuedForm:
    """Return the form as it comes back: issued from the ledger, claims typed below."""
    year_end = one.policy.settings.as_of
    form = prefill(one.policy, one.at_issue, builders.PERSON, year_end, Phase.CLOSING)
    rows = dict(form.rows)
    for table, typed in one.typed.items():
        keys = [column.key for column in BY_KEY[table].inputs]
        rows[table] = (*rows[table], *(tuple(cells.get(key) for key in keys) for cells in typed))
        assert len(rows[table]) <= BY_KEY[table].rows
    claims = zip(rows["my_steps"], one.claimed_steps, strict=False)
    place = STEP_COLUMNS.index("own_step")
    rows["my_steps"] = tuple((*row[:place], own, *row[place + 1 :]) for row, own in claims)
    return replace(form, rows=rows, as_of=one.seen_on)


def panel(form: IssuedForm, grid: Grid) -> Panel:
    """Read the results out of `_calc`."""
    keys = ("step", "next", "earliest")
    shown = [_cells(grid, "verdicts", keys, i) for i in range(len(form.rules["verdicts"]))]
    criteria = {}
    places = [RULES["criteria"].keys.index(key) for key in ("row", "step", "number")]
    for index, row in enumerate(form.rules["criteria"]):
        number, step, criterion = (int(str(row[place])) for place in places)
        criteria[number, step, criterion] = _cells(
            grid, "criteria", ("met", "have", "need", "days", "earliest"), index
        )
    flags = [_cells(grid, "rows_my_steps", ("need",), i) for i in range(len(shown))]
    left = [_cells(grid, "verdicts", ("open", "names"), i) for i in range(len(shown))]
    return Panel(
        shown,
        criteria,
        [flag == (1,) for flag in flags],
        [(int(float(str(count))), str(names)) for count, names in left],
    )


def _cells(grid: Grid, name: str, keys: Sequence[str], index: int) -> tuple[object, ...]:
    return tuple(value(grid, name, key, index) for key in keys)


def expected(one: Case) -> Panel:
    """Return what `judge` says of the same facts on the same day."""
    found = standings(
        one.policy, one.with_claims, one.seen_on, Lens.CLAIMED, staff=(builders.PERSON,)
    )
    steps = [(s.step, s.next_step or 0, serial(s.earliest_on)) for s in found]
    criteria = {}
    for number, standing in enumerate(found, start=1):
        if not whole_of_tools(one.policy, standing):
            for outcome in standing.outcomes:
                key = (number, outcome.criterion.step, outcome.criterion.criterion_no)
                criteria[key] = _said(outcome)
    offered = {0} | {step.step for s in found for step in one.policy.steps_of(s.persona_code)}
    claimed = one.claimed_steps[: len(steps)]
    unclaimed = [own is not None and own not in offered for own in claimed]
    left = mandatory_left(one)
    mandatory = [left.get((s.persona_code, s.tool_code), (0, "")) for s in found]
    return Panel(list(steps), criteria, unclaimed, mandatory)


def mandatory_left(one: Case) -> dict[tuple[str, str | None], tuple[int, str]]:
    """Return 必須未了 of `verdicts` if the supervisor confirms all that is claimed."""
    confirmed = {
        key: data.assign(confirmed="済") if "confirmed" in data else data
        for key, data in one.with_claims.items()
    }
    rows = verdicts(one.policy, confirmed, one.seen_on)
    left: dict[tuple[str, str | None], tuple[int, str]] = {}
    for row in rows[rows["mandatory_left"].notna()].to_dict("records"):
        names = [entry.partition(" ")[2] for entry in row["mandatory_left"].split("、")]
        left[row["persona_code"], None] = (len(names), "、".join(names))
    return left


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


@pytest.mark.office
@pytest.mark.parametrize("numbers", batches(ALL, USUAL, BATCH))
def test_panel_says_what_judge_says(numbers: tuple[int, ...], tmp_path: Path) -> None:
    drawn = {f"form-{number}": case(FIRST_SEED + number) for number in numbers}
    issued = {name: filled_in(one) for name, one in drawn.items()}
    blank = template()
    grids = recalculated(
        {name: fill(blank, form) for name, form in issued.items()}, CALC_SHEET, tmp_path / "work"
    )
    wrong = {}
    for name, one in drawn.items():
        said, right = panel(issued[name], grids[name]), expected(one)
        if said != right:
            wrong[name] = difference(said, right)
    keep("forms recalculated, held against judge", forms=len(drawn), differences=len(wrong))
    assert not wrong


def test_cases_meet_every_kind_of_rule_and_its_boundaries() -> None:
    drawn = [case(FIRST_SEED + number) for number in range(LOOKED_AT)]
    settings = [one.policy.settings for one in drawn]
    assert sum(one.near for one in drawn) >= LOOKED_AT / 2
    for share in (
        [s.lead_mode is LeadMode.CONTINUOUS for s in settings],
        [s.day_carry != 30 for s in settings],
        [not s.cumulative_steps for s in settings],
        [not s.colead_counts for s in settings],
        [not s.leave_stops_clock for s in settings],
        [not one.at_issue["leaves"].empty for one in drawn],
        [one.at_issue["criteria"]["tool_code"].notna().any() for one in drawn],
        [one.at_issue["criteria"]["any_of"].notna().any() for one in drawn],
        [not one.at_issue["training_groups"].empty for one in drawn],
        [one.at_issue["trainings"]["valid_months"].notna().any() for one in drawn],
        [bool(one.typed.get("my_attendances")) for one in drawn],
        [bool(one.typed.get("my_engagements")) for one in drawn],
        [any(one.claimed_steps) for one in drawn],
        [any(count for count, _ in expected(one).mandatory) for one in drawn],
        [(one.at_issue["skills"]["active"] == "×").any() for one in drawn],
    ):
        assert sum(share) >= LOOKED_AT / 10
    kinds = {kind for one in drawn for kind in one.at_issue["criteria"]["kind"]}
    assert kinds == {kind.value for kind in CriterionKind}


def difference(said: Panel, right: Panel) -> list[str]:
    """List where a form and `judge` differ."""
    rows = [
        f"row {number}: form {a}, judge {b}"
        for number, (a, b) in enumerate(zip(said.verdicts, right.verdicts, strict=False), start=1)
        if a != b
    ]
    if said.mandatory != right.mandatory:
        rows.append(f"必須未了: form {said.mandatory}, judge {right.mandatory}")
    if said.unclaimed != right.unclaimed:
        rows.append(f"自己判定 missing: form {said.unclaimed}, right {right.unclaimed}")
    keys = sorted({*said.criteria, *right.criteria})
    return rows + [
        f"criterion {key}: form {said.criteria.get(key)}, judge {right.criteria.get(key)}"
        for key in keys
        if said.criteria.get(key) != right.criteria.get(key)
    ]
