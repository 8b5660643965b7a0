"""What 異動を試す found, as sentences that can be taken into the meeting."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from ledger.judge.organisation import organisation_of
from ledger.judge.population import main_sections
from ledger.layout.frames import Tables
from ledger.measure.after_training import AfterTraining, Completion
from ledger.measure.roll import section_label
from ledger.measure.terms_ending import PostEnding, TermEnding
from ledger.measure.transfer_confirmers import ConfirmerChange, Vacancy
from ledger.measure.transfer_placement import Gap
from ledger.measure.transfer_rows import staff_names
from ledger.measure.transfers import OnDay, TransferTrial
from ledger.model.calendar import wareki
from ledger.model.policy import Policy

ALERT, TOLD, NONE = "▲", "・", "○"
NAMES_SHOWN = 5
"""So many people of a line are named; the rest is counted."""

Line = tuple[str, str, str]
"""One finding: its mark, whom it is about, and its sentence."""


class TransferWords:
    """Says what a trial found; names and sections are those of the ledger."""

    def __init__(self, policy: Policy, tables: Tables, trial: TransferTrial) -> None:
        self._policy, self._trial = policy, trial
        self._organisation = organisation_of(tables)
        self._names = staff_names(tables)
        self._now = main_sections(tables, trial.today)
        own = self._organisation.sections.values()
        self._same = Counter(section.name for section in own)

    def gaps(self, day: OnDay) -> Iterator[Line]:
        """Yield 空白 of a 発令日."""
        for gap in day.gaps:
            yield ALERT, self.section(gap.section_code), self._gap(gap, day)

    def _gap(self, gap: Gap, day: OnDay) -> str:
        left = len(gap.after)
        said, wanted = gap.wanted.said, gap.wanted.needed
        what = f"{said}がいなくなります" if left == 0 else f"{said}が、要る{wanted}名を下回ります"
        then = f"いま{len(gap.before)}名 → {wareki(day.days.after)} {left}名"
        going = "、".join(self._gone(one, gap, day) for one in gap.leaving)
        coming = self.people(gap.coming) if gap.coming else "なし"
        return f"{what}({then})。出る人: {going}。来る人: {coming}。"

    def _gone(self, number: str, gap: Gap, day: OnDay) -> str:
        """Say of somebody who goes why: another section, 退職, 任期, 休職等."""
        was = main_sections(day.days.before_tables, day.days.before).get(number)
        will = main_sections(day.days.after_tables, day.days.after).get(number)
        name = self.person(number)
        if number in self._trial.retired:
            return f"{name}(退職)"
        if will is not None and will != was:
            return f"{name}({self.section(will)}へ)"
        ends = [one for one in self._trial.terms if one.staff_no == number]
        if any(one.persona_code == gap.wanted.persona_code for one in ends):
            return f"{name}(任期の終わり)"
        return f"{name}(休職等)"

    def after_training(self, found: Iterable[AfterTraining]) -> Iterator[Line]:
        """Yield moves shortly after trainings."""
        months = self._policy.settings.after_training_months
        for one in found:
            change = one.move
            route = f"{self.section(change.before)} → {self.section(change.after)}"
            told = "、".join(self._completion(own) for own in one.completions)
            yield (
                ALERT,
                self.person(change.staff_no),
                f"{wareki(change.on)}の異動({route})が、研修から{months}か月以内です: {told}。",
            )

    def _completion(self, one: Completion) -> str:
        waits = "申告、確認待ち。" if one.pending else ""
        name = self._policy.training_name(one.training_code)
        return f"{name} {wareki(one.completed_on)}修了({waits}{wareki(one.through)}まで)"

    def terms(self, found: Sequence[TermEnding]) -> Iterator[Line]:
        """Yield 任期 of DX推進員."""
        for one in found:
            persona = self._policy.personas[one.persona_code].persona_name
            where = self._now.get(one.staff_no)
            who = self.person(one.staff_no)
            ends = f"{persona}の任期が{wareki(one.ends_on)}に終わります。"
            rest = "続けるなら、シート「人材像付与」に次の行を書いてください。"
            yield ALERT, f"{self.section(where)} {who}" if where else who, f"{ends}{rest}"

    def posts(self, found: Sequence[PostEnding]) -> Iterator[Line]:
        """Yield 任期 of posts."""
        for one in found:
            bare = one.person_name or self.person(one.staff_no or "")
            name = f"{bare}({one.employment})" if one.employment else bare
            ends = f"{one.role}の任期が{wareki(one.ends_on)}に終わります"
            if one.followed:
                yield TOLD, name, f"{ends}(次の日からの人が、シート「体制」にいます)。"
            else:
                rest = "続けるか、次の人を、シート「体制」に書いてください"
                yield ALERT, name, f"{ends}。{rest}。"

    def vacancies(self, day: OnDay) -> Iterator[Line]:
        """Yield sections that lose their 長."""
        for one in day.vacancies:
            yield ALERT, self.section(one.section_code), self._vacancy(one, day.days.after)

    def _vacancy(self, one: Vacancy, on: dt.date) -> str:
        rest = (
            f"それまでは、代理の{self.people(one.deputies)}が確認します。"
            if one.deputies
            else "それまでは、上の所属の長か人事指定の人が確認します。"
        )
        return (
            f"{wareki(on)}に長がいなくなります(いま {self.people(one.gone)})。"
            f"次の長が決まったら、シート「所属長」に書いてください。{rest}"
        )

    def changes(self, day: OnDay) -> Iterator[Line]:
        """Yield whose confirmer changes."""
        for one in day.changes:
            where = self.section(one.section_code) if one.section_code else "主務なし"
            yield TOLD if one.after else ALERT, where, self._change(one)

    def _change(self, one: ConfirmerChange) -> str:
        came = "異動してくる" if one.moved else ""
        who = f"{came}{self.people(one.people)}"
        before = self.person(one.before) if one.before else "いない"
        if one.after is None:
            rest = "シート「所属長」に、確認する人を書いてください"
            return f"{who}を確認する人がいなくなります(いま {before})。{rest}。"
        return f"{who}を確認する人が、{before}から{self.person(one.after)}に替わります。"

    def section(self, code: str) -> str:
        """Name a section; by its code too where another has the name."""
        name = section_label(self._organisation, code) or code
        own = self._organisation.sections.get(code)
        return f"{name}({code})" if own and self._same[own.name] > 1 else name

    def person(self, number: str) -> str:
        """Name a person."""
        return f"{self._names.get(number) or number}さん"

    def people(self, numbers: Sequence[str]) -> str:
        """Name people, the first of many."""
        named = "、".join(self.person(one) for one in numbers[:NAMES_SHOWN])
        rest = len(numbers) - NAMES_SHOWN
        return f"{named}ほか{rest}名" if rest > 0 else named
