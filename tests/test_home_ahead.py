"""What lies ahead, on the home page: lapsing completions, ending terms, moves after training."""

import datetime as dt
from collections.abc import Mapping, Sequence

import pytest

from builders import policy, tables
from ledger.commands.recompute import today_frame
from ledger.layout.frames import Tables, replaced
from ledger.layout.page_frames import page_rows
from ledger.layout.pages import PageFormula
from ledger.model.judged_day import JudgedDay
from ledger.present.pages.home import ALSO, ALSO_ROWS, home_page
from ledger.present.pages.home_ahead import home_ahead

DAY = dt.date(2026, 3, 20)
PERSONAS = [
    {"persona_code": "P02", "persona_name": "DX推進員", "scope": "指名", "category": "推進"},
]
SECTIONS = [
    {"section_code": "A01", "section_name": "総務課"},
    {"section_code": "A02", "section_name": "福祉課"},
]
SOON = "期限が近い(3か月以内)"


def made(**rows: Sequence[Mapping[str, object]]) -> Tables:
    given = {"personas": PERSONAS, "sections": SECTIONS, **rows}
    return tables(None, **given)


def lapsing(*kinds: tuple[str, str, str]) -> Sequence[Mapping[str, object]]:
    """Return rows of 未受講者: whose, of which 区分, and 在籍の状況."""
    return [
        {"staff_no": who, "kind": kind, "training_code": f"T{n}", "presence": presence}
        for n, (who, kind, presence) in enumerate(kinds)
    ]


MOVED = [
    {"section_code": "A02", "started_on": "2020-04-01", "ended_on": "2025-09-30"},
    {"section_code": "A01", "started_on": "2025-10-01"},
]
TRAINED = {
    "trainings": [{"training_code": "T01", "training_name": "BPR研修"}],
    "training_map": [{"persona_code": "P02", "training_code": "T01"}],
    "postings": MOVED,
    "assignments": [{"persona_code": "P02"}],
}

CASES: Mapping[str, tuple[Tables, list[str]]] = {
    "何もなければ何も言わない": (made(), []),
    "期限の近い2名": (
        made(
            untrained=lapsing(
                ("00001", SOON, "在籍"), ("00001", SOON, "在籍"), ("00002", SOON, "在籍")
            )
        ),
        ["3か月以内に研修の期限が切れる 2名: 次の開催日を知らせる→untrained"],
    ),
    "まだの人と期限切れの人は_ここでは数えない": (
        made(untrained=lapsing(("00001", "必須", "在籍"), ("00002", "期限切れ", "在籍"))),
        [],
    ),
    "休職等の人には_いまは頼まない": (made(untrained=lapsing(("00001", SOON, "休職等"))), []),
    "任期が6月20日に終わる": (
        made(assignments=[{"persona_code": "P02", "ended_on": "2026-06-20"}]),
        ["DX推進員の任期が3か月以内に終わる 1名: 続けるか、次の人を決める→assignments"],
    ),
    "任期が6月21日に終わる": (
        made(assignments=[{"persona_code": "P02", "ended_on": "2026-06-21"}]),
        [],
    ),
    "研修から3か月以内に異動した": (
        made(**TRAINED, attendances=[{"training_code": "T01", "completed_on": "2025-07-01"}]),
        ["この年度に、研修から3か月以内に異動した 1名: だれかを見る→transfer_trial_page"],
    ),
    "研修から3か月と1日で異動した": (
        made(**TRAINED, attendances=[{"training_code": "T01", "completed_on": "2025-06-30"}]),
        [],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_先に見えること(case: str) -> None:
    city, told = CASES[case]
    own = policy(city)
    lines = home_ahead(own, city, JudgedDay.of(own.settings, DAY))
    assert [f"{one.text}→{one.sheet}" for one in lines] == told


def test_ほかにの欄に_急ぐものの後で出る() -> None:
    city = made(
        untrained=lapsing(("00001", SOON, "在籍")),
        assignments=[{"persona_code": "P02", "ended_on": "2026-06-20"}],
    )
    own = policy(city)
    whole = replaced(city, {"today": today_frame(own, city, (), DAY)})
    rows = [
        [value.shown if isinstance(value, PageFormula) else value for value in row]
        for row in page_rows(home_page(own, whole, JudgedDay.of(own.settings, DAY)))
    ]
    at = next(n for n, row in enumerate(rows) if row[0] == ALSO)
    told = [row for row in rows[at : at + ALSO_ROWS] if row[1]]
    assert [row[7] for row in told[-2:]] == ["→ 未受講者", "→ 人材像付与"]
    assert told[-2][6] == "[未受講者一覧]"
    assert len(told) > 2


def test_次の一手にはならない() -> None:
    city = made(assignments=[{"persona_code": "P02", "ended_on": "2026-06-20"}])
    assert not today_frame(policy(city), city, (), DAY)["item"].str.contains("任期").any()
