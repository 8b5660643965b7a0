"""Setting single cells in a sheet's XML: values as typed, styles and everything else as before."""

import datetime as dt

import pytest
from hypothesis import given, strategies as st

from ledger.layout.addresses import column_number
from ledger.layout.columns import Cell
from ledger.model.problems import Refusal
from ledger.present.cell_patch import cell_xml, patch
from ledger.present.shown_results import with_results

BEFORE = '<worksheet><cols/><sheetData><row r="2" ht="20"><c r="A2" s="3"/><c r="C2" s="4" t="s">'
AFTER = "</sheetData><pageMargins/></worksheet>"
SHEET = f'{BEFORE}<v>7</v></c></row><row r="5"><c r="B5"><f>A2</f><v>1</v></c></row>{AFTER}'


def patched(values: dict[str, Cell], sheet: str = SHEET) -> str:
    return patch(sheet.encode(), values).decode()


@pytest.mark.parametrize(
    ("value", "inner"),
    [
        pytest.param(3, "<v>3</v>", id="整数"),
        pytest.param(2.5, "<v>2.5</v>", id="小数"),
        # 1899-12-30から数える: 2025-12-08 = 45999 (W45)
        pytest.param(dt.date(2025, 12, 8), "<v>45999</v>", id="W45 日付"),
        pytest.param(dt.datetime(2025, 12, 8, 12), "<v>45999.5</v>", id="日時"),  # noqa: DTZ001
    ],
)
def test_a_number_keeps_the_cells_style(value: Cell, inner: str) -> None:
    assert f'<c r="A2" s="3">{inner}</c>' in patched({"A2": value})


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("=1+1", "=1+1"),
        ("<a> & b", "&lt;a&gt; &amp; b"),
        ("_x0041_", "_x005F_x0041_"),
        ("1\r\n2\r3", "1\n2\n3"),
        (" 前後 ", " 前後 "),
        ("00123", "00123"),
    ],
)
def test_text_is_always_text(text: str, shown: str) -> None:
    made = patched({"A2": text})
    inner = f'<is><t xml:space="preserve">{shown}</t></is>'
    assert f'<c r="A2" s="3" t="inlineStr">{inner}</c>' in made
    assert made.count("<f>") == 1, "the one formula that was there"


def test_none_empties_a_cell_and_keeps_its_style() -> None:
    assert '<c r="C2" s="4"/>' in patched({"C2": None})
    assert "<v>7</v>" not in patched({"C2": None})


def test_truth_values() -> None:
    assert cell_xml("A1", value=True) == b'<c r="A1" t="b"><v>1</v></c>'


@pytest.mark.parametrize(
    ("address", "row"),
    [
        ("B2", '<c r="A2" s="3"/><c r="B2"><v>9</v></c><c r="C2" s="4" t="s"><v>7</v></c></row>'),
        ("D2", '<v>7</v></c><c r="D2"><v>9</v></c></row>'),
        ("A1", '<sheetData><row r="1"><c r="A1"><v>9</v></c></row><row r="2" ht="20">'),
        ("AA3", '</row><row r="3"><c r="AA3"><v>9</v></c></row><row r="5">'),
        ("A5", '<row r="5"><c r="A5"><v>9</v></c><c r="B5"><f>A2</f>'),
        ("A9", '</row><row r="9"><c r="A9"><v>9</v></c></row></sheetData>'),
    ],
)
def test_new_cells_stand_in_order(address: str, row: str) -> None:
    assert row in patched({address: 9})


def test_what_is_not_set_stays() -> None:
    made = patched({"A2": 1})
    assert made.replace('<c r="A2" s="3"><v>1</v></c>', '<c r="A2" s="3"/>') == SHEET
    assert patched({}) == SHEET


def test_empty_sheets_and_prefixes() -> None:
    assert patched({"A1": 1}, "<w><sheetData/></w>") == (
        '<w><sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData></w>'
    )
    prefixed = "<x:w><x:sheetData><x:row r='1'/></x:sheetData></x:w>".replace("'", '"')
    assert '<x:c r="A1"><x:v>1</x:v></x:c>' in patched({"A1": 1}, prefixed)


@pytest.mark.parametrize("text", ["\x00", "a\x0b", "\x1f", "\ud800", "\ufffe", "あ" * 32_768])
def test_text_that_no_cell_can_hold_is_refused(text: str) -> None:
    with pytest.raises(Refusal) as refused:
        patched({"A2": text})
    assert refused.value.problem.code == "text-impossible"


def test_text_is_measured_in_utf_16() -> None:
    assert "𠮷" * 16_383 in patched({"A2": "𠮷" * 16_383})
    with pytest.raises(Refusal):
        patched({"A2": "𠮷" * 16_384})


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_a_number_that_is_none_is_no_value(value: float) -> None:
    with pytest.raises(ValueError, match=r"nan|inf"):
        patched({"A2": value})


@pytest.mark.parametrize("address", ["A0", "2A", "AAAA1", "a1", ""])
def test_a_false_address_is_a_mistake_of_ours(address: str) -> None:
    with pytest.raises(ValueError, match=f"^{address}$"):
        patched({address: 1})


@pytest.mark.parametrize(("letters", "number"), [("A", 0), ("Z", 25), ("AA", 26), ("XFD", 16383)])
def test_columns_by_letters(letters: str, number: int) -> None:
    assert column_number(letters) == number


GRID = st.dictionaries(
    st.integers(1, 6),
    st.dictionaries(st.sampled_from("ABCDE"), st.sampled_from(["値", "式", "空"]), max_size=5),
    min_size=1,
)
INNER = {"値": "<v>7</v></c>", "式": '<f>A1&amp;"&lt;c"</f><v>1</v></c>', "空": ""}


def laid(grid: dict[int, dict[str, str]], mark: str = "") -> str:
    """Return a sheet of some cells; with a mark before every address no search finds one."""
    rows = "".join(
        f'<row{mark} r="{number}">'
        + "".join(
            f'<c{mark} r="{column}{number}" s="3"' + (f">{INNER[kind]}" if INNER[kind] else "/>")
            for column, kind in sorted(cells.items())
        )
        + "</row>"
        for number, cells in sorted(grid.items())
    )
    return f"<w><sheetData>{rows}</sheetData></w>"


@given(
    grid=GRID,
    values=st.dictionaries(
        st.tuples(st.sampled_from("ABCDE"), st.integers(1, 6)).map(lambda at: f"{at[0]}{at[1]}"),
        st.sampled_from([1, "文", None]),
    ),
)
def test_番地で探しても_順に見ても_同じになる(
    grid: dict[int, dict[str, str]], values: dict[str, Cell]
) -> None:
    slowly = patched(values, laid(grid, ' x="1"')).replace(' x="1"', "")
    assert patched(values, laid(grid)) == slowly
    told = {address: str(value) for address, value in values.items()}
    calculated = with_results(laid(grid, ' x="1"').encode(), told).decode().replace(' x="1"', "")
    assert with_results(laid(grid).encode(), told).decode() == calculated
