"""What a command has to say comes out on any console, whole, and is true after the write."""

import io
import json
import os
import stat
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple
from unittest.mock import patch

import pytest

from ledger.cli import app
from ledger.cli_endings import EXIT_PROBLEMS, EXIT_REFUSED
from ledger.cli_guard import guarded
from ledger.commands.plan import Plan
from ledger.screen import near
from ledger.store import fault_log
from small_office import AFTER_THE_YEAR, Office, office_in


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The ledger of the office."""
    return office_in(tmp_path_factory.mktemp("office")).ledger.read_bytes()


@pytest.fixture
def office(whole: bytes, tmp_path: Path) -> Office:
    office = Office(tmp_path)
    office.ledger.write_bytes(whole)
    return office


class Said(NamedTuple):
    """How a command ended, and the bytes that came out."""

    code: int
    out: str
    err: str


class Full(io.BytesIO):
    """A redirected file on a disk that is full."""

    def write(self, _: Any) -> int:  # noqa: ANN401 - as the class itself
        raise OSError(28, "full")


def typed(*arguments: object, encoding: str = "cp932", sink: type[io.BytesIO] = io.BytesIO) -> Said:
    """Type a command at a console of a code."""
    out, err = sink(), io.BytesIO()
    streams = [io.TextIOWrapper(one, encoding=encoding, write_through=True) for one in (out, err)]
    with (
        patch.object(sys, "argv", ["talent-ledger", *map(str, arguments)]),
        patch.object(sys, "stdout", streams[0]),
        patch.object(sys, "stderr", streams[1]),
        patch("ledger.cli_options.now", return_value=AFTER_THE_YEAR),
        pytest.raises(SystemExit) as left,
    ):
        guarded(app)
    texts = [one.getvalue().decode(encoding) for one in (out, err)]
    return Said(int(str(left.value.code or 0)), *texts)


# every character


NEAR = {
    "全角ダッシュ": ("—", "―"),
    "波ダッシュ": ("〜", "～"),
    "第3水準の漢字": ("𠮷", "〓"),
    "マイナス": ("−", "－"),
    "異体字セレクター": ("葛\U000e0101", "葛"),
    "絵文字": ("😀", "〓"),
    "CP932にある字": ("髙﨑①", "髙﨑①"),
}


@pytest.mark.parametrize(("text", "shown"), NEAR.values(), ids=NEAR)
def test_CP932にない字は_近い字で出す(text: str, shown: str) -> None:
    out = io.BytesIO()
    stream = io.TextIOWrapper(out, encoding="cp932", write_through=True)
    with patch.object(sys, "stdout", stream):
        from ledger.screen import showable  # noqa: PLC0415 - under the patched stream

        showable()
        stream.write(text)
    assert out.getvalue().decode("cp932") == shown


def test_英語だけの画面では_疑問符にする() -> None:
    assert near("—あ", "ascii") == "??"


VERBS: dict[str, Callable[[Office], tuple[object, ...]]] = {
    "判定理由": lambda o: ("explain", o.ledger, "00123"),
    "申告書配布": lambda o: ("issue", o.ledger, o.folder / "配布—〜"),
    "今日やること": lambda o: ("status", o.ledger),
    "台帳点検": lambda o: ("check", o.ledger),
}


@pytest.mark.parametrize("encoding", ["cp932", "cp1252", "utf-8"])
@pytest.mark.parametrize("verb", VERBS)
def test_どの画面でも_どのコマンドも最後まで言う(office: Office, verb: str, encoding: str) -> None:
    said = typed(*VERBS[verb](office), encoding=encoding)
    assert said.code == 0, said
    assert said.out
    assert not said.err


def test_jsonは_画面の字がなくても失わない(office: Office) -> None:
    said = typed("explain", office.ledger, "00123", "--json")
    assert "乙山 𠮷子" in "".join(json.loads(said.out)["summary"])
    assert "𠮷" not in said.out


# after the write


def broken(where: str) -> Callable[[pytest.MonkeyPatch], None]:
    def breaks(patching: pytest.MonkeyPatch) -> None:
        def fails(*_: object, **__: object) -> None:
            raise PermissionError(13, "held by another program")

        patching.setattr(where, fails)

    return breaks


def folder_unflushed(patching: pytest.MonkeyPatch) -> None:
    """Let the folder's own flush fail, as on some shares."""
    flush = os.fsync

    def fails(descriptor: int) -> None:
        if stat.S_ISDIR(os.fstat(descriptor).st_mode):
            raise OSError(5, "no answer")
        flush(descriptor)

    patching.setattr(os, "fsync", fails)


AFTER: dict[str, tuple[Callable[[pytest.MonkeyPatch], None], type[io.BytesIO]]] = {
    "結果を書くディスクがいっぱい": (lambda _: None, Full),
    "フォルダの書き込みを確かめられない": (folder_unflushed, io.BytesIO),
    "控えを消せない": (broken("ledger.store.generations.thin"), io.BytesIO),
    "表示の途中の誤り": (broken("ledger.console.Console._speak"), io.BytesIO),
}


@pytest.mark.parametrize("case", AFTER)
def test_台帳に書いた後は_何があっても_変わっていませんと言わない(
    office: Office, case: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    breaks, sink = AFTER[case]
    source = office.folder / "休職.csv"
    source.write_text("職員番号,区分,開始日\n00124,育休,2025-05-01\n", "utf-8")
    before = office.ledger.read_bytes()
    breaks(monkeypatch)
    said = typed("load", office.ledger, "leaves", source, sink=sink)
    assert office.ledger.read_bytes() != before
    assert said.code in {0, EXIT_PROBLEMS}
    told = (said.out + said.err).replace(str(office.folder), "")
    assert not any(word in told for word in ("変わっていません", "元のまま"))


BEFORE = {
    "計画の途中": "ledger.commands.load.read_source",
    "台帳の置き換え": "ledger.book.closed.replace_file",
    "書く中身": "ledger.book.closed.splice",
}


@pytest.mark.parametrize("where", BEFORE.values(), ids=BEFORE)
def test_書く前に止まれば_変わっていないことを言う(
    office: Office, where: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = office.folder / "休職.csv"
    source.write_text("職員番号,区分,開始日\n00124,育休,2025-05-01\n", "utf-8")
    before = office.ledger.read_bytes()

    def bug(*_: object, **__: object) -> None:
        message = "乙山 𠮷子"
        raise LookupError(message)

    monkeypatch.setattr(where, bug)
    said = typed("load", office.ledger, "leaves", source)
    assert office.ledger.read_bytes() == before
    assert said.code == EXIT_REFUSED
    assert "変わっていません" in said.err or "まだ何も書き込んでいません" in said.err
    assert "LookupError" not in said.err


def test_記録には_人の名前も_打った言葉も残らない(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = office.folder / "errors.log"
    monkeypatch.setattr(fault_log, "log_path", lambda: log)

    def bug(*_: object, **__: object) -> Plan:
        message = "乙山 𠮷子 00123"
        raise LookupError(message)

    monkeypatch.setattr("ledger.commands.explain.plan", bug)
    assert typed("explain", office.folder / "乙山.xlsx", "00123").code == EXIT_REFUSED
    written = log.read_text("utf-8")
    assert "explain" in written
    assert "LookupError" in written
    assert not any(word in written for word in ("乙山", "𠮷子", "00123"))


# all of it


def test_30の読めない行も_使わない列も読み替えも_みな並べる(office: Office) -> None:
    rows = [f"{number},BPR実践研修,2025-05-01,メモ" for number in range(90_001, 90_031)]
    source = office.folder / "名簿2.csv"
    lines = ["職員番号,研修名,修了日,備考", *rows, "１２４,BPR実践研修,令和7年5月1日,x"]
    source.write_text("\n".join(lines), "utf-8")
    said = typed("load", office.ledger, "attendances", source, encoding="utf-8")
    assert said.code == EXIT_PROBLEMS
    assert "読めない行: 30件" in said.out
    assert said.out.count("[staff-unknown]") == 30
    assert "使わなかった列: " in said.out
    assert "備考" in said.out
    assert "読み替え: " in said.out
    assert "ほか " not in said.out
    assert "--json" not in said.out
    listed = office.table("problems")
    assert sum(row["code"] == "staff-unknown" for row in listed) == 30
    groups = [row["group"] for row in listed]
    assert {"読めない行", "使わなかった列", "読み替え"} <= set(groups)
    first = [groups.index(name) for name in ("読めない行", "読み替え", "使わなかった列")]
    assert first == sorted(first)
