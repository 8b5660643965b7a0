"""The house stands as declared (docs/house.py): arrows downward, one home per library, small rooms.

Each wall is shown to hold by a breach that is planted here and found.
"""

import ast
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from house import BELOW, FLOORS, HOMES, MODULES, PURE, SOURCE, floor_of, imported, room_of

IMPURE_MODULES = frozenset(
    {"os", "io", "pathlib", "time", "socket", "subprocess", "shutil", "tempfile", "glob"}
    | {"random", "secrets", "uuid", "urllib", "http", "importlib", "runpy", "threading"}
    | {"asyncio", "multiprocessing", "builtins", "sys", "requests", "zipfile", "sqlite3"}
)
IMPURE_CALLS = frozenset({"open", "eval", "exec", "compile", "__import__", "input", "print"})
CLOCK = frozenset({"today", "now", "utcnow", "localtime", "gmtime", "time_ns", "monotonic"})
"""Calls of these on anything are questions to the clock."""
FILES = re.compile(
    r"read_(csv|excel|parquet|json|pickle|sql|html|xml|table|fwf|feather)|to_(csv|"
    r"excel|parquet|pickle|sql|feather|json)|fromfile|tofile|genfromtxt|loadtxt|savetxt"
)

LONGEST_MODULE = 330
LONGEST_FUNCTION = 45
LARGEST_FAMILY = 6
"""So many modules of a room may begin with the same word; more have a folder of their own."""


def breaches(path: Path, text: str) -> Iterator[str]:
    """Yield what a module does that its room forbids.

    Args:
        path: Where it stands.
        text: What it says.
    """
    tree = ast.parse(text)
    room, place = room_of(path), path.relative_to(SOURCE).as_posix()
    names = list(imported(tree))
    for name in names:
        if name.startswith("ledger."):
            other = name.split(".")[1]
            if other not in {room, "assets"} | BELOW.get(room, frozenset()):
                yield f"an arrow points upward: {name}"
        if name.startswith("xlwings.pro"):
            yield "xlwings.pro is not ours to use"
    for library, homes in HOMES.items():
        if any(name.split(".")[0] == library for name in names) and not place.startswith(homes):
            yield f"{library} has its home in {homes}"
    if room in FLOORS:
        yield from _floors(room, place, names)
    if room in PURE:
        yield from impurities(tree)


def _floors(room: str, place: str, names: list[str]) -> Iterator[str]:
    own = place.removeprefix(f"{room}/").removesuffix(".py").replace("/", ".")
    if own == "__init__":
        return
    mine = floor_of(room, own)
    if mine is None:
        yield f"no floor of {room} has {own}"
        return
    for name in names:
        inside = name.removeprefix(f"ledger.{room}.")
        floor = floor_of(room, inside) if inside != name else None
        if floor is not None and floor > mine:
            yield f"{own} leans on a floor above it: {inside}"


def impurities(tree: ast.AST) -> Iterator[str]:
    """Yield what asks the clock, the disk, the network or chance, or makes code while it runs."""
    for name in imported(tree):
        if name.split(".")[0] in IMPURE_MODULES or name.startswith("numpy.random"):
            yield f"imports {name}"
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield from _impure_call(node)
        elif isinstance(node, ast.Attribute):
            if node.attr == "random":
                yield "asks chance"
        elif isinstance(node, ast.Global):
            yield "keeps a global state"


def _impure_call(node: ast.Call) -> Iterator[str]:
    called = node.func
    if isinstance(called, ast.Name) and called.id in IMPURE_CALLS:
        yield f"calls {called.id}"
    if isinstance(called, ast.Attribute):
        if called.attr in CLOCK and not (called.attr == "now" and node.args):
            yield f"asks the clock: {called.attr}"
        if FILES.fullmatch(called.attr) and _has_place(node):
            yield f"reads or writes a file: {called.attr}"
    for argument in (*node.args, *(keyword.value for keyword in node.keywords)):
        if isinstance(argument, ast.Constant) and argument.value in {"now", "today"}:
            yield "asks the clock by a word"


def _has_place(node: ast.Call) -> bool:
    """Whether a call like `to_json` is handed a place to write to."""
    return bool(node.args) or any(k.arg in {"path", "path_or_buf", "buf"} for k in node.keywords)


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(SOURCE)))
def test_a_module_keeps_the_house_rules(path: Path) -> None:
    assert not list(breaches(path, path.read_text("utf-8")))


PLANTED = [
    ("judge/steps.py", "import datetime as dt\nX = dt.date.today()", "時計をdatetimeで聞く"),
    ("judge/steps.py", "import datetime as d\nX = d.datetime.now(tz=None)", "時計を別名で聞く"),
    ("measure/kpis.py", "import pandas as pd\nX = pd.Timestamp.now()", "時計をpandasで聞く"),
    ("measure/kpis.py", "import pandas as pd\nX = pd.Timestamp('today')", "時計を文字で聞く"),
    ("measure/kpis.py", "import numpy as np\nX = np.datetime64('now')", "時計をnumpyで聞く"),
    ("trust/seal.py", "from time import monotonic", "時計の部品を取り込む"),
    ("trust/seal.py", "X = open('a').read()", "ファイルを開く"),
    ("judge/steps.py", "from pathlib import Path", "場所を取り込む"),
    ("judge/steps.py", "import pandas as pd\nX = pd.read_csv('a')", "ファイルをpandasで読む"),
    ("judge/steps.py", "def f(d):\n    d.to_csv('a')", "ファイルにpandasで書く"),
    ("withhold/decide.py", "import urllib.request", "通信する"),
    ("withhold/decide.py", "import random", "乱数を引く"),
    ("withhold/decide.py", "import numpy as np\nX = np.random.default_rng()", "乱数をnumpyで引く"),
    ("judge/steps.py", "import importlib", "動的に取り込む"),
    ("judge/steps.py", "X = __import__('os')", "動的に取り込む呼出し"),
    ("judge/steps.py", "X = eval('1')", "文字を式として動かす"),
    ("judge/steps.py", "def f():\n    global X\n    X = 1", "大域の状態を持つ"),
    ("judge/steps.py", "from ledger.measure.kpis import kpis", "上の部屋に寄りかかる"),
    ("judge/steps.py", "from ledger import measure", "上の部屋を丸ごと取り込む"),
    ("judge/organisation.py", "from ledger.judge.verdicts import verdicts", "上の階に寄りかかる"),
    ("judge/kinds/period.py", "from ledger.judge import steps", "種別が判定に寄りかかる"),
    ("judge/new_module.py", "X = 1", "どの階にもない"),
    ("present/package.py", "from ledger.present.report import build", "部品が報告に寄りかかる"),
    (
        "form/rules.py",
        "from ledger.commands.issue import plan",
        "申告書が操作に寄りかかる",
    ),
    ("read/cells/cell.py", "import openpyxl", "ほかの部屋のライブラリ"),
    ("commands/check.py", "import xlwings", "Excelに直に触る"),
    ("model/policy.py", "from ledger.layout.columns import Cell", "言葉が配置に寄りかかる"),
]


@pytest.mark.parametrize(
    ("place", "code"), [row[:2] for row in PLANTED], ids=[row[2] for row in PLANTED]
)
def test_壁に穴を開ければ見つかる(place: str, code: str) -> None:
    assert list(breaches(SOURCE / place, f'"""A module."""\n{code}\n'))


HARMLESS = [
    ("judge/steps.py", "X = own.now", "nowという名の値"),
    ("judge/steps.py", "from ledger.judge.kinds import kind_of", "下の階を使う"),
    ("measure/kpis.py", "from ledger.judge.steps import standings", "下の部屋を使う"),
    ("trust/seal.py", "import hashlib\nimport hmac\nimport json\nX = json.dumps({})", "計算だけ"),
    ("store/replace.py", "import os\nimport time\nX = time.monotonic()", "外の部屋は時計を見る"),
]


@pytest.mark.parametrize(
    ("place", "code"), [row[:2] for row in HARMLESS], ids=[row[2] for row in HARMLESS]
)
def test_してよいことは_とがめない(place: str, code: str) -> None:
    assert not list(breaches(SOURCE / place, f'"""A module."""\n{code}\n'))


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


def test_every_name_of_a_floor_stands_for_something() -> None:
    for room, floors in FLOORS.items():
        for name in (name for _, names in floors for name in names):
            found = [*(SOURCE / room).glob(f"{name}.py"), *(SOURCE / room).glob(f"{name}/")]
            assert found, f"{room}: {name}"


def type_names() -> dict[str, list[str]]:
    """Return where each type of the product is declared, by its name."""
    found: dict[str, list[str]] = {}
    for path in MODULES:
        for node in ast.parse(path.read_text("utf-8")).body:
            name = ""
            if isinstance(node, ast.ClassDef):
                name = node.name
            elif isinstance(node, ast.AnnAssign) and isinstance(node.annotation, ast.Name):
                is_alias = node.annotation.id == "TypeAlias" and isinstance(node.target, ast.Name)
                name = node.target.id if is_alias and isinstance(node.target, ast.Name) else ""
            if name:
                found.setdefault(name, []).append(path.relative_to(SOURCE).as_posix())
    return found


def test_a_type_name_has_one_meaning() -> None:
    assert not {name: places for name, places in type_names().items() if len(places) > 1}


def test_no_two_test_files_share_a_name() -> None:
    """Pytest takes two files of one name for one module, and stops."""
    names = [path.name for path in Path(__file__).parent.rglob("test_*.py")]
    assert sorted(names) == sorted(set(names))


def too_large(names: Iterable[str]) -> list[str]:
    """Return the words with which too many modules of one folder begin."""
    found = Counter(name.partition("_")[0] for name in names)
    return sorted(word for word, count in found.items() if count > LARGEST_FAMILY)


FOLDERS = sorted({path.parent for path in MODULES} - {SOURCE})
"""Not the house itself: each `cli_…` there is a room of its own, with arrows of its own."""


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda p: str(p.relative_to(SOURCE)))
def test_a_large_family_of_modules_has_a_folder(folder: Path) -> None:
    assert not too_large(path.stem for path in folder.glob("*.py"))


@pytest.mark.parametrize(
    ("count", "found"), [(LARGEST_FAMILY, []), (LARGEST_FAMILY + 1, ["guard"])]
)
def test_a_family_is_counted_by_its_first_word(count: int, found: list[str]) -> None:
    names = ["guard", *(f"guard_{number}" for number in range(count - 1)), "guardian", "safe_guard"]
    assert too_large(names) == found
