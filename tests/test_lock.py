"""One writer at a time, and a lock left behind stops nobody for ever."""

import json
import os
import platform
import subprocess
import sys
from pathlib import Path

import pytest

from ledger.model.problems import Refusal
from ledger.store.lock import OLD_SECONDS, locked


def lock_of(path: Path, **said: object) -> Path:
    lock = path.with_name(f".{path.name}.lock")
    lock.write_text(json.dumps(said), "utf-8")
    return lock


def test_a_second_writer_is_refused_and_the_lock_is_given_back(tmp_path: Path) -> None:
    ledger = tmp_path / "台帳.xlsx"
    with locked(ledger):
        with pytest.raises(Refusal) as refused, locked(ledger):
            pytest.fail("two writers at once")
        assert refused.value.problem.code == "ledger-locked"
    with locked(ledger):
        assert [path.name for path in tmp_path.iterdir()] == [".台帳.xlsx.lock"]
    assert not list(tmp_path.iterdir())


def test_the_lock_is_given_back_after_a_fault(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), locked(tmp_path / "a.xlsx"):
        _ = 1 // 0
    assert not list(tmp_path.iterdir())


def test_a_lock_of_a_program_that_is_gone_is_taken_over(tmp_path: Path) -> None:
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    ledger = tmp_path / "a.xlsx"
    lock_of(ledger, machine=platform.node(), process=gone.pid)
    with locked(ledger):
        assert json.loads((tmp_path / ".a.xlsx.lock").read_text("utf-8"))["process"] == os.getpid()


@pytest.mark.parametrize(
    ("age", "free"), [(OLD_SECONDS - 60, False), (OLD_SECONDS + 60, True)], ids=["9分", "11分"]
)
def test_a_lock_of_another_machine_holds_for_ten_minutes(
    tmp_path: Path, age: float, *, free: bool
) -> None:
    ledger = tmp_path / "a.xlsx"
    lock = lock_of(ledger, machine="ほかの端末", process=1)
    then = lock.stat().st_mtime - age
    os.utime(lock, (then, then))
    if free:
        with locked(ledger):
            assert lock.exists()
    else:
        with pytest.raises(Refusal), locked(ledger):
            pytest.fail("taken too early")
