"""Lists that people ask for, computed anew with the results: 職員一覧, 未受講者, 職員カード用."""

import pandas as pd

from ledger.measure.people_list import people_list
from ledger.measure.roll import Roll
from ledger.measure.staff_cards import CardFacts, staff_cards
from ledger.measure.untrained import superior_names, untrained, untrained_people


def lists(roll: Roll, verdicts: pd.DataFrame, heading: str) -> dict[str, pd.DataFrame]:
    """Return the tables of the lists, by key.

    Args:
        roll: Everybody in post on the day judged, with the facts as they now stand.
        verdicts: Step判定 of this run.
        heading: Of which day they are, and of which 集約.
    """
    people, superiors = untrained_people(roll), superior_names(roll, roll.tables)
    return {
        "people_list": people_list(roll, verdicts, people),
        "untrained": untrained(people, superiors),
        "staff_cards": staff_cards(CardFacts(roll, verdicts, people, superiors, heading)),
    }
