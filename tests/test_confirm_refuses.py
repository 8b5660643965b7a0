"""What consolidation would not use, `confirm` and 点検 say at once, in the same words.

Each case stands in a book that a supervisor has before him; the same decision, written by hand, is
then consolidated: both must name the same code.
"""

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import pytest

from deciding import (
    ON,
    SUBMITTED,
    WHY_NOT,
    WHY_STEP,
    Bench,
    bench,
    confirmed,
    filled,
    taken,
    written,
)
from flow.forms import HEAD_A, NOW, PERSON, codes
from ledger.book.closed import ClosedForm
from ledger.commands import check_form, confirm, give_back
from ledger.layout.columns import Cell
from ledger.model.problems import Refusal

FORM, REVIEW = "申告書", "確認表"
SIGNED: Mapping[str, Cell] = {"判定": "確認", "確認日": ON}
STEPS_OFF = [
    {"persona_code": "P01", "step": 1},
    {"persona_code": "P01", "step": 2},
    {"persona_code": "P02", "step": 1},
    {"persona_code": "P02", "step": 2, "active": "×"},
    {"persona_code": "P02", "step": 3},
]


class Case(NamedTuple):
    """A decision that cannot be used: how it is asked for, and how it is written by hand."""

    name: str
    book: str
    code: str
    asked: Mapping[str, object]
    by_hand: Mapping[str, Cell]


def steps(step: int, why: str | None) -> Mapping[str, Cell]:
    return {**SIGNED, "上長判定": step, "上長判定の理由": why}


CASES = [
    Case("否認理由がない行が残る", REVIEW, "reject-reason-missing", {}, {**SIGNED, "採否": "否認"}),
    Case(
        "否認理由がない行が残る",
        FORM,
        "reject-reason-missing",
        {},
        {**SIGNED, "確認者": HEAD_A, "採否": "否認"},
    ),
    Case("上長判定の理由がない", REVIEW, "step-reason-missing", {}, steps(1, None)),
    Case(
        "切られたStepへの上長判定",
        REVIEW,
        "step-unknown",
        {"step": (f"P02=2={WHY_STEP}",)},
        steps(2, WHY_STEP),
    ),
    Case(
        "ないStepへの上長判定",
        REVIEW,
        "step-unknown",
        {"step": (f"P02=9={WHY_STEP}",)},
        steps(9, WHY_STEP),
    ),
    Case(
        "提出日より前の確認日",
        REVIEW,
        "confirmed-before-submission",
        {"on": SUBMITTED - dt.timedelta(days=1)},
        {"判定": "確認", "確認日": SUBMITTED - dt.timedelta(days=1)},
    ),
    Case(
        "提出日より前の確認日",
        FORM,
        "confirmed-before-submission",
        {"on": SUBMITTED - dt.timedelta(days=1)},
        {"判定": "確認", "確認者": HEAD_A, "確認日": SUBMITTED - dt.timedelta(days=1)},
    ),
    Case(
        "先の日付の確認日",
        REVIEW,
        "confirmed-in-future",
        {"on": NOW.date() + dt.timedelta(days=2)},
        {"判定": "確認", "確認日": NOW.date() + dt.timedelta(days=2)},
    ),
    Case(
        "先の日付の確認日",
        FORM,
        "confirmed-in-future",
        {"on": NOW.date() + dt.timedelta(days=2)},
        {"判定": "確認", "確認者": HEAD_A, "確認日": NOW.date() + dt.timedelta(days=2)},
    ),
    Case(
        "本人が自分を確認",
        FORM,
        "self-confirmation",
        {"by": PERSON},
        {**SIGNED, "確認者": PERSON},
    ),
]


@pytest.fixture(scope="module")
def desk() -> Bench:
    return bench(steps=STEPS_OFF)


def asked(book: bytes, folder: Path, **options: object) -> str:
    """Return the code with which `confirm` refuses; "" if it does not. Nothing is written then."""
    path = folder / "判定.xlsx"
    path.write_bytes(book)
    given: dict[str, object] = {"by": HEAD_A, "on": ON, "today": NOW.date(), **options}
    try:
        confirm.plan(ClosedForm(path), **given)  # type: ignore[arg-type]
    except Refusal as refused:
        assert path.read_bytes() == book
        return refused.problem.code
    return ""


@pytest.mark.parametrize("case", CASES, ids=[f"{c.book}・{c.name}" for c in CASES])
def test_確認は_集約が使わない判定を_同じ言葉で断る(
    case: Case, desk: Bench, tmp_path: Path
) -> None:
    book = desk.form if case.book == FORM else desk.review
    left_by_hand = {key: value for key, value in case.by_hand.items() if key in TYPED}
    before = written(book, left_by_hand) if not case.asked else book
    options = {**case.asked, "staff": (PERSON,)}
    assert asked(before, tmp_path, **options) == case.code
    forged = written(book, case.by_hand)
    intake = (
        taken(desk.tables, forged) if case.book == FORM else taken(desk.tables, desk.form, forged)
    )
    assert case.code in codes(intake.problems)
    path = tmp_path / "手書き.xlsx"
    path.write_bytes(forged)
    assert case.code in codes(check_form.plan(ClosedForm(path), NOW.date()).problems)


TYPED = frozenset({"採否", "否認理由", "上長判定", "上長判定の理由"})


@pytest.mark.parametrize(
    ("digital", "submitted", "said"),
    [
        ("×", SUBMITTED, "デジタルに関する目標"),
        ("○", None, "提出日が空"),
        ("○", NOW.date() + dt.timedelta(days=3), "先です"),
    ],
    ids=["デジタルの目標がない", "提出日が空", "提出日が先の日付"],
)
def test_不備のある申告書は_確認のときに断る(
    digital: str, submitted: dt.date | None, said: str, desk: Bench, tmp_path: Path
) -> None:
    form = filled(desk.blank, digital, submitted)
    path = tmp_path / "申告書.xlsx"
    path.write_bytes(form)
    day = max(ON, submitted or ON)
    with pytest.raises(Refusal) as refused:
        confirm.plan(ClosedForm(path), HEAD_A, on=day, today=NOW.date())
    assert refused.value.problem.code == "not-confirmable"
    assert said in refused.value.problem.what
    back = give_back.plan(ClosedForm(path), PERSON, HEAD_A, "直してください", on=day)
    assert back.marks, "差戻しは、不備があってもできる"


def test_不備でなければ_境の内側では断らない(desk: Bench, tmp_path: Path) -> None:
    assert not asked(desk.form, tmp_path, on=SUBMITTED)
    assert not asked(desk.form, tmp_path, on=NOW.date() + dt.timedelta(days=1))
    assert not asked(desk.review, tmp_path, staff=(PERSON,), step=(f"P02=3={WHY_STEP}",))
    assert not asked(desk.form, tmp_path, step=(f"P02=0={WHY_STEP}",))


FORM_STEPS = [("切られたStep", "P02=2"), ("ないStep", "P02=9"), ("ない人材像", "P77=1")]


@pytest.mark.parametrize("step", [s[1] for s in FORM_STEPS], ids=[s[0] for s in FORM_STEPS])
def test_申告書でも_選べないStepは断る(step: str, desk: Bench, tmp_path: Path) -> None:
    assert asked(desk.form, tmp_path, step=(f"{step}={WHY_STEP}",)) == "step-unknown"


@pytest.mark.parametrize("name", [FORM, REVIEW])
def test_上長判定を認めない設定なら_確認のときに断る(name: str, tmp_path: Path) -> None:
    closed = bench({"override_allowed": "×"})
    book = closed.form if name == FORM else closed.review
    code = asked(book, tmp_path, staff=(PERSON,), step=(f"P02=1={WHY_STEP}",))
    assert code == "override-refused"
    assert confirmed(book, tmp_path, step=()), "上長判定のない確認はできる"


def test_採否の読み取れない申告書の確認は_使わず断る(desk: Bench, tmp_path: Path) -> None:
    odd = written(desk.form, {**SIGNED, "確認者": HEAD_A, "採否": "だめ"})
    intake = taken(desk.tables, odd)
    assert "value-choice" in codes(intake.problems)
    assert "confirmations" not in intake.tables, "採らないつもりの行を採らない"
    assert asked(odd, tmp_path) == "value-choice"
    reason_only = written(desk.form, {**SIGNED, "確認者": HEAD_A, "否認理由": WHY_NOT})
    assert "confirmations" not in taken(desk.tables, reason_only).tables
