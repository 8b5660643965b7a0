"""Findings in a message box, which has no scroll bar: the groups, and ten lines."""

from collections import Counter
from collections.abc import Sequence

from ledger.model.finding_groups import grouped
from ledger.model.problems import Problem, Severity

LINES = 10
"""Problems that a message names; the rest is counted."""
ROOM = 760
"""Characters that they may take together; longer ones are cut, so that ten can be seen."""
LINE = 300
"""Characters of one line; the command line and シート「要確認」 show longer ones whole."""
_GAP = " … "


def boxed(problems: Sequence[Problem], listed: bool) -> tuple[str, ...]:  # noqa: FBT001 - one fact
    """Return the lines of a message about what was found.

    Args:
        problems: All that was found.
        listed: Whether シート「要確認」 will hold all of them.
    """
    groups = grouped(problems)
    matter = [p for _, own in groups for p in own if p.severity is not Severity.NOTICE]
    count = Counter(problem.severity for problem in problems)
    said = "、".join(f"{one} {count[one]}件" for one in Severity if count[one])
    head = f"{said}({'、'.join(f'{group} {len(own)}' for group, own in groups)})"
    shown = _fitted(matter[:LINES])
    rest = len(matter) - len(shown)
    where = "。シート「要確認」に、すべて並びます" if listed else ""
    return (head, *shown, *((f"・ほか {rest} 件{where}",) if rest else ()))


def spoken(problem: Problem) -> str:
    """Return a problem in one line: where, what, what to do, its code."""
    return f"{narrowed(_what(problem))}{narrowed(problem.remedy)} [{problem.code}]"


def narrowed(line: str) -> str:
    """Return a long line without its middle: what a list begins and ends with can be seen."""
    if len(line) <= LINE:
        return line
    tail = LINE // 3
    return f"{line[: LINE - tail - len(_GAP)]}{_GAP}{line[-tail:]}"


def _what(problem: Problem) -> str:
    where = f"{problem.place.sheet} {problem.place.cell}".strip()
    return f"{where + ': ' if where else ''}{problem.what}"


def _fitted(problems: Sequence[Problem]) -> list[str]:
    """Return each problem in a line: whole, else without what to do, else cut at its end."""
    whole = [f"・{spoken(problem)}" for problem in problems]
    if sum(map(len, whole)) <= ROOM:
        return whole
    each = ROOM // len(problems)
    return [_cut(f"・{_what(problem)}", each) for problem in problems]


def _cut(line: str, most: int) -> str:
    return line if len(line) <= most else line[: most - 1] + "…"
