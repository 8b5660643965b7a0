"""上長判定 in one line of text: `人材像コード[:ツールコード]=Step=理由`.

The review workbook has a sheet for it; a single self-report and the command line write it like
this, several separated by a line break or a semicolon.
"""

import re
from typing import NamedTuple

from ledger.layout.self_report import FormField
from ledger.model.folding import folded_code
from ledger.model.problems import Place, Problem
from ledger.model.reports import StepReviewed

SPOKEN = "人材像コード:ツールコード=Step=理由"
_ONE = re.compile(r"([^:=@]+)(?::([^:=]+))?=\s*(\d+)\s*=(.*)", re.DOTALL)
_BETWEEN = re.compile(r"[\n;;]+")


class StepSet(NamedTuple):
    """A Step that is set otherwise than the rule."""

    persona_code: str
    tool_code: str | None
    step: int
    reason: str


def step_set(text: str) -> StepSet | None:
    """Read one 上長判定; None if it is not of this form."""
    found = _ONE.fullmatch(text.strip().replace("＝", "=").replace("：", ":"))
    if found is None:
        return None
    tool = folded_code(found[2]) if found[2] else None
    return StepSet(folded_code(found[1]), tool, int(found[3]), found[4].strip())


def joined(steps: tuple[StepSet, ...]) -> str | None:
    """Return 上長判定 as they are written in the cell of a self-report; None if there are none."""
    said = [
        f"{s.persona_code}{f':{s.tool_code}' if s.tool_code else ''}={s.step}={s.reason}"
        for s in steps
    ]
    return "\n".join(said) or None


def step_reviews(
    text: str, staff_no: str, field: FormField, place: Place
) -> tuple[tuple[StepReviewed, ...], tuple[Problem, ...]]:
    """Read the cell of a self-report.

    Args:
        text: What stands in the cell.
        staff_no: Whose report it is.
        field: The cell's field, for messages.
        place: Where it stands.
    """
    read: list[StepReviewed] = []
    problems: list[Problem] = []
    for part in filter(str.strip, _BETWEEN.split(text)):
        one = step_set(part)
        if one is None:
            problems.append(
                Problem.of(
                    "option-wrong", place, option=field.label, value=part.strip(), form=SPOKEN
                )
            )
            continue
        read.append(
            StepReviewed(
                staff_no,
                one.persona_code,
                one.tool_code,
                one.step,
                one.reason or None,
                place.cell,
                place.file,
            )
        )
    return tuple(read), tuple(problems)
