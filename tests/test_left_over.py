"""Temporary copies: which are ours and left over, and which somebody may still be writing."""

import hashlib
import os
import platform
import subprocess
import sys
import time
from pathlib import Path

import pytest

from ledger.store.generations import Write, keeping
from ledger.store.leftovers import OLD_SECONDS, temporary_beside
from ledger.store.lock import locked
from ledger.store.recovery import recovered, swept

HERE = hashlib.sha256(platform.node().encode()).hexdigest()[:6]
ELSEWHERE = "0" * 6 if HERE != "0" * 6 else "1" * 6


@pytest.fixture(scope="module")
def gone() -> int:
    """Return the number of a process that has ended."""
    process = subprocess.Popen([sys.executable, "-S", "-c", ""])
    process.wait()
    return process.pid


def copy(folder: Path, owner: str, name: str = "申告書.xlsx", age: float = 0.0) -> Path:
    path = folder / f".{name}.{owner}0123abcd.tmp"
    path.write_bytes(b"half")
    then = time.time() - age
    os.utime(path, (then, then))
    return path


@pytest.mark.parametrize(
    ("owner", "age", "stays"),
    [
        (f"{HERE}p{{gone}}-", 0, False),
        (f"{HERE}p{os.getppid()}-", 0, True),
        (f"{HERE}p{os.getppid()}-", OLD_SECONDS + 60, False),
        (f"{ELSEWHERE}p{{gone}}-", 0, True),
        (f"{ELSEWHERE}p{{gone}}-", OLD_SECONDS - 60, True),
        (f"{ELSEWHERE}p{{gone}}-", OLD_SECONDS + 60, False),
        ("", 0, True),
        ("", OLD_SECONDS + 60, False),
    ],
    ids=[
        "このPCの終わった処理",
        "このPCで動いている処理",
        "番号が同じ別の処理(古い写し)",
        "ほかのPCの新しい写し",
        "ほかのPCの59分前の写し",
        "ほかのPCの61分前の写し",
        "前の版の新しい写し",
        "前の版の古い写し",
    ],
)
def test_書いている人がいなくなった写しだけを消す(
    tmp_path: Path, gone: int, owner: str, age: float, *, stays: bool
) -> None:
    path = copy(tmp_path, owner.format(gone=gone), age=age)
    told = swept([(tmp_path, False)])
    assert path.exists() is stays
    assert [(problem.code, path.name in problem.what) for problem in told] == (
        [] if stays else [("leftovers-removed", True)]
    )


@pytest.mark.parametrize(
    "name",
    [
        "申告書.xlsx.tmp",
        ".~lock.申告書.xlsx#",
        "~$申告書.xlsx",
        ".申告書.xlsx.tmp",
        ".申告書.xlsx.0123ABCD.tmp",
        "メモ.0123abcd.tmp",
        ".0123abcd.tmp",
    ],
)
def test_このプログラムの写しでない物には触れない(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"somebody's")
    os.utime(path, (0, 0))
    assert not swept([(tmp_path, True)])
    assert path.exists()


def test_所属ごとのフォルダの中も見るのは_頼まれたときだけ(tmp_path: Path, gone: int) -> None:
    below = tmp_path / "0110_総務課"
    below.mkdir()
    path = copy(below, f"{HERE}p{gone}-")
    assert not swept([(tmp_path, False)])
    (told,) = swept([(tmp_path, True)])
    assert "1 件" in told.what
    assert not path.exists()


def test_たくさんあれば_5つまで名を挙げて残りは数える(tmp_path: Path, gone: int) -> None:
    for number in range(74):
        copy(tmp_path, f"{HERE}p{gone}-", name=f"申告書{number:02}.xlsx")
    (told,) = swept([(tmp_path, False)])
    assert "74 件" in told.what
    assert told.what.count("申告書") == 5
    assert "ほか69件" in told.what
    assert not list(tmp_path.iterdir())


def test_名の長いファイルも書ける(tmp_path: Path) -> None:
    name = "あ" * 80 + ".xlsx"
    copy_name = temporary_beside(tmp_path / name).name
    assert len(name.encode()) <= 255
    assert len(copy_name.encode()) <= 255
    (tmp_path / copy_name).write_bytes(b"")


def test_錠を持てば_台帳とその控えの写しは誰のものでも残り物である(tmp_path: Path) -> None:
    ledger = tmp_path / "台帳.xlsx"
    ledger.write_bytes(b"first")
    with keeping(ledger, b"first", Write(("staff",))):
        ledger.write_bytes(b"second")
    (kept,) = (tmp_path / "backup").glob("*.xlsx")
    own = [
        copy(tmp_path, f"{ELSEWHERE}p4711-", name="台帳.xlsx"),
        copy(tmp_path / "backup", f"{ELSEWHERE}p4711-", name=kept.with_suffix(".json").name),
    ]
    others = [
        copy(tmp_path, f"{ELSEWHERE}p4711-", name="台帳_令和8年度.xlsx"),
        copy(tmp_path / "backup", f"{ELSEWHERE}p4711-", name="別の台帳.json"),
    ]
    (told,) = recovered(ledger)
    assert told.code == "leftovers-removed"
    assert not [path for path in own if path.exists()]
    assert [path for path in others if path.exists()] == others
    assert kept.exists()


def test_ほかの人が書いている間は_台帳の写しに触れない(tmp_path: Path, gone: int) -> None:
    ledger = tmp_path / "台帳.xlsx"
    ledger.write_bytes(b"first")
    path = copy(tmp_path, f"{ELSEWHERE}p{gone}-", name="台帳.xlsx")
    with locked(ledger):
        assert not recovered(ledger)
    assert path.exists()
    assert recovered(ledger)
    assert not path.exists()


def test_何も残っていなければ_錠のファイルも作らない(tmp_path: Path) -> None:
    ledger = tmp_path / "台帳.xlsx"
    ledger.write_bytes(b"first")
    assert not recovered(ledger)
    assert [path.name for path in tmp_path.iterdir()] == ["台帳.xlsx"]
