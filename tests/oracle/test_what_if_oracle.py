"""試算 of drawn municipalities, held against the slow reading of both: 0 differences."""

import re

import pytest

from ledger.judge.trials.changes import PolicyTrial, TrialChange
from ledger.judge.trials.completions_tried import with_completions
from ledger.judge.trials.moved import RowOf
from ledger.judge.trials.tried import tried
from ledger.layout.policy import policy_of
from ledger.measure.policy_trial import PolicyTrialResult, TrialSide
from ledger.model.calendar import fiscal_year_of
from ledger.model.terms import TrialKind
from oracle.columns import kpi_rows
from oracle.generate import generate
from oracle.goals import Kpi
from oracle.steps import Key
from oracle.what_if import City, Twice, Wish, lived_in, twice, wishes
from sampling import cases, keep

CITIES, USUAL = 36, 2
"""Drawn municipalities: all in `make proof`, some of them in a usual run."""
PEOPLE = 24
TURNED = re.compile(r"条件(\d+-\d+) .*: 満たしてい(ます|ません)\(.*\) → 満たしてい(ます|ません)\(")
KINDS = {"変える": TrialKind.CHANGE, "足す": TrialKind.ADD, "外す": TrialKind.REMOVE}


@pytest.mark.parametrize("number", cases(CITIES, USUAL))
def test_試算は_表を書き換えてゆっくり読んだものと同じ(number: int) -> None:
    tables = lived_in(generate(number, PEOPLE))
    policy, _ = policy_of(tables)
    on = policy.settings.as_of
    here = TrialSide.of(policy, tables, on)
    moved = 0
    city = City(tables, on)
    for wish in wishes(number, city):
        state = tried(policy, tables, PolicyTrial("", _changes(wish)))
        assert state.wrong is None, (number, wish, state.wrong)
        day = state.policy.settings.as_of
        assert fiscal_year_of(day) == policy.settings.fiscal_year
        then = with_completions(state.policy, state.tables, state.completed, day)
        result = PolicyTrialResult(here, TrialSide.of(state.policy, then, day))
        expected = twice(city, wish)
        _same_kpis(result, expected, (number, wish))
        moves = {
            _key(one.row): (
                *((one.before.official, one.before.rule) if one.before else (0, 0)),
                *((one.after.official, one.after.rule) if one.after else (0, 0)),
            )
            for one in result.steps.moves
        }
        assert moves == expected.moves(), (number, wish)
        assert len(result.reports) == expected.reports, (number, wish)
        _reasons_hold(result, expected, (number, wish))
        moved += len(moves)
    keep("trials, product against oracle", cities=1, moves=moved, differences=0)


def _changes(wish: Wish) -> tuple[TrialChange, ...]:
    found = [
        TrialChange(TrialKind.SETTING, setting=key, value=value)
        for key, value in wish.settings.items()
    ]
    row = wish.criterion
    if row is not None:
        cells = {key: row[key] for key in ("kind", "tool_code", "object_code", "amount", "any_of")}
        one = TrialChange(KINDS[wish.kind], persona_code=row["persona_code"], step=row["step"])
        number = None if wish.kind == "足す" else row["criterion_no"]
        own = {} if wish.kind == "外す" else cells
        found.append(one._replace(criterion_no=number, cells=own))
    if wish.step is not None:
        persona, step, active = wish.step
        kind = TrialKind.STEP_ON if active == "○" else TrialKind.STEP_OFF
        found.append(TrialChange(kind, persona_code=persona, step=step))
    if wish.completed is not None:
        training, persona = wish.completed
        cells = {"object_code": training}
        found.append(TrialChange(TrialKind.COMPLETED, persona_code=persona, cells=cells))
    return tuple(found)


def _key(row: RowOf) -> Key:
    return (row.staff_no, row.persona_code, row.tool_code)


def _same_kpis(result: PolicyTrialResult, expected: Twice, told: object) -> None:
    for side, oracle in ((result.now, expected.now), (result.then, expected.then)):
        made = kpi_rows(side.results["kpis"])
        assert made.keys() == oracle.kpis.keys()
        for code, kpi in oracle.kpis.items():
            row = made[code]
            found = (row["分子"], row["分母"], row["判定"], row["実績"], row["不足先"])
            said = (kpi.numerator, kpi.denominator, kpi.verdict, kpi.actual, kpi.short)
            assert found == said, (told, code)
    for pair in result.kpis:
        code = str(pair.any_row["target_code"])
        one, other = expected.now.kpis[code], expected.then.kpis[code]
        assert pair.difference("actual") == _difference(one, other), (told, code)


def _difference(one: Kpi, other: Kpi) -> object:
    return None if one.actual is None or other.actual is None else other.actual - one.actual


def _reasons_hold(result: PolicyTrialResult, expected: Twice, told: object) -> None:
    """Every move has a reason; where criteria turn, it names exactly those that do."""
    sides = expected.steps
    same = (
        sides[0].sheets.settings["override_allowed"] == sides[1].sheets.settings["override_allowed"]
    )
    for one in result.steps.moves:
        reasons = result.reasons.reasons(one)
        assert reasons, (told, one)
        by_tool = one.row.tool_code is None and any(
            side.tools_of(one.row.persona_code) for side in sides
        )
        if not one.official or by_tool or not same or one.before is None or one.after is None:
            continue
        named = {
            found[1] for text in reasons if (found := TURNED.match(text)) and found[2] != found[3]
        }
        assert named == expected.turned(_key(one.row)), (told, one, reasons)
