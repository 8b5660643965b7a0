"""No roster is counted in another way than the slow reader counts it.

The lists are drawn by their number; a difference names it, and shows the list as it stands. Where
the rulings are silent, both follow docs/readings.md (Rosters): the days of one session make one
completion, a no beats what cannot be told, `="00101"` and invisible signs are read through, a
changed family name is told by the given name at the end.
"""

import datetime as dt
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from ledger.book.protocol import Book
from ledger.commands.load import plan
from ledger.layout.frames import Tables
from ledger.read.ledger_book import LedgerBook
from sampling import SEED, batches, keep
from slow_reader.draw import Draw
from slow_reader.grid import Grid, Share
from slow_reader.meant import OpenReadingError
from slow_reader.reader import Counted, count
from slow_reader.town import ShutBook, town_tables

NOW = dt.datetime(2026, 4, 10, 9)  # noqa: DTZ001 - the ledger keeps local time
FATES = ("accepted", "superseded", "quarantined", "left_out")
CASES = {
    "備考の列がある": (
        ("職員番号", "研修コード", "修了日", "備考"),
        (("00101", "T09", "2025-08-28", "窓側"), ("00102", "T09", "2025-08-28", None)),
        (2, 0, 0, 0),
    ),
    "LMSの列がいくつもある": (
        ("受付番号", "職員番号", "メールアドレス", "研修コード", "修了日", "学習時間"),
        (("7", "00104", "a@example.jp", "T03", "R7.6.17", "40分"),),
        (1, 0, 0, 0),
    ),
    "計の字が修了日の列にあり、人数が職員番号の列にある": (
        ("修了日", "職員番号", "研修コード", "進捗率"),
        (("2025-06-18", "00101", "T03", "100%"), ("計", "1", None, None)),
        (1, 0, 0, 0),
    ),
    "合計の字が修了日の列にあり、人数が氏名の列にある": (
        ("修了日", "職員番号", "氏名", "研修コード"),
        (("2025-06-18", "00101", "髙橋 洋子", "T03"), ("合 計", None, "1名", None)),
        (1, 0, 0, 0),
    ),
    "修了日があれば、計の字が備考にあっても人の行": (
        ("修了日", "職員番号", "研修コード", "備考"),
        (("2025-06-18", "101", "T03", "計"), ("2025/6/18", "104", "T03", "以上")),
        (2, 0, 0, 0),
    ),
    "1日目の研修名が読めなくても、その開催回を欠席した人は数えない": (
        ("職員番号", "研修名", "修了日", "開催回番号", "出欠"),
        (
            ("00101", "BPR研修1日目", "2025-08-26", "S09-1", "欠席"),
            ("00101", "BPR研修", "2025-08-28", "S09-1", "出席"),
            ("00102", "BPR研修1日目", "2025-08-26", "S09-1", "出席"),
            ("00102", "BPR研修", "2025-08-28", "S09-1", "出席"),
        ),
        (1, 0, 2, 1),
    ),
    "最後の日の研修名が読めなければ、読めた日のうち最後の日が残る": (
        ("職員番号", "研修名", "修了日", "開催回番号"),
        (
            ("00101", "BPR研修", "2025-08-26", "S09-1"),
            ("00101", "BPR研修", "2025-08-27", "S09-1"),
            ("00101", "BPR研修3日目", "2025-08-28", "S09-1"),
        ),
        (1, 1, 1, 0),
    ),
    "表の右に書き込みがある": (
        ("職員番号", "研修コード", "修了日", "出欠", None),
        (
            ("00101", "T03", "2025-06-18", "出席", None),
            ("00102", "T03", "2025-06-18", "欠席", "電話あり"),
        ),
        (1, 0, 0, 1),
    ),
}


@cache
def _tables() -> Tables:
    return town_tables()


def _book() -> Book:
    return ShutBook(LedgerBook("台帳.xlsx", "", {}, _tables()))  # type: ignore[return-value] # read only


def drawn(number: int) -> tuple[Grid, Counted]:
    """Draw a list that the rulings leave no question about, and count it slowly."""
    for attempt in range(100):
        grid = Draw(SEED, number, attempt).grid()
        try:
            return grid, count(grid)
        except OpenReadingError:
            continue
    raise AssertionError(number)


def loaded(grid: Grid, folder: Path) -> Counted:
    """Return how the product counts the file of a list, by the plan of `load`."""
    source = folder / f"list{grid.suffix}"
    source.write_bytes(grid.file())
    made = plan(_book(), "attendances", source, NOW)
    rows = made.counts["rows"]
    assert isinstance(rows, dict)
    assert rows["read"] == sum(rows[fate] for fate in FATES)
    after = made.tables.get("attendances", _tables()["attendances"])
    proven = after.loc[after["source"] == "名簿", ["staff_no", "training_code", "completed_on"]]
    facts = {(str(who), str(what), str(day)[:10]) for who, what, day in proven.to_numpy()}
    return Counted(
        accepted=rows["accepted"],
        superseded=rows["superseded"],
        quarantined=rows["quarantined"],
        left_out=rows["left_out"],
        facts=frozenset(facts),
    )


def _shown(number: int, grid: Grid, slow: Counted, product: Counted) -> str:
    listed = "\n".join(f"{n:3} {row}" for n, row in enumerate(grid.rows, start=1))
    return (
        f"list {number} ({grid.kind}, merged {grid.merged}, hidden {sorted(grid.hidden)})\n"
        f"{listed}\n"
        f"slow reader {slow[:4]}, product {product[:4]}\n"
        f"only the slow reader: {sorted(slow.facts - product.facts)}\n"
        f"only the product: {sorted(product.facts - slow.facts)}"
    )


@pytest.mark.parametrize("numbers", batches(2000, 60, 30))
def test_every_drawn_list_is_counted_as_the_slow_reader_counts_it(
    numbers: tuple[int, ...], tmp_path: Path
) -> None:
    found, counted = [], Counter[str]()
    for number in numbers:
        grid, slow = drawn(number)
        product = loaded(grid, tmp_path)
        counted.update(lists=1, rows=sum(slow[:4]), **dict(zip(FATES, slow[:4], strict=True)))
        if product != slow:
            found.append(_shown(number, grid, slow, product))
    keep("drawn lists, product against slow reader", **counted, differences=len(found))
    assert not found, "\n\n".join(found)


@pytest.mark.parametrize(("header", "rows", "expected"), CASES.values(), ids=CASES)
@pytest.mark.parametrize("kind", ["xlsx", "utf-8"])
def test_a_list_is_counted_as_a_person_counts_it(
    kind: str,
    header: tuple[str | None, ...],
    rows: tuple[tuple[str | None, ...], ...],
    expected: tuple[int, ...],
    tmp_path: Path,
) -> None:
    grid = Grid((header, *rows), kind)
    assert loaded(grid, tmp_path)[:4] == expected
    assert count(grid)[:4] == expected


def test_the_drawn_lists_hold_everything_that_the_issue_names() -> None:
    kinds, looks, fates = Counter[str](), Counter[str](), Counter[str]()
    for number in range(150):
        grid, slow = drawn(number)
        kinds[grid.kind] += 1
        looks["merged"] += bool(grid.merged)
        looks["hidden"] += bool(grid.hidden)
        looks["narrow"] += bool(grid.narrow)
        looks["ragged"] += len({len(row) for row in grid.rows}) > 1
        looks["unknown session"] += any("S77-1" in row for row in grid.rows)
        looks["code and name"] += any({"研修コード", "研修名"} <= {*row} for row in grid.rows)
        looks["across"] += bool(grid.across)
        looks["beside"] += grid.beside is not None
        looks["percent"] += any(isinstance(cell, Share) for row in grid.rows for cell in row)
        fates.update(dict(zip(FATES, slow[:4], strict=True)))
    assert set(kinds) == {"xlsx", "utf-8", "utf-8-sig", "cp932", "utf-16"}
    assert min(looks.values()) > 0
    assert min(fates[fate] for fate in FATES) > 50, fates
