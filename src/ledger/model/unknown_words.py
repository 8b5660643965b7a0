"""What to do about a code or a number that a list does not hold: said by what was written."""

import re

TRAININGS = "研修"
_CODE = re.compile(r"[!-~]*")
"""What looks like a code: typed without any Japanese character."""


def code_remedy(table: str, value: str) -> str:
    """Return what to do about a code, or a name in its place, that a sheet does not hold.

    Args:
        table: Title of the sheet.
        value: What was written.
    """
    if table != TRAININGS or _CODE.fullmatch(value):
        return f"コードを直すか、シート「{table}」に加えてください。"
    return (
        f"シート「研修別名」に、別名「{value}」とその研修の研修コードを書き足すと、次から読めます。"
        "新しい研修なら、シート「研修」に加えてください。"
    )


def staff_remedy(before: str = "") -> str:
    """Return what to do about a number that 職員 does not hold.

    Args:
        before: Who was there under it once, by what the ledger has of it; "" if nobody was.
    """
    if not before:
        return "職員番号を確かめて直すか、シート「職員」に加えてください。"
    return (
        f"{before} は、前は「職員」にいました。退職なら、行を残して「退職日」を入れてください"
        "(行を消したときは、戻してから)。"
    )
