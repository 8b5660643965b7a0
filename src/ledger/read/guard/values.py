"""The values of a sheet's cells: each one as all readers read it, or the sheet is refused.

Readers take what no Excel writes each in their own way: an index outside its list, a number that
is none, two values in a cell (faults §3.2).
"""

import re
from collections.abc import Mapping, Sequence, Set as AbstractSet
from types import MappingProxyType

from ledger.read.guard.limits import Suspicious
from ledger.read.guard.tags import Tag, Tail

_WHOLE_CELL = re.compile(rb'<c r="([A-Z]+\d+)"([^>]*)(?<!/)>(.*?)</c\s*>', re.DOTALL)
_CONTENT = re.compile(
    rb"\s*(?P<formula><f\b[^<]*(?:</f\s*>|(?<=/>)))?\s*"
    rb"(?:<v\b[^>]*(?:(?<=/)>|>(?P<value>[^<]*)</v\s*>))?\s*"
    rb"(?P<inline><is\b(?:[^>]*(?<=/)>|(?:(?!<is\b).)*</is\s*>))?\s*"
    rb"(?:<extLst\b.*</extLst\s*>)?\s*",
    re.DOTALL,
)
_INLINE = "inlineStr"
_TEXT_ELEMENTS = frozenset(
    b"t r rPr rPh phoneticPr extLst ext b i strike outline shadow condense extend color "
    b"sz u vertAlign rFont family charset scheme".split()
)
_ELEMENT = re.compile(rb"<(?:\w+:)?(\w+)")
_IN_TEXT = re.compile(rb"<(?:\w+:)?t(?:\s[^>]*)?(?<!/)>[^<]*<(?!/)")
_BLANK = re.compile(rb"(?:\s|&#(?:10|13|9|x0*[aAdD9]);)*")
_FORMS: Mapping[str, re.Pattern[bytes]] = MappingProxyType(
    {
        "n": re.compile(rb"[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?"),
        "b": re.compile(rb"[01]|true|false"),
        "d": re.compile(
            rb"\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?Z?)?"
            rb"|T?\d\d:\d\d(?::\d\d(?:\.\d+)?)?Z?"
        ),
    }
)
"""How the value of a type is written; texts and errors are written as they like."""
_TEXTS = frozenset({"str", "e", _INLINE})
_ODD: Mapping[str, str] = MappingProxyType(
    {
        "n": "数でない数値があります",
        "b": "正しくない真偽値があります",
        "d": "日付でない日付があります",
        "s": "文字列の番号が一覧の外です",
    }
)


def one_way_to_read(
    sheet: str, cells: bytes, found: Sequence[Tag], tails: Mapping[bytes, Tail], strings: int
) -> frozenset[bytes]:
    """Look whether each value can be read in one way only.

    Args:
        sheet: The sheet's name.
        cells: Its cells, tags in their usual form.
        found: The tags.
        tails: What each wording of a cell's tag says.
        strings: How many texts the workbook's list of them has.

    Returns:
        Addresses of formulas.

    Raises:
        Suspicious: The first value that cannot.
    """
    if unknown := {tail.kind for tail in tails.values()} - {*_FORMS, *_TEXTS, "s"}:
        raise Suspicious("sheet-broken", f"セルの種類が不正です({min(unknown)[:20]})", sheet)
    said = {(tag.tail, tag.value) for tag in found if tag.end}
    if any(not _is_plain(tails[tail], value, strings) for tail, value in said):
        first = next(t for t in found if t.end and not _is_plain(tails[t.tail], t.value, strings))
        where = (first.letters + first.number).decode()
        raise Suspicious("sheet-broken", _ODD[tails[first.tail].kind], sheet, where)
    formulas = {tag.letters + tag.number for tag in found if tag.formula}
    full = [tag for tag in found if tails[tag.tail].is_open]
    if not all(tag.end for tag in full):
        formulas |= _wholly(sheet, cells, tails, strings, len(full))
    return frozenset(formulas)


def _is_plain(tail: Tail, value: bytes, strings: int) -> bool:
    if tail.kind in _TEXTS or not value:
        return True
    if tail.kind == "s":
        return value.isdigit() and int(value) < strings
    return bool(_FORMS[tail.kind].fullmatch(value) or _BLANK.fullmatch(value))


def _wholly(
    sheet: str, cells: bytes, tails: Mapping[bytes, Tail], strings: int, count: int
) -> AbstractSet[bytes]:
    """Look at each of the cells from its tag to its end; return the addresses of formulas."""
    formulas: set[bytes] = set()
    whole = _WHOLE_CELL.findall(cells)
    if len(whole) != count:
        raise Suspicious("sheet-broken", "セルの中身の置き方が不正です", sheet)
    for address, tail, content in whole:
        found = _CONTENT.fullmatch(content)
        kind = tails[tail].kind
        if found is None or (found["inline"] and not _is_inline(kind, found)):
            where = address.decode()
            raise Suspicious("sheet-broken", "セルの中身の置き方が不正です", sheet, where)
        if not _is_plain(tails[tail], found["value"] or b"", strings):
            raise Suspicious("sheet-broken", _ODD[kind], sheet, address.decode())
        if found["formula"]:
            formulas.add(address)
    return formulas


def _is_inline(kind: str, found: re.Match[bytes]) -> bool:
    return kind == _INLINE and not found["value"] and only_text(found["inline"], b"is")


def only_text(xml: bytes, *around: bytes) -> bool:
    """Whether texts hold text alone: anything else one reader takes in, and the next leaves out.

    Args:
        xml: The shared strings, or the text of one cell.
        around: The elements around the texts.
    """
    return not _IN_TEXT.search(xml) and set(_ELEMENT.findall(xml)) <= {*_TEXT_ELEMENTS, *around}
