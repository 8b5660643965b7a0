"""The verbs of next year's plan on the command line, on closed files."""

from pathlib import Path
from typing import Annotated

import typer

from ledger import cli_options as options
from ledger.cli_options import AsOf, Json, Ledger

app = typer.Typer()


@app.command()
def backcast(
    ledger: Ledger,
    write: Annotated[
        bool, typer.Option("--write", help="途中目標のない目標に、道すじを途中目標として書く")
    ] = False,
    need: Annotated[
        list[str] | None,
        typer.Option(
            "--need",
            metavar="WHO=RULE",
            help="必要人数を試す 'LOGO:2=各課2名'・'P02=各課20%'・'P02/LOGO:2=全庁5名'",
        ),
    ] = None,
    as_of: AsOf = None,
    as_json: Json = False,
) -> None:
    """目標への年ごとの道すじと、自走に要る人数を、中期目標ボードに出す。"""
    from ledger.commands import backcast as backcast_

    book, day = options.closed_book(ledger), options.day(as_of)
    options.console("backcast", as_json=as_json).run(
        lambda: backcast_.plan(book, options.now(), day, write=write, needs=tuple(need or ())),
        book,
    )


@app.command()
def schedule(
    ledger: Ledger,
    year: Annotated[
        int | None,
        typer.Option("--year", help="策定の対象年度(西暦)。今回だけ。2027 は令和9年度"),
    ] = None,
    as_of: AsOf = None,
    as_json: Json = False,
) -> None:
    """策定スケジュールを対象年度の日付にし、日程・日程表・年度サイクルに出す。"""
    from ledger.commands import schedule as schedule_

    book, day = options.closed_book(ledger), options.day(as_of)
    options.console("schedule", as_json=as_json).run(
        lambda: schedule_.plan(book, options.now(), day, year), book
    )


@app.command("what-if")
def what_if(
    ledger: Ledger,
    settings: Annotated[
        list[str] | None,
        typer.Option(
            "--set",
            metavar="KEY=VALUE",
            help="設定を変えて試す 'リード期間の数え方=継続'・'day_carry=31'",
        ),
    ] = None,
    criteria: Annotated[
        list[str] | None,
        typer.Option(
            "--criterion",
            metavar="WHO:STEP-NO=WHAT",
            help="Step条件を変えて試す 'P02:2-1=必要数:6'・'P02:2-1=外す'・"
            "'P02:2=足す,種別:案件数,必要数:3'",
        ),
    ] = None,
    steps: Annotated[
        list[str] | None,
        typer.Option("--step", metavar="WHO:STEP=○|×", help="Stepを使うかを試す 'P02:3=○'"),
    ] = None,
    completed: Annotated[
        list[str] | None,
        typer.Option(
            "--completed",
            metavar="TRAINING[=WHO]",
            help="研修を全員が修了したとして試す 'T07'・'T07=P02'",
        ),
    ] = None,
    postings: Annotated[
        Path | None,
        typer.Option("--postings", metavar="FILE", help="内示の一覧(シート「異動案」の見出し)"),
    ] = None,
    as_of: AsOf = None,
    as_json: Json = False,
) -> None:
    """設定・Step条件・内示を変えたらどうなるかを試し、シート「試算」に出す(指定がなければ試算条件)。"""
    from ledger.commands import what_if as what_if_

    book, day = options.closed_book(ledger), options.day(as_of)
    wish = what_if_.TrialWish(
        settings=tuple(settings or ()),
        criteria=tuple(criteria or ()),
        steps=tuple(steps or ()),
        completed=tuple(completed or ()),
        postings=postings,
    )
    options.console("what-if", as_json=as_json).run(
        lambda: what_if_.plan(book, options.now(), day, wish), book
    )


@app.command()
def acquire(ledger: Ledger, as_of: AsOf = None, as_json: Json = False) -> None:
    """足りない役割ごとに、育成・募集・予算要求をいつまでに始めるかを出す。"""
    from ledger.commands import acquire as acquire_

    book, day = options.closed_book(ledger), options.day(as_of)
    options.console("acquire", as_json=as_json).run(
        lambda: acquire_.plan(book, options.now(), day), book
    )


@app.command("try-transfers")
def try_transfers(
    ledger: Ledger,
    clear: Annotated[
        bool, typer.Option("--clear", help="異動案とページ「異動を試す」を空にする")
    ] = False,
    as_of: AsOf = None,
    as_json: Json = False,
) -> None:
    """内示(シート「異動案」)で、空白になる課・研修後の異動・任期・確認者を、発令の前に見る。"""
    from ledger.commands import try_transfers as try_transfers_

    book = options.closed_book(ledger)
    options.console("try-transfers", as_json=as_json).run(
        lambda: try_transfers_.plan(book, options.now(), options.day(as_of), clear=clear), book
    )


@app.command()
def plan(ledger: Ledger, as_of: AsOf = None, as_json: Json = False) -> None:
    """次年度に要る研修の席・回数・金額と、予算要求の一覧を作り直す。"""
    from ledger.commands import plan_next_year as plan_next_year_

    book = options.closed_book(ledger)
    options.console("plan", as_json=as_json).run(
        lambda: plan_next_year_.plan(book, options.now(), options.day(as_of)), book
    )
