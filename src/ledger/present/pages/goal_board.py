"""中期目標ボード: what the page says. `goal_board_looks` gives it its looks, by its words."""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

import pandas as pd

from ledger.layout.page_frames import page_frame
from ledger.layout.pages import GOAL_BOARD, HOME_LINK, PageCell, link
from ledger.layout.plan_tables import HEADCOUNT_RULES
from ledger.layout.sheet_order import CHARTS, title_of
from ledger.measure.goal_board import BoardLine, GoalBoard, Pace, Statement
from ledger.measure.goal_paths import GoalPath, number_said
from ledger.measure.goal_years import Actual
from ledger.measure.required_heads import HeadsNeeded
from ledger.measure.rounding import shown
from ledger.model.calendar import wareki_year
from ledger.model.policy import Target
from ledger.model.terms import Indicator
from ledger.model.terms.indicators import CASES, PEOPLE, PERCENT, SECTIONS, TIMES
from ledger.present.headings import line
from ledger.present.pages.board_lines import (
    INDENT,
    NOTE_MARK,
    REMARK_MARK,
    TITLE_MARK,
    room_of,
    wrapped,
)
from ledger.present.pages.required_heads import required_heads_rows

Row = Sequence[PageCell]

WAY, NEEDED, ACTUAL, VERDICT, LEFT = "道すじ", "新たに要る", "実績", "判定", "これから"
STATEMENTS = "定性の目標(数の目標とは平均しません)"
HEADS = "業務からの逆算(自走に要る人数)"
GOALS = "目標"
BASE = "基準"
_FIRST_YEAR = 2
WRITTEN = "※"
_STAR = "★"
"""ハードル of a target: one to three of them (S25)."""
_HOW = (
    (
        "道すじ = 基準値から目標値まで、年ごとの途中目標(※は、シート「途中目標」に書いた数。"
        "ほかは直線で、切り上げ)。新たに要る = 道すじの増え + 見込減"
    ),
    (
        "判定: ○ 達成・○ 順調 / ▲ 遅れ / × 未達。年度の途中は、○ 期中(今年度の道すじに届いた)か "
        "△ 期中(まだ届いていない)"
    ),
)
_NO_TARGETS = (
    "目標がまだ例のままです。シート「目標」で数字を決めて、有効を○にすると、"
    "ここに年ごとの道すじが出ます。"
)


def goal_board_page(board: GoalBoard, heads: Sequence[HeadsNeeded], heading: str) -> pd.DataFrame:
    """Return what the page says.

    Args:
        board: The targets by year.
        heads: What each rule of 必要人数の決め方 comes to.
        heading: Of which day the results are.
    """
    room = room_of(len(board.years))
    body = [*_targets(board, room), *_statements(board.statements, room)]
    at = len(_head(board, heading, 0)) + len(body) + 2
    rows = [*_head(board, heading, at), *body, [], *required_heads_rows(heads, HEADS, room)]
    return page_frame(GOAL_BOARD, rows)


def _head(board: GoalBoard, heading: str, heads_at: int) -> list[Row]:
    links: Row = [
        link(GOAL_BOARD.title, f"↓ {HEADS}", f"A{heads_at}"),
        None,
        link(CHARTS, f"→ {CHARTS}"),
        link(title_of("targets"), f"→ {title_of('targets')}"),
        link(title_of("milestones"), f"→ {title_of('milestones')}"),
        link(HEADCOUNT_RULES.title, f"→ {HEADCOUNT_RULES.title}"),
    ]
    years = [f"{wareki_year(year)}{'(今)' if year == board.year else ''}" for year in board.years]
    return [
        [HOME_LINK],
        [GOAL_BOARD.title],
        [line(heading)],
        [_summary(board)],
        *([one] for one in _HOW),
        links,
        [GOALS, BASE, *years],
    ]


def _summary(board: GoalBoard) -> str:
    if not board.lines and not board.statements:
        return _NO_TARGETS
    coming = [one for one in board.lines if not one.over]
    told = [f"期限が先の目標 {len(coming)}"]
    marks = [one.years.get(board.year) for one in coming]
    found = {mark: marks.count(mark) for mark in dict.fromkeys(marks) if mark is not None}
    told += ["(" + "、".join(f"{mark} {n}" for mark, n in found.items()) + ")"] if found else []
    others = (("期限が来た目標", len(board.lines) - len(coming)), ("定性", len(board.statements)))
    told += [f"、{word} {many}" for word, many in others if many]
    return "".join(told)


def _targets(board: GoalBoard, room: int) -> Iterator[Row]:
    for one in board.lines:
        yield from _block(one, board.years, room)
        yield []


def _block(one: BoardLine, years: Sequence[int], room: int) -> Iterator[Row]:
    path = one.path
    yield [f"{TITLE_MARK}{_title(one.target, path.unit)}"]
    if path.years:
        yield [f"{INDENT}{WAY}{_whole_said(path)}", _base(path), *_way(path, years)]
    if any(at.needed is not None for at in path.years):
        yield [f"{INDENT}{NEEDED}{_loss_said(path)}", None, *_needs(path, years)]
    if one.found:
        yield [f"{INDENT}{ACTUAL}", None, *_actuals(path, one.found, years)]
        yield [f"{INDENT}{VERDICT}", None, *_marks(one, years)]
    for said in _left(one):
        yield from wrapped(f"{INDENT}{LEFT}: ", said, room)
    for note in path.notes:
        yield from wrapped(f"{INDENT}{NOTE_MARK}", note, room)
    for remark in path.remarks:
        yield from wrapped(f"{INDENT}{REMARK_MARK}", remark, room)


def _title(target: Target, unit: str | None) -> str:
    goal = "" if target.goal_value is None else f"{target.goal_value:g}{unit or ''}"
    parts = (
        f"{target.target_code} {target.target_name}",
        f"目標 {goal}({wareki_year(target.due_year)})" if goal else wareki_year(target.due_year),
        str(target.horizon),
        f"ハードル {_STAR * target.hurdle}" if target.hurdle else "",
        f"担当 {target.department}" if target.department else "",
    )
    return "   ".join(part for part in parts if part)


def _whole_said(path: GoalPath) -> str:
    if path.whole is None:
        return ""
    of_another = path.target.indicator is Indicator.SHARE_OF
    word = "条件目標の人" if of_another else "分母"
    return f"({word} {path.whole}{heads_unit(path)})"


def _loss_said(path: GoalPath) -> str:
    return f"(見込減 年{path.loss}{heads_unit(path)}を足した数)" if path.loss else ""


def heads_unit(path: GoalPath) -> str:
    """Return what a target counts, also where it is a share: 名, 課, 回 or 件."""
    if path.unit in (PEOPLE, SECTIONS, TIMES, CASES):
        return str(path.unit)
    units = [unit for unit in path.target.indicator.rule.units if unit != PERCENT]
    return units[0] if units else ""


def _base(path: GoalPath) -> str | None:
    if path.base is None or path.target.base_year is None:
        return None
    return f"{_both(path, path.base, path.base_heads)} {_short(path.target.base_year)}"


def _short(year: int) -> str:
    """Say a year without 年度, where it stands behind its figure."""
    return f"({wareki_year(year).removesuffix('年度')})"


def _both(path: GoalPath, value: Fraction, heads: int | None) -> str:
    """Say a figure in its unit, a share with its heads behind it."""
    said = number_said(value) if value.denominator == 1 else f"{shown(value):g}"
    if path.unit != PERCENT:
        return f"{said}{path.unit or ''}"
    return f"{said}%" if heads is None else f"{said}%({heads}{heads_unit(path)})"


def _way(path: GoalPath, years: Sequence[int]) -> Iterator[PageCell]:
    for year in years:
        at = path.at(year)
        if at is None or at.value is None:
            yield None
        else:
            yield _both(path, at.value, at.heads) + (WRITTEN if at.written else "")


def _needs(path: GoalPath, years: Sequence[int]) -> Iterator[PageCell]:
    for year in years:
        at = path.at(year)
        yield None if at is None or at.needed is None else f"{at.needed}{heads_unit(path)}"


def _actuals(
    path: GoalPath, found: Mapping[int, Actual], years: Sequence[int]
) -> Iterator[PageCell]:
    for year in years:
        one = found.get(year)
        yield None if one is None or one.value is None else _both(path, one.value, one.heads)


def _marks(one: BoardLine, years: Sequence[int]) -> Iterator[PageCell]:
    for year in years:
        mark = one.years.get(year)
        yield None if mark is None else mark.value


def _left(one: BoardLine) -> Iterator[str]:
    """Say what is left to do, in a sentence."""
    due = wareki_year(one.target.due_year)
    if one.over:
        yield (
            f"期限({due})が来ました。続けるなら、シート「目標」に次の期限と目標値を書いてください。"
        )
    elif one.pace is not None:
        yield _pace_said(one.path, one.pace)


def _pace_said(path: GoalPath, pace: Pace) -> str:
    unit, goal = heads_unit(path), f"{pace.goal}{heads_unit(path)}"
    loss = f"(見込減 {pace.loss}{unit}を含む)" if pace.loss else ""
    if not pace.missing:
        return f"もう {goal}に届いています({wareki_year(pace.since)} {pace.have}{unit})。"
    since = "いま" if pace.running else f"{wareki_year(pace.since)}の実績"
    years = f"今年度を入れて{pace.left}年度" if pace.running else f"{pace.left}年度"
    step = path.at(pace.since + (not pace.running))
    planned = ""
    if step is not None and step.needed is not None:
        planned = f"(はじめの道すじでは{wareki_year(step.year)}に {step.needed}{unit})"
    return (
        f"{since} {pace.have}{unit}から、{years}で {goal}へ。あと {pace.missing}{unit}{loss}、"
        f"1年度に {pace.each}{unit}ずつ{planned}。"
    )


def _statements(found: Sequence[Statement], room: int) -> Iterator[Row]:
    if found:
        yield [STATEMENTS]
    for one in found:
        yield [f"{TITLE_MARK}{_title(one.target, None)}"]
        mark = one.target.review_mark
        said = (
            f"{mark} ({one.verdict})" if mark else "まだ点検していません(シート「目標」の点検結果)"
        )
        earlier = "、".join(f"{wareki_year(y)} {v}" for y, v in sorted(one.before.items()))
        yield [f"{INDENT}点検結果: {said}{f'   これまで: {earlier}' if earlier else ''}"]
        yield from wrapped(
            f"{INDENT}根拠: ", one.target.review_evidence or "まだ書いてありません", room
        )
    if found:
        yield []
