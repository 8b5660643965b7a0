"""The key of the seals: made whole or not at all, and one for all who start at once."""

import os
from pathlib import Path

import pytest

from failing_disk import FAULTS, KILLS, Deed, FailingDisk
from ledger.model.problems import Refusal
from ledger.store.keys import LENGTH, VARIABLE, issue_key


@pytest.fixture
def key_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "own" / "issue.key"
    monkeypatch.setenv(VARIABLE, str(path))
    return path


def left(key_file: Path) -> list[str]:
    """Return what stands in the folder of the key, but for notes of keys that were made here."""
    return [path.name for path in key_file.parent.iterdir() if path.suffix != ".alone"]


def asked_in_child(folder: Path, k: int, deed: Deed | None) -> tuple[int, int]:
    """Ask for the key in a process of its own; return how it ended, and how many calls it made."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        code = 1
        try:
            disk = FailingDisk(folder, k, deed)
            disk.install()
            issue_key()
            code = 0
        except Refusal:
            code = 2
        finally:
            os.write(writing, len(disk.calls).to_bytes(2, "big"))
            os._exit(code)
    _, status = os.waitpid(child, 0)
    os.close(writing)
    calls = int.from_bytes(os.read(reading, 2), "big")
    os.close(reading)
    return os.waitstatus_to_exitcode(status), calls


@pytest.mark.parametrize("deed", [*KILLS, *FAULTS[:4]], ids=lambda deed: deed.title)
def test_どこで止まっても_鍵は全部あるか何もないか(key_file: Path, deed: Deed) -> None:
    _, calls = asked_in_child(key_file.parent, 0, None)
    assert calls > 5
    key_file.unlink()
    for k in range(1, calls + 1):
        code, _ = asked_in_child(key_file.parent, k, deed)
        assert code in {0, 2, -9}, f"call {k}"
        assert not key_file.exists() or len(key_file.read_bytes()) == LENGTH, f"call {k}"
        key = issue_key()
        assert key == key_file.read_bytes()
        assert len(key) == LENGTH
        key_file.unlink()
        issue_key()
        assert left(key_file) == ["issue.key"], f"call {k}"
        key_file.unlink()


def test_先に作られた鍵が鍵である(key_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody else's key appears between the look and the making."""
    theirs = b"t" * LENGTH
    mkdir = Path.mkdir

    def meanwhile(path: Path, **named: bool) -> None:
        mkdir(path, **named)
        key_file.write_bytes(theirs)

    monkeypatch.setattr(Path, "mkdir", meanwhile)
    assert issue_key() == theirs
    assert [path.name for path in key_file.parent.iterdir()] == ["issue.key"], "他人の鍵に印はない"


@pytest.mark.parametrize("size", [0, LENGTH - 1, LENGTH + 1], ids=["空", "1字足りない", "1字多い"])
def test_途中までの鍵は使わない(key_file: Path, size: int) -> None:
    key_file.parent.mkdir()
    key_file.write_bytes(b"k" * size)
    with pytest.raises(Refusal) as refused:
        issue_key()
    assert refused.value.problem.code == "key-damaged"
    assert len(key_file.read_bytes()) == size
