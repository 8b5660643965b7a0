"""The page on 公開データ: its files, their columns, and the rules kept (`public_rules.csv`)."""

import csv
from collections.abc import Iterator
from pathlib import Path

from ledger.layout.public_tables import TABLES, file_of

HERE = Path(__file__).parent
RULES = HERE / "public_rules.csv"


def rules() -> list[dict[str, str]]:
    """Return every rule: ID, what it asks, whether it applies, how it is checked or why not."""
    with RULES.open(encoding="utf-8", newline="") as source:
        return list(csv.DictReader(source))


def page() -> str:
    """Return the page."""
    return "\n".join(["# 公開データ", "", *_intro(), *_files(), *_rules()])


def _intro() -> Iterator[str]:
    yield (
        "`talent-ledger export 台帳.xlsx DIR --public` と、ボタン「公表用を作る」が、フォルダ"
        "「公開データ」に書き出すファイルです。集計だけで、個人の情報はありません。"
        "伏せた数と理由は、台帳のシート「公表」にあります。"
    )
    yield ""
    yield "文字コードはUTF-8(BOMあり)、改行はCRLF、区切りはカンマ、1行目が見出しです。"
    yield ""


def _files() -> Iterator[str]:
    for table in TABLES:
        yield f"## {table.title} `{file_of(table)}`"
        yield ""
        yield f"{table.note}。"
        yield ""
        yield "| 項目名 | 物理名 | 定義 |"
        yield "|---|---|---|"
        for column in table.columns:
            yield f"| {column.header} | `{column.key}` | {column.note} |"
        yield ""


def _rules() -> Iterator[str]:
    yield "## 行政データにおける機械可読性に関するルール"
    yield ""
    yield (
        "令和8年3月31日に決まったルール(デジタル庁、"
        "[digital-go-jp/machine_readability_rule](https://github.com/digital-go-jp/machine_readability_rule)、"
        "PDL1.0)の番号ごとに、求めることを私たちの言葉で書き、どう確かめるかを並べます。"
        "確かめるのは `tests/test_public_rules.py` です。"
    )
    yield ""
    yield "| ID | 求めること | 当てはまる | 確かめ方、当てはまらない理由 |"
    yield "|---|---|---|---|"
    for rule in rules():
        yield "| " + " | ".join(rule.values()) + " |"
    yield ""
