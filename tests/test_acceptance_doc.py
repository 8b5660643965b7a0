"""The sheet for a PC with Excel: numbered steps, every button, words that are really said."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from ledger.addin.pc_checks import Topic
from ledger.buttons.registry import BUTTONS
from ledger.model.catalogue import CATALOGUE

ROOT = Path(__file__).parent.parent
SHEET = (ROOT / "docs" / "acceptance-windows.md").read_text("utf-8")
STEPS = re.split(r"^## ", SHEET, flags=re.MULTILINE)[1:]
PARTS = ("**すること**", "**こうなる**", "**結果**: □ できた  □ 違った  □ 試していない", "**メモ**")
NOT_OURS = {"#####", "1816", "TimeoutExpired"}
"""What Excel, Windows or Python itself would show."""


def quoted() -> list[str]:
    """Return what the product is expected to say."""
    expected = [step.split("**こうなる**")[1].split("**結果**")[0] for step in STEPS]
    found = [text for one in expected for text in re.findall(r"`([^`]+)`", one)]
    return [text for text in found if text not in NOT_OURS]


@cache
def said() -> tuple[str, ...]:
    """Return every text of the product: source, catalogue, ribbon, and what installs it."""
    sources = [*(ROOT / "src" / "ledger").rglob("*.py"), *(ROOT / "bundle").rglob("*.py")]
    texts = [
        node.value
        for path in sources
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]
    texts += [text for entry in CATALOGUE.values() for text in (entry.what, entry.remedy)]
    addin = ("ribbon/availability.csv", "ribbon/customUI14.xml", "vba/messages.csv")
    texts += [(ROOT / "addin" / name).read_text("utf-8") for name in addin]
    return tuple(texts)


def test_頭に書いた数だけ項目があり_順に番号が付いている() -> None:
    assert [int(step.split(".")[0]) for step in STEPS] == list(range(1, 37))
    head = SHEET.split("## 1.")[0]
    assert f"{len(STEPS)}項目" in head
    assert f"／{len(STEPS)}" in head


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.splitlines()[0])
def test_どの項目にも_すること_こうなる_結果_メモがある(step: str) -> None:
    assert [step.count(part) for part in PARTS] == [1] * len(PARTS)
    assert step.index(PARTS[0]) < step.index(PARTS[1]) < step.index(PARTS[2])


@pytest.mark.parametrize("label", [button.label for button in BUTTONS.values()])
def test_どのボタンも出てくる(label: str) -> None:
    assert f"「{label}」" in "".join(STEPS)


@pytest.mark.parametrize("text", quoted())
def test_引いた言葉は製品が言う(text: str) -> None:
    fragments = [part.strip() for part in text.split("…") if part.strip()]
    assert fragments
    for fragment in fragments:
        assert any(fragment in one for one in said()), fragment


def test_十分に引いている() -> None:
    assert len(quoted()) >= 40


def test_表の頭に_だれがどこで確かめたかを書ける() -> None:
    head = SHEET.split("## 1.")[0]
    for item in ("実施日", "実施した人", "Windowsの版", "Excelの版とビット数", "ネットワーク"):
        assert f"| {item}" in head


def test_点検の項目の数は_1ページに出る数と同じ() -> None:
    only_with_a_bundle = 1
    assert f"{len(Topic) - only_with_a_bundle}項目が出る" in SHEET


def test_ボタンの数はリボンと同じ() -> None:
    assert f"{len(BUTTONS)}個のボタン" in SHEET
