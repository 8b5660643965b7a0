"""予算要求一覧: what is asked for next year, by 担当部門 and measure, each line with its grounds.

One line for each training with seats (研修), and one for each case of 確保計画 of which people are
missing (確保). What has no price stays blank and is named: it is no 0.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple

import pandas as pd

from ledger.judge.asked_trainings import asked_of, targets_about
from ledger.layout.acquisition_tables import ACQUISITIONS
from ledger.layout.columns import Cell, NewRow
from ledger.layout.frames import Tables, frame, records
from ledger.layout.plan_tables import BUDGET_REQUESTS
from ledger.measure.demand_rows import NO_PRICE, TrainingDemand
from ledger.measure.roll import JOINT
from ledger.measure.training_offers import OfferTerms
from ledger.model.calendar import wareki
from ledger.model.policy import Policy, Target
from ledger.model.terms import Department, Funding, PriceUnit, RequestKind, SeatReason

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
    policy: Policy, tables: Tables, found: Sequence[TrainingDemand]
) -> tuple[BudgetLine, ...]:
    """Return the request: by 担当部門, 研修 before 確保, each in the order of its sheet.

    Args:
        policy: The policy.
        tables: The ledger's tables.
        found: What is needed of each training.
    """
    lines = (
        *(_training(policy, one) for one in found if one.seats),
        *_acquisitions(policy, records(ACQUISITIONS, tables["acquisitions"])),
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


def _acquisitions(policy: Policy, rows: Iterable[NewRow]) -> Iterator[BudgetLine]:
    for row in rows:
        needed, expected = _whole(row["needed"]), _whole(row["expected"])
        short = needed - expected
        if short <= 0:
            continue
        department, funding = row["department"], row["funding"]
        yield BudgetLine(
            kind=RequestKind.ACQUISITION,
            department=Department(str(department)) if department else None,
            subject=f"{row['role']} {short}名",
            quantity=short,
            unit_price=None,
            cost=_amount(row["estimate"]),
            funding=Funding(str(funding)) if funding else None,
            grounds=_case_grounds(policy, row, short),
        )


def _case_grounds(policy: Policy, row: Mapping[str, Cell], short: int) -> str:
    needed, expected = row["needed"], row["expected"]
    known = f"見込{expected}名" if expected is not None else "見込なし(未記入)"
    duty = f"「{row['duty']}」に" if row["duty"] else ""
    skill = f"スキル「{policy.skill_name(str(row['skill_code']))}」の" if row["skill_code"] else ""
    by = row["needed_on"]
    until = f"{wareki(by)}までに" if isinstance(by, dt.date) else ""
    how = f"{row['method']}で" if row["method"] else ""
    unknown = f"({NO_ESTIMATE}で、金額は未定)" if row["estimate"] is None else ""
    return (
        f"{duty}{skill}{row['role']}が{needed}名要り、{known}で{short}名足りないため、"
        f"{until}{how}確保する{unknown}"
    )


def _whole(value: Cell) -> int:
    return value if isinstance(value, int) else 0


def _amount(value: Cell) -> int | None:
    return value if isinstance(value, int) else None
