"""開催回: more completions on record than a session has seats (S44)."""

from collections.abc import Iterator

from ledger.judge.consistency_places import place
from ledger.layout.frames import Tables
from ledger.layout.training_tables import SESSIONS
from ledger.model.policy import Policy
from ledger.model.problems import Problem
from ledger.model.terms import Confirmation


def session_problems(policy: Policy, tables: Tables) -> Iterator[Problem]:
    """Find sessions with 定員 of which 受講 names more people than that.

    A person counts once, however many rows name the session; 否認 does not count.
    """
    data, rows = tables["sessions"], tables["attendances"]
    taken = rows[rows["confirmed"] != Confirmation.REJECTED.value]
    people = taken.dropna(subset=["session_no"]).groupby("session_no")["staff_no"].nunique()
    at = dict(zip(data["session_no"], data.index, strict=True))
    for session in policy.sessions:
        count = int(people.get(session.session_no, 0))
        if session.capacity is not None and count > session.capacity:
            yield Problem.of(
                "session-overfull",
                place(SESSIONS, data, "capacity", at[session.session_no]),
                session=session.session_no,
                training=policy.training_name(session.training_code),
                capacity=session.capacity,
                count=count,
            )
