"""The rows of a table are exchanged by one plan: a closed ledger and an open one come out alike."""

import datetime as dt
from collections.abc import Mapping, Sequence

import pytest
from hypothesis import Phase, given, settings, strategies as st

from ledger.layout.chart_tables import CHART_STEPS, STEP_ROWS
from ledger.layout.columns import Cell
from ledger.layout.frames import frame
from ledger.layout.ledger import BY_KEY
from two_books import CALLED, EXTENSION, Ground, Outcome, Refused, Rows, in_file, in_program

STAFF, CONSULTATIONS = BY_KEY["staff"], BY_KEY["consultations"]
HIRED = dt.date(2020, 4, 1)


def people(*numbers: str) -> Rows:
    return [
        {"staff_no": number, "staff_name": f"職員{at}", "hired_on": HIRED + dt.timedelta(days=at)}
        for at, number in enumerate(numbers)
    ]


def office(*numbers: str, marked: Sequence[int] = (), **more: object) -> Ground:
    """Return 職員 with these people, in rows 2 on; the n-th has 内線 10n."""
    own: dict[int, Cell] = {at: f"10{at}" for at in range(len(numbers))}
    return Ground(STAFF, people(*numbers), own, marked, **more)  # type: ignore[arg-type]


def both(ground: Ground, rows: Rows) -> Outcome:
    """Carry out the exchange in both books; they agree."""
    after = frame(ground.table, rows)
    closed, opened = in_file(ground, after), in_program(ground, after)
    assert closed == opened
    assert isinstance(closed, Outcome)
    return closed


# ある職員の内線と呼称、メモ、色がどの行に移るか: 前の人、後の人、{後の行: 内線}
ORDERS: Mapping[str, tuple[Sequence[str], Sequence[str], Mapping[int, str]]] = {
    "そのまま": (("1", "2", "3"), ("1", "2", "3"), {2: "100", 3: "101", 4: "102"}),
    "新しい人が先頭に入る": (("1", "2", "3"), ("9", "1", "2", "3"), {3: "100", 4: "101", 5: "102"}),
    "逆の順になる": (("1", "2", "3"), ("3", "2", "1"), {2: "102", 3: "101", 4: "100"}),
    "一人いなくなる": (("1", "2", "3"), ("1", "3"), {2: "100", 3: "102"}),
    "増えて減って入れ替わる": (("1", "2", "3"), ("8", "3", "9", "1"), {3: "102", 5: "100"}),
    "みないなくなる": (("1", "2"), (), {}),
    "みな新しい": (("1", "2"), ("8", "9"), {}),
    "空の表に入る": ((), ("1", "2"), {}),
    "同じ番号が2行あれば_上から順に同じ人": (
        ("1", "1", "2"),
        ("2", "1", "1"),
        {2: "102", 3: "100", 4: "101"},
    ),
    "同じ番号の2行のうち1行が減る": (("1", "1"), ("1",), {2: "100"}),
}


@pytest.mark.parametrize("left", [False, True], ids=["人事の列が右", "人事の列が左"])
@pytest.mark.parametrize("case", ORDERS)
def test_人事の列は行とともに動き_どちらの台帳でも同じ(case: str, *, left: bool) -> None:
    before, after, wanted = ORDERS[case]
    ground = office(*before, left=left)
    found = both(ground, people(*after))
    at, called = ground.column(EXTENSION), ground.column(CALLED)
    number = ground.column(STAFF.headers[0])
    own = {int(a[1:]): v for a, v in found.values.items() if a[0] == at and a != f"{at}1"}
    assert own == wanted
    assert found.formulas == {f"{called}{row}": f'={number}{row}&"さん"' for row in wanted}
    numbers = [found.values.get(f"{number}{row}") for row in range(2, 2 + len(after))]
    assert numbers == list(after)
    assert found.ref == f"A1:J{max(len(after), 1) + 1}"


MARKS: Mapping[str, tuple[Sequence[str], int | None]] = {
    "動かない": (("1", "2", "3"), 3),
    "一つ下がる": (("9", "1", "2", "3"), 4),
    "先頭に来る": (("2", "1"), 2),
    "いなくなる": (("1", "3"), None),
}


@pytest.mark.parametrize("case", MARKS)
def test_色とメモは2の人とともに動く(case: str) -> None:
    after, row = MARKS[case]
    found = both(office("1", "2", "3", marked=[1]), people(*after))
    assert found.notes == ({} if row is None else {f"A{row}": "メモ3"})
    assert found.coloured == (frozenset() if row is None else {f"{c}{row}" for c in "ABCDEFGHIJ"})


def test_ほとんどの人に色があっても_色のない人には付かない() -> None:
    found = both(office("1", "2", "3", "4", marked=[0, 1, 2]), people("4", "3", "2", "1"))
    assert found.coloured == {f"{column}{row}" for column in "ABCDEFGHIJ" for row in (3, 4, 5)}


def test_行キーのない表では_行の場所が同じ行(  # 相談: 受付日の3行が2行になる
) -> None:
    days: Rows = [{"received_on": dt.date(2026, 4, day)} for day in (1, 2, 3)]
    found = both(Ground(CONSULTATIONS, days, {0: "a", 1: "b", 2: "c"}), days[1:])
    own = {at: value for at, value in found.values.items() if at[0] == "E"}
    assert own == {"E1": EXTENSION, "E2": "a", "E3": "b"}
    assert found.ref == "A1:F3"


def test_グラフ用の表は_空の行まで同じ高さで_空の行が隠れる() -> None:
    found = both(
        Ground(CHART_STEPS, [{"label": "推進", "none": 3}]), [{"label": "全庁", "none": 5}]
    )
    assert found.ref == f"A1:G{STEP_ROWS + 1}"
    assert found.hidden == frozenset(range(3, STEP_ROWS + 2))
    assert (found.values["A2"], found.values["B2"]) == ("全庁", 5)


def test_表の外のセルは動かない() -> None:
    found = both(office("1", "2", beside={"L2": "表の右", "A9": "表の下"}), people("2", "1", "3"))
    assert (found.values["L2"], found.values["A9"]) == ("表の右", "表の下")


FORMULA_LIKE = "式に見える文字"
ODD_VALUES: Mapping[str, Cell] = {
    "数に見える文字": "00123",
    FORMULA_LIKE: "=1+1",
    "絵文字と異体字": "𠮷葛󠄀",
    "改行": "1行目\n2行目",
    "整数": 5,
    "小数": 0.1,
    "真偽": True,
    "日時": dt.datetime(2026, 4, 1, 9, 30),  # noqa: DTZ001 - a sheet keeps local time
}


@pytest.mark.parametrize("case", [c for c in ODD_VALUES if c != FORMULA_LIKE])
def test_人事の列の値は_型も変わらずに移る(case: str) -> None:
    ground = Ground(STAFF, people("1", "2"), {0: ODD_VALUES[case]})
    found = both(ground, people("2", "1")).values["I3"]
    assert (found, type(found)) == (ODD_VALUES[case], type(ODD_VALUES[case]))


@pytest.mark.parametrize("case", [c for c in ODD_VALUES if isinstance(ODD_VALUES[c], str)])
def test_私たちの列の文字は_文字のまま書かれる(case: str) -> None:
    rows = [{**people("1")[0], "staff_name": ODD_VALUES[case]}]
    if (
        case == "式に見える文字"
    ):  # openpyxl は「=」で始まる文字を式と読むので、閉じた側は XML で見る
        opened = in_program(office("1"), frame(STAFF, rows))
        assert isinstance(opened, Outcome)
        assert opened.values["B2"] == "=1+1"
        return
    assert both(office("1"), rows).values["B2"] == ODD_VALUES[case]


# what blocks


FOUR = people("1", "2", "3", "4")
BLOCKED: Mapping[str, tuple[Ground, str, str]] = {
    "表の下に値": (office("1", "2", "3", beside={"B5": "メモ"}), "table-blocked", "A5"),
    "表の下に式": (office("1", "2", "3", beside={"B5": "=1+1"}), "table-blocked", "A5"),
    "表の下に空の文字の式": (office("1", "2", "3", beside={"C5": '=""'}), "table-blocked", "A5"),
    "人事の列の下に値": (office("1", "2", "3", beside={"I5": 0}), "table-blocked", "A5"),
    "空白だけの値も物": (office("1", "2", "3", beside={"B5": " "}), "table-blocked", "A5"),
    "集計行": (office("1", "2", "3", totals=True), "table-totals", ""),
    "表の枠がない": (office("1", "2", "3", gone=True), "table-missing", ""),
    "見出しを変えた": (office("1", "2", "3", headers={"氏名": "お名前欄"}), "header-missing", ""),
    "選んでよい列の見出しを消した": (
        office("1", "2", "3", headers={"フリガナ": "読みかた欄"}),
        "header-missing",
        "",
    ),
    "同じ見出しを人事も使う": (
        office("1", "2", "3", headers={EXTENSION: "氏　名"}),
        "header-duplicate",
        "",
    ),
}


@pytest.mark.parametrize("case", BLOCKED)
def test_書けないときは_どちらの台帳も同じ言葉で断る(case: str) -> None:
    ground, code, cell = BLOCKED[case]
    after = frame(STAFF, FOUR)
    closed, opened = in_file(ground, after), in_program(ground, after)
    assert closed == opened
    assert isinstance(closed, Refused)
    assert (closed.code, closed.place) == (code, f"台帳.xlsx/職員/{cell}")
    assert "職員" in closed.words


FITTING: Mapping[str, Ground] = {
    "増えた行のすぐ下": office("1", "2", "3", beside={"B6": "メモ"}),
    "表の右の下": office("1", "2", "3", beside={"L5": "メモ"}),
    "見出しの全角の空白": office("1", "2", "3", headers={"氏名": "氏　名"}),
    "見出しの必須の印": office("1", "2", "3", headers={"氏名": "氏名*"}),
    "見出しの改行": office("1", "2", "3", headers={"職員番号": "職員\n番号"}),
}


@pytest.mark.parametrize("case", FITTING)
def test_書けるときは_どちらの台帳にも同じに書ける(case: str) -> None:
    found = both(FITTING[case], FOUR)
    assert [found.values[f"A{row}"] for row in range(2, 6)] == ["1", "2", "3", "4"]
    assert {at: found.values[at] for at in FITTING[case].beside} == FITTING[case].beside


# any table

NUMBERS = st.lists(st.sampled_from("123456"), max_size=6)
OWN = st.one_of(st.none(), st.integers(0, 9), st.text("あ1 ", min_size=1, max_size=3))


@settings(max_examples=40, deadline=None, database=None, derandomize=True, phases=[Phase.generate])
@given(
    before=NUMBERS,
    after=NUMBERS,
    own=st.lists(OWN, min_size=6, max_size=6),
    marked=st.sets(st.integers(0, 5), max_size=2),
    left=st.booleans(),
)
def test_どんな表でも_開いた台帳と閉じた台帳は同じになる(
    before: list[str], after: list[str], own: list[Cell], marked: set[int], *, left: bool
) -> None:
    shown = sorted(at for at in marked if at < len(before))
    ground = Ground(STAFF, people(*before), dict(enumerate(own)), shown, left=left)
    found = both(ground, people(*after))
    stay = {n: min(before.count(n), after.count(n)) for n in "123456"}
    assert len(found.formulas) == sum(stay.values()), "呼称の式は、残る行の数だけある"
    kept: list[Cell] = []
    for number, value in zip(before, own, strict=False):
        if stay[number] and value is not None:
            kept.append(value)
        stay[number] = max(0, stay[number] - 1)
    at = ground.column(EXTENSION)
    there = [v for a, v in found.values.items() if a[:1] == at and a != f"{at}1"]
    assert sorted(map(str, there)) == sorted(map(str, kept)), "残る行の内線は、一つも失われない"
