"""どの日の所属・所属長・休職で、確認者を決めるか: 確認日と基準日の早いほう(両方の時期で).

00101 は課A。基準日は2026-03-31。長は 90001、代理などは 90002。期首の申告は2025-05-10に、年度末の
申告は2026-03-12に提出。
"""

import datetime as dt
from collections.abc import Mapping, Sequence

import pytest

from builders import policy, tables
from flow.forms import (
    HEAD_A,
    HEAD_B,
    PERSON,
    after,
    codes,
    course,
    decision,
    issue,
    office,
    report,
    review,
    state,
    taken,
)
from ledger.judge.review.content import review_contents
from ledger.judge.verdicts import verdicts
from ledger.layout.frames import Tables, replaced
from ledger.model.reports import SelfReport

OPENING = "期首"
SPRING = dt.datetime(2025, 4, 10, 9)  # noqa: DTZ001 - moments of the ledger are local time
FIRST = report(course(), phase=OPENING, day="2025-05-10")
LAST = report(course())

Rows = Sequence[Mapping[str, object]]


def head(number: str, since: str, until: str | None = None, kind: str = "長") -> dict[str, object]:
    return {
        "section_code": "A01",
        "staff_no": number,
        "kind": kind,
        "started_on": since,
        "ended_on": until,
    }


AT_OCTOBER: Rows = [head(HEAD_A, "2020-04-01", "2025-09-30"), head(HEAD_B, "2025-10-01")]
AT_APRIL: Rows = [head(HEAD_A, "2020-04-01", "2026-03-31"), head(HEAD_B, "2026-04-01")]
DEPUTY: Rows = [head(HEAD_A, "2020-04-01", "2025-12-31"), head(HEAD_B, "2026-01-01", kind="代理")]
BOTH: Rows = [head(HEAD_A, "2020-04-01"), head(HEAD_B, "2020-04-01", kind="代理")]
AWAY: Rows = [{"staff_no": HEAD_A, "started_on": "2026-03-13", "ended_on": "2026-03-15"}]
MOVED: Rows = [
    {"staff_no": PERSON, "section_code": "A01", "ended_on": "2025-09-30"},
    {"staff_no": PERSON, "section_code": "B01", "started_on": "2025-10-01"},
    *({"staff_no": one, "section_code": "A01"} for one in (HEAD_A, "00102")),
    {"staff_no": HEAD_B, "section_code": "B01"},
]
TWO: Rows = [head(HEAD_A, "2020-04-01"), {**head(HEAD_B, "2020-04-01"), "section_code": "B01"}]


def ledger_with(heads: Rows, **rows: Rows) -> Tables:
    issues = [issue(PERSON, OPENING, issued_at=SPRING), issue(PERSON)]
    return office(None, heads=heads, issues=issues, **rows)


def decided(ledger: Tables, seen: SelfReport, by: str, on: str) -> tuple[str, list[str]]:
    """Return 状態 after `by` confirmed on a day, and the problems."""
    day = dt.date.fromisoformat(on)
    sheet = review(decision(seen, confirmer_no=by, confirmed_on=day), phase=seen.phase)
    intake = taken(ledger, seen, reviews=[sheet])
    return state(after(ledger, intake), phase=seen.phase), codes(intake.problems)


@pytest.mark.parametrize(
    ("heads", "rows", "seen", "on", "right", "wrong"),
    [
        pytest.param(AT_OCTOBER, {}, FIRST, "2025-09-30", HEAD_A, HEAD_B, id="期首 長が替わる前日"),
        pytest.param(AT_OCTOBER, {}, FIRST, "2025-10-01", HEAD_B, HEAD_A, id="期首 長が替わった日"),
        pytest.param(AT_APRIL, {}, LAST, "2026-03-30", HEAD_A, HEAD_B, id="基準日の前日に確認"),
        pytest.param(AT_APRIL, {}, LAST, "2026-03-31", HEAD_A, HEAD_B, id="基準日に確認"),
        pytest.param(
            AT_APRIL, {}, LAST, "2026-04-01", HEAD_A, HEAD_B, id="4月1日に長が替わっても基準日の長"
        ),
        pytest.param(AT_APRIL, {}, LAST, "2026-04-08", HEAD_A, HEAD_B, id="基準日より後に確認"),
        pytest.param(
            AT_APRIL, {}, FIRST, "2026-04-08", HEAD_A, HEAD_B, id="期首の申告を基準日より後に確認"
        ),
        pytest.param(DEPUTY, {}, FIRST, "2025-12-31", HEAD_A, HEAD_B, id="長が退いた日までは長"),
        pytest.param(DEPUTY, {}, FIRST, "2026-01-01", HEAD_B, HEAD_A, id="長が空けば代理"),
        pytest.param(
            BOTH, {"leaves": AWAY}, LAST, "2026-03-12", HEAD_A, HEAD_B, id="長の休職の前日は長"
        ),
        pytest.param(
            BOTH,
            {"leaves": AWAY},
            LAST,
            "2026-03-15",
            HEAD_B,
            HEAD_A,
            id="長の休職の終わりの日は代理",
        ),
        pytest.param(
            BOTH, {"leaves": AWAY}, LAST, "2026-03-16", HEAD_A, HEAD_B, id="長が戻った日は長"
        ),
        pytest.param(
            TWO,
            {"postings": MOVED},
            FIRST,
            "2025-09-30",
            HEAD_A,
            HEAD_B,
            id="異動の前日は元の課",
        ),
        pytest.param(
            TWO,
            {"postings": MOVED},
            FIRST,
            "2025-10-01",
            HEAD_B,
            HEAD_A,
            id="異動した日は新しい課",
        ),
    ],
)
def test_確認日と基準日の早いほうの日の確認者だけが_確認できる(  # noqa: PLR0913, PLR0917 - a row of the table
    heads: Rows, rows: Mapping[str, Rows], seen: SelfReport, on: str, right: str, wrong: str
) -> None:
    ledger = ledger_with(heads, **rows)
    assert decided(ledger, seen, right, on) == ("確認済", [])
    assert decided(ledger, seen, wrong, on) == ("提出", ["not-confirmer"])


@pytest.mark.parametrize(
    "later",
    [
        pytest.param([head(HEAD_A, "2020-04-01", "2026-02-28")], id="2月末までだったと直した"),
        pytest.param([head(HEAD_B, "2020-04-01")], id="ずっと別の人だったと直した"),
        pytest.param([], id="所属長の行を消した"),
    ],
)
def test_確認履歴にある確認は_後で所属長を直しても裁き直さない(later: Rows) -> None:
    before = ledger_with([head(HEAD_A, "2020-04-01")])
    sheet = review(decision(LAST))
    ledger = after(before, taken(before, LAST, reviews=[sheet]))
    changed = replaced(ledger, {"heads": tables(heads=later)["heads"]})
    again = taken(changed, LAST, reviews=[sheet])
    assert (codes(again.problems), again.tables) == ([], {})
    fresh = replaced(before, {"heads": tables(heads=later)["heads"]})
    assert codes(taken(fresh, LAST, reviews=[sheet]).problems) == ["not-confirmer"]


@pytest.mark.parametrize(
    ("on", "code"),
    [
        pytest.param("2025-03-20", "confirmed-before-issue", id="年を1つ誤った確認日"),
        pytest.param("2026-03-11", "confirmed-before-submission", id="提出より前の確認日"),
        pytest.param("2026-12-01", "confirmed-in-future", id="先の確認日"),
    ],
)
def test_ありえない確認日は_確認者ではなく日付の誤りとして知らせる(on: str, code: str) -> None:
    ledger = ledger_with([head(HEAD_A, "2025-10-01", "2026-02-28"), head(HEAD_B, "2026-03-01")])
    assert decided(ledger, LAST, HEAD_A, on) == ("提出", [code])


@pytest.mark.parametrize(
    ("day", "confirmers"),
    [
        pytest.param("2025-09-30", [HEAD_A], id="長が替わる前日に作る"),
        pytest.param("2025-10-01", [HEAD_B], id="長が替わった日に作る"),
        pytest.param("2026-03-31", [HEAD_B], id="基準日に作る"),
    ],
)
def test_確認表は_作る日の長にあてる(day: str, confirmers: list[str]) -> None:
    ledger = ledger_with(AT_OCTOBER)
    on = dt.date.fromisoformat(day)
    intake = taken(ledger, FIRST, as_of=on)
    stands = after(ledger, intake)
    judged = verdicts(policy(stands), stands, on)
    contents, _ = review_contents(policy(stands), stands, intake, judged, on)
    listed = {content.confirmer_no for content in contents if PERSON in content.everybody}
    assert sorted(listed) == confirmers
