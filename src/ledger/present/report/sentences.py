"""The three sentences of page one, each made by rule from what stands in KPI.

First how many targets are there; then how the personas are spread over the 課; then how many people
stand on a Step. Where the policy has no target of a kind, the target that is furthest from its goal
speaks instead. No sentence says more than its row.
"""

from collections import Counter
from collections.abc import Callable, Iterator

from ledger.layout.columns import Cell
from ledger.measure.target_standing import TargetStanding, is_there, standing
from ledger.model.calendar import wareki_year
from ledger.model.policy import Target
from ledger.model.terms import Indicator, TargetVerdict
from ledger.present.report.lines import type_lines
from ledger.present.report.source import ReportSource, Row, said
from ledger.present.report.targets import short_of

SENTENCES = 3
_NAMED = 5
"""So many 課 are named; more are counted."""
_BESIDE = " 不足"
"""Between a 課 and how many it lacks, in 不足先."""


def sentences(source: ReportSource) -> tuple[str, ...]:
    """Return what page one says, at most three sentences."""
    if not source.kpis:
        return (
            "まだ目標がありません。シート「目標」に数字を書き、有効を○にすると、ここに出ます。",
        )
    return (_verdicts(source), *_speaking(source))[:SENTENCES]


def _speaking(source: ReportSource) -> Iterator[str]:
    spoken: list[Row] = []
    for indicators, say in _SAYING:
        row = _first(source, indicators)
        if row is not None and (text := say(source, row)):
            spoken.append(row)
            yield text
    for line in type_lines(source):
        row = line.row
        if row is not None and row not in spoken and isinstance(row["actual"], int | float):
            yield _plain(source, row)


def _verdicts(source: ReportSource) -> str:
    """Say how many targets are there; before year-end only how they stand."""
    many = len(source.kpis)
    if source.day.note:
        there = sum(map(is_there, source.kpis))
        return f"まだ年度の途中です。{many}の目標のうち、いまの時点で届いているのは{there}です。"
    found = Counter(standing(row) for row in source.kpis)
    reached = found[TargetStanding.REACHED]
    rest = [f"{found[where]}は{word}" for where, word in _IN_WORDS.items() if found[where]]
    open_ = found[TargetStanding.ENOUGH] + found[TargetStanding.SHORT]
    rest += [f"{open_}は期限がまだ先"] if open_ else []
    ending = f"し、{'、'.join(rest)}です。" if rest else "しました。"
    return f"{many}の目標のうち{reached}を達成{ending}"


_IN_WORDS = {
    TargetStanding.ON_TRACK: "順調",
    TargetStanding.BEHIND: "遅れ",
    TargetStanding.MISSED: "未達",
    TargetStanding.UNKNOWN: "数がまだ出ない目標",
}


def _first(source: ReportSource, indicators: tuple[Indicator, ...]) -> Row | None:
    """Return the first target with a figure of some 指標, in the order of the targets."""
    for row in source.kpis:
        target = source.policy.targets.get(str(row["target_code"]))
        if target and target.indicator in indicators and isinstance(row["actual"], int | float):
            return row
    return None


def _spread(source: ReportSource, row: Row) -> str:
    """Say in how many 課 a persona is, and which lack it."""
    there, whole = row["numerator"], row["denominator"]
    target = source.policy.targets[str(row["target_code"])]
    if not (isinstance(there, int) and isinstance(whole, int) and whole):
        return ""
    who, asked = source.persona(target.persona_code), target.per_section or 1
    placed = f"を{asked}名以上配置し" if asked > 1 else "を配置し"
    if there == whole:
        return f"{who}{placed}ているのは、{whole}課のすべてです。"
    left = _places(source, row, whole - there)
    return f"{who}{placed}ているのは{whole}課のうち{there}課で、残りは{left}です。"


def _places(source: ReportSource, row: Row, left: int) -> str:
    words = [part.partition(_BESIDE)[0] for part in str(short_of(source, row) or "").split("、")]
    return "・".join(words) if len(words) == left <= _NAMED else f"{left}課"


def _stepped(source: ReportSource, row: Row) -> str:
    """Say how many people of a persona stand on a Step, and how that is for the goal."""
    target = source.policy.targets[str(row["target_code"])]
    who = source.persona(target.persona_code)
    tool = source.tool(target.object_code)
    name = f"{who}{f'({tool})' if tool else ''}のStep{target.step}"
    figure, goal = said(row["actual"], row["unit"]), said(row["goal_value"], row["unit"])
    return f"{name}は{figure}で、{_against(target, row, goal)}"


def _plain(source: ReportSource, row: Row) -> str:
    """Say how far a target has come, whatever it counts."""
    target = source.policy.targets.get(str(row["target_code"]))
    figure, goal = said(row["actual"], row["unit"]), said(row["goal_value"], row["unit"])
    return f"「{row['target_name']}」は{figure}で、{_against(target, row, goal)}"


def _against(target: Target | None, row: Row, goal: str) -> str:
    if row["goal_value"] is None:
        return "目標値がまだありません。"
    when = f"{wareki_year(target.due_year)}の目標{goal}" if target else f"目標{goal}"
    by_verdict: dict[Cell, str] = {
        TargetVerdict.ACHIEVED.value: f"目標{goal}を達成しました。",
        TargetVerdict.ON_TRACK.value: f"{when}に向けて順調です。",
        TargetVerdict.BEHIND.value: f"{when}に向けて遅れています。",
        TargetVerdict.MISSED.value: f"目標{goal}に届きませんでした。",
    }
    return by_verdict.get(row["verdict"], f"{when}に向けて進めています。")


_SAYING: tuple[tuple[tuple[Indicator, ...], Callable[[ReportSource, Row], str]], ...] = (
    ((Indicator.PERSONA_COVERAGE,), _spread),
    ((Indicator.STEP_HOLDERS, Indicator.STEP_RATE), _stepped),
)
