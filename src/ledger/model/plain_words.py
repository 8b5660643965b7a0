"""What an exception is in a person's words: its class is for the record, never for a reader."""

import zipfile
import zlib
from xml.etree import ElementTree as ET

UNFORESEEN = "プログラムの中の誤り"
_WORDS: tuple[tuple[type[BaseException], str], ...] = (
    (KeyboardInterrupt, "中止"),
    (MemoryError, "メモリ不足"),
    (RecursionError, "深すぎる入れ子"),
    (TimeoutError, "時間切れ"),
    (PermissionError, "読み書きの権限か、ほかのプログラムの使用中"),
    (OSError, "ファイルの読み書き"),
    (zipfile.BadZipFile, "圧縮の中身"),
    (zlib.error, "圧縮の中身"),
    (EOFError, "途中切れ"),
    (NotImplementedError, "知らない圧縮の方式"),
    (ET.ParseError, "XMLの文法"),
    (UnicodeError, "文字コード"),
)
"""Classes and their words; the first that fits an error is taken."""


def plainly(error: BaseException, otherwise: str = UNFORESEEN) -> str:
    """Return what an error is, short enough for brackets.

    Args:
        error: The error.
        otherwise: What to say of a class that has no words of its own.
    """
    return next((words for kind, words in _WORDS if isinstance(error, kind)), otherwise)
