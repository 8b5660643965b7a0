"""公表 at its borders: what stands there, why it is withheld, and what the sheet says of it."""

from collections.abc import Mapping
from typing import Any

import pytest

from ledger.layout.frames import Tables
from ledger.model.terms.public import FigureGroup, FigureItem
from ledger.withhold.public_figures import FigureOf
from ledger.withhold.publication_sheet import publication_sheet
from public_cities import contents, town

T01 = FigureOf(training_code="T01")
BY_STEP = tuple(FigureOf(persona_code="P01", step=step) for step in (0, 1))
PEOPLE = 30


def said(tables: Tables) -> dict[tuple[str, str, FigureOf], object]:
    """Return every figure of a publication: its value, or what stands in its place."""
    _, made = contents(tables)
    return {
        (one.group.value, one.item.value, one.about): one.state if one.value is None else one.value
        for one in made.figures
    }


@pytest.mark.parametrize(
    ("done", "count", "rate", "steps"),
    [
        pytest.param(
            0, "秘匿", "秘匿", ("秘匿", "秘匿"), id="0人: だれも修了していないことは伏せる"
        ),
        pytest.param(1, "5人未満", "5人未満", ("秘匿", "5人未満"), id="1人"),
        pytest.param(4, "5人未満", "5人未満", ("秘匿", "5人未満"), id="4人: 5人に満たない"),
        pytest.param(5, 5, 16.7, (25, 5), id="5人: 載せる"),
        pytest.param(25, 25, 83.3, (5, 25), id="25人: 残りが5人なので載せる"),
        pytest.param(26, "秘匿", "秘匿", ("5人未満", "秘匿"), id="26人: 残りが4人"),
        pytest.param(29, "秘匿", "秘匿", ("5人未満", "秘匿"), id="29人: 残りが1人"),
        pytest.param(
            30, "秘匿", "秘匿", ("秘匿", "秘匿"), id="30人全員: 全員なら一人ひとりが分かる"
        ),
    ],
)
def test_30人のうち何人が修了したか(
    done: int, count: object, rate: object, steps: tuple[object, ...]
) -> None:
    found = said(town(done))
    assert found["受講率", "分子", T01] == count
    assert found["受講率", "率", T01] == rate
    assert found["受講率", "分母", T01] == PEOPLE
    assert tuple(found["Step分布", "人数", about] for about in BY_STEP) == steps


@pytest.mark.parametrize(
    ("least", "done", "expected"),
    [
        pytest.param(3, 3, 3, id="3人未満なら、3人は載せる"),
        pytest.param(3, 2, None, id="3人未満なら、2人は伏せる"),
        pytest.param(10, 10, 10, id="10人未満なら、10人は載せる"),
        pytest.param(10, 9, None, id="10人未満なら、9人は伏せる"),
    ],
)
def test_設定の人数で決まる(least: int, done: int, expected: object) -> None:
    shown = said(town(done, suppress_below=least))["受講率", "分子", T01]
    assert shown == expected if expected else shown in {f"{least}人未満", "秘匿"}


@pytest.mark.parametrize("done", [0, 3, 5, 30])
def test_目標にした数は_何人でも載せる(done: int) -> None:
    own = {
        "target_code": "K03",
        "target_type": "参加率目標型",
        "target_name": "修了者数",
        "indicator": "修了者数",
        "object_code": "T01",
        "goal_value": 20,
    }
    found = said(town(done, own=(own,)))
    assert found["目標", "実績", FigureOf(target_code="K03")] == done
    assert found["受講率", "分子", T01] == done


def sheet(done: int) -> Mapping[str, dict[str, Any]]:
    """Return the rows of 公表 by 区分."""
    opened, made = contents(town(done))
    rows = publication_sheet(opened.policy, made.figures, made.shown).to_dict("records")
    return {row["group"]: {str(key): value for key, value in row.items()} for row in rows}


@pytest.mark.parametrize(
    ("done", "group", "counts", "which"),
    [
        pytest.param(12, "受講率", (1, 0, 0, 0, 0, 1), "", id="12人: 1つ載せ、1つは提供なし"),
        pytest.param(3, "受講率", (0, 1, 0, 0, 0, 1), "情報セキュリティ", id="3人: 少人数で伏せた"),
        pytest.param(0, "受講率", (0, 0, 1, 0, 0, 1), "0か全員", id="0人: 0か全員で伏せた"),
        pytest.param(
            3,
            "Step分布",
            (0, 2, 0, 0, 0, 0),
            "Step1(少人数)",
            id="3人と、残りの27人: どちらも少人数のため",
        ),
        pytest.param(12, "目標", (1, 0, 0, 0, 0, 0), "", id="目標は1つ。定性の目標は数がない"),
        pytest.param(
            12, "修了率", (1, 0, 1, 0, 0, 0), "ﾃﾞｰﾀ研修", id="だれも修了していない研修は伏せた"
        ),
    ],
)
def test_シート公表は_区分ごとに_載せた数と伏せた数を言う(
    done: int, group: str, counts: tuple[int, ...], which: str
) -> None:
    row = sheet(done)[group]
    keys = ("shown", "few", "ends", "follows", "left_out", "no_figure")
    assert tuple(row[key] for key in keys) == counts
    assert which in str(row["which"])


def test_載せないものも_理由とともに並ぶ() -> None:
    rows = sheet(12)
    assert list(rows)[: len(FigureGroup)] == [group.value for group in FigureGroup]
    for group in ("課ごとの数", "除いた人の数と理由", "個人についてのこと"):
        assert rows[group]["holds"] == "載せません"
        assert rows[group]["why"].endswith("。")


def test_公表するのは_全体の数だけ() -> None:
    _, made = contents(town(12))
    assert FigureItem.RATE in {one.item for one in made.figures}
    assert not [one for one in made.figures if one.key and one.key[0] == "受講" and one.key[2]]
