"""Number and name: when two written names are one person's (rulings, 番号と氏名)."""

import pytest

from ledger.model.folding import name_key
from ledger.model.person_names import VARIANTS, Likeness, given_names, is_kana, likeness

SAME, FAMILY, OTHER = Likeness.SAME, Likeness.FAMILY_DIFFERS, Likeness.DIFFERENT

# 名簿の氏名, 職員の氏名
CASES: list[tuple[str, str, str, Likeness]] = [
    ("同じ", "西村 浩", "西村 浩", SAME),
    ("空白の有無と種類", "西村\u3000浩", "西村 浩", SAME),
    ("空白なし", "西村浩", "西村 浩", SAME),
    ("職員の表に空白がない", "西村 浩", "西村浩", SAME),
    ("はしごだか", "高橋 誠", "髙橋 誠", SAME),
    ("たつさき", "山﨑 花子", "山崎 花子", SAME),
    ("渡邊・渡邉・渡辺", "渡邉 恵", "渡邊 惠", SAME),
    ("斎藤の四つの字", "齋藤 学", "斉藤 學", SAME),
    ("濵田と浜田", "濵田 円", "浜田 圓", SAME),
    ("異体字セレクタ", "葛\U000e0100城 一", "葛城 一", SAME),
    ("つちよし", "𠮷田 健", "吉田 健", SAME),
    ("互換漢字", "\ufa19谷 \ufa26", "神谷 都", SAME),
    ("半角カナの名", "ジョン ｽﾐｽ", "ジョン スミス", SAME),
    ("敬称つき", "西村 浩 様", "西村 浩", SAME),
    ("旧姓の注記", "西村 浩(旧姓 松田)", "西村 浩", SAME),
    ("中黒で分けた名", "ジョン・スミス", "ジョン スミス", SAME),
    ("改姓", "松田 浩", "西村 浩", FAMILY),
    ("改姓、名簿に空白なし", "松田浩", "西村 浩", FAMILY),
    ("名が違う", "西村 博", "西村 浩", OTHER),
    ("姓も名も違う", "松田 誠", "西村 浩", OTHER),
    ("同じ姓の別人、空白なし", "西村誠", "西村 浩", OTHER),
    ("姓だけ", "西村", "西村 浩", OTHER),
    ("名だけ", "浩", "西村 浩", OTHER),
    ("名の終わりだけ同じ、空白あり", "田中 一浩", "西村 浩", OTHER),
    ("職員の表に空白がなく、違う", "松田浩", "西村浩", OTHER),
    ("姓と名が逆", "浩 西村", "西村 浩", OTHER),
    ("失われた字のある姓", "?橋 誠", "髙橋 誠", FAMILY),
    ("失われた字のある名", "西村 ?", "西村 浩", OTHER),
]


@pytest.mark.parametrize(
    ("written", "own", "fits"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_a_written_name_is_held_against_the_persons(written: str, own: str, fits: Likeness) -> None:
    assert likeness(written, own) is fits


def test_a_name_without_blank_is_parted_where_the_master_parts_it() -> None:
    """田中一浩 is 田中 一浩, if such a person is known, and not 田中一 浩."""
    assert likeness("田中一浩", "西村 浩") is FAMILY
    known = given_names(["西村 浩", "田中 一浩"])
    assert likeness("田中一浩", "西村 浩", known) is OTHER
    assert likeness("松田浩", "西村 浩", given_names(["松田 浩"])) is FAMILY


KANA: list[tuple[str, str, Likeness]] = [
    ("にしむら ひろし", "ニシムラ ヒロシ", SAME),
    ("ﾆｼﾑﾗ ﾋﾛｼ", "ニシムラ ヒロシ", SAME),
    ("キヨウコ", "キョウコ", SAME),
    ("ミヅタニ イオリ", "ミズタニ イオリ", SAME),
    ("ニシムラ コウ", "ニシムラ ヒロシ", OTHER),
    ("マツダ ヒロシ", "ニシムラ ヒロシ", FAMILY),
]


@pytest.mark.parametrize(("written", "own", "fits"), KANA)
def test_kana_is_held_against_kana(written: str, own: str, fits: Likeness) -> None:
    assert is_kana(written)
    assert likeness(written, own) is fits


def test_no_character_stands_for_two() -> None:
    every = [character for group in VARIANTS for character in group]
    assert len(every) == len(set(every))
    assert all(name_key(character) == character for character in every)
