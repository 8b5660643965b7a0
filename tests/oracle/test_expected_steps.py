"""見込Step of drawn cities on days of the year, against the slow oracle that waits for 3/31."""

import datetime as dt

from ledger.judge.verdicts import verdicts
from ledger.layout.frames import records
from ledger.layout.ledger import BY_KEY
from ledger.layout.policy import policy_of
from ledger.model.calendar import fiscal_year_of, year_start
from oracle.expected import expected_steps
from oracle.generate import generate
from sampling import keep


def test_見込Stepは_あった事実だけで基準日まで待ったStep(seed: int) -> None:
    tables = generate(seed)
    policy, _ = policy_of(tables)
    key_date = policy.settings.as_of
    opening = year_start(fiscal_year_of(key_date))
    days = {opening, opening + (key_date - opening) / 2, key_date - dt.timedelta(1), key_date}
    compared, found = 0, []
    for on in sorted(days):
        wanted = expected_steps(tables, on)
        for row in records(BY_KEY["verdicts"], verdicts(policy, tables, on)):
            tool = None if row["tool_code"] is None else str(row["tool_code"])
            key = (str(row["staff_no"]), str(row["persona_code"]), tool)
            compared += 1
            if row["expected_step"] != wanted.get(key):
                found.append((on, key, row["expected_step"], wanted.get(key)))
    keep("見込Step, product against oracle", rows=compared, differences=len(found))
    assert compared
    assert not found, found[:10]
