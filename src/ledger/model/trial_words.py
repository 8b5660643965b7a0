"""What 試算 can change: the settings that judge, and a row of Step条件."""

from ledger.model.folding import name_key
from ledger.model.settings import Settings

JUDGING = (
    "as_of",
    "lead_mode",
    "day_carry",
    "colead_counts",
    "leave_stops_clock",
    "cumulative_steps",
    "rate_basis",
    "count_seconded",
    "official_needs_confirmation",
    "override_allowed",
    "match_level",
    "goals_digital_min",
)
"""Settings on which a Step, a rate, a gap, a KPI or 不備 depends; by the others nothing is
judged (`tests/test_trial_settings.py` holds that against the results)."""

LABELS = {key: str(Settings.model_fields[key].title) for key in JUDGING}
"""What each is called on the sheet 設定."""


def setting_meant(word: str) -> str | None:
    """Return the key of the setting that a word names, by its key or 項目; None if there is none.

    Args:
        word: Of any setting, also one that judges nothing.
    """
    wanted = name_key(word)
    for key, field in Settings.model_fields.items():
        if wanted in (name_key(key), name_key(str(field.title))):
            return key
    return None


def setting_label(key: str) -> str:
    """Return what a setting is called on the sheet 設定."""
    return str(Settings.model_fields[key].title)
