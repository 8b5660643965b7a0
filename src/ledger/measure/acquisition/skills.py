"""How a skill that a case of 確保計画 is for stands today: its name, and 合致人数 of ギャップ."""

from typing import NamedTuple

from ledger.layout.frames import Tables, records
from ledger.layout.result_tables import GAPS
from ledger.model.policy import Policy


class SkillStandings(NamedTuple):
    """Skills as they stand.

    Attributes:
        policy: The policy.
        tables: The ledger's tables, ギャップ as it was last worked out.
    """

    policy: Policy
    tables: Tables

    def of(self, skill_code: str | None) -> tuple[str, int | None]:
        """Return a skill's name, and how many match; "" without one, None where nobody knows."""
        if skill_code is None:
            return "", None
        matching = next(
            (
                row["matching"]
                for row in records(GAPS, self.tables["gaps"])
                if row["skill_code"] == skill_code and isinstance(row["matching"], int)
            ),
            None,
        )
        return self.policy.skill_name(skill_code), matching
