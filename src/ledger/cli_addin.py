"""`talent-ledger addin …`: the ribbon add-in on this PC."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ledger import cli_options as options
from ledger.cli_options import Json

if TYPE_CHECKING:
    from ledger.commands.plan import Plan

_COLLECT_TOO = "--sheet と --with-remarks は、--collect FILE.txt と一緒に指定してください。"
_ONE_AT_A_TIME = (
    "--bundle、--new-sheet、--collect は、1度に1つです。1つだけを付けて実行してください。"
)
app = typer.Typer(
    name="addin",
    help="Excelのリボン「人材育成台帳」を、組み立て・導入・点検・削除します。",
    no_args_is_help=True,
)


@app.command()
def build(
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE.xlam", help="アドインの保存先")
    ] = None,
    as_json: Json = False,
) -> None:
    """アドインのファイル(.xlam)を、文字のソースから組み立てる。"""
    from ledger.commands import addin_build

    options.console("addin build", as_json=as_json).run(lambda: addin_build.plan(out))


@app.command()
def install(as_json: Json = False) -> None:
    """アドインを本人のExcelに入れる(管理者の権限は要らない)。"""
    from ledger.addin.user_files import UserFiles
    from ledger.commands import addin_install

    options.console("addin install", as_json=as_json).run(
        lambda: addin_install.plan(UserFiles.of_person("導入"), Path(sys.executable))
    )


@app.command()
def status(as_json: Json = False) -> None:
    """アドインが入っているか、このプログラムと同じ版かを示す。"""
    from ledger.addin.user_files import UserFiles
    from ledger.commands import addin_status

    options.console("addin status", as_json=as_json).run(
        lambda: addin_status.plan(UserFiles.of_person("確認"), Path(sys.executable))
    )


@app.command()
def remove(as_json: Json = False) -> None:
    """アドインと、その設定ファイルを取り除く。"""
    from ledger.addin.installed import remove as remove_
    from ledger.addin.user_files import UserFiles
    from ledger.commands import addin_remove

    def taken_away() -> "Plan":
        user = UserFiles.of_person("削除")
        plan = addin_remove.plan(user)
        remove_(user)
        return plan

    options.console("addin remove", as_json=as_json).run(taken_away)


@app.command()
def doctor(
    folder: Annotated[
        Path | None, typer.Option("--bundle", metavar="DIR", help="配布物のフォルダも確かめる")
    ] = None,
    new_sheet: Annotated[
        Path | None,
        typer.Option("--new-sheet", metavar="FILE.xlsx", help="記入前の実機確認表を作るだけ"),
    ] = None,
    collect: Annotated[
        Path | None,
        typer.Option("--collect", metavar="FILE.txt", help="確認の結果を1つのファイルにまとめる"),
    ] = None,
    sheet: Annotated[
        Path | None,
        typer.Option("--sheet", metavar="FILE.xlsx", help="まとめるときに読む、記入した実機確認表"),
    ] = None,
    with_remarks: Annotated[
        bool, typer.Option("--with-remarks", help="まとめるときに「気づいたこと」も入れる")
    ] = False,
    as_json: Json = False,
) -> None:
    """動作環境を調べ、情報システム担当に渡せる1ページを出す。確認の結果もまとめる。"""
    from ledger.addin.probe import Machine
    from ledger.addin.user_files import UserFiles, on_windows
    from ledger.commands import addin_collect, addin_doctor

    if collect is None and (sheet is not None or with_remarks):
        raise typer.BadParameter(_COLLECT_TOO)
    if [folder, new_sheet, collect].count(None) < 2:  # noqa: PLR2004 - at most one of three
        raise typer.BadParameter(_ONE_AT_A_TIME)

    def plan() -> "Plan":
        if new_sheet is not None:
            return addin_collect.blank_sheet(new_sheet)
        user = UserFiles.of_person("点検") if on_windows() else None
        if collect is None:
            return addin_doctor.plan(Machine(), user, folder)
        wish = addin_collect.PilotWish(collect, sheet, remarks=with_remarks)
        return addin_collect.plan(Machine(), user, wish)

    options.console("addin doctor", as_json=as_json).run(plan)
