"""Skills that want a look (S17, S18), and rows of 方向性 that are about no skill of ギャップ."""

from collections.abc import Iterator

from ledger.judge.consistency_places import place
from ledger.judge.curriculum import crowded_personas, skills_asked, skills_overdue
from ledger.layout import ledger
from ledger.layout.frames import Tables
from ledger.layout.gap_tables import GAP_DIRECTIONS
from ledger.model.calendar import wareki_year
from ledger.model.policy import Policy
from ledger.model.problems import Problem


def overdue_skills(policy: Policy, tables: Tables) -> Iterator[Problem]:
    """Find skills in use whose 見直し年度 is over."""
    table, data = ledger.BY_KEY["skills"], tables["skills"]
    rows = dict(zip(data["skill_code"], data.index, strict=True))
    for skill in skills_overdue(policy):
        yield Problem.of(
            "skill-overdue",
            place(table, data, "review_year", rows[skill.skill_code]),
            skill=f"{skill.skill_code} {skill.skill_name}",
            due=wareki_year(skill.review_year or 0),
            year=policy.settings.year_label,
        )


def crowded(policy: Policy, tables: Tables) -> Iterator[Problem]:
    """Find personas with more skills than 人材像のスキルの上限."""
    table, data = ledger.BY_KEY["personas"], tables["personas"]
    rows = dict(zip(data["persona_code"], data.index, strict=True))
    for persona, many in crowded_personas(policy):
        yield Problem.of(
            "persona-crowded",
            place(table, data, "persona_code", rows[persona.persona_code]),
            persona=persona.persona_name,
            count=many,
            most=policy.settings.max_skills,
        )


def odd_directions(policy: Policy, tables: Tables) -> Iterator[Problem]:
    """Find rows of 方向性 whose codes are known, but make no row of ギャップ together."""
    data, asked = tables[GAP_DIRECTIONS.key], set(skills_asked(policy))
    pairs = zip(data.index, data["persona_code"], data["skill_code"], strict=True)
    for row, persona, skill in pairs:
        known = persona in policy.personas and skill in policy.skills
        if known and (persona, skill) not in asked:
            yield Problem.of(
                "direction-unused",
                place(GAP_DIRECTIONS, data, "skill_code", row),
                persona=policy.personas[persona].persona_name,
                skill=f"{skill} {policy.skills[skill].skill_name}",
            )
