"""The pages on the add-in say what is built and what is run."""

import re
from pathlib import Path

import pytest
import typer

import build as pages
from addin import click, shell_stage
from ledger.addin.installed import digest
from ledger.addin.ribbon_controls import RibbonButton, buttons
from ledger.addin.tracked_files import CHECKOUT, FILE, carried
from ledger.addin.xlwings_module import tracked
from ledger.cli import app

DOCS = CHECKOUT.parent / "docs"
INSTALL = (DOCS / "install.md").read_text("utf-8")
RIBBON = (DOCS / "ribbon.md").read_text("utf-8")


@pytest.mark.parametrize("button", buttons(), ids=lambda button: button.id)
def test_every_button_is_explained(button: RibbonButton) -> None:
    section = RIBBON.partition(f"### {button.label}\n")[2].partition("###")[0]
    for words in (button.screentip, button.supertip, button.reason, f"キー: {button.keytip}"):
        assert words in section


def test_every_command_named_beside_a_button_is_one() -> None:
    verbs = typer.main.get_command(app).commands  # type: ignore[attr-defined]  # a group
    below = {f"{name} {own}" for name, one in verbs.items() for own in getattr(one, "commands", ())}
    known = {*verbs, *below}
    named = {button.command for button in buttons()} - {""}
    assert named <= known
    without = {button.verb for button in buttons() if not button.command}
    assert without == {"submit", "help", "rehearse"}, "`demo --break` is an option"


def test_the_installation_page_shows_the_very_command_line(tmp_path: Path) -> None:
    conf = rf"{shell_stage.HOME}\.talent-ledger\talent-ledger.conf"
    book = CHECKOUT.parent / "workbooks" / "ledger.xlsx"
    run = shell_stage.started(
        tracked(),
        click.ADDIN,
        book,
        {conf: {"INTERPRETER_WIN": shell_stage.PYTHON}},
    )
    shown = run.commands[0].replace(shell_stage.BOOK, "台帳.xlsx").strip()
    assert f"\n{shown}\n" in INSTALL


def test_the_installation_page_has_the_hash_of_the_addin() -> None:
    assert digest(carried(FILE)) in INSTALL
    assert pages.PAGES["install.md"]() == INSTALL, "run `make docs`"


def test_every_finding_of_olevba_is_explained() -> None:
    report = carried("olevba.txt").decode("ascii")
    found = re.findall(r"(?m)^  (AutoExec|Suspicious) \| ([^|]+) \|", report)
    assert not [keyword for kind, keyword in found if kind == "AutoExec"]
    table = INSTALL.partition("| olevbaの指摘 |")[2].partition("\n## ")[0]
    for _, keyword in found:
        assert keyword in table, keyword
