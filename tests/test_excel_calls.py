"""Every call on Excel exists in xlwings and on its Windows engine: a rename upstream fails here."""

import ast
import contextlib
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import xlwings

from ledger.book import excel
from xlwings_calls import ON_WINDOWS, RESULTS, Classes, Use, Uses, complaints, names_of

HERE = Path(xlwings.__file__).parent
PUBLIC, ENGINE, BASE = (
    (HERE / name).read_text("utf-8") for name in ("main.py", "_xlwindows.py", "base_classes.py")
)
OURS = [
    (Path(excel.__file__).parent.parent / name).read_text("utf-8")
    for name in (
        *("book/excel.py", "book/excel_cells.py", "book/excel_desk.py", "book/excel_looks.py"),
        "book/excel_styles.py",
        "ribbon.py",
    )
]
READ = {"FullName", "Saved", "ReadOnly", "ProtectContents", "Locked", "AutoFilter", "Value2"} | {
    *("Date1904", "HasRichDataType")
}
LOOKS = {"Interior", "Font", "Borders"}
API = READ | LOOKS | {"AutoCorrect"}
WRITTEN = {"Formula"}


TREES = {source: ast.parse(source) for source in (PUBLIC, ENGINE, BASE)}


def uses(*sources: str) -> set[Use]:
    return set().union(*(Uses(source).found for source in sources))


USED = uses(*OURS)


def wrong(public: str = PUBLIC, engine: str = ENGINE, ours: list[str] | None = None) -> list[str]:
    trees = [TREES.get(source) or ast.parse(source) for source in (public, engine, BASE)]
    return complaints(uses(*ours) if ours else USED, Classes(trees[0]), Classes(*trees[1:]))


def test_使うものはどれもxlwingsとそのWindowsの実装にある() -> None:
    assert wrong() == []


def test_表には使うものだけがある() -> None:
    used = {(use.owner, use.member) for use in USED if use.owner != "api"}
    assert used == set(RESULTS)
    assert set(ON_WINDOWS) <= used


@contextlib.contextmanager
def renamed(source: str, owner: str, member: str) -> Iterator[None]:
    """Let xlwings be as if it had renamed a member."""
    (there,) = (
        node for node in TREES[source].body if isinstance(node, ast.ClassDef) and node.name == owner
    )
    kept = there.body
    there.body = [node for node in kept if member not in names_of(node)]
    assert len(there.body) < len(kept)
    try:
        yield
    finally:
        there.body = kept


INHERITED = {
    ("Sheets", "__getitem__"),
    ("Sheets", "__iter__"),
    ("Tables", "__iter__"),
}
"""What xlwings' public classes have from its `Collection`."""


@pytest.mark.parametrize("key", sorted(RESULTS), ids=".".join)
def test_改名されれば気付く(key: tuple[str, str]) -> None:
    with renamed(PUBLIC, "Collection" if key in INHERITED else key[0], key[1]):
        assert f"{'.'.join(key)} is not in xlwings" in wrong()


TARGETS = {target for key in RESULTS for target in ON_WINDOWS.get(key, (key,))}
FROM_COLLECTION = {("Tables", "__call__"), ("Tables", "__len__"), ("Tables", "__iter__")}
"""What its Windows engine has from its own `Collection`."""


@pytest.mark.parametrize("target", sorted(TARGETS), ids=".".join)
def test_Windowsの実装で改名されれば気付く(target: tuple[str, str]) -> None:
    source = BASE if target == ("Names", "snapshot") else ENGINE
    owner = "Collection" if target in FROM_COLLECTION else target[0]
    with renamed(source, owner, target[1]):
        said = f": {'.'.join(target)} is not in its Windows engine"
        assert any(one.endswith(said) for one in wrong())


def test_写しの文字を書き換えても気付く() -> None:
    engine = ENGINE.replace("def show_totals", "def show_totals_row")
    assert wrong(engine=engine) == [
        "Table.show_totals: Table.show_totals is not in its Windows engine"
    ]


def test_表にない呼び出しを足せば気付く() -> None:
    ours = [OURS[0].replace("self._book.save()", "self._book.json()"), *OURS[1:]]
    assert ours != OURS
    assert "Book.json is not in the table" in wrong(ours=ours)


def test_なくなった引数名に気付く() -> None:
    public = PUBLIC.replace("buttons: str", "choices: str")
    assert "App.alert does not take ['buttons']" in wrong(public)


def test_書き込めなくなれば気付く() -> None:
    engine = ENGINE.replace("@status_bar.setter", "@property")
    assert "App.status_bar: App.status_bar is not in its Windows engine" in wrong(engine=engine)


def test_Excelそのものからは決めたものだけを読み_式だけを書く() -> None:
    raw = {use for use in USED if use.owner == "api"}
    assert {use.member for use in raw} == API | WRITTEN
    assert {use.member for use in raw if use.written} == WRITTEN
    said = "".join(ast.get_docstring(ast.parse(source)) or "" for source in OURS)
    assert all(f"`{member}`" in said for member in API | WRITTEN), "the module says which"


def test_生の値はExcelのValueそのもの() -> None:
    (held,) = (n for n in TREES[ENGINE].body if isinstance(n, ast.ClassDef) and n.name == "Range")
    read, written = (ast.unparse(node) for node in held.body if "raw_value" in names_of(node))
    assert "return self.xl.Value" in read
    assert "self.xl.Value = data" in written


def test_終わるときにほかのExcelを止める掃除は外してある() -> None:
    cleanup = next(
        node
        for node in ast.parse(ENGINE).body
        if isinstance(node, ast.FunctionDef) and node.name == "cleanup"
    )
    assert [ast.unparse(mark) for mark in cleanup.decorator_list] == ["atexit.register"]
    program = (
        "import atexit, sys, types\n"
        "windows = types.ModuleType('xlwings._xlwindows')\n"
        "windows.cleanup = atexit.register(lambda: print('killed'))\n"
        "import xlwings\n"
        "sys.modules['xlwings._xlwindows'] = windows\n"
        "import ledger.book.excel_desk\n"
        "print('ended')\n"
    )
    assert run(program) == "ended\n"


def test_製品はProの鍵なしで動き_Proの実装はどれも現れない() -> None:
    program = (
        "import ledger.ribbon, ledger.cli, sys, xlwings\n"
        "print(xlwings.__pro__, [engine.name for engine in xlwings.engines])\n"
        "print(sorted(m for m in sys.modules if m.startswith('xlwings.pro._xl')))\n"
    )
    assert run(program) == "False []\n[]\n"


def run(program: str) -> str:
    """Run a program as the product starts: no key, no settings of xlwings."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("XLWINGS")}
    done = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-P", "-c", program],
        env=kept | {"HOME": os.devnull},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout
