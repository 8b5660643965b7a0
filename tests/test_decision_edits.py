"""Whoever edits a decision after it was made: what is told, and that the first decision stands.

Each edit is one that somebody with the file can make in Excel. It is tried on the self-report and
on the review workbook, on a decision that the product wrote and on one written by hand, before and
after it was consolidated.
"""

import datetime as dt
import io
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import openpyxl
import pytest

from builders import policy
from deciding import (
    ON,
    WHY_NOT,
    WHY_STEP,
    Bench,
    bench,
    by_hand,
    cells_of,
    collected,
    confirmed,
    taken,
    written,
)
from flow.forms import AS_OF, HEAD_A, OTHER, PERSON, codes, state
from ledger.judge.consolidation import Intake
from ledger.judge.verdicts import verdicts
from ledger.layout.columns import Cell
from ledger.layout.frames import Tables, replaced

FORM, REVIEW = "申告書", "確認表"
EDITS: Mapping[str, Mapping[str, Cell]] = {
    "判定を差戻しにする": {"判定": "差戻し", "理由": "まだ早い"},
    "判定を消す": {"判定": None},
    "採用の行を否認にする": {"ほかの行の採否": "否認", "ほかの行の否認理由": "担当だった"},
    "否認を採用にする": {"採否": "採用"},
    "否認を消す": {"採否": None, "否認理由": None},
    "否認理由を書き換える": {"否認理由": "修了証は後日"},
    "上長判定を上げる": {"上長判定": 2},
    "上長判定を消す": {"上長判定": None, "上長判定の理由": None},
    "上長判定の理由を書き換える": {"上長判定の理由": "現場で確かめた"},
    "確認日を早める": {"確認日": ON - dt.timedelta(days=1)},
    "確認日を遅らせる": {"確認日": ON + dt.timedelta(days=1)},
    "確認者を変える": {"確認者": OTHER},
}


class Case(NamedTuple):
    """One edit of one book; `recorded`: the product wrote the decision; `taken`: consolidated."""

    book: str
    recorded: bool
    taken: bool
    edit: str


CASES = [
    Case(book, recorded, consolidated, edit)
    for book in (FORM, REVIEW)
    for recorded in (True, False)
    for consolidated in (True, False)
    for edit in EDITS
    if (book, edit) != (REVIEW, "確認者を変える")  # 確認表の確認者は、書き込む欄ではない
    if recorded or consolidated or (book == FORM and edit.startswith(("上長判定", "否認を")))
]
"""手書きで集約の前なら、何も請け合わない(申告書の警告と、上長判定を使わないことだけ)。"""


@pytest.fixture(scope="module")
def desk() -> Bench:
    return bench()


@pytest.fixture(scope="module")
def decided(desk: Bench, tmp_path_factory: pytest.TempPathFactory) -> Mapping[object, bytes]:
    """Both books, decided on by the product and by hand."""
    folder = tmp_path_factory.mktemp("判定")
    books = {FORM: desk.form, REVIEW: desk.review}
    return {
        (name, recorded): confirmed(book, folder) if recorded else by_hand(book)
        for name, book in books.items()
        for recorded in (True, False)
    }


def run(desk: Bench, tables: Tables, name: str, book: bytes) -> Intake:
    """Consolidate: the edited form alone, or the form as handed in with the edited workbook."""
    return taken(tables, book) if name == FORM else taken(tables, desk.form, book)


def edited(book: bytes, edit: str) -> bytes:
    """Make the edit; on a form 上長判定 is one line of text."""
    said = dict(EDITS[edit])
    if "上長判定の理由" not in cells_of(book) and {"上長判定", "上長判定の理由"} & said.keys():
        step, why = said.get("上長判定", 1), said.get("上長判定の理由", WHY_STEP)
        said = {"上長判定": None if step is None else f"P02={step}={why}"}
    return written(book, said)


def official(tables: Tables) -> int:
    judged = verdicts(policy(tables), tables, AS_OF)
    own = judged[(judged["staff_no"] == PERSON) & (judged["persona_code"] == "P02")]
    (step,) = own["official_step"]
    return int(step)


def expected(case: Case) -> str:
    """Return the code that the ruling asks for; "" where nothing is claimed."""
    on_form, about_steps = case.book == FORM, case.edit.startswith("上長判定")
    if case.recorded:
        return "decision-changed"
    if on_form and about_steps:
        return "" if "消す" in case.edit else "step-on-form"
    if case.edit == "確認者を変える":
        return "not-confirmer"
    if case.edit == "確認日を遅らせる" or not case.taken:
        # 確認表は人が改めたものとして受け取り、申告書は受け取って警告する
        confirms = case.edit not in {"判定を差戻しにする", "判定を消す"}
        return "confirmed-without-digest" if on_form and confirms else ""
    return "decision-changed"


def named(case: Case) -> str:
    how = "操作で記録" if case.recorded else "手書き"
    when = "集約の後" if case.taken else "集約の前"
    return f"{case.book}・{how}・{when}・{case.edit}"


@pytest.mark.parametrize("case", CASES, ids=map(named, CASES))
def test_判定の書き換えは_決まったとおりに知らせ_初めの判定が立つ(
    case: Case, desk: Bench, decided: Mapping[object, bytes]
) -> None:
    book, code = decided[case.book, case.recorded], expected(case)
    before = desk.tables
    if case.taken:
        before = replaced(before, run(desk, before, case.book, book).tables)
        assert state(before) == "確認済"
    intake = run(desk, before, case.book, edited(book, case.edit))
    assert not code or code in codes(intake.problems)
    after = replaced(before, intake.tables)
    if case.taken and code in {"decision-changed", "not-confirmer", "step-on-form"}:
        assert intake.tables == {}, "初めの判定が立つ"
    if case.recorded and not case.taken:
        assert after["confirmations"].empty, "記録した後に書き換えられた判定は使わない"
    if case.book == FORM and not case.recorded:
        assert after["step_reviews"].empty, "申告書に手で書いた上長判定は使わない"


@pytest.mark.parametrize("recorded", [True, False], ids=["操作で記録", "手書き"])
@pytest.mark.parametrize("name", [FORM, REVIEW])
def test_書き換えなければ_二度目の集約は何も変えない(
    name: str, *, recorded: bool, desk: Bench, decided: Mapping[object, bytes]
) -> None:
    book = decided[name, recorded]
    first = run(desk, desk.tables, name, book)
    tables = replaced(desk.tables, first.tables)
    told = codes(first.problems)
    assert told == (
        [] if recorded or name == REVIEW else sorted(["confirmed-without-digest", "step-on-form"])
    )
    assert run(desk, tables, name, book).tables == {}
    (entry,) = tables["confirmations"].to_dict("records")
    assert len(entry["decision_digest"]) == 64
    by_supervisor = recorded or name == REVIEW
    assert tables["step_reviews"]["reviewed_step"].tolist() == ([1] if by_supervisor else [])


def test_手書きでも操作でも_同じ判定なら同じ照合値になる(
    desk: Bench, decided: Mapping[object, bytes]
) -> None:
    values = {
        run(desk, desk.tables, name, decided[name, recorded])
        .tables["confirmations"]["decision_digest"]
        .item()
        for name, recorded in ((FORM, True), (REVIEW, True), (REVIEW, False))
    }
    assert len(values) == 1


def test_別のソフトで保存し直しても_照合値は合う(
    desk: Bench, decided: Mapping[object, bytes]
) -> None:
    again = io.BytesIO()
    openpyxl.load_workbook(io.BytesIO(decided[REVIEW, True])).save(again)
    intake = run(desk, desk.tables, REVIEW, again.getvalue())
    assert codes(intake.problems) == []
    assert state(replaced(desk.tables, intake.tables)) == "確認済"


def test_本人が申告書に書いた上長判定は_正式Stepを上げない(desk: Bench) -> None:
    typed = written(desk.form, {"上長判定": "P02=2=よくやっているため"})
    plain = replaced(desk.tables, taken(desk.tables, desk.form, by_hand(desk.review)).tables)
    alone = taken(desk.tables, typed)
    assert codes(alone.problems) == ["step-on-form"]
    with_review = taken(desk.tables, typed, by_hand(desk.review))
    after = replaced(desk.tables, with_review.tables)
    assert official(after) == official(plain) == 1
    own: dict[str, Cell] = {
        "判定": "確認",
        "確認日": ON,
        "確認者": HEAD_A,
        "採否": "否認",
        "否認理由": WHY_NOT,
    }
    signed = taken(desk.tables, written(typed, own))
    assert official(replaced(desk.tables, signed.tables)) == 0, (
        "受講を採らないので、Step1に届かない"
    )


def test_上長が確認しても_申告書に書いてあった上長判定は使わない(
    desk: Bench, tmp_path: Path
) -> None:
    typed = written(desk.form, {"上長判定": "P02=2=よくやっているため"})
    intake = taken(desk.tables, confirmed(typed, tmp_path, step=()))
    assert codes(intake.problems) == []
    assert replaced(desk.tables, intake.tables)["step_reviews"].empty


def test_手書きの上長判定のある人は_確認済でも新しい確認表に載り_そこで判定できる(
    desk: Bench,
) -> None:
    form = by_hand(desk.form)
    tables = replaced(desk.tables, taken(desk.tables, form).tables)
    sheet = collected(tables, form)
    later = ON + dt.timedelta(days=1)
    said: dict[str, Cell] = {"判定": "確認", "確認日": later}
    said |= {"上長判定": 1, "上長判定の理由": WHY_STEP}
    intake = taken(tables, form, written(sheet, said))
    after = replaced(tables, intake.tables)
    assert after["step_reviews"]["reviewed_step"].tolist() == [1]
    assert after["confirmations"]["decision"].tolist() == ["確認", "確認"]
    assert after["rejections"]["reason"].tolist()[0] == WHY_NOT


def test_上長が考えを改めたら_後の確認日の判定が立ち_前の判定は確認履歴に残る(
    desk: Bench, decided: Mapping[object, bytes], tmp_path: Path
) -> None:
    book = decided[REVIEW, True]
    tables = replaced(desk.tables, taken(desk.tables, desk.form, book).tables)
    later = ON + dt.timedelta(days=5)
    anew = {"staff": (PERSON,), "step": ("P02=0=まだ早いため",)}
    changed = confirmed(book, tmp_path, **anew, on=later)
    after = replaced(tables, taken(tables, desk.form, changed).tables)
    assert after["step_reviews"]["reviewed_step"].tolist() == [0]
    assert after["confirmations"]["confirmed_at"].dt.day.tolist() == [20, 25]
    assert after["confirmations"]["decision_digest"].nunique() == 2


def test_同じ日に改めた判定は使わず_新しい確認日を求める(
    desk: Bench, decided: Mapping[object, bytes], tmp_path: Path
) -> None:
    book = decided[REVIEW, True]
    tables = replaced(desk.tables, taken(desk.tables, desk.form, book).tables)
    changed = confirmed(book, tmp_path, staff=(PERSON,), step=("P02=0=まだ早いため",))
    intake = taken(tables, desk.form, changed)
    (problem,) = intake.problems
    assert problem.code == "decision-changed"
    assert "新しい確認日" in problem.remedy
    assert intake.tables == {}


def test_書き換えられた判定は_新しい確認表に引き継がない(
    desk: Bench, decided: Mapping[object, bytes]
) -> None:
    forged = edited(decided[REVIEW, True], "上長判定を上げる")
    intake = taken(desk.tables, desk.form, forged)
    tables = replaced(desk.tables, intake.tables)
    assert state(tables) == "提出"
    fresh = collected(tables, desk.form)
    assert codes(taken(tables, desk.form, fresh).problems) == []
