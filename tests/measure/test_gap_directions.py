"""方向性 of a gap: proposed by lead times (W34-W36, S24), or HR's own word with its reason."""

import datetime as dt
from typing import NamedTuple

import pytest

from builders import Rows, tables
from ledger.layout.frames import Tables
from measure.crowd import each, gap, holding, numbers, people

Row = dict[str, object]

PERSONA: Row = {"persona_code": "P03", "persona_name": "全庁情報システム担当", "scope": "指名"}
NEEDED_ON = "2026-10-01"
"""必要時期 of W34 and W35; 18か月 before it lies 2025-04-01, 4 + 3か月 before it 2026-03-01."""


def case(no: str = "A1", **changes: object) -> Row:
    """Return W35's case: one is needed, nobody is there, 育成 18か月, 募集 4か月, 立上 3か月."""
    return {
        "case_no": no,
        "role": "専門家",
        "skill_code": "S21",
        "needed": 1,
        "expected": 0,
        "needed_on": NEEDED_ON,
        "training_months": 18,
        "recruiting_months": 4,
        "ramp_months": 3,
        **changes,
    }


def rated(
    *cases: Row,
    needed: int | None = 1,
    matching: int = 0,
    on: str = "2025-12-08",
    decided: Rows = (),
) -> Tables:
    """Return a ledger with a skill that so many match, so many are needed of."""
    many = max(matching, 1)
    return tables(
        {"as_of": on},
        personas=[PERSONA],
        skills=[{"skill_code": "S21", "persona_code": "P03", "needed": needed}],
        staff=people(many),
        assignments=holding(numbers(many), "P03"),
        skill_ratings=each(numbers(matching), skill_code="S21", rating=2),
        acquisitions=list(cases),
        gap_directions=decided,
    )


class Proposed(NamedTuple):
    """A situation, and what is proposed in it."""

    made: Tables
    direction: str | None
    because: str


RATED: dict[str, Proposed] = {
    "確保計画に案件がなければ、育てる": Proposed(rated(), "育成", "案件がない"),
    "足りていれば、方向性はない": Proposed(rated(matching=1), None, "足りている"),
    "必要1名に2名いても、足りているだけ": Proposed(rated(matching=2), None, "足りている"),
    "必要人数が空欄なら、提案しない": Proposed(rated(needed=None), None, "必要人数が空欄"),
    "W35 育成18か月の開始期限2025-04-01を過ぎているので、確保": Proposed(
        rated(case()), "確保", "開始期限(令和7年4月1日)を過ぎた"
    ),
    "開始期限の日なら、まだ育成": Proposed(
        rated(case(), on="2025-04-01"), "育成", "令和7年4月1日までに育成を始めれば"
    ),
    "開始期限の次の日は、確保": Proposed(rated(case(), on="2025-04-02"), "確保", "過ぎた"),
    "育成9か月なら、2026-01-01まで始められるので育成": Proposed(
        rated(case(training_months=9)), "育成", "令和8年1月1日までに"
    ),
    "育成可否が×なら、月数があっても確保": Proposed(
        rated(case(trainable="×"), on="2025-04-01"), "確保", "育成可否が×"
    ),
    "手法を決めてあれば、育成が間に合っても確保": Proposed(
        rated(case(method="外部委託"), on="2025-04-01"), "確保", "手法を決めてある"
    ),
    "W34 募集は2026-03-01まで": Proposed(
        rated(case()), "確保", "(募集は令和8年3月1日までに始める)"
    ),
    "募集の期限の日も、まだ間に合う": Proposed(
        rated(case(), on="2026-03-01"), "確保", "(募集は令和8年3月1日までに始める)"
    ),
    "募集の期限も過ぎたら、急いで確保": Proposed(
        rated(case(), on="2026-03-02"), "確保", "募集の開始期限(令和8年3月1日)も過ぎた"
    ),
    "募集月数が空欄でも、育成が間に合わなければ確保": Proposed(
        rated(case(recruiting_months=None)), "確保", "(募集月数が未定)"
    ),
    "育成月数が空欄なら、提案しない": Proposed(
        rated(case(training_months=None)), None, "育成月数が空欄"
    ),
    "見込人数が空欄なら、提案しない": Proposed(rated(case(expected=None)), None, "見込人数が空欄"),
    "案件の不足が0なら、案件のないのと同じ": Proposed(
        rated(case(expected=1)), "育成", "案件がない"
    ),
    "見込が必要より多くても、不足は0": Proposed(rated(case(expected=3)), "育成", "案件がない"),
    "ほかのスキルの案件は、関係がない": Proposed(
        rated(case(skill_code="S22")), "育成", "案件がない"
    ),
    "スキルの空欄の案件は、どのスキルの案件でもない": Proposed(
        rated(case(skill_code=None)), "育成", "案件がない"
    ),
    "不足3名のうち急ぐのが1名なら、併用(残り2名)": Proposed(
        rated(case(), needed=3), "併用", "残り 2名は育てる"
    ),
    "不足3名の全部を急ぐなら、確保": Proposed(
        rated(case(needed=3), needed=3), "確保", "(不足 3名)"
    ),
    "不足3名に急ぐのが4名でも、確保": Proposed(
        rated(case(needed=4), needed=3), "確保", "(不足 4名)"
    ),
    "急ぐ案件と育てられる案件が1名ずつなら、併用": Proposed(
        rated(case(), case("A2", needed_on="2028-10-01")), "併用", "残り 1名は育てる"
    ),
    "急ぐ案件が2つで2名、不足が2名なら、確保": Proposed(
        rated(case(), case("A2"), needed=2), "確保", "確保計画 A2 専門家(不足 1名)"
    ),
    "余りのある案件は、急ぐ案件を埋めない": Proposed(
        rated(case(), case("A2", expected=5)), "確保", "確保計画 A1"
    ),
    "急ぐ案件があれば、未定の案件があっても確保": Proposed(
        rated(case(), case("A2", expected=None)), "確保", "A2 専門家(人数が未定)"
    ),
    "育てられる案件と未定の案件では、まだ提案しない": Proposed(
        rated(case(), case("A2", expected=None), on="2025-04-01"), None, "見込人数が空欄"
    ),
    "いまは足りていても、案件が急いでいれば確保": Proposed(
        rated(case(), matching=1), "確保", "過ぎた"
    ),
    "いまは足りていても、案件が先にあれば育成": Proposed(
        rated(case(needed_on="2028-10-01"), matching=1), "育成", "令和9年4月1日までに"
    ),
    "必要人数が空欄でも、案件が急いでいれば確保": Proposed(
        rated(case(), needed=None), "確保", "過ぎた"
    ),
    "月末の民法143条: 2026-08-31から6か月前は2026-02-28": Proposed(
        rated(case(needed_on="2026-08-31", training_months=6), on="2026-02-28"),
        "育成",
        "令和8年2月28日までに",
    ),
    "2026-02-28の次の日は、確保": Proposed(
        rated(case(needed_on="2026-08-31", training_months=6), on="2026-03-01"), "確保", "過ぎた"
    ),
}


@pytest.mark.parametrize("name", RATED)
def test_合致人数のスキルの方向性(name: str) -> None:
    made, direction, because = RATED[name]
    row = gap(made, "S21")
    assert row["direction"] == row["proposed"] == direction
    assert because in str(row["proposal_reason"])
    assert row["decided_by"] == ("提案" if direction else None)
    assert row["decision_reason"] is None


def taught(*cases: Row, attended: int = 1, of: int = 3, held: bool = True) -> Tables:
    """Return a ledger with a skill by 研修 that so many of the holders attended this year."""
    return tables(
        {"as_of": "2025-12-08"},
        personas=[PERSONA],
        skills=[{"skill_code": "S21", "persona_code": "P03", "method": "研修"}],
        trainings=[{"training_code": "T01"}],
        training_map=[{"persona_code": "P03", "skill_code": "S21", "training_code": "T01"}],
        sessions=[{"session_no": "K1", "training_code": "T01", "held_on": "2025-06-10"}]
        if held
        else [],
        staff=people(max(of, 1)),
        assignments=holding(numbers(of), "P03"),
        attendances=each(numbers(attended), training_code="T01", completed_on="2025-06-10"),
        acquisitions=list(cases),
    )


TAUGHT: dict[str, Proposed] = {
    "受けていない人がいれば、育成": Proposed(taught(), "育成", "案件がない"),
    "全員が受けていれば、方向性はない": Proposed(taught(attended=3), None, "足りている"),
    "研修を提供していなくても、育成": Proposed(
        taught(attended=0, held=False), "育成", "案件がない"
    ),
    "対象の人がいなければ、提案しない": Proposed(
        taught(attended=0, of=0), None, "対象の人がいない"
    ),
    "2名が未受講で急ぐのが1名なら、併用": Proposed(taught(case()), "併用", "残り 1名は育てる"),
    "1名が未受講で急ぐのが1名なら、確保": Proposed(taught(case(), attended=2), "確保", "過ぎた"),
    "提供がなく何名足りないか分からなければ、急ぐ案件の確保だけ": Proposed(
        taught(case(), attended=0, held=False), "確保", "過ぎた"
    ),
}


@pytest.mark.parametrize("name", TAUGHT)
def test_研修のスキルの方向性(name: str) -> None:
    made, direction, because = TAUGHT[name]
    row = gap(made, "S21")
    assert row["direction"] == direction
    assert because in str(row["proposal_reason"])


def decided(direction: str | None, reason: str | None, **more: object) -> Row:
    """Return a row of 方向性."""
    return {
        "persona_code": "P03",
        "skill_code": "S21",
        "direction": direction,
        "reason": reason,
        **more,
    }


OWN = "4月に経験者が異動してくる"
DECIDED: dict[str, tuple[Rows, tuple[object, ...]]] = {
    "人事の方向性は、理由とともに提案に替わる": (
        [decided("併用", OWN)],
        ("併用", "人事", OWN, "確保"),
    ),
    "提案と同じでも、人事の決めたもの": ([decided("確保", OWN)], ("確保", "人事", OWN, "確保")),
    "理由がなければ、提案のまま": ([decided("育成", None)], ("確保", "提案", None, "確保")),
    "方向性がなければ、提案のまま": ([decided(None, OWN)], ("確保", "提案", None, "確保")),
    "別の人材像の行は、使わない": (
        [decided("育成", OWN, persona_code="P02")],
        ("確保", "提案", None, "確保"),
    ),
    "別のスキルの行は、使わない": (
        [decided("育成", OWN, skill_code="S22")],
        ("確保", "提案", None, "確保"),
    ),
    "同じ組が2行なら、上の行": (
        [decided("併用", OWN), decided("育成", "あと")],
        ("併用", "人事", OWN, "確保"),
    ),
    "理由のない行の下に理由のある行があれば、その行": (
        [decided("併用", None), decided("育成", OWN)],
        ("育成", "人事", OWN, "確保"),
    ),
}


@pytest.mark.parametrize("name", DECIDED)
def test_人事の方向性(name: str) -> None:
    rows, expected = DECIDED[name]
    row = gap(rated(case(), decided=rows), "S21")
    found = tuple(row[k] for k in ("direction", "decided_by", "decision_reason", "proposed"))
    assert found == expected
    assert "令和7年4月1日" in str(row["proposal_reason"]), "提案の理由も残る"


def test_足りているスキルにも_人事は方向性を書ける() -> None:
    row = gap(rated(matching=1, decided=[decided("育成", "1名では足りなくなる")]), "S21")
    assert (row["direction"], row["decided_by"], row["proposed"]) == ("育成", "人事", None)


def test_判定する日だけで変わる() -> None:
    """The clock is no part of it: the same ledger, judged on two days."""
    days = [dt.date(2025, 4, 1), dt.date(2025, 4, 2)]
    made = [rated(case(), on=day.isoformat()) for day in days]
    found = [gap(one, "S21")["direction"] for one in made]
    assert found == ["育成", "確保"]
