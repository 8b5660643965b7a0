"""What lies ahead, on the home page: what lapses and ends, moves after training, whom to acquire.

None of it is the year's next thing: whoever sees to it picks the day.
"""

from collections.abc import Iterator
from typing import NamedTuple

from ledger.layout.frames import Tables
from ledger.layout.pages import ACQUISITION, TRANSFER_TRIAL
from ledger.measure.acquisition.ahead import acquisitions_ahead
from ledger.measure.roll import JOINT
from ledger.measure.terms_ending import terms_near
from ledger.measure.training_standings import NEAR_MONTHS
from ledger.measure.transfers import past_after_training
from ledger.model.first_few import first_few
from ledger.model.judged_day import JudgedDay
from ledger.model.policy import Policy
from ledger.model.terms import Presence, TrainingLack
from ledger.present.pages.home_schedule import SHEET, schedule_lines

_NAMED = 2
"""So many cases are named in a line."""


class Ahead(NamedTuple):
    """One line.

    Attributes:
        text: What lies ahead, and what to do.
        button: The label of the button that helps; "" for none.
        sheet: Key of the sheet where the people stand.
    """

    text: str
    button: str
    sheet: str


def home_ahead(policy: Policy, tables: Tables, day: JudgedDay) -> list[Ahead]:
    """Return the lines; none where nothing lies ahead.

    Args:
        policy: The policy.
        tables: The ledger's tables as they will stand.
        day: The day judged.
    """
    return [
        *_lapsing(tables),
        *_terms(policy, tables, day),
        *_after_training(policy, tables, day),
        *(Ahead(told, "日程を作る", SHEET) for told in schedule_lines(policy, tables, day)),
        *_acquisitions(policy, tables, day),
    ]


def _lapsing(tables: Tables) -> Iterator[Ahead]:
    """Count who is there and has a completion that lapses, as 未受講者 lists them."""
    data = tables["untrained"]
    soon = data["kind"] == TrainingLack.SOON.value
    here = data["presence"] == Presence.HERE.value
    people = data.loc[soon & here, "staff_no"].nunique()
    if people:
        told = f"{NEAR_MONTHS}か月以内に研修の期限が切れる {people}名: 次の開催日を知らせる"
        yield Ahead(told, "未受講者一覧", "untrained")


def _terms(policy: Policy, tables: Tables, day: JudgedDay) -> Iterator[Ahead]:
    found = terms_near(policy, tables, day.on)
    if found:
        codes = dict.fromkeys(one.persona_code for one in found)
        named = JOINT.join(policy.personas[code].persona_name for code in codes)
        people = len({one.staff_no for one in found})
        told = f"{named}の任期が{NEAR_MONTHS}か月以内に終わる {people}名: 続けるか、次の人を決める"
        yield Ahead(told, "", "assignments")


def _after_training(policy: Policy, tables: Tables, day: JudgedDay) -> Iterator[Ahead]:
    people = {one.move.staff_no for one in past_after_training(policy, tables, day.on)}
    if people:
        months = policy.settings.after_training_months
        told = f"この年度に、研修から{months}か月以内に異動した {len(people)}名: だれかを見る"
        yield Ahead(told, TRANSFER_TRIAL.title, TRANSFER_TRIAL.key)


def _acquisitions(policy: Policy, tables: Tables, day: JudgedDay) -> Iterator[Ahead]:
    """Say which cases of 確保計画 are to be begun, or are too late, as they are written now."""
    found = acquisitions_ahead(tables, policy.settings, day.by_calendar)
    if found.soon:
        named = first_few(found.soon, _NAMED)
        told = f"確保・育成を{NEAR_MONTHS}か月以内に始める案件 {len(found.soon)}件: {named}"
        yield Ahead(told, "確保を逆算", ACQUISITION.key)
    if found.late:
        told = (
            f"必要時期に間に合わない確保計画 {len(found.late)}件: {first_few(found.late, _NAMED)}"
        )
        yield Ahead(told, "確保を逆算", ACQUISITION.key)
