"""The 研修体系 of a card as rows, and its skills: what is not touched stays as it was."""

from collections.abc import Mapping
from typing import NamedTuple

from ledger.judge.cards.labels import CardNames
from ledger.judge.cards.line_cells import CardCells, Made
from ledger.judge.cards.shown import ShownCard, SkillNeed
from ledger.judge.cards.typed_lines import is_blank
from ledger.layout.persona_card import LABELS, NEED_ROLES, PLACES, CardField
from ledger.model.policy import MapEntry, Skill
from ledger.model.terms import Requirement, SkillMethod


class TypedNeeds(NamedTuple):
    """The 研修体系 of a card.

    Attributes:
        entries: Its rows.
        skills: The skills of its lines as they are to stand, by code.
    """

    entries: list[MapEntry]
    skills: dict[str, Skill]


class NeedReader:
    """Reads the lines of the 研修体系 of one card."""

    def __init__(
        self,
        cells: CardCells,
        shown: ShownCard,
        names: CardNames,
        made: tuple[Made, Made],
        standing: Mapping[str, Skill],
    ) -> None:
        """Take the card.

        Args:
            cells: Its cells.
            shown: The rows behind its lines.
            names: The names that are known.
            made: Gives codes to new trainings and to new skills.
            standing: The skills as they stand, by code.
        """
        self._cells, self._shown, self._names = cells, shown, names
        self._trainings, self._skills = made
        self._standing = standing

    def read(self, persona_code: str) -> TypedNeeds:
        """Return the rows of a persona's 研修体系 and its skills."""
        entries: list[MapEntry] = []
        lines: dict[str, list[str]] = {}
        places: dict[tuple[str, str], str] = {}
        for role in NEED_ROLES:
            need = self._line(role, persona_code)
            if need is None:
                continue
            lines.setdefault(need.skill_code, []).append(role)
            key = (need.skill_code, need.entry.training_code if need.entry else "")
            if key in places:
                self._repeated(role, places[key])
            elif need.entry is not None:
                entries.append(need.entry)
            places.setdefault(key, role)
        skills = {code: self._skill(code, roles, persona_code) for code, roles in lines.items()}
        return TypedNeeds(entries, skills)

    def _line(self, role: str, persona_code: str) -> SkillNeed | None:
        cells, old = self._cells, self._shown.needs.get(role)
        if is_blank(cells, role):
            return None
        keys = ("requirement", "training", "skill")
        if old is not None and not any(cells.differs(CardField(role, key)) for key in keys):
            return old
        skill, training = self._skill_of(role, old), self._training_of(role, old)
        requirement_at = CardField(role, "requirement")
        requirement = cells.word(requirement_at, Requirement)
        if training and not cells.text(requirement_at):
            cells.missing(requirement_at)
        if skill is None:
            return None
        if training is None or requirement is None:
            return SkillNeed(skill)
        own = {"persona_code": persona_code, "skill_code": skill, "training_code": training}
        return SkillNeed(skill, MapEntry.model_validate({**own, "requirement": requirement}))

    def _skill_of(self, role: str, old: SkillNeed | None) -> str | None:
        cells, field = self._cells, CardField(role, "skill")
        if not cells.text(field):
            cells.missing(field)
            return None
        if old is not None and not cells.differs(field):
            return old.skill_code
        return cells.code(field, self._names.own_skills, self._skills)

    def _training_of(self, role: str, old: SkillNeed | None) -> str | None:
        cells, field = self._cells, CardField(role, "training")
        if not cells.text(field):
            if cells.text(CardField(role, "requirement")):
                cells.missing(field)
            return None
        if old is not None and old.entry is not None and not cells.differs(field):
            return old.entry.training_code
        names = self._names
        if not names.trainings.codes_of(cells.text(field)) and names.taught.codes_of(
            cells.text(field)
        ):
            cells.unknown(field, "研修(グループは、研修を1つずつ)")
            return None
        return cells.code(field, self._names.trainings, self._trainings)

    def _repeated(self, role: str, other: str) -> None:
        field = CardField(role, "skill")
        at = self._cells.address(CardField(other, "skill"))
        said = f"スキル「{self._cells.text(field)}」と研修の同じ組"
        self._cells.find("card-repeated", field, line=said, other=at)

    def _skill(self, code: str, roles: list[str], persona_code: str) -> Skill:
        """Return a skill as its lines say it; what was typed goes before what stood."""
        old = self._standing.get(code)
        needed_at, method_at = (self._said(roles, key) for key in ("needed", "method"))
        needed = self._cells.whole(needed_at, 0) if needed_at else None
        method = self._cells.word(method_at, SkillMethod) if method_at else None
        if old is None:
            made = next(one for one in self._skills.names if one.code == code)
            return Skill(
                skill_code=code,
                persona_code=persona_code,
                skill_name=made.name,
                method=method or SkillMethod.TRAINING,
                needed=needed,
            )
        changed: dict[str, object] = {"active": True}
        if needed_at is not None and self._cells.differs(needed_at):
            changed["needed"] = needed
        if method_at is not None and self._cells.differs(method_at):
            changed["method"] = method or SkillMethod.TRAINING
        return old.model_copy(update=changed)

    def _said(self, roles: list[str], key: str) -> CardField | None:
        """Return the cell that says something of a skill; lines that contradict are found."""
        fields = [CardField(role, key) for role in roles if key in PLACES[role]]
        typed = [one for one in fields if self._cells.differs(one)]
        said = [one for one in typed if self._cells.text(one)] or typed
        values = {self._cells.text(one) for one in said}
        if len(values) > 1:
            skill = self._cells.text(CardField(roles[0], "skill"))
            what, shown = LABELS[key], "、".join(sorted(values))
            self._cells.find("card-skill-differs", said[-1], skill=skill, what=what, values=shown)
        said = said or [one for one in fields if self._cells.text(one)]
        return said[0] if said else None
