"""What every test may ask for."""

import multiprocessing
import os
from pathlib import Path

import pytest

import ledger.read.workers
from city import city, shared_folder
from sampling import WHOLE

__all__ = ["city"]

collect_ignore_glob = [] if os.environ.get("LEDGER_REMOTE_TESTS") else ["remote/*"]
"""`make test-remote` alone runs what needs xlwings' licence for noncommercial use."""


@pytest.fixture(autouse=True, scope="session")
def _own_key(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Let key, undo, answers and log of the tests stand in a folder of their own.

    The key is the same for all workers: the city's forms are sealed by one and read by another.
    """
    own = Path(tmp_path_factory.mktemp("own"))
    os.environ["LEDGER_KEY_FILE"] = str(shared_folder(tmp_path_factory) / "issue.key")
    os.environ["LEDGER_CACHE_FOLDER"] = str(own / "cache")
    os.environ["LEDGER_UNDO_FOLDER"] = str(own / "undo")
    os.environ["LEDGER_ANSWERS_FILE"] = str(own / "answers.json")
    os.environ["XDG_STATE_HOME"] = str(own / "state")


@pytest.fixture(autouse=True, scope="session")
def _children_know_the_product() -> None:
    """Fork readers, so that a child need not import all anew; `make proof` spawns as users do."""
    if not WHOLE and "fork" in multiprocessing.get_all_start_methods():
        ledger.read.workers.START = multiprocessing.get_context("fork")
