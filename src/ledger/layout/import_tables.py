"""取込定義: how files of other systems fill the ledger's tables (policy of HR).

取込列 says which column of a file is which of ours, 取込値 which of its words is which of ours.
One file may fill several tables; `judge/importing` reads both sheets.
"""

from types import MappingProxyType

from ledger.layout.answer_tables import ANSWERED
from ledger.layout.columns import Column, FittingWords, Group, Kind, Table, choice, code, text
from ledger.layout.fact_tables import ATTENDANCES, TABLES as FACT_TABLES
from ledger.layout.people_lists import LISTS
from ledger.layout.people_tables import POSTINGS, TABLES as PEOPLE_TABLES
from ledger.layout.roster import ROSTER
from ledger.layout.training_tables import SESSIONS
from ledger.model.folding import header_key
from ledger.model.terms import ImportUse

RESULT = text("result", "結果")
"""What 取込列 calls a column that says whether somebody completed: no column of a table of ours."""

SECOND_CODE = code("second_code", "兼務所属コード")
SECOND_NAME = text("second_name", "兼務所属名")
"""What 取込列 calls the columns of 兼務 in a list whose rows say where somebody's 主務 is."""

BLANK = "（空欄）"
"""元の値 of an empty cell."""
LEFT_OUT = "（除く）"
"""値 of what leaves the row out."""
UNKNOWN = "（未定）"
"""元の見出し of a column that is needed and was not found; a number may stand behind it."""
ABSENT = "（なし）"
"""元の見出し of a column that one of several rows of an answer lacks; a number may stand behind it.

With 扱い 無視 and a column of ours it holds the place, so that the next one is of the next row.
"""


def _as_read(table: Table) -> Table:
    """Return a table as a file has it: a list of people, a roster, or the table itself."""
    if table.key == ATTENDANCES.key:
        return ROSTER.but(key=table.key, title=table.title, columns=(*ROSTER.columns, RESULT))
    own = LISTS.get(table.key, table)
    if table.key == POSTINGS.key:
        return own.but(columns=(*own.columns, SECOND_CODE, SECOND_NAME))
    return own


FILLED: MappingProxyType[str, Table] = MappingProxyType(
    {table.title: _as_read(table) for table in (*PEOPLE_TABLES, *FACT_TABLES, SESSIONS)}
)
"""The tables that a file can fill, by title, each with the columns that it may have in a file."""


def filled_column(table: str, header: str) -> Column | None:
    """Return our column that a row of 取込列 names; None if there is none.

    Args:
        table: Title of our table.
        header: Header of our column, or one of its declared synonyms.
    """
    if table not in FILLED:
        return None
    key = header_key(header)
    for names in (lambda c: (c.header,), lambda c: c.synonyms):
        for column in FILLED[table].columns:
            if key in map(header_key, names(column)):
                return column
    return None


_NAME = text("import_name", "取込名", required=True, width=20)
_COLUMN: Column = text(
    "column_header",
    "列",
    width=18,
    note="台帳の列。「無視」の行では空欄",
    fitting=FittingWords(
        by="table_title",
        words={title: table.headers for title, table in (*FILLED.items(), *ANSWERED.items())},
    ),
)

IMPORT_COLUMNS = Table(
    key="import_columns",
    title="取込列",
    since=2,
    group=Group.POLICY,
    row_key=("import_name", "source_header", "table_title", "column_header"),
    columns=(
        _NAME,
        text(
            "source_header",
            "元の見出し",
            required=True,
            note="ファイルの見出し。扱いが「固定値」なら、どの行にも入れる値",
        ),
        Column(
            key="table_title",
            header="表",
            kind=Kind.CHOICE,
            choices=(*FILLED, *ANSWERED),
            spellings={table.key: title for title, table in (*FILLED.items(), *ANSWERED.items())},
            note="台帳の表か、申告書のシート(フォームの回答)。「無視」の行では空欄",
        ),
        _COLUMN,
        choice("use", "扱い", ImportUse, required=True, width=10),
    ),
    note="ほかのシステムの一覧の、どの列を台帳のどの列に入れるか(取込定義)",
)

IMPORT_VALUES = Table(
    key="import_values",
    title="取込値",
    since=2,
    group=Group.POLICY,
    row_key=("import_name", "column_header", "source_value"),
    columns=(
        _NAME,
        text("column_header", "列", required=True, width=18),
        text("source_value", "元の値", required=True, note=f"{BLANK} は空のセル"),
        text(
            "value",
            "値",
            note=f"台帳に入れる言葉。{LEFT_OUT} はその行を読まない。空欄はまだ決めていない",
        ),
    ),
    note="ほかのシステムの言葉を、台帳のどの言葉に読み替えるか(取込定義)",
)

TABLES = (IMPORT_COLUMNS, IMPORT_VALUES)
