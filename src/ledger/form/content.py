"""What one person's form holds: everything that issuing fills into the template (pure).

`forms_of` prepares what a run shares, `Forms.of` gives one person's form; `prefill` does both for
somebody alone.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from types import MappingProxyType
from typing import Self

from ledger.form.blocks import SETTINGS, Sizes
from ledger.form.issued import Draft, Drafted, issued_results
from ledger.form.issued_standings import Standings, on_forms, standings_of
from ledger.form.kinds import DataRow
from ledger.form.lists import FormLists, lists_of, own_columns
from ledger.form.past import past_of
from ledger.form.people import (
    PERSONAL,
    held_personas,
    names_of,
    only,
    people_of,
    sections_of,
)
from ledger.form.refused import reasons_of
from ledger.form.results import Results
from ledger.form.room import room_of
from ledger.form.rows import Own, PersonRows, claims_of
from ledger.form.rules import Blocks, Rules, rules_of, settings_row
from ledger.judge.selectable_steps import own_steps
from ledger.layout import meta
from ledger.layout.columns import Cell
from ledger.layout.frames import Tables
from ledger.model.calendar import wareki_year
from ledger.model.policy import Persona, Policy
from ledger.model.terms import BookKind, CriterionKind, EnteredBy, Phase


@dataclass(frozen=True)
class IssuedForm:
    """One person's form, ready to be filled into the template.

    Attributes:
        meta: Values of `_meta` by key.
        identity: What 申告 says of the person, by key of `places.IDENTITY`.
        welcome: What はじめに says, by key of `places.WELCOME`.
        as_of: 基準日, the default of 見る日.
        rows: Rows of each `my_*` table, in the order of its input columns.
        refused: What to say of rows that were not accepted before, by table and place from 0.
        history: Rows of `my_history`.
        absences: Rows of `my_absences`.
        rules: Rows of `_rules`, by block.
        kinds: The kinds of its criteria.
        sizes: How many rows everything that staff see has.
        lists: Columns of `_lists`, by defined name.
        unused: Tables that this person has no use for; their blocks are out of sight.
        shown: How many rows of each table are in sight on 申告; those that follow stand on 続き.
        legends: What the levels of the person's tools mean, a line a tool.
        entered_by: 入力者区分, where it is known from the start (a form on paper: 代理).
        fields: Single cells of 申告 that are filled in, by key (an answer of a form service).
        results: What the formulas of 申告 and 次の一歩 come to, by sheet and address.
        draft: What these were reckoned from, for whoever fills more into the form.
    """

    meta: Mapping[str, str]
    identity: Mapping[str, Cell]
    welcome: Mapping[str, Cell]
    as_of: dt.date
    rows: Mapping[str, tuple[DataRow, ...]]
    refused: Mapping[str, Mapping[int, str]]
    history: tuple[DataRow, ...]
    absences: tuple[DataRow, ...]
    rules: Blocks
    kinds: frozenset[CriterionKind]
    sizes: Sizes
    lists: Mapping[str, tuple[Cell, ...]]
    unused: frozenset[str] = frozenset()
    shown: Mapping[str, int] = field(default_factory=dict)
    legends: tuple[str, ...] = ()
    entered_by: str | None = None
    fields: Mapping[str, Cell] = field(default_factory=dict)
    results: Results = field(default_factory=dict)
    draft: Draft | None = field(default=None, repr=False, compare=False)

    def sealed(self, issue_no: str, seal: str) -> Self:
        """Return the form with its 発行番号 and issue seal."""
        own = {**self.meta, meta.ISSUE_NO: issue_no, meta.SEAL: seal}
        return replace(self, meta=MappingProxyType(own))


@dataclass
class Forms:
    """The forms of one run: what is shared is prepared once.

    Attributes:
        policy: The policy.
        as_of: 基準日.
        phase: 期首 or 年度末.
        lists: The lists of every form.
        people: Each person's rows of the ledger, by staff number.
        names: 氏名 by staff number.
        sections: The person's section, in words.
        held: The personas that each person holds, 有効 ones, in the order of the sheet.
        standings: Where each person stands by what the form holds.
        facts: The ledger's tables with what the forms hold.
    """

    policy: Policy
    as_of: dt.date
    phase: Phase
    lists: FormLists
    people: Mapping[str, PersonRows]
    names: Mapping[str, str]
    sections: Mapping[str, str]
    held: Mapping[str, tuple[Persona, ...]]
    standings: Mapping[str, Standings] = field(default_factory=dict)
    facts: Tables = field(default_factory=dict, repr=False)
    _rules: dict[tuple[str, ...], Rules] = field(default_factory=dict, repr=False)
    _columns: dict[tuple[str, ...], Mapping[str, tuple[Cell, ...]]] = field(
        default_factory=dict, repr=False
    )

    def of(self, staff_no: str, *, proxy: bool = False) -> IssuedForm:
        """Return one person's form; somebody without personas gets one without criteria.

        Args:
            staff_no: Whose.
            proxy: Whether the section will enter it (代理), as from a form on paper.
        """
        personas = self.held.get(staff_no, ())
        rules, columns = self._shared(personas)
        own = Own(self.policy, self.lists, self.people.get(staff_no, {}))
        claims, past = claims_of(own, rules), past_of(own, rules)
        bare: Blocks = {SETTINGS: (self._settings,), **rules.blocks, **past.blocks(self.lists)}
        room = room_of(own, rules, columns, claims, past, bare)
        drafted = Drafted(
            as_of=self.as_of,
            phase=self.phase,
            blocks=room.blocks,
            verdict_rows=rules.claims,
            claims=room.claims,
            standings=self.standings.get(staff_no, {}),
            proxy=proxy,
            own_steps=frozenset(columns["list_own_step"]),
            laid=room.laid,
            shown=room.shown,
        )
        return IssuedForm(
            meta=self._meta(staff_no),
            identity=self._identity(staff_no),
            welcome=self._welcome,
            as_of=self.as_of,
            rows=room.claims.rows,
            refused=room.claims.refused,
            history=past.history,
            absences=past.absences,
            rules=room.blocks,
            kinds=rules.kinds,
            sizes=room.sizes,
            lists=columns,
            unused=room.unused,
            shown=room.shown,
            legends=room.legends,
            entered_by=EnteredBy.PROXY.value if proxy else None,
            results=issued_results(own, drafted),
            draft=Draft(staff_no, own, drafted, self.facts),
        )

    def _shared(self, personas: Sequence[Persona]) -> tuple[Rules, Mapping[str, tuple[Cell, ...]]]:
        key = tuple(persona.persona_code for persona in personas)
        if key not in self._rules:
            self._rules[key] = rules_of(self.policy, self.lists, personas)
            own = own_columns(self.policy, personas)
            self._columns[key] = MappingProxyType({**self.lists.columns, **own})
        return self._rules[key], self._columns[key]

    @cached_property
    def _settings(self) -> DataRow:
        return settings_row(self.policy, self.as_of, closing=self.phase is Phase.CLOSING)

    @cached_property
    def _steps(self) -> str:
        """Return the Steps that a supervisor may set, as the form's `_meta` holds them."""
        if not self.policy.settings.override_allowed:
            return meta.steps_text({})
        codes = (persona.persona_code for persona in self.policy.active_personas)
        return meta.steps_text({code: own_steps(self.policy, code) for code in codes})

    def _meta(self, staff_no: str) -> Mapping[str, str]:
        settings = self.policy.settings
        return MappingProxyType(
            {
                meta.KIND: BookKind.SELF_REPORT.value,
                meta.SCHEMA: meta.FORM_VERSION,
                meta.YEAR: str(settings.fiscal_year),
                meta.ORG: settings.org_code,
                meta.PHASE: self.phase.value,
                meta.ISSUE_NO: "",
                meta.STAFF_NO: staff_no,
                meta.SEAL: "",
                meta.GOALS_DIGITAL_MIN: str(settings.goals_digital_min),
                meta.STEPS: self._steps,
            }
        )

    def _identity(self, staff_no: str) -> Mapping[str, Cell]:
        settings = self.policy.settings
        due = settings.report_due
        return {
            "year_label": wareki_year(settings.fiscal_year),
            "phase": self.phase.value,
            "staff_name": self.names.get(staff_no),
            "staff_no": staff_no,
            "section": self.sections.get(staff_no),
            "due": _day(due) if due else "人事担当から知らせます",
        }

    @cached_property
    def _welcome(self) -> Mapping[str, Cell]:
        settings = self.policy.settings
        return {
            "org_name": settings.org_name or None,
            "report_due": _day(settings.report_due) or "（人事担当から知らせます）",
            "confirm_due": _day(settings.confirm_due) or "（人事担当から知らせます）",
            "as_of": _day(self.as_of),
            "contact": settings.contact or "人事担当",
        }


def _day(value: dt.date | None) -> str:
    return f"{value.year}年{value.month}月{value.day}日" if value else ""


def forms_of(
    policy: Policy,
    tables: Tables,
    as_of: dt.date,
    phase: Phase,
    staff: Iterable[str] | None = None,
) -> Forms:
    """Prepare the forms of a run.

    Args:
        policy: The policy.
        tables: The ledger's tables.
        as_of: 基準日: whose section and personas of that day are shown.
        phase: 期首 or 年度末.
        staff: Only these people; everybody if None.
    """
    wanted = None if staff is None else frozenset(staff)
    facts = on_forms(policy, tables)
    own = {key: only(facts[key], wanted) for key in ("staff", *PERSONAL)}
    return Forms(
        policy=policy,
        as_of=as_of,
        phase=Phase(phase),
        lists=lists_of(policy, tables),
        people=people_of(own, reasons_of(tables)),
        names=names_of(own["staff"]),
        sections=sections_of(tables, as_of),
        held=held_personas(policy, tables, as_of, wanted),
        standings=standings_of(policy, facts, as_of, tuple(sorted(names_of(own["staff"])))),
        facts=facts,
    )


def prefill(
    policy: Policy, tables: Tables, staff_no: str, as_of: dt.date, phase: Phase
) -> IssuedForm:
    """Return the form of one person; for many of them, use `forms_of`."""
    return forms_of(policy, tables, as_of, phase, (staff_no,)).of(staff_no)
