"""What every test may ask for."""

import datetime as dt
import multiprocessing
import os
from pathlib import Path

import pytest

import ledger.read.workers
from city import city, shared_folder
from ledger.store.keys import issue_key, note_safe
from ledger.trust.seal import key_id
from sampling import WHOLE

__all__ = ["city"]

collect_ignore_glob = [] if os.environ.get("LEDGER_REMOTE_TESTS") else ["remote/*"]
"""`make test-remote` alone runs what needs xlwings' licence for noncommercial use."""


@pytest.fixture(autouse=True, scope="session")
def _own_key(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Let key, undo, answers and log of the tests stand in a folder of their own.

    The key is the same for all workers: the city's forms are sealed by one and read by another. It
    was written out, as in an office that has its house in order.
    """
    own = Path(tmp_path_factory.mktemp("own"))
    os.environ["LEDGER_KEY_FILE"] = str(shared_folder(tmp_path_factory) / "issue.key")
    os.environ["LEDGER_CACHE_FOLDER"] = str(own / "cache")
    os.environ["LEDGER_UNDO_FOLDER"] = str(own / "undo")
    os.environ["LEDGER_ANSWERS_FILE"] = str(own / "answers.json")
    os.environ["XDG_STATE_HOME"] = str(own / "state")
    note_safe(key_id(issue_key()), dt.datetime(2025, 4, 1))  # noqa: DTZ001 - local time


@pytest.fixture(autouse=True, scope="session")
def _children_know_the_product() -> None:
    """Fork readers, so that a child need not import all anew; `make proof` spawns as users do."""
    if not WHOLE and "fork" in multiprocessing.get_all_start_methods():
        ledger.read.workers.START = multiprocessing.get_context("fork")
