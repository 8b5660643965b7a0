"""The room that one person's form takes: sizes, rows in sight, what is out of sight, legends."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from ledger.form.blocks import ROOMS, RULE_KEYS, Sizes
from ledger.form.kinds import DataRow
from ledger.form.laid import LEGEND_LINE, LEGENDS, Laid, laid
from ledger.form.lists import FormLists, level_words
from ledger.form.past import Past
from ledger.form.rows import FormClaims, Own
from ledger.form.rules import Blocks, Rules
from ledger.form.shown import MainPage, begun, rows_shown
from ledger.form.sizes import shown_sizes
from ledger.layout.columns import Cell
from ledger.layout.self_report import MY_ABSENCES, MY_HISTORY
from ledger.model.policy import Policy


class FormRoom(NamedTuple):
    """What a form has room for, and what of it is in sight.

    Attributes:
        claims: The rows that it begins with; as many lines of goals as there is room for.
        blocks: Rows of `_rules`.
        sizes: How many rows everything that staff see has.
        laid: Where its parts stand.
        unused: Tables for which there is nothing to choose and nothing to show.
        shown: How many rows of each table are in sight on 申告.
        legends: What the levels of the person's tools mean.
    """

    claims: FormClaims
    blocks: Blocks
    sizes: Sizes
    laid: Laid
    unused: frozenset[str]
    shown: Mapping[str, int]
    legends: tuple[str, ...]


def room_of(  # noqa: PLR0913, PLR0917 - all that takes room
    own: Own,
    rules: Rules,
    columns: Mapping[str, tuple[Cell, ...]],
    claims: FormClaims,
    past: Past,
    blocks: Blocks,
) -> FormRoom:
    """Return the room of a form.

    Args:
        own: The person's facts.
        rules: The rules of the form.
        columns: Its lists.
        claims: The rows that it begins with.
        past: What it holds of earlier years.
        blocks: Rows of `_rules`, but those that follow from the room.
    """
    tables = {**claims.rows, MY_HISTORY.key: past.history, MY_ABSENCES.key: past.absences}
    sizes = shown_sizes(tables, {**blocks, ROOMS: ()}, columns)
    unused, stands = _unused(columns, claims.rows), laid(sizes)
    legends = legends_of(own.policy, claims.rows["my_tool_levels"], own.lists)
    page = MainPage(claims.rows, unused, len(rules.blocks["personas"]), len(legends))
    room = {key: block.rows for key, block in stands.main.items()}
    shown = rows_shown(page, room, len(columns["list_tool_label"]))
    fitting = with_numbers(claims, shown, stands)
    return FormRoom(
        claims=fitting,
        blocks=MappingProxyType({**blocks, ROOMS: (rooms_row(fitting.rows, shown),)}),
        sizes=sizes,
        laid=stands,
        unused=unused,
        shown=MappingProxyType(shown),
        legends=legends,
    )


def with_numbers(claims: FormClaims, shown: Mapping[str, int], stands: Laid) -> FormClaims:
    """Return the claims with as many numbered lines of goals as there is room for."""
    last = shown["my_goals"] + stands.more["my_goals"].rows
    return claims._replace(rows={**claims.rows, "my_goals": claims.rows["my_goals"][:last]})


def rooms_row(rows: Mapping[str, Sequence[DataRow]], shown: Mapping[str, int]) -> DataRow:
    """Return how many rows of each table are in sight on 申告, and how many it begins with."""
    known = {
        **{f"shown_{key}": count for key, count in shown.items()},
        **{f"begun_{key}": begun(key, own) for key, own in rows.items()},
    }
    return tuple(known[key] for key in RULE_KEYS[ROOMS])


def legends_of(policy: Policy, rows: Sequence[DataRow], lists: FormLists) -> tuple[str, ...]:
    """Return what the levels of tools mean, a line or two for each tool that a form begins with."""
    codes = {str(shown): code for code, shown in lists.labels["tools"].items()}
    found: list[str] = []
    for row in rows:
        words = level_words(policy, codes.get(str(row[0]), ""))
        said = [f"{level} {text}" for level, text in enumerate(words) if text]
        lines = ["　".join((f"{row[0]}：", *said))] if said else []
        if said and len(lines[0]) > LEGEND_LINE:
            half = (len(said) + 1) // 2
            lines = ["　".join((f"{row[0]}：", *said[:half])), "　　" + "　".join(said[half:])]
        if len(found) + len(lines) <= LEGENDS:
            found += lines
    return tuple(found)


def _unused(
    columns: Mapping[str, tuple[Cell, ...]], claims: Mapping[str, Sequence[DataRow]]
) -> frozenset[str]:
    """Return the tables for which there is nothing to choose and nothing to show."""
    empty = {
        "my_tool_levels": not columns["list_tool_label"],
        "my_skill_ratings": not columns["list_skill_label"],
        "my_steps": not claims["my_steps"],
        "my_answers": not claims["my_answers"],
    }
    return frozenset(table for table, is_empty in empty.items() if is_empty and not claims[table])
