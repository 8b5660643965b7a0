"""A form made of a form service's answer shows, where nothing calculates, what Excel calculates.

Every made-up person answers what the person would have typed into the form; in every other case
some of it is what cannot be read: a day in words, a level that is none, a training nobody knows.
"""

import datetime as dt
import random
from collections.abc import Mapping
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

import builders
from ledger.form.answered import answered
from ledger.form.content import IssuedForm, forms_of
from ledger.form.issue import fill
from ledger.form.laid import VERDICTS_TOP
from ledger.form.places import PANEL_SHEET
from ledger.judge.steps import standings
from ledger.layout.columns import Cell
from ledger.layout.self_report import BY_KEY
from ledger.model.terms import EnteredBy, Phase
from ledger.model.verdicts import Lens
from ledger.present.templates import template
from office.cases import Case, case
from office.harness import WORKBOOK, convert
from office.test_panel import FIRST_SEED
from office.test_shown_as_calculated import read, shown
from sampling import batches

ALL, USUAL, BATCH = 300, 6, 50
Rows = dict[str, list[dict[str, Cell]]]
ODD: Mapping[str, tuple[Cell, ...]] = {
    "training_code": ("だれも知らない研修", None),
    "completed_on": ("令和の春", None),
    "qualification": (None,),
    "acquired_on": ("去年", None),
    "expires_on": ("無期限", dt.date(2001, 1, 1)),
    "project_no": ("なし", None),
    "project_name": (None,),
    "role": ("リーダー", None),
    "started_on": ("4月から", None),
    "ended_on": ("続いています", dt.date(2001, 1, 1)),
    "tool_code": ("知らない道具", None),
    "skill_code": ("知らない技", None),
    "level": ("二", 4, None),
    "rating": ("高い", -1, None),
}
"""What may stand in a cell though it cannot be used; None is blank."""


def odd(dice: random.Random, rows: Rows) -> Rows:
    """Return rows of which some cells cannot be used."""
    return {
        table: [
            {
                key: dice.choice(ODD[key]) if key in ODD and dice.random() < 0.2 else value
                for key, value in row.items()
            }
            for row in listed
        ]
        for table, listed in rows.items()
    }


def answer(number: int) -> tuple[Case, IssuedForm]:
    """Return a case, and the form that its answers become."""
    one = case(FIRST_SEED + number)
    dice = random.Random(number)  # noqa: S311 - a sample, no secret
    rows: Rows = {key: [dict(row) for row in listed] for key, listed in one.typed.items()}
    if number % 2:
        rows = odd(dice, rows)
    rows["my_goals"] = [
        {"goal": goal, "digital": mark}
        for goal, mark in (("RPAを1件つくる", "○"), (None, "○"), ("研修を受ける", "×"))[
            : number % 4
        ]
    ]
    chosen: tuple[Cell, ...] = (None, 0, 1, 2, 9, "二")
    rows["my_steps"] = [{"own_step": dice.choice(chosen)} for _ in range(number % 3)]
    as_of = one.policy.settings.as_of
    entered = dice.choice((EnteredBy.SELF, EnteredBy.SELF, EnteredBy.PROXY)).value
    fields: dict[str, Cell] = {
        "submitted_on": as_of - dt.timedelta(days=dice.choice((0, 20, 200, -5))),
        "entered_by": entered,
        "proxy": dice.choice((None, "甲野 一")),
    }
    phase = Phase.OPENING if number % 5 == 0 else Phase.CLOSING
    forms = forms_of(one.policy, one.at_issue, as_of, phase, (builders.PERSON,))
    blank = forms.of(builders.PERSON).sealed(f"2025-{number}", "seal")
    fitting = {
        key: listed[: BY_KEY[key].rows - len(blank.rows.get(key, ()))]
        if not BY_KEY[key].given
        else listed[: len(blank.rows.get(key, ()))]
        for key, listed in rows.items()
    }
    form, full = answered(blank, f"R-{number}", fields, fitting)
    assert not full
    return one, form


@pytest.mark.office
@pytest.mark.parametrize("numbers", batches(ALL, USUAL, BATCH))
def test_回答から作った様式が計算しない所で見せる値は_計算した値と同じ(
    numbers: tuple[int, ...], tmp_path: Path
) -> None:
    blank, given = template("self-report.xlsx"), tmp_path / "given"
    given.mkdir()
    for number in numbers:
        (given / f"{number}.xlsx").write_bytes(fill(blank, answer(number)[1]))
    files = sorted(given.iterdir())
    convert(files, tmp_path / "made", WORKBOOK, tmp_path / "profile")
    wrong, cells = {}, 0
    for path in files:
        said = shown(path.read_bytes())
        calculated = read(CalamineWorkbook.from_path(str(tmp_path / "made" / path.name)))
        cells += sum(bool(value) for value in said.values())
        for at, value in said.items():
            if value != calculated.get(at, ""):
                wrong[path.stem, *at] = (value, calculated.get(at, ""))
    assert not wrong
    assert cells > 30 * len(numbers)


def test_見えるStepは_回答の事実による判定と同じ() -> None:
    reached = moved = 0
    for number in range(0, 60, 2):
        one, form = answer(number)
        as_of = one.policy.settings.as_of
        before, right = (
            standings(one.policy, tables, as_of, Lens.CLAIMED, (builders.PERSON,))
            for tables in (one.at_issue, one.with_claims)
        )
        said = shown(fill(template("self-report.xlsx"), form))
        for index, (old, standing) in enumerate(zip(before, right, strict=True)):
            known = standing.step or standing.next_step
            step = f"Step{standing.step}" if known else "—"
            assert said[PANEL_SHEET, f"C{VERDICTS_TOP + index}"] == step, (number, index)
            reached += bool(standing.step)
            moved += old.step != standing.step
    assert reached
    assert moved
