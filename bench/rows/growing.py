"""How the cost grows: judging and measuring for more and more people, against those of the city."""

from collections.abc import Iterator, Mapping
from functools import partial

import pandas as pd

from bench.costs import of_call
from bench.face import Cost, Goal, Row, Side
from bench.inputs import at_home
from bench.product import DAY, grown, opened
from bench.profiles import of_work
from bench.setting import Setting
from ledger.commands.recompute import results
from ledger.model.policy import Policy


def rows(at: Setting) -> Iterator[Row]:
    """Yield a row for each number of people; the figures are for one of them."""
    with at_home(at.current):
        city = opened(at.current.ledger)
    small = Side("everybody of the city", partial(_each, city.policy, city.tables))
    for size in at.sizes:
        times = -(-size // len(city.tables["staff"]))
        tables = grown(city.tables, times)
        yield Row(
            f"growth: one of {size:,} people, all results",
            Side("recomputed from the facts", partial(_each, city.policy, tables)),
            small,
            (Goal("cpu", faster=False, must=1.2),),
            runs=0 if size <= at.sizes[0] else 2,
            profile=partial(of_work, partial(_each, city.policy, tables)),
        )


def _each(policy: Policy, tables: Mapping[str, pd.DataFrame]) -> Cost:
    return of_call(lambda: results(policy, tables, DAY)).each(len(tables["staff"]))
