"""ツール, スキル: the grade of the latest year."""

import datetime as dt
from collections.abc import Iterator

import numpy as np

from ledger.judge.criteria_columns import Bools, Ints
from ledger.judge.criteria_facts import CriteriaFacts
from ledger.judge.criteria_measure import Measure
from ledger.judge.explain_words import facts_in
from ledger.judge.fact_records import Grades
from ledger.judge.fact_status import FactStatus
from ledger.judge.kinds.kind import CriterionRule, Fault
from ledger.judge.kinds.saying import Saying
from ledger.model.calendar import wareki_year
from ledger.model.policy import Criterion, Policy
from ledger.model.terms import TOP_LEVEL, CriterionKind, SkillMethod, Unit
from ledger.model.verdicts import Lens, Outcome


class Graded(CriterionRule):
    """What has grades year by year: n or more in the latest."""

    grade = "レベル"
    table = "tool_levels"
    columns = ("tool_code", "level")

    def rows(self, facts: CriteriaFacts) -> Grades:
        """Return the grades, those of the people."""
        return facts.tool_levels

    def measure(
        self, facts: CriteriaFacts, criterion: Criterion, about: str, lens: Lens
    ) -> Measure:
        """Hold it against everybody: the latest year's grade, of a thing that is named."""
        if not about:
            return Measure.never(facts.size, criterion.amount)
        rows = self.rows(facts)
        own = (rows.code == about) & (rows.rank <= lens.reach)
        return Measure.of(latest(rows, own, facts.size), criterion.amount)

    def how_far(self, policy: Policy, outcome: Outcome) -> str:
        """Return the grade, and which it takes: `レベル1/2`."""
        del policy
        return f"{self.grade}{outcome.have}/{outcome.needed}"

    def requirement(self, policy: Policy, what: str, outcome: Outcome) -> str:
        """Return the grade that it takes, and that of today."""
        del policy
        return f"{what}の{self.grade}{outcome.needed}以上(今は{outcome.have})"

    def support(self, policy: Policy, about: str, outcome: Outcome, on: dt.date) -> str:
        """Return to give somebody work in which the grade grows."""
        del on
        name = self.name_of(policy, about) or "ツール"
        grades = f"いま{self.grade}{outcome.have}、めざすのは{outcome.needed}"
        return f"{name}を使う仕事を割り振る({grades})"

    def evidence(self, facts: CriteriaFacts, outcome: Outcome, about: str) -> Iterator[str]:
        """Tell the latest grade, with its year."""
        del outcome
        what = self.told(facts.policy, about)
        code, grade = self.columns
        status = self.rows(facts).status.tolist()
        found = zip(facts_in(facts.tables, self.table), status, strict=True)
        rows = [r for r, own in found if r.text(code) == about and own == FactStatus.COUNTS]
        newest = sorted(rows, key=lambda row: (row.whole("year") or 0, row.whole(grade) or 0))
        for row in newest[-1:]:
            year = wareki_year(row.whole("year") or 0)
            yield f"一番新しい{year}の{what}は{row.text(grade)}です{row.where}。"
        if not rows:
            yield f"{what}の記録はありません。"

    def told(self, policy: Policy, about: str) -> str:
        """Return whose grade it is, as a sentence names it."""
        return f"{self.subject(policy, about)}の{self.grade}"


class ToolLevel(Graded):
    """ツール: the object is a tool, blank that of the row; without either it is never met."""

    @property
    def saying(self) -> Saying:
        """How it is said on 人材像カード."""
        return Saying("", "の習熟が", "習熟が", "", "レベル", "以上であること", (Unit.LEVEL,))

    def about(self, criterion: Criterion, tool_code: str | None) -> str:
        """Return the tool, that of the row where 対象コード is blank."""
        return criterion.object_code or tool_code or ""

    def name_of(self, policy: Policy, about: str) -> str:
        """Return the name of the tool."""
        return policy.tool_name(about)

    def no_day(self, policy: Policy, what: str, about: str, outcome: Outcome) -> str:
        """Say that levels come when they come, or that no tool is named."""
        if not about:
            return "対象のツールが決められていない"
        return super().no_day(policy, what, about, outcome)

    def fault(self, policy: Policy, criterion: Criterion) -> Fault | None:
        """Find levels that there are not, and tools that nobody can claim."""
        code, amount = criterion.object_code, criterion.amount
        if amount > TOP_LEVEL:
            return Fault("amount", f"レベルは{TOP_LEVEL}までで、{amount}に届きません")
        if code is None:
            if criterion.tool_code:
                return None
            return Fault("object_code", "対象のツールが書かれていません")
        if code not in policy.tools:
            return Fault("object_code", f"ツール「{code}」がありません")
        if not policy.tools[code].active:
            said = f"ツール {code} は有効ではなく、新しく申告できません"
            return Fault("object_code", said, "criterion-closed")
        return None


class SkillRating(Graded):
    """スキル: 合致度 of a skill."""

    grade = "合致度"
    table = "skill_ratings"
    columns = ("skill_code", "rating")

    @property
    def saying(self) -> Saying:
        """How it is said on 人材像カード."""
        return Saying(
            *("", "の合致度が", "(どのスキルかを選んでください)", "", "", "以上であること"),
            (Unit.LEVEL,),
        )

    def rows(self, facts: CriteriaFacts) -> Grades:
        """Return the ratings, those of the people."""
        return facts.skill_ratings

    def name_of(self, policy: Policy, about: str) -> str:
        """Return the name of the skill."""
        return policy.skill_name(about)

    def told(self, policy: Policy, about: str) -> str:
        """Return what is told: the heading names the skill."""
        del policy, about
        return self.grade

    def fault(self, policy: Policy, criterion: Criterion) -> Fault | None:
        """Find skills that nobody rates, and ratings that there are not."""
        code, amount = criterion.object_code, criterion.amount
        known = policy.skills.get(code or "")
        if known is None:
            return Fault("object_code", f"スキル「{code or '(空)'}」がありません")
        if known.method is not SkillMethod.HEADCOUNT:
            said = f"スキル {code} は把握方法が「研修」なので、自己評価の欄がありません"
            return Fault("object_code", said)
        if amount > TOP_LEVEL:
            return Fault("amount", f"合致度は{TOP_LEVEL}までで、{amount}に届きません")
        if not known.active:
            said = f"スキル {code} は有効ではなく、新しく自己評価できません"
            return Fault("object_code", said, "criterion-closed")
        return None


KINDS = (
    ToolLevel(CriterionKind.TOOL, unit="レベル"),
    SkillRating(CriterionKind.SKILL, unit="合致度"),
)


def latest(rows: Grades, own: Bools, size: int) -> Ints:
    """Return each person's grade of the latest year among some rows that count, 0 without any."""
    bits = 32
    own = own & (rows.status == FactStatus.COUNTS)
    newest = np.zeros(size, dtype=np.int64)
    np.maximum.at(newest, rows.person[own], (rows.year[own] << bits) | rows.grade[own])
    newest &= 2**bits - 1
    return newest
