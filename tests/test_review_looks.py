"""What a confirmer has to look at, in which block a person stands, and what わが課のいま says."""

import datetime as dt
from collections.abc import Mapping
from typing import NamedTuple

import pytest

from builders import policy
from flow.forms import (
    AS_OF,
    HEAD_A,
    OTHER,
    PERSON,
    after,
    course,
    decision,
    lead,
    office,
    report,
    review,
    row,
    taken,
)
from ledger.judge.consolidation.to_fact import place_of
from ledger.judge.review import review_contents
from ledger.judge.verdicts import verdicts
from ledger.layout.frames import Tables
from ledger.layout.review import ReviewContent
from ledger.model.problems import Problem
from ledger.model.reports import ReportRow, SelfReport

NAMES: Mapping[str, object] = {
    "trainings": [
        {"training_code": "T01", "training_name": "DXマインドセット研修"},
        {"training_code": "T02", "training_name": "BPR研修"},
    ],
    "criteria": [
        {"persona_code": "P01", "step": 1, "kind": "研修", "object_code": "T01"},
        {"persona_code": "P01", "step": 2, "kind": "リード期間", "amount": 12},
    ],
    "projects": [{"project_no": "PJ001", "project_name": "窓口のオンライン化"}],
    "sessions": [
        {
            "session_no": "S1",
            "training_code": "T01",
            "held_on": dt.date(2026, 5, 19),
            "state": "予定",
        },
    ],
}
NINE_MONTHS = lead(started_on=dt.date(2025, 4, 1), ended_on=dt.date(2025, 12, 31))
OWN_STEP = row("my_steps", persona_code="P01", tool_code=None, own_step=2)


def listed(staff_no: str, day: str) -> Mapping[str, object]:
    """Return a completion of T01 on a roster."""
    return {
        "staff_no": staff_no,
        "training_code": "T01",
        "completed_on": dt.date.fromisoformat(day),
        "source": "名簿",
        "confirmed": "済",
    }


def collected(ledger: Tables, *reports: SelfReport) -> ReviewContent:
    """Return the workbook of the head of 課A."""
    intake = taken(ledger, *reports)
    tables = after(ledger, intake)
    rules = policy(tables)
    contents, _ = review_contents(rules, tables, intake, verdicts(rules, tables, AS_OF), AS_OF)
    return next(one for one in contents if one.confirmer_no == HEAD_A)


class Case(NamedTuple):
    """A report, what stands on rosters, and what there is to look at; nothing: second block."""

    rows: tuple[ReportRow, ...]
    looks: tuple[str, ...] = ()
    roster: tuple[Mapping[str, object], ...] = ()


NO_SUCH = "T99 2025/6/10 修了　証拠: 修了証　研修コード「T99」が、シート「研修」にありません。"
DONE = "DXマインドセット研修 2025/6/10 修了"
CASES = {
    "証拠のある申告だけの人は、そのまま確認できる": Case((course(), lead())),
    "証拠のない研修": Case((course(evidence=None),), (f"証拠が書かれていません: 研修 {DONE}",)),
    "証拠のない案件の経験": Case(
        (lead(evidence=None),),
        ("証拠が書かれていません: 案件の経験 窓口のオンライン化 リード 2025/4/1〜(継続中)、BPR",),
    ),
    "名簿と一致する研修は、証拠がなくても見なくてよい": Case(
        (course(evidence=None),), (), (listed(PERSON, "2025-06-10"),)
    ),
    "その年度の名簿があるのに名簿にない研修は、証拠があっても見る": Case(
        (course(),),
        (f"研修の名簿にありません: 研修 {DONE}　証拠: 修了証",),
        (listed(OTHER, "2025-09-01"),),
    ),
    "名簿が別の年度のものなら、名簿にないとは言わない": Case(
        (course(),), (), (listed(OTHER, "2024-09-01"),)
    ),
    "本人の判定が規則より高い": Case(
        (course(), NINE_MONTHS, OWN_STEP),
        ("本人の判定2、規則では1(リード期間 9か月/12か月、最短で2026/6/30)",),
    ),
    "本人の判定が規則より低い": Case(
        (course(), row("my_steps", persona_code="P01", tool_code=None, own_step=0)),
        ("本人の判定0、規則では1(条件はそろっています)",),
    ),
    "知らない研修コードの行": Case(
        (course(training_code="T99"),),
        (f"記入に誤りがあり、使われない行です: 研修 {NO_SUCH}",),
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_見るところは_その場で読める文になる(name: str) -> None:
    case = CASES[name]
    ledger = office(None, **{**NAMES, "attendances": list(case.roster)})
    shown = collected(ledger, report(*case.rows))
    own = [str(one["attention"]) for one in shown.people if one["staff_no"] == PERSON]
    assert own == list(case.looks)
    in_second = PERSON in {one["staff_no"] for one in shown.rest}
    assert in_second is (not case.looks)


def test_打った値が使えない行は_何を打ったかも見える() -> None:
    seen = report(course(completed_on=None, usable=False))
    place = place_of(seen, seen.rows[-1], "completed_on")
    typed = Problem.of("value-type", place, header="修了日", value="きのう", expected="日付")
    shown = collected(office(None, **NAMES), seen._replace(problems=(typed,)))
    (one,) = [str(row["attention"]) for row in shown.people if row["staff_no"] == PERSON]
    assert "「修了日」の「きのう」は日付ではありません" in one
    assert one.startswith("記入に誤りがあり、使われない行です: 研修 DXマインドセット研修")


def test_前に差し戻した人は_出し直しても_その理由とともに見る人に並ぶ() -> None:
    ledger = office(None, **NAMES)
    first = report(course())
    returned = review(decision(first, "差戻し"))
    ledger = after(ledger, taken(ledger, first, reviews=[returned]))
    again = report(course(), lead(), day="2026-03-25")
    shown = collected(ledger, again)
    (one,) = [str(row["attention"]) for row in shown.people if row["staff_no"] == PERSON]
    assert one == "前回の差戻し(3/20): 証跡を付けてください"
    kept = collected(ledger, first)
    (one,) = [str(row["attention"]) for row in kept.people if row["staff_no"] == PERSON]
    assert one == "前回の差戻し: 証跡を付けてください(出し直しはまだです)"


def test_どの人も_3つのどこかにちょうど1回並ぶ() -> None:
    shown = collected(office(None, **NAMES), report(course()))
    looked = {str(row["staff_no"]) for row in shown.people}
    rest, waiting = ([str(row["staff_no"]) for row in rows] for rows in (shown.rest, shown.waiting))
    assert (looked, rest, waiting) == (set(), [PERSON], [OTHER])
    assert shown.waiting[0]["attention"] == "未提出"
    assert shown.rest[0]["together_digest"] == shown.rest[0]["digest"]


# わが課のいま


MAP = [
    {"persona_code": "P01", "skill_code": "S01", "training_code": "T01", "requirement": "必須"},
]


def test_わが課のいまは_長の課だけを_名前と次の一歩で示す() -> None:
    ledger = office(
        None,
        **{
            **NAMES,
            "training_map": MAP,
            "staff": [
                {"staff_no": number, "staff_name": name, "hired_on": "2015-04-01"}
                for number, name in (
                    (PERSON, "田中 楓"),
                    (OTHER, "藤田 誠"),
                    (HEAD_A, "青木 美咲"),
                    ("90002", "長 二郎"),
                    ("90010", "部長 一郎"),
                    ("90099", "人事 花子"),
                )
            ],
            "attendances": [listed(PERSON, "2025-06-10")],
            "consultations": [
                {
                    "received_on": dt.date(2026, 2, 3),
                    "section_code": "A01",
                    "category": "ツール",
                },
                {
                    "received_on": dt.date(2026, 2, 4),
                    "section_code": "B01",
                    "category": "研修",
                },
                {
                    "received_on": dt.date(2026, 2, 5),
                    "section_code": "A01",
                    "category": "研修",
                    "closed_on": dt.date(2026, 2, 9),
                },
            ],
        },
    )
    (now,) = collected(ledger, report(NINE_MONTHS)).sections
    assert now.size == 2, "長は数えない"
    assert now.spread == ("一般行政職員　Step0 1名 ・ Step1 1名",)
    assert now.lacking == ("DXマインドセット研修　1名(藤田 誠)　次回 5/19",)
    assert now.consultations == ("2/3 ツール",)
    first, second = now.people
    assert first == (
        "田中 楓",
        "Step1",
        "リード期間12か月(今は9か月)",
        "リードを続けられるようにする(いま9か月/12か月)",
    )
    assert second == (
        "藤田 誠",
        "Step0",
        "研修「DXマインドセット研修」の修了",
        "必須: 5/19 DXマインドセット研修を勧める",
    )


def test_次の一歩は_そのまま確認できる人の行にも出る() -> None:
    shown = collected(office(None, **NAMES), report(NINE_MONTHS))
    (one,) = shown.rest
    assert one["next_step"] == "Step0　次の一歩: 5/19 DXマインドセット研修を勧める"
    assert (one["line_count"], one["matched"]) == ("2件", "証拠あり 1(ほか目標 1)")
