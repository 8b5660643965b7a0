"""The workbook of 広域集計: sums, the municipalities' own values, and what was read."""

import datetime as dt
import io
from collections.abc import Mapping, Sequence

import pandas as pd
import xlsxwriter

from ledger.layout import federation_tables as layout, meta
from ledger.layout.columns import Cell, Kind
from ledger.layout.frames import frame
from ledger.model.calendar import wareki, wareki_year
from ledger.model.terms import BookKind
from ledger.present.book_writing import Formats, write_meta
from ledger.present.plain_tables import plain_look, write_plain_table


def build(
    tables: Mapping[str, pd.DataFrame], year: int, created: dt.date, left_out: Sequence[str]
) -> bytes:
    """Build the workbook.

    Args:
        tables: The frames of 広域集計, 団体別 and 団体.
        year: The fiscal year.
        created: 作成日.
        left_out: Packages that are not in it, and why.

    Returns:
        Its bytes; the same tables give the same bytes.
    """
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    moment = dt.datetime.combine(created, dt.time())
    book.set_properties({"title": f"広域集計 {wareki_year(year)}", "created": moment})
    header = Formats(book).header
    looks = {kind: plain_look(book, kind) for kind in Kind}
    looks[Kind.NUMBER] = book.add_format({"num_format": "General", "valign": "top"})
    wrapped = book.add_format({"num_format": "@", "valign": "top", "text_wrap": True})
    about = _about(len(tables[layout.AREAS.key]), year, created, left_out)
    for table in layout.TABLES:
        is_about = table is layout.ABOUT
        own = [wrapped if is_about else looks[column.kind] for column in table.columns]
        write_plain_table(book, table, about if is_about else tables[table.key], header, own)
    said = {meta.KIND: BookKind.FEDERATION.value, meta.SCHEMA: meta.SCHEMA_VERSION}
    write_meta(book, {**said, meta.YEAR: str(year)})
    book.close()
    return target.getvalue()


def _about(areas: int, year: int, created: dt.date, left_out: Sequence[str]) -> pd.DataFrame:
    listed = [
        ("内容", f"{areas}団体の公開データ(デジタル人材育成の指標)を足したもの。個人の情報はない"),
        ("年度", wareki_year(year)),
        ("作成日", wareki(created)),
        (
            "割合",
            (
                "値を公表した団体の、分子の計 ÷ 分母の計。団体の割合の平均ではない。"
                "分子か分母を公表していない団体は、割合に入れていない。"
                "スキルの参加率は、公表された分子と分母から出した"
            ),
        ),
        ("数", "値を公表した団体の計"),
        (
            "伏せた値",
            (
                "団体が伏せた値は、どこにも足していない。分子か分母を伏せた割合も、伏せた値とする。"
                "何団体が伏せたかを、となりの列に出す。"
                "計は、すべての団体の数ではない"
            ),
        ),
        (
            "最小・中央値・最大",
            "団体の値そのものを並べたときのもの。1団体に値がいくつもあれば、どれも並べる",
        ),
        ("入れていないもの", "\n".join(left_out) or "ありません。"),
        *((f"シート「{table.title}」", table.note) for table in layout.TABLES[1:]),
    ]
    rows: list[dict[str, Cell]] = [{"item": item, "value": value} for item, value in listed]
    return frame(layout.ABOUT, rows)
