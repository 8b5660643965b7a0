"""Review workbooks in flight: made before 確認表 had two blocks, filled in, and read as before.

The files of `tests/data/reviews` were made and filled in by the version before; what its reader
found in one of them stands beside it as JSON.
"""

import datetime as dt
import json
from pathlib import Path

import pytest

from builders import policy
from flow.forms import (
    HEAD_A,
    NOW,
    OTHER,
    PERSON,
    after,
    codes,
    course,
    lead,
    marks,
    office,
    report,
    state,
    taken,
)
from ledger.book.closed import ClosedForm
from ledger.commands import confirm
from ledger.commands.plan import apply
from ledger.layout.frames import records
from ledger.layout.ledger import BY_KEY
from ledger.model.reports import Review
from ledger.read.reviews.review import read_review

FOLDER = Path(__file__).parent / "data" / "reviews"
FIRST = report(course(), lead())
SECOND = report(course(), staff_no=OTHER)


def review(name: str, file: str = "確認表A.xlsx") -> Review:
    read = read_review((FOLDER / f"{name}.xlsx").read_bytes(), file)
    assert isinstance(read, Review), read
    return read


def plain(value: object) -> object:
    """Return what was read as JSON holds it."""
    if isinstance(value, tuple) and hasattr(value, "_asdict"):
        return {key: plain(one) for key, one in value._asdict().items()}
    if isinstance(value, frozenset):
        return sorted((plain(one) for one in value), key=str)
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    if hasattr(value, "items"):
        return {str(key): plain(one) for key, one in value.items()}
    return value.isoformat() if isinstance(value, dt.date) else value


NEW_FIELDS = {"together", "sheet", "undated"}
"""What a reader tells since then; all of it is blank for such a workbook."""


def without_new(value: object) -> object:
    if isinstance(value, list):
        return [without_new(one) for one in value]
    if isinstance(value, dict):
        return {key: without_new(one) for key, one in value.items() if key not in NEW_FIELDS}
    return value


def test_前の様式の確認表は_前と同じに読まれる() -> None:
    read = review("first-layout", "確認表_90001.xlsx")
    before = json.loads((FOLDER / "first-layout.json").read_text("utf-8"))
    assert without_new(plain(read)) == before
    assert (len(read.decisions), len(read.rejections), len(read.step_reviews)) == (3, 1, 2)
    assert [one.together for one in read.decisions] == [False] * 3
    assert read.undated == ()


@pytest.mark.parametrize("name", ["first-layout-by-hand", "first-layout-recorded"])
def test_前の様式の確認表の判定は_集約で使われる(name: str) -> None:
    before = office()
    intake = taken(before, FIRST, SECOND, reviews=[review(name)])
    ledger = after(before, intake)
    assert codes(intake.problems) == []
    assert (state(ledger), state(ledger, OTHER)) == ("確認済", "差戻し")
    assert (marks(ledger, "engagements"), marks(ledger, "attendances")) == (["否認"], ["済"])
    history = records(BY_KEY["confirmations"], ledger["confirmations"])
    assert [(row["staff_no"], row["decision"], row["reason"]) for row in history] == [
        (PERSON, "確認", None),
        (OTHER, "差戻し", "修了証の番号を書いてください"),
    ]


def test_前の様式の確認表にも_コマンドで判定を書ける(tmp_path: Path) -> None:
    path = tmp_path / "確認表A.xlsx"
    path.write_bytes((FOLDER / "first-layout-blank.xlsx").read_bytes())
    form = ClosedForm(path)
    reject = ("00101:my_engagements:1=担当だった",)
    plan = confirm.plan(form, HEAD_A, on=dt.date(2026, 3, 20), reject=reject, today=NOW.date())
    apply(plan, form=form)
    read = read_review(path.read_bytes(), path.name)
    assert isinstance(read, Review)
    assert {one.staff_no: (one.decision, one.altered) for one in read.decisions} == {
        PERSON: ("確認", False),
        OTHER: ("確認", False),
    }
    assert all(one.recorded for one in read.decisions)
    ledger = after(office(), taken(office(), FIRST, SECOND, reviews=[read]))
    assert (state(ledger), state(ledger, OTHER)) == ("確認済", "確認済")
    assert policy(ledger).settings.fiscal_year == 2025


def test_まとめて確認の欄は_前の様式の確認表にはない() -> None:
    read = review("first-layout-blank")
    assert (read.decisions, read.problems, read.undated) == ((), (), ())
    assert set(read.shown) == {PERSON, OTHER}
