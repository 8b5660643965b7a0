"""What the slow oracle found: a small case by hand for each error it brought to light."""

import datetime as dt

import pytest

from builders import policy, tables
from ledger.layout.frames import Tables
from ledger.measure.kpis import kpis
from ledger.measure.participation import rates
from scene import P01, Row, criterion, verdict


def judged(target: Row, as_of: str) -> str:
    """Return 判定 of one target: one person holds P01 on any day."""
    year = int(as_of[:4]) - (as_of[5:7] < "04")
    built = tables(
        {"fiscal_year": year, "as_of": f"{year + 1}-03-31"},
        personas=[P01],
        targets=[
            {
                "target_code": "M1",
                "target_type": "体制整備(配置)",
                "target_name": "一般行政職員を置く",
                "indicator": "人材像人数",
                "persona_code": "P01",
                "unit": "名",
                **target,
            }
        ],
    )
    found, on = policy(built), dt.date.fromisoformat(as_of)
    table = kpis(found, built, built["verdicts"], rates(found, built, built["verdicts"], on)[0], on)
    return str(table["verdict"].iloc[0])


@pytest.mark.parametrize(
    ("horizon", "due_year", "as_of", "goal", "wanted"),
    [
        # 実績は 1名。期限年度 2024 は 2025-03-31 に来る
        pytest.param("基本方針", 2024, "2025-03-30", 2, "期中", id="期限の前日"),
        pytest.param("基本方針", 2024, "2025-03-31", 2, "未達", id="期限の日"),
        pytest.param("基本方針", 2024, "2025-09-30", 2, "未達", id="期限の翌年度の途中"),
        pytest.param("基本方針", 2024, "2025-09-30", 1, "達成", id="期限の翌年度の途中に足りる"),
        pytest.param("年度計画", 2024, "2025-09-30", 2, "未達", id="年度計画も期限のあと"),
        pytest.param("年度計画", 2026, "2025-09-30", 2, "期中", id="年度計画は年度末まで期中"),
        pytest.param("年度計画", 2026, "2026-03-31", 2, "未達", id="年度計画の年度末"),
    ],
)
def test_a_target_past_its_term_is_judged_on_any_day(
    horizon: str, due_year: int, as_of: str, goal: int, wanted: str
) -> None:
    target: Row = {"horizon": horizon, "due_year": due_year, "goal_value": goal}
    assert judged(target, as_of) == wanted


def two_tools(reviewed_x: int, prior: int = 3) -> Tables:
    """Make a ledger of tools X and Y, each Step2 last year; the supervisor sees X at a Step.

    The persona's own Step of last year rests on a tool that no criterion names any more.
    """
    return tables(
        None,
        personas=[P01],
        tools=[{"tool_code": code, "tool_name": code} for code in "XY"],
        criteria=[criterion("1-1", "ツール", None, 1, tool_code="*")],
        prior_steps=[
            {"persona_code": "P01", "official_step": prior},
            *(
                {"persona_code": "P01", "tool_code": code, "official_step": step}
                for code, step in (("X", 1), ("Y", 2))
            ),
        ],
        step_reviews=[{"persona_code": "P01", "tool_code": "X", "reviewed_step": reviewed_x}],
    )


@pytest.mark.parametrize(
    ("reviewed_x", "prior", "official", "shown"),
    [
        pytest.param(0, 3, 3, None, id="Xを下げても最高のYは変わらない: 前年度3のまま"),
        pytest.param(0, 2, 2, None, id="前年度2: 最高のYと同じ"),
        pytest.param(4, 3, 4, 4, id="Xを上げると最高が上がる"),
    ],
)
def test_lowering_one_tool_demotes_nobody_in_silence(
    reviewed_x: int, prior: int, official: int, shown: int | None
) -> None:
    row = verdict(two_tools(reviewed_x, prior))
    assert (row["prior_step"], row["official_step"], row["reviewed_step"]) == (
        prior,
        official,
        shown,
    )


def test_lowering_the_highest_tool_lowers_the_persona() -> None:
    built = two_tools(reviewed_x=0)
    reviews = built["step_reviews"].assign(tool_code="Y")  # Y 2 → 0: 残る最高は X の 1
    row = verdict({**built, "step_reviews": reviews})
    assert (row["official_step"], row["reviewed_step"]) == (1, 1)
