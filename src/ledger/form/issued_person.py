"""What is known of one person on the day of issue, by which the panels are reckoned."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from types import MappingProxyType
from typing import TypeAlias

from ledger.form.blocks import RULES
from ledger.form.issued_standings import Standings, Trained
from ledger.form.kinds import DataRow
from ledger.form.laid import Laid
from ledger.form.rules import Blocks
from ledger.layout.columns import Cell
from ledger.model.verdicts import Outcome, Standing

RuleRow: TypeAlias = Mapping[str, Cell]
"""A row of a block of `_rules`, by key."""


@dataclass(frozen=True)
class IssuedPerson:
    """What is known of one person on the day of issue.

    Attributes:
        as_of: The day, 見る日.
        rules: The rules of the form.
        claims: `(persona_code, tool_code)` of each verdict row.
        standings: Where the person stands.
        trained: Which trainings are completed.
        trainings: Code of each training by its position in the form's list.
        laid: Where the parts of the form stand.
    """

    as_of: dt.date
    rules: Blocks
    claims: Sequence[tuple[str, str | None]]
    standings: Standings
    trained: Trained
    trainings: Mapping[int, str]
    laid: Laid

    @cached_property
    def personas(self) -> Sequence[RuleRow]:
        """The rows of the block `personas`, by key."""
        return _rows("personas", self.rules["personas"])

    @cached_property
    def verdicts(self) -> Sequence[RuleRow]:
        """The rows of the block `verdicts`, by key."""
        return _rows("verdicts", self.rules["verdicts"])

    @cached_property
    def mandatory(self) -> Sequence[RuleRow]:
        """The rows of the block `mandatory`, by key."""
        return _rows("mandatory", self.rules["mandatory"])

    @cached_property
    def members(self) -> Sequence[RuleRow]:
        """The rows of the block `members`, by key."""
        return _rows("members", self.rules["members"])

    @cached_property
    def criteria(self) -> Sequence[tuple[int, RuleRow, Outcome]]:
        """The criteria with their place on the form, each with what `judge` says of it."""
        return tuple(_criteria(self))

    @cached_property
    def by_verdict(self) -> Mapping[Cell, Sequence[tuple[RuleRow, Outcome]]]:
        """The criteria by the number of their verdict row."""
        found: dict[Cell, list[tuple[RuleRow, Outcome]]] = {}
        for _, rule, outcome in self.criteria:
            found.setdefault(rule["row"], []).append((rule, outcome))
        return found

    def standing(self, number: int) -> Standing | None:
        """Return the standing of a verdict row, numbered from 1."""
        return self.standings.get(self.claims[number - 1])

    @cached_property
    def left(self) -> list[bool]:
        """For each 必須研修 of the form, whether it is not completed."""
        positions = (int(str(row["training"])) for row in self.mandatory)
        return [self.trainings[place] not in self.trained.valid for place in positions]


@lru_cache(maxsize=256)
def _rows(block: str, rows: Sequence[DataRow]) -> Sequence[RuleRow]:
    """Return the rows of a block of `_rules`, by key; many forms have the same ones."""
    keys = RULES[block].keys
    return tuple(MappingProxyType(dict(zip(keys, row, strict=True))) for row in rows)


def _criteria(found: IssuedPerson) -> Iterator[tuple[int, RuleRow, Outcome]]:
    """Yield the criteria with their place on the form, each with what `judge` says of it."""
    waiting: dict[int, list[Outcome]] = {}
    for place, rule in enumerate(_rows("criteria", found.rules["criteria"])):
        number = int(str(rule["row"]))
        if number not in waiting:
            standing = found.standing(number)
            waiting[number] = list(standing.outcomes) if standing else []
        same = (rule["step"], rule["number"])
        for outcome in waiting[number]:
            if (outcome.criterion.step, outcome.criterion.criterion_no) == same:
                waiting[number].remove(outcome)
                yield place, rule, outcome
                break
