"""復元: the ledger as a kept state has it, also where the ledger is broken or gone."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from ledger.layout import ledger
from ledger.layout.columns import Cell
from ledger.layout.frames import cells
from ledger.read.ledger_book import read_ledger
from ledger.store.generations import generations
from small_office import Office, office_in

LEAVES = "職員番号,区分,開始日,終了日\n00124,育休,2025-10-01,2026-03-31\n"
LATER = "職員番号,区分,開始日,終了日\n00123,育休,2025-10-01,2026-03-31\n"
Tables = dict[str, list[tuple[Cell, ...]]]


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """An office that wrote its ledger several times, and has a copy from before each."""
    office = office_in(tmp_path_factory.mktemp("lived"))
    for text in (LEAVES, LATER):
        source = office.folder / "休職.csv"
        source.write_text(text, "utf-8")
        office.run("load", office.ledger, "leaves", source, expect=(0,))
    return office


@pytest.fixture
def office(lived: Office, tmp_path: Path) -> Office:
    """A copy that a test may change."""
    return Office(shutil.copytree(lived.folder, tmp_path, dirs_exist_ok=True))


def tables_of(path: Path) -> Tables:
    read = read_ledger(path.read_bytes(), path.name).tables
    return {t.key: cells(t, read[t.key]) for t in ledger.TABLES if t.key not in {"runs", "today"}}


def operations(office: Office) -> list[str]:
    return [str(row["operation"]) for row in office.table("runs")]


def verified(office: Office) -> dict[str, Any]:
    return office.run("verify", office.ledger, expect=(0,))


def test_番号を付けなければ_控えを新しい順に並べるだけ(office: Office) -> None:
    before = office.ledger.read_bytes()
    answer = office.run("restore", office.ledger, expect=(0,))
    kept = list(generations(office.ledger))
    assert answer["summary"][0] == f"控えは {len(kept)} 個あります(新しい順)。"
    assert [line.partition(":")[0] for line in answer["summary"][1:]] == [
        str(n) for n in range(1, len(kept) + 1)
    ]
    assert "「名簿取込」の直前" in answer["summary"][1]
    assert (office.ledger.read_bytes(), answer["written"]) == (before, [])


@pytest.mark.parametrize("number", [1, 2, 3])
def test_選んだ控えの中身に戻り_処理履歴は残り_検証は一致する(office: Office, number: int) -> None:
    chosen = list(generations(office.ledger))[number - 1]
    wanted, runs = tables_of(chosen.path), operations(office)
    office.run("restore", office.ledger, "--to", number, expect=(0,))
    assert tables_of(office.ledger) == wanted
    assert operations(office) == [*runs, "restore"]
    assert verified(office)["same"] is True


def test_元に戻すで_復元の前に戻る(office: Office) -> None:
    before = tables_of(office.ledger)
    office.run("restore", office.ledger, "--to", 2, expect=(0,))
    assert tables_of(office.ledger) != before
    office.run("undo", office.ledger, expect=(0,))
    assert tables_of(office.ledger) == before


def test_シートや見た目も_控えのとおりになる(office: Office) -> None:
    book = openpyxl.load_workbook(office.ledger)
    del book["ツール"]
    book.create_sheet("メモ")
    book.save(office.ledger)
    office.run("restore", office.ledger, "--to", 1, expect=(0,))
    titles = openpyxl.load_workbook(office.ledger).sheetnames
    assert "ツール" in titles
    assert "メモ" not in titles


BROKEN: dict[str, Callable[[Path], object]] = {
    "別の中身": lambda path: path.write_bytes(b"not a workbook"),
    "途切れた": lambda path: path.write_bytes(path.read_bytes()[:5000]),
    "消えた": lambda path: path.unlink(),
    "空": lambda path: path.write_bytes(b""),
}


@pytest.mark.parametrize("how", BROKEN)
def test_台帳が壊れても消えても戻せる(office: Office, how: str) -> None:
    newest = next(generations(office.ledger))
    wanted, runs = tables_of(newest.path), len(operations(office)) - 1
    BROKEN[how](office.ledger)
    kept = office.ledger.read_bytes() if office.ledger.exists() else b""
    answer = office.run("restore", office.ledger, "--to", 1, expect=(0,))
    assert "今の台帳は使えません" in answer["summary"][1]
    assert tables_of(office.ledger) == wanted
    assert operations(office)[runs:] == ["restore"], "控えの処理履歴に続く"
    assert verified(office)["same"] is True
    if kept:
        assert next(generations(office.ledger)).path.read_bytes() == kept, "壊れたものも残す"


@pytest.mark.parametrize("number", [6, 99])
def test_ない番号は断り_何も変えない(office: Office, number: int) -> None:
    before = office.ledger.read_bytes()
    answer = office.run("restore", office.ledger, "--to", number, expect=(2,))
    assert answer["refused"]["code"] == "generation-unknown"
    assert office.ledger.read_bytes() == before


def test_壊れた控えには戻さない(office: Office) -> None:
    newest = next(generations(office.ledger))
    newest.path.write_bytes(newest.path.read_bytes()[:-1])
    before = office.ledger.read_bytes()
    answer = office.run("restore", office.ledger, "--to", 1, expect=(2,))
    assert answer["refused"]["code"] == "generation-damaged"
    assert office.ledger.read_bytes() == before


def test_控えがなければそう言う(tmp_path: Path) -> None:
    office = Office(tmp_path)
    office.run("init", office.ledger, "--year", 2025, "--org", "架空市", expect=(0,))
    answer = office.run("restore", office.ledger, expect=(2,))
    assert answer["refused"]["code"] == "nothing-to-restore"


def test_締めた年度より前の控えには_締めたままでは戻せない(office: Office) -> None:
    office.run("consolidate", office.ledger, "--from", office.folder)
    office.close()
    answer = office.run("restore", office.ledger, "--to", 2, expect=(2,))
    assert answer["refused"]["code"] == "closed-year-kept"
