"""The tables of next year's ledger, as this year's leaves them (年度更新)."""

import re
from collections.abc import Mapping

import pandas as pd

from ledger.commands.next_schedule import next_schedule, with_plan_year
from ledger.commands.next_targets import next_targets
from ledger.commands.problem_rows import problem_frame, without_secret
from ledger.judge.consolidation.row_keys import rejected_as, spoken_key
from ledger.layout import ledger, meta
from ledger.layout.columns import Group
from ledger.layout.frames import Tables, conform, frame, records, replaced
from ledger.layout.policy import settings_of
from ledger.layout.self_report import FORM_TABLES
from ledger.model.calendar import MONTHS, add_months, wareki_year
from ledger.model.problems import Problem, Severity
from ledger.model.settings import Settings
from ledger.model.terms import Confirmation, ProblemOrigin

PRIOR = ledger.BY_KEY["prior_steps"]
KEPT_RESULTS = frozenset({"history", "today", "runs", "closings", "closing_people"})
EMPTIED = (
    *("transfers", "trial_changes"),
    *("issues", "reports", "confirmations", "step_claims", "step_reviews", "rejections"),
    *(table.key for table in ledger.of_group(Group.RESULTS) if table.key not in KEPT_RESULTS),
)
"""Tables that begin anew each year; of 否認, what belongs to facts that are carried stays."""

_OF_THE_YEAR: dict[ProblemOrigin, tuple[Problem, ...]] = {
    ProblemOrigin.CONSOLIDATE: (),
    ProblemOrigin.CHECK: (),
}
"""Rows of 要確認 that end with the year; what a `load` set aside waits on in the next one."""

_FROM_FORM = re.compile(r"(?![^:/!]+年度:).+![^!]+!\d+")
"""元ファイル of a claimed row (`file!sheet!row`) that does not name its year yet."""


def next_tables(tables: Tables, computed: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Return the tables that differ in next year's ledger; the others are carried as they are.

    今日やること and 処理履歴 are not among them: they follow from the others.

    Args:
        tables: This year's tables.
        computed: This year's results.
    """
    planned = next_schedule(tables)
    return {
        "settings": with_plan_year(next_settings(tables["settings"]), planned.plan_year),
        **planned.tables,
        "prior_steps": prior_steps(tables, computed["verdicts"]),
        "history": computed["history"],
        "targets": next_targets(tables, computed["kpis"]).targets,
        **{key: frame(ledger.BY_KEY[key]) for key in EMPTIED},
        "rejections": kept_rejections(tables),
        "problems": problem_frame(_waiting(tables), _OF_THE_YEAR),
        **_marked_facts(tables, settings_of(tables["settings"])),
    }


def next_settings(data: pd.DataFrame) -> pd.DataFrame:
    """Return 設定 a year later: 年度, and 基準日 on the same day of the year; the rest is kept."""
    settings = settings_of(data)
    later = {
        meta.YEAR: str(settings.fiscal_year + 1),
        "as_of": add_months(settings.as_of, MONTHS).isoformat(),
    }
    set_ones = data["value"].notna() & (data["value"] != "")
    values = [
        later.get(key, value) if is_set else value
        for key, value, is_set in zip(data["key"], data["value"], set_ones, strict=True)
    ]
    return data.assign(value=pd.Series(values, index=data.index, dtype="str"))


def _waiting(tables: Tables) -> pd.DataFrame:
    """Return 要確認 without what only says how a file of this year was read (お知らせ)."""
    data = tables["problems"]
    return without_secret(data[data["severity"] != Severity.NOTICE])


def prior_steps(tables: Tables, verdicts: pd.DataFrame) -> pd.DataFrame:
    """Return 前年度判定: this year's 正式Step of everybody who has one.

    An earlier entry stays where this year has no verdict (the persona was not held on the 基準日,
    or its tool was out of use) and the person is still in 職員: 正式 never drops in silence.
    """
    judged = conform(PRIOR, verdicts[verdicts["official_step"].notna()])
    whole = pd.concat([judged, standing_priors(tables, verdicts)], ignore_index=True)
    return conform(PRIOR, whole)


def standing_priors(tables: Tables, verdicts: pd.DataFrame) -> pd.DataFrame:
    """Return the earlier entries of 前年度判定 that no verdict of this year replaces."""
    data = tables["prior_steps"]
    judged = set(_keys(verdicts))
    alone = [key not in judged for key in _keys(data)]
    known = data["staff_no"].isin(tables["staff"]["staff_no"])
    return data[known & pd.Series(alone, index=data.index, dtype=bool)]


def kept_rejections(tables: Tables) -> pd.DataFrame:
    """Return the rows of 否認 whose facts are carried as 否認: a reason goes with its row.

    Without it next year's confirmer would be asked for a reason that nobody remembers.
    """
    refused = {
        rejected_as(row["staff_no"], key, spoken_key(ledger.BY_KEY[key], row))
        for key in dict.fromkeys(form.becomes for form in FORM_TABLES)
        if key not in EMPTIED
        for row in records(ledger.BY_KEY[key], tables[key])
        if row.get("confirmed") == Confirmation.REJECTED
    }
    data = tables["rejections"]
    kept = [
        rejected_as(row["staff_no"], row["table"], row["row_key"]) in refused
        for row in records(ledger.BY_KEY["rejections"], data)
    ]
    return data[pd.Series(kept, index=data.index, dtype=bool)]


def _keys(data: pd.DataFrame) -> list[tuple[object, ...]]:
    own = data[list(PRIOR.row_key)].astype(object)
    return list(own.where(own.notna(), None).itertuples(index=False, name=None))


def _marked_facts(tables: Tables, settings: Settings) -> dict[str, pd.DataFrame]:
    """Return the claimed facts, the year that is ending before their 元ファイル.

    A form of next year may have the same file name; its rows would be taken for a newer version of
    these, and replace them.
    """
    changed = {}
    for key in dict.fromkeys(form.becomes for form in FORM_TABLES):
        data = tables[key]
        if key not in EMPTIED and len(data):
            files = data["source_file"].map(lambda text: _of_year(text, settings))
            if not files.equals(data["source_file"]):
                changed[key] = data.assign(source_file=files.astype("str"))
    return changed


def _of_year(source_file: object, settings: Settings) -> object:
    if isinstance(source_file, str) and _FROM_FORM.fullmatch(source_file):
        return f"{wareki_year(settings.fiscal_year)}:{source_file}"
    return source_file


def whole_next(tables: Tables, changes: Mapping[str, pd.DataFrame]) -> Tables:
    """Return every table of next year's ledger, 処理履歴 still blank."""
    return replaced(tables, {**changes, "runs": frame(ledger.BY_KEY["runs"])})
