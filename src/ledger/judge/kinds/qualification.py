"""資格: n distinct qualifications, unexpired."""

import datetime as dt
from collections.abc import Iterator

import numpy as np

from ledger.judge.criteria_columns import Bools, distinct
from ledger.judge.criteria_facts import CriteriaFacts
from ledger.judge.criteria_measure import Measure, Prospect
from ledger.judge.explain_words import CitedRow, facts_in
from ledger.judge.fact_status import FactStatus
from ledger.judge.kinds.kind import CriterionRule, Fault, lapsed
from ledger.judge.kinds.saying import Saying, units_named
from ledger.model.calendar import wareki
from ledger.model.folding import name_key, same_name
from ledger.model.policy import Criterion, Policy
from ledger.model.terms import CriterionKind
from ledger.model.verdicts import Lens, Outcome


class Qualification(CriterionRule):
    """資格; 有効期限 is the last valid day, names are compared folded, a blank object is any."""

    @property
    def saying(self) -> Saying:
        """How it is said on 人材像カード."""
        before, blank, tail = f"{self.term} ", f"{self.term}を", f"{self.unit}持っていること"
        units = units_named(self.unit)
        return Saying(before, "を", blank, "持っていること", "", tail, units)

    def measure(
        self, facts: CriteriaFacts, criterion: Criterion, about: str, lens: Lens
    ) -> Measure:
        """Hold it against everybody: n distinct qualifications."""
        rows = facts.qualifications
        own = _named(facts, about) & (rows.rank <= lens.reach)
        valid = own & (rows.status == FactStatus.COUNTS)
        ever = valid | (own & (rows.status == FactStatus.EXPIRED))
        return Measure.of(
            distinct(rows.person[valid], rows.name[valid], facts.size),
            criterion.amount,
            ever=distinct(rows.person[ever], rows.name[ever], facts.size),
        )

    def prospect(
        self, facts: CriteriaFacts, criterion: Criterion, about: str, lens: Lens, found: Measure
    ) -> Prospect:
        """Say when the last one expired; when the next comes cannot be known."""
        ahead = super().prospect(facts, criterion, about, lens, found)
        rows = facts.qualifications
        gone = _named(facts, about) & (rows.rank <= lens.reach)
        gone &= rows.status == FactStatus.EXPIRED
        last = np.zeros(facts.size, dtype=np.int64)
        np.maximum.at(last, rows.person[gone], rows.last[gone])
        return ahead._replace(lapsed=last)

    def requirement(self, policy: Policy, what: str, outcome: Outcome) -> str:
        """Return how many are to be acquired, and what has expired."""
        del policy
        short = outcome.needed - outcome.have
        more = "" if outcome.needed == 1 else f"あと{short}{self.unit_of(outcome.criterion)}"
        return f"{what}の取得{more}{lapsed(outcome)}"

    def support(self, policy: Policy, about: str, outcome: Outcome, on: dt.date) -> str:
        """Return to recommend it, and to leave time for it."""
        del outcome, on
        return f"{self.subject(policy, about)}の取得を勧め、学ぶ時間をつくる"

    def evidence(self, facts: CriteriaFacts, outcome: Outcome, about: str) -> Iterator[str]:
        """Tell each qualification, and whether it holds."""
        del outcome
        status = facts.qualifications.status.tolist()
        found = zip(facts_in(facts.tables, "qualifications"), status, strict=True)
        own = [
            (row, FactStatus(one))
            for row, one in found
            if not about or same_name(row.text("qualification"), about)
        ]
        for row, one in own:
            yield _told(row, one)
        if not own:
            yield "資格の取得の記録はありません。"

    def fault(self, policy: Policy, criterion: Criterion) -> Fault | None:
        """Find more of one than there are: a name is one, however often it was acquired."""
        del policy
        name, amount = criterion.object_code, criterion.amount
        if name is not None and amount > 1:
            return Fault("amount", f"資格「{name}」は1つと数えるので、{amount}に届きません")
        return None


KINDS = (Qualification(CriterionKind.QUALIFICATION),)


def _named(facts: CriteriaFacts, about: str) -> Bools:
    rows = facts.qualifications
    if not about:
        return np.ones(len(rows.name), dtype=bool)
    named: Bools = rows.name == rows.names.get(name_key(about), -1)
    return named


def _told(row: CitedRow, status: FactStatus) -> str:
    on, last = row.day("acquired_on"), row.day("expires_on")
    what = f"資格「{row.text('qualification')}」"
    if on is None:
        return f"{what}は、取得日がないので数えません{row.where}。"
    if status is FactStatus.LATER:
        return f"{what}の{wareki(on)}の取得は、判定の日より後なので数えません{row.where}。"
    if last is None:
        return f"{what}を{wareki(on)}に取得し、期限はありません{row.where}。"
    if status is FactStatus.EXPIRED:
        return (
            f"{what}を{wareki(on)}に取得しましたが、{wareki(last)}で期限が切れました{row.where}。"
        )
    return f"{what}を{wareki(on)}に取得し、{wareki(last)}まで有効です{row.where}。"
