"""DX推進員の Step2 = リード期間12か月: W10〜W18, W20, W21 (Step1 is met throughout)."""

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

import pytest

from builders import tables
from ledger.layout.frames import Tables
from scene import (
    APPOINTED,
    P02,
    PROMOTER,
    TRAININGS,
    Row,
    completions,
    criterion,
    standing,
    verdict,
)

Lead = tuple[str, str, str]
"""役割, 開始日, 終了日 (空 = 続いている)."""


class Case(NamedTuple):
    """Leads and leave, judged on a day: the Step, the 期間 and the 最短到達日 to come out."""

    leads: list[Lead]
    leaves: list[tuple[str, str]]
    as_of: str
    step: int
    amount: str
    earliest: str | None


def promoter(
    leads: list[Lead],
    as_of: str,
    leaves: list[tuple[str, str]] | None = None,
    assignments: Sequence[Row] = (APPOINTED,),
    **settings: object,
) -> Tables:
    year = int(as_of[:4]) - (as_of[5:7] < "04")
    return tables(
        {"fiscal_year": year, "as_of": as_of, **settings},
        personas=[P02],
        assignments=assignments,
        trainings=TRAININGS,
        criteria=PROMOTER,
        attendances=completions("T07", "T09", on="2023-01-10"),
        engagements=[
            {"project_no": f"A{n}", "role": role, "started_on": start, "ended_on": end or None}
            for n, (role, start, end) in enumerate(leads)
        ],
        leaves=[{"started_on": start, "ended_on": end or None} for start, end in leaves or []],
    )


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(
            Case(
                [("リード", "2024-04-01", "2025-03-31")],
                [],
                "2025-03-31",
                2,
                "12か月/12か月",
                None,
            ),
            id="W10 ちょうど1年",
        ),
        pytest.param(
            Case(
                [("リード", "2024-04-01", "2025-03-30")],
                [],
                "2025-03-30",
                1,
                "11か月30日/12か月",
                "2025-03-31",
            ),
            id="W11 1日足りない",
        ),
        pytest.param(
            Case(
                [("リード", "2024-04-01", "2025-03-30")],
                [],
                "2025-03-31",
                1,
                "11か月30日/12か月",
                "2025-04-01",
            ),
            id="W11 終わった翌日に見ても届かない",
        ),
        pytest.param(
            Case(
                [("リード", "2025-04-02", "")],
                [],
                "2026-03-31",
                1,
                "11か月30日/12か月",
                "2026-04-01",
            ),
            id="W11 4/2に始めて続いている",
        ),
        pytest.param(
            Case(
                [("リード", "2023-04-01", "2024-03-31")],
                [],
                "2024-03-30",
                1,
                "11か月30日/12か月",
                "2024-03-31",
            ),
            id="W12 365日たっても1年ではない",
        ),
        pytest.param(
            Case(
                [("リード", "2024-02-29", "")],
                [],
                "2025-02-28",
                2,
                "12か月/12か月",
                None,
            ),
            id="W13 2/29から",
        ),
        pytest.param(
            Case(
                [("リード", "2024-04-01", "2024-12-31"), ("リード", "2024-10-01", "2025-03-31")],
                [],
                "2025-03-31",
                2,
                "12か月/12か月",
                None,
            ),
            id="W14 重なる2件",
        ),
        pytest.param(
            Case(
                [("リード", "2024-04-01", "2024-09-30"), ("リード", "2025-01-01", "2025-06-30")],
                [],
                "2025-06-30",
                2,
                "12か月/12か月",
                None,
            ),
            id="W15 通算",
        ),
        pytest.param(
            Case(
                [("リード", "2024-04-01", "2025-03-31")],
                [("2024-10-01", "2024-12-31")],
                "2025-03-31",
                1,
                "9か月/12か月",
                "2025-06-30",
            ),
            id="W16 育休を除く",
        ),
        pytest.param(
            Case(
                [("リード", "2024-10-01", "")],
                [],
                "2025-03-31",
                1,
                "6か月/12か月",
                "2025-09-30",
            ),
            id="W17 半年",
        ),
        pytest.param(
            Case(
                [("リード", "2024-10-01", "")],
                [],
                "2026-03-31",
                2,
                "18か月/12か月",
                None,
            ),
            id="W17 1年後",
        ),
        pytest.param(
            Case(
                [("リード", "2026-04-01", "")],
                [],
                "2026-03-31",
                1,
                "0か月/12か月",
                "2027-03-31",
            ),
            id="W17 基準日の後に始まるものは数えない",
        ),
        pytest.param(
            Case(
                [("担当", "2024-04-01", "2025-03-31")],
                [],
                "2025-03-31",
                1,
                "0か月/12か月",
                "2026-03-31",
            ),
            id="W18 担当は数えない",
        ),
        pytest.param(
            Case(
                [("共同リード", "2024-04-01", "2025-03-31")],
                [],
                "2025-03-31",
                2,
                "12か月/12か月",
                None,
            ),
            id="W18 共同リードは数える",
        ),
        pytest.param(
            Case(
                [("リード", "2025-04-01", "2025-09-30"), ("リード", "2025-10-01", "2026-03-31")],
                [],
                "2026-03-31",
                2,
                "12か月/12か月",
                None,
            ),
            id="W20 異動をはさんでも続き",
        ),
        pytest.param(
            Case(
                [("リード", "2025-10-01", "")],
                [],
                "2026-03-31",
                1,
                "6か月/12か月",
                "2026-09-30",
            ),
            id="W21 R7は届かない",
        ),
        pytest.param(
            Case(
                [("リード", "2025-10-01", "")],
                [],
                "2027-03-31",
                2,
                "18か月/12か月",
                None,
            ),
            id="W21 R8は届く",
        ),
    ],
)
def test_step2_takes_a_lead_of_twelve_months(case: Case) -> None:
    row = verdict(promoter(case.leads, case.as_of, case.leaves), "P02")
    assert row["rule_step"] == row["official_step"] == case.step
    entries = str(row["met"] if case.step == 2 else row["unmet"])
    assert f"2-1 リード期間 {case.amount}" in entries
    assert row["earliest_on"] == (dt.date.fromisoformat(case.earliest) if case.earliest else None)


SPLIT: list[Lead] = [("リード", "2024-04-01", "2024-09-30"), ("リード", "2025-01-01", "2025-06-30")]
LEAVE = [("2024-10-01", "2024-12-31")]
WHOLE: list[Lead] = [("リード", "2024-04-01", "2025-03-31")]
COLEAD: list[Lead] = [("共同リード", "2024-04-01", "2025-03-31")]
ALMOST: list[Lead] = [
    ("リード", "2024-04-01", "2025-03-02"),
    ("リード", "2025-03-04", "2025-03-31"),
]


@pytest.mark.parametrize(
    ("built", "step"),
    [
        pytest.param(promoter(SPLIT, "2025-06-30", lead_mode="通算"), 2, id="W15 通算"),
        pytest.param(promoter(SPLIT, "2025-06-30", lead_mode="継続"), 1, id="W15 継続"),
        pytest.param(promoter(COLEAD, "2025-03-31", colead_counts=True), 2, id="W18 共同 ○"),
        pytest.param(promoter(COLEAD, "2025-03-31", colead_counts=False), 1, id="W18 共同 ×"),
        pytest.param(
            promoter(WHOLE, "2025-03-31", LEAVE, leave_stops_clock=True), 1, id="W16 休職で止める"
        ),
        pytest.param(
            promoter(WHOLE, "2025-03-31", LEAVE, leave_stops_clock=False), 2, id="W16 止めない"
        ),
        # 11か月2日と28日 = 30日
        pytest.param(promoter(ALMOST, "2025-03-31", day_carry=30), 2, id="端数30日で1か月"),
        pytest.param(promoter(ALMOST, "2025-03-31", day_carry=31), 1, id="端数31日で1か月"),
    ],
)
def test_each_switch_both_ways(built: Tables, step: int) -> None:
    assert verdict(built, "P02")["rule_step"] == step


@pytest.mark.parametrize("kind", ["休職", "育休", "派遣・出向", "その他"])
def test_leave_of_every_kind_stops_the_clock(kind: str) -> None:
    built = promoter(WHOLE, "2025-03-31", LEAVE)
    built["leaves"]["kind"] = kind
    assert verdict(built, "P02")["rule_step"] == 1


def test_a_lead_before_the_appointment_counts() -> None:
    on_the_day = [{"persona_code": "P02", "started_on": "2025-03-31"}]
    built = promoter(WHOLE, "2025-03-31", assignments=on_the_day)
    assert verdict(built, "P02")["rule_step"] == 2


KINDS: list[Row] = [
    {"project_no": "A1", "kind": "BPR", "started_on": "2025-04-01", "ended_on": "2025-06-30"},
    {"project_no": "A2", "started_on": "2025-08-01", "ended_on": "2025-09-30"},
    {"project_no": "仮-1", "started_on": "2025-11-01", "ended_on": "2025-11-30"},
    {"project_no": "A3", "started_on": "2026-01-01", "ended_on": "2026-03-31"},
]


@pytest.mark.parametrize(
    ("about", "months"),
    [
        pytest.param(None, 9, id="種別を問わない: 3+2+1+3か月"),
        pytest.param("BPR", 3, id="その行の種別"),
        pytest.param("RPA", 3, id="案件の種別 2か月と、統合先の案件の種別 1か月"),
        pytest.param("BI", 0, id="ほかの種別"),
    ],
)
def test_a_period_may_be_of_one_kind_of_project(about: str | None, months: int) -> None:
    built = tables(
        personas=[{**P02, "scope": "全職員"}],
        criteria=[criterion("1-1", "リード期間", about, 6, persona_code="P02")],
        engagements=KINDS,
        projects=[
            {"project_no": "A1", "kind": "RPA"},
            {"project_no": "A2", "kind": "RPA"},
            {"project_no": "仮-1", "merged_into": "A2"},
        ],
    )
    (outcome,) = standing(built, persona="P02").outcomes
    assert (outcome.have, outcome.met) == (months, months >= 6)


@pytest.mark.parametrize(
    ("role", "colead", "months"),
    [
        pytest.param("リード", "×", 3, id="リード"),
        pytest.param("共同リード", "×", 3, id="共同リードは切り替えによらない"),
        pytest.param("担当", "×", 3, id="担当"),
        pytest.param("後進育成", "○", 0, id="後進育成は数えない"),
    ],
)
def test_duty_time_counts_leads_coleads_and_members(role: str, colead: str, months: int) -> None:
    built = tables(
        {"colead_counts": colead},
        personas=[{**P02, "scope": "全職員"}],
        criteria=[criterion("1-1", "担当期間", amount=3, persona_code="P02")],
        engagements=[{"project_no": "A1", "role": role, "started_on": "2026-01-01"}],
    )
    (outcome,) = standing(built, persona="P02").outcomes
    assert (outcome.have, outcome.met) == (months, months == 3)


def test_an_end_before_its_start_counts_nothing() -> None:
    backwards = promoter([("リード", "2025-03-31", "2024-01-01")], "2025-03-31")
    assert verdict(backwards, "P02")["unmet"] == "2-1 リード期間 0か月/12か月"
