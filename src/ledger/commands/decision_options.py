"""What a confirmer asks for on the command line: lines not accepted, Steps set otherwise."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from ledger.layout.self_report import BY_KEY
from ledger.model.problems import Refusal
from ledger.read.step_reviews import SPOKEN, StepSet, step_set

_REJECT = re.compile(
    r"(?:(?P<staff>[^:=]+):)?(?P<table>my_\w+):(?P<number>\d+)=(?P<reason>.*)", re.DOTALL
)


class Rejected(NamedTuple):
    """A line that is not accepted; `staff_no` None where only one person is meant."""

    staff_no: str | None
    table: str
    number: int
    reason: str


class StepWish(NamedTuple):
    """A Step that is set otherwise than the rule; `staff_no` None where one person is meant."""

    staff_no: str | None
    what: StepSet


def rejections_of(texts: Sequence[str]) -> tuple[Rejected, ...]:
    """Read `--reject` options.

    Args:
        texts: `my_engagements:2=理由`, or `NO:my_engagements:2=理由` for one of several people.

    Raises:
        Refusal: An option is not of this form, names no table of the form, or has no reason.
    """
    listed = []
    for text in texts:
        found = _REJECT.fullmatch(text.strip())
        if found is None or found["table"] not in BY_KEY or not found["reason"].strip():
            form = "my_engagements:2=理由"
            raise Refusal.of("option-wrong", option="--reject", value=text, form=form)
        listed.append(
            Rejected(found["staff"], found["table"], int(found["number"]), found["reason"].strip())
        )
    return tuple(listed)


def steps_of(texts: Sequence[str]) -> tuple[StepWish, ...]:
    """Read `--step` options.

    Args:
        texts: `PERSONA=STEP=理由` or `PERSONA:TOOL=STEP=理由`, with `NO@` before it for one of
            several people.

    Raises:
        Refusal: An option is not of this form, or has no reason.
    """
    listed = []
    for text in texts:
        head, equals, tail = text.partition("=")
        owner, _, persona = head.rpartition("@")
        what = step_set(f"{persona}{equals}{tail}")
        if what is None or not what.reason:
            raise Refusal.of("option-wrong", option="--step", value=text, form=SPOKEN)
        listed.append(StepWish(owner.strip() or None, what))
    return tuple(listed)
