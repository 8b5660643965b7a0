"""確保計画 reckoned back: 逆算, its page, and 方向性, for every run that makes results."""

from collections.abc import Sequence
from typing import NamedTuple

import pandas as pd

from ledger.commands.ledger_session import Opened
from ledger.layout.frames import Tables
from ledger.layout.pages import ACQUISITION
from ledger.measure.acquisition.plans import (
    AcquisitionPlan,
    acquisition_frame,
    acquisition_plans,
)
from ledger.measure.acquisition.skills import SkillStandings
from ledger.measure.gap_directions import directed
from ledger.present.pages.acquisition import acquisition_page


class AcquisitionResults(NamedTuple):
    """What was worked out.

    Attributes:
        plans: The cases, first to be seen to first.
        tables: Results, by table key.
        pages: Pages, by page key.
    """

    plans: Sequence[AcquisitionPlan]
    tables: dict[str, pd.DataFrame]
    pages: dict[str, pd.DataFrame]


def acquisition_results(opened: Opened, tables: Tables, heading: str) -> AcquisitionResults:
    """Reckon back every case of 確保計画; the 方向性 of ギャップ follows from the same deadlines.

    Deadlines are seen from today, also where the day judged is another (`JudgedDay.by_calendar`).

    Args:
        opened: The ledger, with the day judged.
        tables: Its tables; `gaps` as it now stands.
        heading: Of which day the results are.
    """
    on = opened.day.by_calendar
    plans = acquisition_plans(tables, opened.settings, on)
    page = acquisition_page(SkillStandings(opened.policy, tables), plans, on, heading)
    made = {
        "acquisition_plans": acquisition_frame(plans),
        "gaps": directed(tables["gaps"], opened.settings, tables, on),
    }
    return AcquisitionResults(plans, made, {ACQUISITION.key: page})
