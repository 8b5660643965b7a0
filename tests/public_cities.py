"""A small municipality whose figures go out: names that are hard to publish, few people."""

import datetime as dt
from collections.abc import Mapping, Sequence

import builders
from ledger.commands.ledger_session import Opened
from ledger.commands.public_contents import PublicContents, public_contents
from ledger.layout.frames import Tables
from ledger.layout.policy import policy_of
from ledger.model.judged_day import JudgedDay

CREATED = dt.date(2026, 4, 10)


def town(
    done: int = 12,
    people: int = 30,
    year: int = 2025,
    own: Sequence[Mapping[str, object]] = (),
    **settings: object,
) -> Tables:
    """Return a town: so many of its people completed セキュリティ研修; one training was not held.

    Args:
        done: Who completed it in the year.
        people: How many there are.
        year: The fiscal year.
        own: More targets.
        settings: More of 設定.
    """
    numbers = [f"{n:05}" for n in range(1, people + 1)]
    day = f"{year}-06-10"
    return builders.tables(
        settings={
            "fiscal_year": year,
            "as_of": f"{year + 1}-03-31",
            "org_code": "131016",
            "org_name": "架空区",
            **settings,
        },
        staff=[{"staff_no": number} for number in numbers],
        sections=[{"section_code": builders.SECTION, "section_name": "総務課"}],
        personas=[{"persona_code": "P01", "persona_name": "一般行政職員", "definition": "全職員"}],
        skills=[
            {
                "persona_code": "P01",
                "skill_code": "S01",
                "skill_name": "セキュリティ",
                "method": "研修",
            }
        ],
        trainings=[
            {"training_code": "T01", "training_name": "情報セキュリティ,①基礎　研修"},
            {"training_code": "T02", "training_name": "㈱ﾃﾞｰﾀ研修\n(髙﨑市)"},
        ],
        training_map=[
            {"persona_code": "P01", "training_code": code, "skill_code": "S01"}
            for code in ("T01", "T02")
        ],
        sessions=[
            {"session_no": "1", "training_code": "T01", "held_on": day, "state": "実施"},
            {"session_no": "2", "training_code": "T02", "held_on": day, "state": "中止"},
        ],
        criteria=[
            {"persona_code": "P01", "step": 1, "kind": "研修", "object_code": "T01", "unit": "回"}
        ],
        attendances=[
            {"staff_no": number, "training_code": "T01", "completed_on": day}
            for number in numbers[:done]
        ],
        targets=[
            {
                "target_code": "K01",
                "target_type": "プロセス目標型",
                "target_name": "セキュリティ研修の回数",
                "indicator": "研修実施回数",
                "object_code": "T01",
                "goal_value": 2,
                "due_year": year,
            },
            {
                "target_code": "K02",
                "target_type": "認知度",
                "target_name": "方針を知る職員",
                "indicator": "定性",
                "due_year": year,
            },
            *({"due_year": year, **target} for target in own),
        ],
    )


def contents(tables: Tables) -> tuple[Opened, PublicContents]:
    """Return what is published of a ledger on its 基準日."""
    policy, problems = policy_of(tables)
    assert not problems, problems
    opened = Opened(tables, policy, (), JudgedDay.at_key_date(policy.settings), None)
    return opened, public_contents(opened)


def files(tables: Tables) -> Mapping[str, bytes]:
    """Return 公開データ of a ledger."""
    opened, made = contents(tables)
    return made.data(opened, CREATED).files()
