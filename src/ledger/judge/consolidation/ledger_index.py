"""What the ledger knows, looked up once and held against every report and decision."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

from ledger.judge.confirmation import confirmers
from ledger.judge.consolidation.outcomes import ReportOf
from ledger.judge.consolidation.row_keys import key_of
from ledger.judge.holders import in_post
from ledger.judge.provisional import known_numbers
from ledger.judge.selectable_steps import own_steps, settable
from ledger.layout import ledger
from ledger.layout.columns import NewRow, RowKey
from ledger.layout.frames import Tables, records
from ledger.model.folding import number_key
from ledger.model.person_names import person_key
from ledger.model.policy import Policy
from ledger.model.reports import SelfReport
from ledger.model.terms import Phase, Source

Sealed: TypeAlias = Callable[[SelfReport], bool]
TOLERANCE = dt.timedelta(hours=24)
"""How far the clock of whoever writes a day down may be ahead of HR's."""
LONG_AGO = dt.datetime(1900, 1, 1)  # noqa: DTZ001 - moments of the ledger are local time
PHASES = tuple(phase.value for phase in Phase)


@dataclass(frozen=True)
class LedgerIndex:
    """The ledger as intake looks at it.

    Attributes:
        policy: The policy.
        tables: The ledger's tables before this run.
        as_of: The day judged.
        received_at: The moment of the run; confirmations may not lie after it.
    """

    policy: Policy
    tables: Tables
    as_of: dt.date
    received_at: dt.datetime

    @cached_property
    def latest_day(self) -> dt.date:
        """The last day that a 提出日 or 確認日 may name: later ones lie in the future."""
        return (
            max(self.received_at, dt.datetime.combine(self.as_of, dt.time())) + TOLERANCE
        ).date()

    @cached_property
    def issues(self) -> Mapping[str, NewRow]:
        """The issued forms by 発行番号."""
        return {str(row["issue_no"]): row for row in self._rows("issues")}

    @cached_property
    def latest_issues(self) -> Mapping[ReportOf, NewRow]:
        """The form issued last to each person for each phase, in the order of the sheet."""
        latest: dict[ReportOf, NewRow] = {}
        for row in self.issues.values():
            person = (str(row["staff_no"]), str(row["phase"]))
            if person not in latest or _moment(row) >= _moment(latest[person]):
                latest[person] = row
        return latest

    @cached_property
    def reports(self) -> Mapping[ReportOf, NewRow]:
        """申告状況 before this run."""
        return {(str(row["staff_no"]), str(row["phase"])): row for row in self._rows("reports")}

    @cached_property
    def confirmations(self) -> Mapping[ReportOf, tuple[NewRow, ...]]:
        """確認履歴 before this run, oldest first."""
        listed: dict[ReportOf, tuple[NewRow, ...]] = {}
        for row in self._rows("confirmations"):
            person = (str(row["staff_no"]), str(row["phase"]))
            listed[person] = (*listed.get(person, ()), row)
        return listed

    @cached_property
    def hired_on(self) -> Mapping[str, dt.date | None]:
        """採用日 by staff number; also who is in the master at all."""
        hired = {}
        for row in self._rows("staff"):
            day = row["hired_on"]
            hired[str(row["staff_no"])] = day if isinstance(day, dt.date) else None
        return hired

    @cached_property
    def names(self) -> Mapping[str, str]:
        """氏名 of everybody in the master."""
        return {str(row["staff_no"]): str(row["staff_name"] or "") for row in self._rows("staff")}

    @cached_property
    def by_person_name(self) -> Mapping[str, tuple[str, ...]]:
        """Staff numbers of the master by 氏名 as it is compared."""
        named: dict[str, tuple[str, ...]] = {}
        for number, name in self.names.items():
            if key := person_key(name):
                named[key] = (*named.get(key, ()), number)
        return named

    @cached_property
    def by_fold(self) -> Mapping[str, tuple[str, ...]]:
        """Staff numbers of the master by what is left of them without width and zeros."""
        folded: dict[str, tuple[str, ...]] = {}
        for number in self.hired_on:
            folded[number_key(number)] = (*folded.get(number_key(number), ()), number)
        return folded

    @cached_property
    def in_post(self) -> frozenset[str]:
        """Who is in post on the day judged."""
        return in_post(self.tables, self.as_of)

    @property
    def key_date(self) -> dt.date:
        """基準日 of the ledger, whatever day is judged."""
        return self.policy.settings.as_of

    def confirmers_on(self, day: dt.date) -> Mapping[str, str | None]:
        """Return who confirms whom on a day, the 基準日 at the latest.

        The earlier of 確認日 and 基準日 decides section, heads and leaves, in both phases (ruling
        "Confirmer, which day").
        """
        deciding = min(day, self.key_date)
        if deciding not in self._confirmers:
            self._confirmers[deciding] = confirmers(self.policy, self.tables, deciding)
        return self._confirmers[deciding]

    @cached_property
    def _confirmers(self) -> dict[dt.date, Mapping[str, str | None]]:
        return {}

    @cached_property
    def numbers(self) -> Mapping[str, str]:
        """The 仮番号 in use, by the folded 案件名."""
        return known_numbers(self.tables)

    @cached_property
    def rostered(self) -> frozenset[RowKey]:
        """The completions that rosters prove, by the row key of 受講."""
        data = self.tables["attendances"]
        own = data[data["source"] == Source.ROSTER]
        table = ledger.BY_KEY["attendances"]
        return frozenset(key_of(table, row) for row in records(table, own))

    def codes_of(self, reference: str) -> frozenset[str]:
        """Return the codes that a column may refer to.

        Args:
            reference: Where they stand, as `table.column`.
        """
        if reference not in self._codes:
            table, _, column = reference.partition(".")
            self._codes[reference] = frozenset(self.tables[table][column].dropna())
        return self._codes[reference]

    @cached_property
    def _codes(self) -> dict[str, frozenset[str]]:
        return {}

    @cached_property
    def steps(self) -> Mapping[str, frozenset[int]]:
        """The Steps of each persona that people may name of themselves."""
        return {code: frozenset(own_steps(self.policy, code)) for code in self.policy.personas}

    @cached_property
    def settable(self) -> Mapping[tuple[str, str | None], frozenset[int]]:
        """The Steps that a 上長判定 may name, by persona and tool."""
        return settable(self.policy)

    def _rows(self, key: str) -> list[NewRow]:
        return records(ledger.BY_KEY[key], self.tables[key])


def _moment(row: NewRow) -> dt.datetime:
    moment = row["issued_at"]
    return moment if isinstance(moment, dt.datetime) else LONG_AGO


def in_order(people: Iterable[ReportOf]) -> list[ReportOf]:
    """Sort people by staff number, 期首 before 年度末."""
    return sorted(people, key=lambda person: (person[0], PHASES.index(person[1])))
