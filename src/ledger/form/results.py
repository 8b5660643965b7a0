"""What the formulas of 申告 and 次の一歩 come to on the day of issue, as values beside them.

Protected View, previews and other readers do not calculate: they show these. The words are those
of `front` and `panel`; the numbers are `judge`'s, and a test holds both against a recalculation.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import TypeAlias

from ledger.form import places
from ledger.form.issued_person import IssuedPerson, RuleRow
from ledger.form.kinds import ROWS, KindRow
from ledger.form.laid import PANEL_TOP, VERDICTS_TOP, persona_row
from ledger.form.panel_words import (
    HOW,
    NO_CRITERIA,
    NO_STEPS,
    SAID_A_LINE,
    SAID_AT_MOST,
    TOP_STEP,
    WHOLE,
)
from ledger.layout.addresses import letter
from ledger.layout.columns import Cell
from ledger.layout.self_report import MAIN_SHEET
from ledger.model.terms import CriterionKind
from ledger.model.verdicts import Outcome, Standing

Results: TypeAlias = Mapping[str, Mapping[str, Cell]]
"""Values of formulas by sheet and address; a formula that is not among them comes to a blank."""

_UNKNOWN = "未定"
_NONE = "—"


def results_of(found: IssuedPerson) -> Results:
    """Return what the panels come to."""
    return {MAIN_SHEET: _front(found), places.PANEL_SHEET: _detail(found)}


def _front(found: IssuedPerson) -> dict[str, Cell]:
    """Return what 申告 says of each persona, and of the rule's Step beside 自分の判定."""
    day = f"{found.as_of.year}年{found.as_of.month}月{found.as_of.day}日"
    front: dict[str, Cell] = {f"D{PANEL_TOP - 1}": f"{day}まで、いまの仕事が続いた場合"}
    verdicts = found.verdicts
    for index, row in enumerate(found.personas):
        number, at = int(str(row["row"])), persona_row(index)
        said = _sentence(found, number) + _mandatory_left(found, number)
        front[f"C{at}"] = verdicts[number - 1]["persona"]
        front[f"D{at}"] = _bar(found, number)
        front[f"C{at + 1}"] = said[:SAID_A_LINE]
        front[f"C{at + 2}"] = said[SAID_A_LINE : 2 * SAID_A_LINE]
    block = found.laid.main["my_steps"]
    own = letter(block.form.column_of("rule_step") - 1)
    for number in range(1, len(verdicts) + 1):
        front[f"{own}{block.first + number - 1}"] = _rule(found.standing(number))
    return front


def _detail(found: IssuedPerson) -> dict[str, Cell]:
    day = f"{found.as_of.year}年{found.as_of.month}月{found.as_of.day}日"
    detail: dict[str, Cell] = {"B2": f"{day}まで、いまの仕事が続いた場合です。{HOW}"}
    verdicts = found.verdicts
    for index, row in enumerate(verdicts):
        for column, value in _verdict(found, verdicts, index, row).items():
            detail[f"{column}{VERDICTS_TOP + index}"] = value
    for number, rule, outcome in found.criteria:
        for column, value in _criterion(found, rule, outcome).items():
            detail[f"{column}{found.laid.criteria_top + number}"] = value
    for number, (mandatory, is_open) in enumerate(zip(found.mandatory, found.left, strict=True)):
        at = found.laid.mandatory_top + number
        detail[f"B{at}"] = verdicts[int(str(mandatory["row"])) - 1]["persona"]
        detail[f"D{at}"] = mandatory["name"]
        detail[f"G{at}"] = "× まだ" if is_open else "○ 修了"
    return detail


def _rule(standing: Standing | None) -> str:
    """Return the Step that the rules give."""
    known = standing and (standing.step or standing.next_step)
    return f"Step{standing.step}" if standing and known else _NONE


def _sentence(found: IssuedPerson, number: int) -> str:
    """Return the sentence about a persona: where it stands, what is next, and when."""
    standing = found.standing(number)
    if standing is None or not standing.next_step:
        reached = standing.step if standing else 0
        return f"いま Step{reached}。{TOP_STEP}" if reached else NO_STEPS
    source = _source(found, standing)
    missing = _missing(found, source, standing)
    when = (
        ""
        if standing.earliest_on is None
        else f"このまま進めば、{_era(standing.earliest_on)}に届きます。"
    )
    asked = f"いま Step{standing.step}。次のStep{standing.next_step}に要るもの: "
    wanted = f"{missing}。" if missing else NO_CRITERIA
    return f"{asked}{_wanted(found, standing)}{wanted}{when}"


def _mandatory_left(found: IssuedPerson, number: int) -> str:
    names = _left(found, number)
    return f"必須研修の残り{len(names)}：{'、'.join(names)}。" if names else ""


def _era(day: dt.date) -> str:
    return f"令和{day.year - 2018}年{day.month}月{day.day}日"


def _bar(found: IssuedPerson, number: int) -> str:
    """Return the bar of the criteria of the next Step; of a 選択組 one is enough."""
    standing = found.standing(number)
    if standing is None or not standing.next_step:
        return ""
    source = _source(found, standing)
    rows = found.by_verdict.get(source, ())
    own = [(rule["any_of"], one.met) for rule, one in rows if _of(rule, standing)]
    groups = {group for group, _ in own if group}
    settled = {group for group, met in own if group and met}
    asked = sum(not group for group, _ in own) + len(groups)
    met = sum(bool(met) and not group for group, met in own) + len(settled)
    return f"{'■' * met}{'□' * (asked - met)}　{asked}つのうち{met}つ" if asked else ""


def _source(found: IssuedPerson, standing: Standing) -> int:
    """Return the verdict row whose criteria count: that of the leading tool, if there is one."""
    wanted = (standing.persona_code, standing.leading_tool or standing.tool_code)
    return list(found.claims).index(wanted) + 1


def _verdict(
    found: IssuedPerson, verdicts: Sequence[RuleRow], index: int, row: Mapping[str, Cell]
) -> dict[str, Cell]:
    tool = row["tool"]
    is_whole = any(other["parent"] == index + 1 for other in verdicts)
    standing = found.standing(index + 1)
    cells: dict[str, Cell] = {
        "B": f"　└ {tool}" if tool else f"{row['persona']}{WHOLE if is_whole else ''}",
        **dict.fromkeys("CEF", _NONE),
        "D": "",
        "G": "" if tool else _mandatory(found, index + 1),
    }
    if standing is not None:
        following = standing.next_step
        cells["C"] = _rule(standing)
        cells["E"] = f"Step{following}" if following else _NONE
        reached = TOP_STEP if standing.step else NO_STEPS
        cells["D"] = _told(found, standing) if following else reached
        cells["F"] = _day(standing.earliest_on) if following else _NONE
    return cells


def _day(day: dt.date | None) -> str:
    return f"{day.year}/{day.month}/{day.day}" if day else _UNKNOWN


def _mandatory(found: IssuedPerson, number: int) -> str:
    own = [row for row in found.mandatory if row["row"] == number]
    names = _left(found, number)
    if not own:
        return _NONE
    return f"残り{len(names)}：{'、'.join(names)}" if names else "○ すべて修了"


def _left(found: IssuedPerson, number: int) -> list[str]:
    """Return the 必須研修 of a persona that are not completed."""
    rows = zip(found.mandatory, found.left, strict=True)
    return [str(row["name"]) for row, is_open in rows if row["row"] == number and is_open]


def _told(found: IssuedPerson, standing: Standing) -> str:
    """Return what the next Step lacks; a persona with tools tells of its leading tool."""
    missing = _missing(found, _source(found, standing), standing)
    return _wanted(found, standing) + (missing or NO_CRITERIA)


def _wanted(found: IssuedPerson, standing: Standing) -> str:
    """Return which tool is spoken of, and which Step above has its criteria met already."""
    number = _source(found, standing)
    tool = found.verdicts[number - 1]["tool"]
    own = any(rule["common"] == 0 for rule, _ in _open(found, number, standing))
    leading = f"{tool}：" if standing.leading_tool and own else ""
    upper = max(standing.upper_steps, default=0)
    return leading + (f"Step{upper}の条件は満たしています。" if upper else "")


def _open(found: IssuedPerson, number: int, standing: Standing) -> list[tuple[RuleRow, Outcome]]:
    """Return the criteria of the next Step that are not met, of a verdict row."""
    rows = found.by_verdict.get(number, ())
    settled = {rule["any_of"] for rule, one in rows if one.met and _of(rule, standing)}
    return [
        (rule, one)
        for rule, one in rows
        if _of(rule, standing)
        and (rule["any_of"] not in settled if rule["any_of"] else not one.met)
    ]


def _missing(found: IssuedPerson, number: int, standing: Standing) -> str:
    told, before = "", None
    rows = _open(found, number, standing)
    for count, (rule, one) in enumerate(rows[:SAID_AT_MOST]):
        joint = " または " if rule["any_of"] and rule["any_of"] == before else "、"
        told += (joint if count else "") + f"{rule['label']}{_progress(one)}"
        before = rule["any_of"]
    return told + (f"　ほか{len(rows) - SAID_AT_MOST}件" if len(rows) > SAID_AT_MOST else "")


def _of(rule: Mapping[str, Cell], standing: Standing) -> bool:
    """Whether a criterion is one of the next Step."""
    return rule["step"] == standing.next_step


def _progress(one: Outcome) -> str:
    if ROWS[one.criterion.kind].is_period:
        left = f"あと{one.needed - one.have}か月{'以内' if _days(one) else ''}"
        return f"（いま{one.have}か月{_days(one)}、{left}）"
    return f"（いま{one.have}）" if one.have else ""


def _days(one: Outcome) -> str:
    days = one.days_left if ROWS[one.criterion.kind].is_period else 0
    return f"と{days}日" if days else ""


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
    members = (row for row in found.members if row["set"] == rule["set"])
    codes = {found.trainings[int(str(row["training"]))] for row in members}
    return bool(codes & found.trained.lapsed)
