"""The extract for the DX department: plain tables, one to a sheet, nobody in them."""

import datetime as dt
import io
from collections.abc import Iterator, Mapping, Sequence

import pandas as pd
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook

from ledger.layout import meta, share_tables as layout
from ledger.layout.columns import Cell, Kind, Table
from ledger.layout.frames import Tables, cells, frame, records
from ledger.model.calendar import wareki
from ledger.model.judged_day import JudgedDay
from ledger.model.settings import Settings
from ledger.model.terms import BookKind, RateScope, SharedState, Withheld
from ledger.present.book_writing import Formats, checked, write_meta
from ledger.present.report.masking import small, withheld

_FORMATS = {Kind.NUMBER: "0.0", Kind.WHOLE: "0"}


def build(tables: Tables, settings: Settings, day: JudgedDay, created: dt.date) -> bytes:
    """Build the extract.

    Args:
        tables: The tables of the extract but for 説明, small numbers still in them.
        settings: 設定.
        day: The day judged.
        created: 作成日.

    Returns:
        The workbook's bytes; the same tables give the same bytes, and no author is in them.
    """
    whole = {
        **tables,
        "share_about": _about(settings, day, created),
        "share_rates": masked(tables["share_rates"], settings.suppress_below),
    }
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    moment = dt.datetime.combine(created, dt.time())
    book.set_properties({"title": f"DX部門への共有 {settings.year_label}", "created": moment})
    formats = Formats(book)
    looks = {kind: _look(book, kind) for kind in Kind}
    for table in layout.TABLES:
        _write(book, table, whole[table.key], formats.header, looks)
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


def _look(book: Workbook, kind: Kind) -> Format:
    return book.add_format({"num_format": _FORMATS.get(kind, "@"), "valign": "top"})


def _write(
    book: Workbook,
    table: Table,
    data: pd.DataFrame,
    header: Format,
    looks: Mapping[Kind, Format],
) -> None:
    """Write a table: one header row from A1 on, one datum a cell, blank where there is none."""
    sheet = book.add_worksheet(table.title)
    rows = cells(table, data)
    for position, column in enumerate(table.columns):
        sheet.set_column(position, position, column.width + 2)
    columns = [{"header": column.header, "header_format": header} for column in table.columns]
    options = {"name": table.key, "style": "Table Style Light 1", "columns": columns}
    sheet.add_table(0, 0, max(len(rows), 1), len(columns) - 1, options)
    for number, row in enumerate(rows, start=1):
        for position, (column, value) in enumerate(zip(table.columns, row, strict=True)):
            if isinstance(value, str):
                checked(sheet.write_string(number, position, value, looks[column.kind]))
            elif isinstance(value, int | float):
                checked(sheet.write_number(number, position, value, looks[column.kind]))
    sheet.freeze_panes(1, 0)
    codes = {"number_stored_as_text": f"A1:XFD{len(rows) + 1}"}
    sheet.ignore_errors(codes)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)


def _about(settings: Settings, day: JudgedDay, created: dt.date) -> pd.DataFrame:
    few = small(settings.suppress_below)
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
            "少人数の秘匿",
            (
                f"シート「受講率」では、{few}の数と、差し引きで{few}の数が分かる値を空欄にします"
                f"(状態「{SharedState.WITHHELD}」)。1人1行の表は公表しないでください。"
            ),
        ),
        *((f"シート「{table.title}」", table.note) for table in layout.TABLES[1:]),
    ]
    rows: list[dict[str, Cell]] = [{"item": item, "value": value} for item, value in listed]
    return frame(layout.ABOUT, rows)


def masked(rates: pd.DataFrame, least: int) -> pd.DataFrame:
    """Return 受講率 with small numbers withheld, and what would give them away by subtraction.

    Args:
        rates: 受講率 by training: 全体, then 課.
        least: 少人数の秘匿.
    """
    by_training: dict[Cell, list[dict[str, Cell]]] = {}
    for row in records(layout.RATES, rates):
        by_training.setdefault(row["training_code"], []).append(row)
    found = [row for rows in by_training.values() for row in _masked(rows, least)]
    return frame(layout.RATES, found)


def _masked(rows: Sequence[dict[str, Cell]], least: int) -> Iterator[dict[str, Cell]]:
    bases = _hidden(rows, "denominator", least)
    tops = _hidden(rows, "numerator", least)
    for at, row in enumerate(rows):
        if row["state"] != SharedState.COMPUTED or at not in bases | tops:
            yield row
        elif at in bases:
            blank = dict.fromkeys(("numerator", "denominator", "rate"))
            yield {**row, **blank, **_said(Withheld.BOTH)}
        else:
            yield {**row, "numerator": None, "rate": None, **_said(Withheld.NUMERATOR)}


def _said(what: Withheld) -> dict[str, Cell]:
    return {"state": SharedState.WITHHELD.value, "withheld": what.value}


def _hidden(rows: Sequence[dict[str, Cell]], key: str, least: int) -> frozenset[int]:
    """Return the rows of one training whose number must not be shown.

    The 課 are parts of 全体, and so is who belongs to none of them: a part that is never shown.
    Where the parts that are hidden are few even together, 全体 would tell them and is hidden too.
    """
    counts = [_count(row[key]) for row in rows]
    parts = [at for at, row in enumerate(rows) if row["scope"] == RateScope.DIVISION]
    whole = [at for at, row in enumerate(rows) if row["scope"] == RateScope.WHOLE]
    sizes = [counts[at] for at in parts]
    total = sum(counts[at] for at in whole)
    rest = max(total - sum(sizes), 0)
    hidden = withheld([*sizes, rest], least)
    together = sum([*sizes, rest][at] for at in hidden)
    alone = 0 < total < least or 0 < together < least
    return frozenset({parts[at] for at in hidden if at < len(parts)} | set(whole if alone else ()))


def _count(value: Cell) -> int:
    return value if isinstance(value, int) else 0
