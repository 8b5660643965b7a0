"""Wrong usage is one Japanese sentence, with exit 2, also as JSON; so is the help."""

import json
import re
import sys
from pathlib import Path
from typing import Any

import pytest

from ledger.cli import main

ENGLISH = re.compile(
    r"Usage|Error|Missing|Invalid|(?i:options|arguments|\bargs\b|commands?\b)|Show this|required"
)

WRONG: list[tuple[str, list[str], str]] = [
    ("ないコマンド", ["foo"], "「foo」"),
    ("ない指定", ["status", "L.xlsx", "--jsn"], "--jsn"),
    ("足りない引数", ["load", "L.xlsx"], "TABLE"),
    ("足りない指定", ["init", "L.xlsx", "--org", "市"], "--year"),
    ("多すぎる引数", ["status", "L.xlsx", "M.xlsx"], "M.xlsx"),
    ("値のない指定", ["init", "L.xlsx", "--year"], "--year"),
    ("整数でない", ["init", "L.xlsx", "--year", "R7", "--org", "市"], "整数"),
    ("選べない時期", ["issue", "L.xlsx", "d", "--phase", "中間"], "期首・年度末"),
    ("日付でない", ["explain", "L.xlsx", "1", "--as-of", "2026/3/31"], "2026-03-31"),
    ("ない日", ["explain", "L.xlsx", "1", "--as-of", "2027-02-29"], "その日は、暦にありません。"),
    ("ない月", ["explain", "L.xlsx", "1", "--as-of", "2026-13-01"], "その日は、暦にありません。"),
    ("年度が2桁", ["init", "L.xlsx", "--year", "25", "--org", "市"], "2019"),
    ("年度が5桁", ["init", "L.xlsx", "--year", "99999", "--org", "市"], "2099"),
    ("一緒に使えない指定", ["addin", "doctor", "--sheet", "S.xlsx"], "--collect"),
    ("試しに見られない", ["--dry-run", "demo", "市"], "--dry-run を付けずに"),
    ("団体名が空", ["init", "L.xlsx", "--year", "2025", "--org", ""], "--org"),
    ("ない文字コード", ["export", "L.xlsx", "d", "--encoding", "foo"], "utf-8-sig・utf-8・cp932"),
]


def run(monkeypatch: pytest.MonkeyPatch, folder: Path, arguments: list[str]) -> int:
    monkeypatch.chdir(folder)
    monkeypatch.setattr(sys, "argv", ["talent-ledger", *arguments])
    with pytest.raises(SystemExit) as left:
        main()
    return int(str(left.value.code))


@pytest.mark.parametrize(("arguments", "said"), [w[1:] for w in WRONG], ids=[w[0] for w in WRONG])
def test_wrong_usage_is_one_sentence(
    arguments: list[str],
    said: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(monkeypatch, tmp_path, arguments) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.count("\n") == 1
    assert said in printed.err
    assert not ENGLISH.search(printed.err)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("arguments", [w[1] for w in WRONG], ids=[w[0] for w in WRONG])
def test_wrong_usage_is_one_object_with_json(
    arguments: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(monkeypatch, tmp_path, [*arguments, "--json"]) == 2
    answer: dict[str, Any] = json.loads(capsys.readouterr().out)
    assert answer["refused"]["code"]


@pytest.mark.parametrize("verb", [[], ["init"], ["issue"], ["confirm"], ["addin"], ["key"]])
def test_help_has_japanese_headings(
    verb: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(monkeypatch, tmp_path, [*verb, "--help"]) == 0
    printed = capsys.readouterr().out
    assert "使い方:" in printed
    assert not ENGLISH.search(printed)


def test_no_command_shows_the_help(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, tmp_path, []) == 2
    assert "使い方:" in "".join(capsys.readouterr())
