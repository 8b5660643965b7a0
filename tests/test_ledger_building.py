"""The ledger book: what is built is read back the same; export, load and export give one thing."""

import datetime as dt
import io
import re
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

import pandas as pd
import pytest

from builders import policy, tables
from ledger.book.closed import ClosedBook
from ledger.commands import export, init, load
from ledger.commands.plan import apply
from ledger.layout import ledger
from ledger.layout.columns import Cell, Column, Group, Kind, Table
from ledger.layout.frames import Tables, cells, frame, replaced
from ledger.layout.names_beside import formulas
from ledger.layout.pages import HOME, PERSONA_CARD, STAFF_CARD
from ledger.model.terms import BookKind
from ledger.present.ledger_book import build
from ledger.present.package import Package
from ledger.read.ledger_book import read_ledger

NOW = dt.datetime(2026, 4, 2, 9)  # noqa: DTZ001 - the ledger keeps local time
FRAGILE = (
    "=1+1",
    "+81",
    "@x",
    "'x",
    "http://a",
    "1行目\n2行目",
    "𠮷野家",
    "_x0041_",
    "TRUE",
    "1E5",
)
"""Text that careless writers turn into something else."""


def value(column: Column, number: int) -> Cell:
    """Return some value of a column's kind, within its range, another one in each row."""
    if column.choices:
        return column.choices[number % len(column.choices)]
    low, high = int(column.low or 0), int(column.high or 9999)
    day = dt.datetime(2025, 4, 1 + number, 8, 30, 15)  # noqa: DTZ001 - as above
    values: dict[Kind, Cell] = {
        Kind.DATE: day.date(),
        Kind.STAMP: day,
        Kind.WHOLE: low + number % (high - low + 1),
        Kind.NUMBER: min(number + 0.5, high),
        Kind.TEXT: f"{FRAGILE[number % len(FRAGILE)]} {column.key}",
    }
    return values.get(column.kind, f"{number:05d}")


def full(many: int = 10) -> Tables:
    """Return a ledger with rows in every table (they need not agree with each other)."""
    made = {
        table.key: frame(
            table,
            [{c.key: value(c, row) for c in table.columns} for row in range(many)],
        )
        for table in ledger.TABLES
        if table.group not in (Group.SETTINGS, Group.RESULTS)
    }
    return replaced(tables(), made)


@pytest.fixture(scope="module")
def book() -> bytes:
    return build(full(), policy(tables()).settings)


@pytest.fixture(scope="module")
def read(book: bytes) -> Tables:
    return read_ledger(book, "台帳.xlsx").tables


@pytest.fixture(scope="module")
def given() -> Tables:
    return full()


@pytest.mark.parametrize(
    "table",
    [t for t in ledger.TABLES if t.group is not Group.RESULTS],
    ids=lambda table: table.key,
)
def test_what_is_built_is_read_back(read: Tables, given: Tables, table: Table) -> None:
    assert len(given[table.key]) == (2 if table.key == "settings" else 10)
    assert cells(table, read[table.key]) == cells(table, given[table.key])


def test_every_declared_table_stands_on_its_own_sheet(book: bytes) -> None:
    package = Package(book)
    assert {key: sheet for key, (sheet, _) in package.table_parts.items()} == {
        "_meta": "_meta",
        **{table.key: table.title for table in ledger.TABLES},
    }


def test_the_book_says_what_it_is(book: bytes) -> None:
    said = read_ledger(book, "台帳.xlsx", []).meta
    assert (said["kind"], said["fiscal_year"]) == (BookKind.LEDGER.value, "2025")


def test_the_same_tables_give_the_same_bytes(book: bytes) -> None:
    assert build(full(), policy(tables()).settings) == book


def test_text_is_neither_formula_nor_link(book: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(book)) as package:
        sheets = [n for n in package.namelist() if n.startswith("xl/worksheets/sheet")]
        cards = [Package(book).sheet_parts[page.title] for page in (STAFF_CARD, PERSONA_CARD)]
        home = Package(book).sheet_parts[HOME.title]
        for name in sheets:
            data = package.read(name)
            said = set(re.findall(r"<f>([^<]*)</f>", data.decode())) - NAME_FORMULAS
            assert b"<hyperlink" not in data
            if name in cards:
                continue  # pages that look something up, and that are no table
            assert all(f.startswith('HYPERLINK("#') for f in said), "only links of its own"
            # a table with merged cells cannot be sorted; the home page is no table
            assert (b"<mergeCell" in data) is (name == home)


NAME_FORMULAS = {escape(said) for t in ledger.TABLES for said in formulas(t, 1).values()}
"""The only formulas of a ledger: names beside codes."""

CSV: dict[str, str] = {
    "sections": "所属コード,所属名,上位所属コード,階層\n01,部,,部\n0110,課,01,課\n",
    "staff": '職員番号,氏名,採用日\n00101,髙橋 一,2000-04-01\n00102,"改行\nあり",2010-04-01\n',
    "postings": "職員番号,所属コード,主務兼務,開始日\n00101,0110,主務,2024-04-01\n",
    "posts": "役割,氏名,開始日\n'=CIO補佐官,山田,2025-04-01\n",
    "goals": "職員番号,年度,番号,目標,デジタル,元ファイル\n00101,2025,1,'+1件つくる,○,a.xlsx\n",
}


def filled(path: Path, texts: dict[str, bytes]) -> ClosedBook:
    apply(init.plan(path, 2025, "架空市"))
    book = ClosedBook(path)
    for key, data in texts.items():
        source = path.with_name(f"{path.stem}-{key}.csv")
        source.write_bytes(data)
        apply(load.plan(book, key, source, NOW), book)
    return book


def exported(book: ClosedBook, folder: Path) -> dict[str, bytes]:
    apply(export.plan(book, folder), book)
    return {one.stem: one.read_bytes() for one in folder.iterdir()}


def test_export_load_export_gives_the_same_files(tmp_path: Path) -> None:
    first = filled(tmp_path / "一.xlsx", {key: text.encode() for key, text in CSV.items()})
    once = exported(first, tmp_path / "out1")
    assert set(once) == {table.key for table in ledger.TABLES if table.exported}
    # what a person loads: the five tables, and three of the policy with their notes
    wanted = [*CSV, "trainings", "criteria", "targets"]
    second = filled(tmp_path / "二.xlsx", {key: once[key] for key in wanted})
    twice = exported(second, tmp_path / "out2")
    programs = {table.key for table in ledger.TABLES if table.group is Group.RESULTS}
    differing = {key for key in once if once[key] != twice[key]}
    assert differing <= programs
    assert b"00101" in once["staff"]
    assert "'+1件つくる".encode() in once["goals"]


def test_the_reader_sees_what_was_loaded_and_not_its_apostrophe(tmp_path: Path) -> None:
    book = filled(tmp_path / "一.xlsx", {"posts": CSV["posts"].encode("cp932")})
    (row,) = book.read().tables["posts"].to_dict("records")
    assert row["role"] == "=CIO補佐官"
    assert pd.isna(row["staff_no"])
