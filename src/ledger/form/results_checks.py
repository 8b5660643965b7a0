"""What 入力チェック comes to on a form as it is issued: its lines as values, and their sum."""

from collections.abc import Sequence

from ledger.form import places
from ledger.form.check_lines import CHECKS
from ledger.form.checks import Check
from ledger.form.issued_content import IssuedContent
from ledger.layout.columns import Cell
from ledger.layout.self_report import BY_KEY, FIELDS


def check_results(filled: IssuedContent) -> dict[str, Cell]:
    """Return what the lines of 入力チェック come to, by address on 申告."""
    cells: dict[str, Cell] = {}
    wrong = 0
    for number, check in enumerate(CHECKS):
        at = filled.laid.checks_top + number
        said = _spots(filled, check) if check.spots else "" if check.well(filled) else check.remedy
        cells[f"B{at}"], cells[f"F{at}"] = "×" if said else "○", said
        wrong += bool(said)
    found = f"× 直すところが{wrong}つあります" if wrong else "○ すべてよい"
    summary = f"入力チェック　{found}"
    first = f"G{places.FIRST_FIELD_ROW + [f.key for f in FIELDS].index('submitted_on')}"
    return {**cells, f"B{filled.laid.checks_top - 2}": summary, first: summary}


def _spots(filled: IssuedContent, check: Check) -> str:
    """Return the sentence of a check of rows: where, and what to do; blank if all is well."""
    spots = [
        _spot(BY_KEY[table].table.title, rows)
        for table, _, wrong in check.spots
        if (rows := wrong(filled))
    ]
    return "".join(spots) + check.remedy if spots else ""


def _spot(sheet: str, rows: Sequence[int]) -> str:
    more = f"ほか{len(rows) - 1}行" if len(rows) > 1 else ""
    return f"「{sheet}」の{rows[0]}行目{more}。"
