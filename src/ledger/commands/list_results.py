"""Lists that people ask for, computed anew with the results: 職員一覧, 未受講者, 職員カード用."""

import datetime as dt

import pandas as pd

from ledger.layout.frames import Tables
from ledger.measure.people_list import people_list
from ledger.measure.roll import roll_of
from ledger.measure.staff_cards import CardFacts, staff_cards
from ledger.measure.untrained import superior_names, untrained, untrained_people
from ledger.model.policy import Policy


def lists(
    policy: Policy, tables: Tables, verdicts: pd.DataFrame, as_of: dt.date
) -> dict[str, pd.DataFrame]:
    """Return the tables of the lists, by key.

    Args:
        policy: The policy.
        tables: The ledger's tables with the facts as they now stand.
        verdicts: Step判定 of this run.
        as_of: The day judged.
    """
    roll = roll_of(policy, tables, as_of)
    people, superiors = untrained_people(roll), superior_names(roll, tables)
    return {
        "people_list": people_list(roll, verdicts, people),
        "untrained": untrained(people, superiors),
        "staff_cards": staff_cards(CardFacts(roll, verdicts, people, superiors)),
    }
