"""Two HR officers and one share, and a share that goes away: real files, real processes.

What the one sees before はい is not what is there after it; or the folder is gone when it is looked
for. Each is told so, nothing of the other's is written over, and no half ledger stays.
"""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from unittest.mock import patch

import pytest

from desks import Desk, wait_for
from ledger.model.problems import Refusal
from ledger.read.file_bytes import whole_file
from ledger.read.public_packages import public_packages
from ledger.read.submissions import Handed, given_of
from ledger.store.replace import write_new
from small_office import PEOPLE, Office, hand_in, office_in, report_of
from test_federate import CITIES, package, share

TRAININGS = (
    "研修コード,研修名,区分,提供方法,実施主体,担当部門,有効\nX1,試行研修,基礎,集合,庁内,人事,○\n"
)
ASKED = "置き換えますか。"
PATCH = pytest.MonkeyPatch()
"""Of a process that ends with what it did: it is never undone."""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office in which everybody has handed in, and one list that is to be loaded."""
    folder = tmp_path_factory.mktemp("made")
    office = report_of(office_in(folder))
    for form in sorted((folder / "配布").rglob("自己申告書_*.xlsx")):
        hand_in(form, "2026-03-11")
        shutil.copy(form, folder / "提出")
    (folder / "研修.csv").write_text(TRAININGS, "utf-8")
    (folder / "職員.csv").write_text(
        PEOPLE["staff"].replace("オツヤマ ヨシコ", "オツヤマ ハナコ"), "utf-8"
    )
    assert office.ledger.exists()
    return folder


@pytest.fixture
def office(made: Path, tmp_path: Path) -> Iterator[Office]:
    shutil.copytree(made, tmp_path / "共有")
    office = Office(tmp_path / "共有")
    with patch("ledger.cli_options.now", return_value=office.now):
        yield office


def asked_first(office: Office) -> Desk:
    """Let one officer see what would be replaced; she has not answered yet."""
    desk = Desk("load", office.ledger, "trainings", office.folder / "研修.csv")
    desk.until(ASKED)
    return desk


def is_written(office: Office) -> bool:
    """Whether the ledger has what the list of 職員 brings."""
    return any("オツヤマ ハナコ" in row.values() for row in office.table("staff"))


def nothing_left(office: Office) -> list[str]:
    """Return what no ended command leaves: temporary files and copies that were not finished."""
    return [p.name for p in office.folder.rglob("*") if p.name.endswith((".tmp", ".pending"))]


def test_見ている間に_ほかの人が書いた台帳は_上書きしない(office: Office) -> None:
    first = asked_first(office)
    second = Desk("load", office.ledger, "staff", office.folder / "職員.csv")
    assert second.ended() in {0, 1}, second.said
    theirs = office.ledger.read_bytes()
    first.type("はい")
    assert first.ended() == 2
    assert "file-changed" in first.said
    assert office.ledger.read_bytes() == theirs
    assert is_written(office)
    assert not nothing_left(office)


@pytest.mark.parametrize(
    "way", ["移された", "消された", "フォルダごと移された", "古い写しになった"]
)
def test_見ている間に_なくなった台帳の場所には_何も作らない(office: Office, way: str) -> None:
    aside = office.folder.with_name("よそ")
    old = office.ledger.read_bytes()
    if way == "古い写しになった":
        office.run("load", office.ledger, "staff", office.folder / "職員.csv")
    first = asked_first(office)
    if way == "移された":
        aside.mkdir()
        office.ledger.rename(aside / "台帳.xlsx")
    elif way == "消された":
        office.ledger.unlink()
    elif way == "フォルダごと移された":
        office.folder.rename(aside)
    else:
        office.ledger.write_bytes(old)
    first.type("はい")
    assert first.ended() == 2
    if way == "古い写しになった":
        assert "file-changed" in first.said
        assert office.ledger.read_bytes() == old
        return
    assert not office.ledger.exists(), "nothing stands in its place"
    assert "Traceback" not in first.said
    assert "→" in first.said, "there is a next step"
    kept = aside / "台帳.xlsx"
    assert way == "消された" or kept.read_bytes() == old


def held_at(office: Office, barrier: Path) -> Callable[[], None]:
    """Let a process wait where it writes, holding the lock, until the barrier is there."""
    real = write_new

    def waiting(path: Path, *rest: object) -> None:
        if path.suffix == ".tmp" and path.parent == office.folder and not barrier.exists():
            barrier.with_suffix(".here").touch()
            wait_for(barrier)
        real(path, *rest)  # type: ignore[arg-type]

    return lambda: PATCH.setattr("ledger.store.replace.write_new", waiting)


def test_1人が書いている間_もう1人は断られ_だれかを知らされる(
    office: Office, tmp_path: Path
) -> None:
    barrier = tmp_path / "続けてよい"
    load = ("load", office.ledger, "staff", office.folder / "職員.csv")
    first = Desk(*load, first=held_at(office, barrier))
    wait_for(barrier.with_suffix(".here"))
    before = office.ledger.read_bytes()
    second = asked_first(office)
    second.type("はい")
    assert second.ended() == 2
    assert "ledger-locked" in second.said
    assert "から" in second.said, "since when"
    assert office.ledger.read_bytes() == before
    barrier.touch()
    assert first.ended() in {0, 1}, first.said
    assert is_written(office)
    assert not nothing_left(office)


def vanishing(office: Office, folder: Path, files: int) -> Callable[[], None]:
    """Let a folder go away after so many files of it were read."""
    real = given_of
    read = [0]

    def given(handed: Handed) -> object:
        found = real(handed)
        read[0] += 1
        if read[0] == files:
            folder.rename(office.folder.with_name("見えない"))
        return found

    return lambda: PATCH.setattr("ledger.read.inbox.given_of", given)


@pytest.mark.parametrize("verb", ["consolidate", "collect", "verify"])
@pytest.mark.parametrize("files", [1, 3])
def test_読んでいる途中で消えた提出フォルダは_半分だけ使うことをしない(
    office: Office, verb: str, files: int
) -> None:
    """Everybody had handed in; whoever's form was not read would stand there as 未提出."""
    inbox = office.folder / "提出"
    before = office.ledger.read_bytes()
    rest = ("--to", office.folder / "確認") if verb == "collect" else ()
    desk = Desk(verb, office.ledger, "--from", inbox, *rest, first=vanishing(office, inbox, files))
    assert desk.ended() == 2, desk.said
    assert "folder-vanished" in desk.said
    assert office.ledger.read_bytes() == before
    assert not nothing_left(office)
    office.folder.with_name("見えない").rename(inbox)
    if verb == "consolidate":
        office.run("consolidate", office.ledger, "--from", inbox)
        assert "未提出" not in {row["state"] for row in office.table("reports")}


def test_書いている途中で消えた共有は_元の台帳のまま戻ってくる(office: Office) -> None:
    """The share goes away between the new ledger's bytes and their taking the old one's place."""
    real = write_new
    away = office.folder.with_name("切れた共有")
    before = office.ledger.read_bytes()

    def written(path: Path, *rest: object) -> None:
        real(path, *rest)  # type: ignore[arg-type]
        if path.parent == office.folder:
            office.folder.rename(away)

    def install() -> None:
        PATCH.setattr("ledger.store.replace.write_new", written)

    load = ("load", office.ledger, "staff", office.folder / "職員.csv")
    desk = Desk(*load, first=install)
    assert desk.ended() == 2, desk.said
    assert "Traceback" not in desk.said
    assert "→" in desk.said, "there is a next step"
    assert not office.folder.exists(), "nothing is made where the share was"
    assert (away / "台帳.xlsx").read_bytes() == before
    away.rename(office.folder)
    again = Desk("load", office.ledger, "staff", office.folder / "職員.csv")
    assert again.ended() in {0, 1}, again.said
    assert is_written(office)
    assert not nothing_left(office), "the next start clears away and says so"
    assert "refused" not in office.run("verify", office.ledger)


def test_広域集計の途中で消えたフォルダも_読めた団体だけでは作らない(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "公開"
    for code in CITIES:
        package(folder, code, share(8, 10, 80.0))
    real = whole_file

    def gone(path: Path, most: int) -> bytes:
        data = real(path, most)
        if "131024" in str(path):
            folder.rename(tmp_path / "切れた")
        return data

    monkeypatch.setattr("ledger.read.public_packages.whole_file", gone)
    with pytest.raises(Refusal) as caught:
        public_packages(folder)
    assert caught.value.problem.code == "folder-vanished"
