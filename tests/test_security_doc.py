"""docs/security.md: its figures are the program's constants, and its tests exist."""

import re
from pathlib import Path

import pytest

import faults
from ledger.store import kept_readings, keys, thinning

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "security.md").read_text("utf-8")


def kept(what: str) -> str:
    """Return the row of what is kept."""
    (row,) = [line for line in PAGE.splitlines() if line.startswith(f"| {what} |")]
    return row


@pytest.mark.parametrize(
    ("what", "figures"),
    [
        (
            "控え(元に戻す・復元のため)",
            (
                f"最後の{thinning.LAST}つ",
                f"{thinning.DAYS}日",
                f"{thinning.WEEKS}週",
            ),
        ),
        (
            "読み取りの控え",
            (f"{kept_readings.MOST_DAYS}日", f"{kept_readings.MOST_BYTES >> 20}MB"),
        ),
        ("封印の鍵", (f"{keys.LENGTH}バイト",)),
    ],
)
def test_残る期間は_プログラムの定数と同じ(what: str, figures: tuple[str, ...]) -> None:
    assert [one for one in figures if one not in kept(what)] == []


def test_残るものは_9つとも_消し方まで書いてある() -> None:
    rows = PAGE.partition("## 5.")[2].partition("## 6.")[0].splitlines()
    table = [line for line in rows if line.startswith("| ") and "残るもの |" not in line]
    assert len(table) == 9
    assert all(line.count("|") == 7 and "|  |" not in line for line in table)


def test_挙げた試験は_どれもある() -> None:
    named = re.findall(r"`(tests/[^`]+)`", PAGE)
    assert [one for one in named if not faults.is_there(one)] == []
    assert len(named) >= 15


def test_法令は_どれも要確認と書く() -> None:
    rows = [line for line in PAGE.splitlines() if re.match(r"\| \d+条", line)]
    assert len(rows) == 4
    assert all("要確認" in row for row in rows)


@pytest.mark.parametrize("word", ["改ざん不可能", "改ざんできない", "否認防止", "安全です", "絶対"])
def test_守れないことを守れるとは言わない(word: str) -> None:
    assert word not in PAGE
    assert "本人性はWindowsアカウントと運用に依存します" in PAGE
