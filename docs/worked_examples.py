"""The page of the worked examples: what each W number says, and the rule book's cases that show it.

The cases stand in `tests/rulebook/*.csv`; `tests/rulebook` runs them and shows that they can fail.
"""

import csv
from collections.abc import Iterator
from pathlib import Path

FOLDER = Path(__file__).parent.parent / "tests" / "rulebook"
INDEX = "W番号.csv"


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file)


def page(note: str) -> str:
    """Return the page.

    Args:
        note: The first line, which says that the page is generated.
    """
    paths = sorted(path for path in FOLDER.glob("*.csv") if path.name != INDEX)
    shown: dict[str, list[str]] = {}
    total = 0
    for path in paths:
        for row in _rows(path):
            total += 1
            for number in row["W番号"].split():
                shown.setdefault(number, []).append(f"- {row['題名']}({path.stem}): {row['理由']}")
    lines = [
        note,
        "# 規則の例",
        "",
        f"規則集は、台帳の例とその答えの表です。いま{len(paths)}のファイルに{total}の例があります。",
        "ファイルと書き方は[tests/rulebook](../tests/rulebook/README.md)にあります。",
        "ここには、番号の付いた規則と、それを示す例を並べます。",
        "どの番号にも、その規則を壊せば失敗する例があることを、試験が確かめています。",
        "",
    ]
    for row in _rows(FOLDER / INDEX):
        number = row["W番号"]
        planned = ["計画の規則で、このプログラムにはまだありません。"]
        cases = shown.get(number, planned)
        lines += [f"## {number}", "", f"{row['示すこと']}。", "", *cases, ""]
    return "\n".join(lines)
