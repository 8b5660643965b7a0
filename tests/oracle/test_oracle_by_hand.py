"""The oracle itself, against the papers' worked examples: every figure here is worked by hand."""

import datetime as dt
from collections.abc import Mapping, Sequence
from types import MappingProxyType

import pytest

from ledger.layout.columns import Cell
from ledger.layout.frames import Tables, frame
from ledger.layout.ledger import BY_KEY
from oracle import days
from oracle.kpis import KpiOracle
from oracle.rates import RateKey, RateOracle
from oracle.steps import Found, StepOracle

D = dt.date.fromisoformat
Interval = tuple[str, str | None]


@pytest.mark.parametrize(
    ("start", "months", "last"),
    [
        ("2024-04-01", 12, "2025-03-31"),  # W10
        ("2023-04-01", 12, "2024-03-31"),  # W12
        ("2024-02-29", 12, "2025-02-28"),  # W13 応当日なし
        ("2024-03-01", 12, "2025-02-28"),
        ("2023-03-01", 12, "2024-02-29"),
        ("2023-02-28", 12, "2024-02-27"),
        ("2025-02-10", 12, "2026-02-09"),  # W08
        ("2025-01-31", 1, "2025-02-28"),
        ("2025-01-31", 2, "2025-03-30"),
        ("2025-08-31", 6, "2026-02-28"),
    ],
)
def test_a_period_ends_the_day_before_its_anniversary(start: str, months: int, last: str) -> None:
    assert days.last_day_of(D(start), months) == D(last)


def _worked(intervals: Sequence[Interval], as_of: str) -> frozenset[int]:
    worked: set[int] = set()
    for first, last in intervals:
        worked.update(days.days_between(D(first), min(D(last or as_of), D(as_of))))
    return frozenset(worked)


W11 = [("2024-04-01", "2025-03-30")]
W15 = [("2024-04-01", "2024-09-30"), ("2025-01-01", "2025-06-30")]


@pytest.mark.parametrize(
    ("intervals", "as_of", "mode", "months"),
    [
        ([("2024-04-01", None)], "2025-03-31", "通算", 12),  # W10
        (W11, "2025-03-30", "通算", 11),  # W11: 11か月と30日
        ([("2023-04-01", None)], "2024-03-30", "通算", 11),  # W12
        ([("2024-04-01", "2024-12-31"), ("2024-10-01", "2025-03-31")], "2025-03-31", "継続", 12),
        ([("2024-04-01", "2024-12-31"), ("2024-10-01", "2025-03-30")], "2025-03-31", "継続", 11),
        ([("2024-04-01", "2024-09-30"), ("2024-10-01", None)], "2025-03-31", "継続", 12),  # 接する
        ([("2024-04-01", "2024-09-29"), ("2024-10-01", None)], "2025-03-31", "継続", 6),  # 1日あく
        (W15, "2025-06-30", "通算", 12),
        (W15, "2025-06-30", "継続", 6),
        # 5か月29日 + 5か月29日 = 10か月 + ⌊58/30⌋
        ([("2024-04-01", "2024-09-29"), ("2024-11-01", "2025-04-29")], "2025-06-30", "通算", 11),
        # 30日は29日と数える: ⌊(29+1)/30⌋ = 1、⌊(29+29)/30⌋ = 1(30日のままなら 2)、⌊(28+1)/30⌋ = 0
        ([("2025-01-01", "2025-01-30"), ("2025-03-01", "2025-03-01")], "2025-06-30", "通算", 1),
        ([("2025-01-01", "2025-01-30"), ("2025-03-01", "2025-03-30")], "2025-06-30", "通算", 1),
        ([("2025-01-01", "2025-01-29"), ("2025-03-02", "2025-03-02")], "2025-06-30", "通算", 1),
        ([("2025-01-01", "2025-01-28"), ("2025-03-02", "2025-03-02")], "2025-06-30", "通算", 0),
        ([], "2025-06-30", "通算", 0),
    ],
)
def test_fragments_add_up(intervals: list[Interval], as_of: str, mode: str, months: int) -> None:
    fragments = days.runs(_worked(intervals, as_of))
    assert days.months_credited(fragments, continuous=mode == "継続", carry=30) == months


@pytest.mark.parametrize(
    ("intervals", "as_of", "mode", "reached"),
    [
        (W11, "2025-03-30", "通算", "2025-03-31"),
        (W11, "2025-03-31", "通算", "2025-04-01"),
        (W11, "2025-03-31", "継続", "2026-03-31"),
        ([("2025-04-02", None)], "2026-03-31", "通算", "2026-04-01"),
        ([("2024-10-01", None)], "2025-03-31", "通算", "2025-09-30"),  # W17
        ([("2025-10-01", None)], "2026-03-31", "通算", "2026-09-30"),  # W21
        # W16: 育休 10/1-12/31 を除くと 6か月 + 3か月
        ([("2024-04-01", "2024-09-30"), ("2025-01-01", None)], "2025-03-31", "通算", "2025-06-30"),
        ([], "2025-03-31", "通算", "2026-03-31"),
    ],
)
def test_the_first_day_on_which_a_year_is_reached(
    intervals: list[Interval], as_of: str, mode: str, reached: str
) -> None:
    found = days.first_day_credited(
        _worked(intervals, as_of), D(as_of), 12, continuous=mode == "継続", carry=30
    )
    assert found == D(reached)


Rows = Sequence[Mapping[str, Cell]]


def _city(as_of: str = "2026-03-31", **tables: Rows) -> Tables:
    """Make a city of one 課 with the DX推進員 ladder: T1 and T2, then a year of leading."""
    rows: dict[str, Rows] = {
        "settings": [{"key": "fiscal_year", "value": "2025"}, {"key": "as_of", "value": as_of}],
        "personas": [{"persona_code": "P2", "persona_name": "DX推進員", "scope": "全職員"}],
        "trainings": [{"training_code": c, "training_name": c} for c in ("T1", "T2", "T3")],
        "training_map": [
            {"persona_code": "P2", "skill_code": "S1", "training_code": c, "requirement": "必須"}
            for c in ("T1", "T3")
        ],
        "steps": [{"persona_code": "P2", "step": n, "step_name": str(n)} for n in (1, 2)],
        "criteria": [_criterion(1, 1, "研修", "T1"), _criterion(1, 2, "研修", "T2"),
                     _criterion(2, 1, "リード期間", None, 12)],
        "sections": [{"section_code": "A", "section_name": "A課", "level": "課"}],
        "staff": [_hired("1")],
        "postings": [_posted("1")],
    }  # fmt: skip
    filled = {key: frame(table, {**rows, **tables}.get(key, ())) for key, table in BY_KEY.items()}
    return MappingProxyType(filled)


def _criterion(
    step: int, no: int, kind: str, wanted: str | None, amount: int = 1
) -> dict[str, Cell]:
    return {"persona_code": "P2", "step": step, "criterion_no": no, "kind": kind,
            "object_code": wanted, "amount": amount}  # fmt: skip


def _hired(no: str, on: str = "2010-04-01", **more: Cell) -> dict[str, Cell]:
    return {"staff_no": no, "staff_name": no, "hired_on": D(on), **more}


def _posted(no: str, section: str = "A") -> dict[str, Cell]:
    on = D("2010-04-01")
    return {"staff_no": no, "section_code": section, "kind": "主務", "started_on": on}


def _done(training: str, on: str, confirmed: str = "済", no: str = "1") -> dict[str, Cell]:
    return {"staff_no": no, "training_code": training, "completed_on": D(on), "source": "申告",
            "confirmed": confirmed}  # fmt: skip


def _led(first: str, role: str = "リード", confirmed: str = "済") -> dict[str, Cell]:
    return {"staff_no": "1", "project_no": "X", "role": role, "started_on": D(first),
            "confirmed": confirmed}  # fmt: skip


def _row(tables: Tables, as_of: str = "2026-03-31") -> Found:
    return StepOracle(tables, D(as_of)).verdicts()["1", "P2", None]


BOTH = [_done("T1", "2024-06-01"), _done("T2", "2024-07-01")]


def test_step1_is_reached_although_a_mandatory_training_is_left() -> None:
    row = _row(_city(attendances=BOTH))  # W05: T3 は必須だが Step1 の条件ではない
    assert (row.official_step, row.mandatory_left) == (1, frozenset({"T3"}))
    assert (row.met, row.unmet) == (frozenset({"1-1", "1-2"}), frozenset({"2-1"}))
    assert (row.state, row.earliest_on) == ("確定", D("2027-03-31"))


@pytest.mark.parametrize(
    ("role", "step"), [("リード", 2), ("共同リード", 2), ("担当", 1)], ids=["W10", "W18", "W18担当"]
)
def test_a_year_of_leading_is_step2(role: str, step: int) -> None:
    row = _row(_city(attendances=BOTH, engagements=[_led("2025-04-01", role)]))
    assert row.official_step == step


def test_step2_alone_does_not_count() -> None:
    row = _row(_city(engagements=[_led("2025-04-01")]))  # W19
    assert (row.rule_step, row.official_step, row.state) == (0, 0, "上位要件のみ充足")


def test_claims_wait_for_the_supervisor() -> None:
    tables = _city(attendances=BOTH, engagements=[_led("2025-04-01", confirmed="未")])  # W22
    row = _row(tables)
    assert (row.rule_step, row.official_step, row.state) == (2, 1, "未確認")
    assert row.effective_on == D("2026-04-01")


def test_an_expired_training_never_demotes_in_silence() -> None:
    trainings: Rows = [{"training_code": "T1", "training_name": "T1", "valid_months": 12}]
    prior: Rows = [{"staff_no": "1", "persona_code": "P2", "official_step": 1}]
    attendances = [_done("T1", "2025-02-10"), _done("T2", "2025-02-10")]  # W08: 2026-02-09 まで
    row = _row(_city(trainings=trainings, attendances=attendances, prior_steps=prior))
    assert (row.rule_step, row.official_step, row.state) == (0, 1, "要更新")
    still = _row(_city("2026-02-09", trainings=trainings, attendances=attendances), "2026-02-09")
    assert (still.official_step, still.state) == (1, "確定")


def _rates(tables: Tables, as_of: str = "2026-03-31") -> RateOracle:
    steps = StepOracle(tables, D(as_of))
    return RateOracle(steps, steps.verdicts())


def test_who_had_no_opportunity_is_outside() -> None:
    """W28, W29, W30: joined after the session, on leave all year, retired in the year."""
    staff: Rows = [
        _hired("1"),
        _hired("2", "2025-10-01"),
        _hired("3"),
        _hired("4", retired_on=D("2025-12-31")),
    ]
    leave: dict[str, Cell] = {"staff_no": "3", "kind": "育休", "started_on": D("2025-04-01")}
    session: dict[str, Cell] = {
        "session_no": "1",
        "training_code": "T1",
        "held_on": D("2025-06-10"),
        "state": "実施",
    }
    tables = _city(
        staff=staff,
        postings=[_posted(no) for no in "1234"],
        leaves=[leave],
        sessions=[session],
        attendances=[_done("T1", "2025-06-10", no="4")],
    )
    rate = _rates(tables).rates()[RateKey("受講率", training="T1")]
    assert (rate.numerator, rate.denominator, rate.times) == (0, 1, 1)
    assert rate.excluded == {("2", "機会なし"), ("3", "休職"), ("4", "在籍なし")}


def test_not_offered_is_not_zero() -> None:
    rates = _rates(_city()).rates()
    assert rates[RateKey("受講率", training="T1")].state == "提供なし"  # W02
    assert rates[RateKey("修了率", training="T1")].state == "算定"


def _target(indicator: str, **more: Cell) -> dict[str, Cell]:
    return {"target_code": "M1", "target_type": "能力成熟度", "target_name": "目標",
            "indicator": indicator, "goal_value": 50, "unit": "%", "horizon": "基本方針",
            "due_year": 2027, "persona_code": "P2", **more}  # fmt: skip


@pytest.mark.parametrize(
    ("done", "verdict"),
    [(624, "未達"), (625, "達成")],
    ids=["W39: 624/1249 = 49.96%", "625/1249"],
)
def test_shares_are_compared_exactly(done: int, verdict: str) -> None:
    numbers = [f"{no:04}" for no in range(1249)]
    tables = _city(
        staff=[_hired(no) for no in numbers],
        postings=[_posted(no) for no in numbers],
        attendances=[_done("T1", "2025-06-10", no=no) for no in numbers[:done]],
        targets=[_target("修了率", object_code="T1", due_year=2025)],
    )
    assert KpiOracle(_rates(tables)).kpis()["M1"][:3] == (done, 1249, verdict)


@pytest.mark.parametrize(("holders", "verdict"), [(2, "遅れ"), (3, "順調"), (5, "達成")], ids=str)
def test_the_milestone_lies_on_the_straight_line_rounded_up(holders: int, verdict: str) -> None:
    """From 1 (2024) to 5 (2027): 1 + 4/3 = 2.33 -> 3 in 2025."""
    numbers = [str(no) for no in range(1, holders + 1)]
    tables = _city(
        staff=[_hired(no) for no in numbers],
        postings=[_posted(no) for no in numbers],
        targets=[_target("人材像人数", goal_value=5, unit="名", base_year=2024, base_value=1)],
    )
    assert KpiOracle(_rates(tables)).kpis()["M1"][:3] == (holders, None, verdict)
