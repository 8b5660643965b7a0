"""部, 課 and 係 in one text (総務部総務課, 総務部 総務課, 総務部/総務課): its parts, where clear.

Clear is a text whose parts each end as a level does, each level below the one before. Parts may be
parted by a blank or a sign, or be joined; joined, 外部連携課 and 東部支所 are no paths.
"""

import re
from collections.abc import Callable
from itertools import pairwise

from ledger.judge.importing.words import level_of
from ledger.model.folding import is_blank
from ledger.model.terms import SectionLevel

LEVELS = tuple(level.value for level in SectionLevel)
"""From the top down."""
_SIGNS = re.compile(r"[\s/／＞>→|｜・\\＼]+")
_JOINED = re.compile(r"(.+?[部局])?(.+?[課室所])?(.+?(?:係|担当|班))?")
_NO_UPPER = frozenset(
    (
        *("外部", "内部", "本部", "全部", "一部", "各部", "支部", "幹部", "学部", "上部", "下部"),
        *("東部", "西部", "南部", "北部", "中部", "薬局", "支局", "郵便局", "当局"),
        *("公課", "賦課", "日課", "教室", "役所", "場所", "住所", "出張所", "保健所", "分室"),
    )
)
"""Beginnings that end as a level does and are a part of a name."""
_SHORTEST = 2


def parts_of(
    text: str, stands: Callable[[str], bool], is_named: Callable[[str], bool]
) -> tuple[str, ...]:
    """Return the names of the sections in a text, from the top down; the text alone if not clear.

    Args:
        text: The cell.
        stands: Whether the ledger has a section of a name: such a text is that section.
        is_named: Whether a name stands alone somewhere, in the ledger or in the file.
    """
    whole = text.strip()
    if stands(whole):
        return (whole,)
    by_sign = tuple(part for part in _SIGNS.split(whole) if not is_blank(part))
    if len(by_sign) == 1:
        return _joined(whole, stands, is_named)
    parts = tuple(name for part in by_sign for name in _joined(part, stands, is_named))
    return parts if _descend(parts) else (whole,)


def _joined(
    text: str, stands: Callable[[str], bool], is_named: Callable[[str], bool]
) -> tuple[str, ...]:
    found = _JOINED.fullmatch(text)
    parts = tuple(part for part in found.groups() if part) if found else ()
    if stands(text) or len(parts) < _SHORTEST or not _descend(parts):
        return (text,)
    clear = all(is_named(part) or part not in _NO_UPPER for part in parts[:-1])
    long = all(len(part) >= _SHORTEST for part in parts)
    return parts if clear and long else (text,)


def _descend(parts: tuple[str, ...]) -> bool:
    """Whether each part is of a level below that of the one before."""
    ranks = [LEVELS.index(level) if (level := level_of(part)) else -1 for part in parts]
    return -1 not in ranks and all(one < other for one, other in pairwise(ranks))


__all__ = ["LEVELS", "parts_of"]
