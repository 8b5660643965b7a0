"""Groups of the extract: nobody stands alone in a section and 職層.

Rows of single people say where they work only as far as enough others work there, too. From the
whole downwards a group is cut into 部, 課, 係 and at last 職層 while the parts are large enough;
small parts stay together, and if these are too few even together the smallest other part joins
them.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from ledger.measure.share import Workplace

WHOLE = "全庁"


class Label(NamedTuple):
    """What is said of where a group works: 所属コード, 所属名 and 職層."""

    section_code: str | None
    section_name: str | None
    grade: str | None


def grouped(
    places: Mapping[str, Workplace], names: Mapping[str, str], least: int
) -> dict[str, Label] | None:
    """Return each person's group; None where all together are too few.

    Args:
        places: Where people work, by staff number.
        names: 所属名 by code.
        least: How many a group has at least.
    """
    if len(places) < least:
        return None
    found: dict[str, Label] = {}
    _cut(_Node((), tuple(places)), places, names, least, found)
    return found


class _Node(NamedTuple):
    """People below a section (the whole, if the path is empty)."""

    path: tuple[str, ...]
    people: tuple[str, ...]

    def label(self, names: Mapping[str, str], *, others: bool = False) -> Label:
        code = self.path[-1] if self.path else None
        name = names.get(code, code) if code else WHOLE
        return Label(code, f"{name}(ほか)" if others else name, None)


def _cut(
    node: _Node,
    places: Mapping[str, Workplace],
    names: Mapping[str, str],
    least: int,
    found: dict[str, Label],
) -> None:
    """Cut a node into the sections below it; who stands at the end of a path by 職層."""
    parts = _below(node, places)
    large, rest = _kept(parts, least)
    if not large:
        _by_grade(node, places, names, least, found)
        return
    for path in large:
        _cut(_Node(path, parts[path]), places, names, least, found)
    found |= dict.fromkeys(rest, node.label(names, others=True))


def _below(node: _Node, places: Mapping[str, Workplace]) -> dict[tuple[str, ...], tuple[str, ...]]:
    """Return the people of a node by the next section; who stands in the node itself: by ()."""
    deep = len(node.path) + 1

    def next_section(number: str) -> tuple[str, ...]:
        path = places[number].path
        return path[:deep] if len(path) >= deep else ()

    return _parted(node.people, next_section)


def _parted(
    people: Iterable[str], part_of: Callable[[str], tuple[str, ...]]
) -> dict[tuple[str, ...], tuple[str, ...]]:
    """Return people by the part that each belongs to, in their order."""
    parts: dict[tuple[str, ...], list[str]] = {}
    for number in people:
        parts.setdefault(part_of(number), []).append(number)
    return {part: tuple(own) for part, own in parts.items()}


def _by_grade(
    node: _Node,
    places: Mapping[str, Workplace],
    names: Mapping[str, str],
    least: int,
    found: dict[str, Label],
) -> None:
    """Cut a node by 職層 where nobody in it stands further below."""
    label = node.label(names)
    found |= dict.fromkeys(node.people, label)
    if any(len(places[number].path) > len(node.path) for number in node.people):
        return

    def own_grade(number: str) -> tuple[str, ...]:
        grade = places[number].grade
        return (grade,) if grade else ()

    parts = _parted(node.people, own_grade)
    for (grade,) in _kept(parts, least)[0]:
        found |= dict.fromkeys(parts[grade,], label._replace(grade=grade))


def _kept(
    parts: Mapping[tuple[str, ...], tuple[str, ...]], least: int
) -> tuple[list[tuple[str, ...]], Sequence[str]]:
    """Return the parts that may stand by themselves, and who stays together.

    A remainder of fewer than `least` goes to the smallest of the others.
    """
    large = sorted(
        (at for at, people in parts.items() if at and len(people) >= least),
        key=lambda at: (len(parts[at]), at),
    )
    rest = [n for at, people in parts.items() if at not in large for n in people]
    if large and 0 < len(rest) < least:
        rest += parts[large.pop(0)]
    return large, rest
