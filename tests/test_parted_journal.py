"""Writes that happened elsewhere, or are gone: a verb that would bury them says so beforehand.

A copy of the ledger was used on another PC and laid back, an older state was put back by hand, the
records of another ledger lie beside it. What is told is told once: with the next write the two are
one again.
"""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ledger.book.memory_desk import MemoryDesk
from ledger.buttons import registry
from ledger.buttons.press import Click
from ledger.model.catalogue import CATALOGUE
from ledger.store import journal
from ledger.store.generations import latest
from ledger.store.journal import journal_path
from pages_of_file import pages_of
from small_office import Office, office_in, report_of
from test_verify import LEAVES

CODES = frozenset({"ledger-behind", "journal-behind", "journal-of-another"})


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    office = report_of(office_in(tmp_path_factory.mktemp("made")))
    consolidate(office)
    (office.folder / "休職.csv").write_text(LEAVES, "utf-8")
    return office.folder


@pytest.fixture
def office(made: Path, tmp_path: Path) -> Office:
    shutil.copytree(made, tmp_path / "市")
    return Office(tmp_path / "市")


def consolidate(office: Office) -> dict[str, Any]:
    return office.run("consolidate", office.ledger, "--from", office.folder / "提出")


def told(answer: dict[str, Any]) -> list[str]:
    return [one["code"] for one in answer["found"] if one["code"] in CODES]


def put_back_by_hand(office: Office) -> None:
    before = latest(office.ledger)
    assert before is not None
    office.ledger.write_bytes(before.path.read_bytes())


def used_elsewhere(office: Office) -> None:
    """Take the ledger alone to another PC, load a list into it there, and lay it back."""
    other = Office(office.folder.parent / "ほかのPC", office.now)
    other.folder.mkdir()
    shutil.copy(office.ledger, other.ledger)
    other.run("load", other.ledger, "leaves", office.folder / "休職.csv", expect=(0,))
    shutil.copy(other.ledger, office.ledger)


def used_at_both(office: Office) -> None:
    """The same, while the ledger was used here, too."""
    other = Office(office.folder.parent / "ほかのPC", office.now)
    other.folder.mkdir()
    shutil.copy(office.ledger, other.ledger)
    other.run("load", other.ledger, "leaves", office.folder / "休職.csv", expect=(0,))
    consolidate(office)
    shutil.copy(other.ledger, office.ledger)


def of_another(office: Office) -> None:
    other = office_in(office.folder.parent)
    other.run("load", other.ledger, "leaves", office.folder / "休職.csv", expect=(0,))
    shutil.copy(other.ledger, office.ledger)
    text = journal_path(office.ledger).read_bytes()
    begins = text.rfind(b"\n", 0, text.rfind(b'"kind":"begin"')) + 1
    journal_path(office.ledger).write_bytes(text[begins:])


PARTED: dict[str, tuple[Callable[[Office], None], str]] = {
    "古い控えを置いた": (put_back_by_hand, "ledger-behind"),
    "ほかのPCで使った": (used_elsewhere, "journal-behind"),
    "両方で使った": (used_at_both, "journal-behind"),
    "ほかの台帳": (of_another, "journal-of-another"),
}
VERBS: dict[str, Callable[[Office], tuple[object, ...]]] = {
    "load": lambda o: ("load", o.ledger, "leaves", o.folder / "休職.csv"),
    "consolidate": lambda o: ("consolidate", o.ledger, "--from", o.folder / "提出"),
    "freeze": lambda o: ("freeze", o.ledger, "--force", "確認できないものを残して締める"),
    "undo": lambda o: ("undo", o.ledger),
    "check": lambda o: ("check", o.ledger),
}


@pytest.mark.parametrize("verb", VERBS)
def test_台帳に書く操作は_書く前に言う(office: Office, verb: str) -> None:
    assert told(office.run(*VERBS[verb](office), "--dry-run")) == [], "as it was written here"
    put_back_by_hand(office)
    before = office.ledger.read_bytes()
    assert told(office.run(*VERBS[verb](office), "--dry-run")) == ["ledger-behind"]
    assert office.ledger.read_bytes() == before


@pytest.mark.parametrize("how", PARTED)
def test_書いたあとは_また1つなので_もう言わない(office: Office, how: str) -> None:
    part, code = PARTED[how]
    part(office)
    assert told(consolidate(office)) == [code]
    assert told(office.run("check", office.ledger)) == []


def test_ボタンは_実行しますかの前に言う(office: Office) -> None:
    put_back_by_hand(office)
    desk = MemoryDesk(agrees=False)
    registry.press("plan", Click(pages_of(office.ledger), desk, office.now))
    asked = desk.asked[-1][1]
    assert "操作記録には、そのあとの処理が 1 件あります" in asked
    assert asked.index("操作記録には") < asked.index("実行しますか")


@pytest.mark.parametrize("kind", ["なし", "書きかけ", "読めない"])
def test_記録から何も言えないときは_言わない(
    office: Office, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = journal_path(office.ledger)
    if kind == "なし":
        path.unlink()
    elif kind == "書きかけ":
        text = path.read_bytes()
        put_back_by_hand(office)
        path.write_bytes(text[: text.rfind(b"\n", 0, -1) + 1])  # without its commit
    else:
        put_back_by_hand(office)

        def unreadable(_: Path) -> None:
            raise PermissionError

        monkeypatch.setattr("ledger.book.parted_journal.whole_journal", unreadable)
    assert told(office.run("check", office.ledger)) == []


def test_長い記録でも_終わりだけで分かれば_全部は読まない(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, asked = journal_path(office.ledger), list[Path]()
    monkeypatch.setattr(journal, "_END_OF_FILE", 200)
    monkeypatch.setattr("ledger.book.parted_journal.whole_journal", asked.append)
    assert path.stat().st_size > 2_000
    assert told(office.run("check", office.ledger)) == []
    assert not asked
    put_back_by_hand(office)
    office.run("check", office.ledger)
    assert asked == [office.ledger]


def test_言うことは_次にすることまで決まった言葉() -> None:
    assert set(CATALOGUE) >= CODES
