"""The last decision that a button wrote into a form, so that 元に戻す can take it back.

One small file per workbook in the person's own data folder: which cells, what stood there, what was
written. No copy of the form itself is kept.
"""

import datetime as dt
import hashlib
import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from platformdirs import user_data_path

from ledger.layout.columns import Cell, CellMarks

VARIABLE = "LEDGER_UNDO_FOLDER"
"""Environment variable that names another folder."""


class LastMarks(NamedTuple):
    """What was written last.

    Attributes:
        operation: The verb that wrote it.
        old: What stood in the cells before, by sheet and address.
        new: What was written.
    """

    operation: str
    old: CellMarks
    new: CellMarks


def remember(location: str, operation: str, old: CellMarks, new: CellMarks) -> None:
    """Keep what a button wrote, in place of what was kept for the same workbook before."""
    place = _place(location)
    place.parent.mkdir(parents=True, exist_ok=True)
    said = {"operation": operation, "old": _spoken(old), "new": _spoken(new)}
    place.write_text(json.dumps(said, ensure_ascii=False), encoding="utf-8")


def forget(location: str) -> None:
    """Forget what was written last into a workbook, before something else is written.

    Raises:
        OSError: It cannot be forgotten; 元に戻す would take back the wrong thing.
    """
    _place(location).unlink(missing_ok=True)


def recall(location: str) -> LastMarks | None:
    """Return what was written last into a workbook; None if nothing is known."""
    try:
        said = json.loads(_place(location).read_text("utf-8"))
        return LastMarks(said["operation"], _heard(said["old"]), _heard(said["new"]))
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        return None


def _place(location: str) -> Path:
    named = os.environ.get(VARIABLE)
    folder = Path(named) if named else user_data_path("talent-ledger", appauthor=False) / "undo"
    return folder / f"{hashlib.sha256(location.encode('utf-8', 'replace')).hexdigest()[:32]}.json"


def _spoken(marks: CellMarks) -> dict[str, dict[str, object]]:
    return {
        sheet: {
            address: {"day": value.isoformat()} if isinstance(value, dt.date) else value
            for address, value in cells.items()
        }
        for sheet, cells in marks.items()
    }


def _heard(said: Mapping[str, Mapping[str, object]]) -> CellMarks:
    return {
        sheet: {address: _value(value) for address, value in cells.items()}
        for sheet, cells in said.items()
    }


def _value(said: object) -> Cell:
    if isinstance(said, dict):
        moment = dt.datetime.fromisoformat(said["day"])
        return moment if "T" in said["day"] else moment.date()
    if said is None or isinstance(said, str | int | float | bool):
        return said
    raise TypeError(said)
