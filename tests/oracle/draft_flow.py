"""Self-reports, claims, supervisors, last year, surveys of a drawn city."""

from oracle import days
from oracle.draft import Draft

STATES = ("確認済", "確認済", "確認済", "内容変更", "提出", "未提出", "差戻し", "不備")
CONFIRMED_STATES = ("確認済", "内容変更")
QUESTIONS = ("Q1", "Q2", "Q3", "Q4")


def draft_flow(draft: Draft) -> None:
    """Draw what self-reports left behind."""
    rows = _rows_by_persona(draft)
    for staff_no in draft.codes("staff", "staff_no"):
        state = draft.one(STATES)
        draft.add("reports", staff_no=staff_no, phase="年度末", state=state)
        for persona, tools in rows.items():
            _claims(draft, staff_no, persona, tools)
            _prior(draft, staff_no, persona, tools)
            if state in CONFIRMED_STATES and draft.chance(0.2):
                for tool in draft.some(tools, 1, 2):
                    _review(draft, staff_no, persona, tool)
        _answers(draft, staff_no)
    _survey(draft)


def _rows_by_persona(draft: Draft) -> dict[str, list[str | None]]:
    """Return the verdict rows that a persona may have: its own, and its tools'."""
    tools = draft.codes("tools", "tool_code")
    rows: dict[str, list[str | None]] = {}
    for persona in draft.codes("personas", "persona_code"):
        named = {r["tool_code"] for r in draft.listed("criteria") if r["persona_code"] == persona}
        rows[persona] = [None, *(tool for tool in tools if tool in named or "*" in named)]
    return rows


def _claims(draft: Draft, staff_no: str, persona: str, tools: list[str | None]) -> None:
    for tool in tools:
        if draft.chance(0.4):
            draft.add(
                "step_claims",
                staff_no=staff_no,
                persona_code=persona,
                tool_code=tool,
                own_step=draft.rng.randint(0, 3),
            )


def _prior(draft: Draft, staff_no: str, persona: str, tools: list[str | None]) -> None:
    """Draw last year's Steps as a rollover writes them: the persona's is its tools' highest."""
    if not draft.chance(0.4):
        return
    own = {tool: draft.one((0, 0, 1, 1, 2, 3)) for tool in tools}
    if len(tools) > 1:
        own[None] = max(step for tool, step in own.items() if tool)
    for tool, step in own.items():
        draft.add(
            "prior_steps",
            staff_no=staff_no,
            persona_code=persona,
            tool_code=tool,
            official_step=step,
        )


def _review(draft: Draft, staff_no: str, persona: str, tool: str | None) -> None:
    draft.add(
        "step_reviews",
        staff_no=staff_no,
        persona_code=persona,
        tool_code=tool,
        reviewed_step=draft.rng.randint(0, 3),
        reason=None if draft.chance(0.1) else "実務で確かめた",
        confirmer_no="00013",
        confirmed_at=None,
    )


def _answers(draft: Draft, staff_no: str) -> None:
    this_year = days.year_of(draft.as_of)
    for question in QUESTIONS[:2]:
        for year in draft.some((this_year - 1, this_year), 0, 2):
            draft.add(
                "answers",
                staff_no=staff_no,
                question_code=question,
                year=year,
                answer=draft.one(("はい", "はい", "いいえ", "無回答")),
            )


def _survey(draft: Draft) -> None:
    """Draw totals: Q2 has both, Q3 totals only (maybe nobody answered), Q4 nothing this year."""
    this_year = days.year_of(draft.as_of)
    for question in QUESTIONS:
        draft.add("questions", question_code=question, question=f"問い{question}")
    for question, year in (("Q2", this_year), ("Q3", this_year), ("Q4", this_year - 1)):
        answered = draft.one((0, draft.rng.randint(1, 300)))
        draft.add(
            "survey_totals",
            question_code=question,
            year=year,
            asked=300,
            answered=answered,
            yes=draft.rng.randint(0, answered),
            source="調査",
        )
