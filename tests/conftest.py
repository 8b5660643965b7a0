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


LONGEST = (
    *("calc/test_whole_clicks", "test_looks", "test_buttons", "test_public_rules"),
    *("test_older_ledger", "test_rollover", "test_settings_as_excel_makes_them"),
    *("rulebook/test_rulebook", "test_bench", "test_restore", "test_freeze"),
    *("windows/test_windows_moods", "test_import_second_posts", "test_looks_travel"),
    *("test_kind_words", "test_day_of_verbs", "oracle/test_injected_errors", "test_writes"),
)
"""Files whose tests take longest, longest first: each is one worker's, so that none may come last.

The second builds the made-up city while the first, which does not ask for it, goes on beside it.
"""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let the longest files begin (with `--no-loadscope-reorder`, which `make test` says)."""
    here = Path(__file__).parent
    first = {here / f"{name}.py": rank for rank, name in enumerate(LONGEST)}
    items.sort(key=lambda item: first.get(item.path, len(first)))


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
