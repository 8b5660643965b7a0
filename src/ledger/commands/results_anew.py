"""What follows from facts and policy, worked out anew: results, lists and their pages."""

from typing import NamedTuple

import pandas as pd

from ledger.commands.acquisition_results import acquisition_results
from ledger.commands.ledger_session import Opened
from ledger.commands.list_pages import list_pages
from ledger.commands.list_results import lists
from ledger.commands.recompute import results_staged
from ledger.judge.planned_tasks import plan_of_year
from ledger.layout.frames import Tables, replaced
from ledger.measure.roll import roll_of
from ledger.measure.schedule_rows import schedule_dates
from ledger.measure.year_cycle import year_cycle
from ledger.model.work_stages import Staged, WorkStage, straight


class ResultsAnew(NamedTuple):
    """What was worked out.

    Attributes:
        tables: Results and lists, by table key.
        pages: The pages of lists, by page key.
    """

    tables: dict[str, pd.DataFrame]
    pages: dict[str, pd.DataFrame]


def results_anew(opened: Opened, tables: Tables, heading: str) -> ResultsAnew:
    """Work out everything that a run which makes results writes.

    Args:
        opened: The ledger, with the day judged.
        tables: Its tables with the facts as they now stand.
        heading: Of which day the results are.
    """
    return straight(anew_staged(opened, tables, heading))


def anew_staged(opened: Opened, tables: Tables, heading: str) -> Staged[ResultsAnew]:
    """Work out as `results_anew`, stage by stage (`work_stages.RESULTS_ANEW`)."""
    computed = yield from results_staged(opened.policy, tables, opened.as_of)
    yield WorkStage.LISTS
    roll, verdicts = roll_of(opened.policy, tables, opened.as_of), computed["verdicts"]
    computed |= lists(roll, verdicts, heading)
    computed["year_cycle"] = year_cycle(roll)
    dated = plan_of_year(opened.policy, tables, opened.as_of)
    computed["schedule_dates"] = schedule_dates(dated)
    yield WorkStage.PAGES
    pages = list_pages(roll, verdicts, heading)
    acquired = acquisition_results(opened, replaced(tables, computed), heading)
    return ResultsAnew(computed | acquired.tables, pages | acquired.pages)
