"""An open workbook that is read once: what it says stays true whatever is written."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ledger.book.cell_parts import CellPart, apart
from ledger.book.memory import MemoryPages, MemorySheet, ProgramError
from ledger.book.ports import TableAt
from ledger.book.seen_pages import Remembered, seen

STAFF = "職員"


class Asked:
    """Hands every call on, and keeps what was asked."""

    def __init__(self, pages: MemoryPages) -> None:
        self._pages = pages
        self.calls: list[tuple[Any, ...]] = []

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever the workbook has
        """Return a call that is kept."""
        found = getattr(self._pages, name)
        if not callable(found):
            return found

        def call(*given: Any, **named: Any) -> Any:  # noqa: ANN401 - the same
            self.calls.append((name, *given))
            return found(*given, **named)

        return call

    def cells(self, *given: str) -> Any:  # noqa: ANN401 - the same
        self.calls.append(("cells", *given))
        return self._pages.cells(*given)

    @property
    def reads(self) -> list[tuple[Any, ...]]:
        """Which cells were asked for."""
        return [call for call in self.calls if call[0] == "cells"]


@pytest.fixture
def book() -> MemoryPages:
    """職員 with two people in A1:B3, HR's note in D2 and a formula in D3."""
    said: dict[tuple[int, int], Any] = {
        (0, 0): "職員番号",
        (0, 1): "氏名",
        (1, 0): "00123",
        (1, 1): "乙山",
    }
    said |= {(2, 0): "00124", (2, 1): "丙川", (1, 3): "覚え", (2, 3): 2}
    sheet = MemorySheet(dict(said), {"D3": "=1+1"})
    tables = {"staff": TableAt(STAFF, "A1:B3")}
    return MemoryPages(Path("台帳.xlsx"), {STAFF: sheet, "控え": MemorySheet()}, tables, {})


@pytest.fixture
def asked(book: MemoryPages) -> Asked:
    return Asked(book)


def once(asked: Asked) -> Remembered:
    return seen(asked)


def test_何度尋ねても_読むのは1度(asked: Asked) -> None:
    pages = once(asked)
    for _ in range(3):
        pages.values(STAFF)
        pages.formulas(STAFF)
        pages.tables()
        pages.sheets()
        pages.names()
        pages.filtered()
    names = [call[0] for call in asked.calls]
    assert sorted(names) == ["cells", "filtered", "names", "sheets", "tables"]


def test_もう読んであるブックは包み直さない(asked: Asked) -> None:
    pages = once(asked)
    assert seen(pages) is pages


def test_書いたところだけを読み直す(asked: Asked) -> None:
    pages = once(asked)
    before = pages.values(STAFF)
    pages.put(STAFF, "A2:B2", [["00125", "丁野"]])
    assert pages.values(STAFF)[1] == ["00125", "丁野", None, "覚え"]
    assert before[1] == ["00123", "乙山", None, "覚え"], "what was handed out stays as it was"
    assert pages.formulas(STAFF) == {"D3": "=1+1"}
    assert asked.reads == [("cells", STAFF), ("cells", STAFF, "A2:B2")]


def test_重なるところは1度だけ_続く行は1度に読み直す(asked: Asked) -> None:
    pages = once(asked)
    pages.values(STAFF)
    pages.put(STAFF, "A2:B3", [["1", "い"], ["2", "ろ"]])
    pages.put_formula(STAFF, "B3", '="は"')
    pages.clear(STAFF, "A4:B9")
    assert pages.formulas(STAFF) == {"B3": '="は"', "D3": "=1+1"}
    assert asked.reads[1:] == [("cells", STAFF, "A2:B9")]


WRITES: dict[str, Callable[[Remembered], None]] = {
    "値": lambda pages: pages.put(STAFF, "B3:C5", [["い", 1], [None, 2], ["ろ", None]]),
    "式": lambda pages: pages.put_formula(STAFF, "B2", '="い"'),
    "列の式": lambda pages: pages.put_formula_column(STAFF, "C2:C3", ["=1", "=2"]),
    "埋める式": lambda pages: pages.fill_formula(STAFF, "C2:C3", "=[@氏名]"),
    "式のセルに値": lambda pages: pages.put(STAFF, "D3:D3", [[5]]),
    "消す": lambda pages: pages.clear(STAFF, "A3:D3"),
    "使っているところの外": lambda pages: pages.put(STAFF, "F9:F9", [["端"]]),
    "表を広げる": lambda pages: pages.resize_table("staff", "A1:C5"),
    "シート名": lambda pages: pages.rename_sheet("控え", "控え2"),
    "シートを足す": lambda pages: pages.add_table("新しい表", "new", ["い", "ろ"]),
    "頁を足す": lambda pages: pages.add_page("新しい頁", first=True),
    "シートを除く": lambda pages: pages.drop_sheet("控え"),
    "シートを隠す": lambda pages: pages.show_tab("控え", shown=False),
    "ほかのシートに出す": lambda pages: pages.show_sheet("控え", [["い"]]),
}


@pytest.mark.parametrize("write", WRITES.values(), ids=WRITES)
def test_何を書いても_ブックが言うとおりに言う(
    book: MemoryPages, asked: Asked, write: Callable[[Remembered], None]
) -> None:
    book.calculated["staff", 1] = "=ROW()"
    pages = once(asked)
    for title in book.held:
        pages.values(title)
    pages.tables()
    pages.sheets()
    write(pages)
    assert dict(pages.sheets()) == dict(book.sheets())
    assert list(pages.sheets()) == list(book.sheets())
    assert pages.tables() == book.tables()
    for title in book.held:
        rows = [[*row] for row in book.values(title)]
        told = [[*row] for row in pages.values(title)]
        assert _filled(told) == _filled(rows)
        assert pages.formulas(title) == book.formulas(title)


def _filled(rows: list[list[Any]]) -> dict[tuple[int, int], Any]:
    cells = ((n, at, value) for n, row in enumerate(rows) for at, value in enumerate(row))
    return {(n, at): value for n, at, value in cells if value is not None}


def test_失敗した書き込みのあとは読み直す(
    book: MemoryPages, asked: Asked, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages = once(asked)
    pages.values(STAFF)

    def half(sheet: str, ref: str, *_: object) -> None:
        MemoryPages.put(book, sheet, ref, [["99999", "半ば"]])
        raise ProgramError

    monkeypatch.setattr(book, "put", half)
    with pytest.raises(ProgramError):
        pages.put(STAFF, "A2:B2", [["00125", "丁野"]])
    assert pages.values(STAFF)[1][:2] == ["99999", "半ば"]


def test_絞り込みは_尋ねた表だけを見て_外せばまた見る(book: MemoryPages, asked: Asked) -> None:
    book.filters.add("staff")
    pages = once(asked)
    assert pages.filtered(["staff"]) == {"staff"}
    assert pages.filtered(["staff"]) == {"staff"}
    assert len(asked.calls) == 1
    pages.unfilter("staff")
    assert pages.filtered(["staff"]) == frozenset()


def test_見た目は書くまで覚えている(asked: Asked) -> None:
    pages = once(asked)
    for _ in range(2):
        pages.looks(STAFF, "A2:B3")
        pages.styles(STAFF, "A2:B3")
    assert [call[0] for call in asked.calls] == ["looks", "styles"]
    pages.set_format(STAFF, "A2:A3", "@")
    pages.looks(STAFF, "A2:B3")
    assert [call[0] for call in asked.calls][2:] == ["set_format", "looks"]


def test_人が手を入れたら_覚えを捨てる(book: MemoryPages, asked: Asked) -> None:
    pages = once(asked)
    pages.values(STAFF)
    pages.see_anew()
    assert pages.values(STAFF)[1][1] == "乙山"
    book.put(STAFF, "B2", [["乙川"]])
    pages.see_anew()
    assert pages.values(STAFF)[1][1] == "乙川"
    assert len(asked.reads) == 2


def test_読むシートと書くシートを言い_言えなくても続く(asked: Asked) -> None:
    pages = once(asked)
    said: list[str] = []

    def told(text: str) -> None:
        said.append(text)
        raise ProgramError

    pages.watch(told)
    pages.values(STAFF)
    pages.put(STAFF, "A2:A2", [["00125"]])
    assert said == ["シート「職員」を読んでいます(1シート目)", "シート「職員」に書き込んでいます"]


@pytest.mark.parametrize(
    ("refs", "read"),
    [
        (["A2:D9", "B3:B5", "A2:A2"], ["A2:D9"]),
        (["A2:D5", "A6:D9"], ["A2:D9"]),
        (["A2:D5", "A4:D9"], ["A2:D9"]),
        (["A2:D5", "A7:D9"], ["A2:D5", "A7:D9"]),
        (["A2:B5", "C2:D5"], ["A2:B5", "C2:D5"]),
        ([], []),
    ],
)
def test_読み直すところをまとめる(refs: list[str], read: list[str]) -> None:
    assert [part.ref for part in apart([CellPart.of(ref) for ref in refs])] == read
