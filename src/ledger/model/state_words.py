"""What people write into 状態 of a task or a check: done, not needed, or still open."""

from enum import Enum, auto

from ledger.model.folding import name_key


class StateMeant(Enum):
    """What a 状態 means."""

    OPEN = auto()
    DONE = auto()
    SKIPPED = auto()
    UNKNOWN = auto()
    """Nobody can tell; it is taken as open and told."""


_ACTS = ("", "実施", "対応", "公表", "決裁", "承認", "議決", "可決", "要求", "提出", "報告")
_MORE_ACTS = ("確認", "作成", "策定", "説明", "処理", "点検", "決定", "作業", "準備")
_ENDINGS = ("済", "済み", "ずみ", "完了", "終了")
_DONE = (
    *(act + ending for act in (*_ACTS, *_MORE_ACTS) for ending in _ENDINGS if act + ending),
    *("完", "可決", "議決", "承認", "決裁", "公表", "実施", "○", "✓", "レ", "done", "ok", "はい"),
)
_SKIPPED = (
    *("省略", "不要", "対象外", "該当なし", "取消", "取り消し", "取りやめ", "中止", "見送り"),
    *("やらない", "しない"),
)
_OPEN = (
    *("未", "未了", "未済", "未完", "未完了", "未着手", "未実施", "未定", "未対応", "未決裁"),
    *("着手", "着手済", "着手済み", "進行中", "作業中", "実施中", "対応中", "検討中", "調整中"),
    *("準備中", "確認中", "決裁中", "審議中", "継続", "継続中", "予定", "これから", "保留", "途中"),
    *(
        "一部",
        "一部済",
        "一部済み",
        "一部完了",
        "遅れ",
        "延期",
        "×",
        "△",
        "いま進める",
        "いいえ",
        "-",
        "―",
    ),
)
_MEANT = {
    name_key(word): meant
    for words, meant in (
        (_DONE, StateMeant.DONE),
        (_SKIPPED, StateMeant.SKIPPED),
        (_OPEN, StateMeant.OPEN),
    )
    for word in words
}
_NOBODY = frozenset(
    map(
        name_key,
        ("未定", "なし", "無し", "不在", "いない", "検討中", "調整中", "-", "―", "?", "？"),
    )
)


def state_meant(text: object) -> StateMeant:
    """Return what a 状態 means; blank is open.

    Args:
        text: What stands in the cell; None if nothing.
    """
    written = name_key(str(text)) if text is not None else ""
    return _MEANT.get(written, StateMeant.UNKNOWN) if written else StateMeant.OPEN


def is_nobody(owner: object) -> bool:
    """Say whether a 担当 names nobody: blank, or a word such as 未定."""
    written = name_key(str(owner)) if owner is not None else ""
    return not written or written in _NOBODY
