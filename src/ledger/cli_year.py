"""The turn of the year on the command line: 年度締め and 前年差."""

from pathlib import Path
from typing import Annotated

import typer

from ledger import cli_options as options
from ledger.cli_options import AsOf, Json, Ledger

app = typer.Typer()


@app.command()
def freeze(
    ledger: Ledger,
    force: Annotated[
        str | None, typer.Option("--force", metavar="REASON", help="未確認を残して締める理由")
    ] = None,
    correct: Annotated[
        str | None, typer.Option("--correct", metavar="REASON", help="締めた年度の数を訂正する理由")
    ] = None,
    as_json: Json = False,
) -> None:
    """年度を締める: その年度の数を確定し、あとから変わらないようにする。"""
    from ledger.commands import freeze as freeze_

    book = options.closed_book(ledger)
    options.console("freeze", as_json=as_json).run(
        lambda: freeze_.plan(book, options.now(), force=force, correct=correct), book
    )


@app.command()
def diff(
    old: Annotated[Path, typer.Argument(metavar="OLD", help="前の年度の台帳")],
    new: Annotated[Path, typer.Argument(metavar="NEW", help="次の年度の台帳")],
    as_of: AsOf = None,
    as_json: Json = False,
) -> None:
    """2つの年度の台帳の数の差を、理由ごとに分けて並べる(前年差)。"""
    from ledger.commands import diff as diff_

    options.console("diff", as_json=as_json).run(
        lambda: diff_.plan(
            options.closed_book(old), options.closed_book(new), options.now(), options.day(as_of)
        )
    )
