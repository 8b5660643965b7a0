"""The extract for the DX department: plain tables, one to a sheet, nobody in them."""

import datetime as dt
import io
from collections.abc import Sequence

import pandas as pd
import xlsxwriter

from ledger.layout import meta, share_tables as layout
from ledger.layout.columns import Cell, Kind
from ledger.layout.frames import frame
from ledger.model.calendar import wareki
from ledger.model.judged_day import JudgedDay
from ledger.model.settings import Settings
from ledger.model.terms import BookKind
from ledger.present.book_writing import GREY, Formats, write_meta
from ledger.present.plain_tables import plain_look, write_plain_table
from ledger.withhold import small
from ledger.withhold.extract import Extract


def build(made: Extract, settings: Settings, day: JudgedDay, created: dt.date) -> bytes:
    """Build the extract.

    Args:
        made: The tables of the extract, and what they leave out.
        settings: 設定.
        day: The day judged.
        created: 作成日.

    Returns:
        The workbook's bytes; the same tables give the same bytes, and no author is in them.
    """
    whole = {
        **made.tables,
        "share_about": _about(settings, day, created, made.left_out),
    }
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    moment = dt.datetime.combine(created, dt.time())
    book.set_properties({"title": f"DX部門への共有 {settings.year_label}", "created": moment})
    formats = Formats(book)
    looks = {kind: plain_look(book, kind) for kind in Kind}
    quiet = book.add_format({"num_format": "@", "valign": "top", "font_color": GREY})
    for table in layout.TABLES:
        own = [quiet if c.key in layout.NAMED else looks[c.kind] for c in table.columns]
        write_plain_table(book, table, whole[table.key], formats.header, own)
    write_meta(
        book,
        {
            meta.KIND: BookKind.EXTRACT.value,
            meta.SCHEMA: meta.SCHEMA_VERSION,
            meta.YEAR: str(settings.fiscal_year),
            meta.ORG: settings.org_code,
        },
    )
    book.close()
    return target.getvalue()


def _about(
    settings: Settings, day: JudgedDay, created: dt.date, left_out: Sequence[str]
) -> pd.DataFrame:
    few, least = small(settings.suppress_below), settings.suppress_below
    listed = [
        ("内容", "DX部門・情報システム部門への共有(研修の企画のための抽出)"),
        ("団体名", settings.org_name or None),
        ("年度", settings.year_label),
        ("基準日", wareki(settings.as_of)),
        ("いつの値か", day.heading),
        ("作成日", wareki(created)),
        ("使い方", "研修の企画と準備にだけ使います。人事評価には使いません。公表もしません。"),
        (
            "載せないもの",
            "個人を表す番号と名前、個人の事情、自由に書かれた文、書類の名前は載せません。",
        ),
        (
            "1人1行の表",
            (
                f"シート「Step」「修了」の所属と職層は、{least}人以上のまとまりで書きます(まとまりの残りは「(ほか)」)。"
                "まとまりの中の人数は、行を数えれば分かります。職場を知る人には、だれの行か見当がつくことがあります。"
            ),
        ),
        (
            "少人数の秘匿",
            (
                f"{few}の人数と、ほかの数から分かる人数は空欄にし、「伏せた値」に何を伏せたかを書きます。"
                "同じ回のレポートと合わせても、伏せた人数には少なくとも3通りの可能性が残ります。"
                "別の日に作ったものとの差は、この限りではありません。"
            ),
        ),
        ("載せていないもの", "\n".join(left_out) or "ありません。"),
        *((f"シート「{table.title}」", table.note) for table in layout.TABLES[1:]),
    ]
    rows: list[dict[str, Cell]] = [{"item": item, "value": value} for item, value in listed]
    return frame(layout.ABOUT, rows)
