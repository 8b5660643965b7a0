"""Targets of awareness: 回答割合 of a survey question (認知度, W40)."""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from ledger.measure.indicators.figure import Figure, Measured, Taking, said_percent, share, unknown
from ledger.model.policy import Target
from ledger.model.terms import Answer, Indicator, RateState, ReportState

NAMED = "自己申告書の記名の回答"
"""出典 of answers on the forms."""
NO_SURVEY = (
    "調査結果がまだありません。シート「調査結果」に、対象者数・回答数・はい数を1行書いてください。"
)
"""What is said where nobody was asked, or nobody answered, yet."""


class Totals(NamedTuple):
    """Answers to one question: how many were asked, answered, and said はい."""

    asked: int
    answered: int
    yes: int
    source: str


def answer_rate(measured: Measured, target: Target) -> Figure:
    """回答割合: はい / who answered; the share of all who were asked is printed besides."""
    code = target.object_code
    if not code:
        return unknown("対象コードに設問がない。")
    totals = _surveyed(measured, code) or _named(measured, code)
    question = measured.policy.questions.get(code)
    name = f"「{question.question}」" if question else f"設問{code}"
    if not totals.answered and totals.source == NAMED:
        return Figure(0, 0, RateState.NO_BASE, f"算定不能。{name}の{NO_SURVEY}")
    basis = (
        f"{name}に「はい」と答えた人 {totals.yes}名を、回答した人 {totals.answered}名で割った"
        f"({said_percent(totals.yes, totals.answered)})。対象者 {totals.asked}名に対しては"
        f"{said_percent(totals.yes, totals.asked)}、"
        f"回答率は{said_percent(totals.answered, totals.asked)}。出典は{totals.source}。"
    )
    return share(totals.yes, totals.answered, basis)


def _surveyed(measured: Measured, question_code: str) -> Totals | None:
    """Return the totals of an anonymous survey of the year; they win over named answers."""
    found = [
        Totals(total.asked, total.answered, total.yes, total.source)
        for total in measured.policy.survey_totals
        if (total.question_code, total.year) == (question_code, measured.year)
    ]
    return found[-1] if found else None


def _named(measured: Measured, question_code: str) -> Totals:
    """Count named answers of the year: of those who count, also unconfirmed, not from 不備."""
    population = measured.present
    counting = population.people[population.counting]
    data = measured.tables["answers"]
    own = (data["question_code"] == question_code) & (data["year"] == measured.year)
    rows = data[own.fillna(value=False) & data["staff_no"].isin(counting)]
    deficient, other = _deficient(measured), _sound(measured)
    sound = [
        (number, _file(source)) not in deficient
        and ((number, "") not in deficient or (number, _file(source)) in other)
        for number, source in zip(
            rows["staff_no"].tolist(), rows["source_file"].fillna("").tolist(), strict=True
        )
    ]
    rows = rows[np.array(sound, dtype=bool)].drop_duplicates("staff_no", keep="last")
    yes, no = ((rows["answer"] == word.value).sum() for word in (Answer.YES, Answer.NO))
    return Totals(len(counting), int(yes + no), int(yes), NAMED)


def _deficient(measured: Measured) -> frozenset[tuple[str, str]]:
    """Return whose report in which file is 不備; "" stands for any file of that person."""
    return _files(measured, deficient=True)


def _sound(measured: Measured) -> frozenset[tuple[str, str]]:
    """Return whose report in which file is not 不備, of whatever phase."""
    return _files(measured, deficient=False)


def _files(measured: Measured, *, deficient: bool) -> frozenset[tuple[str, str]]:
    data = measured.tables["reports"]
    rows = data[(data["state"] == ReportState.DEFICIENT.value) == deficient]
    return frozenset(
        (str(number), _file(source))
        for number, source in zip(rows["staff_no"], rows["source_file"].fillna(""), strict=True)
    )


def _file(source: str) -> str:
    """Return the file of 元ファイル, which may say `file!sheet!row`."""
    return str(source).split("!", maxsplit=1)[0]


FIGURES: Mapping[Indicator, Taking] = {
    Indicator.ANSWER_RATE: answer_rate,
}
"""How these 指標 are measured."""
