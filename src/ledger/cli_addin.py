"""`talent-ledger addin …`: the ribbon add-in on this PC."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from ledger.addin.installed import remove as remove_
from ledger.addin.probe import Machine
from ledger.addin.user_files import UserFiles, on_windows
from ledger.commands import addin_build, addin_doctor, addin_install, addin_remove, addin_status
from ledger.commands.plan import Plan
from ledger.console import Console

app = typer.Typer(
    name="addin",
    help="Excelのリボン「人材育成台帳」を、組み立て・導入・点検・削除します。",
    no_args_is_help=True,
)

Json = Annotated[bool, typer.Option("--json", help="結果を1つのJSONで出す")]


@app.command()
def build(
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE.xlam")] = None,
    as_json: Json = False,
) -> None:
    """アドインのファイル(.xlam)を、文字のソースから組み立てる。"""
    Console("addin build", as_json=as_json).run(lambda: addin_build.plan(out))


@app.command()
def install(as_json: Json = False) -> None:
    """アドインを本人のExcelに入れる(管理者の権限は要らない)。"""
    Console("addin install", as_json=as_json).run(
        lambda: addin_install.plan(UserFiles.of_person("導入"), Path(sys.executable))
    )


@app.command()
def status(as_json: Json = False) -> None:
    """アドインが入っているか、このプログラムと同じ版かを示す。"""
    Console("addin status", as_json=as_json).run(
        lambda: addin_status.plan(UserFiles.of_person("確認"), Path(sys.executable))
    )


@app.command()
def remove(as_json: Json = False) -> None:
    """アドインと、その設定ファイルを取り除く。"""

    def taken_away() -> Plan:
        user = UserFiles.of_person("削除")
        plan = addin_remove.plan(user)
        remove_(user)
        return plan

    Console("addin remove", as_json=as_json).run(taken_away)


@app.command()
def doctor(as_json: Json = False) -> None:
    """動作環境を調べ、情報システム担当に渡せる1ページを出す。"""
    Console("addin doctor", as_json=as_json).run(
        lambda: addin_doctor.plan(Machine(), UserFiles.of_person("点検") if on_windows() else None)
    )
