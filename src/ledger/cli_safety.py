"""Commands that keep a ledger safe: to verify it, and to put it back."""

from pathlib import Path
from typing import Annotated

import typer

from ledger import cli_options as options
from ledger.cli_options import Json, Ledger

app = typer.Typer()


@app.command()
def verify(
    ledger: Ledger,
    inbox: Annotated[
        Path | None,
        typer.Option("--from", metavar="INBOX", help="提出フォルダ(封印と内容も確かめる)"),
    ] = None,
    as_json: Json = False,
) -> None:
    """台帳が、処理履歴・操作記録・控え・計算し直した結果と一致するか確かめる(何も変えない)。"""
    from ledger.commands import verify as verify_

    options.console("verify", as_json=as_json).run(
        lambda: verify_.plan(options.closed_book(ledger), ledger, options.now(), inbox)
    )


@app.command()
def restore(
    ledger: Ledger,
    number: Annotated[
        int, typer.Option("--to", metavar="N", help="控えの番号(1がいちばん新しい)。無ければ一覧")
    ] = 0,
    as_json: Json = False,
) -> None:
    """台帳を、控え(フォルダ backup)の状態に戻す。台帳が壊れたり消えたりしていてもよい。"""
    from ledger.book.restored import RestoredBook
    from ledger.commands import restore as restore_

    book = RestoredBook(ledger)
    options.console("restore", as_json=as_json).run(
        lambda: restore_.plan(book, ledger, options.now(), number), book
    )
