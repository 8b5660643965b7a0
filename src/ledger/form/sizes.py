"""How many rows the parts of a form have: as many as the policy and the person at hand take.

What staff see has room for the usual; where more is needed the room is doubled until it is enough,
so that few templates serve everybody. The hidden blocks have just the rows that they need.
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from ledger.form.blocks import OWN, SETTINGS, Sizes
from ledger.form.kinds import DataRow
from ledger.form.rules import Blocks
from ledger.layout.self_report import BY_KEY, FORM_TABLES, FREE_ROWS, MY_ABSENCES, MY_HISTORY

USUAL: Sizes = MappingProxyType(
    {
        **{form.table.key: form.rows for form in FORM_TABLES},
        MY_HISTORY.key: 60,
        MY_ABSENCES.key: 8,
        "personas": 4,
        "verdicts": BY_KEY["my_steps"].rows,
        "criteria": 60,
        "mandatory": 24,
    }
)
"""Rows by table, and by part of 申告 and 次の一歩, of the tracked template."""
_SMALLEST = 4
"""Rows of a block that is one's own, if it has any: so that few blocks of formulas serve all."""
_SETS = ("periods", "counts")
"""Blocks for each of whose rows further blocks are made: not one more than there is. Others have
two rows at least: a column of one cell is no range to some programs."""
_CHOSEN = {"my_tool_levels": "list_tool_label", "my_skill_ratings": "list_skill_label"}
"""Tables in which every word of a list may get a row of its own."""
_PANELS = ("personas", "verdicts", "criteria", "mandatory")


def shown_sizes(
    rows: Mapping[str, Sequence[DataRow]], blocks: Blocks, columns: Mapping[str, Sequence[object]]
) -> Sizes:
    """Return how many rows everything that staff see has.

    Args:
        rows: Rows of every table of the form.
        blocks: Rows of `_rules`.
        columns: The lists of the form.
    """
    needed = {key: len(found) + _free(key) for key, found in rows.items()}
    for table, listed in _CHOSEN.items():
        needed[table] = max(needed[table], len(columns[listed]))
    needed |= {name: len(blocks[name]) for name in _PANELS}
    sizes = {name: _doubled(usual, needed.get(name, 0)) for name, usual in USUAL.items()}
    sizes["my_steps"] = sizes["verdicts"] = max(sizes["my_steps"], sizes["verdicts"])
    return MappingProxyType(sizes)


def _free(table: str) -> int:
    """Return how many rows of a table stay blank below those that it begins with."""
    form = BY_KEY.get(table)
    return FREE_ROWS if form and form.spills and table != "my_goals" else 0


def grown(sizes: Sizes, rows: Mapping[str, Sequence[DataRow]]) -> Sizes:
    """Return sizes with room for the rows of every table of the form."""
    needed = {table: _doubled(sizes[table], len(found)) for table, found in rows.items()}
    return MappingProxyType({**sizes, **needed})


def hidden_sizes(shown: Sizes, blocks: Blocks) -> Sizes:
    """Return how many rows the blocks of `_rules` and `_calc` have: what is there."""
    exact = {
        name: max(len(rows), 1 if name in _SETS else 2)
        for name, rows in blocks.items()
        if name != SETTINGS
    }
    own = {name: _doubled(_SMALLEST, len(blocks[name])) if blocks[name] else 1 for name in OWN}
    claims = {form.table.key: shown[form.table.key] for form in FORM_TABLES}
    return MappingProxyType({**claims, **exact, **own, "personas": shown["personas"], "rooms": 1})


def _doubled(usual: int, needed: int) -> int:
    while usual < needed:
        usual *= 2
    return usual
