"""Which characters can stand where: in a cell, in the name of a sheet or a file, in a message.

Texts are kept as they were written (髙 stays 髙, and 葛 keeps its variation selector); only what
cannot stand in a place is taken out there, or refused. How texts are compared is in
`model/folding`.
"""

import re
import unicodedata

LONGEST_CELL = 32_767
"""UTF-16 units that an Excel cell holds."""
LONGEST_SHEET_NAME = 31
"""UTF-16 units of the longest name of a sheet."""
CONTROLS = "\x00-\x08\x0b\x0c\x0e-\x1f"
"""Control characters that XML 1.0, and so a workbook, cannot hold: ranges for a pattern."""

_IMPOSSIBLE = re.compile(f"[{CONTROLS}\ud800-\udfff\ufffe\uffff]")
_NOT_ON_A_LINE = re.compile(f"[{CONTROLS}\t\n\r\ud800-\udfff\ufffe\uffff]")
_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd]")
_WIDE = frozenset("WFA")
_LINE = re.compile("\r\n|[\n\r\t]")
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
"""Characters of a name that are no sign: controls, direction marks, line ends."""

_NOT_IN_FILE_NAMES = re.compile(r'[\\/:*?"<>|\s\x00-\x1f\x7f]+')
_DEVICE = re.compile(r"^(CON|PRN|AUX|NUL|(?:COM|LPT)[0-9¹²³])(?=\.|$)", re.IGNORECASE)
"""What Windows takes for a device, whatever ending follows."""
_NOT_IN_SHEET_NAMES = re.compile(rf"[\\/:*?\[\]\t\n\r{CONTROLS}]|^'|'$")


def units(text: str) -> int:
    """Count the UTF-16 units of a text, as Excel counts them (𠮷 is two)."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def fits_cell(text: str) -> bool:
    """Whether a cell can hold a text as it is."""
    if len(text) <= LONGEST_CELL // 2 and text.isprintable():
        return True  # as nearly all are: printable signs are at most two units
    return _IMPOSSIBLE.search(text) is None and units(text) <= LONGEST_CELL


def is_wide(sign: str) -> bool:
    """Say whether a sign takes the room of a kanji in a Japanese font, about twice a digit's."""
    return unicodedata.east_asian_width(sign) in _WIDE


def narrow_signs(text: str) -> int:
    """Return how many narrow signs a text is as wide as; a wide one counts for two."""
    return sum(2 if is_wide(sign) else 1 for sign in text)


def line_ends(text: str) -> str:
    """Return a text with LF at the end of each line, as cells have it."""
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def without_impossible(text: str) -> str:
    """Return a text without the characters that no workbook can hold (C0 controls, U+FFFE …)."""
    return _IMPOSSIBLE.sub("", text)


def has_private_use(text: str) -> bool:
    """Whether a text has characters of the private use area (外字)."""
    return not text.isascii() and _PRIVATE.search(text) is not None


def file_in_cell(name: str) -> str:
    """Return a file's name as a cell can hold it: what cannot stand there as `\ufffd`."""
    return _NOT_ON_A_LINE.sub("\ufffd", name).strip()


def file_name(text: str) -> str:
    """Return a name that a file or a folder can have everywhere, blanks taken out.

    Windows knows no name that ends with a dot, and takes `CON` or `nul.xlsx` for a device; these
    get `_` after it.
    """
    return _DEVICE.sub(r"\1_", _NOT_IN_FILE_NAMES.sub("", text).rstrip("."), count=1)


def ending_of(name: str) -> str:
    """Return the ending of a file's name as programs compare it: `.xlsx`; "" if it has none."""
    _, dot, ending = name.rpartition(".")
    return dot + ending.lower()


def can_be_sheet(name: str) -> bool:
    """Whether Excel takes a text as the name of a sheet."""
    fits = 0 < units(name) <= LONGEST_SHEET_NAME
    return fits and _NOT_IN_SHEET_NAMES.search(name) is None


def printable(name: str) -> str:
    """Return a file's name as it can be printed.

    Escaped is what cannot be decoded, breaks the line, or turns and hides what stands beside it.
    A full-width blank and 外字 are shown as they are.
    """
    decoded = name.encode("utf-8", "backslashreplace").decode()
    return "".join(
        f"\\x{ord(char):02x}" if unicodedata.category(char) in _UNSEEN else char for char in decoded
    )


def quoted(text: str, longest: int = 40) -> str:
    """Return a text safe to quote in a message: one line, not too long.

    A line end or a tab is shown as a blank; escaped is what nobody sees. A full-width blank and
    外字 are shown as they are, as in a file's name.
    """
    one_line = _LINE.sub(" ", text)
    safe = "".join(
        c.encode("unicode_escape").decode() if unicodedata.category(c) in _UNSEEN else c
        for c in one_line
    )
    return safe if len(safe) <= longest else f"{safe[: longest - 1]}…"
