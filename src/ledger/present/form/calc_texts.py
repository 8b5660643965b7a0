"""Formulas that fold what was typed, and those that look up what it means."""

from ledger.present.form import folding, places
from ledger.present.form.blocks import BLOCK_TOP, CALC
from ledger.present.form.places import claim

_TYPED = {
    "typed_attendances": ("my_attendances", {"code": "training_code", "name": "training_code"}),
    "typed_qualifications": ("my_qualifications", {"name": "qualification"}),
    "typed_engagements": (
        "my_engagements",
        {"code": "project_no", "name": "project_name", "kind": "kind", "role": "role"},
    ),
    "typed_levels": ("my_tool_levels", {"code": "tool_code", "name": "tool_code"}),
    "typed_ratings": ("my_skill_ratings", {"code": "skill_code", "name": "skill_code"}),
}
"""Blocks of folded texts: the table of claims, and the column that each of theirs folds."""
TYPED = tuple(_TYPED)


def folded() -> dict[str, list[str]]:
    """Return the texts of each group joined, and what each stage of the folding makes of them."""
    block = CALC["folded"]
    texts = [
        folding.joined(
            [
                column.text(claim(column.table, column.key, index))
                for column in group
                for index in range(column.rows)
            ]
        )
        for group in folding.GROUPS
    ]
    columns = {"joined": texts}
    before = "joined"
    for key, stage in zip(folding.KEYS[1:], folding.STAGES, strict=True):
        columns[key] = [folding.replaced(block.at(before, i), stage) for i in range(block.rows)]
        before = key
    return columns


def typed(name: str) -> dict[str, list[str]]:
    """Return the texts of one table of claims, folded: as codes, or as names."""
    table, keys = _TYPED[name]
    block = CALC[name]
    columns = {}
    for key in block.keys:
        group, before = folding.place_of(table, keys[key])
        stage = folding.CODES if key == "code" else folding.NAMES
        text = folding.taken(CALC["folded"].fixed(stage, group), f"ROW()-{BLOCK_TOP - 1 - before}")
        columns[key] = [f"TRIM({text})" if key == "code" else text] * block.rows
    return columns


def position(listed: str, text: str) -> str:
    """Return the position of a code in a list, 0 if it is not there."""
    keys = f"list_{listed}_key"
    return f"SUMPRODUCT(MAX(EXACT({keys},{text})*(ROW({keys})-{places.FIRST_LIST_ROW - 1})))"


def named(listed: str, name: str) -> str:
    """Return the position of what a name or an alias means, 0 if it means nothing."""
    names = f"list_{listed}_word_key"
    return f"SUMPRODUCT(MAX(EXACT({names},{name})*list_{listed}_word_index))"


def head(text: str) -> str:
    """Return what stands before the first blank of a text."""
    return f'LEFT({text},FIND(" ",{text}&" ")-1)'


def found(listed: str, code: str, name: str) -> str:
    """Return the position of what a cell means in a list, 0 if it means nothing there.

    In order, as every reader does: the whole text, what stands before the first blank, the whole
    text as a name or an alias.
    """
    whole, first = position(listed, code), position(listed, head(code))
    return f'IF({code}="",0,IF({whole}>0,{whole},IF({first}>0,{first},{named(listed, name)})))'
