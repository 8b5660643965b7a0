"""How seldom Python looks for cycles: a command makes many records and ends within seconds."""

import gc

_NEW_OBJECTS = 500_000
_YOUNG = 50
_OLD = 1000


def look_for_cycles_seldom() -> None:
    """Let the process look for cycles only after many new objects.

    What is read and judged are trees of frozen records, which go by themselves; looking through
    all of them for cycles again and again was an eighth of a click (docs/performance.md).
    """
    gc.set_threshold(_NEW_OBJECTS, _YOUNG, _OLD)
