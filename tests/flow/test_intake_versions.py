"""Which report of a person counts, and the count of rows (W24, W46, W47, faults 62-66, 71, 74)."""

import datetime as dt

import pytest
from pandas.testing import assert_frame_equal

from flow.forms import (
    CLOSING,
    NOW,
    OTHER,
    PERSON,
    after,
    codes,
    course,
    goal,
    issue,
    lead,
    office,
    report,
    row,
    state,
    taken,
)
from ledger.judge.consolidation import FileUse, Intake, RowCounts
from ledger.layout.frames import Tables
from ledger.model.reports import SelfReport

EMPTY = office()


def uses(intake: Intake) -> dict[str, FileUse]:
    return {tally.file: tally.use for tally in intake.files}


def courses(ledger: Tables) -> list[tuple[str, str]]:
    data = ledger["attendances"]
    return sorted(zip(data["staff_no"], data["source_file"], strict=True))


def test_w24_提出日の新しい方だけを数える() -> None:
    old = report(course(), day="2026-03-10", file="旧.xlsx")
    new = report(course(), lead(), day="2026-03-12", file="新.xlsx")
    intake = taken(EMPTY, old, new)
    assert uses(intake) == {"旧.xlsx": FileUse.SUPERSEDED, "新.xlsx": FileUse.USED}
    # 旧: 目標1+受講1=2行が差替。新: 目標1+受講1+従事1=3行が受入
    assert intake.rows == RowCounts(read=5, accepted=3, superseded=2, quarantined=0)
    assert courses(after(EMPTY, intake)) == [(PERSON, "新.xlsx!2 受講!5")]
    assert "report-superseded" in codes(intake.problems)
    assert intake.people == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [("2026-03-12", "2026-03-12"), (None, "2026-03-12"), (None, None)],
    ids=["同じ提出日", "片方の提出日が空", "両方の提出日が空"],
)
def test_w24_新旧を決められない2つはどちらも隔離する(one: str | None, other: str | None) -> None:
    intake = taken(
        EMPTY, report(course(), day=one, file="a.xlsx"), report(lead(), day=other, file="b.xlsx")
    )
    assert codes(intake.problems) == ["duplicate-report", "duplicate-report"]
    assert intake.rows == RowCounts(read=4, accepted=0, superseded=0, quarantined=4)
    assert intake.quarantined_files == 2
    ledger = after(EMPTY, intake)
    assert state(ledger) == "不備"
    assert ledger["attendances"].empty


def test_w24_同じ内容は1つだけ数えて知らせる() -> None:
    intake = taken(EMPTY, report(course(), file="a.xlsx"), report(course(), file="b.xlsx"))
    assert uses(intake) == {"a.xlsx": FileUse.USED, "b.xlsx": FileUse.DUPLICATE}
    assert intake.rows == RowCounts(read=2, accepted=2)
    assert codes(intake.problems) == ["report-duplicate"]
    assert intake.duplicate_files == 1


def test_3つのうち最新の2つが食い違えば_古い1つも使わない() -> None:
    intake = taken(
        EMPTY,
        report(course(), day="2026-03-10", file="a.xlsx"),
        report(lead(), day="2026-03-12", file="b.xlsx"),
        report(day="2026-03-12", file="c.xlsx"),
    )
    assert uses(intake) == {
        "a.xlsx": FileUse.SUPERSEDED,
        "b.xlsx": FileUse.QUARANTINED,
        "c.xlsx": FileUse.QUARANTINED,
    }
    assert state(after(EMPTY, intake)) == "不備"


def test_集約済みより古い申告書は使わずに知らせる() -> None:
    ledger = after(EMPTY, taken(EMPTY, report(course(), day="2026-03-12", file="新.xlsx")))
    intake = taken(ledger, report(lead(), day="2026-03-11", file="旧.xlsx"))
    assert codes(intake.problems) == ["older-than-consumed"]
    assert intake.rows == RowCounts(read=2, superseded=2)
    assert intake.tables == {}


@pytest.mark.parametrize(
    ("day", "ahead"),
    [("2026-04-11", False), ("2026-04-12", True), ("2030-01-01", True)],
    ids=["翌日まで", "24時間を超える", "ずっと先"],
)
def test_先の日付の提出日の申告書は使わず_不備にする(day: str, ahead: bool) -> None:  # noqa: FBT001 - a case of the table
    intake = taken(EMPTY, report(course(), day=day))
    assert codes(intake.problems) == (["submitted-ahead"] if ahead else [])
    assert intake.quarantined_files == int(ahead)
    assert state(after(EMPTY, intake)) == ("不備" if ahead else "提出")
    next_day = NOW + dt.timedelta(days=1) if ahead and day != "2026-04-12" else NOW
    again = taken(after(EMPTY, intake), report(course(), day=day), now=next_day)
    assert again.tables == {}, "翌日の集約でも変わらない"


def test_先の日付の申告書は_直した古い日付の申告書を締め出さない() -> None:
    slip = report(course(), day="2030-01-01", file="誤.xlsx")
    ledger = after(EMPTY, taken(EMPTY, slip))
    mended = report(course(), lead(), day="2026-03-12", file="正.xlsx")
    for handed in ([mended], [slip, mended]):
        assert state(after(ledger, taken(ledger, *handed))) == "提出"
        assert uses(taken(ledger, *handed))["正.xlsx"] is FileUse.USED


def test_先の日付のまま集約済みの台帳でも_直した申告書を使う() -> None:
    consumed = after(EMPTY, taken(EMPTY, report(course(), day="2026-03-12")))
    row = consumed["reports"].assign(submitted_on=dt.datetime(2030, 1, 1))  # noqa: DTZ001 - a day
    ledger = office(reports=row.to_dict("records"))
    intake = taken(ledger, report(lead(), day="2026-03-13"))
    assert "older-than-consumed" not in codes(intake.problems)


def test_集約済みと同じ提出日で書き換えられた1つは_新しい内容として扱う() -> None:
    ledger = after(EMPTY, taken(EMPTY, report(course())))
    intake = taken(ledger, report(lead()))
    assert intake.rows == RowCounts(read=2, accepted=2)
    assert after(ledger, intake)["attendances"].empty
    assert state(after(ledger, intake)) == "提出"


REFUSED = [
    ({"issue_no": "R7-1-99999"}, "issue-unknown"),
    ({"issue_no": "R7-1-00102"}, "staff-mismatch"),
    ({"staff_no": OTHER}, "staff-mismatch"),
    ({"phase": "期首"}, "issue-mismatch"),
    ({"fiscal_year": 2024}, "wrong-year"),
    ({"form_version": "0"}, "form-version"),
]


@pytest.mark.parametrize(("change", "code"), REFUSED, ids=[str(r[0]) for r in REFUSED])
def test_w46_配布記録と合わない申告書は丸ごと隔離する(change: dict[str, object], code: str) -> None:
    bad = report(course())._replace(**change)  # type: ignore[arg-type]
    good = report(course(), staff_no=OTHER)
    intake = taken(EMPTY, bad, good)
    assert codes(intake.problems) == [code]
    assert intake.rows == RowCounts(read=4, accepted=2, superseded=0, quarantined=2)
    assert state(after(EMPTY, intake)) == "不備"
    assert state(after(EMPTY, intake), OTHER) == "提出"


@pytest.mark.parametrize(
    ("shown", "code"),
    [
        ({"shown_no": OTHER}, "staff-mismatch"),
        ({"shown_no": "101", "shown_name": "職員"}, None),
        ({"shown_no": ""}, None),
        ({"shown_name": "別の人"}, "staff-name-differs"),
        ({"shown_name": "職　員"}, None),
    ],
    ids=["ほかの人の番号", "0の落ちた番号", "見えない", "違う氏名", "空白だけの違い"],
)
def test_見えている職員番号と氏名を_配布記録と比べる(
    shown: dict[str, object], code: str | None
) -> None:
    intake = taken(EMPTY, report(course())._replace(**shown))  # type: ignore[arg-type]
    assert codes(intake.problems) == ([code] if code else [])
    assert intake.quarantined_files == (code == "staff-mismatch")
    assert {problem.place.sheet for problem in intake.problems} <= {"申告"}


def test_封印が合わない申告書は隔離する() -> None:
    from builders import policy  # noqa: PLC0415 - the only test that calls the rule itself
    from ledger.judge.consolidation import take_in  # noqa: PLC0415 - the same

    intake = take_in(
        policy(EMPTY),
        EMPTY,
        [report(course()), report(staff_no=OTHER)],
        [],
        dt.date(2026, 3, 31),
        NOW,
        sealed=lambda one: one.staff_no == OTHER,
    )
    assert codes(intake.problems) == ["seal-broken"]
    assert intake.rows == RowCounts(read=3, accepted=1, superseded=0, quarantined=2)


@pytest.mark.parametrize(
    ("hired", "retired", "kept"),
    [
        ("2015-04-01", "2026-03-31", True),
        ("2015-04-01", "2026-03-30", False),
        ("2026-03-31", None, True),
        ("2026-04-01", None, False),
    ],
    ids=["基準日に退職", "基準日の前日に退職", "基準日に採用", "基準日の翌日に採用"],
)
def test_基準日に在籍する人の申告だけを使う(hired: str, retired: str | None, *, kept: bool) -> None:
    ledger = office(
        staff=[{"staff_no": PERSON, "hired_on": hired, "retired_on": retired}],
        issues=[issue(PERSON)],
    )
    intake = taken(ledger, report())
    assert ("staff-not-in-post" in codes(intake.problems)) is not kept


@pytest.mark.parametrize(
    ("written", "others", "code"),
    [
        ("00101", (), None),
        ("101", (), "staff-normalised"),
        ("００１０１", (), "staff-normalised"),
        ("101", ("0101",), "staff-ambiguous"),
        ("00101", ("0101",), None),
    ],
    ids=["そのまま", "先頭の0が落ちた", "全角", "候補が2人", "そのままなら候補が2人でもよい"],
)
def test_w44_職員番号は1人に決まるときだけ補う(
    written: str, others: tuple[str, ...], code: str | None
) -> None:
    staff = [{"staff_no": number} for number in (PERSON, *others)]
    ledger = office(staff=staff, issues=[issue(PERSON)])
    intake = taken(ledger, report(course())._replace(staff_no=written))
    assert codes(intake.problems) == ([code] if code else [])
    found = after(ledger, intake)["attendances"]["staff_no"].tolist()
    assert found == ([] if code == "staff-ambiguous" else [PERSON])


def test_配った人は提出がなくても申告状況に載る() -> None:
    ledger = after(EMPTY, taken(EMPTY, report()))
    assert len(ledger["reports"]) == len(EMPTY["issues"])
    assert state(ledger, OTHER) == "未提出"
    assert taken(EMPTY, report()).states == {"提出": 1, "未提出": 5}


def test_配り直したら新しい発行番号が載り_前の発行番号の申告書も使える() -> None:
    again = {**issue(PERSON), "issue_no": "R7-1-00101-2", "issued_at": dt.datetime(2026, 3, 5, 9)}  # noqa: DTZ001 - local time
    ledger = office(issues=[issue(PERSON), again])
    assert after(ledger, taken(ledger))["reports"]["issue_no"].tolist() == ["R7-1-00101-2"]
    assert after(ledger, taken(ledger, report()))["reports"]["issue_no"].tolist() == ["R7-1-00101"]


def test_年度末と期首は別の申告として数える() -> None:
    ledger = office(issues=[issue(PERSON), issue(PERSON, "期首")])
    opening = report(course(), phase="期首", file="期首.xlsx", day="2026-03-02")
    closing = report(goal(2), course(2, training_code="T02"), file="年度末.xlsx")
    intake = taken(ledger, opening, closing)
    assert intake.rows == RowCounts(read=5, accepted=5)
    stands = after(ledger, intake)
    assert state(stands, phase="期首") == state(stands, phase=CLOSING) == "提出"
    assert sorted(stands["attendances"]["training_code"]) == ["T01", "T02"]
    again = taken(stands, opening, closing)
    assert again.tables == {}


CROWD: list[SelfReport] = [
    report(course(), lead(), day="2026-03-10", file="1.xlsx"),
    report(course(), lead(ended_on=dt.date(2026, 2, 1)), day="2026-03-12", file="2.xlsx"),
    report(course(), day="2026-03-12", file="3.xlsx", staff_no=OTHER),
    report(course(), day="2026-03-12", file="4.xlsx", staff_no=OTHER),
    report(row("my_engagements", project_name="窓口の電子化", role="担当",
               started_on=dt.date(2025, 5, 1)), staff_no="90001", file="5.xlsx"),
    report(row("my_engagements", project_name="窓口の電子化", role="リード",
               started_on=dt.date(2025, 5, 1)), staff_no="90002", file="6.xlsx"),
]  # fmt: skip


def test_w47_2回目は何も変えない() -> None:
    ledger = after(EMPTY, taken(EMPTY, *CROWD))
    assert taken(ledger, *CROWD).tables == {}


def test_w47_ファイルの順は結果を変えない() -> None:
    forwards, backwards = taken(EMPTY, *CROWD), taken(EMPTY, *reversed(CROWD))
    assert forwards.tables.keys() == backwards.tables.keys()
    for key, frame in forwards.tables.items():
        assert_frame_equal(frame, backwards.tables[key])
    assert forwards.problems == backwards.problems
    assert forwards.files == backwards.files
