"""`init`: write a new ledger with the material's own examples as its policy."""

import datetime as dt
import re
from importlib.resources import files
from pathlib import Path

import pandas as pd

from ledger.commands.output_paths import new_book
from ledger.commands.page_contents import PageSource, page_contents
from ledger.commands.plan import Plan
from ledger.commands.recompute import today_frame
from ledger.judge.consistency.findings import check
from ledger.judge.next_thing import next_thing
from ledger.layout import ledger
from ledger.layout.columns import Cell
from ledger.layout.frames import Tables, empty_tables, frame, replaced
from ledger.layout.policy import policy_of
from ledger.layout.policy_tables import SETTINGS
from ledger.model.calendar import wareki_year, year_start
from ledger.model.judged_day import JudgedDay
from ledger.model.policy import Policy
from ledger.model.problems import Refusal
from ledger.model.settings import Settings, default_as_of, spoken
from ledger.present.ledger_book import build
from ledger.read.csv_tables import read_csv

FIRST_YEAR, LAST_YEAR = 2019, 2099
"""The fiscal years of a ledger: of the era in which years are written."""
_YEAR = re.compile(r"\{N(?:\+(\d+))?\}")


def plan(
    path: Path, year: int, organisation: str, code: str = "", today: dt.date | None = None
) -> Plan:
    """Plan a new ledger.

    Args:
        path: Where it will stand.
        year: Fiscal year (2026 = 令和8年度).
        organisation: 団体名.
        code: 団体コード.
        today: The day of the run, for 今日やること; the first of the year if not given.

    Raises:
        Refusal: A file of that name exists already, its folder is missing, or it does not end in
            `.xlsx`; or the year or 団体名 cannot be used.
    """
    _refuse_settings(year, organisation)
    new_book(path)
    tables, policy = first_tables(year, organisation, code, today)
    return Plan(
        operation="init",
        summary=(f"{wareki_year(year)}の台帳「{path.name}」を作ります。",),
        files={path: build(tables, policy.settings)},
        counts={"tables": len(ledger.TABLES)},
        next_step=next_thing(policy, tables, _day(policy, year, today)).sentence,
    )


def first_tables(
    year: int, organisation: str, code: str = "", today: dt.date | None = None
) -> tuple[Tables, Policy]:
    """Return tables and pages of a new ledger, nobody in them yet, and its policy; see `plan`."""
    tables = replaced(default_policy(year), {"settings": settings_table(year, organisation, code)})
    policy, _ = policy_of(tables)
    day = _day(policy, year, today)
    own = check(policy, tables)
    whole = replaced(tables, {"today": today_frame(policy, tables, own, day.on)})
    return replaced(whole, page_contents(PageSource(policy, whole, day))), policy


def _day(policy: Policy, year: int, today: dt.date | None) -> JudgedDay:
    return JudgedDay.of(policy.settings, today or year_start(year))


def _refuse_settings(year: int, organisation: str) -> None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Refusal.of("year-impossible", value=year, first=FIRST_YEAR, last=LAST_YEAR)
    if not organisation.strip():
        raise Refusal.of("option-blank", option="--org")


def settings_table(year: int, organisation: str, code: str = "") -> pd.DataFrame:
    """Return the settings' sheet: every switch with its default and its meaning."""
    settings = Settings(
        fiscal_year=year, as_of=default_as_of(year), org_name=organisation, org_code=code
    )
    rows: list[dict[str, Cell]] = [
        {
            "key": key,
            "label": field.title,
            "value": spoken(getattr(settings, key)) or None,
            "description": field.description,
        }
        for key, field in Settings.model_fields.items()
    ]
    return frame(SETTINGS, rows)


def default_policy(year: int) -> Tables:
    """Return the tables with the material's examples, for a fiscal year."""
    folder = files("ledger.assets").joinpath("policy")
    tables = {}
    for table in ledger.TABLES:
        source = folder.joinpath(f"{table.key}.csv")
        if source.is_file():
            text = _YEAR.sub(lambda m: str(year + int(m[1] or 0)), source.read_text("utf-8"))
            tables[table.key], found = read_csv(table, text.encode(), f"{table.key}.csv")
            if found:
                raise ValueError(str(found[0]))
    return replaced(empty_tables(), tables)
