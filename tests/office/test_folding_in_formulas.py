"""The formulas of a form fold every text as `model/folding` does, in LibreOffice.

Both replace character by character. So it is enough to hold every character against the other side
once, and the joining and taking apart against texts of every length.
"""

import random
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

import builders
from ledger.form.blocks import CALC_SHEET
from ledger.form.content import IssuedForm, prefill
from ledger.form.folding import COLUMNS, NESTED, STAGES, groups_of
from ledger.form.issue import fill
from ledger.form.sizes import USUAL
from ledger.form.template import template
from ledger.layout.self_report import BY_KEY
from ledger.model.folding import CASES, LONGEST_NAME, SIGNS, code_key, name_key
from ledger.model.terms import Phase
from office.blocks import value
from office.harness import Grid, recalculated
from sampling import batches, keep

CELL = 32_767
FILLED = {
    ("my_attendances", "training_code"): ("typed_attendances", ("code", "name")),
    ("my_qualifications", "qualification"): ("typed_qualifications", ("name",)),
    ("my_engagements", "project_no"): ("typed_engagements", ("code",)),
    ("my_engagements", "project_name"): ("typed_engagements", ("name",)),
    ("my_tool_levels", "tool_code"): ("typed_levels", ("code", "name")),
    ("my_skill_ratings", "skill_code"): ("typed_ratings", ("code", "name")),
}
"""Columns of claims, and where `_calc` folds them: as codes, as names, or both."""
KEYS = {"code": code_key, "name": name_key}
CODES = (*range(32, 0xD800), *range(0xE000, 0xFFFE), *range(0xE0100, 0xE01F0))
"""Every character of the basic plane that a cell can hold, and the variation selectors."""
ROWS = 54
"""Texts that one form folds both as codes and as names."""
SHORT = LONGEST_NAME // 2 - 2
"""Characters that fit whatever they are."""
OURS = sorted({*SIGNS, *CASES})
TEXTS = [
    *("".join(OURS[at : at + SHORT]) for at in range(0, len(OURS), SHORT)),
    *("".join(map(chr, CODES[at : at + SHORT])) for at in range(0, len(CODES), SHORT)),
]
TEXTS = [f"あ{''.join(sign for sign in text if sign >= ' ')}い" for text in TEXTS]
FORMS = -(-len(TEXTS) // ROWS)
PIECES = (
    *("改善", "窓口", "給付", "Ａ", "b", "12", " ", "　", "\u00a0", "\n", "\t", "Ⅱ", "①", "㈱"),
    *("㎡", "㌔", "ｶﾞ", "ﾊﾟ", "が", "か\u3099", "ハ\u309a", "゛", "ー", "ｰ", "-", "−", "—", "〜"),
    *("～", "~", "*", "?", '"', "&", "<", "=", "𠮷", "葛\U000e0100", "\ufa1b", "É", "e\u0301"),
    *("〇", "○", "仮-1"),
)


def form(texts: Mapping[tuple[str, str], Sequence[str]]) -> IssuedForm:
    """Return a form with texts typed into columns of claims."""
    tables = builders.tables()
    policy = builders.policy(tables)
    made = prefill(policy, tables, builders.PERSON, policy.settings.as_of, Phase.CLOSING)
    rows = dict(made.rows)
    for table in {table for table, _ in texts}:
        columns = {key: texts[name, key] for name, key in texts if name == table}
        inputs = [column.key for column in BY_KEY[table].inputs]
        rows[table] = tuple(
            tuple(columns[key][i] if key in columns else None for key in inputs)
            for i in range(BY_KEY[table].rows)
        )
    shown = {key: BY_KEY[key].main for key in rows}
    return replace(made, rows=rows, shown=shown, unused=frozenset())


def drawn_text(draw: random.Random) -> str:
    """Return a made-up text. LibreOffice loses tabs where a cell has several lines."""
    text = "x" + "".join(draw.choices(PIECES, k=draw.randint(0, 30)))
    return text.replace("\t", " ") if "\n" in text else text


def differences(
    texts: Mapping[tuple[str, str], Sequence[str]], grid: Grid
) -> list[tuple[str, str, object]]:
    """Return the texts that the formulas fold in another way, with what they make of them."""
    return [
        (key, text, said)
        for column, written in texts.items()
        for name, keys in (FILLED[column],)
        for key in keys
        for i, text in enumerate(written)
        if (said := _cell(grid, name, key, i)) != KEYS[key](text)
    ]


def _cell(grid: Grid, name: str, key: str, index: int) -> object:
    return value(grid, name, key, index)


@pytest.mark.office
@pytest.mark.parametrize("numbers", batches(FORMS, 5, 20))
def test_どの文字も_数式とPythonで同じに読む(numbers: tuple[int, ...], tmp_path: Path) -> None:
    wide = [column for column, (_, keys) in FILLED.items() if len(keys) == len(KEYS)]
    assert sum(BY_KEY[table].rows for table, _ in wide) == ROWS
    typed = {}
    for number in numbers:
        texts = iter([*TEXTS[number * ROWS : (number + 1) * ROWS], *[""] * ROWS])
        typed[f"form-{number}"] = {
            (table, key): [next(texts) for _ in range(BY_KEY[table].rows)] for table, key in wide
        }
    wrong = _wrong(typed, tmp_path)
    keep("characters folded by formulas", forms=len(typed), differences=len(wrong))
    assert not wrong


@pytest.mark.office
def test_つなげて分けても_どの長さの名前も数式とPythonで同じに読む(tmp_path: Path) -> None:
    draw = random.Random(20_260_401)  # noqa: S311 - made-up texts, no secrets
    typed = {}
    for number in range(4):
        columns = {}
        for table, key in FILLED:
            columns[table, key] = [drawn_text(draw) for _ in range(BY_KEY[table].rows)]
        columns["my_qualifications", "qualification"][0] = "あ" * LONGEST_NAME
        columns["my_attendances", "training_code"][-1] = "㌖" * LONGEST_NAME
        typed[f"form-{number}"] = columns
    assert not _wrong(typed, tmp_path)


@pytest.mark.office
def test_長すぎる名前は_数式でも名前でない(tmp_path: Path) -> None:
    column = ("my_qualifications", "qualification")
    one = form({column: ["あ" * (LONGEST_NAME + 1), "い", *[""] * 8]})
    grid = recalculated({"one": fill(template(), one)}, CALC_SHEET, tmp_path / "work")["one"]
    assert [_cell(grid, "typed_qualifications", "name", i) for i in (0, 1)] == ["", "い"]


def _wrong(
    typed: Mapping[str, Mapping[tuple[str, str], Sequence[str]]], folder: Path
) -> dict[str, list[tuple[str, str, object]]]:
    blank = template()
    books = {name: fill(blank, form(texts)) for name, texts in typed.items()}
    grids = recalculated(books, CALC_SHEET, folder / "work")
    found = {name: differences(texts, grids[name]) for name, texts in typed.items()}
    return {name: wrong for name, wrong in found.items() if wrong}


def test_どの組も_つなげて読みかえた長さがセルに収まる() -> None:
    widest = max(len(value) for value in SIGNS.values())
    for sizes in (USUAL, dict.fromkeys(USUAL, 400)):
        groups = groups_of(sizes)
        for group in groups:
            texts = sum(portion.rows for portion in group)
            longest = sum(portion.rows * portion.column.longest for portion in group)
            assert longest * widest + texts < CELL
        folded = sum(portion.rows for group in groups for portion in group)
        assert folded == sum(sizes[column.table] for column in COLUMNS)


def test_どの数式も入れ子はExcelの64まで() -> None:
    assert max(len(stage) for stage in STAGES) <= NESTED < 64
