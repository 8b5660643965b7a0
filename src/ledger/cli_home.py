"""`talent-ledger 台帳.xlsx`: where the year stands, and what comes next, done after はい."""

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from ledger import cli_options as options
from ledger.cli_options import Json, Ledger
from ledger.cli_words import HOME

if TYPE_CHECKING:
    from ledger.commands.next_command import NextCommand
    from ledger.commands.plan import Plan
    from ledger.console import Console

app = typer.Typer()


@app.command(HOME, hidden=True)
def home(context: typer.Context, ledger: Ledger, as_json: Json = False) -> None:
    """台帳だけを渡すと、いまの状況と次の一手を示す。"""
    from ledger.cli_endings import EXIT_PROBLEMS
    from ledger.commands import status as status_
    from ledger.commands.ledger_session import open_ledger
    from ledger.commands.next_command import next_command

    console = options.console("status", as_json=as_json)
    book, code = options.closed_book(ledger), 0
    buttons: list[str] = []

    def make() -> "Plan":
        plan = status_.plan(book, options.now())
        buttons.append(str(plan.counts["button"] or ""))
        return plan

    try:
        console.run(make)
    except typer.Exit as left:
        code = left.exit_code
        if code > EXIT_PROBLEMS:
            raise
    coming = next_command(buttons[0], ledger, open_ledger(book).settings)
    if coming is not None and not as_json:
        code = _proposed(context, console, coming) or code
    raise typer.Exit(code)


def _proposed(context: typer.Context, console: "Console", coming: "NextCommand") -> int:
    """Propose a command: carry it out after はい, or print it where nobody is there."""
    from ledger.commands.next_command import LIST
    from ledger.commands.plan import YES, PlanQuestion
    from ledger.console import put

    if not console.attended:
        typer.echo(f"コマンド: {coming.text}")
        return 0
    if put(PlanQuestion(f"「{coming.label}」を、いま実行しますか({coming.text})。")) != YES:
        return 0
    if coming.needs_file:
        named = put(PlanQuestion(f"{LIST}を入れてください(空欄ならやめます)。", typed=True))
        path = named.strip("\"'")
        if not path:
            return 0
        coming = coming.with_file(str(Path(path)))
    root = context.find_root()
    done = root.command.main(list(coming.arguments), root.info_name, standalone_mode=False)
    return done if isinstance(done, int) else 0
