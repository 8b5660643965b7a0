"""Inputs by number: what comes in at a door, changed at random in bytes, XML or values.

A number always gives the same input, so that a failure can be looked at again:
`python -c "from fuzz import drawing; ..."` with the number that the test names.
"""

import io
import random
import zipfile
from collections.abc import Callable, Mapping
from typing import NamedTuple

from sampling import SEED
from test_guard import PARTS
from test_guard_fuzz import CHANGES, WHOLE

BOOK, FORM, REVIEW, CSV, PACKAGE, JOURNAL, LEDGER = (
    "小さなブック",
    "申告書",
    "確認表",
    "CSV",
    "公開データ",
    "操作記録",
    "台帳",
)
DOORS = (BOOK, BOOK, BOOK, BOOK, BOOK, FORM, CSV, CSV, PACKAGE, JOURNAL)
"""The door of a number is the one at its last digit; every tenth form is a review workbook."""
LEDGERS_FROM = 1_000_000_000
"""From this number on every input is a ledger: the numbers below give what they always gave."""
PACKAGE_FILES = ("figures.csv", "targets.csv", "personas.csv", "metadata.csv")
TRICKY = (
    *("=1+1", "@SUM(A1)", "'=1", "{=1}", "http://a/", "\\\\h\\s", "#REF!", "#N/A", "NaN", "inf"),
    *("1e999", "-1", "1E5", "１２", "1_000", "12,5", "4/1", "2958466", "60", "0", "1e-320"),
    *("9007199254740993", "令和8年4月1日", "R0.0.0", "2026-02-30", "99999-1-1", "TRUE", "null"),
    *(
        "\u3000",
        "\u202e",
        "𠮷",
        "\ue000",
        "e\u0301",
        "_x0041_",
        "_x000D_",
        "",
        " ",
        "○",
        "x" * 40_000,
    ),
    *('"', '""', ",", "\t", "\n", "\r", ";", "\ufeff", "\0", "全", "P02", "K01", "公表", "5人未満"),
)
"""Values that have misled a reader somewhere (faults §2.4)."""
JUNK = (
    b"\0",
    b"\xff",
    b"\xff\xfe",
    b"\x80",
    b'"',
    b"\r\n",
    b",",
    b"<",
    b"&",
    b"{",
    b"}",
    b"PK\3\4",
)


class Seeds(NamedTuple):
    """What the inputs are made of, as the product itself wrote it.

    Attributes:
        form: A self-report, part by part.
        review: A review workbook, part by part.
        tables: The ledger's tables as CSV, by key.
        package: 公開データ: file name to text.
        journal: A journal.
        ledger: The ledger, part by part.
    """

    form: Mapping[str, bytes]
    review: Mapping[str, bytes]
    tables: Mapping[str, bytes]
    package: Mapping[str, bytes]
    journal: bytes
    ledger: Mapping[str, bytes]


class FuzzInput(NamedTuple):
    """One input.

    Attributes:
        door: Where it comes in.
        kind: What was changed: bytes, XML or values.
        name: What it is called there: a table's key; "" if it has no name.
        files: Its bytes, by file name where there are several.
    """

    door: str
    kind: str
    name: str
    files: Mapping[str, bytes]

    @property
    def data(self) -> bytes:
        """The bytes of the one file."""
        (data,) = self.files.values()
        return data


def parts_of(data: bytes) -> Mapping[str, bytes]:
    """Return a package's parts, in order."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def zipped(parts: Mapping[str, bytes]) -> bytes:
    """Return a package of parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as made:
        for name, data in parts.items():
            made.writestr(name, data)
    return out.getvalue()


_SMALL = {name: str(text).encode() for name, text in {**PARTS, **WHOLE}.items()}


def drawn(number: int, seeds: Seeds) -> FuzzInput:
    """Return the input of a number."""
    draw = random.Random(f"fuzz-{SEED}-{number}")  # noqa: S311 - a sample, no secret
    door = LEDGER if number >= LEDGERS_FROM else DOORS[number % 10]
    if door == FORM and number % 100 < 10:
        door = REVIEW
    books = {BOOK: _SMALL, FORM: seeds.form, REVIEW: seeds.review, LEDGER: seeds.ledger}
    if (parts := books.get(door)) is not None:
        kind, data = _book(draw, parts)
        return FuzzInput(door, kind, "", {"": data})
    if door == CSV:
        key = draw.choice(sorted(seeds.tables))
        kind, data = _text(draw, seeds.tables[key])
        return FuzzInput(door, kind, key, {"": data})
    if door == JOURNAL:
        kind, data = _text(draw, seeds.journal)
        return FuzzInput(door, kind, "", {"": data})
    file = draw.choice(PACKAGE_FILES)
    kind, data = _text(draw, seeds.package[file])
    return FuzzInput(door, kind, file, {**seeds.package, file: data})


def _book(draw: random.Random, parts: Mapping[str, bytes]) -> tuple[str, bytes]:
    """Change a workbook: bytes of the file or of a part, tags, or what stands in its cells."""
    kind = draw.choice(("bytes", "XML", "XML", "values", "values"))
    if kind == "bytes" and draw.random() < 0.5:
        return kind, _spoilt(draw, zipped(parts))
    wanted = [name for name in parts if not name.endswith((".png", ".bin"))]
    if kind != "bytes":
        wanted = [name for name in wanted if "sheet" in name or "Strings" in name] * 3 + wanted
    part = draw.choice(wanted)
    if kind == "bytes":
        return kind, zipped({**parts, part: _spoilt(draw, parts[part])})
    text = parts[part].decode()
    for _ in range(draw.randint(1, 3)):
        text = draw.choice(CHANGES)(draw, text) if kind == "XML" else _valued(draw, text)
    return kind, zipped({**parts, part: text.encode("utf-8", "surrogatepass")})


def _valued(draw: random.Random, text: str) -> str:
    """Put another value where one stands between tags or quotes."""
    at = draw.randrange(len(text))
    opening = draw.choice("><" if draw.random() < 0.3 else (">", '"'))
    first = text.find(opening, at)
    last = text.find("<" if opening == ">" else '"', first + 1)
    value = draw.choice(TRICKY)
    if draw.random() < 0.8:
        value = value.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
    return text if first < 0 or last < 0 else text[: first + 1] + value + text[last:]


def _text(draw: random.Random, data: bytes) -> tuple[str, bytes]:
    """Change a text: bytes, cells, lines, or how it is written as bytes."""
    kind = draw.choice(("bytes", "values", "values", "lines"))
    if kind == "bytes":
        return kind, _spoilt(draw, data)
    lines = data.decode("utf-8-sig").split("\n")
    if kind == "lines":
        lines = draw.choice(_LINES)(draw, lines)
        encoding = draw.choice(("utf-8", "utf-8-sig", "utf-16", "cp932", "euc_jp", "utf-7"))
        return kind, "\n".join(lines).encode(encoding, "replace")
    for _ in range(draw.randint(1, 4)):
        at = draw.randrange(len(lines))
        cells = lines[at].split(",")
        cells[draw.randrange(len(cells))] = draw.choice(TRICKY)
        lines[at] = ",".join(cells)
    return kind, "\n".join(lines).encode("utf-8", "surrogatepass")


def _spoilt(draw: random.Random, data: bytes) -> bytes:
    changed = bytearray(data)
    for _ in range(draw.randint(1, 4)):
        at, length = draw.randrange(len(changed) + 1), draw.randint(0, 12)
        new = draw.choice(JUNK) if draw.random() < 0.5 else draw.randbytes(length)
        how = draw.randrange(4)
        if how == 0:
            changed[at : at + len(new)] = new
        elif how == 1:
            changed[at:at] = new
        elif how == 2:
            del changed[at : at + draw.randint(1, max(1, len(changed) // 4))]
        else:
            there = draw.randrange(len(changed) + 1)
            changed[there:there] = changed[at : at + draw.randint(1, 200)]
    return bytes(changed)


def _dropped(draw: random.Random, lines: list[str]) -> list[str]:
    at = draw.randrange(len(lines))
    return lines[:at] + lines[at + draw.randint(1, 3) :]


def _twice(draw: random.Random, lines: list[str]) -> list[str]:
    at = draw.randrange(len(lines))
    return lines[:at] + [lines[at]] * draw.choice((2, 3, 500)) + lines[at:]


def _swapped(draw: random.Random, lines: list[str]) -> list[str]:
    draw.shuffle(lines)
    return lines


def _wide(draw: random.Random, lines: list[str]) -> list[str]:
    at = draw.randrange(len(lines))
    return [*lines[:at], lines[at] + "," * draw.choice((1, 3, 20_000)), *lines[at + 1 :]]


_LINES: tuple[Callable[[random.Random, list[str]], list[str]], ...] = (
    *(_dropped, _twice, _swapped, _wide),
)
