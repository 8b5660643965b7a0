"""最短の日 on the form and by `judge`: completions must still hold on the day.

T01 holds for 12 months. The person completed it on the day each case names; sessions are planned
for 5/1 and 6/1 of R8. The day looked at is 2026-03-31.
"""

import datetime as dt
from pathlib import Path

import pytest

import builders
from ledger.form.blocks import CALC_SHEET, UNKNOWN
from ledger.form.content import prefill
from ledger.form.issue import fill
from ledger.form.template import template
from ledger.judge.steps import standings
from ledger.layout.frames import Tables
from ledger.model.terms import Phase
from ledger.model.verdicts import Lens
from office.blocks import value
from office.harness import recalculated

AS_OF = dt.date(2026, 3, 31)
EPOCH = dt.date(1899, 12, 30)
MAY, JUNE, JULY = "2026-05-01", "2026-06-01", "2026-07-01"

Case = tuple[str, list[tuple[str, str]], list[tuple[str, str]], str, int, str | None]
CASES: list[Case] = [
    (
        "4月4日で切れるので、5月と6月の2回が要る",
        [("T01", "2025-04-05")],
        [("T01", MAY), ("T01", JUNE)],
        "T01",
        2,
        JUNE,
    ),
    (
        "5月1日が最後の日なら、5月の1回で足りる",
        [("T01", "2025-05-02")],
        [("T01", MAY), ("T01", JUNE)],
        "T01",
        2,
        MAY,
    ),
    (
        "4月30日で切れるなら、5月の1回では足りない",
        [("T01", "2025-05-01")],
        [("T01", MAY), ("T01", JUNE)],
        "T01",
        2,
        JUNE,
    ),
    ("切れた後は、予定が1回では足りない", [("T01", "2025-04-05")], [("T01", MAY)], "T01", 2, None),
    ("期限のない研修は、前の修了も数える", [("T02", "2020-04-01")], [("T02", MAY)], "T02", 2, MAY),
    ("組: T01が切れる前にT02が終わる", [("T01", "2025-05-02")], [("T02", MAY)], "G", 1, MAY),
    (
        "組: T02が終わる前にT01が切れ、T01の予定はない",
        [("T01", "2025-04-05")],
        [("T02", MAY)],
        "G",
        1,
        None,
    ),
    (
        "組: T02が終わる前にT01が切れ、7月に受け直す",
        [("T01", "2025-04-05")],
        [("T02", MAY), ("T01", JULY)],
        "G",
        1,
        JULY,
    ),
    ("組のうち2つ: 同じ", [("T01", "2025-04-05")], [("T02", MAY), ("T01", JULY)], "G", 2, JULY),
]
"""What it shows; completions, then planned sessions, each a training and its day; 対象コード;
必要数; what must come out."""


def ledger(
    done: list[tuple[str, str]], planned: list[tuple[str, str]], code: str, needed: int
) -> Tables:
    return builders.tables(
        personas=[{"persona_code": "P01"}],
        trainings=[{"training_code": "T01", "valid_months": 12}, {"training_code": "T02"}],
        training_groups=[{"group_code": "G", "training_code": one} for one in ("T01", "T02")],
        criteria=[
            {
                "persona_code": "P01",
                "step": 1,
                "kind": "研修",
                "object_code": code,
                "amount": needed,
            }
        ],
        attendances=[{"training_code": one, "completed_on": day} for one, day in done],
        sessions=[
            {"session_no": f"K{n}", "training_code": one, "held_on": day, "state": "予定"}
            for n, (one, day) in enumerate(planned)
        ],
    )


@pytest.mark.parametrize("case", CASES, ids=[case[0] for case in CASES])
def test_judge_names_the_day_on_which_enough_completions_hold(case: Case) -> None:
    _, done, planned, code, needed, earliest = case
    built = ledger(done, planned, code, needed)
    (found,) = standings(builders.policy(built), built, AS_OF, Lens.CLAIMED)
    assert found.step == 0
    assert found.earliest_on == (dt.date.fromisoformat(earliest) if earliest else None)


@pytest.mark.office
def test_the_panel_names_the_same_day(tmp_path: Path) -> None:
    forms, wanted = {}, {}
    for number, (_, done, planned, code, needed, earliest) in enumerate(CASES):
        built = ledger(done, planned, code, needed)
        form = prefill(builders.policy(built), built, builders.PERSON, AS_OF, Phase.CLOSING)
        forms[f"form-{number}"] = fill(template(), form)
        day = dt.date.fromisoformat(earliest) if earliest else None
        wanted[f"form-{number}"] = (day - EPOCH).days if day else UNKNOWN
    grids = recalculated(forms, CALC_SHEET, tmp_path / "work")
    shown = {name: value(grid, "verdicts", "earliest", 0) for name, grid in grids.items()}
    assert shown == wanted
