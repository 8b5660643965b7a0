"""Temporary copies: which are ours and left over, and which somebody may still be writing."""

import hashlib
import io
import os
import platform
import subprocess
import sys
import time
import zipfile
from pathlib import Path
from typing import NamedTuple

import pytest

from ledger.store.generations import Write, keeping
from ledger.store.leftovers import OLD_SECONDS, temporary_beside
from ledger.store.lock import locked
from ledger.store.recovery import given_back, recovered, swept
from ledger.store.replace import replace_file
from small_office import office_in, report_of

HERE = hashlib.sha256(platform.node().encode()).hexdigest()[:6]
ELSEWHERE = "0" * 6 if HERE != "0" * 6 else "1" * 6


@pytest.fixture(scope="module")
def gone() -> int:
    """Return the number of a process that has ended."""
    process = subprocess.Popen([sys.executable, "-S", "-c", ""])
    process.wait()
    return process.pid


def copy(
    folder: Path, owner: str, name: str = "申告書.xlsx", age: float = 0.0, data: bytes = b"half"
) -> Path:
    path = folder / f".{name}.{owner}0123abcd.tmp"
    path.write_bytes(data)
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


def book(said: str) -> bytes:
    """Return a whole archive, as a workbook is one."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("xl/workbook.xml", said)
    return data.getvalue()


NEW = book("new")
LONG = "自己申告書_2025年度末_00101_" + "あ" * 60 + ".xlsx"


class Gone(NamedTuple):
    """What is left of a write, and what becomes of it.

    Attributes:
        kind: `r` where the copy was to take a file's place, `p` where there was none.
        data: What stands in the copy.
        comes: Whether the copy is given the file's name.
        stays: Whether it stays where it is.
        name: The file.
        there: Whether the file stands there.
    """

    kind: str
    data: bytes
    comes: bool
    stays: bool = False
    name: str = "申告書.xlsx"
    there: bool = False


GONE = {
    "消えた申告書の、書き終えた写し": Gone("r", NEW, comes=True),
    "消えた確認表の、書き終えた写し": Gone("r", NEW, comes=True, name="確認表_00101.xlsx"),
    "消えた申告書の、書きかけの写し": Gone("r", NEW[:-9], comes=False),
    "申告書が立っている": Gone("r", NEW, comes=False, there=True),
    "はじめて書くところだった申告書": Gone("p", NEW, comes=False),
    "ブックでないファイル": Gone("r", b"a,b\r\n", comes=False, name="一覧.csv"),
    "名が切れて、戻す先の分からない写し": Gone("r", NEW, comes=False, stays=True, name=LONG),
    "名が切れていて、その申告書は立っている": Gone("r", NEW, comes=False, name=LONG, there=True),
}


@pytest.mark.parametrize("which", GONE)
def test_置き換えの途中で消えたブックは_書き終えた写しから戻る(
    tmp_path: Path, gone: int, which: str
) -> None:
    """A share may delete a file before it renames the copy (rclone does), and be cut off there."""
    case = GONE[which]
    home = tmp_path / case.name
    if case.there:
        home.write_bytes(b"old")
    left = copy(tmp_path, f"{HERE}{case.kind}{gone}-", name=case.name[:60], data=case.data)
    told = swept([(tmp_path, False)])
    assert (home.exists() and home.read_bytes() == NEW) is case.comes
    assert left.exists() is case.stays
    assert [one.code for one in told] == (
        ["file-given-back"] if case.comes else [] if case.stays else ["leftovers-removed"]
    )
    assert not case.comes or case.name in told[0].what


def test_戻るのは_最後に書いた写し(tmp_path: Path, gone: int) -> None:
    before = tmp_path / f".申告書.xlsx.{HERE}r{gone}-aaaaaaaa.tmp"
    before.write_bytes(book("before"))
    os.utime(before, (0, 0))
    copy(tmp_path, f"{HERE}r{gone}-", data=NEW)
    assert [one.code for one in swept([(tmp_path, False)])] == [
        "file-given-back",
        "leftovers-removed",
    ]
    assert [path.name for path in tmp_path.iterdir()] == ["申告書.xlsx"]
    assert (tmp_path / "申告書.xlsx").read_bytes() == NEW


def test_書いている人がいる写しは_戻しもしない(tmp_path: Path, gone: int) -> None:
    copy(tmp_path, f"{HERE}r{os.getppid()}-", data=NEW)
    copy(tmp_path, f"{ELSEWHERE}r{gone}-", name="ほか.xlsx", data=NEW)
    assert not swept([(tmp_path, False)])
    assert len(list(tmp_path.glob("*.tmp"))) == 2


def test_読む前に戻すときは_何も消さない(tmp_path: Path, gone: int) -> None:
    half = copy(tmp_path, f"{HERE}r{gone}-", name="半分.xlsx")
    copy(tmp_path, f"{HERE}r{gone}-", data=NEW)
    assert [one.code for one in given_back([(tmp_path, False)])] == ["file-given-back"]
    assert half.exists()
    assert (tmp_path / "申告書.xlsx").read_bytes() == NEW


@pytest.mark.parametrize("stands", [True, False])
def test_写しの名は_何かの代わりになるかを言う(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, stands: bool
) -> None:
    """Death at the rename, with the file deleted: what came new is not taken for a lost one."""
    target = tmp_path / "申告書.xlsx"
    if stands:
        target.write_bytes(book("old"))

    unlink = Path.unlink

    def dies(*_: object) -> None:
        unlink(target, missing_ok=True)
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", dies)
        patch.setattr(Path, "unlink", lambda *_, **__: None)  # who is dead clears nothing away
        with pytest.raises(KeyboardInterrupt):
            replace_file(target, NEW)
        patch.undo()
        patch.setattr("ledger.store.leftovers._runs", lambda _: False)
        swept([(tmp_path, False)])
    assert target.exists() is stands
    assert not list(tmp_path.glob("*.tmp"))


def test_提出フォルダで消えた申告書は_集約が読む前に戻す(tmp_path: Path, gone: int) -> None:
    office = report_of(office_in(tmp_path))
    (form,) = (tmp_path / "提出").rglob("*.xlsx")
    data = form.read_bytes()
    form.unlink()
    copy(form.parent, f"{HERE}r{gone}-", name=form.name, data=data)
    office.run("consolidate", office.ledger, "--from", tmp_path / "提出")
    assert form.read_bytes() == data
    (handed_in,) = (row for row in office.table("reports") if row["staff_no"] == "00123")
    assert handed_in["state"] == "提出"
    (told,) = (row for row in office.to_look_at() if row["code"] == "file-given-back")
    assert form.name in told["what"]
