"""What a ledger needs before its first forms go out: lists of people, a policy looked through."""

from collections.abc import Mapping
from typing import NamedTuple

from ledger.layout.frames import Tables
from ledger.model.policy import Persona, Policy
from ledger.model.terms import Scope

PEOPLE_TABLES = ("staff", "sections", "heads", "postings")
"""The lists without which nobody can be asked or confirmed."""


class SettingUp(NamedTuple):
    """What is still missing.

    Attributes:
        empty: Keys of the lists of people that have no rows.
        examples: How many targets are still those of the material (有効 例).
        dues: 項目 of the deadlines that 設定 lacks.
        unassigned: Personas for 指名 of which nobody was made one, while there are people.
        begun: Whether any form was issued.
    """

    empty: tuple[str, ...] = ()
    examples: int = 0
    dues: tuple[str, ...] = ()
    unassigned: tuple[Persona, ...] = ()
    begun: bool = False

    @property
    def is_read(self) -> bool:
        """Whether the policy was looked through: nothing in it waits to be decided on."""
        return not self.examples and (self.begun or not self.dues)


def setting_up(policy: Policy, tables: Tables) -> SettingUp:
    """Look at what a ledger lacks.

    Args:
        policy: The policy.
        tables: The ledger's tables.
    """
    settings = policy.settings
    given = {"提出期限": settings.report_due, "確認期限": settings.confirm_due}
    return SettingUp(
        empty=tuple(key for key in PEOPLE_TABLES if tables[key].empty),
        examples=sum(target.active.is_example for target in policy.targets.values()),
        dues=tuple(label for label, day in given.items() if day is None),
        unassigned=_unassigned(policy.personas, tables),
        begun=not tables["issues"].empty,
    )


def _unassigned(personas: Mapping[str, Persona], tables: Tables) -> tuple[Persona, ...]:
    if tables["staff"].empty:
        return ()
    held = set(tables["assignments"]["persona_code"].dropna())
    return tuple(
        persona
        for persona in personas.values()
        if persona.active and persona.scope is Scope.APPOINTED and persona.persona_code not in held
    )
