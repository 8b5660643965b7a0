"""How the product counts an inbox of self-reports: by the plan of `consolidate`."""

import datetime as dt
from collections.abc import Hashable, Mapping
from pathlib import Path

import pandas as pd

from ledger.book.protocol import Book
from ledger.commands.consolidate import plan
from ledger.layout.frames import Tables
from ledger.read.engines import ThisComputer
from slow_reader.form_meant import spelt
from slow_reader.form_reader import STOOD, Fact, FormCount, InboxCount

NOW = dt.datetime(2026, 4, 10, 9)  # noqa: DTZ001 - the ledger keeps local time
KEYS = {
    "goals": ("goal_no",),
    "attendances": ("training_code", "completed_on"),
    "qualifications": ("qualification", "acquired_on"),
    "engagements": ("project_no", "role", "started_on"),
    "tool_levels": ("tool_code",),
    "skill_ratings": ("skill_code",),
    "step_claims": ("persona_code", "tool_code"),
    "answers": ("question_code",),
}


def consolidated(book: Book, files: Mapping[str, bytes], folder: Path) -> InboxCount:
    """Return how the product counts an inbox.

    Args:
        book: The ledger that issued the forms.
        files: The forms by their names.
        folder: Where they are laid.
    """
    for name, data in files.items():
        (folder / name).write_bytes(data)
    made = plan(book, folder, NOW, engine=ThisComputer(1))
    counted = made.counts["by_file"]
    assert isinstance(counted, dict)
    for rows in counted.values():
        assert rows["read"] == rows["accepted"] + rows["superseded"] + rows["quarantined"]
    found = {
        name: FormCount(*(counted.get(name, {}).get(f, 0) for f in FormCount._fields))
        for name in files
    }
    return InboxCount(found, frozenset(_facts(dict(made.tables))))


def _facts(after: Tables) -> set[Fact]:
    """Return what was reported: the facts that came out of a file."""
    found: set[Fact] = set()
    for table, keys in KEYS.items():
        if table not in after:
            continue
        data = after[table].dropna(subset=["source_file"])
        for row in data.to_dict("records"):
            parts = [_said(row, key) for key in keys if pd.notna(row[key])]
            found.add((str(row["staff_no"]), table, *parts))
    return found - STOOD


def _said(row: Mapping[Hashable, object], key: str) -> str:
    """Return a part of a row's key; a name as it is compared, also that of a 仮番号."""
    value = row[key]
    if key == "project_no" and str(value).startswith("仮-"):
        return spelt(str(row["project_name"]))
    if key == "qualification":
        return spelt(str(value))
    return str(value).removesuffix(" 00:00:00")
