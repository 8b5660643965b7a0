"""W44: a staff number is found in the master, never guessed."""

import pandas as pd
import pytest

from ledger.layout import ledger
from ledger.layout.columns import Cell
from ledger.layout.frames import frame
from ledger.model.problems import Place
from ledger.read.lost_zeros import restored
from ledger.read.staff_numbers import StaffNumbers, padded, told_width


@pytest.mark.parametrize(
    ("master", "written", "found", "code"),
    [
        (["00123", "00456"], "00123", "00123", None),
        (["00123", "00456"], "００１２３", "00123", "staff-normalised"),
        (["00123", "00456"], "123", "00123", "staff-normalised"),  # 数値になって0が落ちた
        (["00123", "00456"], " 00123 ", "00123", "staff-normalised"),
        (["00123", "00456"], "０123", "00123", "staff-normalised"),
        (["00123", "00456"], "789", None, "staff-unknown"),
        (["00123", "00456"], "1230", None, "staff-unknown"),
        (["00123", "00456"], "000123", None, "staff-unknown"),  # 0が多いのは落ちたのではない
        (["123", "00123"], "123", None, "staff-ambiguous"),  # そのままか、0が落ちたか
        (["123", "00123"], "00123", "00123", None),
        (["0123", "00123"], "0123", "0123", None),
        (["0123", "00123"], "123", None, "staff-ambiguous"),
        (["A-001"], "Ａ－００１", "A-001", "staff-normalised"),
        (["A-001"], "a-001", None, "staff-unknown"),
        (["000"], "0", "000", "staff-normalised"),
        ([], "123", None, "staff-unknown"),
    ],
)
def test_w44_one_match_after_folding_and_padding_or_none(
    master: list[str], written: str, found: str | None, code: str | None
) -> None:
    resolved = StaffNumbers(master).resolve(written)
    assert resolved.staff_no == found
    assert (resolved.finding.code if resolved.finding else None) == code


def test_w44_a_name_never_finds_anyone() -> None:
    assert StaffNumbers(["00123"]).resolve("髙橋").staff_no is None


def test_an_ambiguous_number_names_its_candidates() -> None:
    finding = StaffNumbers(["0123", "00123"]).resolve("123").finding
    assert finding is not None
    assert finding.gaps["candidates"] == "00123・0123"


def test_a_column_keeps_what_the_master_does_not_tell() -> None:
    table = ledger.BY_KEY["posts"]
    rows: list[dict[str, Cell]] = [
        {"role": "CIO補佐官", "staff_no": "123"},
        {"role": "CIO", "staff_no": None},  # 庁外の人
        {"role": "DX推進リーダー", "staff_no": "999"},
    ]
    data = frame(table, rows, [2, 3, 7])
    found = restored(data, table.column("staff_no"), ["00123"], Place(sheet="体制"), "B")
    kept, problems = found.data, found.problems
    assert kept["staff_no"].fillna("-").to_list() == ["00123", "-", "999"]
    assert kept.index.to_list() == [2, 3, 7]
    assert kept["staff_no"].dtype == pd.Series(["a"]).dtype
    assert [(p.code, p.place.cell) for p in problems] == [("staff-normalised", "B2")]


@pytest.mark.parametrize(
    ("number", "width", "result"),
    [("123", 5, "00123"), ("00123", 5, "00123"), ("123", None, "123"), ("A12", 5, "A12")],
)
def test_the_masters_own_numbers_are_padded_to_the_set_width(
    number: str, width: int | None, result: str
) -> None:
    assert padded(number, width) == result


FOUR = [f"{number:04d}" for number in (1, 2, 3, 4, 5, 6, 8, 9, 10, 2041)]


@pytest.mark.parametrize(
    ("numbers", "width"),
    [
        ([*FOUR, "7"], 4),  # 数値のセルになった1人
        ([*FOUR, "７"], 4),
        ([*FOUR, "7", "11"], 4),
        ([*FOUR, "A7", "7"], 4),  # 英字の番号は桁を言わない
        (FOUR, None),  # 短い番号がない
        ([*FOUR, "6"], None),  # 0006 がほかにいる
        ([*FOUR, "7", "07"], None),  # どちらが 0007 か分からない
        ([*FOUR, "11", "12", "13"], None),  # 短い番号が少なくない
        ([*FOUR, "00011"], None),  # 5桁が1人では、ほかの10人が短いとは言えない
        ([str(number) for number in range(1, 30)], None),  # 0で始まる番号がない
        ([str(number) for number in range(95, 200)], None),
        ([], None),
    ],
)
def test_a_list_tells_how_long_its_numbers_are_where_a_few_lost_their_zeros(
    numbers: list[str], width: int | None
) -> None:
    assert told_width(numbers) == width
