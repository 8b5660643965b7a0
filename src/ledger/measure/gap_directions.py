"""方向性: whether a gap is closed by 育成, 確保 or both, proposed by lead times (S24, W34-W36).

Each case of 確保計画 of the same スキルコード is reckoned back (`acquisition`). Whom 育成 cannot
bring in time, or at all, has to come from outside (喫緊 → 確保); who is left is trained. Where both
are left it is 併用. A gap about which 確保計画 says nothing is closed by 育成. Another case's
surplus makes up for nothing, and a case that lacks what it is reckoned by proposes nothing.
HR's own word in the table `gap_directions` stands before the proposal, if it has a reason.
"""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple, TypeAlias

import pandas as pd

from ledger.judge.acquisition_rows import acquisition_rows
from ledger.layout.columns import Cell
from ledger.layout.frames import Tables, frame, records
from ledger.layout.gap_tables import GAP_DIRECTIONS
from ledger.layout.result_tables import GAPS
from ledger.measure.acquisition.back_calculation import (
    AcquisitionCase,
    BackCalculation,
    back_calculation,
)
from ledger.measure.acquisition.plans import case_of
from ledger.model.calendar import wareki
from ledger.model.settings import Settings
from ledger.model.terms import DecidedBy, Direction, Route, SkillMethod, Timing

Row: TypeAlias = Mapping[str, Cell]

ENOUGH = "足りている"
NO_NEED = "必要人数が空欄なので、足りるかどうか分からない"
NOBODY = "対象の人がいない"
NO_CASE = "確保計画にこのスキルの案件がないので、育てる"


class SkillCase(NamedTuple):
    """A case of 確保計画, reckoned back.

    Attributes:
        name: 案件番号 and 役割.
        case: What it is reckoned by.
        result: What it comes to on the day judged.
    """

    name: str
    case: AcquisitionCase
    result: BackCalculation

    @property
    def heads(self) -> int:
        """How many are missing in it, as far as that is known."""
        return self.result.shortage or 0

    @property
    def outside(self) -> int:
        """How many of them 育成 does not bring."""
        return self.heads if self.result.route in (Route.ACQUIRE, Route.TOO_LATE) else 0


class GapSize(NamedTuple):
    """How large a gap is.

    Attributes:
        heads: How many people it lacks; None where that is not known.
        closed: Why there is none, or why nothing can be proposed by it; "" where it is open.
    """

    heads: int | None
    closed: str = ""


class Proposal(NamedTuple):
    """What is proposed, and why; no direction where there is nothing to close, or to tell by."""

    direction: Direction | None
    reason: str


def proposal(size: GapSize, cases: Sequence[SkillCase]) -> Proposal:
    """Propose how a gap is closed.

    Args:
        size: How large it is on the day judged.
        cases: The cases of 確保計画 of its skill.
    """
    asked = [one for one in cases if one.result.route is not Route.NOT_NEEDED]
    outside, missing = sum(one.outside for one in asked), sum(one.heads for one in asked)
    said = "。".join(map(_case_said, asked))
    is_open = any(one.result.route is Route.OPEN for one in asked)
    if outside:
        rest = max(missing, size.heads or 0) - outside
        if rest:
            return Proposal(Direction.BOTH, f"{said}。残り {rest}名は育てる")
        return Proposal(Direction.ACQUIRE, said)
    if asked:
        return Proposal(None if is_open else Direction.TRAIN, said)
    if size.closed:
        return Proposal(None, size.closed)
    return Proposal(Direction.TRAIN, NO_CASE)


def _case_said(one: SkillCase) -> str:
    many = "人数が未定" if one.result.shortage is None else f"不足 {one.heads}名"
    return f"確保計画 {one.name}({many}): {_why(one)}"


def _why(one: SkillCase) -> str:
    case, result = one.case, one.result
    needed = f"{wareki(case.needed_on)}まで"
    match result.route:
        case Route.TRAIN if result.training_by is not None:
            return f"{wareki(result.training_by)}までに育成を始めれば、間に合う"
        case Route.OPEN:
            return f"{'・'.join(_blank(case))}が空欄なので、提案できない"
        case Route.TOO_LATE if result.recruiting_by is not None:
            past = f"募集の開始期限({wareki(result.recruiting_by)})も過ぎたので"
            return f"{_no_training(one)}。{past}、急いで外から確保する"
        case _:
            last = result.recruiting_by
            until = f"(募集は{wareki(last)}までに始める)" if last else "(募集月数が未定)"
            return f"{_no_training(one)}ので、{needed}に外から確保する{until}"


def _no_training(one: SkillCase) -> str:
    by = one.result.training_by
    if not one.case.trainable:
        return "育成ではできない(育成可否が×)"
    if one.result.training is Timing.LATE and by is not None:
        return f"育成の開始期限({wareki(by)})を過ぎた"
    return "手法を決めてある"


def _blank(case: AcquisitionCase) -> Iterator[str]:
    if case.expected is None:
        yield "見込人数"
    if case.trainable and case.training_months is None:
        yield "育成月数"


def directed(gaps: pd.DataFrame, settings: Settings, tables: Tables, on: dt.date) -> pd.DataFrame:
    """Return ギャップ with the direction of each row.

    Args:
        gaps: The table `gaps`; what it says of directions is written anew.
        settings: 設定.
        tables: The ledger's tables; 確保計画 and 方向性 are asked.
        on: The day from which deadlines are seen.
    """
    cases, decided = _cases(settings, tables, on), _decided(tables)
    return frame(GAPS, [{**row, **_directed(row, cases, decided)} for row in records(GAPS, gaps)])


def _directed(
    row: Row,
    cases: Mapping[str, tuple[SkillCase, ...]],
    decided: Mapping[tuple[Cell, Cell], tuple[Cell, Cell]],
) -> dict[str, Cell]:
    found = proposal(size_of(row), cases.get(str(row["skill_code"]), ()))
    own = decided.get((row["persona_code"], row["skill_code"]))
    proposed = found.direction.value if found.direction else None
    by = DecidedBy.HR if own else DecidedBy.PROPOSAL
    return {
        "direction": own[0] if own else proposed,
        "decided_by": by.value if own or proposed else None,
        "decision_reason": own[1] if own else None,
        "proposed": proposed,
        "proposal_reason": found.reason,
    }


def size_of(row: Row) -> GapSize:
    """Return how large the gap of a row of ギャップ is.

    By 研修 it is who did not attend of whom it is for; without an offer nobody can say.
    """
    if row["method"] == SkillMethod.HEADCOUNT:
        left = _whole(row["shortage"])
        return GapSize(None, NO_NEED) if left is None else GapSize(left, "" if left else ENOUGH)
    there, whole = _whole(row["numerator"]), _whole(row["denominator"])
    if there is None or whole is None:
        return GapSize(None)
    return GapSize(whole - there, "" if there < whole else ENOUGH if whole else NOBODY)


def _decided(tables: Tables) -> Mapping[tuple[Cell, Cell], tuple[Cell, Cell]]:
    """Return HR's own directions with their reasons; of two for one skill the first."""
    return {
        (row["persona_code"], row["skill_code"]): (row["direction"], row["reason"])
        for row in records(GAP_DIRECTIONS, tables[GAP_DIRECTIONS.key])[::-1]
        if row["direction"] and row["reason"]
    }


def _cases(settings: Settings, tables: Tables, on: dt.date) -> Mapping[str, tuple[SkillCase, ...]]:
    """Return the cases of each skill, first to be seen to first."""
    found: dict[str, tuple[SkillCase, ...]] = {}
    for row in acquisition_rows(tables):
        if row.skill_code:
            case = case_of(row)
            one = SkillCase(row.named, case, back_calculation(case, settings, on))
            found[row.skill_code] = (*found.get(row.skill_code, ()), one)
    return found


def _whole(value: Cell) -> int | None:
    return value if isinstance(value, int) else None
