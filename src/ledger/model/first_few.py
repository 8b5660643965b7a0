"""A list of names in one sentence: the first of them, and how many more there are."""

from collections.abc import Sequence


def first_few(names: Sequence[str], most: int) -> str:
    """Return names in one sentence: `甲、乙、丙 ほか2件`.

    Args:
        names: The names.
        most: So many are named.
    """
    rest = f" ほか{len(names) - most}件" if len(names) > most else ""
    return "、".join(names[:most]) + rest
