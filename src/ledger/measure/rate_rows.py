"""From masks over people to rows: a rate, cut by sections, and whom it leaves out."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from ledger.judge.criteria_columns import Bools, Ints
from ledger.judge.organisation import Organisation
from ledger.judge.population import COUNTS, REASONS, Population
from ledger.layout.columns import Cell
from ledger.layout.frames import conform, frame, taken
from ledger.layout.result_tables import DENOMINATORS
from ledger.measure.rounding import percent, shown
from ledger.model.terms import RateKind, RateState, SectionLevel

_WIDTH = len(REASONS) + 1


class Cuts(NamedTuple):
    """What rates are cut by: the whole (None) and sections.

    People of one section are in the same cuts, so that they are counted by section first.

    Attributes:
        codes: 所属コード of each cut, None for 全体.
        section: The section of each person, as a number.
        of: Sections and the cuts they roll up into: the section of each pair, in order.
        cut: The cut of each pair.
    """

    codes: tuple[str | None, ...]
    section: Ints
    of: Ints
    cut: Ints

    def spread(self, who: Bools, value: Ints, width: int) -> Ints:
        """Count some people by cut and by a value below a width."""
        many = int(self.of[-1]) + 1
        cells = self.section[who] * width + value[who]
        by_section = np.bincount(cells, minlength=many * width).reshape(many, width)
        found = np.zeros((len(self.codes), width), dtype=np.int64)
        np.add.at(found, self.cut, by_section[self.of])
        return found

    def people(self, who: Bools) -> Ints:
        """Count some people by cut."""
        by_section = np.bincount(self.section[who], minlength=int(self.of[-1]) + 1)
        found = np.zeros(len(self.codes), dtype=np.int64)
        np.add.at(found, self.cut, by_section[self.of])
        return found

    def each(self, who: Ints) -> tuple[Ints, Ints]:
        """Return every cut that some people are in, cut by cut: the cuts, and the people."""
        many = np.bincount(self.of)
        begin = np.cumsum(many) - many
        section = self.section[who]
        times = many[section]
        inner = np.arange(times.sum()) - np.repeat(np.cumsum(times) - times, times)
        cut = self.cut[np.repeat(begin[section], times) + inner]
        order = np.argsort(cut.astype(np.min_scalar_type(len(self.codes))), kind="stable")
        return cut[order], np.repeat(who, times)[order]


def whole(population: Population) -> Cuts:
    """Return 全体 alone."""
    nowhere = np.zeros(1, dtype=np.int64)
    return Cuts((None,), np.zeros(population.size, dtype=np.int64), nowhere, nowhere)


def by_section(population: Population, *levels: SectionLevel) -> Cuts:
    """Return 全体, and the sections of some levels that count, with whom they roll up."""
    organisation = population.organisation
    codes = [section.code for level in levels for section in organisation.counted(level)]
    places = {code: place for place, code in enumerate(codes, start=1)}
    numbers, section = population.sections
    pairs = [
        (number, place)
        for number, code in enumerate((None, *numbers))
        for place in (0, *sorted(_above(organisation, code, places)))
    ]
    columns = np.array(pairs, dtype=np.int64).T
    return Cuts((None, *codes), section + 1, columns[0], columns[1])


def _above(organisation: Organisation, code: str | None, places: Mapping[str, int]) -> set[int]:
    """Return the places of the 課 and 部 that a section rolls up into."""
    above = {organisation.division_of(code), *organisation.departments_of(code)}
    return {places[one] for one in above if one is not None and one in places}


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
    cuts, status = question.cuts, question.status
    by_status = cuts.spread(question.base, status, _WIDTH)
    reached = cuts.people(question.base & (status == COUNTS) & question.reached)
    return RateCounts(reached, by_status)


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


class LeftOut(NamedTuple):
    """Whom a rate leaves out, in every cut.

    Attributes:
        numbers: 率番号 of each cut.
        cut: The cut, row by row.
        who: The person.
        status: Why.
    """

    numbers: tuple[str, ...]
    cut: Ints
    who: Ints
    status: Ints


def left_out(question: RateToCut) -> LeftOut:
    """Return everybody whom a rate leaves out, in every cut; nobody where it is 提供なし."""
    out = question.base & (question.status != COUNTS) & question.offered
    cut, who = question.cuts.each(np.flatnonzero(out))
    numbers = tuple(question.number(code) for code in question.cuts.codes)
    return LeftOut(numbers, cut, who, question.status[who])


def left_out_rows(parts: Sequence[LeftOut], people: pd.Index) -> pd.DataFrame:
    """Return the table `denominators`: 率番号, 職員番号 and 理由 of everybody left out."""
    if not parts:
        return frame(DENOMINATORS)
    numbers = [number for part in parts for number in part.numbers]
    sizes = [len(part.numbers) for part in parts]
    begins = np.cumsum(sizes) - sizes
    cut = [part.cut + begin for part, begin in zip(parts, begins, strict=True)]
    return conform(
        DENOMINATORS,
        pd.DataFrame(
            {
                "rate_no": taken(numbers, np.concatenate(cut)),
                "staff_no": taken(people.tolist(), np.concatenate([part.who for part in parts])),
                "reason": taken(
                    [reason.value for reason in REASONS],
                    np.concatenate([part.status for part in parts]) - 1,
                ),
            },
            copy=False,
        ),
    )
