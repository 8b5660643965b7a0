"""What goes out on the command line: every table for HR, and the figures that everybody may see."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ledger import cli_options as options
from ledger.cli_options import AsOf, Json, Ledger
from ledger.model.export_form import ExportForm

if TYPE_CHECKING:
    from ledger.commands.plan import Plan

app = typer.Typer()


@app.command()
def export(
    ledger: Ledger,
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="書き出すフォルダ")],
    form: Annotated[ExportForm, typer.Option("--format", help="形式")] = ExportForm.CSV,
    encoding: Annotated[str, typer.Option(help="utf-8-sig・utf-8・cp932")] = "utf-8-sig",
    public: Annotated[
        bool, typer.Option("--public", help="公開データ(集計だけ、少人数は秘匿)を書き出す")
    ] = False,
    as_of: AsOf = None,
    as_json: Json = False,
) -> None:
    """すべての表を、同じ見出しのCSVに書き出す(--public は、公開してよい集計だけ)。"""
    from ledger.commands import export as export_, export_public as export_public_
    from ledger.model.problems import Refusal

    book, now, day = options.closed_book(ledger), options.now(), options.day(as_of)

    def plan() -> "Plan":
        if not public:
            return export_.plan(book, folder, form, encoding)
        if form is not ExportForm.CSV or encoding != export_public_.UTF8:
            raise Refusal.of("public-form")
        return export_public_.plan(book, folder, now, day)

    options.console("export", as_json=as_json).run(plan)


@app.command()
def federate(
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", help="団体ごとの公開データのあるフォルダ")
    ],
    target: Annotated[Path, typer.Argument(metavar="OUT.xlsx", help="作るファイル")],
    year: Annotated[int | None, typer.Option(help="年度(西暦)。なければ一番新しい年度")] = None,
    as_json: Json = False,
) -> None:
    """多くの団体の公開データ(export --public)を足した、広域集計のブックを作る。"""
    from ledger.commands import federate as federate_

    options.console("federate", as_json=as_json).run(
        lambda: federate_.plan(folder, target, options.now(), year)
    )


@app.command()
def publish(
    ledger: Ledger,
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="作るフォルダ")],
    as_of: AsOf = None,
    as_json: Json = False,
) -> None:
    """公表用の1枚(ExcelとPDF)と公開データを作り、何をなぜ伏せたかをシート「公表」に出す。"""
    from ledger.book.pdf import pdf_by_office
    from ledger.commands import publish as publish_

    book, day = options.closed_book(ledger), options.day(as_of)
    options.console("publish", as_json=as_json).run(
        lambda: publish_.plan(book, folder, options.now(), day, make_pdf=pdf_by_office), book
    )
