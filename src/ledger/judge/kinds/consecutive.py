"""継続受講: is a training completed in each of the last fiscal years?"""

import datetime as dt
from collections.abc import Iterator, Sequence

import numpy as np

from ledger.judge.criteria_columns import Bools
from ledger.judge.criteria_facts import CriteriaFacts
from ledger.judge.criteria_measure import Measure, Prospect
from ledger.judge.explain_words import facts_in
from ledger.judge.kinds.kind import CriterionRule, Fault
from ledger.judge.kinds.named import training as training_named
from ledger.judge.kinds.saying import PICK, Saying
from ledger.judge.kinds.training import nowhere
from ledger.judge.kinds.training_words import members_of, recommended
from ledger.model.calendar import fiscal_year_of, wareki, wareki_year, year_end, year_start
from ledger.model.policy import Criterion, Policy
from ledger.model.terms import CriterionKind, Unit
from ledger.model.verdicts import Lens, Outcome


class ConsecutiveKind(CriterionRule):
    """継続受講: completed in each of the n fiscal years that end with the day's (ruling).

    有効月数 does not matter: each year has its own completion. A group is completed in a year by
    its 修了条件; of one that asks for all, as many years count as its members make whole.
    """

    of_one_year = True

    @property
    def saying(self) -> Saying:
        """How it is said on 人材像カード."""
        return Saying("", "を", PICK, "", "", "年度続けて修了していること", (Unit.YEARS,))

    def measure(
        self, facts: CriteriaFacts, criterion: Criterion, about: str, lens: Lens
    ) -> Measure:
        """Hold it against everybody: in how many of the years it was completed."""
        codes, whole = members_of(facts.policy, about)
        done = _by_year(facts, codes, criterion.amount, lens)
        have = done.sum(axis=(0, 1)) // len(codes) if whole else done.any(axis=0).sum(axis=0)
        return Measure.of(have.astype(np.int64), criterion.amount)

    def prospect(
        self, facts: CriteriaFacts, criterion: Criterion, about: str, lens: Lens, found: Measure
    ) -> Prospect:
        """Say when this year's completion can be had, where no other year is missing."""
        ahead = super().prospect(facts, criterion, about, lens, found)
        codes, whole = members_of(facts.policy, about)
        done = _by_year(facts, codes, criterion.amount, lens)
        others = done[:, 1:].all(axis=(0, 1)) if whole else done[:, 1:].any(axis=0).all(axis=0)
        days = np.array([_next_in_year(facts, code) for code in codes], dtype=np.int64)[:, None]
        if whole:
            wanted = np.where(done[:, 0], 0, days)
            known = (done[:, 0] | (days > 0)).all(axis=0)
            earliest = np.where(known, wanted.max(axis=0), 0)
        else:
            planned = [int(day) for day in days.ravel() if day]
            earliest = np.full(facts.size, min(planned, default=0), dtype=np.int64)
        return ahead._replace(earliest=np.where(~found.met & others, earliest, 0))

    def name_of(self, policy: Policy, about: str) -> str:
        """Return the name of the training or the group."""
        group = policy.group_of(about)
        return group.group_name if group else policy.training_name(about)

    def support(self, policy: Policy, about: str, outcome: Outcome, on: dt.date) -> str:
        """Return the training to recommend again this year."""
        del outcome
        return recommended(policy, members_of(policy, about)[0], on)

    def no_day(self, policy: Policy, what: str, about: str, outcome: Outcome) -> str:
        """Say that another year is missing, or that no session is left this year."""
        del policy, about, outcome
        return f"{what}は、前の年度の修了がないか、今年度の開催予定がない"

    def evidence(self, facts: CriteriaFacts, outcome: Outcome, about: str) -> Iterator[str]:
        """Tell of each year, the latest first, what was completed in it."""
        codes, _ = members_of(facts.policy, about)
        rows = facts_in(facts.tables, "attendances")
        last = fiscal_year_of(facts.as_of)
        for year in range(last, last - outcome.needed, -1):
            for code in codes:
                days = sorted(
                    on
                    for row in rows
                    if row.text("training_code") == code
                    and (on := row.day("completed_on")) is not None
                    and fiscal_year_of(on) == year
                    and on <= facts.last_known
                )
                said = f"{wareki(days[-1])}に修了しています" if days else "修了の記録はありません"
                yield f"{wareki_year(year)}の{training_named(facts.policy, code)}: {said}。"

    def fault(self, policy: Policy, criterion: Criterion) -> Fault | None:
        """Find trainings and groups that there are not."""
        code = criterion.object_code
        return None if code in policy.trainings or code in policy.groups else nowhere(code)


KINDS = (ConsecutiveKind(CriterionKind.CONSECUTIVE, unit=Unit.YEARS),)


def _by_year(facts: CriteriaFacts, codes: Sequence[str], years: int, lens: Lens) -> Bools:
    """Return who completed which training in which fiscal year, the day's own year first."""
    last = fiscal_year_of(facts.as_of)
    done = np.zeros((len(codes), years, facts.size), dtype=bool)
    for place, code in enumerate(codes):
        rows = facts.completions(code)
        counted = rows.rank <= lens.reach
        for back in range(years):
            first, end = year_start(last - back), min(year_end(last - back), facts.as_of)
            within = (rows.day >= first.toordinal()) & (rows.day <= end.toordinal())
            done[place, back, rows.person[counted & within]] = True
    return done


def _next_in_year(facts: CriteriaFacts, code: str) -> int:
    """Return the last day of the training's next session of the day's fiscal year, 0 if none."""
    end = year_end(fiscal_year_of(facts.as_of)).toordinal()
    return next((day for day in facts.session_days(code)[:1] if day <= end), 0)
