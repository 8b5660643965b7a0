"""The XML of a workbook's parts: its encoding, its depth, and that it is well-formed."""

import re
from collections.abc import Sequence
from xml.parsers import expat

from ledger.model.characters import CONTROLS
from ledger.read.guard.limits import Suspicious

DEEPEST = 5_000
"""How deep elements may be nested; an ordinary part has a dozen levels."""
_LOOKS = 16
_BINARY = re.compile(r"\.(bin|png|jpe?g|gif|emf|wmf|svg|tiff?|bmp)$", re.IGNORECASE)
_DECLARED = re.compile(rb'^(?:\xef\xbb\xbf)?\s*<\?xml[^>]*encoding=["\']([^"\']+)["\']')
_CONTROL = re.compile(f"[{CONTROLS}]".encode())
_CONTROL_REFERENCE = re.compile(
    rb"&#(?:0*(?:[0-8]|1[124-9]|2\d|3[01])|x0*(?:[0-8bBcCeEfF]|1[0-9a-fA-F]));"
)
_LONGEST = 100_000
_TEXT = re.compile(rb"<[^<>]*+>[^<]{%d,}+<" % _LONGEST)


def is_binary(part: str) -> bool:
    """Whether a part is no text, by its name."""
    return _BINARY.search(part) is not None


def plain_xml(part: str, text: bytes) -> None:
    """Look at any XML part.

    Raises:
        Suspicious: It is not UTF-8, or has a DOCTYPE.
    """
    declared = _DECLARED.search(text[:200])
    if text[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\x00" in text[:64]:
        raise Suspicious("broken-zip", f"文字コードが違います({part})")
    if declared and declared[1].upper() not in (b"UTF-8", b"UTF8", b"US-ASCII"):
        raise Suspicious("broken-zip", f"文字コードが違います({part})")
    if b"<!" in text and (b"<!DOCTYPE" in text or b"<!ENTITY" in text):
        raise Suspicious("doctype", part)


def shallow(part: str, text: bytes) -> None:
    """Look how deep the elements of an XML part are nested.

    Raises:
        Suspicious: They are nested too deep.
    """
    if _deepest(text) > DEEPEST:
        raise Suspicious("too-heavy", f"部品の入れ子が深すぎます({part})")


def _deepest(text: bytes) -> int:
    """Return about how deep the elements of a part are nested, looked at in a few places."""
    if len(text) < DEEPEST * len(b"<x></x>"):
        return 0
    step = len(text) // _LOOKS + 1
    depth = deepest = 0
    for start in range(0, len(text), step):
        piece = text[start : start + step]
        depth += piece.count(b"<") - 2 * piece.count(b"</") - piece.count(b"/>")
        deepest = max(deepest, depth)
    return deepest


def well_formed(sheet: str, xml: bytes) -> Sequence[int]:
    """Look whether a part that is read is well-formed: lenient readers make sense of anything.

    Args:
        sheet: The sheet's name, "" for another part.
        xml: The part.

    Returns:
        Where comments and the like stand. Between values they are not harmless: they cut a value
        in two for one reader and not for the next.

    Raises:
        Suspicious: It is not, or it holds control characters or a text that no cell can hold.
    """
    if len(xml) > _LONGEST and _TEXT.search(xml):
        raise Suspicious("text-too-heavy", "長すぎる文字列があります", sheet)
    notes: list[int] = []
    parser = expat.ParserCreate(namespace_separator=" ")

    def noted(*_: object) -> None:
        notes.append(parser.CurrentByteIndex)

    parser.CommentHandler = parser.ProcessingInstructionHandler = noted
    parser.StartCdataSectionHandler = noted
    try:
        parser.Parse(xml, True)  # noqa: FBT003 - that this is all there is
    except expat.ExpatError as error:
        control = _CONTROL.search(xml) or _CONTROL_REFERENCE.search(xml)
        reason = "制御文字があります" if control else "XMLの形が壊れています"
        raise Suspicious("sheet-broken", reason, sheet) from error
    return notes


def no_notes(sheet: str, notes: Sequence[int], start: int, end: int) -> None:
    """Refuse comments between the values of a part, which stand from `start` to `end`.

    Raises:
        Suspicious: There is one.
    """
    if any(start <= note < end for note in notes):
        raise Suspicious("sheet-broken", "値の間に注釈があります", sheet)
