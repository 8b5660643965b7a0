"""前年差: one reason for each person, the border of each, and parts that add up."""

import datetime as dt
from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

import pytest

from builders import Rows
from two_years import changes, parts

EVERYBODY, HELD = "人材像:P01", "人材像:P02"
MANDATORY, STEP = "必須修了率:人材像P01", "Step到達率:人材像P02:Step1"
BORN, SLOW, LATE = "00001", "00002", "00003"
PEOPLE = [{"staff_no": BORN}, {"staff_no": SLOW}]


def staff(*rows: Mapping[str, object]) -> dict[str, Rows]:
    """職員 and where they are posted, from 採用日 on."""
    posted = [
        {"staff_no": row["staff_no"], "started_on": row.get("hired_on", "2000-04-01")}
        for row in rows
    ]
    return {"staff": rows, "postings": posted}


def done(*rows: tuple[str, str], **more: object) -> dict[str, Rows]:
    """受講: who completed T01 on which day."""
    return {
        "attendances": [
            {"staff_no": number, "training_code": "T01", "completed_on": day, **more}
            for number, day in rows
        ]
    }


def given(*rows: dict[str, object]) -> dict[str, Rows]:
    """人材像付与 of P02."""
    return {"assignments": [{"persona_code": "P02", **row} for row in rows]}


def required(*codes: str) -> dict[str, Rows]:
    """研修体系: the 必須 trainings of everybody."""
    return {"training_map": [{"persona_code": "P01", "training_code": code} for code in codes]}


def lasting(months: int) -> dict[str, Rows]:
    """研修, T01 valid for so many months."""
    return {
        "trainings": [{"training_code": "T01", "valid_months": months}, {"training_code": "T02"}]
    }


def asked(*codes: str) -> dict[str, Rows]:
    """Step条件 of P02's Step1: each of these trainings."""
    return {
        "criteria": [
            {"persona_code": "P02", "step": 1, "criterion_no": n, "kind": "研修", "object_code": c}
            for n, c in enumerate(codes, start=1)
        ]
    }


FIRST: dict[str, Rows] = {
    **staff(*PEOPLE),
    "personas": [{"persona_code": "P01"}, {"persona_code": "P02", "scope": "指名"}],
    "skills": [{"skill_code": "S01", "persona_code": "P01", "method": "研修"}],
    "trainings": [{"training_code": "T01"}, {"training_code": "T02"}],
    **required("T01"),
    **asked("T01"),
    **given({"staff_no": BORN}, {"staff_no": SLOW}),
    **done((BORN, "2025-06-01")),
}
"""Two people hold P02; 00001 completed T01 in the first year, and so stands on Step1."""
BOTH = (BORN, "2025-06-01")


class Case(NamedTuple):
    """What differs in the second year, and what becomes of one figure."""

    name: str
    second: dict[str, Rows]
    code: str
    figures: tuple[int, int]
    parts: dict[str, int]
    first: Mapping[str, Rows] = MappingProxyType({})


def new(day: str) -> dict[str, Rows]:
    return staff(*PEOPLE, {"staff_no": LATE, "hired_on": day})


def left(day: str) -> dict[str, Rows]:
    return staff({"staff_no": BORN, "retired_on": day}, {"staff_no": SLOW})


REVIEW = {"staff_no": BORN, "persona_code": "P02", "reviewed_step": 0}

CASES = [
    Case("何もなければ差はない", {}, EVERYBODY, (2, 2), {}),
    Case("翌年度の4月1日に採用された人は採用", new("2026-04-01"), EVERYBODY, (2, 3), {"hired": 1}),
    Case("今年度の基準日に採用された人も採用", new("2027-03-31"), EVERYBODY, (2, 3), {"hired": 1}),
    Case(
        "前年度の基準日にもういたのに、あとから載った人は訂正",
        new("2026-03-31"),
        EVERYBODY,
        (2, 3),
        {"corrected": 1},
    ),
    Case(
        "前年度の基準日に退職した人は、今年度の退職",
        left("2026-03-31"),
        EVERYBODY,
        (2, 1),
        {"retired": -1},
    ),
    Case("年度の途中で退職した人は退職", left("2026-09-30"), EVERYBODY, (2, 1), {"retired": -1}),
    Case("今年度の基準日に退職する人は、まだ数える", left("2027-03-31"), EVERYBODY, (2, 2), {}),
    Case(
        "前年度の基準日の前日に退職していたと分かれば訂正",
        left("2026-03-30"),
        EVERYBODY,
        (2, 1),
        {"corrected": -1},
    ),
    Case(
        "職員の表から消えた人は退職", staff({"staff_no": SLOW}), EVERYBODY, (2, 1), {"retired": -1}
    ),
    Case(
        "Stepを持つ人が退職すれば、Stepの数でも退職",
        left("2026-09-30"),
        STEP,
        (1, 0),
        {"retired": -1},
    ),
    Case(
        "付与が翌年度に終わった人は異動",
        given({"staff_no": BORN, "ended_on": "2026-09-30"}, {"staff_no": SLOW}),
        HELD,
        (2, 1),
        {"moved": -1},
    ),
    Case(
        "付与が前年度の基準日で終わっても、締めた日には持っていたので異動",
        given({"staff_no": BORN, "ended_on": "2026-03-31"}, {"staff_no": SLOW}),
        HELD,
        (2, 1),
        {"moved": -1},
    ),
    Case(
        "付与が前年度のうちに終わっていたと分かれば訂正",
        given({"staff_no": BORN, "ended_on": "2026-03-30"}, {"staff_no": SLOW}),
        HELD,
        (2, 1),
        {"corrected": -1},
    ),
    Case(
        "翌年度に付与された人は異動で入る",
        given({"staff_no": BORN}, {"staff_no": SLOW, "started_on": "2026-04-01"}),
        HELD,
        (1, 2),
        {"moved": 1},
        given({"staff_no": BORN}),
    ),
    Case(
        "翌年度に付与され、前から条件を満たしていた人のStepは異動",
        given({"staff_no": BORN, "started_on": "2026-04-01"}),
        STEP,
        (0, 1),
        {"moved": 1},
        given({"staff_no": SLOW}),
    ),
    Case(
        "1年を通して休む人は異動で外れる",
        {"leaves": [{"staff_no": BORN, "started_on": "2026-04-01", "ended_on": "2027-03-31"}]},
        EVERYBODY,
        (2, 1),
        {"moved": -1},
    ),
    Case(
        "1日でも出ていれば外れない",
        {"leaves": [{"staff_no": BORN, "started_on": "2026-04-02", "ended_on": "2027-03-31"}]},
        EVERYBODY,
        (2, 2),
        {},
    ),
    Case(
        "翌年度の4月1日の修了でStepが上がる",
        done(BOTH, (SLOW, "2026-04-01")),
        STEP,
        (1, 2),
        {"step_up": 1},
    ),
    Case(
        "前年度の基準日の修了があとから分かれば訂正",
        done(BOTH, (SLOW, "2026-03-31")),
        STEP,
        (1, 2),
        {"corrected": 1},
    ),
    Case(
        "締めたときは未確認だった修了が確認されれば訂正",
        done(BOTH, (SLOW, "2026-02-01")),
        STEP,
        (1, 2),
        {"corrected": 1},
        {
            "attendances": [
                *done(BOTH)["attendances"],
                *done((SLOW, "2026-02-01"), source="申告", confirmed="未")["attendances"],
            ]
        },
    ),
    Case(
        "必須研修を終えた人は修了",
        done(BOTH, (SLOW, "2026-06-01")),
        MANDATORY,
        (1, 2),
        {"completed": 1},
    ),
    Case(
        "有効期限が切れた人は失効",
        {},
        MANDATORY,
        (1, 0),
        {"lapsed": -1},
        lasting(12),
    ),
    Case("有効期限が今年度の基準日まであれば失効しない", {}, MANDATORY, (1, 1), {}, lasting(22)),
    Case(
        "切れる前に受け直せば失効しない",
        done(BOTH, (BORN, "2026-05-01")),
        MANDATORY,
        (1, 1),
        {},
        lasting(12),
    ),
    Case("前年度の修了が取り消されれば訂正", done(), MANDATORY, (1, 0), {"corrected": -1}),
    Case(
        "前年度の修了が否認に変われば訂正",
        done(BOTH, confirmed="否認", source="申告"),
        MANDATORY,
        (1, 0),
        {"corrected": -1},
    ),
    Case(
        "必須の研修が増えて、まだの人になったのは方針変更",
        required("T01", "T02"),
        MANDATORY,
        (1, 0),
        {"policy": -1},
    ),
    Case(
        "有効月数が短くなり、締めた日にはもう切れていたことになるのは方針変更",
        lasting(3),
        MANDATORY,
        (1, 0),
        {"policy": -1},
    ),
    Case(
        "Stepの条件が緩くなって届いたのは方針変更",
        asked("T02"),
        STEP,
        (1, 2),
        {"policy": 1},
        {
            "attendances": [
                *done(BOTH)["attendances"],
                {"staff_no": SLOW, "training_code": "T02", "completed_on": "2025-05-01"},
            ]
        },
    ),
    Case(
        "Stepの条件が厳しくなっても、正式Stepは黙って下がらない",
        asked("T01", "T02"),
        STEP,
        (1, 1),
        {},
    ),
    Case(
        "集計対象から外したのは方針変更",
        {"staff": [{"staff_no": BORN, "counted": "×"}, {"staff_no": SLOW}]},
        EVERYBODY,
        (2, 1),
        {"policy": -1},
    ),
    Case(
        "前年度に上長判定で下げられた人が届けばStep上昇",
        {"step_reviews": []},
        STEP,
        (0, 1),
        {"step_up": 1},
        {"step_reviews": [REVIEW]},
    ),
    Case(
        "今年度の上長判定で下げられた人は失効",
        {"step_reviews": [{**REVIEW, "confirmed_at": "2027-03-20T10:00:00"}]},
        STEP,
        (1, 0),
        {"lapsed": -1},
    ),
    Case(
        "入れ替わりで同じ数なら、差はなくても内訳は出る",
        staff(
            {"staff_no": BORN, "retired_on": "2026-09-30"},
            {"staff_no": SLOW},
            {"staff_no": LATE, "hired_on": "2026-10-01"},
        ),
        EVERYBODY,
        (2, 2),
        {"hired": 1, "retired": -1},
    ),
]


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_差は_人ごとに1つの理由に分かれ_足すと差になる(case: Case) -> None:
    found = changes({**FIRST, **case.first}, case.second)
    row = found[case.code]
    assert (row["last_year"], row["this_year"]) == case.figures
    assert parts(row) == case.parts
    for one in found.values():
        assert sum(parts(one).values()) == one["difference"] == one["this_year"] - one["last_year"]


GOAL = {"target_code": "K1", "target_type": "参加率目標型", "target_name": "目標", "goal_value": 5}


def target(**more: object) -> dict[str, Rows]:
    return {"targets": [{**GOAL, **more}]}


def test_割合の目標は_数えた人を理由に分け_割合は実績の差とする() -> None:
    goal = target(indicator="Step到達率", persona_code="P02", step=1)
    found = changes({**FIRST, **goal}, done(BOTH, (SLOW, "2026-06-01")))
    assert parts(found["目標:K1"]) == {"step_up": 1}
    share = found["目標:K1:値"]
    assert (share["last_year"], share["this_year"], share["unit"]) == (50.0, 100.0, "%")  # 1/2, 2/2
    assert parts(share) == {"other": 50.0}
    assert share["told"] == "前年度 50%から100%へ、50ポイントの増。内訳: 実績の差 +50。"


def test_その年度だけの数は_実績の差とする() -> None:
    goal = target(indicator="修了者数", object_code="T01")
    found = changes({**FIRST, **goal}, {})
    row = found["目標:K1:値"]
    # 前年度は1名が修了し、今年度に修了した人はいない
    assert (row["last_year"], row["this_year"], parts(row)) == (1, 0, {"other": -1})


def test_目標の中身が変わり_締めた日にも変わることになれば_方針変更() -> None:
    first = target(indicator="修了者数", object_code="T01", horizon="基本方針")
    second = target(indicator="修了者数", object_code="T02", horizon="基本方針")
    row = changes({**FIRST, **first}, second)["目標:K1"]
    assert (row["last_year"], row["this_year"], parts(row)) == (1, 0, {"policy": -1})


def test_前の年度が締めてなければ_前年差はない() -> None:
    assert (
        changes(
            FIRST,
            {},
            settings={"fiscal_year": 2027, "as_of": "2028-03-31"},
            on=dt.date(2028, 3, 31),
        )
        == {}
    )


def test_途中の日の前年差は_その日の数と比べる() -> None:
    row = changes(FIRST, done(BOTH, (SLOW, "2026-10-01")), on=dt.date(2026, 9, 30))[STEP]
    assert (row["this_year"], parts(row)) == (1, {})


def test_年度累計でも_足すと差になる() -> None:
    found = changes(
        FIRST,
        left("2026-09-30"),
        then={"rate_basis": "年度累計"},
    )
    row = found[MANDATORY]  # 年度累計では、途中で退職した人も最後の日の姿で数える
    assert (row["last_year"], row["this_year"], parts(row)) == (1, 1, {})
    assert parts(found[EVERYBODY]) == {"retired": -1}


@pytest.mark.parametrize(
    ("second", "said"),
    [
        ({}, "前年度と同じ2名。"),
        (new("2026-04-01"), "前年度 2名から3名へ、1名の増。内訳: 採用 +1。"),
        (left("2026-09-30"), "前年度 2名から1名へ、1名の減。内訳: 退職 −1。"),
    ],
    ids=["変わらない", "増えた", "減った"],
)
def test_説明は_文で読める(second: dict[str, Rows], said: str) -> None:
    assert changes(FIRST, second)[EVERYBODY]["told"] == said
