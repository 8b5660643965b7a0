"""HR's secret key for issue seals: one per HR office, kept outside the shared folder."""

import os
import secrets
from pathlib import Path

from platformdirs import user_data_path

VARIABLE = "LEDGER_KEY_FILE"
"""Environment variable that names another key file."""
LENGTH = 32


def key_path() -> Path:
    """Return where the key stands: `LEDGER_KEY_FILE`, else the user's own data folder."""
    named = os.environ.get(VARIABLE)
    return Path(named) if named else user_data_path("talent-ledger", appauthor=False) / "issue.key"


def issue_key() -> bytes:
    """Return the key; the first use makes it, readable by its owner only."""
    path = key_path()
    try:
        return path.read_bytes()
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        key = secrets.token_bytes(LENGTH)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(key)
        return key
