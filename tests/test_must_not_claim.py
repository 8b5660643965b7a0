"""製品の言葉は、照合値と封印でできないことを言わない(faults §4)."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from ledger.layout.review import MAY_CLAIM

ROOT = Path(__file__).parent.parent
SOURCES = sorted((ROOT / "src" / "ledger").rglob("*.py"))
PAGES = sorted({*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")})

CLAIMS = re.compile(
    "電子署名|電子証明|改(?:ざん|竄)(?:不可能|できない|できません|を防)|本人確認|否認防止|否認できない"
    "|時刻(?:認証|証明)|タイムスタンプ(?:で|により)証明|保護で(?:安全|守られ)|保護により安全"
    "|(?:上長|確認者)(?:[^。、]{0,8})が(?:読んだ|見た)(?:こと|内容)|コメントや色も(?:含|対象)"
)
"""What must not be claimed; saying that it is not so is the opposite of a claim."""
DENIED = re.compile("電子署名では(?:ありません|なく)")


def claimed(text: str) -> list[str]:
    """Return what a text claims and must not."""
    return CLAIMS.findall(DENIED.sub("", text))


def spoken(source: str) -> Iterator[str]:
    """Yield the texts of a module that are no docstring."""
    tree = ast.parse(source)
    told = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            yield node.value


def test_画面とファイルに出る文は_言ってはならないことを言わない() -> None:
    texts = {path: "\n".join(spoken(path.read_text("utf-8"))) for path in SOURCES}
    assert {path.name: found for path, text in texts.items() if (found := claimed(text))} == {}
    assert sum(map(len, texts.values())) > 100_000


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_文書は_言ってはならないことを言わない(page: Path) -> None:
    assert claimed(page.read_text("utf-8")) == []


@pytest.mark.parametrize(
    "text",
    [
        "電子署名と同じ効力があります。",
        "改ざん不可能です。",
        "改ざんできません。",
        "本人確認を行います。",
        "否認防止になります。",
        "シートの保護で安全です。",
        "確認者 01000 が見た内容から変わっています。",
        "上長が読んだことを証明します。",
    ],
)
def test_そう言えば見つかる(text: str) -> None:
    assert claimed(text)


def test_言ってよいことは_言ってよい() -> None:
    assert not claimed(MAY_CLAIM)
    assert not claimed("電子署名ではありません。確認者の本人性は、運用に依存します。")
    assert "本人性は、Windowsアカウントと運用によります" in MAY_CLAIM
