"""The files of a folder: named by where they stand in it; what is no file is counted."""

import os
from pathlib import Path

import pytest

from ledger.model.problems import Refusal
from ledger.read.inbox import listed


def put(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"PK")


def names(folder: Path) -> list[str]:
    return [file.name for file in listed(folder).books]


def test_a_file_in_a_folder_is_named_with_the_folder(tmp_path: Path) -> None:
    put(tmp_path, "00101.xlsx", "期首/00101.xlsx", "年度末/総務課/00101.xlsx")
    assert names(tmp_path) == ["00101.xlsx", "年度末/総務課/00101.xlsx", "期首/00101.xlsx"]


def test_messages_name_the_folder_too(tmp_path: Path) -> None:
    put(tmp_path, "総務課/~$00101.xlsx", "総務課/メモ.txt")
    found = {problem.place.file for problem in listed(tmp_path).problems}
    assert found == {"総務課/~$00101.xlsx", "総務課/メモ.txt"}


def test_what_is_no_regular_file_is_skipped_and_counted(tmp_path: Path) -> None:
    put(tmp_path, "本物.xlsx", "外/よその申告.xlsx")
    inside = tmp_path / "提出"
    put(inside, "00101.xlsx")
    os.mkfifo(inside / "管.xlsx")
    (inside / "輪").symlink_to(inside)
    (inside / "本物への近道.xlsx").symlink_to(tmp_path / "本物.xlsx")
    (inside / "外").symlink_to(tmp_path / "外")
    (inside / "フォルダ.xlsx").mkdir()
    listing = listed(inside)
    assert [file.name for file in listing.books] == ["00101.xlsx"]
    assert listing.skipped == 5
    assert [problem.code for problem in listing.problems] == ["not-regular"] * 4


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    put(tmp_path, "00101.xlsx")
    with pytest.raises(Refusal) as refused:
        listed(tmp_path / "00101.xlsx")
    assert refused.value.problem.code == "folder-is-file"
