"""The command line: the same verbs as the ribbon, on closed files.

A verb imports what it runs when it is run: nobody waits for the thirty others, nor for pandas where
only the help is wanted.

Exit codes: 0 done, 1 done with problems, 2 could not run.
"""

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ledger import (
    cli_addin,
    cli_flow,
    cli_home,
    cli_key,
    cli_options as options,
    cli_plans,
    cli_public,
    cli_safety,
    cli_start,
    cli_year,
)
from ledger.cli_guard import guarded
from ledger.cli_options import AsOf, AtPhase, Json, Ledger
from ledger.cli_words import MANNERS_ASKED, in_japanese
from ledger.screen import MANNERS, Manners, showable

if TYPE_CHECKING:
    from ledger.commands.plan import Plan

app = typer.Typer(
    name="talent-ledger",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


@app.callback()
def _every(
    dry_run: Annotated[bool, typer.Option("--dry-run", help=MANNERS_ASKED["dry_run"])] = False,
    quiet: Annotated[bool, typer.Option("--quiet", help=MANNERS_ASKED["quiet"])] = False,
) -> None:
    """デジタル人材育成台帳: 配布・確認・集約・判定・レポートを、閉じたファイルで行います。

    終わりの番号: 0 できた、1 できたが見るところがある、2 できなかった。
    """
    showable()
    MANNERS.set(Manners(dry_run, quiet))


@app.command()
def init(
    ledger: Ledger,
    year: Annotated[int, typer.Option("--year", help="年度(西暦)。2026 は令和8年度")],
    org: Annotated[str, typer.Option("--org", help="団体名")],
    org_code: Annotated[str, typer.Option("--org-code", help="団体コード")] = "",
    as_json: Json = False,
) -> None:
    """新しい台帳を、素材の例を初期値にして作る。"""
    from ledger.commands import init as init_

    options.console("init", as_json=as_json).run(
        lambda: init_.plan(ledger, year, org, org_code, options.now().date())
    )


@app.command()
def load(
    ledger: Ledger,
    what: Annotated[
        list[str],
        typer.Argument(metavar="[TABLE] FILE", help="表の名前(職員・staff など。省ける)とファイル"),
    ],
    table: Annotated[str, typer.Option("--table", help="表の名前。無ければ見出しで決める")] = "",
    name: Annotated[str, typer.Option("--name", help="取込名(シート「取込列」)")] = "",
    append: Annotated[bool, typer.Option("--append", help="後ろに追加する")] = False,
    upsert: Annotated[bool, typer.Option("--upsert", help="同じ行は更新し、ほかは残す")] = False,
    replace: Annotated[
        bool, typer.Option("--replace", help="置き換える(ファイルにない行は消える)")
    ] = False,
    on: Annotated[
        dt.datetime | None,
        typer.Option("--on", formats=["%Y-%m-%d"], help="異動の適用日 YYYY-MM-DD"),
    ] = None,
    as_json: Json = False,
) -> None:
    """一覧(Excel・CSV)を台帳に取り込む。はじめての形なら、読み方の案を「取込列」に書く。"""
    from ledger.commands import load as load_
    from ledger.commands.loading import any_file

    *tables, source = what
    book = options.closed_book(ledger)

    def plan() -> "Plan":
        mode = load_.mode_of(append=append, upsert=upsert, replace=replace)
        asked = any_file.table_asked(table, tables)
        wish = any_file.LoadOptions(asked, name, mode, options.day(on), ledger.parent)
        return any_file.plan(book, Path(source), options.now(), wish)

    options.console("load", as_json=as_json).run(plan, book)


@app.command()
def check(
    book: Annotated[Path, typer.Argument(metavar="BOOK", help="台帳・自己申告書・確認表")],
    as_json: Json = False,
) -> None:
    """ブックの誤りを、シートとセルを付けて並べる。"""
    from ledger.book.closed import is_form
    from ledger.commands import check as check_, check_form as check_form_

    def plan() -> "Plan":
        form = options.closed_form(book)
        now = options.now()
        if is_form(form):
            return check_form_.plan(form, now.date())
        return check_.plan(options.closed_book(book), now)

    options.console("check", as_json=as_json).run(plan)


@app.command()
def card(
    ledger: Ledger,
    persona: Annotated[
        str, typer.Option("--persona", help="開く人材像の名前。(新しい人材像) は空のカード")
    ] = "",
    preview: Annotated[
        bool, typer.Option("--preview", help="だれが動くかをカードに書くだけで、表は変えない")
    ] = False,
    discard: Annotated[
        bool, typer.Option("--discard", help="カードの書きかけを捨てて、表から開き直す")
    ] = False,
    as_of: AsOf = None,
    as_json: Json = False,
) -> None:
    """人材像カードを開く。書きかけがあれば、だれが動くかを言って表に反映する。"""
    from ledger.commands import card as card_

    book, day = options.closed_book(ledger), options.day(as_of)
    options.console("card", as_json=as_json).run(
        lambda: card_.plan(
            book, options.now(), day, persona=persona, discard=discard, preview=preview
        ),
        book,
    )


@app.command()
def status(ledger: Ledger, phase: AtPhase = None, as_json: Json = False) -> None:
    """いま何が足りないかを、順に並べる(今日やること)。"""
    from ledger.commands import status as status_

    options.console("status", as_json=as_json).run(
        lambda: status_.plan(options.closed_book(ledger), options.now(), phase)
    )


@app.command("show-all")
def show_all(ledger: Ledger, as_json: Json = False) -> None:
    """隠れているシートをすべて表示する(もう一度で、要るシートだけに戻す)。"""
    from ledger.commands import show_sheets as show_sheets_

    book = options.closed_book(ledger)
    options.console("show-all", as_json=as_json).run(lambda: show_sheets_.plan(book), book)


@app.command()
def report(
    ledger: Ledger,
    target: Annotated[Path, typer.Argument(metavar="OUT.xlsx", help="レポートの保存先")],
    pdf: Annotated[
        bool, typer.Option("--pdf", help="となりにPDFも作る(LibreOfficeがあるとき)")
    ] = False,
    as_of: AsOf = None,
    as_json: Json = False,
) -> None:
    """レポート(集計だけ、個人の情報なし)を作る。"""
    from ledger.book.pdf import pdf_by_office
    from ledger.commands import report as report_

    book, day = options.closed_book(ledger), options.day(as_of)
    make = pdf_by_office if pdf else None
    console = options.console("report", as_json=as_json)
    console.run(lambda: report_.plan(book, target, options.now(), day, make, stage=console.stage))


@app.command()
def remind(
    ledger: Ledger,
    phase: AtPhase = None,
    target: Annotated[
        Path | None, typer.Option("--to", metavar="OUT.txt", help="文面を書くファイル")
    ] = None,
    as_of: AsOf = None,
    as_json: Json = False,
) -> None:
    """未提出・未確認を所属ごとに並べ、貼り付けられる文面を出す。"""
    from ledger.commands import remind as remind_

    book = options.closed_book(ledger)
    options.console("remind", as_json=as_json).run(
        lambda: remind_.plan(book, options.now(), options.day(as_of), phase, target)
    )


@app.command()
def explain(
    ledger: Ledger,
    staff_no: Annotated[str, typer.Argument(metavar="STAFF_NO", help="職員番号")],
    as_of: AsOf = None,
    as_json: Json = False,
) -> None:
    """1人のStepの判定を、根拠のファイルと行まで、木の形で説明する。"""
    from ledger.commands import explain as explain_

    options.console("explain", as_json=as_json).run(
        lambda: explain_.plan(
            options.closed_book(ledger), staff_no, options.now(), options.day(as_of)
        )
    )


@app.command()
def share(
    ledger: Ledger,
    target: Annotated[Path, typer.Argument(metavar="OUT.xlsx", help="抽出の保存先")],
    as_of: AsOf = None,
    as_json: Json = False,
) -> None:
    """研修の企画に要ることだけを、氏名・職員番号なしで抽出する。"""
    from ledger.commands import share as share_

    options.console("share", as_json=as_json).run(
        lambda: share_.plan(options.closed_book(ledger), target, options.now(), options.day(as_of))
    )


@app.command()
def untrained(
    ledger: Ledger,
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="一覧を作るフォルダ")],
    as_of: AsOf = None,
    as_json: Json = False,
) -> None:
    """必須やStepの研修がまだの人と、期限が近い人の一覧を、所属ごとに作る。"""
    from ledger.commands import untrained_lists as untrained_

    options.console("untrained", as_json=as_json).run(
        lambda: untrained_.plan(
            options.closed_book(ledger), folder, options.now(), options.day(as_of)
        )
    )


@app.command()
def rollover(
    ledger: Ledger,
    target: Annotated[Path, typer.Argument(metavar="NEW", help="新しい年度の台帳の保存先")],
    as_of: AsOf = None,
    as_json: Json = False,
) -> None:
    """次の年度の台帳を作る(今の台帳は変わらない)。"""
    from ledger.commands import rollover as rollover_

    options.console("rollover", as_json=as_json).run(
        lambda: rollover_.plan(ledger, target, options.now(), options.day(as_of))
    )


@app.command()
def undo(ledger: Ledger, as_json: Json = False) -> None:
    """直前の操作の前の表に戻す(処理履歴は残る)。"""
    from ledger.commands import undo as undo_

    book = options.closed_book(ledger)
    options.console("undo", as_json=as_json).run(
        lambda: undo_.plan(book, ledger, options.now()), book
    )


@app.command()
def demo(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="作るフォルダ")],
    staff: Annotated[int, typer.Option("--staff", help="職員数(80より少なくはできません)")] = 300,
    seed: Annotated[int, typer.Option("--seed", help="乱数の種")] = 7,
    year: Annotated[int, typer.Option("--year", help="年度(西暦)")] = 2025,
    spoilt: Annotated[
        bool, typer.Option("--break", help="訓練: 写しを12とおりに傷め、何と言うかを見せる")
    ] = False,
) -> None:
    """架空の市の1年を、同じファイルと同じ操作で通して見せる。"""
    options.plainly_asked("demo")
    if spoilt:
        from ledger.demo.rehearsal import page, rehearse

        for line in page(rehearse(folder, staff=staff, seed=seed, year=year)):
            typer.echo(line)
        return
    from ledger.demo.year import live_through

    live_through(folder, staff=staff, seed=seed, year=year, say=typer.echo)


app.add_typer(cli_home.app)
app.add_typer(cli_start.app)
app.add_typer(cli_flow.app)
app.add_typer(cli_year.app)
app.add_typer(cli_plans.app)
app.add_typer(cli_public.app)
app.add_typer(cli_safety.app)
app.add_typer(cli_key.app)
app.add_typer(cli_addin.app)
in_japanese(app)


def main() -> None:
    """Run the command line; a bug is logged with its traceback and said in one line."""
    guarded(app)
