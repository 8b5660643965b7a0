"""研修体系: which trainings are for which persona and skill. What is not 有効 is not there."""

import datetime as dt

from ledger.model.policy import MapEntry, Persona, Policy, Session, Skill
from ledger.model.terms import Requirement, SessionState, SkillMethod


def entries(policy: Policy) -> tuple[MapEntry, ...]:
    """Return the rows of the 研修体系 whose persona, skill and training are all in use.

    A skill that スキル要件 does not hold switches nothing off.
    """
    return tuple(
        entry
        for entry in policy.training_map
        if _in_use(policy, entry.persona_code)
        and (training := policy.trainings.get(entry.training_code)) is not None
        and training.active
        and ((skill := policy.skills.get(entry.skill_code)) is None or skill.active)
    )


def mandatory_of(policy: Policy, persona_code: str) -> tuple[str, ...]:
    """Return the 必須 trainings of a persona: what 必須未了, 必須修了率 and the form ask for.

    A training that one skill makes 必須 is 必須, whatever another says of it.
    """
    return tuple(
        dict.fromkeys(
            entry.training_code
            for entry in entries(policy)
            if entry.persona_code == persona_code and entry.requirement is Requirement.MANDATORY
        )
    )


def next_session(policy: Policy, training_code: str, after: dt.date) -> Session | None:
    """Return the first 予定 session of a training that begins after a day; None if none is planned.

    Args:
        policy: The policy.
        training_code: The training.
        after: The day judged.
    """
    planned = (
        session
        for session in policy.sessions
        if session.training_code == training_code
        and session.state is SessionState.PLANNED
        and session.held_on > after
    )
    return min(planned, key=lambda session: (session.held_on, session.session_no), default=None)


def personas_of(policy: Policy, training_code: str) -> tuple[str, ...]:
    """Return the personas that a training is for; none if it is not mapped."""
    mapped = (e.persona_code for e in entries(policy) if e.training_code == training_code)
    return tuple(dict.fromkeys(mapped))


def skills_taught(policy: Policy) -> tuple[tuple[str, str], ...]:
    """Return (persona, skill) for every skill in use that is measured by 研修.

    A skill is its own persona's, and of every other persona for which the 研修体系 maps it.
    """
    mapped = [(entry.persona_code, entry.skill_code) for entry in entries(policy)]
    pairs = [
        pair
        for skill in policy.skills.values()
        if skill.active and skill.method is SkillMethod.TRAINING
        for pair in (
            (skill.persona_code, skill.skill_code),
            *(pair for pair in mapped if pair[1] == skill.skill_code),
        )
    ]
    return tuple(pair for pair in dict.fromkeys(pairs) if _in_use(policy, pair[0]))


def skills_rated(policy: Policy) -> tuple[Skill, ...]:
    """Return the skills in use that are measured by 合致人数, of personas in use.

    The form asks for a rating of these, and ギャップ counts them.
    """
    return tuple(
        skill
        for skill in policy.skills.values()
        if skill.active
        and skill.method is SkillMethod.HEADCOUNT
        and _in_use(policy, skill.persona_code)
    )


def skills_asked(policy: Policy) -> tuple[tuple[str, str], ...]:
    """Return (persona, skill) for every row of ギャップ: skills by 研修, then by 合致人数."""
    rated = ((skill.persona_code, skill.skill_code) for skill in skills_rated(policy))
    return (*skills_taught(policy), *rated)


def skills_overdue(policy: Policy) -> tuple[Skill, ...]:
    """Return the skills in use whose 見直し年度 lies before the ledger's year (S18).

    In the 見直し年度 itself there is still time.
    """
    return tuple(
        skill
        for skill in policy.skills.values()
        if skill.active
        and _in_use(policy, skill.persona_code)
        and skill.review_year is not None
        and skill.review_year < policy.settings.fiscal_year
    )


def crowded_personas(policy: Policy) -> tuple[tuple[Persona, int], ...]:
    """Return the personas with more skills than 人材像のスキルの上限, and how many (S17)."""
    asked = skills_asked(policy)
    counted = (
        (persona, sum(code == persona.persona_code for code, _ in asked))
        for persona in policy.active_personas
    )
    return tuple((one, many) for one, many in counted if many > policy.settings.max_skills)


def trainings_of(policy: Policy, persona_code: str, skill_code: str) -> tuple[str, ...]:
    """Return the trainings that a skill's 参加率 asks for: its 必須 ones, all if none is 必須."""
    own = [
        entry
        for entry in entries(policy)
        if (entry.persona_code, entry.skill_code) == (persona_code, skill_code)
    ]
    mandatory = [entry for entry in own if entry.requirement is Requirement.MANDATORY]
    return tuple(dict.fromkeys(entry.training_code for entry in mandatory or own))


def _in_use(policy: Policy, persona_code: str) -> bool:
    persona = policy.personas.get(persona_code)
    return persona is not None and persona.active
