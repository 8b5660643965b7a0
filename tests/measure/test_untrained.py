"""未受講者: who is to take which training, why, when it can be had, and who is not asked now."""

import datetime as dt

import pytest

from builders import policy, tables
from ledger.layout.frames import Tables, records
from ledger.layout.ledger import BY_KEY
from ledger.measure.roll import roll_of
from ledger.measure.training_standings import near_until
from ledger.measure.untrained import superior_names, untrained, untrained_people
from ledger.measure.untrained_sections import by_section

YEAR_END = dt.date(2026, 3, 31)
SECURITY = {"training_code": "T03", "training_name": "情報セキュリティ研修"}
YEARLY = {**SECURITY, "valid_months": 12}
BPR = {"training_code": "T09", "training_name": "BPR研修"}
DESIGN = {"training_code": "T07", "training_name": "サービスデザイン研修"}
EVERYONE = {"persona_code": "P01", "persona_name": "一般行政職員"}
PROMOTER = {"persona_code": "P02", "persona_name": "DX推進員", "scope": "指名"}
MUST = {"persona_code": "P01", "training_code": "T03"}


def listed(made: Tables, on: dt.date = YEAR_END) -> list[dict[str, object]]:
    roll = roll_of(policy(made), made, on)
    rows = untrained(untrained_people(roll), superior_names(roll, made))
    return [dict(row) for row in records(BY_KEY["untrained"], rows)]


def said(made: Tables, *columns: str, on: dt.date = YEAR_END) -> list[tuple[object, ...]]:
    return [tuple(row[key] for key in columns) for row in listed(made, on)]


def completed(day: str, training: str = "T03", **more: object) -> dict[str, object]:
    return {"training_code": training, "completed_on": day, **more}


# 民法143条: a completion of 12 months from d holds through the day before its 応当日

EXPIRY = [
    pytest.param("2025-03-31", YEAR_END, "期限切れ", id="2026/3/30までなので、3/31には切れている"),
    pytest.param(
        "2025-04-01", YEAR_END, "期限が近い(3か月以内)", id="2026/3/31まで、その日はまだ有効"
    ),
    pytest.param(
        "2025-07-01", YEAR_END, "期限が近い(3か月以内)", id="2026/6/30まで、3か月の最後の日"
    ),
    pytest.param("2025-07-02", YEAR_END, None, id="2026/7/1まで、3か月の次の日なので載らない"),
    pytest.param(
        "2025-05-01", dt.date(2026, 1, 31), "期限が近い(3か月以内)", id="1/31から見て4/30まで"
    ),
    pytest.param("2025-05-02", dt.date(2026, 1, 31), None, id="1/31から見て5/1までは3か月の外"),
    pytest.param(
        "2025-03-01",
        dt.date(2025, 11, 29),
        "期限が近い(3か月以内)",
        id="応当日のない2月は月末の2/28まで",
    ),
    pytest.param("2025-03-02", dt.date(2025, 11, 29), None, id="3/1までは2月末の外"),
]


@pytest.mark.parametrize(("day", "on", "kind"), EXPIRY)
def test_12か月で切れる必須の研修(day: str, on: dt.date, kind: str | None) -> None:
    made = tables(
        personas=[EVERYONE],
        trainings=[YEARLY],
        training_map=[MUST],
        attendances=[completed(day)],
    )
    assert said(made, "kind", on=on) == ([(kind,)] if kind else [])


def test_3か月は_次の日から数える() -> None:
    assert near_until(YEAR_END) == dt.date(2026, 6, 30)
    assert near_until(dt.date(2026, 1, 15)) == dt.date(2026, 4, 15)


def test_期限のある行は_修了日と最後に有効な日を言う() -> None:
    made = tables(
        personas=[EVERYONE],
        trainings=[YEARLY],
        training_map=[MUST],
        attendances=[completed("2024-02-29"), completed("2025-03-31")],
    )
    assert said(made, "completed_on", "valid_through") == [
        (dt.date(2025, 3, 31), dt.date(2026, 3, 30))
    ]


# what counts

MUST_OR_NOT = [
    pytest.param([], [("必須", None)], id="受けていない"),
    pytest.param([completed("2020-05-01")], [], id="期限のない研修は何年前の修了でもよい"),
    pytest.param(
        [completed("2025-05-01", source="申告", confirmed="未")],
        [("必須", "申告あり(上長の確認待ち)")],
        id="申告しただけでは未受講、確認待ちと分かる",
    ),
    pytest.param(
        [completed("2025-05-01", source="申告", confirmed="否認")],
        [("必須", None)],
        id="否認された申告は、ないのと同じ",
    ),
    pytest.param(
        [completed("2025-05-01", source="申告", confirmed="済")], [], id="上長が確認した申告は修了"
    ),
    pytest.param([completed("2026-04-01")], [("必須", None)], id="見る日より後の修了は数えない"),
]


@pytest.mark.parametrize(("facts", "rows"), MUST_OR_NOT)
def test_必須の研修を受けたかどうか(
    facts: list[dict[str, object]], rows: list[tuple[object, ...]]
) -> None:
    made = tables(personas=[EVERYONE], trainings=[SECURITY], training_map=[MUST], attendances=facts)
    assert said(made, "kind", "remark") == rows


def test_別名で届いた名簿も_研修コードが同じなら修了() -> None:
    made = tables(
        personas=[EVERYONE],
        trainings=[SECURITY],
        training_aliases=[
            {"alias": "セキュリティ研修", "training_code": "T03"},
            {"alias": "情報セキュリティ(e-learning)", "training_code": "T03"},
        ],
        training_map=[MUST],
        attendances=[completed("2025-05-01")],
    )
    assert said(made, "training_code") == []


# 必須 and the Step's training


def criterion(training: str, step: int = 1, number: int = 1, **more: object) -> dict[str, object]:
    return {
        "persona_code": "P01",
        "step": step,
        "criterion_no": number,
        "kind": "研修",
        "object_code": training,
        **more,
    }


def stepped(criteria: list[dict[str, object]], facts: list[dict[str, object]]) -> Tables:
    return tables(
        personas=[EVERYONE],
        trainings=[SECURITY, BPR, DESIGN],
        training_groups=[
            {"group_code": "G1", "training_code": "T09", "completion": "いずれか"},
            {"group_code": "G1", "training_code": "T07", "completion": "いずれか"},
            {"group_code": "G2", "training_code": "T09", "completion": "全て"},
            {"group_code": "G2", "training_code": "T07", "completion": "全て"},
        ],
        criteria=criteria,
        attendances=facts,
    )


LOOSE = "いずれか1つでよい研修の1つ"
STEPS = [
    pytest.param([criterion("T09")], [], [("T09", "Step1", None)], id="Step1の研修がまだ"),
    pytest.param(
        [criterion("T09"), criterion("T07", step=2)],
        [],
        [("T09", "Step1", None)],
        id="Step2の研修は、Step1に届いてから",
    ),
    pytest.param(
        [criterion("T09"), criterion("T07", step=2)],
        [completed("2025-05-01", "T09")],
        [("T07", "Step2", None)],
        id="Step1に届いた人には、Step2の研修",
    ),
    pytest.param(
        [criterion("T09", any_of="A"), criterion("T07", number=2, any_of="A")],
        [],
        [("T07", "Step1", LOOSE), ("T09", "Step1", LOOSE)],
        id="選択組は、どれか1つでよいと言う",
    ),
    pytest.param(
        [criterion("T09", any_of="A"), criterion("T07", number=2, any_of="A")],
        [completed("2025-05-01", "T07")],
        [],
        id="選択組の1つを受けたら、残りは要らない",
    ),
    pytest.param(
        [criterion("G1")],
        [],
        [("T07", "Step1", LOOSE), ("T09", "Step1", LOOSE)],
        id="いずれかのグループ",
    ),
    pytest.param(
        [criterion("G1")], [completed("2025-05-01", "T09")], [], id="いずれかの1つを受けた"
    ),
    pytest.param(
        [criterion("G2")],
        [completed("2025-05-01", "T09")],
        [("T07", "Step1", None)],
        id="全てのグループは、残りの1つだけ",
    ),
    pytest.param(
        [criterion("T09", amount=2)],
        [completed("2025-05-01", "T09")],
        [("T09", "Step1", "もう1回要る")],
        id="2回要る研修を1回受けた",
    ),
]


@pytest.mark.parametrize(("criteria", "facts", "rows"), STEPS)
def test_Stepの研修は_次のStepまでに足りないもの(
    criteria: list[dict[str, object]],
    facts: list[dict[str, object]],
    rows: list[tuple[object, ...]],
) -> None:
    found = listed(stepped(criteria, facts))
    assert {row["kind"] for row in found} <= {"Stepの研修"}
    assert sorted((row["training_code"], row["needed_for"], row["remark"]) for row in found) == rows


LAPSING = completed("2025-06-01", "T03")
"""Of a training of 12 months: it holds through 2026-05-31."""
RENEWALS = [
    pytest.param([criterion("T03")], [LAPSING], ["T03"], id="Step1を支える研修が3か月以内に切れる"),
    pytest.param(
        [criterion("T03", any_of="A"), criterion("T09", number=2, any_of="A")],
        [LAPSING, completed("2025-06-01", "T09")],
        [],
        id="選択組のもう1つが残るので、知らせない",
    ),
    pytest.param(
        [criterion("T03", amount=2)],
        [LAPSING, completed("2026-01-10", "T03")],
        ["T03"],
        id="2回要る研修の古い1回が切れる",
    ),
    pytest.param(
        [criterion("T03")],
        [LAPSING, completed("2026-01-10", "T03")],
        [],
        id="新しい修了が残るので、知らせない",
    ),
]


@pytest.mark.parametrize(("criteria", "facts", "codes"), RENEWALS)
def test_Stepを支える研修の期限が近い人(
    criteria: list[dict[str, object]], facts: list[dict[str, object]], codes: list[str]
) -> None:
    made = tables(
        personas=[EVERYONE], trainings=[YEARLY, BPR], criteria=criteria, attendances=facts
    )
    assert said(made, "training_code", "kind") == [
        (code, "期限が近い(3か月以内)") for code in codes
    ]


EVERY_YEAR = [
    pytest.param(["2025-05-01", "2024-05-01"], [], id="2年とも受けた"),
    pytest.param(["2024-05-01"], ["もう1回要る"], id="今年度がまだ"),
    pytest.param(["2025-05-01"], [], id="前の年度が欠けても、今年度にできることはない"),
]


@pytest.mark.parametrize(("days", "remarks"), EVERY_YEAR)
def test_継続受講は_今年度の分がまだの人(days: list[str], remarks: list[str]) -> None:
    yearly = {**criterion("T09"), "kind": "継続受講", "amount": 2}
    facts = [completed(day, "T09") for day in days]
    assert said(stepped([yearly], facts), "remark") == [(words,) for words in remarks]


def test_ツールごとのStepは_先に進んでいるツールの研修だけ() -> None:
    made = tables(
        personas=[EVERYONE],
        trainings=[SECURITY, BPR],
        tools=[{"tool_code": "A"}, {"tool_code": "B"}],
        criteria=[
            criterion("T03", tool_code="A"),
            criterion("T09", tool_code="B"),
            criterion("T09", step=2, number=2, tool_code="A"),
        ],
        attendances=[completed("2025-05-01")],
    )
    assert said(made, "training_code", "needed_for") == [("T09", "Step2")]


def test_必須でもありStepの研修でもあれば_1行にまとまる() -> None:
    made = tables(
        personas=[EVERYONE],
        trainings=[SECURITY],
        training_map=[MUST],
        criteria=[criterion("T03")],
    )
    assert said(made, "kind", "needed_for") == [("必須", "必須・Step1")]


def test_人材像が2つある人は_両方の名が付き_1行() -> None:
    made = tables(
        personas=[EVERYONE, PROMOTER],
        trainings=[SECURITY, BPR],
        training_map=[
            MUST,
            {**MUST, "persona_code": "P02"},
            {"persona_code": "P02", "training_code": "T09"},
        ],
        staff=[{"staff_no": "00001"}, {"staff_no": "00002"}],
        assignments=[{"staff_no": "00002", "persona_code": "P02"}],
    )
    assert said(made, "staff_no", "training_code", "persona_names") == [
        ("00001", "T03", "一般行政職員"),
        ("00002", "T03", "一般行政職員・DX推進員"),
        ("00002", "T09", "DX推進員"),
    ]


def test_有効でない研修は_だれにもお願いしない() -> None:
    made = tables(
        personas=[EVERYONE],
        trainings=[{**SECURITY, "active": "×"}],
        training_map=[MUST],
        criteria=[criterion("T03")],
    )
    assert listed(made) == []


# when it can be had

SESSIONS = [
    pytest.param([], None, "開催予定なし", id="開催回がない"),
    pytest.param([], "随時", "随時", id="随時の研修"),
    pytest.param(
        [("1", "2026-06-10", "予定"), ("2", "2026-05-12", "予定")],
        None,
        "令和8年5月12日",
        id="予定のうち早いほう",
    ),
    pytest.param(
        [("1", "2026-05-12", "中止"), ("2", "2026-06-10", "予定")],
        None,
        "令和8年6月10日",
        id="中止の回は選ばない",
    ),
    pytest.param(
        [("1", "2026-05-12", "実施")], None, "開催予定なし", id="実施済の回は予定ではない"
    ),
    pytest.param(
        [("1", "2026-03-30", "予定"), ("2", "2026-06-10", "予定")],
        None,
        "令和8年6月10日",
        id="過ぎた日の予定は選ばない",
    ),
    pytest.param(
        [("1", "2026-03-31", "予定")], None, "開催予定なし", id="見る日その日に始まる回は次ではない"
    ),
]


@pytest.mark.parametrize(("sessions", "delivery", "words"), SESSIONS)
def test_次の開催日(sessions: list[tuple[str, str, str]], delivery: str | None, words: str) -> None:
    made = tables(
        personas=[EVERYONE],
        trainings=[{**SECURITY, "delivery": delivery}],
        training_map=[MUST],
        sessions=[
            {"session_no": number, "training_code": "T03", "held_on": day, "state": state}
            for number, day, state in sessions
        ],
    )
    assert said(made, "next_session") == [(words,)]


# who is asked


def office() -> Tables:
    """Two 課 in a 部: a head, one on leave, one gone, one who does not count, one hired later."""
    return tables(
        personas=[EVERYONE],
        trainings=[SECURITY],
        training_map=[MUST],
        sections=[
            {"section_code": "0100", "section_name": "総務部", "level": "部"},
            {"section_code": "0120", "section_name": "人事課", "parent_code": "0100"},
            {"section_code": "0110", "section_name": "総務課", "parent_code": "0100"},
        ],
        staff=[
            {"staff_no": "00001", "staff_name": "甲野 一", "grade": "係員"},
            {"staff_no": "00002", "staff_name": "乙山 二子", "grade": "課長"},
            {"staff_no": "00003", "staff_name": "丙川 三郎", "grade": "係員"},
            {"staff_no": "00004", "staff_name": "丁田 四郎", "retired_on": "2026-03-30"},
            {"staff_no": "00005", "staff_name": "戊井 五月", "counted": "×"},
            {"staff_no": "00006", "staff_name": "己村 六", "hired_on": "2026-04-01"},
            {"staff_no": "00007", "staff_name": "庚原 七海"},
        ],
        postings=[
            *({"staff_no": f"0000{n}", "section_code": "0110"} for n in (1, 2, 3, 4, 6)),
            {"staff_no": "00005", "section_code": "0120"},
            {"staff_no": "00007", "section_code": "0120"},
        ],
        heads=[{"section_code": "0110", "staff_no": "00002"}],
        leaves=[
            {"staff_no": "00003", "kind": "休職", "started_on": "2026-01-05"},
            {"staff_no": "00007", "kind": "派遣・出向", "started_on": "2025-04-01"},
        ],
    )


def test_組織の順に並び_休職等と集計対象外は別の言葉で_辞めた人とこれからの人は載らない() -> None:
    assert said(office(), "section_name", "staff_name", "presence", "superior") == [
        ("人事課", "戊井 五月", "集計対象外", None),
        ("人事課", "庚原 七海", "休職等", None),
        ("総務課", "乙山 二子", "在籍", None),
        ("総務課", "甲野 一", "在籍", "乙山 二子"),
        ("総務課", "丙川 三郎", "休職等", "乙山 二子"),
    ]


def test_派遣_出向を数える団体では_その人にもお願いする() -> None:
    made = dict(office())
    made["settings"] = tables(settings={"count_seconded": True})["settings"]
    asked = {row["staff_name"]: row["presence"] for row in listed(made)}
    assert asked["庚原 七海"] == "在籍"
    assert asked["丙川 三郎"] == "休職等"


def test_所属ごとの表には_その所属の人だけ_お願いしない人は名を分ける() -> None:
    made = office()
    roll = roll_of(policy(made), made, YEAR_END)
    rows = untrained(untrained_people(roll), superior_names(roll, made))
    personnel, general = by_section(roll, rows)
    assert (personnel.section_code, personnel.section_name) == ("0120", "人事課")
    assert personnel.rows == ()
    assert personnel.waiting == (
        ("戊井 五月", "集計対象外"),
        ("庚原 七海", "休職等"),
    )
    assert [row["staff_no"] for row in general.rows] == ["00002", "00001"]
    assert general.waiting == (("丙川 三郎", "休職等"),)
