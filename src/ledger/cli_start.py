"""はじめる on the command line: asked one after the other, or given by options."""

from pathlib import Path
from typing import Annotated

import typer

from ledger import cli_options as options
from ledger.cli_options import Json

app = typer.Typer()


@app.command()
def start(
    place: Annotated[
        Path,
        typer.Argument(
            metavar="[LEDGER]", help="台帳(.xlsx)か、作るフォルダ。なければ今のフォルダ"
        ),
    ] = Path(),
    org: Annotated[str | None, typer.Option("--org", help="団体名")] = None,
    year: Annotated[str | None, typer.Option("--year", help="年度(2026・令和8年度・R8)")] = None,
    due: Annotated[str | None, typer.Option("--due", help="申告書の提出期限")] = None,
    people: Annotated[
        list[Path] | None, typer.Option("--people", metavar="FILE", help="人事の一覧(何枚でも)")
    ] = None,
    roster: Annotated[
        list[Path] | None, typer.Option("--roster", metavar="FILE", help="研修の名簿(何枚でも)")
    ] = None,
    confirmer: Annotated[
        list[str] | None,
        typer.Option(
            "--confirmer", metavar="SECTION=NO", help="確認できる人のいない所属の、確認する人"
        ),
    ] = None,
    forms: Annotated[
        bool | None, typer.Option("--forms/--no-forms", help="申告書もいま作る・あとで作る")
    ] = None,
    as_json: Json = False,
) -> None:
    """6つの問いに答えて、台帳とフォルダと申告書を作る。"""
    from ledger.commands import start as start_

    console = options.console("start", as_json=as_json)
    wish = start_.StartOptions(
        *(org, year, due),
        people=tuple(people) if people else None,
        roster=tuple(roster) if roster else None,
        confirmers=tuple(confirmer) if confirmer else None,
        forms=forms,
    )
    console.run(lambda: start_.plan(place, wish, options.now(), asks=console.attended))
