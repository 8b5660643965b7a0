"""CSV in and out: encodings, RFC 4180, the apostrophe, and nothing lost on the way."""

import datetime as dt

import pandas as pd
import pytest
from hypothesis import given, settings, strategies as st

from ledger.layout import ledger
from ledger.layout.columns import (
    Cell,
    Group,
    Table,
    choice,
    code,
    date,
    flag,
    number,
    stamp,
    text,
    whole,
)
from ledger.layout.frames import frame, records
from ledger.model.folding import is_blank
from ledger.model.problems import Refusal
from ledger.model.terms import ProjectKind
from ledger.present.csv_tables import write_csv
from ledger.read.cells.dates import is_placeholder
from ledger.read.csv_tables import read_csv, read_csv_table

STAFF = ledger.BY_KEY["staff"]
EVERY_KIND = Table(
    key="every_kind",
    title="全種類",
    group=Group.FACTS,
    columns=(
        code("no", "番号", required=True),
        text("note", "備考"),
        choice("kind", "種別", ProjectKind),
        flag("active", "有効"),
        date("day", "日"),
        stamp("moment", "日時"),
        whole("count", "数", low=None),
        number("value", "値"),
    ),
)
SMALL = "番号,備考\r\n1,{}\r\n"


def read_note(written: bytes) -> str | None:
    data, _ = read_csv(EVERY_KIND, written, "a.csv")
    note = records(EVERY_KIND, data)[0]["note"]
    assert note is None or isinstance(note, str)
    return note


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
def test_the_three_encodings_give_the_same_frame(encoding: str) -> None:
    assert read_note(SMALL.format("髙﨑①㈱").encode(encoding)) == "髙﨑①㈱"


def test_the_first_header_is_found_behind_a_bom() -> None:
    data, problems = read_csv(
        STAFF, "\ufeff職員番号,氏名,採用日\n00123,甲,2020-04-01".encode(), "s"
    )
    assert data["staff_no"].to_list() == ["00123"]
    assert [problem.code for problem in problems] == ["header-absent"]


@pytest.mark.parametrize(
    "written",
    [
        SMALL.encode("utf-16")[:-1],
        SMALL.encode("utf-16-le") + b"x",
        b"\xef\xbb\xbf\xff\xff",
        b"\x80\x81\xfd\xff",
        "番号,備考\n1,あ\n".encode("iso2022_jp"),
    ],
    ids=["切れたUTF-16", "BOMなしの切れたUTF-16", "壊れたUTF-8", "どれでもない", "JIS"],
)
def test_another_encoding_is_refused_by_name(written: bytes) -> None:
    data, problems = read_csv(EVERY_KIND, written, "a.csv")
    assert len(data) == 0
    assert [(problem.code, problem.place.file) for problem in problems] == [
        ("encoding-unknown", "a.csv")
    ]


@pytest.mark.parametrize("written", ["00123", "1E5", "NA", "None", "null", "TRUE", "inf", "3-1"])
def test_codes_and_text_stay_text(written: str) -> None:
    data, problems = read_csv(EVERY_KIND, f"番号,備考\n{written},{written}".encode(), "a.csv")
    (row,) = records(EVERY_KIND, data)
    assert (row["no"], row["note"]) == (written, written)
    assert [problem.code for problem in problems] == ["header-absent"]


@pytest.mark.parametrize(
    ("text_", "written"),
    [
        ("=1+1", "'=1+1"),
        ("+81-3", "'+81-3"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("  =1", "'  =1"),
        ("\u3000=1", "'\u3000=1"),
        ("＝1＋1", "'＝1＋1"),
        ("＠a", "'＠a"),
        ("\tx", "'\tx"),
        ("\nx", "'\nx"),
        ("'=1", "''=1"),
        ("'a", "''a"),
        ("a=1", "a=1"),
        ("http://a/", "http://a/"),
        ("1-2", "1-2"),
    ],
)
def test_free_text_that_could_run_gets_one_apostrophe_and_loses_it_again(
    text_: str, written: str
) -> None:
    data = frame(EVERY_KIND, [{"no": "1", "note": text_}])
    line = write_csv(EVERY_KIND, data, "utf-8").decode().split("\r\n", 1)[1]
    assert line.startswith(f'1,"{written}"' if "\n" in written else f"1,{written},")
    assert read_note(write_csv(EVERY_KIND, data)) == text_


def test_an_apostrophe_that_guards_nothing_stays() -> None:
    assert read_note(SMALL.format("'abc").encode()) == "'abc"


def test_plain_codes_numbers_and_dates_are_never_prefixed() -> None:
    row: dict[str, Cell] = {"no": "0-1", "count": -5, "value": -0.5, "day": dt.date(2026, 3, 31)}
    written = write_csv(EVERY_KIND, frame(EVERY_KIND, [row]), "utf-8").decode()
    assert written.split("\r\n")[1] == "0-1,,,,2026-03-31,,-5,-0.5"


def test_plain_numbers_iso_days_and_crlf() -> None:
    row: dict[str, Cell] = {
        "no": "00123",
        "note": '改行\nと"引用符"',
        "moment": dt.datetime(2026, 3, 31, 9, 5),  # noqa: DTZ001 - cells know no time zone
        "count": 1200,
        "value": 1e-7,
    }
    written = write_csv(EVERY_KIND, frame(EVERY_KIND, [row, {"no": "2", "value": 60.0}]))
    assert (
        written
        == (
            "\ufeff番号,備考,種別,有効,日,日時,数,値\r\n"
            '00123,"改行\nと""引用符""",,,,2026-03-31 09:05:00,1200,0.0000001\r\n'
            "2,,,,,,,60\r\n"
        ).encode()
    )


def test_cp932_is_refused_with_every_character_it_cannot_hold() -> None:
    data = frame(STAFF, [{"staff_no": "1", "staff_name": "𠮷田髙 葛\U000e0100"}])
    with pytest.raises(Refusal) as refused:
        write_csv(STAFF, data, "cp932")
    assert refused.value.problem.code == "cp932-impossible"
    assert "𠮷" in refused.value.problem.what
    assert "\U000e0100" in refused.value.problem.what
    assert "髙" not in refused.value.problem.what


def test_the_twin_marks_of_cp932_are_no_loss() -> None:
    data = frame(STAFF, [{"staff_no": "1", "staff_name": "3〜10"}])
    assert "3～10" in write_csv(STAFF, data, "cp932").decode("cp932")


@pytest.mark.parametrize(
    ("body", "codes"),
    [
        ("1,a,b\n2,c", ["csv-columns"]),  # カンマを囲んでいない
        ("1\n2,c", ["csv-columns"]),  # 途中で切れた行
        ("1,a,\n2,c", []),  # 末尾の余分なカンマ
        ("\n2,c", []),  # 空の行
    ],
)
def test_a_row_of_another_width_is_left_out_with_its_row_number(
    body: str, codes: list[str]
) -> None:
    result = read_csv_table(EVERY_KIND, f"番号,備考\n{body}".encode(), "a.csv")
    listed = [problem for problem in result.problems if problem.code != "header-absent"]
    assert [problem.code for problem in listed] == codes
    assert [problem.place.cell for problem in listed] == ["2行"] * len(codes)
    assert result.data["no"].to_list()[-1] == "2"


@pytest.mark.parametrize("body", ['1,"a\n2,b\n', '1,"a"b\n2,c\n'], ids=["閉じない", "途中の引用符"])
def test_broken_quotes_lose_no_row_silently(body: str) -> None:
    data, problems = read_csv(EVERY_KIND, f"番号,備考\n{body}".encode(), "a.csv")
    assert len(data) == 0
    assert [problem.code for problem in problems] == ["csv-broken"]


def test_an_empty_file_lacks_its_headers() -> None:
    data, problems = read_csv(STAFF, b"", "a.csv")
    assert len(data) == 0
    assert {problem.code for problem in problems} == {"header-missing"}


def test_unknown_columns_are_told() -> None:
    _, problems = read_csv(STAFF, "職員番号,氏名,採用日,血液型\n1,甲,2020-04-01,A".encode(), "a")
    told = [problem for problem in problems if problem.code == "columns-ignored"]
    assert "血液型" in told[0].what


_TEXT = st.text(
    st.one_of(
        st.sampled_from("𠮷髙葛\U000e0100\n\t\"'=+-@＝＋－＠,;　 あa1\ue000"),
        st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"),
    ),
    max_size=12,
).map(str.rstrip)
_DAYS = st.dates(dt.date(1900, 3, 1)).filter(lambda day: not is_placeholder(day))
_TIMES = st.times().map(lambda time: time.replace(microsecond=0))
_ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "no": st.from_regex(r"[0-9A-Z-]{1,6}", fullmatch=True),
            "note": _TEXT.map(lambda t: None if is_blank(t) else t),
            "kind": st.sampled_from([None, *(kind.value for kind in ProjectKind)]),
            "active": st.sampled_from([None, "○", "×"]),
            "day": st.none() | _DAYS,
            "moment": st.none() | st.builds(dt.datetime.combine, _DAYS, _TIMES),
            "count": st.none() | st.integers(-(2**53) + 1, 2**53 - 1),
            "value": st.none() | st.floats(allow_nan=False, allow_infinity=False),
        }
    ),
    max_size=8,
)


@settings(deadline=None)
@given(_ROWS)
def test_export_load_export_is_identical(rows: list[dict[str, Cell]]) -> None:
    data = frame(EVERY_KIND, rows)
    first = write_csv(EVERY_KIND, data)
    loaded, problems = read_csv(EVERY_KIND, first, "a.csv")
    assert {problem.code for problem in problems} <= {"private-use", "more-of-same"}
    pd.testing.assert_frame_equal(loaded.reset_index(drop=True), data.reset_index(drop=True))
    assert write_csv(EVERY_KIND, loaded) == first
