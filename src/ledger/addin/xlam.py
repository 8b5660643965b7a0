"""The add-in's file (.xlam), from xlwings' template and the texts of `addin/`.

The same texts give the same bytes: parts keep their order, dates are fixed, nobody's name stays.
"""

import re
from importlib.metadata import version

from ledger.addin import vba_project
from ledger.addin.ribbon_controls import packaged_ui
from ledger.addin.settings_sheet import settings_sheet
from ledger.addin.tracked_files import NAME, SETTINGS_SHEET
from ledger.present.package import Package

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
