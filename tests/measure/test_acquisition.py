"""確保の逆算, one case at a time: W34-W36 and every border on both sides."""

import datetime as dt

import pytest

from ledger.measure.acquisition.back_calculation import (
    AcquisitionCase,
    back_calculation,
    budget_gate,
    earliest_end,
    latest_start,
    timing_of,
)
from ledger.model.settings import Settings
from ledger.model.terms import BudgetKind, Route, Timing

D = dt.date.fromisoformat
TODAY = D("2025-12-08")
SETTINGS = Settings(fiscal_year=2025, as_of=D("2026-03-31"))
"""当初予算は10月に、補正予算は5・8・11月に要求する."""
EXPERT = AcquisitionCase(
    needed=1,
    expected=0,
    needed_on=D("2026-10-01"),
    training_months=18,
    recruiting_months=4,
    ramp_months=3,
)


def test_成果が要る日から_着任_募集_当初予算の要求へさかのぼる() -> None:  # W34
    """10/1 − 3か月 = 7/1 着任、− 4か月 = 3/1 募集。令和8年度の当初予算は、前の年度の10月."""
    found = back_calculation(EXPERT, SETTINGS, TODAY)
    assert (found.arrival_by, found.recruiting_by) == (D("2026-07-01"), D("2026-03-01"))
    assert found.recruiting is not Timing.LATE
    assert found.budget is not None
    assert (found.budget.year, found.budget.initial_by) == (2026, D("2025-10-31"))
    # 当初予算の要求は過ぎた: 7/1 に使える補正予算は、5月に要求するもの
    assert (found.budget.kind, found.budget.by) == (BudgetKind.SUPPLEMENTARY, D("2026-05-31"))


def test_育成が間に合わなければ_確保にする() -> None:  # W35
    """10/1 − 18か月 = 前の年の4/1 は、もう過ぎている."""
    found = back_calculation(EXPERT, SETTINGS, TODAY)
    assert (found.training_by, found.training) == (D("2025-04-01"), Timing.LATE)
    assert found.route is Route.ACQUIRE


BACKWARDS = [
    pytest.param("2026-08-31", 6, "2026-02-28", id="W36: 8/31の6か月前は2/28"),
    pytest.param("2024-08-31", 6, "2024-02-29", id="うるう年は2/29"),
    pytest.param("2026-03-31", 1, "2026-02-28", id="3/31の1か月前は2月末"),
    pytest.param("2026-03-01", 1, "2026-02-01", id="月の初め"),
    pytest.param("2026-02-28", 12, "2025-02-28", id="1年前の同じ日"),
    pytest.param("2024-02-29", 12, "2023-02-28", id="2/29の1年前は2/28"),
    pytest.param("2026-10-01", 0, "2026-10-01", id="0か月ならその日"),
    pytest.param("2026-10-01", 18, "2025-04-01", id="W35: 18か月前"),
]


@pytest.mark.parametrize(("goal", "months", "start"), BACKWARDS)
def test_始める期限は_月でさかのぼる(goal: str, months: int, start: str) -> None:
    assert latest_start(D(goal), months) == D(start)


@pytest.mark.parametrize(("goal", "months", "start"), BACKWARDS)
def test_その日に始めれば間に合い_次の日では間に合わない(
    goal: str, months: int, start: str
) -> None:
    assert earliest_end(D(start), months) <= D(goal)
    assert earliest_end(D(start) + dt.timedelta(days=1), months) > D(goal)


def test_月数が空欄なら_期限も分からない() -> None:
    assert latest_start(D("2026-10-01"), None) is None
    assert latest_start(D("1905-04-01"), 600) == dt.date(1900, 1, 1)  # Excelで書ける一番前の日


SHORTAGES = [
    pytest.param(2, 2, 0, id="W36: 実務者は2名要り2名いる: 不足なし"),
    pytest.param(1, 0, 1, id="W36: 専門家は1名要り0名: 1名不足"),
    pytest.param(1, 3, 0, id="余っても、マイナスにはならない"),
    pytest.param(0, 0, 0, id="要らなければ、不足もない"),
    pytest.param(3, None, None, id="見込人数が空欄なら、不足は分からない"),
]


@pytest.mark.parametrize(("needed", "expected", "short"), SHORTAGES)
def test_不足は_案件ごとの必要引く見込(
    needed: int, expected: int | None, short: int | None
) -> None:
    case = EXPERT._replace(needed=needed, expected=expected)
    assert back_calculation(case, SETTINGS, TODAY).shortage == short


def test_実務者の余りで専門家の不足は埋まらない() -> None:  # W36
    """必要 3 − 見込 3 = 0 ではなく、専門家が1名足りない."""
    rows = [EXPERT._replace(needed=2, expected=3), EXPERT._replace(needed=1, expected=0)]
    assert [back_calculation(case, SETTINGS, TODAY).shortage for case in rows] == [0, 1]


DAYS = [
    pytest.param("2025-11-30", Timing.IN_TIME, id="3か月(12/1から2/28)より先"),
    pytest.param("2025-12-01", Timing.SOON, id="3か月(12/2から3/1)の最後の日"),
    pytest.param("2026-03-01", Timing.SOON, id="期限の日は、まだ間に合う"),
    pytest.param("2026-03-02", Timing.LATE, id="期限の次の日は、過ぎている"),
]


@pytest.mark.parametrize(("on", "said"), DAYS)
def test_期限の日までは間に合う(on: str, said: Timing) -> None:
    assert timing_of(D("2026-03-01"), D(on)) is said


ROUTES = [
    pytest.param({}, "2025-04-01", Route.TRAIN, id="育成開始期限の日なら、育成"),
    pytest.param({}, "2025-04-02", Route.ACQUIRE, id="その次の日なら、確保"),
    pytest.param({}, "2026-03-01", Route.ACQUIRE, id="募集開始期限の日なら、確保"),
    pytest.param({}, "2026-03-02", Route.TOO_LATE, id="その次の日なら、間に合わない"),
    pytest.param({"trainable": False}, "2025-04-01", Route.ACQUIRE, id="育成できないなら、確保"),
    pytest.param({"is_decided": True}, "2025-04-01", Route.ACQUIRE, id="手法を決めたなら、確保"),
    pytest.param({"expected": 1}, "2026-03-02", Route.NOT_NEEDED, id="足りていれば、不足なし"),
    pytest.param({"expected": None}, "2025-04-01", Route.OPEN, id="見込人数が空欄なら、未定"),
    pytest.param({"training_months": None}, "2025-04-01", Route.OPEN, id="育成月数が空欄: 未定"),
    pytest.param(
        {"training_months": None, "trainable": False},
        "2025-04-01",
        Route.ACQUIRE,
        id="育成できないなら、育成月数は要らない",
    ),
    pytest.param(
        {"recruiting_months": None}, "2026-09-30", Route.ACQUIRE, id="募集月数が空欄でも、確保"
    ),
]


@pytest.mark.parametrize(("changes", "on", "route"), ROUTES)
def test_経路は_間に合う道を選ぶ(changes: dict[str, object], on: str, route: Route) -> None:
    case = EXPERT._replace(**changes)  # type: ignore[arg-type]  # fields of a case by name
    assert back_calculation(case, SETTINGS, D(on)).route is route


@pytest.mark.parametrize("missing", ["recruiting_months", "ramp_months"])
def test_月数の空欄は_間に合うとも過ぎたとも言わない(missing: str) -> None:
    case = EXPERT._replace(trainable=False, **{missing: None})  # type: ignore[arg-type]  # as above
    found = back_calculation(case, SETTINGS, TODAY)
    assert found.recruiting_by is None
    assert found.recruiting is found.timing is Timing.UNKNOWN
    assert (found.arrival_by is None) == (missing == "ramp_months")
    assert (found.budget is None) == (missing == "ramp_months")


def test_無料の手段なら_予算要求は要らない() -> None:
    found = back_calculation(EXPERT._replace(needs_budget=False), SETTINGS, TODAY)
    assert found.budget is None


BUDGETS = [
    pytest.param("2026-07-01", "2025-10-31", "当初予算", "2025-10-31", id="要求月の末日: 当初"),
    pytest.param("2026-07-01", "2025-11-01", "補正予算", "2026-05-31", id="その次の日: 補正"),
    pytest.param("2026-07-01", "2026-05-31", "補正予算", "2026-05-31", id="5月の末日: 補正"),
    pytest.param("2026-07-01", "2026-06-01", "既決予算", "2026-05-31", id="6月: もうない"),
    pytest.param("2026-06-30", "2025-12-08", "既決予算", "2025-10-31", id="6月の着任に補正はない"),
    pytest.param("2026-09-30", "2025-12-08", "補正予算", "2026-05-31", id="9月の着任は5月の補正"),
    pytest.param("2026-10-01", "2025-12-08", "補正予算", "2026-08-31", id="10月の着任は8月の補正"),
    pytest.param("2027-01-01", "2025-12-08", "補正予算", "2026-11-30", id="1月の着任は11月の補正"),
    pytest.param("2027-03-31", "2025-12-08", "補正予算", "2026-11-30", id="3/31の着任も同じ年度"),
    pytest.param("2027-04-01", "2025-12-08", "当初予算", "2026-10-31", id="4/1の着任は次の年度"),
    pytest.param("2026-04-01", "2025-12-08", "既決予算", "2025-10-31", id="4月の着任に補正はない"),
]


@pytest.mark.parametrize(("arrival", "on", "kind", "by"), BUDGETS)
def test_着任する年度の予算を_当初か補正で要求する(
    arrival: str, on: str, kind: str, by: str
) -> None:
    """補正予算は、要求の次の月の議会を経て、その次の月から使える."""
    found = budget_gate(D(arrival), SETTINGS, D(on))
    assert (found.kind.value, found.by) == (kind, D(by))


CALENDARS = [
    pytest.param(1, (5,), "2026-07-01", "2026-01-31", "当初予算", id="当初の要求は1月でもよい"),
    pytest.param(3, (), "2026-07-01", "2026-03-31", "当初予算", id="3月でもよい"),
    pytest.param(4, (), "2026-07-01", "2025-04-30", "既決予算", id="4月なら、前の年度の4月"),
    pytest.param(10, (1,), "2027-03-01", "2027-01-31", "補正予算", id="1月の補正は3月から"),
    pytest.param(10, (1,), "2027-02-28", "2025-10-31", "既決予算", id="2月の着任には遅い"),
    pytest.param(10, (2, 3), "2027-03-31", "2025-10-31", "既決予算", id="2・3月の補正は次の年度"),
    pytest.param(10, (11, 5, 8), "2026-10-01", "2026-08-31", "補正予算", id="月の順は問わない"),
]


@pytest.mark.parametrize(("month", "extra", "arrival", "by", "kind"), CALENDARS)
def test_要求の月は_設定のとおり(
    month: int, extra: tuple[int, ...], arrival: str, by: str, kind: str
) -> None:
    calendar = SETTINGS.model_copy(
        update={"budget_request_month": month, "supplementary_months": extra}
    )
    found = budget_gate(D(arrival), calendar, TODAY)
    assert (found.by, found.kind.value) == (D(by), kind)


def test_募集に間があっても_予算要求が近ければ急ぐ() -> None:
    """着任 2027-07-01: 当初の要求は 2026-10-31、募集は 2027-03-01 から."""
    case = EXPERT._replace(needed_on=D("2027-10-01"), trainable=False)
    assert back_calculation(case, SETTINGS, D("2026-07-31")).timing is Timing.SOON
    assert back_calculation(case, SETTINGS, D("2026-07-30")).timing is Timing.IN_TIME
    unknown = case._replace(recruiting_months=None)
    assert back_calculation(unknown, SETTINGS, D("2026-07-31")).timing is Timing.UNKNOWN


def test_育成できない役割に_育成の期限は出さない() -> None:
    found = back_calculation(EXPERT._replace(trainable=False), SETTINGS, TODAY)
    assert (found.training_by, found.training) == (None, None)


@pytest.mark.parametrize("months", ["13", "5,0", "5,x"])
def test_補正予算の月は_1から12まで(months: str) -> None:
    with pytest.raises(ValueError, match="supplementary_months"):
        Settings(fiscal_year=2025, as_of=D("2026-03-31"), supplementary_months=months)
