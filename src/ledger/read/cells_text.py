"""Text as it comes out of a cell: newlines, blanks, control characters, and folded forms.

Free text and names are kept as written (no normalisation: 髙 stays 髙, and 葛 keeps its variation
selector). Only codes, choices and comparison keys are folded by NFKC.
"""

import re
import unicodedata

LONGEST = 32_767
"""UTF-16 units that an Excel cell holds."""

_INVISIBLE = "\u200b\u2060\ufeff"
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd]")
_SPACES = re.compile(r"\s+")
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\uff0d"
_LONG_VOWEL = "ー"
_CODE_DASH = re.compile(f"(?<=[0-9A-Za-z])[{_DASHES}{_LONG_VOWEL}](?=[0-9A-Za-z])")
_NAME_MARKS = str.maketrans({**dict.fromkeys(_DASHES, "-"), "\u301c": "~"})
_DATE_DASHES = str.maketrans(dict.fromkeys(_DASHES + _LONG_VOWEL, "-"))


def is_blank(text: str) -> bool:
    """Whether a text shows nothing: empty, or blanks only (the ideographic one included)."""
    return not text.strip() or not text.strip(_INVISIBLE).strip()


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


def folded_code(text: str) -> str:
    """Return a code in its one form: NFKC, trimmed, any dash between letters or digits as `-`.

    The long vowel mark is a dash only there: `T－01` and `Tー01` are `T-01`, `LoGoフォーム` stays.
    """
    if text.isascii():
        return text.strip()
    return _CODE_DASH.sub("-", unicodedata.normalize("NFKC", text)).strip()


def folded_name(text: str) -> str:
    """Return a name as a key for comparing: NFKC, no blanks, lower case, one kind of dash."""
    folded = unicodedata.normalize("NFKC", text).casefold().translate(_NAME_MARKS)
    return _SPACES.sub("", folded)


def folded_digits(text: str) -> str:
    """Return a date or number as text to be parsed: NFKC, trimmed, every dash as `-`."""
    if text.isascii():
        return text.strip()
    return unicodedata.normalize("NFKC", text).translate(_DATE_DASHES).strip()


def shown(text: str, longest: int = 40) -> str:
    """Return a text safe to print in a message: one line, escaped, not too long."""
    safe = "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)
    return safe if len(safe) <= longest else f"{safe[: longest - 1]}…"
