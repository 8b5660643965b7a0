"""Days as lists write them, through `load`: zones, ISO 8601, weekdays, zeros, books from 1904."""

import csv
import io
import re
import zipfile
from pathlib import Path

import openpyxl
import pytest

from small_office import Office, office_in

NO_DAY = "date-placeholder"
OTHER_WEEKDAY = "weekday-differs"
NOT_A_DAY = "value-type"

WRITTEN: dict[str, tuple[str, str]] = {
    "UTCの夕方は日本の翌日": ("2025-04-01T20:00:00Z", "2025-04-02"),
    "UTCの14時59分は日本の同じ日の23時59分": ("2025-04-03T14:59:59Z", "2025-04-03"),
    "UTCの15時は日本の翌日の0時": ("2025-04-04T15:00:00Z", "2025-04-05"),
    "日本時間のずれ付きはその日": ("2025-04-06T23:59:59+09:00", "2025-04-06"),
    "ニューヨークの朝10時は日本の同じ日の夜": ("2025-04-07T10:00-04:00", "2025-04-07"),
    "ニューヨークの昼11時は日本の翌日の0時": ("2025-04-08T11:00-04:00", "2025-04-09"),
    "ずれのコロンを省いたもの": ("2025-04-10 08:00 +0900", "2025-04-10"),
    "秒の小数": ("2025-04-11T12:00:00.123", "2025-04-11"),
    "コンマの小数とZ": ("2025-04-12T15:00:00,5Z", "2025-04-13"),
    "区切りのないISO": ("20250414T200000Z", "2025-04-15"),
    "週と曜日のISO": ("2025-W17-3", "2025-04-23"),  # 4/21 が第17週の月曜
    "午後とGMT+9": ("2025/04/24 8:05:12 午後 GMT+9", "2025-04-24"),
    "日本語の時刻": ("2025年4月25日 20時05分", "2025-04-25"),
    "合う曜日": ("2025/4/28(月)", "2025-04-28"),
    "全角の括弧の曜日": ("2025/4/29（火・祝）", "2025-04-29"),
    "和暦に合う曜日": ("令和7年4月30日(水曜日)", "2025-04-30"),
    "英語の曜日": ("2025/5/1 (Thu)", "2025-05-01"),
    "曜日と時刻": ("2025/5/2(金)17:00", "2025-05-02"),
    "記号のない和暦": ("R070507", "2025-05-07"),
    "1970年1月2日は日付": ("1970-01-02", "1970-01-02"),
    "1969年12月31日は日付": ("1969-12-31", "1969-12-31"),
    "1900年3月1日は日付": ("1900/3/1", "1900-03-01"),
    "末尾の見えない文字": ("2025/5/8\u200b", "2025-05-08"),
    "前後の全角空白と改行": ("\u3000\n2025/5/9\xa0", "2025-05-09"),
    "1970年1月1日": ("1970-01-01", NO_DAY),
    "1970年1月1日のUTC": ("1970-01-01T00:00:00Z", NO_DAY),
    "昭和45年1月1日": ("昭和45年1月1日", NO_DAY),
    "1899年12月30日": ("1899-12-30", NO_DAY),
    "1900年1月1日": ("1900/1/1", NO_DAY),
    "1904年1月1日": ("1904-01-01", NO_DAY),
    "西暦1年1月1日": ("0001-01-01", NO_DAY),
    "合わない曜日": ("2025/4/28(火)", OTHER_WEEKDAY),
    "合わない英語の曜日": ("2025/5/1 (Fri)", OTHER_WEEKDAY),
    "和暦に合わない曜日": ("令和7年4月30日(木)", OTHER_WEEKDAY),
    "年のない日付と曜日": ("4/28(月)", NOT_A_DAY),
    "24時": ("2025-04-01T24:00:00", NOT_A_DAY),
    "ありえないずれ": ("2025-04-01T20:00:00+15:00", NOT_A_DAY),
    "週だけ": ("2025-W17", NOT_A_DAY),
    "午後13時": ("2025/4/1 13:00 PM", NOT_A_DAY),
}
HEADERS = ["職員番号", "研修名", "修了日", "証跡"]


def csv_of(cases: dict[str, tuple[str, str]]) -> bytes:
    target = io.StringIO()
    rows = [["00123", "BPR実践研修", written, case] for case, (written, _) in cases.items()]
    csv.writer(target).writerows([HEADERS, *rows])
    return target.getvalue().encode()


def outcomes(office: Office, data: bytes, name: str, rows: dict[int, str]) -> dict[str, str]:
    """Load a roster; return by 証跡 the day that was credited, or the problem's code."""
    path = office.folder / name
    path.write_bytes(data)
    answer = office.run("load", office.ledger, "attendances", path, expect=(0, 1))
    found = {
        row["evidence"]: row["completed_on"].date().isoformat()
        for row in office.table("attendances")
        if row["source_file"] == name
    }
    for problem in answer["found"]:
        if problem["severity"] == "error":
            found[rows[int(re.sub(r"\D", "", problem["cell"]))]] = problem["code"]
    return found


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    office = office_in(tmp_path_factory.mktemp("days"))
    return outcomes(office, csv_of(WRITTEN), "日付.csv", dict(enumerate(WRITTEN, start=2)))


@pytest.mark.parametrize("case", WRITTEN)
def test_a_day_means_what_it_means_in_japan(loaded: dict[str, str], case: str) -> None:
    assert loaded[case] == WRITTEN[case][1]


def book_of(
    values: dict[str, object], number_format: str, *, from_1904: bool, kind: str = ""
) -> bytes:
    """Return a roster as a workbook: 修了日 raw, in a format, in books of either calendar."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(HEADERS)
    for case, value in values.items():
        sheet.append(["00123", "BPR実践研修", value, case])
        sheet.cell(sheet.max_row, 3).number_format = number_format
    target = io.BytesIO()
    book.save(target)
    return rewritten(target.getvalue(), from_1904=from_1904, kind=kind)


def rewritten(data: bytes, *, from_1904: bool, kind: str) -> bytes:
    """Make a book one that counts from 1904, or its texts in C days that are written out."""
    source, target = zipfile.ZipFile(io.BytesIO(data)), io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name in source.namelist():
            part = source.read(name)
            if name == "xl/workbook.xml" and from_1904:
                part = part.replace(b"<workbookPr", b'<workbookPr date1904="1"', 1)
            if name == "xl/worksheets/sheet1.xml" and kind:
                part = re.sub(
                    rb'(<c r="C(?!1")\d+")([^>]*?) t="n"><v>(\d+)</v>',
                    lambda m: m[1] + b' t="d"><v>' + kind.encode() % int(m[3]) + b"</v>",
                    part,
                )
            archive.writestr(name, part)
    return target.getvalue()


SERIALS: list[tuple[str, str, bool, int, str]] = [
    ("1904年からの本、書式のない数", "General", True, 44_286, "2025-04-01"),
    ("1904年からの本、日付の書式", "yyyy/m/d", True, 44_287, "2025-04-02"),
    ("いつもの本、書式のない数", "General", False, 45_750, "2025-04-03"),
    ("いつもの本、日付の書式", "yyyy/m/d", False, 45_751, "2025-04-04"),
    ("1904年からの本、8桁の数", "General", True, 20_250_405, "2025-04-05"),
    ("1904年からの本の0日目", "yyyy/m/d", True, 0, NO_DAY),
    ("いつもの本の0日目", "yyyy/m/d", False, 0, NO_DAY),
]
"""2025-04-01 is day 45,748; 45,748 - 1,462 = 44,286 counts from 1904-01-01 as day 0."""


@pytest.mark.parametrize(
    ("number_format", "from_1904", "serial", "expected"),
    [pytest.param(*case[1:], id=case[0]) for case in SERIALS],
)
def test_a_number_of_days_is_counted_as_its_book_counts(
    tmp_path: Path,
    number_format: str,
    from_1904: bool,  # noqa: FBT001 - a case of the table
    serial: int,
    expected: str,
) -> None:
    office = office_in(tmp_path)
    data = book_of({"2": serial}, number_format, from_1904=from_1904)
    assert outcomes(office, data, "名簿.xlsx", {2: "2"}) == {"2": expected}


WRITTEN_OUT = {
    "UTCの0時": ("2025-09-%02dT00:00:00.000Z", "2025-09-10", 0),
    "区分のない0時": ("2025-09-%02dT00:00:00", "2025-09-10", 0),
    "日だけ": ("2025-09-%02d", "2025-09-10", 0),
    "日本の0時をUTCで書いたもの": ("2025-09-%02dT15:00:00.000Z", "2025-09-11", 1),
}


@pytest.mark.parametrize("case", WRITTEN_OUT)
def test_a_day_that_a_book_writes_out_is_that_day(tmp_path: Path, case: str) -> None:
    """`t="d"`: at 00:00 without a word; an evening of UTC is the next day, with a notice."""
    form, expected, repaired = WRITTEN_OUT[case]
    office = office_in(tmp_path)
    path = tmp_path / "名簿.xlsx"
    path.write_bytes(book_of({"一件": 10}, "General", from_1904=False, kind=form))
    answer = office.run("load", office.ledger, "attendances", path, expect=(0,))
    days = [r["completed_on"] for r in office.table("attendances") if r["evidence"] == "一件"]
    assert [day.date().isoformat() for day in days] == [expected]
    assert [p["code"] for p in answer["found"]].count("value-repaired") == repaired


@pytest.mark.parametrize(
    ("day", "told"),
    [("2010-03-31", True), ("2010-04-01", False), ("2010-04-02", False)],
    ids=["採用日の前日", "採用日", "採用日の翌日"],
)
def test_a_completion_before_the_first_day_is_taken_with_a_notice(
    tmp_path: Path,
    day: str,
    told: bool,  # noqa: FBT001 - a case of the table
) -> None:
    """乙山 was hired on 2010-04-01; 再任用 and 会計年度任用 get new days."""
    office = office_in(tmp_path)
    data = f"職員番号,研修名,修了日\n00123,BPR実践研修,{day}\n".encode()
    path = tmp_path / "名簿.csv"
    path.write_bytes(data)
    answer = office.run("load", office.ledger, "attendances", path, expect=(0,))
    assert ("before-hired" in {p["code"] for p in answer["found"]}) is told
    assert day in {str(row["completed_on"].date()) for row in office.table("attendances")}
