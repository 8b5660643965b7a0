"""Nothing of 確保計画 and 人物要件 is dead: each column, changed, changes what somebody sees."""

import datetime as dt

import pytest

from acquisition_cases import EXPERT, MUST
from builders import policy, tables
from ledger.judge.consistency.findings import check
from ledger.layout.acquisition_tables import ACQUISITIONS, REQUIREMENTS
from ledger.layout.frames import Tables, records
from ledger.layout.page_frames import page_rows
from ledger.layout.result_tables import ACQUISITION_PLANS
from ledger.measure.acquisition.plans import acquisition_frame, acquisition_plans
from ledger.measure.acquisition.skills import SkillStandings
from ledger.present.pages.acquisition import acquisition_page

TODAY = dt.date(2025, 12, 8)
SKILLS = [
    {"skill_code": "S1", "persona_code": "P03", "skill_name": "BPR"},
    {"skill_code": "S2", "persona_code": "P03", "skill_name": "データ"},
]
CASE = {**EXPERT, "skill_code": "S1", "trainable": "○", "method": "任用(非常勤)", "priority": 1}
OTHER = {**EXPERT, "case_no": "B01", "role": "設計者", "priority": 2}

CHANGED: dict[str, object] = {
    "case_no": "Z01",
    "role": "業務改革の専門家",
    "duty": "改善の実行の支援",
    "skill_code": "S2",
    "needed": 2,
    "expected": 1,
    "needed_on": "2026-11-01",
    "trainable": "×",
    "priority": 3,
    "training_months": 17,
    "recruiting_months": 5,
    "ramp_months": 2,
    "method": "外部委託",
    "period_fixed": "○",
    "scope_fixed": "○",
    "expert_interviewer": "×",
    "rationale": "前例がある",
    "salary_low": 2_900_000,
    "salary_high": 4_100_000,
    "market_salary": 5_000_000,
    "hours_per_week": 8,
    "days_per_week": 1,
    "remote": "×",
    "recruitment": "特命",
    "estimate": 0,
    "funding": "無料(都・GovTech東京)",
    "department": "情報システム",
}
REQUIRED: dict[str, object] = {
    "case_no": "B01",
    "requirement_no": 7,
    "kind": "歓迎",
    "requirement": "行政の実務経験",
    "department": "人事",
    "assessment": "作った図を見せてもらう",
    "guide": "専門外の人に説明できる",
}


def seen(case: dict[str, object], requirement: dict[str, object]) -> tuple[object, ...]:
    """Return what is seen of a ledger: 逆算, its page, 台帳点検."""
    built = tables(None, acquisitions=[case, OTHER], requirements=[requirement], skills=SKILLS)
    found = policy(built)
    plans = acquisition_plans(built, found.settings, TODAY)
    page = acquisition_page(SkillStandings(found, built), plans, TODAY, "")
    said = [[str(getattr(cell, "shown", cell)) for cell in row] for row in page_rows(page)]
    listed = records(ACQUISITION_PLANS, acquisition_frame(plans))
    return listed, said, [one.what for one in check(found, built)]


@pytest.mark.parametrize("key", ACQUISITIONS.keys)
def test_確保計画のどの列も_変えれば何かが変わる(key: str) -> None:
    assert set(CHANGED) == set(ACQUISITIONS.keys)
    before = seen(CASE, {**MUST})
    assert seen({**CASE, key: CHANGED[key]}, {**MUST}) != before, key


@pytest.mark.parametrize("key", REQUIREMENTS.keys)
def test_人物要件のどの列も_変えれば何かが変わる(key: str) -> None:
    assert set(REQUIRED) == set(REQUIREMENTS.keys)
    before = seen(CASE, {**MUST})
    assert seen(CASE, {**MUST, key: REQUIRED[key]}) != before, key


def budget_days(**settings: object) -> list[object]:
    built: Tables = tables(settings, acquisitions=[EXPERT])
    plans = acquisition_plans(built, policy(built).settings, TODAY)
    frame = acquisition_frame(plans)
    return [str(frame[key][0]) for key in ("budget", "budget_by", "initial_budget_by")]


@pytest.mark.parametrize(
    ("settings", "days"),
    [
        pytest.param(
            {}, ["補正予算", "2026-05-31 00:00:00", "2025-10-31 00:00:00"], id="設定のまま"
        ),
        pytest.param(
            {"budget_request_month": 12},
            ["当初予算", "2025-12-31 00:00:00", "2025-12-31 00:00:00"],
            id="当初予算の要求月",
        ),
        pytest.param(
            {"supplementary_months": "4,9"},
            ["補正予算", "2026-04-30 00:00:00", "2025-10-31 00:00:00"],
            id="補正予算の月",
        ),
    ],
)
def test_予算の月の設定は_期限を変える(settings: dict[str, object], days: list[str]) -> None:
    assert budget_days(**settings) == days
