"""The themes of the rule book: which columns a file may have, and what its cases are run through.

A case of these themes is a small ledger; what comes out is asked of the product (`judge`,
`measure`), and the oracle is asked the same. `flows.py` has the other themes.
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from rulebook.casebook import Case
from rulebook.ledgers import DAY, PEOPLE, PERSONA, SECTIONS, SETTINGS, TRAINING, ledger_of
from rulebook.notation import SHORTS, Row
from rulebook.seen import ACQUIRED, ASKED, FOUND, LATER, MEASURED, RATED, Look, Seen, judged


class Theme(NamedTuple):
    """One file's theme.

    Attributes:
        given: Headers of what stands in the ledger.
        expected: Headers of what must come out, and how it is looked up.
        base: Rows that stand in every case's ledger, by table; a case's own cells replace those
            of `instead` and come after the others.
        oracle: Which of the oracle's results are compared as well.
    """

    given: tuple[str, ...]
    expected: Mapping[str, Look]
    base: Mapping[str, Sequence[Row]] = MappingProxyType({})
    oracle: tuple[str, ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        """Every header that a case may fill."""
        return (*self.given, *self.expected)

    def seen(self, case: Case) -> Seen:
        """Return what the product makes of a case."""
        return Seen(case, *ledger_of(case, [one for one in self.given if one in SHORTS], self.base))


EVERYBODY: Row = {"persona_code": PERSONA, "persona_name": "一般行政職員"}
APPOINTED: Row = {"persona_code": PERSONA, "persona_name": "DX推進員", "scope": "指名"}


def trainings(*codes: str) -> list[Row]:
    """Return rows of 研修."""
    return [{"training_code": code} for code in codes]


PROMOTER_BASE: Mapping[str, Sequence[Row]] = {
    "personas": [APPOINTED],
    "assignments": [{"persona_code": PERSONA}],
    "trainings": trainings("入門"),
    "criteria": [
        {"persona_code": PERSONA, "step": 1, "kind": "研修", "object_code": "入門"},
        {"persona_code": PERSONA, "step": 2, "kind": "リード期間", "amount": 12},
    ],
    "attendances": [{"training_code": "入門", "completed_on": "2020-06-10"}],
}
GENERAL: Mapping[str, Sequence[Row]] = {"personas": [EVERYBODY]}
CROWD: Mapping[str, Sequence[Row]] = {
    "personas": [EVERYBODY],
    "trainings": trainings(TRAINING),
}
COMMON = (DAY, SETTINGS)

LEDGERS: Mapping[str, Theme] = {
    "期間.csv": Theme(
        (*COMMON, "従事", "休職等", "案件", "人材像付与"),
        judged("規則判定", "期間", "最短到達日"),
        PROMOTER_BASE,
        ("Step判定",),
    ),
    "担当期間と種別.csv": Theme(
        (*COMMON, "条件", "従事", "案件"), judged("規則判定", "期間", "数"), GENERAL, ("Step判定",)
    ),
    "研修と有効期限.csv": Theme(
        (*COMMON, "条件", "研修", "研修グループ", "研修体系", "スキル要件", "開催回", "受講"),
        judged("規則判定", "数", "充足", "未充足", "必須未了", "最短到達日"),
        GENERAL,
        ("Step判定",),
    ),
    "資格と案件.csv": Theme(
        (*COMMON, "条件", "資格", "従事", "案件"),
        judged("規則判定", "数", "状態", "未充足"),
        GENERAL,
        ("Step判定",),
    ),
    "習熟と合致度.csv": Theme(
        (*COMMON, "条件", "ツール", "ツール習熟", "スキル要件", "スキル自己評価"),
        judged("規則判定", "数", "未充足"),
        GENERAL,
        ("Step判定",),
    ),
    "累積と選択組.csv": Theme(
        (*COMMON, "Step", "条件", "開催回", "受講"),
        judged("規則判定", "状態", "上位だけ", "次のStep", "未充足", "最短到達日", "次にすること"),
        {**GENERAL, "trainings": trainings(*"ABCD")},
        ("Step判定",),
    ),
    "ツールごとのStep.csv": Theme(
        (*COMMON, "Step", "条件", "ツール", "受講", "ツール習熟"),
        judged("各行"),
        {**GENERAL, "trainings": trainings(*"ABCD")},
        ("Step判定",),
    ),
    "正式と上長判定.csv": Theme(
        (*COMMON, "条件", "受講", "ツール", "ツール習熟", "前年度判定", "自己判定", "上長判定"),
        judged("申告・見込・正式", "前年度", "自己", "規則判定", "上長", "正式", "状態", "差異",
               "発効日"),
        {
            **GENERAL,
            "trainings": [*trainings("A"), {"training_code": "B", "valid_months": 12}],
        },
        ("Step判定",),
    ),
    "見込Step.csv": Theme(
        (*COMMON, LATER, PEOPLE, "条件", "研修", "開催回", "受講", "資格", "従事", "休職等",
         "人材像付与", "上長判定"),
        judged("規則判定", "見込"),
        {"personas": [APPOINTED]},
        ("見込Step",),
    ),
    "分母.csv": Theme(
        (*COMMON, ASKED, PEOPLE, "所属", "所属履歴", "休職等", "開催回", "受講"),
        RATED,
        CROWD,
        ("参加率",),
    ),
    "受講率と修了率.csv": Theme(
        (*COMMON, ASKED, PEOPLE, "所属", "所属履歴", "人材像", "人材像付与", "研修", "研修体系",
         "スキル要件", "条件", "開催回", "受講"),
        RATED,
        GENERAL,
        ("参加率",),
    ),
    "ギャップ.csv": Theme(
        (*COMMON, PEOPLE, "人材像付与", "スキル要件", "研修", "研修体系", "開催回", "受講",
         "スキル自己評価"),
        FOUND,
        {"personas": [APPOINTED]},
        ("ギャップ",),
    ),
    "配置.csv": Theme(
        (*COMMON, LATER, SECTIONS, PEOPLE, "所属", "所属履歴", "体制", "人材像付与", "ツール",
         "ツール習熟", "条件", "目標"),
        MEASURED,
        {"personas": [APPOINTED]},
        ("KPI",),
    ),
    "KPIと途中目標.csv": Theme(
        (*COMMON, LATER, PEOPLE, "開催回", "研修", "研修グループ", "受講", "途中目標", "目標"),
        MEASURED,
        CROWD,
        ("KPI",),
    ),
    "成果と調査.csv": Theme(
        (*COMMON, PEOPLE, "人材像付与", "行事", "案件", "従事", "調査結果", "アンケート",
         "条件", "研修", "受講", "目標"),
        MEASURED,
        {"personas": [APPOINTED], "questions": [{"question_code": "Q1"}]},
        ("KPI",),
    ),
    "確保の逆算.csv": Theme((*COMMON, LATER, "確保計画"), ACQUIRED),
}  # fmt: skip
"""The themes whose cases are ledgers, by the name of their file."""
