"""The page of figures: `docs/performance.md`, and the same lines on the screen while they come."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from bench.face import Figure, Goal, Row, Spread
from bench.machine import machine
from bench.profiles import Line

HEAD = """# Performance

What the product costs beside what else would do the work, and beside the floors under it: bytes,
inflate, bit masks, one f-string a row. Written by `{command}`; none of it is a promise of seconds.

- Both sides of a row ran in turn in the same run, {runs} times where the row says nothing else; a
  figure counts only beside the other one. CPU is that of the process and of the children that it
  waited for, as the operating system counts it.
- A ratio is told twice, of the leasts and of the medians; it is reached only where both are.
- *must* is what is asked for, *aim* where nobody goes on. × names a figure that falls short; the
  profile that says why stands below.
- Inputs: the made-up city of {staff} people after its year, by seed {seed}: *current* as the
  product makes it today, *first* as the first version made it (commit `{commit}`), each with its
  own key.
- Machine: {machine}
"""
TABLE = """
| work | product | other side | ratio: least, median | must | aim | |
|---|---|---|---|---|---|---|"""
SHARES = """The product's side under the profiler: of all its time the share that a function took,
with what it called, so that one may lie inside another. Of a whole job it is the parent's time, not
the children's."""
_UNITS = {"cpu": "CPU", "wall": "by the clock", "peak": "memory", "calls": "calls"}


def page(
    figures: Sequence[Figure], profiles: Mapping[str, Sequence[Line]], told: Mapping[str, object]
) -> str:
    """Return the page.

    Args:
        figures: What came of every goal, in order.
        profiles: Where the time goes of rows that fall short, by their name.
        told: What the head says of the run.
    """
    lines = [HEAD.format(machine=machine(), **told).rstrip(), "", "## Figures", *TABLE.split("\n")]
    lines += [line(figure) for figure in figures]
    lines += ["", "## What is run", "", *_sides(figures)]
    if profiles:
        lines += ["", "## Why a figure falls short", "", SHARES, "", *_profiles(profiles)]
    return "\n".join(lines) + "\n"


def line(figure: Figure) -> str:
    """Return a figure as a line of the table."""
    goal, (least, median) = figure.goal, figure.ratios
    cells = (
        f"{figure.row.name}: {_UNITS[goal.of]}",
        _spread(figure.ours, goal.of),
        _spread(figure.theirs, goal.of),
        f"{least:.3g}, {median:.3g} ×{' less' if goal.faster else ''}",
        _wanted(goal, goal.must) or _most(goal),
        _wanted(goal, goal.aim),
        mark(figure),
    )
    return f"| {' | '.join(cells)} |"


def mark(figure: Figure) -> str:
    """Return how a figure stands: ○ must reached, ◎ aim reached, × short, blank where only told."""
    goal = figure.goal
    if goal.must is None and goal.most is None:
        return ""
    if not figure.reaches(goal.must):
        return "×"
    return "◎" if goal.aim is not None and figure.reaches(goal.aim) else "○"


def _wanted(goal: Goal, ratio: float | None) -> str:
    return "" if ratio is None else f"{'≥' if goal.faster else '≤'} {ratio:g}"


def _most(goal: Goal) -> str:
    return "" if goal.most is None else f"itself ≤ {goal.most:,g}"


def _spread(spread: Spread, of: str) -> str:
    return " / ".join(_shown(value, of) for value in spread)


def _shown(value: float, of: str) -> str:
    if of == "calls":
        return f"{value:,.0f}"
    if of == "peak":
        return f"{value:,.0f} MB"
    return f"{value:.2f} s" if value >= 1 else f"{value * 1000:.3g} ms"


def _sides(figures: Iterable[Figure]) -> Iterator[str]:
    for row in _rows(figures):
        yield f"- {row.name}: {row.ours.says}; beside it: {row.theirs.says}."


def _rows(figures: Iterable[Figure]) -> Iterator[Row]:
    seen: set[str] = set()
    for figure in figures:
        if figure.row.name not in seen:
            seen.add(figure.row.name)
            yield figure.row


def _profiles(profiles: Mapping[str, Sequence[Line]]) -> Iterator[str]:
    for name, lines in profiles.items():
        yield f"**{name}**"
        yield ""
        for one in lines:
            yield f"- {one.share:.0f} % `{one.where}` ({one.calls:,} calls)"
        yield ""
