"""The steps of 実機確認表 as the product carries them, out of the page that is written by hand."""

import csv
import io
import re
from pathlib import Path

from ledger.layout.acceptance import ANSWER, HEADERS

PAGE = Path(__file__).parent / "acceptance-windows.md"
CARRIED = Path(__file__).parent.parent / "src" / "ledger" / "assets" / "acceptance.csv"
_STEP = re.compile(
    r"^## (?P<number>\d+)\. (?P<title>.+?)\n- \*\*すること\*\*: (?P<todo>.+?)"
    r"\n- \*\*こうなる\*\*: (?P<expected>.+?)\n- \*\*結果\*\*",
    re.MULTILINE | re.DOTALL,
)
_FENCE = re.compile(r"^\s*```\w*\n?", re.MULTILINE)
_SAID = re.compile(r"`([^`]+)`")


def carried() -> str:
    """Return the list of steps, one a row, in words that need no markup."""
    target = io.StringIO()
    writer = csv.writer(target, lineterminator="\n")
    writer.writerow(HEADERS[:ANSWER])
    for step in _STEP.finditer(PAGE.read_text("utf-8")):
        texts = (step["number"], step["title"], _plain(step["todo"]), _plain(step["expected"]))
        writer.writerow(texts)
    return target.getvalue()


def _plain(text: str) -> str:
    """Return a text without marks; what is said on screen stands in brackets of its own."""
    lines = (line.strip() for line in _FENCE.sub("", text).splitlines())
    return _SAID.sub(r"〈\1〉", "\n".join(line for line in lines if line))
