"""`addin build`: the add-in file, from xlwings' template and the texts of `addin/`.

The same texts give the same bytes: parts keep their order, dates are fixed, nobody's name stays.
"""

import re
from importlib.metadata import version
from pathlib import Path
from xml.sax.saxutils import escape

from ledger.commands.addin import vba_project
from ledger.commands.addin.carried import CHECKOUT, FILE, NAME, SETTINGS_SHEET
from ledger.commands.addin.ribbon_controls import packaged_ui, sheet_texts
from ledger.commands.plan import Plan
from ledger.model.problems import Refusal
from ledger.present.package import Package

SETTINGS = {"PRODUCT": NAME}
"""On the add-in's own sheet; the interpreter stands in the user's file."""

CUSTOM_UI_PART = "customUI/customUI14.xml"
_OLD_UI_PART = "customUI/customUI.xml"
_SHEET_PART = "xl/worksheets/sheet1.xml"
_CREATED = "2026-04-01T00:00:00Z"


def built() -> bytes:
    """Return the add-in's file.

    Raises:
        Refusal: A tool of the build is missing (`addin-build-missing`).
        ValueError: xlwings' template is not the one that the build knows.
    """
    package = Package(vba_project.template_with_project())
    texts = {name: package.read(name).decode("utf-8") for name in package.names if _is_text(name)}
    sheet, strings = settings_sheet(texts[_SHEET_PART])
    changes: dict[str, bytes | None] = {
        vba_project.PART: vba_project.renamed(package.read(vba_project.PART)),
        "docProps/core.xml": _core().encode(),
        "xl/workbook.xml": _workbook(texts["xl/workbook.xml"]).encode(),
        "xl/sharedStrings.xml": strings.encode(),
        "_rels/.rels": _relations(texts["_rels/.rels"]).encode(),
        _SHEET_PART: sheet.encode(),
        _OLD_UI_PART: None,
        CUSTOM_UI_PART: packaged_ui(),
    }
    return _normal(Package(package.replaced(changes)))


def plan(target: Path | None = None) -> Plan:
    """Plan to build the add-in.

    Args:
        target: Where to write it; the checkout's `addin/` if not given.

    Raises:
        Refusal: A tool of the build is missing, or there is no checkout to write into.
    """
    if target is None and not CHECKOUT.is_dir():
        raise Refusal.of("addin-build-missing", name="addin/")
    path = target or CHECKOUT / FILE
    return Plan(
        operation="addin-build",
        summary=(f"アドイン「{path.name}」を組み立てます。",),
        files={path: built()},
        next_step="addin install で、このPCのExcelに入れます(Windows)。",
    )


def _is_text(name: str) -> bool:
    return name.endswith((".xml", ".rels"))


def _normal(package: Package) -> bytes:
    """Compress every part anew, so that the template's own bytes leave no trace."""
    return package.replaced({name: package.read(name) for name in package.names})


def _once(text: str, old: str, new: str) -> str:
    if text.count(old) != 1:
        message = f"{old!r} was found {text.count(old)} times in the template"
        raise ValueError(message)
    return text.replace(old, new)


def _without(text: str, pattern: str) -> str:
    out, count = re.subn(pattern, "", text, flags=re.DOTALL)
    if count != 1:
        message = f"{pattern!r} was found {count} times in the template"
        raise ValueError(message)
    return out


def _workbook(text: str) -> str:
    text = _without(text, r"<mc:AlternateContent .*?</mc:AlternateContent>")
    text = _without(text, r"<definedNames />")
    return _once(text, 'name="_myaddin.conf"', f'name="{SETTINGS_SHEET}"')


def _relations(text: str) -> str:
    return _once(text, f'Target="{_OLD_UI_PART}"', f'Target="{CUSTOM_UI_PART}"')


def _core() -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/'
        'core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        "<dc:title>人材育成台帳</dc:title><dc:creator>talent-ledger</dc:creator>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{_CREATED}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{_CREATED}</dcterms:modified>'
        f"<cp:version>{version(NAME)}</cp:version>"
        "</cp:coreProperties>"
    )


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
