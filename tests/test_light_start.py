"""The program starts light: what a verb or a button needs is imported when it is run, not before.

Asked of fresh processes: which libraries are there once Python has started, never how long it took.
"""

import json
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

import ledger.commands
from ledger.buttons.registry import BUTTONS, Deed
from ledger.model.verbs import VERBS

HEAVY = frozenset(
    {"pandas", "numpy", "openpyxl", "xlsxwriter", "python_calamine", "xlwings", "pyopenvba", "lxml"}
)
"""Libraries of which each costs a tenth of a second or more, or a part of it every time."""
PRINTED = "import json, sys; print('\\n' + json.dumps(sorted(sys.modules)))"


def modules(program: str, *arguments: str) -> frozenset[str]:
    """Return what a fresh Python has imported after a program."""
    done = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", f"{program}\n{PRINTED}", *arguments],
        capture_output=True,
        text=True,
        check=True,
    )
    return frozenset(json.loads(done.stdout.splitlines()[-1]))


def tops(names: frozenset[str]) -> frozenset[str]:
    """Return the libraries that modules belong to."""
    return frozenset(name.partition(".")[0] for name in names)


TYPED = """
import contextlib
from ledger.cli import main
with contextlib.suppress(SystemExit):
    main()
"""


def test_説明を出すだけなら_重いライブラリも_操作も読み込まない() -> None:
    there = modules(TYPED, "--help")
    assert "ledger.cli" in there
    assert not tops(there) & HEAVY
    assert not [name for name in there if name.startswith(("ledger.commands", "ledger.book"))]


def test_打ち間違いを言うだけでも_重いライブラリは読み込まない() -> None:
    there = modules(TYPED, "chekc")
    assert "ledger.cli_endings" in there
    assert not tops(there) & HEAVY


EACH_HELP = f"""
import contextlib, io
import typer.main
from ledger.cli import app
command = typer.main.get_command(app)
for name in {[verb.name for verb in VERBS]}:
    with contextlib.redirect_stdout(io.StringIO()) as said:
        command.main([*name.split(), "--help"], prog_name="talent-ledger", standalone_mode=False)
    assert name.split()[-1] in said.getvalue()
"""


def test_どの操作の説明も_重いライブラリなしで出る() -> None:
    assert not tops(modules(EACH_HELP)) & HEAVY


def test_ボタンを待つあいだは_xlwingsのほかに何も読み込まない() -> None:
    """The standard library aside: xlwings brings pandas, and the ribbon nothing more."""
    more = modules("import ledger.ribbon") - modules("import xlwings")
    ours = {name for name in more if name.partition(".")[0] not in sys.stdlib_module_names}
    assert ours == {"ledger", "ledger.ribbon"}


NEEDED = {
    "状況を見るのに、様式もアドインもレポートも要らない": (
        "commands.status",
        ("form", "addin", "demo"),
    ),
    "確認するのに、レポートも集計も要らない": (
        "commands.confirm",
        ("form", "addin", "measure", "demo"),
    ),
    "台帳を書くのに、様式もレポートも要らない": ("book.closed", ("form", "addin", "commands")),
}


@pytest.mark.parametrize(("name", "rooms"), NEEDED.values(), ids=NEEDED)
def test_操作は_自分の要るものだけを読み込む(name: str, rooms: tuple[str, ...]) -> None:
    there = modules(f"import ledger.{name}")
    assert not [m for m in there if m.startswith(tuple(f"ledger.{room}" for room in rooms))]
    assert not tops(there) & {"xlwings", "rich", "lxml", "pyopenvba", "openpyxl"}


COMMANDS = Path(ledger.commands.__file__).parent
PLANNED = {
    f"ledger.commands.{path.stem}"
    for path in COMMANDS.glob("*.py")
    if "\ndef plan(" in path.read_text("utf-8")
}
"""The verbs, by their modules."""


DEEDS = {tag: button.act for tag, button in BUTTONS.items() if isinstance(button.act, Deed)}


@pytest.mark.parametrize("tag", ["check_form", "confirm", "consolidate", "what_if", "undo", "help"])
def test_押して読み込むのは_そのボタンの要るものだけ(tag: str) -> None:
    """Python starts at each click: what other verbs need is not waited for."""
    own = f"ledger.buttons.{DEEDS[tag].module}"
    there = modules(f"import ledger.buttons.registry, {own}")
    assert own in there
    assert not there & PLANNED
    assert not tops(there) & {"openpyxl", "xlsxwriter", "lxml", "typer", "rich"}
    assert len(PLANNED) > len(BUTTONS) / 2, "the verbs are found by how they begin"


def test_どのボタンにも_その名の働きがある() -> None:
    assert DEEDS.keys() == BUTTONS.keys()
    for tag, deed in DEEDS.items():
        act = getattr(import_module(f"ledger.buttons.{deed.module}"), deed.name)
        assert act.__doc__.startswith(f"{BUTTONS[tag].label}: ")
