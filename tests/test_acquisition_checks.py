"""台帳点検 of 確保計画 and 人物要件: what each finding is about, and both sides of its border."""

from collections.abc import Mapping

import pytest

from acquisition_cases import MUST, planned
from builders import policy
from ledger.judge.consistency.acquisitions import CODES
from ledger.judge.consistency.findings import check
from ledger.layout.frames import Tables
from ledger.model.catalogue import CATALOGUE

Case = Mapping[str, object]


def found(built: Tables) -> list[str]:
    return [one.code for one in check(policy(built), built) if one.code in CODES]


def test_書きもれのない案件には_何も言わない() -> None:
    assert found(planned()) == []
    assert set(CATALOGUE) >= CODES


CASES = [
    pytest.param({"expected": None}, ["acquisition-unknown"], id="見込人数が空欄"),
    pytest.param({"recruiting_months": None}, ["acquisition-unknown"], id="募集月数が空欄"),
    pytest.param({"ramp_months": None}, ["acquisition-unknown"], id="立上月数が空欄"),
    pytest.param({"training_months": None}, [], id="育成できない役割に、育成月数は要らない"),
    pytest.param(
        {"training_months": None, "trainable": "○"}, ["acquisition-unknown"], id="育成月数が空欄"
    ),
    pytest.param(
        {"training_months": None, "trainable": None},
        ["acquisition-unknown"],
        id="育成可否の空欄",
    ),
    pytest.param(
        {"training_months": None, "trainable": "○", "method": "任用(非常勤)"},
        [],
        id="確保と決めたら、育成月数は要らない",
    ),
    pytest.param(
        {"expected": 1, "recruiting_months": None, "ramp_months": None}, [], id="足りていれば不要"
    ),
    pytest.param({"ramp_months": 0}, [], id="立上0か月は、空欄ではない"),
    pytest.param({"method": "外部委託"}, ["acquisition-unreasoned"], id="理由のない人の判断"),
    pytest.param({"method": "外部委託", "rationale": "　"}, ["acquisition-unreasoned"], id="空白"),
    pytest.param({"method": "外部委託", "rationale": "前例がある"}, [], id="理由のある人の判断"),
    pytest.param({"method": "任用(非常勤)"}, [], id="推奨と同じなら、理由は要らない"),
    pytest.param({"method": "外部委託", "expected": 1}, [], id="足りていれば、手法は問わない"),
    pytest.param({"salary_low": None}, ["pay-unknown"], id="給与下限が空欄"),
    pytest.param({"salary_high": None}, ["pay-unknown"], id="給与上限が空欄"),
    pytest.param({"market_salary": None}, [], id="民間水準は、分からなくてもよい"),
    pytest.param({"salary_low": 4_200_000}, [], id="下限と上限が同じ"),
    pytest.param({"salary_low": 4_200_001}, ["pay-reversed"], id="下限が上限より高い"),
    pytest.param({"hours_per_week": 16}, [], id="1日8時間"),
    pytest.param({"hours_per_week": 16.5}, ["hours-too-long"], id="1日8時間15分"),
    pytest.param({"hours_per_week": 40, "days_per_week": None}, [], id="週日数が空欄"),
    pytest.param({"expert_interviewer": "×"}, ["panel-unskilled"], id="専門の人が同席しない"),
    pytest.param({"expert_interviewer": None}, ["panel-unskilled"], id="面接同席が空欄"),
    pytest.param(
        {"method": "外部委託", "rationale": "前例", "expert_interviewer": None, "salary_low": None},
        [],
        id="外部委託に、面接も給与も要らない",
    ),
    pytest.param(
        {"trainable": "○", "expert_interviewer": None, "salary_low": None},
        [],
        id="育成かもしれないうちは、面接も給与も問わない",
    ),
    pytest.param({"expected": 1, "expert_interviewer": None}, [], id="足りていれば、面接はない"),
]


@pytest.mark.parametrize(("case", "codes"), CASES)
def test_確保計画の書きもれを_一つずつ言う(case: Case, codes: list[str]) -> None:
    assert found(planned(case)) == codes


REQUIREMENTS = [
    pytest.param([MUST], [], id="必須に評価方法がある"),
    pytest.param([{**MUST, "assessment": None}], ["requirement-unjudged"], id="評価方法が空欄"),
    pytest.param([{**MUST, "assessment": "　"}], ["requirement-unjudged"], id="評価方法が空白だけ"),
    pytest.param([], ["requirement-missing"], id="必須の要件がない"),
    pytest.param([{**MUST, "kind": "歓迎"}], ["requirement-missing"], id="歓迎だけでは足りない"),
    pytest.param(
        [MUST, {**MUST, "requirement_no": 2, "kind": "歓迎", "assessment": None}],
        [],
        id="歓迎に評価方法はなくてよい",
    ),
    pytest.param([{**MUST, "department": "人事"}], ["requirement-owner"], id="専門を人事が決める"),
    pytest.param([{**MUST, "department": "情報システム"}], [], id="専門は情報システムでもよい"),
    pytest.param([{**MUST, "department": None}], [], id="担当部門の空欄は、誤りではない"),
    pytest.param(
        [MUST, {**MUST, "requirement_no": 2, "kind": "共通", "department": "人事"}],
        [],
        id="共通は人事が決める",
    ),
    pytest.param(
        [MUST, {**MUST, "requirement_no": 2, "kind": "共通"}],
        ["requirement-owner"],
        id="共通をDXが決める",
    ),
    pytest.param(
        [MUST, {**MUST, "requirement_no": 2, "kind": "歓迎", "department": "人事"}],
        ["requirement-owner"],
        id="歓迎を人事が決める",
    ),
]


@pytest.mark.parametrize(("rows", "codes"), REQUIREMENTS)
def test_人物要件の見きわめ方を点検する(rows: list[Case], codes: list[str]) -> None:
    assert found(planned(requirements=rows)) == codes


def test_案件のない外部委託の要件も_評価方法を問う() -> None:
    built = planned(
        {"method": "外部委託", "rationale": "前例がある"},
        requirements=[{**MUST, "assessment": None}],
    )
    assert found(built) == ["requirement-unjudged"]


@pytest.mark.parametrize(
    ("case", "cell", "said"),
    [
        pytest.param({"expected": None}, "確保計画!G2", "見込人数 が空欄", id="見込人数"),
        pytest.param({"recruiting_months": None}, "確保計画!L2", "募集月数 が空欄", id="募集月数"),
        pytest.param({"expert_interviewer": "×"}, "確保計画!Q2", "面接同席", id="面接同席"),
        pytest.param(
            {"method": "外部委託"}, "確保計画!R2", "推奨は「任用(非常勤)」", id="判断理由"
        ),
    ],
)
def test_どのセルを直すかを言う(case: Case, cell: str, said: str) -> None:
    built = planned(case)
    (problem,) = [one for one in check(policy(built), built) if one.code in CODES]
    assert str(problem.place) == cell
    assert said in problem.what
    assert "BPR専門家" in problem.what
