"""The add-in's own sheet: its settings, and the texts that VBA shows."""

import re
from xml.sax.saxutils import escape

from ledger.addin.ribbon_controls import sheet_texts
from ledger.addin.tracked_files import NAME

SETTINGS = {"PRODUCT": NAME}
"""Settings of the add-in itself; the interpreter stands in the user's file."""


def settings_sheet(text: str) -> tuple[str, str]:
    """Return the settings sheet and its strings: settings in A:B, texts by key in D:E.

    Args:
        text: The sheet as the template has it.
    """
    strings: dict[str, int] = {}
    settings, texts = list(SETTINGS.items()), list(sheet_texts().items())
    rows = []
    for number in range(1, len(texts) + 1):
        pairs = {"D": texts[number - 1]}
        if number <= len(settings):
            pairs = {"A": settings[number - 1], **pairs}
        cells = ""
        for column, (key, value) in pairs.items():
            for name, said in ((column, key), (chr(ord(column) + 1), value)):
                at = strings.setdefault(said, len(strings))
                cells += f'<c r="{name}{number}" t="s"><v>{at}</v></c>'
        rows.append(f'<row r="{number}">{cells}</row>')
    data = f"<sheetData>{''.join(rows)}</sheetData>"
    sheet, count = re.subn(r"<sheetData>.*</sheetData>", lambda _: data, text, flags=re.DOTALL)
    if count != 1:
        message = "the template's sheet has no data"
        raise ValueError(message)
    sheet = re.sub(r'<dimension ref="[^"]*" />', f'<dimension ref="A1:E{len(rows)}" />', sheet)
    items = "".join(f"<si><t>{escape(text)}</t></si>" for text in strings)
    return sheet, (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
        f'uniqueCount="{len(strings)}">{items}</sst>'
    )
