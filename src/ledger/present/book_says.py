"""What a closed workbook says of itself, set anew: the sheet `_meta` and the names beside it."""

import re
from collections.abc import Mapping
from xml.sax.saxutils import escape

from ledger.layout import meta
from ledger.present.cell_patch import patch
from ledger.present.package import Package
from ledger.present.sheet_texts import sheet_texts

_NAME = re.compile(
    rb'(<(?:\w+:)?definedName\b[^>]*?\bname="%s(\w+)"[^>]*>)[^<]*' % meta.NAME_PREFIX.encode()
)


def said_on_sheet(package: Package, own: Mapping[str, str]) -> dict[str, bytes]:
    """Set the values beside their keys in the sheet `_meta`, if a gateway left it there.

    Args:
        package: The workbook.
        own: New values by key; only keys that it has are set.
    """
    part = package.sheet_parts.get(meta.SHEET)
    if part is None:
        return {}
    values = {
        f"B{address[1:]}": own[text]
        for address, text in sheet_texts(package, part).items()
        if address.startswith("A") and address[1:].isdecimal() and text in own
    }
    return {part: patch(package.read(part), values)}


def said_in_names(workbook: bytes, own: Mapping[str, str]) -> bytes:
    """Return the workbook's part with the values in its defined names."""
    return _NAME.sub(lambda found: _named(found, own), workbook)


def _named(found: re.Match[bytes], own: Mapping[str, str]) -> bytes:
    key = found[2].decode()
    if key not in own:
        return found[0]
    quoted = own[key].replace('"', '""')
    return found[1] + escape(f'"{quoted}"').encode()
