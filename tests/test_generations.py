"""控え: one per write that happened, thinned out by age, and right after a crash."""

import datetime as dt
import json
from pathlib import Path

import pytest

from ledger.layout import ledger as layout
from ledger.layout.frames import cells
from ledger.model.problems import Refusal
from ledger.read.ledger_book import read_ledger
from ledger.store.disk_state import Truth, sha256
from ledger.store.generations import PENDING, Write, keeping, latest, settled
from ledger.store.journal import journal_path
from ledger.store.leftovers import temporary_beside
from ledger.store.recovery import recovered
from ledger.store.thinning import kept
from small_office import Office, office_in

LEAVES = "職員番号,区分,開始日,終了日\n00124,育休,2025-10-01,2026-03-31\n"


# which states stay


def noon(day: dt.date, hour: int = 12) -> dt.datetime:
    return dt.datetime(day.year, day.month, day.day, hour)  # noqa: DTZ001 - as the names


def copies(*moments: dt.datetime) -> dict[Path, dt.datetime]:
    return {Path(f"{number:03}"): moment for number, moment in enumerate(sorted(moments))}


def stays(found: dict[Path, dt.datetime]) -> list[dt.datetime]:
    return sorted(found[path] for path in kept(found))


def test_1日に何度書いても_最後の5つは残る() -> None:
    day = dt.date(2026, 4, 15)
    moments = [noon(day, hour) for hour in range(8, 20)]
    assert stays(copies(*moments)) == moments[-5:]


def test_毎日3回を100日書くと_5つと7日と8週の終わりが残る() -> None:
    """The last day is 2026-07-09, a Thursday: 3 of it and 2 of the day before are the last five.

    Days: 7/3 to 7/9 (five more). Weeks end on Sundays; the last of the running one is 7/9, before
    it 7/5 (a day already), 6/28, 6/21, 6/14, 6/7, 5/31, 5/24: six more.
    """
    days = [dt.date(2026, 4, 1) + dt.timedelta(days=n) for n in range(100)]
    moments = [noon(day, hour) for day in days for hour in (9, 12, 15)]
    wanted = [
        *(noon(dt.date(2026, 5, day), 15) for day in (24, 31)),
        *(noon(dt.date(2026, 6, day), 15) for day in (7, 14, 21, 28)),
        *(noon(dt.date(2026, 7, day), 15) for day in (3, 4, 5, 6, 7)),
        *(noon(dt.date(2026, 7, 8), hour) for hour in (12, 15)),
        *(noon(dt.date(2026, 7, 9), hour) for hour in (9, 12, 15)),
    ]
    assert stays(copies(*moments)) == wanted


def test_年に2度しか書かない台帳の控えは_何年たっても押し出されない() -> None:
    moments = [noon(dt.date(year, month, 1)) for year in (2026, 2027, 2028) for month in (4, 10)]
    assert stays(copies(*moments)) == moments


def test_年をまたぐ週は1つの週である() -> None:
    """2026-12-28 (Monday) to 2027-01-03 (Sunday) is one week, and takes one of the eight places."""
    weeks = [dt.date(2026, 12, 31) - dt.timedelta(weeks=n) for n in range(12)]
    found = copies(*(noon(day) for day in (*weeks, dt.date(2027, 1, 2))))
    # 日: 1/2, 12/31, 12/24, 12/17, 12/10, 12/3, 11/26 / 週: 1/2の週から8つ = 11/12 まで
    assert stays(found)[0] == noon(dt.date(2026, 11, 12))
    assert len(stays(found)) == 9


# what a write that did not happen leaves


@pytest.fixture
def ledger_file(tmp_path: Path) -> Path:
    path = tmp_path / "台帳.xlsx"
    path.write_bytes(b"first")
    return path


def folder(ledger_file: Path) -> dict[str, bytes]:
    backup = ledger_file.parent / "backup"
    return {one.name: one.read_bytes() for one in sorted(backup.glob("*.xlsx*"))}


def write(ledger_file: Path, data: bytes) -> None:
    before = ledger_file.read_bytes()
    with keeping(ledger_file, before, Write(("staff",), sha256(data))):
        ledger_file.write_bytes(data)


def test_断られた書き込みは_控えを作らず_押し出しもしない(ledger_file: Path) -> None:
    for number in range(6):
        write(ledger_file, f"{number}".encode())
    before = folder(ledger_file)
    for _ in range(7):
        with (
            pytest.raises(Refusal),
            keeping(ledger_file, ledger_file.read_bytes(), Write(("staff",), "0" * 64)),
        ):
            raise Refusal.of("file-open", name="台帳.xlsx")
    assert folder(ledger_file) == before
    assert list(before.values()) == [b"0", b"1", b"2", b"3", b"4"]
    journal = 1
    assert len(list((ledger_file.parent / "backup").iterdir())) == 2 * len(before) + journal


def test_書いた後に失敗しても_書いたのだから控えは残る(ledger_file: Path) -> None:
    def wrote_then_failed() -> None:
        with keeping(ledger_file, b"first", Write(("staff",), sha256(b"second"))):
            ledger_file.write_bytes(b"second")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        wrote_then_failed()
    assert list(folder(ledger_file).values()) == [b"first"]


def crashed(ledger_file: Path, run: str = "") -> None:
    """Leave what a crash leaves between the copy and its name: the copy pending, and its note."""
    with keeping(ledger_file, b"first", Write(("staff",), sha256(b"second"), run)):
        ledger_file.write_bytes(b"second")
    (copy,) = (ledger_file.parent / "backup").glob("*.xlsx")
    copy.rename(copy.with_name(copy.name + PENDING))


@pytest.mark.parametrize(
    ("stands", "truth", "left"),
    [
        (b"second", Truth.NEW, [b"first"]),
        (b"first", Truth.OLD, []),
    ],
    ids=["台帳は書かれていた", "台帳は書かれていなかった"],
)
def test_途中で止まった書き込みは_台帳の中身で決まる(
    ledger_file: Path, stands: bytes, truth: Truth, left: list[bytes]
) -> None:
    crashed(ledger_file)
    ledger_file.write_bytes(stands)
    assert settled(ledger_file) == (truth,)
    assert list(folder(ledger_file).values()) == left
    assert not list(ledger_file.parent.rglob(f"*{PENDING}"))
    assert bool(list((ledger_file.parent / "backup").glob("*.json"))) is bool(left)


def test_どちらとも言えないうちは_控えを捨てない(ledger_file: Path) -> None:
    crashed(ledger_file, run="x")
    ledger_file.write_bytes(b"somebody saved it since")
    assert settled(ledger_file) == (Truth.UNKNOWN,)
    assert list(folder(ledger_file).values()) == [b"first"]


@pytest.mark.parametrize(
    ("beside", "truth", "stands", "copies_left"),
    [
        (b"second", Truth.NEW, b"second", [b"first"]),
        (b"seco", Truth.UNKNOWN, None, [b"first"]),
        (None, Truth.UNKNOWN, None, [b"first"]),
    ],
    ids=["新しい中身がそろっている", "書きかけ", "何もない"],
)
def test_入れ替えの途中で台帳がなくなっても_新しい中身か控えの1番が残る(
    ledger_file: Path,
    beside: bytes | None,
    truth: Truth,
    stands: bytes | None,
    copies_left: list[bytes],
) -> None:
    crashed(ledger_file)
    ledger_file.unlink()
    if beside is not None:
        temporary_beside(ledger_file).write_bytes(beside)
    assert settled(ledger_file) == (truth,)
    assert (ledger_file.read_bytes() if ledger_file.exists() else None) == stands
    assert list(folder(ledger_file).values()) == copies_left
    kept_first = latest(ledger_file)
    assert kept_first is not None
    assert kept_first.intact


def test_添え書きの前に止まったなら_書いていない(ledger_file: Path) -> None:
    crashed(ledger_file)
    (note,) = (ledger_file.parent / "backup").glob("*.json")
    note.unlink()
    ledger_file.write_bytes(b"first")
    assert [problem.code for problem in recovered(ledger_file)] == ["write-undone-before"]
    assert not folder(ledger_file)


def test_時計の遅れたパソコンが書いても_順は書いた順である(
    ledger_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """PC A's clock is three minutes ahead of PC B's; both write in turn, within one minute."""
    clock = iter(dt.datetime(2026, 4, 1, 9, minute) for minute in (3, 0, 4, 1))  # noqa: DTZ001

    class Clock(dt.datetime):
        @classmethod
        def now(cls, tz: dt.tzinfo | None = None) -> "Clock":
            moment = next(clock)
            return cls(*moment.timetuple()[:6], tzinfo=tz)

    monkeypatch.setattr("ledger.store.generations.dt.datetime", Clock)
    for number in range(4):
        write(ledger_file, f"{number}".encode())
    assert list(folder(ledger_file).values()) == [b"first", b"0", b"1", b"2"]
    assert list(folder(ledger_file)) == [
        "台帳_20260401-090300-00.xlsx",
        "台帳_20260401-090300-01.xlsx",
        "台帳_20260401-090400-00.xlsx",
        "台帳_20260401-090400-01.xlsx",
    ]


def test_1秒に100回を超えて書いても_順は書いた順である(
    ledger_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Clock(dt.datetime):
        @classmethod
        def now(cls, tz: dt.tzinfo | None = None) -> "Clock":
            return cls(2026, 4, 1, 9, tzinfo=tz)

    monkeypatch.setattr("ledger.store.generations.dt.datetime", Clock)
    for number in range(103):
        write(ledger_file, f"{number}".encode())
    assert list(folder(ledger_file).values()) == [b"97", b"98", b"99", b"100", b"101"]


# through the commands


@pytest.fixture
def office(tmp_path: Path) -> Office:
    office = office_in(tmp_path)
    (office.folder / "休職.csv").write_text(LEAVES, "utf-8")
    return office


def leaves(office: Office) -> list[tuple[object, ...]]:
    table = layout.BY_KEY["leaves"]
    read = read_ledger(office.ledger.read_bytes(), "台帳.xlsx", ("leaves",))
    return list(cells(table, read.tables["leaves"]))


def test_Excelで開いたまま5回試しても_元に戻すは直前の操作を戻す(office: Office) -> None:
    office.run("load", office.ledger, "leaves", office.folder / "休職.csv", expect=(0,))
    assert len(leaves(office)) == 1
    kept_before = sorted((office.folder / "backup").iterdir())
    owner = office.folder / "~$台帳.xlsx"
    owner.write_bytes(b"owner")
    for _ in range(5):
        answer = office.run(
            "load", office.ledger, "leaves", office.folder / "休職.csv", expect=(2,)
        )
        assert answer["refused"]["code"] == "file-open"
        assert "「台帳.xlsx」には書き込んでいません。" in answer["refused"]["what"]
    assert sorted((office.folder / "backup").iterdir()) == kept_before
    owner.unlink()
    undone = office.run("undo", office.ledger, expect=(0,))
    assert undone["tables"] == 1
    assert leaves(office) == []


def test_書いた直後に止まっても_次の操作が知らせ_元に戻すが効く(office: Office) -> None:
    """The process died between the ledger's rename and the generation's."""
    office.run("load", office.ledger, "leaves", office.folder / "休職.csv", expect=(0,))
    last = max((office.folder / "backup").glob("*.xlsx"))
    last.rename(last.with_name(last.name + PENDING))
    undone = office.run("undo", office.ledger, expect=(0,))
    assert [found["code"] for found in undone["found"]] == ["write-done-before"]
    assert undone["from"] == last.name
    assert leaves(office) == []


def test_書く前に止まったら_元に戻すはその前の操作を戻す(office: Office) -> None:
    """The process died before the ledger's rename; meanwhile HR saved the ledger in Excel."""
    before = office.ledger.read_bytes()
    office.run("load", office.ledger, "leaves", office.folder / "休職.csv", expect=(0,))
    last = max((office.folder / "backup").glob("*.xlsx"))
    last.rename(last.with_name(last.name + PENDING))
    office.ledger.write_bytes(before)
    lines = journal_path(office.ledger).read_bytes().splitlines(keepends=True)
    assert b'"commit"' in lines[-1]
    journal_path(office.ledger).write_bytes(b"".join(lines[:-1]))  # it was not told how it ended
    note = last.with_suffix(".json")
    said = json.loads(note.read_text("utf-8"))
    # other bytes than those noted: 処理履歴, which lacks the run, decides
    note.write_text(json.dumps({**said, "sha256": "0" * 64}), "utf-8")
    undone = office.run("undo", office.ledger, expect=(0,))
    assert [found["code"] for found in undone["found"]] == ["write-undone-before"]
    assert undone["from"] != last.name
    assert not list(office.folder.rglob(f"*{PENDING}"))


def test_元に戻すを3度_どの状態も正しい(office: Office) -> None:
    office.run("load", office.ledger, "leaves", office.folder / "休職.csv", expect=(0,))
    for wanted in (0, 1, 0):
        office.run("undo", office.ledger, expect=(0,))
        assert len(leaves(office)) == wanted


def test_確かめに通らない書き込みも_控えを残さない(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = sorted((office.folder / "backup").iterdir())

    def stop(*_: object) -> None:
        raise Refusal.of("write-unverified", table="休職等", name="台帳.xlsx")

    monkeypatch.setattr("ledger.book.closed.refuse_misstated", stop)
    answer = office.run("load", office.ledger, "leaves", office.folder / "休職.csv", expect=(2,))
    assert answer["refused"]["code"] == "write-unverified"
    assert sorted((office.folder / "backup").iterdir()) == before
