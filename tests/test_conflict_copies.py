"""Copies of the ledger beside it: told before anything is done, and nothing is written over."""

import shutil
from pathlib import Path

import pytest

from ledger.store.conflict_copies import conflict_copies
from small_office import Office, office_in

COPIES = (
    *("台帳-HR-PC01.xlsx", "台帳-DESKTOP-4F7K2.xlsx", "台帳 (1).xlsx", "台帳(2).xlsx"),
    *("台帳 - コピー.xlsx", "台帳 - コピー (2).xlsx", "コピー ~ 台帳.xlsx", "台帳のコピー.xlsx"),
    *("台帳 (山田 太郎 の競合コピー 2026-04-01).xlsx", "台帳 (conflicted copy).xlsx"),
)
OTHERS = (
    *("台帳.xlsx", "台帳_令和8年度.xlsx", "レポート.xlsx", "台帳-旧.xlsx", "台帳-A.xlsx"),
    *("前の台帳 (1).xlsx", "台帳 (1).csv", "~$台帳.xlsx", "台帳の見方.xlsx", ".台帳.xlsx.lock"),
)


@pytest.mark.parametrize("name", COPIES)
def test_写しは見つかる(tmp_path: Path, name: str) -> None:
    (tmp_path / name).touch()
    assert conflict_copies(tmp_path / "台帳.xlsx") == (name,)


@pytest.mark.parametrize("name", OTHERS)
def test_ほかのファイルは写しではない(tmp_path: Path, name: str) -> None:
    (tmp_path / name).touch()
    assert conflict_copies(tmp_path / "台帳.xlsx") == ()


def test_写しがあれば先に言い_写しには触れない(tmp_path: Path) -> None:
    office: Office = office_in(tmp_path)
    copy = Path(shutil.copy(office.ledger, tmp_path / "台帳-HR-PC01.xlsx"))
    before = copy.read_bytes()
    source = tmp_path / "休職.csv"
    source.write_text("職員番号,区分,開始日,終了日\n00124,育休,2025-10-01,\n", "utf-8")
    answer = office.run("load", office.ledger, "leaves", source, expect=(0,))
    (told,) = (one for one in answer["found"] if one["code"] == "ledger-copied")
    assert "台帳-HR-PC01.xlsx" in told["what"]
    assert copy.read_bytes() == before
