"""What a sheet shows otherwise than it is: number formats that disguise values, hidden lines.

A reader of closed books hands over values only; a person who confirms sees what Excel shows.
"""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple
from xml.etree import ElementTree as ET

from ledger.read.guard.tags import Tag, Tail

ERA = "era"
"""A format that shows an era year and nothing else of a date: the value reads as a number."""
OTHER = "other"
"""A format that shows another value than the one that stands in the cell, or none."""

_FORMAT = re.compile(rb'<(?:\w+:)?numFmt\b[^<>]*?\bformatCode="([^"<]*)"')
_LITERAL = re.compile(r'"([^"]*)"|\\(.)|[_*].')
_IN_BRACKETS = re.compile(r"\[[^\]]*\]")
_SCALED = re.compile(r"[0#?],+(?![0#?,])|%")
_EXPONENT = re.compile(r"e[+-]")
_PLAIN = ("general", "@", "")
_HIDDEN = re.compile(rb'\b(?:hidden="(?:1|true)"|ht="0(?:\.\d*)?")')
_COLUMN = re.compile(
    rb'<(?:\w+:)?col\b(?=[^<>]*?\bmin="(\d+)")(?=[^<>]*?\bmax="(\d+)")'
    rb'(?=[^<>]*?(?:\bhidden="(?:1|true)"|\bwidth="0(?:\.\d*)?"))'
)
_WIDEST = 16_384
_LONGEST = 255
"""Signs of the longest number format that Excel knows."""


class Hidden(NamedTuple):
    """Lines of a sheet that cannot be seen: row numbers, and columns counted from 0."""

    rows: frozenset[int] = frozenset()
    columns: frozenset[int] = frozenset()


NOTHING_HIDDEN = Hidden()


def disguise_of(code: str) -> str:
    """Say how a number format disguises a value: `ERA`, `OTHER`, or "" if it does not.

    Args:
        code: The format's code (`yyyy/m/d`).
    """
    if len(code) > _LONGEST:
        return OTHER
    if code.strip().lower() in _PLAIN:
        return ""
    literals = "".join(m[1] or m[2] or "" for m in _LITERAL.finditer(code))
    if any(char.isdigit() for char in literals):
        return OTHER
    bare = _IN_BRACKETS.sub("", _LITERAL.sub("", code)).lower()
    shown = _EXPONENT.sub("", bare.replace("general", "0")).split(";")[0].strip()
    if not shown or _SCALED.search(shown):
        return OTHER
    era = any(char in shown for char in "ge") and not any(char in shown for char in "ymdhs0#?")
    return ERA if era else ""


def disguised_styles(styles: bytes) -> Mapping[int, str]:
    """Return how cell styles disguise values, by the style's index; most books have none.

    Args:
        styles: The part `styles.xml`.
    """
    codes = (code.decode("utf-8", "replace") for code in _FORMAT.findall(styles))
    if not any(disguise_of(_plain(code)) for code in codes):
        return {}
    root = ET.fromstring(styles)  # noqa: S314 - no DOCTYPE comes this far
    found: dict[str, str] = {}
    indices: dict[int, str] = {}
    for element in root.iter():
        tag = element.tag.rpartition("}")[2]
        if tag == "numFmt":
            found[element.get("numFmtId", "")] = disguise_of(element.get("formatCode", ""))
        elif tag == "cellXfs":
            for index, style in enumerate(element):
                if kind := found.get(style.get("numFmtId", ""), ""):
                    indices[index] = kind
    return indices


def _plain(code: str) -> str:
    for entity, char in (("&quot;", '"'), ("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")):
        code = code.replace(entity, char)
    return code


def disguised_cells(
    own: Sequence[Tag], tails: Mapping[bytes, Tail], styles: Mapping[int, str]
) -> Mapping[str, str]:
    """Return the cells with a value whose style disguises it, by address.

    Args:
        own: The cells' tags.
        tails: What each wording of a tag says.
        styles: How styles disguise values; see `disguised_styles`.
    """
    odd = {
        tail: styles[said.style]
        for tail, said in tails.items()
        if said.is_open and said.style in styles
    }
    if not odd:
        return {}
    return {(tag.letters + tag.number).decode(): odd[tag.tail] for tag in own if tag.tail in odd}


def is_unseen(tail: bytes) -> bool:
    """Whether a row cannot be seen, by what its tag says behind its number."""
    return _HIDDEN.search(tail) is not None


def hidden_lines(before: bytes, rows: Sequence[Tag]) -> Hidden:
    """Return the rows and columns of a sheet that are hidden or have no height or width.

    Args:
        before: What stands before the sheet's cells.
        rows: The tags of its rows.
    """
    spans = {(int(first) - 1, min(int(last), _WIDEST)) for first, last in _COLUMN.findall(before)}
    columns = set[int]()
    end = 0
    for first, last in sorted(spans):  # no column is looked at twice, however many spans it is in
        columns.update(range(max(first, end), last))
        end = max(end, last)
    unseen = {tail for tail in {row.tail for row in rows} if is_unseen(tail)}
    hidden = frozenset(int(row.number) for row in rows if row.tail in unseen)
    return Hidden(hidden, frozenset(columns)) if hidden or columns else NOTHING_HIDDEN
