"""One raw cell → one typed value or one problem: W45 and the values of hostile input."""

import datetime as dt

import pytest

from ledger.layout.columns import Column, choice, code, date, flag, number, stamp, text, whole
from ledger.model.problems import Place, Severity
from ledger.model.terms import ProjectKind, Role
from ledger.read.cells.cell import Raw, Typed, typed
from ledger.read.cells.column import typed_column

DAY = date("completed_on", "修了日")
MOMENT = stamp("confirmed_at", "確認日時")
CODE = code("training_code", "研修コード")
NAME = text("staff_name", "氏名")
COUNT = whole("capacity", "定員")
LEVEL = whole("level", "レベル", high=3)
VALUE = number("goal_value", "目標値")
ACTIVE = flag("active", "有効")
KIND = choice("kind", "種別", ProjectKind)
ROLE = choice("role", "役割", Role)

DEC8 = dt.date(2025, 12, 8)


def codes_of(result: Typed) -> list[str]:
    return [finding.code for finding in result.findings]


@pytest.mark.parametrize(
    "raw",
    [
        DEC8,
        dt.datetime(2025, 12, 8),  # noqa: DTZ001 - cells know no time zone
        "2025-12-08",
        "2025/12/8",
        "2025/12/08",
        " 2025/12/8 ",
        "2025-12-08 00:00:00",
    ],
)
def test_a_day_in_the_usual_spelling_is_read_silently(raw: Raw) -> None:
    assert typed(DAY, raw) == Typed(DEC8)


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param("R7.12.8", id="W45 R7.12.8"),
        pytest.param("令和7年12月8日", id="W45 令和7年12月8日"),
        pytest.param(45999, id="W45 シリアル値45999"),
        45999.0,
        "45999",
        "r7.12.8",
        "R7/12/8",
        "R7-12-8",
        "R07.12.08",
        "Ｒ７．１２．８",
        "令和 7年 12月 8日",
        "令和７年１２月８日",
        "㋿7年12月8日",
        "2025年12月8日",
        "２０２５／１２／８",
        "2025.12.8",
        "2025‐12‐8",  # U+2010
        "20251208",
        20251208,
        "2025-12-08 17:00",  # 時刻は落とす
        "2025-12-08T00:00:00+09:00",
    ],
)
def test_a_day_in_another_certain_spelling_is_read_with_notice(raw: Raw) -> None:
    result = typed(DAY, raw)
    assert (result.value, codes_of(result)) == (DEC8, ["value-repaired"])


@pytest.mark.parametrize(
    ("raw", "day"),
    [
        ("令和元年5月1日", "2019-05-01"),  # 令和の初日
        ("R1.5.1", "2019-05-01"),
        ("平成31年4月30日", "2019-04-30"),  # 平成の末日
        ("H31.4.30", "2019-04-30"),
        ("S64.1.7", "1989-01-07"),  # 昭和の末日
        ("H1.1.8", "1989-01-08"),
        (10000, "1927-05-18"),  # 5桁のシリアル値の最小
        (99999, "2173-10-13"),  # 5桁のシリアル値の最大
    ],
)
def test_the_edges_of_eras_and_serial_numbers(raw: Raw, day: str) -> None:
    assert typed(DAY, raw).value == dt.date.fromisoformat(day)


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param("2025/2/29", id="W45 その年にない日 2025/2/29"),
        pytest.param("R7.13.1", id="W45 13月 R7.13.1"),
        "4/1",  # 年がない
        "12/8/2025",
        "8.12.2025",
        "25/12/8",
        "7.12.8",
        "7年12月8日",
        "R7.12",
        "令和7年12月",
        "令和7年度",
        "2025/12-8",
        "2025-1 2-8",
        "2025",
        2025,  # 年だけ
        9999,  # 4桁のシリアル値
        100000,  # 6桁
        60,  # Excelにだけある 1900-02-29
        0,
        -1,
        2958466,  # 9999-12-31 の次
        20251332,
        float("nan"),
        float("inf"),
        True,
        "R元.4.30",  # 令和の前日
        "H31.5.1",  # 平成の翌日
        "平成元年1月7日",
        "明治33年4月1日",
        dt.time(9, 30),
        dt.timedelta(days=3),
        "2025-12-08 25:00",
        "なし",
    ],
)
def test_what_is_not_certainly_a_day_is_refused(raw: Raw) -> None:
    result = typed(DAY, raw)
    assert (result.value, codes_of(result)) == (None, ["value-type"])


@pytest.mark.parametrize(
    "raw",
    [
        dt.date(1900, 2, 28),  # シリアル値60もこの日に見える
        dt.date(1970, 1, 1),
        dt.time(),  # 0 に日付の書式
    ],
)
def test_what_stands_for_no_day_is_refused_as_such(raw: Raw) -> None:
    result = typed(DAY, raw)
    assert (result.value, codes_of(result)) == (None, ["date-placeholder"])


@pytest.mark.parametrize(
    ("raw", "moment"),
    [
        (dt.datetime(2026, 3, 31, 17, 5, 59, 600_000), "2026-03-31T17:06:00"),  # noqa: DTZ001
        ("2026-03-31 17:05:59", "2026-03-31T17:05:59"),
        ("2026/3/31 9:05", "2026-03-31T09:05:00"),
        ("R8.3.31 17:05", "2026-03-31T17:05:00"),
        (46112.5, "2026-03-31T12:00:00"),  # 46112 = 2026-03-31
        (dt.date(2026, 3, 31), "2026-03-31T00:00:00"),
    ],
)
def test_moments_are_read_to_the_second(raw: Raw, moment: str) -> None:
    assert typed(MOMENT, raw).value == dt.datetime.fromisoformat(moment)


@pytest.mark.parametrize(
    ("raw", "value", "found"),
    [
        (30, 30, []),
        (30.0, 30, []),
        ("30", 30, []),
        ("３０", 30, ["value-repaired"]),
        ("1,200", 1200, ["value-repaired"]),
        ("030", 30, ["value-repaired"]),
        ("3.0", 3, []),
        (2**53 - 1, 2**53 - 1, []),
        (float(2**53), None, ["value-type"]),  # ここから先は丸められている
        ("9007199254740993", None, ["value-type"]),
        ("9" * 5000, None, ["value-type"]),
        (2.5, None, ["value-type"]),
        ("2.5", None, ["value-type"]),
        ("12,5", None, ["value-type"]),
        ("1_000", None, ["value-type"]),
        ("1E5", None, ["value-type"]),
        ("3名", None, ["value-type"]),
        (True, None, ["value-type"]),
        (float("nan"), None, ["value-type"]),
        (float("inf"), None, ["value-type"]),
        (dt.date(2026, 3, 4), None, ["value-type"]),  # 3/4 と打って日付になったもの
        (-1, None, ["value-range"]),
        ("－1", None, ["value-range"]),
    ],
)
def test_whole_numbers_are_exact(raw: Raw, value: int | None, found: list[str]) -> None:
    result = typed(COUNT, raw)
    assert (result.value, codes_of(result)) == (value, found)
    assert type(result.value) in (int, type(None))


@pytest.mark.parametrize(("raw", "usable"), [(-1, False), (0, True), (3, True), (4, False)])
def test_a_number_outside_the_declared_range_is_refused(raw: int, usable: bool) -> None:  # noqa: FBT001
    assert typed(LEVEL, raw).usable is usable


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("60", 60.0),
        ("62.5", 62.5),
        ("-0.5", -0.5),
        ("1,234.5", 1234.5),
        (0.1, 0.1),
        ("60%", None),  # 60 か 0.6 か決められない
        ("1e999", None),
        ("inf", None),
        ("nan", None),
        (".5", None),
        ("1.2.3", None),
    ],
)
def test_numbers(raw: Raw, value: float | None) -> None:
    assert typed(VALUE, raw).value == value


@pytest.mark.parametrize(
    ("raw", "value", "found"),
    [
        ("T01", "T01", []),
        (" T01\u3000", "T01", []),
        ("Ｔ０１", "T01", ["value-repaired"]),
        ("T－01", "T-01", ["value-repaired"]),
        ("Tー01", "T-01", ["value-repaired"]),  # 長音を横線の代わりに使ったもの
        ("LoGoフォーム", "LoGoフォーム", []),  # 本物の長音はそのまま
        ("データベーススペシャリスト", "データベーススペシャリスト", []),
        ("00123", "00123", []),
        ("1E5", "1E5", []),
        ("NA", "NA", []),
        ("TRUE", "TRUE", []),
        (123.0, "123", []),
        (1.5, None, ["value-type"]),
        (float(2**53), None, ["value-type"]),
        (True, None, ["value-type"]),
        (dt.date(2026, 3, 1), None, ["code-mangled"]),  # 3-1 と打って日付になったもの
        ("T\x0101", None, ["value-type"]),
        ("T01\nT02", None, ["value-type"]),
    ],
)
def test_codes_are_folded_text(raw: Raw, value: str | None, found: list[str]) -> None:
    result = typed(CODE, raw)
    assert (result.value, codes_of(result)) == (value, found)


@pytest.mark.parametrize(
    "name",
    [
        "髙橋 花子",
        "𠮷田",
        "葛\U000e0100城",  # 異体字セレクタ
        "\ufa19谷",  # 互換漢字: NFC でも変わってしまう字
        "ﾔﾏﾀﾞ",
        "①㈱",
        "NA",
        "None",
        "null",
        "TRUE",
        "1E5",
        "=1+1",
        "　字下げ",
        "#REF!",
        "http://example.jp/",
        "_x0041_",
    ],
)
def test_names_and_free_text_stay_as_written(name: str) -> None:
    assert typed(NAME, name) == Typed(name)


@pytest.mark.parametrize(
    ("raw", "kept", "found"),
    [
        ("a\r\nb\rc\nd", "a\nb\nc\nd", []),
        ("末尾の空白 \u3000\n", "末尾の空白", []),
        ("a\x01b\x0bc", "abc", ["control-removed"]),
        ("\ud800a", "a", ["control-removed"]),
        ("外字\ue000", "外字\ue000", ["private-use"]),
        (12.0, "12", []),
        (0.5, "0.5", []),
    ],
)
def test_free_text_has_one_canonical_form(raw: Raw, kept: str, found: list[str]) -> None:
    result = typed(NAME, raw)
    assert (result.value, codes_of(result)) == (kept, found)


@pytest.mark.parametrize(
    ("raw", "found"),
    [
        ("あ" * 32_767, []),
        ("あ" * 32_768, ["text-too-long"]),
        ("𠮷" * 16_383, []),  # UTF-16 で 32,766
        ("𠮷" * 16_384, ["text-too-long"]),  # UTF-16 で 32,768
    ],
    ids=["上限", "上限+1", "サロゲート上限", "サロゲート上限+1"],
)
def test_text_is_measured_as_excel_does_and_never_cut(raw: str, found: list[str]) -> None:
    assert codes_of(typed(NAME, raw)) == found


@pytest.mark.parametrize("raw", ["", None, " ", "\u3000", "\u3000 \n", "\u200b", "\ufeff"])
@pytest.mark.parametrize("column", [DAY, CODE, NAME, COUNT, VALUE, ACTIVE, KIND, MOMENT])
def test_what_shows_nothing_is_missing(raw: Raw, column: Column) -> None:
    assert typed(column, raw) == Typed()
    assert codes_of(typed(column.but(required=True), raw)) == ["value-missing"]


@pytest.mark.parametrize(
    ("raw", "value", "found"),
    [
        ("○", "○", []),
        ("×", "×", []),
        ("〇", "○", ["value-repaired"]),
        ("◯", "○", ["value-repaired"]),
        ("はい", "○", ["value-repaired"]),
        ("１", "○", ["value-repaired"]),
        (1.0, "○", ["value-repaired"]),
        ("✕", "×", ["value-repaired"]),
        ("いいえ", "×", ["value-repaired"]),
        (0, "×", ["value-repaired"]),
        ("x", None, ["value-choice"]),  # チェックの印か、ばつか
        ("O", None, ["value-choice"]),
        ("レ", None, ["value-choice"]),
        ("△", None, ["value-choice"]),
        (2, None, ["value-choice"]),
        (True, None, ["value-choice"]),
    ],
)
def test_flags(raw: Raw, value: str | None, found: list[str]) -> None:
    result = typed(ACTIVE, raw)
    assert (result.value, codes_of(result)) == (value, found)


@pytest.mark.parametrize(
    ("column", "raw", "value", "found"),
    [
        (KIND, "LoGoフォーム", "LoGoフォーム", []),
        (KIND, "ＬｏＧｏﾌｫｰﾑ", "LoGoフォーム", ["value-repaired"]),
        (KIND, "rpa", "RPA", ["value-repaired"]),
        (KIND, "その他 ", "その他", []),
        (KIND, "そのほか", None, ["value-choice"]),
        (ROLE, "リーダー", None, ["value-choice"]),  # 宣言していない読み替えはしない
        (ROLE, "共同 リード", "共同リード", ["value-repaired"]),
    ],
)
def test_choices(column: Column, raw: str, value: str | None, found: list[str]) -> None:
    result = typed(column, raw)
    assert (result.value, codes_of(result)) == (value, found)


def test_a_finding_becomes_a_problem_that_names_the_cell_and_the_value() -> None:
    (finding,) = typed(DAY, "2025/2/29").findings
    problem = finding.at(Place(file="a.xlsx", sheet="2 受講", cell="C7"), DAY)
    assert problem.severity is Severity.ERROR
    assert str(problem.place) == "a.xlsx 2 受講!C7"
    assert "「修了日」の「2025/2/29」" in problem.what


def test_a_message_never_carries_free_text() -> None:
    """要確認 lists may show numbers and dates, never what somebody wrote about themselves."""
    for raw in ("秘密\x01", "秘密\ue000", "秘" * 40_000):
        (finding,) = typed(NAME, raw).findings
        assert "秘" not in finding.at(Place(), NAME).what


def test_a_column_keeps_equal_looking_cells_of_other_types_apart() -> None:
    values, findings = typed_column(COUNT, [1, True, 1.0, "1"])
    assert values == [1, None, 1, 1]
    assert [(position, finding.code) for position, finding in findings] == [(1, "value-type")]
