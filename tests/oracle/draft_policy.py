"""A policy that is nobody's: personas, trainings, tools, Steps and their criteria."""

import datetime as dt
from functools import cache

from oracle import days
from oracle.draft import DAY, Draft

PROJECT_KINDS = ("BPR", "LoGoフォーム", "RPA", "BI", "改善提案", "その他")
QUALIFICATIONS = ("ITパスポート", "基本情報技術者", "データ 検定", "個人情報保護士")
VALID_MONTHS = (None, None, None, 1, 6, 12, 18, 24, 36)
PERIODS = ("リード期間", "担当期間")
OTHER_KINDS = (
    *("研修", "研修", "研修", "継続受講", "資格"),
    *("案件数", "後進育成", "ツール", "スキル"),
)
MONTHS = (1, 2, 3, 6, 6, 9, 12, 12, 18, 24)
UNITS = {
    "研修": "回",
    "継続受講": "年度",
    "資格": "件",
    "リード期間": "か月",
    "担当期間": "か月",
    "案件数": "件",
    "後進育成": "名",
    "ツール": "レベル",
    "スキル": "レベル",
}


def draft_policy(draft: Draft) -> None:
    """Draw a whole policy."""
    _personas(draft)
    _tools(draft)
    _trainings(draft)
    _sessions(draft)
    _skills(draft)
    for persona in draft.codes("personas", "persona_code"):
        _ladder(draft, persona)


def _personas(draft: Draft) -> None:
    scopes = ["全職員", "指名", *draft.some(("指名", "全職員"), 0, 2)]
    draft.rng.shuffle(scopes)
    inactive = draft.one(range(len(scopes))) if len(scopes) > 2 and draft.chance(0.4) else None
    for number, scope in enumerate(scopes):
        active = "×" if number == inactive else draft.one(("○", None))
        code = f"H{number * 3 + 1:02}"
        draft.add(
            "personas", persona_code=code, persona_name=f"人材{code}", scope=scope, active=active
        )


def _tools(draft: Draft) -> None:
    count = draft.rng.randint(2, 4)
    inactive = draft.rng.randint(0, count)
    for number in range(count):
        code = f"TL{number + 1}"
        active = "×" if number == inactive else draft.one(("○", None))
        draft.add("tools", tool_code=code, tool_name=f"道具{code}", active=active)


def _trainings(draft: Draft) -> None:
    for number in range(draft.rng.randint(7, 10)):
        code = f"K{number + 1:03}"
        draft.add(
            "trainings",
            training_code=code,
            training_name=f"研修{code}",
            delivery=draft.one(("集合", "集合", "オンライン", "随時", None)),
            valid_months=draft.one(VALID_MONTHS),
            active=draft.flag(0.12),
        )
        if draft.chance(0.15):
            draft.dormant.add(code)
    for number, completion in enumerate(("全て", "いずれか", draft.one(("全て", "いずれか")))):
        group = f"GR{number + 1}"
        for member in draft.some(draft.codes("trainings", "training_code"), 2, 3):
            draft.add(
                "training_groups",
                group_code=group,
                group_name=f"組{group}",
                training_code=member,
                completion=completion,
            )


def _sessions(draft: Draft) -> None:
    numbers = iter(range(1, 1000))
    for code in draft.codes("trainings", "training_code"):
        taken: set[dt.date] = set()
        for _ in range(draft.one((0, 1, 2, 3, 5))):
            held_on = _session_day(draft)
            if held_on in taken:
                continue
            taken.add(held_on)
            draft.add(
                "sessions",
                session_no=f"S{next(numbers):04}",
                training_code=code,
                held_on=held_on,
                ended_on=draft.one((None, held_on, held_on + draft.rng.randint(1, 4) * DAY)),
                state=_session_state(draft, code, held_on),
            )


def _opening(draft: Draft) -> dt.date:
    return days.first_of_year(days.year_of(draft.as_of))


def _session_day(draft: Draft) -> dt.date:
    """Draw a first day: some lie before 4/1, so that the session goes on into the year."""
    drawn = draft.rng.random()
    if drawn < 0.1:
        return _opening(draft) - draft.rng.randint(1, 3) * DAY
    if drawn < 0.3:
        return draft.edge()
    if drawn < 0.6:
        return draft.as_of + draft.rng.randint(1, 400) * DAY
    return draft.back(0, 500)


def _session_state(draft: Draft, training: str, held_on: dt.date) -> str:
    if _opening(draft) - 4 * DAY < held_on < _opening(draft):
        return draft.one(("実施", "実施", "中止"))
    if held_on > draft.as_of or training in draft.dormant:
        return draft.one(("予定", "予定", "予定", "中止"))
    return draft.one(("実施", "実施", "実施", "中止", "予定"))


def _skills(draft: Draft) -> None:
    trainings = draft.codes("trainings", "training_code")
    numbers = iter(range(1, 100))
    for persona in draft.codes("personas", "persona_code"):
        for _ in range(draft.rng.randint(1, 3)):
            skill = f"SK{next(numbers):02}"
            draft.add(
                "skills",
                skill_code=skill,
                persona_code=persona,
                skill_name=f"技能{skill}",
                method=draft.one(("研修", "研修", "合致人数")),
                needed=draft.one((None, *range(1, 25))),
                active=draft.flag(0.1),
            )
            for training in draft.some(trainings, 0, 3):
                draft.add(
                    "training_map",
                    persona_code=persona,
                    skill_code=skill,
                    training_code=training,
                    requirement=draft.one(("必須", "選択")),
                )


def _ladder(draft: Draft, persona: str) -> None:
    """Draw a persona's Steps, often with a disabled one in the middle."""
    top = draft.one((1, 2, 2, 3, 3, 4))
    disabled = draft.rng.randint(1, top) if top > 1 and draft.chance(0.4) else None
    tools: list[str | None] = [None]
    if draft.chance(0.45):
        tools += [*draft.codes("tools", "tool_code"), "*"]
    long_step = draft.rng.randint(min(2, top), top)
    for step in range(1, top + 1):
        active = "×" if step == disabled else draft.one(("○", None))
        name = f"段階{step}"
        draft.add("steps", persona_code=persona, step=step, step_name=name, active=active)
        _criteria(draft, persona, step, tools, with_period=step == long_step)


def _criteria(
    draft: Draft, persona: str, step: int, tools: list[str | None], *, with_period: bool
) -> None:
    count = 0 if draft.chance(0.05) else draft.one((1, 1, 2, 2, 3))
    kinds = [draft.one(OTHER_KINDS) for _ in range(count)]
    if with_period:
        kinds.append(draft.one(PERIODS))
    alternatives = draft.chance(0.45) and len(kinds) > 1
    for number, kind in enumerate(kinds):
        wanted, amount = _object(draft, persona, kind)
        draft.add(
            "criteria",
            persona_code=persona,
            step=step,
            criterion_no=number + 1,
            tool_code=draft.one(tools),
            kind=kind,
            object_code=wanted,
            amount=amount,
            unit=UNITS[kind],
            any_of=draft.one(("a", "a", "a", "b", None)) if alternatives else None,
        )


def _object(draft: Draft, persona: str, kind: str) -> tuple[str | None, int]:
    """Draw what a criterion is about, and how much of it."""
    if kind in PERIODS:
        return draft.one((None, None, None, draft.one(PROJECT_KINDS))), _months(draft)
    if kind in ("研修", "継続受講"):
        training = draft.one(draft.codes("trainings", "training_code"))
        group = draft.one(draft.codes("training_groups", "group_code"))
        return draft.one((training, training, group)), draft.one((1, 1, 1, 1, 2))
    if kind == "資格":
        name = draft.one((None, *QUALIFICATIONS))
        return name, draft.one((1, 1, 1, 2)) if name else draft.rng.randint(1, 2)
    if kind in ("案件数", "後進育成"):
        return draft.one((None, None, draft.one(PROJECT_KINDS))), draft.one((1, 1, 2, 3))
    if kind == "ツール":
        return draft.one((None, *draft.codes("tools", "tool_code"))), draft.rng.randint(1, 3)
    own = [str(s["skill_code"]) for s in draft.listed("skills") if s["persona_code"] == persona]
    return draft.one(own), draft.rng.randint(1, 3)


def _months(draft: Draft) -> int:
    """Draw a length; personas often ask for the same one."""
    asked = [row["amount"] for row in draft.listed("criteria") if row["kind"] in PERIODS]
    known = [amount for amount in asked if isinstance(amount, int)]
    return draft.one(known) if known and draft.chance(0.6) else draft.one(MONTHS)


def year_of_valid_months(draft: Draft, training: str) -> int | None:
    """Return a training's 有効月数."""
    for row in draft.listed("trainings"):
        if row["training_code"] == training:
            months = row["valid_months"]
            return months if isinstance(months, int) else None
    raise KeyError(training)


@cache
def days_before_expiry(as_of: dt.date, months: int, offset: int) -> dt.date:
    """Return a completion whose last valid day is `offset` days from the as-of date, if any is."""
    wanted = as_of + offset * DAY
    done = wanted - (months * 31 + 3) * DAY
    while days.last_day_of(done, months) < wanted:
        done += DAY
    return done
