"""A ledger whose table frames were lost: it says so once, and names the copy to bring back."""

import re
from collections.abc import Collection
from pathlib import Path

import pytest

from ledger.book.closed import ClosedBook
from ledger.layout import ledger as layout
from ledger.model.problems import Refusal
from ledger.present.package import Package
from small_office import Office, office_in

LEAVES = "職員番号,区分,開始日,終了日\n00124,育休,2025-10-01,2026-03-31\n"


def without_frames(book: bytes, keys: Collection[str]) -> bytes:
    """Return a ledger as a program saves it that keeps cells and drops tables."""
    package = Package(book)
    changes: dict[str, bytes | None] = {}
    for key in keys:
        sheet, table = package.table_parts[key]
        part = package.sheet_parts[sheet]
        folder, _, name = part.rpartition("/")
        rels = f"{folder}/_rels/{name}.rels"
        link = rb'<Relationship [^>]*Target="[^"]*%s"[^>]*/>' % Path(table).name.encode()
        changes[rels] = re.sub(link, b"", package.read(rels))
        changes[part] = re.sub(rb"<tableParts.*?</tableParts>", b"", package.read(part))
        changes[table] = None
        types = changes.get("[Content_Types].xml") or package.read("[Content_Types].xml")
        named = rb'<Override [^>]*PartName="/%s"[^>]*/>' % table.encode()
        changes["[Content_Types].xml"] = re.sub(named, b"", types)
    return package.replaced(changes)


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return office_in(tmp_path)


EVERY = tuple(table.key for table in layout.TABLES)


@pytest.mark.parametrize(
    "keys",
    [
        pytest.param(("leaves",), id="1枚だけ"),
        pytest.param(("leaves", "staff", "runs"), id="3枚"),
        pytest.param(EVERY, id="すべて"),
    ],
)
def test_枠を失った台帳は_読めるが書かず_戻す控えの名前を言う(
    office: Office, keys: tuple[str, ...]
) -> None:
    spoilt = without_frames(office.ledger.read_bytes(), keys)
    office.ledger.write_bytes(spoilt)
    newest = max(path.name for path in (office.folder / "backup").glob("*.xlsx"))
    read = ClosedBook(office.ledger).read()
    told = [problem for problem in read.problems if problem.code == "frames-lost"]
    assert [newest in one.remedy for one in told] == [True]
    assert not [problem for problem in read.problems if problem.code == "table-lost"]
    assert len(read.tables["staff"]) == 4
    source = office.folder / "leaves.csv"
    source.write_text(LEAVES, "utf-8")
    answer = office.run("load", office.ledger, "leaves", source, expect=(2,))
    assert office.ledger.read_bytes() == spoilt
    assert answer["refused"]["code"] == "frames-lost-write"
    with pytest.raises(Refusal) as stop:
        ClosedBook(office.ledger).write({"leaves": read.tables["leaves"]})
    assert stop.value.problem.code == "frames-lost-write"
    assert newest in stop.value.problem.remedy


def test_控えにも枠がなければ_枠の付け方を言う(office: Office) -> None:
    for book in (office.ledger, *(office.folder / "backup").glob("*.xlsx")):
        book.write_bytes(without_frames(book.read_bytes(), ("leaves",)))
    (told,) = (p for p in ClosedBook(office.ledger).read().problems if p.code == "frames-lost")
    assert "テーブルとして書式設定" in told.remedy
    assert "休職等は leaves" in told.remedy


def test_言われた控えに戻すと_また書ける(office: Office) -> None:
    office.ledger.write_bytes(without_frames(office.ledger.read_bytes(), EVERY))
    (told,) = (p for p in ClosedBook(office.ledger).read().problems if p.code == "frames-lost")
    named = re.search(r"「(台帳_[^」]+)」", told.remedy)
    assert named is not None
    office.ledger.write_bytes((office.folder / "backup" / named[1]).read_bytes())
    source = office.folder / "leaves.csv"
    source.write_text(LEAVES, "utf-8")
    office.run("load", office.ledger, "leaves", source, expect=(0,))
    assert [row["staff_no"] for row in office.table("leaves")] == ["00124"]


def test_枠のある台帳には_何も言わない(office: Office) -> None:
    assert "frames-lost" not in {p.code for p in ClosedBook(office.ledger).read().problems}
