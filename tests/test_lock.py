"""One writer at a time; whoever ends, however they end, locks nobody out."""

import errno
import json
import os
import platform
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from ledger.model.problems import Refusal
from ledger.store.lock import locked

LOCK = ".台帳.xlsx.lock"


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    return tmp_path / "台帳.xlsx"


def refused(ledger: Path) -> Refusal:
    with pytest.raises(Refusal) as found, locked(ledger):
        pytest.fail("two writers at once")
    return found.value


def in_child(work: Callable[[], None]) -> int:
    """Start a process that does the work and ends without any tidying."""
    child = os.fork()
    if child == 0:
        try:
            work()
        finally:
            os._exit(1)
    return child


def test_2人目は断られ_誰がいつからかを知らされる(ledger: Path) -> None:
    with locked(ledger):
        said = json.loads((ledger.parent / LOCK).read_bytes()[1:])
        problem = refused(ledger).problem
        assert problem.code == "ledger-locked"
        assert platform.node() in problem.what
        assert said["user"] in problem.what
        month, day = int(said["start"][5:7]), int(said["start"][8:10])
        assert f"{month}月{day}日{said['start'][11:16]}から" in problem.what
    with locked(ledger):
        pass


def test_錠のファイルは消えず_同じファイルのままである(ledger: Path) -> None:
    with locked(ledger):
        first = (ledger.parent / LOCK).stat().st_ino
    with pytest.raises(ZeroDivisionError), locked(ledger):
        _ = 1 // 0
    with locked(ledger):
        assert (ledger.parent / LOCK).stat().st_ino == first
    assert [path.name for path in ledger.parent.iterdir()] == [LOCK]


def test_持ち主が強制終了されると_すぐに空く(ledger: Path) -> None:
    ready, told = os.pipe()

    def hold() -> None:
        with locked(ledger):
            os.write(told, b"1")
            time.sleep(60)

    child = in_child(hold)
    os.read(ready, 1)
    assert refused(ledger).problem.code == "ledger-locked"
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    with locked(ledger):
        pass


def test_読み取りの子が残っていても_持ち主が終われば空く(ledger: Path) -> None:
    """A child process that was started while the lock was held does not inherit it."""
    ready, told = os.pipe()

    def hold() -> None:
        with locked(ledger):
            grandchild = in_child(lambda: time.sleep(60))
            os.write(told, grandchild.to_bytes(4, "big"))
            time.sleep(60)

    child = in_child(hold)
    grandchild = int.from_bytes(os.read(ready, 4), "big")
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    try:
        with locked(ledger):
            pass
    finally:
        os.kill(grandchild, signal.SIGKILL)


@pytest.mark.parametrize(
    "left",
    [
        json.dumps({"machine": platform.node(), "process": 1}).encode(),
        json.dumps({"machine": "ほかの端末", "process": 1}).encode(),
        b"",
        b"\xff\x00" * 500,
    ],
    ids=["前の版の錠(この端末)", "前の版の錠(ほかの端末)", "空", "読めない中身"],
)
def test_残っていた錠のファイルは誰のものでもなければ使える(ledger: Path, left: bytes) -> None:
    (ledger.parent / LOCK).write_bytes(left)
    with locked(ledger):
        assert platform.node() in refused(ledger).problem.what


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOLCK, "lock-impossible"),
        (errno.ENOSYS, "lock-impossible"),
        (errno.EOPNOTSUPP, "lock-impossible"),
        (errno.EIO, "file-unwritable"),
        (errno.EROFS, "file-unwritable"),
    ],
    ids=["ENOLCK", "ENOSYS", "EOPNOTSUPP", "EIO", "EROFS"],
)
def test_錠をかけられない場所では_断ってそう言う(
    ledger: Path, monkeypatch: pytest.MonkeyPatch, number: int, code: str
) -> None:
    def cannot(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr("fcntl.flock", cannot)
    assert refused(ledger).problem.code == code


def test_書き込めないフォルダでは_錠ではなく権限のことを言う(
    ledger: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cannot(*_: object, **__: object) -> int:
        raise PermissionError(errno.EACCES, "read-only")

    monkeypatch.setattr(os, "open", cannot)
    assert refused(ledger).problem.code == "file-unwritable"
