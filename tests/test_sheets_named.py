"""Whatever a sentence names is there: sheets, blocks of sheets, tables and buttons, by their names.

The sentences are all strings of the program and the pages of the documentation; what a sentence
fills in while it runs is left out. The workbooks are the templates as they are built.
"""

import ast
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import openpyxl
import pytest

from ledger.addin.ribbon_controls import buttons
from ledger.layout import federation_tables, share_tables
from ledger.layout.columns import Table
from ledger.layout.ledger import TABLES
from ledger.layout.review import SECTION_SHEET
from ledger.model.verbs import VERBS

REPOSITORY = Path(__file__).parents[1]
SOURCE = REPOSITORY / "src" / "ledger"
FILLED = "{}"
"""What stands for a value that a sentence fills in."""
_SHEETS = re.compile(r"シート((?:「[^」]+」[と・や、]?)+)")
_BLOCK = re.compile(r"「([^」]+)」の「([^」]+)」")
_TABLES = re.compile(r"(?<![ぁ-んァ-ヶ一-龠])表「([^」]+)」")
_BUTTONS = re.compile(r"ボタン「([^」]+)」|ボタン: ([^)）「、。]+)[)）]|「([^」]+)」を押")
_NAMES = re.compile(r"「([^」]+)」")
ELSEWHERE = {
    "編集を有効にする": "Excelの保護ビューのボタン",
    "テーブルとして書式設定": "Excelのホームタブのボタン",
    "グラフ用…": "グラフ用で始まるシートのこと",
    "…": "どの名前でもよいところ",
}
"""Names that are none of ours, and why they stand in a sentence."""


def strings(path: Path) -> Iterator[str]:
    """Yield the strings of a module, but for docstrings; what is filled in is `FILLED`."""
    tree = ast.parse(path.read_text("utf-8"))
    inner = {
        id(part)
        for node in ast.walk(tree)
        if isinstance(node, ast.JoinedStr)
        for part in node.values
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            parts = [p.value if isinstance(p, ast.Constant) else FILLED for p in node.values]
            yield "".join(map(str, parts))
        elif (
            isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in inner
        ):
            yield node.value


@cache
def sentences() -> Mapping[str, str]:
    """Return every text in which something can be named, by where it stands."""
    code = {
        f"{path.relative_to(SOURCE)}:{number}": text
        for path in SOURCE.rglob("*.py")
        for number, text in enumerate(strings(path))
        if "「" in text or "ボタン: " in text
    }
    pages = [*REPOSITORY.joinpath("docs").glob("*.md"), REPOSITORY / "README.md"]
    return code | {path.name: path.read_text("utf-8") for path in pages}


@cache
def workbooks() -> Mapping[str, frozenset[str]]:
    """Return the texts of each sheet of the four workbooks, by its title."""
    found: dict[str, set[str]] = {}
    for path in REPOSITORY.joinpath("workbooks").glob("*.xlsx"):
        for sheet in openpyxl.load_workbook(path).worksheets:
            cells = (cell.value for row in sheet.iter_rows() for cell in row)
            found.setdefault(sheet.title, set()).update(str(one) for one in cells if one)
    return {title: frozenset(texts) for title, texts in found.items()}


def shared() -> set[str]:
    declared = (*vars(share_tables).values(), *vars(federation_tables).values())
    return {one.title for one in declared if isinstance(one, Table)}


SHEETS = {*workbooks(), *shared(), SECTION_SHEET, "判定理由", "説明"}
"""Sheets by title: of the templates, of the extract, and those that a command adds."""


def named(pattern: re.Pattern[str]) -> set[tuple[str, str]]:
    """Return what sentences name, with where; without what is filled in and what is not ours."""
    return {
        (place, name)
        for place, text in sentences().items()
        for match in pattern.finditer(text)
        for name in (
            _NAMES.findall(match[1]) if pattern is _SHEETS else filter(None, match.groups())
        )
        if "{" not in name and name not in ELSEWHERE
    }


def test_文が言うシートは_どれもある() -> None:
    found = named(_SHEETS)
    assert len({name for _, name in found}) >= 12
    assert {(place, name) for place, name in found if name not in SHEETS} == set()


def test_文が言う表は_どれもある() -> None:
    titles = {table.title for table in TABLES}
    assert {(place, name) for place, name in named(_TABLES) if name not in titles} == set()


def test_文が言うボタンは_リボンか操作の名前() -> None:
    found = named(_BUTTONS)
    labels = {button.label for button in buttons()} | {verb.label for verb in VERBS}
    assert len(found) >= 8
    assert {(place, name) for place, name in found if name not in labels} == set()


def test_シートの中のものを言う文は_そのシートにあるものを言う() -> None:
    found = {
        (place, sheet, part)
        for place, text in sentences().items()
        for sheet, part in _BLOCK.findall(text)
        if sheet in workbooks() and "{" not in part
    }
    assert found
    assert {one for one in found if not stands_in(workbooks()[one[1]], one[2])} == set()


def stands_in(texts: frozenset[str], part: str) -> bool:
    """Whether a part of a sheet is headed so, with or without the number of its block."""
    return any(part in (text, text.partition(" ")[2]) for text in texts)


BROKEN = {
    "ないシート": (_SHEETS, "シート「KPI」と「献立」を見てください", {"献立"}, SHEETS),
    "あるシートだけ": (_SHEETS, "シート「KPI」と「参加率」を見てください", set(), SHEETS),
    "ないボタン": (_BUTTONS, "次へ(ボタン: 献立)", {"献立"}, {"督促文"}),
    "押すボタン": (_BUTTONS, "「督促文」を押し、「献立」を押します", {"献立"}, {"督促文"}),
}


@pytest.mark.parametrize("case", BROKEN)
def test_調べ方は_ないものを見つける(case: str, monkeypatch: pytest.MonkeyPatch) -> None:
    pattern, text, missing, known = BROKEN[case]
    monkeypatch.setattr(f"{__name__}.sentences", lambda: {"例": text})
    assert {name for _, name in named(pattern) if name not in known} == missing
