"""「What you want to change → files you touch」 of docs/architecture.md, done in a copy."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from changes import CHANGES, Change, table
from house import BELOW

TOP = Path(__file__).parent.parent
LONGEST = 120
"""Seconds that a change may take to show."""


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of what the product is made of."""
    folder = tmp_path_factory.mktemp("copy") / "product"
    for part in ("src", "addin", "workbooks"):
        shutil.copytree(TOP / part, folder / part, ignore=shutil.ignore_patterns("__pycache__"))
    return folder


def shown(folder: Path, code: str) -> subprocess.CompletedProcess[str]:
    """Run Python over a copy."""
    paths = os.pathsep.join((str(folder / "src"), str(TOP / "tests")))
    return subprocess.run(  # noqa: S603 - our own code, in a copy
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONPATH": paths, "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        timeout=LONGEST,
        check=False,
    )


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.title)
def test_書いてあるファイルだけで変えられる(change: Change, whole: Path) -> None:
    assert len(change.files) <= change.most
    assert shown(whole, change.shown).returncode, "it must not work before the change"
    before = {file: (whole / file).read_text("utf-8") for file in change.files}
    try:
        for edit in change.edits:
            text = (whole / edit.file).read_text("utf-8")
            assert text.count(edit.before) == 1, edit.file
            (whole / edit.file).write_text(text.replace(edit.before, edit.after), "utf-8")
        made = shown(whole, change.shown)
        assert not made.returncode, made.stderr
    finally:
        for file, text in before.items():
            (whole / file).write_text(text, "utf-8")


def test_その表が_設計のページに載っている() -> None:
    page = (TOP / "docs" / "architecture.md").read_text("utf-8")
    assert "## What you want to change" in page
    assert table() in page


def test_はじめての人の道は_どの部屋にも1度だけ寄る() -> None:
    page = (TOP / "docs" / "architecture.md").read_text("utf-8")
    trip = page.partition("## A newcomer's trip")[2].partition("\n## ")[0]
    lines = [line for line in trip.splitlines() if line[:1].isdecimal()]
    assert len(lines) == 10
    rooms = [room for room in BELOW if not room.startswith(("cli_", "__", "screen"))]
    assert sorted(re.findall(r"\*\*(\w+)\*\*", trip)) == sorted(rooms)
