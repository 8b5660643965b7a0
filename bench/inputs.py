"""What is measured on: made-up cities after their year, built once by seed into `build/bench`.

Two of them: the city of the first version, made by that version out of a worktree of its commit,
and the city of the product as it stands. Each has its own key, so that seals are what they were.
"""

import os
import shutil
import subprocess
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.costs import ROOT, SOURCE, environment, of_process
from bench.face import Cost

FIRST_COMMIT = "c6532b6"
"""The first version."""
DEMO = "from ledger.cli import main; main()"
PHASE = "年度末"
AS_OF = "2026-03-31"
STAFF, SEED = 300, 7
Say = Callable[[str], None]

_KINDS = ("CACHE", "DATA", "STATE", "CONFIG")
_TABLES = ("1 目標", "2 受講", "3 資格", "4 従事", "5 ツール", "6 スキル", "7 自己判定")
FIRST_SHEETS = ("申告", *_TABLES, "8 アンケート")
SHEETS = ("はじめに", "申告", "続き")


@dataclass(frozen=True)
class City:
    """A made-up city after its year.

    Attributes:
        name: How its rows are called.
        folder: Where it stands.
        key: The key of its seals.
        sheets: The sheets of its forms that a script would read, the front sheet first.
        source: The product that made it.
    """

    name: str
    folder: Path
    key: Path
    sheets: tuple[str, ...] = SHEETS
    source: Path = SOURCE

    @property
    def ledger(self) -> Path:
        """台帳."""
        return self.folder / "台帳.xlsx"

    @property
    def inbox(self) -> Path:
        """The forms that came back at the end of the year."""
        return self.folder / "提出" / PHASE

    @property
    def reviews(self) -> Path:
        """The review workbooks of the end of the year."""
        return self.folder / "確認表" / PHASE

    @property
    def forms(self) -> list[Path]:
        """The files of the inbox that are forms; one of the city is none on purpose."""
        return sorted(filter(zipfile.is_zipfile, self.inbox.glob("自己申告書*.xlsx")))

    @property
    def issued(self) -> list[Path]:
        """The forms as they went out at the end of the year."""
        return sorted((self.folder / "配布" / PHASE).rglob("自己申告書*.xlsx"))

    def environment(self, scratch: Path) -> dict[str, str]:
        """Return the environment of a process that works on it: its key, and nobody's caches.

        Args:
            scratch: Where caches and records of the run may stand.
        """
        own = {f"XDG_{kind}_HOME": str(scratch / kind.lower()) for kind in _KINDS}
        return {**environment(), "LEDGER_KEY_FILE": str(self.key), **own}


def cities(build: Path, say: Say, staff: int = STAFF) -> Iterator[City]:
    """Yield the cities that there are, the current one first; what is missing is built.

    Args:
        build: Where they stand.
        say: Told what is being built, and why a city is left out.
        staff: People of a city.
    """
    build.mkdir(parents=True, exist_ok=True)
    yield current(build, say, staff)
    source = _first_source(build, say)
    if source is not None:
        there = City("first", *_place(build, "first", staff), FIRST_SHEETS, source)
        yield _built(there, staff, say)


def current(build: Path, say: Say, staff: int = STAFF) -> City:
    """Return the city of the product as it stands; see `cities`."""
    return _built(City("current", *_place(build, "current", staff)), staff, say)


def year_of(city: City, folder: Path, staff: int = STAFF) -> Cost:
    """Live through a city's year in a folder, and return what it cost."""
    return of_process(
        ["-c", DEMO, "demo", str(folder), "--staff", str(staff), "--seed", str(SEED)],
        {**environment(city.source), "LEDGER_KEY_FILE": str(folder.with_suffix(".key"))},
    )


def _place(build: Path, name: str, staff: int) -> tuple[Path, Path]:
    return build / f"{name}-{staff}", build / f"{name}-{staff}.key"


def _built(city: City, staff: int, say: Say) -> City:
    if not (city.folder / "記録.txt").exists():
        say(f"building the city of the {city.name} version, {staff} people: a minute or two")
        shutil.rmtree(city.folder, ignore_errors=True)
        year_of(city, city.folder, staff)
    return city


def _first_source(build: Path, say: Say) -> Path | None:
    """Return the source of the first version, laid out once; None where its commit is not here."""
    tree = build / "first-source"
    if not tree.exists():
        _git("worktree", "prune")
        if _git("worktree", "add", "--detach", str(tree), FIRST_COMMIT):
            say(f"the first version's inputs are left out: commit {FIRST_COMMIT} is not here")
            return None
    return tree / "src"


def _git(*arguments: str) -> int:
    git = shutil.which("git") or "git"
    return subprocess.run(  # noqa: S603 - our own arguments
        [git, *arguments], cwd=ROOT, capture_output=True, check=False
    ).returncode


@contextmanager
def scratch() -> Iterator[Path]:
    """Yield a folder that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        yield Path(folder)


def ledger_copy(city: City, folder: Path) -> Path:
    """Return a copy of a city's ledger that may be written."""
    return Path(shutil.copy(city.ledger, folder / "台帳.xlsx"))


@contextmanager
def at_home(city: City, folder: Path | None = None) -> Iterator[Path]:
    """Yield a scratch folder while this process works on a city, with its key, as another would.

    Args:
        city: The city.
        folder: Where caches and records of the run stand; one that is gone afterwards if None.
    """
    before = dict(os.environ)
    with scratch() as made:
        os.environ.update(city.environment(folder or made))
        try:
            yield made
        finally:
            os.environ.clear()
            os.environ.update(before)
