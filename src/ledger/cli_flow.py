"""The verbs of the self-reports on the command line: from 配布 to 集約, on closed files."""

from pathlib import Path
from typing import Annotated

import typer

from ledger import cli_options as options
from ledger.cli_options import AsOf, AtPhase, By, ConfirmedOn, Engine, Json, Ledger, Scheduler
from ledger.model.engine_kind import EngineKind

app = typer.Typer()


@app.command()
def issue(
    ledger: Ledger,
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="申告書を作るフォルダ")],
    phase: AtPhase = None,
    staff: Annotated[
        list[str] | None,
        typer.Option("--staff", metavar="NO", help="配る人の職員番号(重ねて書ける)"),
    ] = None,
    section: Annotated[
        str | None, typer.Option("--section", metavar="CODE", help="配る所属の名前かコード")
    ] = None,
    again: Annotated[bool, typer.Option("--again", help="配布済みの人にも作り直す")] = False,
    paper: Annotated[bool, typer.Option("--paper", help="印刷用(紙で配る)")] = False,
    as_of: AsOf = None,
    as_json: Json = False,
) -> None:
    """自己申告書を、1人1ファイルで配る。"""
    from ledger.commands import issue as issue_

    book = options.closed_book(ledger)
    choice = issue_.IssueOptions(phase, tuple(staff or ()), section, again=again, paper=paper)
    console = options.console("issue", as_json=as_json)
    console.run(
        lambda: issue_.plan(
            book,
            folder,
            choice,
            options.now(),
            options.day(as_of),
            progress=console.progress,
            stage=console.stage,
        ),
        book,
    )


@app.command()
def collect(
    ledger: Ledger,
    inbox: Annotated[Path, typer.Option("--from", metavar="INBOX", help="提出フォルダ")],
    reviews: Annotated[Path, typer.Option("--to", metavar="DIR", help="確認表を作るフォルダ")],
    phase: AtPhase = None,
    engine: Engine = EngineKind.LOCAL,
    scheduler: Scheduler = None,
    as_of: AsOf = None,
    as_json: Json = False,
) -> None:
    """提出された申告書から、上長ごとの確認表を作る。"""
    from ledger.commands import collect as collect_

    book = options.closed_book(ledger)
    console = options.console("collect", as_json=as_json)
    console.run(
        lambda: collect_.plan(
            book,
            inbox,
            reviews,
            options.now(),
            as_of=options.day(as_of),
            phase=phase,
            engine=options.engine(engine, scheduler),
            progress=console.progress,
            stage=console.stage,
        ),
        book,
    )


@app.command()
def confirm(
    target: Annotated[Path, typer.Argument(metavar="BOOK", help="確認表か自己申告書")],
    by: By,
    staff: Annotated[
        list[str] | None,
        typer.Option("--staff", metavar="NO", help="確認する人の職員番号(重ねて書ける)"),
    ] = None,
    reject: Annotated[
        list[str] | None, typer.Option("--reject", help="採らない行 'my_engagements:2=理由'")
    ] = None,
    step: Annotated[
        list[str] | None, typer.Option("--step", help="上長判定 'PERSONA[:TOOL]=STEP=理由'")
    ] = None,
    on: ConfirmedOn = None,
    as_json: Json = False,
) -> None:
    """確認する(一部の行を採らない、Stepを変えることもできる)。"""
    from ledger.commands import confirm as confirm_

    form = options.closed_form(target)
    options.console("confirm", as_json=as_json).run(
        lambda: confirm_.plan(
            form,
            by,
            staff=tuple(staff or ()),
            reject=tuple(reject or ()),
            step=tuple(step or ()),
            on=options.day(on) or options.now().date(),
            today=options.now().date(),
        ),
        form=form,
    )


@app.command("give-back")
def give_back(
    target: Annotated[Path, typer.Argument(metavar="BOOK", help="確認表か自己申告書")],
    staff: Annotated[str, typer.Option("--staff", metavar="NO", help="差し戻す職員")],
    by: By,
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help="理由")],
    on: ConfirmedOn = None,
    as_json: Json = False,
) -> None:
    """理由を付けて差し戻す。"""
    from ledger.commands import give_back as give_back_

    form = options.closed_form(target)
    options.console("give-back", as_json=as_json).run(
        lambda: give_back_.plan(
            form,
            staff,
            by,
            reason,
            on=options.day(on) or options.now().date(),
            today=options.now().date(),
        ),
        form=form,
    )


@app.command()
def consolidate(
    ledger: Ledger,
    inbox: Annotated[Path, typer.Option("--from", metavar="INBOX", help="提出フォルダ")],
    reviews: Annotated[
        Path | None, typer.Option("--reviews", metavar="DIR", help="確認表のフォルダ")
    ] = None,
    jobs: Annotated[int, typer.Option("--jobs", help="読み取りの子プロセス数(0は自動)")] = 0,
    engine: Engine = EngineKind.LOCAL,
    scheduler: Scheduler = None,
    report_to: Annotated[
        Path | None, typer.Option("--report", metavar="OUT.xlsx", help="レポートの保存先")
    ] = None,
    phase: AtPhase = None,
    as_of: AsOf = None,
    as_json: Json = False,
) -> None:
    """申告書と確認表を集約し、Step・参加率・KPIを計算する。"""
    from ledger.commands import consolidate as consolidate_

    book = options.closed_book(ledger)
    console = options.console("consolidate", as_json=as_json)
    console.run(
        lambda: consolidate_.plan(
            book,
            inbox,
            options.now(),
            reviews=reviews,
            report=report_to,
            as_of=options.day(as_of),
            phase=phase,
            engine=options.engine(engine, scheduler, jobs),
            progress=console.progress,
            stage=console.stage,
        ),
        book,
    )
