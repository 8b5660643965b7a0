"""The row of each kind of criterion on the form: what it says, how much there is, and when.

`judge/kinds` tells what a 種別 asks of the facts; here stands the same for Excel. A kind that is
missing here cannot be issued, so the registry is complete by construction (`ROWS`).
"""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple, Protocol, TypeAlias

from ledger.judge.kinds import KINDS, CriterionRule
from ledger.judge.kinds.training import needed_of
from ledger.layout.columns import Cell
from ledger.model.folding import name_key
from ledger.model.policy import Criterion, Policy
from ledger.model.terms import CriterionKind, GroupCompletion
from ledger.present.form import calc_periods
from ledger.present.form.blocks import CALC, UNKNOWN, Block
from ledger.present.form.lists import Lists

DataRow: TypeAlias = tuple[Cell, ...]


class Line(NamedTuple):
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
    def lists(self) -> Lists:
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

    @abstractmethod
    def line(self, sets: Sets, criterion: Criterion, about: str) -> Line:
        """Return a criterion as data."""

    @abstractmethod
    def have(self, i: int) -> str:
        """Return the formula of how much there is, in row `i` of the criteria."""

    def earliest(self, i: int) -> str:
        """Return the formula of the first day on which it is met; most cannot be known."""
        del i
        return str(UNKNOWN)


class TrainingRow(KindRow):
    """研修: days of a training, or trainings of a group; the next sessions tell when."""

    def line(self, sets: Sets, criterion: Criterion, about: str) -> Line:
        """Return it with its set of trainings."""
        group, need = sets.policy.group_of(about), criterion.amount
        if group is None:
            name = training_name(sets.policy, about)
            label = f"{name}の修了" if need == 1 else f"{name}を{need}回修了"
            return Line(need, label, self.kind.unit, sets.trainings_of(about, (about,)))
        label = f"{group.group_name}から{need}つ修了"
        if need == 1:
            whole = group.completion is GroupCompletion.ALL
            label = f"{group.group_name}の" + ("全部の修了" if whole else "どれか1つの修了")
        number = sets.trainings_of(about, group.training_codes)
        return Line(needed_of(group, need), label, "つ", number, 1)

    def have(self, i: int) -> str:
        """Count distinct days, or the trainings of the group that are completed."""
        calc, members = CALC["criteria"], CALC["members"]
        number, sets = calc.at("set", i), members.all("set")
        days, done = (f"SUMIF({sets},{number},{members.all(key)})" for key in ("days", "done"))
        return f"IF({calc.at('group', i)}=1,{done},{days})"

    def earliest(self, i: int) -> str:
        """Find the day on which enough planned sessions are over."""
        calc, members, planned = CALC["criteria"], CALC["members"], CALC["sessions"]
        number, need, sets = calc.at("set", i), calc.at("need", i), members.all("set")
        training = f"SUMIF({sets},{number},{members.all('training')})"
        own = f"({planned.all('training')}={training})*({planned.all('turn')}>0)"
        single = soonest(f"{own}*({planned.all('held')}>={need})", planned.all("over"))
        ahead = members.all("next")
        together = soonest(
            f"({sets}={number})*({ahead}<={UNKNOWN})*({members.all('held')}>={need})", ahead
        )
        return f"IF({number}=0,{UNKNOWN},IF({calc.at('group', i)}=1,{together},{single}))"


class QualificationRow(KindRow):
    """資格: one that is named, or any."""

    facts = "qualifications"

    def line(self, sets: Sets, criterion: Criterion, about: str) -> Line:
        """Return it with the folded name."""
        del sets
        need, unit = criterion.amount, self.kind.unit
        label = f"資格「{about}」の取得" if about else f"資格を{need}{unit}取得"
        return Line(need, label, unit, thing=name_key(about) or None)

    def have(self, i: int) -> str:
        """Count the qualifications that hold."""
        thing = CALC["criteria"].at("object", i)
        names, fresh = CALC["qualified"].all("name"), CALC["qualified"].all("fresh")
        return f'IF({thing}="",SUM({fresh}),SUMPRODUCT(EXACT({names},{thing})*{fresh}))'


class PeriodRow(KindRow):
    """リード期間, 担当期間: whole months of a set of engagements."""

    facts = "engagements"
    is_period = True

    def line(self, sets: Sets, criterion: Criterion, about: str) -> Line:
        """Return it with its set of periods."""
        lead = int(self.kind.term is CriterionKind.LEAD_TIME)
        of_kind = f"（{about}の案件）" if about else ""
        label = f"{self.kind.term} {criterion.amount}{self.kind.unit}{of_kind}"
        number = sets.set_of("periods", (lead, name_key(about) or None))
        return Line(criterion.amount, label, self.kind.unit, number)

    def have(self, i: int) -> str:
        """Return the months of the set."""
        return f"INDEX({CALC['periods'].all('months')},{CALC['criteria'].at('set', i)})"

    def earliest(self, i: int) -> str:
        """Go on without a break."""
        calc = CALC["criteria"]
        return calc_periods.earliest(calc.at("set", i), calc.at("need", i))


@dataclass(frozen=True)
class ProjectsRow(KindRow):
    """案件数, 後進育成: distinct projects of a set of engagements."""

    facts = "engagements"
    word: str = "案件"

    def line(self, sets: Sets, criterion: Criterion, about: str) -> Line:
        """Return it with its set of projects."""
        mentor = int(self.kind.term is CriterionKind.MENTORING)
        of_kind = f"{about}の" if about else ""
        label = f"{of_kind}{self.word} {criterion.amount}{self.kind.unit}"
        number = sets.set_of("counts", (mentor, name_key(about) or None))
        return Line(criterion.amount, label, self.kind.unit, number)

    def have(self, i: int) -> str:
        """Return the count of the set."""
        return f"INDEX({CALC['counts'].all('count')},{CALC['criteria'].at('set', i)})"


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

    def line(self, sets: Sets, criterion: Criterion, about: str) -> Line:
        """Return it with the position of the thing in its list."""
        positions: Mapping[str, int] = getattr(sets.lists, self.listed)
        name = self.kind.name_of(sets.policy, about) or self.kind.term
        label = f"{name} {self.word}{criterion.amount}"
        return Line(criterion.amount, label, None, thing=positions.get(about, 0))

    def have(self, i: int) -> str:
        """Return the latest grade."""
        block: Block = CALC[self.block]
        thing = CALC["criteria"].at("object", i)
        return f"MOD(SUMPRODUCT(MAX(({block.all('code')}={thing})*{block.all('rank')})),10)"


_ALL = (
    TrainingRow(KINDS[CriterionKind.TRAINING]),
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


def soonest(wanted: str, days: str) -> str:
    """Return the first of some days for which a condition holds, `UNKNOWN` if it never does."""
    top = UNKNOWN + 10
    return f"MIN({UNKNOWN},{top}-SUMPRODUCT(MAX({wanted}*({top}-{days}))))"


def is_one_of(i: int, rows: tuple[KindRow, ...]) -> str:
    """Return the formula that says whether the criterion in row `i` is of some kinds."""
    cell = CALC["criteria"].at("kind", i)
    tests = ",".join(f'{cell}="{row.kind.term}"' for row in rows)
    return f"OR({tests})" if len(rows) > 1 else tests


def chosen(i: int, formulas: Mapping[str, tuple[KindRow, ...]], otherwise: str) -> str:
    """Return the formula that takes what fits the kind of the criterion in row `i`."""
    text = otherwise
    for formula, rows in reversed(list(formulas.items())):
        text = f"IF({is_one_of(i, rows)},{formula},{text})"
    return text


def by_formula(formulas: Mapping[CriterionKind, str]) -> dict[str, tuple[KindRow, ...]]:
    """Return for each formula the kinds that share it."""
    found: dict[str, tuple[KindRow, ...]] = {}
    for term, formula in formulas.items():
        found[formula] = (*found.get(formula, ()), ROWS[term])
    return found


def training_name(policy: Policy, code: str) -> str:
    """Return the name of a training, the code where it is unknown."""
    return policy.training_name(code) or "（研修が決まっていません）"
