"""種別 of a Step条件: all that is particular to one kind of criterion, in one object.

`steps`, `advice`, `explain`, 点検 and the form go through the registry (`ledger.judge.kinds`); none
of them asks which kind a criterion is of.
"""

import datetime as dt
from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, NamedTuple

from ledger.judge.criteria_facts import CriteriaFacts
from ledger.judge.criteria_measure import Measure, Prospect
from ledger.judge.kinds.saying import Saying, usual_saying
from ledger.model.calendar import wareki
from ledger.model.policy import Criterion, Policy
from ledger.model.terms import CriterionKind
from ledger.model.verdicts import Lens, Outcome


class Fault(NamedTuple):
    """What is wrong with a criterion.

    Attributes:
        column: The column that is at fault.
        reason: Why nobody can meet it, as a phrase.
        code: The problem; `criterion-closed` where what people have from before still counts.
    """

    column: str
    reason: str
    code: str = "criterion-never"


@dataclass(frozen=True)
class CriterionRule(ABC):
    """One 種別: what it asks of the facts, and how that is said.

    Attributes:
        term: The word of the policy.
        unit: What is counted in where the criterion names no 単位.
    """

    term: CriterionKind
    unit: str = "件"
    of_one_year: ClassVar[bool] = False
    """Whether what meets it belongs to a fiscal year: next year it has to be done again."""

    @property
    def object_table(self) -> str:
        """The policy table whose codes 対象コード names; "" where it is a name or a word."""
        return self.term.object_table

    @property
    def saying(self) -> Saying:
        """How it is said on 人材像カード."""
        return usual_saying(self.term, self.unit)

    def about(self, criterion: Criterion, tool_code: str | None) -> str:
        """Return what a criterion is about, on a row with or without a tool; "" is anything."""
        del tool_code  # most kinds are about the same on every row
        return criterion.object_code or ""

    def holders_of(self, criterion: Criterion) -> str:
        """Return the persona whose holders alone it can be met by, "" where facts are anybody's."""
        del criterion
        return ""

    @abstractmethod
    def measure(
        self, facts: CriteriaFacts, criterion: Criterion, about: str, lens: Lens
    ) -> Measure:
        """Hold a criterion against everybody: how much there is, and whether that is enough."""

    def prospect(
        self, facts: CriteriaFacts, criterion: Criterion, about: str, lens: Lens, found: Measure
    ) -> Prospect:
        """Say what lies ahead of those who fall short (`found`); most of it cannot be known."""
        del criterion, about, lens, found
        return Prospect.unknown(facts.size)

    def subject(self, policy: Policy, about: str) -> str:
        """Return what a criterion is about in words: `研修「BPR研修」`, `リード期間`."""
        return f"{self.term}「{self.name_of(policy, about)}」" if about else str(self.term)

    def name_of(self, policy: Policy, about: str) -> str:
        """Return the name of what 対象コード names, the code where it is unknown."""
        del policy
        return about

    def how_far(self, policy: Policy, outcome: Outcome) -> str:
        """Return how far it is met: `11か月30日/12か月`, `修了`, `レベル1/2`."""
        del policy
        return f"{outcome.have}/{outcome.needed}{self.unit_of(outcome.criterion)}{lapsed(outcome)}"

    def requirement(self, policy: Policy, what: str, outcome: Outcome) -> str:
        """Return what an unmet criterion still takes, as a noun phrase.

        Args:
            policy: The policy.
            what: Its subject in words.
            outcome: How far it is met.
        """
        del policy
        return f"{what}あと{outcome.needed - outcome.have}{self.unit_of(outcome.criterion)}"

    def no_day(self, policy: Policy, what: str, about: str, outcome: Outcome) -> str:
        """Say why no day can be named on which it will be met."""
        del policy, about, outcome
        return f"{what}の時期は前もって分からない"

    def support(self, policy: Policy, about: str, outcome: Outcome, on: dt.date) -> str:
        """Return what a head can do so that somebody meets it, as a short sentence without 。.

        Args:
            policy: The policy.
            about: What the criterion is about on the row.
            outcome: How far it is met.
            on: The day judged; sessions after it can still be recommended.
        """
        del outcome, on
        return f"{self.subject(policy, about)}に取り組めるようにする"

    @abstractmethod
    def evidence(self, facts: CriteriaFacts, outcome: Outcome, about: str) -> Iterator[str]:
        """Tell what one person has that bears on it, counted or not, in whole sentences.

        Args:
            facts: The facts of this one person, over tables that hold nobody else's rows.
            outcome: The criterion, held against them as claimed.
            about: What the criterion is about on the row.
        """

    @abstractmethod
    def fault(self, policy: Policy, criterion: Criterion) -> Fault | None:
        """Say why a criterion can never be met, or not by anybody new; None if it can."""

    def unit_of(self, criterion: Criterion) -> str:
        """Return the 単位 that a criterion is counted in."""
        return str(criterion.unit or self.unit)


def lapsed(outcome: Outcome) -> str:
    """Return when the fact that was enough expired, "" where none did."""
    return f"({wareki(outcome.expired_on)}で期限切れ)" if outcome.expired_on else ""
