"""資格, 案件数, 後進育成, ツール, スキル: one criterion each, both sides of its boundary."""

import pytest

from builders import tables
from ledger.layout.frames import Tables
from scene import P01, Row, criterion, one_criterion, standing, verdict


@pytest.mark.parametrize(
    ("about", "amount", "held", "have"),
    [
        pytest.param("ITパスポート", 1, [("ITパスポート", "2020-01-01", None)], 1, id="持っている"),
        pytest.param("ITパスポート", 1, [("基本情報", "2020-01-01", None)], 0, id="ほかの資格"),
        pytest.param(
            "ITパスポート", 1, [("ＩＴﾊﾟｽﾎﾟｰﾄ", "2020-01-01", None)], 1, id="全角・半角は同じ名前"
        ),
        pytest.param(
            "情報 処理", 1, [(" 情報　　処理 ", "2020-01-01", None)], 1, id="空白の違いは同じ名前"
        ),
        pytest.param(None, 1, [("基本情報", "2020-01-01", None)], 1, id="空欄はどれでも"),
        pytest.param(None, 1, [], 0, id="なし"),
        pytest.param(
            None,
            2,
            [("基本情報", "2020-01-01", None), ("基本情報", "2024-01-01", None)],
            1,
            id="同じ資格は1つ",
        ),
        pytest.param(
            None,
            2,
            [("基本情報", "2020-01-01", None), ("応用情報", "2024-01-01", None)],
            2,
            id="違う資格が2つ",
        ),
        pytest.param(None, 1, [("基本情報", "2026-03-31", None)], 1, id="基準日の取得"),
        pytest.param(None, 1, [("基本情報", "2026-04-01", None)], 0, id="基準日の翌日の取得"),
        pytest.param(None, 1, [("基本情報", "2020-01-01", "2026-03-31")], 1, id="期限の最後の日"),
        pytest.param(None, 1, [("基本情報", "2020-01-01", "2026-03-30")], 0, id="期限の翌日"),
        pytest.param(
            None,
            1,
            [("基本情報", "2020-01-01", "2023-01-01"), ("基本情報", "2023-01-01", None)],
            1,
            id="更新していれば有効",
        ),
    ],
)
def test_qualifications(
    about: str | None, amount: int, held: list[tuple[str, str, str | None]], have: int
) -> None:
    built = one_criterion(
        criterion("1-1", "資格", about, amount),
        qualifications=[
            {"qualification": name, "acquired_on": on, "expires_on": until}
            for name, on, until in held
        ],
    )
    (outcome,) = standing(built).outcomes
    assert (outcome.have, outcome.met) == (have, have >= amount)


def test_an_expired_qualification_is_named_with_its_last_day() -> None:
    expired = {"acquired_on": "2020-01-01", "expires_on": "2026-03-30", "qualification": "基本情報"}
    built = one_criterion(criterion("1-1", "資格", "基本情報"), qualifications=[expired])
    row = verdict(built)
    assert row["state"] == "要更新"
    assert row["unmet"] == "1-1 資格「基本情報」 0/1件(令和8年3月30日で期限切れ)"


def work(number: str | None, role: str = "リード", **more: object) -> Row:
    return {"project_no": number, "role": role, "started_on": "2025-05-01", **more}


PROJECTS: list[Row] = [
    {"project_no": "A1", "kind": "BPR"},
    {"project_no": "A2", "kind": "RPA"},
    {"project_no": "仮-1", "merged_into": "仮-2"},
    {"project_no": "仮-2", "merged_into": "A2"},
    {"project_no": "C1", "merged_into": "C2"},
    {"project_no": "C2", "merged_into": "C1"},
]


@pytest.mark.parametrize(
    ("kind", "about", "engaged", "have"),
    [
        pytest.param("案件数", None, [work("A1"), work("A2")], 2, id="別の案件"),
        pytest.param("案件数", None, [work("A1"), work("A1", "担当")], 1, id="同じ案件は1つ"),
        pytest.param("案件数", None, [work("A2"), work("仮-2")], 1, id="統合先と同じ案件"),
        pytest.param("案件数", None, [work("A2"), work("仮-1")], 1, id="統合先の統合先まで"),
        pytest.param("案件数", None, [work("A1"), work("仮-1")], 2, id="統合しても別の案件"),
        pytest.param("案件数", None, [work("C1"), work("C2")], 1, id="互いに統合していれば1つ"),
        pytest.param(
            "案件数",
            None,
            [work(None, project_name="窓口ＤＸ"), work(None, project_name="窓口DX ")],
            1,
            id="番号がなければ名前(NFKC)",
        ),
        pytest.param(
            "案件数",
            None,
            [work(None, project_name="窓口DX"), work(None, project_name="内部DX")],
            2,
            id="名前が違えば別の案件",
        ),
        pytest.param("案件数", None, [work(None)], 0, id="番号も名前もない"),
        pytest.param("案件数", None, [work("A1", "共同リード")], 1, id="共同リードはいつも数える"),
        pytest.param("案件数", None, [work("A1", "後進育成")], 0, id="後進育成は案件数でない"),
        pytest.param(
            "案件数", None, [work("A1", started_on="2026-03-31")], 1, id="基準日に始まった"
        ),
        pytest.param(
            "案件数", None, [work("A1", started_on="2026-04-01")], 0, id="基準日の後に始まる"
        ),
        pytest.param("案件数", None, [work("A1", ended_on="2025-04-30")], 0, id="逆さの期間"),
        pytest.param("案件数", "RPA", [work("A1"), work("A2")], 1, id="案件の種別"),
        pytest.param("案件数", "RPA", [work("A1", kind="RPA")], 1, id="その行の種別が先"),
        pytest.param("案件数", "RPA", [work("仮-1")], 1, id="統合先の種別"),
        pytest.param("案件数", "RPA", [work("Z9")], 0, id="種別が分からない"),
        pytest.param("後進育成", None, [work("A1", "後進育成")], 1, id="後進育成"),
        pytest.param("後進育成", None, [work("A1", "リード")], 0, id="リードは後進育成でない"),
        pytest.param(
            "後進育成", None, [work("A1", "後進育成"), work("A1", "後進育成")], 1, id="同じ案件"
        ),
    ],
)
def test_projects_and_mentoring(
    kind: str, about: str | None, engaged: list[Row], have: int
) -> None:
    built = tables(
        {"colead_counts": "×"},
        personas=[P01],
        criteria=[criterion("1-1", kind, about, 2)],
        projects=PROJECTS,
        engagements=engaged,
    )
    (outcome,) = standing(built).outcomes
    assert (outcome.have, outcome.met) == (have, have == 2)


GRADED = {
    "ツール": ("tool_levels", "tool_code", "level"),
    "スキル": ("skill_ratings", "skill_code", "rating"),
}
"""種別 -> table, column of the code, column of the grade."""


def graded(kind: str, about: str | None, rows: list[tuple[str, int, int]]) -> Tables:
    table, code, grade = GRADED[kind]
    listed = [{code: name, "year": year, grade: value} for name, year, value in rows]
    return one_criterion(criterion("1-1", kind, about, 2), **{table: listed})


@pytest.mark.parametrize("kind", list(GRADED))
@pytest.mark.parametrize(
    ("years", "have"),
    [
        pytest.param([(2025, 2)], 2, id="届いている"),
        pytest.param([(2025, 1)], 1, id="1つ足りない"),
        pytest.param([(2023, 2)], 2, id="前の年度の値も生きる"),
        pytest.param([(2024, 3), (2025, 1)], 1, id="一番新しい年度を見る"),
        pytest.param([(2025, 2), (2026, 0)], 2, id="後の年度は見ない"),
        pytest.param([(2025, 2), (2025, 3)], 3, id="同じ年度なら高い方"),
        pytest.param([], 0, id="なし"),
    ],
)
def test_levels_and_ratings(kind: str, years: list[tuple[int, int]], have: int) -> None:
    own = [("A1", year, value) for year, value in years]
    (outcome,) = standing(graded(kind, "A1", [*own, ("X", 2025, 3)])).outcomes
    assert (outcome.have, outcome.met) == (have, have >= 2)


@pytest.mark.parametrize("kind", list(GRADED))
def test_without_an_object_it_is_never_met(kind: str) -> None:
    assert standing(graded(kind, None, [("A1", 2025, 3)])).step == 0
