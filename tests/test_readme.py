"""The README shows real output of real commands."""

import re
from pathlib import Path

import pytest

import readme
from city import LivedCity

TEXT = readme.README.read_text("utf-8")
COMMANDS = re.findall(r"```console\n(\$ talent-ledger [^\n]*)\n(.*?)```", TEXT, re.DOTALL)


@pytest.mark.parametrize(("command", "shown"), COMMANDS, ids=[c for c, _ in COMMANDS])
def test_a_console_block_is_what_the_command_prints(
    city: LivedCity, command: str, shown: str
) -> None:
    printed = readme.output(command, city.said, city.folder)[1:]
    lines = shown.splitlines()
    assert lines, "a command without output shows nothing"
    if lines[-1] == readme.LEFT_OUT:
        assert lines[:-1] == printed[: len(lines) - 1]
    else:
        assert lines == printed


def test_every_verb_of_the_walk_is_shown() -> None:
    shown = {command.split()[2] for command, _ in COMMANDS}
    verbs = {"init", "load", "issue", "collect", "confirm", "consolidate", "status", "explain"}
    assert verbs <= shown


def test_pictures_are_there() -> None:
    for target in re.findall(r"!\[[^\]]*\]\(([^)]+)\)", TEXT):
        assert (Path(readme.README).parent / target).stat().st_size > 10_000
