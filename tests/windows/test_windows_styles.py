"""Letters and number formats of HR's rows in an open ledger go with their row, or are told."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from failing_pages import state_of, twin
from ledger.book import excel_desk, excel_styles
from ledger.book.live import LiveBook
from ledger.book.ports import Font
from ledger.layout.ledger import BY_KEY
from windows.cells import Letters
from windows.stage import MOOD, ComError
from windows.test_windows_engine import Excel, Stage
from windows.test_windows_looks import staff_of, told, written
from windows.test_windows_moods import built, opened

__all__ = ["built", "opened"]
STAFF = BY_KEY["staff"]
HIRED = "ABCDEFGH"[STAFF.keys.index("hired_on")]
RED = Font(Color=255.0)
LARGE = Font(Name="メイリオ", Size=14.0, Bold=True)
CROSSED = Font(Italic=True, Strikethrough=True)
MARKED: Mapping[str, Font] = {**dict.fromkeys(("A3", "B3", "C3"), LARGE), "B2": RED, "B4": CROSSED}
"""00002 (row 3) is large in three columns, the name of 00001 red, that of 00003 crossed out."""
ROWS = {"00001": 2, "00002": 3, "00003": 4}

ORDERS = {
    "新しい人が先頭": ("00000", "00001", "00002", "00003"),
    "逆の順": ("00003", "00002", "00001"),
    "1人だけ残る": ("00002",),
    "そのまま": ("00001", "00002", "00003"),
    "増えて減って入れ替わる": ("00003", "00009", "00001", "00008"),
}


def marked(excel: Excel) -> None:
    """Let HR mark its rows; 採用日 of 00002 is shown in 和暦."""
    sheet = excel.file.pages.held["職員"]
    sheet.fonts.update(MARKED)
    sheet.formats[f"{HIRED}3"] = "ggge"


@pytest.mark.parametrize("order", ORDERS)
def test_文字と表示形式は人とともに動く(opened: tuple[Excel, Stage], order: str) -> None:
    excel, _ = opened
    marked(excel)
    people = ORDERS[order]
    written(excel, *people)
    sheet = excel.file.pages.held["職員"]
    for column in "ABC":
        stood = [MARKED.get(f"{column}{ROWS[p]}", Font()) if p in ROWS else None for p in people]
        now = [sheet.fonts.get(f"{column}{n}", Font()) for n in range(2, 2 + len(people))]
        kept = [(new, old) for new, old in zip(now, stood, strict=True) if old is not None]
        assert [new for new, _ in kept] == [old for _, old in kept]
    eras = [n for n in range(2, 2 + len(people)) if sheet.formats.get(f"{HIRED}{n}") == "ggge"]
    assert eras == ([people.index("00002") + 2] if "00002" in people else [])


def test_新しい人は_列の多くの人と同じ文字になる(opened: tuple[Excel, Stage]) -> None:
    excel, _ = opened
    sheet = excel.file.pages.held["職員"]
    sheet.fonts.update({"B2": LARGE, "B3": LARGE, "B4": RED})
    written(excel, "00000", "00001", "00002", "00003")
    assert [sheet.fonts[f"B{n}"] for n in range(2, 6)] == [LARGE, LARGE, LARGE, RED]


def test_いなくなった人の文字は残らない(opened: tuple[Excel, Stage]) -> None:
    excel, _ = opened
    sheet = excel.file.pages.held["職員"]
    sheet.fonts.update({"B4": LARGE})
    written(excel, "00001", "00002")
    assert {sheet.fonts.get(f"B{n}", Font()) for n in range(2, 5)} == {Font()}


def test_行が動かなければ_文字を調べもしない(opened: tuple[Excel, Stage]) -> None:
    excel, stage = opened
    marked(excel)

    def looked(*_: object) -> None:
        raise AssertionError

    stage.patch.setattr(Letters, "__getattr__", looked)
    written(excel, "00001", "00002", "00003", "00004")


def test_書けなければ_文字も表示形式も元のまま(opened: tuple[Excel, Stage]) -> None:
    excel, stage = opened
    marked(excel)
    before = state_of(twin(excel.file.pages))

    def broken() -> None:
        raise ComError(0)

    stage.patch.setattr(excel.file.pages, "save", broken)
    with pytest.raises(ComError):
        written(excel, "00009", "00003", "00002")
    assert state_of(excel.file.pages) == before
    formats = excel.file.pages.held["職員"].formats
    assert [formats[f"{HIRED}{n}"] == "ggge" for n in (2, 3, 4)] == [False, True, False]


def test_Excelが少しふさがっていても_文字は動く(opened: tuple[Excel, Stage]) -> None:
    excel, _ = opened
    marked(excel)
    book = LiveBook(excel.pages)
    book.read()
    with excel_desk.as_it_was(excel.pages, excel.book.app):
        MOOD.refusals = 20
        book.write(staff_of("00003", "00002", "00001"))  # type: ignore[arg-type]
    assert excel.file.pages.held["職員"].fonts["B4"] == RED
    assert MOOD.slept > 0


def test_違う文字が多すぎれば_動かさず_そう言う(opened: tuple[Excel, Stage]) -> None:
    excel, stage = opened
    stage.patch.setattr(excel_styles, "MOST_PIECES", 5)
    excel.file.pages.held["職員"].fonts.update(MARKED)
    assert told(excel, "00003", "00001") == ["looks-stay: 多くのセルで違う文字・表示形式"]
    written(excel, "00003", "00001")
    fonts = excel.file.pages.held["職員"].fonts
    assert {at: font for at, font in fonts.items() if font != Font()} == MARKED


def test_1つのセルの中で違う文字は_分かるところだけ動く(opened: tuple[Excel, Stage]) -> None:
    excel, _ = opened
    mixed = Font(Size=14.0, Bold=None, Color=None)
    excel.file.pages.held["職員"].fonts["B2"] = mixed
    written(excel, "00000", "00001", "00002", "00003")
    moved = excel.file.pages.held["職員"].fonts["B3"]
    assert (moved.Size, moved.Name) == (14.0, Font().Name)


def test_文字は決めた7つだけを読み書きする() -> None:
    said = ("Name", "Size", "Bold", "Italic", "Underline", "Strikethrough", "Color")
    assert Font._fields == said
    folder = Path(excel_styles.__file__).parent
    by_name = [p.name for p in folder.glob("excel*.py") if "setattr(" in p.read_text("utf-8")]
    assert by_name == ["excel_styles.py"]
