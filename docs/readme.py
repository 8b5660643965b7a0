"""Puts the real output of real commands into the console blocks of both READMEs.

    python docs/readme.py CITY    (a city that `talent-ledger demo` made)

A block begins with the command. What the demo printed for it is taken from the demo's own output;
verbs that only read are run anew in the city's folder, `start` in an empty one.
"""

import contextlib
import re
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from typer.testing import CliRunner

from ledger.cli import app

README = Path(__file__).parent.parent / "README.md"
IN_JAPANESE = README.with_name("README.ja.md")
READING = ("status", "explain", "remind", "check")
FRESH = "start"
"""The verb that is run in an empty folder."""
MOST_LINES = 16
"""Lines of one block; the rest is left out."""
LEFT_OUT = "…"

_BLOCK = re.compile(r"```console\n(\$ talent-ledger [^\n]*)\n.*?```", re.DOTALL)


def filled(readme: str, said: Sequence[str], folder: Path) -> str:
    """Return the README with every console block made anew.

    Args:
        readme: The README as it stands.
        said: The lines that the demo printed.
        folder: The city's folder.
    """

    def block(found: re.Match[str]) -> str:
        lines = output(found[1], said, folder)
        return "```console\n" + "\n".join(_short(lines)) + "\n```"

    return _BLOCK.sub(block, readme)


def output(command: str, said: Sequence[str], folder: Path) -> list[str]:
    """Return a command, as it was typed, and what it printed."""
    verb = command.split()[2]
    if verb == "demo":
        start = next(n for n, line in enumerate(said) if line.startswith("できました"))
        shown = [line.replace(str(folder), "build/demo-city") for line in said[start:]]
        return [command, *shown]
    if verb == FRESH:
        with tempfile.TemporaryDirectory() as empty, contextlib.chdir(empty):
            printed = CliRunner().invoke(app, command.split()[2:]).stdout.splitlines()
        return [command, *printed]
    if verb in READING:
        words = [str(folder / w) if w.endswith(".xlsx") else w for w in command.split()[2:]]
        printed = CliRunner().invoke(app, words).stdout.splitlines()
        return [command, *printed]
    wanted: Callable[[str], bool] = command.__eq__
    if not any(map(wanted, said)):
        wanted = lambda line: line.startswith(command)  # noqa: E731 - named by what it finds
    at = next(n for n, line in enumerate(said) if wanted(line))
    after = said[at + 1 :]
    own = [line for line in after[: _until(after)] if line]
    return [said[at], *own]


def _until(lines: Sequence[str]) -> int:
    return next((n for n, line in enumerate(lines) if not line.startswith("  ")), len(lines))


def _short(lines: Sequence[str]) -> list[str]:
    if len(lines) <= MOST_LINES:
        return list(lines)
    return [*lines[: MOST_LINES - 1], LEFT_OUT]


def main() -> None:
    """Fill both READMEs from a city."""
    folder = Path(sys.argv[1])
    said = (folder / "記録.txt").read_text("utf-8").splitlines()
    for page in (README, IN_JAPANESE):
        page.write_text(filled(page.read_text("utf-8"), said, folder), "utf-8", newline="\n")


if __name__ == "__main__":
    main()
