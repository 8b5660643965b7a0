"""Formulas in the words of Excel and of Calc, without either of them."""

import pytest

from calc.places import Rectangle, calc_formula, excel_formula


@pytest.mark.parametrize(
    ("excel", "calc"),
    [
        ("=申告!$C$4", "=$申告.$C$4"),
        ("='1 目標'!A1+'o''k'!$B:$B", "=$'1 目標'.A1+$'o''k'.$B:$B"),
        ('=IF(A1="a,b!c",1.5,"x""y;z")', '=IF(A1="a,b!c";1.5;"x""y;z")'),
        ("=MATCH(1,{1,2;3,4},0)", "=MATCH(1;{1;2|3;4};0)"),
        ("=INDEX(職員!$A$2:$A$9,MAX(1,2))", "=INDEX($職員.$A$2:$A$9;MAX(1;2))"),
        ("=IFERROR(#REF!,T.DIST.2T(1,2))", "=IFERROR(#REF!;T.DIST.2T(1;2))"),
        ("=SUM(表!1:3,LOG10(A1))", "=SUM($表.1:3;LOG10(A1))"),
        ('="R8"', '="R8"'),
    ],
)
def test_a_formula_is_said_in_both_grammars(excel: str, calc: str) -> None:
    assert calc_formula(excel) == calc
    assert excel_formula(calc) == excel


def test_what_only_one_grammar_knows_is_said_otherwise() -> None:
    assert calc_formula('=_xlfn.TEXTJOIN(",",TRUE,A1)') == '=TEXTJOIN(",";TRUE();A1)'
    assert calc_formula("=FALSE()") == "=FALSE()"
    assert excel_formula("{=SUM(A1:A2*2)}") == "=SUM(A1:A2*2)"
    assert excel_formula("=SUM(A1:B2!B:B)") == "=SUM(A1:B2 B:B)"
    assert excel_formula("{=_xlfn.xlookup(1;A1:A2)}") == "=xlookup(1,A1:A2)"
    assert excel_formula("$申告.$C$4") == "=申告!$C$4"


def test_a_rectangle_is_cut_and_named() -> None:
    one = Rectangle.of("B2:D4")
    assert (one.ref, one.size, Rectangle.of("AA10").ref) == ("B2:D4", (3, 3), "AA10")
    assert one.cut(Rectangle.of("D1:E2")) == Rectangle.of("D2")
    assert one.cut(Rectangle.of("E1:F9")) is None
    assert list(Rectangle.of("A1:B1").cells()) == [(0, 0), (0, 1)]
