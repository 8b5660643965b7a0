"""What a roster's result columns are called, and what their words mean (rulings, 名簿の結果の列).

This is data: a header or a word more is a line more here. `Words.also` takes further words, such
as an office's own.
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple


class ResultKind(StrEnum):
    """What a result column speaks of."""

    COMPLETION = "completion"
    """Whether somebody completed."""
    RATE = "rate"
    """How much of it: only all of it is a completion."""
    ATTENDANCE = "attendance"
    """Whether somebody was there: a completion only where nothing else is said."""
    STATE = "state"
    """Anything may stand there; it speaks of completion only where a known word does."""
    SCORE = "score"
    """As STATE, but its numbers are points."""
    ABSENCE = "absence"
    """A mark says that somebody was not there, or did not complete."""


RESULT_HEADERS: Mapping[ResultKind, tuple[str, ...]] = MappingProxyType(
    {
        ResultKind.COMPLETION: (
            *("修了", "修了区分", "修了状況", "修了状態", "修了判定", "修了結果", "修了可否"),
            *("修了有無", "修了の有無", "修了未修了", "修了認定", "修了フラグ", "修了ステータス"),
            *("修了確認", "修了済", "修了済み", "完了", "完了区分", "完了状況", "完了状態"),
            *("完了判定", "完了有無", "完了の有無", "完了未完了", "完了フラグ", "完了ステータス"),
            *("完了確認", "完了済", "完了済み", "合否", "合否判定", "合否結果", "合否区分"),
            *("合否状況", "合格", "合格判定", "合格状況", "合格不合格", "合格フラグ"),
            *("受講状況", "受講状態", "受講結果", "受講判定", "受講ステータス", "受講有無"),
            *("受講の有無", "受講済", "受講済み", "受講完了", "受講修了", "受講フラグ"),
            *("受講確認", "受講未受講", "履修状況", "履修結果", "履修判定", "学習状況"),
            *("学習状態", "学習結果", "学習ステータス", "視聴状況", "視聴完了", "結果", "判定"),
            *("判定結果", "評価結果", "成否", "可否", "認定", "認定結果", "進捗状況", "進捗状態"),
            *("最終結果", "result", "results", "completion", "completion status", "completed"),
            *("complete", "passed", "pass fail", "course status", "learning status"),
        ),
        ResultKind.RATE: (
            *("進捗率", "進捗", "進捗度", "学習進捗", "学習進捗率", "完了率", "修了率", "受講率"),
            *("達成率", "達成度", "視聴率", "消化率", "履修率", "学習率", "進行率"),
            *("progress", "progress rate", "completion rate", "percent complete"),
        ),
        ResultKind.ATTENDANCE: (
            *("出欠", "出欠席", "出欠状況", "出欠区分", "出欠確認", "出欠結果", "出欠席状況"),
            *("出席", "出席状況", "出席状態", "出席区分", "出席確認", "出席有無", "出席の有無"),
            *("出席欠席", "出席フラグ", "出席率", "参加", "参加状況", "参加状態", "参加区分"),
            *("参加確認", "参加有無", "参加の有無", "参加不参加", "attendance", "attended"),
            *("attendance status", "presence", "present"),
        ),
        ResultKind.STATE: (
            *("状態", "ステータス", "評価", "区分", "受講区分", "受講", "履修", "状況"),
            *("status", "state"),
        ),
        ResultKind.SCORE: (
            *("テスト", "確認テスト", "修了テスト", "修了試験", "試験", "理解度テスト"),
            *("テスト結果", "確認テスト結果", "修了テスト結果", "試験結果", "修了試験結果"),
            *("理解度テスト結果", "成績", "点数", "得点", "grade", "score"),
        ),
        ResultKind.ABSENCE: (
            *("欠席", "不参加", "未修了", "未受講", "未完了", "不合格", "遅刻", "早退"),
            *("遅刻早退", "遅刻・早退", "欠席者", "キャンセル", "取消", "辞退", "absent"),
            *("cancelled", "canceled", "failed"),
        ),
    }
)
"""Headers by what their columns speak of; compared without blanks, signs and brackets."""

RATE_OF_ATTENDANCE = ("出席率",)
"""Headers of ATTENDANCE whose numbers are a share."""


class Words(NamedTuple):
    """What the words of a result column mean; compared as all names are.

    Numbers and percentages are read by their size (`read/rosters/results.py`).

    Attributes:
        positive: Completed.
        attended: Was there: positive, too.
        negative: Not completed.
        marks: Of these, those that also stand for yes and no in columns of any kind.
    """

    positive: tuple[str, ...]
    attended: tuple[str, ...]
    negative: tuple[str, ...]
    marks: tuple[str, ...]

    def also(
        self,
        *,
        positive: Iterable[str] = (),
        negative: Iterable[str] = (),
    ) -> "Words":
        """Return the words with more of them."""
        return self._replace(
            positive=(*self.positive, *positive), negative=(*self.negative, *negative)
        )


WORDS = Words(
    positive=(
        *("修了", "修了済", "修了済み", "完了", "完了済", "完了済み", "合格", "受講済"),
        *("受講済み", "○", "済", "済み", "passed", "completed", "pass", "complete"),
    ),
    attended=("出席",),
    negative=(
        *("未修了", "受講中", "未受講", "不合格", "欠席", "遅刻", "早退", "×", "キャンセル"),
        *(
            "取消",
            "取り消し",
            "未完了",
            "未",
            "未了",
            "未済",
            "未合格",
            "未履修",
            "未出席",
            "未着手",
        ),
        *("未開始", "未参加", "不参加", "学習中", "進行中", "履修中", "視聴中", "欠", "辞退"),
        *("遅刻・早退", "遅刻早退", "キャンセル済", "キャンセル済み", "取消済", "取消済み"),
        *("failed", "fail", "incomplete", "not completed", "not passed", "in progress"),
        *("not started", "absent", "cancelled", "canceled", "not attempted", "withdrawn"),
    ),
    marks=("○", "×", "済", "済み"),
)
"""The words of the ruling, and other spellings of the same words."""

PART_UNITS = ("日目", "回目", "日", "回", "限目", "限", "コマ目", "コマ", "時限", "章")
"""What a number of a part of a training stands before: 「出欠(1日目)」, 「第2回出席」."""

PARTS = ("午前", "午後", "前半", "後半", "am", "pm")
"""Parts of a training's day, before or after a result header."""

PREFIXES = ("研修", "講座", "コース", "本人", "受講者", "最終", "総合", "全体", "事後")
"""What may stand before a result header: 「研修修了状況」, 「最終合否」."""

TOTALS = (
    *("計", "合計", "小計", "総計", "累計", "総数", "人数", "以上", "合計人数", "受講者数"),
    *("受講者計", "受講者合計", "修了者数", "修了者計", "修了者合計", "参加者数", "参加者計"),
    *("出席者数", "出席者計", "欠席者数", "欠席者計", "合格者数", "不合格者数", "対象者数"),
    *("延べ人数", "実人数", "total", "subtotal", "grand total", "sum"),
)
"""Words that begin a line that is no row."""

COUNTERS = ("名", "人", "件", "行", "回", "点", "時間", "%", "名様")
"""What may follow the number of a total line."""
