"""What lies in a folder of submissions besides submissions (faults 15, 18, 19, 21-23, 60, 61)."""

import hashlib
import os
import shutil
import unicodedata
from pathlib import Path

import pytest

from ledger.model.terms import BookKind
from ledger.read.inbox import listed
from ledger.read.self_reports.report import Unreadable, read_self_report
from ledger.read.submissions import Given, Handed, InboxFile, given_of
from small_office import Office, office_in, report_of


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return report_of(office_in(tmp_path))


@pytest.mark.parametrize(
    "name",
    [
        *("~$a.xlsx", ".~lock.a.xlsx#", "a.xlsx.tmp", "Thumbs.db", "THUMBS.DB", "desktop.ini"),
        *(".DS_Store", "a.csv"),
    ],
)
def test_15_申告書でないものは_読まずに数える(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(b"x")
    found = listed(tmp_path)
    assert (found.books, found.skipped) == ((), 1)
    assert [one.code for one in found.problems] in ([], ["left-open"], ["not-a-form"])
    assert bool(found.problems) == name.startswith(("~$", "a."))


def test_18_文字にならない名前のファイルも_名を挙げて読む(tmp_path: Path) -> None:
    undecodable = "申告.xlsx".encode("cp932")
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + undecodable)).write_bytes(b"x")
    (file,) = listed(tmp_path).books
    assert isinstance(given_of(Handed(file, BookKind.SELF_REPORT)), Given)
    assert file.name.encode("utf-8"), "what is printed can be written down"


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(unicodedata.normalize("NFD", "プログラム") + ".xlsx", id="NFD"),
        pytest.param("申告.XLSX", id="大文字の拡張子"),
        pytest.param("\u3000申告\u3000.xlsx", id="全角の空白"),
        pytest.param("あ" * 80 + ".xlsx", id="245バイト"),
        pytest.param("申告\u202exslx.xlsx", id="右から左への印"),
        pytest.param("申告\n3.xlsx", id="改行"),
    ],
)
def test_19_変わった名前のファイルは_見える字で名を挙げる(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(b"x")
    (file,) = listed(tmp_path).books
    assert isinstance(given_of(Handed(file, BookKind.SELF_REPORT)), Given)
    assert not {"\n", "\u202e"} & set(file.name)


def test_21_読む前に消えたファイルは_消えたと言う(tmp_path: Path) -> None:
    path = tmp_path / "申告.xlsx"
    path.write_bytes(b"x")
    (file,) = listed(tmp_path).books
    path.unlink()
    told = given_of(Handed(file, BookKind.SELF_REPORT))
    assert isinstance(told, Unreadable)
    assert told.problem.code == "vanished"


def test_21_読む前に管に変わったファイルを_待たない(tmp_path: Path) -> None:
    path = tmp_path / "申告.xlsx"
    os.mkfifo(path)
    told = given_of(Handed(InboxFile(path, "申告.xlsx"), BookKind.SELF_REPORT))
    assert isinstance(told, Unreadable)
    assert told.problem.code == "vanished"


def test_21_照合値は_読んだバイトのもの(office: Office) -> None:
    (path,) = (office.folder / "提出").rglob("*.xlsx")
    given = given_of(Handed(InboxFile(path, path.name), BookKind.SELF_REPORT))
    assert isinstance(given, Given)
    path.write_bytes(b"another file by now")
    report = read_self_report(given.data, given.name)
    assert not isinstance(report, Unreadable)
    assert report.sha256 == hashlib.sha256(given.data).hexdigest()


def consolidated(office: Office) -> dict[str, int]:
    """Consolidate the inbox; return how many files were read, and how many were not."""
    told = office.run("consolidate", office.ledger, "--from", office.folder / "提出")
    counts: dict[str, int] = told["files"]
    return counts


def state(office: Office) -> str:
    """Return 状態 of her who handed in."""
    (row,) = (row for row in office.table("reports") if row["staff_no"] == "00123")
    return str(row["state"])


def test_22_書きかけの申告書は_2秒後にもう一度見てから断る(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    (path,) = (office.folder / "提出").rglob("*.xlsx")
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    waited: list[float] = []

    def saved_meanwhile(seconds: float) -> None:
        waited.append(seconds)
        path.write_bytes(whole)

    monkeypatch.setattr("ledger.read.inbox.time.sleep", saved_meanwhile)
    assert consolidated(office)["read"] == 1
    assert (waited, state(office)) == ([2.0], "提出")


def test_23_提出フォルダの台帳は_申告書として読まず_ほかは読む(office: Office) -> None:
    shutil.copy(office.ledger, office.folder / "提出" / "台帳の写し.xlsx")
    counts = consolidated(office)
    assert (counts["read"], counts["skipped"], counts["quarantined"]) == (1, 1, 0)
    assert state(office) == "提出"


def test_60_空の提出フォルダでも_台帳の実績はそのまま(office: Office) -> None:
    consolidated(office)
    before = {key: office.table(key) for key in ("attendances", "engagements", "goals")}
    (path,) = (office.folder / "提出").rglob("*.xlsx")
    path.unlink()
    assert consolidated(office)["read"] == 0
    assert {key: office.table(key) for key in before} == before


def test_61_10万件のフォルダも_開かずに並べる(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(2_000):
        (tmp_path / f"{number:05}.xlsx").touch()
    monkeypatch.setattr("builtins.open", None)
    monkeypatch.setattr("os.open", None)
    assert len(listed(tmp_path).books) == 2_000
