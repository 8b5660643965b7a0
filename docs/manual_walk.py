"""Puts the real output of real commands into the manual's console blocks.

    PYTHONPATH=src:tests python docs/manual_walk.py

The blocks of 人事の1年 are one walk: each command is run after the one before, in a folder with the
practice files, on the day that the comment above it names. What people do in Excel in between is a
comment too, and done here to their files.
"""

import contextlib
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import NamedTuple
from unittest.mock import patch

import openpyxl
from typer.testing import CliRunner

from form_cells import cell
from ledger.cli import app

MANUAL = Path(__file__).parent / "manual"
WALK = MANUAL / "hr.md"
PRACTICE = "練習"
MOST_LINES = 14
LEFT_OUT = "…"
WIDEST = 200
_STEP = re.compile(
    r"<!-- (?P<day>\d{4}-\d\d-\d\d) -->\n```console\n(?P<command>\$ talent-ledger [^\n]*)\n"
    r"(?P<shown>.*?)```|<!-- (?P<hand>(?:本人|上長): [^\n]*) -->",
    re.DOTALL,
)


class Walked(NamedTuple):
    """A step of the walk: what was typed, what came of it, and what the manual shows."""

    command: str
    code: int
    lines: tuple[str, ...]
    shown: tuple[str, ...]


def walked(text: str, folder: Path) -> Iterator[Walked]:
    """Walk through a page of the manual.

    Args:
        text: The page.
        folder: An empty folder to walk in.
    """
    shutil.copytree(MANUAL / "practice", folder / PRACTICE)
    with contextlib.chdir(folder):
        for step in _STEP.finditer(text):
            if step["hand"]:
                BY_HAND[step["hand"].partition(":")[0]]()
            else:
                shown = tuple((step["shown"] or "").splitlines())
                yield _run(step["command"], step["day"], shown)


def _run(command: str, day: str, shown: tuple[str, ...]) -> Walked:
    moment = datetime.fromisoformat(f"{day}T09:00:00")
    with patch("ledger.cli_options.now", return_value=moment):
        done = CliRunner().invoke(app, command.split()[2:])
    return Walked(command, done.exit_code, tuple(short(done.output.splitlines())), shown)


def short(lines: list[str]) -> list[str]:
    """Return what the manual shows of a command's lines."""
    cut = [line if len(line) <= WIDEST else line[:WIDEST] + LEFT_OUT for line in lines if line]
    return cut if len(cut) <= MOST_LINES else [*cut[: MOST_LINES - 1], LEFT_OUT]


def _staff() -> None:
    """Let everybody but the head of all write a goal and 提出日, and hand the form in."""
    for form in sorted(Path("育成台帳/配布").rglob("*.xlsx")):
        if "01001" in form.name:
            continue
        book = openpyxl.load_workbook(form)
        cell(book, "my_goals", 1, "goal").value = "申請を1つオンライン化する"
        cell(book, "my_goals", 1, "digital").value = "○"
        sheet, place = next(iter(book.defined_names["in_submitted_on"].destinations))
        book[sheet][place].value = "2027-02-20"
        target = Path("育成台帳/提出") / form.relative_to("育成台帳/配布").parts[0] / form.name
        target.parent.mkdir(parents=True, exist_ok=True)
        book.save(target)


def _supervisors() -> None:
    """Let every supervisor confirm whom the workbook shows."""
    for review in sorted(Path("育成台帳/確認").rglob("確認表*.xlsx")):
        number = review.stem.split("_")[2]
        moment = datetime.fromisoformat("2027-03-05T09:00:00")
        with patch("ledger.cli_options.now", return_value=moment):
            CliRunner().invoke(app, ["confirm", str(review), "--by", number])


BY_HAND: Mapping[str, Callable[[], None]] = {"本人": _staff, "上長": _supervisors}


def filled(text: str, folder: Path) -> str:
    """Return a page with every block made anew."""
    steps = iter(list(walked(text, folder)))

    def block(found: re.Match[str]) -> str:
        if found["hand"]:
            return found[0]
        said = next(steps)
        lines = "\n".join((said.command, *said.lines))
        return f"<!-- {found['day']} -->\n```console\n{lines}\n```"

    return _STEP.sub(block, text)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as place:
        os.environ["LEDGER_KEY_FILE"] = str(Path(place) / "key")
        (Path(place) / "walk").mkdir()
        WALK.write_text(filled(WALK.read_text("utf-8"), Path(place) / "walk"), "utf-8")
    sys.stdout.write(f"{WALK}\n")
