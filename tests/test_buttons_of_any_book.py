"""Buttons that need no book of ours: 広域集計, 鍵 and 訓練; the book in front stays as it is."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from ledger.book.memory import MemoryPages, MemorySheet
from ledger.book.memory_desk import MemoryDesk
from ledger.buttons import registry
from ledger.buttons.press import Click
from ledger.commands.plan import Plan
from ledger.demo.rehearsal import Mishap
from ledger.demo.spoiling import SPOILS
from ledger.model.problems import Problem
from ledger.store.key_export import written_out
from ledger.store.keys import VARIABLE, add_key, key_ring
from ledger.trust.seal import key_id
from test_federate import package, share, table_of

NOW = dt.datetime(2026, 3, 20, 9)  # noqa: DTZ001 - local time
OURS, THEIRS = b"o" * 32, b"t" * 32
SAID = "ABCDE 23456 FGHJK 789MN PQRST"


def pressed(verb: str, desk: MemoryDesk) -> str:
    """Press a button before a book that is not ours; return the last message, "" if none."""
    pages = MemoryPages(Path("Book1"), {"Sheet1": MemorySheet()}, {}, {})
    registry.press(verb, Click(pages, desk, NOW))
    assert pages.saves == 0
    assert desk.bar[-1:] == [None], "the status bar is given back"
    return desk.told[-1][1] if desk.told else ""


# 広域集計


def test_広域集計は選んだフォルダの団体を足して開く(tmp_path: Path) -> None:
    package(tmp_path / "公開", "131016", share(30, 100, 30.0))
    package(tmp_path / "公開", "131024", share(90, 100, 90.0))
    desk = MemoryDesk(picks=[tmp_path / "公開"])
    told = pressed("federate", desk)
    assert "2 団体" in desk.asked[-1][1]
    assert "次の一手" in told
    out = tmp_path / "公開" / "広域集計.xlsx"
    assert desk.opened == [out]
    assert [row["値"] for row in table_of(out, "広域集計")] == [60]
    again = MemoryDesk(picks=[tmp_path / "公開"])
    pressed("federate", again)
    assert again.asked[0][1] == str(tmp_path / "公開"), "前に選んだフォルダを出す"
    assert again.opened == [out], "自分の作った集計は作り直せる"


def test_広域集計は_いいえなら何も作らず_団体がなければ断る(tmp_path: Path) -> None:
    package(tmp_path / "公開", "131016", share(30, 100, 30.0))
    desk = MemoryDesk(agrees=False, picks=[tmp_path / "公開"])
    assert not pressed("federate", desk)
    assert (desk.opened, list((tmp_path / "公開").glob("*.xlsx"))) == ([], [])
    (tmp_path / "空").mkdir()
    empty = MemoryDesk(picks=[tmp_path / "空"])
    assert "まとめられる公開データがありません" in pressed("federate", empty)
    assert empty.told[-1][0].startswith("!")
    assert not pressed("federate", MemoryDesk(picks=[None]))


def test_広域集計は_同じ名のほかのブックを書き換えない(tmp_path: Path) -> None:
    package(tmp_path / "公開", "131016", share(30, 100, 30.0))
    out = tmp_path / "公開" / "広域集計.xlsx"
    openpyxl.Workbook().save(out)
    before = out.read_bytes()
    desk = MemoryDesk(picks=[tmp_path / "公開"])
    pressed("federate", desk)
    assert desk.told[-1][0].startswith("!")
    assert (out.read_bytes(), desk.opened) == (before, [])


# 鍵


@pytest.fixture
def own_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A PC whose key is `OURS`."""
    monkeypatch.setenv(VARIABLE, str(tmp_path / "PC" / "issue.key"))
    add_key(OURS)
    return tmp_path


def test_鍵の状態は番号と_書き出していないことを言い_鍵は出さない(own_key: Path) -> None:
    told = pressed("key_status", MemoryDesk())
    assert key_id(OURS) in told
    assert "書き出していません" in told
    assert "「鍵の書き出し」" in told
    assert OURS.hex() not in told
    assert own_key.is_dir()


def test_鍵は_合言葉を見せて書いたと答えてから書き出し_ほかのPCで取り込める(
    own_key: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = MemoryDesk(picks=[own_key])
    told = pressed("key_export", desk)
    (file,) = own_key.glob("*.ledgerkey")
    passphrase = desk.asked[-1][1].partition("合言葉: ")[2].splitlines()[0]
    assert passphrase not in told, "1つの画面にしか出ない"
    assert str(file) in told
    assert "書き出していません" not in pressed("key_status", MemoryDesk())
    monkeypatch.setenv(VARIABLE, str(own_key / "二号機" / "issue.key"))
    other = MemoryDesk(picks=[file], answers=[passphrase.lower()])
    assert "次の一手" in pressed("key_import", other)
    assert "取り込みます" in other.asked[-1][1]
    assert key_ring().current == OURS


def test_鍵は_合言葉を書いていなければ書き出さない(own_key: Path) -> None:
    desk = MemoryDesk(agrees=False, picks=[own_key])
    assert not pressed("key_export", desk)
    assert "合言葉: " in desk.asked[-1][1]
    assert list(own_key.glob("*.ledgerkey")) == []
    assert "書き出していません" in pressed("key_status", MemoryDesk())
    assert not pressed("key_export", MemoryDesk(picks=[None]))


@pytest.mark.parametrize(
    ("answers", "agrees", "said"),
    [(["ちがう"], True, "合言葉では"), ([None], True, ""), ([SAID], False, "")],
    ids=["合言葉が違う", "合言葉を入れない", "いいえ"],
)
def test_鍵は_取り込めなければ何も変わらない(
    own_key: Path, answers: list[str | None], said: str, *, agrees: bool
) -> None:
    file = own_key / "鍵.ledgerkey"
    file.write_bytes(written_out([THEIRS], SAID))
    desk = MemoryDesk(agrees=agrees, picks=[file], answers=answers)
    told = pressed("key_import", desk)
    assert said in told
    assert bool(told) == bool(said)
    assert list(key_ring().keys) == [key_id(OURS)]


def test_持っている鍵の取り込みは_尋ねず何も変えないと言う(own_key: Path) -> None:
    file = own_key / "鍵.ledgerkey"
    file.write_bytes(written_out([OURS], SAID))
    desk = MemoryDesk(picks=[file])
    assert "何も変えていません" in pressed("key_import", desk)
    assert len(desk.asked) == 1, "ファイルだけを尋ねる"


# 訓練


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let city and consolidation be made up: what they really are is seen in test_rehearsal."""

    def lives(folder: Path, *, say: Callable[[str], None], **_: object) -> None:
        folder.mkdir()
        say("■ 準備")

    def spoilt(_: Path, folder: Path, now: dt.datetime) -> tuple[tuple[Mishap, ...], Plan]:
        folder.mkdir()
        assert now > NOW, "年度が終わってから集約する"
        told = [Problem.of("key-none") for _ in SPOILS]
        pairs = zip(SPOILS, told, strict=True)
        return tuple(Mishap(spoil, "申告書", (one,)) for spoil, one in pairs), Plan("consolidate")

    monkeypatch.setattr("ledger.demo.rehearsal.live_through", lives)
    monkeypatch.setattr("ledger.demo.rehearsal.rehearsed", spoilt)


@pytest.mark.usefixtures("quick")
def test_訓練は_選んだフォルダに作り_12件の言葉を残して開く(tmp_path: Path) -> None:
    desk = MemoryDesk(picks=[tmp_path])
    told = pressed("rehearse", desk)
    assert f"{len(SPOILS)}件のうち、{len(SPOILS)}件" in told
    home = tmp_path / "訓練_20260320" / "訓練"
    assert desk.opened == [home / "台帳.xlsx"]
    text = (home / "訓練.txt").read_text("utf-8-sig")
    assert text.count("次にすること: ") == len(SPOILS)
    assert any("1年を作っています" in str(line) for line in desk.bar)
    again = MemoryDesk(picks=[tmp_path])
    pressed("rehearse", again)
    assert again.told[-1][0].startswith("!"), "同じ日の訓練には書かない"
    assert text == (home / "訓練.txt").read_text("utf-8-sig")


@pytest.mark.parametrize("picks", [[], [Path("無いところ")]], ids=["選ばない", "いいえ"])
def test_訓練をやめれば_何もできない(picks: list[Path], tmp_path: Path) -> None:
    desk = MemoryDesk(agrees=False, picks=[tmp_path / one for one in picks])
    assert not pressed("rehearse", desk)
    assert list(tmp_path.iterdir()) == []


def half_a_city(folder: Path, *, say: Callable[[str], None], **_: object) -> None:
    folder.mkdir()
    (folder / "台帳.xlsx").write_bytes(b"half")
    say("■ 準備")
    raise MemoryError


@pytest.mark.parametrize(
    ("escapes", "said"), [((1,), "訓練を中止しました。作りかけのフォルダは消しました"), ((), "")]
)
def test_訓練が途中で止まれば_作りかけは残らない(
    escapes: tuple[int, ...], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ledger.demo.rehearsal.live_through", half_a_city)
    desk = MemoryDesk(picks=[tmp_path], escapes=escapes)
    told = pressed("rehearse", desk)
    assert said in told
    assert desk.told[-1][0].startswith("!") == (not escapes)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.proof
def test_訓練は_架空の市の1年から本当に作れる(tmp_path: Path) -> None:
    desk = MemoryDesk(picks=[tmp_path])
    assert f"{len(SPOILS)}件のうち、{len(SPOILS)}件" in pressed("rehearse", desk)
    (opened,) = desk.opened
    rows = openpyxl.load_workbook(opened, read_only=True)["要確認"].iter_rows()
    codes = {str(cell.value) for row in rows for cell in row}
    assert {spoil.code for spoil in SPOILS} <= codes
