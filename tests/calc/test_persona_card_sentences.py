"""人材像カード in Calc: the sentence beside each line is the one that the program reads."""

import itertools
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from calc.pages import CalcPages
from calc.running import CalcOffice
from calc.unprinted import unprinted
from card_desks import CardDesk, at
from ledger.judge.cards.sentences import criterion_said, need_said
from ledger.layout.addresses import letter
from ledger.layout.persona_card import LINE_ROLES, NEED_ROLES, PLACES, ROWS, TITLE
from ledger.model.terms import CriterionKind
from ledger.present.pages.persona_card import SENTENCE
from sampling import SEED

pytestmark = pytest.mark.office

ROLES = [role for roles in LINE_ROLES.values() for role in roles]
LINES = list(
    itertools.product(
        ["", "面談", *CriterionKind],
        ["", "BPR研修", "推進員プログラム(グループ)"],
        ["", 1, 3],
        ["", "LoGoフォーム", "ツールごと"],
        ["", "A"],
    )
)
"""Every 種別 with and without 何, 必要数, ツール and 組."""
NEEDS = list(
    itertools.product(["", "必須"], ["", "BPR研修"], ["", 5], ["", "合致人数"], ["", "設計"])
)


@pytest.fixture(scope="module")
def pages(calc_office: CalcOffice, tmp_path_factory: pytest.TempPathFactory) -> Iterator[CalcPages]:
    desk = CardDesk(Path(tmp_path_factory.mktemp("card")), is_open=False)
    desk.path.write_bytes(unprinted(desk.path.read_bytes()))
    with CalcPages.open(calc_office, desk.path) as opened:
        yield opened


def sentence(pages: CalcPages, role: str) -> object:
    return pages.values(TITLE)[ROWS[role] - 1][SENTENCE] or ""


def lay(pages: CalcPages, role: str, line: tuple[object, ...]) -> dict[str, str]:
    """Write a line as somebody types it, and return it as texts."""
    columns = PLACES[role]
    for column, value in zip(columns.values(), line, strict=True):
        address = f"{letter(column)}{ROWS[role]}"
        pages.put(TITLE, f"{address}:{address}", [[value or None]])  # type: ignore[list-item]
    return {key: str(value) for key, value in zip(columns, line, strict=True)}


def test_every_kind_of_line_reads_as_the_program_says_it(pages: CalcPages) -> None:
    drawn = random.Random(SEED).sample(LINES, 3 * len(ROLES))  # noqa: S311 - a sample, no secret
    for first in range(0, len(drawn), len(ROLES)):
        batch = zip(ROLES, drawn[first : first + len(ROLES)], strict=True)
        typed = {
            role: lay(pages, role, (kind, what, amount, "", tool, group))
            for role, (kind, what, amount, tool, group) in batch
        }
        pages.calculate()
        for role, line in typed.items():
            assert sentence(pages, role) == criterion_said(line, "通算"), line


def test_every_line_of_the_map_reads_as_the_program_says_it(pages: CalcPages) -> None:
    for first in range(0, len(NEEDS), len(NEED_ROLES)):
        batch = zip(NEED_ROLES, NEEDS[first : first + len(NEED_ROLES)], strict=True)
        typed = {role: lay(pages, role, line) for role, line in batch}
        pages.calculate()
        for role, line in typed.items():
            assert sentence(pages, role) == need_said(line), line


def test_what_was_typed_is_counted(pages: CalcPages) -> None:
    before = str(pages.values(TITLE)[2][1])
    cell = at("name.persona_name")
    pages.put(TITLE, f"{cell}:{cell}", [["別の名前"]])
    pages.calculate()
    after = str(pages.values(TITLE)[2][1])
    assert int(after.split(" ", maxsplit=1)[0]) == int(before.split(" ", maxsplit=1)[0]) + 1
