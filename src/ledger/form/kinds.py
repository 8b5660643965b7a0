"""The row of each kind of criterion on the form: what it says, how much there is, and when.

`judge/kinds` tells what a 種別 asks of the facts; here stands the same for Excel. A kind that is
missing here cannot be issued, so the registry is complete by construction (`ROWS`).
"""

from abc import ABC, abstractmethod
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import NamedTuple, Protocol, TypeAlias

from ledger.form.lists import FormLists
from ledger.judge.kinds import KINDS, CriterionRule
from ledger.judge.kinds.training import needed_of
from ledger.layout.columns import Cell
from ledger.model.folding import name_key
from ledger.model.policy import Criterion, Policy
from ledger.model.terms import CriterionKind, GroupCompletion

DataRow: TypeAlias = tuple[Cell, ...]


class CriterionLine(NamedTuple):
    """A criterion as data of `_rules`.

    Attributes:
        need: 必要数, or the members that a group asks for.
        label: What it takes, in words.
        unit: What `have` and `need` are counted in.
        number: The set (of trainings, periods, projects) that it looks at; 0 is none.
        group: 1 if the set is a group of which trainings count, else 0.
        thing: What is compared with the facts: a position in a list, or a folded name.
    """

    need: int
    label: str
    unit: str | None
    number: int = 0
    group: int = 0
    thing: Cell = None

    @property
    def rest(self) -> DataRow:
        """Return set, group, object, label and unit, in the order of the block."""
        return (self.number, self.group, self.thing, self.label, self.unit)


class Sets(Protocol):
    """The sets of a form while it is put together; equal ones are one."""

    @property
    def policy(self) -> Policy:
        """The policy."""

    @property
    def lists(self) -> FormLists:
        """The lists of the form."""

    def set_of(self, block: str, key: DataRow) -> int:
        """Return the number of a set of periods or projects, from 1."""

    def trainings_of(self, about: str, codes: tuple[str, ...]) -> int:
        """Return the number of a set of trainings, from 1."""


@dataclass(frozen=True)
class KindRow(ABC):
    """A kind of criterion on the form.

    Attributes:
        kind: The kind.
    """

    kind: CriterionRule
    facts = ""
    """The table whose facts of earlier years the form has to carry for it."""
    is_period = False
    """Whether it is measured in months and days."""
    days = "0"
    """The formula of the days left over beside `have`, as a text of `formulas/criteria.txt`."""
    earliest = "UNKNOWN"
    """The formula of the first day on which it is met; most cannot be known."""
    lapsed = "0"
    """The formula of how many of its trainings were completed and hold no more."""
    progress = 'IF([@have]>0,"（いま"&[@have]&"）","")'
    """The formula of what the panel says of how much there is."""

    @abstractmethod
    def line(self, sets: Sets, criterion: Criterion, about: str) -> CriterionLine:
        """Return a criterion as data."""

    @property
    @abstractmethod
    def have(self) -> str:
        """The formula of how much there is, as a text of `formulas/criteria.txt`."""


class TrainingRow(KindRow):
    """研修: days of a training, or trainings of a group; the next sessions tell when."""

    def line(self, sets: Sets, criterion: Criterion, about: str) -> CriterionLine:
        """Return it with its set of trainings."""
        group, need = sets.policy.group_of(about), criterion.amount
        if group is None:
            name = training_name(sets.policy, about)
            label = f"{name}の修了" if need == 1 else f"{name}を{need}回修了"
            return CriterionLine(need, label, self.kind.unit, sets.trainings_of(about, (about,)))
        label = f"{group.group_name}から{need}つ修了"
        if need == 1:
            whole = group.completion is GroupCompletion.ALL
            label = f"{group.group_name}の" + ("全部の修了" if whole else "どれか1つの修了")
        number = sets.trainings_of(about, group.training_codes)
        return CriterionLine(needed_of(group, need), label, "つ", number, 1)

    have = (
        "IF([@group]=1,SUMIF(members[set],[@set],members[done]),"
        "SUMIF(members[set],[@set],members[days]))"
    )
    earliest = (
        "IF([@set]=0,UNKNOWN,IF([@group]=1,"
        "soonest((members[set]=[@set])*(members[next]<=UNKNOWN)*(members[held]>=[@need]),"
        "members[next]),"
        "soonest((sessions[training]=SUMIF(members[set],[@set],members[training]))"
        "*(sessions[turn]>0)*(sessions[held]>=[@need]),sessions[over])))"
    )
    """The day on which enough planned sessions are over."""
    lapsed = "SUMIF(members[set],[@set],members[late])"


class ConsecutiveRow(KindRow):
    """継続受講: fiscal years in which a training, or a group, was completed.

    `group` holds how many trainings a year takes; a group that asks for one takes 1.
    """

    def line(self, sets: Sets, criterion: Criterion, about: str) -> CriterionLine:
        """Return it with its set of trainings."""
        group, need = sets.policy.group_of(about), criterion.amount
        codes = group.training_codes if group else (about,)
        name = group.group_name if group else training_name(sets.policy, about)
        whole = group is not None and group.completion is GroupCompletion.ALL
        label = f"{name}を{need}{self.kind.unit}続けて修了"
        number = sets.trainings_of(about, codes)
        return CriterionLine(need, label, self.kind.unit, number, len(codes) if whole else 1)

    _in_years = (
        "ISNUMBER(MATCH([@set]*10000+trained[training],members[set]*10000+members[training],0))"
        "*(trained[day]>=DATE(now[year]-[@need]+1,4,1))*(trained[day]<=now[seen_on])"
    )
    _year = "(YEAR(trained[day])-(MONTH(trained[day])<4)+([@group]>1)*trained[training]*10000)"
    have = f"INT(distinct({_in_years}*{_year})/MAX([@group],1))"
    _open = (
        "ISNA(MATCH(members[training],trained[training]*(trained[day]>=DATE(now[year],4,1))"
        "*(trained[day]<=now[seen_on]),0))"
    )
    _next = (
        f"IF([@group]>1,largest((members[set]=[@set])*{_open}*members[next]),"
        "UNKNOWN+10-largest((members[set]=[@set])*(UNKNOWN+10-members[next])))"
    )
    earliest = (
        f"IF(AND(distinct({_in_years}*(trained[day]<DATE(now[year],4,1))*{_year})"
        f"=([@need]-1)*MAX([@group],1),{_next}<=DATE(now[year]+1,3,31)),{_next},UNKNOWN)"
    )
    """This year's next session, where no other year is missing."""


class QualificationRow(KindRow):
    """資格: one that is named, or any."""

    facts = "qualifications"

    def line(self, sets: Sets, criterion: Criterion, about: str) -> CriterionLine:
        """Return it with the folded name."""
        del sets
        need, unit = criterion.amount, self.kind.unit
        label = f"資格「{about}」の取得" if about else f"資格を{need}{unit}取得"
        return CriterionLine(need, label, unit, thing=name_key(about) or None)

    have = (
        'IF([@object]="",SUM(qualified[fresh]),'
        "SUMPRODUCT(EXACT(qualified[name],[@object])*qualified[fresh]))"
    )
    """How many of them hold."""


class PeriodRow(KindRow):
    """リード期間, 担当期間: whole months of a set of engagements."""

    facts = "engagements"
    is_period = True

    def line(self, sets: Sets, criterion: Criterion, about: str) -> CriterionLine:
        """Return it with its set of periods."""
        lead = int(self.kind.term is CriterionKind.LEAD_TIME)
        of_kind = f"（{about}の案件）" if about else ""
        label = f"{self.kind.term} {criterion.amount}{self.kind.unit}{of_kind}"
        number = sets.set_of("periods", (lead, name_key(about) or None))
        return CriterionLine(criterion.amount, label, self.kind.unit, number)

    have = "of_set(periods,months,[@set])"
    days = "of_set(periods,days,[@set])"
    earliest = "months_from_now([@set],[@need])"
    """Going on without a break."""
    progress = (
        '"（いま"&[@have]&"か月"&IF([@days]>0,"と"&[@days]&"日","")&"、あと"&([@need]-[@have])&"か月"'
        '&IF([@days]>0,"以内","")&"）"'
    )


@dataclass(frozen=True)
class ProjectsRow(KindRow):
    """案件数, 後進育成: distinct projects of a set of engagements."""

    facts = "engagements"
    word: str = "案件"

    def line(self, sets: Sets, criterion: Criterion, about: str) -> CriterionLine:
        """Return it with its set of projects."""
        mentor = int(self.kind.term is CriterionKind.MENTORING)
        of_kind = f"{about}の" if about else ""
        label = f"{of_kind}{self.word} {criterion.amount}{self.kind.unit}"
        number = sets.set_of("counts", (mentor, name_key(about) or None))
        return CriterionLine(criterion.amount, label, self.kind.unit, number)

    have = "of_set(counts,count,[@set])"


@dataclass(frozen=True)
class GradeRow(KindRow):
    """ツール, スキル: the grade of the latest year.

    Attributes:
        word: What grades are called.
        listed: The list that its things stand in, `tools` or `skills`.
        block: The block of the facts.
    """

    word: str = ""
    listed: str = ""
    block: str = ""

    def line(self, sets: Sets, criterion: Criterion, about: str) -> CriterionLine:
        """Return it with the position of the thing in its list."""
        positions: Mapping[str, int] = getattr(sets.lists, self.listed)
        name = self.kind.name_of(sets.policy, about) or self.kind.term
        label = f"{name} {self.word}{criterion.amount}"
        return CriterionLine(criterion.amount, label, None, thing=positions.get(about, 0))

    @property
    def have(self) -> str:
        """The latest grade."""
        return f"MOD(largest(({self.block}[code]=[@object])*{self.block}[rank]),10)"


_ALL = (
    TrainingRow(KINDS[CriterionKind.TRAINING]),
    ConsecutiveRow(KINDS[CriterionKind.CONSECUTIVE]),
    QualificationRow(KINDS[CriterionKind.QUALIFICATION]),
    PeriodRow(KINDS[CriterionKind.LEAD_TIME]),
    PeriodRow(KINDS[CriterionKind.DUTY_TIME]),
    ProjectsRow(KINDS[CriterionKind.PROJECTS]),
    ProjectsRow(KINDS[CriterionKind.MENTORING], word="後進育成"),
    GradeRow(KINDS[CriterionKind.TOOL], word="レベル", listed="tools", block="levels"),
    GradeRow(KINDS[CriterionKind.SKILL], word="合致度", listed="skills", block="ratings"),
)
ROWS: Mapping[CriterionKind, KindRow] = {row.kind.term: row for row in _ALL}
"""種別 -> its row on the form."""


def by_kind(kinds: Collection[CriterionKind], what: str) -> str:
    """Return the formula that takes what fits the kind of its criterion.

    Args:
        kinds: The kinds that the policy at hand has.
        what: `have`, `days`, `lapsed`, `earliest` or `progress`.
    """
    of_formula: dict[str, list[CriterionKind]] = {}
    for term, row in ROWS.items():
        if term in kinds:
            of_formula.setdefault(getattr(row, what), []).append(term)
    found: str | None = None
    for formula, terms in of_formula.items():
        tests = [f'[@kind]="{term}"' for term in terms]
        test = f"OR({','.join(tests)})" if len(tests) > 1 else tests[0]
        found = formula if found is None else f"IF({test},{formula},{found})"
    return found or "0"


def training_name(policy: Policy, code: str) -> str:
    """Return the name of a training, the code where it is unknown."""
    return policy.training_name(code) or "（研修が決まっていません）"
