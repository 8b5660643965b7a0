"""The list of texts of an ordinary workbook, to which its cells refer by number."""

import re
from collections.abc import Iterator, Sequence
from xml.etree import ElementTree as ET

from ledger.read.guard.limits import MEGABYTE
from ledger.read.ordinary.grammar import KEPT, LISTED, attributes_of, checked, inline_text
from ledger.read.ordinary.seen import ByBytes, NotOrdinary

_ROOT = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}sst"
_HEAD = re.compile(rb"(?:<\?xml [^<>?]*\?>\s*)?<sst" + LISTED + rb"\s*>")
_END = b"</sst>"
_LOOKS = (
    rb"<(?:b|i|strike|outline|shadow|condense|extend|color|sz|u|vertAlign|rFont|family|charset"
    rb"|scheme)" + LISTED + rb"/>"
)
_TEXT = rb"(?:<t/>|<t(?:" + KEPT + rb")?>[^<]*</t>)"
_RUN = rb"<r>(?:<rPr>(?:" + _LOOKS + rb")*+</rPr>)?" + _TEXT + rb"</r>"
_READING = rb"<rPh" + LISTED + rb">" + _TEXT + rb"</rPh>"
_ONE = re.compile(
    rb"<si>((?:" + _TEXT + rb")|(?:" + _RUN + rb")++)(?:" + _READING + rb")*+"
    rb"(?:<phoneticPr" + LISTED + rb"/>)?"
)
"""A text, whole or in runs; what is said of how it is read (ふりがな) is no part of it."""
_SAID = re.compile(rb"<t(" + KEPT + rb")?>([^<]*)</t>")
_TAG = re.compile(rb"<[A-Za-z]+(" + LISTED + rb")/?>")
_SLACK = 1000

_LISTS: ByBytes[Sequence[str]] = ByBytes(8 * MEGABYTE)
_TEXTS: ByBytes[str] = ByBytes(8 * MEGABYTE)
_TELLS = 150
"""About how many bytes a text takes beside its own."""


def texts_of(part: bytes) -> Sequence[str]:
    """Return the texts of a list, in order.

    Args:
        part: The part of the shared strings.

    Raises:
        NotOrdinary: It is written in another way, or says a number that is not its own.
    """
    known = _LISTS.known(part)
    if known is not None:
        return known
    head = _HEAD.match(part)
    if head is None or not part.endswith(_END):
        raise NotOrdinary
    root = ET.fromstring(head[0] + _END)  # noqa: S314 - no DOCTYPE comes this far
    *pieces, rest = part[head.end() : -len(_END)].split(b"</si>")
    unique = root.get("uniqueCount", "0")
    sound = root.tag == _ROOT and unique.isdecimal() and not rest.strip()
    if not sound or int(unique) > 2 * len(pieces) + _SLACK:
        raise NotOrdinary
    return _LISTS.keep(part, tuple(map(_text, pieces)), len(part))


def _text(piece: bytes) -> str:
    known = _TEXTS.known(piece)
    if known is None:
        known = _TEXTS.keep(piece, "".join(_said(piece)), _TELLS)
    return known


def _said(piece: bytes) -> Iterator[str]:
    """Yield the runs of a text."""
    found = _ONE.fullmatch(checked(piece))
    if found is None:
        raise NotOrdinary
    for tag in _TAG.finditer(piece):
        attributes_of(tag[1])
    for kept, text in _SAID.findall(found[1]):
        yield inline_text(text, kept=bool(kept))
