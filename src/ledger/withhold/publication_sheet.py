"""公表, the sheet: what a publication holds, what it withholds and why, group by group."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

import pandas as pd

from ledger.layout.columns import Cell
from ledger.layout.frames import frame
from ledger.layout.publication_tables import PUBLICATION
from ledger.model.first_few import first_few
from ledger.model.policy import Policy
from ledger.model.terms import RateState
from ledger.model.terms.public import FigureGroup, FigureItem, WithheldReason
from ledger.withhold.counts import Quantity
from ledger.withhold.public_figures import FigureOf, PublicFigure
from ledger.withhold.published import Published

_NAMED = 8
"""So many withheld figures are named."""
_HOLDS = {
    FigureGroup.TARGET: "目標ごとの実績・目標値・達成率・判定",
    FigureGroup.ATTENDANCE: "研修ごとの全体の受講率",
    FigureGroup.COMPLETION: "研修ごとの全体の修了率",
    FigureGroup.MANDATORY: "人材像ごとの全体の必須修了率",
    FigureGroup.STEPS: "人材像・ツールごとの正式Step別の人数",
    FigureGroup.SKILL_TRAINING: "人材像・スキルごとの研修の参加",
    FigureGroup.SKILL_PEOPLE: "人材像・スキルごとの必要・合致・不足の人数",
}
_NOT_PUBLISHED = (
    (
        "課ごとの数",
        "課は人数が少なく、数から一人ひとりが分かりやすいためです。庁内用のレポートにあります。",
    ),
    (
        "除いた人の数と理由",
        "休職などの事情が分かるためです。率の分母(対象の人数)は載せます。",
    ),
    (
        "申告と確認の状況",
        "個人と上長の手続きの途中経過で、育成の結果ではないためです。",
    ),
    (
        "次年度の席・予算",
        "要求の途中の数で、決まっていないためです。",
    ),
    (
        "個人についてのこと",
        "氏名・職員番号・一人ひとりの判定・コメント・証跡は、どこにも載せません。",
    ),
)
"""What is in no publication, and why."""


def publication_sheet(
    policy: Policy, figures: Sequence[PublicFigure], shown: Published
) -> pd.DataFrame:
    """Return the table `publication`.

    Args:
        policy: The policy.
        figures: Every published figure.
        shown: What the publication shows.
    """
    rows = [_row(policy, group, figures, shown) for group in FigureGroup]
    for group, why in _NOT_PUBLISHED:
        rows.append({"group": group, "holds": "載せません", "why": why})
    return frame(PUBLICATION, rows)


def withheld(figures: Iterable[PublicFigure], shown: Published) -> Counter[WithheldReason]:
    """Count what a publication withholds, by reason; in a group a figure and its share are one."""
    keys = dict.fromkeys((one.group, one.key) for one in figures if one.key is not None)
    return Counter(shown.reasons[key] for _, key in keys if key in shown.reasons)


def _row(
    policy: Policy, group: FigureGroup, figures: Iterable[PublicFigure], shown: Published
) -> dict[str, Cell]:
    own = [one for one in figures if one.group is group]
    told = {one.key: one.about for one in own if one.key is not None}
    if group is FigureGroup.TARGET:
        actual = [one.value is not None for one in own if one.item is FigureItem.ACTUAL]
        there, lacking = sum(actual), actual.count(False)
    else:
        there = sum(key not in shown.reasons for key in told)
        lacking = sum(one.state in _WITHOUT for one in own)
    reasons = withheld(own, shown)
    return {
        "group": group.value,
        "holds": _HOLDS[group],
        "shown": there,
        "few": reasons[WithheldReason.FEW],
        "ends": reasons[WithheldReason.ENDS],
        "follows": reasons[WithheldReason.FOLLOWS],
        "left_out": reasons[WithheldReason.LEFT_OUT],
        "no_figure": lacking,
        "which": _named(policy, shown, told) or None,
        "why": "".join(_why(group, reasons, shown.least)) or "伏せた数はありません。",
    }


_WITHOUT = frozenset({RateState.NO_BASE.value, RateState.NOT_OFFERED.value})
"""状態 of what there is no figure of."""


def _named(policy: Policy, shown: Published, told: Mapping[Quantity, FigureOf]) -> str:
    """Name the figures that are withheld, with the reason of each."""
    found = [
        f"{_name(policy, about)}({shown.reasons[key]})"
        for key, about in told.items()
        if key in shown.reasons
    ]
    return first_few(found, _NAMED)


def _name(policy: Policy, about: FigureOf) -> str:
    persona = policy.personas.get(about.persona_code or "")
    parts = (
        policy.training_name(about.training_code) if about.training_code else "",
        persona.persona_name if persona else about.persona_code or "",
        policy.tool_name(about.tool_code) if about.tool_code else "",
        policy.skill_name(about.skill_code) if about.skill_code else "",
        "" if about.step is None else f"Step{about.step}" if about.step else "未到達",
    )
    return " ".join(part for part in parts if part)


def _why(group: FigureGroup, reasons: Counter[WithheldReason], least: int) -> Iterator[str]:
    if group is FigureGroup.TARGET:
        yield "目標の数は、決めて示すものなので伏せません。"
    if reasons[WithheldReason.FEW]:
        yield f"少人数: {least}人未満の数と、残りが{least}人未満の数です。"
    if reasons[WithheldReason.ENDS]:
        yield "0か全員: 対象の一人ひとりのことが分かります。"
    if reasons[WithheldReason.FOLLOWS]:
        yield "ほかの数から分かる: 載せると、伏せた数が引き算などで分かります。"
    if reasons[WithheldReason.LEFT_OUT]:
        yield "載せない: 伏せても、ほかの数から分かってしまいます。"
