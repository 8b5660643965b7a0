"""元に戻す: the tables as before the last operation, from a copy kept before every write."""

import json
from pathlib import Path

import pytest

from ledger.layout import ledger
from ledger.layout.columns import Cell
from ledger.layout.frames import cells
from ledger.read.ledger_book import read_ledger
from ledger.store.generations import Write, keeping, latest
from small_office import Office, office_in

LEAVES = "職員番号,区分,開始日,終了日\n00124,育休,2025-10-01,2026-03-31\n"


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return office_in(tmp_path)


def tables(office: Office) -> dict[str, list[tuple[Cell, ...]]]:
    read = read_ledger(office.ledger.read_bytes(), "台帳.xlsx").tables
    return {t.key: cells(t, read[t.key]) for t in ledger.TABLES}


def load_leaves(office: Office) -> None:
    source = office.folder / "休職.csv"
    source.write_text(LEAVES, "utf-8")
    office.run("load", office.ledger, "leaves", source, expect=(0,))


def but_runs(found: dict[str, list[tuple[Cell, ...]]]) -> dict[str, list[tuple[Cell, ...]]]:
    return {key: rows for key, rows in found.items() if key not in {"runs", "today"}}


def test_元に戻すと処理履歴のほかは前と同じになる(office: Office) -> None:
    before = tables(office)
    load_leaves(office)
    assert len(tables(office)["leaves"]) == 1
    office.run("undo", office.ledger, expect=(0,))
    after = tables(office)
    assert but_runs(after) == but_runs(before)
    assert [row[2] for row in after["runs"]][-2:] == ["load", "undo"]
    assert len(after["runs"]) == len(before["runs"]) + 2


def test_2回目は戻す前に戻る(office: Office) -> None:
    load_leaves(office)
    loaded = tables(office)
    office.run("undo", office.ledger, expect=(0,))
    office.run("undo", office.ledger, expect=(0,))
    assert but_runs(tables(office)) == but_runs(loaded)


def test_まだ何もしていなければ戻すものがない(tmp_path: Path) -> None:
    office = Office(tmp_path)
    office.run("init", office.ledger, "--year", 2025, "--org", "架空市", expect=(0,))
    answer = office.run("undo", office.ledger, expect=(2,))
    assert answer["refused"]["code"] == "nothing-to-undo"


def test_壊れた控えには戻さない(office: Office) -> None:
    load_leaves(office)
    kept = latest(office.ledger)
    assert kept is not None
    kept.path.write_bytes(kept.path.read_bytes() + b"x")
    before = office.ledger.read_bytes()
    answer = office.run("undo", office.ledger, expect=(2,))
    assert answer["refused"]["code"] == "generation-damaged"
    assert office.ledger.read_bytes() == before


def test_読めない添え書きの控えは飛ばす(tmp_path: Path) -> None:
    ledger_file = tmp_path / "台帳[1].xlsx"
    for number in range(2):
        ledger_file.write_text(str(number), "utf-8")
        with keeping(ledger_file, ledger_file.read_bytes(), Write(("staff",))):
            pass
    older, newer = sorted((tmp_path / "backup").glob("*.xlsx"))
    newer.with_suffix(".json").write_text(json.dumps(["ほかの物"]), "utf-8")
    found = latest(ledger_file)
    assert found is not None
    assert (found.path, found.tables, found.intact) == (older, ("staff",), True)
