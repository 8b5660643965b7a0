"""研修の目標: 受講率, 修了率, 修了者数, 研修実施回数 (W01, W07-W09, W30, W39, W41)."""

import pytest

from builders import tables
from ledger.layout.frames import Tables
from measure.crowd import (
    EVERYBODY,
    HELD,
    PROMOTERS,
    TRAINING,
    Row,
    completed,
    holding,
    judged,
    kpi,
    numbers,
    people,
    target,
)


def rated(eligible: int, done: int, goal: float, **more: object) -> Tables:
    return tables(
        staff=people(eligible),
        personas=[EVERYBODY, PROMOTERS],
        trainings=[TRAINING],
        sessions=[HELD],
        attendances=completed(numbers(done)),
        targets=[target("受講率", goal, object_code="T01", unit="%", **more)],
    )


@pytest.mark.parametrize(
    ("eligible", "done", "goal", "actual", "verdict"),
    [
        # 達成は 100 × 分子 ≥ 目標 × 分母
        pytest.param(1249, 624, 50, 50.0, "未達", id="W39 2×624 = 1248 < 1249"),
        pytest.param(1249, 625, 50, 50.0, "達成", id="W39 2×625 = 1250 ≥ 1249"),
        pytest.param(50, 30, 60, 60.0, "達成", id="W01 ちょうど60%"),
        pytest.param(50, 29, 60, 58.0, "未達", id="1名足りない"),
        pytest.param(16, 5, 31.3, 31.3, "未達", id="31.25は31.3と表示しても31.3に届かない"),
        pytest.param(1000, 499, 49.9, 49.9, "達成", id="49.9%ちょうど(2進数の誤差なし)"),
        pytest.param(3, 3, 100, 100.0, "達成", id="全員"),
    ],
)
def test_w39_判定は割り切らない数で比べる(
    eligible: int, done: int, goal: float, actual: float, verdict: str
) -> None:
    assert judged(kpi(rated(eligible, done, goal))) == (done, eligible, actual, verdict)


@pytest.mark.parametrize(
    ("indicator", "expected"),
    [("受講率", (0, 0, None, "算定不能")), ("修了率", (0, 0, None, "算定不能"))],
)
def test_w07_対象が0名の目標は算定不能(indicator: str, expected: tuple[object, ...]) -> None:
    built = tables(
        personas=[PROMOTERS],
        trainings=[TRAINING],
        sessions=[HELD],
        attendances=completed(numbers(1)),
        targets=[target(indicator, 50, object_code="T01", persona_code="P02")],
    )
    row = kpi(built)
    assert judged(row) == expected
    assert str(row["basis"]).startswith("算定不能(対象0名)。")
    assert row["achievement"] is None


@pytest.mark.parametrize(
    ("completion", "verdict", "words"),
    [
        pytest.param("全て", "提供なし", "「組」(全て)のうち「BPR研修」を実施した", id="全て"),
        pytest.param(
            "いずれか", "未達", "を修了した人を", id="いずれか1つが提供されていれば足りる"
        ),
    ],
)
def test_組のうち提供のなかった研修を名指しする(completion: str, verdict: str, words: str) -> None:
    codes = ("T01", "T02")
    built = tables(
        trainings=[TRAINING, {"training_code": "T02", "training_name": "BPR研修"}],
        training_groups=[
            {"group_code": "G", "group_name": "組", "training_code": code, "completion": completion}
            for code in codes
        ],
        sessions=[HELD],
        targets=[target("受講率", 50, object_code="G")],
    )
    row = kpi(built)
    assert row["verdict"] == verdict
    assert words in str(row["basis"])


def test_w02_提供のなかった研修の目標は提供なし() -> None:
    built = tables(trainings=[TRAINING], targets=[target("受講率", 50, object_code="T01")])
    row = kpi(built)
    assert judged(row) == (None, None, None, "提供なし")
    assert row["basis"] == (
        "提供なし。令和7年4月1日から令和8年3月31日までに、「DXマインドセット研修」を"
        "実施した回も修了もない。"
    )


@pytest.mark.parametrize(
    ("basis", "expected"), [("基準日在籍", (1, 2)), ("年度累計", (2, 3))], ids=["基準日", "累計"]
)
def test_w30_目標の率も率の基準による(basis: str, expected: tuple[int, int]) -> None:
    built = tables(
        {"rate_basis": basis},
        staff=[*people(2), {"staff_no": "00003", "retired_on": "2025-12-31"}],
        trainings=[TRAINING],
        sessions=[HELD],
        attendances=completed(["00001", "00003"]),
        targets=[target("受講率", 50, object_code="T01")],
    )
    row = kpi(built)
    assert judged(row)[:2] == expected
    assert f"率の基準は{basis}。" in str(row["basis"])


BOTH: list[Row] = [
    {"group_code": "G", "training_code": code, "completion": "全て"} for code in ("T01", "T02")
]
EITHER: list[Row] = [{**row, "completion": "いずれか"} for row in BOTH]


@pytest.mark.parametrize(
    ("groups", "counted"),
    [pytest.param(BOTH, 1, id="全て: 両方は1名"), pytest.param(EITHER, 3, id="いずれか: 1+1+1名")],
)
@pytest.mark.parametrize("indicator", ["受講率", "修了率"])
def test_グループの率は修了条件による(indicator: str, groups: list[Row], counted: int) -> None:
    built = tables(
        staff=people(4),
        trainings=[TRAINING, {"training_code": "T02"}],
        training_groups=groups,
        sessions=[HELD, {**HELD, "session_no": "K2", "training_code": "T02"}],
        attendances=[
            *completed(["00001", "00003"]),
            *completed(["00002", "00003"], code="T02"),
        ],
        targets=[target(indicator, 50, object_code="G")],
    )
    assert judged(kpi(built))[:2] == (counted, 4)


PROGRAM: list[Row] = [{**row, "completion": "いずれか"} for row in BOTH]


@pytest.mark.parametrize(
    ("attended", "horizon", "counted"),
    [
        pytest.param(
            [("T01", "2025-06-10"), ("T02", "2025-07-10")],
            "年度計画",
            1,
            id="W41 2つの修了証でも1名",
        ),
        pytest.param(
            [("T01", "2025-06-10"), ("T01", "2025-07-10")], "年度計画", 1, id="同じ研修を2回でも1名"
        ),
        pytest.param([("T01", "2025-03-31")], "年度計画", 0, id="W09 年度計画は今年度の修了だけ"),
        pytest.param([("T01", "2025-04-01")], "年度計画", 1, id="W09 年度の最初の日"),
        pytest.param([("T01", "2026-03-31")], "年度計画", 1, id="W09 年度の最後の日"),
        pytest.param([("T01", "2020-06-10")], "基本方針", 1, id="基本方針は有効な修了の累計"),
        pytest.param([("T01", "2020-06-10")], "両方", 1, id="両方も累計"),
        pytest.param([], "両方", 0, id="修了なし"),
    ],
)
def test_w41_修了者数は人を数える(
    attended: list[tuple[str, str]], horizon: str, counted: int
) -> None:
    built = tables(
        trainings=[TRAINING, {"training_code": "T02"}],
        training_groups=PROGRAM,
        attendances=[{"training_code": code, "completed_on": on} for code, on in attended],
        targets=[target("修了者数", 1, object_code="G", horizon=horizon)],
    )
    assert judged(kpi(built)) == (counted, None, float(counted), "達成" if counted else "未達")


@pytest.mark.parametrize(
    ("attended", "object_code", "counted"),
    [
        pytest.param([], "T01", 0, id="修了がなければ0名"),
        pytest.param([("T01", "2025-06-10")], "T01", 1, id="1人が1回なら1名"),
        pytest.param(
            [("T01", "2025-06-10"), ("T01", "2025-11-10")], "T01", 2, id="同じ人の別の日は2名"
        ),
        pytest.param(
            [("T01", "2025-06-10"), ("T01", "2025-06-10")], "T01", 1, id="同じ人の同じ日は1名"
        ),
        pytest.param(
            [("T01", "2025-06-10"), ("T02", "2025-06-10")], "G", 2, id="グループは研修ごとに数える"
        ),
        pytest.param(
            [("T01", "2025-06-10"), ("T02", "2025-06-10")], "T01", 1, id="研修は自分の修了だけ"
        ),
        pytest.param([("T01", "2025-04-01")], "T01", 1, id="年度の最初の日を数える"),
        pytest.param([("T01", "2025-03-31")], "T01", 0, id="前の年度の日は数えない"),
        pytest.param([("T01", "2026-03-31")], "T01", 1, id="年度の最後の日を数える"),
    ],
)
def test_延べ受講者数は人と研修と日ごとに数える(
    attended: list[tuple[str, str]], object_code: str, counted: int
) -> None:
    built = tables(
        trainings=[TRAINING, {"training_code": "T02"}],
        training_groups=PROGRAM,
        attendances=[{"training_code": code, "completed_on": on} for code, on in attended],
        targets=[target("延べ受講者数", 1, object_code=object_code)],
    )
    assert kpi(built)["actual"] == counted


def test_延べ受講者数を1つの人材像に限る() -> None:
    built = tables(
        staff=people(3),
        personas=[PROMOTERS],
        assignments=holding(numbers(1)),
        trainings=[TRAINING],
        attendances=completed(numbers(3)),
        targets=[target("延べ受講者数", 3, object_code="T01", persona_code="P02")],
    )
    assert kpi(built)["actual"] == 1


def test_修了者数を1つの人材像に限る() -> None:
    built = tables(
        staff=people(3),
        personas=[PROMOTERS],
        assignments=holding(numbers(1)),
        trainings=[TRAINING],
        attendances=completed(numbers(3)),
        targets=[target("修了者数", 3, object_code="T01", persona_code="P02")],
    )
    assert kpi(built)["actual"] == 1


def five(*states: str, **last: object) -> list[Row]:
    return [
        {**HELD, "session_no": f"K{n}", "held_on": f"2025-0{n + 4}-10", "state": state}
        for n, state in enumerate(states, start=1)
    ]


@pytest.mark.parametrize(
    ("sessions", "actual"),
    [
        pytest.param(
            [
                *five("実施", "実施", "実施", "中止"),
                {**HELD, "session_no": "K5", "held_on": "2025-11-10", "ended_on": "2025-11-11"},
            ],
            4,
            id="W41 5回のうち1回中止 2日続きも1回で4回",
        ),
        pytest.param(five("実施", "予定"), 1, id="予定は数えない"),
        pytest.param([{**HELD, "held_on": "2025-03-31"}], 0, id="前年度の最後の日"),
        pytest.param([{**HELD, "held_on": "2025-04-01"}], 1, id="年度の最初の日"),
        pytest.param([{**HELD, "held_on": "2026-03-31"}], 1, id="年度の最後の日"),
        pytest.param([{**HELD, "training_code": "T02"}], 0, id="ほかの研修"),
        pytest.param(
            [{**HELD, "held_on": "2025-03-30", "ended_on": "2025-04-02"}],
            0,
            id="前年度に始まり今年度に終わる回は前年度",
        ),
    ],
)
def test_w41_研修実施回数(sessions: list[Row], actual: int) -> None:
    built = tables(
        trainings=[TRAINING, {"training_code": "T02"}],
        sessions=sessions,
        targets=[target("研修実施回数", 4, object_code="T01", unit="回")],
    )
    assert judged(kpi(built)) == (actual, None, actual, "達成" if actual >= 4 else "未達")


@pytest.mark.parametrize(
    ("code", "actual"), [("G", 2), (None, 3)], ids=["グループの研修だけ", "空欄はすべての研修"]
)
def test_研修実施回数の対象(code: str | None, actual: int) -> None:
    built = tables(
        trainings=[{"training_code": code} for code in ("T01", "T02", "T03")],
        training_groups=BOTH,
        sessions=[
            {**HELD, "session_no": f"K{number}", "training_code": f"T0{number}"}
            for number in (1, 2, 3)
        ],
        targets=[target("研修実施回数", 4, object_code=code, unit="回")],
    )
    assert kpi(built)["actual"] == actual


@pytest.mark.parametrize("indicator", ["受講率", "修了率", "修了者数", "研修実施回数"])
def test_知らない研修の目標は算定不能(indicator: str) -> None:
    row = kpi(tables(targets=[target(indicator, 1, object_code="T99")]))
    assert judged(row) == (None, None, None, "算定不能")
    assert row["basis"] == "算定不能。対象コード T99 が研修・研修グループにない。"
