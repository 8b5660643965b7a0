"""One line of the doctor's page."""

from enum import StrEnum
from typing import NamedTuple


class Topic(StrEnum):
    """What is looked at, in the order of the page."""

    EXCEL = "Excelの版とビット数"
    FILE = "アドインのファイル"
    TRUSTED = "信頼できる場所"
    MARK = "インターネットの印(Mark of the Web)"
    MACROS = "マクロの設定"
    INTERNET = "インターネットからのマクロの規則"
    SIGNATURES = "アドインの署名の規則"
    DISABLED = "使用できないアイテム"
    CHILDREN = "子プロセスの規則(ASR)"
    PROGRAMS = "実行ファイルの規則(AppLocker・WDAC)"
    PROMPT = "コマンドプロンプトの規則"
    PYTHON = "Pythonの場所と版"
    WRITING = "書き込みの権限"
    ENCODING = "文字コード"
    KEY = "封印の鍵の場所"
    PARTS = "部品(Pythonのパッケージ)"
    BUNDLE = "配布物のファイル"


class State(StrEnum):
    """What a check means for the add-in."""

    GOOD = "問題ありません"
    ATTENTION = "対応が要ります"
    UNKNOWN = "調べられません"


class PcCheck(NamedTuple):
    """What was looked at, what was found, and what is to be done.

    Attributes:
        topic: What was looked at.
        found: What was found there.
        state: What it means.
        remedy: What is to be done; "" if nothing.
    """

    topic: Topic
    found: str
    state: State
    remedy: str = ""

    def __str__(self) -> str:
        """Show the check in one line."""
        if self.state is State.UNKNOWN:
            return f"{self.topic}: {self.found}"
        line = f"{self.topic}: {self.found} … {self.state}"
        return f"{line} → 対処: {self.remedy}" if self.remedy else line


def unknown(topic: Topic) -> PcCheck:
    """Return the check where there is no Windows to look at."""
    return PcCheck(topic, f"{State.UNKNOWN}(Windowsのみ)", State.UNKNOWN)
