"""What the formulas of 申告 and 次の一歩 come to on the day of issue, as values beside them.

Protected View, previews and other readers do not calculate: they show these. The words are those
of `front` and `panel`; the numbers are `judge`'s, and a test holds both against a recalculation.
"""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from ledger.form import places
from ledger.form.blocks import RULES
from ledger.form.issued_standings import Standings, Trained
from ledger.form.kinds import ROWS, DataRow, KindRow
from ledger.form.panel_words import (
    HOW,
    NO_CRITERIA,
    NO_STEPS,
    SAID_AT_MOST,
    TOP_STEP,
    WHOLE,
)
from ledger.form.places import Laid
from ledger.form.rules import Blocks
from ledger.layout.columns import Cell
from ledger.layout.self_report import MAIN_SHEET
from ledger.model.terms import CriterionKind
from ledger.model.verdicts import Outcome, Standing

Results: TypeAlias = Mapping[str, Mapping[str, Cell]]
"""Values of formulas by sheet and address; a formula that is not among them comes to a blank."""

_UNKNOWN = "未定"
_NONE = "—"


@dataclass(frozen=True)
class IssuedPerson:
    """What is known of one person on the day of issue.

    Attributes:
        as_of: The day, 見る日.
        rules: The rules of the form.
        claims: `(persona_code, tool_code)` of each verdict row.
        standings: Where the person stands.
        trained: Which trainings are completed.
        trainings: Code of each training by its position in the form's list.
        laid: Where the parts of the form stand.
    """

    as_of: dt.date
    rules: Blocks
    claims: Sequence[tuple[str, str | None]]
    standings: Standings
    trained: Trained
    trainings: Mapping[int, str]
    laid: Laid

    def rows(self, block: str) -> list[dict[str, Cell]]:
        """Return the rows of a block of `_rules`, by key."""
        return [_row(block, row) for row in self.rules[block]]

    def standing(self, number: int) -> Standing | None:
        """Return the standing of a verdict row, numbered from 1."""
        return self.standings.get(self.claims[number - 1])

    @property
    def left(self) -> list[bool]:
        """For each 必須研修 of the form, whether it is not completed."""
        positions = (int(str(row["training"])) for row in self.rows("mandatory"))
        return [self.trainings[place] not in self.trained.valid for place in positions]


def _row(block: str, row: DataRow) -> dict[str, Cell]:
    return dict(zip(RULES[block].keys, row, strict=True))


def results_of(found: IssuedPerson) -> Results:
    """Return what the panels come to."""
    day = f"{found.as_of.year}年{found.as_of.month}月{found.as_of.day}日"
    top = places.PANEL_TOP
    front: dict[str, Cell] = {
        f"D{top - 2}": f"{day}まで、いまの仕事が続いた場合",
    }
    verdicts = found.rows("verdicts")
    for index, row in enumerate(verdicts):
        for column, value in _verdict(found, verdicts, index, row).items():
            front[f"{column}{top + index}"] = value
    detail: dict[str, Cell] = {"B2": f"{day}まで、いまの仕事が続いた場合です。{HOW}"}
    for number, rule, outcome in _criteria(found):
        for column, value in _criterion(found, rule, outcome).items():
            detail[f"{column}{places.DETAIL_TOP + number}"] = value
    for number, (mandatory, is_open) in enumerate(
        zip(found.rows("mandatory"), found.left, strict=True)
    ):
        at = found.laid.mandatory_top + number
        detail[f"B{at}"] = verdicts[int(str(mandatory["row"])) - 1]["persona"]
        detail[f"D{at}"] = mandatory["name"]
        detail[f"G{at}"] = "× まだ" if is_open else "○ 修了"
    return {MAIN_SHEET: front, places.PANEL_SHEET: detail}


def _verdict(
    found: IssuedPerson, verdicts: Sequence[dict[str, Cell]], index: int, row: Mapping[str, Cell]
) -> dict[str, Cell]:
    tool = row["tool"]
    is_whole = any(other["parent"] == index + 1 for other in verdicts)
    standing = found.standing(index + 1)
    cells: dict[str, Cell] = {
        "B": f"　└ {row['persona']}" if tool else row["persona"],
        "C": tool or (WHOLE if is_whole else ""),
        **dict.fromkeys("DEFG", _NONE),
        "H": "" if tool else _mandatory(found, index + 1),
    }
    if standing is not None:
        following = standing.next_step
        cells["D"] = f"Step{standing.step}" if standing.step else "まだ"
        cells["E"] = f"Step{following}" if following else _NONE
        reached = TOP_STEP if standing.step else NO_STEPS
        cells["F"] = _told(found, standing) if following else reached
        cells["G"] = _day(standing.earliest_on) if following else _NONE
    return cells


def _day(day: dt.date | None) -> str:
    return f"{day.year}/{day.month}/{day.day}" if day else _UNKNOWN


def _mandatory(found: IssuedPerson, number: int) -> str:
    own = [
        (str(row["name"]), is_open)
        for row, is_open in zip(found.rows("mandatory"), found.left, strict=True)
        if row["row"] == number
    ]
    names = [name for name, is_open in own if is_open]
    if not own:
        return _NONE
    return f"残り{len(names)}：{'、'.join(names)}" if names else "○ すべて修了"


def _told(found: IssuedPerson, standing: Standing) -> str:
    """Return what the next Step lacks; a persona with tools tells of its leading tool."""
    source = (standing.persona_code, standing.leading_tool or standing.tool_code)
    number = list(found.claims).index(source) + 1
    tool = found.rows("verdicts")[number - 1]["tool"]
    leading = f"{tool}：" if standing.leading_tool else ""
    upper = max(standing.upper_steps, default=0)
    above = f"Step{upper}の条件は満たしています。" if upper else ""
    return leading + above + (_missing(found, number, standing) or NO_CRITERIA)


def _missing(found: IssuedPerson, number: int, standing: Standing) -> str:
    rows = [(rule, one) for _, rule, one in _criteria(found) if rule["row"] == number]
    settled = {rule["any_of"] for rule, one in rows if one.met and _of(rule, standing)}
    told, count, before = "", 0, None
    for rule, one in rows:
        group = rule["any_of"]
        is_open = group not in settled if group else not one.met
        if _of(rule, standing) and is_open:
            count += 1
            if count <= SAID_AT_MOST:
                joint = " または " if group and group == before else "、"
                told += (joint if count > 1 else "") + f"{rule['label']}{_progress(one)}"
        before = group
    return told + (f"　ほか{count - SAID_AT_MOST}件" if count > SAID_AT_MOST else "")


def _of(rule: Mapping[str, Cell], standing: Standing) -> bool:
    """Whether a criterion is one of the next Step."""
    return rule["step"] == standing.next_step


def _progress(one: Outcome) -> str:
    if ROWS[one.criterion.kind].is_period:
        return f"（いま{one.have}か月{_days(one)}）"
    return f"（いま{one.have}）" if one.have else ""


def _days(one: Outcome) -> str:
    days = one.days_left if ROWS[one.criterion.kind].is_period else 0
    return f"と{days}日" if days else ""


def _criteria(found: IssuedPerson) -> Iterator[tuple[int, dict[str, Cell], Outcome]]:
    """Yield the criteria with their place on the form, each with what `judge` says of it."""
    waiting: dict[int, list[Outcome]] = {}
    for place, rule in enumerate(found.rows("criteria")):
        number = int(str(rule["row"]))
        if number not in waiting:
            standing = found.standing(number)
            waiting[number] = list(standing.outcomes) if standing else []
        same = (rule["step"], rule["number"])
        for outcome in waiting[number]:
            if (outcome.criterion.step, outcome.criterion.criterion_no) == same:
                waiting[number].remove(outcome)
                yield place, rule, outcome
                break


def _criterion(found: IssuedPerson, rule: Mapping[str, Cell], one: Outcome) -> dict[str, Cell]:
    unit, note = rule["unit"] or "", rule["note"] or ""
    lapsed = "有効期限切れ　" if not one.met and _has_lapsed(found, rule) else ""
    return {
        "B": rule["where"],
        "C": rule["step"],
        "D": rule["label"],
        "E": f"{one.have}{unit}{_days(one)}",
        "F": f"{rule['need']}{unit}",
        "G": "○ 満たす" if one.met else "× まだ",
        "H": "" if one.met else _day(one.earliest_on),
        "I": f"{lapsed}{note}",
    }


def _has_lapsed(found: IssuedPerson, rule: Mapping[str, Cell]) -> bool:
    """Whether a training that the criterion asks for was completed and has expired."""
    if ROWS[CriterionKind(str(rule["kind"]))].lapsed == KindRow.lapsed:
        return False
    members = (row for row in found.rows("members") if row["set"] == rule["set"])
    codes = {found.trainings[int(str(row["training"]))] for row in members}
    return bool(codes & found.trained.lapsed)
