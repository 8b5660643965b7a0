"""Pages: what the program writes wholly, alike in a closed ledger and in an open one."""

import datetime as dt
import io
from collections.abc import Mapping, Sequence
from pathlib import Path

import openpyxl
import pytest

from builders import policy, tables
from failing_pages import FailingOnce, state_of, twin
from ledger.book.closed import ClosedBook
from ledger.book.live import LiveBook
from ledger.book.memory import ProgramError
from ledger.layout.page_frames import page_frame, page_rows
from ledger.layout.pages import HOME, PageCell, link
from ledger.present.ledger_book import build
from older_ledgers import made
from pages_of_file import pages_of
from repair_rules import repairs

DAY_0 = dt.date(1899, 12, 30)
ROWS: Mapping[str, Sequence[Sequence[PageCell]]] = {
    "文字と数": [["架空市", 12, 0.5], [None, "00123"]],
    "日と真偽": [[dt.date(2026, 3, 31), True]],
    "つながり": [["", link("要確認", "要確認 3件"), None, "=1+1"]],
    "前より短い": [["一行だけ"]],
    "前より長い": [[f"{number}行目"] for number in range(1, 60)],
    "何もない": [],
}


@pytest.fixture(scope="module")
def built() -> bytes:
    made_ = tables()
    said = page_frame(HOME, [["前の見出し"], ["a", link("設定", "設定へ")], ["c", None, "d"]])
    return build({**made_, HOME.key: said}, policy(made_).settings)


def closed_cells(path: Path) -> dict[str, object]:
    sheet = openpyxl.load_workbook(path)[HOME.title]
    rows = sheet.iter_rows(max_col=HOME.columns)
    found = {cell.coordinate: cell.value for row in rows for cell in row}
    return {at: _day(value) for at, value in found.items() if value is not None}


def _day(value: object) -> object:
    """Return a day as its number: the page's cells have no format of days."""
    return (value.date() - DAY_0).days if isinstance(value, dt.datetime) else value


@pytest.mark.parametrize("case", ROWS)
def test_閉じた台帳と開いた台帳は_同じことを言う(built: bytes, tmp_path: Path, case: str) -> None:
    path = tmp_path / "台帳.xlsx"
    path.write_bytes(built)
    pages = pages_of(path)
    changes = {HOME.key: page_frame(HOME, ROWS[case])}
    live = LiveBook(pages)
    live.read()
    live.write(changes)
    ClosedBook(path).write(changes)
    assert repairs(path.read_bytes()) == []
    said = closed_cells(path)
    held = pages.held[HOME.title]
    opened: dict[str, object] = {
        f"{chr(ord('A') + column)}{row + 1}": _day(
            dt.datetime.combine(value, dt.time()) if isinstance(value, dt.date) else value
        )
        for (row, column), value in held.cells.items()
        if value not in (None, "")
    }
    assert {**opened, **held.formulas} == said
    wanted = [value for row in ROWS[case] for value in row if value not in (None, "")]
    assert len(said) == len(wanted)


def test_つながりは_計算しない人にも見える(built: bytes) -> None:
    shown = openpyxl.load_workbook(io.BytesIO(built), data_only=True)[HOME.title]
    asked = openpyxl.load_workbook(io.BytesIO(built))[HOME.title]
    assert (shown["B2"].value, asked["B2"].value) == (
        "設定へ",
        """=HYPERLINK("#'設定'!A1","設定へ")""",
    )


QUOTES = {
    "シート名の一重引用符": (link("人事's", "行く"), """=HYPERLINK("#'人事''s'!A1","行く")"""),
    "文の二重引用符": (link("設定", '"例"'), '=HYPERLINK("#\'設定\'!A1","""例""")'),
}


@pytest.mark.parametrize("case", QUOTES)
def test_引用符があっても_式はこわれない(case: str) -> None:
    made_, wanted = QUOTES[case]
    assert made_.text == wanted


def test_255字より長い文は_式に入る長さで終わる() -> None:
    assert link("設定", "あ" * 300).shown == "あ" * 254 + "…"


def test_幅より長い行は_書く前に断る() -> None:
    with pytest.raises(ValueError, match="row 2"):
        page_frame(HOME, [["a"], ["x"] * (HOME.columns + 1)])
    assert page_rows(page_frame(HOME, [["a"]])) == [["a", *[None] * (HOME.columns - 1)]]


def test_書く途中で止まれば_ページも元のまま(built: bytes, tmp_path: Path) -> None:
    path = tmp_path / "台帳.xlsx"
    path.write_bytes(built)
    pages = pages_of(path)
    changes = {HOME.key: page_frame(HOME, ROWS["前より長い"][:5])}
    ended, k = False, 0
    while not ended:
        k += 3
        trial = twin(pages)
        failing = FailingOnce(trial, 10_000)
        live = LiveBook(failing)
        live.read()
        failing._left = k  # noqa: SLF001 - the reading is done
        try:
            live.write(changes)
            ended = True
        except ProgramError:
            assert state_of(trial) == state_of(pages), failing.failed
    assert k > 6, "several calls were tried"


def test_ページのシートがなくても_ほかは書ける(built: bytes, tmp_path: Path) -> None:
    path = tmp_path / "台帳.xlsx"
    book = openpyxl.load_workbook(io.BytesIO(built))
    del book[HOME.title]
    book.save(path)
    changes = {HOME.key: page_frame(HOME, [["x"]])}
    LiveBook(pages_of(path)).write(changes)
    ClosedBook(path).write(changes)
    assert HOME.title not in openpyxl.load_workbook(path).sheetnames


@pytest.mark.parametrize("opened", [False, True], ids=["閉じた台帳", "開いた台帳"])
def test_前の版の台帳は_最初のシートにページをもらい_前の表は名を変えて残る(
    tmp_path: Path, *, opened: bool
) -> None:
    path = tmp_path / "台帳.xlsx"
    path.write_bytes(made("later.xlsx"))
    changes = {HOME.key: page_frame(HOME, [["ようこそ"], [link("設定", "設定へ")]])}
    if opened:
        pages = pages_of(path)
        live = LiveBook(pages)
        live.read()
        live.write(changes)
        titles = list(pages.sheets())
        assert pages.tables()["today"].sheet == "やること一覧"
        assert pages.held[HOME.title].cells[0, 0] == "ようこそ"
    else:
        ClosedBook(path).write(changes)
        book = openpyxl.load_workbook(path)
        titles = book.sheetnames
        assert "today" in book["やること一覧"].tables
        sheet = book[HOME.title]
        assert (sheet["A1"].value, book.active) == ("ようこそ", sheet)
        assert repairs(path.read_bytes()) == []
    assert titles[0] == HOME.title
    assert "やること一覧" in titles


def test_名を変えたシートを指す人事の式は_ついて行く(tmp_path: Path) -> None:
    path = tmp_path / "台帳.xlsx"
    book = openpyxl.load_workbook(io.BytesIO(made("later.xlsx")))
    memo = book.create_sheet("人事メモ")
    memo["A1"] = "=今日やること!C5"
    memo["A2"] = "='今日やること'!C5+1"
    memo["A3"] = "今日やること!は字"
    memo["A4"] = "=本今日やること!C5"
    book.save(path)
    ClosedBook(path).write({HOME.key: page_frame(HOME)})
    after = openpyxl.load_workbook(path)["人事メモ"]
    assert [after[f"A{n}"].value for n in range(1, 5)] == [
        "='やること一覧'!C5",
        "='やること一覧'!C5+1",
        "今日やること!は字",
        "=本今日やること!C5",
    ]
