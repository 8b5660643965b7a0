"""A closed ledger's new bytes take their place only if every written sheet says its frame."""

import re
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from builders import policy, tables
from ledger.book.closed import ClosedBook
from ledger.book.written_sheets import refuse_misstated
from ledger.layout.frames import Tables
from ledger.layout.page_frames import page_frame
from ledger.layout.pages import STAFF_CARD
from ledger.model.problems import Refusal
from ledger.present.package import Package
from ledger.present.splice import splice
from ledger.read.ledger_book import read_ledger
from untitled import build

PEOPLE = [
    {"staff_no": "00001", "staff_name": "佐藤 花子", "hired_on": "2020-04-01"},
    {"staff_no": "00002", "staff_name": "髙橋 𠮷郎", "hired_on": "2021-10-01"},
    {"staff_no": "00003", "staff_name": "<田中> & _x0041_", "hired_on": "2022-04-01"},
]
TEXT = b'<c r="%s" t="inlineStr"><is><t>memo</t></is></c>'
Planted = Callable[[bytes], bytes]


@pytest.fixture(scope="module")
def base() -> bytes:
    """A ledger of three people."""
    made = tables(staff=PEOPLE)
    return build(made, policy(made).settings)


@pytest.fixture(scope="module")
def before(base: bytes) -> Tables:
    return read_ledger(base, "台帳.xlsx").tables


def changes() -> dict[str, pd.DataFrame]:
    """Two people are left, with a measured level each, and a page."""
    made = tables(
        staff=[PEOPLE[2], PEOPLE[0]],
        runs=[{"run_no": "000001", "run_at": "2026-03-31 09:15:00", "operation": "load"}],
        history=[{"year": 2025, "kind": "目標", "code": "K01", "value": 37.5}],
    )
    page = page_frame(STAFF_CARD, [["職員カード"], [None, "職員番号を入れてください"]])
    return {key: made[key] for key in ("staff", "runs", "history")} | {STAFF_CARD.key: page}


def in_sheet(title: str, old: bytes, new: bytes) -> Planted:
    """Return what writes something else into a sheet, once; `old` is a pattern."""

    def planted(book: bytes) -> bytes:
        package = Package(book)
        part = package.sheet_parts[title]
        xml = package.read(part)
        assert re.search(old, xml)
        return package.replaced({part: re.sub(old, new, xml, count=1)})

    return planted


def in_table(key: str, old: str, new: str) -> Planted:
    """Return what lets a table end elsewhere."""

    def planted(book: bytes) -> bytes:
        package = Package(book)
        part = package.table_parts[key][1]
        return package.replaced({part: re.sub(old.encode(), new.encode(), package.read(part))})

    return planted


WRONG = {
    "氏名の1文字が違う": ("職員", in_sheet("職員", "花子".encode(), "花予".encode())),
    "職員番号の1桁が違う": ("職員", in_sheet("職員", b">00001<", b">00007<")),
    "採用日が1日違う": ("職員", in_sheet("職員", b"<v>43922</v>", b"<v>43923</v>")),
    "値のないセルに文字がある": ("職員", in_sheet("職員", rb'<c r="C2"[^>]*/>', TEXT % b"C2")),
    "記号が1文字に読まれる": ("職員", in_sheet("職員", b"_x005F_x0041_", b"_x0041_")),
    "実行の時刻が1秒違う": ("処理履歴", in_sheet("処理履歴", b"46112.38541", b"46112.38542")),
    "実績の値が違う": ("年度実績", in_sheet("年度実績", b"<v>37.5</v>", b"<v>37.6</v>")),
    "前にあった行が残っている": (
        "職員",
        in_sheet(
            "職員",
            b"</sheetData>",
            b'<row r="4">' + TEXT % b"A4" + b"</row></sheetData>",
        ),
    ),
    "画面の文が違う": ("職員カード", in_sheet("職員カード", "入れて".encode(), "人れて".encode())),
    "シートが読めない": ("職員", in_sheet("職員", b"</sheetData>", b"</sheetDate>")),
    "表が1行短い": ("職員", in_table("staff", r'(ref="A1:[A-Z]+)3"', r'\g<1>2"')),
}


@pytest.mark.parametrize(("title", "planted"), WRONG.values(), ids=WRONG)
def test_書いたとおりでないシートを名指しで断る(
    base: bytes, before: Tables, title: str, planted: Planted
) -> None:
    written = splice(base, changes(), before)
    with pytest.raises(Refusal) as stopped:
        refuse_misstated(planted(written), base, changes(), "台帳.xlsx")
    assert stopped.value.problem.code == "write-unverified"
    assert f"「{title}」" in stopped.value.problem.what


RIGHT = {
    "何も違わない": in_sheet("職員", b"", b""),
    "表の横の人事のセル": in_sheet("職員", b"</row>", TEXT % b"Z1" + b"</row>"),
    "表から離れた下のメモ": in_sheet(
        "職員",
        b"</sheetData>",
        b'<row r="9">' + TEXT % b"A9" + b"</row></sheetData>",
    ),
}


@pytest.mark.parametrize("planted", RIGHT.values(), ids=RIGHT)
def test_書いたとおりの台帳は通る(base: bytes, before: Tables, planted: Planted) -> None:
    written = splice(base, changes(), before)
    refuse_misstated(planted(written), base, changes(), "台帳.xlsx")


def test_日付を数字で見せる書式でも_同じ日なら通る(base: bytes, before: Tables) -> None:
    written = splice(base, changes(), before)
    package = Package(written)
    part = package.sheet_parts["職員"]
    bare = re.sub(rb'(<c r="F\d+") s="\d+"', rb"\1", package.read(part))
    assert bare != package.read(part)
    refuse_misstated(package.replaced({part: bare}), base, changes(), "台帳.xlsx")


def test_書き損じた台帳は元のまま残る(
    base: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "台帳.xlsx"
    path.write_bytes(base)
    book = ClosedBook(path)
    book.read()
    planted = in_sheet("職員", "花子".encode(), "花予".encode())
    monkeypatch.setattr("ledger.book.closed.splice", lambda *said: planted(splice(*said)))
    with pytest.raises(Refusal) as stopped:
        book.write(changes())
    assert stopped.value.problem.code == "write-unverified"
    assert path.read_bytes() == base
    assert sorted(one.suffix for one in tmp_path.iterdir() if one.is_file()) == [".lock", ".xlsx"]
