"""Skills that want a look (S17, S18) and 方向性 in 台帳点検: by rule, and by the commands."""

import datetime as dt
import shutil
from pathlib import Path

import openpyxl
import pytest

from builders import Rows, policy, table_of, tables
from ledger.judge.consistency.findings import check
from ledger.layout.frames import Tables
from ledger.present.splice import splice
from ledger.read.ledger_book import read_ledger
from small_office import Office, office_in

Row = dict[str, object]

CODES = {"skill-overdue", "persona-crowded", "direction-unused"}
PERSONAS: Rows = [
    {"persona_code": "P02", "persona_name": "DX推進員"},
    {"persona_code": "P03", "persona_name": "全庁情報システム担当"},
    {"persona_code": "P09", "persona_name": "使わない人材像", "active": "×"},
]


def skills(many: int, **changes: object) -> list[Row]:
    """Return so many skills of P02."""
    return [
        {"skill_code": f"S{n:02}", "persona_code": "P02", "skill_name": f"スキル{n}", **changes}
        for n in range(1, many + 1)
    ]


def city(settings: Row | None = None, **more: Rows) -> Tables:
    """Return a ledger of 令和7年度."""
    given: dict[str, Rows] = {"personas": PERSONAS, "skills": skills(2), **more}
    return tables(settings or {}, **given)


def found(built: Tables) -> list[tuple[str, str, int]]:
    """Return what is found of skills: code, sheet, and row of its cell."""
    problems = check(policy(built), built)
    return [
        (one.code, one.place.sheet, int(one.place.cell.lstrip("ABCDEFGHIJKL")))
        for one in problems
        if one.code in CODES
    ]


REVIEWED: dict[str, tuple[Tables, list[tuple[str, str, int]]]] = {
    "見直し年度が前の年度なら、過ぎている": (
        city(skills=skills(1, review_year=2024)),
        [("skill-overdue", "スキル要件", 2)],
    ),
    "見直し年度が台帳の年度なら、まだ過ぎていない": (
        city(skills=skills(1, review_year=2025)),
        [],
    ),
    "見直し年度が次の年度": (city(skills=skills(1, review_year=2026)), []),
    "見直し年度が空欄": (city(skills=skills(1)), []),
    "使わないスキルは、過ぎていても言わない": (
        city(skills=skills(1, review_year=2024, active="×")),
        [],
    ),
    "使わない人材像のスキルも、言わない": (
        city(skills=skills(1, review_year=2024, persona_code="P09")),
        [],
    ),
    "年度が進むと、過ぎる": (
        city({"fiscal_year": 2026, "as_of": "2027-03-31"}, skills=skills(1, review_year=2025)),
        [("skill-overdue", "スキル要件", 2)],
    ),
    "2つ過ぎていれば、2つとも言う": (
        city(skills=skills(2, review_year=2020)),
        [("skill-overdue", "スキル要件", 2), ("skill-overdue", "スキル要件", 3)],
    ),
}


@pytest.mark.parametrize("name", REVIEWED)
def test_見直し年度を過ぎたスキル(name: str) -> None:
    built, expected = REVIEWED[name]
    assert found(built) == expected


MANY = [("persona-crowded", "人材像", 2)]
MAPPED: Rows = [{"persona_code": "P02", "skill_code": "S30", "training_code": "T1"}]
OTHERS = {"skill_code": "S30", "persona_code": "P03", "method": "研修"}
CROWDED: dict[str, tuple[Tables, list[tuple[str, str, int]]]] = {
    "上限の6つちょうど": (city(skills=skills(6)), []),
    "上限の6つを1つ超える": (city(skills=skills(7)), MANY),
    "7つのうち1つを使わなければ、6つ": (
        city(skills=[*skills(6), {**skills(7)[6], "active": "×"}]),
        [],
    ),
    "上限を8にすれば、8つまで": (city({"max_skills": 8}, skills=skills(8)), []),
    "上限を8にすれば、9つで言う": (city({"max_skills": 8}, skills=skills(9)), MANY),
    "上限を1にすれば、2つで言う": (city({"max_skills": 1}), MANY),
    "ほかの人材像のスキルは、足さない": (
        city(skills=[*skills(6), {**OTHERS, "method": "合致人数"}]),
        [],
    ),
    "研修体系でこの人材像にも求めるスキルは、足す": (
        city(
            skills=[*skills(6), OTHERS],
            trainings=[{"training_code": "T1"}],
            training_map=MAPPED,
        ),
        MANY,
    ),
    "使わない人材像なら、何も言わない": (
        city(skills=[{**one, "persona_code": "P09"} for one in skills(7)]),
        [],
    ),
}


@pytest.mark.parametrize("name", CROWDED)
def test_スキルの多すぎる人材像(name: str) -> None:
    built, expected = CROWDED[name]
    assert found(built) == expected


def way(persona: str, skill: str) -> Row:
    """Return a row of 方向性."""
    return {
        "persona_code": persona,
        "skill_code": skill,
        "direction": "育成",
        "reason": "研修を増やす",
    }


UNUSED = [("direction-unused", "方向性", 2)]
DIRECTED: dict[str, tuple[Tables, list[tuple[str, str, int]]]] = {
    "ギャップにある組": (city(gap_directions=[way("P02", "S01")]), []),
    "スキルはあるが、別の人材像の組": (city(gap_directions=[way("P03", "S01")]), UNUSED),
    "使わないスキルの組": (
        city(skills=skills(1, active="×"), gap_directions=[way("P02", "S01")]),
        UNUSED,
    ),
    "使わない人材像の組": (
        city(skills=skills(1, persona_code="P09"), gap_directions=[way("P09", "S01")]),
        UNUSED,
    ),
    "研修体系で求める、ほかの人材像のスキルの組": (
        city(
            skills=[*skills(1), OTHERS],
            trainings=[{"training_code": "T1"}],
            training_map=MAPPED,
            gap_directions=[way("P02", "S30")],
        ),
        [],
    ),
}


@pytest.mark.parametrize("name", DIRECTED)
def test_ギャップにない組の方向性(name: str) -> None:
    built, expected = DIRECTED[name]
    assert found(built) == expected


def test_知らないコードの方向性は_知らないコードとして一度だけ言う() -> None:
    built = city(gap_directions=[way("P02", "S99")])
    codes = [one.code for one in check(policy(built), built) if one.place.sheet == "方向性"]
    assert codes == ["unknown-code"]


def test_同じ組の方向性が2行なら_番号の重なりとして言う() -> None:
    built = city(gap_directions=[way("P02", "S01"), way("P02", "S01")])
    codes = [one.code for one in check(policy(built), built) if one.place.sheet == "方向性"]
    assert codes == ["duplicate-key"]


# by the commands

WHO: Row = {"staff_no": "00123"}
WRITTEN: dict[str, Rows] = {
    "assignments": [{**WHO, "persona_code": "P03", "ended_on": "2026-09-30"}],
    "skill_ratings": [{**WHO, "skill_code": "S22", "rating": 2, "source_file": "一覧"}],
    "qualifications": [
        {
            **WHO,
            "qualification": "基本情報技術者",
            "acquired_on": "2020-10-01",
            "source_file": "一覧",
        }
    ],
    "acquisitions": [
        {
            "case_no": "A1",
            "role": "設計者",
            "skill_code": "S23",
            "needed": 1,
            "expected": 0,
            "needed_on": "2026-10-01",
            "training_months": 18,
            "recruiting_months": 4,
            "ramp_months": 3,
        }
    ],
    "gap_directions": [
        {
            "persona_code": "P03",
            "skill_code": "S22",
            "direction": "確保",
            "reason": "4月に経験者が来る",
        },
        way("P03", "S01"),
    ],
}
"""What HR wrote; S23 needs 5, nobody matches, one is urgent (W35)."""


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """The office, one of whose people matches a 専門 skill; HR wrote 方向性 of two pairs."""
    made = office_in(tmp_path_factory.mktemp("skills"))
    before = read_ledger(made.ledger.read_bytes(), made.ledger.name).tables
    given = {key: table_of(key, rows) for key, rows in WRITTEN.items()}
    made.ledger.write_bytes(splice(made.ledger.read_bytes(), given, before))
    made.run("plan", made.ledger)
    return made


def test_次年度計画で_ギャップと合致者も新しくなる(office: Office) -> None:
    """S23 needs 5, nobody matches, 1 is urgent (W35): 併用. S22 is HR's own."""
    rows = {str(row["skill_code"]): row for row in office.table("gaps")}
    assert (rows["S22"]["direction"], rows["S22"]["decided_by"]) == ("確保", "人事")
    assert (rows["S22"]["proposed"], rows["S22"]["decision_reason"]) == (
        "育成",
        "4月に経験者が来る",
    )
    assert (rows["S23"]["direction"], rows["S23"]["decided_by"]) == ("併用", "提案")
    assert (rows["S22"]["matching"], rows["S22"]["qualified"]) == (1, 1)
    (holder,) = office.table("skill_holders")
    assert (holder["staff_no"], holder["basis"], holder["alone"]) == ("00123", "資格", "○")
    assert holder["leaving"] == "人材像付与の終わり 令和8年9月30日"


def page(office: Office) -> list[list[str]]:
    """Return the lines of ギャップと方向性, blank cells left out."""
    sheet = openpyxl.load_workbook(office.ledger)["ギャップと方向性"]
    return [
        [str(value) for value in row if value is not None]
        for row in sheet.iter_rows(max_col=9, values_only=True)
    ]


def test_ページは_手当ての要るスキルと_気をつける人を先に言う(office: Office) -> None:
    """乙山 alone matches S22, by 人材像付与 until 2026-09-30: 6 months after the day."""
    lines = page(office)
    said = {line[0]: line[1:] for line in lines if line}
    assert "1人だけのスキル 1、12か月以内に離れる人 1名" in lines[3][0]
    person = "全庁情報システム担当: クラウドサービス活用 … 乙山 𠮷子 00123"
    assert said["1人だけのスキル"] == [person]
    assert said["12か月以内に離れる人"] == [f"{person}(人材像付与の終わり 令和8年9月30日)"]
    assert said["見直し年度を過ぎたスキル"] == ["ありません"]
    cloud = said["全庁情報システム担当: クラウドサービス活用"]
    assert cloud[:6] == ["8", "1", "1", "0", "0", "▲ 不足 7"]
    assert cloud[6] == "確保(人事)"
    assert cloud[7].startswith("4月に経験者が来る(提案は 育成: ")


def test_理由の空欄は_点検が名指しし_提案のままになる(office: Office, tmp_path: Path) -> None:
    copy = Office(tmp_path)
    book = openpyxl.load_workbook(office.ledger)
    sheet = book["方向性"]
    (at,) = [cell for row in sheet.iter_rows() for cell in row if cell.value == "4月に経験者が来る"]
    at.value = None
    book.save(copy.ledger)
    told = [one for one in copy.run("check", copy.ledger)["found"] if one["sheet"] == "方向性"]
    assert ("value-missing", at.coordinate) in {(one["code"], one["cell"]) for one in told}
    copy.run("plan", copy.ledger)
    (row,) = [row for row in copy.table("gaps") if row["skill_code"] == "S22"]
    assert (row["direction"], row["decided_by"]) == ("育成", "提案")


def test_期限は_判定する日でなく今日から見る(office: Office, tmp_path: Path) -> None:
    """育成 18か月 for 2027-10-01 begins by 2026-04-01: past on 4/10, not on the 基準日 3/31."""
    copy = Office(tmp_path, office.now)
    shutil.copy(office.ledger, copy.ledger)
    before = read_ledger(copy.ledger.read_bytes(), copy.ledger.name).tables
    later = table_of("acquisitions", [{**WRITTEN["acquisitions"][0], "needed_on": "2027-10-01"}])
    copy.ledger.write_bytes(splice(copy.ledger.read_bytes(), {"acquisitions": later}, before))
    found = {}
    for day in ("2026-03-31", "2026-04-10"):
        copy.now = dt.datetime.fromisoformat(f"{day}T09:00:00")
        copy.run("acquire", copy.ledger)
        (row,) = [row for row in copy.table("gaps") if row["skill_code"] == "S23"]
        found[day] = row["direction"]
    assert found == {"2026-03-31": "育成", "2026-04-10": "併用"}


def test_点検は_使われない方向性を名指しする(office: Office) -> None:
    answer = office.run("check", office.ledger)
    (told,) = [one for one in answer["found"] if one["code"] == "direction-unused"]
    assert "S01 DXの必要性理解" in told["what"]


def test_レポートの方向性は_人数の見えるスキルだけ(office: Office) -> None:
    """1 of 1 holder matches S22 (everybody, shown), 0 match S21 and S23: all can be shown."""
    path = office.folder / "レポート.xlsx"
    office.run("report", office.ledger, path)
    sheet = openpyxl.load_workbook(path)["ギャップ"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    shown = {row[1]: row[7] for row in rows if row[0] == "全庁情報システム担当"}
    assert shown == {
        "プロジェクトマネジメント": "育成",
        "クラウドサービス活用": "確保",
        "ネットワーク設計": "併用",
    }
    text = " ".join(str(value) for row in rows for value in row)
    assert "4月に経験者が来る" not in text, "人事の理由は、レポートに出さない"
    assert "乙山" not in text
