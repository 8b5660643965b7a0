"""The docs say what the code does: generated pages are fresh, every code and command appears."""

import ast
import re
from pathlib import Path

import pytest

import build
from ledger.model.catalogue import CATALOGUE, PARTS
from ledger.model.problems import Severity

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"


@pytest.mark.parametrize("name", sorted(build.PAGES))
def test_a_generated_page_is_fresh(name: str) -> None:
    written = (DOCS / name).read_text("utf-8")
    assert written == build.PAGES[name](), "run `make docs`"


def test_every_problem_has_its_words() -> None:
    assert sum(map(len, PARTS)) == len(CATALOGUE), "a code stands in two parts"
    for code, entry in CATALOGUE.items():
        assert code == code.lower()
        assert " " not in code
        assert Severity(entry.severity)
        assert entry.title
        assert entry.what.endswith(("。", "}"))
        assert entry.remedy.endswith(("。", "}"))


def test_every_code_used_is_in_the_catalogue() -> None:
    used: set[str] = set()
    for path in (ROOT / "src").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr == "of"
                and isinstance(node.func.value, ast.Name)
                and node.func.value.id in ("Problem", "Refusal")
                and isinstance(node.args[0], ast.Constant)
            ):
                used.add(str(node.args[0].value))
    assert used <= set(CATALOGUE)
    assert len(used) > 20


def test_links_between_pages_lead_somewhere() -> None:
    for page in [*DOCS.rglob("*.md"), ROOT / "README.md"]:
        for target in re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text("utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"
