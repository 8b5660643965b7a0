"""Bringing a CSV into a table: numbers that lost their zeros, updates, and what empties nothing."""

from pathlib import Path
from typing import Any

import pytest

from small_office import Office, office_in

ZEROS_LOST: list[tuple[str, str, str]] = [
    ("leaves", "職員番号,区分,開始日,終了日\n124,育休,2025-05-01,\n", "00124"),
    ("assignments", "職員番号,人材像コード,開始日\n１２３,P02,2025-04-01\n", "00123"),
    ("postings", "職員番号,所属コード,主務兼務,開始日\n1000,0110,主務,2024-04-01\n", "01000"),
    ("heads", "所属コード,職員番号,区分,開始日\n0110,1000,長,2024-04-01\n", "01000"),
    ("posts", "役割,職員番号,開始日\nCIO補佐官,900,2025-04-01\n", "00900"),
    ("prior_steps", "職員番号,人材像コード,正式Step\n123,P02,1\n", "00123"),
    ("leaves", "職員番号,区分,開始日\n99999,休職,2025-05-01\n", "99999"),
    ("leaves", "職員番号,区分,開始日\n000124,休職,2025-05-01\n", "000124"),
]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The ledger of the office."""
    return office_in(tmp_path_factory.mktemp("office")).ledger.read_bytes()


@pytest.fixture
def office(whole: bytes, tmp_path: Path) -> Office:
    office = Office(tmp_path)
    office.ledger.write_bytes(whole)
    return office


def load(office: Office, table: str, text: str, *options: str, expect: int = 0) -> dict[str, Any]:
    source = office.folder / f"{table}.csv"
    source.write_text(text, "utf-8")
    return office.run("load", office.ledger, table, source, *options, expect=(expect,))


def codes(answer: dict[str, Any]) -> set[str]:
    return {problem["code"] for problem in answer["found"]}


def set_width(office: Office, width: int) -> None:
    load(office, "settings", f"キー,値\nstaff_no_width,{width}\n", "--upsert")


@pytest.mark.parametrize(("table", "text", "number"), ZEROS_LOST)
def test_w44_lost_zeros_are_repaired_in_every_table(
    office: Office, table: str, text: str, number: str
) -> None:
    answer = load(office, table, text, "--replace")
    assert [row["staff_no"] for row in office.table(table)] == [number]
    assert ("staff-normalised" in codes(answer)) == (number not in text)


@pytest.mark.parametrize("standing", ["", "7"])
def test_one_number_that_lost_its_zeros_among_whole_ones(office: Office, standing: str) -> None:
    """A number that the ledger has already is not made another person's."""
    rows = [f"{number:04d},山田 {number},2015/4/1\n" for number in range(1, 11) if number != 7]
    if standing:
        load(office, "staff", f"職員番号,氏名,採用日\n{standing},山田 7,2015/4/1\n", "--replace")
    text = "".join(["職員番号,氏名,採用日\n", *rows, "7,山田 7,2015/4/1\n"])
    answer = load(office, "staff", text, "--replace")
    mended = [row["staff_no"] for row in office.table("staff") if row["staff_name"] == "山田 7"]
    assert mended == [standing or "0007"]
    assert ("staff-normalised" in codes(answer)) == (not standing)


def test_many_repairs_are_counted_not_listed(office: Office) -> None:
    rows = "".join(f"123,休職,2025-05-0{day},2025-05-0{day}\n" for day in range(1, 10))
    answer = load(office, "leaves", f"職員番号,区分,開始日,終了日\n{rows}")
    assert len(answer["found"]) == 6
    assert "more-of-same" in codes(answer)


@pytest.mark.parametrize(
    ("width", "written", "number"), [(5, "301", "00301"), (None, "301", "301"), (5, "A1", "A1")]
)
def test_the_masters_own_numbers_are_padded_to_the_set_width(
    office: Office, width: int | None, written: str, number: str
) -> None:
    if width:
        set_width(office, width)
    answer = load(office, "staff", f"職員番号,氏名,採用日\n{written},山田,2015/4/1\n", "--replace")
    assert [row["staff_no"] for row in office.table("staff")] == [number]
    assert ("staff-normalised" in codes(answer)) == (number != written)


def test_an_update_with_lost_zeros_updates_the_person(office: Office) -> None:
    load(office, "staff", "職員番号,氏名,採用日\n124,丙川 四郎,2020/4/1\n", "--upsert")
    staff = {row["staff_no"]: row["staff_name"] for row in office.table("staff")}
    assert staff["00124"] == "丙川 四郎"
    assert len(staff) == 4


def test_an_update_keeps_the_columns_that_the_file_lacks(office: Office) -> None:
    text = "職員番号,氏名,採用日,退職日\n00123,乙山 吉子,2010-04-01,\n00301,山田,2015-04-01,\n"
    load(office, "staff", text, "--upsert")
    rows = office.table("staff")
    assert [row["staff_no"] for row in rows] == ["01000", "00123", "00124", "00900", "00301"]
    assert rows[1]["staff_name"] == "乙山 吉子"
    assert (rows[1]["kana"], rows[1]["grade"]) == ("オツヤマ ヨシコ", "係長")


def test_an_update_with_a_blank_cell_empties_it(office: Office) -> None:
    load(office, "staff", "職員番号,氏名,採用日,職層\n00123,乙山 𠮷子,2010-04-01,\n", "--upsert")
    row = office.table("staff")[1]
    assert row["grade"] is None
    assert row["kana"] == "オツヤマ ヨシコ"


EMPTYING: list[tuple[str, str, str]] = [
    ("どの行も使えない", "職員番号,氏名,採用日\n00301,山田,2015/2/29\n", "load-all-failed"),
    ("行がない", "職員番号,氏名,採用日\n", "load-empty"),
    ("空白の行だけ", "職員番号,氏名,採用日\n,,\n", "load-empty"),
]


@pytest.mark.parametrize(
    ("text", "code"), [case[1:] for case in EMPTYING], ids=[case[0] for case in EMPTYING]
)
def test_a_file_without_a_usable_row_does_not_empty_the_table(
    office: Office, text: str, code: str
) -> None:
    before = office.ledger.read_bytes()
    assert load(office, "staff", text, "--replace", expect=2)["refused"]["code"] == code
    assert office.ledger.read_bytes() == before


def test_an_empty_table_may_be_loaded_from_an_empty_file(office: Office) -> None:
    load(office, "leaves", "職員番号,区分,開始日\n")
    assert office.table("leaves") == []


def test_appending_and_updating_at_once_is_refused(office: Office) -> None:
    answer = load(office, "leaves", "職員番号,区分,開始日\n", "--append", "--upsert", expect=2)
    assert answer["refused"]["code"] == "options-together"
