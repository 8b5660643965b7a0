"""The house stands as designed: arrows downward, one home per library, small rooms."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).parent.parent / "src" / "ledger"

BELOW: dict[str, frozenset[str]] = {
    "model": frozenset(),
    "layout": frozenset({"model"}),
    "judge": frozenset({"layout", "model"}),
    "measure": frozenset({"judge", "layout", "model"}),
    "withhold": frozenset({"measure", "judge", "layout", "model"}),
    "trust": frozenset({"layout", "model"}),
    "read": frozenset({"judge", "measure", "trust", "layout", "model"}),
    "present": frozenset({"withhold", "judge", "measure", "trust", "layout", "model"}),
    "store": frozenset({"read", "judge", "measure", "trust", "layout", "model"}),
    "book": frozenset({"read", "present", "store", "trust", "layout", "model"}),
    "addin": frozenset({"present", "model"}),
    "commands": frozenset(
        {"addin", "book", "read", "present", "store", "withhold"}
        | {"judge", "measure", "trust", "layout", "model"}
    ),
    "buttons": frozenset({"commands", "addin", "book", "read", "store", "layout", "model"}),
    "ribbon": frozenset({"buttons", "book", "model"}),
    "demo": frozenset({"commands", "book", "read", "present", "layout", "model"}),
    "cli": frozenset(
        {"cli_addin", "cli_flow", "cli_options", "cli_words"}
        | {"commands", "book", "demo", "console", "screen", "model"}
    ),
    "cli_options": frozenset({"model"}),
    "cli_flow": frozenset({"cli_options", "commands", "book", "console", "model"}),
    "cli_words": frozenset({"model"}),
    "cli_addin": frozenset({"addin", "commands", "console", "model"}),
    "console": frozenset({"cli_words", "commands", "book", "screen", "store", "model"}),
    "__main__": frozenset({"cli"}),
    "screen": frozenset(),
}
"""Room -> the rooms it may import (itself always)."""

HOMES: dict[str, tuple[str, ...]] = {
    "xlwings": (
        "book/excel.py",
        "book/excel_desk.py",
        "book/excel_looks.py",
        "book/excel_styles.py",
        "ribbon.py",
    ),
    "python_calamine": ("read/",),
    "openpyxl": ("present/",),
    "xlsxwriter": ("present/",),
    "pydantic": ("model/", "layout/"),
    "pyopenvba": ("addin/",),
    "typer": ("cli.py", "cli_", "console.py"),
    "rich": ("cli.py", "console.py"),
    "filelock": ("store/",),
}
PURE = ("judge", "measure", "withhold", "trust")
IMPURE_MODULES = frozenset({"os", "io", "pathlib", "time", "socket", "subprocess", "shutil"})

LONGEST_MODULE = 330
LONGEST_FUNCTION = 45

MODULES = sorted(SOURCE.rglob("*.py"))


def room_of(path: Path) -> str:
    return path.relative_to(SOURCE).parts[0].removesuffix(".py")


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            if node.module == "ledger":
                yield from (f"ledger.{alias.name}" for alias in node.names)


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(SOURCE)))
def test_a_module_keeps_the_house_rules(path: Path) -> None:
    room = room_of(path)
    place = path.relative_to(SOURCE).as_posix()
    names = list(imports(path))
    rooms = {name.split(".")[1] for name in names if name.startswith("ledger.")}
    assert rooms - {room, "assets"} <= BELOW.get(room, frozenset()), "an arrow points upward"
    for library, homes in HOMES.items():
        if any(name.split(".")[0] == library for name in names):
            assert place.startswith(homes), f"{library} has its home in {homes}"
    assert not any("xlwings.pro" in name for name in names)
    if room in PURE:
        assert not IMPURE_MODULES.intersection(name.split(".")[0] for name in names)
        assert not re.search(r"\b(today|now|utcnow)\(\)", path.read_text("utf-8"))


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(SOURCE)))
def test_rooms_are_small_and_finished(path: Path) -> None:
    text = path.read_text("utf-8")
    assert text.count("\n") <= LONGEST_MODULE
    for mark in ("TO" + "DO", "FIX" + "ME", "X" * 3):
        assert mark not in text
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef):
            first = node.body[0]
            doc = (
                (first.end_lineno or 0) - first.lineno + 1
                if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
                else 0
            )
            code = (node.end_lineno or 0) - node.body[0].lineno + 1 - doc
            assert code <= LONGEST_FUNCTION, f"{node.name}: {code} lines"


def test_the_rule_book_knows_every_room() -> None:
    rooms = {room_of(path) for path in MODULES} - {"__init__", "assets"}
    assert rooms == set(BELOW)


def test_no_two_test_files_share_a_name() -> None:
    """Pytest takes two files of one name for one module, and stops."""
    names = [path.name for path in Path(__file__).parent.rglob("test_*.py")]
    assert sorted(names) == sorted(set(names))
