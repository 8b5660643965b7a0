"""What is read of the tables of a review workbook: which columns, and what for."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from ledger.layout.columns import Column, Table
from ledger.layout.review import (
    INPUTS,
    LINE_INPUTS,
    PERSON_INPUTS,
    REVIEW,
    REVIEW_LINES,
    REVIEW_REST,
    REVIEW_STEPS,
)
from ledger.layout.shared import STAFF_NO


@dataclass(frozen=True, eq=False)
class View:
    """What is read of the rows of a table: a row of 見る人 tells of a person, a line, or both.

    Attributes:
        table: The table.
        bound: What binds a row's inputs to the content that the confirmer saw; without it they are
            not used.
        inputs: What the confirmer fills in.
        known: What is read beside that where the workbook has it; one from an earlier version has
            not.
        more: What else has to be there, and may be blank.
    """

    table: Table
    bound: tuple[str, ...]
    inputs: tuple[str, ...]
    known: tuple[str, ...] = ()
    more: tuple[str, ...] = ()

    @cached_property
    def needed(self) -> tuple[str, ...]:
        """The columns that have to be there."""
        return (*self.bound, *self.more, *self.inputs)

    @cached_property
    def telling(self) -> tuple[str, ...]:
        """The columns of which one is filled where a row tells of what is looked for."""
        return tuple(key for key in self.needed if key != STAFF_NO.key)

    @cached_property
    def strict(self) -> Table:
        """The table with a required header for every column that is read, and for no other."""
        columns = tuple(c.but(required=c.key in self.needed) for c in self.table.columns)
        return self.table.but(columns=columns)

    @cached_property
    def columns(self) -> Mapping[str, Column]:
        """The columns that are read, by key; whether a cell has to be filled is not asked here."""
        read = map(self.table.column, (*self.needed, *self.known))
        return {column.key: column.but(required=False) for column in read}


_PERSON = ("staff_no", "issue_no", "phase", "digest")
_OF_PERSON = ("state", "submitted_on", "decision_digest")
_LINE = ("staff_no", "table", "number")
PEOPLE = View(REVIEW, _PERSON, PERSON_INPUTS, _OF_PERSON)
REST = View(REVIEW_REST, _PERSON, PERSON_INPUTS, (*_OF_PERSON, "together_digest"))
DOUBTED_LINES = View(REVIEW, _LINE, LINE_INPUTS)
OTHER_LINES = View(REVIEW_LINES, _LINE, LINE_INPUTS)
STEPS = View(
    REVIEW_STEPS,
    ("staff_no", "persona_code"),
    INPUTS[REVIEW_STEPS.key],
    ("offered",),
    ("tool_code",),
)
