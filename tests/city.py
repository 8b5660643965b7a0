"""The made-up city, lived through once per test run, for every test that looks at its files."""

from pathlib import Path
from typing import NamedTuple

import pandas as pd
import pytest

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


@pytest.fixture(scope="session")
def city(tmp_path_factory: pytest.TempPathFactory) -> LivedCity:
    """A small city after its year; tests must not write into it."""
    from ledger.demo.year import live_through  # noqa: PLC0415 - it reaches for every command

    folder = tmp_path_factory.mktemp("city") / "demo-city"
    said: list[str] = []
    live_through(folder, staff=STAFF, seed=SEED, year=YEAR, say=said.append)
    return LivedCity(folder, tuple("\n".join(said).splitlines()))
