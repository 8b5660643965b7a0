"""Text as it comes out of a cell: newlines, blanks, control characters.

Free text and names are kept as written (no normalisation: 髙 stays 髙, and 葛 keeps its variation
selector). How they are compared, and the one form of codes, is in `model/folding`.
"""

import re

LONGEST = 32_767
"""UTF-16 units that an Excel cell holds."""

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd]")


def plain(text: str) -> str:
    """Return free text as the ledger keeps it: line ends as LF, no blanks at the end."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text.rstrip()


def without_controls(text: str) -> str:
    """Return the text without the characters that no workbook can hold (C0 controls, U+FFFE …)."""
    return _FORBIDDEN.sub("", text)


def has_private_use(text: str) -> bool:
    """Whether the text has characters of the private use area (外字)."""
    return not text.isascii() and _PRIVATE.search(text) is not None


def units(text: str) -> int:
    """Count the UTF-16 units of a text, as Excel counts them (𠮷 is two)."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def shown(text: str, longest: int = 40) -> str:
    """Return a text safe to print in a message: one line, escaped, not too long."""
    safe = "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)
    return safe if len(safe) <= longest else f"{safe[: longest - 1]}…"
