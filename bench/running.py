"""Build the inputs, measure both sides of every row in turn, write the page."""

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from bench import page
from bench.costs import ROOT
from bench.face import Figure, Row, measured
from bench.inputs import FIRST_COMMIT, SEED, STAFF, cities, current
from bench.machine import load
from bench.profiles import Line, heaviest
from bench.rows import (
    chunked,
    clicks,
    confirming,
    excel_calls,
    growing,
    issuing,
    judging,
    reading,
    starting,
    whole_job,
    writing,
    years,
)
from bench.setting import Setting

MODULES = {
    "whole": whole_job,
    "read": reading,
    "click": clicks,
    "confirm": confirming,
    "issue": issuing,
    "write": writing,
    "judge": judging,
    "chunks": chunked,
    "start": starting,
    "excel": excel_calls,
    "growth": growing,
    "year": years,
}
"""The measurements by the names that `--only` knows, in the order of the page."""
LONG = ("year", "chunks")
"""Those that take minutes and run only where they are asked for."""
BUILD = ROOT / "build" / "bench"
PAGE = ROOT / "docs" / "performance.md"
LARGE = 1_000
FAR = (3_000, 30_000, 100_000)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the bench."""
    asked = _parser().parse_args(arguments)
    setting = _setting(asked)
    names = asked.only or [name for name in MODULES if asked.long or name not in LONG]
    told = {
        "command": "make bench"
        + (" LONG=1" if asked.long else "")
        + (" PEERS=…" if asked.peers else ""),
        "runs": asked.runs,
        "staff": STAFF,
        "seed": SEED,
        "commit": FIRST_COMMIT,
    }
    figures: list[Figure] = []
    profiles: dict[str, list[Line]] = {}
    say(f"machine at work before the start: {load()}")
    for row in rows(setting, names):
        found = _taken(row, asked.runs, profiles)
        figures += found
        if asked.out is not None:  # after every row: a run that is cut short leaves what it has
            asked.out.write_text(page.page(figures, profiles, told), "utf-8")
    return 0


def _taken(row: Row, runs: int, profiles: dict[str, list[Line]]) -> list[Figure]:
    """Measure a row, say what came of it, and profile what falls short."""
    found = list(measured(row, runs))
    for figure in found:
        say(page.line(figure))
    if row.profile is not None and any(page.mark(figure) == "×" for figure in found):
        profiles[row.name] = list(heaviest(row.profile()))
    return found


def rows(setting: Setting, names: Sequence[str]) -> Iterator[Row]:
    """Yield the rows of measurements by name."""
    for name in names:
        yield from MODULES[name].rows(setting)


def say(line: str) -> None:
    """Say a line while the bench runs."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def _setting(asked: argparse.Namespace) -> Setting:
    there = tuple(cities(BUILD, say))
    if not asked.long:
        return Setting(there, originals=asked.peers)
    large = current(BUILD, say, LARGE)
    return Setting(there, large, asked.peers, sizes=FAR)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--runs", type=int, default=5, help="how often each side is run")
    parser.add_argument("--only", nargs="*", choices=tuple(MODULES), help="these measurements")
    parser.add_argument(
        "--long", action="store_true", help="1,000 forms, growth to 100,000 people, the demo's year"
    )
    parser.add_argument(
        "--peers", type=Path, help="folder with a whole_job.py to run beside our own"
    )
    parser.add_argument("--out", type=Path, default=None, help="the page (docs/performance.md)")
    return parser
