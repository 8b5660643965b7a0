"""A city from a seed: its own policy, people and facts, as the ledger's frames."""

from ledger.layout.frames import Tables
from oracle.draft import Draft
from oracle.draft_facts import draft_events, draft_facts
from oracle.draft_flow import draft_flow
from oracle.draft_goals import sharpen_goals
from oracle.draft_people import draft_people
from oracle.draft_policy import draft_policy
from oracle.draft_targets import draft_targets
from oracle.draft_work import draft_work


def generate(seed: int, people: int | None = None) -> Tables:
    """Draw a city; the same seed always gives the same one.

    Args:
        seed: What it is drawn by.
        people: How many of staff it has; about 215 if not given.

    Returns:
        Every table of the ledger. The as-of date is the setting `as_of`.
    """
    draft = Draft(seed)
    draft_policy(draft)
    draft_people(draft, people)
    draft_facts(draft)
    draft_work(draft)
    draft_events(draft)
    draft_flow(draft)
    draft_targets(draft)
    sharpen_goals(draft)
    return draft.tables()
