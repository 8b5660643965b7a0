"""From masks over people to rows: a rate, cut by sections, and whom it leaves out."""

from collections.abc import Sequence
from typing import NamedTuple, TypeAlias

import numpy as np
import pandas as pd

from ledger.judge.criteria_columns import Bools, Ints, Texts
from ledger.judge.population import COUNTS, REASONS, Population
from ledger.layout.columns import Cell
from ledger.measure.rounding import percent, shown
from ledger.model.terms import RateKind, RateState, SectionLevel

_WIDTH = len(REASONS) + 1

LeftOut: TypeAlias = tuple[Texts, Texts, Texts]
"""率番号, 職員番号 and 理由 of those left out."""


class Cuts(NamedTuple):
    """What rates are cut by: the whole (None) and sections; pairs of a person and a cut.

    Attributes:
        codes: 所属コード of each cut, None for 全体.
        who: Person of each pair.
        where: Cut of each pair.
    """

    codes: tuple[str | None, ...]
    who: Ints
    where: Ints


def whole(population: Population) -> Cuts:
    """Return 全体 alone."""
    return Cuts((None,), np.arange(population.size), np.zeros(population.size, dtype=np.int64))


def by_section(population: Population, *levels: SectionLevel) -> Cuts:
    """Return 全体, and the sections of some levels that count, with whom they roll up."""
    organisation = population.organisation
    codes = [section.code for level in levels for section in organisation.counted(level)]
    places = {code: place for place, code in enumerate(codes, start=1)}
    own: dict[str | None, list[int]] = {}
    for section in set(population.sections.tolist()):
        above = {organisation.division_of(section), *organisation.departments_of(section)}
        own[section] = sorted(places[code] for code in above if code in places)
    pairs = [
        (person, place)
        for person, section in enumerate(population.sections.tolist())
        for place in (0, *own[section])
    ]
    columns = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
    return Cuts((None, *codes), columns[0], columns[1])


class RateToCut(NamedTuple):
    """One rate, to be cut.

    Attributes:
        kind: 率区分.
        cuts: What it is cut by.
        base: Whom it is about (holders of a persona, say), counting or not.
        status: Who counts, and why the others do not (`population.REASONS`).
        reached: Who did it; only those who count come into the numerator.
        persona_code: 人材像コード, if it is one persona's.
        skill_code: スキルコード.
        training_code: 研修コード.
        step: Step.
        tool_code: ツールコード.
        times: 提供回数, where the rate rests on trainings.
        offered: False is 提供なし.
    """

    kind: RateKind
    cuts: Cuts
    base: Bools
    status: Ints
    reached: Bools
    persona_code: str | None = None
    skill_code: str | None = None
    training_code: str | None = None
    step: int | None = None
    tool_code: str | None = None
    times: int | None = None
    offered: bool = True

    def number(self, section_code: str | None) -> str:
        """Return 率番号: what the rate is of, part by part, the same every year."""
        parts = (
            ("研修", self.training_code),
            ("スキル", self.skill_code),
            ("人材像", self.persona_code),
            ("Step", self.step),
            ("ツール", self.tool_code),
            ("所属", section_code),
        )
        return ":".join([self.kind, *(f"{name}{code}" for name, code in parts if code is not None)])


class RateCounts(NamedTuple):
    """A rate in numbers, by cut: the numerators, and how many have each status."""

    reached: Ints
    by_status: Ints

    def denominator(self, cut: int) -> int:
        """Return how many count in a cut."""
        return int(self.by_status[cut, COUNTS])


def counted(question: RateToCut) -> RateCounts:
    """Count a rate in every cut. The numerator is always part of the denominator."""
    cuts = question.cuts
    own = question.base[cuts.who]
    who, where = cuts.who[own], cuts.where[own]
    status, cells = question.status[who], len(cuts.codes)
    by_status = np.bincount(where * _WIDTH + status, minlength=cells * _WIDTH)
    reached = np.bincount(where[(status == COUNTS) & question.reached[who]], minlength=cells)
    return RateCounts(reached, by_status.reshape(cells, _WIDTH))


def rows(question: RateToCut, basis: str) -> list[dict[str, Cell]]:
    """Return the rows of a rate for the table `rates`, without 前年度."""
    counts = counted(question)
    return [
        {
            "rate_no": question.number(code),
            "kind": question.kind.value,
            "persona_code": question.persona_code,
            "skill_code": question.skill_code,
            "training_code": question.training_code,
            "step": question.step,
            "tool_code": question.tool_code,
            "section_code": code,
            "times": question.times,
            "basis": basis,
            **_figures(question, counts, cut),
        }
        for cut, code in enumerate(question.cuts.codes)
    ]


def _figures(question: RateToCut, counts: RateCounts, cut: int) -> dict[str, Cell]:
    if not question.offered:
        return {"state": RateState.NOT_OFFERED.value, "note": "今年度は、実施した回も修了もない"}
    reached, denominator = int(counts.reached[cut]), counts.denominator(cut)
    note = denominator_note(counts.by_status[cut])
    if not denominator:
        return {
            "numerator": 0,
            "denominator": 0,
            "state": RateState.NO_BASE.value,
            "note": f"算定不能(対象0名) {note}",
        }
    return {
        "numerator": reached,
        "denominator": denominator,
        "rate": shown(percent(reached, denominator)),
        "state": RateState.COMPUTED.value,
        "note": note,
    }


def tally(status: Ints) -> Ints:
    """Count how many have each status; the first is who counts."""
    return np.bincount(status, minlength=_WIDTH)


def denominator_note(by_status: Sequence[int] | Ints) -> str:
    """Return 分母の注: 「分母 38 = 42 − 休職 2 − 機会なし 2」.

    Args:
        by_status: How many have each status (`tally`).
    """
    numbers = [int(number) for number in by_status]
    out = [
        f" − {reason} {number}"
        for reason, number in zip(REASONS, numbers[1:], strict=True)
        if number
    ]
    note = f"分母 {numbers[COUNTS]}"
    return f"{note} = {sum(numbers)}{''.join(out)}" if out else f"{note}(除外なし)"


def left_out(question: RateToCut, people: pd.Index) -> LeftOut:
    """Return everybody whom a rate leaves out, in every cut; nobody where it is 提供なし."""
    cuts = question.cuts
    out = question.base[cuts.who] & (question.status[cuts.who] != COUNTS) & question.offered
    where = cuts.where[out]
    order = np.argsort(where, kind="stable")
    where, who = where[order], cuts.who[out][order]
    numbers = np.array([question.number(code) for code in cuts.codes], dtype=object)
    reasons = np.array([reason.value for reason in REASONS], dtype=object)
    staff = people.to_numpy(dtype=object)
    return numbers[where], staff[who], reasons[question.status[who] - 1]
