"""Lists of people as personnel systems write them: a section by its name, a day of effect.

Each is read as the table of the same key. What a list need not say (開始日, 所属コード) is found in
the ledger (`judge/loading/moves.py`).
"""

from ledger.layout.columns import date, text
from ledger.layout.people_tables import HEADS, POSTINGS, SECTIONS
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

POSTING_LIST = POSTINGS.model_copy(
    update={
        "columns": (
            *(may(c) if c.key != "staff_no" else c for c in POSTINGS.columns),
            SECTION_NAME,
            APPLIED,
        )
    }
)
HEAD_LIST = HEADS.model_copy(
    update={
        "columns": (
            *(may(c) if c.key != "staff_no" else c for c in HEADS.columns),
            SECTION_NAME,
            APPLIED,
        )
    }
)
SECTION_LIST = SECTIONS.model_copy(
    update={
        "columns": (
            *(may(c) if c.key in {"section_code", "level"} else c for c in SECTIONS.columns),
            PARENT_NAME,
        )
    }
)

LISTS = {table.key: table for table in (POSTING_LIST, HEAD_LIST, SECTION_LIST)}
