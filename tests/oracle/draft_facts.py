"""What the people of a drawn city did: trainings, qualifications, tools, skills."""

import datetime as dt

from oracle import days
from oracle.draft import Draft
from oracle.draft_policy import QUALIFICATIONS, days_before_expiry, year_of_valid_months

SPELLINGS = {
    "ITパスポート": ("ITパスポート", "ＩＴパスポート", "ITパスポート "),
    "データ 検定": ("データ 検定", "データ　検定", "ﾃﾞｰﾀ  検定"),
}
CONFIRMATIONS = ("済", "済", "済", "済", "未", "未", "否認")


def draft_facts(draft: Draft) -> None:
    """Draw everybody's facts; people differ in how much they do."""
    for staff_no in draft.codes("staff", "staff_no"):
        diligence = draft.one((0.15, 0.5, 0.9))
        for training in draft.codes("trainings", "training_code"):
            if draft.chance(diligence):
                _attendances(draft, staff_no, training)
        _qualifications(draft, staff_no, diligence)
        _levels(draft, staff_no, diligence)
        _ratings(draft, staff_no, diligence)


def _attendances(draft: Draft, staff_no: str, training: str) -> None:
    months = year_of_valid_months(draft, training)
    done = {_completed_on(draft, months) for _ in range(draft.one((1, 1, 1, 2, 3)))}
    if training in draft.dormant:
        done = {day for day in done if day < draft.year_start}
    for completed_on in sorted(done):
        rostered = draft.chance(0.5)
        draft.add(
            "attendances",
            staff_no=staff_no,
            training_code=training,
            completed_on=completed_on,
            source="名簿" if rostered else "申告",
            confirmed=draft.one(("済", "済", "未")) if rostered else draft.one(CONFIRMATIONS),
        )


def _completed_on(draft: Draft, months: int | None) -> dt.date:
    drawn = draft.rng.random()
    if months is not None and drawn < 0.55:
        return days_before_expiry(draft.as_of, months, draft.rng.randint(-3, 3))
    if drawn < 0.75:
        return draft.edge()
    return draft.back(-20, 900)


def _qualifications(draft: Draft, staff_no: str, diligence: float) -> None:
    for name in QUALIFICATIONS:
        if not draft.chance(diligence * 0.6):
            continue
        acquired_on = draft.edge() if draft.chance(0.15) else draft.back(0, 2000)
        expires_on = draft.one((None, draft.near(draft.as_of), draft.back(-700, 700)))
        draft.add(
            "qualifications",
            staff_no=staff_no,
            qualification=draft.one(SPELLINGS.get(name, (name,))),
            acquired_on=acquired_on,
            expires_on=None if expires_on is None else max(expires_on, acquired_on),
            confirmed=draft.one(CONFIRMATIONS),
        )


def _levels(draft: Draft, staff_no: str, diligence: float) -> None:
    for tool in draft.codes("tools", "tool_code"):
        for year in _years(draft) if draft.chance(diligence) else ():
            draft.add(
                "tool_levels",
                staff_no=staff_no,
                tool_code=tool,
                year=year,
                level=draft.rng.randint(0, 3),
                confirmed=draft.one(CONFIRMATIONS),
            )


def _ratings(draft: Draft, staff_no: str, diligence: float) -> None:
    for skill in draft.codes("skills", "skill_code"):
        for year in _years(draft) if draft.chance(diligence) else ():
            draft.add(
                "skill_ratings",
                staff_no=staff_no,
                skill_code=skill,
                year=year,
                rating=draft.rng.randint(0, 3),
                confirmed=draft.one(CONFIRMATIONS),
            )


def _years(draft: Draft) -> list[int]:
    this_year = days.year_of(draft.as_of)
    return draft.some(range(this_year - 2, this_year + 2), 1, 3)


def draft_events(draft: Draft) -> None:
    """Draw 行事, around the edges of the year too."""
    for number in range(draft.rng.randint(4, 12)):
        held_on = draft.edge() if draft.chance(0.4) else draft.back(-60, 420)
        past = held_on <= draft.as_of
        draft.add(
            "events",
            event_no=f"E{number:03}",
            kind=draft.one(("DX連携会議", "成果発表会", "説明会", "その他")),
            subject=f"行事{number}",
            held_on=held_on,
            state=draft.one(("実施", "実施", "中止", "予定")) if past else "予定",
        )
