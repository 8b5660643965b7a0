"""Lists of people as personnel systems write them: a section by its name, a day of effect.

Each is read as the table of the same key. What a list need not say (開始日, 所属コード) is found in
the ledger (`judge/loading/moves.py`).
"""

from collections.abc import Collection

from ledger.layout.columns import Column, Table, date, text
from ledger.layout.people_tables import ASSIGNMENTS, HEADS, LEAVES, POSTINGS, SECTIONS
from ledger.layout.roster import ROSTER
from ledger.layout.shared import may

SECTION_NAME = text(
    "section_name",
    "所属名",
    synonyms=("所属", "所属名称", "部署", "部署名", "所属課", "課名"),
)
PARENT_NAME = text("parent_name", "上位所属名", synonyms=("上位所属", "部名"))
APPLIED = date(
    "applied_on",
    "適用日",
    synonyms=("適用年月日", "異動日", "異動年月日", "発令日", "発令年月日"),
)

NAME = ROSTER.column("staff_name")
KANA = ROSTER.column("kana")


def _list(table: Table, needed: Collection[str], *more: Column) -> Table:
    """Return a table as a list has it: what is not needed may be missing, more may be said."""
    columns = (column if column.key in needed else may(column) for column in table.columns)
    return table.but(columns=(*columns, *more))


POSTING_LIST = _list(POSTINGS, {"staff_no"}, SECTION_NAME, APPLIED, NAME, KANA)
HEAD_LIST = _list(HEADS, {"staff_no"}, SECTION_NAME, APPLIED, NAME, KANA)
SECTION_LIST = _list(SECTIONS, {"section_name"}, PARENT_NAME)
LEAVE_LIST = _list(LEAVES, LEAVES.keys, NAME, KANA)
ASSIGNMENT_LIST = _list(ASSIGNMENTS, ASSIGNMENTS.keys, NAME, KANA)

LISTS = {
    table.key: table
    for table in (POSTING_LIST, HEAD_LIST, SECTION_LIST, LEAVE_LIST, ASSIGNMENT_LIST)
}
