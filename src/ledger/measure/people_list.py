"""職員一覧: one row for each person in post, in the order of the organisation."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import pandas as pd

from ledger.judge.phase_at_hand import phase_at_hand
from ledger.judge.progress import states
from ledger.layout.columns import Cell
from ledger.layout.frames import frame, records
from ledger.layout.list_tables import PEOPLE_LIST
from ledger.layout.result_tables import VERDICTS
from ledger.measure.roll import JOINT, Roll
from ledger.measure.terms_ending import terms_near
from ledger.measure.untrained import UntrainedPeople
from ledger.model.calendar import wareki
from ledger.model.policy import Persona, Policy

NO_STEPS = "Stepなし"
"""What stands for the Step of a persona that has none."""


class PersonaVerdict(NamedTuple):
    """A person's own verdict row of one persona.

    Attributes:
        persona: The persona.
        row: The row of `verdicts` by column.
        stepped: Whether the persona has Steps at all.
    """

    persona: Persona
    row: Mapping[str, Cell]
    stepped: bool


Verdicts = Mapping[str, tuple[PersonaVerdict, ...]]
"""The own rows of each person's personas in the order of the sheet, by 職員番号."""


def own_verdicts(policy: Policy, verdicts: pd.DataFrame) -> Verdicts:
    """Return everybody's own verdict rows, those of tools left out."""
    stepped = {code: bool(policy.steps_of(code)) for code in policy.personas}
    found: dict[str, list[PersonaVerdict]] = {}
    for row in records(VERDICTS, verdicts[verdicts["tool_code"].isna()]):
        code = str(row["persona_code"])
        if code in policy.personas:
            one = PersonaVerdict(policy.personas[code], row, stepped[code])
            found.setdefault(str(row["staff_no"]), []).append(one)
    return {number: tuple(own) for number, own in found.items()}


def people_list(roll: Roll, verdicts: pd.DataFrame, untrained: UntrainedPeople) -> pd.DataFrame:
    """Return the table 職員一覧.

    Args:
        roll: Everybody in post on the day.
        verdicts: Step判定 of that day.
        untrained: Who of the roll lacks which training.
    """
    own = own_verdicts(roll.policy, verdicts)
    said, terms = report_states(roll), _terms(roll)
    return frame(
        PEOPLE_LIST,
        [
            {
                "department_name": entry.department,
                "section_name": entry.section,
                "staff_no": entry.staff_no,
                "staff_name": entry.staff_name,
                "grade": entry.grade,
                "persona_names": roll.persona_names(place),
                **_steps(own.get(entry.staff_no, ())),
                "mandatory_left": untrained.mandatory_left(place),
                "report_state": said[entry.staff_no],
                "term_ending": terms.get(entry.staff_no),
                "presence": entry.presence.value,
            }
            for place, entry in enumerate(roll.entries)
        ],
    )


def _terms(roll: Roll) -> dict[str, str]:
    """Return whose term as a 推進 persona ends within three months, and when."""
    found: dict[str, list[str]] = {}
    for one in terms_near(roll.policy, roll.tables, roll.as_of):
        persona = roll.policy.personas[one.persona_code].persona_name
        found.setdefault(one.staff_no, []).append(f"{persona} {wareki(one.ends_on)}まで")
    return {number: JOINT.join(told) for number, told in found.items()}


def report_states(roll: Roll) -> dict[str, str]:
    """Return everybody's 申告の状態 in the phase at hand, which is named."""
    phase = phase_at_hand(roll.policy, roll.tables, roll.as_of)
    by_person = states(roll.tables, [one.staff_no for one in roll.entries], phase)
    return {number: f"{phase} {state}" for number, state in by_person.items()}


def step_words(one: PersonaVerdict, key: str) -> str | None:
    """Return a Step of a verdict row as `Step1`; None where there is none to tell."""
    step = one.row[key]
    if not one.stepped:
        return NO_STEPS
    return None if step is None else f"Step{step}"


def _steps(own: Sequence[PersonaVerdict]) -> dict[str, Cell]:
    stepped = [one for one in own if one.stepped] or own[:1]
    days = [one.row["earliest_on"] for one in stepped if one.row["earliest_on"] is not None]
    return {
        **{
            key: _joined(
                stepped, {one.persona.persona_code: step_words(one, key) for one in stepped}
            )
            for key in ("prior_step", "official_step", "expected_step")
        },
        "next_action": _joined(
            stepped,
            {one.persona.persona_code: _text(one.row["next_action"]) for one in stepped},
            between="",
        ),
        "earliest_on": min(days, key=str, default=None),
    }


def _text(value: Cell) -> str | None:
    return None if value is None else str(value)


def _joined(
    own: Sequence[PersonaVerdict], words: Mapping[str, str | None], between: str = JOINT
) -> str | None:
    """Join what is said of several personas, each under its name; one alone needs none."""
    said = [(one.persona.persona_name, words[one.persona.persona_code]) for one in own]
    known = [(name, word) for name, word in said if word]
    if len(own) <= 1:
        return known[0][1] if known else None
    return between.join(f"[{name}]{word}" for name, word in known) or None
