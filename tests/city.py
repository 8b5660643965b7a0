"""The made-up city, lived through once per test run, for every test that looks at its files."""

import os
from pathlib import Path
from typing import NamedTuple

import pandas as pd
import pytest
from filelock import FileLock

from ledger.read.ledger_book import read_ledger

STAFF = 300
SEED = 7
YEAR = 2025


class LivedCity(NamedTuple):
    """Where the city stands, and what was said while it lived through its year."""

    folder: Path
    said: tuple[str, ...]

    @property
    def ledger(self) -> Path:
        return self.folder / "台帳.xlsx"

    @property
    def report(self) -> Path:
        return self.folder / "レポート.xlsx"

    def tables(self) -> dict[str, pd.DataFrame]:
        return dict(read_ledger(self.ledger.read_bytes(), self.ledger.name).tables)


def shared_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder that all workers of one test run share."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if "PYTEST_XDIST_WORKER" in os.environ else base


@pytest.fixture(scope="session")
def city(tmp_path_factory: pytest.TempPathFactory) -> LivedCity:
    """A small city after its year, the same for all workers; tests must not write into it."""
    shared = shared_folder(tmp_path_factory)
    folder, record = shared / "lived" / "demo-city", shared / "lived" / "said.txt"
    folder.parent.mkdir(exist_ok=True)
    with FileLock(shared / "lived.lock"):
        if not record.exists():
            record.write_text("\n".join(_lived(folder)), "utf-8")
    return LivedCity(folder, tuple(record.read_text("utf-8").splitlines()))


def _lived(folder: Path) -> list[str]:
    from ledger.demo.year import live_through  # noqa: PLC0415 - it reaches for every command

    said: list[str] = []
    live_through(folder, staff=STAFF, seed=SEED, year=YEAR, say=said.append)
    return said
