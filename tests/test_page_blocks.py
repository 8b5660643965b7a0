"""What a page says anew, as few rectangles: every cell that must, none that never may."""

import random

import pytest

from ledger.book.page_blocks import PageBlock, Wish, blocks

SIGNS = {"o": Wish.MUST, ".": Wish.MAY, "x": Wish.NEVER}


def wishes(*rows: str) -> list[list[Wish]]:
    return [[SIGNS[sign] for sign in row] for row in rows]


@pytest.mark.parametrize(
    ("rows", "written"),
    [
        (("...", "..."), []),
        (("oo", "oo"), [PageBlock(0, 0, 1, 1)]),
        (("o..o", "....", ".o.."), [PageBlock(0, 0, 2, 3)]),
        (("...", ".o.", "..."), [PageBlock(1, 1, 1, 1)]),
        (("oxo", "oxo"), [PageBlock(0, 0, 1, 0), PageBlock(0, 2, 1, 2)]),
        (("xo.", ".ox", "xox"), [PageBlock(0, 1, 2, 1)]),
        (("o.", "x.", "o."), [PageBlock(0, 0, 0, 0), PageBlock(2, 0, 2, 0)]),
        (("ox", "xo"), [PageBlock(0, 0, 0, 0), PageBlock(1, 1, 1, 1)]),
        ((), []),
    ],
    ids=[
        "変わらない頁は書かない",
        "続く行は1度に",
        "間の同じセルは一緒に書く",
        "変わったセルだけ",
        "式の列は避ける",
        "どの行でも書ける列は1度に",
        "間に式のある列は分ける",
        "斜めの式は行ごとに",
        "行のない頁",
    ],
)
def test_頁はできるだけ少ない四角で書く(rows: tuple[str, ...], written: list[PageBlock]) -> None:
    assert list(blocks(wishes(*rows))) == written


@pytest.mark.parametrize("seed", range(60))
def test_書くべきセルはどれも1度_避けるセルは1つも書かない(seed: int) -> None:
    draw = random.Random(seed)  # noqa: S311 - a sample, no secret
    width, height = draw.randint(1, 6), draw.randint(1, 8)
    weights = [draw.random() + 0.05 for _ in Wish]
    drawn = [draw.choices(list(Wish), weights, k=width) for _ in range(height)]
    written = [
        (row, column)
        for block in blocks(drawn)
        for row in range(block.top, block.bottom + 1)
        for column in range(block.left, block.right + 1)
    ]
    assert len(written) == len(set(written))
    every = {(r, c): wish for r, row in enumerate(drawn) for c, wish in enumerate(row)}
    assert {at for at, wish in every.items() if wish is Wish.MUST} <= set(written)
    assert not any(every[at] is Wish.NEVER for at in written)


def test_人の数だけ行があっても1度に書く() -> None:
    assert len(blocks(wishes(*["oo.o"] * 1_000))) == 1
