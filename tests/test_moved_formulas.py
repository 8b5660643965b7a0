"""HR's formulas follow the rows that they name when the rows of a table move."""

import pytest

from ledger.layout.row_exchange import Moves
from ledger.present.moved_formulas import moved_formula, shared_formulas

# 職員の表は2〜4行。2行の人が4行へ、3行の人は去り、4行の人が2行へ動き、3行と5行に新しい人が入った
MOVES = Moves("職員", rows={2: 4, 4: 2}, old=(2, 4), new=(2, 5))


def moved(formula: str, old: str = "J2", new: str = "J4") -> str:
    xml = moved_formula(f'<c r="{old}"><f>{formula}</f></c>'.encode(), old, MOVES, {}, new)
    return xml.decode().split("<f>")[1].removesuffix("</f></c>")


@pytest.mark.parametrize(
    ("formula", "wanted"),
    [
        pytest.param("B2", "B4", id="自分の行"),
        pytest.param("$B$2", "$B$4", id="$付きも同じ行を指し続ける"),
        pytest.param("B4", "B2", id="ほかの人の行"),
        pytest.param("B3+1", "#REF!+1", id="いなくなった人の行"),
        pytest.param("B1", "B1", id="見出し"),
        pytest.param("B9", "B9", id="表の下"),
        pytest.param("SUM(B2:D2)", "SUM(B4:D4)", id="自分の行の範囲"),
        pytest.param("COUNTA(B2:B4)", "COUNTA(B2:B5)", id="表の全部の行"),
        pytest.param("COUNTA(B1:B4)", "COUNTA(B1:B4)", id="見出しからの範囲"),
        pytest.param("COUNTA(B:B)", "COUNTA(B:B)", id="列の全部"),
        pytest.param("人事メモ!B2", "人事メモ!B2", id="ほかのシート"),
        pytest.param("職員!B2", "職員!B4", id="同じシートを名前で"),
        pytest.param("'職員'!B2", "'職員'!B4", id="同じシートを引用符で"),
        pytest.param('B2&amp;"B2"', 'B4&amp;"B2"', id="文字列の中は番地ではない"),
        pytest.param("職員[[#This Row],[氏名]]", "職員[[#This Row],[氏名]]", id="表の名前で"),
        pytest.param("IF(B2&lt;C4,LOG10(2),x2y)", "IF(B4&lt;C2,LOG10(2),x2y)", id="関数と名前"),
    ],
)
def test_式は人とともに動く(formula: str, wanted: str) -> None:
    assert moved(formula) == wanted


def test_共有された式は1つずつの式になる() -> None:
    cells = {
        "J2": b'<c r="J2"><f t="shared" ref="J2:J4" si="0">B2&amp;"x"</f><v>a</v></c>',
        "J4": b'<c r="J4"><f t="shared" si="0"/><v>c</v></c>',
    }
    shared = shared_formulas(cells)
    first = moved_formula(cells["J2"], "J2", MOVES, shared, "J4")
    second = moved_formula(cells["J4"], "J4", MOVES, shared, "J2")
    assert first == b'<c r="J2"><f>B4&amp;"x"</f><v>a</v></c>'
    assert second == b'<c r="J4"><f>B2&amp;"x"</f><v>c</v></c>'


def test_配列の式は自分の範囲も動く() -> None:
    xml = b'<c r="J2"><f t="array" ref="J2">SUM(B2*C2)</f></c>'
    moved_xml = moved_formula(xml, "J2", MOVES, {}, "J4")
    assert moved_xml == b'<c r="J2"><f t="array" ref="J4">SUM(B4*C4)</f></c>'


def test_式のないセルはそのまま() -> None:
    xml = b'<c r="I2" t="inlineStr"><is><t>B2</t></is></c>'
    assert moved_formula(xml, "I2", MOVES, {}, "I4") == xml
