"""The blocks of the form's hidden sheets: data (`_rules`), and formulas (`_calc`) from `formulas/`.

A block has one column per key; the blocks of a sheet stand side by side. How many rows each has
follows the policy and the person at hand (`Sizes`); in which column it begins does not, so that
what leans on it from other sheets is the same on every form.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from enum import Enum
from functools import lru_cache, partial
from importlib.resources import files
from types import MappingProxyType
from typing import NamedTuple, TypeAlias

from ledger.form import folding, panel_words
from ledger.form.check_lines import CHECKS
from ledger.form.checks import text_of
from ledger.form.formula_places import Block, BlockPlaces
from ledger.form.formula_text import DefinedWord, WrittenBlock, defined, pieces_of, read
from ledger.form.kinds import by_kind
from ledger.form.laid import JUMPS, NONE_COLUMN, laid
from ledger.layout.self_report import (
    BY_KEY,
    FIELDS,
    FORM_TABLES,
    MAIN_SHEET,
    MORE_SHEET,
    MY_NONE,
    NONE_BLOCKS,
)
from ledger.model.folding import name_key
from ledger.model.settings import Settings
from ledger.model.terms import CriterionKind, LeadMode, Role

RULES_SHEET = "_rules"
CALC_SHEET = "_calc"
BLOCK_TOP = 3
"""First row of data of every block; above it stand the block's title and its keys."""

UNKNOWN = 9_999_999
"""Stands for a day that is not known or never comes; later than every day of the calendar."""

Sizes: TypeAlias = Mapping[str, int]
"""Rows by table of the form (`my_goals`) and by block of `_rules` (`criteria`)."""

SETTINGS = "settings"
ROOMS = "rooms"
FIELD_LABELS = {field.key: field.label for field in FIELDS}
FORM_SETTINGS = tuple(
    key
    for key, field in Settings.model_fields.items()
    if isinstance(field.annotation, type) and issubclass(field.annotation, (int, dt.date, Enum))
)
"""Settings that formulas may ask for, by their own keys: switches, numbers, days and choices."""
RULE_KEYS: Mapping[str, tuple[str, ...]] = {
    SETTINGS: ("closing", *FORM_SETTINGS),
    "personas": ("row",),
    "verdicts": ("persona", "tool", "parent"),
    "steps": ("row", "step"),
    "criteria": (
        "row",
        "step",
        "number",
        "kind",
        "need",
        "any_of",
        "set",
        "group",
        "object",
        "label",
        "unit",
        "where",
        "note",
        "common",
    ),
    "members": ("set", "training"),
    "periods": ("lead", "kind"),
    "counts": ("mentor", "kind"),
    "sessions": ("training", "held_on", "last_on"),
    "mandatory": ("row", "training", "name"),
    "past_trainings": ("training", "day"),
    "past_qualifications": ("name", "day", "expires"),
    "past_engagements": ("project", "key", "kind", "role", "start", "end"),
    "past_levels": ("code", "grade", "year"),
    "past_ratings": ("code", "grade", "year"),
    "absences": ("start", "end"),
    ROOMS: tuple(f"{word}_{form.table.key}" for form in FORM_TABLES for word in ("shown", "begun")),
}
"""Columns of the blocks of `_rules`, in their order on the sheet."""
OWN = (
    *("past_trainings", "past_qualifications", "past_engagements", "past_levels", "past_ratings"),
    "absences",
    ROOMS,
)
"""Blocks that are one's own; the others are the same for everybody with the same personas."""

_SINGLE = frozenset({SETTINGS, ROOMS})
"""Blocks of one row."""

_TEXTS = ("words", "facts", "sessions", "periods", "checks", "front")
_BY_KIND = "criteria"
"""The texts of `_calc`; this one follows the kinds of criteria at hand."""
_LAST = ("counts", "counted", "periods", "stretches")
"""Blocks of which there are as many as the policy has sets stand last."""
_SHOWN = frozenset({"now", "verdicts", "criteria", "mandatory", "front", "checked", "jumps"})
"""Blocks that other sheets lean on, beside the `rows_…`."""


def _rules_blocks(sizes: Sizes) -> Iterator[Block]:
    column = 1
    for name, keys in RULE_KEYS.items():
        rows = max(sizes.get(name, 1), 1)
        yield Block(f"rules.{name}", RULES_SHEET, column, BLOCK_TOP, rows, keys, name in _SINGLE)
        column += len(keys) + 1


RULES: Mapping[str, Block] = {
    block.name.removeprefix("rules."): block for block in _rules_blocks({})
}
"""The blocks of `_rules`; how many rows they have is each form's own."""


def _claims_blocks(sizes: Sizes) -> Iterator[Block]:
    """Yield the tables of claims: each one block, also where its rows go on on another sheet."""
    stands = laid(sizes)
    for form in FORM_TABLES:
        key = form.table.key
        main, more = stands.main[key], stands.more.get(key)
        rows = main.rows + (more.rows if more else 0)
        goes_on = (main.rows, MORE_SHEET, more.first) if more else None
        place = (MAIN_SHEET, form.first, main.first, rows)
        yield Block(key, *place, form.order, goes_on=goes_on)
    none = (NONE_COLUMN, stands.fields_top + 1, len(NONE_BLOCKS))
    yield Block(MY_NONE.key, MAIN_SHEET, *none, MY_NONE.keys)
    yield Block("jump", "", 1, 1, JUMPS, ())


@lru_cache
def panels() -> Mapping[str, WrittenBlock]:
    """Return the lines of 申告 and 次の一歩 as they are written."""
    return MappingProxyType(read(formula_texts("panel"), {**_shared_words(), **_said()}))


def _said() -> dict[str, DefinedWord]:
    """Return the sentences of the panels, as formulas have them."""
    said = ("NO_STEPS", "TOP_STEP", "NO_CRITERIA", "WHOLE")
    words = {name: partial(str.format, '"{}"', getattr(panel_words, name)) for name in said}
    return {**words, "SAID_A_LINE": lambda: str(panel_words.SAID_A_LINE)}


@lru_cache
def _shared_words() -> Mapping[str, DefinedWord]:
    """Return the words that formulas on other sheets use."""
    return defined(formula_texts("words"), {"UNKNOWN": lambda: str(UNKNOWN)})


def _words(groups: folding.Groups) -> dict[str, DefinedWord]:
    """Return what the texts take from Python: the field's words, and what follows the policy."""
    roles = {"LEAD": Role.LEAD, "COLEAD": Role.COLEAD, "MEMBER": Role.MEMBER, "MENTOR": Role.MENTOR}
    return {
        "UNKNOWN": lambda: str(UNKNOWN),
        "TOP": lambda: str(BLOCK_TOP),
        "SAID_AT_MOST": lambda: str(panel_words.SAID_AT_MOST),
        **{name: partial(str.format, '"{}"', name_key(role)) for name, role in roles.items()},
        "CONTINUOUS": lambda: f'"{LeadMode.CONTINUOUS.value}"',
        "typed_cells": _typed_cells,
        **_said(),
        **folding.words_of(groups, BLOCK_TOP),
    }


def _typed_cells(table: str) -> str:
    """Return the cells of a row that staff fill in, joined."""
    form = BY_KEY[table]
    keys = (column.key for column in form.inputs if column.key not in form.given)
    return "&".join(f"{table}[@{key}]" for key in keys)


def formula_texts(*names: str) -> str:
    """Return texts of formulas, one behind another."""
    folder = files("ledger.form").joinpath("formulas")
    return "\n".join(folder.joinpath(f"{name}.txt").read_text("utf-8") for name in names)


def calculated(
    kinds: frozenset[CriterionKind], groups: folding.Groups, sizes: Sizes
) -> Mapping[str, WrittenBlock]:
    """Return the blocks of `_calc`, for the kinds of criteria, the texts and the room at hand."""
    checked = read(text_of(CHECKS, laid(sizes), FIELD_LABELS), _known(groups))
    return MappingProxyType({**_same_for_all(groups), **_of_kinds(kinds, groups), **checked})


@lru_cache(maxsize=64)
def _of_kinds(
    kinds: frozenset[CriterionKind], groups: folding.Groups
) -> Mapping[str, WrittenBlock]:
    words: dict[str, DefinedWord] = {**_known(groups), "by_kind": partial(by_kind, kinds)}
    return MappingProxyType(read(formula_texts(_BY_KIND), words))


@lru_cache
def _same_for_all(groups: folding.Groups) -> Mapping[str, WrittenBlock]:
    text = f"{formula_texts(*_TEXTS)}\n{folding.text_of(groups)}"
    return read(text, _known(groups))


@lru_cache
def _known(groups: folding.Groups) -> Mapping[str, DefinedWord]:
    return defined(formula_texts(*_TEXTS, _BY_KIND), _words(groups))


class Shape(NamedTuple):
    """What the hidden sheets of a form look like.

    Attributes:
        written: The blocks of `_calc` as they are written.
        places: Where every block stands, those of `_rules` and of the claims too.
        needed: The blocks of `_calc` that something shown leans on; the others are left out.
    """

    written: Mapping[str, WrittenBlock]
    places: BlockPlaces
    needed: frozenset[str]

    def calc(self) -> Iterator[tuple[WrittenBlock, Block]]:
        """Yield the blocks of `_calc`, from left to right."""
        for block in self.places.blocks.values():
            name = block.name.removesuffix(f"_{block.number}")
            if block.sheet == CALC_SHEET and name in self.needed:
                yield self.written[name], block

    def formula(self, text: str, sheet: str, index: int = 0) -> str:
        """Return a formula of another sheet, from its text; `[@…]` is row `index` of a block."""
        own = Block("", sheet, 1, 1, 1, ())
        return "=" + self.places.formula(pieces_of(text, _shared_words()), own, index)

    def lines(self, name: str, sheet: str, rows: int) -> Iterator[dict[str, str]]:
        """Yield the formulas of the lines of a panel (`formulas/panel.txt`), by column."""
        written = panels()[name]
        own = Block(name, sheet, 1, 1, rows, tuple(written.columns))
        for index in range(rows):
            yield {
                key: "=" + self.places.formula(parts[""], own, index)
                for key, parts in written.columns.items()
            }


ALL_KINDS = frozenset(CriterionKind)


def shape(sizes: Sizes, kinds: frozenset[CriterionKind] = ALL_KINDS) -> Shape:
    """Return where the blocks of a form stand.

    Args:
        sizes: Its sizes.
        kinds: The kinds of criteria that it has; what no other asks for is left out.
    """
    return _shape(tuple(sorted(sizes.items())), kinds)


@lru_cache(maxsize=64)
def _shape(sizes: tuple[tuple[str, int], ...], kinds: frozenset[CriterionKind]) -> Shape:
    known = dict(sizes)
    groups = folding.groups_of(known)
    written = calculated(kinds, groups, known)
    blocks = {block.name: block for block in (*_rules_blocks(known), *_claims_blocks(known))}
    parts = [f"group_{number}" for number in range(1, len(groups) + 1)]
    parts += [f"check_{number}" for number in range(1, len(CHECKS) + 1)]
    blocks |= {part: Block(part, "", 1, 1, 1, ()) for part in parts}
    places = BlockPlaces(blocks)
    column = 1
    for one in sorted(written.values(), key=lambda one: one.name in _LAST):
        rows = sum(places.rows_of(name) for name in one.beside) or 1
        for number in range(1, places.rows_of(one.each) + 1) if one.each else (0,):
            name = f"{one.name}_{number}" if number else one.name
            keys = tuple(one.columns)
            blocks[name] = Block(
                name, CALC_SHEET, column, BLOCK_TOP, rows, keys, not one.beside, number
            )
            column += len(keys) + 1
    return Shape(written, places, _needed(written))


def _needed(written: Mapping[str, WrittenBlock]) -> frozenset[str]:
    """Return the blocks that something shown leans on, at first hand or further off."""
    found = {name for name in written if name in _SHOWN or name.startswith("rows_")}
    waiting = list(found)
    while waiting:
        further = (written[waiting.pop()].leans_on() & written.keys()) - found
        found |= further
        waiting += further
    return frozenset(found)
