"""Stages of longer work: what is worked out, and which part of the whole that is.

Rules and figures know nobody who waits. They yield a stage before they begin it, as data; whoever
asked for the work tells somebody of it, or nobody (`straight`). Nothing can be told within a stage:
so none may be long.
"""

from collections.abc import Generator, Iterable
from enum import Enum
from typing import TypeAlias, TypeVar

T = TypeVar("T")


class WorkStage(Enum):
    """A stage, in words, and its weight.

    Weights are hundredths of a second of computing for a town of 300 people, 2026-11; only their
    proportions count: how long the rest takes is reckoned from what the stages before it took.
    """

    TAKEN_IN = ("申告を台帳と突き合わせています", 20)
    VERDICTS = ("Stepを判定しています", 3)
    RATES = ("参加率を数えています", 3)
    TARGETS = ("ギャップとKPIを測っています", 3)
    NEXT_YEAR = ("次年度の需要と予算を数えています", 4)
    CHARTS = ("前年度と比べ、グラフの元を作っています", 5)
    LISTS = ("一覧を作っています", 9)
    PAGES = ("一覧のページと逆算を作っています", 4)
    CHECKED = ("台帳を点検しています", 9)
    PROBLEMS = ("要確認の一覧を作っています", 1)
    RECORDED = ("書き込む内容をそろえています", 14)
    REVIEWS = ("確認する人ごとに分けています", 9)
    PREPARED = ("申告書に入れる実績を集めています", 4)
    FRONT = ("レポートの要約を書いています", 1)
    WITHHELD = ("レポートで伏せる数を決めています", 46)
    SHEETS = ("レポートのシートを作っています", 17)
    PACKED = ("レポートをまとめています", 5)

    def __init__(self, title: str, weight: int) -> None:
        self.title = title
        self.weight = weight


Staged: TypeAlias = Generator[WorkStage, None, T]
"""Work that says its stages on the way, and returns what it comes to."""

JUDGED = (WorkStage.VERDICTS, WorkStage.RATES, WorkStage.TARGETS)
RESULTS = (*JUDGED, WorkStage.NEXT_YEAR, WorkStage.CHARTS)
RESULTS_ANEW = (*RESULTS, WorkStage.LISTS, WorkStage.PAGES)
REPORT = (WorkStage.FRONT, WorkStage.WITHHELD, WorkStage.SHEETS, WorkStage.PACKED)
"""The stages of each work, in their order."""


def straight(work: Staged[T]) -> T:
    """Return what staged work comes to, and tell nobody of the stages."""
    while True:
        try:
            next(work)
        except StopIteration as ended:
            result: T = ended.value
            return result


def weight_of(stages: Iterable[WorkStage]) -> int:
    """Return the weight of several stages together."""
    return sum(stage.weight for stage in stages)
