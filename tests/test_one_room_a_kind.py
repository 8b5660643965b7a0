"""What is particular to a kind of criterion stands in its rooms, and nowhere else."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from ledger.form.kinds import ROWS
from ledger.judge.kinds import KINDS
from ledger.model.terms import CriterionKind

SOURCE = Path(__file__).parent.parent / "src" / "ledger"
ROOMS = ("judge/kinds/", "form/kinds.py", "model/object_words.py", "model/terms/")
"""Where a 種別 may be named: its object, its row on the form, its word and what it may be about."""
WORDS = frozenset(CriterionKind)


def named(tree: ast.AST) -> Iterator[int]:
    """Yield the lines that name one kind: by its term, or compare something with its word."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and ast.unparse(node.value) == "CriterionKind":
            yield node.lineno
        if isinstance(node, ast.Compare) and "kind" in ast.unparse(node.left):
            words = (side for side in node.comparators if isinstance(side, ast.Constant))
            if any(word.value in WORDS for word in words):
                yield node.lineno


def strangers(source: str, where: str) -> list[int]:
    """Return the lines of a module outside the rooms that ask which kind a criterion is of."""
    return [] if where.startswith(ROOMS) else sorted(named(ast.parse(source)))


def test_nobody_else_asks_which_kind_a_criterion_is_of() -> None:
    found = {}
    for path in sorted(SOURCE.rglob("*.py")):
        where = path.relative_to(SOURCE).as_posix()
        if lines := strangers(path.read_text("utf-8"), where):
            found[where] = lines
    assert found == {}


@pytest.mark.parametrize(
    "breach",
    [
        "if criterion.kind is CriterionKind.TRAINING:\n    pass",
        "wanted = {CriterionKind.TOOL: 1}",
        "if row['kind'] == '研修':\n    pass",
    ],
    ids=["種別で分かれる", "種別ごとの表を別に持つ", "種別の言葉と比べる"],
)
def test_a_planted_question_is_found(breach: str) -> None:
    assert strangers(breach, "judge/advice.py") == [1]
    assert strangers(breach, "judge/kinds/training.py") == []


def test_every_word_of_the_policy_has_its_object_and_its_row() -> None:
    assert set(KINDS) == set(ROWS) == WORDS
    assert all(KINDS[term].term is term and ROWS[term].kind is KINDS[term] for term in WORDS)
