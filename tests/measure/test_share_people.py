"""DX部門へ共有: what is gathered of people, trainings and projects, before anything is withheld."""

import datetime as dt

import pytest

from builders import PERSON, policy, tables
from ledger.judge.verdicts import verdicts
from ledger.layout.frames import Tables, frame, records
from ledger.layout.ledger import BY_KEY
from ledger.layout.share_tables import PROJECTS, RATES
from ledger.measure.participation import rates
from ledger.measure.share import ExtractPeople, people_of, tables_of, wanted
from measure.crowd import Row, each, numbers

ON = dt.date(2026, 3, 31)
TRAININGS: list[Row] = [{"training_code": code} for code in "ABC"]


def gathered(built: Tables) -> ExtractPeople:
    found = policy(built)
    return people_of(found, built, verdicts(found, built, ON), ON)


PROJECT_CASES: dict[str, tuple[Row, tuple[int, int]]] = {
    # 案件 → 実施中, 今年度に完了
    "終わりの書かれていない案件は実施中": ({"started_on": "2025-05-01"}, (1, 0)),
    "始まりの書かれていない案件も実施中": ({}, (1, 0)),
    "基準日に始まった案件は実施中": ({"started_on": "2026-03-31"}, (1, 0)),
    "基準日の後に始まる案件はまだ実施中でない": ({"started_on": "2026-04-01"}, (0, 0)),
    "基準日に完了した案件は完了": ({"completed_on": "2026-03-31"}, (0, 1)),
    "基準日の後に完了する案件はまだ実施中": ({"completed_on": "2026-04-01"}, (1, 0)),
    "年度の最初の日に完了した案件は今年度": ({"completed_on": "2025-04-01"}, (0, 1)),
    "前年度に完了した案件はどちらでもない": ({"completed_on": "2025-03-31"}, (0, 0)),
}


@pytest.mark.parametrize(("project", "counts"), PROJECT_CASES.values(), ids=PROJECT_CASES)
def test_案件は課ごとに数える(project: Row, counts: tuple[int, int]) -> None:
    own = {"project_no": "P1", "section_code": "A01", **project}
    built = tables(projects=[own, own, {**own, "project_no": "P2", "merged_into": "P1"}])
    listed = tables_of(policy(built), built, frame(BY_KEY["rates"]), ON)["share_projects"]
    (row,) = records(PROJECTS, listed)
    assert (row["running"], row["completed"]) == counts
    assert (row["section_code"], row["section_name"]) == ("A01", "所属")


def test_所属のない案件と_所属の表にない課の案件は名がない() -> None:
    built = tables(projects=[{"project_no": "P1"}, {"project_no": "P2", "section_code": "Z99"}])
    listed = tables_of(policy(built), built, frame(BY_KEY["rates"]), ON)["share_projects"]
    found = [(row["section_code"], row["section_name"]) for row in records(PROJECTS, listed)]
    assert sorted(found, key=str) == [("Z99", None), (None, None)]


def rule(step: int, kind: str, about: str | None, **more: object) -> Row:
    return {"persona_code": "P", "step": step, "kind": kind, "object_code": about, **more}


def group(completion: str) -> list[Row]:
    return [{"group_code": "G", "training_code": code, "completion": completion} for code in "AB"]


MUST, EITHER = False, True
WANTED: dict[str, tuple[dict[str, list[Row]], int | None, dict[str, bool]]] = {
    # 次のStepと、要る研修(Trueはほかの研修でもよい)
    "次のStepの研修だけ": (
        {"criteria": [rule(1, "研修", "A"), rule(2, "研修", "B")]},
        1,
        {"A": MUST},
    ),
    "済んだ研修は要らない": (
        {
            "criteria": [rule(1, "研修", "A"), rule(1, "研修", "B")],
            "attendances": [{"training_code": "A", "completed_on": "2025-06-10"}],
        },
        1,
        {"B": MUST},
    ),
    "確認待ちの修了はまだ要る": (
        {
            "criteria": [rule(1, "研修", "A")],
            "attendances": [
                {
                    "training_code": "A",
                    "completed_on": "2025-06-10",
                    "source": "申告",
                    "confirmed": "未",
                }
            ],
        },
        1,
        {"A": MUST},
    ),
    "下のStepの残りも要る": (
        {
            "criteria": [rule(1, "研修", "A"), rule(2, "研修", "B")],
            "prior_steps": [{"persona_code": "P", "official_step": 1}],
        },
        2,
        {"A": MUST, "B": MUST},
    ),
    "最上位では期限の切れた研修": (
        {
            "criteria": [rule(1, "研修", "A")],
            "prior_steps": [{"persona_code": "P", "official_step": 1}],
        },
        None,
        {"A": MUST},
    ),
    "選択組はほかの研修でもよい": (
        {"criteria": [rule(1, "研修", "A", any_of="a"), rule(1, "研修", "B", any_of="a")]},
        1,
        {"A": EITHER, "B": EITHER},
    ),
    "選択組でも別に必須なら必須": (
        {
            "criteria": [
                rule(1, "研修", "A", any_of="a"),
                rule(1, "研修", "B", any_of="a"),
                rule(1, "研修", "A"),
            ]
        },
        1,
        {"A": MUST, "B": EITHER},
    ),
    "必須が先に書かれていても必須": (
        {
            "criteria": [
                rule(1, "研修", "A"),
                rule(1, "研修", "A", any_of="a"),
                rule(1, "研修", "B", any_of="a"),
            ]
        },
        1,
        {"A": MUST, "B": EITHER},
    ),
    "ほかのStepの同じ印は別の選択組": (
        {
            "criteria": [rule(1, "研修", "A", any_of="a"), rule(2, "研修", "B", any_of="a")],
            "prior_steps": [{"persona_code": "P", "official_step": 1}],
        },
        2,
        {"A": MUST, "B": MUST},
    ),
    "全ての組はどれも要る": (
        {"criteria": [rule(1, "研修", "G")], "training_groups": group("全て")},
        1,
        {"A": MUST, "B": MUST},
    ),
    "いずれかの組はほかの研修でもよい": (
        {"criteria": [rule(1, "研修", "G")], "training_groups": group("いずれか")},
        1,
        {"A": EITHER, "B": EITHER},
    ),
    "3つから2つで1つ済めば残りはどちらでもよい": (
        {
            "criteria": [rule(1, "研修", "G", amount=2)],
            "training_groups": [*group("全て"), {**group("全て")[0], "training_code": "C"}],
            "attendances": [{"training_code": "A", "completed_on": "2025-06-10"}],
        },
        1,
        {"B": EITHER, "C": EITHER},
    ),
    "研修でない条件は研修を要らない": ({"criteria": [rule(1, "資格", "簿記")]}, 1, {}),
}


@pytest.mark.parametrize(("rows", "following", "missing"), WANTED.values(), ids=WANTED)
def test_次のStepに要る研修(
    rows: dict[str, list[Row]], following: int | None, missing: dict[str, bool]
) -> None:
    built = tables(None, personas=[{"persona_code": "P"}], trainings=TRAININGS, **rows)
    found = wanted(policy(built), built, gathered(built), ON)
    ((step, needed),) = found.values()
    assert (step, dict(needed)) == (following, missing)


def test_累積でなければ次のStepの研修だけ() -> None:
    built = tables(
        {"cumulative_steps": "×"},
        personas=[{"persona_code": "P"}],
        trainings=TRAININGS,
        criteria=[rule(1, "研修", "A"), rule(2, "研修", "B")],
        prior_steps=[{"persona_code": "P", "official_step": 1}],
    )
    ((step, needed),) = wanted(policy(built), built, gathered(built), ON).values()
    assert (step, dict(needed)) == (2, {"B": MUST})


def test_修了は_使う研修を_その研修の対象の人だけ() -> None:
    built = tables(
        staff=[{"staff_no": "1"}, {"staff_no": "2"}, {"staff_no": "3", "counted": "×"}],
        personas=[{"persona_code": "P", "scope": "指名"}],
        assignments=[{"staff_no": "1", "persona_code": "P"}],
        trainings=[
            {"training_code": "A", "valid_months": 12},
            {"training_code": "B"},
            {"training_code": "C", "active": "×"},
        ],
        training_map=[{"persona_code": "P", "training_code": "B"}],
        attendances=[
            # Aは2024年度の修了が2025年度末に切れている。2024-05-01の前の修了は見ない
            *each(["1", "3"], training_code="A", completed_on="2024-05-01"),
            {"staff_no": "1", "training_code": "A", "completed_on": "2023-05-01"},
            {"staff_no": "1", "training_code": "B", "completed_on": "2025-06-10"},
            {"staff_no": "2", "training_code": "B", "completed_on": "2025-06-10"},
            {"staff_no": "1", "training_code": "C", "completed_on": "2025-06-10"},
        ],
    )
    found = [tuple(one) for one in gathered(built).done]
    assert found == [
        ("1", "A", False, 2024),
        ("2", "A", False, None),
        ("1", "B", True, 2025),
    ]


def test_所属は上から順に_職層は書かれたまま() -> None:
    built = tables(
        staff=[{"staff_no": PERSON, "grade": "係長"}, {"staff_no": "00002"}],
        sections=[
            {"section_code": "D", "level": "部"},
            {"section_code": "A01", "parent_code": "D"},
        ],
    )
    places = gathered(built).places
    assert tuple(places[PERSON]) == (("D", "A01"), "係長")
    assert tuple(places["00002"]) == (("D", "A01"), None)


def test_率は研修ごとの受講率を_全体と課だけ() -> None:
    built = tables(
        staff=[{"staff_no": number} for number in numbers(2)],
        personas=[{"persona_code": "P"}, {"persona_code": "Q"}],
        sections=[
            {"section_code": "D", "section_name": "D部", "level": "部"},
            {"section_code": "A01", "section_name": "A課", "parent_code": "D"},
        ],
        skills=[{"skill_code": "S01", "persona_code": "P", "method": "研修"}],
        trainings=TRAININGS[:1],
        training_map=[{"persona_code": code, "training_code": "A"} for code in "PQ"],
        sessions=[{"session_no": "K1", "training_code": "A", "held_on": "2025-06-10"}],
        # 前年度の修了: 修了率は1/2、受講率は0/2
        attendances=[{"training_code": "A", "completed_on": "2025-03-31"}],
    )
    found = policy(built)
    measured, _ = rates(found, built, verdicts(found, built, ON), ON)
    listed = records(RATES, tables_of(found, built, measured, ON)["share_rates"])
    keys = ("scope", "section_name", "training_code", "numerator", "denominator")
    shown = [tuple(row[key] for key in keys) for row in listed]
    assert shown == [("全体", None, "A", 0, 2), ("課", "A課", "A", 0, 2)]


def test_Stepは数える人だけを_ツールの行とともに() -> None:
    built = tables(
        staff=[{"staff_no": "1"}, {"staff_no": "2", "counted": "×"}],
        personas=[{"persona_code": "P"}],
        tools=[{"tool_code": "RPA"}],
        criteria=[rule(1, "ツール", None, tool_code="*")],
        tool_levels=[{"staff_no": number, "tool_code": "RPA", "level": 1} for number in "12"],
    )
    assert [tuple(one) for one in gathered(built).steps] == [
        ("1", "P", None, 1),
        ("1", "P", "RPA", 1),
    ]
