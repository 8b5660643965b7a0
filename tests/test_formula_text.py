"""Formulas as text: what a named place becomes in A1; what nobody can read is refused."""

import pytest

from ledger.form.formula_places import Block, BlockPlaces
from ledger.form.formula_text import FormulaError, read

TEXT = """
# Two parts, one under another.
define twice({what}) = ({what}*2)

[facts] first, second
day first = N(first[@day])
day second = twice(N(second[@day]))
ok = ([@day]>0)*([@day]<=now[today])

[now]
today = first[day 2]

[sums] first for sets
own = facts[@ok]*sets[#weight]

[sets] sets
weight = [#]
sum = SUM(sums#[own])
"""
PLACES = {
    "first": ("'1 表'", 3, 5, 4),
    "second": ("data", 1, 3, 2),
    "sets": ("_calc", 9, 3, 2),
    "facts": ("_calc", 1, 3, 6),
    "now": ("_calc", 4, 3, 1),
    "sums_1": ("_calc", 6, 3, 4),
    "sums_2": ("_calc", 7, 3, 4),
}
KEYS = {
    "first": ("day",),
    "second": ("day",),
    "facts": ("day", "ok"),
    "now": ("today",),
    "sets": ("weight", "sum"),
    "sums_1": ("own",),
    "sums_2": ("own",),
}


def places() -> BlockPlaces:
    blocks = {}
    for name, (sheet, column, top, rows) in PLACES.items():
        number = int(name[-1]) if name.startswith("sums") else 0
        single = name == "now"
        blocks[name] = Block(name, sheet.strip("'"), column, top, rows, KEYS[name], single, number)
    return BlockPlaces(blocks)


def formulas(name: str, key: str, text: str = TEXT) -> list[str]:
    own, blocks = places(), read(text, {})
    block = own.blocks[name]
    written = blocks[name.partition("_")[0]]
    return [run.at(i) for run in own.formulas(written, block, key) for i in run.rows]


def extra(formula: str) -> list[str]:
    """Return the formulas of a further column of `facts`."""
    text = TEXT.replace("[now]", f"more = {formula}\n\n[now]")
    own = places()
    block = own.blocks["facts"]._replace(keys=("day", "ok", "more"))
    (run,) = own.formulas(read(text, {})["facts"], block, "more")
    return [run.at(i) for i in run.rows]


def test_部分ごとに_それぞれの表の行を見る() -> None:
    assert formulas("facts", "day") == [
        *(f"N('1 表'!C{row})" for row in (5, 6, 7, 8)),
        "(N(data!A3)*2)",
        "(N(data!A4)*2)",
    ]


@pytest.mark.parametrize(
    ("formula", "first", "second"),
    [
        pytest.param("[@day]", "A3", "A4", id="この行のセル"),
        pytest.param("SUM([day])", "SUM(A$3:A$8)", "SUM(A$3:A$8)", id="列の全部"),
        pytest.param("[@day above]", "A2", "A3", id="1つ上のセル。最初の行では見出し"),
        pytest.param("COUNT([day above])", "COUNT(A$2:A2)", "COUNT(A$2:A3)", id="上の行の全部"),
        pytest.param("now[today]", "D$3", "D$3", id="1行だけの表は、そのセル"),
        pytest.param("[#]", "1", "2", id="行の番号"),
        pytest.param('"[@day]"&[@day]', '"[@day]"&A3', '"[@day]"&A4', id="引用符の中は文字のまま"),
        pytest.param("twice(twice([@ok]))", "((B3*2)*2)", "((B4*2)*2)", id="言葉の中の言葉"),
        pytest.param("twice(MAX(1,2))", "(MAX(1,2)*2)", "(MAX(1,2)*2)", id="かっこの中のコンマ"),
        pytest.param('twice(",")', '(","*2)', '(","*2)', id="引用符の中のコンマ"),
        pytest.param("\n  [@day]\n  +1", "A3+1", "A4+1", id="次の行に続ける"),
    ],
)
def test_名前のついた場所は_番地になる(formula: str, first: str, second: str) -> None:
    assert extra(formula)[:2] == [first, second]


def test_行ごとに作る表は_その行のセルと_その表の列を見る() -> None:
    assert formulas("sums_2", "own")[:2] == ["B3*I$4", "B4*I$4"]
    assert formulas("sets", "sum") == ["SUM(F$3:F$6)", "SUM(G$3:G$6)"]
    assert formulas("now", "today") == ["'1 表'!C$6"]


@pytest.mark.parametrize(
    ("key", "shared"),
    [
        pytest.param("[@day]+1", True, id="下へ動かせば次の行になる"),
        pytest.param("[#]+1", False, id="行の番号が入る"),
        pytest.param("N(first[@day])", False, id="ほかのシートを見る"),
        pytest.param("SUM([day above])", True, id="上の行の全部も、下へ動かせる"),
    ],
)
def test_動かすだけの数式は_1つだけ書けばよい(key: str, shared: bool) -> None:  # noqa: FBT001 - a case of the table
    text = TEXT.replace("[now]", f"more = {key}\n\n[now]")
    own = places()
    block = own.blocks["facts"]._replace(keys=("day", "ok", "more"))
    (run,) = own.formulas(read(text, {})["facts"], block, "more")
    assert run.shared == shared


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("[a]\nx = unknown([@x])", id="だれも決めていない言葉"),
        pytest.param("define f({a}) = {a}\n[a]\nx = f(1,2)", id="渡すものの数が違う"),
        pytest.param("[a]\nx = twice(1\ndefine twice({a}) = {a}", id="かっこが閉じていない"),
        pytest.param("x = 1", id="表のない列"),
        pytest.param("[a]\nこれは数式でない", id="式のない行"),
    ],
)
def test_読めない文は_断る(text: str) -> None:
    with pytest.raises(FormulaError):
        read(text, {})
