"""The ledger's sheets: in which order their tabs stand, in which group, and who sees them.

Told here once. `present/ledger_book` orders and colours the tabs of a new ledger by it and hides
what nobody needs to see, the home page lists what is seen, `show-all` shows the rest. A new table
or page gets one line in `ORDER`; `tests/test_sheet_order.py` fails where one is missing.
"""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

import pandas as pd

from ledger.layout.ledger import BY_KEY
from ledger.layout.pages import (
    ACQUISITION,
    BUDGET,
    BY_PAGE,
    GAP_BOARD,
    GOAL_BOARD,
    HOME,
    PERSONA_CARD,
    POLICY_TRIAL,
    SCHEDULE_PAGE,
    SECTION_STEPS,
    SECTION_TRAININGS,
    STAFF_CARD,
    TRAINING_MATRIX,
    TRANSFER_TRIAL,
)
from ledger.model.settings import Settings

CHARTS = "グラフ"
CHARTS_KEY = "charts"
"""The sheet of charts: neither a table nor a page."""


class SheetGroup(StrEnum):
    """The groups of sheets, as the home page names them."""

    NEEDED = "いま要るもの"
    POLICY = "方針"
    PEOPLE = "人"
    CLAIMS = "申告"
    FACTS = "実績"
    RESULTS = "結果"
    PLANS = "計画"
    RECORDS = "記録"


COLOURS: Mapping[SheetGroup, str] = MappingProxyType(
    {
        SheetGroup.NEEDED: "#0017C1",
        SheetGroup.POLICY: "#4D4D4D",
        SheetGroup.PEOPLE: "#3460FB",
        SheetGroup.CLAIMS: "#7096F8",
        SheetGroup.FACTS: "#C5D7FB",
        SheetGroup.RESULTS: "#FB5B01",
        SheetGroup.PLANS: "#FFC199",
        SheetGroup.RECORDS: "#B3B3B3",
    }
)
"""Colour of the tabs of a group."""


class Visibility(StrEnum):
    """Who sees a sheet.

    `WITH_ROWS` is hidden in a new ledger while its table is empty, and shown by the write that
    brings its first row; `PLUMBING` is hidden until すべて表示 shows it.
    """

    ALWAYS = "always"
    WITH_ROWS = "with rows"
    PLUMBING = "plumbing"


class Tab(NamedTuple):
    """One sheet.

    Attributes:
        key: Key of its table or its page, or `CHARTS_KEY`.
        seen: Who sees it.
        setting: A switch of 設定 without which nobody does.
    """

    key: str
    seen: Visibility = Visibility.ALWAYS
    setting: str = ""


def _always(*keys: str) -> tuple[Tab, ...]:
    return tuple(Tab(key) for key in keys)


def _with_rows(*keys: str) -> tuple[Tab, ...]:
    return tuple(Tab(key, Visibility.WITH_ROWS) for key in keys)


def _plumbing(*keys: str) -> tuple[Tab, ...]:
    return tuple(Tab(key, Visibility.PLUMBING) for key in keys)


ORDER: Mapping[SheetGroup, tuple[Tab, ...]] = MappingProxyType(
    {
        SheetGroup.NEEDED: (
            *_always(HOME.key, "people_list", STAFF_CARD.key, "untrained"),
            *_always(TRAINING_MATRIX.key, SECTION_TRAININGS.key, SECTION_STEPS.key),
            *_always("problems", "kpis", CHARTS_KEY),
        ),
        SheetGroup.POLICY: (
            *_always(PERSONA_CARD.key, "settings", "personas", "steps", "criteria", "skills"),
            *_always("trainings", "training_map", "training_groups", "training_aliases"),
            *_always("sessions", "tools", "tool_level_words", "targets", "milestones"),
            *_always("headcount_rules", "gap_directions"),
            *_always("questions", "survey_totals", "responsibilities", "checks"),
            *_always("standards_map"),
        ),
        SheetGroup.PEOPLE: (
            *_always("staff", "sections", "postings", "heads", "leaves", "assignments", "posts"),
            *_with_rows("import_columns", "import_values"),
        ),
        SheetGroup.CLAIMS: (
            *_always("reports"),
            *_with_rows("step_claims", "step_reviews"),
            *_plumbing("issues", "confirmations", "rejections", "prior_steps"),
        ),
        SheetGroup.FACTS: (
            *_always("attendances", "qualifications", "projects", "engagements", "tool_levels"),
            *_with_rows("skill_ratings"),
            *_always("goals"),
            Tab("answers", setting="named_survey"),
            *_always("events"),
        ),
        SheetGroup.RESULTS: (
            *_always("verdicts", "rates", "gaps", GAP_BOARD.key, "target_types"),
            *_with_rows("skill_holders", "year_changes"),
            *_plumbing("denominators"),
            *_plumbing("staff_cards"),
            *_plumbing("chart_targets", "chart_trainings", "chart_sections", "chart_steps"),
            *_plumbing("chart_years", "chart_goals"),
        ),
        SheetGroup.PLANS: (
            *_always(GOAL_BOARD.key, "plans"),
            *_with_rows("demands", "seat_turns", "budget_requests"),
            *_always(BUDGET.key),
            *_always("trial_changes", POLICY_TRIAL.key, "transfers", TRANSFER_TRIAL.key),
            *_always("acquisitions", "requirements", ACQUISITION.key),
            *_with_rows("acquisition_plans"),
            *_always(SCHEDULE_PAGE.key, "schedule"),
            *_with_rows("schedule_dates", "year_cycle"),
            *_always("consultations"),
            *_with_rows("publication"),
            *_always("survey_map"),
            *_with_rows("survey_replies"),
        ),
        SheetGroup.RECORDS: (
            *_always("runs", "today"),
            *_plumbing("history", "closing_people"),
            *_with_rows("closings"),
        ),
    }
)

TABS: Mapping[str, Tab] = MappingProxyType(
    {tab.key: tab for tabs in ORDER.values() for tab in tabs}
)
GROUPS: Mapping[str, SheetGroup] = MappingProxyType(
    {tab.key: part for part, tabs in ORDER.items() for tab in tabs}
)


def sheet_keys() -> tuple[str, ...]:
    """Return every table and page of the ledger and the charts, in the order of the tabs."""
    unlisted = (key for key in (*BY_KEY, *BY_PAGE) if key not in TABS)
    return (*TABS, *unlisted)


def title_of(key: str) -> str:
    """Return the name of a sheet (KeyError if there is none)."""
    if key == CHARTS_KEY:
        return CHARTS
    return BY_PAGE[key].title if key in BY_PAGE else BY_KEY[key].title


def colour_of(key: str) -> str:
    """Return the colour of a sheet's tab."""
    return COLOURS[GROUPS.get(key, SheetGroup.RECORDS)]


def is_seen(key: str, tables: Mapping[str, pd.DataFrame], settings: Settings) -> bool:
    """Say whether a sheet is needed by a person, by its line and by what the ledger holds.

    Args:
        key: Of its table or page.
        tables: The ledger's tables.
        settings: 設定.
    """
    tab = TABS.get(key, Tab(key))
    has_rows = key in tables and len(tables[key]) > 0
    if tab.seen is Visibility.PLUMBING:
        return False
    if tab.seen is Visibility.WITH_ROWS or tab.setting:
        return has_rows or bool(tab.setting and getattr(settings, tab.setting))
    return True


def seen_by_group(
    tables: Mapping[str, pd.DataFrame], settings: Settings
) -> Iterator[tuple[SheetGroup, tuple[str, ...]]]:
    """Yield each group and the keys of its sheets that are seen, without the home page itself."""
    for part, tabs in ORDER.items():
        shown = (tab.key for tab in tabs if is_seen(tab.key, tables, settings))
        yield part, tuple(key for key in shown if key != HOME.key)


def revealed(changes: Mapping[str, pd.DataFrame]) -> tuple[str, ...]:
    """Return the titles of the sheets that a write makes worth seeing: they get rows."""
    return tuple(
        title_of(key)
        for key, data in changes.items()
        if key in TABS
        and key in BY_KEY
        and (TABS[key].seen is Visibility.WITH_ROWS or TABS[key].setting)
        and len(data)
    )
