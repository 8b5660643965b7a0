"""One folding: when two texts that people typed are the same name, code, number or sentence.

Names (案件名, 資格名, 氏名, 役割名, headers, choices, names and aliases of codes) are compared by
`name_key`, codes by `code_key`. Both replace character by character, by a declared table, and look
at nothing around it. So a form's formulas, which have no NFKC, do the same with SUBSTITUTE alone
(`form/folding`), and both agree for every text: the keys of a whole text are the keys of
its characters, one after another.

The table is what NFKC makes of the characters that reach a Japanese form (full-width letters,
half-width kana, Ⅱ, ①, ㈱, ㎡, ㌔, 神 of the compatibility block, radicals pasted from a PDF), taken
apart: が is か and its mark, so it does not matter how a program composed it. Beyond NFKC, every
dash and the long vowel mark are one sign, the wave dashes another; blanks, invisible signs and
variation selectors are nothing; upper and lower case are one.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache
from types import MappingProxyType

from ledger.model.characters import line_ends

LONGEST_NAME = 150
"""UTF-16 units of the longest name: what the formulas of a form can compare."""

_RANGES = (
    (0x00A0, 0x017F),  # ª ² ½, letters with accents
    (0x2000, 0x206F),  # kinds of blanks, ‥ …
    (0x2070, 0x209F),  # superscripts, subscripts
    (0x2100, 0x218F),  # ℃ № ℡ ™, ½ ⅓, Ⅰ ⅱ
    (0x2460, 0x24FF),  # ① ⑴ ⒈ Ⓐ
    (0x2E9F, 0x2FD5),  # radicals
    (0x3000, 0x30FF),  # kana with marks, ゟ ヿ
    (0x3220, 0x325F),  # ㈠ ㈱ ㉑
    (0x327F, 0x33FF),  # ㊤ ㋀ ㌔ ㍻ ㎡ ㏄
    (0xFA0E, 0xFA6D),  # 神 福 都 of the compatibility block, as far as Japan uses it
    (0xFB00, 0xFB06),  # ﬁ ﬂ
    (0xFE50, 0xFE6F),  # small punctuation
    (0xFF01, 0xFF9F),  # full-width letters, half-width kana
    (0xFFE0, 0xFFEE),  # ￥ ￡ and other wide signs
)
"""Where the table takes what NFKD makes of a character."""

_VOICED, _SEMIVOICED = "\u3099", "\u309a"
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2043\u2212\u2500\u2501\uff0d"
_LONG_VOWEL = "ー"
_WAVES = "\u301c\u223c"
_BLANKS = "\t\n\x0b\x0c\r\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008"
_MORE_BLANKS = "\u2009\u200a\u2028\u2029\u202f\u205f\u3000"
_CONTROLS = "".join(chr(code) for code in range(1, 32) if chr(code) not in _BLANKS) + "\x7f"
_INVISIBLE = (
    "\xad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2061\u2062"
    "\u2063\u2064\u2066\u2067\u2068\u2069\ufeff"
)
_SELECTORS = (
    *(chr(code) for code in range(0xFE00, 0xFE10)),
    *(chr(code) for code in range(0xE0100, 0xE0120)),
)
"""Variation selectors: of the standard, and those that fonts of Japan use."""

_MARKS = {"〇": "○", "◯": "○", "✕": "×", "✖": "×", "☓": "×", "∆": "△"}
"""Look-alikes of the marks that dropdowns offer."""

_REQUIRED = "*※＊"
"""What forms put beside the header of a column that must be filled."""

_OTHER_COMPATIBLE = "\uf91d\uf928\uf929\uf936\uf970\uf9d0\uf9dc"
"""What JIS X 0213 has of the rest of the compatibility block."""

_OTHER_CAPITALS = "ÆÐØÞĐĦŁŊŒŦ"


def _compatible() -> dict[str, str]:
    """Return what NFKD makes of the characters of the declared ranges, a blank only of blanks."""
    ranges = [chr(code) for first, last in _RANGES for code in range(first, last + 1)]
    apart = {sign: unicodedata.normalize("NFKD", sign) for sign in (*ranges, *_OTHER_COMPATIBLE)}
    return {sign: parts.replace(" ", "") or " " for sign, parts in apart.items() if parts != sign}


def _resolved(table: Mapping[str, str]) -> Mapping[str, str]:
    """Return a table whose replacements hold nothing that it replaces, so that order is nothing."""

    def through(text: str) -> str:
        further = "".join(table.get(character, character) for character in text)
        return further if further == text else through(further)

    return MappingProxyType({key: through(value) for key, value in table.items()})


_COMPATIBLE = _compatible()
SIGNS = _resolved(
    {
        **_COMPATIBLE,
        "\u309b": _VOICED,
        "\u309c": _SEMIVOICED,
        **dict.fromkeys(_DASHES + _LONG_VOWEL, "-"),
        **dict.fromkeys(_WAVES, "~"),
        **dict.fromkeys(_BLANKS + _MORE_BLANKS, " "),
        **dict.fromkeys((*_CONTROLS, *_INVISIBLE, *_SELECTORS), ""),
        **_MARKS,
    }
)
"""What stands for a character in codes and names alike; what is not listed stands for itself."""


def _cases() -> dict[str, str]:
    alphabets = ((0x41, 0x5A), (0x391, 0x3A1), (0x3A3, 0x3A9), (0x401, 0x401), (0x410, 0x42F))
    capitals = [chr(code) for first, last in alphabets for code in range(first, last + 1)]
    return {capital: capital.lower() for capital in (*capitals, *_OTHER_CAPITALS)}


CASES = MappingProxyType({**_cases(), "ß": "ss", "ς": "σ", " ": ""})
"""What stands for a character in names beside `SIGNS`, after them: one case, no blanks."""

_TO_CODE = str.maketrans(dict(SIGNS))
_TO_NAME = str.maketrans(
    {
        **CASES,
        **{
            key: "".join(CASES.get(character, character) for character in value)
            for key, value in SIGNS.items()
        },
    }
)


@lru_cache(maxsize=1 << 16)
def name_key(text: str) -> str:
    """Return what a name is compared by; equal keys are the same name.

    Blank (""), if the text shows nothing.
    """
    return text.translate(_TO_NAME)


@lru_cache(maxsize=1 << 14)
def header_key(text: str) -> str:
    """Return what a header is compared by: as every name, without the mark of what is required."""
    return name_key(text).strip(_REQUIRED)


def same_name(one: str, other: str) -> bool:
    """Whether two texts are the same name."""
    return one == other or name_key(one) == name_key(other)


def word_of(text: str, words: Iterable[str]) -> str | None:
    """Return the word of a fixed list that a text is, however it is spelled; None if none."""
    key = name_key(text)
    return next((word for word in words if name_key(word) == key), None)


def excel_key(name: str) -> str:
    """Return what Excel compares names of sheets, tables and defined names by: case is nothing.

    Nothing else is: for Excel `名簿Ａ` and `名簿A` are two sheets.
    """
    return name.casefold()


@lru_cache(maxsize=1 << 16)
def code_key(text: str) -> str:
    """Return what a code is compared by: as names, but case counts, and blanks part words."""
    return " ".join(text.translate(_TO_CODE).split())


def number_key(text: str) -> str:
    """Return what is left of a staff number when width, blanks and leading zeros are lost (W44)."""
    return code_key(text).replace(" ", "").lstrip("0") or "0"


_CODE_DASH = re.compile(f"(?<=[0-9A-Za-z])[{_DASHES}{_LONG_VOWEL}](?=[0-9A-Za-z])")
_WHOLES = {
    parts: whole
    for whole, parts in _COMPATIBLE.items()
    if unicodedata.normalize("NFC", parts) == whole and len(parts) > 1
}
_APART = re.compile("|".join(map(re.escape, _WHOLES)))
_WIDE = str.maketrans(
    {sign: parts for sign, parts in _resolved(_COMPATIBLE).items() if parts not in _WHOLES}
    | {sign: _WHOLES[parts] for sign, parts in _COMPATIBLE.items() if parts in _WHOLES}
)


def folded_code(text: str) -> str:
    """Return a code in its one form, the one that tables keep.

    Usual width, letters and marks composed, trimmed, any dash between letters or digits as `-`:
    `T－01` and `Tー01` are `T-01`, `LoGoフォーム` stays.
    """
    if text.isascii():
        return text.strip()
    whole = text.translate(_WIDE)
    if not unicodedata.is_normalized("NFC", whole):
        whole = _APART.sub(lambda found: _WHOLES[found[0]], whole)
    return _CODE_DASH.sub("-", whole).strip()


_UNSEEN = re.compile(f"[{re.escape(''.join((*_INVISIBLE, *_SELECTORS)))}]+")


def without_invisible(text: str) -> str:
    """Return a text without the signs that nobody sees: a code never has one."""
    return text if text.isascii() else _UNSEEN.sub("", text)


_DATE_DASHES = str.maketrans(dict.fromkeys(_DASHES + _LONG_VOWEL, "-"))


def folded_digits(text: str) -> str:
    """Return a date or number as text to be parsed: NFKC, trimmed, every dash as `-`."""
    if text.isascii():
        return text.strip()
    return unicodedata.normalize("NFKC", text).translate(_DATE_DASHES).strip()


def free_text(text: str) -> str:
    """Return a sentence as it is compared: NFC, line ends as LF, no blanks at its right."""
    return unicodedata.normalize("NFC", line_ends(text)).rstrip()


_NOTHING = "".join(chr(sign) for sign, key in _TO_NAME.items() if not key)


def is_blank(text: str) -> bool:
    """Whether a text shows nothing: empty, blanks and invisible signs only."""
    return not text.strip(_NOTHING)


_RARE_NOTHING = "\x00\u034f\u061c\u115f\u1160\u180e\u2800\u3164\uffa0"
"""Blanks and invisible signs of other scripts; within a name they are what they are."""


def without_blank_ends(text: str) -> str:
    """Return a text without what shows nothing at its two ends, blanks of every kind."""
    return text.strip(_NOTHING + _RARE_NOTHING)
