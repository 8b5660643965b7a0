"""The README shows real output of real commands."""

import re
from pathlib import Path

import pytest

import readme
import samples
from city import LivedCity

TEXT = readme.README.read_text("utf-8")
JAPANESE = readme.IN_JAPANESE.read_text("utf-8")
_BLOCK = re.compile(r"```console\n(\$ talent-ledger [^\n]*)\n(.*?)```", re.DOTALL)
COMMANDS = _BLOCK.findall(TEXT)
BOTH = list(dict.fromkeys([*COMMANDS, *_BLOCK.findall(JAPANESE)]))


@pytest.mark.parametrize(("command", "shown"), BOTH, ids=[c for c, _ in BOTH])
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
    for target in re.findall(r"!\[[^\]]*\]\(([^)]+)\)", TEXT + JAPANESE):
        assert (Path(readme.README).parent / target).stat().st_size > 10_000


def test_日本語のREADMEも_同じ画面を見せる() -> None:
    shown = dict(COMMANDS)
    again = _BLOCK.findall(JAPANESE)
    assert len(again) >= 3
    assert {command: shown[command] for command, _ in again} == dict(again)


def test_日本語のREADMEから_どこへも行ける() -> None:
    for target in re.findall(r"(?<!!)\[[^\]]*\]\(([^)#]+)\)", JAPANESE):
        assert (readme.README.parent / target).exists(), target


def test_見本は作り直せて_そろっている(city: LivedCity, tmp_path: Path) -> None:
    made = {path.relative_to(tmp_path) for path in samples.drawn(city.folder, tmp_path)}
    kept = {p.relative_to(samples.SAMPLES) for p in samples.SAMPLES.rglob("*") if p.is_file()}
    assert made == kept - {Path("README.md")}
    told = (samples.SAMPLES / "README.md").read_text("utf-8")
    assert all(str(path.parts[0]) in told for path in made)
