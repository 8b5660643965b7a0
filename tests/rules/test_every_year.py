"""継続受講: a training completed in each of the fiscal years that end with the day's (ruling).

The day judged is 2026-03-31, the last of 令和7年度. T01 and T02 make the groups 全て and いずれか.
"""

import datetime as dt

import pytest

import builders
from ledger.judge.advice import next_action, unmet_entries
from ledger.judge.consistency.findings import check
from ledger.judge.explain import explain
from ledger.judge.steps import standings
from ledger.layout.frames import Tables
from ledger.model.verdicts import Lens, Standing

AS_OF = dt.date(2026, 3, 31)
THIS, LAST, BEFORE = "2025-06-10", "2024-06-10", "2023-06-10"


def ledger(
    done: list[tuple[str, str]],
    code: str,
    years: int,
    planned: list[tuple[str, str]] | None = None,
    valid_months: int | None = None,
) -> Tables:
    return builders.tables(
        personas=[{"persona_code": "P01"}],
        trainings=[
            {"training_code": one, "training_name": f"{one}研修", "valid_months": valid_months}
            for one in ("T01", "T02")
        ],
        training_groups=[
            {"group_code": group, "group_name": group, "training_code": one, "completion": how}
            for group, how in (("全部", "全て"), ("どちらか", "いずれか"))
            for one in ("T01", "T02")
        ],
        criteria=[
            {
                "persona_code": "P01",
                "step": 1,
                "kind": "継続受講",
                "object_code": code,
                "amount": years,
            }
        ],
        attendances=[{"training_code": one, "completed_on": on} for one, on in done],
        sessions=[
            {"session_no": f"K{n}", "training_code": one, "held_on": on, "state": "予定"}
            for n, (one, on) in enumerate(planned or [])
        ],
    )


def standing(built: Tables, as_of: dt.date = AS_OF) -> Standing:
    (found,) = standings(builders.policy(built), built, as_of, Lens.CLAIMED)
    return found


MET = [
    ("3年度のどの年度にも修了がある", [THIS, LAST, BEFORE], "T01", 3, 3, True),
    ("真ん中の年度だけ修了がない", [THIS, BEFORE], "T01", 3, 2, False),
    ("今年度の修了がない", [LAST, BEFORE], "T01", 3, 2, False),
    ("年度の数が1なら、今年度の修了で足りる", [THIS], "T01", 1, 1, True),
    ("同じ年度の2回は1年度", [THIS, "2025-12-10"], "T01", 2, 1, False),
    ("4年度前の修了は、3年度には入らない", [THIS, LAST, "2022-06-10"], "T01", 3, 2, False),
    ("年度の初日4月1日は、その年度", ["2025-04-01", LAST], "T01", 2, 2, True),
    ("前の日3月31日は、前の年度", ["2025-03-31", LAST], "T01", 2, 1, False),
    ("判定の日の修了は数える", ["2026-03-31", LAST], "T01", 2, 2, True),
]


@pytest.mark.parametrize(
    ("days", "code", "years", "have", "met"), [row[1:] for row in MET], ids=[row[0] for row in MET]
)
def test_どの年度に修了したか(
    days: list[str],
    code: str,
    years: int,
    have: int,
    met: bool,  # noqa: FBT001 - a column of the table
) -> None:
    found = standing(ledger([("T01", on) for on in days], code, years))
    (outcome,) = found.outcomes
    assert (outcome.have, outcome.needed, outcome.met) == (have, years, met)
    assert found.step == int(met)


def test_有効月数が切れていても_その年度の修了である() -> None:
    built = ledger([("T01", THIS), ("T01", LAST)], "T01", 2, valid_months=1)
    assert standing(built).step == 1


GROUPS = [
    (
        "全て: どの年度も両方",
        [("T01", THIS), ("T02", THIS), ("T01", LAST), ("T02", LAST)],
        "全部",
        1,
    ),
    ("全て: 片方だけの年度がある", [("T01", THIS), ("T02", THIS), ("T01", LAST)], "全部", 0),
    ("いずれか: 年度ごとに違う研修でよい", [("T01", THIS), ("T02", LAST)], "どちらか", 1),
    ("いずれか: どちらもない年度がある", [("T01", THIS), ("T02", THIS)], "どちらか", 0),
]


@pytest.mark.parametrize(
    ("done", "code", "step"), [row[1:] for row in GROUPS], ids=[row[0] for row in GROUPS]
)
def test_グループは年度ごとに修了条件で見る(
    done: list[tuple[str, str]], code: str, step: int
) -> None:
    assert standing(ledger(done, code, 2)).step == step


SEEN = dt.date(2025, 5, 1)
AHEAD = [
    (
        "今年度の次の開催",
        [("T01", LAST)],
        [("T01", "2025-09-10"), ("T01", "2025-07-10")],
        "2025-07-10",
    ),
    ("来年度の開催は、今年度の修了にならない", [("T01", LAST)], [("T01", "2026-04-10")], None),
    ("年度の最後の日の開催", [("T01", LAST)], [("T01", "2026-03-31")], "2026-03-31"),
    ("前の年度の修了がなければ空欄", [], [("T01", "2025-07-10")], None),
    ("開催の予定がなければ空欄", [("T01", LAST)], [], None),
]


@pytest.mark.parametrize(
    ("done", "planned", "earliest"), [row[1:] for row in AHEAD], ids=[row[0] for row in AHEAD]
)
def test_最短の日は今年度の次の開催(
    done: list[tuple[str, str]], planned: list[tuple[str, str]], earliest: str | None
) -> None:
    found = standing(ledger(done, "T01", 2, planned), SEEN)
    assert found.earliest_on == (dt.date.fromisoformat(earliest) if earliest else None)


def test_全てのグループの最短の日は_足りない研修の遅いほう() -> None:
    done = [("T01", LAST), ("T02", LAST)]
    planned = [("T01", "2025-07-10"), ("T02", "2025-08-20")]
    found = standing(ledger(done, "全部", 2, planned), SEEN)
    assert found.earliest_on == dt.date(2025, 8, 20)
    half = standing(ledger([*done, ("T02", "2025-04-20")], "全部", 2, planned), SEEN)
    assert half.earliest_on == dt.date(2025, 7, 10)


def test_言葉は年度で数え_年度ごとの修了を並べる() -> None:
    built = ledger([("T01", THIS), ("T01", BEFORE)], "T01", 3)
    rules = builders.policy(built)
    said = unmet_entries(rules, standing(built))
    assert "継続受講「T01研修」" in said
    assert "2/3年度" in said
    assert "継続受講「T01研修」あと1年度" in next_action(rules, standing(built))
    told = "".join(explain(rules, built, AS_OF, builders.PERSON).lines())
    assert "令和7年度の" in told
    assert "令和6年度の研修「T01研修」: 修了の記録はありません。" in told


@pytest.mark.parametrize(
    ("code", "codes"),
    [
        pytest.param("T01", [], id="ある研修"),
        pytest.param("全部", [], id="あるグループ"),
        pytest.param("T99", ["criterion-never"], id="ない研修"),
    ],
)
def test_ない研修の条件は台帳点検が言う(code: str, codes: list[str]) -> None:
    built = ledger([], code, 2)
    found = [p.code for p in check(builders.policy(built), built) if p.code == "criterion-never"]
    assert found == codes
