"""Rows of 確保計画 and 人物要件 for tests: the material's BPR case, and what is changed in it."""

from collections.abc import Mapping

from builders import Rows, tables
from ledger.layout.frames import Tables

EXPERT: Mapping[str, object] = {
    "case_no": "A02",
    "role": "BPR専門家",
    "duty": "業務の流れの可視化",
    "needed": 1,
    "expected": 0,
    "needed_on": "2026-10-01",
    "trainable": "×",
    "training_months": 18,
    "recruiting_months": 4,
    "ramp_months": 3,
    "expert_interviewer": "○",
    "salary_low": 3_000_000,
    "salary_high": 4_200_000,
    "market_salary": 4_800_000,
    "hours_per_week": 7,
    "days_per_week": 2,
    "remote": "○",
    "recruitment": "公募",
    "estimate": 2_400_000,
    "funding": "一般財源",
    "department": "DX",
}
"""専門家: 1名要り、見込0名. 週7時間を2日で; nothing about it is left open."""
MUST: Mapping[str, object] = {
    "case_no": "A02",
    "requirement_no": 1,
    "kind": "必須",
    "requirement": "BPRの実務経験",
    "department": "DX",
    "assessment": "近い業務での役割と成果を聞く",
    "guide": "紙の申請の流れを変えた経験",
}


def planned(*cases: Mapping[str, object], requirements: Rows = (MUST,), **more: Rows) -> Tables:
    """Return a ledger with cases of 確保計画; the BPR case where none is named.

    Args:
        *cases: What each row has that the BPR case has not; a None blanks a cell.
        requirements: Rows of 人物要件.
        **more: Other tables.
    """
    rows = [{**EXPERT, **case} for case in (cases or ({},))]
    return tables(None, acquisitions=rows, requirements=requirements, **more)
