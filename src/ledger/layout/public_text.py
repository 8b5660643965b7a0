"""Text in 公開データ: no machine-dependent characters, no spaces or line breaks that only look."""

import re
import unicodedata

_COMPOSED = re.compile(
    "[\u2100-\u218f\u2460-\u24ff\u3200-\u33ff\uff61-\uff9f\U0001f100-\U0001f2ff]+"
)
"""Runs of characters of one width, in a ring, or put together (①, ㈱, ㌢, №, Ⅳ, ｶﾞ): each has a
plain form."""
_NO_FORM = re.compile("[\ue000-\uf8ff\U0001f300-\U0001faff\U000f0000-\U0010fffd]")
"""外字 and pictures: no other machine knows what they are."""
GETA = "〓"
"""Stands where a character was that nobody else could read."""


def machine_dependent(text: str) -> tuple[str, ...]:
    """Return the characters that may look otherwise, or be missing, on another machine.

    Kanji of names (髙, 﨑) are not among them: a proper name is written as it is (L1-08).
    """
    found = "".join((*_COMPOSED.findall(text), *_NO_FORM.findall(text)))
    return tuple(dict.fromkeys(found))


def plain(text: str) -> str:
    """Return a text as it is published: plain characters, on one line, single spaces."""
    spelt = _COMPOSED.sub(lambda run: unicodedata.normalize("NFKC", run[0]), text)
    return " ".join(_NO_FORM.sub(GETA, spelt).split())
