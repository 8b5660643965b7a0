"""照合値・封印・鎖: どこか1つを変えれば必ず分かり、保存し直しただけでは変わらない."""

import copy
import datetime as dt
import hashlib
import unicodedata
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, strategies as st

from ledger.trust.digest import DigestHeader, DigestValue, canonical, digest

HEADER = DigestHeader(2025, "1", "00101", "90001", "R7-1-00101")
TABLES: dict[str, list[list[DigestValue]]] = {
    "my_goals": [[1, "RPAを1件つくる", "○"], [2, "窓口を変える", "×"]],
    "my_attendances": [["T01", dt.date(2025, 6, 10), None, "修了証"]],
}
"""Content as it is read: numbers, days, text and blanks."""

GOLDEN = (
    '["v1",["n","2025"],["s","1"],["s","00101"],["s","90001"],["s","R7-1-00101"]]\n'
    '["my_attendances",["s","T01"],["d","2025-06-10"],null,["s","修了証"]]\n'
    '["my_goals",["n","1"],["s","RPAを1件つくる"],["s","○"]]\n'
    '["my_goals",["n","2"],["s","窓口を変える"],["s","×"]]\n'
)


def test_正準形は版v1のとおり() -> None:
    assert canonical(HEADER, TABLES) == GOLDEN
    assert digest(HEADER, TABLES) == hashlib.sha256(GOLDEN.encode()).hexdigest()


@pytest.mark.parametrize("field", DigestHeader._fields)
def test_見出しのどれを変えても分かる(field: str) -> None:
    old = getattr(HEADER, field)
    changed: dict[str, Any] = {field: 2024 if field == "fiscal_year" else f"{old}x"}
    other = HEADER._replace(**changed)
    assert digest(other, TABLES) != digest(HEADER, TABLES)


def edits() -> list[tuple[str, int, int]]:
    return [
        (name, number, place)
        for name, rows in TABLES.items()
        for number, row in enumerate(rows)
        for place in range(len(row))
    ]


@pytest.mark.parametrize(("name", "row", "place"), edits())
@pytest.mark.parametrize("value", ["ほか", 99, dt.date(2025, 6, 11), True, "", None])
def test_どのセルを変えても分かる(name: str, row: int, place: int, value: DigestValue) -> None:
    changed = copy.deepcopy(TABLES)
    before = changed[name][row][place]
    changed[name][row][place] = value
    same = before is None and value in ("", None)
    assert (digest(HEADER, changed) == digest(HEADER, TABLES)) == same


EQUAL: list[tuple[str, DigestValue, DigestValue]] = [
    ("NFDとNFC", unicodedata.normalize("NFD", "プログラム"), "プログラム"),
    ("改行の種類", "1行目\r\n2行目", "1行目\n2行目"),
    ("復帰だけの改行", "1行目\r2行目", "1行目\n2行目"),
    ("Excelの復帰の書き方", "1行目_x000D_\n2行目", "1行目\n2行目"),
    ("右の空白", "修了証 　", "修了証"),
    ("空の文字列と空欄", "", None),
    ("全角空白だけと空欄", "　", None),
    ("整数と小数", 3, 3.0),
    ("小数と十進数", 0.1, Decimal("0.1")),
    ("末尾の0", Decimal("1.50"), 1.5),
    ("10桁目から先", Decimal("0.12345678901"), Decimal("0.123456789")),
    ("0と負の0", -0.0, 0),
    ("秒の端数", dt.datetime(2026, 3, 1, 9, 0, 0, 5), dt.datetime(2026, 3, 1, 9)),  # noqa: DTZ001
]

DIFFERENT: list[tuple[str, DigestValue, DigestValue]] = [
    ("文字の1と数の1", "1", 1),
    ("数の1と真", 1, True),
    ("真と偽", True, False),
    ("文字の日付と日付", "2025-06-10", dt.date(2025, 6, 10)),
    ("日付とその日の0時", dt.date(2025, 6, 10), dt.datetime(2025, 6, 10)),  # noqa: DTZ001
    ("左の空白", " 修了証", "修了証"),
    ("0と空欄", 0, None),
    ("全角と半角", "Ａ", "A"),
    ("髙と高", "髙橋", "高橋"),
    ("9桁目", Decimal("0.123456789"), Decimal("0.123456788")),
    ("100と1E+2の大きさ", 100, 1000),
]


def one(value: DigestValue) -> str:
    return digest(HEADER, {"t": [["x", value]]})


@pytest.mark.parametrize(("left", "right"), [e[1:] for e in EQUAL], ids=[e[0] for e in EQUAL])
def test_保存し直しただけの違いは同じ値(left: DigestValue, right: DigestValue) -> None:
    assert one(left) == one(right)


@pytest.mark.parametrize(
    ("left", "right"), [d[1:] for d in DIFFERENT], ids=[d[0] for d in DIFFERENT]
)
def test_中身の違いは違う値(left: DigestValue, right: DigestValue) -> None:
    assert one(left) != one(right)


CHANGES: list[tuple[str, Callable[[dict[str, list[list[DigestValue]]]], object], bool]] = [
    ("行の順", lambda t: t["my_goals"].reverse(), False),
    ("行を消す", lambda t: t["my_goals"].pop(), False),
    ("行を足す", lambda t: t["my_goals"].append([3, "もう1つ", "○"]), False),
    ("行を別の表へ移す", lambda t: t["my_attendances"].append(t["my_goals"].pop()), False),
    ("表の名前", lambda t: t.update(other=t.pop("my_goals")), False),
    ("表の順", lambda t: t.update(my_goals=t.pop("my_goals")), True),
    ("空の行", lambda t: t["my_goals"].append([None, "", "　"]), True),
    ("間の空の行", lambda t: t["my_goals"].insert(1, [None, None, None]), True),
    ("空の表", lambda t: t.update(my_answers=[]), True),
]


@pytest.mark.parametrize(("change", "same"), [c[1:] for c in CHANGES], ids=[c[0] for c in CHANGES])
def test_行と表(
    change: Callable[[dict[str, list[list[DigestValue]]]], object], *, same: bool
) -> None:
    changed = copy.deepcopy(TABLES)
    change(changed)
    assert (digest(HEADER, changed) == digest(HEADER, TABLES)) == same


def test_隣の欄へ移しても分かる() -> None:
    assert digest(HEADER, {"t": [["ab", "c"]]}) != digest(HEADER, {"t": [["a", "bc"]]})
    assert digest(HEADER, {"t": [["a", None]]}) != digest(HEADER, {"t": [[None, "a"]]})
    assert digest(HEADER, {"t": [["a"], ["b"]]}) != digest(HEADER, {"t": [["a", "b"]]})


CELLS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**9), 10**9),
    st.decimals(-(10**6), 10**6, places=3),
    st.dates(dt.date(1950, 1, 1), dt.date(2100, 1, 1)),
    st.text(alphabet="あいう髙高ABc1 　\n\r", max_size=6),
)
ROWS = st.lists(st.lists(CELLS, min_size=3, max_size=3), min_size=1, max_size=4)


@given(rows=ROWS, where=st.tuples(st.integers(0, 3), st.integers(0, 2)), new=CELLS)
def test_どんな表でも_1つの欄の違いだけで値が変わる(
    rows: list[list[DigestValue]], where: tuple[int, int], new: DigestValue
) -> None:
    row, place = where[0] % len(rows), where[1]
    changed = [list(one) for one in rows]
    changed[row][place] = new
    # 空の行は数えないので、値の有無が変わらない行だけで「同じ」を手で決める
    before, after = _plain(rows[row][place]), _plain(new)
    equal = digest(HEADER, {"t": rows}) == digest(HEADER, {"t": changed})
    assert equal == (before == after)


def _plain(value: DigestValue) -> object:
    """Return a value as a person would compare it: blank is blank, a number its amount."""
    if isinstance(value, str):
        text = value.replace("\r\n", "\n").replace("\r", "\n").rstrip()
        return ("text", text) if text else None
    if value is None:
        return None
    if isinstance(value, bool):
        return ("flag", value)
    return ("number", Decimal(value)) if isinstance(value, int | Decimal) else ("day", value)
