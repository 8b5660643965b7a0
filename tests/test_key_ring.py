"""封印の鍵: 鍵のないPCでは配らず集めず、書き出して取り込めば、どのPCでも続けられる."""

import datetime as dt
import json
import re
import shutil
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st
from typer.testing import CliRunner

from ledger.cli import app
from ledger.model.problems import Refusal
from ledger.present.splice import splice
from ledger.read.ledger_book import read_ledger
from ledger.store.key_export import KeyExport, new_passphrase, written_out
from ledger.store.key_place import KeyPlace, place_on_windows
from ledger.store.keys import VARIABLE, add_key, issue_key, key_ring, note_safe, safe_since
from ledger.trust.seal import key_id
from small_office import Office, hand_in, office_in

NOW = dt.datetime(2026, 3, 1, 9)  # noqa: DTZ001 - local time
OURS, THEIRS = b"o" * 32, b"t" * 32

PcChosen = Callable[[str], Path]


@pytest.fixture
def pc(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> PcChosen:
    """Sit down at a PC: its own folder for keys, by name."""

    def at(name: str) -> Path:
        path = tmp_path / name / "issue.key"
        monkeypatch.setenv(VARIABLE, str(path))
        return path

    return at


@pytest.fixture(scope="module")
def handed_in(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office that gave out its forms, two of which came back; its key stands beside."""
    folder = tmp_path_factory.mktemp("office")
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv(VARIABLE, str(folder / "own" / "issue.key"))
        office = office_in(folder / "office")
        office.run("issue", office.ledger, office.folder / "配布")
    (office.folder / "提出").mkdir()
    for form in sorted((office.folder / "配布").rglob("*.xlsx"))[:2]:
        kept = office.folder / "提出" / form.name
        shutil.copy(form, kept)
        hand_in(kept, "2026-03-10")
    return folder


@pytest.fixture
def issued(handed_in: Path, tmp_path: Path, pc: PcChosen) -> Office:
    """The office for one test, whose HR officer sits at the PC 一号機."""
    shutil.copytree(handed_in / "own", pc("一号機").parent)
    shutil.copytree(handed_in / "office", tmp_path / "office")
    return Office(tmp_path / "office")


def changed(office: Office, **columns: Any) -> None:  # noqa: ANN401 - cells of every kind
    """Write columns of 配布記録, as an earlier version left them."""
    data = office.ledger.read_bytes()
    tables = read_ledger(data, office.ledger.name).tables
    issues = tables["issues"]
    said = {key: say(issues[key]) for key, say in columns.items()}
    office.ledger.write_bytes(splice(data, {"issues": issues.assign(**said)}, tables))


# the ring


def test_初めての鍵は作られ_次からは同じ鍵(pc: PcChosen) -> None:
    path = pc("PC")
    assert key_ring().keys == {}
    assert not path.exists(), "見るだけでは作らない"
    key = issue_key()
    assert (issue_key(), path.read_bytes()) == (key, key)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_鍵のないPCに取り込めば_それがいまの鍵(pc: PcChosen) -> None:
    path = pc("PC")
    add_key(THEIRS)
    assert path.read_bytes() == THEIRS
    assert key_ring().current == THEIRS


def test_鍵のあるPCに取り込んでも_いまの鍵は変わらない(pc: PcChosen) -> None:
    path = pc("PC")
    add_key(OURS)
    add_key(THEIRS)
    add_key(THEIRS)
    assert path.read_bytes() == OURS
    assert list(key_ring().keys) == [key_id(OURS), key_id(THEIRS)]
    beside = path.with_name(f"issue-{key_id(THEIRS)}.key")
    assert sorted(path.parent.iterdir()) == [beside, path]
    assert stat.S_IMODE(beside.stat().st_mode) == 0o600


@pytest.mark.parametrize("data", [b"", b"x" * 31, OURS], ids=["空", "短い", "名前と違う鍵"])
def test_名前と合わない前の鍵は_壊れていると言う(pc: PcChosen, data: bytes) -> None:
    path = pc("PC")
    add_key(OURS)
    path.with_name(f"issue-{key_id(THEIRS)}.key").write_bytes(data)
    with pytest.raises(Refusal) as refused:
        key_ring()
    assert refused.value.problem.code == "key-damaged"


# a ledger and its key


def test_封印にも配布記録にも_鍵番号が残る(issued: Office) -> None:
    number = key_id(issue_key())
    rows = issued.table("issues")
    assert len(rows) == 4
    assert {row["key_no"] for row in rows} == {number}
    assert all(re.fullmatch(rf"{number}-[0-9a-f]{{64}}", row["seal"]) for row in rows)


VERBS: dict[str, Callable[[Office], list[object]]] = {
    "issue": lambda o: ["issue", o.ledger, o.folder / "配布2", "--again"],
    "collect": lambda o: [
        "collect",
        o.ledger,
        "--from",
        o.folder / "提出",
        "--to",
        o.folder / "確",
    ],
    "consolidate": lambda o: ["consolidate", o.ledger, "--from", o.folder / "提出"],
}


@pytest.mark.parametrize("own", [None, OURS], ids=["鍵のないPC", "別の鍵のあるPC"])
@pytest.mark.parametrize("verb", VERBS)
def test_鍵のないPCでは_鍵番号を言って断り_鍵も作らない(
    issued: Office, pc: PcChosen, verb: str, own: bytes | None
) -> None:
    number = key_id(issue_key())
    path = pc("二号機")
    if own:
        add_key(own)
    before = issued.ledger.read_bytes(), sorted(issued.folder.rglob("*"))
    refused = issued.run(*VERBS[verb](issued), expect=(2,))["refused"]
    assert refused["code"] == "key-missing"
    assert number in refused["what"]
    assert "2026-04-10" in refused["what"], "最後に配った日で、配ったPCを探せる"
    assert "key import" in refused["remedy"]
    assert (issued.ledger.read_bytes(), sorted(issued.folder.rglob("*"))) == before
    assert path.exists() is (own is not None)


@pytest.mark.parametrize("verb", VERBS)
def test_取り込めば_二号機でも続けられる(issued: Office, pc: PcChosen, verb: str) -> None:
    theirs = issue_key()
    pc("二号機")
    add_key(OURS)
    add_key(theirs)
    answer = issued.run(*VERBS[verb](issued))
    assert "seal-broken" not in str(answer)
    assert {row["key_no"] for row in issued.table("issues")} == {key_id(theirs)}, "台帳の鍵で配る"


def test_配っていない台帳は_いまの鍵で配る(tmp_path: Path, pc: PcChosen) -> None:
    pc("二号機")
    add_key(OURS)
    add_key(THEIRS)
    office = office_in(tmp_path / "office")
    office.run("issue", office.ledger, office.folder / "配布")
    assert {row["key_no"] for row in office.table("issues")} == {key_id(OURS)}


def _earlier(office: Office) -> None:
    """Let 配布記録 and the forms be of a time when seals named no key."""
    changed(office, key_no=lambda _: None, seal=lambda seals: seals.str.partition("-")[2])


def test_番号のない前の台帳も_鍵があれば続けられる(issued: Office, pc: PcChosen) -> None:
    theirs = issue_key()
    _earlier(issued)
    pc("二号機")
    add_key(OURS)
    add_key(theirs)
    assert "seal-broken" not in str(issued.run(*VERBS["consolidate"](issued)))
    issued.run(*VERBS["issue"](issued))
    assert [row["key_no"] for row in issued.table("issues")] == [None] * 4 + [key_id(theirs)] * 4


def test_番号のない前の台帳で_鍵が違えば断る(issued: Office, pc: PcChosen) -> None:
    _earlier(issued)
    pc("二号機")
    add_key(OURS)
    refused = issued.run(*VERBS["issue"](issued), expect=(2,))["refused"]
    assert refused["code"] == "key-missing"
    assert "番号の付く前の鍵" in refused["what"]


# export and import


def test_書き出して取り込むと_同じ鍵(tmp_path: Path, pc: PcChosen) -> None:
    office = Office(tmp_path)
    pc("一号機")
    add_key(OURS)
    add_key(THEIRS)
    answer = office.run("key", "export", tmp_path / "鍵.ledgerkey", expect=(0,))
    data = (tmp_path / "鍵.ledgerkey").read_bytes()
    assert OURS not in data
    assert OURS.hex().encode() not in data
    assert answer["passphrase"].encode() not in data
    pc("二号機")
    said = tmp_path / "合言葉.txt"
    said.write_text(answer["passphrase"] + "\r\n", "utf-8-sig")
    office.run("key", "import", tmp_path / "鍵.ledgerkey", "--passphrase-file", said, expect=(0,))
    assert (key_ring().current, set(key_ring().keys)) == (OURS, {key_id(OURS), key_id(THEIRS)})
    files = {path: path.read_bytes() for path in (tmp_path / "二号機").iterdir()}
    again = office.run("key", "import", tmp_path / "鍵.ledgerkey", expect=(0,))
    assert again["added"] == []
    assert {path: path.read_bytes() for path in (tmp_path / "二号機").iterdir()} == files


def test_書き出し先にファイルがあれば断り_鍵がなければ断る(tmp_path: Path, pc: PcChosen) -> None:
    office = Office(tmp_path)
    pc("PC")
    target = tmp_path / "鍵.ledgerkey"
    assert office.run("key", "export", target, expect=(2,))["refused"]["code"] == "key-none"
    add_key(OURS)
    target.write_bytes(b"before")
    assert office.run("key", "export", target, expect=(2,))["refused"]["code"] == "file-exists"
    assert target.read_bytes() == b"before"


TYPED: dict[str, Callable[[str], str]] = {
    "そのまま": lambda said: said,
    "小文字": lambda said: said.lower(),
    "全角": lambda said: "".join(chr(ord(c) + 0xFEE0) if c != " " else "　" for c in said),
    "空白なし": lambda said: said.replace(" ", ""),
    "ハイフンで区切る": lambda said: said.replace(" ", "-"),
    "前後に空白と改行": lambda said: f"  {said}\r\n",
}


@pytest.mark.parametrize("typed", TYPED)
def test_合言葉は_打ち方が違っても通る(typed: str) -> None:
    said = "ABCDE 23456 FGHJK 789MN PQRST"
    export = KeyExport.of(written_out([OURS], said), "鍵")
    assert export.keys(TYPED[typed](said)) == (OURS,)


def test_合言葉は5字ずつ5組で_読み間違える字がない() -> None:
    drawn = {new_passphrase() for _ in range(200)}
    assert len(drawn) == 200
    assert all(re.fullmatch(r"([A-Z2-9]{5} ){4}[A-Z2-9]{5}", said) for said in drawn)
    assert not set("01ILO") & set("".join(drawn))
    signs = len(set("".join(drawn)) - {" "})
    assert signs**25 >= 2**120


def _flipped(data: bytes) -> bytes:
    said = json.loads(data)
    said["sealed"] = ("0" if said["sealed"][0] != "0" else "1") + said["sealed"][1:]
    return json.dumps(said).encode()


def _newer(data: bytes) -> bytes:
    """A file of a later version, whole by its own check value."""
    import hashlib  # noqa: PLC0415 - here alone

    said = json.loads(data) | {"version": 2}
    del said["sha256"]
    plain = json.dumps(said, sort_keys=True, separators=(",", ":")).encode()
    return json.dumps(said | {"sha256": hashlib.sha256(plain).hexdigest()}).encode()


BAD: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "空のファイル": (lambda _: b"", "key-file-foreign"),
    "別のファイル": (lambda _: b"PK\x03\x04 book", "key-file-foreign"),
    "別のJSON": (lambda _: b'{"format": "else"}', "key-file-foreign"),
    "新しい版": (_newer, "key-file-foreign"),
    "途中まで": (lambda data: data[: len(data) // 2], "key-file-damaged"),
    "1字違う": (_flipped, "key-file-damaged"),
    "合言葉が違う": (lambda data: data, "key-passphrase-wrong"),
}


@pytest.mark.parametrize("case", BAD)
def test_取り込めないものは_わけを名指しして断る(tmp_path: Path, pc: PcChosen, case: str) -> None:
    make, code = BAD[case]
    pc("PC")
    source, said = tmp_path / "鍵.ledgerkey", tmp_path / "合言葉.txt"
    source.write_bytes(make(written_out([THEIRS], "ABCDE 23456 FGHJK 789MN PQRST")))
    said.write_text("BBBBB 23456 FGHJK 789MN PQRST")
    refused = Office(tmp_path).run("key", "import", source, "--passphrase-file", said, expect=(2,))[
        "refused"
    ]
    assert refused["code"] == code
    assert key_ring().keys == {}


def test_聞けないときは_合言葉が要ると言う(tmp_path: Path, pc: PcChosen) -> None:
    pc("PC")
    source = tmp_path / "鍵.ledgerkey"
    source.write_bytes(written_out([THEIRS], "A"))
    refused = Office(tmp_path).run("key", "import", source, expect=(2,))["refused"]
    assert refused["code"] == "key-passphrase-needed"
    assert key_ring().keys == {}


@pytest.mark.parametrize("typed", ["abcde 23456 fghjk 789mn pqrst\n", "ちがう\n", "\n"])
def test_画面では合言葉を聞く(
    tmp_path: Path, pc: PcChosen, monkeypatch: pytest.MonkeyPatch, typed: str
) -> None:
    pc("PC")
    source = tmp_path / "鍵.ledgerkey"
    source.write_bytes(written_out([THEIRS], "ABCDE 23456 FGHJK 789MN PQRST"))
    monkeypatch.setattr("ledger.console.Console.attended", True)
    result = CliRunner().invoke(app, ["key", "import", str(source)], input=typed)
    right = typed.startswith("abcde")
    assert "合言葉(5字ずつ5組)を入れてください" in result.output
    assert result.exit_code == (0 if right else 2)
    assert ("合言葉では" in result.output) is not right
    assert list(key_ring().keys) == ([key_id(THEIRS)] if right else [])


@given(at=st.integers(0, 10_000), to=st.integers(0, 255))
@settings(max_examples=60, deadline=None)
def test_ファイルのどこが変わっても_鍵は取り込まれない(at: int, to: int) -> None:
    whole = WRITTEN
    place = at % len(whole)
    if whole[place] == to:
        return
    broken = whole[:place] + bytes([to]) + whole[place + 1 :]
    code = ""
    try:
        export = KeyExport.of(broken, "鍵")
    except Refusal as refusal:
        code = refusal.problem.code
    assert code in {"", "key-file-foreign", "key-file-damaged"}
    if not code:
        assert export == KeyExport.of(whole, "鍵"), "空白と桁の大文字だけの違い"


WRITTEN = written_out([OURS], "A")


# reminded until it is written out


def _today(office: Office) -> str:
    return str(office.run("status", office.ledger))


def test_書き出すまで_やることに出て_書き出せば消える(
    issued: Office, tmp_path: Path, pc: PcChosen
) -> None:
    assert "鍵の書き出しがまだです" in _today(issued)
    assert "鍵の書き出しがまだです" in str(issued.table("today")), "配ったときに台帳にも載る"
    number = key_id(issue_key())
    (entry,) = issued.run("key", "status", expect=(0,))["keys"]
    assert (entry["key"], entry["current"], entry["safe"]) == (number, True, None)
    issued.run("key", "export", tmp_path / "鍵.ledgerkey", expect=(0,))
    assert "鍵の書き出しがまだです" not in _today(issued)
    assert not list((tmp_path / "一号機").glob("*.alone"))
    (entry,) = issued.run("key", "status", expect=(0,))["keys"]
    assert entry["safe"] == "2026-04-10T09:00:00"


def test_配る前と_取り込んだ鍵では_書き出しを求めない(
    tmp_path: Path, issued: Office, pc: PcChosen
) -> None:
    theirs = issue_key()
    pc("二号機")
    add_key(theirs)
    note_safe(key_id(theirs), NOW)
    assert safe_since(key_id(theirs)) == NOW
    assert "鍵の書き出しがまだです" not in _today(issued)
    pc("別の鍵だけのPC")
    issue_key()
    assert "鍵の書き出しがまだです" not in _today(issued), "このPCにない鍵のことは言わない"
    pc("三号機")
    before = office_in(tmp_path / "before")
    issue_key()
    assert "鍵の書き出しがまだです" not in _today(before)


def test_鍵そのものは_状態にも書き出しの答えにも出ない(tmp_path: Path, pc: PcChosen) -> None:
    pc("PC")
    add_key(OURS)
    office = Office(tmp_path)
    shown = str(office.run("key", "status")) + str(office.run("key", "export", tmp_path / "鍵"))
    assert OURS.hex() not in shown
    for plain in (["key", "status"], ["key", "export", str(tmp_path / "鍵2")]):
        assert OURS.hex() not in CliRunner().invoke(app, plain).output


# where the key stands


HOME = {"APPDATA": r"C:\Users\hr\AppData\Roaming", "OneDrive": r"C:\Users\hr\OneDrive - City"}
PLACES = {
    "本人のPC": (r"C:\Users\hr\AppData\Local\talent-ledger\issue.key", False, KeyPlace.OWN),
    "長い書き方": (r"\\?\C:\Users\hr\AppData\Local\issue.key", False, KeyPlace.OWN),
    "共有": (r"\\fs01\jinji\issue.key", False, KeyPlace.SHARE),
    "長い書き方の共有": (r"\\?\UNC\fs01\jinji\issue.key", False, KeyPlace.SHARE),
    "割り当てたドライブ": (r"N:\jinji\issue.key", True, KeyPlace.SHARE),
    "移動プロファイル": (r"C:\Users\hr\AppData\Roaming\x\issue.key", False, KeyPlace.CARRIED),
    "大文字小文字の違い": (r"c:\users\HR\appdata\ROAMING\issue.key", False, KeyPlace.CARRIED),
    "OneDrive": (r"C:\Users\hr\OneDrive - City\issue.key", False, KeyPlace.CARRIED),
    "似た名前のフォルダ": (r"C:\Users\hr\OneDrive - City2\issue.key", False, KeyPlace.OWN),
}


@pytest.mark.parametrize("case", PLACES)
def test_鍵の置き場所(case: str) -> None:
    path, remote, where = PLACES[case]
    assert place_on_windows(path, HOME, remote=remote) is where


def test_共有にある鍵は_配るときも状態でも知らせる(
    tmp_path: Path, pc: PcChosen, monkeypatch: pytest.MonkeyPatch
) -> None:
    pc("PC")
    monkeypatch.setattr("ledger.commands.ledger_keys.place_of", lambda _: KeyPlace.SHARE)
    office = office_in(tmp_path / "office")
    issued = office.run("issue", office.ledger, office.folder / "配布", expect=(1,))
    told = [one["code"] for one in issued["found"]]
    assert told.count("key-on-share") == 1
    (one,) = office.run("key", "status", expect=(1,))["found"]
    assert (one["code"], KeyPlace.SHARE.value in one["what"]) == ("key-on-share", True)
