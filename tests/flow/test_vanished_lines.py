"""Confirmed rows that a new version lacks: the confirmer sees what a confirmation would delete."""

import pytest

from builders import policy
from flow.forms import (
    AS_OF,
    HEAD_A,
    PERSON,
    after,
    course,
    decision,
    goal,
    lead,
    office,
    report,
    review,
    taken,
)
from ledger.judge.review.content import review_contents
from ledger.judge.verdicts import verdicts
from ledger.layout.frames import Tables
from ledger.layout.review import ReviewContent
from ledger.model.reports import Review, SelfReport
from ledger.present.review import build
from ledger.read.reviews import read_review

EMPTY = office()
FIRST = report(course(), lead())
CONFIRMED = after(EMPTY, taken(EMPTY, FIRST, reviews=[review(decision(FIRST))]))


def content(ledger: Tables, newer: SelfReport) -> tuple[Tables, ReviewContent]:
    intake = taken(ledger, newer)
    tables = after(ledger, intake)
    rules = policy(tables)
    contents, _ = review_contents(rules, tables, intake, verdicts(rules, tables, AS_OF), AS_OF)
    return tables, next(one for one in contents if one.confirmer_no == HEAD_A)


@pytest.mark.parametrize("file", ["00101.xlsx", "直し/00101.xlsx"], ids=["同じ名前", "別の名前"])
def test_a_vanished_row_is_shown_and_cannot_be_decided_on(file: str) -> None:
    newer = report(lead(), day="2026-03-15", file=file)
    _, shown = content(CONFIRMED, newer)
    (gone,) = [line for line in shown.lines if line["number"] is None]
    assert (gone["item"], gone["what"], gone["detail"]) == ("受講", "T01 研修", "2025/6/10 修了")
    assert (gone["attention"], gone["origin"], gone["evidence"]) == (
        "消えた行",
        "前の申告",
        "修了証",
    )
    assert (gone["staff_no"], None, None) in shown.locked
    (person,) = [row for row in shown.people if row["staff_no"] == PERSON]
    assert "消えた行 1行" in str(person["attention"])
    assert (person["line_count"], person["open_count"]) == (2, 1)


def test_a_vanished_goal_is_shown_too() -> None:
    ledger = after(
        EMPTY,
        taken(EMPTY, two := report(goal(2, goal="別の目標")), reviews=[review(decision(two))]),
    )
    _, shown = content(ledger, report(day="2026-03-15"))
    assert [line["what"] for line in shown.lines if line["number"] is None] == ["別の目標"]


def test_nothing_has_vanished_where_every_row_came_back() -> None:
    _, shown = content(CONFIRMED, report(course(), lead(role="担当"), day="2026-03-15"))
    gone = [line for line in shown.lines if line["number"] is None]
    assert [line["what"] for line in gone] == ["PJ001 リード"]


def test_a_workbook_with_vanished_rows_is_read_without_a_fault() -> None:
    tables, shown = content(CONFIRMED, report(lead(), day="2026-03-15"))
    read = read_review(build(shown, policy(tables).settings), "確認表.xlsx")
    assert isinstance(read, Review)
    assert read.problems == ()
