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
from ledger.present.review.workbook import build
from ledger.read.reviews.review import read_review

EMPTY = office()
FIRST = report(course(), lead())
CONFIRMED = after(EMPTY, taken(EMPTY, FIRST, reviews=[review(decision(FIRST))]))


def vanished(shown: ReviewContent) -> list[str]:
    """Return what is said of rows that are gone: they have no 採否, and no line of the form."""
    said = [str(row["attention"]) for row in shown.people if row.get("number") is None]
    return [one for one in said if one.startswith("前に確認した行が")]


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
    (gone,) = vanished(shown)
    assert gone == (
        "前に確認した行が、新しい申告にありません(確認すると台帳から消えます): "
        "研修 研修 2025/6/10 修了　証拠: 修了証"
    )
    assert (PERSON, "my_engagements", 1) not in shown.locked
    (first,) = [row for row in shown.people if row["staff_no"] == PERSON and row.get("issue_no")]
    assert first["attention"] == "確認した後で、申告の内容が変わりました"
    assert [row["table"] for row in shown.lines] == ["my_goals", "my_engagements"]


def test_a_vanished_goal_is_shown_too() -> None:
    ledger = after(
        EMPTY,
        taken(EMPTY, two := report(goal(2, goal="別の目標")), reviews=[review(decision(two))]),
    )
    _, shown = content(ledger, report(day="2026-03-15"))
    (gone,) = vanished(shown)
    assert gone.endswith("(確認すると台帳から消えます): 目標 別の目標 デジタル")


def test_nothing_has_vanished_where_every_row_came_back() -> None:
    _, shown = content(CONFIRMED, report(course(), lead(role="担当"), day="2026-03-15"))
    (gone,) = vanished(shown)
    assert gone.endswith(": 案件の経験 案件 リード 2025/4/1〜(継続中)、BPR　証拠: 起案文書 R7-123")


def test_a_workbook_with_vanished_rows_is_read_without_a_fault() -> None:
    tables, shown = content(CONFIRMED, report(lead(), day="2026-03-15"))
    read = read_review(build(shown, policy(tables).settings), "確認表.xlsx")
    assert isinstance(read, Review)
    assert read.problems == ()
