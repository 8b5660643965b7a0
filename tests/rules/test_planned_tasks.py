"""策定スケジュール on real dates: months around year N, borders of days, 見直し, gates, words."""

import datetime as dt
from collections.abc import Mapping

import pytest

from builders import policy, tables
from ledger.judge.consistency.findings import check
from ledger.judge.planned_tasks import PlannedTask, PlanOfYear, plan_of_year
from ledger.model.state_words import StateMeant, is_nobody, state_meant
from ledger.model.terms import GateKind

D = dt.date.fromisoformat
Row = Mapping[str, object]
TASK: Row = {"task_no": "B01", "track": "基本方針", "task": "文書にする", "owner": "人事"}


def plan_on(day: str, *rows: Row, **settings: object) -> PlanOfYear:
    """Return the schedule of 令和8年度 (N = 2026) in a ledger of 令和7年度."""
    city = tables(settings, schedule=[{**TASK, **row} for row in rows])
    return plan_of_year(policy(city), city, D(day))


def task_on(day: str, row: Row, **settings: object) -> PlannedTask:
    return plan_on(day, row, **settings).tasks[0]


MONTHS: Mapping[str, tuple[int, int, int, str, str]] = {
    "0か月は_N年度の4月": (2026, 0, 0, "2026-04-01", "2026-04-30"),
    "11か月は_翌年の3月": (2026, 11, 11, "2027-03-01", "2027-03-31"),
    "-1か月は_前の年度の3月": (2026, -1, -1, "2026-03-01", "2026-03-31"),
    "-12か月は_前の年度の4月": (2026, -12, -10, "2025-04-01", "2025-06-30"),
    "-15か月は_N-2年度の1月": (2026, -15, -13, "2025-01-01", "2025-03-31"),
    "-36か月は_3年前の4月": (2026, -36, -36, "2023-04-01", "2023-04-30"),
    "36か月は_3年後の4月": (2026, 36, 36, "2029-04-01", "2029-04-30"),
    "年をまたぐ": (2026, -4, -3, "2025-12-01", "2026-01-31"),
    "うるう年の2月は29日まで": (2028, -2, -2, "2028-02-01", "2028-02-29"),
    "うるう年でない2月は28日まで": (2027, -2, -2, "2027-02-01", "2027-02-28"),
    "400で割れない100年目はうるう年でない": (2100, -2, -2, "2100-02-01", "2100-02-28"),
}


@pytest.mark.parametrize("case", MONTHS)
def test_月数は_その月の1日から末日まで(case: str) -> None:
    year, start, end, first, last = MONTHS[case]
    one = task_on("2000-01-01", {"start_month": start, "end_month": end}, plan_year=year)
    assert (one.starts, one.ends) == (D(first), D(last))


def test_対象年度が空欄なら_台帳の次の年度() -> None:
    row = {"start_month": 0, "end_month": 0}
    assert plan_on("2025-06-01", row).year == 2025 + 1
    assert plan_on("2025-06-01", row, plan_year=2025).year == 2025
    assert task_on("2025-06-01", row, plan_year=2025).starts == D("2025-04-01")


# 11月 to 12月 of 2025: -5 and -4 months from April 2026
AUTUMN: Row = {"start_month": -5, "end_month": -4}
DAYS: Mapping[str, tuple[str, Row, str, int | None]] = {
    "始まる前の日は_これから": ("2025-10-31", {}, "これから", 61),
    "始まる日は_いま進める": ("2025-11-01", {}, "いま進める", 60),
    "期限の日は_まだ遅れではない": ("2025-12-31", {}, "いま進める", 0),
    "期限の次の日から遅れ": ("2026-01-01", {}, "遅れ", 1),
    "年をこえて31日": ("2026-01-31", {}, "遅れ", 31),
    "済と書けば遅れない": ("2026-02-01", {"state": "済"}, "済", None),
    "全角や空白が混じっても済": ("2026-02-01", {"state": " 完 了"}, "済", None),
    "省略は遅れない": ("2026-02-01", {"state": "省略"}, "省略", None),
    "分からない言葉は_まだ": ("2026-01-01", {"state": "もうすぐ"}, "遅れ", 1),
    "一部完了は_まだ": ("2026-01-01", {"state": "一部完了"}, "遅れ", 1),
    "未済は_まだ": ("2026-01-01", {"state": "未済"}, "遅れ", 1),
    "実施日が来れば済": ("2026-01-10", {"done_on": "2026-01-10"}, "済", None),
    "実施日が明日なら_まだ": ("2026-01-10", {"done_on": "2026-01-11"}, "遅れ", 10),
    "済でも_実施日が先なら_まだ": (
        "2026-01-10",
        {"done_on": "2026-01-11", "state": "済"},
        "遅れ",
        10,
    ),
    "終わりがなければ_遅れない": ("2030-01-01", {"end_month": None}, "いま進める", None),
    "始まりがなければ_期限まで_いま": ("2020-01-01", {"start_month": None}, "いま進める", 2191),
    "始まりがなくても_期限を過ぎれば遅れ": ("2026-01-02", {"start_month": None}, "遅れ", 2),
    "どちらもなければ_日程なし": (
        "2026-01-02",
        {"start_month": None, "end_month": None},
        "日程なし",
        None,
    ),
}


@pytest.mark.parametrize("case", DAYS)
def test_進み具合は_その日で決まる(case: str) -> None:
    day, row, state, days = DAYS[case]
    one = task_on(day, {**AUTUMN, **row})
    assert (one.state.value, one.days) == (state, days)


# -9..-6: July to October 2025, four months
SUMMER: Row = {"start_month": -9, "end_month": -6}
REVIEWS: Mapping[str, tuple[str, Row, tuple[str, str], str]] = {
    "新規なら_4か月": ("新規", {"review_months": 2}, ("2025-07-01", "2025-10-31"), "いま進める"),
    "見直しなら_終わりから2か月": (
        "見直し",
        {"review_months": 2},
        ("2025-09-01", "2025-10-31"),
        "これから",
    ),
    "見直しで1か月": ("見直し", {"review_months": 1}, ("2025-10-01", "2025-10-31"), "これから"),
    "見直しの月数が空欄なら同じ": ("見直し", {}, ("2025-07-01", "2025-10-31"), "いま進める"),
    "見直しの月数が長くても_延びない": (
        "見直し",
        {"review_months": 12},
        ("2025-07-01", "2025-10-31"),
        "いま進める",
    ),
    "0なら省く": ("見直し", {"review_months": 0}, ("2025-07-01", "2025-10-31"), "省略"),
    "新規なら_0でも省かない": (
        "新規",
        {"review_months": 0},
        ("2025-07-01", "2025-10-31"),
        "いま進める",
    ),
    "省く作業でも_済めば済": (
        "見直し",
        {"review_months": 0, "done_on": "2025-07-31"},
        ("2025-07-01", "2025-10-31"),
        "済",
    ),
}


@pytest.mark.parametrize("case", REVIEWS)
def test_見直しでは_短くし_省く(case: str) -> None:
    mode, row, span, state = REVIEWS[case]
    one = task_on("2025-08-15", {**SUMMER, **row}, plan_mode=mode)
    assert (one.starts, one.ends) == (D(span[0]), D(span[1]))
    assert one.state.value == state


GATES: Mapping[str, tuple[Row, tuple[bool, GateKind | None]]] = {
    "節目でない": ({"task": "庁内決裁"}, (False, None)),
    "名から読む_決裁": ({"task": "庁内決裁", "gate": "○"}, (True, GateKind.APPROVAL)),
    "名から読む_議会": (
        {"task": "委員会・議会への報告と公表の準備", "gate": "○"},
        (True, GateKind.COUNCIL),
    ),
    "名から読む_公表": ({"task": "方針の公表", "gate": "○"}, (True, GateKind.PUBLICATION)),
    "名から読む_予算要求": ({"task": "予算要求", "gate": "○"}, (True, GateKind.REQUEST)),
    "名から読む_予算決議": ({"task": "予算の議決(議会)", "gate": "○"}, (True, GateKind.BUDGET)),
    "名から読めない": ({"task": "山場", "gate": "○"}, (True, None)),
    "書いた種類が先": (
        {"task": "公表", "gate": "○", "gate_kind": "庁内決裁"},
        (True, GateKind.APPROVAL),
    ),
    "種類だけでも節目": ({"gate_kind": "公表"}, (True, GateKind.PUBLICATION)),
    "×なら節目でない": ({"gate_kind": "公表", "gate": "×"}, (False, None)),
}


@pytest.mark.parametrize("case", GATES)
def test_節目とその種類(case: str) -> None:
    row, found = GATES[case]
    one = task_on("2025-08-15", {**SUMMER, **row})
    assert (one.is_gate, one.gate) == found


def test_次の節目は_この先で一番早い期限のもの() -> None:
    later = {"task_no": "1", "gate_kind": "公表", "start_month": 0, "end_month": 1}
    sooner = {"task_no": "2", "gate_kind": "予算要求", "start_month": -6, "end_month": -5}
    past = {"task_no": "3", "gate_kind": "庁内決裁", "start_month": -9, "end_month": -8}
    plan = plan_on("2025-11-30", later, sooner, past)
    assert plan.next_gate is not None
    assert (plan.next_gate.task_no, plan.next_gate.days) == ("2", 0)
    after = plan_on("2025-12-01", later, sooner, past).next_gate
    assert after is not None
    assert after.task_no == "1"
    done = plan_on("2025-12-01", {**later, "state": "公表済"}, sooner, past)
    assert done.next_gate is None


PUBLISH: Row = {
    "task_no": "B10",
    "task": "公表",
    "gate_kind": "公表",
    "start_month": 0,
    "end_month": 1,
}
APPROVE: Row = {
    "task_no": "N06",
    "track": "年度計画",
    "task": "年度計画の決裁",
    "gate_kind": "庁内決裁",
    "start_month": -3,
    "end_month": -1,
}
S05: Mapping[str, tuple[str, tuple[Row, ...], bool]] = {
    "公表の前の日までは何も言わない": ("2026-03-31", (PUBLISH, APPROVE), False),
    "公表の時期に_決裁がまだ": ("2026-04-01", (PUBLISH, APPROVE), True),
    "決裁が済んでいれば言わない": (
        "2026-04-01",
        (PUBLISH, {**APPROVE, "done_on": "2026-04-01"}),
        False,
    ),
    "決裁が明日なら言う": ("2026-04-01", (PUBLISH, {**APPROVE, "done_on": "2026-04-02"}), True),
    "早く公表した": ("2026-02-01", ({**PUBLISH, "state": "済"}, APPROVE), True),
    "決裁の節目がない": ("2026-04-01", (PUBLISH,), True),
    "決裁を省いた": ("2026-04-01", (PUBLISH, {**APPROVE, "state": "省略"}), True),
    "公表を省いた": ("2026-04-01", ({**PUBLISH, "state": "省略"}, APPROVE), False),
    "基本方針の決裁では足りない": (
        "2026-04-01",
        (PUBLISH, {**APPROVE, "track": "基本方針", "state": "済"}),
        True,
    ),
    "年度計画の公表は問わない": (
        "2026-04-01",
        ({**PUBLISH, "track": "年度計画"}, APPROVE),
        False,
    ),
    "2つの決裁の1つがまだ": (
        "2026-04-01",
        (PUBLISH, {**APPROVE, "state": "済"}, {**APPROVE, "task_no": "N08"}),
        True,
    ),
}


@pytest.mark.parametrize("case", S05)
def test_年度計画の決裁のない公表は知らせる(case: str) -> None:
    day, rows, told = S05[case]
    assert bool(plan_on(day, *rows).publishes_unapproved) is told


CHECKED: Mapping[str, tuple[Mapping[str, object], list[tuple[str, str]]]] = {
    "何もなければ何も言わない": ({"schedule": [{**TASK, **AUTUMN}]}, []),
    "終わりが始まりより前": (
        {"schedule": [{**TASK, "start_month": -4, "end_month": -5}]},
        [("task-reversed", "F2")],
    ),
    "同じ月なら逆ではない": ({"schedule": [{**TASK, "start_month": -4, "end_month": -4}]}, []),
    "状態の言葉が分からない": (
        {"schedule": [{**TASK, **AUTUMN, "state": "もうすぐ"}]},
        [("state-unclear", "H2")],
    ),
    "点検項目の状態も": (
        {"checks": [{"category": "策定", "check_no": "1", "item": "見る", "state": "たぶん"}]},
        [("state-unclear", "F2")],
    ),
    "担当のない業務": (
        {"responsibilities": [{"task": "研修の運営"}, {"task": "企画", "owner": "DX"}]},
        [("task-unowned", "B2")],
    ),
    "未定は_担当ではない": (
        {"responsibilities": [{"task": "研修の運営", "owner": "未定"}]},
        [("task-unowned", "B2")],
    ),
    "決裁の前に公表した": (
        {"schedule": [{**TASK, **PUBLISH, "done_on": "2026-04-01"}, {**TASK, **APPROVE}]},
        [("published-unapproved", "H2")],
    ),
    "決裁の節目なしに公表した": (
        {"schedule": [{**TASK, **PUBLISH, "state": "済"}]},
        [("published-ungated", "H2")],
    ),
    "公表の期限が_決裁の期限より前": (
        {"schedule": [{**TASK, **PUBLISH}, {**TASK, **APPROVE, "end_month": 2}]},
        [("publication-early", "F2")],
    ),
    "同じ月なら早くない": (
        {"schedule": [{**TASK, **PUBLISH}, {**TASK, **APPROVE, "end_month": 1}]},
        [],
    ),
    "相談の完了日が受付日より前": (
        {
            "consultations": [
                {"received_on": "2025-06-02", "section_code": "A01", "closed_on": "2025-06-01"}
            ]
        },
        [("range-reversed", "E2")],
    ),
    "相談の完了日が同じ日": (
        {
            "consultations": [
                {"received_on": "2025-06-02", "section_code": "A01", "closed_on": "2025-06-02"}
            ]
        },
        [],
    ),
    "相談の所属がない": (
        {"consultations": [{"received_on": "2025-06-02", "section_code": "総務課"}]},
        [("unknown-code", "B2")],
    ),
}
_OURS = {"task-reversed", "state-unclear", "task-unowned", "published-unapproved"}
_OURS |= {"published-ungated", "publication-early", "range-reversed", "unknown-code"}


@pytest.mark.parametrize("case", CHECKED)
def test_台帳点検で知らせること(case: str) -> None:
    rows, told = CHECKED[case]
    city = tables(None, **rows)  # type: ignore[arg-type]
    found = [one for one in check(policy(city), city) if one.code in _OURS]
    assert [(one.code, one.place.cell) for one in found] == told


WORDS: Mapping[str, StateMeant] = {
    "済": StateMeant.DONE,
    "済み": StateMeant.DONE,
    "決裁済": StateMeant.DONE,
    "〇": StateMeant.DONE,
    "未着手": StateMeant.OPEN,
    "決裁中": StateMeant.OPEN,
    "-": StateMeant.OPEN,
    "": StateMeant.OPEN,
    "対象外": StateMeant.SKIPPED,
    "ほぼ済": StateMeant.UNKNOWN,
    "済の見込み": StateMeant.UNKNOWN,
}


@pytest.mark.parametrize("word", WORDS)
def test_状態の言葉(word: str) -> None:
    assert state_meant(word or None) is WORDS[word]


@pytest.mark.parametrize("owner", [None, "", " ", "未定", "なし", "―"])
def test_だれでもない担当(owner: str | None) -> None:
    assert is_nobody(owner)
    assert not is_nobody("人事")
