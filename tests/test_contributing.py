"""CONTRIBUTING.md and README.md name targets, files and headings that are there."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
TARGETS = frozenset(re.findall(r"(?m)^([a-z][a-z-]*):", (ROOT / "Makefile").read_text("utf-8")))
PAGES = ("CONTRIBUTING.md", "README.md")
PLACE = re.compile(r"(?a)(?:\.ci|src|tests|docs|addin|workbooks)/[\w./-]+|[\w-]+\.(?:toml|txt)")
EVERYDAY = frozenset({"demo", "test", "lint", "types", "format", "docs", "workbooks", "addin"})
"""Targets that who changes the product needs."""


def anchor(heading: str) -> str:
    """Return the name by which a link reaches a heading."""
    return re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-")


def missing(page: str, root: Path) -> Iterator[str]:
    """Yield what a page names and nobody finds: make's targets, files, links, headings.

    Args:
        page: Its text; code stands between backticks or in a block.
        root: The folder that it stands in.
    """
    code = " ".join(re.findall(r"(?s)```.*?```|`[^`\n]+`", page))
    for target in re.findall(r"\bmake ([a-z-]+)", code):
        if target not in TARGETS:
            yield f"make {target}"
    for place in PLACE.findall(code):
        if not (root / place).exists():
            yield place
    for link, heading in re.findall(r"\]\((?!https?:)([^)#]*)(?:#([^)]+))?\)", page):
        there = root / link
        if link and not there.exists():
            yield link
        elif heading:
            text = there.read_text("utf-8") if link else page
            if heading not in map(anchor, re.findall(r"(?m)^#+ (.+)$", text)):
                yield f"{link}#{heading}"


@pytest.mark.parametrize("name", PAGES)
def test_名前を挙げたものは_どれもある(name: str) -> None:
    assert not list(missing((ROOT / name).read_text("utf-8"), ROOT))


@pytest.mark.parametrize(
    ("page", "said"),
    [
        ("`make tset`", ["make tset"]),
        ("`LEDGER_SEED=5 make proofs`", ["make proofs"]),
        ("```\nmake demos   # a city\n```", ["make demos"]),
        ("see `tests/rule` and `docs/hous.py`", ["tests/rule", "docs/hous.py"]),
        ("`pyproject.tml` is no place, `project.toml` is", ["project.toml"]),
        ("[decisions](docs/decision)", ["docs/decision"]),
        ("[house](docs/architecture.md#no-such-heading)", ["docs/architecture.md#no-such-heading"]),
        ("[above](#nothing)\n\n## Something", ["#nothing"]),
        ("[above](#where-a-test-goes)\n\n## Where a test goes", []),
        ("we make tests, `make test` runs them", []),
    ],
    ids=[
        "ない目標",
        "環境変数のあとのない目標",
        "囲みの中のない目標",
        "ないフォルダとファイル",
        "ない設定ファイル",
        "ないリンク先",
        "ほかの文書にない見出し",
        "同じ文書にない見出し",
        "同じ文書にある見出し",
        "ふつうの文の make",
    ],
)
def test_ないものを挙げれば見つかる(page: str, said: list[str]) -> None:
    assert list(missing(page, ROOT)) == said


def test_ふだん使う目標は_どれも書いてある() -> None:
    told = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    assert EVERYDAY <= TARGETS
    for target in EVERYDAY:
        assert f"make {target}" in told


def test_環境を作る命令は2つ() -> None:
    block = re.search(
        r"## Set up\n\n```\n(.*?)```", (ROOT / "CONTRIBUTING.md").read_text("utf-8"), re.DOTALL
    )
    assert block
    assert len(block[1].splitlines()) == 2
    assert "constraints.txt" in (ROOT / "Makefile").read_text("utf-8").split(".installed:")[1]


def test_READMEから_たどれる() -> None:
    assert "](CONTRIBUTING.md)" in (ROOT / "README.md").read_text("utf-8")


def test_試験の届く割合の下限は_設定にある() -> None:
    report = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["coverage"]
    assert report["run"]["branch"] is True
    assert 80 <= report["report"]["fail_under"] <= 100
    assert "--cov" in (ROOT / "Makefile").read_text("utf-8").split("\ncover:")[1].split("\n\n")[0]
