"""Draws `coverage.md` from `coverage.csv`: what the material asks for, and what serves it.

Each item of the material (S01 …) has its class (C core, E extended, O outside), the sheets,
commands and buttons that serve it, and the tests that show it; class O has its reason.
`tests/test_coverage.py` holds the file against the product.
"""

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path

HERE = Path(__file__).parent
SOURCE = HERE / "coverage.csv"
CLASSES = {"C": "核になるもの", "E": "広げるもの", "O": "ソフトウェアの外"}
LISTS = ("シート", "コマンド", "ボタン", "試験")
"""Columns that hold several values, parted by `;`."""


def items() -> list[dict[str, str]]:
    """Return the items as rows by header."""
    with SOURCE.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def values(item: Mapping[str, str], header: str) -> list[str]:
    """Return what a column that holds several values holds."""
    return [one for one in item[header].split(";") if one]


def page(note: str) -> str:
    """Return the page.

    Args:
        note: First line of a generated page.
    """
    found = items()
    lines = [note, "# 求められていることと、応えるもの", ""]
    lines += [
        "もとになる資料の項目(S01〜S86)ごとに、シート・コマンド・ボタンと、それを示す試験です。",
        "",
    ]
    for letter, title in CLASSES.items():
        own = [item for item in found if item["分類"] == letter]
        lines += [f"## {title}({letter}: {len(own)}項目)", "", *_table(letter, own), ""]
    return "\n".join(lines)


def _table(letter: str, own: Sequence[Mapping[str, str]]) -> list[str]:
    if letter == "O":
        head = ["| 項目 | 内容 | しない理由 |", "|---|---|---|"]
        return head + [
            f"| {one['項番']} | {one['求めていること']} | {one['理由']} |" for one in own
        ]
    head = ["| 項目 | 内容 | シート | コマンド | ボタン | 試験 |", "|---|---|---|---|---|---|"]
    return head + [_row(one) for one in own]


def _row(item: Mapping[str, str]) -> str:
    sheets, buttons = ("、".join(values(item, key)) for key in ("シート", "ボタン"))
    commands = "、".join(f"`{one}`" for one in values(item, "コマンド"))
    tests = "、".join(f"[{Path(one).stem}](../{one})" for one in values(item, "試験"))
    cells = (item["項番"], item["求めていること"], sheets, commands, buttons, tests)
    return "| " + " | ".join(cells) + " |"
