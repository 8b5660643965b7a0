"""Every worked example is a test: its W number stands in a test's name or in the id of a case."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

TESTS = Path(__file__).parent
OTHER_VOICES = frozenset({"oracle", "office"})
"""Folders that hold the product against something else; the examples are tested without them."""

REQUIRED = frozenset(range(1, 33)) | {37} | frozenset(range(39, 43)) | frozenset(range(44, 48))
"""W01-W32, W37, W39-W42, W44-W47: rules that are built. The others are of planning."""

NUMBER = re.compile(r"w(\d\d)(?!\d)", re.IGNORECASE)


def named(path: Path) -> Iterator[int]:
    """Yield the W numbers in the names of a file's tests and in the texts of its case tables.

    Docstrings and comments do not count: they name what is meant, not what is tried.
    """
    tree = ast.parse(path.read_text("utf-8"))
    prose = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            words = node.name
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            words = "" if id(node) in prose else node.value
        else:
            continue
        yield from (int(found) for found in NUMBER.findall(words))


def test_every_worked_example_has_a_test() -> None:
    covered: set[int] = set()
    for path in TESTS.rglob("test_*.py"):
        if not OTHER_VOICES.intersection(path.parts) and path != Path(__file__):
            covered.update(named(path))
    missing = [f"W{number:02d}" for number in sorted(REQUIRED - covered)]
    assert not missing
