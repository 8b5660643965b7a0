"""What of 確保計画 has to be begun within three months, and what is too late already."""

import datetime as dt
from typing import NamedTuple

from ledger.layout.frames import Tables
from ledger.measure.acquisition.plans import AcquisitionPlan, acquisition_plans
from ledger.model.calendar import wareki
from ledger.model.settings import Settings
from ledger.model.terms import Route, Timing


class AcquisitionsAhead(NamedTuple):
    """Cases that want something done.

    Attributes:
        soon: Those that have to be begun within three months: what, and by when.
        late: Those of which no way is in time.
    """

    soon: tuple[str, ...]
    late: tuple[str, ...]


def acquisitions_ahead(tables: Tables, settings: Settings, on: dt.date) -> AcquisitionsAhead:
    """Return the cases of 確保計画 that want something done, first to be seen to first.

    Args:
        tables: The ledger's tables.
        settings: When budgets are asked for.
        on: The day from which deadlines are seen.
    """
    plans = acquisition_plans(tables, settings, on)
    return AcquisitionsAhead(
        tuple(_soon(one) for one in plans if one.found.timing is Timing.SOON),
        tuple(one.row.role for one in plans if one.found.timing is Timing.LATE),
    )


def _soon(plan: AcquisitionPlan) -> str:
    """Name a case and the first thing to be done for it within three months."""
    found = plan.found
    if found.route is Route.TRAIN:
        steps = [("育成", found.training, found.training_by)]
    else:
        steps = [("募集", found.recruiting, found.recruiting_by)]
        if found.budget is not None:
            steps.append(("予算要求", found.budget.timing, found.budget.by))
    due = [(by, what) for what, timing, by in steps if timing is Timing.SOON and by is not None]
    by, what = min(due)
    return f"{plan.row.role}({what} {wareki(by)}まで)"
