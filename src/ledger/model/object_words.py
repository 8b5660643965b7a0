"""Criteria and indicators whose 対象コード is a word of a dropdown."""

from collections.abc import Mapping

from ledger.model.folding import word_of
from ledger.model.terms import CriterionKind, EventKind, Indicator, ProjectKind

_WORDS: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(
        (
            *(CriterionKind.LEAD_TIME, CriterionKind.DUTY_TIME),
            *(CriterionKind.PROJECTS, CriterionKind.MENTORING),
            *(Indicator.PROJECTS, Indicator.LED_PROJECTS),
        ),
        tuple(ProjectKind),
    ),
    Indicator.EVENTS: tuple(EventKind),
}


def words_about(about: str) -> tuple[str, ...]:
    """Return the words that 対象コード of a 種別 or 指標 is one of; none where it is no word."""
    return _WORDS.get(about, ())


def as_word(value: str | None, about: object) -> str | None:
    """Return 対象コード as the dropdown spells it, where it is one of its words."""
    words = words_about(str(about)) if value else ()
    return word_of(value or "", words) or value
