"""Python is started by no shell: what reaches it, what it leaves, and what a failure shows."""

import subprocess
from pathlib import Path

import pytest

from addin import click, shell_stage
from addin.shell_stage import COMMAND, HOME, PYTHON, SHARE, Started, started
from ledger.addin.xlwings_module import tracked

SOURCE = tracked()
CONF = rf"{HOME}\.talent-ledger\talent-ledger.conf"
LOG = "talent-ledger-0.log"


def run(python: str = PYTHON, *, refused: bool = False, book: Path | None = None) -> Started:
    """Press a button with an interpreter written down."""
    return started(
        SOURCE, click.ADDIN, book, {CONF: {"INTERPRETER_WIN": python}, python: {}}, refused=refused
    )


@pytest.mark.parametrize(
    "python",
    [PYTHON, r"D:\Program Files\Python 3.13\python.exe", r"\\server\share\職員課\python.exe"],
)
def test_どこのPythonでも_シェルを通さずその場所から始める(python: str) -> None:
    line, how, _ = run(python).commands
    assert line.startswith(f'"{python}" ')
    for word in ("cmd", "pushd", " & ", "2>", "%"):
        assert word not in line
    assert how == f"FROM {python.rpartition(chr(92))[0]} STYLE 0 WAIT True"


def test_Excelの今のフォルダは_始めても始められなくても元のまま() -> None:
    assert run().folder == SHARE
    failed = run(refused=True)
    assert failed.folder == SHARE
    assert failed.commands[-1] == "FAILED 70", "the ribbon's own handler tells it"


def python_of(folder: Path, code: str, **environ: str) -> subprocess.CompletedProcess[str]:
    """Run the recorded command line here, with other code in the command's place."""
    line = run().commands[0].replace(COMMAND, code)
    arguments, usual = shell_stage.posix(line, folder)
    return subprocess.run(  # noqa: S603 - the command line that is being tested
        arguments, cwd=folder, env=usual | environ, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("import ledger_that_is_not_there", "ModuleNotFoundError"),
        ("raise SystemExit('止まりました')", "止まりました"),
        ("raise ValueError('𠮷')", "ValueError"),
    ],
    ids=["製品がない", "途中で終わる", "誤りで終わる"],
)
def test_Pythonの言うことは記録に残る(tmp_path: Path, code: str, said: str) -> None:
    done = python_of(tmp_path, code, LC_ALL="C.UTF-8")
    assert done.returncode == 1
    assert said in (tmp_path / LOG).read_text("utf-8")
    assert done.stderr == ""


def test_うまく終われば記録は空(tmp_path: Path) -> None:
    assert python_of(tmp_path, "import json").returncode == 0
    assert (tmp_path / LOG).read_text() == ""


@pytest.mark.parametrize("name", ["PYTHONPATH", "PYTHONHOME", "PYTHONINSPECT", "PYTHONBREAKPOINT"])
def test_Pythonの環境変数は効かない(tmp_path: Path, name: str) -> None:
    (tmp_path / "json.py").write_text("raise SystemExit(3)")
    done = python_of(tmp_path, "import json; breakpoint", **{name: str(tmp_path)})
    assert done.returncode == 0
    assert {path.name for path in tmp_path.iterdir()} == {"json.py", LOG}


def test_記録がなければ_ことばだけを出す() -> None:
    source = SOURCE.replace(" = RunHidden(PythonDir, RunCommand)", " = 9009")
    assert source != SOURCE
    files = {CONF: {"INTERPRETER_WIN": PYTHON}}
    told = started(source, click.ADDIN, None, files).commands
    assert told[0].startswith("POPUP Pythonを始められませんでした。")
