"""`talent-ledger key …`: the keys of the seals on this PC."""

from pathlib import Path
from typing import Annotated

import typer

from ledger import cli_options as options
from ledger.cli_options import Json

app = typer.Typer(
    name="key",
    help="申告書の封印の鍵を、書き出し・取り込み・確かめます。",
    no_args_is_help=True,
)


@app.command("export")
def export_keys(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="書き出すファイル(まだないもの)")],
    as_json: Json = False,
) -> None:
    """封印の鍵を、合言葉で暗号化して1つのファイルに書き出す(合言葉は一度だけ表示する)。"""
    from ledger.commands import key_export

    options.plainly_asked("key export", said_once=True)
    options.console("key export", as_json=as_json).run(lambda: key_export.plan(file, options.now()))


@app.command("import")
def import_keys(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="key export でできたファイル")],
    passphrase_file: Annotated[
        Path | None,
        typer.Option(
            "--passphrase-file", metavar="FILE", help="合言葉を書いたファイル(無ければ画面で聞く)"
        ),
    ] = None,
    as_json: Json = False,
) -> None:
    """書き出した鍵を、このPCに取り込む(今ある鍵は、上書きしない)。"""
    from ledger.commands import key_import

    options.plainly_asked("key import")
    options.console("key import", as_json=as_json).run(
        lambda: key_import.plan(file, options.now(), passphrase_file)
    )


@app.command()
def status(as_json: Json = False) -> None:
    """このPCにある封印の鍵の番号と、書き出したかどうか、置き場所を示す。"""
    from ledger.commands import key_status

    options.console("key status", as_json=as_json).run(key_status.plan)
