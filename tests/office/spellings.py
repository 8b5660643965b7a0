"""The same name written in another way: a list of what people and programs put for what.

It says nothing of how the product folds names; it only writes what must count as one.
"""

import random
import re
from collections.abc import Sequence

_SAME: tuple[tuple[str, ...], ...] = (
    ("Ⅱ", "II", "ＩＩ", "ii", "ⅱ"),
    ("①", "1", "１"),
    ("㈱", "(株)", "（株）"),
    ("㎡", "m2", "ｍ２", "M2"),
    ("ー", "ｰ", "－", "-", "—", "−"),
    ("〜", "～", "~"),
    ("が", "か\u3099", "か゛"),
    ("ガ", "ｶﾞ", "カ\u3099", "カ゛"),
    ("パ", "ﾊﾟ", "ハ\u309a", "ハ゜"),
    ("デ", "ﾃﾞ", "テ\u3099"),
    ("é", "e\u0301", "É"),
    ("福", "\ufa1b"),
    ("葛", "葛\U000e0100"),
    ("*", "＊"),
    ("?", "？"),
    (" ", "　", "  ", "\u00a0", " 　 "),
)
_KANA = dict(zip("アイスタトドポリロ", ("ｱ", "ｲ", "ｽ", "ﾀ", "ﾄ", "ﾄﾞ", "ﾎﾟ", "ﾘ", "ﾛ"), strict=True))
_BLANKS = (" ", "　", "\u00a0", "\t", "\u200b")
_WIDER = 0xFEE0
"""From an ASCII sign to its full-width form."""


def _spellings() -> dict[str, tuple[str, ...]]:
    found = {same[0]: same for same in _SAME}
    found |= {whole: (whole, half) for whole, half in _KANA.items()}
    for code in (*range(0x30, 0x3A), *range(0x41, 0x5B), *range(0x61, 0x7B)):
        sign = chr(code)
        either = {sign, sign.upper(), sign.lower()}
        found[sign] = tuple(sorted(either | {chr(ord(one) + _WIDER) for one in either}))
    return found


_BY_SIGN = _spellings()


def spelled(draw: random.Random, name: str) -> str:
    """Return a name in another spelling, blanks here and there."""
    written = [draw.choice(_BY_SIGN.get(sign, (sign,))) for sign in name]
    for _ in range(draw.choice((0, 0, 0, 1, 2))):
        written.insert(draw.randint(0, len(written)), draw.choice(_BLANKS))
    return "".join(written)


def spelled_code(draw: random.Random, code: str) -> str:
    """Return a code in another width, with blanks outside; its case is its own."""
    wide = draw.random() < 1 / 2
    signs = (chr(ord(s) + _WIDER) if wide and re.match("[0-9A-Za-z-]", s) else s for s in code)
    return "".join((draw.choice(("", " ", "　")), *signs, draw.choice(("", " ", "　"))))


def spelled_label(draw: random.Random, code: str, name: str) -> str:
    """Return `コード 名称` in another spelling."""
    between = draw.choice((" ", "　", "  "))
    return spelled_code(draw, code).rstrip() + between + spelled(draw, name)


def one_of(draw: random.Random, names: Sequence[str]) -> str:
    """Return one of some names in another spelling."""
    return spelled(draw, draw.choice(names))
