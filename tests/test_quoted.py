"""A text that a message quotes: shown as people wrote it, and never more than one line."""

import pytest

from ledger.model.characters import quoted

TEXTS = {
    "全角の空白のある氏名": ("鈴木　剛", "鈴木　剛"),
    "改行のない空白": ("鈴木\xa0剛", "鈴木\xa0剛"),
    "外字": ("\ue001田 太郎", "\ue001田 太郎"),
    "異体字セレクタ": ("葛\U000e0100城", "葛\U000e0100城"),
    "セルの中の改行": ("DX推進\n担当", "DX推進 担当"),
    "Windowsの改行": ("DX推進\r\n担当", "DX推進 担当"),
    "タブ": ("00101\t山田", "00101 山田"),
    "見えない向きの印": ("\u202e山田", "\\u202e山田"),
    "幅のない空白": ("山\u200b田", "山\\u200b田"),
    "制御文字": ("山\x1b[31m田", "山\\x1b[31m田"),
    "行の区切り": ("山\u2028田", "山\\u2028田"),
    "半分のサロゲート": ("山\ud800田", "山\\ud800田"),
    "長い文は終わりを省く": ("あ" * 41, "あ" * 39 + "…"),
    "ちょうど入る文": ("あ" * 40, "あ" * 40),
}


@pytest.mark.parametrize("case", TEXTS)
def test_引用は_書いたとおりに一行で出る(case: str) -> None:
    text, shown = TEXTS[case]
    assert quoted(text) == shown
