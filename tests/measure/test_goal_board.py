"""中期目標ボード: the path from 基準値 to the goal, what each year adds, and what is left (W33)."""

import datetime as dt
import itertools
from collections.abc import Sequence
from typing import NamedTuple

import pytest

from builders import policy, tables
from ledger.measure.goal_board import BoardLine, GoalBoard, goal_board, proposed
from ledger.measure.goal_paths import FALLING, LOSS_BELOW_NOTHING, NO_BASE, NO_GOAL, OVER_ALL
from measure.crowd import Row

R6, R7, R8, R9, R10 = 2024, 2025, 2026, 2027, 2028
YEAR_END = dt.date(2026, 3, 31)
IN_DECEMBER = dt.date(2025, 12, 8)

COMPLETION: Row = {
    "target_code": "G1",
    "target_type": "参加率目標型",
    "target_name": "デジタル基礎研修の修了率",
    "indicator": "修了率",
    "object_code": "T01",
    "goal_value": 50,
    "unit": "%",
    "horizon": "基本方針",
    "base_year": R6,
    "base_value": 20,
    "due_year": R9,
    "expected_loss": None,
    "active": "○",
}
"""W33: 500名の20%(100名)がR6末に修了。R9に50%."""

HEADS: Row = {
    **COMPLETION,
    "target_type": "能力成熟度",
    "target_name": "Step2の人",
    "indicator": "Step到達者数",
    "persona_code": "P02",
    "object_code": None,
    "step": 2,
    "unit": "名",
    "base_value": 2,
    "goal_value": 10,
}


def figure(code: str = "G1", **row: object) -> Row:
    """Return what KPI says of a target: 500名のうち so many."""
    return {"target_code": code, "target_type": "参加率目標型", "target_name": "目標", **row}


def of(many: int, whole: int, verdict: str = "期中", code: str = "G1") -> Row:
    """Return a KPI of a share."""
    share = round(100 * many / whole, 1) if whole else None
    return figure(code, numerator=many, denominator=whole, actual=share, unit="%", verdict=verdict)


def past(year: int, code: str = "G1", **row: object) -> Row:
    """Return a row of 年度実績."""
    return {"year": year, "kind": "目標", "code": code, **row}


def board(  # noqa: PLR0913 - the tables that a board is made of
    targets: Sequence[Row],
    kpis: Sequence[Row] = (),
    milestones: Sequence[tuple[int, float]] = (),
    history: Sequence[Row] = (),
    *,
    on: dt.date = YEAR_END,
    code: str = "G1",
) -> GoalBoard:
    built = tables(
        targets=targets,
        kpis=kpis,
        history=history,
        milestones=[{"target_code": code, "year": y, "goal_value": v} for y, v in milestones],
        personas=[{"persona_code": "P02", "scope": "指名"}],
    )
    return goal_board(policy(built), built, on)


def only(found: GoalBoard) -> BoardLine:
    (line,) = found.lines
    return line


class Way(NamedTuple):
    """途中目標, in heads, and what each year adds; years after 基準年度."""

    values: list[float | None]
    heads: list[int | None]
    needed: list[int | None]


def way(line: BoardLine) -> Way:
    years = line.path.years
    return Way(
        [None if one.value is None else float(one.value) for one in years],
        [one.heads for one in years],
        [one.needed for one in years],
    )


@pytest.mark.parametrize(
    ("change", "whole", "expected"),
    [
        pytest.param(
            # 100→150→200→250、毎年 +50
            {},
            500,
            Way([30, 40, 50], [150, 200, 250], [50, 50, 50]),
            id="W33 100名→150・200・250名、あらたに年50名",
        ),
        pytest.param(
            # 50 + 10 = 60
            {"expected_loss": 10},
            500,
            Way([30, 40, 50], [150, 200, 250], [60, 60, 60]),
            id="W33 年10名が去るなら、年60名",
        ),
        pytest.param(
            # 7名の20%は1.4→1名。30%は2.1→3名、40%は2.8→3名、50%は3.5→4名
            {},
            7,
            Way([30, 40, 50], [3, 3, 4], [2, 0, 1]),
            id="7名では、切り上げて 3・3・4名",
        ),
        pytest.param(
            # 割合 20 + 35/3 = 31.7→32、43.4→44、55。100名なら同じ数
            {"goal_value": 55},
            100,
            Way([32, 44, 55], [32, 44, 55], [12, 12, 11]),
            id="割り切れない割合は切り上げ、最後はちょうど",
        ),
        pytest.param(
            {"base_year": R8},
            500,
            Way([50], [250], [150]),
            id="前の年度が基準なら、1年で",
        ),
        pytest.param(
            # 途中でいなくなるだけ: 100名 - 10 + 10
            {"goal_value": 20, "expected_loss": 10},
            500,
            Way([20, 20, 20], [100, 100, 100], [10, 10, 10]),
            id="はじめから目標値なら、去る人のぶんだけ",
        ),
    ],
)
def test_割合の目標は_人数にして_年ごとに新たに要る数を出す(
    change: Row, whole: int, expected: Way
) -> None:
    line = only(board([{**COMPLETION, **change}], [of(0, whole)]))
    assert way(line) == expected
    assert line.path.whole == whole


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        # 2 + 8/3 = 4.7→5、7.3→8、10
        pytest.param({}, Way([5, 8, 10], [5, 8, 10], [3, 3, 2]), id="2名から10名へ3年"),
        pytest.param(
            # 3+1、3+1、2+1
            {"expected_loss": 1},
            Way([5, 8, 10], [5, 8, 10], [4, 4, 3]),
            id="年1名が去る",
        ),
        pytest.param(
            {"base_value": 0, "goal_value": 1},
            Way([1, 1, 1], [1, 1, 1], [1, 0, 0]),
            id="0名から1名へ",
        ),
    ],
)
def test_人数の目標の道すじは整数(change: Row, expected: Way) -> None:
    assert way(only(board([{**HEADS, **change}]))) == expected


@pytest.mark.parametrize(
    ("change", "milestones", "note"),
    [
        pytest.param({"goal_value": None}, (), NO_GOAL, id="目標値が空欄"),
        pytest.param({"base_value": None}, (), NO_BASE, id="基準値が空欄"),
        pytest.param({"base_year": None}, (), NO_BASE, id="基準年度が空欄"),
        pytest.param({"goal_value": 1}, (), FALLING, id="基準値2名より小さい目標1名"),
        pytest.param({"expected_loss": -1}, (), LOSS_BELOW_NOTHING, id="見込減がマイナス"),
        pytest.param(
            {"base_year": R6, "due_year": R6},
            (),
            "期限年度(令和6年度)は過ぎています。",
            id="更新で基準年度が入った、期限の過ぎた目標",
        ),
        pytest.param(
            {"base_year": R9},
            (),
            "基準年度(令和9年度)が期限年度(令和9年度)より前ではありません。",
            id="基準年度が期限と同じ",
        ),
        pytest.param(
            {},
            [(R8, 12)],
            "令和8年度の途中目標 12名が、目標値 10名より大きくなっています。",
            id="途中目標が目標値より大きい",
        ),
        pytest.param(
            {},
            [(R7, 6), (R8, 5)],
            "令和8年度の途中目標 5名が、令和7年度の 6名より小さくなっています。",
            id="途中目標が前の年度より小さい",
        ),
        pytest.param(
            {},
            [(R7, 1)],
            "令和7年度の途中目標 1名が、基準値の 2名より小さくなっています。",
            id="途中目標が基準値より小さい",
        ),
        pytest.param({"unit": "回"}, (), "単位「回」は使えない", id="指標に合わない単位"),
    ],
)
def test_道すじを言えないときは_わけを言い_数を出さない(
    change: Row, milestones: Sequence[tuple[int, float]], note: str
) -> None:
    line = only(board([{**HEADS, **change}], milestones=milestones))
    assert note in "".join(line.path.notes)
    assert [one.needed for one in line.path.years] == [None] * len(line.path.years)
    assert line.pace is None
    assert not line.path.years or float(line.path.years[-1].value or 0) == (
        change.get("goal_value", 10)
    )


def test_割合の目標が100パーセントを超える() -> None:
    line = only(board([{**COMPLETION, "goal_value": 120}], [of(100, 500)]))
    assert OVER_ALL in line.path.notes
    assert {one.needed for one in line.path.years} == {None}


@pytest.mark.parametrize(
    ("milestones", "values", "note"),
    [
        # 書かれた令和7年度は4名、令和8年度は直線の8名
        pytest.param([(R7, 4)], [4, 8, 10], "", id="書いた年度はそのまま、ほかは直線"),
        pytest.param([(R7, 5), (R8, 9)], [5, 9, 10], "", id="2年分を書いた"),
        pytest.param([(R9, 9)], [5, 8, 10], "目標値と違います", id="期限の年度は目標値で見る"),
        pytest.param([(R10, 12)], [5, 8, 10], "期限(令和9年度)より後", id="期限より後は使わない"),
        pytest.param([(R6, 2)], [5, 8, 10], "基準年度(令和6年度)まで", id="基準年度は使わない"),
    ],
)
def test_途中目標は書いたものが先で_期限にはちょうど目標(
    milestones: Sequence[tuple[int, float]], values: list[float], note: str
) -> None:
    line = only(board([HEADS], milestones=milestones))
    assert way(line).values == values
    assert note in "".join(line.path.notes)
    assert bool(line.path.notes) == bool(note)


@pytest.mark.parametrize(
    ("base", "goal", "years", "loss"),
    list(itertools.product((0, 7), (7, 33), (1, 3, 5), (0, 4))),
)
def test_道すじは増えるだけで_新たに要る数の合計は差と見込減(
    base: int, goal: int, years: int, loss: int
) -> None:
    change = {"base_value": base, "goal_value": goal, "due_year": R6 + years}
    path = only(board([{**HEADS, **change, "expected_loss": loss}])).path
    heads = [one.heads for one in path.years]
    assert all(isinstance(one, int) for one in heads)
    assert heads == sorted(heads, key=lambda one: one or 0)
    assert heads[-1] == goal
    assert sum(one.needed or 0 for one in path.years) == goal - base + loss * years


def test_期限を過ぎた目標は_達成か未達で_これからの数はない() -> None:
    found = board(
        [{**HEADS, "due_year": R6, "base_year": 2021}],
        [figure(actual=9.0, unit="名", numerator=9, verdict="未達")],
    )
    line = only(found)
    assert line.over
    assert line.pace is None
    assert line.years[R7].value == "× 未達"


class Left(NamedTuple):
    """What is left: since when, what was there, years, in all, a year."""

    since: int
    have: int
    left: int
    missing: int
    each: int


@pytest.mark.parametrize(
    ("on", "history", "now", "loss", "expected"),
    [
        # (250 - 165) / 2 = 42.5→43
        pytest.param(YEAR_END, (), 165, None, Left(R7, 165, 2, 85, 43), id="令和7年度末に165名"),
        # (250 - 165 + 10×2) / 2 = 52.5→53
        pytest.param(YEAR_END, (), 165, 10, Left(R7, 165, 2, 105, 53), id="年10名が去る"),
        # 令和6年度の120名から3年: 130 / 3 = 43.3→44
        pytest.param(
            IN_DECEMBER,
            [past(R6, numerator=120, denominator=500, value=24.0, state="期中")],
            140,
            None,
            Left(R6, 120, 3, 130, 44),
            id="年度の途中は、前年度の実績から",
        ),
        # 今日の140名から、今年度を入れて3年: 110 / 3 = 36.7→37
        pytest.param(
            IN_DECEMBER, (), 140, None, Left(R7, 140, 3, 110, 37), id="前年度がなければ今日から"
        ),
        pytest.param(YEAR_END, (), 260, None, Left(R7, 260, 2, 0, 0), id="もう届いている"),
        # 260 - 20 = 240、あと10
        pytest.param(
            YEAR_END, (), 260, 10, Left(R7, 260, 2, 10, 5), id="届いていても去る人のぶんは要る"
        ),
    ],
)
def test_これから年に何名かは_最後の実績から(
    on: dt.date, history: Sequence[Row], now: int, loss: int | None, expected: Left
) -> None:
    target = {**COMPLETION, "expected_loss": loss}
    line = only(board([target], [of(now, 500)], history=history, on=on))
    assert line.pace is not None
    pace = line.pace
    assert Left(pace.since, pace.have, pace.left, pace.missing, pace.each) == expected


@pytest.mark.parametrize(
    ("history", "mark"),
    [
        pytest.param({"value": 5.0, "numerator": 5, "state": "順調"}, "○ 順調", id="その年の順調"),
        pytest.param({"value": 9.0, "numerator": 9, "state": "遅れ"}, "▲ 遅れ", id="その年の遅れ"),
        pytest.param({"value": 5.0, "numerator": 5, "state": "期中"}, "○ 順調", id="期中のまま5名"),
        pytest.param({"value": 4.0, "numerator": 4, "state": "期中"}, "▲ 遅れ", id="期中のまま4名"),
        pytest.param({"value": None, "state": "算定不能"}, "算定不能", id="算定不能"),
    ],
)
def test_前の年度の判定は_その年に言ったまま_期中なら道すじで(history: Row, mark: str) -> None:
    target = {**HEADS, "base_year": 2023, "due_year": R8}
    # 2 + 8/3 = 4.7→令和6年度は5名
    line = only(board([target], history=[{**past(R6), **history}]))
    assert line.years[R6].value == mark


@pytest.mark.parametrize(
    ("many", "verdict", "mark"),
    [
        pytest.param(5, "期中", "○ 期中", id="令和7年度の5名に届いている"),
        pytest.param(4, "期中", "△ 期中", id="まだ4名"),
        pytest.param(5, "順調", "○ 順調", id="年度末に届いた"),
        pytest.param(4, "遅れ", "▲ 遅れ", id="年度末に届かない"),
    ],
)
def test_今年度の判定(many: int, verdict: str, mark: str) -> None:
    kpi = figure(numerator=many, actual=float(many), unit="名", verdict=verdict)
    assert only(board([HEADS], [kpi])).years[R7].value == mark


def test_w39_前の年度も_丸める前の数で判定する() -> None:
    # 基準令和5年度49%、期限令和7年度51%なら、令和6年度の途中目標は50%。624/1,249 = 49.96% は遅れ
    target = {**COMPLETION, "base_year": 2023, "base_value": 49, "goal_value": 51, "due_year": R7}
    row = past(R6, value=50.0, numerator=624, denominator=1249, state="期中")
    assert only(board([target], history=[row])).years[R6].value == "▲ 遅れ"


def test_訂正した年度は_訂正の数が今の値() -> None:
    rows = [
        past(
            R6, value=8.0, numerator=8, state="順調", correction_no=1, correction_reason="数え直し"
        ),
        past(R6, value=3.0, numerator=3, state="遅れ"),
    ]
    line = only(board([HEADS], history=rows))
    assert float(line.found[R6].value or 0) == 8.0


HALF: Row = {
    **COMPLETION,
    "target_code": "G2",
    "target_name": "うち案件をリードした人",
    "indicator": "うち割合",
    "object_code": None,
    "condition_code": "G1",
    "base_value": 0,
}


@pytest.mark.parametrize(
    ("holders", "now", "heads"),
    [
        # うち50%: 令和7年度 17%、34%、50%。保有者 5・8・10名なら 0.85→1、2.72→3、5
        pytest.param(HEADS, 2, [1, 3, 5], id="保有者の途中目標 5・8・10名に掛ける"),
        # 道すじがなければ今の8名: 1.36→2、2.72→3、4(2×4 ≥ 8)
        pytest.param({**HEADS, "base_value": None, "goal_value": None}, 8, [2, 3, 4], id="今の8名"),
        # 7名の半分は3.5→4名(2×4 ≥ 7)
        pytest.param({**HEADS, "base_value": None, "goal_value": None}, 7, [2, 3, 4], id="今の7名"),
    ],
)
def test_w37_うち割合の人数は_条件目標の人数に掛ける(
    holders: Row, now: int, heads: list[int]
) -> None:
    found = board([HALF, holders], [of(0, now, code="G2")], code="G9")
    line = found.lines[0]
    assert line.target.target_code == "G2"
    assert way(line).heads == heads


def test_うち割合の期限が_条件目標より後でも_目標の人数に掛ける() -> None:
    # 条件目標は令和9年度に10名で終わる。令和10年度の50%は5名
    line = board([{**HALF, "due_year": R10}, HEADS], [of(0, 2, code="G2")], code="G9").lines[0]
    assert way(line).heads[-1] == 5


def test_条件目標の道すじが書き間違いなら_今の人数に掛ける() -> None:
    # 条件目標の令和8年度が12名(目標10名より大きい)。今の8名の50%は4名
    found = board([HALF, HEADS], [of(0, 8, code="G2")], milestones=[(R8, 12)])
    assert way(found.lines[0]).heads == [2, 3, 4]


def test_w37_保有者が0名なら_人数にできない() -> None:
    holders = {**HEADS, "base_value": None, "goal_value": None}
    line = board([HALF, holders], [of(0, 0, "算定不能", code="G2")], code="G9").lines[0]
    assert "分母が0" in "".join(line.path.notes)
    assert way(line).needed == [None] * 3


@pytest.mark.parametrize(
    ("indicator", "unit", "about"),
    [("行事回数", "回", "DX連携会議"), ("研修実施回数", "回", "T01"), ("案件数", "件", "BPR")],
)
def test_毎年度0から数える指標は_その年度の数がそのまま要る(
    indicator: str, unit: str, about: str
) -> None:
    change = {"indicator": indicator, "unit": unit, "object_code": about, "expected_loss": 3}
    line = only(board([{**HEADS, **change, "persona_code": None, "step": None}]))
    assert way(line).needed == [5, 8, 10]
    assert "見込減は使いません" in "".join(line.path.remarks)
    assert line.pace is None


def test_年度計画の目標は_その1年だけ() -> None:
    target = {**HEADS, "horizon": "年度計画", "due_year": R7, "base_year": None, "base_value": None}
    line = only(board([target]))
    assert [one.year for one in line.path.years] == [R7]
    assert way(line).values == [10]
    assert line.path.notes == ()


def test_定性の目標は_数と別に_点検の結果と根拠で並ぶ() -> None:
    goal = {
        "target_code": "Q1",
        "target_type": "能力成熟度",
        "target_name": "自分の仕事の改善を言葉にできる",
        "indicator": "定性",
        "horizon": "基本方針",
        "due_year": R9,
        "review_mark": "△",
        "review_evidence": "発表会での聞き取り",
    }
    found = board([HEADS, goal], history=[past(R6, code="Q1", state="未達")])
    assert [line.target.target_code for line in found.lines] == ["G1"]
    (one,) = found.statements
    assert (one.verdict.value, {y: v.value for y, v in one.before.items()}) == (
        "遅れ",
        {R6: "未達"},
    )


def test_例のままの目標は_ボードに載らない() -> None:
    found = board([{**HEADS, "active": "例"}, {**COMPLETION, "target_code": "G3", "active": "×"}])
    assert found.lines == ()


@pytest.mark.parametrize(
    ("change", "milestones", "rows"),
    [
        pytest.param({}, (), [(R7, 5), (R8, 8), (R9, 10)], id="途中目標がなければ道すじを案にする"),
        pytest.param({}, [(R8, 9)], [], id="1つでも書いてあれば、触らない"),
        pytest.param({"base_value": None}, (), [], id="基準値がなければ、案はない"),
        pytest.param({"goal_value": 1}, (), [], id="減らす目標には、案はない"),
        pytest.param({"horizon": "年度計画"}, (), [], id="年度計画には、案はない"),
    ],
)
def test_途中目標の案(
    change: Row, milestones: Sequence[tuple[int, float]], rows: list[tuple[int, int]]
) -> None:
    built = tables(
        targets=[{**HEADS, **change}],
        milestones=[{"target_code": "G1", "year": y, "goal_value": v} for y, v in milestones],
    )
    found = policy(built)
    made = proposed(goal_board(found, built, YEAR_END), found)
    assert [(year, int(value)) for _, year, value in made] == rows


def test_年度の列は_3年前から9年まで() -> None:
    far = {**HEADS, "base_year": 2015, "due_year": 2040}
    assert board([far]).years == tuple(range(2022, 2031))
