"""上長判定 lives and dies with the confirmation that it stands on (rulings, "Step").

Each case is what happens to one person's reports, in order; what must be left is 上長判定.
"""

import datetime as dt
from typing import NamedTuple

import pytest
from hypothesis import given, settings, strategies as st

from builders import policy
from flow.forms import (
    AS_OF,
    CLOSING,
    PERSON,
    after,
    course,
    decision,
    goal,
    issue,
    office,
    report,
    review,
    state,
    stepped,
    taken,
)
from ledger.judge.verdicts import verdicts
from ledger.layout.frames import Tables, replaced
from ledger.model.reports import Review, SelfReport

OPENING = "期首"
OFFICE = office(
    issues=[issue(PERSON), issue(PERSON, OPENING)],
    criteria=[
        {"persona_code": "P02", "step": 1, "kind": "研修", "object_code": "T01", "amount": 1}
    ],
    assignments=[{"staff_no": PERSON, "persona_code": "P02"}],
)
REPORTS = {
    "期首": report(phase=OPENING, file="期首.xlsx", day="2026-03-02"),
    "期首2": report(
        goal(goal="直した"), phase=OPENING, file="期首2.xlsx", day="2026-03-03", bare=True
    ),
    "年度末": report(course(), file="年度末.xlsx", day="2026-03-12"),
    "年度末2": report(course(evidence="直した"), file="年度末2.xlsx", day="2026-03-14"),
}


class Event(NamedTuple):
    """One run: a report is handed in, and decided on (or not), with a 上長判定 (or without)."""

    seen: str
    word: str = ""
    step: int | None = None
    day: int = 20


def sheet_of(event: Event) -> Review:
    file = f"確認表-{event.seen}-{event.day}.xlsx"
    seen = REPORTS[event.seen]
    decided = decision(
        seen, event.word, confirmed_on=dt.date(2026, 3, event.day), file=file, phase=seen.phase
    )
    steps = [] if event.step is None else [stepped(event.step, file=file)]
    return review(decided, steps=steps, phase=seen.phase)


def lived(*events: Event) -> Tables:
    """Return the ledger after one run for each event."""
    ledger = OFFICE
    for event in events:
        sheets = [sheet_of(event)] if event.word else []
        ledger = after(ledger, taken(ledger, REPORTS[event.seen], reviews=sheets))
    return ledger


def standing(ledger: Tables) -> list[int]:
    return [int(step) for step in ledger["step_reviews"]["reviewed_step"]]


CASES: list[tuple[str, list[Event], list[int]]] = [
    ("確認と同時の上長判定は立つ", [Event("年度末", "確認", 2)], [2]),
    (
        "同じ内容を差し戻すと消える",
        [Event("年度末", "確認", 2), Event("年度末", "差戻し", day=25)],
        [],
    ),
    (
        "同じ内容を保留に変えても消える",
        [Event("年度末", "確認", 2), Event("年度末", "保留", day=25)],
        [],
    ),
    (
        "差し戻した後で確認し直すと、そのときの上長判定が立つ",
        [
            Event("年度末", "確認", 2),
            Event("年度末", "差戻し", day=25),
            Event("年度末", "確認", 1, day=26),
        ],
        [1],
    ),
    (
        "新しい版が確認を待つあいだは残る",
        [Event("年度末", "確認", 2), Event("年度末2")],
        [2],
    ),
    (
        "新しい版を差し戻しても、前の版の確認は取り消していないので残る",
        [Event("年度末", "確認", 2), Event("年度末2", "差戻し", day=25)],
        [2],
    ),
    (
        "新しい版が、別の確認表で上長判定なしに確認されると消える",
        [Event("年度末", "確認", 2), Event("年度末2", "確認", day=25)],
        [],
    ),
    (
        "新しい版の上長判定だけが立つ",
        [Event("年度末", "確認", 2), Event("年度末2", "確認", 1, day=25)],
        [1],
    ),
    ("期首の上長判定は、年度末の確認までは立つ", [Event("期首", "確認", 2), Event("年度末")], [2]),
    (
        "期首の上長判定は、年度末が上長判定なしに確認されると消える",
        [Event("期首", "確認", 2), Event("年度末", "確認", day=25)],
        [],
    ),
    (
        "年度末の上長判定は、期首の上長判定に替わる",
        [Event("期首", "確認", 2), Event("年度末", "確認", 1, day=25)],
        [1],
    ),
    (
        "年度末が確認された後で期首の確認表だけを読んでも、期首の上長判定は戻らない",
        [
            Event("期首", "確認", 2),
            Event("年度末", "確認", day=25),
            Event("期首", "確認", 2),
        ],
        [],
    ),
    (
        "年度末が確認された後の期首の差戻しは、年度末の上長判定に触れない",
        [
            Event("期首", "確認", 2),
            Event("年度末", "確認", 1, day=25),
            Event("期首", "差戻し", day=26),
        ],
        [1],
    ),
]


@pytest.mark.parametrize(("events", "left"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_上長判定は_そのもとになった確認と運命をともにする(
    events: list[Event], left: list[int]
) -> None:
    assert standing(lived(*events)) == left


def test_差戻しの後の正式Stepは_上長判定によらない() -> None:
    ledger = lived(Event("年度末", "確認", 2), Event("年度末", "差戻し", day=25))
    (found,) = official(ledger)
    assert state(ledger) == "差戻し"
    assert found == 0, "確認済みの実績もないので0"


def official(ledger: Tables) -> list[int]:
    found = verdicts(policy(ledger), ledger, AS_OF)
    own = found[(found["staff_no"] == PERSON) & (found["persona_code"] == "P02")]
    return [int(step) for step in own["official_step"]]


def test_ほかの人の上長判定には触れない() -> None:
    other = lived(Event("年度末", "確認", 2))["step_reviews"].assign(staff_no="00102")
    ledger = replaced(OFFICE, {"step_reviews": other})
    seen = REPORTS["年度末"]
    now = after(ledger, taken(ledger, seen, reviews=[sheet_of(Event("年度末", "確認", 1))]))
    assert now["step_reviews"]["staff_no"].tolist() == ["00102", PERSON]


@st.composite
def lives(draw: st.DrawFn) -> list[Event]:
    """Draw a life: versions come in their order, decisions on later days come later."""
    seen = draw(st.lists(st.sampled_from(sorted(REPORTS)), min_size=1, max_size=5))
    words = st.sampled_from(("", "確認", "確認", "差戻し"))
    steps = st.sampled_from((None, 0, 1, 2))
    order = ("期首", "期首2", "年度末", "年度末2")
    return [
        Event(name, draw(words), draw(steps), day=15 + number)
        for number, name in enumerate(sorted(seen, key=order.index))
    ]


@given(lives())
@settings(max_examples=60, deadline=None)
def test_立っている上長判定は_最後に確認され取り消されていない版のもの(
    events: list[Event],
) -> None:
    """By the rule: look back from the end for the confirmation that 上長判定 rests on."""
    expected: int | None = None
    for place, event in enumerate(events):
        if event.word == "確認":
            expected = event.step
        elif event.word == "差戻し" and any(
            one.word == "確認" and one.seen == event.seen for one in events[:place]
        ):
            expected = None
    left = standing(lived(*events))
    assert left == ([] if expected is None else [expected])


def test_確認は一度の集約でも二度の集約でも同じになる() -> None:
    events = [Event("期首", "確認", 2), Event("年度末", "確認", day=25)]
    seen: list[SelfReport] = [REPORTS[event.seen] for event in events]
    sheets = [sheet_of(event) for event in events]
    at_once = after(OFFICE, taken(OFFICE, *seen, reviews=sheets))
    assert standing(at_once) == standing(lived(*events)) == []
    assert taken(at_once, *seen, reviews=sheets).tables == {}
    assert {row["phase"] for row in at_once["confirmations"].to_dict("records")} == {
        OPENING,
        CLOSING,
    }
