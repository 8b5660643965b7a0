"""A hostile workbook, or a file beside it, changes nothing that a click starts.

Each claim is also made of xlwings' stock module, and must fail there.
"""

import subprocess
from pathlib import Path
from typing import NamedTuple

import pytest
from openpyxl import Workbook

from addin import click, shell_stage
from addin.shell_stage import COMMAND, EVIL, HOME, PYTHON, SHARE, Files, Started, started
from ledger.addin.vba_project import upstream_module
from ledger.addin.xlwings_module import tracked

PROBE = "import ledger, pydantic; print(ledger.__file__); print(pydantic.__file__)"
ATTACKS = ("config sheet", "config file", "folder", "sheet x.py", "other command")


class Module(NamedTuple):
    """xlwings' module in an add-in, and the project's name there."""

    source: str
    addin: Path
    name: str


OURS = Module(tracked(), click.ADDIN, "talent-ledger")
STOCK = Module(upstream_module(), shell_stage.STOCK, "myaddin")


def hostile_book(folder: Path, module: Module, attack: str) -> Path:
    """Write a macro-free workbook that tries one thing."""
    book = Workbook()
    if attack == "config sheet":
        sheet = book.create_sheet(f"{module.name}.conf")
        sheet.append(["Interpreter_Win", EVIL])
        sheet.append(["PYTHONPATH", SHARE])
    if attack == "sheet x.py":
        book.create_sheet("x.py").append(["import os"])
    path = folder / shell_stage.BOOK
    book.save(path)
    return path


def attacked(folder: Path, module: Module, attack: str) -> Started:
    """Press a button while the hostile workbook is in front."""
    files: dict[str, dict[str, str]] = {
        rf"{HOME}\.{module.name}\{module.name}.conf": {"INTERPRETER_WIN": PYTHON}
    }
    if attack == "config file":
        files[rf"{SHARE}\\{module.name}.conf"] = {"INTERPRETER_WIN": EVIL}
    command = "import os; os.system('calc')" if attack == "other command" else COMMAND
    return started(
        module.source, module.addin, hostile_book(folder, module, attack), files, command
    )


def check_unmoved(run: Started, attack: str) -> None:
    """Hold what was started against what must be: our interpreter, no path, our command."""
    if attack == "other command":
        assert run.commands == ()
        return
    assert run.interpreter == PYTHON
    assert run.paths == []
    assert f'; {COMMAND}" ' in run.commands[0]
    assert SHARE not in run.commands[0]


@pytest.mark.parametrize("attack", ATTACKS)
def test_a_hostile_workbook_changes_nothing(tmp_path: Path, attack: str) -> None:
    check_unmoved(attacked(tmp_path, OURS, attack), attack)


@pytest.mark.parametrize("attack", ATTACKS)
def test_the_same_attack_moves_the_stock_module(tmp_path: Path, attack: str) -> None:
    with pytest.raises((AssertionError, IndexError)):
        check_unmoved(attacked(tmp_path, STOCK, attack), attack)


def test_what_the_stock_module_does_is_named(tmp_path: Path) -> None:
    assert attacked(tmp_path, STOCK, "config sheet").interpreter == EVIL
    assert attacked(tmp_path, STOCK, "config file").interpreter == EVIL
    assert SHARE in attacked(tmp_path, STOCK, "folder").paths
    assert "LICENSE_KEY" in attacked(tmp_path, STOCK, "sheet x.py").dialogs[0]
    assert "calc" in attacked(tmp_path, STOCK, "other command").commands[0]


@pytest.mark.parametrize("setting", [None, "python", r"C:\nowhere\python.exe"])
def test_without_a_written_down_interpreter_nothing_is_started(
    tmp_path: Path, setting: str | None
) -> None:
    conf = rf"{HOME}\.{OURS.name}\{OURS.name}.conf"
    files: Files = {conf: {"INTERPRETER_WIN": setting}} if setting else {}
    book = hostile_book(tmp_path, OURS, "folder")
    run = started(OURS.source, OURS.addin, book, files)
    assert run.commands == ()
    assert "talent-ledger addin" in run.dialogs[0]


@pytest.mark.parametrize(
    "verb", ["", "check'); import os; ('", "Check", "check;x", "check x", "a1"]
)
def test_only_a_plain_verb_is_run(tmp_path: Path, verb: str) -> None:
    conf = rf"{HOME}\.{OURS.name}\{OURS.name}.conf"
    command = f"import ledger.ribbon; ledger.ribbon.press('{verb}')"
    run = started(OURS.source, OURS.addin, None, {conf: {"INTERPRETER_WIN": PYTHON}}, command)
    assert run.commands == ()


def where_imported(folder: Path, module: Module) -> list[str]:
    """Start the recorded command line in a hostile folder; return where modules came from."""
    command = attacked(folder, module, "folder").commands[0].replace(COMMAND, PROBE)
    for name in ("pydantic.py", "ledger/__init__.py"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text("")
    arguments, environ = shell_stage.posix(command, folder)
    done = subprocess.run(  # noqa: S603 - the command line that is being tested
        arguments, cwd=folder, env=environ, capture_output=True, text=True, check=True
    )
    return done.stdout.splitlines()


def test_the_command_line_imports_nothing_from_where_it_is_started(tmp_path: Path) -> None:
    found = where_imported(tmp_path, OURS)
    assert len(found) == 2
    assert not [path for path in found if path.startswith(str(tmp_path))]


def test_the_stock_command_line_imports_what_lies_there(tmp_path: Path) -> None:
    assert where_imported(tmp_path, STOCK) == [
        str(tmp_path / "ledger" / "__init__.py"),
        str(tmp_path / "pydantic.py"),
    ]


def test_the_command_line_says_what_the_docs_say(tmp_path: Path) -> None:
    line, how, log = attacked(tmp_path, OURS, "folder").commands
    assert line.startswith(f'"{PYTHON}" -E -P -B -c "import os, sys; ')
    assert f'; {COMMAND}" --wb="' in line
    assert line.count('"') % 2 == 0, "the book's name must stand inside quotes"
    assert how == r"FROM C:\Python STYLE 0 WAIT True"
    assert log.endswith(line.rpartition("--log=")[2]), "the very log is taken away"
