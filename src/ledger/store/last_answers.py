"""What a person answered last, to be proposed again: one small file in their own data folder."""

import contextlib
import json
import os
from pathlib import Path

from platformdirs import user_data_path

VARIABLE = "LEDGER_ANSWERS_FILE"
"""Environment variable that names another file."""


def last_answer(question: str) -> str:
    """Return what was answered last; "" if nothing is known."""
    return _all().get(question, "")


def keep_answer(question: str, answer: str) -> None:
    """Keep an answer; that it cannot be kept is no reason to stop."""
    path = _path()
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        text = json.dumps({**_all(), question: answer}, ensure_ascii=False)
        path.write_text(text, encoding="utf-8")


def _path() -> Path:
    named = os.environ.get(VARIABLE)
    return (
        Path(named) if named else user_data_path("talent-ledger", appauthor=False) / "answers.json"
    )


def _all() -> dict[str, str]:
    try:
        said = json.loads(_path().read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return {str(k): str(v) for k, v in said.items()} if isinstance(said, dict) else {}
