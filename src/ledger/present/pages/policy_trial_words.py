"""What 試算 found, row by row: targets, skills, rates, and whose Step moves, with the reasons."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from ledger.judge.organisation import organisation_of
from ledger.judge.population import main_sections
from ledger.judge.trials.moved import StepMove, StepsOf
from ledger.layout.columns import RowValues
from ledger.layout.pages import PageCell
from ledger.measure.policy_trial import Pair, PolicyTrialResult
from ledger.measure.roll import section_label
from ledger.measure.rounding import shown
from ledger.measure.transfer_rows import staff_names
from ledger.model.calendar import wareki
from ledger.model.terms.indicators import PERCENT

NOTHING = "–"
SAME = "同じ"
UP, DOWN = "↑", "↓"
PLUS, MINUS = "+", "−"
Row = Sequence[PageCell]


def signed(difference: Fraction | None, unit: str) -> str:
    """Return a difference with its sign: `+2名`, `−3.5ポイント`; 同じ where there is none."""
    if difference is None:
        return NOTHING
    if not difference:
        return SAME
    value = abs(shown(difference))
    told = f"{value:.1f}".removesuffix(".0")
    points = "ポイント" if unit == PERCENT else unit
    return f"{PLUS if difference > 0 else MINUS}{told}{points}"


class PolicyTrialWords:
    """Says what a trial comes to; names and sections are those of the ledger."""

    def __init__(self, result: PolicyTrialResult) -> None:
        """Take what was tried out."""
        self._result = result
        now, then = result.now, result.then
        self._policy = then.policy
        self._names = staff_names(now.tables)
        self._organisation = organisation_of(now.tables)
        self._sections = {
            **main_sections(then.tables, then.on),
            **main_sections(now.tables, now.on),
        }

    def kpis(self) -> Iterator[Row]:
        """Yield every target, those that move first."""
        yield from sorted(map(self._kpi, self._result.kpis), key=lambda row: not row[6])

    def _kpi(self, pair: Pair) -> Row:
        row, unit = pair.any_row, str(pair.any_row["unit"] or "")
        verdicts = [str(v or NOTHING) for v in pair.cells("verdict")]
        difference = signed(pair.difference("actual"), unit)
        return (
            str(row["target_name"]),
            _value(pair.now),
            verdicts[0],
            _value(pair.then),
            verdicts[1],
            difference,
            _kpi_told(pair),
        )

    def gaps(self) -> Iterator[Row]:
        """Yield skills whose coverage moves."""
        for pair in self._result.moved_gaps:
            row = pair.any_row
            skill = self._policy.skill_name(str(row["skill_code"]))
            persona = self._persona(str(row["persona_code"]))
            was, will = (str(v or NOTHING) for v in pair.cells("display"))
            key, unit = ("shortage", "名") if row["needed"] is not None else ("numerator", "名")
            moved = signed(pair.difference(key), unit)
            what = "不足 " if key == "shortage" else "修了 "
            told = f"{was} → {will}"
            yield (f"{skill}({persona})", "", "", "", "", f"{what}{moved}", told)

    def rates(self) -> Iterator[Row]:
        """Yield rates of 全庁 that move; those of sections are counted."""
        moved = self._result.moved_rates
        for pair in moved:
            if pair.any_row["section_code"] is None:
                yield self._rate(pair)

    @property
    def rates_of_sections(self) -> int:
        """How many rates of sections move."""
        moved = self._result.moved_rates
        return sum(pair.any_row["section_code"] is not None for pair in moved)

    def _rate(self, pair: Pair) -> Row:
        parts = [_part(row) for row in (pair.now, pair.then)]
        return (
            self._rate_name(pair.any_row),
            *parts[0],
            *parts[1],
            signed(pair.difference("rate"), PERCENT),
            f"分子・分母 {parts[0][1]} → {parts[1][1]}",
        )

    def _rate_name(self, row: RowValues) -> str:
        policy, said = self._policy, [str(row["kind"])]
        if row["training_code"]:
            said.append(f"研修「{policy.training_name(str(row['training_code']))}」")
        if row["skill_code"]:
            said.append(f"スキル「{policy.skill_name(str(row['skill_code']))}」")
        if row["persona_code"]:
            said.append(self._persona(str(row["persona_code"])))
        if row["tool_code"]:
            said.append(policy.tool_name(str(row["tool_code"])))
        if row["step"] is not None:
            said.append(f"Step{row['step']}")
        return " ".join(said)

    def moves(self, moves: Sequence[StepMove]) -> Iterator[Row]:
        """Yield whose Step moves, and why."""
        for one in moves:
            reasons = "。".join(self._result.reasons.reasons(one))
            yield self._move(one, f"{self._ladder(one)}: {reasons}。")

    def states(self) -> Iterator[Row]:
        """Yield who keeps the Step and gets another 状態."""
        for one in self._result.steps.states:
            yield self._move(one, self._ladder(one))

    def ahead(self) -> Iterator[Row]:
        """Yield who stands where before, and is to come elsewhere, or on another day."""
        for one in self._result.steps.ahead:
            if one.before and one.after:
                told = "、".join(_ahead(one.before, one.after))
                yield self._move(one, f"{self._ladder(one)}: {told}")

    def _move(self, one: StepMove, told: str) -> Row:
        ruled = not one.official and bool(one.upward)
        return (
            self.person(one.row.staff_no),
            *_stands(one.before, ruled=ruled),
            *_stands(one.after, ruled=ruled),
            f"{UP if one.upward > 0 else DOWN}{abs(one.upward)}" if one.upward else SAME,
            told,
        )

    def reports(self) -> Iterator[Row]:
        """Yield whose report has another 状態."""
        for pair in self._result.reports:
            was, will = pair.cells("state")
            name = self.person(str(pair.any_row["staff_no"]))
            yield (name, was, "", will, "", "", "デジタルに関する目標の数によります。")

    def person(self, number: str) -> str:
        """Name a person with the section."""
        section = section_label(self._organisation, self._sections.get(number, ""))
        name = f"{self._names.get(number) or number}さん"
        return f"{name}({section})" if section else name

    def _ladder(self, one: StepMove) -> str:
        persona = self._persona(one.row.persona_code)
        tool = one.row.tool_code
        return f"{persona}({self._policy.tool_name(tool)})" if tool else persona

    def _persona(self, code: str) -> str:
        known = self._policy.personas.get(code)
        return known.persona_name if known else code


def _value(row: RowValues | None) -> str:
    """Return a target's figure: `3名`, `62.5%(5/8)`."""
    if row is None or row["actual"] is None:
        return NOTHING
    actual = f"{row['actual']:.1f}" if row["unit"] == PERCENT else f"{row['actual']:g}"
    parts = f"({row['numerator']}/{row['denominator']})" if row["denominator"] is not None else ""
    return f"{actual}{row['unit'] or ''}{parts}"


def _kpi_told(pair: Pair) -> str:
    """Say what of a target moves, "" if nothing does."""
    said = []
    goal = pair.any_row["goal_value"]
    was, will = pair.cells("verdict")
    if was != will:
        said.append(f"判定が「{was}」から「{will}」に変わります(目標値 {_plain(goal)})")
    if pair.moved("numerator") and pair.any_row["denominator"] is not None:
        one, other = pair.cells("numerator")
        said.append(f"分子 {_plain(one)} → {_plain(other)}")
    if pair.moved("denominator"):
        one, other = pair.cells("denominator")
        said.append(f"分母 {_plain(one)} → {_plain(other)}")
    if pair.moved("short_of"):
        said.append(f"不足先 {pair.cells('short_of')[1] or 'なし'}")
    if not said and pair.moved("actual"):
        said.append(f"{_value(pair.now)} → {_value(pair.then)}")
    return "、".join(said)


def _plain(value: object) -> str:
    return NOTHING if value is None else f"{value:g}" if isinstance(value, float) else str(value)


def _part(row: RowValues | None) -> tuple[str, str]:
    """Return a rate and what it is made of."""
    if row is None:
        return NOTHING, NOTHING
    rate = f"{row['rate']:.1f}%" if row["rate"] is not None else str(row["state"])
    numerator, denominator = (_plain(row[key]) for key in ("numerator", "denominator"))
    return rate, f"{numerator}/{denominator}"


def _stands(one: StepsOf | None, *, ruled: bool) -> tuple[str, str]:
    if one is None:
        return NOTHING, NOTHING
    return f"Step{one.rule if ruled else one.official}", one.state


def _ahead(before: StepsOf, after: StepsOf) -> Iterator[str]:
    if before.expected != after.expected:
        yield f"見込Step {before.expected} → {after.expected}"
    if before.earliest_on != after.earliest_on:
        days = (wareki(on) if on else "出せない" for on in (before.earliest_on, after.earliest_on))
        yield f"次のStepの最短到達日 {' → '.join(days)}"
