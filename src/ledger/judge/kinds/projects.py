"""案件数, 後進育成: distinct projects in some roles."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from ledger.judge.criteria_columns import distinct
from ledger.judge.criteria_facts import CriteriaFacts
from ledger.judge.criteria_measure import Measure
from ledger.judge.explain_words import CitedRow, facts_in
from ledger.judge.fact_status import FactStatus
from ledger.judge.kinds.kind import CriterionRule, Fault
from ledger.judge.kinds.saying import Saying
from ledger.model.calendar import wareki
from ledger.model.policy import Criterion, Policy
from ledger.model.terms import CriterionKind, ProjectKind, Role, Unit
from ledger.model.verdicts import Lens, Outcome

_ASIDE = (FactStatus.OTHER_ROLE, FactStatus.OTHER_KIND)
_NOT_BEGUN = (FactStatus.NO_DAY, FactStatus.LATER, FactStatus.BACKWARDS)


@dataclass(frozen=True)
class Projects(CriterionRule):
    """Distinct projects, begun by the as-of date; a non-blank object is their 種別.

    Attributes:
        roles: 役割 that count, whatever the switch colead_counts.
        spoken: What a head can do for it.
        said: What there must be, of one 種別 of project and of any.
        units: The 単位 that fit.
    """

    roles: tuple[Role, ...] = ()
    spoken: str = "案件の担当を任せる"
    said: tuple[str, str] = ("の案件が", "案件が")
    units: tuple[Unit, ...] = (Unit.CASES,)

    @property
    def saying(self) -> Saying:
        """How it is said on 人材像カード."""
        after, blank = self.said
        return Saying("", after, blank, "", "", f"{self.unit}あること", self.units)

    def support(self, policy: Policy, about: str, outcome: Outcome, on: dt.date) -> str:
        """Return to give somebody such a project."""
        del policy, about, on
        return f"{self.spoken}(あと{outcome.needed - outcome.have}件)"

    def measure(
        self, facts: CriteriaFacts, criterion: Criterion, about: str, lens: Lens
    ) -> Measure:
        """Hold it against everybody: n distinct projects in its roles."""
        rows = facts.engagements
        own = rows.as_projects(self.roles, about) == FactStatus.COUNTS
        own &= rows.rank <= lens.reach
        return Measure.of(
            distinct(rows.person[own], rows.project[own], facts.size), criterion.amount
        )

    def evidence(self, facts: CriteriaFacts, outcome: Outcome, about: str) -> Iterator[str]:
        """Tell each engagement in its roles, and how many projects they are."""
        del outcome
        rows = facts.engagements
        status = rows.as_projects(self.roles, about).tolist()
        found = zip(facts_in(facts.tables, "engagements"), rows.keys.tolist(), status, strict=True)
        counted: set[str] = set()
        for row, key, one in found:
            if one in _ASIDE:
                continue
            yield _told(row, key, FactStatus(one))
            if one == FactStatus.COUNTS:
                counted.add(key)
        yield f"同じ案件は1つと数えて、{len(counted)}件です。"

    def fault(self, policy: Policy, criterion: Criterion) -> Fault | None:
        """Find a 種別 that no project has."""
        del policy
        return unknown_kind(criterion)


KINDS = (
    Projects(CriterionKind.PROJECTS, roles=(Role.LEAD, Role.COLEAD, Role.MEMBER)),
    Projects(
        CriterionKind.MENTORING,
        roles=(Role.MENTOR,),
        spoken="後進を教える役を任せる",
        said=("の案件での後進育成が", "後進育成が"),
        units=(Unit.PEOPLE, Unit.CASES),
    ),
)


def unknown_kind(criterion: Criterion) -> Fault | None:
    """Say that a 種別 of projects is none of the dropdown."""
    code = criterion.object_code
    if code is not None and code not in tuple(ProjectKind):
        return Fault("object_code", f"案件の種別「{code}」は選択肢にありません")
    return None


def _told(row: CitedRow, key: str | None, status: FactStatus) -> str:
    what = f"案件「{row.text('project_name') or row.text('project_no')}」の{row.text('role')}"
    start = row.day("started_on")
    if start is None or status in _NOT_BEGUN:
        return f"{what}は、判定の日までに始まった従事と言えないので数えません{row.where}。"
    if key is None or status is FactStatus.NO_PROJECT:
        return f"案件番号も案件名もない{row.text('role')}は、数えません{row.where}。"
    moved = row.text("project_no") and key != f"#{row.text('project_no')}"
    into = f"(統合先は{key[1:]})" if moved else ""
    return f"{what}{into}を、{wareki(start)}に始めています{row.where}。"
