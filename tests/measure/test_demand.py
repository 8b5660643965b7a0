"""次年度需要: whose seat of which training, for which one reason, on both sides of each border.

Judged on 2026-03-31 of 令和7年度: next year begins on 2026-04-01, its 基準日 is 2027-03-31.
"""

import datetime as dt
from collections.abc import Mapping

import pytest

from builders import PERSON, policy, tables
from demand_cities import BPR, EVERYONE, MUST, PROMOTER, SECURITY, YEAR_END
from ledger.layout.frames import Tables, records
from ledger.layout.ledger import BY_KEY
from ledger.measure.demand import demand_of
from ledger.measure.demand_rows import demands, training_demands
from ledger.measure.next_year import NextYear


def seated(made: Tables, on: dt.date = YEAR_END) -> dict[str, dict[str, str]]:
    """Return the reason of everybody's seat, by training and 職員番号."""
    known = policy(made)
    found = demand_of(known, made, NextYear(known, made, on))
    people = found.ahead.people
    return {
        code: {people[person]: reason.value for person, reason in own.items()}
        for code, own in found.seats.items()
        if own
    }


def rows(made: Tables, on: dt.date = YEAR_END) -> dict[str, dict[str, object]]:
    """Return the table 次年度需要 by training."""
    known = policy(made)
    found = training_demands(demand_of(known, made, NextYear(known, made, on)))
    listed = records(BY_KEY["demands"], demands(found))
    return {str(row["training_code"]): dict(row) for row in listed}


def done(day: str, training: str = "T03", **more: object) -> dict[str, object]:
    return {"training_code": training, "completed_on": day, **more}


def mandatory(
    *completions: Mapping[str, object], months: int | None = None, **more: object
) -> Tables:
    """Make a city where T03 is 必須 for everybody."""
    given: dict[str, object] = {
        "personas": [EVERYONE],
        "trainings": [{**SECURITY, "valid_months": months}],
        "training_map": [MUST],
        "attendances": list(completions),
        **more,
    }
    return tables(**given)  # type: ignore[arg-type]


PEOPLE = [
    pytest.param({}, True, id="在籍している人は要る"),
    pytest.param({"retired_on": "2026-03-31"}, False, id="3/31に退職する人は、4/1にいない"),
    pytest.param({"retired_on": "2026-04-01"}, True, id="4/1に退職する人は、4/1にはいる"),
    pytest.param({"hired_on": "2026-04-01"}, True, id="4/1に採用される人は、4/1にいる"),
    pytest.param({"hired_on": "2026-04-02"}, False, id="4/2に採用される人は、4/1にいない"),
    pytest.param({"counted": "×"}, False, id="集計対象×の人は数えない"),
]


@pytest.mark.parametrize(("person", "needs"), PEOPLE)
def test_who_is_there_on_the_first_of_april(person: dict[str, object], *, needs: bool) -> None:
    made = mandatory(staff=[{"staff_no": PERSON, **person}])
    assert seated(made) == ({"T03": {PERSON: "必須"}} if needs else {})


AWAY = [
    pytest.param(
        "育休", "2025-10-01", "2027-03-30", "×", True, id="3/31に戻る人は、年度内に受けられる"
    ),
    pytest.param("育休", "2025-10-01", "2027-03-31", "×", False, id="年度の全日を休む人は数えない"),
    pytest.param("育休", "2026-04-02", None, "×", True, id="4/1には休んでいない人は数える"),
    pytest.param(
        "派遣・出向", "2026-04-01", "2026-04-30", "×", False, id="4/1に派遣中の人は数えない"
    ),
    pytest.param(
        "派遣・出向", "2026-04-02", "2026-04-30", "×", True, id="派遣が4/2からの人は数える"
    ),
    pytest.param("派遣・出向", "2026-04-01", None, "○", True, id="派遣を数える設定なら数える"),
]


@pytest.mark.parametrize(("kind", "start", "end", "seconded", "needs"), AWAY)
def test_who_is_away(kind: str, start: str, end: str | None, seconded: str, *, needs: bool) -> None:
    leave = {"kind": kind, "started_on": start, "ended_on": end}
    made = mandatory(leaves=[leave], settings={"count_seconded": seconded == "○"})
    assert bool(seated(made)) is needs


# 有効12か月: d から「応当日の前日」まで (民法143条)

VALIDITY = [
    pytest.param(None, "必須", id="一度も修了していない"),
    pytest.param("2025-03-31", "必須", id="2026/3/30まで: きょう3/31には切れている"),
    pytest.param("2025-04-01", "期限", id="2026/3/31まで: きょうは有効、次の基準日には切れている"),
    pytest.param("2026-03-31", "期限", id="2027/3/30まで: 次の基準日2027/3/31の前日に切れる"),
]


@pytest.mark.parametrize(("day", "reason"), VALIDITY)
def test_a_year_long_training_is_due_again(day: str | None, reason: str) -> None:
    made = mandatory(*([done(day)] if day else []), months=12)
    assert seated(made) == {"T03": {PERSON: reason}}


LONGER = [
    pytest.param("2025-03-31", {"T03": {PERSON: "期限"}}, id="24か月、2027/3/30まで"),
    pytest.param("2025-04-01", {}, id="24か月、2027/3/31まで: 次の基準日にまだ有効なので要らない"),
]


@pytest.mark.parametrize(("day", "found"), LONGER)
def test_what_still_holds_on_the_next_key_date_needs_no_seat(
    day: str, found: dict[str, dict[str, str]]
) -> None:
    assert seated(mandatory(done(day), months=24)) == found


FACTS = [
    pytest.param({"source": "申告", "confirmed": "未"}, True, id="未確認の申告では、席は要る"),
    pytest.param({"source": "申告", "confirmed": "済"}, False, id="確認済の申告なら、席は要らない"),
    pytest.param({"source": "名簿", "confirmed": "済"}, False, id="名簿にあれば、席は要らない"),
    pytest.param({"completed_on": "2026-04-01"}, True, id="判定日より後の修了は、まだない"),
]


@pytest.mark.parametrize(("fact", "needs"), FACTS)
def test_which_completions_count(fact: dict[str, object], *, needs: bool) -> None:
    assert bool(seated(mandatory({**done("2025-06-01"), **fact}))) is needs


def steps(*criteria: Mapping[str, object], **more: object) -> Tables:
    """Make a city of one person, whose persona has a Step with criteria; nothing is 必須."""
    asked = [
        {"persona_code": "P01", "step": 1, "criterion_no": at, "kind": "研修", **one}
        for at, one in enumerate(criteria, start=1)
    ]
    given: dict[str, object] = {
        "personas": [EVERYONE],
        "trainings": [
            {"training_code": "T01", "provider": "庁内"},
            {"training_code": "T03", "provider": "庁内"},
            {"training_code": "T04", "provider": "東京都"},
        ],
        "criteria": asked,
        **more,
    }
    return tables(**given)  # type: ignore[arg-type]


def group(completion: str, *codes: str) -> list[dict[str, object]]:
    return [
        {"group_code": "G01", "completion": completion, "training_code": code} for code in codes
    ]


GROUPS = [
    pytest.param(
        "いずれか", 1, ("T01", "T03"), [], {"T01": "次のStep"}, id="いずれか: 1席、シートの順"
    ),
    pytest.param(
        "いずれか", 1, ("T03", "T01"), [], {"T03": "次のStep"}, id="いずれか: 逆の順なら逆"
    ),
    pytest.param("いずれか", 1, ("T01", "T04"), [], {"T04": "次のStep"}, id="いずれか: 無料を先に"),
    pytest.param(
        "いずれか", 1, ("T01", "T03"), ["T03"], {}, id="いずれか: 1つ修了していれば要らない"
    ),
    pytest.param(
        "全て",
        1,
        ("T01", "T03", "T04"),
        ["T03"],
        {"T01": "次のStep", "T04": "次のStep"},
        id="全て: 足りない研修ごとに1席",
    ),
    pytest.param(
        "いずれか",
        2,
        ("T01", "T03", "T04"),
        [],
        {"T01": "次のStep", "T04": "次のStep"},
        id="3つのうち2つ: 2席、無料を先に",
    ),
    pytest.param(
        "いずれか",
        2,
        ("T01", "T03", "T04"),
        ["T01"],
        {"T04": "次のStep"},
        id="3つのうち2つ: 1つ修了していれば1席",
    ),
]


@pytest.mark.parametrize(("completion", "amount", "codes", "completed", "found"), GROUPS)
def test_groups(
    completion: str,
    amount: int,
    codes: tuple[str, ...],
    completed: list[str],
    found: dict[str, str],
) -> None:
    made = steps(
        {"object_code": "G01", "amount": amount},
        training_groups=group(completion, *codes),
        attendances=[done("2025-06-01", code) for code in completed],
    )
    assert seated(made) == {code: {PERSON: reason} for code, reason in found.items()}


CHOICES = [
    pytest.param(("T01", "T03"), {"T01"}, id="選択組: 1席、シートの順"),
    pytest.param(("T03", "T01"), {"T03"}, id="選択組: 条件の順が逆なら逆"),
    pytest.param(("T01", "T04"), {"T04"}, id="選択組: 無料を先に"),
]


@pytest.mark.parametrize(("codes", "found"), CHOICES)
def test_one_seat_of_a_choice(codes: tuple[str, ...], found: set[str]) -> None:
    made = steps(*({"object_code": code, "any_of": "い"} for code in codes))
    assert set(seated(made)) == found


def test_a_choice_is_served_by_what_is_mandatory_anyway() -> None:
    # T03 は必須なので席がある。G01 は T04(無料)でもよいが、T03 で満たされるため1席で足りる。
    made = steps(
        {"object_code": "G01"},
        training_groups=group("いずれか", "T04", "T03"),
        training_map=[MUST],
    )
    assert seated(made) == {"T03": {PERSON: "必須"}}


def test_of_a_choice_what_has_to_be_renewed_comes_first() -> None:
    # T01 を持っていて次の基準日に切れる。T04 は無料だが、更新の1席が先。
    made = steps(
        {"object_code": "G01"},
        training_groups=group("いずれか", "T04", "T01"),
        trainings=[
            {"training_code": "T01", "valid_months": 12},
            {"training_code": "T04", "provider": "東京都"},
        ],
        attendances=[done("2025-06-01", "T01")],
    )
    assert seated(made) == {"T01": {PERSON: "期限"}}


def test_a_free_offer_is_one_whose_price_is_0_too() -> None:
    made = steps(
        {"object_code": "G01"},
        training_groups=group("いずれか", "T01", "T03"),
        plans=[_plan("R1", training_code="T03", unit_price=0)],
    )
    assert set(seated(made)) == {"T03"}


def test_a_training_out_of_use_is_no_choice_and_asked_of_nobody() -> None:
    trainings = [{"training_code": "T01", "active": "×"}, {"training_code": "T03"}]
    made = steps(
        {"object_code": "G01"},
        training_groups=group("いずれか", "T01", "T03"),
        trainings=trainings,
    )
    assert set(seated(made)) == {"T03"}
    assert seated(steps({"object_code": "T01"}, trainings=trainings)) == {}


UP_TO_THE_NEXT = [
    pytest.param([], {"T01"}, id="Step0: Step1の研修だけ"),
    pytest.param(["T01"], {"T03"}, id="Step1: Step2の研修"),
    pytest.param(["T01", "T03"], set(), id="いちばん上: 何も要らない"),
]


@pytest.mark.parametrize(("completed", "found"), UP_TO_THE_NEXT)
def test_only_what_the_next_step_asks_for(completed: list[str], found: set[str]) -> None:
    made = steps(
        {"object_code": "T01"},
        {"object_code": "T03", "step": 2},
        attendances=[done("2025-06-01", code) for code in completed],
    )
    assert set(seated(made)) == found


EVERY_YEAR = [
    pytest.param(["2025-06-01"], "次のStep", id="1年目: 2年度目の席が要る"),
    pytest.param(["2024-06-01", "2025-06-01"], "期限", id="2年度続けた人も、次の年度の席が要る"),
    pytest.param([], "次のStep", id="まだの人にも要る"),
]


@pytest.mark.parametrize(("days", "reason"), EVERY_YEAR)
def test_what_is_taken_every_year_needs_a_seat_every_year(days: list[str], reason: str) -> None:
    made = steps(
        {"kind": "継続受講", "object_code": "T03", "amount": 2, "unit": "年度"},
        attendances=[done(day) for day in days],
    )
    assert seated(made) == {"T03": {PERSON: reason}}


def test_one_reason_for_a_person_and_a_training() -> None:
    # T03 は必須でもStep1の条件でもある: 必須の1席だけ。
    made = steps({"object_code": "T03"}, training_map=[MUST])
    assert seated(made) == {"T03": {PERSON: "必須"}}
    assert rows(made)["T03"]["breakdown"] == "必須 1"


def test_the_personas_are_those_of_the_first_of_april() -> None:
    made = tables(
        personas=[PROMOTER],
        trainings=[BPR],
        training_map=[{"persona_code": "P02", "training_code": "T09"}],
        staff=[{"staff_no": n} for n in ("00001", "00002", "00003")],
        assignments=[
            {"staff_no": "00001", "persona_code": "P02", "ended_on": "2026-03-31"},
            {"staff_no": "00002", "persona_code": "P02", "started_on": "2026-04-01"},
            {"staff_no": "00003", "persona_code": "P02", "started_on": "2026-04-02"},
        ],
    )
    assert seated(made) == {"T09": {"00002": "必須"}}


def test_who_is_to_be_hired_takes_seats_of_what_everybody_must() -> None:
    # 採用見込 4名: 全職員に必須の T03 に4席。指名の DX推進員に必須の T09 には足さない。
    made = tables(
        settings={"expected_hires": 4},
        personas=[EVERYONE, PROMOTER],
        trainings=[SECURITY, BPR],
        training_map=[MUST, {"persona_code": "P02", "training_code": "T09"}],
    )
    found = rows(made)
    assert (found["T03"]["seats"], found["T03"]["breakdown"]) == (1 + 4, "必須 1・採用見込 4")
    assert "T09" not in found


def _plan(number: str, **terms: object) -> dict[str, object]:
    return {"plan_no": number, "aim": "狙い", "audience": "全職員", "department": "人事", **terms}


def money(people: int, training: dict[str, object], *plans: dict[str, object]) -> dict[str, object]:
    made = mandatory(
        staff=[{"staff_no": f"{n:05}"} for n in range(1, people + 1)],
        trainings=[{**SECURITY, **training}],
        plans=[_plan(f"R{at}", training_code="T03", **one) for at, one in enumerate(plans)],
    )
    return rows(made)["T03"]


def test_as_many_sessions_as_hold_the_seats() -> None:
    assert money(10, {"capacity": 5})["times"] == 2  # 10 ÷ 5
    assert money(11, {"capacity": 5})["times"] == 3  # 11 ÷ 5 = 2.2


def test_the_capacity_of_the_plan_goes_before_that_of_the_training() -> None:
    found = money(10, {"capacity": 5}, {"seats": 4})
    assert (found["capacity"], found["times"]) == (4, 3)  # 10 ÷ 4 = 2.5


UNKNOWN = [
    pytest.param({}, "定員が未記入のため、回数を出せません。単価が未記入です", id="定員がない"),
    pytest.param(
        {"capacity": 0},
        "定員が未記入のため、回数を出せません。単価が未記入です",
        id="定員0は定員でない",
    ),
    pytest.param(
        {"capacity": 5, "delivery": "随時"},
        "随時の研修のため、回数は数えません。単価が未記入です",
        id="随時",
    ),
]


@pytest.mark.parametrize(("training", "remark"), UNKNOWN)
def test_without_a_number_of_sessions_it_says_why(training: dict[str, object], remark: str) -> None:
    found = money(3, training)
    assert (found["times"], found["cost"], found["remark"]) == (None, None, remark)


COSTS = [
    pytest.param({}, {"unit_price": 50_000}, 100_000, id="1回いくら: 2回 × 50,000"),
    pytest.param(
        {}, {"unit_price": 3_000, "price_unit": "席"}, 18_000, id="1席いくら: 6席 × 3,000"
    ),
    pytest.param({}, {"unit_price": 0}, 0, id="単価0は無料"),
    pytest.param({}, {}, None, id="単価が未記入なら、0でなく空欄"),
    pytest.param({"provider": "東京都"}, {}, 0, id="東京都の研修は無料"),
    pytest.param({"provider": "GovTech東京"}, {}, 0, id="GovTech東京の研修は無料"),
    pytest.param(
        {"provider": "東京都"}, {"unit_price": 50_000}, 100_000, id="東京都でも単価があれば払う"
    ),
    pytest.param(
        {"delivery": "随時"},
        {"unit_price": 3_000, "price_unit": "席"},
        18_000,
        id="随時でも1席いくらなら出る",
    ),
]


@pytest.mark.parametrize(("training", "plan", "cost"), COSTS)
def test_what_it_costs(
    training: dict[str, object], plan: dict[str, object], cost: int | None
) -> None:
    assert money(6, {"capacity": 5, **training}, plan)["cost"] == cost


def test_a_price_of_a_session_without_sessions_is_told() -> None:
    found = money(6, {"delivery": "随時"}, {"unit_price": 3_000})
    assert found["cost"] is None
    assert "単価が1回あたりなのに回数が決まらないため、金額を出せません" in str(found["remark"])


def test_terms_are_those_of_the_first_line_that_states_them_and_a_difference_is_told() -> None:
    # 2行のうち、上の行が書いていることが先。席は足す: 5×1 + 4×1 = 9、10席には1席足りない。
    found = money(
        10,
        {},
        {"seats": 5, "times": 1, "budget_owner": "人事課"},
        {"seats": 4, "times": 1, "unit_price": 1_000},
    )
    assert (found["capacity"], found["unit_price"], found["cost"]) == (5, 1_000, 2_000)
    assert found["budget_owner"] == "人事課"
    assert found["remark"] == (
        "研修計画の席は9席で、1席足りません。研修計画の2行で一回定員が違うため、上の行によります"
    )


def test_as_many_seats_planned_as_needed_is_enough() -> None:
    assert money(10, {}, {"seats": 5, "times": 2, "unit_price": 0})["remark"] is None


def test_what_is_planned_for_nobody_is_told() -> None:
    """3/31に全員が退職: 計画の行がある研修だけ、0席として残る(計画がなければ行もない)."""
    gone = [{"staff_no": PERSON, "retired_on": "2026-03-31"}]
    found = rows(mandatory(staff=gone, plans=[_plan("R1", training_code="T03", times=1)]))["T03"]
    assert (found["seats"], found["breakdown"], found["cost"]) == (0, None, 0)
    assert found["remark"] == "研修計画にありますが、要る人はいません"
    assert rows(mandatory(staff=gone)) == {}
