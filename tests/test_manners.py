"""What may be asked of every command, before its name or after: only to look, or to be quiet."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command
from typer.testing import CliRunner

from ledger.cli import app
from ledger.console import ONLY_LOOKED
from small_office import Office, office_in
from writing_runs import disk_of

LEAVES = "職員番号,区分,開始日,終了日\n00124,育休,2025-10-01,2026-03-31\n"


@pytest.fixture
def office(tmp_path: Path) -> Office:
    office = office_in(tmp_path)
    (tmp_path / "休職.csv").write_text(LEAVES, "utf-8")
    return office


def said(office: Office, *words: str) -> tuple[int, str]:
    done = CliRunner().invoke(app, [*words])
    return done.exit_code, done.output


@pytest.mark.parametrize("json", [False, True])
def test_試しに見るだけなら_言うことは同じで_何も書かない(office: Office, *, json: bool) -> None:
    before = disk_of(office.folder)
    words = ["load", str(office.ledger), "leaves", str(office.folder / "休職.csv")]
    told = said(office, "--dry-run", *words, *(["--json"] if json else []))
    assert told[0] == 0
    assert (ONLY_LOOKED in told[1]) is not json
    assert ('"dry_run": true' in told[1]) is json
    assert "1 行を取り込みます" in told[1]
    assert disk_of(office.folder) == before
    really = said(office, *words)
    assert "保存しました" in really[1]
    assert disk_of(office.folder) != before


def test_静かにと言えば_直すところと確かめるところだけを言う(office: Office) -> None:
    words = ("load", str(office.ledger), "leaves", str(office.folder / "休職.csv"))
    assert said(office, "--quiet", *words) == (0, "")
    told = said(office, "--quiet", "check", str(office.ledger))
    lines = told[1].splitlines()
    assert all(line.startswith(("エラー", "警告")) for line in lines)
    assert said(office, "check", str(office.ledger))[1].count("\n") > len(lines)


def test_前のコマンドの頼みは_次のコマンドに残らない(office: Office) -> None:
    words = ("load", str(office.ledger), "leaves", str(office.folder / "休職.csv"))
    said(office, "--dry-run", "--quiet", *words)
    assert "保存しました" in said(office, *words)[1]


def test_説明に_終わりの番号がある() -> None:
    told = CliRunner().invoke(app, ["--help"]).output
    assert "0 できた、1 できたが見るところがある、2 できなかった" in "".join(told.split("\n"))
    assert "--dry-run" in told


def test_作るだけのコマンドは_試しに見ることを断る(tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["--dry-run", "demo", str(tmp_path / "市")])
    assert done.exit_code == 2
    assert not (tmp_path / "市").exists()


def test_名前のあとに書いても_同じことになる(office: Office) -> None:
    before = disk_of(office.folder)
    words = ("load", str(office.ledger), "leaves", str(office.folder / "休職.csv"))
    assert said(office, *words, "--dry-run") == said(office, "--dry-run", *words)
    assert disk_of(office.folder) == before
    assert said(office, str(office.ledger), "--quiet") == said(
        office, "--quiet", str(office.ledger)
    )
    assert said(office, *words, "--quiet") == (0, "")
    assert disk_of(office.folder) != before


def leaves_of(command: Any, path: str = "") -> Iterator[tuple[str, Any]]:  # noqa: ANN401 - typer's own
    """Yield the commands, with their names, down to those of `addin` and `key`."""
    inner = getattr(command, "commands", None)
    if inner is None:
        yield path, command
        return
    for name, one in inner.items():
        yield from leaves_of(one, f"{path} {name}".strip())


COMMANDS = dict(leaves_of(get_command(app)))


@pytest.mark.parametrize("name", COMMANDS)
def test_どのコマンドの_どの指定にも説明がある(name: str) -> None:
    shown = {one.opts[0]: one.help for one in COMMANDS[name].params}
    assert [option for option, words in shown.items() if not words] == []
    assert {"--dry-run", "--quiet"} <= set(shown)


@pytest.mark.parametrize("word", ["--dry-run", "--quiet"])
def test_鍵の書き出しは_合言葉を見せないまま書き出さない(tmp_path: Path, word: str) -> None:
    target = tmp_path / "鍵.json"
    done = CliRunner().invoke(app, [word, "key", "export", str(target)])
    assert done.exit_code == 2
    assert not target.exists()
    assert word in done.output
