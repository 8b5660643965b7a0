"""Whether two written names are the same person's (rulings, 番号と氏名).

Names are held against each other after folding (width, blanks, variation selectors), with the
variants of one character taken for one (髙 and 高). What is not equal is split where a blank
stands: a family name may change, a given name does not.
"""

import re
from collections.abc import Iterable, Mapping
from enum import IntEnum
from functools import lru_cache
from types import MappingProxyType

from ledger.model.folding import name_key

VARIANTS: tuple[str, ...] = (
    *("高髙", "崎﨑嵜碕", "辺邉邊", "斉斎齊齋", "浜濱濵", "沢澤", "広廣", "国國", "島嶋嶌"),
    *("真眞", "恵惠", "徳德", "桜櫻", "竜龍", "薮藪", "円圓", "土圡", "吉𠮷", "富冨", "寛寬"),
    *("渋澁澀", "滝瀧", "瀬瀨", "黒黑", "青靑", "曽曾", "礼禮", "栄榮", "条條", "浅淺", "弥彌"),
    *("応應", "静靜", "蔵藏", "鉄鐵鐡", "関關", "縄繩", "会會", "寿壽", "実實", "将將", "清淸"),
    *("桑桒", "梅楳", "館舘", "野埜", "峰峯", "岳嶽", "桧檜", "渕淵渊", "穂穗", "篭籠", "万萬"),
    *("豊豐", "増增", "槙槇", "荘莊", "禄祿", "緒緖", "薫薰", "郎郞", "県縣", "総總", "柳栁"),
    *("遥遙", "尭堯", "磯礒", "剣劍釼", "当當", "来來", "亜亞", "勲勳", "稲稻", "鴎鷗", "郷鄕"),
    *("呑吞", "塩鹽", "芦蘆", "橋𣘺", "沖冲", "涼凉", "凛凜", "暁曉", "数數", "学學", "芸藝"),
    *("蛍螢", "経經", "継繼", "検檢", "顕顯", "団團", "壮壯", "麦麥", "宝寶", "満滿", "与與"),
    *("予豫", "両兩", "頼賴", "緑綠", "励勵", "歴歷", "恋戀", "楼樓", "巌巖", "悦悅", "温溫"),
    *("穏穩", "亀龜", "帰歸", "駆驅", "渓溪", "権權", "厳嚴", "賛贊", "従從", "渉涉", "縦縱"),
    *("奨奬", "浄淨", "畳疊", "譲讓", "慎愼", "粋粹", "専專", "戦戰", "船舩", "双雙", "続續"),
    *("体體躰", "対對", "単單", "聴聽", "鎮鎭", "転轉", "伝傳", "灯燈", "闘鬪", "拝拜", "蛮蠻"),
    *("瓶甁", "弁辨辯", "毎每", "訳譯", "薬藥", "揺搖", "謡謠", "覧覽", "霊靈", "齢齡", "労勞"),
    *("録錄", "鶴靏靍", "園薗", "彦彥", "達逹", "恒恆", "聡聰", "兎兔", "濤涛", "迪廸", "柏栢"),
    *("珍珎", "昇曻", "萌萠", "熙煕凞", "鯵鰺", "仏佛", "点點", "歩步", "晋晉", "桝枡"),
)
"""Characters that are written for one another in names; the first of each stands for all."""

TITLES = ("様", "殿", "さん", "氏")
"""What may follow a name and is no part of it."""

_SAME_KANA = dict(
    zip("ヲヰヱァィゥェォッャュョヮヵヶ", "オイエアイウエオツヤユヨワカケ", strict=True)
)
"""Mainframes write small kana large (キヨウコ for キョウコ)."""

_ALIKE = str.maketrans(
    {variant: group[0] for group in VARIANTS for variant in group[1:]} | _SAME_KANA
)
_TO_KATAKANA = str.maketrans({chr(code): chr(code + 0x60) for code in range(0x3041, 0x3097)})
_VOICED = re.compile("[チツ](?=\u3099)")
_SAME_VOICED = {"チ": "シ", "ツ": "ス"}
_BLANKS = re.compile(r"[\s・･.．,，、､]+")
_ASIDE = re.compile(r"[(（\[［〔【〈《][^)）\]］〕】〉》]*[)）\]］〕】〉》]")
_KANA = re.compile("[\u30a1-\u30fa\u3099\u309a-]+")


class Likeness(IntEnum):
    """How a written name fits a person's; the greater, the worse."""

    SAME = 0
    FAMILY_DIFFERS = 1
    """Given names are equal: a marriage, 旧姓."""
    DIFFERENT = 2


@lru_cache(maxsize=1 << 16)
def person_key(name: str) -> str:
    """Return what a person's name is compared by: folded, without blanks, one form of variants."""
    return "".join(_words(name))


def likeness(written: str, own: str, known: Mapping[str, str] = MappingProxyType({})) -> Likeness:
    """Hold a written name against a person's own.

    Args:
        written: The name as a list gives it; 様, and what stands in brackets, are no part of it.
        own: The person's name in the ledger, family name and given name parted by a blank.
        known: Given name by `person_key` of people whose names are parted (`given_names`): it
            tells where a name written without a blank is to be parted.

    Returns:
        SAME; FAMILY_DIFFERS where only the family name is another; DIFFERENT where the given name
        is, or where the person's own name is not parted.
    """
    mine = _words(own)
    found = _words(_without_title(written))
    if "".join(mine) in ("".join(_words(written)), "".join(found)):
        return Likeness.SAME
    if len(mine) == 1 or not found:
        return Likeness.DIFFERENT
    given = "".join(mine[1:])
    return Likeness.FAMILY_DIFFERS if _has_given(found, given, known) else Likeness.DIFFERENT


def _has_given(found: list[str], given: str, known: Mapping[str, str]) -> bool:
    """Whether a name that is not the person's has the person's given name."""
    if len(found) > 1:
        return "".join(found[1:]) == given
    (whole,) = found
    if (theirs := known.get(whole)) is not None:
        return theirs == given
    return whole.endswith(given) and whole != given


def given_names(names: Iterable[str]) -> Mapping[str, str]:
    """Return the given name by key of each name that is parted by a blank."""
    parted = [words for name in names if len(words := _words(name)) > 1]
    return MappingProxyType({"".join(words): "".join(words[1:]) for words in parted})


def is_kana(name: str) -> bool:
    """Whether a name is written in kana alone, as フリガナ are."""
    return _KANA.fullmatch(person_key(name)) is not None


def _words(name: str) -> list[str]:
    """Return the parts of a name as they are compared."""
    return [key for word in _BLANKS.split(name) if (key := _key(word))]


def _key(word: str) -> str:
    kana = name_key(word).translate(_TO_KATAKANA)
    return _VOICED.sub(lambda found: _SAME_VOICED[found[0]], kana).translate(_ALIKE)


def _without_title(name: str) -> str:
    bare = _ASIDE.sub(" ", name).strip()
    for title in TITLES:
        bare = bare.removesuffix(title).rstrip()
    return bare
