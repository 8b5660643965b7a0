"""A folder given as `.` or `..` has a name in every sentence."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from ledger.cli import app
from ledger.read.inbox import shown_name
from small_office import office_in

PLACES = {
    "このフォルダ": (".", "総務課"),
    "上のフォルダ": ("..", "庁内"),
    "名のあるフォルダ": ("提出", "提出"),
    "上をはさんだ道": ("../総務課/提出", "提出"),
}


@pytest.mark.parametrize("case", PLACES)
def test_フォルダの名(case: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given, name = PLACES[case]
    here = tmp_path / "庁内" / "総務課"
    (here / "提出").mkdir(parents=True)
    monkeypatch.chdir(here)
    assert shown_name(Path(given)) == name


def test_根元にも名がある() -> None:
    root = Path(Path().absolute().anchor)
    assert shown_name(root) == str(root)


VERBS = {
    "書き出し": (("export", "../台帳.xlsx", "."), "表を「書き出し先」に書き出します。"),
    "公開データの書き出し": (
        ("export", "../台帳.xlsx", ".", "--public"),
        "公開データを「書き出し先」に書き出します",
    ),
    "公表用": (("publish", "../台帳.xlsx", "."), "公開データ(7つのCSV)を「書き出し先」に作ります"),
    "広域集計": (("federate", ".", "../広域.xlsx"), "フォルダ「書き出し先」に、まとめられる"),
}


@pytest.mark.parametrize("case", VERBS)
def test_このフォルダでする操作は_その名を言う(
    case: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    words, said = VERBS[case]
    if words[0] != "federate":
        office_in(tmp_path)
    here = tmp_path / "書き出し先"
    here.mkdir()
    monkeypatch.chdir(here)
    result = CliRunner().invoke(app, [*words])
    told = "".join((result.output + result.stderr).split("\n"))
    assert said in told
    assert "「」" not in told
    assert "(. など)" not in told
