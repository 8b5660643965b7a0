"""HR's colours and notes in an open ledger go with their row; what does not is told before はい."""

from collections.abc import Mapping

import pytest

from builders import tables
from ledger.book import excel_desk, excel_looks
from ledger.book.live import LiveBook
from ledger.book.ports import CellLook
from ledger.layout.ledger import BY_KEY
from windows.excel import Worksheet
from windows.stage import ComError
from windows.test_windows_engine import Excel, Stage
from windows.test_windows_moods import built, opened

__all__ = ["built", "opened"]
STAFF = BY_KEY["staff"]
HIRED = "ABCDEFGH"[STAFF.keys.index("hired_on")]
YELLOW, RED = (255, 255, 0), (255, 0, 0)
MARKED: Mapping[str, CellLook] = {
    **{f"{column}3": CellLook(YELLOW) for column in "ABCDEFGH"},
    "B3": CellLook(YELLOW, "育休の予定"),
    "C2": CellLook(RED),
    "D4": CellLook(None, "異動あり"),
}
"""00002 (row 3) is yellow with a note, a cell of 00001 red, a note on 00003."""


def staff_of(*numbers: str) -> dict[str, object]:
    return {"staff": tables(staff=[{"staff_no": number} for number in numbers])["staff"]}


def written(excel: Excel, *numbers: str) -> dict[str, CellLook]:
    """Replace 職員 and return what cells wear."""
    book = LiveBook(excel.pages)
    book.read()
    with excel_desk.as_it_was(excel.pages, excel.book.app):
        book.write(staff_of(*numbers))  # type: ignore[arg-type]
    return dict(excel.file.pages.held["職員"].looks)


def there(people: tuple[str, ...]) -> dict[str, CellLook]:
    """Return what must be worn where: every look on its person's row."""
    rows = {"00001": 2, "00002": 3, "00003": 4}
    now = {rows[p]: n for n, p in enumerate(people, start=2) if p in rows}
    return {f"{a[0]}{now[int(a[1])]}": look for a, look in MARKED.items() if int(a[1]) in now}


@pytest.mark.parametrize(
    "people",
    [
        ("00000", "00001", "00002", "00003"),
        ("00003", "00002", "00001"),
        ("00002",),
        ("00001", "00002", "00003"),
        ("00003", "00009", "00001", "00008"),
    ],
    ids=["新しい人が先頭", "逆の順", "1人だけ残る", "そのまま", "増えて減って入れ替わる"],
)
def test_色とメモは人とともに動く(opened: tuple[Excel, Stage], people: tuple[str, ...]) -> None:
    excel, _ = opened
    excel.file.pages.held["職員"].looks.update(MARKED)
    assert written(excel, *people) == there(people)


def test_書けなければ_色とメモも元のまま(opened: tuple[Excel, Stage]) -> None:
    excel, stage = opened
    excel.file.pages.held["職員"].looks.update(MARKED)

    def broken() -> None:
        raise ComError(0)

    stage.patch.setattr(excel.file.pages, "save", broken)
    with pytest.raises(ComError):
        written(excel, "00009", "00003", "00002")
    assert excel.file.pages.held["職員"].looks == MARKED


def test_表全体が塗られていれば_色は動かさず_そう言う(opened: tuple[Excel, Stage]) -> None:
    excel, stage = opened
    stage.patch.setattr(excel_looks, "MOST_COLOURED", 9)
    looks = {f"{column}{row}": CellLook(YELLOW) for column in "ABCDEFGH" for row in (2, 3)}
    excel.file.pages.held["職員"].looks.update(looks)
    assert told(excel, "00009", "00001") == ["looks-stay: 多くのセルに付いた色"]
    assert written(excel, "00009", "00001", "00002", "00003") == looks


def told(excel: Excel, *numbers: str) -> list[str]:
    found = LiveBook(excel.pages).foreseen(staff_of(*numbers))  # type: ignore[arg-type]
    return [f"{p.code}: {p.what.split('の', 1)[1].split('は、')[0]}" for p in found]


@pytest.mark.parametrize("what", ["罫線", "スレッドのコメント"])
def test_動かない見た目は_行が動くときだけ_前もって言う(
    opened: tuple[Excel, Stage], what: str
) -> None:
    excel, _ = opened
    sheet = excel.file.pages.held["職員"]
    sheet.staying = (what,)
    if what == "スレッドのコメント":
        sheet.threads = frozenset({"C3"})
    assert told(excel, "00000", "00001", "00002", "00003") == [f"looks-stay: {what}"]
    assert told(excel, "00001", "00002", "00003", "00004") == []


def test_ふつうの表には何も言わない(opened: tuple[Excel, Stage]) -> None:
    assert told(opened[0], "00003", "00002", "00001") == []


@pytest.mark.parametrize("threaded", [True, False], ids=["新しいExcel", "Excel 2016"])
def test_スレッドのコメントには触れない(opened: tuple[Excel, Stage], *, threaded: bool) -> None:
    excel, stage = opened
    stage.patch.setattr(Worksheet, "threaded", threaded)
    sheet = excel.file.pages.held["職員"]
    sheet.threads = frozenset({"C3"}) if threaded else frozenset()
    sheet.looks["C2"] = CellLook(None, "メモ")
    assert written(excel, "00001", "00003") == {"C2": CellLook(None, "メモ")}
    assert sheet.threads == (frozenset({"C3"}) if threaded else frozenset())


def test_新しい行の日付は_上の行と同じ形で出る(opened: tuple[Excel, Stage]) -> None:
    excel, _ = opened
    formats = excel.file.pages.held["職員"].formats
    formats.update({f"{HIRED}{row}": "ggge" for row in (2, 3, 4)})
    written(excel, "00001", "00002", "00003", "00004", "00005")
    assert [formats[f"{HIRED}{row}"] for row in (5, 6)] == ["ggge", "ggge"]
    assert formats["A6"] == "@"
