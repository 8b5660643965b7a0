"""What the words of 公開データ mean: 算出方法 of each 指標, 区分, 項目, 状態, 単位 and 判定."""

from types import MappingProxyType

from ledger.model.terms import Indicator, RateState, TargetVerdict
from ledger.model.terms.public import FigureGroup, FigureItem

DEFINITIONS = MappingProxyType(
    {
        Indicator.POST_HOLDERS: "時点に、その役割に就いている人の数(同じ人は1名)",
        Indicator.PERSONA_HOLDERS: "時点に、その人材像を持つ職員の数",
        Indicator.PERSONA_COVERAGE: "その人材像の職員が決めた人数以上いる課の数 ÷ 対象の課の数",
        Indicator.TOOL_COVERAGE: (
            "そのツールのStepか習熟の段階に届いた職員が、決めた人数以上いる課の数 ÷ 対象の課の数"
        ),
        Indicator.EVENTS: "年度に実施した行事の回数",
        Indicator.SESSIONS: "年度に実施した研修の回数(複数日にわたる回は1回。中止は数えない)",
        Indicator.ATTENDANCE_RATE: "年度にその研修を修了した職員の数 ÷ 受講の機会があった職員の数",
        Indicator.COMPLETION_RATE: "時点に有効な修了がある職員の数 ÷ 対象の職員の数",
        Indicator.COMPLETERS: (
            "研修を修了した職員の数(同じ人は1名)。期間区分が年度計画なら年度の修了、ほかは時点に有効な修了"
        ),
        Indicator.DELIVERED: "年度の修了の数(同じ人が2つの研修を修了すれば2)",
        Indicator.ANSWER_RATE: "調査に「はい」と答えた数 ÷ 回答の数(無回答は含まない)",
        Indicator.PROJECTS: "年度に完了した案件の数(同じ案件は1件)",
        Indicator.LED_PROJECTS: "その人材像を持つ職員が年度にリードした案件の数(同じ案件は1件)",
        Indicator.STEP_HOLDERS: "時点の正式Stepがそのステップ以上の職員の数",
        Indicator.STEP_RATE: "時点の正式Stepがそのステップ以上の職員の数 ÷ 人材像を持つ職員の数",
        Indicator.SHARE_OF: "もとの目標で数えた職員のうち、条件に合う職員の割合",
        Indicator.STATEMENT: "数では表さない目標(点検の結果は判定にある)",
    }
)
"""算出方法 of each 指標."""

GROUPS = MappingProxyType(
    {
        FigureGroup.TARGET: "目標ごとの実績と目標値",
        FigureGroup.ATTENDANCE: "研修ごとの受講率。年度に修了した職員 ÷ 受講の機会があった職員",
        FigureGroup.COMPLETION: "研修ごとの修了率。時点に有効な修了がある職員 ÷ 対象の職員",
        FigureGroup.MANDATORY: "人材像の必須研修をすべて修了した職員 ÷ 人材像の対象の職員",
        FigureGroup.STEPS: "人材像ごと、人材像のツールごとの、正式Step別の職員数",
        FigureGroup.SKILL_TRAINING: "スキルの研修を年度に修了した職員 ÷ 受講の機会があった職員",
        FigureGroup.SKILL_PEOPLE: "スキルに合致する職員の数と、必要な人数",
    }
)
"""Meaning of each 区分."""

ITEMS = MappingProxyType(
    {
        FigureItem.ACTUAL: "目標の指標の値",
        FigureItem.GOAL: "期限年度までに届かせる値",
        FigureItem.ACHIEVEMENT: "実績 ÷ 目標値",
        FigureItem.MILESTONE: "この年度に届いていれば順調とする値",
        FigureItem.LAST_YEAR: "前の年度の同じ値",
        FigureItem.NUMERATOR: "割合の分子。または数えたものの数",
        FigureItem.DENOMINATOR: "割合の分母。Step分布では対象の職員の数",
        FigureItem.RATE: "分子 ÷ 分母。小数第2位を四捨五入",
        FigureItem.TIMES: "年度に実施した回数",
        FigureItem.PEOPLE: "そのStepにいる職員の数",
        FigureItem.NEEDED: "必要とする人数",
        FigureItem.MATCHING: "合致する人数",
        FigureItem.SHORTAGE: "必要人数に足りない人数",
    }
)
"""Meaning of each 項目."""

UNITS = MappingProxyType(
    {"%": "百分率", "名": "職員の数", "回": "回数", "件": "件数", "課": "課の数"}
)
"""Meaning of each 単位."""

VERDICTS = MappingProxyType(
    {
        TargetVerdict.ACHIEVED: "目標値に届いた",
        TargetVerdict.ON_TRACK: "期限の前で、途中目標に届いている",
        TargetVerdict.BEHIND: "期限の前で、途中目標に届いていない",
        TargetVerdict.MISSED: "期限が来て、目標値に届かなかった",
        TargetVerdict.IN_YEAR: "年度の途中か、期限の前で途中目標がない",
        TargetVerdict.NO_BASE: "分母が0か、調べていないため、割合を出せない",
        TargetVerdict.NOT_OFFERED: "年度に研修の実施も修了もない",
    }
)
"""Meaning of each 判定."""


def states(few: str, withheld: str, left_out: str, shown: str, blank: str) -> dict[str, str]:
    """Return the meaning of each 状態; the special signs are defined here (L3-03).

    Args:
        few: Stands for 1 to k - 1 people.
        withheld: Stands for a number that is withheld.
        left_out: Stands for a number that is not said at all.
        shown: The value stands there.
        blank: There is no value.
    """
    return {
        shown: "値の列に値がある",
        few: f"{few.removesuffix('未満')}に満たない(0は含まない)ため、値を伏せた",
        withheld: "0か全員のため、またはほかの数から分かるため、値を伏せた",
        left_out: "伏せてもほかの数から分かるため、載せない",
        RateState.NO_BASE.value: "分母が0か、調べていないため、値がない",
        RateState.NOT_OFFERED.value: "年度に研修の実施も修了もないため、値がない",
        blank: "決めていないか、前の年度がないため、値がない",
    }
