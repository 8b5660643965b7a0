"""Sheets of a closed ledger that get another name; every formula that names them follows."""

import re
from collections.abc import Callable, Mapping
from html import unescape
from xml.sax.saxutils import escape, quoteattr

from ledger.model.folding import excel_key
from ledger.model.problems import Place, Refusal
from ledger.present.package import WORKBOOK, Package

_FORMULA = re.compile(
    rb"(?P<before><(?P<tag>(?:\w+:)?(?:f|formula|formula1|formula2|definedName))\b[^>]*>)"
    rb"(?P<text>[^<]+)(?P<after></(?P=tag)>)"
)
_LOCATION = re.compile(rb'(?P<before>\blocation=")(?P<text>[^"]*)(?P<after>")')


def with_titles(book: bytes, renamed: Mapping[str, str]) -> bytes:
    """Return the ledger with some sheets under other names.

    Args:
        book: The ledger's bytes.
        renamed: New titles by the old ones.

    Raises:
        Refusal: A sheet has such a name already (`ledger-blocked-sheet`).
    """
    if not renamed:
        return book
    package = Package(book)
    there = {excel_key(title) for title in package.sheet_parts}
    for new in renamed.values():
        if excel_key(new) in there:
            raise Refusal.of("ledger-blocked-sheet", Place(sheet=new), sheet=new)
    parts: dict[str, bytes | None] = {}
    for name in package.names:
        if name.startswith("xl/") and name.endswith(".xml") and "sharedStrings" not in name:
            xml = package.read(name)
            listed = _listed(xml, renamed) if name == WORKBOOK else xml
            followed = _LOCATION.sub(_follow(renamed), _FORMULA.sub(_follow(renamed), listed))
            if followed != xml:
                parts[name] = followed
    return package.replaced(parts)


def _listed(workbook: bytes, renamed: Mapping[str, str]) -> bytes:
    for old, new in renamed.items():
        name = re.compile(rb"(<(?:\w+:)?sheet\b[^>]*?\bname=)" + _attribute(old))
        said = quoteattr(new).encode()
        workbook = name.sub(lambda m, said=said: m[1] + said, workbook)  # type: ignore[misc]
    return workbook


def _follow(renamed: Mapping[str, str]) -> Callable[[re.Match[bytes]], bytes]:
    """Return what exchanges the names of sheets within a formula or a link."""
    names = {
        re.compile(rf"(?<![\w\]'])(?:{re.escape(old)}|'{re.escape(old)}')!"): f"'{new}'!"
        for old, new in renamed.items()
    }

    def followed(found: re.Match[bytes]) -> bytes:
        text = said = unescape(found["text"].decode())
        for meant, new in names.items():
            said = meant.sub(new, said)
        kept = found["text"] if said == text else escape(said, {'"': "&quot;"}).encode()
        return found["before"] + kept + found["after"]

    return followed


def _attribute(title: str) -> bytes:
    return re.escape(quoteattr(title).encode())
