"""How rows, names and staff numbers are compared."""

import re
import unicodedata
from functools import lru_cache

from ledger.judge.intake.records import Key, Row
from ledger.layout.columns import Table


def fold_number(number: str) -> str:
    """Return what is left of a staff number when width, blanks and leading zeros are lost (W44)."""
    return "".join(unicodedata.normalize("NFKC", number).split()).lstrip("0") or "0"


@lru_cache(maxsize=1 << 16)
def fold_name(name: str) -> str:
    """Return a name as it is compared: NFKC, runs of blanks as one, none outside."""
    return " ".join(unicodedata.normalize("NFKC", name).split())


def key_of(table: Table, row: Row) -> Key:
    """Return the row key by which facts are compared: text by NFKC, all else as it stands."""
    return tuple(
        fold_name(value) if isinstance(value := row[key], str) else value for key in table.row_key
    )


def plain_name(name: str) -> str:
    """Return a file name as a cell can hold it: characters that no workbook holds as `\ufffd`."""
    return _FORBIDDEN.sub("\ufffd", name).strip()


_FORBIDDEN = re.compile("[\x00-\x1f\ud800-\udfff\ufffe\uffff]")


def spoken_key(key: Key) -> str:
    """Return a row key in one line, for 行キー and for messages."""
    return "/".join("" if value is None else str(value) for value in key)
