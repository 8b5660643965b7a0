"""逆算 of a whole 確保計画: order, 手法 and who decided, terms (W43), reasons, the table."""

import datetime as dt
from collections.abc import Mapping

import pytest

from acquisition_cases import MUST, planned
from builders import policy
from ledger.commands.recompute import next_year_plan
from ledger.layout.frames import Tables, records
from ledger.layout.plan_tables import BUDGET_REQUESTS
from ledger.layout.result_tables import ACQUISITION_PLANS
from ledger.measure.acquisition.plans import AcquisitionPlan, acquisition_frame, acquisition_plans
from ledger.measure.acquisition.terms import acquisition_counts, summary_said, terms_said

TODAY = dt.date(2025, 12, 8)
Case = Mapping[str, object]


def plans(built: Tables, on: dt.date = TODAY) -> tuple[AcquisitionPlan, ...]:
    return acquisition_plans(built, policy(built).settings, on)


def plan(case: Case | None = None, on: dt.date = TODAY) -> AcquisitionPlan:
    (found,) = plans(planned(case or {}), on)
    return found


def row(case: Case | None = None) -> dict[str, object]:
    (found,) = records(ACQUISITION_PLANS, acquisition_frame([plan(case)]))
    return dict(found)


def test_逆算の表に_期限と経路と手法が出る() -> None:  # W34
    found = row()
    assert {key: str(found[key]) for key in found if key.endswith("_by")} == {
        "training_by": "None",  # 育成可否 ×
        "recruiting_by": "2026-03-01",
        "arrival_by": "2026-07-01",
        "budget_by": "2026-05-31",
        "initial_budget_by": "2025-10-31",
    }
    said = ("shortage", "route", "timing", "budget", "method", "method_taken")
    assert [found[key] for key in said] == [
        *(1, "確保", "3か月以内", "補正予算", "任用(非常勤)", "任用(非常勤)")
    ]


def test_足りている案件には_期限も手法も出さない() -> None:  # W36
    found = row({"needed": 2, "expected": 2})
    assert (found["shortage"], found["route"]) == (0, "不足なし")
    assert found["reason"] == "必要 2名に対して見込 2名で、足りています。"
    rest = set(found) - {"case_no", "shortage", "route", "reason"}
    assert {key: found[key] for key in rest if found[key] is not None} == {}


ORDERS = [
    pytest.param([(2, "2026-10-01"), (1, "2027-10-01")], ["A1", "A0"], id="優先順位の小さい順"),
    pytest.param([(None, "2026-04-01"), (9, "2027-10-01")], ["A1", "A0"], id="空欄は最後"),
    pytest.param([(1, "2026-10-02"), (1, "2026-10-01")], ["A1", "A0"], id="同じなら必要時期の順"),
    pytest.param([(1, "2026-10-01"), (1, "2026-10-01")], ["A0", "A1"], id="それも同じなら行の順"),
]


@pytest.mark.parametrize(("cases", "order"), ORDERS)
def test_優先順位の順に並ぶ(cases: list[tuple[int | None, str]], order: list[str]) -> None:
    rows = [
        {"case_no": f"A{at}", "priority": priority, "needed_on": day}
        for at, (priority, day) in enumerate(cases)
    ]
    built = planned(*rows)
    assert acquisition_frame(plans(built))["case_no"].tolist() == order
    requests = next_year_plan(policy(built), built, TODAY)["budget_requests"]
    asked = [str(one["subject"]) for one in records(BUDGET_REQUESTS, requests)]
    assert len(asked) == 2


METHODS = [
    pytest.param({}, "任用(非常勤)", "期間も範囲も決まっておらず、会計年度", id="どちらも未定"),
    pytest.param({"period_fixed": "○"}, "任用(非常勤)", "範囲が決まっておらず", id="範囲が未定"),
    pytest.param({"scope_fixed": "○"}, "任用(非常勤)", "期間が決まっておらず", id="期間が未定"),
    pytest.param(
        {"period_fixed": "○", "scope_fixed": "○"}, "外部委託", "仕様書に書ける", id="両方決まった"
    ),
    pytest.param({"hours_per_week": 38.75}, "任用(常勤)", "週38時間45分", id="週38時間45分"),
    pytest.param({"hours_per_week": 38.5}, "任用(非常勤)", "会計年度", id="週38時間30分"),
    pytest.param({"hours_per_week": None}, "任用(非常勤)", "週時間が空欄", id="週時間が空欄"),
    pytest.param(
        {"period_fixed": "○", "scope_fixed": "○", "funding": "無料(都・GovTech東京)"},
        "自治体間派遣・交流",
        "GovTech東京の支援",
        id="無料の支援があれば、それを先に",
    ),
]


@pytest.mark.parametrize(("case", "method", "why"), METHODS)
def test_手法は_決定表のとおりに理由とともに勧める(case: Case, method: str, why: str) -> None:
    found = row(case)
    assert found["method"] == found["method_taken"] == method
    assert why in str(found["method_reason"])


DECISIONS = [
    pytest.param(
        {"method": "外部委託", "rationale": "専門の会社に前例がある"},
        "人の判断: 専門の会社に前例がある。推奨は「任用(非常勤)」: 期間も範囲も",
        id="推奨と違い、理由がある",
    ),
    pytest.param(
        {"method": "外部委託", "rationale": None},
        "人の判断: (判断理由が未記入)。推奨は「任用(非常勤)」",
        id="推奨と違い、理由がない",
    ),
    pytest.param(
        {"method": "任用(非常勤)", "rationale": "公募で応募を見込める"},
        "期間も範囲も決まっておらず、会計年度任用職員と相談しながら進めるため。"
        "判断理由: 公募で応募を見込める",
        id="推奨と同じ",
    ),
]


@pytest.mark.parametrize(("case", "said"), DECISIONS)
def test_人が決めた手法は_理由とともに推奨に勝つ(case: Case, said: str) -> None:
    found = row(case)
    assert found["method_taken"] == case["method"]
    assert str(found["method_reason"]).startswith(said)


TERMS = [
    pytest.param({}, "週7時間・週2日(1日3.5時間)", id="W43: 週7時間を2日で"),
    pytest.param({"days_per_week": 3}, "(1日2.33時間)", id="割り切れない"),
    pytest.param({"days_per_week": None}, "週7時間・週日数 未記入", id="週日数が空欄"),
    pytest.param({"days_per_week": 0}, "週7時間・週0日", id="0日では割らない"),
    pytest.param({}, "(民間 4,800,000円、上限は民間より12.5%低い)", id="W43: (480−420)÷480"),
    pytest.param({"market_salary": None}, "(民間水準 未記入)", id="W43: 民間が不明なら空欄"),
    pytest.param({"salary_high": None}, "3,000,000円〜未記入(民間 4,800,000円)", id="上限が空欄"),
    pytest.param({"market_salary": 4_200_000}, "上限は民間と同じ", id="差がない"),
    pytest.param({"market_salary": 4_000_000}, "上限は民間より5.0%高い", id="民間より高い"),
    pytest.param({}, "在宅 ○", id="在宅できる"),
    pytest.param({"remote": None}, "在宅 ×", id="在宅が空欄"),
    pytest.param({"recruitment": "特命"}, "特命(公募が原則)", id="公募によらない"),
    pytest.param({"recruitment": None}, "公募区分 未記入(公募が原則)", id="公募区分が空欄"),
    pytest.param({"expert_interviewer": None}, "専門の人の面接同席 ×", id="面接に同席しない"),
]


@pytest.mark.parametrize(("case", "said"), TERMS)
def test_条件を言葉にする(case: Case, said: str) -> None:
    assert said in terms_said(plan(case).row)


@pytest.mark.parametrize(
    ("case", "hours", "gap"),
    [
        pytest.param({}, 3.5, 12.5, id="W43"),
        pytest.param({"hours_per_week": 38.75, "days_per_week": 5}, 7.75, 12.5, id="常勤の1日"),
        pytest.param({"market_salary": None, "days_per_week": None}, None, None, id="空欄は空欄"),
        pytest.param({"market_salary": 0}, 3.5, None, id="民間が0円なら、差は出ない"),
    ],
)
def test_一日の時間と民間との差(case: Case, hours: float | None, gap: float | None) -> None:
    found = row(case)
    assert (found["hours_a_day"], found["pay_gap"]) == (hours, gap)


def test_間に合わないときは_いま始めたらいつからかを言う() -> None:
    """2026-03-02 に募集 → 4か月後の 7/2 に着任 → 3か月後の 10/2 から."""
    found = plan(on=dt.date(2026, 3, 2))
    assert found.found.route.value == "間に合わない"
    late = "募集は令和8年3月1日までに始める必要があり、過ぎました"
    assert f"{late}(いま始めると、令和8年7月2日に着任、成果は令和8年10月2日から)" in found.reason


def test_無料か0円なら_予算要求の期限は出ない() -> None:
    assert row({"funding": "無料(都・GovTech東京)"})["budget_by"] is None
    assert row({"estimate": 0})["budget_by"] is None
    assert row({"estimate": None})["budget_by"] == dt.date(2026, 5, 31)


def test_数は案件ごとに足す() -> None:
    """不足 1+2 = 3名。間に合わない1件、分からない1件."""
    built = planned(
        {"case_no": "A1"},
        {"case_no": "A2", "needed": 2, "needed_on": "2026-01-01"},
        {"case_no": "A3", "expected": None},
        {"case_no": "A4", "expected": 5},
    )
    found = acquisition_counts(plans(built))
    assert (found.cases, found.short, found.people) == (4, 2, 3)
    assert (found.soon, found.late, found.unknown, found.unfunded) == (1, 1, 1, 1)
    assert summary_said(plans(built)).startswith("案件 4件のうち、不足 2件・3名。経路: ")


def test_同じ案件番号の行は_先の行だけを表に載せる() -> None:
    built = planned({"role": "甲"}, {"role": "乙", "needed": 3})
    assert acquisition_frame(plans(built))["shortage"].tolist() == [1]


def test_育成が間に合う案件の予算は_確保として要求しない() -> None:
    """必要時期 2027-10-01 − 18か月 = 2026-04-01: その日までは育成."""
    built = planned({"trainable": "○", "needed_on": "2027-10-01"}, requirements=[MUST])
    for day, asked in (("2026-04-01", 0), ("2026-04-02", 1)):
        made = next_year_plan(policy(built), built, dt.date.fromisoformat(day))
        assert len(made["budget_requests"]) == asked, day


def test_見込人数が空欄の案件は_人数未定として要求する() -> None:
    built = planned({"expected": None})
    made = next_year_plan(policy(built), built, TODAY)["budget_requests"]
    (asked,) = records(BUDGET_REQUESTS, made)
    assert (asked["subject"], asked["quantity"]) == ("BPR専門家 人数未定", None)
    assert "足りない人数は未定(見込人数が未記入)" in str(asked["grounds"])
