"""A Step that is switched off (有効 ×), or that is none, can be neither offered nor accepted.

P02 has Steps 1, 2 (switched off) and 3; P03 is switched off as a whole, like the tool OLD.
"""

import io
from typing import Any

import openpyxl
import pytest

from builders import policy
from deciding import Bench, bench, by_hand, cells_of, opened_book, taken, written
from flow.forms import (
    AS_OF,
    PERSON,
    codes,
    decision,
    office,
    report,
    review,
    row,
    stepped,
    taken as taken_in,
)
from ledger.form.content import prefill
from ledger.judge.consistency.findings import check
from ledger.layout.frames import replaced
from ledger.layout.self_report import BY_KEY
from ledger.model.terms import Phase

STEPS = [
    {"persona_code": "P01", "step": 1},
    {"persona_code": "P02", "step": 1},
    {"persona_code": "P02", "step": 2, "active": "×"},
    {"persona_code": "P02", "step": 3},
    {"persona_code": "P03", "step": 1},
]
MORE: dict[str, Any] = {
    "steps": STEPS,
    "personas": [
        {"persona_code": "P01", "persona_name": "一般行政職員"},
        {"persona_code": "P02", "persona_name": "DX推進員", "scope": "指名"},
        {"persona_code": "P03", "persona_name": "外部人材", "scope": "指名", "active": "×"},
    ],
    "tools": [{"tool_code": "LOGO"}, {"tool_code": "OLD", "active": "×"}],
}


@pytest.fixture(scope="module")
def desk() -> Bench:
    return bench(**MORE)


SET = [
    ("有効なStep", {"step": 1}, True),
    ("まだ(0)", {"step": 0}, True),
    ("切られたStepを越えた、有効なStep", {"step": 3}, True),
    ("切られたStep", {"step": 2}, False),
    ("ないStep", {"step": 4}, False),
    ("切られた人材像", {"persona_code": "P03", "step": 1}, False),
    ("切られたツール", {"tool_code": "OLD", "step": 1}, False),
    ("有効なツール", {"tool_code": "LOGO", "step": 1}, True),
]


@pytest.mark.parametrize(("said", "fine"), [s[1:] for s in SET], ids=[s[0] for s in SET])
def test_上長判定は有効なStepだけを受け取る(said: dict[str, object], *, fine: bool) -> None:
    ledger, seen = office(**MORE), report()
    steps = [stepped(1)._replace(**said)]  # type: ignore[arg-type]
    intake = taken_in(ledger, seen, reviews=[review(decision(seen), steps=steps)])
    assert codes(intake.problems) == ([] if fine else ["step-unknown"])
    assert ("step_reviews" in intake.tables) == fine


CLAIMED = [(0, True), (1, True), (2, False), (3, True), (4, False)]


@pytest.mark.parametrize(("step", "fine"), CLAIMED, ids=[f"Step{c[0]}" for c in CLAIMED])
def test_自己判定も有効なStepだけを受け取る(step: int, *, fine: bool) -> None:
    ledger = office(**MORE)
    intake = taken_in(ledger, report(row("my_steps", persona_code="P02", own_step=step)))
    assert codes(intake.problems) == ([] if fine else ["value-range"])
    assert intake.rows.quarantined == (not fine)


def test_申告書の一覧は_切られたStepを出さない(desk: Bench) -> None:
    issued = prefill(policy(desk.tables), desk.tables, PERSON, AS_OF, Phase.CLOSING)
    assert issued.lists["list_own_step"] == (0, 1, 3)
    assert BY_KEY["my_steps"].table.column("own_step").header == "自分の判定"
    assert opened_book(desk.form).meta()["steps"] == "P01=0,1;P02=0,1,3"


def test_確認表の一覧は_切られたStepを出さない(desk: Bench) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(desk.review))["Step"]
    address = cells_of(desk.review)["上長判定"][1]
    offered = {
        str(rule.formula1)
        for rule in sheet.data_validations.dataValidation
        if rule.type == "list" and address in rule.sqref
    }
    assert offered == {'"0,1,3"'}
    assert PERSON in {cell.value for cell in sheet["A"]}


def test_判定の後で切られたStepの上長判定は_点検が知らせる(desk: Bench) -> None:
    three = written(by_hand(desk.review), {"上長判定": 3})
    tables = replaced(desk.tables, taken(desk.tables, desk.form, three).tables)
    assert tables["step_reviews"]["reviewed_step"].tolist() == [3]
    assert "step-review-off" not in codes(check(policy(tables), tables))
    off = bench(**{**MORE, "steps": [*STEPS[:3], {**STEPS[3], "active": "×"}, STEPS[4]]}).tables
    now = replaced(off, {"step_reviews": tables["step_reviews"]})
    assert "step-review-off" in codes(check(policy(now), now))
