"""合致者: who matches a skill, on what ground (S21-S23), who is alone, who leaves in 12 months."""

import datetime as dt

import pytest

from builders import Rows, policy, tables
from ledger.layout.columns import Cell
from ledger.layout.frames import Tables, records
from ledger.layout.gap_tables import SKILL_HOLDERS
from ledger.measure.gaps import gap_results
from measure.crowd import each, gap, holding, numbers, people

Row = dict[str, object]

PERSONA: Row = {"persona_code": "P03", "persona_name": "全庁情報システム担当", "scope": "指名"}
SKILL: Row = {"skill_code": "S22", "persona_code": "P03", "skill_name": "クラウドサービス活用"}
ONE = "00001"
D = dt.date.fromisoformat


def office(many: int = 1, /, **more: Rows) -> Tables:
    """Return a ledger in which so many hold the persona and match the skill on 2026-03-31."""
    given: dict[str, Rows] = {
        "personas": [PERSONA],
        "skills": [SKILL],
        "staff": people(many),
        "assignments": holding(numbers(many), "P03"),
        "skill_ratings": each(numbers(many), skill_code="S22", rating=2),
    }
    given |= more
    settings = {"as_of": "2026-03-31"}
    return tables(settings, **given)


def holders(built: Tables) -> list[dict[str, Cell]]:
    """Return 合致者."""
    found = policy(built)
    return records(SKILL_HOLDERS, gap_results(found, built, found.settings.as_of)["skill_holders"])


def ratings(**changes: object) -> dict[str, Rows]:
    """Return the one rating of a ledger, changed."""
    return {"skill_ratings": [{"staff_no": ONE, "skill_code": "S22", "rating": 2, **changes}]}


COUNTED: dict[str, tuple[Tables, bool]] = {
    "合致度2は、合致とみなす合致度2に届く": (office(**ratings()), True),
    "合致度1は、届かない": (office(**ratings(rating=1)), False),
    "合致度3も、合致": (office(**ratings(rating=3)), True),
    "上長確認の前(未)は、まだ数えない": (office(**ratings(confirmed="未")), False),
    "否認は、数えない": (office(**ratings(confirmed="否認")), False),
    "前の年度の自己評価は、数えない": (office(**ratings(year=2024)), False),
    "別のスキルの自己評価は、数えない": (office(**ratings(skill_code="S23")), False),
    "人材像を付与されていない人は、数えない": (office(assignments=[]), False),
    "付与が基準日までの人は、数える": (
        office(assignments=holding([ONE], "P03", ended_on="2026-03-31")),
        True,
    ),
    "付与が基準日の前日までの人は、数えない": (
        office(assignments=holding([ONE], "P03", ended_on="2026-03-30")),
        False,
    ),
    "基準日に退職する人は、数える": (office(staff=people(1, retired_on="2026-03-31")), True),
    "基準日の前日に退職した人は、数えない": (
        office(staff=people(1, retired_on="2026-03-30")),
        False,
    ),
    "集計対象でない人は、数えない": (office(staff=people(1, counted="×")), False),
    "使わないスキルの人は、出ない": (office(skills=[{**SKILL, "active": "×"}]), False),
    "使わない人材像の人は、出ない": (office(personas=[{**PERSONA, "active": "×"}]), False),
}


@pytest.mark.parametrize("name", COUNTED)
def test_だれが合致するか(name: str) -> None:
    built, matches = COUNTED[name]
    assert [row["staff_no"] for row in holders(built)] == ([ONE] if matches else [])


def test_確認のいらない設定なら_未の自己評価も数える() -> None:
    built = tables(
        {"as_of": "2026-03-31", "official_needs_confirmation": False},
        personas=[PERSONA],
        skills=[SKILL],
        assignments=holding([ONE], "P03"),
        **ratings(confirmed="未"),
    )
    assert [row["staff_no"] for row in holders(built)] == [ONE]


def test_合致度は設定で変わる() -> None:
    built = tables(
        {"as_of": "2026-03-31", "match_level": 3},
        personas=[PERSONA],
        skills=[SKILL],
        assignments=holding(numbers(2), "P03"),
        staff=people(2),
        skill_ratings=[
            {"staff_no": "00001", "skill_code": "S22", "rating": 2},
            {"staff_no": "00002", "skill_code": "S22", "rating": 3},
        ],
    )
    assert [row["staff_no"] for row in holders(built)] == ["00002"]


def qualified(**changes: object) -> dict[str, Rows]:
    """Return a 資格 of the one person."""
    return {
        "qualifications": [
            {
                "staff_no": ONE,
                "qualification": "情報処理安全確保支援士",
                "acquired_on": "2020-10-01",
                **changes,
            }
        ]
    }


def engaged(**changes: object) -> dict[str, Rows]:
    """Return a project that the one person worked on."""
    return {
        "projects": [{"project_no": "PJ1", "project_name": "庁内ネットワークの更新"}],
        "engagements": [
            {"staff_no": ONE, "project_no": "PJ1", "started_on": "2024-06-01", **changes}
        ],
    }


GROUNDS: dict[str, tuple[Tables, tuple[object, object, object]]] = {
    "何もなければ、自己評価だけ": (office(), ("自己評価だけ", None, None)),
    "資格があれば、資格": (
        office(**qualified()),
        ("資格", "情報処理安全確保支援士", None),
    ),
    "案件の経験があれば、経験(役割も出る)": (
        office(**engaged()),
        ("経験", None, "庁内ネットワークの更新(リード)"),
    ),
    "両方あれば、資格・経験": (
        office(**qualified(), **engaged(role="担当")),
        ("資格・経験", "情報処理安全確保支援士", "庁内ネットワークの更新(担当)"),
    ),
    "確認前の資格は、まだ根拠にならない": (
        office(**qualified(confirmed="未")),
        ("自己評価だけ", None, None),
    ),
    "否認された案件は、根拠にならない": (
        office(**engaged(confirmed="否認")),
        ("自己評価だけ", None, None),
    ),
    "基準日まで有効な資格は、根拠になる": (
        office(**qualified(expires_on="2026-03-31")),
        ("資格", "情報処理安全確保支援士", None),
    ),
    "基準日の前日に切れた資格は、ならない": (
        office(**qualified(expires_on="2026-03-30")),
        ("自己評価だけ", None, None),
    ),
    "基準日に取った資格は、根拠になる": (
        office(**qualified(acquired_on="2026-03-31")),
        ("資格", "情報処理安全確保支援士", None),
    ),
    "基準日の次の日に取った資格は、ならない": (
        office(**qualified(acquired_on="2026-04-01")),
        ("自己評価だけ", None, None),
    ),
    "基準日に始めた案件は、経験になる": (
        office(**engaged(started_on="2026-03-31")),
        ("経験", None, "庁内ネットワークの更新(リード)"),
    ),
    "基準日の次の日に始める案件は、ならない": (
        office(**engaged(started_on="2026-04-01")),
        ("自己評価だけ", None, None),
    ),
    "終わった案件も、経験": (
        office(**engaged(ended_on="2024-12-31")),
        ("経験", None, "庁内ネットワークの更新(リード)"),
    ),
    "番号のない案件は、案件名で出る": (
        office(**engaged(project_no=None, project_name="住民情報系の移行")),
        ("経験", None, "住民情報系の移行(リード)"),
    ),
    "名も番号もない従事は、経験にならない": (
        office(**engaged(project_no=None)),
        ("自己評価だけ", None, None),
    ),
    "ほかの人の資格は、根拠にならない": (
        office(staff=people(2), **qualified(staff_no="00002")),
        ("自己評価だけ", None, None),
    ),
}


@pytest.mark.parametrize("name", GROUNDS)
def test_自己評価の横に_資格と経験が並ぶ(name: str) -> None:
    built, expected = GROUNDS[name]
    (row,) = holders(built)
    assert (row["basis"], row["qualifications"], row["projects"]) == expected


def test_同じ資格の二つの書き方は_一つ() -> None:
    spelled = ["ITパスポート", "ＩＴパスポート", "基本情報技術者"]
    built = office(
        qualifications=[
            {"staff_no": ONE, "qualification": name, "acquired_on": "2020-10-01"}
            for name in spelled
        ]
    )
    (row,) = holders(built)
    assert row["qualifications"] == "ITパスポート、基本情報技術者"


def test_統合された案件は_一つ_役割が違えば二つ() -> None:
    built = office(
        projects=[
            {"project_no": "PJ1", "project_name": "更新"},
            {"project_no": "PJ2", "project_name": "更新(重複)", "merged_into": "PJ1"},
        ],
        engagements=[
            {"staff_no": ONE, "project_no": no, "role": role, "started_on": "2024-06-01"}
            for no, role in (("PJ1", "リード"), ("PJ2", "リード"), ("PJ1", "後進育成"))
        ],
    )
    (row,) = holders(built)
    assert row["projects"] == "更新(リード)、更新(後進育成)"


def test_本人の根拠は_書いたまま出る() -> None:
    (row,) = holders(office(**ratings(basis="前の職場で3年、設計した")))
    assert row["own_words"] == "前の職場で3年、設計した"


def test_ギャップには_根拠ごとの人数が出る() -> None:
    """4 match: one by 資格, one by 経験, one by both, one by the rating alone: 2, 2, 1."""
    built = office(
        4,
        qualifications=each(
            ["00001", "00003"], qualification="基本情報技術者", acquired_on="2020-10-01"
        ),
        projects=[{"project_no": "PJ1"}],
        engagements=each(["00002", "00003"], project_no="PJ1", started_on="2024-06-01"),
    )
    row = gap(built, "S22")
    counts = [row[k] for k in ("matching", "qualified", "experienced", "rating_only")]
    assert counts == [4, 2, 2, 1]


ALONE: dict[str, tuple[int, list[str | None]]] = {
    "1人だけなら、名指しする": (1, ["○"]),
    "2人いれば、だれも名指ししない": (2, [None, None]),
}


@pytest.mark.parametrize("name", ALONE)
def test_1人だけのスキル(name: str) -> None:
    many, marks = ALONE[name]
    assert [row["alone"] for row in holders(office(many))] == marks


def test_届かない人がもう1人いても_合致が1人なら_1人だけ() -> None:
    built = office(
        2,
        skill_ratings=[
            {"staff_no": "00001", "skill_code": "S22", "rating": 2},
            {"staff_no": "00002", "skill_code": "S22", "rating": 1},
        ],
    )
    assert [(row["staff_no"], row["alone"]) for row in holders(built)] == [("00001", "○")]


def retiring(day: str) -> Tables:
    """Return the ledger with its one holder retiring."""
    return office(staff=people(1, retired_on=day))


def ending(*rows: tuple[str, str | None]) -> Tables:
    """Return the ledger with 人材像付与 of the one holder, from one day to another."""
    listed = [
        {"staff_no": ONE, "persona_code": "P03", "started_on": start, "ended_on": end}
        for start, end in rows
    ]
    return office(assignments=listed)


def posted(**changes: object) -> Tables:
    """Return the ledger with a post of 体制 of the one holder."""
    post = {"role": "CIO補佐官", "staff_no": ONE, "started_on": "2024-04-01", **changes}
    return office(posts=[post])


LEAVING: dict[str, tuple[Tables, tuple[object, object]]] = {
    "退職日が空欄なら、離れない": (office(), (None, None)),
    "判定する日に退職する": (retiring("2026-03-31"), (D("2026-03-31"), "退職 令和8年3月31日")),
    "12か月の最後の日2027-03-31に退職する": (
        retiring("2027-03-31"),
        (D("2027-03-31"), "退職 令和9年3月31日"),
    ),
    "その次の日2027-04-01の退職は、12か月より先": (retiring("2027-04-01"), (None, None)),
    "付与が12か月以内に終わる": (
        ending(("2024-04-01", "2026-09-30")),
        (D("2026-09-30"), "人材像付与の終わり 令和8年9月30日"),
    ),
    "続けてすぐ付与されるなら、終わらない": (
        ending(("2024-04-01", "2026-09-30"), ("2026-10-01", None)),
        (None, None),
    ),
    "1日あいて付与されるなら、いったん離れる": (
        ending(("2024-04-01", "2026-09-30"), ("2026-10-02", None)),
        (D("2026-09-30"), "人材像付与の終わり 令和8年9月30日"),
    ),
    "体制の任期が12か月以内に終わる": (
        posted(ended_on="2026-12-31"),
        (D("2026-12-31"), "体制「CIO補佐官」の任期 令和8年12月31日"),
    ),
    "体制の任期が12か月より先": (posted(ended_on="2027-04-01"), (None, None)),
    "ほかの人の任期は、関係がない": (
        posted(staff_no="00009", ended_on="2026-12-31"),
        (None, None),
    ),
    "退職と任期の両方があれば、早い方から並べる": (
        office(
            staff=people(1, retired_on="2027-03-31"),
            posts=[
                {
                    "role": "CIO補佐官",
                    "staff_no": ONE,
                    "started_on": "2024-04-01",
                    "ended_on": "2026-12-31",
                }
            ],
        ),
        (
            D("2026-12-31"),
            "体制「CIO補佐官」の任期 令和8年12月31日、退職 令和9年3月31日",
        ),
    ),
}


@pytest.mark.parametrize("name", LEAVING)
def test_12か月以内に離れる人(name: str) -> None:
    built, expected = LEAVING[name]
    (row,) = holders(built)
    assert (row["leaves_on"], row["leaving"]) == expected
    assert gap(built, "S22")["leaving"] == (0 if expected[0] is None else 1)


def test_全職員の人材像なら_付与の終わりは関係がない() -> None:
    built = office(
        personas=[{**PERSONA, "scope": "全職員"}],
        assignments=holding([ONE], "P03", ended_on="2026-09-30"),
    )
    (row,) = holders(built)
    assert row["leaves_on"] is None


TERMS: dict[str, tuple[Row, str | None]] = {
    "任期付で退職日が空欄": ({"employment": "任期付"}, "任期の終わり(退職日)が空欄"),
    "会計年度任用で退職日が空欄": (
        {"employment": "会計年度任用"},
        "任期の終わり(退職日)が空欄",
    ),
    "派遣受入で退職日が空欄": ({"employment": "派遣受入"}, "任期の終わり(退職日)が空欄"),
    "任期付で退職日がある": ({"employment": "任期付", "retired_on": "2030-03-31"}, None),
    "常勤で退職日が空欄": ({"employment": "常勤"}, None),
    "任用区分が空欄": ({}, None),
}


@pytest.mark.parametrize("name", TERMS)
def test_任期のある人の退職日が空欄なら_備考で言う(name: str) -> None:
    changes, remark = TERMS[name]
    (row,) = holders(office(staff=people(1, **changes)))
    assert row["remark"] == remark
