"""操作記録: chained lines that survive a crash, and what they say of every write."""

import json
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from ledger.store import journal
from ledger.store.disk_state import Truth, sha256
from ledger.trust.journal import (
    COMMIT,
    UNDONE,
    CameIn,
    JournalWrite,
    begun,
    ended,
    first_record,
    journal_text,
    lines_of,
)

OLD, NEW = b"old ledger", b"new ledger"


def write(run: str = "c1", after: bytes = NEW, came: tuple[CameIn, ...] = ()) -> JournalWrite:
    contents = {"staff": "d1"}
    return JournalWrite(run, "load", "0.1.0", "3", sha256(OLD), sha256(after), contents, came)


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    path = tmp_path / "台帳.xlsx"
    path.write_bytes(OLD)
    return path


def lines(ledger: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in journal.journal_path(ledger).read_text().splitlines()]


def test_1回の書き込みは_始まり_来たもの_できたもの_終わりの順に残る(ledger: Path) -> None:
    came = (CameIn("a" * 64, "used"), CameIn("b" * 64, "quarantined", "not-xlsx"))
    journal.begin(ledger, write(came=came), chain="c0")
    journal.end(ledger, Truth.NEW)
    kinds = [line["kind"] for line in lines(ledger)]
    assert kinds == ["first", "begin", "file", "file", "outputs", "commit"]
    text = journal.whole_journal(ledger)
    assert text is not None
    assert (text.broken, text.torn, text.open) == (None, 0, None)
    assert text.records[0]["chain"] == "c0", "前の処理履歴の鎖値から始まる"
    (done,) = text.done
    assert (done.run, done.operation, done.came, done.end) == ("c1", "load", came, COMMIT)
    assert done.contents == {"staff": "d1"}


def test_2回目は1回目につながり_始まりの行は1つだけ(ledger: Path) -> None:
    for run in ("c1", "c2"):
        journal.begin(ledger, write(run), chain="c0")
        journal.end(ledger, Truth.NEW)
    text = journal.whole_journal(ledger)
    assert text is not None
    assert [one.run for one in text.done] == ["c1", "c2"]
    assert [line["kind"] for line in lines(ledger)].count("first") == 1
    assert text.broken is None


@pytest.mark.parametrize(
    ("stands", "found", "end"),
    [
        (NEW, Truth.NEW, COMMIT),
        (OLD, Truth.OLD, UNDONE),
        (b"neither", Truth.UNKNOWN, ""),
    ],
)
def test_終わりのない書き込みは_台帳のいまの中身で決まる(
    ledger: Path, stands: bytes, found: Truth, end: str
) -> None:
    journal.begin(ledger, write(), chain="")
    assert journal.unsettled(ledger)
    ledger.write_bytes(stands)
    assert journal.settle(ledger) == (found, 0)
    text = journal.whole_journal(ledger)
    assert text is not None
    assert text.writes[-1].end == end
    assert journal.unsettled(ledger) is (end == "")


@pytest.mark.parametrize("cut", [1, 2, 40])
def test_途切れた最後の行は除かれ_除いたことが残る(ledger: Path, cut: int) -> None:
    journal.begin(ledger, write(), chain="")
    path = journal.journal_path(ledger)
    whole = path.read_bytes()
    path.write_bytes(whole + whole[:cut])
    truth, torn = journal.settle(ledger)
    assert (truth, torn) == (Truth.OLD, cut)
    text = journal.whole_journal(ledger)
    assert text is not None
    assert [record["kind"] for record in text.records[-2:]] == ["torn", "undone"]
    assert (text.broken, text.torn) == (None, 0)


def test_終わりだけを読んでも_長い書き込みの始まりまでさかのぼる(
    ledger: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journal, "_END_OF_FILE", 256)
    came = tuple(CameIn(f"{n:064d}", "used") for n in range(300))
    for run in ("c1", "c2"):
        journal.begin(ledger, write(run, came=came), chain="")
        journal.end(ledger, Truth.NEW)
    journal.begin(ledger, write("c3", came=came), chain="")
    assert journal.settle(ledger) == (Truth.OLD, 0)
    text = journal.whole_journal(ledger)
    assert text is not None
    assert [(one.run, one.end) for one in text.writes] == [
        *(("c1", COMMIT), ("c2", COMMIT)),
        ("c3", UNDONE),
    ]
    assert text.broken is None


RECORDS = [first_record("c0", "0.1.0"), *begun(write(came=(CameIn("a", "used"),)))]
WHOLE = lines_of("", [*RECORDS, ended(write(), COMMIT)]).encode()


@given(st.integers(0, len(WHOLE) - 1), st.integers(1, 255))
def test_どの1バイトを変えても見つかる(at: int, by: int) -> None:
    changed = bytearray(WHOLE)
    changed[at] = (changed[at] + by) % 256
    text = journal_text(bytes(changed))
    same = text.records == journal_text(WHOLE).records and text.last == journal_text(WHOLE).last
    assert text.broken is not None or text.torn or same


@given(st.integers(1, 3))
def test_行を抜くと見つかる(at: int) -> None:
    rows = WHOLE.splitlines(keepends=True)
    del rows[at]
    assert journal_text(b"".join(rows)).broken == at + 1


def test_行に名前も職員番号も発行番号もパスもない(ledger: Path) -> None:
    journal.begin(ledger, write(came=(CameIn("a" * 64, "quarantined", "not-xlsx"),)), chain="c0")
    allowed = {
        *("kind", "chain", "program", "h", "run", "operation", "schema", "before"),
        *("sha256", "decision", "code", "after", "contents"),
    }
    assert {key for line in lines(ledger) for key in line} <= allowed
