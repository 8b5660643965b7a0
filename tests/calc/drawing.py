"""A small workbook with something of everything that `CalcPages` is asked about."""

import datetime as dt
from pathlib import Path

import xlsxwriter

DAY = dt.datetime(2025, 4, 1)  # noqa: DTZ001 - cells know no time zone
MOMENT = dt.datetime(2025, 4, 1, 13, 5, 7)  # noqa: DTZ001 - the same


def draw(path: Path) -> None:
    """Write the workbook: values, formulas, tables, a protected sheet, hidden ones, names."""
    book = xlsxwriter.Workbook(str(path))
    looks = ("yyyy/m/d", "yyyy/m/d h:mm", '[$-411]ggge"年"m"月"d"日";@', "h:mm", "0.0%", "@")
    day, moment, era, clock, share, text = (book.add_format({"num_format": one}) for one in looks)
    sheet = book.add_worksheet("値")
    for column, (value, look) in enumerate(((DAY, day), (MOMENT, moment), (DAY, era))):
        sheet.write_datetime(0, column, value, look)
    sheet.write_row(1, 0, [5, -0.5, True, False])
    sheet.write_datetime(1, 4, dt.time(12), clock)
    sheet.write_number(1, 5, 0.125, share)
    sheet.write_string(2, 0, "00123", text)
    sheet.write_row(2, 1, ["123", "あ"])
    sheet.write_string(2, 3, "=1+1")
    wrong = ("=1/0", "=NA()", "=FOO()", '=VALUE("x")', "=#REF!")
    right = ("=1=1", "=A1", '="a"&1', '=""', "=SUM(A2,'日本 語'!$A$1)", "=2-1")
    for column, formula in enumerate(wrong):
        sheet.write_formula(3, column, formula)
    for column, formula in enumerate(right):
        sheet.write_formula(4, column, formula)
    sheet.write_formula(5, 0, "=A1+1", day)
    sheet.write_formula(5, 1, '=IF(ISNA(MATCH("x;y",{"a","b"},0)),"無し",1)')
    sheet.merge_range("A8:C9", "結合")
    book.add_worksheet("日本 語").write(0, 0, 7)
    tables = book.add_worksheet("表")
    rows = [["甲", 1, DAY], ["乙", 2, None]]
    plain = [{"header": "名"}, {"header": "数"}, {"header": "日", "format": day}]
    summed = [{"header": "名", "total_string": "計"}, {"header": "数", "total_function": "sum"}]
    tables.add_table("B3:D5", {"name": "plain", "data": rows, "columns": plain})
    summed_rows = [row[:2] for row in rows]
    tables.add_table(
        "F3:G6", {"name": "summed", "total_row": True, "data": summed_rows, "columns": summed}
    )
    free = book.add_format({"locked": False})
    shut = book.add_worksheet("保護")
    shut.protect()
    shut.write_row(0, 0, ["鍵", "錠"])
    shut.write_row(1, 0, ["空", "白"], free)
    shut.set_column(3, 3, None, free)
    book.add_worksheet("極秘").very_hidden()
    book.add_worksheet("隠し").hide()
    book.define_name("cell_a", "='日本 語'!$A$1")
    book.define_name("era_said", '="R8;""x"""')
    book.define_name("list_k", "=表!$B$4:INDEX(表!$B$4:$B$9,MAX(1,COUNTA(表!$B$4:$B$9)))")
    book.close()
