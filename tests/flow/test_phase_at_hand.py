"""いまの時期: 表と方針と日だけで決まり、だれが配られたかと、10月を過ぎたかを見る(令和8年度)."""

import datetime as dt
from collections.abc import Sequence

import pytest

from builders import policy, tables
from ledger.judge.phase_at_hand import phase_at_hand, phase_to_issue
from ledger.judge.progress import asked_people, states, today
from ledger.judge.reminders import reminders
from ledger.layout.frames import Tables
from ledger.model.terms import Phase

YEAR = 2026
SETTINGS = {"fiscal_year": YEAR, "as_of": "2027-03-31"}
APRIL, MAY, SEPTEMBER, OCTOBER, MARCH = (
    dt.date(2026, 4, 1),
    dt.date(2026, 5, 20),
    dt.date(2026, 9, 30),
    dt.date(2026, 10, 1),
    dt.date(2027, 3, 31),
)


def office(
    opening: int = 0, closing: int = 0, *, people: int = 10, left: Sequence[int] = ()
) -> Tables:
    """Return a ledger in which the first so many of the people were issued the forms.

    `left` are the numbers of those who resigned on 2026-04-30.
    """
    numbers = [f"{n:05d}" for n in range(1, people + 1)]
    issues = [(n, "期首") for n in numbers[:opening]] + [(n, "年度末") for n in numbers[:closing]]
    return tables(
        SETTINGS,
        staff=[
            {"staff_no": n, "retired_on": "2026-04-30" if int(n) in left else None} for n in numbers
        ],
        issues=[{"staff_no": n, "issue_no": f"{phase}-{n}", "phase": phase} for n, phase in issues],
    )


@pytest.mark.parametrize(
    ("built", "day", "phase"),
    [
        pytest.param(office(), APRIL, "期首", id="何も配らないうちの4月1日は期首"),
        pytest.param(office(), SEPTEMBER, "期首", id="何も配らないうちの9月30日は期首"),
        pytest.param(office(), OCTOBER, "年度末", id="何も配らないまま10月1日になれば年度末"),
        pytest.param(office(), MARCH, "年度末", id="何も配らないうちの3月31日は年度末"),
        pytest.param(office(opening=10), MAY, "期首", id="期首を配った5月は期首"),
        pytest.param(office(opening=10), OCTOBER, "期首", id="期首を配った年は10月でも期首"),
        pytest.param(office(opening=1), OCTOBER, "期首", id="期首を1人でも配った10月は期首"),
        pytest.param(office(opening=10), MARCH, "期首", id="期首だけ配った年の3月31日は期首"),
        pytest.param(office(10, 5), MARCH, "期首", id="年度末がちょうど半分(10人に5人)なら期首"),
        pytest.param(office(10, 6), MARCH, "年度末", id="年度末が半分より1人多ければ年度末"),
        pytest.param(office(0, 5), SEPTEMBER, "期首", id="9月に年度末をちょうど半分"),
        pytest.param(office(0, 6), SEPTEMBER, "年度末", id="9月でも半分より多ければ年度末"),
        pytest.param(office(0, 5), OCTOBER, "年度末", id="期首を配らない年の10月は半分でも年度末"),
        pytest.param(
            office(11, 5, people=11), MARCH, "期首", id="奇数(11人に5人)は半分に届かず期首"
        ),
        pytest.param(office(11, 6, people=11), MARCH, "年度末", id="奇数(11人に6人)は半分より多い"),
        pytest.param(
            office(10, 5, left=(9, 10)), MARCH, "年度末", id="退職した2人を除けば8人に5人で年度末"
        ),
        pytest.param(
            office(10, 6, left=(1, 2)), MARCH, "期首", id="配った2人が退職すれば8人に4人で期首"
        ),
        pytest.param(office(people=0), MAY, "期首", id="職員がまだいない5月は期首"),
        pytest.param(office(people=0), OCTOBER, "年度末", id="職員がまだいない10月は年度末"),
    ],
)
def test_いまの時期(built: Tables, day: dt.date, phase: str) -> None:
    assert phase_at_hand(policy(built), built, day) == phase


@pytest.mark.parametrize(
    ("built", "day", "phase"),
    [
        pytest.param(office(), MAY, "期首", id="何も配らない5月は期首"),
        pytest.param(office(opening=9), MAY, "期首", id="期首を配っていない人が1人いる5月は期首"),
        pytest.param(office(opening=10), MAY, "年度末", id="期首を全員に配ったら次は年度末"),
        pytest.param(office(opening=9), SEPTEMBER, "期首", id="配り残しのある9月30日は期首"),
        pytest.param(office(opening=9), OCTOBER, "年度末", id="配り残しがあっても10月からは年度末"),
        pytest.param(office(), OCTOBER, "年度末", id="何も配らない10月は年度末"),
        pytest.param(office(10, 6), MARCH, "年度末", id="年度末を配り始めたら年度末"),
    ],
)
def test_次に配るのを勧める時期(built: Tables, day: dt.date, phase: str) -> None:
    assert phase_to_issue(policy(built), built, day) == phase


@pytest.mark.parametrize(
    ("built", "day"),
    [
        pytest.param(office(10, 5), MARCH, id="半分"),
        pytest.param(office(10, 6), MARCH, id="半分より1人多い"),
        pytest.param(office(opening=10), MAY, id="期首だけ"),
        pytest.param(office(0, 3), OCTOBER, id="年度末だけ"),
    ],
)
def test_今日やることと督促は_同じ時期を言う(built: Tables, day: dt.date) -> None:
    own = policy(built)
    phase = phase_at_hand(own, built, day)
    named = {text for text in today(own, built, {}, day)["item"] if "未提出" in text}
    assert named == {f"未提出({phase})"}
    assert {f"自己申告({phase})" in one.text for one in reminders(own, built, day)} == {True}
    missing = states(built, asked_people(own, built, day), Phase(phase)).values()
    asked = sum(len(one.to_submit) for one in reminders(own, built, day))
    assert asked == sum(state == "未提出" for state in missing)


@pytest.mark.parametrize(
    ("hired", "retired", "day", "asked"),
    [
        pytest.param("2026-10-01", None, SEPTEMBER, False, id="採用の前の日は求めない"),
        pytest.param("2026-10-01", None, OCTOBER, True, id="採用の日からは求める"),
        pytest.param("2020-04-01", "2027-03-30", MAY, False, id="基準日の前日に退職する人"),
        pytest.param("2020-04-01", "2027-03-31", MAY, True, id="基準日に退職する人には求める"),
    ],
)
def test_申告を求めるのは_その日と基準日に在籍する人(
    hired: str, retired: str | None, day: dt.date, *, asked: bool
) -> None:
    built = tables(SETTINGS, staff=[{"hired_on": hired, "retired_on": retired}])
    assert bool(asked_people(policy(built), built, day)) is asked


@pytest.mark.parametrize(
    ("built", "day", "count"),
    [
        pytest.param(
            office(opening=10), dt.date(2026, 12, 31), None, id="期首の年の12月31日はまだ"
        ),
        pytest.param(office(opening=10), dt.date(2027, 1, 1), 10, id="期首の年の1月1日から10名"),
        pytest.param(office(10, 5), MARCH, 5, id="半分を配った残りの5名"),
        pytest.param(office(10, 6), MARCH, 4, id="年度末がいまの時期なら、その残りの4名"),
        pytest.param(office(), MAY, None, id="5月には言わない"),
    ],
)
def test_期首のままの年も_終わりの3か月は年度末を配るよう言う(
    built: Tables, day: dt.date, count: int | None
) -> None:
    rows = today(policy(built), built, {}, day)
    found = dict(zip(rows["item"], rows["count"], strict=True))
    assert found.get("未配布(年度末)") == count
    assert list(rows["item"]).count("未配布(年度末)") <= 1
