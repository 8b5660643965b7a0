"""No export that comes back is counted in another way than the slow reader counts it.

An export that nobody touched changes nothing, by whatever way it is loaded; of one that was edited,
just the edited rows count as new, or are set aside and keep what stood.
"""

import datetime as dt
import random
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import pytest

from ledger.book.protocol import Book
from ledger.commands import export, load
from ledger.judge.loading import Mode
from ledger.layout import ledger
from ledger.layout.columns import Kind, Table
from ledger.layout.frames import Tables, replaced
from ledger.read.ledger_book import LedgerBook
from sampling import SEED, batches, keep
from slow_reader.kept import TABLES, Exported, kept_ledger
from slow_reader.town import ShutBook

NOW = dt.datetime(2026, 4, 10, 9)  # noqa: DTZ001 - the ledger keeps local time
FATES = ("accepted", "superseded", "quarantined", "left_out")


class Back(NamedTuple):
    """What became of the rows of a file, and what the table holds then."""

    accepted: int
    superseded: int
    quarantined: int
    left_out: int
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Sent:
    """A list on its way back.

    Attributes:
        key: The table.
        before: The ledger.
        listed: What was exported.
        file: What comes back.
        mode: How it is loaded; None as `load` proposes.
        slow: What has to come of it.
        done: What was done to it, in words.
    """

    key: str
    before: Tables
    listed: Exported
    file: bytes
    mode: Mode | None
    slow: Back
    done: str


def _book(held: Tables) -> Book:
    return ShutBook(LedgerBook("台帳.xlsx", "", {}, held))  # type: ignore[return-value] # read only


def exported(held: Tables, key: str, folder: Path, encoding: str = "utf-8") -> bytes:
    """Return the product's export of a table."""
    return export.plan(_book(held), folder, encoding=encoding).files[folder / f"{key}.csv"]


def sent(number: int, folder: Path) -> Sent:
    """Draw a ledger, export one of its tables, and do to it what people do to such lists."""
    chance = random.Random(f"exports-{SEED}-{number}")  # noqa: S311 - a drawn list
    key = TABLES[number % len(TABLES)]
    before = kept_ledger(chance, key)
    listed = Exported.of(exported(before, key, folder), "utf-8")
    mode = chance.choice((None, None, Mode.REPLACE, Mode.UPSERT))
    edits = (_nothing, _nothing, _changed, _dropped, _spoilt, _repeated)
    edited, slow, done = chance.choice(edits)(chance, ledger.BY_KEY[key], listed)
    if mode is not Mode.REPLACE and (mode or ledger.BY_KEY[key].group.value != "方針"):
        slow = slow._replace(rows=_with_kept(ledger.BY_KEY[key], slow.rows, listed.rows))
    return Sent(key, before, listed, _saved(chance, key, edited), mode, slow, done)


def _with_kept(
    table: Table, rows: tuple[tuple[str, ...], ...], standing: tuple[tuple[str, ...], ...]
) -> tuple[tuple[str, ...], ...]:
    """Add the rows that the file lacks: they stay where nothing replaces them."""
    at = [table.keys.index(key) for key in table.row_key]
    there = {tuple(row[n] for n in at) for row in rows}
    return (*rows, *(row for row in standing if tuple(row[n] for n in at) not in there))


# -- what people do to a list, and what has to come of it ------------------------------------------

Edit = tuple[Exported, Back, str]


def _nothing(_: random.Random, table: Table, listed: Exported) -> Edit:
    return listed, Back(0, len(listed.rows), 0, 0, listed.rows), f"{table.title}: 何もしない"


def _changed(chance: random.Random, table: Table, listed: Exported) -> Edit:
    """Write another text into a cell that is no part of the key."""
    free = [
        n
        for n, column in enumerate(table.columns)
        if column.key not in table.row_key and column.kind is Kind.TEXT and _is_free(column.key)
    ]
    if not free:
        return _nothing(chance, table, listed)
    at, column = chance.randrange(len(listed.rows)), chance.choice(free)
    rows = [list(row) for row in listed.rows]
    rows[at][column] = "書き直した文"
    made = Exported(listed.header, tuple(map(tuple, rows)))
    what = f"{table.title}: {at + 1}行目の{listed.header[column]}を書き直す"
    return made, Back(1, len(rows) - 1, 0, 0, made.rows), what


def _is_free(key: str) -> bool:
    """Whether a text is neither a name, which is held against the number, nor 元ファイル."""
    return key not in ("staff_name", "kana", "section_name", "source_file")


def _dropped(chance: random.Random, table: Table, listed: Exported) -> Edit:
    at = chance.randrange(len(listed.rows))
    made = listed._replace(rows=(*listed.rows[:at], *listed.rows[at + 1 :]))
    if not made.rows:
        return _nothing(chance, table, listed)
    return made, Back(0, len(made.rows), 0, 0, made.rows), f"{table.title}: {at + 1}行目を消す"


def _spoilt(chance: random.Random, table: Table, listed: Exported) -> Edit:
    """Write a day or a word that is none; the row stays as it stood."""
    kinds = (Kind.DATE, Kind.CHOICE, Kind.WHOLE)
    wrong = {Kind.DATE: "2025/2/30", Kind.CHOICE: "どれでもない", Kind.WHOLE: "たくさん"}
    usual = [
        n
        for n, column in enumerate(table.columns)
        if column.kind in kinds
        and column.key not in table.row_key
        and not (table.key == "staff" and column.key in ("grade", "employment"))
    ]
    if not usual or len(listed.rows) == 1:
        return _nothing(chance, table, listed)
    at, column = chance.randrange(len(listed.rows)), chance.choice(usual)
    rows = [list(row) for row in listed.rows]
    rows[at][column] = wrong[table.columns[column].kind]
    made = listed._replace(rows=tuple(map(tuple, rows)))
    what = f"{table.title}: {at + 1}行目の{listed.header[column]}が読めない"
    return made, Back(0, len(rows) - 1, 1, 0, listed.rows), what


def _repeated(chance: random.Random, table: Table, listed: Exported) -> Edit:
    row = chance.choice(listed.rows)
    made = listed._replace(rows=(*listed.rows, row))
    return made, Back(0, len(made.rows), 0, 0, listed.rows), f"{table.title}: 1行を2度"


# -- how the list is saved -------------------------------------------------------------------------


def _saved(chance: random.Random, key: str, listed: Exported) -> bytes:
    """Save the list as another program does: days, order, quotes and encoding of its own."""
    if chance.random() < 0.5:
        days = [n for n, c in enumerate(ledger.BY_KEY[key].columns) if c.kind is Kind.DATE]
        rows = [
            tuple(_respelt(cell) if n in days else cell for n, cell in enumerate(row))
            for row in listed.rows
        ]
        listed = listed._replace(rows=tuple(rows))
    if chance.random() < 0.3:
        order = chance.sample(range(len(listed.header)), len(listed.header))
        listed = Exported(
            tuple(listed.header[n] for n in order),
            tuple(tuple(row[n] for n in order) for row in listed.rows),
        )
    encoding = chance.choice(("utf-8", "utf-8-sig", "utf-16", "cp932"))
    if encoding == "cp932" and not _is_held(listed):
        encoding = "utf-8-sig"
    return listed.file(encoding, quoted=chance.random() < 0.3)


def _is_held(listed: Exported) -> bool:
    """Whether CP932 gives every character back; 〜 and − come back as ～ and －."""
    text = "".join(cell for row in listed.rows for cell in row)
    return text.encode("cp932", "replace").decode("cp932") == text


def _respelt(day: str) -> str:
    """Spell a day as Excel saves it."""
    try:
        found = dt.date.fromisoformat(day)
    except ValueError:
        return day
    return f"{found.year}/{found.month}/{found.day}"


def loaded(one: Sent, folder: Path) -> Back:
    """Return what the product makes of the list, by the plan of `load`."""
    source = folder / f"{one.key}-戻り.csv"
    source.write_bytes(one.file)
    made = load.plan(_book(one.before), one.key, source, NOW, one.mode)
    rows = made.counts["rows"]
    assert isinstance(rows, dict)
    assert rows["read"] == sum(rows[fate] for fate in FATES)
    after = exported(replaced(one.before, dict(made.tables)), one.key, folder)
    return Back(
        accepted=rows["accepted"],
        superseded=rows["superseded"],
        quarantined=rows["quarantined"],
        left_out=rows["left_out"],
        rows=Exported.of(after, "utf-8").rows,
    )


@pytest.mark.parametrize("numbers", batches(400, 32, 16))
def test_every_exported_list_comes_back_as_the_slow_reader_counts_it(
    numbers: tuple[int, ...], tmp_path: Path
) -> None:
    found, counted = [], Counter[str]()
    for number in numbers:
        one = sent(number, tmp_path)
        product = loaded(one, tmp_path)
        slow = one.slow
        counted.update(exports=1, rows=sum(slow[:4]), **dict(zip(FATES, slow[:4], strict=True)))
        if product[:4] != slow[:4] or sorted(product.rows) != sorted(slow.rows):
            found.append(
                f"export {number}, {one.mode}, {one.done}\n"
                f"slow {slow[:4]}, product {product[:4]}\n"
                f"only the slow reader: {sorted({*slow.rows} - {*product.rows})}\n"
                f"only the product: {sorted({*product.rows} - {*slow.rows})}"
            )
    keep("exports that came back, product against slow reader", **counted, differences=len(found))
    assert not found, "\n\n".join(found)
