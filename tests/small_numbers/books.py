"""Finished workbooks as tables, every column of them classified; what is not fails."""

import io
import re
from collections.abc import Callable, Iterator, Mapping

import openpyxl

from ledger.layout import meta

Row = dict[str, object]

NAMES = frozenset(
    [
        "項目",
        "目標コード",
        "目標類型",
        "目標名",
        "判定",
        "単位",
        "時期",
        "状態",
        "ことば",
        "意味",
        "数え方",
        "研修コード",
        "研修名",
        "人材像コード",
        "人材像名",
        "人材像",
        "ツール",
        "ツールコード",
        "ツール名",
        "所属コード",
        "所属",
        "所属名",
        "職層",
        "スキル",
        "把握方法",
        "方向性",
        "全庁では",
        "各課では",
        "目標の判定",
        "不足先",
        "備考",
        "区分",
        "コード",
        "名称",
        "範囲",
        "択一",
        "修了",
        "人材像・ツール",
        "伏せた値",
        "不足のある目標と所属",
        "目標(判定)",
        "順",
        "今年度",
        "ほかの目標",
        "担当部門",
        "財源",
        "年度",
    ]
)
"""Words, codes and names: they count nobody."""
READ = frozenset(["内容", "分母の注", "算定根拠", "表示"])
"""Sentences whose numbers are read."""
PEOPLE = frozenset(
    [
        "分子",
        "分母",
        "分子(名)",
        "分母(名)",
        "対象(名)",
        "必要席数(席)",
        "期限が切れる人(名)",
        "人数(名)",
        "必要(名)",
        "合致(名)",
        "不足(名)",
        "全庁の必要(名)",
        "全庁の実績(名)",
        "正式Step",
        "次のStep",
        "修了年度",
        "行番号",
        "率(%)",
        "秘匿した段階の計(%)",
    ]
)
"""Numbers of people, or what follows from these: they are read."""
OTHERS = frozenset(
    [
        "実績",
        "目標値",
        "達成率(%)",
        "途中目標",
        "道すじ",
        "前年度",
        "前年度(%)",
        "目標(%)",
        "目標(100%)",
        "目標数",
        "達成",
        "順調",
        "遅れ",
        "未達",
        "期中",
        "算定不能・提供なし",
        "提供回数(回)",
        "提供回数",
        "必要回数(回)",
        "任期が終わる人(名)",
        "金額(円)",
        "課の数",
        "足りる課",
        "進行中",
        "今年度完了",
        "計(%)",
    ]
)
"""Numbers of targets, sessions, sections and projects, KPI, and what was last year."""
YEAR = re.compile(r"(令和|平成|昭和)(元|\d+)年度\(%\)")
"""達成率 of a target in a year."""
MATRIX = "section_matrix"
"""課×研修: its columns are trainings, its values those of `section_rates` (held equal there)."""
STEP = re.compile(r"(未到達|Step(\d+))\((名|%)\)")
KPI_TABLES = frozenset({"kpis", "kpi_bases", "kpi_figures", "short_targets"})


Book = Mapping[str, list[Row]]
"""A workbook's tables by their names."""


def opened(data: bytes, known: Callable[[str], bool] | None = None) -> Book:
    """Read a workbook; every column must be known, and no number may stand outside a table.

    Args:
        data: Its bytes.
        known: Says whether a column is known; `is_classified` if not given.
    """
    found: dict[str, list[Row]] = {}
    sheets = openpyxl.load_workbook(io.BytesIO(data)).worksheets
    for sheet in (one for one in sheets if one.title != meta.SHEET):
        inside: set[str] = set()
        for key in list(sheet.tables):
            area = sheet.tables[key].ref
            cells = list(sheet[area])
            heads = [str(cell.value) for cell in cells[0]]
            inside |= {cell.coordinate for row in cells for cell in row}
            for head in heads[1:1] if key == MATRIX else heads:
                assert (known or is_classified)(head), f"{sheet.title}: {head} is not classified"
            found[key] = [
                dict(zip(heads, (cell.value for cell in row), strict=True)) for row in cells[1:]
            ]
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, int | float):
                    assert cell.coordinate in inside, f"{sheet.title}!{cell.coordinate}"
    return found


def is_classified(head: str) -> bool:
    """Say whether a column is known: a name, a sentence that is read, or a number of a kind."""
    known = head in NAMES | READ | PEOPLE | OTHERS
    return known or any(kind.fullmatch(head) for kind in (STEP, YEAR))


def steps_of(row: Row, unit: str) -> Iterator[tuple[int, object]]:
    """Return the columns of Steps: the Step (0: on none) and the cell."""
    for head, value in row.items():
        found = STEP.fullmatch(head)
        if found and found[3] == unit:
            yield int(found[2] or 0), value
