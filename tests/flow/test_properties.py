"""What holds for whatever people hand in: nothing lost, nothing twice, order is nothing."""

import datetime as dt

import pytest
from hypothesis import given, settings, strategies as st

from flow.forms import (
    HEAD_A,
    OTHER,
    PERSON,
    after,
    course,
    decision,
    goal,
    lead,
    marks,
    office,
    report,
    review,
    row,
    state,
    taken,
)
from ledger.judge.consolidation import Intake
from ledger.layout import ledger
from ledger.layout.frames import Tables, cells
from ledger.model.reports import ReportRow, Review, SelfReport
from sampling import WHOLE, whole_set

EMPTY = office()
ROSTERED = office(
    attendances=[
        {
            "staff_no": PERSON,
            "training_code": "T01",
            "completed_on": "2025-06-10",
            "source": "名簿",
            "confirmed": "済",
        }
    ]
)
DAYS = st.dates(dt.date(2024, 1, 1), dt.date(2026, 6, 30))


@st.composite
def rows(draw: st.DrawFn) -> tuple[ReportRow, ...]:
    """Draw the rows of one report: good ones, impossible ones, the same one twice."""
    listed: list[ReportRow] = []
    if draw(st.booleans()):
        listed.append(goal(digital=draw(st.sampled_from(("○", "×")))))
    for number in range(1, draw(st.integers(0, 3)) + 1):
        completed = draw(st.one_of(st.just(dt.date(2025, 6, 10)), DAYS))
        code = draw(st.sampled_from(("T01", "T02", None)))
        usable = code is not None and draw(st.integers(0, 5)) > 0
        listed.append(course(number, training_code=code, completed_on=completed, usable=usable))
    for number in range(1, draw(st.integers(0, 2)) + 1):
        ended = draw(st.one_of(st.none(), DAYS))
        named = draw(st.sampled_from(("PJ001", "PJ002", None)))
        listed.append(
            lead(
                number,
                project_no=named,
                project_name="予約のオンライン化" if named is None else None,
                started_on=draw(DAYS),
                ended_on=ended,
            )
        )
    if draw(st.booleans()):
        listed.append(row("my_tool_levels", 1, tool_code="LOGO", level=draw(st.integers(0, 3))))
    if draw(st.booleans()):
        listed.append(row("my_steps", 1, persona_code="P02", own_step=draw(st.integers(0, 2))))
    return tuple(listed)


@st.composite
def inboxes(draw: st.DrawFn) -> tuple[list[SelfReport], list[Review]]:
    """Draw what lies in the inbox: several versions, copies, foreign forms; and decisions."""
    reports = []
    for number in range(draw(st.integers(1, 5))):
        one = report(
            *draw(rows()),
            staff_no=draw(st.sampled_from((PERSON, OTHER))),
            day=draw(st.sampled_from((None, "2026-03-10", "2026-03-12", "2026-03-15"))),
            file=f"{number}.xlsx",
            bare=True,
        )
        year = 2025 if draw(st.integers(0, 9)) else 2024
        reports.append(one._replace(fiscal_year=year))
    if draw(st.booleans()):
        reports.append(reports[0]._replace(file="写し.xlsx"))
    words = ("確認", "差戻し", "保留")
    decided = [
        decision(one, draw(st.sampled_from(words)), file=f"確認表{number}.xlsx")
        for number, one in enumerate(reports)
        if draw(st.booleans())
    ]
    return reports, [review(one, file=one.file) for one in decided]


def changed(before: Tables, now: Tables) -> list[str]:
    """Return the tables that are not the same."""
    return [t.key for t in ledger.TABLES if cells(t, before[t.key]) != cells(t, now[t.key])]


def told(intake: Intake) -> list[str]:
    return sorted(map(str, intake.problems))


@given(inboxes(), st.sampled_from((EMPTY, ROSTERED)))
@whole_set
@settings(max_examples=100 if WHOLE else 10, deadline=None)
def test_every_row_read_is_accepted_superseded_or_quarantined(
    inbox: tuple[list[SelfReport], list[Review]], base: Tables
) -> None:
    reports, reviews = inbox
    intake = taken(base, *reports, reviews=reviews)
    counted = intake.rows
    assert counted.read == counted.accepted + counted.superseded + counted.quarantined
    by_file = {tally.file: tally for tally in intake.files}
    assert set(by_file) == {one.file for one in reports}
    for one in reports:
        tally = by_file[one.file]
        own = tally.rows
        assert own.read == own.accepted + own.superseded + own.quarantined
        assert own.read == (0 if tally.use.value == "duplicate" else len(one.rows))


@given(inboxes(), st.randoms(use_true_random=False), st.sampled_from((EMPTY, ROSTERED)))
@whole_set
@settings(max_examples=100 if WHOLE else 10, deadline=None)
def test_the_order_of_files_does_not_matter(
    inbox: tuple[list[SelfReport], list[Review]], random: object, base: Tables
) -> None:
    reports, reviews = inbox
    one = taken(base, *reports, reviews=reviews)
    random.shuffle(reports)  # type: ignore[attr-defined]
    random.shuffle(reviews)  # type: ignore[attr-defined]
    other = taken(base, *reports, reviews=reviews)
    assert changed(after(base, one), after(base, other)) == []
    assert told(one) == told(other)
    assert one.rows == other.rows


@given(inboxes(), st.sampled_from((EMPTY, ROSTERED)))
@whole_set
@settings(max_examples=100 if WHOLE else 10, deadline=None)
def test_taking_in_twice_changes_nothing(
    inbox: tuple[list[SelfReport], list[Review]], base: Tables
) -> None:
    reports, reviews = inbox
    once = after(base, taken(base, *reports, reviews=reviews))
    again = taken(once, *reports, reviews=reviews)
    assert changed(once, after(once, again)) == []


EDITS = st.sampled_from(
    (
        {"training_code": "T02"},
        {"completed_on": dt.date(2025, 6, 11)},
        {"evidence": "別の修了証"},
        {"evidence": None},
    )
)


@given(rows(), EDITS)
@whole_set
@settings(max_examples=100 if WHOLE else 10, deadline=None)
def test_editing_one_field_after_confirmation_is_detected(
    others: tuple[ReportRow, ...], edit: dict[str, object]
) -> None:
    usable = [r for r in others if r.usable and r.table not in {"my_goals", "my_attendances"}]
    seen = report(course(), *usable)
    confirmed = after(EMPTY, taken(EMPTY, seen, reviews=[review(decision(seen))]))
    if state(confirmed) != "確認済":
        return
    edited = report(course(1, **edit), *usable, day="2026-03-25")
    now = after(confirmed, taken(confirmed, edited))
    assert state(now) == "内容変更"
    assert now["reports"].set_index("staff_no").loc[PERSON, "digest"] == edited.digest


@pytest.mark.parametrize("confirmer", [HEAD_A, PERSON])
def test_the_property_of_confirmation_has_something_to_bite_on(confirmer: str) -> None:
    seen = report(course())
    decided = decision(seen, confirmer_no=confirmer)
    ledger_now = after(EMPTY, taken(EMPTY, seen, reviews=[review(decided)]))
    assert marks(ledger_now, "attendances") == (["済"] if confirmer == HEAD_A else ["未"])
