"""One folding: which spellings are one name, one code, one number; and which are not."""

import unicodedata

import pytest

from ledger.model.folding import (
    CASES,
    SIGNS,
    code_key,
    folded_code,
    free_text,
    is_blank,
    name_key,
    number_key,
    same_name,
)

BASIC = tuple(chr(code) for code in range(1, 0x10000) if not 0xD800 <= code < 0xE000)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("基本情報Ⅱ", "基本情報II", id="ローマ数字"),
        pytest.param("第①次見直し", "第1次見直し", id="丸数字"),
        pytest.param("㈱青葉の導入", "(株)青葉の導入", id="囲みの株"),
        pytest.param("㍿青葉の導入", "株式会社青葉の導入", id="組文字の株式会社"),
        pytest.param("書庫20㎡削減", "書庫20m2削減", id="平方メートル"),
        pytest.param("5㌔圏の調査", "5キロ圏の調査", id="組文字のキロ"),
        pytest.param("ﾃﾞｼﾞﾀﾙ庁ﾊﾟｽﾎﾟｰﾄ", "デジタル庁パスポート", id="半角カナは濁点で2文字"),
        pytest.param("か\u3099んばり", "がんばり", id="結合文字の濁点(平仮名)"),
        pytest.param("ハ\u309aスホ\u309aート", "パスポート", id="結合文字の半濁点(片仮名)"),
        pytest.param("ハ゜スホ゜ート", "パスポート", id="独立した半濁点"),
        pytest.param("ＩＴパスポート", "ITパスポート", id="全角の英字"),
        pytest.param("Excel VBA", "ｅｘｃｅｌ　ｖｂａ", id="大文字と小文字"),
        pytest.param("データ活用", "デ－タ活用", id="長音と全角ハイフン"),
        pytest.param("データ活用", "デ−タ活用", id="長音とマイナス"),
        pytest.param("A-B連携", "A—B連携", id="ハイフンとダッシュ"),
        pytest.param("4月〜6月の改善", "4月～6月の改善", id="波ダッシュと全角チルダ"),
        pytest.param("給付 自動化", "給付　　自動化", id="空白の種類と数"),
        pytest.param("給付 自動化", "給付自動化", id="空白の有無"),
        pytest.param("給付\u00a0自動化", "給付\t自動化\n", id="改行・タブ・ノーブレークスペース"),
        pytest.param("給付\u200b自動化", "\ufeff給付自動化", id="見えない文字"),
        pytest.param("葛\U000e0100城の窓口", "葛城の窓口", id="異体字セレクタ"),
        pytest.param("福祉の改善", "\ufa1b祉の改善", id="互換漢字"),
        pytest.param("⼈事の改善", "人事の改善", id="PDFから写した部首"),
        pytest.param("café改善", "cafe\u0301改善", id="合成と分解"),
        pytest.param("〇〇市との連携", "○○市との連携", id="漢数字の〇と記号の○"),
    ],
)
def test_同じ名前と読む(one: str, other: str) -> None:
    assert same_name(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("がんばり", "ガンバリ", id="平仮名と片仮名"),
        pytest.param("かんばり", "がんばり", id="濁点の有無"),
        pytest.param("𠮷田システム", "吉田システム", id="別の漢字"),
        pytest.param("関ヶ原の改善", "関ケ原の改善", id="小書きのヶ"),
        pytest.param("RPA*", "RPAの導入", id="アスタリスクは任意の文字でない"),
        pytest.param("改善?", "改善1", id="疑問符は任意の1文字でない"),
        pytest.param("改善~1", "改善1", id="チルダは打消しでない"),
        pytest.param("第1次見直し", "第2次見直し", id="数字"),
    ],
)
def test_別の名前と読む(one: str, other: str) -> None:
    assert not same_name(one, other)


def test_置き換えた結果はもう置き換わらない() -> None:
    made = {sign for table in (SIGNS, CASES) for value in table.values() for sign in value}
    assert not made & {sign for sign in SIGNS if SIGNS[sign] != sign}
    assert not set("".join(CASES.values())) & set(CASES)


def test_日本語の書類に現れる文字はNFKCと同じに読む() -> None:
    """Where NFKC makes two texts one, the folding does, in every range that it declares."""
    apart = [
        sign
        for sign in SIGNS
        if (same := unicodedata.normalize("NFKC", sign)) != sign
        and name_key(sign) != name_key(same)
    ]
    assert not apart


def test_鍵は文字ごとに決まる() -> None:
    text = "".join(BASIC)
    assert name_key(text) == "".join(map(name_key, BASIC))
    assert name_key(name_key(text)) == name_key(text)


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("Ｔ－０１", "T-01"),
        ("Tー01", "T-01"),
        (" T-01　", "T-01"),
        ("LoGoフォーム", "LoGoフォーム"),
        ("ﾃﾞｰﾀ", "データ"),
        ("T01　窓口の研修", "T01 窓口の研修"),
        ("か\u3099", "が"),
        ("Ⅱ-1", "II-1"),
    ],
)
def test_コードは一つの形になる(written: str, code: str) -> None:
    assert folded_code(written) == code
    assert code_key(written) == code_key(code)


def test_コードは大文字と小文字を分け_空白で語を分ける() -> None:
    assert code_key("T01") != code_key("t01")
    assert code_key(" T01　 窓口の\t研修") == "T01 窓口の 研修"


def test_表に残るコードは書いたままのコードと同じ鍵をもつ() -> None:
    written = [f"T01{sign}名" for sign in BASIC]
    assert not [text for text in written if code_key(folded_code(text)) != code_key(text)]


@pytest.mark.parametrize(
    ("one", "other"), [("00123", "123"), ("１２３", "123"), ("12 3", "0123"), ("000", "0")]
)
def test_職員番号は幅と空白と先頭の0を問わない(one: str, other: str) -> None:
    assert number_key(one) == number_key(other)


def test_文は合成と改行と末尾の空白だけを問わない() -> None:
    assert free_text("か\u3099んばる。\r\n次へ  ") == "がんばる。\n次へ"
    assert free_text("Ａ  Ｂ") == "Ａ  Ｂ"


@pytest.mark.parametrize(
    "text", ["", " ", "　\t\n", "\u200b\ufeff", "\u00a0\u2003", "\u2060 \u00ad"]
)
def test_何も見えない文字列は空欄と読む(text: str) -> None:
    assert is_blank(text)
    assert not name_key(text)


@pytest.mark.parametrize("text", ["0", "-", " あ", "\u200b改善"])
def test_何か見える文字列は空欄でない(text: str) -> None:
    assert not is_blank(text)
