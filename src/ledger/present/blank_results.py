"""Formulas whose cached result is a blank text: said as a text, not as a number without a value."""

import re

from ledger.present.package import Package

_UNTYPED = re.compile(rb'(<c r="[A-Z]+\d+"(?: s="\d+")?)(><f>[^<]*</f><v></v></c>)')


def with_blank_texts(book: bytes) -> bytes:
    """Return a new workbook in which a blank cached result has its type.

    The library that writes formulas leaves the type of a blank result away, and so an empty number
    behind, on which other readers stop.
    """
    package = Package(book)
    changes: dict[str, bytes | None] = {}
    for part in package.sheet_parts.values():
        sheet = package.read(part)
        if b"<v></v>" in sheet:
            changes[part] = _UNTYPED.sub(rb'\1 t="str"\2', sheet)
    return package.replaced(changes) if changes else book
