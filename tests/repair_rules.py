"""What Excel repairs (and loses) when it opens a workbook: looked for in the package itself.

Each rule is one of Excel's own: a breach opens with 「一部の内容に問題が見つかりました」.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from xml.etree import ElementTree as ET

from ledger.layout.addresses import letter, position
from ledger.present.package import WORKBOOK, Package

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_NAME = re.compile(r"[^\W\d]\w*(?:[.\\?]\w+)*|_\w*")
_CELL_LIKE = re.compile(r"(?i)[A-Z]{1,3}\d{1,7}|R\d*C\d*|[RC]")
_SHEET_SIGNS = frozenset("[]:*?/\\")
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_ADDRESS = re.compile(r"\$?[A-Z]{1,3}\$?\d+")
_STRING = re.compile(r'"((?:[^"]|"")*)"')
LONGEST_TEXT, LONGEST_FORMULA, LONGEST_LITERAL = 32_767, 8_192, 255
LONGEST_NAME, LONGEST_SHEET, LONGEST_HEADER = 255, 31, 255
TALLEST, WIDEST, MOST_STYLES, MOST_LINKS = 409.5, 255, 65_490, 65_530
DEEPEST = 64
VALIDATION = {"prompt": 255, "promptTitle": 32, "error": 255, "errorTitle": 32}
_SOURCE = 255


def repairs(book: bytes) -> list[str]:
    """Return what Excel would repair in a workbook, each with its place."""
    package = Package(book)
    sheets = {name: _root(package, part) for name, part in package.sheet_parts.items()}
    strings = _strings(package)
    tables = {
        name: (sheet, _root(package, part)) for name, (sheet, part) in package.table_parts.items()
    }
    return [
        *_sheet_names(sheets),
        *_defined_names(package, sheets, tables),
        *_styles(package, sheets),
        *(f"{sheet}: {what}" for sheet, root in sheets.items() for what in _sheet(root)),
        *_tables(tables, sheets, strings),
        *(f"text of {len(text)}" for text in strings if _units(text) > LONGEST_TEXT),
    ]


def _root(package: Package, part: str) -> ET.Element:
    return ET.fromstring(package.read(part))  # noqa: S314 - our own book


def _strings(package: Package) -> list[str]:
    if "xl/sharedStrings.xml" not in package.names:
        return []
    items = _root(package, "xl/sharedStrings.xml").iter(f"{_MAIN}si")
    return ["".join(t.text or "" for t in item.iter(f"{_MAIN}t")) for item in items]


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _twice(names: Iterable[str]) -> list[str]:
    return [name for name, count in Counter(n.casefold() for n in names).items() if count > 1]


def _sheet_names(sheets: Mapping[str, ET.Element]) -> Iterator[str]:
    for name in sheets:
        wrong = not 0 < _units(name) <= LONGEST_SHEET or set(name) & _SHEET_SIGNS
        if wrong or "'" in (name[0], name[-1]) or name.casefold() == "history":
            yield f"sheet name {name!r}"
    yield from (f"two sheets {name!r}" for name in _twice(sheets))


def _defined_names(
    package: Package,
    sheets: Mapping[str, ET.Element],
    tables: Mapping[str, tuple[str, ET.Element]],
) -> Iterator[str]:
    found = list(_root(package, WORKBOOK).iter(f"{_MAIN}definedName"))
    names = [one.get("name", "") for one in found]
    own = [*(n for n, e in zip(names, found, strict=True) if "localSheetId" not in e.attrib)]
    for name in (*(n.removeprefix("_xlnm.") for n in names), *tables):
        if not _NAME.fullmatch(name) or _CELL_LIKE.fullmatch(name) or len(name) > LONGEST_NAME:
            yield f"name {name!r}"
    yield from (f"two names {name!r}" for name in _twice((*own, *tables)))
    for name, element in zip(names, found, strict=True):
        text = element.text or ""
        named = re.findall(r"(?:'((?:[^']|'')+)'|([^\W\d][\w.]*))!", _STRING.sub("", text))
        for quoted, plain in named:
            if (quoted.replace("''", "'") or plain) not in sheets:
                yield f"name {name!r} of a sheet that is not there: {text}"


def _styles(package: Package, sheets: Mapping[str, ET.Element]) -> Iterator[str]:
    root = _root(package, "xl/styles.xml")
    cells = root.find(f"{_MAIN}cellXfs")
    looks = root.find(f"{_MAIN}dxfs")
    count, rules = (0 if e is None else len(e) for e in (cells, looks))
    if count > MOST_STYLES:
        yield f"{count} styles"
    for sheet, element in sheets.items():
        used = {int(e.get("s", "0")) for e in element.iter(f"{_MAIN}c")}
        marks = {int(e.get("dxfId", "0")) for e in element.iter(f"{_MAIN}cfRule")}
        if max(used, default=0) >= max(count, 1):
            yield f"{sheet}: style {max(used)} of {count}"
        if max(marks, default=-1) >= rules and marks:
            yield f"{sheet}: look {max(marks)} of {rules}"


def _sheet(root: ET.Element) -> Iterator[str]:
    yield from _sizes(root)
    formulas = [
        e.text or "" for tag in ("f", "formula", "formula1") for e in root.iter(_MAIN + tag)
    ]
    yield from (wrong for text in set(formulas) for wrong in _formula(text))
    yield from _validations(root)
    yield from _merges(root)
    for cell in root.iter(f"{_MAIN}c"):
        value = cell.find(f"{_MAIN}v")
        if value is not None and not value.text and cell.get("t", "n") != "str":
            yield f"{cell.get('r')}: a number without a value"


def _sizes(root: ET.Element) -> Iterator[str]:
    for row in root.iter(f"{_MAIN}row"):
        if float(row.get("ht", "0")) > TALLEST:
            yield f"row {row.get('r')} of {row.get('ht')}"
    for column in root.iter(f"{_MAIN}col"):
        if float(column.get("width", "0")) > WIDEST:
            yield f"column {column.get('min')} of {column.get('width')}"
    links = list(root.iter(f"{_MAIN}hyperlink"))
    if len(links) > MOST_LINKS:
        yield f"{len(links)} links"
    for tag in ("oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter"):
        for element in root.iter(_MAIN + tag):
            if _units(element.text or "") > LONGEST_HEADER:
                yield f"{tag} too long"


def _formula(text: str) -> Iterator[str]:
    if _units(text) > LONGEST_FORMULA:
        yield f"formula of {_units(text)}: {text[:60]}"
    if any(_units(found[1]) > LONGEST_LITERAL for found in _STRING.finditer(text)):
        yield f"literal too long: {text[:60]}"
    depth = deepest = 0
    for char in _STRING.sub("", text):
        depth += (char == "(") - (char == ")")
        deepest = max(deepest, depth)
    if depth or deepest > DEEPEST:
        yield f"nested {deepest} deep, {depth} open: {text[:60]}"


def _validations(root: ET.Element) -> Iterator[str]:
    for rule in root.iter(f"{_MAIN}dataValidation"):
        at = rule.get("sqref", "")
        for key, most in VALIDATION.items():
            if _units(rule.get(key, "")) > most:
                yield f"{at}: {key} of {_units(rule.get(key, ''))}"
        for source in (*rule.iter(f"{_MAIN}formula1"), *rule.iter(f"{_MAIN}formula2")):
            if _units((source.text or "").strip('"')) > _SOURCE:
                yield f"{at}: source of {_units(source.text or '')}"


def _areas(refs: Iterable[str]) -> list[tuple[int, int, int, int]]:
    found = []
    for ref in refs:
        first, _, last = ref.partition(":")
        found.append((*position(first), *position(last or first)))
    return found


def _meets(one: tuple[int, int, int, int], other: tuple[int, int, int, int]) -> bool:
    rows = one[0] <= other[2] and other[0] <= one[2]
    return rows and one[1] <= other[3] and other[1] <= one[3]


def _merges(root: ET.Element) -> Iterator[str]:
    areas = _areas(e.get("ref", "") for e in root.iter(f"{_MAIN}mergeCell"))
    for number, one in enumerate(areas):
        if any(_meets(one, other) for other in areas[:number]):
            yield f"merged cells overlap: {one}"


def _tables(
    tables: Mapping[str, tuple[str, ET.Element]],
    sheets: Mapping[str, ET.Element],
    strings: list[str],
) -> Iterator[str]:
    ids = [root.get("id", "") for _, root in tables.values()]
    yield from (f"two tables of number {one}" for one in _twice(ids))
    placed: dict[str, list[tuple[int, int, int, int]]] = {}
    for name, (sheet, root) in tables.items():
        ref = root.get("ref", "")
        if not re.fullmatch(rf"{_ADDRESS.pattern}:{_ADDRESS.pattern}", ref):
            yield f"{name}: {ref!r} is no range"
            continue
        (area,) = _areas([ref])
        merged = _areas(e.get("ref", "") for e in sheets[sheet].iter(f"{_MAIN}mergeCell"))
        if any(_meets(area, other) for other in (*placed.setdefault(sheet, []), *merged)):
            yield f"{name}: overlaps"
        placed[sheet].append(area)
        yield from (f"{name}: {what}" for what in _table(root, area, sheets[sheet], strings))


def _table(
    root: ET.Element, area: tuple[int, int, int, int], sheet: ET.Element, strings: list[str]
) -> Iterator[str]:
    top, left, bottom, right = area
    headers = [_shown(e.get("name", "")) for e in root.iter(f"{_MAIN}tableColumn")]
    if top == bottom:
        yield "no row under its header"
    if len(headers) != right - left + 1:
        yield f"{len(headers)} columns in {right - left + 1}"
    if twice := _twice(headers):
        yield f"headers twice: {twice}"
    wanted = {f"{letter(column)}{top + 1}" for column in range(left, right + 1)}
    cells = {e.get("r"): e for e in sheet.iter(f"{_MAIN}c") if e.get("r") in wanted}
    for offset, header in enumerate(headers):
        at = f"{letter(left + offset)}{top + 1}"
        if not 0 < _units(header) <= LONGEST_NAME:
            yield f"header of {_units(header)} at {at}"
        if (said := _text(cells.get(at), strings)) != header:
            yield f"header {header!r}, cell {at} {said!r}"
    filtered = root.find(f"{_MAIN}autoFilter")
    if filtered is not None and filtered.get("ref") != root.get("ref"):
        yield f"filter on {filtered.get('ref')}"


def _shown(name: str) -> str:
    return _ESCAPE.sub(lambda m: chr(int(m[1], 16)), name)


def _text(cell: ET.Element | None, strings: list[str]) -> str | None:
    if cell is None:
        return None
    if cell.get("t") == "s":
        return strings[int(cell.findtext(f"{_MAIN}v", "0"))]
    if cell.get("t") == "inlineStr":
        return "".join(t.text or "" for t in cell.iter(f"{_MAIN}t"))
    return None
