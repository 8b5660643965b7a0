"""The page of faults: every input and fault that is reckoned with, and the tests that make it."""

import ast
import csv
from functools import cache
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent
ROOT = HERE.parent
CLASSES = (
    *((1, "ファイルと入れ物"), (24, "XML"), (31, "シートの形"), (43, "値")),
    *((60, "申告と確認の流れ"), (75, "保存とプロセス")),
)
"""The number of the first fault of a class, and its title."""

_HEAD = ("| 番号 | 入力・障害 | 試験 | 代わりになるもの・見ていないこと |", "|---|---|---|---|")


class Fault(NamedTuple):
    """A fault that is reckoned with.

    Attributes:
        number: Its number.
        what: The input or what happens.
        tests: The tests that make it: a file, `::` and a function; or a file of which all are.
        instead: What stands in for a test, or what the tests do not look at.
    """

    number: int
    what: str
    tests: tuple[str, ...]
    instead: str


def faults() -> list[Fault]:
    """Return the faults by number."""
    with (HERE / "faults.csv").open(encoding="utf-8") as opened:
        return [
            Fault(int(number), what, tuple(tests.split(";")) if tests else (), instead)
            for number, what, tests, instead in list(csv.reader(opened))[1:]
        ]


def is_there(test: str) -> bool:
    """Whether a test that the table names exists."""
    path, _, function = test.partition("::")
    return (ROOT / path).is_file() and (not function or function in _functions(ROOT / path))


@cache
def _functions(path: Path) -> frozenset[str]:
    tree = ast.parse(path.read_text("utf-8"))
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


def page(note: str) -> str:
    """Return the page.

    Args:
        note: The mark of a generated page.
    """
    every = faults()
    tested = sum(bool(fault.tests) for fault in every)
    lines = [
        note,
        "# 起こりうる入力と障害、それを起こす試験",
        "",
        f"数えている {len(every)} のうち、{tested} は、試験が自分で入力や障害を作ります。",
        "試験のないもの、試験が見ていないことは、右の列に書きます。",
        "何を守り、何を守らないかは [security.md](security.md) にあります。",
        "",
    ]
    titles = dict(CLASSES)
    for fault in every:
        if fault.number in titles:
            lines += ["", f"## {titles[fault.number]}", "", *_HEAD]
        tests = "<br>".join(f"`{test}`" for test in fault.tests) or "なし"
        lines.append(f"| {fault.number} | {fault.what} | {tests} | {fault.instead} |")
    return "\n".join([*lines, ""])
