"""A write leaves alone the tables that stand so already; what it leaves is what it would write."""

import zipfile
from pathlib import Path

import pandas as pd
import pytest

from ledger.book import closed
from ledger.book.closed import ClosedBook
from ledger.layout import ledger
from ledger.layout.frames import cells
from ledger.present.package import Package
from ledger.present.unchanged_tables import unchanged
from small_office import office_in


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def changed_sheets(before: dict[str, bytes], after: dict[str, bytes]) -> int:
    sheets = [name for name in after if name.startswith("xl/worksheets/sheet")]
    return sum(before.get(name) != after[name] for name in sheets)


def test_二度目の計画は_変わった表だけを書く(tmp_path: Path) -> None:
    office = office_in(tmp_path)
    office.run("plan", office.ledger)
    first = parts(office.ledger)
    office.run("plan", office.ledger)
    second = parts(office.ledger)
    sheets = sum(name.startswith("xl/worksheets/sheet") for name in second)
    assert sheets > 50
    # 処理履歴の1行は必ず変わる。結果の表は同じ
    assert 1 <= changed_sheets(first, second) <= 3


def test_残した表も_書いた表と同じ中身になる(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = office_in(tmp_path / "甲"), office_in(tmp_path / "乙")
    for office in (one, other):
        office.run("plan", office.ledger)
    one.run("plan", one.ledger)
    monkeypatch.setattr(closed, "unchanged", lambda *_: frozenset())
    other.run("plan", other.ledger)
    quick, whole = ClosedBook(one.ledger).read(), ClosedBook(other.ledger).read()
    for table in ledger.TABLES:
        if table.key != "runs":
            assert cells(table, quick.tables[table.key]) == cells(table, whole.tables[table.key])
    assert quick.names == whole.names


def edits(data: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Return other frames for the same table: what must be written."""
    text = data.copy()
    text.loc[text.index[0], "training_name"] = "ほかの名前"
    return {
        "値が1つ違う": text,
        "行の順が違う": data.iloc[::-1],
        "1行少ない": data.iloc[1:],
        "1行多い": pd.concat([data, data.iloc[:1]]),
    }


def test_少しでも違う表は_書く(tmp_path: Path) -> None:
    office = office_in(tmp_path)
    book = ClosedBook(office.ledger).read()
    package, data = Package(office.ledger.read_bytes()), book.tables["trainings"]
    assert len(data) > 2
    assert unchanged(package, {"trainings": data}, book.tables) == {"trainings"}
    again = data.reset_index(drop=True)
    assert unchanged(package, {"trainings": again}, book.tables) == {"trainings"}
    found = {
        name: unchanged(package, {"trainings": other}, book.tables)
        for name, other in edits(data).items()
    }
    assert found == dict.fromkeys(found, frozenset())


def test_行の間が空いていれば_詰めて書く(tmp_path: Path) -> None:
    office = office_in(tmp_path)
    book = ClosedBook(office.ledger).read()
    package, data = Package(office.ledger.read_bytes()), book.tables["trainings"]
    gap = data.drop(index=data.index[1])
    tables = {**book.tables, "trainings": gap}
    assert unchanged(package, {"trainings": gap.reset_index(drop=True)}, tables) == frozenset()
