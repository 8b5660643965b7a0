"""予算要求一覧: its lines, their order, 財源 and 根拠; and what one page says of them."""

import pytest

from builders import policy, tables
from demand_cities import EVERYONE, MUST, PROMOTER, SECURITY, YEAR_END
from ledger.commands.recompute import next_year_plan
from ledger.layout.frames import Tables, records, replaced
from ledger.layout.ledger import BY_KEY
from ledger.measure.budget_summary import BudgetSummary, SeatShortage
from ledger.model.terms import SeatReason

PAID = {"training_code": "T09", "training_name": "BPR研修", "capacity": 5, "department": "DX"}
CASE = {
    "case_no": "A1",
    "role": "BPR専門家",
    "needed": 1,
    "expected": 0,
    "needed_on": "2026-10-01",
    "department": "DX",
}


def planned(made: Tables) -> Tables:
    return replaced(made, next_year_plan(policy(made), made, YEAR_END))


def lines(made: Tables) -> list[dict[str, object]]:
    data = planned(made)["budget_requests"]
    return [dict(row) for row in records(BY_KEY["budget_requests"], data)]


def city(**more: object) -> Tables:
    """Make a city of 12 people: T03 is 必須 for all, T09 (80,000 a session) for one of them."""
    given: dict[str, object] = {
        "personas": [EVERYONE, PROMOTER],
        "staff": [{"staff_no": f"{n:05}"} for n in range(1, 13)],
        "assignments": [{"staff_no": "00001", "persona_code": "P02"}],
        "trainings": [
            {**SECURITY, "capacity": 10, "department": "情報システム", "provider": "東京都"},
            PAID,
        ],
        "training_map": [MUST, {"persona_code": "P02", "training_code": "T09"}],
        "plans": [
            {
                "plan_no": "R1",
                "aim": "業務の見直し",
                "audience": "推進員",
                "training_code": "T09",
                "department": "DX",
                "unit_price": 80_000,
                "funding": "一般財源",
            }
        ],
        "acquisitions": [{**CASE, "estimate": 500_000, "funding": "その他"}],
        **more,
    }
    return tables(**given)  # type: ignore[arg-type]


def test_by_department_then_trainings_before_people() -> None:
    told = ("request_no", "kind", "department", "subject", "quantity", "cost", "funding")
    assert [tuple(row[key] for key in told) for row in lines(city())] == [
        (1, "研修", "DX", "BPR研修 1席・1回", 1, 80_000, "一般財源"),  # 1 ÷ 5 → 1回 × 80,000
        (2, "確保", "DX", "BPR専門家 1名", 1, 500_000, "その他"),
        (
            3,
            "研修",
            "情報システム",
            "情報セキュリティ研修 12席・2回",
            2,
            0,
            "無料(都・GovTech東京)",
        ),
    ]


def test_the_grounds_say_who_how_many_and_why_in_one_sentence() -> None:
    target = {
        "target_code": "K1",
        "target_type": "参加率目標型",
        "target_name": "BPR研修の修了者",
        "indicator": "修了者数",
        "object_code": "T09",
        "goal_value": 1,
    }
    bpr, expert, security = (row["grounds"] for row in lines(city(targets=[target])))
    assert bpr == (
        "DX推進員の1席(必須 1)を、定員5名で1回開いて満たす。目標「BPR研修の修了者」のため"
        "(狙い「業務の見直し」、対象 推進員)"
    )
    assert expert == ("BPR専門家が1名要り、見込0名で1名足りないため、令和8年10月1日までに確保する")
    assert security == "一般行政職員の12席(必須 12)を、定員10名で2回開いて満たす。必須の研修のため"


def test_what_two_lines_of_the_plan_say_is_told_once() -> None:
    plan = {"training_code": "T09", "department": "DX", "aim": "業務の見直し"}
    first = {**plan, "plan_no": "R1", "audience": "推進員", "period": "上半期"}
    second = {**plan, "plan_no": "R2", "audience": "係長", "period": "下半期"}
    bpr = str(lines(city(plans=[first, second]))[0]["grounds"])
    assert "(狙い「業務の見直し」、対象 推進員・係長、時期 上半期・下半期)" in bpr


def test_what_has_no_price_is_named_and_is_no_0() -> None:
    found = lines(city(plans=[], acquisitions=[CASE]))
    assert [(row["cost"], row["funding"]) for row in found[:2]] == [(None, None), (None, None)]
    assert "(単価が未記入で、金額は未定)" in str(found[0]["grounds"])
    assert "(概算額が未記入で、金額は未定)" in str(found[1]["grounds"])


def test_people_who_are_not_missing_are_not_asked_for() -> None:
    """必要1 − 見込1 = 0 なら要求しない; 必要2 − 見込1 = 1 なら1名."""
    enough, short = {**CASE, "expected": 1}, {**CASE, "needed": 2, "expected": 1}
    assert [row["kind"] for row in lines(city(acquisitions=[enough]))] == ["研修", "研修"]
    assert [r["subject"] for r in lines(city(acquisitions=[short]))][1] == "BPR専門家 1名"


def summary(made: Tables) -> BudgetSummary:
    return BudgetSummary(policy(made), planned(made))


def test_totals_add_up_by_department_and_by_funding() -> None:
    """80,000 + 500,000 + 0 = 580,000."""
    found = summary(city())
    assert found.total[1:] == (3, 580_000, 0)
    assert [tuple(one) for one in found.by_department] == [
        ("DX", 2, 580_000, 0),
        ("情報システム", 1, 0, 0),
    ]
    assert {one.name: one.cost for one in found.by_funding} == {
        "無料(都・GovTech東京)": 0,
        "一般財源": 80_000,
        "その他": 500_000,
    }
    assert (found.seats, found.free_seats, found.times) == (1 + 12, 12, 1 + 2)


def test_the_largest_lines_come_first_and_free_ones_are_none() -> None:
    assert [row["subject"] for row in summary(city()).largest] == [
        "BPR専門家 1名",
        "BPR研修 1席・1回",
    ]


def test_what_is_still_open_is_named() -> None:
    unowned = {"training_code": "T03", "training_name": "情報セキュリティ研修"}
    aimless = {"training_code": "T13", "training_name": "管理職研修"}
    plan = {"plan_no": "R3", "aim": "変革", "audience": "部長", "training_code": "T13"}
    made = city(
        trainings=[unowned, PAID, aimless],
        plans=[{**plan, "department": "人事"}],
        acquisitions=[CASE],
    )
    assert dict(summary(made).open_points) == {
        "単価が未記入": ("情報セキュリティ研修", "BPR研修"),
        "定員が未記入": ("情報セキュリティ研修",),
        "概算額が未記入": ("BPR専門家 1名",),
        "財源が未記入": ("BPR研修 1席・1回", "BPR専門家 1名", "情報セキュリティ研修 12席"),
        "担当部門が未記入": ("情報セキュリティ研修 12席",),
        "研修計画に行がない研修": ("情報セキュリティ研修", "BPR研修"),
        "目標のない研修計画": ("管理職研修",),
    }


def test_too_few_planned_seats_are_told() -> None:
    """計画 10席 × 1回 に 12席: 2席入らない; 6席 × 2回 = 12席なら足りる."""
    plan = {"plan_no": "R1", "aim": "守る", "audience": "全職員", "department": "DX"}
    few = {**plan, "training_code": "T03", "times": 1, "seats": 10}
    enough = {**few, "times": 2, "seats": 6}
    (short,) = summary(city(plans=[few])).shortages
    assert (short.name, short.beyond) == ("情報セキュリティ研修", 2)
    assert short.left_out == {SeatReason.MANDATORY: 2}
    assert summary(city(plans=[enough])).shortages == ()


TURNS = [
    pytest.param(20, {}, id="20席: 全員入る"),
    pytest.param(19, {"次のStep": 1}, id="19席: 次のStepの1席が入らない"),
    pytest.param(15, {"次のStep": 5}, id="15席: 必須8 + 採用見込4 + 期限3 まで"),
    pytest.param(14, {"期限": 1, "次のStep": 5}, id="14席: 期限の1席も入らない"),
    pytest.param(8, {"採用見込": 4, "期限": 3, "次のStep": 5}, id="8席: 必須だけ"),
    pytest.param(0, {"必須": 8, "採用見込": 4, "期限": 3, "次のStep": 5}, id="0席: だれも入らない"),
]


@pytest.mark.parametrize(("planned", "left_out"), TURNS)
def test_seats_are_given_by_reason_and_not_by_merit(planned: int, left_out: dict[str, int]) -> None:
    """必須 8・次のStep 5・期限 3・採用見込 4 = 20席."""
    reasons = dict(zip(SeatReason, (8, 5, 3, 4), strict=True))
    found = SeatShortage("研修", 20, planned, reasons).left_out
    assert {reason.value: number for reason, number in found.items()} == left_out
    assert sum(left_out.values()) == 20 - planned
