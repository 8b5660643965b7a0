"""Sections without the one above: nobody counts in a 部 by them until 上位所属 is filled in."""

from collections.abc import Mapping, Sequence

from ledger.layout.columns import Cell
from ledger.model.terms import SectionLevel

_TOP = SectionLevel.DEPARTMENT.value
_MIDDLE = SectionLevel.DIVISION.value


def without_upper(sections: Sequence[Mapping[str, Cell]]) -> tuple[Mapping[str, Cell], ...]:
    """Return the 課 and 係 whose 上位所属 is blank although there is a section that may be it.

    A town without any 部 has none above its 課. A section that went over into another one
    (統合先) needs none.

    Args:
        sections: The rows of `sections`.
    """
    levels = {row["level"] for row in sections}
    upper = {_MIDDLE: {_TOP}, SectionLevel.UNIT.value: {_TOP, _MIDDLE}}
    return tuple(
        row
        for row in sections
        if row["parent_code"] is None
        and row["merged_into"] is None
        and levels & upper.get(str(row["level"]), set())
    )


__all__ = ["without_upper"]
