"""予算要求一覧: what is asked for next year, by 担当部門 and measure, each line with its grounds.

One line for each training with seats (研修), and one for each case of 確保計画 of which people are
missing (確保). What has no price stays blank and is named: it is no 0.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from typing import NamedTuple

import pandas as pd

from ledger.judge.acquisition_rows import AcquisitionRow
from ledger.judge.asked_trainings import asked_of, targets_about
from ledger.layout.columns import Cell
from ledger.layout.frames import Tables, frame
from ledger.layout.plan_tables import BUDGET_REQUESTS
from ledger.measure.acquisition.plans import AcquisitionPlan, acquisition_plans
from ledger.measure.demand_rows import NO_PRICE, TrainingDemand
from ledger.measure.roll import JOINT
from ledger.measure.training_offers import OfferTerms
from ledger.model.calendar import wareki
from ledger.model.policy import Policy, Target
from ledger.model.terms import Department, Funding, PriceUnit, RequestKind, Route, SeatReason

NO_ESTIMATE = "概算額が未記入"
_NAMED = 2
"""So many targets are named; of more, how many there are."""
_LAST = len(Department)


class BudgetLine(NamedTuple):
    """One line of the request.

    Attributes:
        kind: 区分.
        department: 担当部門; None where nobody wrote it.
        subject: What is asked for.
        quantity: Sessions or seats, or people; None where it cannot be told.
        unit_price: 単価 in yen.
        cost: 金額 in yen; None where it cannot be told.
        funding: 財源; None where it has to be chosen.
        grounds: Who, how many, why, for which target: one sentence.
    """

    kind: RequestKind
    department: Department | None
    subject: str
    quantity: int | None
    unit_price: int | None
    cost: int | None
    funding: Funding | None
    grounds: str


def budget_lines(
    policy: Policy, tables: Tables, found: Sequence[TrainingDemand], on: dt.date
) -> tuple[BudgetLine, ...]:
    """Return the request: by 担当部門, 研修 in the order of its sheet, then 確保 by 優先順位.

    Args:
        policy: The policy.
        tables: The ledger's tables.
        found: What is needed of each training.
        on: The day from which it is seen whether 育成 is in time: then nobody is acquired.
    """
    lines = (
        *(_training(policy, one) for one in found if one.seats),
        *_acquisitions(policy, acquisition_plans(tables, policy.settings, on)),
    )
    return tuple(
        sorted(
            lines, key=lambda line: (_place(line.department), tuple(RequestKind).index(line.kind))
        )
    )


def budget_requests(lines: Iterable[BudgetLine]) -> pd.DataFrame:
    """Return the table 予算要求一覧."""
    rows: list[dict[str, Cell]] = [
        {"request_no": number, **{key: _plain(value) for key, value in line._asdict().items()}}
        for number, line in enumerate(lines, start=1)
    ]
    return frame(BUDGET_REQUESTS, rows)


def _plain(value: object) -> Cell:
    """Return a word as the text that stands in a cell."""
    return value.value if isinstance(value, StrEnum) else value  # type: ignore[return-value]


def _place(department: Department | None) -> int:
    return tuple(Department).index(department) if department else _LAST


def _training(policy: Policy, one: TrainingDemand) -> BudgetLine:
    offer = one.offer
    by_seat = offer.price_unit is PriceUnit.SEAT or one.times is None
    sessions = "" if one.times is None else f"・{one.times}回"
    return BudgetLine(
        kind=RequestKind.TRAINING,
        department=offer.department,
        subject=f"{offer.training.training_name} {one.seats}席{sessions}",
        quantity=one.seats if by_seat else one.times,
        unit_price=offer.unit_price,
        cost=one.cost,
        funding=offer.funding,
        grounds=_grounds(policy, one),
    )


def _grounds(policy: Policy, one: TrainingDemand) -> str:
    offer = one.offer
    code = offer.code
    asking = [p for p in policy.active_personas if code in asked_of(policy, p.persona_code)]
    whom = JOINT.join(persona.persona_name for persona in asking)
    if offer.any_time:
        held = "随時受講して"
    elif one.times is None:
        held = "定員が決まりしだい回数を決めて"
    else:
        held = f"定員{offer.capacity}名で{one.times}回開いて"
    why = _why(policy, one, {persona.persona_code for persona in asking}) + _as_planned(offer)
    return f"{whom}の{one.seats}席({one.breakdown})を、{held}満たす。{why}{_open_price(one)}"


def _as_planned(offer: OfferTerms) -> str:
    """Return what 研修計画 says of a training: 狙い, for whom and when."""
    aims = "".join(f"「{aim}」" for aim in offer.aims)
    parts = (
        f"狙い{aims}" if aims else "",
        f"対象 {JOINT.join(offer.audiences)}" if offer.audiences else "",
        f"時期 {JOINT.join(offer.periods)}" if offer.periods else "",
    )
    said = "、".join(part for part in parts if part)
    return f"({said})" if said else ""


def _why(policy: Policy, one: TrainingDemand, personas: set[str]) -> str:
    """Return the target that it serves; without one, what asks for it."""
    direct = [t for t in targets_about(policy, one.offer.code) if t.active]
    stepped = [t for t in _of_steps(policy, personas) if SeatReason.STEP in one.by_reason]
    if found := direct or stepped:
        named = "".join(f"「{target.target_name}」" for target in found[:_NAMED])
        rest = f"ほか{len(found) - _NAMED}つ" if len(found) > _NAMED else ""
        return f"目標{named}{rest}のため"
    return "必須の研修のため" if _is_mandatory(one) else "Stepに進み、保つため"


def _is_mandatory(one: TrainingDemand) -> bool:
    return bool({SeatReason.MANDATORY, SeatReason.HIRES} & set(one.by_reason))


def _of_steps(policy: Policy, personas: set[str]) -> list[Target]:
    return [
        target
        for target in policy.targets.values()
        if target.active and target.step is not None and target.persona_code in personas
    ]


def _open_price(one: TrainingDemand) -> str:
    if one.cost is not None:
        return ""
    return f"({NO_PRICE if one.price_is_open else '回数が未定'}で、金額は未定)"


def _acquisitions(policy: Policy, plans: Iterable[AcquisitionPlan]) -> Iterator[BudgetLine]:
    """Yield a line for each case of which people are, or may be, acquired, by 優先順位."""
    for row, found, *_ in plans:
        short = row.shortage
        if found.route in (Route.NOT_NEEDED, Route.TRAIN):
            continue
        yield BudgetLine(
            kind=RequestKind.ACQUISITION,
            department=row.department,
            subject=f"{row.role} {'人数未定' if short is None else f'{short}名'}",
            quantity=short,
            unit_price=None,
            cost=row.estimate,
            funding=row.funding,
            grounds=_case_grounds(policy, row),
        )


def _case_grounds(policy: Policy, row: AcquisitionRow) -> str:
    duty = f"「{row.duty}」に" if row.duty else ""
    skill = f"スキル「{policy.skill_name(row.skill_code)}」の" if row.skill_code else ""
    who = f"{duty}{skill}{row.role}が{row.needed}名要り"
    if row.shortage is None:
        missing = f"{who}、足りない人数は未定(見込人数が未記入)のため"
    else:
        missing = f"{who}、見込{row.expected}名で{row.shortage}名足りないため"
    how = f"{row.method.value}で" if row.method else ""
    unknown = f"({NO_ESTIMATE}で、金額は未定)" if row.estimate is None else ""
    return f"{missing}、{wareki(row.needed_on)}までに{how}確保する{unknown}"
