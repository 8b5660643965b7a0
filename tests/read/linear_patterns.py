"""Whether a regular expression takes time that grows as the text does, whatever the text is.

A search is slow where it scans the same signs again and again: from each place where the pattern
may begin, or from each place where a repetition may end. So two things are asked of every way
through a pattern. A place from which it goes on is told by signs (the beginning of what follows);
no repetition behind it may run over these signs: then what it scans from one place ends before the
next. Where a repetition and what follows it have no sign in common, there is one place only.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import product
from re import _constants as ops, _parser as parser  # type: ignore[attr-defined]  # not told
from typing import Any, NamedTuple, TypeAlias

BOUNDED = 64
"""So many repetitions at most are no repetition, but so many signs."""
Signs: TypeAlias = frozenset[int]
_ALL: Signs = frozenset(range(0x3000))
"""Signs that are told apart; beyond them no pattern makes a difference."""
_CLASSES: Mapping[Any, Callable[[str], bool]] = {
    ops.CATEGORY_DIGIT: str.isdecimal,
    ops.CATEGORY_SPACE: str.isspace,
    ops.CATEGORY_WORD: lambda sign: sign.isalnum() or sign == "_",
}
_BUT = {
    ops.CATEGORY_NOT_DIGIT: ops.CATEGORY_DIGIT,
    ops.CATEGORY_NOT_SPACE: ops.CATEGORY_SPACE,
    ops.CATEGORY_NOT_WORD: ops.CATEGORY_WORD,
}


_AHEAD: Signs = frozenset()
"""Behind what is looked at ahead: it is not gone through, and not looked at another time."""


class Repeated(NamedTuple):
    """A repetition without end: its signs, those it begins with, whether it gives none back."""

    signs: Signs
    first: Signs
    is_final: bool
    inside: "Sequence[Way]"


Way: TypeAlias = tuple["Signs | Repeated", ...]
"""One way through a pattern: signs that must stand there, and repetitions."""


def _of_class(kind: Any) -> Signs:  # noqa: ANN401 - a constant of the parser
    if kind in _BUT:
        return _ALL - _of_class(_BUT[kind])
    return frozenset(one for one in _ALL if _CLASSES[kind](chr(one)))


def _of_set(items: Sequence[Any]) -> Signs:
    found: set[int] = set()
    for op, said in items:
        if op is ops.LITERAL:
            found.add(min(said, max(_ALL)))
        elif op is ops.RANGE:
            found.update(range(said[0], min(said[1], max(_ALL)) + 1))
        elif op is ops.CATEGORY:
            found |= _of_class(said)
    return _ALL - found if items[0][0] is ops.NEGATE else frozenset(found)


_ONE_SIGN: Mapping[Any, Callable[[Any], Signs]] = {
    ops.LITERAL: lambda said: frozenset({min(said, max(_ALL))}),
    ops.NOT_LITERAL: lambda said: _ALL - {said},
    ops.ANY: lambda _: _ALL,
    ops.IN: _of_set,
}


def _ways(items: Sequence[Any]) -> list[Way]:
    """Return every way through a part of a pattern; what is looked at ahead is the end of one."""
    found: list[Way] = []
    for some in product(*(_ways_of(op, said) for op, said in items)):
        way = sum(some, ())
        found.append(way[: way.index(_AHEAD) + 1] if _AHEAD in way else way)
    return found


def _ways_of(op: Any, said: Any) -> list[Way]:  # noqa: ANN401, PLR0911 - as the parser has it
    if op in _ONE_SIGN:
        return [(_ONE_SIGN[op](said),)]
    if op is ops.BRANCH:
        return [way for one in said[1] for way in _ways(one)]
    if op is ops.SUBPATTERN:
        return _ways(said[3])
    if op is ops.ATOMIC_GROUP:
        return _ways(said)
    if op is ops.ASSERT:
        return [(), *((*way, _AHEAD) for way in _ways(said[1]))]
    if op in {ops.AT, ops.ASSERT_NOT, ops.GROUPREF}:
        return [()]
    return _repeated(op, *said)


def _repeated(op: Any, least: int, most: int, body: Sequence[Any]) -> list[Way]:  # noqa: ANN401 - as above
    inner = _ways(body)
    if most is not ops.MAXREPEAT and most <= BOUNDED:
        return [way * times for way in inner for times in {least, most}]
    signs = frozenset[int]().union(*(_signs(way) for way in inner))
    begins = frozenset[int]().union(*(_first(way) for way in inner))
    own = Repeated(signs, begins, op is ops.POSSESSIVE_REPEAT, inner)
    return [(*way, own) for way in inner] if least == 1 else [(own,)]


def _signs(way: Way) -> Signs:
    return frozenset[int]().union(*(x.signs if isinstance(x, Repeated) else x for x in way))


def _first(way: Way) -> Signs:
    """Return the signs with which a way may begin."""
    found: set[int] = set()
    for one in way:
        if not isinstance(one, Repeated):
            return frozenset(found | one)
        found |= one.first
    return frozenset(found)


def _beginning(way: Way) -> list[Signs]:
    """Return the signs that must stand at its beginning, one after the other."""
    if way and isinstance(way[0], Repeated):
        return [_first(way)]
    found: list[Signs] = []
    for one in way:
        if isinstance(one, Repeated):
            break
        found.append(one)
    return found


def _places(way: Way, *, anchored: bool) -> Iterator[Way]:
    """Yield what follows each place from which a way may go on more than once."""
    if not anchored:
        yield way
    for at, one in enumerate(way):
        if isinstance(one, Repeated) and not one.is_final and one.signs & _first(way[at + 1 :]):
            yield way[at + 1 :]


def _scanned_again(rest: Way, *, goes_on: bool) -> bool:
    """Whether a repetition that may fail runs over the signs from which a way goes on."""
    told = _beginning(rest)
    for at, one in enumerate(rest):
        fails = goes_on or at + 1 < len(rest)
        if isinstance(one, Repeated) and fails and all(signs & one.signs for signs in told):
            return True
    return False


def is_linear(pattern: str | bytes, flags: int, *, anchored: bool) -> bool:
    """Whether a pattern takes time in proportion to the text.

    Args:
        pattern: The pattern.
        flags: Its flags.
        anchored: Whether it is tried at one place only.
    """
    return all(_is_fine(way, anchored=anchored) for way in _ways(parser.parse(pattern, flags)))


def _is_fine(way: Way, *, anchored: bool, goes_on: bool = False) -> bool:
    if any(_scanned_again(rest, goes_on=goes_on) for rest in _places(way, anchored=anchored)):
        return False
    within = (one for one in way if isinstance(one, Repeated))
    return all(
        _is_fine((*inner, one._replace(inside=())), anchored=True, goes_on=True)
        for one in within
        for inner in one.inside
    )
