"""目標の単位: 指標ごとに使えるものと、それで何を目標値と比べるか (issue 6 §3).

1つの小さな市で、どの割合も 1/2 = 50.0 % になる。目標値はいつも2: % なら 50.0 >= 2 で達成、
分子の数なら 1 < 2 で未達。単位が指標に合わなければ、比べずに算定不能。
"""

from itertools import product

import pytest

from builders import policy, tables
from ledger.judge.consistency.findings import check
from ledger.judge.verdicts import verdicts
from ledger.layout.frames import Tables, frame, records
from ledger.layout.ledger import BY_KEY
from ledger.measure.kpis import kpis
from ledger.model.terms import Indicator
from ledger.model.units import UNITS
from measure.crowd import HELD, PROMOTERS, TRAINING, Row, holding, judged, kpi, people, target

NEEDS: dict[str, Row] = {
    "役割配置数": {"object_code": "CIO補佐官"},
    "人材像人数": {"persona_code": "P02"},
    "配置課割合": {"persona_code": "P02"},
    "ツール配置課割合": {"object_code": "LOGO"},
    "行事回数": {},
    "研修実施回数": {"object_code": "T01"},
    "受講率": {"persona_code": "P02", "object_code": "T01"},
    "修了率": {"persona_code": "P02", "object_code": "T01"},
    "修了者数": {"object_code": "T01"},
    "延べ受講者数": {"object_code": "T01"},
    "回答割合": {"object_code": "Q1"},
    "案件数": {},
    "リード案件数": {"persona_code": "P02"},
    "Step到達者数": {"persona_code": "P02", "step": 1},
    "Step到達率": {"persona_code": "P02", "step": 1},
    "うち割合": {"condition_code": "G0"},
    "定性": {"review_mark": "○"},
}
PERCENT, PEOPLE, SECTIONS = ("%", "％", " % ", "パーセント"), ("名", "人", "人数"), ("課", "課数")
TIMES, CASES = ("回", "回数"), ("件", "件数")
OTHERS = ("か月", "レベル", "名%", "1", None)
EVERY = (*PERCENT, *PEOPLE, *SECTIONS, *TIMES, *CASES, *OTHERS)
FITTING: dict[str, tuple[tuple[str, ...], ...]] = {
    "役割配置数": (PEOPLE,),
    "人材像人数": (PEOPLE,),
    "配置課割合": (PERCENT, SECTIONS),
    "ツール配置課割合": (PERCENT, SECTIONS),
    "行事回数": (TIMES,),
    "研修実施回数": (TIMES,),
    "受講率": (PERCENT, PEOPLE),
    "修了率": (PERCENT, PEOPLE),
    "修了者数": (PEOPLE,),
    "延べ受講者数": (PEOPLE,),
    "回答割合": (PERCENT, PEOPLE),
    "案件数": (CASES,),
    "リード案件数": (CASES,),
    "Step到達者数": (PEOPLE,),
    "Step到達率": (PERCENT, PEOPLE),
    "うち割合": (PERCENT, PEOPLE),
}
"""指標ごとに使える単位の書き方。定性は何と書いてあっても比べない."""


def town(*wanted: Row) -> Tables:
    """2つの課に2名ずつ。人材像P02は1つ目の課の2名で、00001だけが修了し、リードし、習熟する."""
    return tables(
        staff=people(4),
        sections=[{"section_code": code, "section_name": f"{code}課"} for code in ("A01", "A02")],
        postings=[
            {"staff_no": f"0000{number}", "section_code": "A01" if number < 3 else "A02"}
            for number in range(1, 5)
        ],
        heads=[
            {"section_code": "A01", "staff_no": "00003"},
            {"section_code": "A02", "staff_no": "00004"},
        ],
        personas=[PROMOTERS],
        assignments=holding(["00001", "00002"]),
        trainings=[TRAINING],
        sessions=[HELD],
        tools=[{"tool_code": "LOGO"}],
        criteria=[{"persona_code": "P02", "step": 1, "kind": "研修", "object_code": "T01"}],
        attendances=[{"staff_no": "00001", "training_code": "T01", "completed_on": "2025-06-10"}],
        tool_levels=[{"staff_no": "00001", "tool_code": "LOGO", "level": 1}],
        questions=[{"question_code": "Q1"}],
        answers=[
            {"staff_no": "00001", "question_code": "Q1"},
            {"staff_no": "00002", "question_code": "Q1", "answer": "いいえ"},
        ],
        events=[{"event_no": "E1", "held_on": "2025-10-01"}],
        projects=[{"project_no": "A1", "kind": "BPR", "completed_on": "2025-10-01"}],
        engagements=[{"staff_no": "00001", "project_no": "A1", "started_on": "2025-05-01"}],
        posts=[{"role": "CIO補佐官", "staff_no": "00001", "started_on": "2025-04-01"}],
        targets=[target("人材像人数", 1, persona_code="P02", target_code="G0"), *wanted],
    )


def wants(indicator: str, unit: str | None, **more: object) -> Row:
    """Return the target `G1`."""
    return {**target(indicator, 2), "unit": unit, **NEEDS[indicator], **more}


def expected(indicator: str, unit: str | None) -> tuple[object, object]:
    """実績と判定: 割合は 1/2 = 50.0、数は 1(人材像人数だけは 2)."""
    if indicator == "定性":
        return None, "達成"
    if unit not in {word for words in FITTING[indicator] for word in words}:
        return None, "算定不能"
    if unit in PERCENT:
        return 50.0, "達成"
    return (2.0, "達成") if indicator == "人材像人数" else (1.0, "未達")


CASES_ = tuple(product(NEEDS, EVERY))


@pytest.fixture(scope="module")
def whole() -> Tables:
    """どの指標とどの単位の組も1つの目標にした市."""
    return town(
        *(
            wants(indicator, unit, target_code=f"K{number:03d}")
            for number, (indicator, unit) in enumerate(CASES_)
        )
    )


@pytest.fixture(scope="module")
def results(whole: Tables) -> dict[str, tuple[object, object]]:
    """実績と判定."""
    found = policy(whole)
    as_of = found.settings.as_of
    verdicts_ = verdicts(found, whole, as_of)
    made = kpis(found, whole, verdicts_, frame(BY_KEY["rates"]), as_of)
    rows = records(BY_KEY["kpis"], made)
    return {str(row["target_code"]): (row["actual"], row["verdict"]) for row in rows}


@pytest.fixture(scope="module")
def told(whole: Tables) -> str:
    """点検の `target-incomplete` のことば."""
    return "\n".join(incomplete(whole))


def incomplete(built: Tables) -> list[str]:
    """Return the sentences of `target-incomplete`."""
    problems = check(policy(built), built)
    return [one.what for one in problems if one.code == "target-incomplete"]


@pytest.mark.parametrize("indicator", NEEDS)
def test_どの指標も_どの単位も(results: dict[str, tuple[object, object]], indicator: str) -> None:
    own = {unit: f"K{n:03d}" for n, (of, unit) in enumerate(CASES_) if of == indicator}
    assert len(own) == len(EVERY) == 18
    assert {unit: results[code] for unit, code in own.items()} == {
        unit: expected(indicator, unit) for unit in EVERY
    }


@pytest.mark.parametrize("indicator", NEEDS)
def test_点検は_算定不能になる単位だけを言う(told: str, indicator: str) -> None:
    own = {unit: f"K{n:03d}" for n, (of, unit) in enumerate(CASES_) if of == indicator}
    assert {unit: f"目標 {code} " in told for unit, code in own.items()} == {
        unit: expected(indicator, unit)[1] == "算定不能" for unit in EVERY
    }


@pytest.mark.parametrize(
    ("indicator", "unit", "sentence"),
    [
        ("配置課割合", "名", "単位「名」は使えない(配置課割合の単位は %・課)"),
        ("人材像人数", "%", "単位「%」は使えない(人材像人数の単位は 名)"),
        ("受講率", "課", "単位「課」は使えない(受講率の単位は %・名)"),
        ("行事回数", None, "単位がない(行事回数の単位は 回)"),
    ],
)
def test_使えない単位は_使えるものとともに言う(
    indicator: str, unit: str | None, sentence: str
) -> None:
    built = town(wants(indicator, unit))
    (said,) = incomplete(built)
    assert sentence in said
    assert kpi(built)["basis"] == f"算定不能。{sentence}。"


def test_単位が課なら_2課の目標を割合でなく課の数と比べる() -> None:
    # 2課のうち1課: 1/2。100.0 を 2 で割って 5000 % とは言わない
    row = kpi(town(wants("配置課割合", "課")))
    assert judged(row) == (1, 2, 1.0, "未達")
    assert (row["achievement"], row["unit"]) == (50.0, "課")
    assert str(row["basis"]).endswith("単位が課なので、割合でなく分子の数を目標値と比べた。")


@pytest.mark.parametrize("unit", PERCENT)
def test_どう書いた百分率も同じに印字する(unit: str) -> None:
    assert kpi(town(wants("受講率", unit)))["unit"] == "%"


@pytest.mark.parametrize(
    ("unit", "base", "goal", "milestone", "verdict"),
    [
        # 0→3 を3年: 1年目は 1。実績 1課
        pytest.param("課", 0, 3, 1.0, "順調", id="課 0→3、1年目は1課、実績1課"),
        pytest.param("課", 1, 5, 3.0, "遅れ", id="課 1→5、1年目は2.33→3課、実績1課"),
        pytest.param("%", 20, 80, 40.0, "順調", id="% 20→80、1年目は40%、実績50%"),
        pytest.param("%", 50, 80, 60.0, "遅れ", id="% 50→80、1年目は60%、実績50%"),
    ],
)
def test_途中目標も目標の単位で比べる(
    unit: str, base: float, goal: float, milestone: float, verdict: str
) -> None:
    line = {"horizon": "基本方針", "base_year": 2024, "base_value": base, "due_year": 2027}
    row = kpi(town(wants("配置課割合", unit, goal_value=goal, **line)))
    assert (row["milestone"], row["verdict"]) == (milestone, verdict)


@pytest.mark.parametrize("unit", ["%", "名", "課"])
def test_うち割合が数える人は_条件目標の単位によらない(unit: str) -> None:
    built = town(wants("うち割合", "%"))
    built["targets"].loc[built["targets"]["target_code"] == "G0", "unit"] = unit
    assert judged(kpi(built)) == (1, 2, 50.0, "達成")


def test_対象が0名なら_数で比べても算定不能() -> None:
    built = town(wants("修了率", "名"))
    assert judged(kpi({**built, "assignments": built["assignments"].iloc[:0]})) == (
        0,
        0,
        None,
        "算定不能",
    )


def test_どの指標にも単位が宣言され_空なのは定性だけ() -> None:
    assert set(UNITS) == set(Indicator)
    assert [indicator for indicator, units in UNITS.items() if not units] == [Indicator.STATEMENT]
    assert {indicator.value for indicator in UNITS} == set(NEEDS)
