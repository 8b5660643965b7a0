"""How an ordinary workbook writes attributes and texts, and what a person reads there."""

import re
import sys
from collections.abc import Mapping

from ledger.read.ordinary.seen import NotOrdinary

LISTED = rb'(?: [A-Za-z0-9:]+="[^"<>&]*")*+'
"""The attributes of a tag."""
KEPT = rb' xml:space="preserve"'
"""What says of a text that blanks around it count."""
_ATTRIBUTE = re.compile(rb' ([A-Za-z0-9:]+)="([^"]*)"')
_CONTROLS = bytes({*range(0x20)} - {*b"\t\n"})
_NO_CHARACTER = (b"\xef\xbf\xbe", b"\xef\xbf\xbf", b"]]>")
"""What is no character of XML, or may not stand in a text."""
_NO_ENTITY = re.compile(rb"&(?!(?:amp|lt|gt|quot|apos|#[0-9]{1,7}|#x[0-9A-Fa-f]{1,6});)")
LONGEST = 100_000
"""So many bytes a piece may have that is looked at whole."""
_REFERENCE = re.compile(r"&(?:#x([0-9A-Fa-f]+)|#([0-9]+)|([a-z]+));")
_NAMED = {"lt": "<", "gt": ">", "quot": '"', "apos": "'", "amp": "&"}
_CHARACTER = re.compile("[\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ESCAPED = "_x"
_SPACE = " \t\n\r"


def checked(piece: bytes) -> bytes:
    """Return a piece of a part whose characters all readers take alike.

    Raises:
        NotOrdinary: There are others, or it is very long.
    """
    if len(piece) > LONGEST or len(piece.translate(None, _CONTROLS)) != len(piece):
        raise NotOrdinary
    if any(one in piece for one in _NO_CHARACTER):
        raise NotOrdinary
    said = piece.decode()
    if b"&" in piece and _NO_ENTITY.search(piece):
        raise NotOrdinary
    if b"&#" in piece:
        _REFERENCE.sub(_meant, said)
    return piece


def _meant(found: re.Match[str]) -> str:
    """Return the character that a reference stands for."""
    if found[3]:
        return _NAMED[found[3]]
    number = int(found[1], 16) if found[1] else int(found[2])
    if number > sys.maxunicode or not _CHARACTER.fullmatch(chr(number)):
        raise NotOrdinary
    return chr(number)


def attributes_of(listed: bytes) -> Mapping[str, str]:
    """Return the attributes of a tag.

    Args:
        listed: What matches `LISTED`.

    Raises:
        NotOrdinary: One comes twice.
    """
    pairs = [(name.decode(), value.decode()) for name, value in _ATTRIBUTE.findall(listed)]
    own = dict(pairs)
    if len(own) != len(pairs):
        raise NotOrdinary
    return own


def text_of(text: bytes) -> str:
    """Return a text as a person reads it.

    Raises:
        NotOrdinary: It has characters in Excel's own spelling (`_x000D_`).
    """
    said = text.decode()
    if "&" in said:
        said = _REFERENCE.sub(_meant, said)
    if _ESCAPED in said:
        raise NotOrdinary
    return said


def inline_text(text: bytes, *, kept: bool) -> str:
    """Return what stands in a `t`.

    Args:
        text: What stands between its tags.
        kept: Whether blanks around it count.

    Raises:
        NotOrdinary: There are blanks around it, and nothing says whether they count.
    """
    said = text_of(text)
    if not kept and said != said.strip(_SPACE):
        raise NotOrdinary
    return said
