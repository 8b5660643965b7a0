"""The Steps and criteria of a card as rows: what is not touched stays the row that it was."""

from ledger.judge.cards.labels import CardNames
from ledger.judge.cards.line_cells import CardCells, Made
from ledger.judge.cards.sentences import SAYINGS
from ledger.judge.cards.shown import USUAL_STEPS, ShownCard, labels_for
from ledger.layout.persona_card import (
    EACH_TOOL,
    LINE_ROLES,
    REASON,
    STEP_ROLES,
    CardField,
    content_fields,
)
from ledger.model.folding import folded_code, name_key
from ledger.model.object_words import words_about
from ledger.model.policy import EVERY_TOOL, Criterion, StepDefinition
from ledger.model.terms import CriterionKind, Flag, ProjectKind, Unit


def is_blank(cells: CardCells, role: str) -> bool:
    """Whether nothing stands in any cell of a row."""
    return not any(cells.text(field) for field in content_fields(role))


def is_same(cells: CardCells, role: str) -> bool:
    """Whether a row says what the tables say."""
    return not any(cells.differs(field) for field in content_fields(role))


def typed_steps(cells: CardCells, shown: ShownCard, persona_code: str) -> list[StepDefinition]:
    """Return the Steps of a card; gaps, missing names and a fourth without a reason are found.

    A name that a blank card offers is no Step as long as no criterion is written under it.
    """
    steps = []
    for number, role in STEP_ROLES.items():
        own, lines = CardField(role, "step_name"), LINE_ROLES[number]
        name, bare = cells.text(own), all(is_blank(cells, line) for line in lines)
        if not name and not bare:
            cells.missing(own, f"(Step{number}に条件があります)")
        only_offered = role not in shown.steps and bare and is_same(cells, role)
        if not name or only_offered:
            continue
        active = cells.word(CardField(role, "active"), Flag) is not Flag.NO
        steps.append(
            StepDefinition(persona_code=persona_code, step=number, step_name=name, active=active)
        )
        touched = not all(is_same(cells, one) for one in (role, *lines))
        if touched and active and bare:
            cells.find("card-step-empty", own, step=number, name=name)
    _gaps(cells, shown, [step.step for step in steps])
    return steps


def _gaps(cells: CardCells, shown: ShownCard, steps: list[int]) -> None:
    stood = {step.step for step in shown.steps.values()}
    new = set(steps) != stood
    for number in range(1, max(steps, default=0)):
        if number not in steps and new:
            own = CardField(STEP_ROLES[number], "step_name")
            cells.find("card-step-gap", own, step=number, above=number + 1)
    reason = CardField(REASON, "reason")
    if max(steps, default=0) > max((USUAL_STEPS, *stood)) and not cells.text(reason):
        cells.missing(reason, "(Stepは3つまでがふつうです)")


def typed_criteria(
    cells: CardCells, shown: ShownCard, names: CardNames, made: Made, persona_code: str
) -> list[Criterion]:
    """Return the criteria of a card; a new one gets the next 条件番号 of its Step."""
    found: list[Criterion] = []
    for step, roles in LINE_ROLES.items():
        numbers = [one.criterion_no for one in shown.criteria.values() if one.step == step]
        for role in roles:
            old = shown.criteria.get(role)
            if is_blank(cells, role):
                continue
            if old is not None and is_same(cells, role):
                found.append(old)
                continue
            number = old.criterion_no if old else max(numbers, default=0) + 1
            numbers.append(number)
            line = _Line(cells, role, old, names, made).row()
            if line is not None:
                own = {"persona_code": persona_code, "step": step, "criterion_no": number}
                found.append(Criterion.model_validate({**own, **line}))
    return found


class _Line:
    """One line that was typed: cell for cell what was typed, else what the row had."""

    def __init__(
        self, cells: CardCells, role: str, old: Criterion | None, names: CardNames, made: Made
    ) -> None:
        self._cells, self._role, self._old = cells, role, old
        self._names, self._made = names, made

    def _field(self, key: str) -> CardField:
        return CardField(self._role, key)

    def row(self) -> dict[str, object] | None:
        kind = self._cells.word(self._field("kind"), CriterionKind)
        if kind is None:
            if not self._cells.text(self._field("kind")):
                self._cells.missing(self._field("kind"))
            return None
        found = len(self._cells.problems)
        same = self._old is not None and self._old.kind is kind
        row = {
            "kind": kind,
            "object_code": self._kept("object", "object_code") if same else None,
            "tool_code": self._kept("tool", "tool_code"),
            "amount": self._amount(kind),
            "unit": self._unit(kind, same=same),
            "any_of": folded_code(self._cells.text(self._field("any_of"))) or None,
        }
        if not same or self._cells.differs(self._field("object")):
            row["object_code"] = self._object(kind)
        if self._cells.differs(self._field("tool")):
            row["tool_code"] = self._tool()
        return row if len(self._cells.problems) == found else None

    def _kept(self, key: str, column: str) -> object:
        kept = self._old is not None and not self._cells.differs(self._field(key))
        return getattr(self._old, column) if kept else None

    def _object(self, kind: CriterionKind) -> str | None:
        cells, field = self._cells, self._field("object")
        text, labels = cells.text(field), labels_for(kind, self._names)
        if labels is not None and text:
            return cells.code(field, labels, self._made if labels is self._names.taught else None)
        if labels is self._names.tools and cells.text(self._field("tool")):
            return None  # the row's own tool
        if labels is not None:
            cells.missing(field)
            return None
        return cells.word(field, ProjectKind) if words_about(kind) else text or None

    def _tool(self) -> str | None:
        cells, field = self._cells, self._field("tool")
        text = cells.text(field)
        if name_key(text) in {name_key(EACH_TOOL), EVERY_TOOL}:
            return EVERY_TOOL
        return cells.code(field, self._names.tools) if text else None

    def _amount(self, kind: CriterionKind) -> int | None:
        field = self._field("amount")
        if self._cells.text(field):
            return self._cells.whole(field, 1)
        if SAYINGS[kind].once:
            return 1
        self._cells.missing(field)
        return None

    def _unit(self, kind: CriterionKind, *, same: bool) -> Unit | None:
        field, units = self._field("unit"), SAYINGS[kind].units
        if same and not self._cells.differs(field):
            return self._old.unit if self._old else None
        usual = units[0] if units else None
        return self._cells.word(field, Unit, units) or usual
