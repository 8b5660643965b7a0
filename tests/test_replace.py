"""Saving: the old file or the new one, never a third state, and nothing left beside it."""

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from ledger.model.problems import Refusal
from ledger.store import replace
from ledger.store.replace import replace_file

OLD, NEW = b"old" * 100, b"new" * 200


@pytest.fixture
def target(tmp_path: Path) -> Path:
    path = tmp_path / "台帳.xlsx"
    path.write_bytes(OLD)
    return path


def folder(path: Path) -> dict[str, bytes]:
    return {one.name: one.read_bytes() for one in path.parent.iterdir()}


def test_the_new_content_takes_the_place_of_the_old(target: Path) -> None:
    assert replace_file(target, NEW) == target
    assert folder(target) == {"台帳.xlsx": NEW}


def test_a_missing_folder_is_made(tmp_path: Path) -> None:
    path = tmp_path / "新しい" / "台帳.xlsx"
    replace_file(path, NEW)
    assert folder(path) == {"台帳.xlsx": NEW}


def test_a_book_that_is_open_in_excel_is_left_alone(target: Path) -> None:
    target.with_name("~$台帳.xlsx").write_bytes(b"owner")
    with pytest.raises(Refusal) as refused:
        replace_file(target, NEW)
    assert refused.value.problem.code == "file-open"
    assert folder(target) == {"台帳.xlsx": OLD, "~$台帳.xlsx": b"owner"}


def test_what_does_not_verify_is_not_kept(target: Path) -> None:
    def stop(back: bytes) -> None:
        assert back == NEW
        raise Refusal.of("write-unverified", table="職員", name=target.name)

    with pytest.raises(Refusal):
        replace_file(target, NEW, stop)
    assert folder(target) == {"台帳.xlsx": OLD}


def failing(at: int, call: Callable[..., object]) -> Callable[..., object]:
    """Return a call that fails the `at`-th time."""
    left = [at]

    def instead(*arguments: object, **named: object) -> object:
        left[0] -= 1
        if not left[0]:
            raise OSError(28, "No space left on device")
        return call(*arguments, **named)

    return instead


@pytest.mark.parametrize(
    ("owner", "name"),
    [(Path, "mkdir"), (Path, "open"), (os, "fsync"), (replace, "whole_file"), (Path, "replace")],
    ids=["フォルダ", "開く", "書き込み", "読み返し", "置き換え"],
)
def test_whatever_call_fails_first_the_old_file_stays(
    target: Path, owner: object, name: str
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(owner, name, failing(1, getattr(owner, name)))
        with pytest.raises(Refusal) as refused:
            replace_file(target, NEW)
    assert refused.value.problem.code == "file-unwritable"
    assert folder(target) == {"台帳.xlsx": OLD}


def test_a_share_that_deletes_and_then_goes_leaves_the_new_file_beside(target: Path) -> None:
    def gone(_: Path, place: Path) -> None:
        place.unlink()
        raise OSError(5, "Input/output error")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Path, "replace", gone)
        with pytest.raises(Refusal) as refused:
            replace_file(target, NEW)
    assert refused.value.problem.code == "file-unseen"
    assert list(folder(target).values()) == [NEW]


def test_a_disk_that_gives_back_other_bytes_is_noticed(target: Path) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(replace, "whole_file", lambda _: NEW[:-1])
        with pytest.raises(Refusal) as refused:
            replace_file(target, NEW)
    assert refused.value.problem.code == "file-unwritable"
    assert folder(target) == {"台帳.xlsx": OLD}


@pytest.mark.parametrize("held", [1, 6, 7], ids=["1回", "最後の待ちまで", "待っても空かない"])
def test_an_antivirus_that_holds_the_file_is_waited_for(target: Path, held: int) -> None:
    tries: list[int] = [0]
    waited: list[float] = []
    rename = Path.replace

    def busy(source: Path, to: Path) -> Path:
        tries[0] += 1
        if tries[0] <= held:
            raise PermissionError(13, "in use")
        return rename(source, to)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Path, "replace", busy)
        patch.setattr(time, "sleep", waited.append)
        if held == 7:
            with pytest.raises(Refusal):
                replace_file(target, NEW)
        else:
            replace_file(target, NEW)
    # 0.05秒から1秒まで6回待ち、7回目で最後
    assert waited == [0.05, 0.1, 0.2, 0.4, 0.8, 1.0][:held]
    assert folder(target) == {"台帳.xlsx": OLD if held == 7 else NEW}
