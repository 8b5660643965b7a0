"""Verbs answer to Japanese names, every example of the help runs, and a ledger alone is home."""

import datetime as dt
import json
import shlex
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
import typer
from typer.testing import CliRunner, Result

from ledger.addin.ribbon_controls import buttons
from ledger.cli import app
from ledger.commands.next_command import next_command
from ledger.model.settings import Settings
from ledger.model.verbs import BY_NAME, VERBS, Verb, verb_meant
from ledger.present.splice import splice
from ledger.read.ledger_book import read_ledger
from small_office import Office, office_in

NOW = dt.datetime(2026, 3, 20, 9)  # noqa: DTZ001 - the ledger keeps local time
ROOT: Any = typer.main.get_command(app)


def run(*arguments: object, typed: str = "", attended: bool = False) -> Result:
    with (
        patch("ledger.cli_options.now", return_value=NOW),
        patch("ledger.console.Console.attended", attended),
    ):
        return CliRunner().invoke(app, list(map(str, arguments)), input=typed)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    return office_in(tmp_path_factory.mktemp("verbs"))


def commands() -> set[str]:
    """Return every command that the help shows, those of a group with its word before them."""
    own = {name for name, one in ROOT.commands.items() if not one.hidden}
    groups = ("key", "addin")
    return own | {f"{group} {name}" for group in groups for name in ROOT.commands[group].commands}


def test_どの操作も名前の表にあり_表にあるものはどれも操作() -> None:
    assert set(BY_NAME) == commands()


def test_日本語の名前はリボンのラベル() -> None:
    labels = {button.command: button.label for button in reversed(buttons()) if button.command}
    twice = {"load", "issue", "consolidate", "report", "explain", "check"}
    said = {name: BY_NAME[name].label for name in labels}
    assert {k: v for k, v in said.items() if k not in twice} == {
        k: v for k, v in labels.items() if k not in twice
    }
    every = {(button.command, button.label) for button in buttons()}
    assert {(name, said[name]) for name in twice} <= every, "menus hold others beside it"


def test_同じ言葉が2つの操作を指すことはない() -> None:
    words = [
        (verb.name.rpartition(" ")[0], word)
        for verb in VERBS
        for word in (verb.label, *verb.others)
    ]
    assert len(words) == len(set(words))


ANSWERS = {
    "ラベル": ("集約とレポート", "", "consolidate"),
    "短い言葉": ("集約", "", "consolidate"),
    "英語の名前": ("give-back", "", "give-back"),
    "全角と空白": ("ＤＸ部門へ共有", "", "share"),
    "アドインの中の言葉": ("診断", "addin", "doctor"),
    "アドインの中の言葉は外では通じない": ("診断", "", "診断"),
    "知らない言葉": ("献立", "", "献立"),
}


@pytest.mark.parametrize(("word", "group", "name"), ANSWERS.values(), ids=ANSWERS)
def test_日本語の名前で操作を選べる(word: str, group: str, name: str) -> None:
    assert verb_meant(word, group) == name


def test_日本語の操作と表の名前で取り込める(office: Office, tmp_path: Path) -> None:
    ledger = tmp_path / "台帳.xlsx"
    ledger.write_bytes(office.ledger.read_bytes())
    source = tmp_path / "休職.csv"
    source.write_text("職員番号,区分,開始日,終了日\n00124,育休,2025-10-01,\n", "utf-8")
    result = run("取込", ledger, "休職等", source)
    assert result.exit_code == 0, result.output
    assert "「休職等」に 1 行" in result.output
    assert run("督促", ledger).output == run("remind", ledger).output


def test_ない操作は日本語で断る() -> None:
    assert run("献立").exit_code == 2


@pytest.mark.parametrize("verb", VERBS, ids=lambda verb: verb.name)
def test_どの説明にも例があり_例はそのまま通る(verb: Verb) -> None:
    shown = run(*verb.name.split(), "--help")
    assert shown.exit_code == 0
    assert "…" not in shown.output, "nothing is cut"
    assert "<" not in shown.output, "no kind of value in typer's English"
    if verb.name not in {"addin", "key"}:
        flat = "".join(shown.output.split())
        assert "".join(f"例: talent-ledger {verb.example}".split()) in flat
        assert "".join(f"日本語では: {verb.label}".split()) in flat
    context, arguments = None, shlex.split(verb.example)
    command = ROOT
    while arguments and hasattr(command, "commands"):
        name, command, arguments = command.resolve_command(_context(command, context), arguments)
        context = _context(ROOT, None)
    command.make_context(name, list(arguments), parent=context)


def _context(command: Any, parent: Any) -> Any:  # noqa: ANN401 - typer's own
    return command.context_class(command, info_name="talent-ledger", parent=parent)


def test_説明の一覧は年の流れの順で_日本語の名前から始まる() -> None:
    shown = run("--help").output
    order = [
        shown.index(f"{verb.label}:")
        for verb in VERBS
        if " " not in verb.name and verb.name not in {"addin", "key"}
    ]
    assert order == sorted(order)
    assert "home" not in shown
    assert "…" not in shown, "nothing is cut"


# 台帳だけを渡す


@pytest.fixture(scope="module")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """The office once everything was decided that its forms need: its next step is 配布."""
    office = office_in(tmp_path_factory.mktemp("ready"))
    tables = read_ledger(office.ledger.read_bytes(), office.ledger.name).tables
    settings, personas = tables["settings"], tables["personas"]
    dues = settings["key"].isin(["report_due", "confirm_due"])
    decided = {
        "settings": settings.assign(value=settings["value"].mask(dues, "2026-03-31")),
        "personas": personas.assign(
            active=personas["active"].mask(personas["persona_name"] == UNASSIGNED, "×")
        ),
    }
    office.ledger.write_bytes(splice(office.ledger.read_bytes(), decided, tables))
    return office


UNASSIGNED = "全庁情報システム担当"


def test_台帳だけを渡せば_状況と次のコマンドを出す(ready: Office) -> None:
    result = run(ready.ledger)
    assert result.output.startswith(run("status", ready.ledger).output)
    last = result.output.splitlines()[-1]
    assert last == f"コマンド: talent-ledger issue {ready.ledger} {ready.folder / '配布'}"


def test_次の一手が人のすることなら_コマンドは勧めない(office: Office) -> None:
    result = run(office.ledger)
    assert result.output == run("status", office.ledger).output
    assert "次の一手: 期限がまだない 2件。シート「設定」に" in result.output


def test_はいと答えれば_次の一手を実行する(ready: Office, tmp_path: Path) -> None:
    own = Office(tmp_path / "own")
    own.folder.mkdir()
    own.ledger.write_bytes(ready.ledger.read_bytes())
    result = run(own.ledger, typed="はい\n", attended=True)
    assert "「申告書配布」を、いま実行しますか" in result.output
    assert len(list((own.folder / "配布").rglob("*.xlsx"))) == 4


@pytest.mark.parametrize("typed", ["いいえ\n", "\n"], ids=["いいえ", "何も答えない"])
def test_はいと言わなければ何もしない(typed: str, ready: Office) -> None:
    before = sorted(ready.folder.rglob("*"))
    assert run(ready.ledger, typed=typed, attended=True).exit_code == 0
    assert sorted(ready.folder.rglob("*")) == before


def test_JSONなら状況だけを1つの物で出す(ready: Office) -> None:
    answer = json.loads(run(ready.ledger, "--json").stdout)
    assert (answer["command"], answer["button"]) == ("status", "申告書配布")


def test_台帳でなければ_そう言って断る(tmp_path: Path) -> None:
    other = tmp_path / "献立.xlsx"
    other.write_bytes(b"PK")
    result = run(other)
    assert result.exit_code == 2
    assert "コマンド: " not in result.output


NEXT = {
    "台帳点検": ("check L.xlsx", False),
    "名簿取込": ("load L.xlsx 一覧のファイル", True),
    "申告書配布": ("issue L.xlsx くばる", False),
    "確認表作成": ("collect L.xlsx --from 提出 --to 確認表", False),
    "集約とレポート": ("consolidate L.xlsx --from 提出 --report レポート.xlsx", False),
    "レポート": ("report L.xlsx レポート.xlsx", False),
}


@pytest.mark.parametrize("label", NEXT)
def test_次のコマンドは設定のフォルダを使う(label: str) -> None:
    settings = Settings(
        fiscal_year=2026, as_of=dt.date(2027, 3, 31), org_name="架空町", issue_folder="くばる"
    )
    coming = next_command(label, Path("L.xlsx"), settings)
    assert coming is not None
    assert (coming.text, coming.needs_file) == (f"talent-ledger {NEXT[label][0]}", NEXT[label][1])


@pytest.mark.parametrize("label", ["", "元に戻す", "献立"])
def test_人がするだけのことに_コマンドはない(label: str) -> None:
    settings = Settings(fiscal_year=2026, as_of=dt.date(2027, 3, 31))
    assert next_command(label, Path("L.xlsx"), settings) is None
