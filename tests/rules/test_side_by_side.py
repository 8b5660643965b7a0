"""正式 beside `rulebook/正式と上長判定.csv`: blank reasons, the day it takes effect, tool rows."""

import datetime as dt

import pytest

from builders import tables
from ledger.layout.frames import Tables
from scene import P01, Row, completions, criterion, verdict

AB = [criterion("1-1", "研修", "A"), criterion("2-1", "研修", "B")]
"""A makes Step1, B makes Step2."""


def ledger(
    facts: list[tuple[str, str, str]],
    prior: int | None = None,
    own: int | None = None,
    reviewed: int | None = None,
    **settings: object,
) -> Tables:
    """Make a ledger: completions as (研修, 出所, 確認), and the Steps beside the rule's."""
    return tables(
        settings,
        personas=[P01],
        trainings=[{"training_code": "A"}, {"training_code": "B", "valid_months": 12}],
        criteria=AB,
        attendances=[
            {
                "training_code": code.strip("*"),
                "completed_on": "2020-06-10" if code.endswith("*") else "2025-06-10",
                "source": source,
                "confirmed": confirmed,
            }
            for code, source, confirmed in facts
        ],
        prior_steps=[] if prior is None else [{"persona_code": "P01", "official_step": prior}],
        step_claims=[] if own is None else [{"persona_code": "P01", "own_step": own}],
        step_reviews=[]
        if reviewed is None
        else [{"persona_code": "P01", "reviewed_step": reviewed}],
    )


ROSTER_A = ("A", "名簿", "済")


OFFICIAL_2 = [ROSTER_A, ("B", "名簿", "済")]


@pytest.mark.parametrize("reason", [None, "", " "])
def test_another_step_takes_a_reason(reason: str | None) -> None:  # W23
    built = tables(
        personas=[P01],
        criteria=AB,
        attendances=completions("A"),
        step_reviews=[{"persona_code": "P01", "reviewed_step": 2, "reason": reason}],
    )
    row = verdict(built)
    assert (row["reviewed_step"], row["official_step"]) == (None, 1)


@pytest.mark.parametrize(
    ("year", "as_of", "effective"),
    [
        (2025, "2026-03-31", "2026-04-01"),
        (2025, "2025-04-01", "2026-04-01"),
        (2026, "2026-04-01", "2027-04-01"),
    ],
)
def test_a_step_takes_effect_the_day_after_the_fiscal_year(
    year: int, as_of: str, effective: str
) -> None:
    row = verdict(ledger(OFFICIAL_2, fiscal_year=year, as_of=as_of))
    assert row["effective_on"] == dt.date.fromisoformat(effective)  # W22


TOOLS: list[Row] = [{"tool_code": code, "tool_name": code} for code in ("LOGO", "RPA")]
BY_TOOL = [
    criterion("1-1", "ツール", tool_code="*"),
    criterion("2-1", "ツール", None, 2, tool_code="*"),
]

Steps = dict[str | None, int]
"""Steps by tool; None is the persona's own row."""


def with_tools(levels: Steps, prior: Steps, reviewed: Steps, own: Steps | None = None) -> Tables:
    def rows(steps: Steps, key: str) -> list[Row]:
        return [
            {"persona_code": "P01", "tool_code": tool, key: step} for tool, step in steps.items()
        ]

    return tables(
        personas=[P01],
        tools=TOOLS,
        criteria=BY_TOOL,
        tool_levels=[{"tool_code": tool, "level": level} for tool, level in levels.items()],
        prior_steps=rows(prior, "official_step"),
        step_reviews=rows(reviewed, "reviewed_step"),
        step_claims=rows(own or {}, "own_step"),
    )


def test_a_tool_row_has_its_own_columns() -> None:
    built = with_tools({"LOGO": 2}, {"LOGO": 1, "RPA": 1}, {"RPA": 2}, {"RPA": 2})
    row = verdict(built, tool="RPA")
    keys = ("prior_step", "own_step", "rule_step", "reviewed_step", "official_step", "state")
    assert [row[key] for key in keys] == [1, 2, 0, 2, 2, "要更新"]
    assert row["mandatory_left"] is None
